// Regions without collections (no_collection.cc), notifications of full collections (notifications.cc).
#pragma once
#include "runtime/gc/heap.h"

namespace ahead {

// Under gc_lock. True: the region is active and not used up, nothing needs to be collected.
bool no_collection_allows() AHEAD_HIDDEN;
void no_collection_end_by_collection() AHEAD_HIDDEN;

// A collection of `full` begins (with the world stopped) or has ended; `near`: the next full collection is not far.
void notify_begin(bool full) AHEAD_HIDDEN;
void notify_end(bool full, bool near) AHEAD_HIDDEN;

}  // namespace ahead
