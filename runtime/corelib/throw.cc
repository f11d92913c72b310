#include "corelib/throw.h"
#include "types/objects.h"

extern "C" void managed_Throw(int32_t kind, void* text);

namespace ahead {
void throw_managed(Throw kind, const char* text) {
  managed_Throw(int32_t(kind), new_string(text));
  __builtin_unreachable();
}
}  // namespace ahead
