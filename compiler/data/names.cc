// Names for stack traces, modules and knobs, and the constants that the C++ runtime reads (abi/wellknown.def).
#include "data/context.h"
#include "survive/reflection.h"

#include <algorithm>

namespace ahead {

namespace {

// Some of the class library's messages have keys that are only known at run time.
bool looks_up_messages(DataContext& d, Module* m) {
  return m != d.types.corelib() && std::any_of(d.program.methods.begin(), d.program.methods.end(), [&](Method* used) {
    return used->def && used->def->module == m && used->def->name == "GetResourceString" && used->owner->def->full_name == "System.SR";
  });
}

// Resources of the program's assemblies, when anything asks for some. The class library's are mostly texts, which the compiler puts in, and what compilers
// read; its tables (codepages.nlp) come with code of the same assembly.
bool wanted_resource(DataContext& d, Module* m, const std::string& name) {
  if (!d.types.is_framework(m)) return true;
  if (name.ends_with("SR.resources") && looks_up_messages(d, m)) return true;
  if (name.ends_with(".resources") || name.starts_with("ILLink.")) return false;
  return std::any_of(d.program.methods.begin(), d.program.methods.end(), [&](Method* method) { return method->def && method->def->module == m; });
}

llvm::Constant* resources(DataContext& d, Module* m, uint64_t& count) {
  bool asked = std::any_of(d.program.pinvokes.begin(), d.program.pinvokes.end(), [](Method* p) {
    auto map = p->def->module->impl_map(p->def->row);
    return map && (map->import_name == "AssemblyNative_GetResource" || map->import_name == "AssemblyNative_GetManifestResourceNames");
  });
  std::vector<llvm::Constant*> list;
  for (uint32_t row = 1; asked && row <= m->rows(Table::ManifestResource); row++) {
    auto name = m->manifest_resource(row).name;
    auto bytes = wanted_resource(d, m, std::string(name)) ? m->resource(name) : std::nullopt;
    if (!bytes) continue;
    auto* data = d.define("", llvm::ConstantDataArray::getRaw(llvm::StringRef(reinterpret_cast<const char*>(bytes->data()), bytes->size()), bytes->size(), d.i8()), true, false);
    data->setAlignment(llvm::Align(8));
    list.push_back(llvm::ConstantStruct::getAnon({d.text(name), data, d.c64(bytes->size())}));   // abi::ResourceInfo
  }
  count = list.size();
  return d.list(std::move(list));
}

}  // namespace

llvm::Constant* module_info(DataContext& d, Module* m) {
  auto& g = d.modules[m];
  if (g) return g;
  std::string file = m->path();
  if (auto slash = file.find_last_of('/'); slash != std::string::npos) file.erase(0, slash + 1);
  uint64_t count = 0;
  llvm::Constant* list = resources(d, m, count);
  // abi::ModuleInfo; the runtime fills in the exposed objects.
  auto* init = llvm::ConstantStruct::getAnon({d.text(m->name()), d.text(d.types.assembly_name(m)), d.text(file), d.null(), d.null(),
                                              d.metadata.contains(m) ? d.metadata[m] : d.null(), list, d.c64(count), m->assembly().culture.empty() ? d.null() : d.text(m->assembly().culture)});
  g = d.define("", init, false, false);
  g->setAlignment(llvm::Align(8));
  return g;
}

// Assemblies are loaded when something needs them, so their own order is the order of work; here they go by name.
std::vector<Module*> module_order(DataContext& d) {
  std::vector<Module*> list(d.types.modules().begin(), d.types.modules().end());
  std::sort(list.begin(), list.end(), [](Module* a, Module* b) { return a->name() < b->name(); });
  return list;
}

std::pair<llvm::Constant*, uint64_t> emit_method_names(DataContext& d) {
  std::map<Module*, uint32_t> number;
  for (Module* m : module_order(d)) number.emplace(m, uint32_t(number.size()));
  auto module_bits = [&](Method* m) { return (m->def->module ? number.at(m->def->module) : 0) << abi::kMethodModuleShift; };
  struct Row { llvm::Constant *code, *type, *method; uint32_t flags; };   // abi::MethodName
  static_assert(sizeof(abi::MethodName) == 16);
  std::vector<Row> rows;
  auto wanted = d.program.features.find("System.Diagnostics.StackTrace.IsSupported");
  if (wanted != d.program.features.end() && !wanted->second) return {d.null(), 0};
  for (Method* m : d.program.methods) {
    if (!m->def) continue;
    bool glue = m->owner->is_delegate && (!m->def->is_runtime() || is_delegate_invoke(m));   // between delegates and what they call
    auto [type, method] = d.types.stack_trace_name(glue ? d.types.find_method(m->owner, "Invoke") : m);
    bool hidden = m->def->owner->full_name == "Internal.Runtime.CompilerHelpers.ThrowHelpers" || m->def->owner->name_space == "Ahead.Interop" || glue;
    bool unlisted = d.types.has_attribute(m->def, "System.Diagnostics.StackTraceHiddenAttribute") ||
                    d.types.has_attribute(m->def->owner, "System.Diagnostics.StackTraceHiddenAttribute") || m->def->aggressive_inlining();   // as StackTrace.ToString
    uint32_t flags = module_bits(m) | (hidden ? abi::kMethodHidden : 0) | (unlisted ? abi::kMethodUnlisted : 0) | (d.types.is_async_state_machine(m) ? abi::kMethodAsync : 0);
    rows.push_back({d.external_code(d.types.method_name(m)), d.text(type), d.text(method), flags});
  }
  // A delegate over a value type's method holds the unboxing stub; it jumps, so that no stack trace shows it.
  for (Method* m : d.program.unboxing) {
    auto [type, method] = d.types.stack_trace_name(m);
    rows.push_back({d.external_code("ub:" + d.types.method_name(m)), d.text(type), d.text(method), module_bits(m) | abi::kMethodHidden});
  }
  auto* type = llvm::ArrayType::get(llvm::Type::getInt32Ty(d.llvm), rows.size() * 4);
  auto* table = d.define("", llvm::Constant::getNullValue(type), true, false);
  std::vector<llvm::Constant*> words;
  for (auto& row : rows) {
    for (auto* target : {row.code, row.type, row.method}) words.push_back(d.distance(table, words.size() * 4, target));
    words.push_back(d.c32(row.flags));
  }
  table->setInitializer(llvm::ConstantArray::get(type, words));
  return {table, rows.size()};
}

std::pair<llvm::Constant*, uint64_t> emit_knobs(DataContext& d) {
  std::map<std::string, std::string> knobs(d.program.knobs.begin(), d.program.knobs.end());
  for (auto& [name, value] : d.program.features) knobs.try_emplace(name, value ? "true" : "false");
  std::vector<llvm::Constant*> list;
  for (auto& [name, value] : knobs) list.push_back(llvm::ConstantStruct::getAnon({d.text(name), d.text(value)}));
  uint64_t count = list.size();
  return {d.list(std::move(list)), count};
}

namespace {

Type* named_type(DataContext& d, std::string name) {
  bool array = name.ends_with("[]");
  if (array) name.resize(name.size() - 2);
  Type* t = d.types.well_known(name);
  return array ? d.types.szarray_of(t) : t;
}

void well_known_type(DataContext& d, const char* symbol, const char* name) {
  Type* t = named_type(d, name);
  if (!d.has(t)) throw std::runtime_error(std::string("abi/wellknown.def: no MethodTable for ") + name);
  d.define(std::string("ahead_mt_") + symbol, d.method_table(t), true, true);
}

void well_known_offset(DataContext& d, const char* symbol, const char* type, const char* field) {
  Type* t = named_type(d, type);
  d.types.layout(t);
  Field* f = d.types.find_field(t, field);
  if (!f) throw std::runtime_error(std::string("abi/wellknown.def: ") + type + " has no field " + field);
  d.define(std::string("ahead_offset_") + symbol, d.c32(f->offset), true, true);
}

void well_known_size(DataContext& d, const char* symbol, const char* type) {
  d.define(std::string("ahead_size_") + symbol, d.c32(d.types.size_of(named_type(d, type))), true, true);
}

}  // namespace

void emit_well_known(DataContext& d) {
  d.define("ahead_method_objects", d.c32(d.program.reflection.method_objects), true, true);
#define TYPE(symbol, name) well_known_type(d, #symbol, name);
#define OFFSET(symbol, type, field) well_known_offset(d, #symbol, type, field);
#define SIZE(symbol, type) well_known_size(d, #symbol, type);
#include "abi/wellknown.def"
}

}  // namespace ahead
