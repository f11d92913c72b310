// abi::TypeInfo: what only names, variance casts, enums and reflection read.
#include <algorithm>
#include "data/enum_order.h"
#include "data/reflection.h"
#include "survive/marshal.h"
#include "survive/object_delegates.h"

namespace ahead {

namespace {

// As CoreCLR's type handles answer: String and Object are classes, generic instances what their definition is.
uint8_t element_kind(Type* t) {
  switch (t->kind) {
    case ElementKind::GenericInst: case ElementKind::Class: case ElementKind::ValueType: case ElementKind::TypedByRef:
    case ElementKind::String: case ElementKind::Object:
      return uint8_t(t->is_value_type || t->kind == ElementKind::TypedByRef ? ElementKind::ValueType : ElementKind::Class);
    default: return uint8_t(t->kind);
  }
}

int64_t integer_constant(const ConstantRow& c) {
  BlobReader r{c.value};
  switch (ElementKind(c.type)) {
    case ElementKind::Boolean: case ElementKind::U1: return r.u8();
    case ElementKind::I1: return int8_t(r.u8());
    case ElementKind::Char: case ElementKind::U2: return r.u16();
    case ElementKind::I2: return int16_t(r.u16());
    case ElementKind::I4: return int32_t(r.u32());
    case ElementKind::U4: return r.u32();
    case ElementKind::I8: case ElementKind::U8: return int64_t(r.u64());
    default: return 0;
  }
}

// The value as its unsigned underlying type: the order of Enum.GetValues.
uint64_t unsigned_value(int64_t v, uint32_t size) { return size >= 8 ? uint64_t(v) : uint64_t(v) & ((uint64_t(1) << (8 * size)) - 1); }

llvm::Constant* enum_members(DataContext& d, Type* t, uint32_t& count) {
  std::vector<EnumConstant> members;
  uint32_t size = d.types.size_of(d.types.enum_underlying(t));
  for (FieldDef* f : t->def->fields) {
    if (!f->is_literal()) continue;
    auto c = f->module->constant(make_token(Table::Field, f->row));
    if (!c) continue;
    int64_t value = integer_constant(*c);
    members.push_back({f->name, value, unsigned_value(value, size)});
  }
  sort_enum_constants(members);
  std::vector<llvm::Constant*> list;
  for (auto& m : members) list.push_back(llvm::ConstantStruct::getAnon({d.text(m.name), d.c64(m.value)}));
  count = list.size();
  return d.list(std::move(list));
}

// Native offsets by name; of the type's own fields only, as reflection finds those of bases elsewhere.
llvm::Constant* native_fields(DataContext& d, Type* t, uint32_t& count) {
  std::vector<llvm::Constant*> list;
  for (const NativeField& f : native_layout(d.types, t).fields)
    list.push_back(llvm::ConstantStruct::getAnon({d.text(f.field->name()), d.c64(f.offset)}));
  count = list.size();
  return d.list(std::move(list));
}

// One field of a record: an integer as it is, or a target as its distance.
struct FieldList {
  llvm::SmallVector<llvm::Constant*, 24> values; llvm::SmallVector<bool, 24> relative;
  FieldList& number(llvm::Constant* c) { values.push_back(c); relative.push_back(false); return *this; }
  FieldList& target(llvm::Constant* c) { values.push_back(c); relative.push_back(true); return *this; }
  llvm::Constant* emit(DataContext& d) { return d.record(values, relative); }
};

struct Info {
  llvm::Constant *name_space, *name, *module;
  uint32_t token = 0, attributes = 0; uint8_t kind = 0, rank = 0, arity = 0, enum_flags = 0;
  uint32_t variance = 0, enum_count = 0, instance_size = 0;
  llvm::Constant *definition, *arguments, *declaring, *underlying, *enum_members, *finalizer, *default_ctor, *class_init, *multicast, *shuffle, *array_of, *value_fields;
  uint64_t value_field_count = 0; uint32_t native_size = 0, blittable = 0; llvm::Constant *from_native, *to_native, *over_objects, *proxied, *open_virtual, *struct_stub, *native_fields, *members; uint32_t native_field_count = 0;
  explicit Info(DataContext& d) {
    name_space = name = d.text("");
    module = definition = arguments = declaring = underlying = enum_members = finalizer = default_ctor = class_init = multicast = shuffle = array_of = value_fields = from_native = to_native = over_objects = proxied = open_virtual = struct_stub = native_fields = members = d.null();
  }
  bool has_extra() const {
    for (auto* c : {enum_members, value_fields, multicast, shuffle, open_virtual, from_native, to_native, over_objects, proxied, struct_stub, members}) if (!c->isNullValue()) return true;
    return enum_count || value_field_count || native_size || blittable;
  }
  llvm::Constant* emit_extra(DataContext& d) {    // field order of abi::TypeExtra
    static_assert(sizeof(abi::TypeExtra) == 68 && offsetof(abi::TypeExtra, delegate_multicast) == 16 && offsetof(abi::TypeExtra, native_size) == 36);
    FieldList f;
    f.target(enum_members).number(d.c32(enum_count)).target(value_fields).number(d.c32(value_field_count));
    f.target(multicast).target(shuffle).target(open_virtual).target(from_native).target(to_native).number(d.c32(native_size)).number(d.c32(blittable)).target(members).target(native_fields).number(d.c32(native_field_count)).target(struct_stub).target(over_objects).target(proxied);
    return f.emit(d);
  }
  llvm::Constant* emit(DataContext& d) {          // field order of abi::TypeInfo
    static_assert(offsetof(abi::TypeInfo, token) == 12 && offsetof(abi::TypeInfo, element_kind) == 20 && offsetof(abi::TypeInfo, variance) == 24);
    static_assert(offsetof(abi::TypeInfo, definition) == 32 && offsetof(abi::TypeInfo, extra) == 64 && sizeof(abi::TypeInfo) == 68);
    if (!has_extra() && !d.empty_extra) d.empty_extra = emit_extra(d);
    auto* extra = has_extra() ? emit_extra(d) : d.empty_extra;
    FieldList f;
    f.target(name_space).target(name).target(module).number(d.c32(token)).number(d.c32(attributes));
    f.number(d.c8(kind)).number(d.c8(rank)).number(d.c8(arity)).number(d.c8(enum_flags)).number(d.c32(variance)).number(d.c32(instance_size));
    f.target(definition).target(arguments).target(declaring).target(underlying).target(finalizer).target(default_ctor).target(class_init).target(array_of);
    return f.target(extra).emit(d);
  }
};

void describe_arguments(DataContext& d, Type* t, Info& info) {
  std::vector<llvm::Constant*> list;
  for (size_t i = 0; i < t->args.size(); i++)
    list.push_back(t->open ? d.method_table_symbol(d.name(t) + "!" + std::to_string(i)) : d.method_table(t->args[i]));
  info.arity = t->args.size();
  info.arguments = d.list(std::move(list));
  info.definition = d.method_table(t->def->open);
}

// Function pointers: the return type and the parameters' are in `arguments`, their number in `rank`.
Module* module_of(TypeSystem& types, Type* t) {
  while (t->element) t = t->element;
  return t->def ? t->def->module : types.corelib();
}

void describe_function(DataContext& d, Type* t, Info& info) {
  // CoreLib's, unless the signature names a type of another module.
  Module* module = module_of(d.types, t->fn->ret);
  for (Type* p : t->fn->params)
    if (module == d.types.corelib()) module = module_of(d.types, p);
  info.module = module_info(d, module);
  std::vector<llvm::Constant*> list{d.method_table(t->fn->ret)};
  for (Type* p : t->fn->params) list.push_back(d.method_table(p));
  for (auto* c : list)
    if (c->isNullValue()) return;          // open, or nothing asks for it
  info.rank = uint8_t(std::min<size_t>(list.size(), 255));
  info.arguments = d.list(std::move(list));
  info.enum_flags = (t->fn->call_conv & 15) != 0;
}

void describe_code(DataContext& d, Type* t, Info& info) {
  if (t->open) return;
  if (!t->is_value_type && !t->is_interface)
    if (Method* f = d.types.finalizer(t)) info.finalizer = d.code(f);
  Type* proxied = d.types.proxied_interface(t);     // a proxy is made by its base's constructor
  if (proxied) info.proxied = d.method_table(proxied);
  if (Method* c = d.types.default_ctor(proxied ? d.types.base(t) : t)) {
    info.default_ctor = d.code(c);
    if (!t->is_value_type) info.enum_flags = (c->def->flags & 7) != 6;
  }
  if (has_class_init(d, t)) info.class_init = class_init_symbol(d, t);
  if (t->is_delegate && d.constructed(t) && d.types.find_method(t, "Invoke")) {
    info.multicast = d.external_code("dm:" + d.name(t));
    info.shuffle = d.external_code("ds:" + d.name(t));
    const TypeState& state = d.program.type_state[t];
    if (state.from_native) info.from_native = d.external_code("dr:" + d.name(t));
    if (state.to_native) info.to_native = d.code(delegate_to_native(d.types, t));
    if (state.over_objects) info.over_objects = d.code(delegate_over_objects(d.types, t));
    const Signature& invoke = d.types.find_method(t, "Invoke")->sig;
    if (d.program.reflection.delegates_bound && !invoke.params.empty() && invoke.params[0]->is_reference()) info.open_virtual = d.external_code("dv:" + d.name(t));
  }
}

}  // namespace

llvm::Constant* emit_type_info(DataContext& d, Type* t) {
  Info info(d);
  info.kind = element_kind(t);
  if (t->kind == ElementKind::Array) info.rank = t->index;
  if (t->kind == ElementKind::SzArray) info.rank = 1;
  if (!t->open && t->kind != ElementKind::Void) info.array_of = d.method_table(d.types.szarray_of(t));
  if (!t->def) {
    constexpr uint32_t kPublic = 1, kSealedSerializable = 0x2100;
    info.attributes = kPublic | (t->is_array() ? kSealedSerializable : 0);
    if (t->kind == ElementKind::FnPtr) describe_function(d, t, info);
    return info.emit(d);
  }

  info.name_space = d.text(t->def->name_space);
  info.name = d.text(t->def->name);
  info.module = module_info(d, t->def->module);
  info.token = t->def->token().value;
  info.attributes = t->def->flags;
  for (size_t i = 0; i < t->def->variance.size() && i < 16; i++) info.variance |= uint32_t(t->def->variance[i]) << (2 * i);
  if (t->def->enclosing) info.declaring = d.method_table(t->def->enclosing->open);
  if (t->is_generic()) describe_arguments(d, t, info);
  if (!t->open && !t->is_interface && t->kind != ElementKind::Void) {
    try {
      info.instance_size = d.types.layout(t).size;
      info.native_size = ahead::native_size(d.types, t);
      info.blittable = info.native_size && (t->is_primitive() || native_layout(d.types, t).same);
      if (info.native_size && d.program.asks_native_offsets && has_layout(t)) info.native_fields = native_fields(d, t, info.native_field_count);
      if (d.program.type_state[t].struct_stub) info.struct_stub = d.code(struct_stub(d.types, t));
    } catch (const LoadError&) {}
  }
  if (t->is_enum) {
    info.underlying = d.method_table(d.types.enum_underlying(t));
    info.enum_members = enum_members(d, t, info.enum_count);
    info.enum_flags = d.types.has_attribute(t->def, "System.FlagsAttribute");
  }
  info.value_fields = emit_value_fields(d, t, info.value_field_count);
  describe_code(d, t, info);
  info.members = type_members(d, t);
  return info.emit(d);
}

llvm::Constant* type_info_of_variable(DataContext& d, Type* definition, Method* generic, uint32_t index) {
  Info info(d);
  TypeDef* def = definition->def;
  auto rows = def->module->generic_params(generic ? generic->def->token() : def->token());
  info.kind = uint8_t(generic ? ElementKind::MVar : ElementKind::Var);
  info.rank = index;
  info.name_space = d.text(def->name_space);
  info.module = module_info(d, def->module);
  info.declaring = d.method_table(definition);
  if (index < rows.size()) {
    auto row = def->module->generic_param(rows[index]);
    info.name = d.text(row.name);
    info.attributes = 1;                // public, as type variables answer; their own flags are in the metadata
    info.token = make_token(Table::GenericParam, rows[index]).value;
  }
  return info.emit(d);
}

}  // namespace ahead
