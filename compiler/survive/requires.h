// Warnings about reachable calls to members that say what they require: RequiresUnreferencedCode (IL2026), RequiresDynamicCode (IL3050),
// RequiresAssemblyFiles (IL3002, and IL3000, IL3001 for Assembly.Location and GetFiles); and about overrides and derived classes that do not say the same.
#pragma once
#include "support/diagnostics.h"
#include "survive/program.h"

namespace ahead {

// Where a warning is: a method, and an instruction in it.
Diagnostic warning_at(Program&, MethodDef*, uint32_t il_offset, std::string code, std::string text);
// UnconditionalSuppressMessage at the method, its property or event, the method that a lambda, iterator or async body was written in, an enclosing type,
// or the assembly.
bool is_suppressed(Program&, MethodDef*, std::string_view code);
// The method as it was written: for a state machine, lambda or local function the method around it; else the method itself.
MethodDef* written_method(TypeSystem&, MethodDef*);

// After the walk. The class library is taken to be correct: only assemblies outside `framework` are looked at.
void warn_about_requirements(Program&, const std::string& framework, Diagnostics&);

}  // namespace ahead
