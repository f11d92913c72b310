// Allocation. The fast path is a bump of ahead_thread.alloc_ptr, inlined by the importer for small objects; everything else ends here.
//
// A thread owns one 32 KB young block at a time. alloc_limit runs ahead of alloc_ptr in steps of a few KB, zeroed step by step while the memory
// is about to be used anyway (and so that a small program touches little). Objects above 8 KB get runs of blocks of their own.
//
// Order matters because a thread may be stopped anywhere: length and MethodTable are written before alloc_ptr moves over the object.
#include <string.h>
#include "runtime/gc/finalize.h"
#include "runtime/gc/heap.h"
#include "runtime/gc/no_collection.h"
#include "runtime/threads/threads.h"

extern "C" {
[[noreturn]] void managed_ThrowOutOfMemory();
[[noreturn]] void managed_ThrowOverflow();
[[noreturn]] void managed_ThrowArrayTooLarge();
extern ahead::abi::MethodTable* const ahead_mt_String;
}

namespace ahead {

static constexpr size_t kZeroStep = 4 << 10;

static inline size_t round8(size_t n) { return (n + 7) & ~size_t(7); }

// The thread's buffer has room for `bytes`: write the object, then move over it.
static inline Object* place(uint8_t* at, size_t bytes, MethodTable* mt, uint64_t length, bool has_length) {
  Object* o = (Object*)(at + abi::kObjectHeaderSize);
  if (has_length) *(uint32_t*)((uint8_t*)o + abi::kArrayLengthOffset) = (uint32_t)length;
  __atomic_store_n(&o->mt, mt, __ATOMIC_RELEASE);
  __atomic_store_n(&ahead_thread.alloc_ptr, at + bytes, __ATOMIC_RELEASE);
  return o;
}
static inline Object* try_bump(size_t bytes, MethodTable* mt, uint64_t length, bool has_length) {
  uint8_t* at = ahead_thread.alloc_ptr;
  if (bytes > (size_t)(ahead_thread.alloc_limit - at)) return nullptr;
  return place(at, bytes, mt, length, has_length);
}

// Moves alloc_limit on inside the thread's block; the memory behind it becomes zero.
static bool extend(Thread* t, size_t bytes) {
  uint8_t* at = ahead_thread.alloc_ptr;
  if (!at || bytes > (size_t)(t->tlab_end - at)) return false;
  size_t step = g_heap.stress || bytes > kZeroStep ? bytes : kZeroStep;
  uint8_t* limit = step > (size_t)(t->tlab_end - at) ? t->tlab_end : at + step;
  if (limit <= ahead_thread.alloc_limit) return true;
  if (!t->tlab_clean) memset(ahead_thread.alloc_limit, 0, (size_t)(limit - ahead_thread.alloc_limit));
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  ahead_thread.alloc_limit = limit;
  return true;
}

// Gives the buffer up: what was allocated is the block's content. Under gc_lock, by the thread or with it stopped.
void retire_buffer(Thread* t) {
  abi::ThreadBlock* block = t->block;
  if (!block || !block->alloc_ptr) return;
  t->allocated += (uint64_t)(block->alloc_ptr - t->tlab_start);
  g_heap.blocks[block_of((uintptr_t)t->tlab_start)].fill = block->alloc_ptr;
  block->alloc_ptr = block->alloc_limit = nullptr;
  t->tlab_start = t->tlab_end = nullptr;
}

// Under gc_lock. A block for young objects: one that the last collection emptied, or a fresh one.
static uint32_t take_young_block(bool* clean) {
  Heap& h = g_heap;
  uint32_t b;
  if (h.young_free.size) {
    b = h.young_free.pop();
    *clean = false;
  } else {
    b = take_blocks(1, Limit::Respect, clean);
    if (b == kNoBlock) return b;
  }
  h.blocks[b].fill = block_address(b);
  h.blocks[b].starts_valid = 0;
  memset(h.cards + ((size_t)b << (kBlockShift - kCardShift)), 0, kBlockSize >> kCardShift);
  h.dirty_blocks[b] = 0;
  __atomic_store_n(&h.classes[b], kYoung, __ATOMIC_RELEASE);
  h.young.push(b);
  return b;
}

static bool nursery_full() {
  Heap& h = g_heap;
  if (h.young.size < h.young_budget && h.young_large_bytes < h.young_large_budget && !no_collection_active()) return false;
  return !no_collection_allows();
}

static bool acquire_buffer(Thread* t) {
  GcGuard guard;
  if (!g_heap.span && !gc_start_heap()) return false;
  retire_buffer(t);
  if (nursery_full()) collect_locked(0, CollectReason::Nursery);
  bool clean;
  uint32_t b = take_young_block(&clean);
  if (b == kNoBlock) {
    collect_locked(2, CollectReason::Limit);
    b = take_young_block(&clean);
    if (b == kNoBlock) return false;
  }
  t->tlab_start = block_address(b);
  t->tlab_end = t->tlab_start + kBlockSize;
  t->tlab_clean = clean;
  ahead_thread.alloc_limit = t->tlab_start;
  ahead_thread.alloc_ptr = t->tlab_start;
  return true;
}

static void stress() {
  Heap& h = g_heap;
  if (__atomic_add_fetch(&h.stress_count, 1, __ATOMIC_RELAXED) % h.stress) return;
  GcGuard guard;
  if (!h.span || no_collection_active()) return;
  collect_locked(h.collections[0] % 4 == 3 ? 2 : 0, CollectReason::Stress);
}

static Object* allocate_small(MethodTable* mt, size_t bytes, uint64_t length, bool has_length) {
  Thread* t = thread_current();
  if (!t) t = thread_attach();
  if (g_heap.stress) [[unlikely]] stress();
  while (!extend(t, bytes))
    if (!acquire_buffer(t)) return nullptr;
  Object* o = place(ahead_thread.alloc_ptr, bytes, mt, length, has_length);
  if (g_heap.stress) [[unlikely]] ahead_thread.alloc_limit = ahead_thread.alloc_ptr;
  return o;
}

// Takes a run; outside of the lock the run is made zero (it is kTaken: a collection passes it by), then published.
static Object* allocate_blocks(MethodTable* mt, size_t bytes, uint64_t length, bool has_length, uint8_t block_class) {
  Heap& h = g_heap;
  Thread* t = thread_current();
  if (!t) t = thread_attach();
  if (h.stress) [[unlikely]] stress();
  size_t count = (bytes + kBlockSize - 1) >> kBlockShift;
  if (count >= UINT32_MAX / 2) return nullptr;
  bool clean = false;
  uint32_t first;
  {
    GcGuard guard;
    if (!h.span && !gc_start_heap()) return nullptr;
    if (count > h.limit) return nullptr;
    if (nursery_full()) collect_locked(0, CollectReason::Nursery);
    first = take_blocks((uint32_t)count, Limit::Respect, &clean);
    if (first == kNoBlock) {
      collect_locked(2, CollectReason::Limit);
      first = take_blocks((uint32_t)count, Limit::Respect, &clean);
      if (first == kNoBlock) return nullptr;
    }
  }
  uint8_t* at = block_address(first);
  if (!clean) memset(at, 0, bytes);
  Object* o = (Object*)(at + abi::kObjectHeaderSize);
  o->mt = mt;
  if (has_length) *(uint32_t*)((uint8_t*)o + abi::kArrayLengthOffset) = (uint32_t)length;
  GcGuard guard;
  Block& block = h.blocks[first];
  block.length = (uint32_t)count;
  block.fill = at + bytes;
  block.birth = h.cycle;
  for (uint32_t i = 0; i < count; i++) h.blocks[first + i].head = first;
  memset(h.cards + ((size_t)first << (kBlockShift - kCardShift)), 0, count << (kBlockShift - kCardShift));
  h.marks[bit_index(o) >> 6] &= ~(uint64_t(1) << (bit_index(o) & 63));
  h.starts[bit_index(o) >> 6] &= ~(uint64_t(1) << (bit_index(o) & 63));
  memset(h.classes + first, block_class, count);
  if (block_class == kYoungLarge) {
    h.young_large.push(first);
    h.young_large_bytes += count << kBlockShift;
  } else {
    h.old_bytes += count << kBlockShift;
  }
  t->allocated += bytes;
  return o;
}

// An object that never moves: old from birth. Small ones share blocks that only such objects are allocated in.
static Object* allocate_pinned(MethodTable* mt, size_t bytes, uint64_t length) {
  if (bytes > kLargeLimit) return allocate_blocks(mt, bytes, length, true, kYoungLarge);  // large objects never move
  Heap& h = g_heap;
  static constinit uint8_t *at = nullptr, *end = nullptr;
  Thread* t = thread_current();
  GcGuard guard;
  if (!h.span && !gc_start_heap()) return nullptr;
  if (bytes > (size_t)(end - at)) {
    bool clean;
    uint32_t b = take_blocks(1, Limit::Respect, &clean);
    if (b == kNoBlock) {
      collect_locked(2, CollectReason::Limit);
      b = take_blocks(1, Limit::Respect, &clean);
      if (b == kNoBlock) return nullptr;
    }
    if (!clean) memset(block_address(b), 0, kBlockSize);
    prepare_old_block(b);
    memset(block_lines(b), 0xff, kLinesPerBlock / 8);  // no promotion into it before the next full collection
    h.pinned_block = b;
    at = block_address(b);
    end = at + kBlockSize;
    h.old_bytes += kBlockSize;
  }
  Object* o = (Object*)(at + abi::kObjectHeaderSize);
  *(uint32_t*)((uint8_t*)o + abi::kArrayLengthOffset) = (uint32_t)length;
  o->mt = mt;
  set_bit(h.starts, bit_index(o));
  at += bytes;
  t->allocated += bytes;
  return o;
}

static Object* allocate(MethodTable* mt, size_t bytes, uint64_t length, bool has_length) {
  if (bytes <= kLargeLimit) return allocate_small(mt, bytes, length, has_length);
  return allocate_blocks(mt, bytes, length, has_length, kYoungLarge);
}

// The exception and what handles it may use a little more than the limit, until a collection finds room again.
[[noreturn]] static __attribute__((noinline, cold)) void throw_out_of_memory() {
  constexpr uint64_t kSlack = 1 << 20;
  {
    Locked locked(gc_lock);
    if (g_heap.limit_slack >= 16 * kSlack) os_fatal("out of memory while reporting that memory is out", g_heap.used);
    g_heap.limit_slack += kSlack;
  }
  managed_ThrowOutOfMemory();
}
static inline Object* or_throw(Object* o) {
  if (!o) [[unlikely]] throw_out_of_memory();
  return o;
}

bool gc_has_finalizer(const MethodTable* mt) { return (mt->flags & abi::kFlagHasFinalizer) && mt->info && mt->info->finalizer; }

Object* gc_try_alloc(MethodTable* mt) {
  size_t bytes = round8(mt->base_size);
  Object* o = try_bump(bytes, mt, 0, false);
  if (!o) o = allocate(mt, bytes, 0, false);
  if (o && (mt->flags & (abi::kFlagHasFinalizer | abi::kFlagHasComponentSize)) == abi::kFlagHasFinalizer) [[unlikely]]
    if (gc_has_finalizer(mt)) finalizer_register(o);
  return o;
}
Object* gc_alloc(MethodTable* mt) { return or_throw(gc_try_alloc(mt)); }

// The largest array has 0x7FFFFFC7 elements, as in every .NET.
static constexpr int64_t kMaxLength = 0x7fffffc7;

static inline size_t array_bytes(const MethodTable* mt, uint64_t length) { return round8(mt->base_size + (size_t)(uint16_t)mt->flags * length); }

Object* gc_try_alloc_array(MethodTable* mt, int64_t length) {
  if ((uint64_t)length > (uint64_t)kMaxLength) return nullptr;
  size_t bytes = array_bytes(mt, (uint64_t)length);
  Object* o = bytes <= kLargeLimit ? try_bump(bytes, mt, (uint64_t)length, true) : nullptr;
  return o ? o : allocate(mt, bytes, (uint64_t)length, true);
}

static __attribute__((noinline, cold)) void throw_bad_length(int64_t length) {
  if (length < 0) managed_ThrowOverflow();
  managed_ThrowArrayTooLarge();
}

Object* gc_alloc_array(MethodTable* mt, int64_t length, uint32_t flags) {
  if ((uint64_t)length > (uint64_t)kMaxLength) [[unlikely]] throw_bad_length(length);
  if (flags & kAllocPinned) return or_throw(allocate_pinned(mt, array_bytes(mt, (uint64_t)length), (uint64_t)length));
  return or_throw(gc_try_alloc_array(mt, length));
}

Object* gc_clone(Object* source) {
  MethodTable* mt = source->mt;
  size_t bytes = object_size(mt, source);
  Object* copy = mt->flags & abi::kFlagHasComponentSize ? or_throw(allocate(mt, bytes, array_length(source), true)) : gc_alloc(mt);
  uint8_t *to = (uint8_t*)copy + 8, *from = (uint8_t*)source + 8;
  if (mt->gc) ahead_copy_refs(to, from, (int64_t)(bytes - 16));
  else memcpy(to, from, bytes - 16);
  return copy;
}

uint64_t gc_allocated_bytes_current_thread() {
  Thread* t = thread_current();
  if (!t) return 0;
  return t->allocated + (ahead_thread.alloc_ptr ? (uint64_t)(ahead_thread.alloc_ptr - t->tlab_start) : 0);
}

}  // namespace ahead

