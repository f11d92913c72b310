// The collector and the threads, tested with hand-made types and a hand-made program: no compiler, no class library.
// A test is a function; arguments select tests by name, none runs all. AHEAD_GC_STRESS, AHEAD_GC_VERIFY and AHEAD_GC_POISON work as in a program.
#include <initializer_list>
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "runtime/gc/gc.h"
#include "runtime/os/os.h"
#include "runtime/threads/threads.h"

using namespace ahead;
using namespace ahead::abi;

#define CHECK(x) ((x) ? (void)0 : (fprintf(stderr, "%s:%d: CHECK(%s) failed\n", __FILE__, __LINE__, #x), abort()))

// ---- types ----
static GCDesc* desc(uint32_t offset, uint32_t count) {
  GCDesc* d = (GCDesc*)calloc(1, sizeof(GCDesc) + sizeof(GCRun));
  d->run_count = 1;
  d->runs[0] = {offset, count};
  return d;
}
static int finalized;
static void finalize_node(void*) { __atomic_add_fetch(&finalized, 1, __ATOMIC_SEQ_CST); }

static TypeInfo node_info, string_info, array_info, bytes_info, pair_info, md_info, final_info, big_info;
// abi::Rel is a distance from itself: filled in place.
static void name_type(TypeInfo& info, const char* name, uint8_t rank = 0) {
  info.name_space.set("");
  info.name.set(name);
  info.rank = rank;
}
static void name_types() {
  name_type(node_info, "Node"), name_type(string_info, "String"), name_type(array_info, "Object[]", 1), name_type(bytes_info, "Byte[]", 1);
  name_type(pair_info, "Pair[]", 1), name_type(md_info, "Object[,]", 2), name_type(final_info, "Final"), name_type(big_info, "Big");
  final_info.finalizer.set(finalize_node);
}
static MethodTable node_mt, string_mt, array_mt, bytes_mt, pair_mt, md_mt, final_mt, big_mt;
static MethodTable* const all_types[] = {&node_mt, &string_mt, &array_mt, &bytes_mt, &pair_mt, &md_mt, &final_mt, &big_mt};

struct Node : Object { Node *left, *right; uint64_t value; };           // 40 bytes with header
struct Pair { uint64_t number; Node* node; };

static void define(MethodTable& mt, TypeInfo& info, uint32_t flags, uint32_t base, GCDesc* gc) {
  mt.flags = flags | (gc ? kFlagContainsGCPointers : 0);
  mt.base_size = base;
  mt.info = &info;
  mt.gc = gc;
}

// ---- program ----
static void* static_refs[16];
static void* static_structs[16];
static uint32_t tls_refs[] = {8, 16};
static uint64_t frozen[64];
extern "C" {
extern const ProgramInfo ahead_program;
const ProgramInfo ahead_program = [] {
  ProgramInfo p = {};
  p.types = all_types;
  p.type_count = sizeof all_types / sizeof *all_types;
  p.gc_refs = static_refs;
  p.gc_ref_count = 16;
  p.gc_structs = static_structs;
  p.gc_struct_words = 16;
  p.thread_statics_size = 64;
  p.thread_static_refs = tls_refs;
  p.thread_static_ref_count = 2;
  p.frozen_begin = (uint8_t*)frozen;
  p.frozen_end = (uint8_t*)(frozen + 64);
  return p;
}();
extern MethodTable* const ahead_mt_String;
MethodTable* const ahead_mt_String = &string_mt;
static thread_local jmp_buf* oom_target;
static thread_local int thrown;
[[noreturn]] void managed_ThrowOutOfMemory() {
  thrown = 1;
  if (!oom_target) { fprintf(stderr, "unexpected OutOfMemoryException\n"); abort(); }
  longjmp(*oom_target, 1);
}
[[noreturn]] void managed_ThrowArrayTooLarge() { managed_ThrowOutOfMemory(); }
[[noreturn]] void managed_ThrowOverflow() {
  thrown = 2;
  if (!oom_target) { fprintf(stderr, "unexpected OverflowException\n"); abort(); }
  longjmp(*oom_target, 1);
}
}

static Node* new_node(uint64_t value) {
  Node* n = (Node*)ahead_alloc(&node_mt);
  n->value = value;
  return n;
}
static Object** elements(Object* array) { return (Object**)((uint8_t*)array + kArrayDataOffset); }
static uint64_t now() { return os_monotonic_ns(); }
static uint64_t cpu_ns() { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec; }
template <class F> __attribute__((noinline)) static auto away(F f) { return f(); }   // a frame of its own
static void clear_stack() {
  volatile char junk[16384];
  memset((void*)junk, 0, sizeof junk);
}

