// One collection, from stop to resume: the recipe, and when there is one.
//
// Young: when the young blocks of a cycle (4 MB) are used up. Full: when the old generation has grown by three quarters (at least 16 MB) since the
// last full collection, at the hard limit, and when the program asks.
#include <string.h>
#include "runtime/gc/finalize.h"
#include "runtime/gc/heap.h"
#include "runtime/gc/info.h"
#include "runtime/gc/mark_parallel.h"
#include "runtime/gc/no_collection.h"
#include "runtime/gc/roots.h"
#include "runtime/gc/sweep.h"
#include "runtime/gc/trace.h"
#include "runtime/threads/monitor.h"
#include "runtime/threads/threads.h"

namespace ahead {

static void drain_with_dependents() {
  do trace_drain();
  while (handles_visit_dependent(trace_slot));
}

// Weak things, in the order that .NET promises: short weak handles forget an object before its finalizer can see it again, long ones after.
static void after_trace(bool full) {
  handles_clear_weak(HandleKind::WeakShort);
  if (finalizers_after_trace(full, trace_slot)) {
    drain_with_dependents();
    g_heap.finalizers_ready = 1;
  }
  handles_clear_weak(HandleKind::WeakLong);
  handles_clear_dependent();
  sync_entries_after_trace();
  roots_update_weak_threads();
}

static void print_trace(bool full, CollectReason reason) {
  char line[240], *p = line;
  auto text = [&](const char* s) { while (*s) *p++ = *s++; };
  auto number = [&](uint64_t n) {
    char digits[20];
    int i = 0;
    do digits[i++] = (char)('0' + n % 10);
    while (n /= 10);
    while (i) *p++ = digits[--i];
  };
  static const char* const reasons[] = {"induced", "nursery", "growth", "limit", "stress"};
  text(full ? "gc full " : "gc young "), number(g_heap.cycle), text(" "), text(reasons[(int)reason]);
  text(": "), number(g_heap.pause_last / 1000), text(" us, promoted "), number(g_heap.promoted_last >> 10), text(" KB, pinned "), number(g_heap.pinned_last);
  text(", old "), number(g_heap.old_bytes >> 10), text(" KB, used "), number((uint64_t)g_heap.used << (kBlockShift - 10)), text(" KB, spare "), number(g_heap.young_free.size), text(", young "), number(g_heap.young.size);
  text(", with holes "), number(g_heap.recyclable.size), text("\n");
  os_write(2, line, (size_t)(p - line));
}

static void collect_generation(bool full) {
  Heap& h = g_heap;
  roots_prepare_buffers();                 // every thread's buffer is retired or held: young blocks have an end
  if (full) sweep_prepare();               // no marks, no lines
  trace_begin(full);
  promotion_begin(full);

  roots_conservative();                    // after this line it is fixed what may not move
  roots_precise(full);
  drain_with_dependents();
  after_trace(full);

  promotion_end();
  trace_end();
  sweep_young(full);
  if (full) sweep_old();
  else h.old_bytes += trace_promoted_bytes;
  h.promoted_last += trace_promoted_bytes;
  h.pinned_last += trace_pinned_objects;
}

// A full collection begins with a young one: survivors go into holes of the old generation, which are unknown while lines are marked anew.
static void collect_stopped(bool full, int generation) {
  Heap& h = g_heap;
  h.cycle++;
  h.promoted_last = h.pinned_last = 0;
  collect_generation(false);
  if (h.verify && full) verify_heap("after the young");
  if (full) collect_generation(true);
  for (int g = 0; g <= generation; g++) h.collections[g]++;
}

// gc_lock is held. Callee-saved registers of the callers are spilled into this frame, which the stack scan covers.
__attribute__((noinline)) bool collect_locked(int generation, CollectReason reason) {
  Heap& h = g_heap;
  if (!h.span) return false;
  uint64_t begin = os_monotonic_ns();
  bool full = generation >= 2 || h.old_bytes + h.pressure >= h.old_threshold;
  void* registers[6];
  __asm__ volatile(
      "movq %%rbx, 0(%0)\n movq %%rbp, 8(%0)\n movq %%r12, 16(%0)\n movq %%r13, 24(%0)\n movq %%r14, 32(%0)\n movq %%r15, 40(%0)"
      : : "r"(registers) : "memory");
  if (full) markers_start();
  threads_suspend_all();
  roots_set_own_stack((uint8_t*)registers);
  if (full) generation = 2;
  no_collection_end_by_collection();
  notify_begin(full);
  if (h.verify) verify_heap("before");
  record_begin(begin);
  collect_stopped(full, generation);
  if (h.verify) verify_heap("after");
  uint64_t end = os_monotonic_ns();
  record_end(full, generation, begin, end);
  h.pause_last = end - begin;
  h.pause_total += h.pause_last;
  notify_end(full, h.old_bytes + h.pressure >= h.old_threshold - h.old_threshold / 8);
  if (h.trace) print_trace(full, reason);
  threads_resume_all();
  return full;
}

GcGuard::~GcGuard() {
  bool ready = g_heap.finalizers_ready;
  g_heap.finalizers_ready = 0;
  gc_lock.unlock();
  if (ready) finalizers_wake();
}

// GCCollectionMode.Aggressive: whatever is free goes back to the system.
void gc_release_memory() {
  GcGuard guard;
  Heap& h = g_heap;
  while (h.young_free.size) free_blocks(h.young_free.pop(), 1);
  discard_free_blocks(0);
}

void gc_collect(int generation, CollectReason reason) {
  GcGuard guard;
  collect_locked(generation < 0 ? 2 : generation, reason);
}

int gc_generation(Object* o) {
  if (!o || !in_heap((uintptr_t)o)) return INT32_MAX;
  uint32_t b = block_of((uintptr_t)o);
  uint8_t c = g_heap.classes[b];
  if ((c & 3) == kLarge && object_size(o->mt, o) >= 85000) return 2;
  if (c & kYoungBit) return 0;
  return g_heap.cycle > g_heap.blocks[(c & 3) == kLarge ? g_heap.blocks[b].head : b].birth ? 2 : 1;
}

bool gc_in_heap(const void* p) { return in_heap((uintptr_t)p); }

void gc_add_memory_pressure(int64_t bytes) {
  Locked locked(gc_lock);
  int64_t now = (int64_t)g_heap.pressure + bytes;
  g_heap.pressure = now < 0 ? 0 : (uint64_t)now;
}

// Objects of a block with gaps (old) or without (young).
static void walk_block(uint32_t b, void (*visit)(Object*, void*), void* context) {
  Heap& h = g_heap;
  if (h.classes[b] & kYoungBit) {
    for (uint8_t* at = block_address(b); at < h.blocks[b].fill;) {
      Object* o = (Object*)(at + abi::kObjectHeaderSize);
      if (!o->mt) return;
      if (o->mt != &gc_filler_type) visit(o, context);
      at += object_size(o->mt, o);
    }
    return;
  }
  const uint64_t* bits = block_bits(h.starts, b);
  for (size_t w = 0; w < kBitWordsPerBlock; w++)
    for (uint64_t word = bits[w]; word; word &= word - 1) visit((Object*)(block_address(b) + (w * 64 + (size_t)__builtin_ctzll(word)) * 8), context);
}

void walk_stopped(void (*visit)(Object*, void*), void* context) {
  Heap& h = g_heap;
  for (uint32_t b = 0; b < h.top; b++) {
    uint8_t c = h.classes[b];
    if ((c & 3) == kLarge && h.blocks[b].head == b) visit(large_object(b), context);
    else if (c == kOld || (c & kYoungBit && (c & 3) != kLarge)) walk_block(b, visit, context);
  }
}

void gc_walk_heap(void (*visit)(Object*, void*), void* context) {
  GcGuard guard;
  if (!g_heap.span) return;
  collect_locked(2, CollectReason::Induced);
  threads_suspend_all();
  walk_stopped(visit, context);
  threads_resume_all();
}

Object* gc_object_of(const void* interior) {
  Locked locked(gc_lock);
  if (!in_heap((uintptr_t)interior)) return nullptr;
  threads_suspend_all();
  for (Thread* t = threads_head; t; t = t->next)
    if (t->block && t->tlab_start) g_heap.blocks[block_of((uintptr_t)t->tlab_start)].fill = t->block->alloc_ptr;
  uint32_t b = block_of((uintptr_t)interior);
  g_heap.blocks[b].starts_valid = 0;
  Object* before;
  Object* o = find_object((uintptr_t)interior, &before);
  g_heap.blocks[b].starts_valid = 0;
  threads_resume_all();
  return o && (uintptr_t)interior >= (uintptr_t)o - 8 ? o : nullptr;
}

}  // namespace ahead
