// Only for the static build. lld asks LLVM to initialise every target that LLVM was configured with; linking the
// X86 backend alone leaves those names open. Here each of the others becomes a function that does nothing.
// LLVM's LTO refers to the Polly plugin, which static LLVM packages leave out.
#include <cstdint>

#define OTHER(target)                             \
  extern "C" void LLVMInitialize##target##TargetInfo() {} \
  extern "C" void LLVMInitialize##target##Target() {}     \
  extern "C" void LLVMInitialize##target##TargetMC() {}   \
  extern "C" void LLVMInitialize##target##AsmPrinter() {} \
  extern "C" void LLVMInitialize##target##AsmParser() {}  \
  extern "C" void LLVMInitialize##target##Disassembler() {}
#include "other_targets.def"

struct PassPluginLibraryInfo { uint32_t api; const char *name, *version; void (*callback)(void*); };
PassPluginLibraryInfo getPollyPluginInfo() { return {}; }
