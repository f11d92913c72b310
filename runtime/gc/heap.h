// The heap as the collector sees it.
//
// One reserved range of address space, cut into 32 KB blocks; side tables indexed by address. A block is young (one thread bump-allocates in it),
// old (mark-region: 128-byte lines, live lines stay, holes between them are filled again) or part of a large object (a run of whole blocks).
// A young collection copies what is reachable out of the young blocks into holes and fresh blocks of the old generation; objects that a stack
// word may refer to stay where they are, and their block becomes an old one around them. So nothing is young afterwards, and no card stays
// dirty. The one exception is a block in the middle of an allocation by a stopped thread: it is "held", and its pinned objects stay young.
#pragma once
#include "runtime/gc/gc.h"
#include "runtime/os/os.h"
#include "runtime/threads/lock.h"

#define AHEAD_HIDDEN __attribute__((visibility("hidden")))

namespace ahead {

inline constexpr size_t kBlockShift = 15, kBlockSize = size_t(1) << kBlockShift;
inline constexpr size_t kLineShift = 7, kLineSize = size_t(1) << kLineShift, kLinesPerBlock = kBlockSize / kLineSize;
inline constexpr size_t kCardShift = kLineShift;                       // one card byte per line
inline constexpr size_t kLargeLimit = 8 << 10;                         // objects above get blocks of their own
inline constexpr size_t kBitWordsPerBlock = kBlockSize / 8 / 64;       // start and mark bitmaps: one bit per 8 bytes

// Block classes; the young bit is what the write barrier tests.
enum : uint8_t { kFree = 0, kOld = 1, kLarge = 2, kTaken = 3 /* not free, holds no object yet */, kYoungBit = 0x80, kYoung = 0x80, kYoungLarge = 0x82, kHasPins = 0x40, kHeld = 0x20 };

struct Block {
  uint32_t length;        // blocks of a free run (in its first and last block) or of a large object (first block)
  uint32_t next, previous;// free runs of one bin
  uint32_t head;          // large object: its first block
  uint8_t* fill;          // young: end of the last object; large: end of the object
  uint32_t birth;         // number of the collection that made it old
  uint8_t clean;          // free run: reads as zero
  uint8_t starts_valid;   // young: start bits are computed for this collection
  uint8_t run;            // free run: first block of one
  uint8_t pad;
};
static_assert(sizeof(Block) == 32);

// A growing array on pages of its own (never malloc); keeps its memory.
template <class T>
struct PageVector {
  T* data = nullptr;
  size_t size = 0, capacity = 0;
  void push(T value) {
    if (size == capacity) [[unlikely]] grow();
    data[size++] = value;
  }
  T pop() { return data[--size]; }
  T& operator[](size_t i) { return data[i]; }
  T* begin() { return data; }
  T* end() { return data + size; }
  __attribute__((noinline)) void grow() {
    size_t bytes = capacity * sizeof(T), wanted = bytes ? bytes * 2 : kPageSize;
    T* moved = (T*)(data ? os_remap(data, bytes, wanted) : os_map(wanted));
    if (!moved) os_fatal("no memory for the collector's tables", wanted);
    data = moved;
    capacity = wanted / sizeof(T);
  }
  void trim(size_t keep_bytes) {  // gives pages back after a peak
    if (!data || capacity * sizeof(T) <= keep_bytes || size * sizeof(T) > keep_bytes) return;
    os_discard((uint8_t*)data + keep_bytes, capacity * sizeof(T) - keep_bytes);
  }
};

struct Heap {
  // Read by the barrier: one cache line.
  uintptr_t base = 0;
  uintptr_t span = 0;              // bytes reserved; 0 until the first allocation
  uint8_t* classes = nullptr;      // BlockClass of each block
  uint8_t* dirty_blocks = nullptr; // nonzero: the block has dirty cards
  uint8_t* cards = nullptr;        // nonzero: the line may hold references to young objects
  uint8_t *frozen_begin = nullptr, *frozen_end = nullptr;
  uint64_t* frozen_dirty = nullptr;// one bit per 8 bytes of the frozen section: written slots, roots for ever