// ---- binary trees ----
static Node* tree(int depth) {
  Node* n = new_node((uint64_t)depth);
  if (depth > 0) {
    Node* l = tree(depth - 1);
    gc_store(&n->left, l);
    Node* r = tree(depth - 1);
    gc_store(&n->right, r);
  }
  return n;
}
static uint64_t count(Node* n) { return n ? 1 + count(n->left) + count(n->right) : 0; }

static int depth_limit = 14;
static void binary_trees() {
  uint64_t begin = cpu_ns(), objects = 0;
  int max = depth_limit;
  { Node* t = tree(max + 1); CHECK(count(t) == (uint64_t(1) << (max + 2)) - 1); objects += count(t); }
  Node* lasting = tree(max);
  for (int depth = 4; depth <= max; depth += 4) {
    int iterations = 1 << (max - depth + 4);
    for (int i = 0; i < iterations; i++) {
      Node* t = tree(depth);
      uint64_t c = count(t);
      CHECK(c == (uint64_t(1) << (depth + 1)) - 1);
      objects += c;
    }
  }
  CHECK(count(lasting) == (uint64_t(1) << (max + 1)) - 1);
  uint64_t ns = cpu_ns() - begin;
  GCStats s;
  gc_stats(&s);
  printf("  binary trees %d: %.1f M objects, %.2f ns/object, %lu young and %lu full collections, %lu ms paused, resident %lu MB\n", max, objects / 1e6, (double)ns / objects,
         s.collections[0] - s.collections[2], s.collections[2], s.pause_ns_total / 1000000, os_resident_bytes() >> 20);
}

// ---- random graph against a shadow ----
struct Random {
  uint64_t x;
  uint64_t next() { x ^= x >> 12, x ^= x << 25, x ^= x >> 27; return x * 0x2545f4914f6cdd1du; }
  uint64_t below(uint64_t n) { return (next() >> 33) % n; }
};
// Slots hold nodes whose value names a shadow entry; edges are mirrored in malloc'ed memory by value.
struct Shadow { int slots; uint64_t* value; uint64_t (*edges)[2]; Random random; uint64_t serial; };

static void check_node(Shadow& s, Node* n, int slot) {
  CHECK(n->mt == &node_mt && n->value == s.value[slot]);
  for (int e = 0; e < 2; e++) {
    Node* to = e ? n->right : n->left;
    CHECK((to ? to->value : 0) == s.edges[slot][e]);
    if (to) CHECK(to->mt == &node_mt);
  }
}
static void mutate_graph(Object* roots, Shadow& s, int steps) {
  for (int i = 0; i < steps; i++) {
    int slot = (int)s.random.below(s.slots);
    Node** r = (Node**)elements(roots);
    switch (s.random.below(8)) {
      case 0: case 1: case 2: {  // replace by a new node with edges to two others
        Node* n = new_node(++s.serial);
        int a = (int)s.random.below(s.slots), b = (int)s.random.below(s.slots);
        gc_store(&n->left, r[a]);
        gc_store(&n->right, r[b]);
        s.edges[slot][0] = s.value[a], s.edges[slot][1] = s.value[b];
        s.value[slot] = s.serial;
        gc_store(&r[slot], n);
        break;
      }
      case 3: case 4: if (r[slot]) {  // rewrite an edge of an existing (old) node: mirrored for every slot that holds the node
        int a = (int)s.random.below(s.slots);
        gc_store(&r[slot]->left, r[a]);
        for (int k = 0; k < s.slots; k++) if (r[k] == r[slot]) s.edges[k][0] = s.value[a];
        break;
      } break;
      case 5: {  // copy a slot
        int a = (int)s.random.below(s.slots);
        gc_store(&r[slot], r[a]);
        if (!r[a]) r[slot] = nullptr;
        s.value[slot] = s.value[a], memcpy(s.edges[slot], s.edges[a], 16);
        break;
      }
      case 6: { // move a range within the roots array
        int a = (int)s.random.below(s.slots), b = (int)s.random.below(s.slots), n = (int)s.random.below(20);
        if (a + n > s.slots || b + n > s.slots) break;
        ahead_copy_refs(&r[a], &r[b], n * 8);
        memmove(&s.value[a], &s.value[b], n * 8), memmove(&s.edges[a], &s.edges[b], n * 16);
        break;
      }
      case 7: if (s.random.below(30) == 0) {  // garbage of several sizes
        ahead_alloc_array(&bytes_mt, (int64_t)s.random.below(3000));
        ahead_alloc_string((int32_t)s.random.below(200));
        if (s.random.below(20) == 0) ahead_alloc_array(&array_mt, (int64_t)s.random.below(40000));
      } else { if (r[slot]) check_node(s, r[slot], slot); else CHECK(s.value[slot] == 0); }
    }
  }
}
static void run_graph(uint64_t seed, int slots, int rounds) {
  Object* roots = (Object*)ahead_alloc_array(&array_mt, slots);
  Shadow s = {slots, (uint64_t*)calloc(slots, 8), (uint64_t(*)[2])calloc(slots, 16), {seed}, seed << 32};
  for (int round = 0; round < rounds; round++) {
    mutate_graph(roots, s, 2000);
    for (int k = 0; k < slots; k++) {
      Node* n = ((Node**)elements(roots))[k];
      if (n) check_node(s, n, k);
      else CHECK(s.value[k] == 0);
    }
    if (round % 16 == 7) gc_collect(round % 32 == 7 ? 2 : 0);
  }
  free(s.value), free(s.edges);
}
static int scale = 1;
static void random_graph() { run_graph(12345, 300, 200 * scale); run_graph(999, 5000, 40 * scale); }

