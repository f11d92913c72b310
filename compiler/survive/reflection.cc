// Members that reflection sees.
//
// Keeping a member is not reaching its code: `typeof(C).GetMethods()` lists a method that nothing calls. A kept member brings what describing it needs: the
// types in its signature, its parameters' defaults, its custom attributes with their constructors. A kept type brings its bases, because members are
// inherited, and its open definition, because `GetGenericTypeDefinition` leads there. Only code that reads members makes any of this happen; a program
// that never does has no metadata at all. data/reflection.cc writes what is decided here.
#include <algorithm>
#include "survive/graph.h"

namespace ahead {

namespace {

bool visible_outside(uint16_t access) { return (access & 7) >= 4; }   // family, family or assembly, public

}  // namespace

// -- types that descriptions name --
void Walk::describe_type(Type* t, Node from) {
  if (!t->open) {
    if (!impl.bodies.too_deep(t)) mention(t, from, "is described with");
    return;
  }
  if (t->element) describe_type(t->element, from);
  if (t->def) mention(t->def->open, from, "is described with");
  for (Type* a : t->args) describe_type(a, from);
}

void Walk::describe_tokens(Module* module, const std::vector<Token>& tokens, Node from) {
  for (Token t : tokens) {
    try {
      if (t.table() == Table::TypeSpec) describe_tokens(module, type_spec_tokens(module->type_spec(t.row())), from);
      else if (Type* type = types.resolve_type(module, t, {}); type->def) mention(type->def->open, from, "is described with");
    } catch (const LoadError&) {   // reflection finds no type there
    } catch (const BadImage&) {}
  }
}

void Walk::describe_signature(const Signature& sig, Node from) {
  describe_type(sig.ret, from);
  for (Type* t : sig.params) describe_type(t, from);
}

void Walk::keep_generic_params(Module* module, Token owner, Node from) {
  for (uint32_t row : module->generic_params(owner)) {
    describe_tokens(module, module->generic_param_constraints(row), from);
    keep_attributes(module, make_token(Table::GenericParam, row), from);
  }
}

// -- members --
void Walk::keep_method(Method* m, Node from) {
  if (!m->def || !kept_methods.insert(m).second) return;
  MethodDef* d = m->def;
  try {
    describe_signature(m->sig, from);
    describe_tokens(d->module, signature_tokens(d->raw_signature), from);
  } catch (const LoadError&) {
  } catch (const BadImage&) {}
  keep_type(m->owner, from);
  keep_attributes(d->module, d->token(), from);
  keep_generic_params(d->module, d->token(), from);
  MethodDefRow row = d->module->method_def(d->row);
  for (uint32_t p = row.param_begin; p < row.param_end; p++) keep_attributes(d->module, make_token(Table::Param, p), from);
  for (Type* a : m->args) describe_type(a, from);
  // Its definition, and the one over the open type.
  if (!m->args.empty()) keep_method(types.method(m->owner, d), from);
  if (m->owner != d->owner->open) keep_method(types.method(d->owner->open, d), from);
  guess_instances(m, from);
  if (binds_late) infer_late(m, from);
}

void Walk::keep_field(Field* f, Node from) {
  if (!kept_fields.insert(f).second) return;
  try {
    describe_type(f->type, from);
    describe_tokens(f->def->module, signature_tokens(f->def->raw_signature), from);
  } catch (const LoadError&) {
  } catch (const BadImage&) {}
  keep_type(f->owner, from);
  keep_attributes(f->def->module, make_token(Table::Field, f->def->row), from);
  if (f->owner != f->def->owner->open) keep_field(types.field(f->def->owner->open, f->def), from);
}

void Walk::keep_property(Type* t, uint32_t row, Node from) {
  Module* module = t->def->module;
  Token token = make_token(Table::Property, row);
  if (kept_rows.insert({module, token}).second) {
    program.reflection.properties.push_back({module, token});
    describe_tokens(module, signature_tokens(module->property(row).signature), from);
    keep_attributes(module, token, from);
  }
  for (auto [what, method] : module->semantics(token)) keep_method(types.method(t, types.method_def(module, method)), from);
}

void Walk::keep_event(Type* t, uint32_t row, Node from) {
  Module* module = t->def->module;
  Token token = make_token(Table::Event, row);
  if (kept_rows.insert({module, token}).second) {
    program.reflection.events.push_back({module, token});
    describe_tokens(module, {module->event(row).type}, from);
    keep_attributes(module, token, from);
  }
  for (auto [what, method] : module->semantics(token)) keep_method(types.method(t, types.method_def(module, method)), from);
}

// The type itself, without members: it gets abi::TypeMembers, and so do its bases and its definition.
void Walk::keep_type(Type* t, Node from) {
  if (t->is_array()) t = types.base(t);
  if (!t->def || !kept_types.insert(t).second) return;
  mention(t, from, "is reflected on");
  Type* definition = t->def->open;
  if (t != definition) keep_type(definition, from);
  else {
    Module* module = t->def->module;
    keep_attributes(module, t->def->token(), from);
    keep_generic_params(module, t->def->token(), from);
    describe_tokens(module, {module->type_def(t->def->row).extends}, from);
    describe_tokens(module, module->interfaces(t->def->row), from);
    keep_attributes(module, make_token(Table::Module, 1), from);
    if (module->is_assembly()) keep_attributes(module, make_token(Table::Assembly, 1), from);
  }
  if (Type* base = types.base(t)) keep_type(base->open ? base->def->open : base, from);
  if (interface_maps) keep_interfaces(t, from);
}

// Attributes that metadata writes as flags are shown with their first public constructor.
void Walk::keep_pseudo_attributes(Node from) {
  for (const char* name : {"System.SerializableAttribute", "System.NonSerializedAttribute", "System.Runtime.InteropServices.InAttribute", "System.Runtime.InteropServices.OutAttribute",
                           "System.Runtime.InteropServices.OptionalAttribute", "System.Runtime.InteropServices.DllImportAttribute", "System.Runtime.InteropServices.FieldOffsetAttribute",
                           "System.Runtime.InteropServices.MarshalAsAttribute", "System.Runtime.InteropServices.PreserveSigAttribute", "System.Runtime.InteropServices.ComImportAttribute",
                           "System.Runtime.InteropServices.StructLayoutAttribute", "System.Runtime.CompilerServices.TypeForwardedToAttribute"})
    keep_members(types.well_known(name), from);
}

// Interface maps pair the interface's methods with the type's.
void Walk::keep_interfaces(Type* t, Node from) {
  if (t->open || t->is_interface || !is_own(t->def->module)) return;
  for (Type* i : types.interfaces(t)) keep_members(i, from);
}

void Walk::start_interface_maps(Node from) {
  if (interface_maps) return;
  interface_maps = true;
  std::vector<Type*> kept(kept_types.begin(), kept_types.end());
  for (Type* t : kept) keep_interfaces(t, from);
}

// All members of a type and of its bases. Of the class library only what other assemblies may see.
void Walk::keep_members(Type* t, Node from) {
  if (t->is_array()) t = types.base(t);
  if (!t->def || !kept_members.insert(t).second) return;
  keep_type(t, from);
  if (t != t->def->open) keep_members(t->def->open, from);
  Module* module = t->def->module;
  bool all = !is_framework(module);
  for (MethodDef* d : t->def->methods)
    if (all || visible_outside(d->flags)) keep_method(types.method(t, d), from);
  for (FieldDef* d : t->def->fields)
    if (all || visible_outside(d->flags)) keep_field(types.field(t, d), from);
  auto shown = [&](Token token) {
    for (auto [what, method] : module->semantics(token))
      if (all || visible_outside(module->method_def(method).flags)) return true;
    return false;
  };
  for (uint32_t row : module->properties(t->def->row))
    if (shown(make_token(Table::Property, row))) keep_property(t, row, from);
  for (uint32_t row : module->events(t->def->row))
    if (shown(make_token(Table::Event, row))) keep_event(t, row, from);
  for (uint32_t row : module->nested_types(t->def->row))
    if (uint32_t v = module->type_def(row).flags & 7; all || v == 2 || v == 4 || v == 7) mention(types.type_def(module, row)->open, from, "is nested in");
  if (Type* base = types.base(t)) keep_members(base->open ? base->def->open : base, from);
}

// -- custom attributes --
void Walk::keep_attributes(Module* module, Token parent, Node from) {
  if (is_framework(module)) return keep_usage(module, parent, from);
  for (uint32_t row : module->custom_attributes(parent)) keep_attribute(module, row, from);
}

// Of the class library's attributes only those that say how an attribute type is used, which property is the indexer, and that a method
// extends its first parameter.
void Walk::keep_usage(Module* module, Token parent, Node from) {
  bool type = parent.table() == Table::TypeDef;
  if (!type && parent.table() != Table::MethodDef) return;
  for (uint32_t row : module->custom_attributes(parent)) {
    std::string name = module->attribute_type_name(row);
    bool kept = type ? name == "System.AttributeUsageAttribute" || name == "System.FlagsAttribute" || name == "System.Reflection.DefaultMemberAttribute" : name == "System.Runtime.CompilerServices.ExtensionAttribute";
    if (kept) keep_attribute(module, row, from);
  }
}

void Walk::keep_attribute(Module* module, uint32_t row, Node from) {
  Token token = make_token(Table::CustomAttribute, row);
  if (!kept_rows.insert({module, token}).second) return;
  try {
    CustomAttributeRow a = module->custom_attribute(row);
    Method* ctor = types.resolve_method(module, a.ctor, {});
    program.reflection.attributes.push_back({module, token});
    construct(ctor->owner, from, "has the attribute");
    construct(types.szarray_of(ctor->owner), from, "has the attribute, which is listed as");
    reach(ctor, from, "has the attribute with the constructor");
    keep_method(ctor, from);
    program.reflection.invokable.insert(ctor);
    keep_attribute_values(module, ctor, a.value, from);
  } catch (const LoadError&) {   // an attribute whose assembly is not there
  } catch (const BadImage&) {}
}

namespace {

// Values of an attribute's blob (II.23.3): which types they name, and which properties and fields are set.
struct AttributeBlob {
  TypeSystem& types; Module* module; BlobReader r;
  std::vector<Type*> named, made;      // made: enums, arrays, what is boxed
  struct Member { bool field; std::string_view name; };
  std::vector<Member> members;