  uint64_t *starts = nullptr, *marks = nullptr;  // old: object starts / reached in this full collection. young: lazily / pinned
  uint64_t* lines = nullptr;       // 4 words per block: lines with live objects, as of the last full collection
  Block* blocks = nullptr;
  uint32_t top = 0;                // blocks ever used
  uint32_t committed = 0;          // blocks that are accessible
  uint32_t limit = 0;              // blocks reserved
  uint32_t used = 0;               // blocks not free
  uint32_t bins[64] = {};          // first free run of a size class, +1
  uint64_t bin_mask = 0;
  uint32_t free_dirty = 0;         // free blocks whose pages are (probably) resident

  // Young generation
  PageVector<uint32_t> young;      // blocks that hold young objects or a thread's buffer
  PageVector<uint32_t> young_free; // emptied, kept for the next cycle while warm
  PageVector<uint32_t> young_large;// heads
  uint32_t young_budget = 0;       // blocks
  uint64_t young_large_bytes = 0, young_large_budget = 0;

  // Old generation
  PageVector<uint32_t> recyclable; // blocks with holes
  uint32_t pinned_block = UINT32_MAX;  // where small pinned arrays are allocated
  uint64_t old_bytes = 0;          // live at the last full collection + promoted since
  uint64_t large_bytes = 0;        // of old_bytes, in large objects
  uint64_t old_threshold = 0;      // old_bytes that cause the next full collection
  uint64_t marked_bytes = 0;       // during a full collection
  uint64_t pressure = 0;           // GC.AddMemoryPressure
  uint64_t hard_limit = 0;         // bytes, 0 = none
  uint64_t limit_slack = 0;        // while an OutOfMemoryException is on its way: it takes objects, too

  uint64_t collections[3] = {};
  uint32_t cycle = 0;              // number of collections
  uint64_t allocated_dead_threads = 0, allocated_large = 0, promoted_last = 0, pinned_last = 0;
  uint64_t pause_total = 0, pause_last = 0;
  uint64_t free_line_bytes = 0;    // holes after the last full collection

