// The collector, monitors, wait objects and threads under load from several native threads, made for the sanitizers: ThreadSanitizer, and address
// together with undefined behaviour. Under ThreadSanitizer threads are stopped where they ask (thread_poll), see suspend.cc. No compiler, no class
// library: hand-made types as in gc_test.cc. An argument gives the milliseconds (default 1500).
#include <initializer_list>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "runtime/gc/gc.h"
#include "runtime/os/os.h"
#include "runtime/threads/named_mutex.h"
#include "runtime/threads/threads.h"

using namespace ahead;
using namespace ahead::abi;

#define CHECK(x) ((x) ? (void)0 : (fprintf(stderr, "%s:%d: CHECK(%s) failed\n", __FILE__, __LINE__, #x), abort()))

// ---- types and program ----
static GCDesc* desc(uint32_t offset, uint32_t count) {
  GCDesc* d = (GCDesc*)calloc(1, sizeof(GCDesc) + sizeof(GCRun));
  d->run_count = 1;
  d->runs[0] = {offset, count};
  return d;
}
struct Node : Object { Node *left, *right; uint64_t value; };
static TypeInfo node_info, string_info, array_info, final_info;
static MethodTable node_mt, string_mt, array_mt, final_mt;
static MethodTable* const all_types[] = {&node_mt, &string_mt, &array_mt, &final_mt};
static uint32_t born, finalized;
static void finalize_node(void* o) {
  CHECK(((Node*)o)->value == 77);
  __atomic_add_fetch(&finalized, 1, __ATOMIC_SEQ_CST);
}

static void* static_refs[8];
static uint64_t frozen[64];
extern "C" {
extern const ProgramInfo ahead_program;
const ProgramInfo ahead_program = [] {
  ProgramInfo p = {};
  p.types = all_types;
  p.type_count = sizeof all_types / sizeof *all_types;
  p.gc_refs = static_refs;
  p.gc_ref_count = 8;
  p.thread_statics_size = 64;
  p.frozen_begin = (uint8_t*)frozen;
  p.frozen_end = (uint8_t*)(frozen + 64);
  return p;
}();
extern MethodTable* const ahead_mt_String;
MethodTable* const ahead_mt_String = &string_mt;
[[noreturn]] void managed_ThrowOutOfMemory() { abort(); }
[[noreturn]] void managed_ThrowOverflow() { abort(); }
[[noreturn]] void managed_ThrowArrayTooLarge() { abort(); }
}

static void define(MethodTable& mt, TypeInfo& info, const char* name, uint32_t flags, uint32_t base, GCDesc* gc) {
  info.name_space.set("");
  info.name.set(name);
  mt.flags = flags | (gc ? kFlagContainsGCPointers : 0);
  mt.base_size = base;
  mt.info = &info;
  mt.gc = gc;
}
static void define_all() {
  define(node_mt, node_info, "Node", 0, 40, desc(8, 2));
  define(string_mt, string_info, "String", kFlagHasComponentSize | 2, kStringBaseSize, nullptr);
  define(array_mt, array_info, "Object[]", kFlagHasComponentSize | kFlagCategoryArray | kFlagIfArrayThenSzArray | 8, kArrayBaseSize, desc(0, 1));
  final_info.finalizer.set(finalize_node);
  define(final_mt, final_info, "Final", kFlagHasFinalizer, 40, desc(8, 2));
}

// ---- helpers ----
static uint64_t deadline;
static bool going() { return os_monotonic_ns() < deadline; }
struct Random {
  uint64_t x;
  uint32_t operator()(uint32_t n) {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    return (uint32_t)(x >> 33) % n;
  }
};
static Node* new_node(uint64_t value, MethodTable* type = &node_mt) {
  Node* n = (Node*)ahead_alloc(type);
  n->value = value;
  return n;
}
static void** elements(void* array) { return (void**)((uint8_t*)array + kArrayDataOffset); }
static void* load(void** slot) { return __atomic_load_n(slot, __ATOMIC_ACQUIRE); }
static Node* tree(int depth, uint64_t value) {
  Node* n = new_node(value);
  if (depth) {
    gc_store(&n->left, tree(depth - 1, value));
    gc_store(&n->right, tree(depth - 1, value));
  }
  return n;
}
static uint64_t count(Node* n, uint64_t value) {
  if (!n) return 0;
  CHECK(n->value == value);
  return 1 + count((Node*)load((void**)&n->left), value) + count((Node*)load((void**)&n->right), value);
}