// ---- threads ----
static int thread_rounds = 40;
static void graph_thread(Thread* t) { run_graph(1000 + t->id, 400, thread_rounds * scale); }
static void several_threads() {
  Thread* threads[4];
  for (Thread*& t : threads) { t = thread_create(nullptr); CHECK(thread_start(t, graph_thread, 0) == 0); }
  run_graph(77, 400, thread_rounds * scale);
  for (Thread* t : threads) { uint32_t r; CHECK(thread_join(t, -1, &r) && r == kWaitObject0); thread_release(t); }
}

static void tree_thread(Thread*) { for (int i = 0; i < 20 * scale; i++) { Node* t = tree(12); CHECK(count(t) == 8191); } }
static void allocating_threads() {
  Thread* threads[6];
  uint64_t begin = now();
  for (Thread*& t : threads) { t = thread_create(nullptr); CHECK(thread_start(t, tree_thread, 0) == 0); }
  for (Thread* t : threads) { thread_join(t, -1); thread_release(t); }
  printf("  6 threads: %.1f ns/object\n", (double)(now() - begin) / (6.0 * 20 * scale * 8191));
}

// Threads hand young objects to each other through shared old arrays, with and without bulk copies.
static Object* shared_array;
static void sharing_thread(Thread* t) {
  Random random{t->id * 7919u};
  for (int i = 0; i < 60000 * scale; i++) {
    Node** r = (Node**)elements(shared_array);
    int a = (int)random.below(1000), b = (int)random.below(1000);
    switch (random.below(4)) {
      case 0: gc_store(&r[a], new_node(0x5000000000000000u + a)); break;
      case 1: ahead_copy_refs(&r[a < 900 ? a : 900], &r[b < 900 ? b : 900], 8 * (1 + (int64_t)random.below(99))); break;
      case 2: { Node* n = r[a]; if (n) { CHECK(n->mt == &node_mt && n->value >> 60 == 5); Node* m = new_node(0x5000000000000001u); gc_store(&n->left, m); } break; }
      case 3: { Node* n = r[b]; if (n && n->left) CHECK(n->left->mt == &node_mt && n->left->value >> 60 == 5); break; }
    }
  }
}
static void sharing_threads() {
  shared_array = (Object*)ahead_alloc_array(&array_mt, 1000);
  static_refs[3] = shared_array;
  void** handle = handle_alloc(HandleKind::Pinned, shared_array);
  gc_collect(2);
  Thread* threads[4];
  for (Thread*& t : threads) { t = thread_create(nullptr); CHECK(thread_start(t, sharing_thread, 0) == 0); }
  for (Thread* t : threads) { thread_join(t, -1); thread_release(t); }
  handle_free(handle);
  static_refs[3] = nullptr;
}

