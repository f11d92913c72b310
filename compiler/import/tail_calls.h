#pragma once
#include "import/lower.h"

namespace ahead {

// Bytes of the caller's stack that the arguments of a call take, beside registers; nothing when a vector would lie there.
std::optional<uint64_t> stack_argument_bytes(llvm::ArrayRef<llvm::Type*> params);

// Makes the call that was made last, to a method of this signature, one that gives up the frame, followed by `ret`; without effect when it must stay.
void finish_tail_call(MethodImport&, const LoweredSignature&);

}  // namespace ahead
