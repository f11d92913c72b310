// Finalization. Objects of types with a finalizer are listed when they are allocated. After the trace an entry whose object was not reached moves to
// the queue and the object, with all that it reaches, lives once more until its finalizer ran on the finalizer thread. The thread starts
// when there is something to finalize for the first time.
//
// GC.SuppressFinalize sets a header bit; the entry goes away when its object dies (or at once when the queue meets it).
#include "runtime/gc/finalize.h"
#include "runtime/threads/threads.h"

namespace ahead {

namespace {
constinit PageVector<Object*> g_young, g_old;       // registered objects, by generation
// To be finalized; strong roots. Critical finalizers (CriticalFinalizerObject) run when no other waits: they release what those may still use.
struct Queue {
  PageVector<Object*> list;
  size_t head = 0;
  size_t waiting() { return list.size - head; }
  void clear() { head = list.size = 0; }
  void visit(size_t from, void (*f)(void** slot)) { for (size_t i = from; i < list.size; i++) f((void**)&list[i]); }
};
constinit Queue g_queue, g_critical;
bool is_critical(const Object* o) { return (o->mt->flags & (abi::kFlagHasCriticalFinalizer | abi::kFlagHasComponentSize)) == abi::kFlagHasCriticalFinalizer; }
size_t waiting() { return g_queue.waiting() + g_critical.waiting(); }
constinit uint32_t g_wake = 0;                      // futex: the finalizer thread waits on it
constinit uint32_t g_started = 0, g_running = 0;
constinit uint32_t g_done = 0;                      // futex: counts how often the queue became empty
constinit uint32_t g_finalizer_id = 0;
constinit CollectorWork* g_work = nullptr;          // pushed by the collector, run on the finalizer thread
}  // namespace

void finalizer_register(Object* o) {
  Locked locked(gc_lock);
  g_young.push(o);
}

static bool take_state_bit(Object* o) {
  return __atomic_fetch_and(&header_of(o)->state, ~kFinalizerRun, __ATOMIC_RELAXED) & kFinalizerRun;
}

// A live object of a held block stays young: it may move in the next young collection, which looks at the young list only.
static bool stays_young(Object* o) { return in_heap((uintptr_t)o) && (g_heap.classes[block_of((uintptr_t)o)] & kHeld); }

static void sort_list(PageVector<Object*>& list, PageVector<Object*>& live, size_t count, void (*queue_one)(Object*)) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    Object* o = list[i];
    if (is_live(o)) {
      o = moved(o);
      if (&list == &live || stays_young(o)) list[kept++] = o;
      else live.push(o);
    } else if (!take_state_bit(o)) {
      queue_one(o);
    }
  }
  list.size = kept;
}

bool finalizers_after_trace(bool full, void (*visit)(void** slot)) {
  size_t before = g_queue.list.size, critical_before = g_critical.list.size;
  // Liveness of all is decided before any is revived: two dead objects that refer to each other are both finalized.
  auto queue_one = [](Object* o) { (is_critical(o) ? g_critical : g_queue).list.push(o); };
  size_t old_count = g_old.size;
  if (full) {
    sort_list(g_old, g_old, old_count, queue_one);
  }
  sort_list(g_young, g_old, g_young.size, queue_one);
  g_queue.visit(before, visit);
  g_critical.visit(critical_before, visit);
  return g_queue.list.size != before || g_critical.list.size != critical_before;
}

void finalizers_visit_queue(void (*visit)(void** slot)) {
  g_queue.visit(g_queue.head, visit);
  g_critical.visit(g_critical.head, visit);
}
void finalizers_visit_registered(void (*visit)(Object* o, bool old)) {
  for (Object* o : g_young) visit(o, false);
  for (Object* o : g_old) visit(o, true);
}
uint64_t finalizers_pending() { return waiting() + __atomic_load_n(&g_running, __ATOMIC_RELAXED); }

