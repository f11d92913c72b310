// MethodTables, their GC descriptors, and the RuntimeType object of each. The layout is abi::MethodTable; CoreLib's own
// getters (System.Runtime.CompilerServices.MethodTable) read the flags, so the values are CoreCLR's.
#include "data/reflection.h"

namespace ahead {

namespace {

using namespace abi;

// What a MethodTable says about instances.
struct Shape {
  uint32_t flags = 0, base_size = kMinObjectSize, component_size = 0;
  std::vector<GCRun> runs;
};

uint32_t round8(uint64_t n) { return uint32_t((n + 7) & ~uint64_t(7)); }

void add_runs(std::vector<GCRun>& runs, const std::vector<uint32_t>& offsets, uint32_t shift) {
  for (uint32_t o : offsets) {
    uint32_t at = o + shift;
    if (!runs.empty() && runs.back().offset + 8 * runs.back().count == at) runs.back().count++;
    else runs.push_back({at, 1});
  }
}

uint32_t category(DataContext& d, Type* t) {
  if (t->is_array()) return kFlagCategoryArray | (t->kind == ElementKind::SzArray ? uint32_t(kFlagIfArrayThenSzArray) : 0u);
  if (t->is_interface) return kFlagCategoryInterface;
  if (t->is_nullable || (t->def && t->def->full_name == "System.Nullable`1")) return kFlagCategoryNullable;
  if (t->is_enum) return kFlagCategoryPrimitive;
  if (t->is_primitive()) return kFlagCategoryTruePrimitive;
  return t->is_value_type || t->kind == ElementKind::Void ? uint32_t(kFlagCategoryValueType) : 0u;
}

void array_shape(DataContext& d, Type* t, Shape& s) {
  s.base_size = kArrayBaseSize + (t->kind == ElementKind::Array ? 8 * t->index : 0);
  s.component_size = std::max(1u, d.types.size_of(t->element));
  if (t->element->is_reference()) s.runs = {{0, 1}};
  else if (t->element->is_value_type && !t->element->is_byref_like) add_runs(s.runs, d.types.layout(t->element).refs, 0);
  s.flags |= kFlagHasComponentSize | s.component_size;
}

void instance_shape(DataContext& d, Type* t, Shape& s) {
  const Layout& layout = d.types.layout(t);
  s.base_size = std::max<uint32_t>(kMinObjectSize, round8(16 + uint64_t(layout.size)));
  if (!t->is_byref_like) add_runs(s.runs, layout.refs, t->is_value_type ? 8 : 0);
}

bool finalized_late(DataContext& d, Type* t) {
  for (; t; t = d.types.base(t))
    if (t->def && t->def->full_name == "System.Runtime.ConstrainedExecution.CriticalFinalizerObject") return true;
  return false;
}

Shape shape_of(DataContext& d, Type* t) {
  Shape s;
  s.flags = category(d, t);
  if (t->is_generic()) s.flags |= t->open ? kFlagGenericTypical : kFlagGenericInst;
  if (t->open) s.flags |= kFlagContainsGenericVariables;
  if (t->is_byref_like) s.flags |= kFlagIsByRefLike;
  if (d.types.is_dynamic_castable(t)) s.flags |= kFlagDynamicCastable;
  if (t->kind == ElementKind::String) {
    s.base_size = kStringBaseSize;
    s.component_size = 2;
    s.flags |= kFlagHasComponentSize | 2;
  } else if (t->is_array()) {
    array_shape(d, t, s);
  } else if (t->def && !t->open && !t->is_interface && t->kind != ElementKind::Void) {
    try { instance_shape(d, t, s); } catch (const LoadError&) { s.runs.clear(); }   // never instantiated
    if (!t->is_value_type && d.types.finalizer(t)) s.flags |= kFlagHasFinalizer | (finalized_late(d, t) ? kFlagHasCriticalFinalizer : 0);
    if (d.types.default_ctor(t)) s.flags |= kFlagHasDefaultCtor;
  }
  if (!s.runs.empty()) s.flags |= kFlagContainsGCPointers;
  return s;
}

llvm::Constant* gc_descriptor(DataContext& d, const std::vector<GCRun>& runs) {
  if (runs.empty()) return d.null();
  std::vector<llvm::Constant*> words{d.c32(runs.size())};
  for (auto& r : runs) { words.push_back(d.c32(r.offset)); words.push_back(d.c32(r.count)); }
  return d.list(std::move(words));
}

llvm::StructType* table_type(DataContext& d, Type* t, uint64_t slots) {
  llvm::Type *p = d.ptr(), *w = d.i32(), *h = d.i16();
  llvm::Type* last = p;
  if (t && t->is_nullable && !t->open) last = llvm::StructType::get(d.llvm, {w, w});
  return llvm::StructType::get(d.llvm, {w, w, w, h, h, p, p, p, p, p, last, p, llvm::ArrayType::get(p, slots)});
}

uint64_t slot_count(DataContext& d, Type* t) {
  auto it = d.plan.slots.find(t);
  return it == d.plan.slots.end() ? 0 : it->second.size();
}

// The code that type `t` has for a slot declaration.
llvm::Constant* slot_code(DataContext& d, Type* t, Method* slot) {
  Method* target = nullptr;
  try { target = d.types.resolve_virtual(t, slot); } catch (const LoadError&) {}
  if (target) {
    llvm::Constant* code = d.code(target, target->owner->is_value_type);
    if (!code->isNullValue()) return code;
  }
  return d.trap("not reached by analysis: " + d.types.method_name(target ? target : slot));
}

llvm::Constant* dispatch_row(DataContext& d, Type* t) {
  auto it = d.plan.rows.find(t);
  if (it == d.plan.rows.end()) return d.null();
  return d.offset_in(d.module.getNamedGlobal("dispatch table"), it->second * 8);
}

std::vector<llvm::Constant*> interface_list(DataContext& d, Type* t) {
  std::vector<llvm::Constant*> list;
  if (!t->def && !t->is_array()) return list;
  for (Type* i : d.types.interfaces(t))
    if (d.has(i) && !i->open) list.push_back(d.method_table(i));   // over its own variables: made by the runtime when asked for
  return list;
}

// MethodTableAuxiliaryData.Flags: class inited (0x2001: and active); Stream overrides looked up (0x400), reads 0x800, writes 0x1000.
uint32_t auxiliary_flags(DataContext& d, Type* t) {
  uint32_t flags = has_class_init(d, t) ? 0 : 0x2001;
  Type* stream = nullptr;
  try { stream = d.types.well_known("System.IO.Stream"); } catch (const LoadError&) {}
  if (t->open || !stream || !t->def || t->is_value_type || !d.types.is_subclass_of(t, stream)) return flags;
  flags |= 0x400;
  for (Type* b = t; b && b != stream; b = d.types.base(b)) {
    if (d.types.find_method(b, "BeginRead") || d.types.find_method(b, "EndRead")) flags |= 0x800;
    if (d.types.find_method(b, "BeginWrite") || d.types.find_method(b, "EndWrite")) flags |= 0x1000;
  }
  return flags;
}

uint32_t hash32(std::string_view s) {
  uint32_t h = 2166136261u;
  for (unsigned char c : s) h = (h ^ c) * 16777619u;
  return h;
}

// The frozen RuntimeType objects, one after the other in one array; `rt:` symbols are aliases into it.
struct RuntimeTypes {
  DataContext& d; uint64_t words, handle_word; llvm::GlobalVariable* array; std::vector<llvm::Constant*> objects; llvm::StructType* type;
  explicit RuntimeTypes(DataContext& ctx, uint64_t count) : d(ctx) {
    Type* rt = d.types.well_known("System.RuntimeType");
    Field* handle = d.types.find_field(rt, "m_handle");
    if (!handle) throw std::runtime_error("System.RuntimeType has no field m_handle");
    words = 2 + round8(d.types.layout(rt).size) / 8;          // header, MethodTable, fields
    handle_word = 1 + handle->offset / 8;
    std::vector<llvm::Type*> parts(words, d.i64());
    parts[1] = parts[handle_word] = d.ptr();
    type = llvm::StructType::get(d.llvm, parts);
    auto* all = llvm::ArrayType::get(type, count);
    array = new llvm::GlobalVariable(d.module, all, false, llvm::GlobalValue::InternalLinkage, nullptr, "runtime types");
    array->setSection("ahead_frozen");
    array->setAlignment(llvm::Align(8));
  }
  llvm::Constant* add(llvm::Constant* method_table) {
    std::vector<llvm::Constant*> parts(words, d.c64(0));
    parts[1] = d.method_table(d.types.well_known("System.RuntimeType"));
    parts[handle_word] = method_table;
    objects.push_back(llvm::ConstantStruct::get(type, parts));
    return d.offset_in(array, (objects.size() - 1) * words * 8 + kObjectHeaderSize);
  }
  void finish() {
    array->setInitializer(llvm::ConstantArray::get(llvm::cast<llvm::ArrayType>(array->getValueType()), objects));
  }
};

llvm::Constant* auxiliary(DataContext& d, uint32_t flags, Module* module, llvm::Constant* exposed) {
  auto* init = llvm::ConstantStruct::getAnon({d.c32(flags), d.c32(0), module ? module_info(d, module) : d.null(), exposed});
  auto* g = d.define("", init, false, false);
  g->setAlignment(llvm::Align(8));
  return g;
}

void define_table(DataContext& d, Type* t, RuntimeTypes& runtime_types) {
  llvm::GlobalVariable* table = d.method_table_symbol(d.name(t));
  llvm::Constant* exposed = runtime_types.add(table);
  d.alias("rt:" + d.name(t), exposed);
  Shape s = shape_of(d, t);
  auto interfaces = interface_list(d, t);
  std::vector<llvm::Constant*> vtable;
  if (auto it = d.plan.slots.find(t); it != d.plan.slots.end())
    for (Method* slot : it->second) vtable.push_back(slot_code(d, t, slot));

  auto* type = llvm::cast<llvm::StructType>(table->getValueType());
  Type* base = d.types.base(t);
  if (base && !d.has(base) && base->def) base = base->def->open;
  Type* element = t->is_nullable ? t->args[0] : t->element;
  llvm::Constant* last = d.list(interfaces);
  if (t->is_nullable && !t->open) {
    Field* value = d.types.find_field(t, "value");
    if (!value) throw std::runtime_error("System.Nullable`1 has no field value");
    last = llvm::ConstantStruct::getAnon({d.c32(value->offset), d.c32(d.types.size_of(t->args[0]))});
  }
  table->setInitializer(llvm::ConstantStruct::get(type, {
      d.c32(s.flags), d.c32(s.base_size), d.c32(hash32(d.name(t))), d.c16(vtable.size()), d.c16(interfaces.size()),
      d.method_table(base), emit_type_info(d, t), auxiliary(d, auxiliary_flags(d, t), t->def ? t->def->module : nullptr, exposed),
      gc_descriptor(d, s.runs), d.method_table(element), last, dispatch_row(d, t),
      llvm::ConstantArray::get(llvm::cast<llvm::ArrayType>(type->getElementType(12)), vtable)}));
}

// A type parameter of an open definition: reachable through its arguments only.
void define_variable(DataContext& d, Type* definition, Method* generic, uint32_t index, RuntimeTypes& runtime_types) {
  auto* table = generic ? method_variable(d, generic, index) : d.method_table_symbol(d.name(definition) + "!" + std::to_string(index));
  auto* type = llvm::cast<llvm::StructType>(table->getValueType());
  llvm::Constant* exposed = runtime_types.add(table);
  table->setInitializer(llvm::ConstantStruct::get(type, {
      d.c32(kFlagContainsGenericVariables), d.c32(kMinObjectSize), d.c32(index), d.c16(0), d.c16(0),
      d.method_table(d.types.primitive(ElementKind::Object)), type_info_of_variable(d, definition, generic, index),
      auxiliary(d, 0x2001, definition->def->module, exposed), d.null(), d.null(), d.null(), d.null(),
      llvm::ConstantArray::get(llvm::cast<llvm::ArrayType>(type->getElementType(12)), {})}));
}

llvm::GlobalVariable* declare_table(DataContext& d, const std::string& name, llvm::StructType* type, bool exported) {
  auto* g = new llvm::GlobalVariable(d.module, type, true, exported ? llvm::GlobalValue::ExternalLinkage : llvm::GlobalValue::InternalLinkage,
                                     nullptr, "mt:" + name);
  if (exported) g->setVisibility(llvm::GlobalValue::HiddenVisibility);
  g->setDSOLocal(true);
  g->setAlignment(llvm::Align(8));
  return g;
}

}  // namespace

void emit_types(DataContext& d) {
  if (!d.plan.table.empty()) {
    auto* init = llvm::ConstantArray::get(llvm::ArrayType::get(d.ptr(), d.plan.table.size()), d.plan.table);
    auto* g = d.define("dispatch table", init, true, false);
    g->setLinkage(llvm::GlobalValue::InternalLinkage);
    g->setAlignment(llvm::Align(8));
  }
  struct Variable { Type* type; Method* method; uint32_t index; };
  std::vector<Variable> variables;
  for (Type* t : d.order) {
    declare_table(d, d.name(t), table_type(d, t, slot_count(d, t)), true);
    for (uint32_t i = 0; t->open && i < t->args.size(); i++) {
      declare_table(d, d.name(t) + "!" + std::to_string(i), table_type(d, nullptr, 0), false);
      variables.push_back({t, nullptr, i});
    }
  }
  for (Method* m : d.generic_methods)
    for (uint32_t i = 0; i < m->def->generic_count; i++) {
      declare_table(d, d.types.method_name(m) + "!!" + std::to_string(i), table_type(d, nullptr, 0), false);
      variables.push_back({m->owner, m, i});
    }
  RuntimeTypes runtime_types(d, d.order.size() + variables.size());
  for (Type* t : d.order) define_table(d, t, runtime_types);
  for (auto& v : variables) define_variable(d, v.type, v.method, v.index, runtime_types);
  runtime_types.finish();
}

}  // namespace ahead
