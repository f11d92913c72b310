// Threads, monitors and wait objects: C++ API; the QCalls and InternalCalls bind to these.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "abi/abi.h"
#include "runtime/threads/header.h"

namespace ahead {
using abi::Object;

// ---- threads ----
enum class ThreadPhase : uint32_t { Unstarted, Running, Dead };
inline constexpr int32_t kInfinite = -1;   // all timeouts: milliseconds, -1 = for ever

struct TailArea { uint8_t* data; uint64_t used, addresses, capacity; };   // tail_call.S knows the order

struct Thread {
  Thread *next, *previous;                 // list of all records, under the thread list lock
  abi::ThreadBlock* block;                 // the thread's ahead_thread; null unless running
  uint32_t id;                             // managed thread id, 1 = main; reused after the record is freed
  int32_t os_id;                           // gettid
  ThreadPhase phase;
  uint32_t references;                     // record lives until 0: one for the running thread, one for the managed object
  uint32_t is_background, is_pool;         // pool: threads_is_pool is the flag that Thread.IsThreadPoolThread shows
  int32_t priority;                        // 0..4, 2 = normal
  Object* object;                          // System.Threading.Thread; strong while running, weak otherwise
  void (*entry)(Thread*);                  // runs on the new thread
  void* native;                            // free for the bindings
  uint64_t pthread;
  uint32_t wait_state;                     // 1 while in a wait, sleep or join (ThreadState.WaitSleepJoin)
  uint32_t interrupt_requested;            // Thread.Interrupt: the next blocking wait returns Interrupted
  uint32_t* waiting_on;                    // futex of an interruptible wait
  uint32_t dead_event;                     // 1 when dead
  uint32_t wake;                           // futex of Thread.Sleep: always 0
  struct WaitObject* owned;                // mutexes, to abandon at exit

