// System.Threading.Thread and the Win32-named wait handles that CoreLib's WaitHandle classes call.
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
  if (int error = thread_start(t, run_managed, stack_size > 0 ? size_t(stack_size) : 0)) {
    (void)error;
    throw_managed(Throw::ThreadStart, "Failed to create a thread.");
  }
  (void)name;
}
int32_t ThreadNative_Join(Object** managed, int32_t timeout) {
  uint32_t result = kWaitObject0;
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
void ThreadNative_SetIsBackground(Thread* t, int32_t on) { __atomic_store_n(&t->is_background, uint32_t(on != 0), __ATOMIC_SEQ_CST); }
void ThreadNative_SetPriority(Object** managed, int32_t priority) {
  native_of(*managed)->priority = priority;
  field_at<int32_t>(*managed, ahead_offset_Thread__priority) = priority;
}
uint64_t ThreadNative_GetCurrentOSThreadId() { return uint64_t(thread_current()->os_id); }
int32_t ThreadNative_GetThreadState(Thread* t) {
  int32_t s = t->phase == ThreadPhase::Unstarted ? kUnstarted : t->phase == ThreadPhase::Dead ? kStopped : t->wait_state ? kWaitSleepJoin : kRunning;
  return s | (t->is_background ? kBackground : 0);
}
void ThreadNative_Interrupt(Thread* t) { thread_interrupt(t); }
void ThreadNative_PollGC() {}
void ThreadNative_InformThreadNameChange(Thread* t, const char16_t* name, int32_t length) {
  char text[64];
  int32_t n = 0;
  for (; n < length && n < 15; n++) text[n] = name[n] < 0x80 ? char(name[n]) : '?';
  text[n] = 0;
  if (n) thread_set_name(t, text);
}
void ic_System_Threading_Thread_InternalFinalize(Object* managed) {
  if (Thread* t = native_of(managed)) thread_release(t);
}
int32_t ic_System_Threading_Thread_get_OptimalMaxSpinWaitsPerSpinIteration() { return 8; }
uint8_t ic_System_Threading_Thread_CatchAtSafePoint() { return 0; }
int32_t ic_System_Environment_get_CurrentManagedThreadId() { return int32_t(thread_current()->id); }

// ---- wait handles; a failed call reports through GetLastPInvokeError ----
enum : uint32_t { kManualReset = 1, kInitiallySet = 2 };
intptr_t CreateEventExW(intptr_t, const uint16_t* name, uint32_t flags, uint32_t) {
  if (name) throw_managed(Throw::NotSupported, "Named synchronization primitives are not supported.");
  return intptr_t(event_create(flags & kManualReset, flags & kInitiallySet));
}
int32_t SetEvent(intptr_t h) { return event_set(reinterpret_cast<WaitObject*>(h)); }
int32_t ResetEvent(intptr_t h) { return event_reset(reinterpret_cast<WaitObject*>(h)); }
intptr_t CreateSemaphoreExW(intptr_t, int32_t initial, int32_t maximum, const uint16_t* name, uint32_t, uint32_t) {
  if (name) throw_managed(Throw::NotSupported, "Named synchronization primitives are not supported.");
  return intptr_t(semaphore_create(initial, maximum));
}
int32_t ReleaseSemaphore(intptr_t h, int32_t count, int32_t* previous) {
  return semaphore_release(reinterpret_cast<WaitObject*>(h), count, previous);
}
intptr_t PAL_CreateMutexW(int32_t owned, const uint16_t* name, int32_t, uint8_t*, uint32_t) {
  if (name) throw_managed(Throw::NotSupported, "Named synchronization primitives are not supported.");
  return intptr_t(mutex_create(owned != 0));
}
intptr_t PAL_OpenMutexW(const uint16_t*, int32_t, uint8_t*, uint32_t) { return 0; }
int32_t ReleaseMutex(intptr_t h) { return mutex_release(reinterpret_cast<WaitObject*>(h)); }
int32_t CloseHandle(intptr_t h) {
  wait_object_close(reinterpret_cast<WaitObject*>(h));
  return 1;
}
int32_t WaitHandle_WaitOneCore(intptr_t h, int32_t timeout, int32_t) {
  return int32_t(interruptible(wait_one(reinterpret_cast<WaitObject*>(h), timeout)));
}
int32_t WaitHandle_WaitOnePrioritized(intptr_t h, int32_t timeout) { return int32_t(interruptible(wait_one(reinterpret_cast<WaitObject*>(h), timeout))); }
int32_t WaitHandle_WaitMultipleIgnoringSyncContext(WaitObject** handles, int32_t count, int32_t all, int32_t timeout) {
  return int32_t(interruptible(wait_many(handles, uint32_t(count), all != 0, timeout)));
}
int32_t WaitHandle_SignalAndWait(intptr_t signal, intptr_t wait, int32_t timeout) {
  return int32_t(interruptible(signal_and_wait(reinterpret_cast<WaitObject*>(signal), reinterpret_cast<WaitObject*>(wait), timeout)));
}
void Interlocked_MemoryBarrierProcessWide() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
}
