// The order in which Enum.GetValues and names of equal values appear.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace ahead {

struct EnumConstant { std::string_view name; int64_t value; uint64_t key; };   // key: the value as its unsigned underlying type

// As CoreLib sorts them: not at all when they are in order, else by its introspective sort, which is not stable. A value with two names gets the name that
// this very algorithm leaves first, so no other one will do.
void sort_enum_constants(std::vector<EnumConstant>&);

}  // namespace ahead
