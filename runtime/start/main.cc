// A program's entry: the runtime comes up, Main runs, the process ends as dotnet's would.
// Nothing is read, allocated or started before it is needed: knobs stay in the image, GC threads and the finalizer thread come later.
#include "start/process.h"
#include "exceptions/exceptions.h"
#include "gc/gc.h"
#include "threads/threads.h"
#include <signal.h>

extern "C" {
void* managed_CreateArguments(char** argv, int32_t count);
extern const int32_t ahead_main_is_void;
}

using namespace ahead;

static int32_t run_main(int argc, char** argv) {
  void* arguments = managed_CreateArguments(argv, argc);
  if (ahead_program.module_init) ahead_program.module_init();
  return ahead_program.main(arguments);
}

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
