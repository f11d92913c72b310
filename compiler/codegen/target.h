// The one target: x86-64 ELF. A TargetMachine is not shared between threads.
#pragma once
#include <llvm/Target/TargetMachine.h>

#include "codegen/codegen.h"

namespace ahead {
llvm::TargetMachine& target_machine(const CodegenOptions&);  // of this thread
}
