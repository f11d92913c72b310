// Two tiers. Quick is for the edit-compile-run loop and for test suites: three cheap passes that bring locals into
// registers, then FastISel, about 0.4 ms per method. Full is for release: the O2 pipeline, 10 times slower.
// Code generation by SelectionDAG costs as much as all of O2's passes, so nothing between the two tiers pays.
#include "codegen/pipeline.h"

#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Passes/StandardInstrumentations.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Transforms/IPO/AlwaysInliner.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>

#include <stdexcept>

#include "codegen/frames.h"
#include "codegen/target.h"

namespace ahead {

void verify_module(llvm::Module& module) {
  std::string text;
  llvm::raw_string_ostream out(text);
  if (llvm::verifyModule(module, &out)) throw std::runtime_error("broken IR in " + module.getModuleIdentifier() + ":\n" + text);
}

// A managed method may have any name; only these mean to LLVM what they mean in C.
static llvm::TargetLibraryInfoImpl library_info() {
  llvm::TargetLibraryInfoImpl info{llvm::Triple(target_triple())};
  info.disableAllFunctions();
  for (auto f : {llvm::LibFunc_memcpy, llvm::LibFunc_memmove, llvm::LibFunc_memset, llvm::LibFunc_memcmp, llvm::LibFunc_bcmp}) info.setAvailable(f);
  return info;
}

static llvm::ModulePassManager quick_passes() {
  llvm::FunctionPassManager functions;
  functions.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  functions.addPass(llvm::EarlyCSEPass(false));
  functions.addPass(llvm::SimplifyCFGPass());
  llvm::ModulePassManager module;
  module.addPass(llvm::AlwaysInlinerPass(/*InsertLifetimeIntrinsics=*/false));
  module.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(functions)));
  return module;
}

void optimise(llvm::Module& module, const CodegenOptions& options) {
  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = tuning.SLPVectorization = tuning.LoopUnrolling = tuning.LoopInterleaving = true;
  llvm::PassInstrumentationCallbacks callbacks;
  llvm::OptNoneInstrumentation skip_optnone(/*DebugLogging=*/false);
  skip_optnone.registerCallbacks(callbacks);
  llvm::PassBuilder builder(&target_machine(options), tuning, std::nullopt, &callbacks);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  auto library = library_info();
  functions.registerPass([&] { return llvm::TargetLibraryAnalysis(library); });
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  fix_frames(module, options.tier);
  auto passes = options.tier == Tier::Quick ? quick_passes() : builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2);
  passes.run(module, modules);
  unfix_frames(module);
}

void emit_machine_code(llvm::Module& module, const CodegenOptions& options, llvm::CodeGenFileType type, llvm::SmallVectorImpl<char>& out) {
  fix_frames(module, options.tier);
  llvm::raw_svector_ostream stream(out);
  llvm::legacy::PassManager passes;
  passes.add(new llvm::TargetLibraryInfoWrapperPass(library_info()));
  if (target_machine(options).addPassesToEmitFile(passes, stream, nullptr, type, /*DisableVerify=*/true))
    throw std::runtime_error("the code generator cannot emit this kind of file");
  passes.run(module);
}

}  // namespace ahead
