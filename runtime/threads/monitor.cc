// Monitors. Uncontended: a thin lock, owner and recursion in the object's header (header.h), one compare-exchange to enter and one to leave.
// Contention, Wait, or too deep a recursion inflate it: the header then names an entry in a table with a futex mutex and a queue of waiters. The
// owner's thin exit is a compare-exchange too, so a contender can inflate under the owner's feet. An entry is freed when its object dies.
#include "runtime/threads/monitor.h"
#include "runtime/gc/finalize.h"
#include "runtime/gc/heap.h"
#include "runtime/os/os.h"
#include "runtime/threads/threads.h"

namespace ahead {

bool thread_wait_interruptible(uint32_t* word, uint32_t expected, uint64_t deadline, bool* timed_out);
bool thread_take_interrupt(Thread*);

namespace {
struct PulseWaiter {
  PulseWaiter *next, *previous;
  uint32_t pulsed;          // futex
};
struct SyncEntry {
  uint32_t word;            // futex: 0 free, 1 taken, 2 taken and contended
  uint32_t owner;           // thread id
  uint32_t recursion;
  uint32_t next_free;
  Object* object;           // null: free entry
  PulseWaiter *head, *tail; // under the monitor itself
};
constexpr uint32_t kMaxEntries = 1 << 24, kStep = 1024;
constinit SyncEntry* g_entries = nullptr;   // reserved once, committed in steps
constinit uint32_t g_count = 0, g_committed = 0, g_free = 0;
constinit uint64_t g_contentions = 0;
constexpr int kSpins = 60;
}  // namespace

// Other threads read the owner without the lock: they compare it with their own id, which no race can show them.
static void set_owner(SyncEntry* e, uint32_t id) { __atomic_store_n(&e->owner, id, __ATOMIC_RELAXED); }

// ---- the table (under gc_lock) ----
static uint32_t allocate_entry(Object* o) {
  uint32_t index = g_free;
  if (index) {
    g_free = g_entries[index].next_free;
  } else {
    if (!g_entries) {
      g_entries = (SyncEntry*)os_reserve((size_t)kMaxEntries * sizeof(SyncEntry), kPageSize);
      if (!g_entries) os_fatal("no address space for monitors");
      g_count = 1;
    }
    if (g_count >= g_committed) {
      if (g_count >= kMaxEntries || !os_commit(g_entries + g_committed, kStep * sizeof(SyncEntry))) os_fatal("no memory for monitors", g_count);
      g_committed += kStep;
    }
    index = g_count++;
  }
  g_entries[index] = {};
  g_entries[index].object = o;
  return index;
}
static void free_entry(uint32_t index) {
  g_entries[index].object = nullptr;
  g_entries[index].next_free = g_free;
  g_free = index;
}

void sync_entries_after_trace() {
  for (uint32_t i = 1; i < g_count; i++) {
    SyncEntry& e = g_entries[i];
    if (!e.object) continue;
    if (is_live(e.object)) e.object = moved(e.object);
    else free_entry(i);
  }
}

static SyncEntry* inflate(Object* o) {
  uint32_t* lock = &header_of(o)->lock;
  Locked locked(gc_lock);
  uint32_t seen = __atomic_load_n(lock, __ATOMIC_ACQUIRE);
  if (seen & kLockInflated) return &g_entries[seen & kLockIndexMask];
  uint32_t index = allocate_entry(o);
  SyncEntry& e = g_entries[index];
  do {
    if (seen & kLockInflated) {
      free_entry(index);
      return &g_entries[seen & kLockIndexMask];
    }
    set_owner(&e, seen & kLockOwnerMask);
    e.recursion = (seen & kLockRecursionMask) >> kLockRecursionShift;
    e.word = seen & kLockOwnerMask ? 1 : 0;
  } while (!__atomic_compare_exchange_n(lock, &seen, kLockInflated | index, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
  return &e;
}

// ---- inflated monitors ----
static bool try_take(SyncEntry* e, uint32_t id) {
  uint32_t seen = 0;
  if (!__atomic_compare_exchange_n(&e->word, &seen, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return false;
  set_owner(e, id);
  e->recursion = 0;
  return true;
}

static MonitorResult take(SyncEntry* e, uint32_t id, uint64_t deadline, bool interruptible) {
  for (int i = 0; i < kSpins; i++) {
    if (__atomic_load_n(&e->word, __ATOMIC_RELAXED) == 0 && try_take(e, id)) return MonitorResult::Ok;
    os_pause();
  }
  __atomic_add_fetch(&g_contentions, 1, __ATOMIC_RELAXED);
  while (__atomic_exchange_n(&e->word, 2, __ATOMIC_ACQUIRE) != 0) {
    bool timed_out = false;
    if (interruptible) {
      if (thread_wait_interruptible(&e->word, 2, deadline, &timed_out)) {
        os_futex_wake(&e->word, 1);  // it may have been this thread's turn: another one's now
        return MonitorResult::Interrupted;
      }
    } else {
      timed_out = (FutexResult)thread_safe_wait(&e->word, 2, deadline) == FutexResult::TimedOut;
    }
    if (timed_out) return try_take(e, id) ? MonitorResult::Ok : MonitorResult::TimedOut;
  }
  set_owner(e, id);
  e->recursion = 0;
  return MonitorResult::Ok;
}

static void give(SyncEntry* e) {
  set_owner(e, 0);
  if (__atomic_exchange_n(&e->word, 0, __ATOMIC_RELEASE) == 2) os_futex_wake(&e->word, 1);
}

static MonitorResult enter_entry(SyncEntry* e, uint32_t id, int32_t timeout_ms) {
  if (__atomic_load_n(&e->owner, __ATOMIC_RELAXED) == id) {
    e->recursion++;
    return MonitorResult::Ok;
  }
  if (try_take(e, id)) return MonitorResult::Ok;
  if (timeout_ms == 0) return MonitorResult::TimedOut;
  return take(e, id, os_deadline(timeout_ms), true);
}

// ---- enter and exit ----
// Thin: Ok, or TimedOut if it takes more (then `inflated` says whether an entry exists or must be made).
static bool enter_thin(uint32_t* lock, uint32_t id, bool* inflated) {
  *inflated = false;
  uint32_t seen = 0;
  if (__atomic_compare_exchange_n(lock, &seen, id, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return true;
  if (seen & kLockInflated) {
    *inflated = true;
    return false;
  }
  if ((seen & kLockOwnerMask) != id || (seen & kLockRecursionMask) == kLockRecursionMask) return false;
  return __atomic_compare_exchange_n(lock, &seen, seen + kLockRecursionOne, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

MonitorResult monitor_try_enter(Object* o, int32_t timeout_ms) {
  uint32_t* lock = &header_of(o)->lock;
  uint32_t id = thread_current()->id;
  bool inflated;
  for (int i = 0; i < kSpins; i++) {
    if (enter_thin(lock, id, &inflated)) return MonitorResult::Ok;
    uint32_t seen = __atomic_load_n(lock, __ATOMIC_RELAXED);
    if (inflated || (seen & kLockInflated) || (seen & kLockOwnerMask) == id) break;
    if (timeout_ms == 0 && seen) return MonitorResult::TimedOut;
    os_pause();
  }
  return enter_entry(inflate(o), id, timeout_ms);
}
MonitorResult monitor_enter(Object* o) { return monitor_try_enter(o, kInfinite); }

MonitorResult monitor_exit(Object* o) {
  uint32_t* lock = &header_of(o)->lock;
  uint32_t id = thread_current()->id;
  uint32_t seen = __atomic_load_n(lock, __ATOMIC_RELAXED);
  while (!(seen & kLockInflated)) {
    if ((seen & kLockOwnerMask) != id) return MonitorResult::NotOwner;
    uint32_t next = seen & kLockRecursionMask ? seen - kLockRecursionOne : 0;
    if (__atomic_compare_exchange_n(lock, &seen, next, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) return MonitorResult::Ok;
  }
  SyncEntry* e = &g_entries[__atomic_load_n(lock, __ATOMIC_ACQUIRE) & kLockIndexMask];
  if (__atomic_load_n(&e->owner, __ATOMIC_RELAXED) != id) return MonitorResult::NotOwner;
  if (e->recursion) e->recursion--;
  else give(e);
  return MonitorResult::Ok;
}

bool monitor_is_entered(Object* o) {
  uint32_t seen = __atomic_load_n(&header_of(o)->lock, __ATOMIC_ACQUIRE), id = thread_current()->id;
  if (seen & kLockInflated) return __atomic_load_n(&g_entries[seen & kLockIndexMask].owner, __ATOMIC_RELAXED) == id;
  return (seen & kLockOwnerMask) == id;
}
uint64_t monitor_contention_count() { return __atomic_load_n(&g_contentions, __ATOMIC_RELAXED); }

// ---- wait and pulse: the queue belongs to who holds the monitor ----
static void append(SyncEntry* e, PulseWaiter* w) {
  w->next = nullptr;
  w->previous = e->tail;
  if (e->tail) e->tail->next = w;
  else e->head = w;
  e->tail = w;
}
static void remove(SyncEntry* e, PulseWaiter* w) {
  if (w->previous) w->previous->next = w->next;
  else e->head = w->next;
  if (w->next) w->next->previous = w->previous;
  else e->tail = w->previous;
}

MonitorResult monitor_wait(Object* o, int32_t timeout_ms) {
  if (!monitor_is_entered(o)) return MonitorResult::NotOwner;
  SyncEntry* e = inflate(o);
  Thread* t = thread_current();
  if (thread_take_interrupt(t)) return MonitorResult::Interrupted;
  uint64_t deadline = os_deadline(timeout_ms);
  PulseWaiter w = {};
  append(e, &w);
  uint32_t recursion = e->recursion;
  give(e);
  bool interrupted = false, timed_out = false;
  while (!__atomic_load_n(&w.pulsed, __ATOMIC_ACQUIRE) && !interrupted && !timed_out) interrupted = thread_wait_interruptible(&w.pulsed, 0, deadline, &timed_out);
  take(e, t->id, UINT64_MAX, false);
  e->recursion = recursion;
  if (w.pulsed) {
    if (interrupted) __atomic_store_n(&t->interrupt_requested, 1, __ATOMIC_RELEASE);  // the pulse counts; the next wait is interrupted
    return MonitorResult::Ok;
  }
  remove(e, &w);
  return interrupted ? MonitorResult::Interrupted : MonitorResult::TimedOut;
}

// The waiter cannot return before the caller leaves the monitor, so its stack frame is still there for the wake-up.
static bool pulse_one(SyncEntry* e) {
  PulseWaiter* w = e->head;
  if (!w) return false;
  remove(e, w);
  __atomic_store_n(&w->pulsed, 1, __ATOMIC_RELEASE);
  os_futex_wake(&w->pulsed, 1);
  return true;
}
static SyncEntry* owned_entry(Object* o) {
  uint32_t seen = __atomic_load_n(&header_of(o)->lock, __ATOMIC_ACQUIRE);
  return seen & kLockInflated ? &g_entries[seen & kLockIndexMask] : nullptr;  // thin: nobody waits
}
MonitorResult monitor_pulse(Object* o) {
  if (!monitor_is_entered(o)) return MonitorResult::NotOwner;
  if (SyncEntry* e = owned_entry(o)) pulse_one(e);
  return MonitorResult::Ok;
}
MonitorResult monitor_pulse_all(Object* o) {
  if (!monitor_is_entered(o)) return MonitorResult::NotOwner;
  if (SyncEntry* e = owned_entry(o))
    while (pulse_one(e)) {}
  return MonitorResult::Ok;
}

// ---- identity hash codes ----
int32_t object_try_hash(Object* o) { return o ? (int32_t)(__atomic_load_n(&header_of(o)->state, __ATOMIC_RELAXED) & kHashMask) : 0; }

int32_t object_hash(Object* o) {
  if (!o) return 0;
  uint32_t* state = &header_of(o)->state;
  uint32_t seen = __atomic_load_n(state, __ATOMIC_RELAXED);
  if (seen & kHashMask) return (int32_t)(seen & kHashMask);
  Thread* t = thread_current();
  uint32_t hash;
  do {
    uint64_t x = t->hash_seed;  // xorshift64*
    x ^= x >> 12, x ^= x << 25, x ^= x >> 27;
    t->hash_seed = x;
    hash = (uint32_t)(x * 0x2545f4914f6cdd1du >> 38) & kHashMask;
  } while (!hash);
  do
    if (seen & kHashMask) return (int32_t)(seen & kHashMask);
  while (!__atomic_compare_exchange_n(state, &seen, seen | hash, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
  return (int32_t)hash;
}

}  // namespace ahead