  uint32_t finalizers_ready = 0;
  uint32_t markers = 0;            // AHEAD_GC_MARKERS: threads of a full trace, whatever the heap's size
  uint32_t stress = 0, stress_count = 0;
  bool verify = false, poison = false, trace = false;
  bool container_known = false;    // hard_limit takes a container's limit into account
};

extern Heap g_heap AHEAD_HIDDEN;
extern uintptr_t g_made_types_low, g_made_types_high;   // where reflection makes descriptors, for verification; set by the first that is made
extern Lock gc_lock AHEAD_HIDDEN;  // block tables, handles, finalization lists, sync entries; held during a collection

inline uint8_t* block_address(uint32_t b) { return (uint8_t*)g_heap.base + ((size_t)b << kBlockShift); }
// span becomes nonzero after base: who sees it sees both.
inline bool in_heap(uintptr_t p) {
  uintptr_t span = __atomic_load_n(&g_heap.span, __ATOMIC_ACQUIRE);
  return p - g_heap.base < span;
}
inline uint32_t block_of(uintptr_t p) { return (uint32_t)((p - g_heap.base) >> kBlockShift); }
inline size_t bit_index(const void* o) { return ((uintptr_t)o - g_heap.base) >> 3; }
inline bool test_bit(const uint64_t* map, size_t i) { return map[i >> 6] >> (i & 63) & 1; }
inline void set_bit(uint64_t* map, size_t i) { map[i >> 6] |= uint64_t(1) << (i & 63); }
inline bool test_and_set_bit(uint64_t* map, size_t i) {
  uint64_t bit = uint64_t(1) << (i & 63), old = map[i >> 6];
  map[i >> 6] = old | bit;
  return (old & bit) != 0;
}
inline uint64_t* block_bits(uint64_t* map, uint32_t b) { return map + (size_t)b * kBitWordsPerBlock; }
inline uint64_t* block_lines(uint32_t b) { return g_heap.lines + (size_t)b * (kLinesPerBlock / 64); }
inline Object* large_object(uint32_t head) { return (Object*)(block_address(head) + abi::kObjectHeaderSize); }

// ---- blocks.cc (under gc_lock) ----
bool heap_reserve() AHEAD_HIDDEN;                        // once; false: no address space
enum class Limit { Respect, Ignore };                    // the collector may go over the hard limit for its copies
uint32_t take_blocks(uint32_t count, Limit, bool* clean) AHEAD_HIDDEN;  // first block, kNoBlock on failure
void free_blocks(uint32_t first, uint32_t count) AHEAD_HIDDEN;          // classes become kFree
void discard_free_blocks(size_t keep_bytes) AHEAD_HIDDEN;
inline constexpr uint32_t kNoBlock = UINT32_MAX;
inline constexpr uint32_t kSmallHeap = (12 << 20) >> kBlockShift;       // no container is smaller

// ---- objects.h-like helpers over GCDesc ----
// Calls f(slot) for each reference slot of the object within [low, high).
template <class F>
inline void each_slot(Object* o, const MethodTable* mt, F&& f) {
  const abi::GCDesc* gc = mt->gc;
  if (!gc) return;
  if (!(mt->flags & abi::kFlagHasComponentSize)) {
    for (uint32_t r = 0; r < gc->run_count; r++) {
      void** slot = (void**)((uint8_t*)o + gc->runs[r].offset);
      for (uint32_t n = gc->runs[r].count; n; n--) f(slot++);
    }
    return;
  }
  uint8_t* element = (uint8_t*)o + array_data_offset(mt);
  size_t component = (uint16_t)mt->flags, length = array_length(o);
  if (gc->run_count == 1 && gc->runs[0].count * sizeof(void*) == component) {
    void** slot = (void**)element;
    for (size_t n = length * gc->runs[0].count; n; n--) f(slot++);
    return;
  }
  for (; length; length--, element += component)
    for (uint32_t r = 0; r < gc->run_count; r++) {
      void** slot = (void**)(element + gc->runs[r].offset);
      for (uint32_t n = gc->runs[r].count; n; n--) f(slot++);
    }
}

// ---- starts.cc: which object does an address belong to? ----
// The object whose bytes [header, end] hold the word, or null; old and large by the tables, young by walking the block once. `before`: the object
// that ends exactly where the found one begins (the word may be one past its end).
Object* find_object(uintptr_t word, Object** before) AHEAD_HIDDEN;
// Last start bit at or before address `at` in its block.
Object* start_at_or_before(uint32_t block, uintptr_t at) AHEAD_HIDDEN;
void compute_starts(uint32_t block) AHEAD_HIDDEN;
extern MethodTable gc_filler_type AHEAD_HIDDEN;         // what gaps in a held block look like
void fill_gap(uint8_t* begin, uint8_t* end) AHEAD_HIDDEN;

// ---- promote.cc: allocation in the old generation by the collector ----
void promotion_begin(bool full) AHEAD_HIDDEN;
uint8_t* promotion_allocate(size_t bytes) AHEAD_HIDDEN; // address of the header
void promotion_end() AHEAD_HIDDEN;
void prepare_old_block(uint32_t b) AHEAD_HIDDEN;        // an empty block becomes old: no starts, no marks, no lines, no cards

// ---- alloc.cc ----
void retire_buffer(struct Thread*) AHEAD_HIDDEN;

// ---- config.cc ----
bool gc_start_heap() AHEAD_HIDDEN;                       // at the first allocation, under gc_lock
void gc_limit_by_container() AHEAD_HIDDEN;               // before the heap grows beyond a few MB

// ---- barrier.cc ----
void mark_range(uint8_t* from, size_t bytes) AHEAD_HIDDEN;

// ---- collect.cc ----
bool collect_locked(int generation, CollectReason) AHEAD_HIDDEN;   // gc_lock held by the caller, through a GcGuard; true if it was full
struct GcGuard {                                         // gc_lock; afterwards starts finalizers if a collection found some
  GcGuard() { gc_lock.lock(); }
  ~GcGuard();
  GcGuard(const GcGuard&) = delete;
};

// ---- info.cc ----
uint64_t young_bytes() AHEAD_HIDDEN;

// ---- verify.cc ----
void verify_heap(const char* when) AHEAD_HIDDEN;

}  // namespace ahead