// ---- the finalizer thread ----
static Object* next_in_queue() {
  Locked locked(gc_lock);
  Queue& q = g_queue.waiting() ? g_queue : g_critical;
  if (q.waiting()) {
    __atomic_store_n(&g_running, 1, __ATOMIC_RELAXED);
    return q.list[q.head++];
  }
  g_queue.clear();
  g_critical.clear();
  return nullptr;
}

void collector_work_push(CollectorWork* work) {
  work->next = g_work;
  g_work = work;
  g_heap.finalizers_ready = 1;
}
static void run_work() {
  for (;;) {
    CollectorWork* work;
    {
      Locked locked(gc_lock);
      work = g_work;
      if (!work) return;
      g_work = work->next;
    }
    work->run(work);
  }
}

static __attribute__((noinline)) bool finalize_one() {
  Object* o = next_in_queue();
  if (!o) return false;
  // Suppressed or finalized already meanwhile?
  if (!(__atomic_load_n(&header_of(o)->state, __ATOMIC_RELAXED) & kFinalizerRun)) o->mt->info->finalizer(o);
  return true;
}

// Leaves no copy of finalized objects' addresses behind where the next frames' garbage is scanned.
static __attribute__((noinline)) void clear_stack() {
  volatile uint64_t words[512];
  for (volatile uint64_t& w : words) w = 0;
}

// Who waits for finalizers is told when no frame or register names the last object any more: it may collect at once and expect that object gone.
static bool tell_done() {
  {
    Locked locked(gc_lock);
    if (waiting()) return false;
    __atomic_store_n(&g_running, 0, __ATOMIC_RELAXED);
    __atomic_add_fetch(&g_done, 1, __ATOMIC_RELEASE);
  }
  os_futex_wake(&g_done, INT32_MAX);
  return true;
}

static void finalizer_main(Thread*) {
  for (;;) {
    uint32_t seen = __atomic_load_n(&g_wake, __ATOMIC_ACQUIRE);
    run_work();
    while (finalize_one()) {}
    clear_stack();
    if (!tell_done()) continue;
    thread_safe_wait(&g_wake, seen, UINT64_MAX);
  }
}

static void start_thread() {
  if (__atomic_exchange_n(&g_started, 1, __ATOMIC_ACQ_REL)) return;
  Thread* t = thread_create(nullptr);
  t->is_background = 1;
  t->priority = 4;
  g_finalizer_id = t->id;
  if (thread_start(t, finalizer_main, 0) != 0) os_fatal("cannot start the finalizer thread");
  thread_set_name(t, ".NET Finalizer");
}

// Called without gc_lock and with the world running.
void finalizers_wake() {
  {
    Locked locked(gc_lock);
    if (!waiting() && !g_work) return;
  }
  start_thread();
  __atomic_add_fetch(&g_wake, 1, __ATOMIC_RELEASE);
  os_futex_wake(&g_wake, 1);
}

void gc_wait_for_pending_finalizers() {
  Thread* t = thread_current();
  if (t && t->id == g_finalizer_id && g_finalizer_id) return;
  uint32_t done;
  {
    Locked locked(gc_lock);
    if (finalizers_pending() == 0) return;
    done = __atomic_load_n(&g_done, __ATOMIC_ACQUIRE);
  }
  finalizers_wake();
  while (__atomic_load_n(&g_done, __ATOMIC_ACQUIRE) == done) thread_safe_wait(&g_done, done, UINT64_MAX);
}

void gc_suppress_finalize(Object* o) {
  if (o && gc_has_finalizer(o->mt)) __atomic_fetch_or(&header_of(o)->state, kFinalizerRun, __ATOMIC_RELAXED);
}

// An entry that waits to be dropped is used again; else there is a new one (an object may be registered twice, and is then finalized twice).
void gc_reregister_for_finalize(Object* o) {
  if (!o || !gc_has_finalizer(o->mt)) return;
  if (!take_state_bit(o)) finalizer_register(o);
}

}  // namespace ahead
