// Private to link/.
#pragma once
#include <vector>

namespace ahead {
// Writes the values of absolute symbols that one of the objects defines into all of them, in place of the relocations.
void resolve_absolute_symbols(std::vector<std::vector<char>>& objects);
}  // namespace ahead
