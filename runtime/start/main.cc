// The program's entry: the runtime comes up, Main runs, the process ends as dotnet's would.
// Nothing is read, allocated or started before it is needed: knobs stay in the image, GC threads and the finalizer thread come later.
#include "start/process.h"
#include "exceptions/exceptions.h"
#include "gc/gc.h"
#include "threads/threads.h"
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern "C" {
void* managed_CreateArguments(char** argv, int32_t count);
void managed_OnProcessExit();
extern const int32_t ahead_main_is_void;
}

namespace ahead {

int32_t latched_exit_code;

namespace {

uint64_t run_exit_handlers(void*, void*) {
  managed_OnProcessExit();
  return 0;
}

int32_t run_main(int argc, char** argv) {
  void* arguments = managed_CreateArguments(argv, argc);
  if (ahead_program.module_init) ahead_program.module_init();
  return ahead_program.main(arguments);
}

}  // namespace

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

using namespace ahead;

int main(int argc, char** argv) {
  check_processor();
  threads_init(__builtin_frame_address(0));
  exceptions_init();
  exceptions_init_thread();
  gc_init();
  signal(SIGPIPE, SIG_IGN);
  int32_t code = run_main(argc, argv);
  threads_wait_foreground();
  process_exit(ahead_main_is_void ? latched_exit_code : code);
}
