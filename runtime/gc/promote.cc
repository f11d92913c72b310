// Where survivors go: bump allocation in the holes of old blocks, then in fresh blocks.
//
// A hole is a run of lines without live objects, as the last full collection saw them. During a full collection the line map is being made
// anew, so survivors of that collection go into fresh blocks only. An object longer than a line that does not fit into the current hole goes
// to a second, fresh block, so that one of 2 KB does not throw away the holes before it.
#include <string.h>
#include "runtime/gc/heap.h"

namespace ahead {

namespace {
struct Space { uint8_t *at = nullptr, *end = nullptr; };
constinit Space g_hole, g_overflow;
constinit uint32_t g_hole_block = kNoBlock, g_next_line = 0;
constinit bool g_full = false;
}  // namespace

void prepare_old_block(uint32_t b) {
  memset(block_bits(g_heap.starts, b), 0, kBitWordsPerBlock * 8);
  memset(block_bits(g_heap.marks, b), 0, kBitWordsPerBlock * 8);
  memset(block_lines(b), 0, kLinesPerBlock / 8);
  memset(g_heap.cards + ((size_t)b << (kBlockShift - kCardShift)), 0, kBlockSize >> kCardShift);
  g_heap.dirty_blocks[b] = 0;
  g_heap.blocks[b].birth = g_heap.cycle;
  __atomic_store_n(&g_heap.classes[b], kOld, __ATOMIC_RELEASE);
}

static uint32_t fresh_block() {
  bool clean;
  uint32_t b = take_blocks(1, Limit::Ignore, &clean);
  if (b == kNoBlock) {
    if (g_heap.young_free.size) b = g_heap.young_free.pop();
    else os_fatal("no memory to copy survivors to", g_heap.used);
  }
  prepare_old_block(b);
  return b;
}

void promotion_begin(bool full) {
  g_full = full;
  if (!full) return;
  g_hole = g_overflow = {};
  g_hole_block = kNoBlock;
  g_heap.recyclable.size = 0;
}

// First line at or after `line` whose bit equals `value`, or kLinesPerBlock.
static uint32_t find_line(const uint64_t* lines, uint32_t line, bool value) {
  while (line < kLinesPerBlock) {
    uint64_t word = (value ? lines[line >> 6] : ~lines[line >> 6]) >> (line & 63);
    if (word) return line + (uint32_t)__builtin_ctzll(word);
    line = (line | 63) + 1;
  }
  return kLinesPerBlock;
}

static bool next_hole_in_block() {
  if (g_hole_block == kNoBlock) return false;
  const uint64_t* lines = block_lines(g_hole_block);
  uint32_t first = find_line(lines, g_next_line, false);
  if (first == kLinesPerBlock) return false;
  uint32_t end = find_line(lines, first, true);
  g_next_line = end;
  g_hole.at = block_address(g_hole_block) + first * kLineSize;
  g_hole.end = block_address(g_hole_block) + end * kLineSize;
  return true;
}

static void next_hole() {
  if (next_hole_in_block()) return;
  while (g_heap.recyclable.size) {
    g_hole_block = g_heap.recyclable.pop();
    g_next_line = 0;
    if (next_hole_in_block()) return;
  }
  g_hole_block = kNoBlock;
  uint8_t* at = block_address(fresh_block());
  g_hole = {at, at + kBlockSize};
}

static __attribute__((noinline)) uint8_t* allocate_slow(size_t bytes) {
  if (bytes > kLineSize) {
    if (bytes > (size_t)(g_overflow.end - g_overflow.at)) {
      uint8_t* at = block_address(fresh_block());
      g_overflow = {at, at + kBlockSize};
    }
    uint8_t* at = g_overflow.at;
    g_overflow.at += bytes;
    return at;
  }
  while (bytes > (size_t)(g_hole.end - g_hole.at)) next_hole();
  uint8_t* at = g_hole.at;
  g_hole.at += bytes;
  return at;
}

uint8_t* promotion_allocate(size_t bytes) {
  uint8_t* at = g_hole.at;
  if (bytes <= (size_t)(g_hole.end - at)) [[likely]] {
    g_hole.at = at + bytes;
    return at;
  }
  return allocate_slow(bytes);
}

// A full collection leaves fresh blocks behind whose free ends the sweep puts into holes again.
void promotion_end() {
  if (!g_full) return;
  g_hole = g_overflow = {};
  g_hole_block = kNoBlock;
}

}  // namespace ahead
