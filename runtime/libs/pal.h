// What the SystemNative_* files share. These functions are the native half of the framework's Unix code: each is the thin
// mapping of one libc call onto the framework's platform-neutral numbers (the enums named Interop.Sys.* in CoreLib).
#pragma once
#include <errno.h>
#include <stdint.h>

#define PAL extern "C" __attribute__((visibility("hidden"), used))

namespace ahead::pal {
// Repeats a call that a signal interrupted.
template <class F> auto retry(F call) {
  decltype(call()) r;
  while ((r = call()) == -1 && errno == EINTR) {}
  return r;
}
}  // namespace ahead::pal
