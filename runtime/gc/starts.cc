// From an address to the object that holds it: what conservative scanning asks of the heap.
//
// Old blocks have a bitmap of object starts. Young blocks pay nothing for this while they are allocated in: objects lie without gaps, so one walk
// from the block's beginning, when the first ambiguous word points into it, gives the same bitmap.
#include <string.h>
#include "runtime/gc/heap.h"

namespace ahead {

// An array of bytes that nobody refers to. Smallest gap: one object of 24 bytes, its base size.
static constinit const abi::TypeInfo filler_info = {};   // no name
constinit MethodTable gc_filler_type = {abi::kFlagHasComponentSize | abi::kFlagCategoryArray | 1, abi::kArrayBaseSize, 0, 0, 0, nullptr, &filler_info, nullptr, nullptr,
                                        nullptr, {nullptr}, nullptr};

void fill_gap(uint8_t* begin, uint8_t* end) {
  if (begin == end) return;
  Object* o = (Object*)(begin + abi::kObjectHeaderSize);
  *(uint64_t*)begin = 0;
  o->mt = &gc_filler_type;
  *(uint64_t*)((uint8_t*)o + abi::kArrayLengthOffset) = (uint64_t)(end - begin - abi::kArrayBaseSize);
}

// Before anything moved. The last object of a held block may be unfinished: its MethodTable is still null, nothing lies behind it.
void compute_starts(uint32_t b) {
  Block& block = g_heap.blocks[b];
  uint64_t* starts = block_bits(g_heap.starts, b);
  memset(starts, 0, kBitWordsPerBlock * 8);
  memset(block_bits(g_heap.marks, b), 0, kBitWordsPerBlock * 8);
  block.starts_valid = 1;
  uint8_t* at = block_address(b);
  while (at < block.fill) {
    Object* o = (Object*)(at + abi::kObjectHeaderSize);
    if (!o->mt) break;
    set_bit(g_heap.starts, bit_index(o));
    at += object_size(o->mt, o);
  }
  if (at > block.fill) os_fatal("an object reaches beyond its block", (uintptr_t)at);
}

Object* start_at_or_before(uint32_t b, uintptr_t at) {
  uintptr_t address = (uintptr_t)block_address(b);
  if (at < address) return nullptr;
  size_t slot = (at - address) >> 3;
  if (slot >= kBlockSize / 8) slot = kBlockSize / 8 - 1;
  const uint64_t* bits = block_bits(g_heap.starts, b);
  size_t word = slot >> 6;
  uint64_t seen = bits[word] & (~uint64_t(0) >> (63 - (slot & 63)));
  while (!seen) {
    if (!word) return nullptr;
    seen = bits[--word];
  }
  return (Object*)(address + ((word * 64 + 63 - (size_t)__builtin_clzll(seen)) << 3));
}

static uintptr_t end_of(Object* o) { return (uintptr_t)o - abi::kObjectHeaderSize + object_size(o->mt, o); }

// In one block: the object with header <= word <= end; the one that ends at `word` if another begins there.
static Object* find_in_block(uint32_t b, uintptr_t word, Object** before) {
  *before = nullptr;
  Object* o = start_at_or_before(b, (word & ~uintptr_t(7)) + abi::kObjectHeaderSize);
  if (o && word == (uintptr_t)o - abi::kObjectHeaderSize) {
    Object* previous = start_at_or_before(b, (uintptr_t)o - 8);
    if (previous && end_of(previous) == word) *before = previous;
  }
  return o && word <= end_of(o) ? o : nullptr;
}

static Object* find_large(uint32_t b, uintptr_t word) {
  uint32_t head = g_heap.blocks[b].head;
  return word <= (uintptr_t)g_heap.blocks[head].fill ? large_object(head) : nullptr;
}

static Object* find_in(uint32_t b, uintptr_t word, Object** before) {
  *before = nullptr;
  switch (g_heap.classes[b] & (kYoungBit | 3)) {
    case kYoung:
      if (!g_heap.blocks[b].starts_valid) compute_starts(b);
      return find_in_block(b, word, before);
    case kOld: return find_in_block(b, word, before);
    case kLarge: case kYoungLarge: return find_large(b, word);
    default: return nullptr;
  }
}

Object* find_object(uintptr_t word, Object** before) {
  *before = nullptr;
  uintptr_t offset = word - g_heap.base;
  if (offset > (uintptr_t)g_heap.top << kBlockShift) return nullptr;
  uint32_t b = (uint32_t)(offset >> kBlockShift);
  Object* found = b < g_heap.top ? find_in(b, word, before) : nullptr;
  if ((offset & (kBlockSize - 1)) == 0 && b > 0) {  // may be one past the end of the block before
    Object* unused;
    *before = find_in(b - 1, word, &unused);
  }
  return found;
}

}  // namespace ahead
