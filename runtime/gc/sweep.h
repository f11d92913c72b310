// After the trace: what becomes of blocks.
#pragma once
#include "runtime/gc/heap.h"

namespace ahead {

void sweep_prepare() AHEAD_HIDDEN;                       // before a full trace: clears marks, lines and cards
void sweep_young(bool full) AHEAD_HIDDEN;                // young blocks become empty, old, or stay held
void sweep_old() AHEAD_HIDDEN;                           // after a full trace: free lines, blocks and large objects; next threshold

}  // namespace ahead
