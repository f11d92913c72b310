// After the trace. An emptied young block is kept for the next cycle. A young block with pinned objects becomes an old block with holes.
// A held block stays young; the gaps between its pinned objects are filled, so that it can be walked again.
#include "runtime/gc/sweep.h"
#include <string.h>

namespace ahead {

void sweep_prepare() {
  Heap& h = g_heap;
  bool held = false;
  for (uint32_t b : h.young) held |= (h.classes[b] & kHeld) != 0;
  for (uint32_t b = 0; b < h.top; b++) {
    uint8_t c = h.classes[b];
    if (c != kOld && c != kLarge) continue;
    if (c == kOld) {
      memset(block_bits(h.marks, b), 0, kBitWordsPerBlock * 8);
      memset(block_lines(b), 0, kLinesPerBlock / 8);
    } else if (h.blocks[b].head == b) {
      h.marks[bit_index(large_object(b)) >> 6] = 0;
    }
    if (!h.dirty_blocks[b] || held) continue;  // a thread may be between its two marks: see barrier.cc
    memset(h.cards + ((size_t)b << (kBlockShift - kCardShift)), 0, kBlockSize >> kCardShift);
    h.dirty_blocks[b] = 0;
  }
  h.marked_bytes = 0;
}

template <class F>
static void each_bit(uint64_t* map, uint32_t b, F&& f) {
  const uint64_t* bits = block_bits(map, b);
  for (size_t w = 0; w < kBitWordsPerBlock; w++)
    for (uint64_t word = bits[w]; word; word &= word - 1) f((Object*)(block_address(b) + (w * 64 + (size_t)__builtin_ctzll(word)) * 8));
}

static size_t make_old(uint32_t b, bool full) {
  Heap& h = g_heap;
  size_t live = 0;
  uint64_t* lines = block_lines(b);
  memset(lines, 0, kLinesPerBlock / 8);
  each_bit(h.marks, b, [&](Object* o) {
    size_t bytes = object_size(o->mt, o), at = (size_t)((uint8_t*)o - abi::kObjectHeaderSize - block_address(b));
    for (size_t line = at >> kLineShift; line <= (at + bytes - 1) >> kLineShift; line++) set_bit(lines, line);
    live += bytes;
  });
  if (h.poison) {  // dead objects between the pinned ones
    uint8_t* at = block_address(b);
    each_bit(h.marks, b, [&](Object* o) {
      uint8_t* begin = (uint8_t*)o - abi::kObjectHeaderSize;
      memset(at, 0xdd, (size_t)(begin - at));
      at = begin + object_size(o->mt, o);
    });
    memset(at, 0xdd, (size_t)(block_address(b) + kBlockSize - at));
  }
  if (!full) memcpy(block_bits(h.starts, b), block_bits(h.marks, b), kBitWordsPerBlock * 8);
  h.blocks[b].birth = h.cycle;
  h.classes[b] = kOld;  // its cards: the trace marked those that refer to a held block
  return live;
}

static void fill_gaps(uint32_t b) {
  Heap& h = g_heap;
  Block& block = h.blocks[b];
  uint8_t* at = block_address(b);
  if (block.starts_valid)
    each_bit(h.marks, b, [&](Object* o) {
      fill_gap(at, (uint8_t*)o - abi::kObjectHeaderSize);
      at = (uint8_t*)o - abi::kObjectHeaderSize + object_size(o->mt, o);
    });
  fill_gap(at, block.fill);
  block.starts_valid = 0;
  h.classes[b] = kYoung;
}

static void sweep_young_large(bool full) {
  Heap& h = g_heap;
  for (uint32_t head : h.young_large) {
    Block& block = h.blocks[head];
    uint32_t length = block.length;
    if (test_bit(h.marks, bit_index(large_object(head)))) {
      memset(h.classes + head, kLarge, length);
      block.birth = h.cycle;
      h.old_bytes += (uint64_t)length << kBlockShift;
      h.large_bytes += (uint64_t)length << kBlockShift;
    } else {
      free_blocks(head, length);
    }
  }
  h.young_large.size = 0;
  h.young_large_bytes = 0;
}

// Copies may have gone over the hard limit: what the nursery keeps goes back first.
static void return_to_limit() {
  Heap& h = g_heap;
  if (!h.hard_limit) return;
  while (h.young_free.size && ((uint64_t)h.used << kBlockShift) > h.hard_limit) free_blocks(h.young_free.pop(), 1);
  if (((uint64_t)h.used << kBlockShift) < h.hard_limit - h.hard_limit / 16) h.limit_slack = 0;
}

void sweep_young(bool full) {
  Heap& h = g_heap;
  size_t kept = 0;
  for (uint32_t b : h.young) {
    uint8_t c = h.classes[b];
    if (c & kHeld) {
      fill_gaps(b);
      h.young[kept++] = b;
    } else if (c & kHasPins) {
      size_t live = make_old(b, full);
      if (full) h.marked_bytes += live;
      else h.old_bytes += kBlockSize, h.recyclable.push(b);
    } else {
      if (h.poison) memset(block_address(b), 0xdd, kBlockSize);
      h.classes[b] = kTaken;
      h.young_free.push(b);
    }
    h.blocks[b].starts_valid = 0;
  }
  h.young.size = kept;
  sweep_young_large(full);
  return_to_limit();
}

static uint32_t free_lines(uint32_t b) {
  uint32_t live = 0;
  for (size_t i = 0; i < kLinesPerBlock / 64; i++) live += (uint32_t)__builtin_popcountll(block_lines(b)[i]);
  return (uint32_t)kLinesPerBlock - live;
}

static void poison_dead(uint32_t b) {
  const uint64_t* lines = block_lines(b);
  for (uint32_t line = 0; line < kLinesPerBlock; line++)
    if (!test_bit(lines, line)) memset(block_address(b) + line * kLineSize, 0xdd, kLineSize);
}

static void set_threshold() {
  Heap& h = g_heap;
  uint64_t grow = h.old_bytes / 4 * 3, least = 16 << 20;
  if (h.hard_limit && h.hard_limit / 4 < least) least = h.hard_limit / 4;
  if (grow < least) grow = least;
  h.old_threshold = h.old_bytes + grow;
  if (h.pressure) h.old_threshold += h.pressure;
  // Pages that the next cycle will use stay, and some more: a fault costs as much as filling a page.
  size_t keep = (size_t)grow + (size_t)h.old_bytes / 4 + ((size_t)h.young_budget << kBlockShift);
  if (((size_t)h.free_dirty << kBlockShift) > keep + (keep >> 1)) discard_free_blocks(keep);
}

void sweep_old() {
  Heap& h = g_heap;
  uint64_t* swapped = h.starts;
  h.starts = h.marks;
  h.marks = swapped;
  h.recyclable.size = 0;
  h.free_line_bytes = 0;
  uint64_t large = 0;
  for (uint32_t b = 0; b < h.top;) {
    uint8_t c = h.classes[b];
    if (c == kLarge) {
      uint32_t length = h.blocks[b].length;
      if (test_bit(h.starts, bit_index(large_object(b)))) large += (uint64_t)length << kBlockShift;
      else free_blocks(b, length);
      b += length;
      continue;
    }
    if (c == kOld && b != h.pinned_block) {
      uint32_t holes = free_lines(b);
      if (holes == kLinesPerBlock) {
        free_blocks(b, 1);
      } else if (holes) {
        if (h.poison) poison_dead(b);
        if (holes >= 4) h.recyclable.push(b), h.free_line_bytes += holes * kLineSize;
      }
    }
    b++;
  }
  h.old_bytes = h.marked_bytes + large;
  h.large_bytes = large;
  return_to_limit();
  set_threshold();
}

}  // namespace ahead
