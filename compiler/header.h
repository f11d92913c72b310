// A C header for what the program exports.
#pragma once
#include <string>
#include "survive/program.h"

namespace ahead {

// The methods with UnmanagedCallersOnly(EntryPoint = …) that native code can call, by symbol. Throws std::runtime_error when two have the same name.
std::vector<std::pair<Method*, std::string>> native_exports(const Program&);
// Declarations of all of them with the structs, enums and function types that they use.
std::string c_header(Program&, const std::string& library);

}  // namespace ahead