using namespace ahead;

extern "C" void* ahead_alloc(void* mt) { return gc_alloc((MethodTable*)mt); }
extern "C" void* ahead_alloc_finalized(void* mt) { return gc_alloc((MethodTable*)mt); }

extern "C" void* ahead_alloc_array(void* type, int64_t length) {
  MethodTable* mt = (MethodTable*)type;
  if ((uint64_t)length > (uint64_t)kMaxLength) [[unlikely]] throw_bad_length(length);
  size_t bytes = array_bytes(mt, (uint64_t)length);
  if (bytes <= kLargeLimit) [[likely]]
    if (Object* o = try_bump(bytes, mt, (uint64_t)length, true)) return o;
  return or_throw(allocate(mt, bytes, (uint64_t)length, true));
}

// A string's size: header, MethodTable, length, characters, terminator.
extern "C" void* ahead_alloc_string(int32_t length) {
  if ((uint32_t)length > 0x3fffffdf) [[unlikely]] managed_ThrowOutOfMemory();
  MethodTable* mt = ahead_mt_String;
  size_t bytes = round8(abi::kStringBaseSize + 2 * (size_t)length);
  if (bytes <= kLargeLimit) [[likely]]
    if (Object* o = try_bump(bytes, mt, (uint64_t)length, true)) return o;
  return or_throw(allocate(mt, bytes, (uint64_t)length, true));
}

