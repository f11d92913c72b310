// The transitive closure of one collection.
#pragma once
#include "runtime/gc/heap.h"

namespace ahead {

void trace_begin(bool full) AHEAD_HIDDEN;
void trace_conservative(uintptr_t word) AHEAD_HIDDEN;    // pins; all of these come before the first precise slot
void trace_near(uintptr_t word) AHEAD_HIDDEN;            // precise slots of the old object around the word (see barrier.cc)
void trace_pinned(Object*) AHEAD_HIDDEN;
void trace_slot(void** slot) AHEAD_HIDDEN;               // may be updated
void trace_cards() AHEAD_HIDDEN;                         // young collections: slots of old objects on dirty cards
void trace_drain() AHEAD_HIDDEN;
void trace_end() AHEAD_HIDDEN;
extern uint64_t trace_promoted_bytes, trace_pinned_objects;

}  // namespace ahead
