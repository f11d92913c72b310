#pragma once
#include "runtime/gc/heap.h"

namespace ahead {

void record_begin(uint64_t now) AHEAD_HIDDEN;                                        // world stopped, before and after a collection
void record_end(bool full, int generation, uint64_t begin, uint64_t end) AHEAD_HIDDEN;

}  // namespace ahead