  Type* type_of_name(std::string_view text) { return type_by_name(types, module, text); }

  void skip(uint32_t n) { while (n--) r.u8(); }

  void value(ElementKind kind, Type* type) {
    switch (kind) {
      case ElementKind::Boolean: case ElementKind::I1: case ElementKind::U1: return skip(1);
      case ElementKind::Char: case ElementKind::I2: case ElementKind::U2: return skip(2);
      case ElementKind::I4: case ElementKind::U4: case ElementKind::R4: return skip(4);
      case ElementKind::I8: case ElementKind::U8: case ElementKind::R8: return skip(8);
      case ElementKind::String: r.ser_string(); return;
      default: break;
    }
    if (!type) throw BadImage("attribute value of an unknown type");
    typed(type);
  }

  void typed(Type* t) {
    if (t->is_enum) { made.push_back(t); return value(types.enum_underlying(t)->kind, nullptr); }
    if (t->kind == ElementKind::SzArray) {
      made.push_back(t);
      uint32_t n = r.u32();
      if (n != 0xffffffff) while (n--) typed(t->element);
      return;
    }
    if (t->kind == ElementKind::Object) return encoded();
    if (t->def && t->def->full_name == "System.Type") {
      if (auto name = r.ser_string())
        if (Type* found = type_of_name(*name)) named.push_back(found);
      return;
    }
    value(t->kind, nullptr);
  }

