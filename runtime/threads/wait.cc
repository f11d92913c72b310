// Events, semaphores and mutexes. One lock for all of them: a wait is registered with every object that it is for, and who signals an object
// decides under the lock which waits that satisfies, takes the signal on their behalf, and wakes them. So WaitAll takes all or nothing.
#include <stdlib.h>
#include "runtime/os/os.h"
#include "runtime/threads/lock.h"
#include "runtime/threads/named_mutex.h"
#include "runtime/threads/threads.h"

namespace ahead {

bool thread_wait_interruptible(uint32_t* word, uint32_t expected, uint64_t deadline, bool* timed_out);
bool thread_take_interrupt(Thread*);

enum class WaitKind : uint8_t { AutoEvent, ManualEvent, Semaphore, Mutex };
struct Wait;
struct WaitLink {
  WaitLink *next, *previous;
  Wait* wait;
  uint32_t index;
};
struct WaitObject {
  WaitKind kind;
  bool abandoned;
  uint32_t references;      // the handle, and every registered wait
  int32_t count, maximum;   // events: 0 or 1
  Thread* owner;            // mutex
  uint32_t recursion;
  uint32_t handles;         // named mutexes: handles of this process
  NamedMutex* named;
  WaitObject *next_owned;
  WaitLink *head, *tail;
};
struct Wait {
  Thread* thread;
  WaitObject* const* objects;
  uint32_t count;
  bool all;
  uint32_t result;
  uint32_t done;            // futex
  WaitLink* links;
};
static constinit Lock g_wait_lock;
static constexpr uint32_t kMaxWait = 64;

static WaitObject* create(WaitKind kind, int32_t count, int32_t maximum) {
  WaitObject* o = (WaitObject*)calloc(1, sizeof(WaitObject));
  if (!o) return nullptr;
  o->kind = kind;
  o->references = 1;
  o->count = count;
  o->maximum = maximum;
  return o;
}
static void release(WaitObject* o) {
  if (--o->references == 0) free(o);
}

static bool signaled(WaitObject* o, Thread* t) { return o->kind == WaitKind::Mutex ? !o->owner || o->owner == t : o->count > 0; }

static void own(WaitObject* o, Thread* t) {
  o->owner = t;
  o->next_owned = t->owned;
  t->owned = o;
}
static void disown(WaitObject* o) {
  WaitObject** at = &o->owner->owned;
  while (*at != o) at = &(*at)->next_owned;
  *at = o->next_owned;
  o->owner = nullptr;
}

// Takes the signal; true if the mutex was abandoned.
static bool acquire(WaitObject* o, Thread* t) {
  if (o->kind == WaitKind::AutoEvent || o->kind == WaitKind::Semaphore) {
    o->count--;
  } else if (o->kind == WaitKind::Mutex) {
    if (!o->owner) own(o, t);
    o->recursion++;
    bool abandoned = o->abandoned;
    o->abandoned = false;
    return abandoned;
  }
  return false;
}

// Tries to satisfy the wait at once. kWaitTimeout if it cannot.
static uint32_t try_acquire(Wait* w) {
  if (!w->all) {
    for (uint32_t i = 0; i < w->count; i++)
      if (signaled(w->objects[i], w->thread)) return (acquire(w->objects[i], w->thread) ? kWaitAbandoned0 : kWaitObject0) + i;
    return kWaitTimeout;
  }
  for (uint32_t i = 0; i < w->count; i++)
    if (!signaled(w->objects[i], w->thread)) return kWaitTimeout;
  uint32_t result = kWaitObject0;
  for (uint32_t i = 0; i < w->count; i++)
    if (acquire(w->objects[i], w->thread)) result = kWaitAbandoned0 + i;
  return result;
}

static void add_link(WaitObject* o, WaitLink* l) {
  l->next = nullptr;
  l->previous = o->tail;
  if (o->tail) o->tail->next = l;
  else o->head = l;
  o->tail = l;
  o->references++;
}
static void remove_link(WaitObject* o, WaitLink* l) {
  if (l->previous) l->previous->next = l->next;
  else o->head = l->next;
  if (l->next) l->next->previous = l->previous;
  else o->tail = l->previous;
  release(o);
}
static void unregister(Wait* w) {
  for (uint32_t i = 0; i < w->count; i++) remove_link(w->objects[i], &w->links[i]);
}

// Under the lock, after the object may have become signaled. The woken thread takes the lock before its Wait goes away.
static void wake_waiters(WaitObject* o) {
  o->references++;
  for (WaitLink* l = o->head; l;) {
    Wait* w = l->wait;
    l = l->next;
    while (l && l->wait == w) l = l->next;  // the same object twice in one wait
    if (!signaled(o, w->thread)) continue;
    uint32_t result = try_acquire(w);
    if (result == kWaitTimeout) continue;
    w->result = result;
    unregister(w);
    __atomic_store_n(&w->done, 1, __ATOMIC_RELEASE);
    os_futex_wake(&w->done, INT32_MAX);
  }
  release(o);
}

WaitObject* event_create(bool manual_reset, bool initial) { return create(manual_reset ? WaitKind::ManualEvent : WaitKind::AutoEvent, initial, 1); }
bool event_set(WaitObject* o) {
  if (o->kind > WaitKind::ManualEvent) return false;
  Locked locked(g_wait_lock);
  o->count = 1;
  wake_waiters(o);
  return true;
}
bool event_reset(WaitObject* o) {
  if (o->kind > WaitKind::ManualEvent) return false;
  Locked locked(g_wait_lock);
  o->count = 0;
  return true;
}

WaitObject* semaphore_create(int32_t initial, int32_t maximum) { return create(WaitKind::Semaphore, initial, maximum); }
bool semaphore_release(WaitObject* o, int32_t count, int32_t* previous) {
  if (o->kind != WaitKind::Semaphore || count <= 0) return false;
  Locked locked(g_wait_lock);
  if (count > o->maximum - o->count) return false;
  if (previous) *previous = o->count;
  o->count += count;
  wake_waiters(o);
  return true;
}

WaitObject* mutex_create(bool initially_owned) {
  WaitObject* o = create(WaitKind::Mutex, 0, 0);
  if (!o || !initially_owned) return o;
  Locked locked(g_wait_lock);
  acquire(o, thread_current());
  return o;
}
bool mutex_release(WaitObject* o) {
  Locked locked(g_wait_lock);
  if (o->kind != WaitKind::Mutex || o->owner != thread_current()) return false;
  if (--o->recursion) return true;
  if (o->named) named_mutex_give(o->named, false);
  disown(o);
  wake_waiters(o);
  return true;
}
void wait_abandon_owned(Thread* t) {
  Locked locked(g_wait_lock);
  while (WaitObject* o = t->owned) {
    if (o->named) named_mutex_give(o->named, false);   // this process remembers by itself that it was abandoned
    disown(o);
    o->recursion = 0;
    o->abandoned = true;
    wake_waiters(o);
  }
}

void wait_object_share(WaitObject* o) {
  Locked locked(g_wait_lock);
  o->handles++;
}
void wait_object_set_named(WaitObject* o, NamedMutex* named) {
  o->handles = 1;
  o->named = named;
}
NamedMutex* wait_object_unshare(WaitObject* o) {
  Locked locked(g_wait_lock);
  if (--o->handles) return nullptr;
  NamedMutex* named = o->named;
  if (o->owner) {
    named_mutex_give(named, false);
    disown(o);
  }
  o->named = nullptr;
  release(o);
  return named;
}
bool wait_object_is_named(WaitObject* o) { return o->named != nullptr; }

void wait_object_close(WaitObject* o) {
  if (o->named) return named_mutex_close(o);
  Locked locked(g_wait_lock);
  if (o->owner && o->references == 1) disown(o);
  release(o);
}

// Registered and not satisfied yet: sleep. The lock is held on entry and on return.
static void block(Wait* w, uint64_t deadline) {
  for (uint32_t i = 0; i < w->count; i++) {
    w->links[i].wait = w;
    w->links[i].index = i;
    add_link(w->objects[i], &w->links[i]);
  }
  g_wait_lock.unlock();
  bool interrupted = false, timed_out = false;
  while (!__atomic_load_n(&w->done, __ATOMIC_ACQUIRE) && !interrupted && !timed_out) interrupted = thread_wait_interruptible(&w->done, 0, deadline, &timed_out);
  g_wait_lock.lock();
  if (w->done) {
    if (interrupted) __atomic_store_n(&w->thread->interrupt_requested, 1, __ATOMIC_RELEASE);
    return;
  }
  unregister(w);
  w->result = interrupted ? kWaitInterrupted : kWaitTimeout;
}

static uint32_t wait_locked(WaitObject* const* objects, uint32_t count, bool all, int32_t timeout_ms) {
  WaitLink links[kMaxWait];
  Wait w = {thread_current(), objects, count, all, kWaitTimeout, 0, links};
  w.result = try_acquire(&w);
  if (w.result == kWaitTimeout && timeout_ms != 0) block(&w, os_deadline(timeout_ms));
  return w.result;
}

uint32_t wait_many(WaitObject* const* objects, uint32_t count, bool all, int32_t timeout_ms) {
  if (count == 0 || count > kMaxWait) return kWaitFailed;
  if (thread_take_interrupt(thread_current())) return kWaitInterrupted;
  Locked locked(g_wait_lock);
  return wait_locked(objects, count, all, timeout_ms);
}
// First this process's own mutex, then the file's lock.
static uint32_t wait_named(WaitObject* o, int32_t timeout_ms, uint32_t result) {
  if ((result != kWaitObject0 && result != kWaitAbandoned0) || o->recursion > 1) return result;
  bool abandoned;
  if (named_mutex_take(o->named, timeout_ms, &abandoned)) return abandoned ? (uint32_t)kWaitAbandoned0 : result;
  Locked locked(g_wait_lock);
  o->recursion = 0;
  if (result == kWaitAbandoned0) o->abandoned = true;
  disown(o);
  wake_waiters(o);
  return kWaitTimeout;
}

static uint32_t wait_local(WaitObject* o, int32_t timeout_ms) {
  Locked locked(g_wait_lock);
  WaitLink link;
  Wait w = {thread_current(), &o, 1, false, kWaitTimeout, 0, &link};
  w.result = try_acquire(&w);
  if (w.result == kWaitTimeout && timeout_ms != 0) block(&w, os_deadline(timeout_ms));
  return w.result;
}

uint32_t wait_one(WaitObject* o, int32_t timeout_ms) {
  if (thread_take_interrupt(thread_current())) return kWaitInterrupted;
  if (!o->named) return wait_local(o, timeout_ms);
  uint64_t begin = os_monotonic_ns();
  uint32_t result = wait_local(o, timeout_ms);
  if (timeout_ms > 0) {
    uint64_t passed = (os_monotonic_ns() - begin) / 1000000;
    timeout_ms = passed < (uint64_t)timeout_ms ? timeout_ms - (int32_t)passed : 0;
  }
  return wait_named(o, timeout_ms, result);
}

uint32_t signal_and_wait(WaitObject* to_signal, WaitObject* to_wait, int32_t timeout_ms) {
  switch (to_signal->kind) {
    case WaitKind::Mutex:
      if (!mutex_release(to_signal)) return kWaitNotOwner;
      break;
    case WaitKind::Semaphore:
      if (!semaphore_release(to_signal, 1, nullptr)) return kWaitTooManyPosts;
      break;
    default: event_set(to_signal);
  }
  return wait_one(to_wait, timeout_ms);
}

}  // namespace ahead
