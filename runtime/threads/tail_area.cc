// Where a method that gives up its frame leaves those arguments of its callee that do not fit into registers, for the few instructions
// until ahead_tail_call has made a frame for them. The collector scans it like a stack.
#include <stdlib.h>
#include "runtime/threads/threads.h"

namespace ahead {

extern "C" __thread TailArea ahead_tail __attribute__((tls_model("initial-exec")));
__thread TailArea ahead_tail;

void tail_area_release() {
  uint8_t* data = ahead_tail.data;
  ahead_tail = {};
  free(data);
}

}  // namespace ahead

extern "C" void* ahead_tail_area(int64_t bytes, int64_t addresses) {
  using namespace ahead;
  TailArea& area = ahead_tail;
  if (uint64_t(bytes) > area.capacity) {
    free(area.data);
    uint64_t capacity = uint64_t(bytes) < 256 ? 256 : uint64_t(bytes);
    area.data = static_cast<uint8_t*>(calloc(1, capacity));
    if (!area.data) abort();
    area.capacity = capacity;
    thread_current()->tail = &area;
  }
  area.addresses = uint64_t(addresses);
  area.used = uint64_t(bytes);
  return area.data;
}