// ---- roots ----
static void statics_and_thread_statics() {
  away([] {
    static_refs[0] = new_node(1);
    static_structs[5] = new_node(2);
    void** tls = (void**)ahead_thread_statics();
    tls[1] = new_node(3);
    gc_store(&frozen[10], new_node(4));
  });
  clear_stack();
  for (int i = 0; i < 3; i++) {
    gc_collect(i == 1 ? 2 : 0);
    away([] { for (int k = 0; k < 300000; k++) new_node(0); });
    CHECK(((Node*)static_refs[0])->value == 1 && ((Node*)static_structs[5])->value == 2);
    CHECK(((Node**)ahead_thread_statics())[1]->value == 3 && ((Node*)frozen[10])->value == 4);
  }
  static_refs[0] = static_structs[5] = nullptr;
}

static void interior_pointers() {
  uint8_t* middle = away([] { Object* a = (Object*)ahead_alloc_array(&bytes_mt, 1000); uint8_t* d = (uint8_t*)a + kArrayDataOffset; memset(d, 7, 1000); return d + 500; });
  uint8_t* end = away([] { Object* a = (Object*)ahead_alloc_array(&bytes_mt, 1000); uint8_t* d = (uint8_t*)a + kArrayDataOffset; memset(d, 9, 1000); return d + 1000; });
  uint8_t* large = away([] { Object* a = (Object*)ahead_alloc_array(&bytes_mt, 100000); uint8_t* d = (uint8_t*)a + kArrayDataOffset; memset(d, 5, 100000); return d + 99999; });
  for (int round = 0; round < 3; round++) {
    gc_collect(round);
    away([] { for (int k = 0; k < 300000; k++) new_node(0); });
    for (int i = 0; i < 500; i++) CHECK(middle[i] == 7 && end[-1 - i] == 9 && large[-i] == 5);
  }
  __asm__ volatile("" : : "r"(middle), "r"(end), "r"(large));
}

static void weak_handles() {
  void **dead, **alive, **dependent, **dependent_dead;
  Node* keep = new_node(11);
  away([&] {
    dead = handle_alloc(HandleKind::WeakShort, new_node(10));
    alive = handle_alloc(HandleKind::WeakLong, keep);
    Node* value = new_node(12);
    value->left = new_node(13);
    dependent = handle_alloc(HandleKind::Dependent, keep, value);
    Node* key = new_node(14);
    dependent_dead = handle_alloc(HandleKind::Dependent, key, new_node(15));
  });
  away([] { clear_stack(); for (int i = 0; i < 100; i++) new_node(0); });
  clear_stack();
  gc_collect(2);
  CHECK(!handle_get(dead) && handle_get(alive) == keep);
  Object* d;
  CHECK(dependent_get(dependent, &d) == keep && ((Node*)d)->value == 12 && ((Node*)d)->left->value == 13);
  CHECK(!dependent_get(dependent_dead, &d) && !d);
  void** normal = handle_alloc(HandleKind::Normal, away([] { return new_node(16); }));
  void** pinned = handle_alloc(HandleKind::Pinned, away([] { return new_node(17); }));
  uintptr_t address = ~(uintptr_t)handle_get(pinned);
  clear_stack();
  gc_collect(0);
  gc_collect(2);
  CHECK(((Node*)handle_get(normal))->value == 16 && ~(uintptr_t)handle_get(pinned) == address && ((Node*)handle_get(pinned))->value == 17);
  for (void** h : {dead, alive, dependent, dependent_dead, normal, pinned}) handle_free(h);
}

static void many_handles() {
  enum { N = 20000 };
  static void** handles[N];
  for (int i = 0; i < N; i++) handles[i] = handle_alloc(HandleKind(i % 4), new_node(i));
  gc_collect(2);
  for (int i = 0; i < N; i++) {
    Node* n = (Node*)handle_get(handles[i]);
    if (i % 4 >= 2) CHECK(n && n->value == (uint64_t)i);
    handle_free(handles[i]);
  }
}

