// Questions about reflected members that survive, import and data answer alike.
#pragma once
#include "survive/program.h"

namespace ahead {

// The method whose code an invocation of `m` runs: String's constructors are functions that return the string.
Method* invoked_method(TypeSystem&, Method* m);

// Invoke is made by the importer; the other methods of delegates have bodies that the compiler writes (synthetic.cc).
bool is_delegate_invoke(const Method* m);

}  // namespace ahead