// ---- what the threads do; each round leaves nothing behind ----
static constexpr int kShared = 64;
static void** shared_slots() { return elements(static_refs[0]); }

static void graphs(Random& random) {
  Node* mine = tree(6, random.x);
  uint64_t value = random.x;
  for (int i = 0; i < 20; i++) {
    gc_store(shared_slots() + random(kShared), tree(3, 5));
    if (Node* other = (Node*)load(shared_slots() + random(kShared))) CHECK(count(other, 5) == 15);
    thread_poll();
  }
  CHECK(count(mine, mine->value) == 127 && value);
  void* copy = ahead_alloc_array(&array_mt, 100);
  void* from = ahead_alloc_array(&array_mt, 100);
  for (int i = 0; i < 100; i++) gc_store(elements(from) + i, new_node((uint64_t)i));
  ahead_copy_refs(elements(copy), elements(from), 800);
  ahead_copy_refs(elements(copy) + 10, elements(copy), 720);
  for (int i = 10; i < 100; i++) CHECK(((Node*)elements(copy)[i])->value == (uint64_t)i - 10);
  ahead_copy_refs(elements(static_refs[1]) + random(50), elements(copy), 200);
  ahead_alloc_array(&array_mt, 2000 + random(20000));
  if (random(30) == 0) gc_collect((int)random(3));
}

static void handles(Random& random) {
  Node* n = new_node(random.x);
  uint64_t value = n->value;
  void** strong = handle_alloc(HandleKind::Normal, n);
  void** pinned = handle_alloc(HandleKind::Pinned, n);
  void** weak = handle_alloc(random(2) ? HandleKind::WeakShort : HandleKind::WeakLong, n);
  void** dependent = handle_alloc(HandleKind::Dependent, n, new_node(value + 1));
  tree(5, 1);
  Object* second;
  CHECK(handle_get(weak) == handle_get(strong) && ((Node*)handle_get(pinned))->value == value);
  CHECK(dependent_get(dependent, &second) == handle_get(strong) && ((Node*)second)->value == value + 1);
  handle_set(strong, new_node(value + 2));
  CHECK(handle_exchange(strong, n, nullptr) != n);
  for (void** h : {strong, pinned, weak, dependent}) handle_free(h);
  for (int i = 0; i < 10; i++) new_node(77, &final_mt), __atomic_add_fetch(&born, 1, __ATOMIC_SEQ_CST);
  Node* quiet = new_node(77, &final_mt);
  gc_suppress_finalize(quiet);
  int32_t hash = object_hash(quiet);
  CHECK(hash == object_hash(quiet));
  thread_poll();
}

static uint64_t guarded;           // under the monitor of static_refs[2]
static void monitors(Random& random) {
  Object* o = (Object*)static_refs[2];
  for (int i = 0; i < 20; i++) {
    CHECK(monitor_enter(o) == MonitorResult::Ok);
    CHECK(monitor_enter(o) == MonitorResult::Ok);
    guarded++;
    if (random(4) == 0) monitor_wait(o, (int)random(2));
    if (random(4) == 0) monitor_pulse_all(o);
    CHECK(monitor_exit(o) == MonitorResult::Ok && monitor_is_entered(o));
    CHECK(monitor_exit(o) == MonitorResult::Ok && !monitor_is_entered(o));
    thread_poll();
  }
  Object* mine = new_node(0);
  object_hash(mine);
  CHECK(monitor_try_enter(mine, 0) == MonitorResult::Ok && monitor_wait(mine, 0) == MonitorResult::TimedOut && monitor_exit(mine) == MonitorResult::Ok);
  CHECK(monitor_exit(mine) == MonitorResult::NotOwner);
  if (monitor_try_enter(o, 1) == MonitorResult::Ok) monitor_exit(o);
}

