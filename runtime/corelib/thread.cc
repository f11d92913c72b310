// System.Threading.Thread.
#include <stdlib.h>
#include "corelib/throw.h"
#include "gc/gc.h"
#include "threads/threads.h"
#include "types/objects.h"

using namespace ahead;

extern "C" void managed_RunThread(Object* thread);

namespace {
enum State : int32_t { kRunning = 0, kBackground = 4, kUnstarted = 8, kStopped = 0x10, kWaitSleepJoin = 0x20 };

void bind(Object* managed, Thread* t) {
  field_at<Thread*>(managed, ahead_offset_Thread__DONT_USE_InternalThread) = t;
  field_at<int32_t>(managed, ahead_offset_Thread__managedThreadId) = int32_t(t->id);
  field_at<int32_t>(managed, ahead_offset_Thread__priority) = t->priority;
}

Thread* native_of(Object* managed) { return field_at<Thread*>(managed, ahead_offset_Thread__DONT_USE_InternalThread); }

void run_managed(Thread* t) {
  managed_RunThread(t->object);
  field_at<uint8_t>(t->object, ahead_offset_Thread__isDead) = 1;
}

// What the system shows: 15 bytes, for the debugger's and top's eyes.
void set_os_name(Thread* t, const char16_t* name, int32_t length) {
  char text[16];
  int32_t n = 0;
  for (; n < length && n < 15 && name[n]; n++) text[n] = name[n] < 0x80 ? char(name[n]) : '?';
  text[n] = 0;
  if (n) thread_set_name(t, text);
}

uint32_t interruptible(uint32_t wait_result) {
  if (wait_result == kWaitInterrupted) throw_managed(Throw::ThreadInterrupted);
  return wait_result;
}
}  // namespace

extern "C" {
void ThreadNative_Initialize(Object** managed) { bind(*managed, thread_create(*managed)); }

// The managed object of a thread that the program did not create through System.Threading.Thread is made on demand.
void ThreadNative_GetCurrentThread(Object** out) {
  Thread* t = thread_current();
  if (!t->object) {
    Object* o = gc_alloc(ahead_mt_Thread);
    bind(o, t);
    field_at<uint8_t>(o, ahead_offset_Thread__isThreadPool) = t->is_pool != 0;
    thread_set_object(t, o);
  }
  *out = t->object;
}

void ThreadNative_Start(Thread* t, int32_t stack_size, int32_t priority, int32_t is_pool, char16_t* name) {
  t->is_pool = is_pool != 0;
  t->priority = priority;
  if (t->object) field_at<uint8_t>(t->object, ahead_offset_Thread__isThreadPool) = is_pool != 0;
  int error = thread_start(t, run_managed, stack_size > 0 ? size_t(stack_size) : 0);
  if (error == kAlreadyStarted) throw_managed(Throw::ThreadState, "Thread is running or terminated; it cannot restart.");
  if (error) throw_managed(Throw::ThreadStart, "Failed to create a thread.");
  if (name) set_os_name(t, name, INT32_MAX);
}
int32_t ThreadNative_Join(Object** managed, int32_t timeout) {
  uint32_t result = kWaitObject0;
  if (native_of(*managed)->phase == ThreadPhase::Unstarted) throw_managed(Throw::ThreadState, "Thread has not been started.");
  bool ended = thread_join(native_of(*managed), timeout, &result);
  interruptible(result);
  return ended;
}
void ThreadNative_Sleep(int32_t timeout) { interruptible(thread_sleep(timeout)); }
void ThreadNative_SpinWait(int32_t iterations) { thread_spin_wait(iterations); }
int32_t ThreadNative_YieldThread() {
  thread_yield();
  return 1;
}
int32_t ThreadNative_GetIsBackground(Thread* t) { return t->is_background != 0; }
void ThreadNative_SetIsBackground(Thread* t, int32_t on) { thread_set_background(t, on != 0); }
void ThreadNative_SetPriority(Object** managed, int32_t priority) {
  if (priority < 0 || priority > 4) throw_managed(Throw::OutOfRange, "Value of flags is invalid.");
  if (native_of(*managed)->phase == ThreadPhase::Dead) throw_managed(Throw::ThreadState, "Thread is dead; priority cannot be accessed.");
  native_of(*managed)->priority = priority;
  field_at<int32_t>(*managed, ahead_offset_Thread__priority) = priority;
}
uint64_t ThreadNative_GetCurrentOSThreadId() { return uint64_t(thread_current()->os_id); }
int32_t ThreadNative_GetThreadState(Thread* t) {
  if (t->phase == ThreadPhase::Dead) return kStopped;
  int32_t s = t->phase == ThreadPhase::Unstarted ? kUnstarted : t->wait_state ? kWaitSleepJoin : kRunning;
  return s | (t->is_background ? kBackground : 0);
}
void ThreadNative_Interrupt(Thread* t) { thread_interrupt(t); }
void ThreadNative_PollGC() {}
void ThreadNative_InformThreadNameChange(Thread* t, const char16_t* name, int32_t length) {
  set_os_name(t, name, length);
}
void ic_System_Threading_Thread_InternalFinalize(Object* managed) {
  if (Thread* t = native_of(managed)) thread_release(t);
}
int32_t ic_System_Threading_Thread_get_OptimalMaxSpinWaitsPerSpinIteration() { return 8; }
uint8_t ic_System_Threading_Thread_CatchAtSafePoint() { return 0; }
int32_t ic_System_Environment_get_CurrentManagedThreadId() { return int32_t(thread_current()->id); }
}
