// The object cache gives back the same bytes, notices a different module, and survives damage.
#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/SourceMgr.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "codegen/codegen.h"
#include "support/cleanup.h"

using namespace ahead;

static void check(bool ok, const char* what) { if (!ok) { fprintf(stderr, "failed: %s\n", what); exit(1); } }

static std::vector<char> compile(const char* constant, const CodegenOptions& options, bool* hit) {
  llvm::LLVMContext context;
  llvm::SMDiagnostic error;
  auto text = std::string("define i32 @\"Ns.Type.Method(Int32)\"(i32 %x) { %y = add i32 %x, ") + constant + " ret i32 %y }";
  auto module = llvm::parseAssemblyString(text, error, context);
  check(module != nullptr, "test module parses");
  module->setTargetTriple(target_triple());
  module->setDataLayout(data_layout());
  return compile_module(*module, options, hit);
}

int main() {
  TemporaryFolder folder;
  for (auto tier : {Tier::Quick, Tier::Full}) {
    CodegenOptions options;
    options.tier = tier;
    options.verify = true;
    options.cache_dir = folder.path;
    bool hit = true;
    auto first = compile("1", options, &hit);
    check(!hit && first.size() > 64 && first[1] == 'E' && first[2] == 'L', "first compilation gives an ELF object");
    check(compile("1", options, &hit) == first && hit, "second compilation comes from the cache, same bytes");
    check(compile("2", options, &hit) != first && !hit, "another module misses");
    for (auto& entry : std::filesystem::recursive_directory_iterator(folder.path))
      if (entry.is_regular_file()) std::ofstream(entry.path(), std::ios::in | std::ios::out | std::ios::binary).seekp(30) << "damage";
    check(compile("1", options, &hit) == first && !hit, "a damaged entry is a miss");
    check(compile("1", options, &hit) == first && hit, "and is replaced");
    options.cache_dir.clear();
    check(compile("1", options, &hit) == first && !hit, "without cache: same bytes");
  }
}
