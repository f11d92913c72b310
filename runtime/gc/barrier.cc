// Stores of references. A young collection must find every reference from the old generation into the young one without reading the old one:
// the barrier marks the 128-byte card of an old slot that received a young reference. Card and slot are exact enough because the collector
// visits only the reference slots of the objects on the card.
//
// Store first, mark after: a thread may be stopped between the two for a whole collection. Then the stored object is still named by a register
// (keep_alive below makes it so until both marks are made), which pins it; it is old afterwards, or stays young in a held block, in
// which case that collection clears no card.
//
// A copy of many slots has no register for each of them: the thread publishes the destination range while it copies and marks, and a collection
// in between takes a published range as marked. Small structs are stored by generated code before ahead_barrier_range; the collector
// looks at the slots near every address in the registers of a thread that it stopped by a signal.
#include <string.h>
#include "runtime/gc/heap.h"
#include "runtime/threads/threads.h"

namespace ahead {

static inline void keep_alive(const void* p) { __asm__ volatile("" : : "r"(p) : "memory"); }

// A slot in the frozen section becomes a root for the rest of the run. Statics and stacks are roots anyway.
static __attribute__((noinline)) void mark_frozen(void* slot, void* value) {
  Heap& h = g_heap;
  if ((uint8_t*)slot < h.frozen_begin || (uint8_t*)slot >= h.frozen_end || !h.frozen_dirty) return;
  size_t i = (size_t)((uint8_t*)slot - h.frozen_begin) >> 3;
  __atomic_fetch_or(&h.frozen_dirty[i >> 6], uint64_t(1) << (i & 63), __ATOMIC_RELAXED);
  keep_alive(value);
}

static inline bool is_young(uintptr_t p) { return in_heap(p) && (__atomic_load_n(&g_heap.classes[block_of(p)], __ATOMIC_RELAXED) & kYoungBit); }

static inline void mark_card(uintptr_t slot) {
  uintptr_t offset = slot - g_heap.base;
  uint8_t* card = g_heap.cards + (offset >> kCardShift);
  uint8_t* block = g_heap.dirty_blocks + (offset >> kBlockShift);
  if (!__atomic_load_n(card, __ATOMIC_RELAXED)) __atomic_store_n(card, 1, __ATOMIC_RELAXED);
  if (!__atomic_load_n(block, __ATOMIC_RELAXED)) __atomic_store_n(block, 1, __ATOMIC_RELAXED);
}

}  // namespace ahead

using namespace ahead;

extern "C" void ahead_write_barrier(void* slot, void* value) {
  Heap& h = g_heap;
  uintptr_t offset = (uintptr_t)slot - h.base;
  if (offset >= h.span) [[unlikely]] return mark_frozen(slot, value);
  if (__atomic_load_n(&h.classes[offset >> kBlockShift], __ATOMIC_RELAXED) & kYoungBit) return;  // most stores go to new objects
  if (is_young((uintptr_t)value)) {
    mark_card((uintptr_t)slot);
    keep_alive(value);
  }
}

// Other threads may set the same bytes: atomic stores, eight bytes at a time.
static void set_marks(uint8_t* at, uint8_t* end) {
  for (; at < end && ((uintptr_t)at & 7); at++) __atomic_store_n(at, 1, __ATOMIC_RELAXED);
  for (; end - at >= 8; at += 8) __atomic_store_n((uint64_t*)at, 0x0101010101010101u, __ATOMIC_RELAXED);
  for (; at < end; at++) __atomic_store_n(at, 1, __ATOMIC_RELAXED);
}

// Marks all cards of [from, from + bytes) if it lies in the old generation.
void ahead::mark_range(uint8_t* from, size_t bytes) {
  if (!in_heap((uintptr_t)from)) {
    if (from < g_heap.frozen_end && from + bytes > g_heap.frozen_begin)
      for (size_t i = 0; i + 8 <= bytes; i += 8) mark_frozen(from + i, from);
    return;
  }
  if (g_heap.classes[block_of((uintptr_t)from)] & kYoungBit) return;
  uintptr_t first = (uintptr_t)from - g_heap.base, last = first + bytes - 1;
  set_marks(g_heap.cards + (first >> kCardShift), g_heap.cards + (last >> kCardShift) + 1);
  set_marks(g_heap.dirty_blocks + (first >> kBlockShift), g_heap.dirty_blocks + (last >> kBlockShift) + 1);
}

// Words are copied whole: a thread that is stopped in the middle never leaves half a reference behind, and what it holds in registers is pinned.
static void copy_words_up(uint64_t* to, const uint64_t* from, size_t n) {
  if (n >= 64) {
    __asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
    return;
  }
  for (; n; n--) __atomic_store_n(to++, __atomic_load_n(from++, __ATOMIC_RELAXED), __ATOMIC_RELAXED);
}
static void copy_words_down(uint64_t* to, const uint64_t* from, size_t n) {
  while (n--) __atomic_store_n(to + n, __atomic_load_n(from + n, __ATOMIC_RELAXED), __ATOMIC_RELAXED);
}

extern "C" void ahead_barrier_range(void* begin, int64_t bytes) {
  if (bytes <= 0) return;
  uint8_t* low = (uint8_t*)((uintptr_t)begin & ~uintptr_t(7));
  mark_range(low, (size_t)((uint8_t*)begin + bytes - low));
}

extern "C" void ahead_copy_refs(void* to, const void* from, int64_t bytes) {
  if (bytes <= 0 || to == from) return;
  if (((uintptr_t)to | (uintptr_t)from | (uintptr_t)bytes) & 7) {  // not memory with references in its words
    memmove(to, from, (size_t)bytes);
    return;
  }
  size_t words = (size_t)bytes / 8;
  bool down = (uintptr_t)to > (uintptr_t)from && (uintptr_t)to < (uintptr_t)from + (size_t)bytes;
  if (words <= 16) {  // as with a struct that generated code stores: the collector finds `to` in a register
    if (down) copy_words_down((uint64_t*)to, (const uint64_t*)from, words);
    else copy_words_up((uint64_t*)to, (const uint64_t*)from, words);
    mark_range((uint8_t*)to, (size_t)bytes);
    keep_alive(to);
    return;
  }
  Thread* thread = thread_current();
  if (thread) {
    thread->copy_begin = (uint8_t*)to;
    thread->copy_end = (uint8_t*)to + bytes;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
  }
  if (down) copy_words_down((uint64_t*)to, (const uint64_t*)from, words);
  else copy_words_up((uint64_t*)to, (const uint64_t*)from, words);
  mark_range((uint8_t*)to, (size_t)bytes);
  if (thread) {
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    thread->copy_begin = thread->copy_end = nullptr;
  }
}
