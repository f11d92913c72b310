// A library's entry: there is no main, so the runtime comes up with the first call of an exported function, on whatever thread makes it. Others that
// call meanwhile wait. The thread that starts the runtime may come back through a module initializer that calls native code: it is attached by then
// and does not come here.
#include "start/process.h"
#include "exceptions/exceptions.h"
#include "gc/gc.h"
#include "os/os.h"
#include "threads/threads.h"
#include <pthread.h>

namespace ahead {
namespace {

// The unwinder in libgcc refers to these weakly, which takes nothing out of an archive, and then calls them.
[[gnu::used]] void* const needed_by_unwinder[] = {
    reinterpret_cast<void*>(pthread_once), reinterpret_cast<void*>(pthread_key_create), reinterpret_cast<void*>(pthread_setspecific),
    reinterpret_cast<void*>(pthread_getspecific), reinterpret_cast<void*>(pthread_mutex_lock), reinterpret_cast<void*>(pthread_mutex_unlock)};

enum : uint32_t { kNotStarted, kStarting, kStarted };
constinit uint32_t state = kNotStarted;

void start() {
  check_processor();
  thread_attach();
  exceptions_init();
  gc_init();
  if (ahead_program.module_init) ahead_program.module_init();
}

}  // namespace
}  // namespace ahead

extern "C" void ahead_attach_library() {
  using namespace ahead;
  uint32_t seen = kNotStarted;
  if (__atomic_load_n(&state, __ATOMIC_ACQUIRE) != kStarted) {
    if (__atomic_compare_exchange_n(&state, &seen, kStarting, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
      start();
      __atomic_store_n(&state, kStarted, __ATOMIC_RELEASE);
      os_futex_wake(&state, INT32_MAX);
    }
    while (__atomic_load_n(&state, __ATOMIC_ACQUIRE) == kStarting) os_futex_wait(&state, kStarting);
  }
  thread_attach();
}
