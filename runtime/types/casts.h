// Assignment compatibility of exact types at run time (ECMA-335 I.8.7): class chain, interfaces, variance, arrays.
#pragma once
#include "types/objects.h"

namespace ahead {
// May an instance of exact type `from` be used as `to`? Never true between different pointer or byref types.
bool can_cast(const MethodTable* from, const MethodTable* to);
}  // namespace ahead
