// Stopping the world: every attached thread but the caller is sent a real-time signal; its handler reports and sleeps until the world goes on.
// No safepoints in managed code. The kernel's signal frame (all registers, vector registers too) lies on the thread's own stack, so
// scanning from the handler's frame upward sees everything.
//
// A thread in a safe region (blocked in one of our own waits) is claimed by a compare-exchange instead: no signal, no wake-up; it waits if it
// comes out while it is claimed.
//
// Built for ThreadSanitizer (AHEAD_COOPERATIVE_STOP) there are no signals, which that tool delays and does not see through: a thread stops where it
// calls thread_poll, and the rest is the same code with the same atomics.
#include "runtime/gc/heap.h"
#include "runtime/os/os.h"
#include "runtime/threads/threads.h"

namespace ahead {

namespace {
constinit uint32_t g_stop = 0;      // futex: odd while the world is stopped or stopping
constinit uint32_t g_pending = 0;   // futex: signals that were not answered yet
constinit uint32_t g_installed = 0;
}  // namespace

static void on_signal(int, void*, void* context) {
  Thread* t = (Thread*)ahead_thread.runtime;
  uint32_t stop = __atomic_load_n(&g_stop, __ATOMIC_ACQUIRE);
  uint8_t* here = (uint8_t*)__builtin_frame_address(0);
  if (t && (here < t->stack_low || here >= ahead_thread.stack_high)) return os_defer_signal(context, os_suspend_signal());  // inside a fault handler
  if (!t || !(stop & 1) || !__atomic_exchange_n(&t->stop_requested, 0, __ATOMIC_ACQ_REL)) return;
  t->interrupted_sp = (uint8_t*)os_context_sp(context);
  t->safe_sp = here;
  t->stopped_by_signal = 1;
  if (__atomic_sub_fetch(&g_pending, 1, __ATOMIC_ACQ_REL) == 0) os_futex_wake(&g_pending, 1);
  while (__atomic_load_n(&g_stop, __ATOMIC_ACQUIRE) == stop) os_futex_wait(&g_stop, stop);
}

#ifdef AHEAD_COOPERATIVE_STOP
static void request_stop(Thread*) {}
// Threads may have gone into a safe region after they were asked.
static void wait_for_stop() {
  while (__atomic_load_n(&g_pending, __ATOMIC_ACQUIRE)) {
    for (Thread* t = threads_head; t; t = t->next) {
      uint32_t in_safe_region = 1;
      if (!__atomic_load_n(&t->stop_requested, __ATOMIC_ACQUIRE) || !__atomic_compare_exchange_n(&t->safe, &in_safe_region, 2, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) continue;
      __atomic_store_n(&t->stop_requested, 0, __ATOMIC_RELEASE);
      __atomic_sub_fetch(&g_pending, 1, __ATOMIC_ACQ_REL);
    }
    os_yield();
  }
}
#else
static void request_stop(Thread* t) {
  if (!os_signal_thread(t->os_id, os_suspend_signal())) os_fatal("cannot signal a thread", (uint64_t)t->os_id);
}
static void wait_for_stop() {
  for (int spin = 0; spin < 1000 && __atomic_load_n(&g_pending, __ATOMIC_ACQUIRE); spin++) os_pause();
  while (uint32_t left = __atomic_load_n(&g_pending, __ATOMIC_ACQUIRE)) os_futex_wait(&g_pending, left);
}
#endif

void suspend_init() {
  if (__atomic_exchange_n(&g_installed, 1, __ATOMIC_ACQ_REL)) return;
  if (!os_install_handler(os_suspend_signal(), on_signal)) os_fatal("cannot install the signal that stops threads");
}

void threads_suspend_all() {
  threads_lock.lock();
  Thread* self = thread_current();
  __atomic_add_fetch(&g_stop, 1, __ATOMIC_ACQ_REL);
  uint32_t sent = 0;
  for (Thread* t = threads_head; t; t = t->next) {
    t->stopped_by_signal = 0;
    if (t == self || !t->block) continue;
    uint32_t in_safe_region = 1;
    if (__atomic_compare_exchange_n(&t->safe, &in_safe_region, 2, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) continue;
    __atomic_store_n(&t->stop_requested, 1, __ATOMIC_RELEASE);
    __atomic_add_fetch(&g_pending, 1, __ATOMIC_ACQ_REL);
    request_stop(t);
    sent++;
  }
  if (sent) wait_for_stop();
}

void threads_resume_all() {
  Thread* self = thread_current();
  uint32_t sleeping = 0;
  for (Thread* t = threads_head; t; t = t->next) {
    if (t == self || !t->block) continue;
    uint32_t claimed = 2;
    if (__atomic_compare_exchange_n(&t->safe, &claimed, 1, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) os_futex_wake(&t->safe, 1);
    else sleeping++;
  }
  __atomic_add_fetch(&g_stop, 1, __ATOMIC_ACQ_REL);
  if (sleeping) os_futex_wake(&g_stop, INT32_MAX);
  threads_lock.unlock();
}

// ---- safe regions ----
// Callee-saved registers of the callers go to this frame; their own frames lie above it.
#define SPILL_REGISTERS(frame)                                                                                                                              \
  __asm__ volatile("movq %%rbx, 0(%0)\n movq %%rbp, 8(%0)\n movq %%r12, 16(%0)\n movq %%r13, 24(%0)\n movq %%r14, 32(%0)\n movq %%r15, 40(%0)" : : "r"(frame) : "memory")

static inline void enter(Thread* t, void** frame) {
  t->safe_sp = (uint8_t*)frame;
  __atomic_store_n(&t->safe, 1, __ATOMIC_RELEASE);
}
static inline void leave(Thread* t) {
  for (;;) {
    uint32_t seen = 1;
    if (__atomic_compare_exchange_n(&t->safe, &seen, 0, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return;
    os_futex_wait(&t->safe, 2);
  }
}

__attribute__((noinline)) void thread_poll() {
#ifdef AHEAD_COOPERATIVE_STOP
  Thread* t = thread_current();
  uint32_t stop = __atomic_load_n(&g_stop, __ATOMIC_ACQUIRE);
  if (!t || !(stop & 1) || !__atomic_exchange_n(&t->stop_requested, 0, __ATOMIC_ACQ_REL)) return;
  void* frame[6];
  SPILL_REGISTERS(frame);
  t->safe_sp = (uint8_t*)frame;
  __atomic_sub_fetch(&g_pending, 1, __ATOMIC_ACQ_REL);
  while (__atomic_load_n(&g_stop, __ATOMIC_ACQUIRE) == stop) os_futex_wait(&g_stop, stop);
#endif
}

__attribute__((noinline)) int thread_safe_wait(uint32_t* word, uint32_t expected, uint64_t deadline_ns) {
  Thread* t = thread_current();
  if (!t) return (int)os_futex_wait(word, expected, deadline_ns);
  void* frame[6];
  SPILL_REGISTERS(frame);
  enter(t, frame);
  FutexResult r = os_futex_wait(word, expected, deadline_ns);
  leave(t);
  return (int)r;
}

__attribute__((noinline)) int64_t thread_safe_call(int64_t (*code)(void*), void* argument) {
  Thread* t = thread_current();
  if (!t) return code(argument);
  void* frame[6];
  SPILL_REGISTERS(frame);
  enter(t, frame);
  int64_t r = code(argument);
  leave(t);
  return r;
}

}  // namespace ahead