// bounds: `rank` lengths, or `rank` pairs of lower bound and length. Layout behind the total length: lengths, lower bounds, elements.
extern "C" void* ahead_alloc_md_array(void* type, int32_t count, const int32_t* bounds) {
  MethodTable* mt = (MethodTable*)type;
  int32_t rank = mt->info->rank;
  bool pairs = count == 2 * rank;
  uint64_t total = 1;
  bool zero = false, large = false;
  for (int32_t i = 0; i < rank; i++) {
    int32_t length = bounds[pairs ? 2 * i + 1 : i];
    if (length < 0) managed_ThrowOverflow();
    if (pairs && (int64_t)bounds[2 * i] + length > INT64_C(0x7fffffff)) managed_ThrowOverflow();
    if (length == 0) zero = true;
    else if (!large) large = (total *= (uint64_t)length) > (uint64_t)kMaxLength;
  }
  if (zero) total = 0;
  else if (large) managed_ThrowArrayTooLarge();
  // One dimension that starts at 0 is a vector, whatever was asked for.
  if (MethodTable* vector = rank == 1 && !(pairs && bounds[0]) ? mt->element_type->info->array_of : nullptr) return or_throw(gc_try_alloc_array(vector, (int64_t)total));
  Object* o = or_throw(gc_try_alloc_array(mt, (int64_t)total));
  int32_t* lengths = (int32_t*)((uint8_t*)o + abi::kArrayDataOffset);
  for (int32_t i = 0; i < rank; i++) {
    lengths[i] = bounds[pairs ? 2 * i + 1 : i];
    lengths[rank + i] = pairs ? bounds[2 * i] : 0;
  }
  return o;
}
