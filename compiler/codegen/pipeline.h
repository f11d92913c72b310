// IR to IR, and IR to machine code.
#pragma once
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/CodeGen.h>

#include "codegen/codegen.h"

namespace ahead {
void verify_module(llvm::Module&);  // throws std::runtime_error
void optimise(llvm::Module&, const CodegenOptions&);
void emit_machine_code(llvm::Module&, const CodegenOptions&, llvm::CodeGenFileType, llvm::SmallVectorImpl<char>& out);
}  // namespace ahead
