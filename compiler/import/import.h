// IL to LLVM IR. Decides no liveness: everything that it names was fixed by survive().
#pragma once
#include <functional>
#include <memory>
#include "survive/program.h"

namespace llvm { class LLVMContext; class Module; }

namespace ahead {

// A unit of code generation and caching: methods of neighbouring types, 20 to 200 of them.
struct Partition { std::string name; std::vector<Method*> methods; };

// Groups program.methods by stable keys (assembly, type definition), so that the same library code lands in the same partition in every program.
std::vector<Partition> make_partitions(const Program&);

struct ImportOptions {
  bool quick = false;          // no bodies of other partitions for inlining, no optimiser metadata
  bool gc_inline_alloc = true;
  bool debug_info = false;     // types and variables for debuggers, beside the lines
  // Receives what did not import (the method became, or contains, a throw) and what was named without having been reached: method ("" if none), text.
  std::function<void(const std::string&, const std::string&)> notes;
};

// IR of one partition: its methods with external hidden linkage, small callees from elsewhere as available_externally,
// strings and clause descriptors as linkonce_odr/private constants. Takes types->lock. Deterministic.
std::unique_ptr<llvm::Module> import_partition(Program&, const Partition&, const ImportOptions&, llvm::LLVMContext&);

// Unboxing stubs, delegate shuffle and multicast thunks, exports, the program's main.
std::unique_ptr<llvm::Module> import_thunks(Program&, const ImportOptions&, llvm::LLVMContext&);

}  // namespace ahead
