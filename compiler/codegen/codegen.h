// LLVM pipeline and object emission, with the content-addressed object cache.
#pragma once
#include <memory>
#include <string>
#include <vector>

namespace llvm { class Module; class LLVMContext; class TargetMachine; }

namespace ahead {

enum class Tier { Quick, Full };
struct CodegenOptions { Tier tier = Tier::Full; std::string cpu = "x86-64-v2"; std::string cache_dir; /* empty: no cache */ bool verify = false; };

void codegen_initialize();                                   // once per process
std::string target_triple(); std::string data_layout();      // set on every module by the importer
// Optimises and emits one module; bytes of an ELF object. Thread-safe (one context per module). `cache_hit` tells where it came from.
std::vector<char> compile_module(llvm::Module&, const CodegenOptions&, bool* cache_hit = nullptr);

}  // namespace ahead
