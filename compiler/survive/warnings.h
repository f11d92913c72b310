// Warnings about what trimming and native compilation cannot see: the codes, meanings and places of ILC's (IL2xxx, IL3xxx).
//   requires.cc      calls of members with RequiresUnreferencedCode, RequiresDynamicCode, RequiresAssemblyFiles
//   warn_flow.cc     types that do not promise what DynamicallyAccessedMembers asks for
//   warn_access.cc   members that reflection reaches
//   warn_declarations.cc   overrides, annotated types, annotations that are in the wrong place
//   suppress.cc      UnconditionalSuppressMessage
#pragma once
#include "support/diagnostics.h"
#include "survive/program.h"

namespace ahead {

// After the walk. The class library is taken to be correct: only assemblies outside `framework` are looked at.
void warn_about_program(Program&, const std::string& framework, Diagnostics&);

}  // namespace ahead