static void finalizers() {
  finalized = 0;
  enum { N = 1000 };
  away([] { for (int i = 0; i < N; i++) { Object* o = (Object*)ahead_alloc(&final_mt); if (i % 4 == 0) gc_suppress_finalize(o); if (i % 8 == 0) gc_reregister_for_finalize(o); } });
  clear_stack();
  gc_collect(2);
  gc_wait_for_pending_finalizers();
  int expected = N - N / 4 + N / 8;
  printf("  finalized %d of %d\n", finalized, expected);
  CHECK(finalized >= expected - 3 && finalized <= expected);
  // Weak handles: short ones forget at once, long ones after the finalizer. A stale word on the stack may keep one or two objects.
  finalized = 0;
  enum { W = 20 };
  static void *weak_short[W], *weak_long[W];
  away([] {
    for (int i = 0; i < W; i++) {
      Object* o = (Object*)ahead_alloc(&final_mt);
      weak_short[i] = handle_alloc(HandleKind::WeakShort, o);
      weak_long[i] = handle_alloc(HandleKind::WeakLong, o);
      for (int k = 0; k < 50; k++) new_node(0);
    }
  });
  auto kept = [](void** handles) { int n = 0; for (int i = 0; i < W; i++) n += handle_get((void**)handles[i]) != nullptr; return n; };
  clear_stack();
  gc_collect(2);
  CHECK(kept(weak_short) <= 2);
  gc_wait_for_pending_finalizers();
  clear_stack();
  gc_collect(2);
  gc_collect(2);
  CHECK(finalized >= W - 2 && kept(weak_long) <= 2);
  for (int i = 0; i < W; i++) handle_free((void**)weak_short[i]), handle_free((void**)weak_long[i]);
}

static void identity_hash_survives() {
  Object* array = (Object*)ahead_alloc_array(&array_mt, 1000);
  int32_t hashes[1000];
  for (int i = 0; i < 1000; i++) { Node* n = new_node(i); gc_store(&elements(array)[i], n); hashes[i] = object_hash(n); CHECK(hashes[i] > 0); }
  gc_collect(0);
  gc_collect(2);
  int same = 0;
  for (int i = 0; i < 1000; i++) { CHECK(object_hash(elements(array)[i]) == hashes[i]); same += i && hashes[i] == hashes[i - 1]; }
  CHECK(same < 3);
}

static void arrays_of_structs() {
  Object* a = (Object*)ahead_alloc_array(&pair_mt, 5000);
  for (int i = 0; i < 5000; i++) { Pair* p = (Pair*)((uint8_t*)a + kArrayDataOffset) + i; p->number = (uint64_t)&array_mt; gc_store(&p->node, new_node(i)); }
  gc_collect(0);
  for (int i = 0; i < 5000; i += 3) { Pair* p = (Pair*)((uint8_t*)a + kArrayDataOffset) + i; gc_store(&p->node, new_node(i + 1)); }
  away([] { for (int k = 0; k < 500000; k++) new_node(0); });
  for (int i = 0; i < 5000; i++) { Pair* p = (Pair*)((uint8_t*)a + kArrayDataOffset) + i; CHECK(p->number == (uint64_t)&array_mt && p->node->value == (uint64_t)(i + (i % 3 == 0))); }
  int32_t bounds[] = {7, 9};
  Object* md = (Object*)ahead_alloc_md_array(&md_mt, 2, bounds);
  CHECK(array_length(md) == 63);
  Object** e = (Object**)((uint8_t*)md + array_data_offset(&md_mt));
  for (int i = 0; i < 63; i++) gc_store(&e[i], new_node(i));
  gc_collect(0), gc_collect(2);
  e = (Object**)((uint8_t*)md + array_data_offset(&md_mt));
  for (int i = 0; i < 63; i++) CHECK(((Node*)e[i])->value == (uint64_t)i);
  int32_t* l = (int32_t*)((uint8_t*)md + 16);
  CHECK(l[0] == 7 && l[1] == 9 && l[2] == 0 && l[3] == 0);
}

static void huge_arrays() {
  Object* a = (Object*)ahead_alloc_array(&array_mt, 5000000);  // 40 MB
  for (int i = 0; i < 5000000; i += 1000) gc_store(&elements(a)[i], new_node(i));
  gc_collect(0);
  for (int i = 0; i < 5000000; i += 1000) CHECK(((Node*)elements(a)[i])->value == (uint64_t)i);
  for (int i = 0; i < 5000000; i++) gc_store(&elements(a)[i], i % 2 ? elements(a)[i - 1] : new_node(i));
  gc_collect(2);
  for (int i = 0; i < 5000000; i++) CHECK(((Node*)elements(a)[i])->value == (uint64_t)(i & ~1));
  Object* untouched = (Object*)ahead_alloc_array(&bytes_mt, 0x7fffffc7);
  CHECK(((uint8_t*)untouched)[0x7fffffc7] == 0);
  CHECK(os_resident_bytes() < (600u << 20));
}

