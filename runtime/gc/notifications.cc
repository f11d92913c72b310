// GC.RegisterForFullGCNotification and the waits that go with it: two events, "a full collection is near" and "it is complete"; one's
// setting resets the other.
#include "runtime/gc/no_collection.h"
#include "runtime/threads/threads.h"

namespace ahead {

namespace {
struct Event { uint32_t set = 0, changes = 0; };  // changes: futex
constinit Event g_near, g_complete;
constinit uint32_t g_registered = 0;
}  // namespace

static void signal(Event& on, Event& off) {
  __atomic_store_n(&off.set, 0, __ATOMIC_RELEASE);
  __atomic_store_n(&on.set, 1, __ATOMIC_RELEASE);
  __atomic_add_fetch(&on.changes, 1, __ATOMIC_RELEASE);
  os_futex_wake(&on.changes, INT32_MAX);
}

void notify_begin(bool full) {
  if (g_registered && full && !g_near.set) signal(g_near, g_complete);
}
void notify_end(bool full, bool near) {
  if (!g_registered) return;
  if (full) signal(g_complete, g_near);
  else if (near && !g_near.set) signal(g_near, g_complete);
}

void gc_register_for_full_collections() {
  Locked locked(gc_lock);
  g_near = g_complete = {};
  __atomic_store_n(&g_registered, g_registered + 1, __ATOMIC_RELEASE);
}

bool gc_cancel_full_collection_notifications() {
  Locked locked(gc_lock);
  if (!g_registered) return false;
  __atomic_store_n(&g_registered, 0, __ATOMIC_RELEASE);
  for (Event* e = &g_near; e; e = e == &g_near ? &g_complete : nullptr) {
    __atomic_add_fetch(&e->changes, 1, __ATOMIC_RELEASE);
    os_futex_wake(&e->changes, INT32_MAX);
  }
  return true;
}

FullCollectionStatus gc_wait_for_full_collection(bool complete, int32_t timeout_ms) {
  Event& event = complete ? g_complete : g_near;
  uint64_t deadline = os_deadline(timeout_ms);
  uint32_t registered = __atomic_load_n(&g_registered, __ATOMIC_ACQUIRE), seen = __atomic_load_n(&event.changes, __ATOMIC_ACQUIRE);
  if (!registered) return FullCollectionStatus::NotApplicable;
  if (__atomic_load_n(&event.set, __ATOMIC_ACQUIRE)) return FullCollectionStatus::Succeeded;
  while (__atomic_load_n(&event.changes, __ATOMIC_ACQUIRE) == seen)
    if ((FutexResult)thread_safe_wait(&event.changes, seen, deadline) == FutexResult::TimedOut) return FullCollectionStatus::Timeout;
  return __atomic_load_n(&g_registered, __ATOMIC_ACQUIRE) == registered ? FullCollectionStatus::Succeeded : FullCollectionStatus::Canceled;
}

}  // namespace ahead
