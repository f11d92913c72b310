// The full trace with several threads (mark_parallel.cc).
#pragma once
#include "runtime/gc/heap.h"

namespace ahead {

void markers_start() AHEAD_HIDDEN;                       // before the world stops for a full collection: starts helpers if the heap is large
bool markers_worthwhile() AHEAD_HIDDEN;
// Marks all that is reachable from the entries of the stack (trace.cc's), which is empty then; young(slot) is called for slots of young objects.
void markers_drain(PageVector<uintptr_t>& stack, void (*young)(void** slot)) AHEAD_HIDDEN;

}  // namespace ahead
