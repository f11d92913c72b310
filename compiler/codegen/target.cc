#include "codegen/target.h"

#include "support/cleanup.h"

#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Support/TargetSelect.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <mutex>
#include <stdexcept>

namespace ahead {

static void fatal_llvm_error(void*, const char* reason, bool) {
  fprintf(stderr, "ahead: error: internal error of the code generator: %s\n", reason);
  fflush(stderr);
  remove_all_temporaries();
  _exit(1);
}

void codegen_initialize() {
  static std::once_flag once;
  std::call_once(once, [] {
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86Target();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmPrinter();
    LLVMInitializeX86AsmParser();  // module assembly: absolute symbols of the data module
    llvm::install_fatal_error_handler(fatal_llvm_error);
  });
}

std::string target_triple() { return "x86_64-unknown-linux-gnu"; }

static std::unique_ptr<llvm::TargetMachine> create(const CodegenOptions& options) {
  codegen_initialize();
  std::string error;
  auto* target = llvm::TargetRegistry::lookupTarget(target_triple(), error);
  if (!target) throw std::runtime_error(error);
  llvm::TargetOptions o;
  o.FunctionSections = o.DataSections = true;
  o.UniqueSectionNames = false;  // section names would repeat every symbol name in the object
  o.EmitAddrsig = true;          // what lld needs to fold identical methods whose address nobody takes
  auto level = options.tier == Tier::Quick ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Default;
  return std::unique_ptr<llvm::TargetMachine>(
      target->createTargetMachine(target_triple(), options.cpu, options.features, o, llvm::Reloc::PIC_, llvm::CodeModel::Small, level));
}

llvm::TargetMachine& target_machine(const CodegenOptions& options) {
  thread_local std::map<std::tuple<int, std::string, std::string>, std::unique_ptr<llvm::TargetMachine>> machines;
  auto& machine = machines[{int(options.tier), options.cpu, options.features}];
  if (!machine) machine = create(options);
  return *machine;
}

std::string data_layout() {
  static const std::string layout = target_machine({}).createDataLayout().getStringRepresentation();
  return layout;
}

}  // namespace ahead
