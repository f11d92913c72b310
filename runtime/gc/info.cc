// What the collector tells about itself: totals at this moment, and a record of the last collection of each kind.
#include <string.h>
#include "runtime/gc/finalize.h"
#include "runtime/gc/info.h"
#include "runtime/threads/threads.h"

namespace ahead {

namespace {
constinit GCRecord g_records[3] = {};        // any, ephemeral, full
constinit GCRecord g_next = {};              // the collection that runs
constinit uint64_t g_start = 0, g_last_end = 0;
constinit uint32_t g_percent_last = 0;
}  // namespace

// What a thread has allocated in its buffer, while it may be allocating. Buffers come and go under gc_lock.
uint64_t buffer_bytes(const Thread* t) {
  return t->block && t->tlab_start ? (uint64_t)(__atomic_load_n(&t->block->alloc_ptr, __ATOMIC_RELAXED) - t->tlab_start) : 0;
}

uint64_t young_bytes() {
  uint64_t bytes = g_heap.young_large_bytes;
  for (uint32_t b : g_heap.young) bytes += (uint64_t)(g_heap.blocks[b].fill - block_address(b));
  for (Thread* t = threads_head; t; t = t->next) bytes += buffer_bytes(t);
  return bytes;
}

// The sizes by generation, in GCGenerationInfo's order: 0, 1 (what the last collection promoted), 2, large, pinned (part of 2 here).
static void sizes(uint64_t (&bytes)[5]) {
  Heap& h = g_heap;
  uint64_t small = h.old_bytes - (h.large_bytes < h.old_bytes ? h.large_bytes : h.old_bytes);
  uint64_t first = h.promoted_last < small ? h.promoted_last : small;
  uint64_t now[5] = {young_bytes(), first, small - first, h.large_bytes, 0};
  memcpy(bytes, now, sizeof now);
}

void record_begin(uint64_t now) {
  uint64_t bytes[5];
  sizes(bytes);
  if (!g_start) g_start = now;
  g_next = {};
  for (int g = 0; g < 5; g++) g_next.generations[g].before = bytes[g];
  g_next.generations[2].fragmented_before = g_heap.free_line_bytes;
}

void record_end(bool full, int generation, uint64_t begin, uint64_t end) {
  Heap& h = g_heap;
  uint64_t bytes[5];
  sizes(bytes);
  GCRecord& r = g_next;
  r.index = h.cycle;
  r.generation = generation;
  for (int g = 0; g < 5; g++) r.heap_bytes += r.generations[g].after = bytes[g];
  r.fragmented_bytes = r.generations[2].fragmented_after = h.free_line_bytes;
  r.committed_bytes = (uint64_t)(h.used + h.free_dirty) << kBlockShift;
  r.promoted_bytes = full ? h.old_bytes : h.promoted_last;
  r.pinned = h.pinned_last;
  r.pending = finalizers_pending();
  r.pause_ns = end - begin;
  r.pause_percent = end > g_start ? (uint32_t)((h.pause_total + r.pause_ns) * 10000 / (end - g_start)) : 0;
  if (r.pause_percent > 10000) r.pause_percent = 10000;
  g_percent_last = end > g_last_end ? (uint32_t)(r.pause_ns * 100 / (end - g_last_end)) : 0;
  g_last_end = end;
  g_records[0] = r;
  g_records[full ? 2 : 1] = r;
}

void gc_record(RecordKind kind, GCRecord* out) {
  Locked locked(gc_lock);
  if (kind == RecordKind::Background) *out = {};
  else *out = g_records[(int)kind];
}

void gc_stats(GCStats* s) {
  Locked locked(gc_lock);
  Heap& h = g_heap;
  memset(s, 0, sizeof *s);
  for (int g = 0; g < 3; g++) s->collections[g] = h.collections[g];
  gc_limit_by_container();
  Locked list(threads_lock);
  s->live_bytes = h.old_bytes + young_bytes();
  s->allocated_bytes = h.allocated_dead_threads;
  for (Thread* t = threads_head; t; t = t->next) s->allocated_bytes += t->allocated + buffer_bytes(t);
  s->committed_bytes = (uint64_t)(h.used + h.free_dirty) << kBlockShift;
  s->promoted_bytes = h.promoted_last;
  s->pinned_objects = h.pinned_last;
  s->finalization_pending = finalizers_pending();
  s->hard_limit = h.hard_limit;
  s->total_available = h.hard_limit ? h.hard_limit : os_physical_memory();
  s->pause_ns_total = h.pause_total;
  s->percent_last = g_percent_last;
}

}  // namespace ahead
