// LLVM pipeline and object emission, with the content-addressed object cache.
#pragma once
#include <memory>
#include <string>
#include <vector>

namespace llvm { class Module; class LLVMContext; class TargetMachine; }

namespace ahead {

enum class Tier { Quick, Full };
struct CodegenOptions { Tier tier = Tier::Full; std::string cpu = "x86-64-v2", features; std::string cache_dir /* empty: no cache */, shipped_cache /* only read */; bool verify = false; };

void codegen_initialize();                                   // once per process
std::string target_triple(); std::string data_layout();      // set on every module by the importer
// Optimises and emits one module; bytes of an ELF object. Thread-safe (one context per module). `cache_hit` tells where it came from.
// Throws std::runtime_error when `verify` finds broken IR.
std::vector<char> compile_module(llvm::Module&, const CodegenOptions&, bool* cache_hit = nullptr);

// Dumps: text of the functions whose name contains `fragment` (everything if empty).
enum class DumpStage { Imported, Optimised, Assembly };
std::string dump_module(llvm::Module&, const CodegenOptions&, DumpStage, const std::string& fragment);

// ~/.cache/ahead, or what AHEAD_CACHE_DIR or XDG_CACHE_HOME say; empty if there is no home.
std::string default_cache_dir();
// Removes the longest unused objects when the cache is larger than `limit` bytes. Looks at most every ten minutes.
void trim_cache(const std::string& cache_dir, uint64_t limit = uint64_t(4) << 30);

}  // namespace ahead
