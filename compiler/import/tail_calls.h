#pragma once
#include "import/argument_places.h"
#include "import/lower.h"

namespace ahead {

// Makes the call that was made last, to a method of this signature, one that gives up the frame, followed by `ret`; without effect when it must stay.
void finish_tail_call(MethodImport&, const LoweredSignature&);

}  // namespace ahead
