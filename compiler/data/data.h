// MethodTables, dispatch rows, static storage, RuntimeType objects, names: everything that is not code.
#pragma once
#include <memory>
#include "survive/program.h"

namespace llvm { class LLVMContext; class Module; }

namespace ahead {
// One module with the definitions of all `mt:`, `rt:`, `ci:`, `sf:`, `ts:`, `slot:`, `sel:` symbols and `ahead_program`.
// missing_symbols: entry names (InternalCalls, P/Invokes) that the runtime does not have; each becomes a stub that calls ahead_missing.
std::unique_ptr<llvm::Module> emit_data(Program&, const std::vector<std::string>& missing_symbols, llvm::LLVMContext&);
}  // namespace ahead
