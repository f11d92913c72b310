// Classes that stand for interfaces (proxies.cc).
#pragma once
#include "survive/program.h"

namespace ahead {

bool makes_proxy(const Method*);                             // DispatchProxy.Create
std::unique_ptr<Body> proxy_body(TypeSystem&, Method*);      // of a proxy's method, and of the library's generator; null for other methods

}  // namespace ahead
