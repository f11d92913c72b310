// The data module, in order: numbers for dispatch, statics, class constructor states, types, names, and the one object
// that tells the runtime where all of it is.
#include "data/data.h"

#include <algorithm>

#include "data/reflection.h"

namespace ahead {

namespace {

llvm::Constant* offsets(DataContext& d, const std::vector<uint32_t>& list) {
  std::vector<llvm::Constant*> words;
  for (uint32_t o : list) words.push_back(d.c32(o));
  return d.list(std::move(words));
}

// First and one-past-last byte of a section whose name is a C identifier: the linker defines these.
llvm::Constant* section_bound(DataContext& d, const char* symbol) {
  auto* g = new llvm::GlobalVariable(d.module, d.i8(), false, llvm::GlobalValue::ExternalLinkage, nullptr, symbol);
  g->setVisibility(llvm::GlobalValue::HiddenVisibility);
  g->setDSOLocal(true);
  return g;
}

void emit_program(DataContext& d, const StaticsResult& statics) {
  std::vector<llvm::Constant*> types, modules, satellites;
  for (Type* t : d.order) types.push_back(d.method_table(t));
  for (Module* m : module_order(d)) modules.push_back(module_info(d, m));
  for (auto& m : d.program.satellites) satellites.push_back(module_info(d, m.get()));
  uint64_t type_count = types.size(), module_count = modules.size(), satellite_count = satellites.size();
  auto [names, name_count] = emit_method_names(d);
  auto [knobs, knob_count] = emit_knobs(d);
  bool has_init = !d.program.module_initializers.empty();
  // abi::ProgramInfo, field by field
  auto* init = llvm::ConstantStruct::getAnon({
      d.program.entry_point ? d.external_code("program_main") : d.null(), has_init ? d.external_code("program_module_init") : d.null(),
      d.list(std::move(types)), d.c64(type_count), names, d.c64(name_count), knobs, d.c64(knob_count),
      statics.refs, d.c64(statics.ref_count), statics.structs, d.c64(statics.struct_words), d.c64(statics.thread_size),
      offsets(d, statics.thread_refs), d.c64(statics.thread_refs.size()), offsets(d, statics.thread_structs), d.c64(statics.thread_structs.size()),
      section_bound(d, "__start_ahead_frozen"), section_bound(d, "__stop_ahead_frozen"),
      d.text(d.program.app ? d.program.app->name() : std::string_view("program")), d.list(std::move(modules)), d.c64(module_count),
      d.list(std::move(satellites)), d.c64(satellite_count), d.c64(d.types.instruction_sets)});
  static_assert(sizeof(abi::ProgramInfo) == 25 * 8);
  d.define("ahead_program", init, true, true)->setAlignment(llvm::Align(8));
}

void emit_missing(DataContext& d, const std::vector<std::string>& symbols) {
  for (auto& symbol : symbols) {
    llvm::Function* existing = d.module.getFunction(symbol);
    if (existing && !existing->isDeclaration()) continue;
    auto* stub = llvm::cast<llvm::Function>(d.trap(symbol));
    stub->setLinkage(llvm::GlobalValue::ExternalLinkage);
    stub->setVisibility(llvm::GlobalValue::HiddenVisibility);
    if (existing) { existing->replaceAllUsesWith(stub); existing->eraseFromParent(); }
    stub->setName(symbol);
  }
}

}  // namespace

std::unique_ptr<llvm::Module> emit_data(Program& program, const std::vector<std::string>& missing_symbols, llvm::LLVMContext& context) {
  std::lock_guard lock(program.types->lock);
  auto module = std::make_unique<llvm::Module>("data", context);
  DataContext d(program, *module);
  plan_dispatch(d);
  std::map<std::string, uint64_t> numbers;
  for (auto& [m, at] : d.plan.slot_offset) numbers["slot:" + d.types.method_name(m)] = at;
  for (auto& [m, at] : d.plan.selector_offset) numbers["sel:" + d.types.method_name(m)] = at;
  for (auto& [name, at] : numbers) d.absolute(name, at);
  StaticsResult statics = emit_statics(d);
  emit_metadata(d);
  declare_reflection(d);
  emit_types(d);
  emit_reflection(d);
  emit_class_inits(d);
  emit_well_known(d);
  emit_program(d, statics);
  emit_missing(d, missing_symbols);
  return module;
}

}  // namespace ahead
