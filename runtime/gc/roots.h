// Where tracing begins: stacks, registers, statics, thread statics, handles, frozen slots that were written, in-flight exceptions.
#pragma once
#include "runtime/gc/heap.h"

namespace ahead {

void roots_set_own_stack(uint8_t* low) AHEAD_HIDDEN;     // the collecting thread's lowest frame that matters
void roots_prepare_buffers() AHEAD_HIDDEN;
void roots_conservative() AHEAD_HIDDEN;
void roots_precise(bool full) AHEAD_HIDDEN;
void roots_update_weak_threads() AHEAD_HIDDEN;
// Every precise slot but those in the heap, for the verifier.
void roots_each_precise(void (*visit)(void** slot)) AHEAD_HIDDEN;

}  // namespace ahead
