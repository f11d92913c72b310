// Delegates whose code is one function of object[] (object_delegates.cc).
#pragma once
#include "survive/program.h"

namespace ahead {

// The method beside Invoke that boxes the arguments and calls the Func<object[], object> which stands in the delegate's place as `this`. Null when the
// signature holds what cannot be boxed.
Method* delegate_over_objects(TypeSystem&, Type* delegate);
std::unique_ptr<Body> object_delegate_body(TypeSystem&, Method*);   // null for other methods

}  // namespace ahead