  // FieldOrPropType, as a type; null for System.Type, which `is_type` says.
  Type* encoded_type(bool& is_type) {
    uint8_t b = r.u8();
    is_type = b == 0x50;
    if (b == 0x50) return nullptr;
    if (b == 0x51) return types.primitive(ElementKind::Object);
    if (b == 0x55) {
      auto name = r.ser_string();
      Type* e = name ? type_of_name(*name) : nullptr;
      if (!e || !e->is_enum) throw BadImage("unknown enum in an attribute");
      return e;
    }
    if (b == 0x1d) {
      bool element_is_type;
      Type* element = encoded_type(element_is_type);
      return types.szarray_of(element_is_type ? types.well_known("System.Type") : element);
    }
    return types.primitive(ElementKind(b));
  }
  void encoded() {
    bool is_type;
    Type* t = encoded_type(is_type);
    if (t && t->is_primitive()) made.push_back(t);
    typed(is_type ? types.well_known("System.Type") : t);
  }

  void read(Method* ctor) {
    if (r.data.empty()) return;
    r.u16();
    for (Type* p : ctor->sig.params) typed(p);
    for (uint16_t n = r.u16(); n; --n) {
      bool field = r.u8() == 0x53, is_type;
      Type* t = encoded_type(is_type);
      auto name = r.ser_string();
      members.push_back({field, name ? *name : std::string_view()});
      typed(is_type ? types.well_known("System.Type") : t);
    }
  }
};

}  // namespace

void Walk::keep_attribute_values(Module* module, Method* ctor, Blob blob, Node from) {
  AttributeBlob values{types, module, {blob}, {}, {}, {}};
  try { values.read(ctor); } catch (const BadImage&) {}
  for (Type* t : values.named) mention(t, from, "has an attribute that names");
  for (Type* t : values.made) {
    construct(t, from, "has an attribute with a value of");
    if (t->is_enum) construct(types.szarray_of(t), from, "has an attribute with a value of");
  }
  for (auto& member : values.members) keep_named_member(ctor->owner, member.name, member.field, from);
}

// `[A(Name = value)]`: CoreLib finds the property or field by name and sets it.
void Walk::keep_named_member(Type* t, std::string_view name, bool is_field, Node from) {
  for (; t && t->def; t = types.base(t)) {
    if (is_field) {
      Field* f = types.find_field(t, name);
      if (!f) continue;
      return keep_field(f, from);
    }
    for (uint32_t row : t->def->module->properties(t->def->row)) {
      if (t->def->module->property(row).name != name) continue;
      keep_property(t, row, from);
      for (auto [what, method] : t->def->module->semantics(make_token(Table::Property, row))) {
        if (!(what & 1)) continue;
        Method* setter = types.method(t, types.method_def(t->def->module, method));
        reach(setter, from, "has an attribute that sets");
        program.reflection.invokable.insert(setter);
      }
      return;
    }
  }
}

// -- handles that code loads --
void Walk::use_method_token(Method* m, Node from) {
  if (!m->def || m->owner->open || !program.reflection.token_methods.insert(m).second) return;
  construct(types.well_known("System.RuntimeMethodInfoStub"), from, "loads a method handle of type");
  keep_code(m, from);
  // An accessor stands for its property.
  if (!(m->def->flags & 0x800)) return;
  Module* module = m->def->module;
  for (uint32_t row : module->properties(m->owner->def->row))
    for (auto [what, method] : module->semantics(make_token(Table::Property, row)))
      if (method == m->def->row) keep_property(m->owner, row, from);
}

void Walk::use_field_token(Field* f, Node from) {
  if (f->def->has_rva() || f->owner->open || !program.reflection.token_fields.insert(f).second) return;
  construct(types.well_known("System.RuntimeFieldInfoStub"), from, "loads a field handle of type");
  keep_storage(f, from);
}

void Walk::finish_reflection() {
  program.reflection.method_objects = !sleeping.contains("System.Reflection.MetadataImport::Enum");
  Reflection& r = program.reflection;
  auto sort = [](auto& out, auto& set, auto name) {
    std::vector<std::pair<std::string, typename std::decay_t<decltype(set)>::value_type>> named;
    for (auto* x : set) named.push_back({name(x), x});
    std::sort(named.begin(), named.end());
    for (auto& [n, x] : named) out.push_back(x);
  };
  sort(r.types, kept_types, [&](Type* t) { return types.type_name(t); });
  sort(r.methods, kept_methods, [&](Method* m) { return types.method_name(m); });
  sort(r.fields, kept_fields, [&](Field* f) { return types.field_name(f); });
  auto by_place = [](const Reflection::Row& a, const Reflection::Row& b) {
    return std::pair(a.module->name(), a.token.value) < std::pair(b.module->name(), b.token.value);
  };
  for (auto* rows : {&r.properties, &r.events, &r.attributes}) std::sort(rows->begin(), rows->end(), by_place);
}

}  // namespace ahead
