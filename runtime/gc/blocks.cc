// Address space, the side tables, and runs of free blocks.
//
// Free runs carry their length in the first and the last block (boundary tags), so that neighbours join in constant time; runs are binned by
// size: exactly below 32 blocks, by powers of two above. What was never used lies above `top` and is taken last: memory that no
// program needs is never touched.
#include <string.h>
#include "runtime/gc/heap.h"

namespace ahead {

constinit Heap g_heap;
constinit Lock gc_lock;

static bool reserve(size_t span) {
  size_t blocks = span >> kBlockShift;
  size_t bitmap = span / 64, lines = span / 1024, cards = span >> kCardShift, table = blocks * sizeof(Block);
  uint8_t* heap = (uint8_t*)os_reserve(span, size_t(4) << 20);
  if (!heap) return false;
  size_t bytes = 2 * bitmap + lines + cards + table + 2 * ((blocks + kPageSize - 1) & ~(kPageSize - 1));
  uint8_t* tables = (uint8_t*)os_map_sparse(bytes);
  if (!tables) {
    os_unmap(heap, span);
    return false;
  }
  auto take = [&](size_t n) { uint8_t* at = tables; tables += (n + kPageSize - 1) & ~(kPageSize - 1); return at; };
  Heap& h = g_heap;
  h.classes = take(blocks);
  h.dirty_blocks = take(blocks);
  h.blocks = (Block*)take(table);
  h.lines = (uint64_t*)take(lines);
  h.cards = take(cards);
  h.starts = (uint64_t*)take(bitmap);
  h.marks = (uint64_t*)take(bitmap);
  h.limit = (uint32_t)blocks;
  h.base = (uintptr_t)heap;
  __atomic_store_n(&h.span, span, __ATOMIC_RELEASE);
  return true;
}

bool heap_reserve() {
  if (g_heap.span) return true;
  for (size_t span = size_t(256) << 30; span >= size_t(64) << 20; span /= 2)
    if (reserve(span)) return true;
  return false;
}

// ---- bins ----
static uint32_t bin_of(uint32_t length) { return length < 32 ? length : 32 + (31 - (uint32_t)__builtin_clz(length >> 5)); }

static void link(uint32_t b) {
  uint32_t bin = bin_of(g_heap.blocks[b].length), first = g_heap.bins[bin];
  g_heap.blocks[b].previous = 0;
  g_heap.blocks[b].next = first;
  g_heap.blocks[b].run = 1;
  if (first) g_heap.blocks[first - 1].previous = b + 1;
  g_heap.bins[bin] = b + 1;
  g_heap.bin_mask |= uint64_t(1) << bin;
}
static void unlink(uint32_t b) {
  Block& block = g_heap.blocks[b];
  uint32_t bin = bin_of(block.length);
  if (block.next) g_heap.blocks[block.next - 1].previous = block.previous;
  if (block.previous) g_heap.blocks[block.previous - 1].next = block.next;
  else if (!(g_heap.bins[bin] = block.next)) g_heap.bin_mask &= ~(uint64_t(1) << bin);
  block.run = 0;
}
static void make_run(uint32_t first, uint32_t length, bool clean) {
  Block *head = &g_heap.blocks[first], *tail = &g_heap.blocks[first + length - 1];
  head->length = tail->length = length;
  tail->head = first;
  head->clean = clean;
  link(first);
}

static bool over_limit(uint32_t more) {
  return g_heap.hard_limit && ((uint64_t)(g_heap.used + more) << kBlockShift) > g_heap.hard_limit + g_heap.limit_slack;
}

// Extends the used part of the range; commits in steps that grow with the heap.
static uint32_t take_from_top(uint32_t count) {
  Heap& h = g_heap;
  if (count > h.limit - h.top) return kNoBlock;
  uint32_t end = h.top + count;
  if (end > h.committed) {
    uint32_t step = h.committed / 4;
    if (step < 8) step = 8;                               // 256 KB
    if (step > 512) step = 512;                           // 16 MB
    uint32_t to = end + step - 1 - (end - h.committed + step - 1) % step;
    if (to > h.limit) to = h.limit;
    if (!os_commit(block_address(h.committed), (size_t)(to - h.committed) << kBlockShift)) {
      if (to == end || !os_commit(block_address(h.committed), (size_t)(end - h.committed) << kBlockShift)) return kNoBlock;
      to = end;
    }
    h.committed = to;
  }
  uint32_t first = h.top;
  h.top = end;
  return first;
}

uint32_t take_blocks(uint32_t count, Limit limit, bool* clean) {
  Heap& h = g_heap;
  if (h.used + count > kSmallHeap) gc_limit_by_container();
  if (limit == Limit::Respect && over_limit(count)) return kNoBlock;
  uint32_t bin = bin_of(count), found = kNoBlock;
  for (uint32_t b = h.bins[bin]; b; b = h.blocks[b - 1].next)  // the first bin may hold runs that are too short
    if (h.blocks[b - 1].length >= count) { found = b - 1; break; }
  if (found == kNoBlock) {
    uint64_t larger = bin == 63 ? 0 : h.bin_mask & (~uint64_t(0) << (bin + 1));
    if (larger) found = h.bins[__builtin_ctzll(larger)] - 1;
  }
  if (found == kNoBlock) {
    found = take_from_top(count);
    if (found == kNoBlock) return kNoBlock;
    h.used += count;
    memset(h.classes + found, kTaken, count);
    *clean = true;
    return found;
  }
  uint32_t length = h.blocks[found].length;
  bool is_clean = h.blocks[found].clean;
  unlink(found);
  if (length > count) make_run(found + count, length - count, is_clean);
  if (!is_clean) h.free_dirty -= count;
  h.used += count;
  memset(h.classes + found, kTaken, count);
  *clean = is_clean;
  return found;
}

void free_blocks(uint32_t first, uint32_t count) {
  Heap& h = g_heap;
  if (h.poison) memset(block_address(first), 0xdd, (size_t)count << kBlockShift);
  memset(h.classes + first, kFree, count);
  memset(h.dirty_blocks + first, 0, count);
  h.used -= count;
  h.free_dirty += count;
  uint32_t end = first + count;
  // Join with free neighbours of the same cleanness: a clean run stays clean.
  if (end < h.top && h.blocks[end].run && !h.blocks[end].clean) {
    uint32_t length = h.blocks[end].length;
    unlink(end);
    count += length;
  }
  if (first && h.classes[first - 1] == kFree) {
    uint32_t tail_length = h.blocks[first - 1].length, head = first - tail_length;
    if (tail_length && tail_length <= first && h.blocks[head].run && h.blocks[head].length == tail_length && !h.blocks[head].clean) {
      unlink(head);
      first = head;
      count += tail_length;
    }
  }
  make_run(first, count, false);
}

// Gives pages of free runs back until at most keep_bytes of them stay resident; joins clean neighbours.
void discard_free_blocks(size_t keep_bytes) {
  Heap& h = g_heap;
  size_t keep = keep_bytes >> kBlockShift;
  for (uint32_t b = h.top; b > 0 && h.free_dirty > keep;) {  // from high addresses, small ones are reused first
    b--;
    if (h.classes[b] != kFree) continue;
    uint32_t length = h.blocks[b].length, head = b + 1 - length;
    if (!length || length > b + 1 || !h.blocks[head].run || h.blocks[head].length != length) continue;
    if (!h.blocks[head].clean) {
      os_discard(block_address(head), (size_t)length << kBlockShift);
      h.blocks[head].clean = 1;
      h.free_dirty -= length;
    }
    b = head;
  }
  // Join adjacent clean runs.
  for (uint32_t b = 0; b < h.top;) {
    if (!h.blocks[b].run) { b++; continue; }
    uint32_t next = b + h.blocks[b].length;
    if (next < h.top && h.blocks[next].run && h.blocks[next].clean && h.blocks[b].clean) {
      uint32_t joined = h.blocks[b].length + h.blocks[next].length;
      unlink(next);
      unlink(b);
      make_run(b, joined, true);
    } else {
      b = next;
    }
  }
}

}  // namespace ahead