static WaitObject *event, *semaphore, *mutex, *named;
static uint64_t in_mutex, in_named;
static void waits(Random& random) {
  WaitObject* both[] = {event, semaphore};
  event_set(event);
  semaphore_release(semaphore, 1, nullptr);
  uint32_t r = wait_many(both, 2, random(2), (int)random(2));
  CHECK(r <= 1 || r == kWaitTimeout || r == kWaitInterrupted);
  r = wait_one(mutex, 100);
  if (r == kWaitObject0) {
    in_mutex++;
    CHECK(mutex_release(mutex));
  }
  if (wait_one(named, 1) == kWaitObject0) {
    in_named++;
    CHECK(mutex_release(named));
  }
  thread_poll();
}

static Thread* sleeper;
static void sleep_until_interrupted(Thread*) {
  while (going()) thread_sleep(1000);
}
static void short_lived(Thread*) {
  tree(4, 3);
  thread_sleep(0);
}
static void others(Random& random) {
  Thread* t = thread_create(nullptr);
  CHECK(thread_start(t, short_lived, 128 << 10) == 0 && thread_start(t, short_lived, 0) == kAlreadyStarted);
  uint32_t result = kWaitObject0;
  while (!thread_join(t, (int)random(3), &result)) thread_poll();
  thread_release(t);
  thread_interrupt(sleeper);
  GCStats stats;
  gc_stats(&stats);
  GCRecord record;
  gc_record(RecordKind::Any, &record);
  CHECK(stats.allocated_bytes > 0 && gc_allocated_bytes_current_thread() < stats.allocated_bytes + (64 << 20));
  gc_add_memory_pressure(1000), gc_add_memory_pressure(-1000);
  if (random(8) == 0 && gc_start_no_collection(1 << 20) == NoCollectionStart::Started) {
    tree(5, 9);
    gc_end_no_collection();
  }
  if (random(8) == 0) gc_wait_for_pending_finalizers();
  if (random(16) == 0) gc_walk_heap([](Object* o, void*) { CHECK(o->mt); }, nullptr);
  thread_poll();
}

static void mixed(Thread* self) {
  Random random{0x9e3779b97f4a7c15u * (self->id + 1)};
  void (*const all[])(Random&) = {graphs, handles, monitors, waits, others, graphs};
  while (going()) all[random(6)](random);
}

int main(int argc, char** argv) {
  define_all();
  threads_init(__builtin_frame_address(0));
  gc_init();
  deadline = os_monotonic_ns() + (argc > 1 ? strtoull(argv[1], nullptr, 10) : 1500) * 1000000;
  gc_store(&static_refs[0], ahead_alloc_array(&array_mt, kShared));
  gc_store(&static_refs[1], ahead_alloc_array(&array_mt, 100));
  gc_store(&static_refs[2], new_node(0));
  event = event_create(false, false);
  semaphore = semaphore_create(0, INT32_MAX);
  mutex = mutex_create(false);
  bool created;
  NamedMutexError error;
  char name[40];
  snprintf(name, sizeof name, "session/race-%d", (int)os_thread_id());
  named = named_mutex_open(name, false, &error, &created);
  CHECK(named && created && error == NamedMutexError::None);
  sleeper = thread_create(nullptr);
  CHECK(thread_start(sleeper, sleep_until_interrupted, 0) == 0);
  Thread* threads[4];
  for (Thread*& t : threads) {
    t = thread_create(nullptr);
    CHECK(thread_start(t, mixed, 0) == 0);
  }
  for (Thread* t : threads) CHECK(thread_join(t, kInfinite));
  thread_interrupt(sleeper);
  CHECK(thread_join(sleeper, kInfinite));
  for (Thread* t : threads) thread_release(t);
  gc_collect(2);
  gc_wait_for_pending_finalizers();
  CHECK(finalized <= born && guarded > 0 && in_mutex > 0);
  for (WaitObject* w : {event, semaphore, mutex, named}) wait_object_close(w);
  printf("%u finalized of %u, %llu entered, %llu owned\nok\n", finalized, born, (unsigned long long)guarded, (unsigned long long)(in_mutex + in_named));
  return 0;
}
