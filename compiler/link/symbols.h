// What a linked executable holds beyond what is loaded: taken out of it, or into a file of its own for debuggers.
#pragma once
#include <string>

namespace ahead {

// Contents of the debug file of an executable: its symbols and debug sections, under its build id.
std::string debug_file(const std::string& executable);
// The executable without them. `debug_name` (no folder; empty: none) and the file's contents make the link that leads a debugger there.
std::string stripped(const std::string& executable, const std::string& debug_name, const std::string& debug_contents);
// Both throw std::runtime_error.

}  // namespace ahead
