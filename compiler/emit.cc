#include "emit.h"

#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <numeric>
#include <random>
#include <thread>

#include "codegen/codegen.h"
#include "data/data.h"
#include "import/import.h"
#include "link/link.h"
#include "support/instruction_set.h"

namespace ahead {

namespace {

using Maker = std::function<std::unique_ptr<llvm::Module>(llvm::LLVMContext&)>;
struct Unit { std::string name; bool is_data; Maker make; };

// Data first: it is the largest unit, so no thread ends up waiting for it.
std::vector<Unit> make_units(Program& program, const Options& options, const std::vector<std::string>& missing) {
  ImportOptions import;
  import.quick = options.quick;
  import.debug_info = options.keep_symbols || !options.symbols_file.empty();
  std::vector<Unit> units;
  units.push_back({"data", true, [&program, &missing](auto& context) {
                     std::lock_guard hold(program.types->lock);
                     return emit_data(program, missing, context);
                   }});
  units.push_back({"thunks", false, [&program, import](auto& context) { return import_thunks(program, import, context); }});
  for (auto& partition : make_partitions(program))
    units.push_back({partition.name, false, [&program, import, partition](auto& context) { return import_partition(program, partition, import, context); }});
  return units;
}

CodegenOptions codegen_options(const Program& program, const Options& options, const Unit& unit) {
  CodegenOptions result;
  result.tier = options.quick || unit.is_data ? Tier::Quick : Tier::Full;  // nothing in data to optimise
  result.cpu = llvm_cpu(program.types->instruction_sets), result.features = llvm_features(program.types->instruction_sets);
  result.verify = options.verify;
  if (!options.no_cache) result.cache_dir = options.cache_dir.empty() ? default_cache_dir() : options.cache_dir;
  if (!options.no_cache && options.cache_dir.empty()) result.shipped_cache = sysroot() + "/cache";   // the class library's common code, in packages
  return result;
}

void prefer_small_code(llvm::Module& module) {
  for (auto& function : module)
    if (!function.isDeclaration()) function.addFnAttr(llvm::Attribute::OptimizeForSize);
}

std::vector<size_t> work_order(size_t count, uint64_t shuffle_seed) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  if (shuffle_seed) std::shuffle(order.begin(), order.end(), std::mt19937_64(shuffle_seed));
  return order;
}

unsigned thread_count(const Options& options) { return options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency()); }

}  // namespace

Emitted emit_objects(Program& program, const Options& options, const std::vector<std::string>& missing, Phases& phases) {
  codegen_initialize();
  auto units = make_units(program, options, missing);
  auto order = work_order(units.size(), options.shuffle_seed);
  Emitted result;
  result.objects.resize(units.size());
  std::vector<std::exception_ptr> failures(units.size());
  std::atomic<size_t> next = 0, done = 0, hits = 0;
  std::atomic<bool> failed = false;
  auto work = [&] {
    for (size_t k; !failed && (k = next++) < units.size();) {
      auto i = order[k];
      try {
        bool hit = false;
        llvm::LLVMContext context;
        auto module = units[i].make(context);
        if (options.optimize == "size") prefer_small_code(*module);
        result.objects[i] = compile_module(*module, codegen_options(program, options, units[i]), &hit);
        hits += hit;
      } catch (...) { failures[i] = std::current_exception(); failed = true; }
      phases.progress(++done, units.size());
    }
  };
  std::vector<std::thread> threads;
  for (unsigned n = 1; n < thread_count(options); n++) threads.emplace_back(work);
  work();
  for (auto& thread : threads) thread.join();
  for (auto& failure : failures) if (failure) std::rethrow_exception(failure);
  result.from_cache = hits;
  if (auto dir = codegen_options(program, options, units[0]).cache_dir; !dir.empty() && hits < units.size()) trim_cache(dir);
  return result;
}

std::string dump_code(Program& program, const Options& options, const std::vector<std::string>& missing, const std::string& phase, const std::string& fragment) {
  codegen_initialize();
  auto stage = phase == "llvm" ? DumpStage::Imported : phase == "asm" ? DumpStage::Assembly : DumpStage::Optimised;
  std::string text;
  for (auto& unit : make_units(program, options, missing)) {
    if (unit.is_data && !fragment.empty() && fragment != "data") continue;
    if (fragment == "data" && !unit.is_data) continue;
    llvm::LLVMContext context;
    auto module = unit.make(context);
    text += dump_module(*module, codegen_options(program, options, unit), stage, fragment == "data" ? "" : fragment);
  }
  return text;
}

}  // namespace ahead
