#include "codegen/codegen.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Bitcode/BitcodeWriter.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/BLAKE3.h>
#include <llvm/Support/raw_ostream.h>

#include "codegen/cache.h"
#include "codegen/pipeline.h"

namespace ahead {

// Change when the pipeline changes what it emits for the same IR and options.
static constexpr char kPipelineVersion[] = "2";

static std::string cache_key(llvm::Module& module, const CodegenOptions& options) {
  llvm::SmallVector<char, 0> bitcode;
  llvm::raw_svector_ostream stream(bitcode);
  llvm::WriteBitcodeToFile(module, stream);
  llvm::BLAKE3 hash;
  for (llvm::StringRef part : {llvm::StringRef(LLVM_VERSION_STRING), llvm::StringRef(kPipelineVersion), llvm::StringRef(options.cpu), llvm::StringRef(options.features),
                               llvm::StringRef(options.tier == Tier::Quick ? "quick" : "full"), llvm::StringRef(bitcode.data(), bitcode.size())}) {
    uint64_t length = part.size();
    hash.update(llvm::StringRef(reinterpret_cast<char*>(&length), sizeof length));
    hash.update(part);
  }
  return llvm::toHex(hash.final<20>(), /*LowerCase=*/true);
}

std::vector<char> compile_module(llvm::Module& module, const CodegenOptions& options, bool* cache_hit) {
  codegen_initialize();
  if (cache_hit) *cache_hit = false;
  if (options.verify) verify_module(module);
  std::string key;
  if (!options.cache_dir.empty()) {
    key = cache_key(module, options);
    for (auto& dir : {options.cache_dir, options.shipped_cache})
      if (auto object = dir.empty() ? std::nullopt : cache_find(dir, key)) {
        if (cache_hit) *cache_hit = true;
        return std::move(*object);
      }
  }
  optimise(module, options);
  if (options.verify) verify_module(module);
  llvm::SmallVector<char, 0> buffer;
  emit_machine_code(module, options, llvm::CodeGenFileType::ObjectFile, buffer);
  std::vector<char> object(buffer.begin(), buffer.end());
  if (!key.empty()) cache_store(options.cache_dir, key, object);
  return object;
}

// Everything but the wanted functions becomes a declaration, so that their text stands alone.
static void keep_only(llvm::Module& module, const std::string& fragment) {
  for (auto& function : module)
    if (!function.isDeclaration() && !function.getName().contains(fragment)) {
      function.deleteBody();
      function.setComdat(nullptr);
    }
}

std::string dump_module(llvm::Module& module, const CodegenOptions& options, DumpStage stage, const std::string& fragment) {
  codegen_initialize();
  if (stage != DumpStage::Imported) optimise(module, options);
  std::string text;
  if (stage == DumpStage::Assembly) {
    if (!fragment.empty()) keep_only(module, fragment);
    llvm::SmallVector<char, 0> buffer;
    emit_machine_code(module, options, llvm::CodeGenFileType::AssemblyFile, buffer);
    return std::string(buffer.begin(), buffer.end());
  }
  llvm::raw_string_ostream out(text);
  if (fragment.empty()) module.print(out, nullptr);
  else
    for (auto& function : module)
      if (!function.isDeclaration() && function.getName().contains(fragment)) function.print(out);
  return text;
}

}  // namespace ahead
