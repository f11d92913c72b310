// GC.TryStartNoGCRegion: a stretch of the program without collections. The region starts with a full collection; then the young generation may grow
// to what was asked for before anything is collected. Any collection, induced or because the program took more, ends the region, and
// EndNoGCRegion reports that none was in progress, as in every .NET.
#include "runtime/gc/finalize.h"
#include "runtime/gc/no_collection.h"
#include "runtime/threads/threads.h"

namespace ahead {

namespace {
constinit bool g_active = false;
constinit uint64_t g_budget = 0, g_taken = 0;     // bytes of young blocks and large objects since the start
constinit CollectorWork* g_callback = nullptr;    // runs when g_taken passes g_callback_at
constinit uint64_t g_callback_at = 0;
}  // namespace

static uint64_t young_block_bytes() { return ((uint64_t)g_heap.young.size << kBlockShift) + g_heap.young_large_bytes; }

// The callback's owner frees what it holds when it runs abandoned.
static void schedule_callback(bool abandoned) {
  if (!g_callback) return;
  g_callback->scheduled = 1;
  g_callback->abandoned = abandoned;
  collector_work_push(g_callback);
  g_callback = nullptr;
}

static void leave_region() {
  g_active = false;
  schedule_callback(true);
}

void no_collection_end_by_collection() {
  if (g_active) leave_region();
}

bool no_collection_active() { return g_active; }

bool no_collection_allows() {
  if (!g_active) return false;
  g_taken = young_block_bytes();
  if (g_callback && g_taken > g_callback_at) schedule_callback(false);
  return g_taken < g_budget;
}

NoCollectionStart gc_start_no_collection(uint64_t bytes) {
  GcGuard guard;
  Heap& h = g_heap;
  if (!h.span && !gc_start_heap()) return NoCollectionStart::NotEnoughMemory;
  if (g_active) {
    leave_region();   // the failed second start ends the first region
    return NoCollectionStart::AlreadyInProgress;
  }
  collect_locked(2, CollectReason::Induced);
  bytes += bytes / 8 + (uint64_t(256) << 10);          // ends of blocks; a block for each of a few threads
  uint64_t used = (uint64_t)h.used << kBlockShift;
  if (bytes > os_physical_memory() || (h.hard_limit && used + bytes > h.hard_limit)) return NoCollectionStart::NotEnoughMemory;
  bool clean;                                          // the memory is made accessible now
  uint32_t blocks = (uint32_t)(bytes >> kBlockShift) + 1, first = take_blocks(blocks, Limit::Respect, &clean);
  if (first == kNoBlock) return NoCollectionStart::NotEnoughMemory;
  free_blocks(first, blocks);
  g_active = true;
  g_taken = 0;
  g_budget = young_block_bytes() + bytes;
  return NoCollectionStart::Started;
}

bool gc_end_no_collection() {
  GcGuard guard;
  if (!g_active) return false;
  leave_region();
  return true;
}

NoCollectionCallback gc_no_collection_callback(CollectorWork* work, uint64_t bytes) {
  GcGuard guard;
  if (!g_active) return NoCollectionCallback::NotInProgress;
  if (g_callback) return NoCollectionCallback::AlreadyRegistered;
  if (bytes > g_budget) return NoCollectionCallback::InsufficientBudget;
  g_callback = work;
  g_callback_at = bytes;
  return NoCollectionCallback::Registered;
}

}  // namespace ahead