static void overflow_and_limits() {
  jmp_buf target;
  oom_target = &target;
  if (!setjmp(target)) { ahead_alloc_array(&bytes_mt, -1); CHECK(false); }
  CHECK(thrown == 2);
  if (!setjmp(target)) { ahead_alloc_array(&bytes_mt, 0x7fffffff); CHECK(false); }
  CHECK(thrown == 1);
  int32_t bounds[] = {-1, 3};
  if (!setjmp(target)) { ahead_alloc_md_array(&md_mt, 2, bounds); CHECK(false); }
  CHECK(thrown == 2);
  oom_target = nullptr;
}

// Run with DOTNET_GCHeapHardLimit=0x4000000 (64 MB): the list grows until the limit, then memory comes back.
static void hard_limit() {
  const char* limit = getenv("DOTNET_GCHeapHardLimit");
  if (!limit) { printf("  (needs DOTNET_GCHeapHardLimit)\n"); return; }
  jmp_buf target;
  oom_target = &target;
  for (int round = 0; round < 3; round++) {
    static Node* head;
    static volatile int nodes;
    nodes = 0;
    gc_collect(2);
    if (!setjmp(target)) {
      static_refs[1] = nullptr;
      for (;;) { head = new_node(1); head->left = (Node*)static_refs[1]; static_refs[1] = head; head = nullptr; nodes = nodes + 1; }
    }
    printf("  %d nodes, %lu MB resident\n", nodes, os_resident_bytes() >> 20);
    CHECK(nodes > 500000);
    static_refs[1] = nullptr;
    head = nullptr;
    if (!setjmp(target)) { static Object* big[1000]; for (int i = 0; i < 1000; i++) static_structs[1] = big[i] = (Object*)ahead_alloc_array(&bytes_mt, 1 << 20); }
    static_structs[1] = nullptr;
  }
  oom_target = nullptr;
}

static void steady_memory() {  // many small objects, 64 MB live
  enum { N = 1 << 20 };
  Object* keep = (Object*)ahead_alloc_array(&array_mt, N);
  Random random{42};
  uint64_t begin = cpu_ns(), allocated = 0, total = (uint64_t)(scale > 1 ? 20 : 4) << 30;
  while (allocated < total) {
    Node* n = new_node(allocated);
    allocated += 40;
    if (random.below(8) == 0) gc_store(&elements(keep)[random.below(N)], n);
  }
  GCStats s;
  gc_stats(&s);
  printf("  %lu GB in %lu ms, resident %lu MB, live %lu MB, %lu young %lu full, paused %lu ms\n", total >> 30, (cpu_ns() - begin) / 1000000, os_resident_bytes() >> 20, s.live_bytes >> 20,
         s.collections[0] - s.collections[2], s.collections[2], s.pause_ns_total / 1000000);
  CHECK(os_resident_bytes() < (300u << 20));
}

static void large_garbage() {
  uint64_t begin = now();
  for (int i = 0; i < 20000; i++) { Object* a = (Object*)ahead_alloc_array(&bytes_mt, 9000 + (i % 50) * 4000); ((uint8_t*)a)[5000] = 1; }
  printf("  20000 large arrays in %lu ms, resident %lu MB\n", (now() - begin) / 1000000, os_resident_bytes() >> 20);
}

static void pinned_arrays() {
  Object* list = (Object*)ahead_alloc_array(&array_mt, 500);
  uintptr_t addresses[500];
  for (int i = 0; i < 500; i++) { Object* a = gc_alloc_array(&bytes_mt, 100, kAllocPinned); memset((uint8_t*)a + 16, i, 100); gc_store(&elements(list)[i], a); addresses[i] = ~(uintptr_t)a; }
  for (int r = 0; r < 3; r++) {
    gc_collect(r);
    away([] { for (int k = 0; k < 200000; k++) new_node(0); });
    for (int i = 0; i < 500; i++) CHECK(~(uintptr_t)elements(list)[i] == addresses[i] && ((uint8_t*)elements(list)[i])[16 + 99] == (uint8_t)i);
  }
}

