#include "runtime/gc/roots.h"
#include "runtime/exceptions/exceptions.h"
#include "runtime/gc/finalize.h"
#include "runtime/gc/trace.h"
#include "runtime/threads/threads.h"

namespace ahead {

namespace {
struct Range { uint8_t* begin; uint8_t* end; };
constinit PageVector<void**> g_slots;
constinit PageVector<Range> g_ranges;
constinit uint8_t* g_own_low = nullptr;
}  // namespace

void gc_add_root(void** slot) {
  Locked locked(gc_lock);
  g_slots.push(slot);
}
void gc_add_root_range(void* begin, size_t bytes) {
  Locked locked(gc_lock);
  g_ranges.push({(uint8_t*)begin, (uint8_t*)begin + bytes});
}
void gc_remove_root_range(void* begin) {
  Locked locked(gc_lock);
  for (size_t i = 0; i < g_ranges.size; i++)
    if (g_ranges[i].begin == begin) {
      g_ranges[i] = g_ranges[--g_ranges.size];
      return;
    }
}

void roots_set_own_stack(uint8_t* low) { g_own_low = low; }

static bool is_own(Thread* t) { return t == thread_current(); }
static Range stack_of(Thread* t) { return {is_own(t) ? g_own_low : t->safe_sp, t->block->stack_high}; }

// The stack of another thread, or this one's with frames of the collector: reads whatever lies there.
template <class F>
__attribute__((no_sanitize("address", "thread"))) static inline void each_word(Range r, F&& f) {
  uintptr_t* p = (uintptr_t*)(((uintptr_t)r.begin + 7) & ~uintptr_t(7));
  uintptr_t* end = (uintptr_t*)((uintptr_t)r.end & ~uintptr_t(7));
  for (; p < end; p++) f(*p);
}

// A thread that a signal stopped in the middle of an allocation holds a copy of alloc_ptr or alloc_limit somewhere: its buffer must stay.
static bool in_allocation(Thread* t) {
  bool found = false;
  uintptr_t low = (uintptr_t)t->block->alloc_ptr, high = (uintptr_t)t->tlab_end;
  each_word(stack_of(t), [&](uintptr_t w) { if (w >= low && w <= high) found = true; });
  return found;
}

void roots_prepare_buffers() {
  for (Thread* t = threads_head; t; t = t->next) {
    if (!t->block || !t->block->alloc_ptr) continue;
    if (t->stopped_by_signal && in_allocation(t)) {
      uint32_t b = block_of((uintptr_t)t->tlab_start);
      g_heap.blocks[b].fill = t->block->alloc_ptr;
      g_heap.classes[b] |= kHeld;
    } else {
      retire_buffer(t);
    }
  }
}

static void conservative_range(Range r) { each_word(r, trace_conservative); }

static void conservative_thread(Thread* t) {
  if (!t->block) return;
  conservative_range(stack_of(t));
  if (t->tail) conservative_range({t->tail->data, t->tail->data + t->tail->used});
  // An object that is being built behind alloc_ptr of a held buffer.
  if (t->block->alloc_ptr) conservative_range({t->block->alloc_ptr, t->block->alloc_limit});
  if (uint8_t* statics = t->block->statics)
    for (uint64_t i = 0; i < ahead_program.thread_static_struct_count; i++)
      trace_conservative(*(uintptr_t*)(statics + ahead_program.thread_static_structs[i]));
}

template <class F>
static void each_frozen_slot(F&& f) {
  size_t words = (size_t)(g_heap.frozen_end - g_heap.frozen_begin) / 8;
  for (size_t i = 0; i < (words + 63) / 64; i++)
    for (uint64_t bits = g_heap.frozen_dirty[i]; bits; bits &= bits - 1)
      f((uintptr_t*)g_heap.frozen_begin + i * 64 + (size_t)__builtin_ctzll(bits));
}

void roots_conservative() {
  for (Thread* t = threads_head; t; t = t->next) conservative_thread(t);
  for (Range r : g_ranges) conservative_range(r);
  conservative_range({(uint8_t*)ahead_program.gc_structs, (uint8_t*)(ahead_program.gc_structs + ahead_program.gc_struct_words)});
  each_frozen_slot([](uintptr_t* slot) { trace_conservative(*slot); });
  handles_visit_pinned(trace_pinned);
}

static void visit_in_flight_slot(void** slot, void* context) { ((void (*)(void**))context)(slot); }

void roots_each_precise(void (*visit)(void** slot)) {
  for (uint64_t i = 0; i < ahead_program.gc_ref_count; i++) visit(&ahead_program.gc_refs[i]);
  for (Thread* t = threads_head; t; t = t->next) {
    if (t->phase == ThreadPhase::Running && t->object) visit((void**)&t->object);
    if (!t->block) continue;
    visit_in_flight(*t->block, visit_in_flight_slot, (void*)visit);
    if (uint8_t* statics = t->block->statics)
      for (uint64_t i = 0; i < ahead_program.thread_static_ref_count; i++) visit((void**)(statics + ahead_program.thread_static_refs[i]));
  }
  for (void** slot : g_slots) visit(slot);
  handles_visit_strong(visit);
  finalizers_visit_queue(visit);
}

void roots_precise(bool full) {
  roots_each_precise(trace_slot);
  for (Thread* t = threads_head; t; t = t->next) {
    if (!t->block) continue;
    if (t->copy_begin) mark_range(t->copy_begin, (size_t)(t->copy_end - t->copy_begin));
    // Slots that the thread has stored to but not marked yet: their addresses are in its registers or spilled nearby.
    if (t->stopped_by_signal && !full) each_word({t->safe_sp, t->interrupted_sp + 512 < t->block->stack_high ? t->interrupted_sp + 512 : t->block->stack_high}, trace_near);
  }
  if (!full) trace_cards();
}

// Thread objects of threads that do not run are referred to weakly.
void roots_update_weak_threads() {
  for (Thread* t = threads_head; t; t = t->next)
    if (t->object && t->phase != ThreadPhase::Running) t->object = is_live(t->object) ? moved(t->object) : nullptr;
}

}  // namespace ahead
