// File and line of code addresses, taken from the linked executable's DWARF and appended to it in a form that the runtime reads in one step.
#pragma once
#include <string>

namespace ahead {

// abi::LineTable of an executable that still has its .debug_ sections; empty if it has no line information.
std::string line_table(const std::string& executable);

}  // namespace ahead
