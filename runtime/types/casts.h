// Assignment compatibility of exact types at run time (ECMA-335 I.8.7): class chain, interfaces, variance, arrays.
#pragma once
#include "types/objects.h"

namespace ahead {
// May an instance of exact type `from` be used as `to`? Also between pointers and between byrefs to integers of one size.
bool can_cast(const MethodTable* from, const MethodTable* to);
}  // namespace ahead