// ---- monitors and waits ----
static Object* lock_object;
static int64_t counter;
static void locking_thread(Thread*) {
  for (int i = 0; i < 20000; i++) {
    CHECK(monitor_enter(lock_object) == MonitorResult::Ok);
    if (i % 3 == 0) CHECK(monitor_enter(lock_object) == MonitorResult::Ok);
    counter++;
    if (i % 1000 == 0) new_node(1);
    if (i % 3 == 0) CHECK(monitor_exit(lock_object) == MonitorResult::Ok);
    CHECK(monitor_exit(lock_object) == MonitorResult::Ok);
  }
}
static void monitors() {
  static_refs[4] = lock_object = new_node(1);
  void** pin = handle_alloc(HandleKind::Pinned, lock_object);
  CHECK(monitor_exit(lock_object) == MonitorResult::NotOwner);
  counter = 0;
  Thread* threads[4];
  for (Thread*& t : threads) { t = thread_create(nullptr); CHECK(thread_start(t, locking_thread, 0) == 0); }
  for (Thread* t : threads) { thread_join(t, -1); thread_release(t); }
  CHECK(counter == 80000);
  // recursion beyond the header's field
  Object* o = new_node(2);
  for (int i = 0; i < 3000; i++) CHECK(monitor_enter(o) == MonitorResult::Ok);
  gc_collect(0);
  for (int i = 0; i < 3000; i++) CHECK(monitor_exit(o) == MonitorResult::Ok);
  CHECK(monitor_exit(o) == MonitorResult::NotOwner && !monitor_is_entered(o));
  CHECK(monitor_enter(o) == MonitorResult::Ok);
  uint64_t begin = now();
  CHECK(monitor_wait(o, 20) == MonitorResult::TimedOut && now() - begin > 19000000);
  CHECK(monitor_exit(o) == MonitorResult::Ok);
  handle_free(pin);
}

static int queue_items, consumed;
static void consumer(Thread*) {
  for (;;) {
    monitor_enter(lock_object);
    while (!queue_items) CHECK(monitor_wait(lock_object, -1) == MonitorResult::Ok);
    int item = queue_items > 0 ? queue_items-- : -1;
    if (item > 0) consumed++;
    monitor_exit(lock_object);
    if (item < 0) return;
  }
}
static void producer_consumer() {
  static_refs[4] = lock_object = new_node(1);
  void** pin = handle_alloc(HandleKind::Pinned, lock_object);
  queue_items = consumed = 0;
  Thread* threads[3];
  for (Thread*& t : threads) { t = thread_create(nullptr); thread_start(t, consumer, 0); }
  for (int i = 0; i < 5000; i++) {
    monitor_enter(lock_object);
    queue_items++;
    monitor_pulse(lock_object);
    monitor_exit(lock_object);
    if (i % 512 == 0) gc_collect(0);
  }
  for (;;) {
    monitor_enter(lock_object);
    bool done = consumed == 5000;
    if (done) queue_items = -1, monitor_pulse_all(lock_object);
    monitor_exit(lock_object);
    if (done) break;
    thread_yield();
  }
  for (Thread* t : threads) { thread_join(t, -1); thread_release(t); }
  handle_free(pin);
}

static WaitObject *ping, *pong, *some_semaphore, *some_mutex;
static void ping_thread(Thread*) {
  for (int i = 0; i < 2000; i++) { CHECK(wait_one(ping, -1) == kWaitObject0); new_node(1); event_set(pong); }
  CHECK(wait_one(some_mutex, -1) == kWaitObject0);  // ends without release: abandoned
}
static void sleeping_thread(Thread* t) { uint32_t r = thread_sleep(-1); t->native = (void*)(uintptr_t)r; }
static void wait_objects() {
  ping = event_create(false, false), pong = event_create(false, false), some_semaphore = semaphore_create(2, 5), some_mutex = mutex_create(false);
  CHECK(wait_one(ping, 0) == kWaitTimeout && wait_one(ping, 5) == kWaitTimeout);
  CHECK(wait_one(some_semaphore, 0) == 0 && wait_one(some_semaphore, 0) == 0 && wait_one(some_semaphore, 0) == kWaitTimeout);
  int32_t previous;
  CHECK(!semaphore_release(some_semaphore, 6, &previous) && semaphore_release(some_semaphore, 3, &previous) && previous == 0);
  Thread* t = thread_create(nullptr);
  thread_start(t, ping_thread, 0);
  for (int i = 0; i < 2000; i++) { CHECK(signal_and_wait(ping, pong, -1) == kWaitObject0); if (i % 256 == 0) gc_collect(0); }
  thread_join(t, -1);
  thread_release(t);
  CHECK(wait_one(some_mutex, -1) == kWaitAbandoned0 && mutex_release(some_mutex) && !mutex_release(some_mutex));
  WaitObject* both[] = {ping, pong};
  event_set(pong);
  CHECK(wait_many(both, 2, false, 0) == 1 && wait_many(both, 2, false, 0) == kWaitTimeout);
  event_set(ping);
  CHECK(wait_many(both, 2, true, 5) == kWaitTimeout);
  event_set(pong);
  CHECK(wait_many(both, 2, true, 5) == 0 && wait_one(ping, 0) == kWaitTimeout);
  t = thread_create(nullptr);
  thread_start(t, sleeping_thread, 0);
  usleep(2000);
  thread_interrupt(t);
  CHECK(thread_join(t, 5000) && (uintptr_t)t->native == kWaitInterrupted);
  thread_release(t);
  for (WaitObject* o : {ping, pong, some_semaphore, some_mutex}) wait_object_close(o);
}

