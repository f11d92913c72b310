// Finalizable objects, handles and other things that look at liveness after the trace.
#pragma once
#include "runtime/gc/heap.h"

namespace ahead {

// ---- finalize.cc ----
void finalizer_register(Object*);
// Moves dead objects to the queue, updates live ones; `visit` keeps a queued object (and what it reaches). True if something was queued.
bool finalizers_after_trace(bool full, void (*visit)(void** slot)) AHEAD_HIDDEN;
void finalizers_visit_queue(void (*visit)(void** slot)) AHEAD_HIDDEN;
void finalizers_visit_registered(void (*visit)(Object*, bool old)) AHEAD_HIDDEN;   // for the verifier
void finalizers_wake() AHEAD_HIDDEN;                     // after the world runs again
uint64_t finalizers_pending() AHEAD_HIDDEN;

// ---- handles.cc ----
void handles_visit_strong(void (*visit)(void** slot)) AHEAD_HIDDEN;
void handles_visit_pinned(void (*visit)(Object*)) AHEAD_HIDDEN;
bool handles_visit_dependent(void (*visit)(void** slot)) AHEAD_HIDDEN;  // traces dependents of live targets; true if one was new
void handles_clear_weak(HandleKind) AHEAD_HIDDEN;        // dead targets become null, moved ones are updated
void handles_clear_dependent() AHEAD_HIDDEN;
void handles_after_collection() AHEAD_HIDDEN;

// ---- trace.cc ----
bool is_live(Object*) AHEAD_HIDDEN;                      // after the trace, before the sweep
inline Object* moved(Object*);                           // where a live object is now

inline Object* moved(Object* o) {
  if (!in_heap((uintptr_t)o)) return o;
  uintptr_t mt = (uintptr_t)o->mt;
  return (mt & 1) ? (Object*)(mt & ~uintptr_t(1)) : o;
}

}  // namespace ahead
