#include "start/process.h"
#include "exceptions/exceptions.h"
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

extern "C" void managed_OnProcessExit();

namespace ahead {

int32_t latched_exit_code;

static uint64_t run_exit_handlers(void*, void*) {
  managed_OnProcessExit();
  return 0;
}

void process_exit(int32_t code) {
  static uint32_t exiting;
  latched_exit_code = code;
  if (!__atomic_exchange_n(&exiting, 1, __ATOMIC_ACQ_REL)) {
    void* thrown = nullptr;
    ahead_guarded_call(reinterpret_cast<void*>(run_exit_handlers), nullptr, nullptr, &thrown);
    if (thrown) { report_unhandled(thrown); die(); }
  }
  exit(latched_exit_code);
}

const char* executable_path() {
  static char path[PATH_MAX];
  if (!path[0]) {
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    path[n > 0 ? n : 0] = 0;
  }
  return path;
}

}  // namespace ahead