static void* foreign(void*) { Node* n = (Node*)new_node(5); for (int i = 0; i < 200000; i++) new_node(6); CHECK(n->value == 5); return nullptr; }
static void foreign_threads() {
  pthread_t t[3];
  for (pthread_t& p : t) pthread_create(&p, nullptr, foreign, nullptr);
  for (pthread_t& p : t) pthread_join(p, nullptr);
}

static void generations() {
  Node* n = new_node(1);
  CHECK(gc_generation(n) == 0);
  gc_collect(2);
  CHECK(gc_generation(n) == 1);
  gc_collect(2);
  CHECK(gc_generation(n) == 2 && gc_generation((Object*)frozen) == INT32_MAX);
}

static void memory_is_returned() {
  away([] { Object* keep = (Object*)ahead_alloc_array(&array_mt, 4000); static_refs[7] = keep; for (int i = 0; i < 4000; i++) { Object* b = (Object*)ahead_alloc_array(&bytes_mt, 100000); memset((uint8_t*)b + 16, 1, 100000); gc_store(&elements((Object*)static_refs[7])[i], b); } });
  uint64_t high = os_resident_bytes();
  static_refs[7] = nullptr;
  clear_stack();
  gc_collect(2);
  uint64_t low = os_resident_bytes();
  printf("  resident %lu MB, after %lu MB\n", high >> 20, low >> 20);
  CHECK(low + (200u << 20) < high);
}

#define TEST(f) {#f, f}
static const struct { const char* name; void (*run)(); } tests[] = {
    TEST(binary_trees), TEST(random_graph), TEST(several_threads), TEST(allocating_threads), TEST(sharing_threads), TEST(statics_and_thread_statics), TEST(interior_pointers),
    TEST(weak_handles), TEST(many_handles), TEST(finalizers), TEST(identity_hash_survives), TEST(arrays_of_structs), TEST(huge_arrays), TEST(overflow_and_limits),
    TEST(steady_memory), TEST(large_garbage), TEST(pinned_arrays), TEST(monitors), TEST(producer_consumer), TEST(wait_objects), TEST(foreign_threads), TEST(generations),
    TEST(memory_is_returned), TEST(hard_limit)};

int main(int argc, char** argv) {
  name_types();
  define(node_mt, node_info, 0, 40, desc(8, 2));
  define(string_mt, string_info, kFlagHasComponentSize | 2, kStringBaseSize, nullptr);
  define(array_mt, array_info, kFlagHasComponentSize | kFlagCategoryArray | kFlagIfArrayThenSzArray | 8, kArrayBaseSize, desc(0, 1));
  define(bytes_mt, bytes_info, kFlagHasComponentSize | kFlagCategoryArray | kFlagIfArrayThenSzArray | 1, kArrayBaseSize, nullptr);
  define(pair_mt, pair_info, kFlagHasComponentSize | kFlagCategoryArray | kFlagIfArrayThenSzArray | 16, kArrayBaseSize, desc(8, 1));
  define(md_mt, md_info, kFlagHasComponentSize | kFlagCategoryArray | 8, kArrayBaseSize + 16, desc(0, 1));
  define(final_mt, final_info, kFlagHasFinalizer, 40, desc(8, 2));
  define(big_mt, big_info, 0, 20000, nullptr);
  frozen[0] = 0, frozen[1] = (uint64_t)&node_mt;
  threads_init(__builtin_frame_address(0));
  gc_init();
  if (getenv("DEPTH")) depth_limit = atoi(getenv("DEPTH"));
  if (getenv("SCALE")) scale = atoi(getenv("SCALE"));
  for (auto& t : tests) {
    bool wanted = argc == 1;
    for (int i = 1; i < argc; i++) wanted |= strcmp(argv[i], t.name) == 0;
    if (!wanted) continue;
    printf("%s\n", t.name);
    fflush(stdout);
    t.run();
  }
  threads_wait_foreground();
  printf("ok\n");
}
