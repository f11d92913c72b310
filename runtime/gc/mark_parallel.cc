// Marking a large old generation with several threads. The full trace runs after a young collection, so nothing moves any more: marking is reading objects
// and setting bits, and any thread may do it to any object. Each marker works on a stack of its own; a marker with much gives the older half of its
// stack (the roots of larger subgraphs) to a common pool when another one is idle. Marking ends when all are idle and the pool is empty.
//
// The alternatives: marking while the program runs needs a barrier for every store of a reference that is overwritten or written, on all the
// time or patched in, and this program's barrier only knows young targets. Work stealing from lock-free queues saves the pool's lock, which is taken
// once for hundreds of objects here.
//
// Helper threads are made before the world stops (thread creation allocates, and a stopped thread may hold malloc's lock), only for heaps
// where it pays, and stay asleep between collections. They are no attached threads and have every signal blocked.
#include "runtime/gc/mark_parallel.h"
#include <string.h>

namespace ahead {

namespace {
constexpr uint32_t kMaxMarkers = 8, kRing = 16;
constexpr uint64_t kWorthwhile = 48 << 20;        // bytes of old objects
constexpr size_t kBatch = 512, kPiece = 1024;     // entries taken from the pool at once; array elements scanned at once

struct alignas(128) Marker {
  PageVector<uintptr_t> stack;                    // objects, or (index, array | 1)
  PageVector<void**> young;                       // slots that refer to young objects: for the collecting thread
  uintptr_t ring[kRing];
  uint32_t ring_at;
  uint64_t bytes;
};
constinit Marker g_markers[kMaxMarkers] = {};
constinit uint32_t g_helpers = 0;                 // threads besides the collecting one
constinit bool g_asked = false;
constinit uint32_t g_epoch = 0;                   // futex: a new marking begins
constinit uint32_t g_running = 0;                 // futex: helpers that have not finished this one

constinit Lock g_pool_lock;
constinit PageVector<uintptr_t> g_pool;
constinit size_t g_pooled = 0;                    // g_pool.size, to be read without the lock
constinit uint32_t g_idle = 0, g_finished = 0;
}  // namespace

// ---- marking one object ----
static inline bool atomic_test_and_set(uint64_t* map, size_t i) {
  uint64_t bit = uint64_t(1) << (i & 63);
  if (__atomic_load_n(&map[i >> 6], __ATOMIC_RELAXED) & bit) return true;
  return __atomic_fetch_or(&map[i >> 6], bit, __ATOMIC_RELAXED) & bit;
}

static inline void mark(Marker& m, Object* o, uint8_t block_class) {
  if (atomic_test_and_set(g_heap.marks, bit_index(o))) return;
  MethodTable* mt = o->mt;
  if (block_class == kOld) {
    size_t bytes = object_size(mt, o);
    uintptr_t header = (uintptr_t)o - abi::kObjectHeaderSize - g_heap.base;
    for (uintptr_t line = header >> kLineShift, last = (header + bytes - 1) >> kLineShift; line <= last; line++) atomic_test_and_set(g_heap.lines, line);
    m.bytes += bytes;
  }
  if (mt->gc) m.stack.push((uintptr_t)o);
}

// The slots are not read again: a ring of targets whose memory is on its way.
static inline void visit(Marker& m, void** slot) {
  uintptr_t value = (uintptr_t)*slot, offset = value - g_heap.base;
  if (offset >= g_heap.span) return;
  if (g_heap.classes[offset >> kBlockShift] & kYoungBit) {
    m.young.push(slot);
    return;
  }
  __builtin_prefetch(&g_heap.marks[offset >> 9], 1);
  __builtin_prefetch((void*)value);
  uintptr_t oldest = m.ring[m.ring_at];
  m.ring[m.ring_at] = value;
  m.ring_at = (m.ring_at + 1) % kRing;
  if (oldest) mark(m, (Object*)oldest, g_heap.classes[block_of(oldest)]);
}

static bool empty_ring(Marker& m) {
  bool any = false;
  for (uint32_t i = 0; i < kRing; i++) {
    uintptr_t oldest = m.ring[m.ring_at];
    m.ring[m.ring_at] = 0;
    m.ring_at = (m.ring_at + 1) % kRing;
    if (oldest) mark(m, (Object*)oldest, g_heap.classes[block_of(oldest)]), any = true;
  }
  return any;
}

static void scan_piece(Marker& m, Object* array, size_t from) {
  MethodTable* mt = array->mt;
  size_t length = array_length(array), component = (uint16_t)mt->flags, end = from + kPiece;
  if (end < length) {
    m.stack.push(end);
    m.stack.push((uintptr_t)array | 1);
  } else {
    end = length;
  }
  uint8_t* element = (uint8_t*)array + array_data_offset(mt) + from * component;
  for (; from < end; from++, element += component)
    for (uint32_t r = 0; r < mt->gc->run_count; r++) {
      void** slot = (void**)(element + mt->gc->runs[r].offset);
      for (uint32_t n = mt->gc->runs[r].count; n; n--) visit(m, slot++);
    }
}

static inline void scan(Marker& m, uintptr_t entry) {
  if (entry & 1) return scan_piece(m, (Object*)(entry & ~uintptr_t(1)), m.stack.pop());
  Object* o = (Object*)entry;
  if ((o->mt->flags & abi::kFlagHasComponentSize) && array_length(o) > kPiece) return scan_piece(m, o, 0);
  each_slot(o, o->mt, [&](void** slot) { visit(m, slot); });
}

// ---- sharing ----
static size_t pool_size() { return __atomic_load_n(&g_pooled, __ATOMIC_RELAXED); }
static void publish_pool_size() { __atomic_store_n(&g_pooled, g_pool.size, __ATOMIC_RELAXED); }

// An array's index and the array stay together: a cut is never in front of a marked array.
static void give_half(Marker& m) {
  size_t cut = m.stack.size / 2;
  if (m.stack[cut] & 1) cut++;
  {
    Locked locked(g_pool_lock);
    for (size_t i = 0; i < cut; i++) g_pool.push(m.stack[i]);
    publish_pool_size();
  }
  memmove(m.stack.data, m.stack.data + cut, (m.stack.size - cut) * sizeof(uintptr_t));
  m.stack.size -= cut;
}

// Under g_pool_lock.
static void take_batch(Marker& m) {
  size_t count = g_pool.size < kBatch ? g_pool.size : kBatch, from = g_pool.size - count;
  if (g_pool[from] & 1) from--;
  for (size_t i = from; i < g_pool.size; i++) m.stack.push(g_pool[i]);
  g_pool.size = from;
  publish_pool_size();
}

// False: everything is marked.
static bool refill(Marker& m) {
  {
    Locked locked(g_pool_lock);
    if (g_pool.size) {
      take_batch(m);
      return true;
    }
    if (__atomic_add_fetch(&g_idle, 1, __ATOMIC_RELAXED) == g_helpers + 1) __atomic_store_n(&g_finished, 1, __ATOMIC_RELEASE);
  }
  for (int spins = 0;; spins++) {
    if (__atomic_load_n(&g_finished, __ATOMIC_ACQUIRE)) return false;
    if (pool_size()) {
      Locked locked(g_pool_lock);
      if (g_pool.size) {
        __atomic_sub_fetch(&g_idle, 1, __ATOMIC_RELAXED);
        take_batch(m);
        return true;
      }
    }
    if (spins < 200) os_pause();
    else os_yield();
  }
}

static void run(Marker& m) {
  do {
    uint32_t steps = 0;
    do
      while (m.stack.size) {
        scan(m, m.stack.pop());
        if (++steps % 64 == 0 && m.stack.size > 32 && __atomic_load_n(&g_idle, __ATOMIC_RELAXED) && pool_size() < kBatch) give_half(m);
      }
    while (empty_ring(m));
  } while (refill(m));
}

// ---- helpers ----
static void* helper_main(void* argument) {
  Marker& m = *(Marker*)argument;
  for (uint32_t seen = 0;;) {
    while (__atomic_load_n(&g_epoch, __ATOMIC_ACQUIRE) == seen) os_futex_wait(&g_epoch, seen);
    seen++;
    run(m);
    if (__atomic_sub_fetch(&g_running, 1, __ATOMIC_ACQ_REL) == 0) os_futex_wake(&g_running, 1);
  }
}

void markers_start() {
  if (g_asked || (!g_heap.markers && g_heap.old_bytes < kWorthwhile)) return;
  g_asked = true;
  uint32_t wanted = g_heap.markers ? g_heap.markers : (uint32_t)os_cpu_count();
  if (wanted > kMaxMarkers) wanted = kMaxMarkers;
  for (uint32_t i = 1; i < wanted; i++) {
    uint64_t handle;
    if (os_helper_create(helper_main, &g_markers[i], 128 << 10, &handle) != 0) break;
    os_thread_name(handle, ".NET GC");
    g_helpers = i;
  }
}

bool markers_worthwhile() { return g_helpers && (g_heap.markers || g_heap.old_bytes >= kWorthwhile); }

void markers_drain(PageVector<uintptr_t>& stack, void (*young)(void** slot)) {
  g_pool.size = 0;
  for (uintptr_t entry : stack) g_pool.push(entry);
  stack.size = 0;
  publish_pool_size();
  g_idle = g_finished = 0;
  __atomic_store_n(&g_running, g_helpers, __ATOMIC_RELEASE);
  __atomic_add_fetch(&g_epoch, 1, __ATOMIC_RELEASE);
  os_futex_wake(&g_epoch, INT32_MAX);
  run(g_markers[0]);
  for (int spins = 0; uint32_t left = __atomic_load_n(&g_running, __ATOMIC_ACQUIRE); spins++)
    if (spins < 1000) os_pause();
    else os_futex_wait(&g_running, left);
  for (uint32_t i = 0; i <= g_helpers; i++) {
    Marker& m = g_markers[i];
    g_heap.marked_bytes += m.bytes;
    m.bytes = 0;
    for (void** slot : m.young) young(slot);
    m.young.size = 0;
    m.stack.trim(1 << 18);
  }
  g_pool.trim(1 << 18);
}

}  // namespace ahead
