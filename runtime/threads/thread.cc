// Thread records: creation, attachment, end; join, sleep, interrupt.
//
// A record outlives its thread while the managed Thread object exists, and the object may die before the thread was started: the list holds records
// in every phase; only those with a ThreadBlock are stopped and scanned.
#include <stdlib.h>
#include <string.h>
#include "runtime/gc/heap.h"
#include "runtime/os/os.h"
#include "runtime/threads/threads.h"

extern "C" __thread ahead::abi::ThreadBlock ahead_thread __attribute__((tls_model("initial-exec"))) = {};

namespace ahead {

constinit Thread* threads_head = nullptr;
constinit Lock threads_lock;
void suspend_init();
void wait_abandon_owned(Thread*);
// runtime/exceptions; weak so that the collector's tests link without it
void exceptions_init_thread() __attribute__((weak));
void exceptions_exit_thread() __attribute__((weak));

namespace {
constinit Thread g_main = {};
constinit PageVector<uint32_t> g_free_ids;
constinit uint32_t g_next_id = 1;
constinit uint32_t g_deaths = 0;   // futex: changes at every thread's end, at interrupts, at changes of the background flag
constexpr int kMaxExits = 8;
constinit void (*g_exits[kMaxExits])(Thread*) = {};
constinit int g_exit_count = 0;
constexpr size_t kDefaultStack = 1536 << 10, kStackReserve = 64 << 10;
}  // namespace

// ---- records (under threads_lock) ----
static void link_record(Thread* t) {
  t->id = g_free_ids.size ? g_free_ids.pop() : g_next_id++;
  t->priority = 2;
  t->hash_seed = (uint64_t)t->id * 0x9e3779b97f4a7c15u + 0x5851f42d4c957f2du;
  t->next = threads_head;
  t->previous = nullptr;
  if (threads_head) threads_head->previous = t;
  threads_head = t;
}
static void release_reference(Thread* t) {
  if (--t->references) return;
  if (t->previous) t->previous->next = t->next;
  else threads_head = t->next;
  if (t->next) t->next->previous = t->previous;
  g_free_ids.push(t->id);
  if (t != &g_main) free(t);
}

static void enter_thread(Thread* t, uint8_t* high, uint8_t* low) {
  ahead_thread.runtime = t;
  ahead_thread.stack_high = high;
  ahead_thread.stack_limit = low + kStackReserve;
  t->stack_low = low;
  t->os_id = os_thread_id();
}

void threads_init(void* stack_high) {
  uint8_t* high = (uint8_t*)stack_high;
  bool unlimited;
  size_t size = os_stack_limit_bytes(&unlimited);
  Thread* t = &g_main;
  t->references = 2;
  t->phase = ThreadPhase::Running;
  link_record(t);
  enter_thread(t, high, high - size + (size >> 6));
  t->stack_low = unlimited ? nullptr : high - size;
  t->block = &ahead_thread;
}

static void leave_thread(Thread* t) {
  for (int i = 0; i < g_exit_count; i++) g_exits[i](t);
  wait_abandon_owned(t);
  uint8_t* statics = ahead_thread.statics;
  {
    Locked collector(gc_lock);
    retire_buffer(t);
    Locked locked(threads_lock);
    g_heap.allocated_dead_threads += t->allocated;
    t->allocated = 0;
    t->block = nullptr;
    t->tail = nullptr;
    t->phase = ThreadPhase::Dead;
    ahead_thread.runtime = nullptr;
    ahead_thread.statics = nullptr;
    __atomic_store_n(&t->dead_event, 1, __ATOMIC_RELEASE);
    release_reference(t);
  }
  __atomic_add_fetch(&g_deaths, 1, __ATOMIC_RELEASE);
  os_futex_wake(&g_deaths, INT32_MAX);
  free(statics);
  tail_area_release();
}

Thread* thread_create(Object* managed_thread) {
  Thread* t = (Thread*)calloc(1, sizeof(Thread));
  if (!t) return nullptr;
  t->object = managed_thread;
  t->references = 1;  // the managed object's
  Locked locked(threads_lock);
  link_record(t);
  return t;
}
void thread_set_object(Thread* t, Object* managed_thread) { __atomic_store_n(&t->object, managed_thread, __ATOMIC_RELEASE); }

static void* thread_main(void* argument) {
  Thread* t = (Thread*)argument;
  uint8_t *low, *high;
  if (!os_stack_bounds(&low, &high)) low = (uint8_t*)__builtin_frame_address(0) - (256 << 10);
  enter_thread(t, (uint8_t*)__builtin_frame_address(0) + 16, low);
  {
    Locked locked(threads_lock);
    t->block = &ahead_thread;
  }
  if (exceptions_init_thread) exceptions_init_thread();
  t->entry(t);
  leave_thread(t);
  if (exceptions_exit_thread) exceptions_exit_thread();
  return nullptr;
}

int thread_start(Thread* t, void (*entry)(Thread*), size_t stack_size) {
  suspend_init();
  {
    Locked locked(threads_lock);
    if (t->phase != ThreadPhase::Unstarted) return kAlreadyStarted;
    t->entry = entry;
    t->phase = ThreadPhase::Running;
    t->references++;
  }
  int error = os_thread_create(thread_main, t, stack_size ? stack_size : kDefaultStack, &t->pthread);
  if (error) {
    Locked locked(threads_lock);
    t->phase = ThreadPhase::Unstarted;
    t->references--;
  }
  return error;
}

void thread_release(Thread* t) {
  Locked locked(threads_lock);
  t->object = nullptr;
  release_reference(t);
}

static void detach_foreign(void* argument) {
  Thread* t = (Thread*)argument;
  if (ahead_thread.runtime != t) return;
  leave_thread(t);
  if (exceptions_exit_thread) exceptions_exit_thread();
}

Thread* thread_attach() {
  if (Thread* t = thread_current()) return t;
  suspend_init();
  Thread* t = (Thread*)calloc(1, sizeof(Thread));
  if (!t) os_fatal("no memory for a thread record");
  t->references = 2;
  t->phase = ThreadPhase::Running;
  t->is_background = 1;
  t->foreign = 1;
  uint8_t *low, *high;
  if (!os_stack_bounds(&low, &high)) os_fatal("cannot find the bounds of a thread's stack");
  {
    Locked locked(threads_lock);
    link_record(t);
    enter_thread(t, high, low);
    t->block = &ahead_thread;
  }
  os_at_thread_exit(detach_foreign, t);
  if (exceptions_init_thread) exceptions_init_thread();
  return t;
}

extern "C" void ahead_attach_thread() { thread_attach(); }

void thread_at_exit(void (*callback)(Thread*)) {
  Locked locked(threads_lock);
  if (g_exit_count == kMaxExits) os_fatal("too many thread exit callbacks");
  g_exits[g_exit_count++] = callback;
}

uint32_t threads_count() {
  uint32_t n = 0;
  for (Thread* t = threads_head; t; t = t->next) n += t->block != nullptr;
  return n;
}

void thread_set_background(Thread* t, bool background) {
  t->is_background = background;
  __atomic_add_fetch(&g_deaths, 1, __ATOMIC_RELEASE);
  os_futex_wake(&g_deaths, INT32_MAX);
}

static bool foreground_left(Thread* self) {
  Locked locked(threads_lock);
  for (Thread* t = threads_head; t; t = t->next)
    if (t != self && t->phase == ThreadPhase::Running && !t->is_background) return true;
  return false;
}
void threads_wait_foreground() {
  for (;;) {
    uint32_t seen = __atomic_load_n(&g_deaths, __ATOMIC_ACQUIRE);
    if (!foreground_left(thread_current())) return;
    thread_safe_wait(&g_deaths, seen, os_deadline(100));  // a thread may have turned into a background one
  }
}

// ---- interruptible waiting ----
// Consumes a pending Thread.Interrupt.
bool thread_take_interrupt(Thread* t) {
  return __atomic_load_n(&t->interrupt_requested, __ATOMIC_RELAXED) && __atomic_exchange_n(&t->interrupt_requested, 0, __ATOMIC_ACQ_REL);
}

// Sleeps on the word; returns at every wake-up, with true if the thread was interrupted.
bool thread_wait_interruptible(uint32_t* word, uint32_t expected, uint64_t deadline, bool* timed_out) {
  Thread* t = thread_current();
  __atomic_store_n(&t->waiting_on, word, __ATOMIC_SEQ_CST);
  t->wait_state = 1;
  bool interrupted = thread_take_interrupt(t);
  FutexResult r = interrupted ? FutexResult::Woken : (FutexResult)thread_safe_wait(word, expected, deadline);
  __atomic_store_n(&t->waiting_on, nullptr, __ATOMIC_SEQ_CST);
  t->wait_state = 0;
  if (!interrupted) interrupted = thread_take_interrupt(t);
  *timed_out = r == FutexResult::TimedOut;
  return interrupted;
}

// The thread may be between its look at the flag and its sleep: wake until it took notice.
void thread_interrupt(Thread* t) {
  __atomic_store_n(&t->interrupt_requested, 1, __ATOMIC_SEQ_CST);
  while (uint32_t* word = __atomic_load_n(&t->waiting_on, __ATOMIC_SEQ_CST)) {
    os_futex_wake(word, INT32_MAX);
    if (!__atomic_load_n(&t->interrupt_requested, __ATOMIC_SEQ_CST)) return;
    thread_poll();
    os_sleep_until(os_monotonic_ns() + 50000);
  }
}

static uint32_t join(Thread* target, int32_t timeout_ms) {
  uint64_t deadline = os_deadline(timeout_ms);
  for (;;) {
    uint32_t seen = __atomic_load_n(&g_deaths, __ATOMIC_ACQUIRE);
    if (__atomic_load_n(&target->dead_event, __ATOMIC_ACQUIRE)) return kWaitObject0;
    if (timeout_ms == 0) return kWaitTimeout;
    bool timed_out;
    if (thread_wait_interruptible(&g_deaths, seen, deadline, &timed_out)) return kWaitInterrupted;
    if (timed_out) return __atomic_load_n(&target->dead_event, __ATOMIC_ACQUIRE) ? kWaitObject0 : kWaitTimeout;
  }
}

bool thread_join(Thread* target, int32_t timeout_ms, uint32_t* result) {
  uint32_t r = join(target, timeout_ms);
  if (result) *result = r;
  return r == kWaitObject0;
}

uint32_t thread_sleep(int32_t timeout_ms) {
  Thread* t = thread_current();
  if (timeout_ms == 0) {
    if (thread_take_interrupt(t)) return kWaitInterrupted;
    os_yield();
    return kWaitObject0;
  }
  uint64_t deadline = os_deadline(timeout_ms);
  for (bool timed_out = false; !timed_out;)
    if (thread_wait_interruptible(&t->wake, 0, deadline, &timed_out)) return kWaitInterrupted;
  return kWaitObject0;
}

void thread_yield() { os_yield(); }
void thread_spin_wait(int32_t iterations) {
  for (; iterations > 0; iterations--) os_pause();
}
void thread_set_name(Thread* t, const char* utf8) {
  if (t->pthread) os_thread_name(t->pthread, utf8);
}
size_t thread_stack_left() {
  uint8_t* here = (uint8_t*)__builtin_frame_address(0);
  return here > ahead_thread.stack_limit ? (size_t)(here - ahead_thread.stack_limit) : 0;
}

}  // namespace ahead

// Zeroed; freed when the thread ends.
extern "C" void* ahead_thread_statics() {
  if (ahead_thread.statics) return ahead_thread.statics;
  if (!ahead_thread.runtime) ahead::thread_attach();
  void* block = calloc(1, ahead_program.thread_statics_size + 8);
  if (!block) ahead::os_fatal("no memory for thread statics", ahead_program.thread_statics_size);
  __atomic_store_n(&ahead_thread.statics, (uint8_t*)block, __ATOMIC_RELEASE);
  return block;
}
