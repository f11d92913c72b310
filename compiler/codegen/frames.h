#pragma once
#include "codegen/codegen.h"

namespace ahead {

// Before passes and code generation: which calls keep the frame of their caller, and which give it up.
void fix_frames(llvm::Module&, Tier);
// Back to what the verifier takes.
void unfix_frames(llvm::Module&);

}  // namespace ahead
