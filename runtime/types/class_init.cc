// Static constructors, ECMA-335 II.10.5.3.3. The thread that runs a constructor owns it. Another thread waits for it, unless that would close a
// circle (A's constructor waits for B's, which waits for A's): then the waiter goes on and may see a type that is only half initialised.
// A constructor that throws makes the type unusable: every access throws the same TypeInitializationException.
#include "exceptions/exceptions.h"
#include "os/os.h"
#include "threads/threads.h"
#include "types/names.h"
#include "types/objects.h"

extern "C" void* managed_CreateTypeInitialization(void* type_name, void* inner);

namespace ahead {
namespace {

using abi::ClassInit;

// What each blocked thread waits for; nodes live on their threads' stacks. Under `lock`.
struct Waiter { uint32_t thread; ClassInit* target; Waiter* next; };
Waiter* waiters;
uint32_t lock_word;         // 0 free, 1 held, 2 held with waiters
uint32_t finished;          // counts constructors that ended; waiters sleep on it

void lock() {
  uint32_t free = 0;
  if (__atomic_compare_exchange_n(&lock_word, &free, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
  while (__atomic_exchange_n(&lock_word, 2, __ATOMIC_ACQUIRE) != 0) os_futex_wait(&lock_word, 2);
}

void unlock() {
  if (__atomic_exchange_n(&lock_word, 0, __ATOMIC_RELEASE) == 2) os_futex_wake(&lock_word, 1);
}

uint32_t state_of(ClassInit* c) { return __atomic_load_n(&c->state, __ATOMIC_ACQUIRE); }

Waiter* waiter_of(uint32_t thread) {
  for (Waiter* w = waiters; w; w = w->next) if (w->thread == thread) return w;
  return nullptr;
}

// Follows owners and what they wait for: would waiting for `c` wait for `self`?
bool would_deadlock(ClassInit* c, uint32_t self) {
  for (;;) {
    if (c->owner_thread == self) return true;
    Waiter* w = waiter_of(c->owner_thread);
    if (!w) return false;
    c = w->target;
  }
}

void remove(Waiter* node) {
  for (Waiter** link = &waiters; *link; link = &(*link)->next)
    if (*link == node) { *link = node->next; return; }
}

// False: a circle, the caller goes on without waiting.
bool wait_for(ClassInit* c, uint32_t self) {
  Waiter node{self, c, nullptr};
  lock();
  if (state_of(c) != abi::kClassInitRunning) { unlock(); return true; }
  if (would_deadlock(c, self)) { unlock(); return false; }
  node.next = waiters;
  waiters = &node;
  while (state_of(c) == abi::kClassInitRunning) {
    uint32_t seen = __atomic_load_n(&finished, __ATOMIC_ACQUIRE);
    unlock();
    if (state_of(c) == abi::kClassInitRunning) thread_safe_wait(&finished, seen, UINT64_MAX);
    lock();
  }
  remove(&node);
  unlock();
  return true;
}

enum class Claim { Run, Wait, Proceed };

Claim claim(ClassInit* c, uint32_t self) {
  lock();
  Claim result = Claim::Proceed;
  if (c->state == abi::kClassInitNone) {
    c->owner_thread = self;
    __atomic_store_n(&c->state, abi::kClassInitRunning, __ATOMIC_RELEASE);
    result = Claim::Run;
  } else if (c->state == abi::kClassInitRunning && c->owner_thread != self) {
    result = Claim::Wait;
  }
  unlock();
  return result;
}

void finish(ClassInit* c, uint32_t state) {
  lock();
  __atomic_store_n(&c->state, state, __ATOMIC_RELEASE);
  c->owner_thread = 0;
  __atomic_fetch_add(&finished, 1, __ATOMIC_RELEASE);
  bool wake = waiters != nullptr;
  unlock();
  if (wake) os_futex_wake(&finished, INT32_MAX);
}

uint64_t call_constructor(void* code, void*) {
  reinterpret_cast<void (*)()>(code)();
  return 0;
}

void run(ClassInit* c) {
  void* thrown = nullptr;
  ahead_guarded_call(reinterpret_cast<void*>(call_constructor), reinterpret_cast<void*>(c->cctor), nullptr, &thrown);
  if (!thrown) { finish(c, abi::kClassInitDone); return; }
  Text name;
  const abi::TypeInfo* info = c->type->info;              // without enclosing types and arguments, as dotnet says it
  name << info->name_space << (info->name_space[0] ? "." : "") << info->name;
  c->exception = thrown;                                   // keeps it alive while the wrapper is allocated
  gc_add_root(&c->exception);
  c->exception = managed_CreateTypeInitialization(new_string(name.c_str()), thrown);
  finish(c, abi::kClassInitFailed);
}

}  // namespace
}  // namespace ahead

using namespace ahead;

extern "C" void ahead_class_init(void* argument) {
  auto* c = static_cast<ClassInit*>(argument);
  Thread* thread = thread_current();
  uint32_t self = thread ? thread->id : 1;
  for (;;) {
    uint32_t state = state_of(c);
    if (state == abi::kClassInitDone) return;
    if (state == abi::kClassInitFailed) ahead_throw(c->exception);
    switch (claim(c, self)) {
      case Claim::Run: run(c); break;
      case Claim::Wait: if (!wait_for(c, self)) return; break;
      case Claim::Proceed: if (state_of(c) == abi::kClassInitRunning) return; break;
    }
  }
}