  // Suspension and allocation (runtime/threads/suspend.cc and gc own these)
  uint32_t safe;                           // 0 running, 1 in a safe region, 2 in one and claimed by a collection
  uint8_t* safe_sp;                        // lowest stack address to scan while stopped
  uint8_t* stack_low;                      // lowest address of the stack
  uint8_t* interrupted_sp;                 // stopped by the signal: the interrupted code's stack pointer
  uint32_t stopped_by_signal, stop_requested;  // for this stop
  uint32_t foreign;                        // attached, not created by the runtime
  uint8_t *tlab_start, *tlab_end;          // young block that the thread allocates in
  uint32_t tlab_clean;                     // it reads as zero already
  uint64_t allocated;                      // bytes in retired blocks
  uint8_t *copy_begin, *copy_end;          // destination of the running ahead_copy_refs
  uint64_t hash_seed;
  TailArea* tail;                          // null before the first use
};
void tail_area_release();                  // of the calling thread, at its end

// On the main thread, first thing. stack_high: an address above every frame that may hold references (frame address of main).
void threads_init(void* stack_high);
// Attaches a thread that the runtime did not create (callback from native code); no-op if attached. Detached automatically at its exit.
Thread* thread_attach();
inline Thread* thread_current();           // null if not attached

// Unstarted record for a managed Thread object. Ids are given here.
Thread* thread_create(Object* managed_thread);
void thread_set_object(Thread*, Object* managed_thread);
// Starts it: entry(thread) runs on the new thread, attached. Returns 0, errno, or kAlreadyStarted. stack_size 0 = default (1.5 MB).
inline constexpr int kAlreadyStarted = -1;
int thread_start(Thread*, void (*entry)(Thread*), size_t stack_size);
void thread_release(Thread*);              // the managed object is finalized
// true if it ended within the time; *result (if not null): kWaitObject0, kWaitTimeout, kWaitInterrupted.
bool thread_join(Thread*, int32_t timeout_ms, uint32_t* result = nullptr);
uint32_t thread_sleep(int32_t timeout_ms); // kWaitObject0 or kWaitInterrupted
void thread_yield();
void thread_spin_wait(int32_t iterations);
void thread_interrupt(Thread*);
void thread_set_name(Thread*, const char* utf8);
// Runs on every exiting attached thread, still attached, before its record is dead (t_ cleanups of other parts).
void thread_at_exit(void (*callback)(Thread*));
// Blocks until no foreground thread but the caller runs (end of main).
void threads_wait_foreground();
void thread_set_background(Thread*, bool);  // as is_background, and lets threads_wait_foreground look again
uint32_t threads_count();

// Stack left before stack_limit, bytes.
size_t thread_stack_left();

// ---- safe regions: a blocking call that touches no managed memory. The thread counts as stopped meanwhile (no signal is sent to it) and waits
// on its return while a collection runs. ----
// Futex wait as a safe region. Callers' references stay pinned. 0 = woken or changed, else see FutexResult.
int thread_safe_wait(uint32_t* word, uint32_t expected, uint64_t deadline_ns);
// code(argument) as a safe region: for blocking system calls (read, poll, waitpid …). Not nestable, no managed code inside.
int64_t thread_safe_call(int64_t (*code)(void*), void* argument);

// ---- suspension (collector, debugger-like walks) ----
void thread_poll();                        // stops here if asked, in builds for ThreadSanitizer; else nothing
void threads_suspend_all();                // every other attached thread is stopped when this returns; not recursive
void threads_resume_all();
extern Thread* threads_head;
extern struct Lock threads_lock;           // the list; taken by threads_suspend_all until threads_resume_all

// ---- monitors ----
enum class MonitorResult : uint8_t { Ok = 0, TimedOut = 1, NotOwner = 2, Interrupted = 3 };
MonitorResult monitor_enter(Object*);                                  // blocks; Ok or Interrupted
MonitorResult monitor_try_enter(Object*, int32_t timeout_ms);          // Ok, TimedOut, Interrupted
MonitorResult monitor_exit(Object*);                                   // Ok or NotOwner (SynchronizationLockException)
MonitorResult monitor_wait(Object*, int32_t timeout_ms);               // lock reacquired in every case but NotOwner
MonitorResult monitor_pulse(Object*);
MonitorResult monitor_pulse_all(Object*);
bool monitor_is_entered(Object*);                                      // by the current thread
uint64_t monitor_contention_count();

// ---- identity hash codes (RuntimeHelpers.GetHashCode) ----
int32_t object_hash(Object*);              // gives one if there is none; 0 for null
int32_t object_try_hash(Object*);          // 0 if none was given yet

// ---- wait objects; a HANDLE is a WaitObject*. Win32 results ----
struct WaitObject;
enum : uint32_t { kWaitObject0 = 0, kWaitAbandoned0 = 0x80, kWaitTimeout = 0x102, kWaitFailed = 0xffffffff, kWaitInterrupted = 0xc0,
                kWaitTooManyPosts = 0x12a, kWaitNotOwner = 0x120 };   // signal_and_wait only
WaitObject* event_create(bool manual_reset, bool initial);
bool event_set(WaitObject*);
bool event_reset(WaitObject*);
WaitObject* semaphore_create(int32_t initial, int32_t maximum);
bool semaphore_release(WaitObject*, int32_t count, int32_t* previous);  // false: maximum exceeded
WaitObject* mutex_create(bool initially_owned);
bool mutex_release(WaitObject*);                                       // false: not owner
void wait_object_close(WaitObject*);
bool wait_object_is_named(WaitObject*);                                // a named mutex: no WaitAll, no WaitAny
uint32_t wait_one(WaitObject*, int32_t timeout_ms);
uint32_t wait_many(WaitObject* const*, uint32_t count, bool all, int32_t timeout_ms);   // up to 64
uint32_t signal_and_wait(WaitObject* to_signal, WaitObject* to_wait, int32_t timeout_ms);

}  // namespace ahead

extern "C" __thread ahead::abi::ThreadBlock ahead_thread __attribute__((tls_model("initial-exec")));
namespace ahead {
inline Thread* thread_current() { return (Thread*)ahead_thread.runtime; }
}
