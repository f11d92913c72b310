// Questions about reflected members that survive, import and data answer alike.
#pragma once
#include "survive/program.h"

namespace ahead {

// The method whose code an invocation of `m` runs: String's constructors are functions that return the string.
Method* invoked_method(TypeSystem&, Method* m);

}  // namespace ahead
