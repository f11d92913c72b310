// Names under which the runtime implements what the class library declares without IL (abi/symbols.md).
#pragma once
#include <set>
#include <string>
#include <vector>

#include "survive/program.h"

namespace ahead {
std::string internal_call_symbol(const Method&);
// "" for a library that is looked up at run time.
std::string direct_pinvoke_symbol(const Method&);
// Reached entries that are not in `available`, sorted.
std::vector<std::string> missing_entries(const Program&, const std::set<std::string>& available);
}  // namespace ahead
