// Tokens and signatures to types, methods and fields.
//
// A token is resolved once, over the variables of the code that contains it ("open"), and the result is kept per module.
// Every use then only substitutes its own generic arguments, which is a few hash look-ups. Member references name a parent type and
// a signature over the *parent definition's* variables; the search walks up the base classes, carrying their instantiation along.
#include "types/internal.h"

namespace ahead {

namespace {
constexpr int kMaxNesting = 300;      // of types in signatures: hostile input must not overflow the stack
void check_depth(int depth) { if (depth > kMaxNesting) throw BadImage("signature is nested too deeply"); }
}  // namespace

// ---- type references ----

Module* TypeSystem::Impl::resolve_assembly_ref(ModuleState& s, uint32_t row) {
  AssemblyRefRow ref = s.module->assembly_ref(row);
  if (Module* m = ts.find_assembly(ref.name)) return m;
  std::string full = assembly_ref_name(ref);
  if (std::find(missing.begin(), missing.end(), full) == missing.end()) missing.push_back(full);
  throw LoadError(LoadError::FileNotFound, "Could not load file or assembly '" + full + "'. The system cannot find the file specified.\n");
}

TypeDef* TypeSystem::Impl::resolve_type_ref(ModuleState& s, uint32_t row) {
  if (row == 0 || row >= s.type_refs.size()) throw BadImage("TypeRef row out of range");
  if (s.type_refs[row]) return s.type_refs[row];
  TypeRefRow r = s.module->type_ref(row);
  TypeDef* d = nullptr;
  Module* where = s.module;
  std::string full = r.name_space.empty() ? std::string(r.name) : std::string(r.name_space) + "." + std::string(r.name);
  if (!r.scope.nil() && r.scope.table() == Table::TypeRef) {
    if (r.scope.row() == row) throw BadImage("TypeRef is its own scope");
    TypeDef* outer = resolve_type_ref(s, r.scope.row());
    d = find_nested(outer, r.name);
    where = outer->module;      // messages name a nested type without its enclosing type
  } else if (!r.scope.nil() && r.scope.table() == Table::AssemblyRef) {
    where = resolve_assembly_ref(s, r.scope.row());
    d = find_in(where, r.name_space, r.name);
    if (!d && s.overlay) d = find_in(ts.corelib(), r.name_space, r.name);
  } else {
    d = find_in(s.module, r.name_space, r.name);
  }
  if (!d) throw_missing_type(ts, full, where);
  return s.type_refs[row] = d;
}

Type* TypeSystem::Impl::open_type(ModuleState& s, Token t) {
  switch (t.table()) {
    case Table::TypeDef: return ts.type_def(s.module, t.row())->open;
    case Table::TypeRef: return resolve_type_ref(s, t.row())->open;
    case Table::TypeSpec: {
      if (t.row() == 0 || t.row() >= s.type_specs.size()) throw BadImage("TypeSpec row out of range");
      if (Type* known = s.type_specs[t.row()]) return known;
      BlobReader r{s.module->type_spec(t.row())};
      Type* type = read_open(s, r);
      return s.type_specs[t.row()] = type;
    }
    default: throw BadImage("token is not a type");
  }
}

// ---- signatures (II.23.2) ----

Type* TypeSystem::Impl::read_open(ModuleState& s, BlobReader& r, int depth) {
  check_depth(depth);
  auto e = ElementKind(r.u8());
  switch (e) {
    case ElementKind::Void: case ElementKind::Boolean: case ElementKind::Char: case ElementKind::I1: case ElementKind::U1: case ElementKind::I2:
    case ElementKind::U2: case ElementKind::I4: case ElementKind::U4: case ElementKind::I8: case ElementKind::U8: case ElementKind::R4:
    case ElementKind::R8: case ElementKind::String: case ElementKind::TypedByRef: case ElementKind::I: case ElementKind::U: case ElementKind::Object:
      return ts.primitive(e);
    case ElementKind::Ptr: return ts.pointer_to(read_open(s, r, depth + 1));
    case ElementKind::ByRef: return ts.byref_to(read_open(s, r, depth + 1));
    case ElementKind::ValueType: case ElementKind::Class: {
      Token t = r.type_def_or_ref();
      if (t.table() == Table::TypeSpec) check_depth(depth + kMaxNesting);   // not allowed here, and could be circular
      return open_type(s, t);
    }
    case ElementKind::Var: return ts.var(r.compressed());
    case ElementKind::MVar: return ts.mvar(r.compressed());
    case ElementKind::SzArray: return ts.szarray_of(read_open(s, r, depth + 1));
    case ElementKind::Array: {
      Type* element = read_open(s, r, depth + 1);
      uint32_t rank = r.compressed();
      if (rank == 0 || rank > 32) throw LoadError(LoadError::TypeLoad, "array rank out of range");
      for (uint32_t n = r.compressed(); n; --n) r.compressed();
      for (uint32_t n = r.compressed(); n; --n) r.compressed_signed();
      return ts.array_of(element, rank);
    }
    case ElementKind::GenericInst: {
      r.u8();
      Token t = r.type_def_or_ref();
      if (t.table() == Table::TypeSpec) throw BadImage("generic instance of a TypeSpec");
      TypeDef* d = open_type(s, t)->def;
      uint32_t n = r.compressed();
      if (n != d->generic_count) throw BadImage("wrong number of generic arguments");
      std::vector<Type*> args;
      for (uint32_t i = 0; i < n; ++i) args.push_back(read_open(s, r, depth + 1));
      return ts.instantiate(d, args);
    }
    case ElementKind::FnPtr: return ts.fn_pointer(read_signature(s, r, depth + 1));
    case ElementKind::CModReqd: case ElementKind::CModOpt:
      r.type_def_or_ref();
      return read_open(s, r, depth + 1);
    case ElementKind::Pinned: return read_open(s, r, depth + 1);
    default: throw BadImage("unknown element type in signature");
  }
}

Signature TypeSystem::Impl::read_signature(ModuleState& s, BlobReader& r, int depth) {
  check_depth(depth);
  Signature sig;
  uint8_t head = r.u8();
  sig.call_conv = head & 0x0f; sig.has_this = head & 0x20; sig.explicit_this = head & 0x40;
  if (head & 0x10) sig.generic_count = r.compressed();
  uint32_t count = r.compressed();
  std::vector<std::string_view> mods;
  while (!r.at_end() && (r.data[r.pos] == uint8_t(ElementKind::CModOpt) || r.data[r.pos] == uint8_t(ElementKind::CModReqd))) {
    bool optional = r.u8() == uint8_t(ElementKind::CModOpt);
    Token t = r.type_def_or_ref();
    if (optional && sig.call_conv != 0) mods.push_back(strings.emplace_back(raw_token_text(s, t)));
  }
  if (!mods.empty()) sig.ret_modopts = string_lists.emplace_back(std::move(mods));
  sig.ret = read_open(s, r, depth + 1);
  std::vector<Type*> params;
  for (uint32_t i = 0; i < count; ++i) {
    if (!r.at_end() && r.data[r.pos] == uint8_t(ElementKind::Sentinel)) { r.u8(); sig.sentinel = int(i); }
    params.push_back(read_open(s, r, depth + 1));
  }
  sig.params = intern(params);
  return sig;
}

const Signature& TypeSystem::Impl::open_signature(MethodDef* d) {
  if (!d->open_sig) {
    BlobReader r{d->raw_signature};
    Signature sig = read_signature(state(d->module), r);
    d->open_sig = &signatures.emplace_back(sig);
  }
  return *d->open_sig;
}

Type* TypeSystem::Impl::open_field_type(FieldDef* d) {
  if (d->open_type) return d->open_type;
  BlobReader r{d->raw_signature};
  if (r.u8() != 6) throw BadImage("field signature expected");
  bool by_class = !r.at_end() && r.data[r.pos] == uint8_t(ElementKind::Class);
  try {
    return d->open_type = read_open(state(d->module), r);
  } catch (LoadError&) {
    // A field of a class that cannot be loaded only ever holds null; the class that has the field still works.
    if (!by_class) throw;
    return d->open_type = ts.primitive(ElementKind::Object);
  }
}

Type* TypeSystem::read_type(Module* m, BlobReader& r, const GenericContext& c) { return substitute(impl_->read_open(impl_->state(m), r), c); }

Type* TypeSystem::resolve_type(Module* m, Token t, const GenericContext& c) {
  Type* open = impl_->open_type(impl_->state(m), t);
  return t.table() == Table::TypeSpec ? substitute(open, c) : open;   // a bare definition token means the definition
}

std::vector<std::pair<Type*, bool>> TypeSystem::resolve_locals(Module* m, Token t, const GenericContext& c) {
  std::vector<std::pair<Type*, bool>> locals;
  if (t.nil()) return locals;
  if (t.table() != Table::StandAloneSig) throw BadImage("local signature token expected");
  BlobReader r{m->stand_alone_sig(t.row())};
  if (r.u8() != 7) throw BadImage("local signature expected");
  ModuleState& s = impl_->state(m);
  for (uint32_t n = r.compressed(); n; --n) {
    bool pinned = false;
    while (!r.at_end()) {
      auto e = ElementKind(r.data[r.pos]);
      if (e == ElementKind::Pinned) { pinned = true; r.u8(); }
      else if (e == ElementKind::CModReqd || e == ElementKind::CModOpt) { r.u8(); r.type_def_or_ref(); }
      else break;
    }
    bool by_class = !r.at_end() && r.data[r.pos] == uint8_t(ElementKind::Class);
    Type* type;
    try {
      type = impl_->read_open(s, r);
    } catch (LoadError&) {      // a local of a missing class only ever holds null; what creates one fails itself
      if (!by_class) throw;
      type = primitive(ElementKind::Object);
    }
    locals.emplace_back(substitute(type, c), pinned);
  }
  return locals;
}

Signature TypeSystem::resolve_call_sig(Module* m, Token t, const GenericContext& c) {
  ModuleState& s = impl_->state(m);
  Blob blob;
  switch (t.table()) {
    case Table::StandAloneSig: blob = m->stand_alone_sig(t.row()); break;
    case Table::MemberRef: blob = m->member_ref(t.row()).signature; break;
    default: return resolve_method(m, t, c)->sig;
  }
  BlobReader r{blob};
  Signature sig = impl_->read_signature(s, r);
  if (t.table() == Table::MemberRef) {
    Type* owner = resolve_method(m, t, c)->owner;
    return substitute(sig, {owner->args, c.method_args});
  }
  return substitute(sig, c);
}

// ---- methods ----

bool TypeSystem::Impl::same_signature(const Signature& want, const Signature& have) {
  if (want.has_this != have.has_this || want.generic_count != have.generic_count || want.ret != have.ret) return false;
  if ((want.call_conv == 5) != (have.call_conv == 5)) return false;
  size_t n = want.sentinel >= 0 ? size_t(want.sentinel) : want.params.size();
  return n == have.params.size() && ListEqual{}(want.params.first(n), have.params);
}

// The method on `parent`'s definition or a base that has this name and signature. The result's owner is in the terms of the caller.
OpenMethod TypeSystem::Impl::find_by_signature(ModuleState& s, Type* parent, std::string_view name, Blob raw, const Signature& want) {
  Type* start = nominal(parent);
  if (!start->def) throw BadImage("member reference on a type without members");
  for (Type* level = start->def->open; level; level = ts.base(level)) {
    std::vector<MethodDef*> hits;
    for (MethodDef* d : level->def->methods) {
      if (d->name != name || d->generic_count != want.generic_count) continue;
      try {
        const Signature& have = open_signature(d);
        bool same = level->args.empty() || level == level->def->open ? same_signature(want, have) : same_signature(want, ts.substitute(have, {level->args, {}}));
        if (same) hits.push_back(d);
      } catch (LoadError&) {   // an overload whose types are missing is not the one that was meant
      }
    }
    if (hits.size() > 1) {     // overloads that differ only in custom modifiers
      std::string exact = raw_method_text(s, raw, name, true);
      for (MethodDef* d : hits)
        if (raw_method_text(state(d->module), d->raw_signature, name, true) == exact) { hits = {d}; break; }
    }
    if (!hits.empty()) return {ts.substitute(level, {start->args, {}}), hits[0]};
    if (level->is_interface) break;
  }
  std::string text = raw_method_text(s, raw, message_type_text(start->def) + "." + std::string(name), false);
  throw LoadError(LoadError::MissingMethod, "Method not found: '" + text + "'.");
}

static ArrayOp array_op(std::string_view name) {
  if (name == ".ctor") return ArrayOp::Ctor;
  if (name == "Get") return ArrayOp::Get;
  if (name == "Set") return ArrayOp::Set;
  return name == "Address" ? ArrayOp::Address : ArrayOp::None;
}

OpenMethod TypeSystem::Impl::open_member_method(ModuleState& s, uint32_t row, const GenericContext& c) {
  MemberRefRow r = s.module->member_ref(row);
  if (r.parent.table() == Table::MethodDef) return open_method(s, r.parent, c);       // vararg call site
  Type* parent;
  if (r.parent.table() == Table::ModuleRef) parent = ts.type_def(s.module, 1)->open;
  else parent = open_type(s, r.parent);
  if (parent->kind == ElementKind::Var || parent->kind == ElementKind::MVar) parent = ts.substitute(parent, c);
  BlobReader b{r.signature};
  Signature want = read_signature(s, b);
  if (parent->is_array())
    if (ArrayOp op = array_op(r.name); op != ArrayOp::None) return {.owner = parent, .op = op, .array_sig = want};
  return find_by_signature(s, parent, r.name, r.signature, want);
}

OpenMethod TypeSystem::Impl::open_method(ModuleState& s, Token t, const GenericContext& c) {
  switch (t.table()) {
    case Table::MethodDef: {
      MethodDef* d = ts.method_def(s.module, t.row());
      return {.owner = d->owner->open, .def = d};
    }
    case Table::MemberRef: return open_member_method(s, t.row(), c);
    case Table::MethodSpec: {
      auto [method, blob] = s.module->method_spec(t.row());
      if (method.table() == Table::MethodSpec) throw BadImage("MethodSpec of a MethodSpec");
      OpenMethod m = open_method(s, method, c);
      BlobReader r{blob};
      if (r.u8() != 0x0a) throw BadImage("method instantiation expected");
      std::vector<Type*> args;
      for (uint32_t n = r.compressed(); n; --n) args.push_back(read_open(s, r));
      m.args = intern(args);
      return m;
    }
    default: throw BadImage("token is not a method");
  }
}

static bool any_open(TypeList l) { for (Type* t : l) if (t->open) return true; return false; }

Method* TypeSystem::resolve_method(Module* module, Token t, const GenericContext& c) {
  ModuleState& s = impl_->state(module);
  auto known = s.methods.find(t.value);
  if (known == s.methods.end()) {
    OpenMethod m = impl_->open_method(s, t, c);
    bool depends_on_context = false;      // member of a type variable: resolved anew for every context
    if (t.table() == Table::MemberRef || t.table() == Table::MethodSpec) {
      Token ref = t.table() == Table::MethodSpec ? module->method_spec(t.row()).first : t;
      if (ref.table() == Table::MemberRef)
        if (Token p = module->member_ref(ref.row()).parent; p.table() == Table::TypeSpec) {
          auto k = impl_->open_type(s, p)->kind;
          depends_on_context = k == ElementKind::Var || k == ElementKind::MVar;
        }
    }
    if (depends_on_context) return method(m.owner, m.def, impl_->intern(m.args));
    if (!m.owner->open && !any_open(m.args) && m.op == ArrayOp::None) m.exact = method(m.owner, m.def, m.args);
    known = s.methods.emplace(t.value, m).first;
  }
  const OpenMethod& m = known->second;
  if (m.exact) return m.exact;
  Type* owner = substitute(m.owner, c);
  if (m.op != ArrayOp::None) {
    // Arrays have no definition whose variables could be meant: the signature is over the caller's.
    return array_method(owner, m.op, substitute(m.array_sig, c));
  }
  std::vector<Type*> args;
  for (Type* a : m.args) args.push_back(substitute(a, c));
  return method(owner, m.def, args);
}

// ---- fields ----

OpenField TypeSystem::Impl::open_field(ModuleState& s, Token t, const GenericContext& c) {
  if (t.table() == Table::Field) {
    FieldDef* d = ts.field_def(s.module, t.row());
    return {d->owner->open, d};
  }
  if (t.table() != Table::MemberRef) throw BadImage("token is not a field");
  MemberRefRow r = s.module->member_ref(t.row());
  Type* parent = r.parent.table() == Table::ModuleRef ? ts.type_def(s.module, 1)->open : open_type(s, r.parent);
  if (parent->kind == ElementKind::Var || parent->kind == ElementKind::MVar) parent = ts.substitute(parent, c);
  if (!parent->def) throw BadImage("field reference on a type without fields");
  BlobReader b{r.signature};
  if (b.u8() != 6) throw BadImage("field signature expected");
  Type* want = nullptr;
  try { want = read_open(s, b); } catch (LoadError&) {}     // then the name alone decides
  for (Type* level = parent->def->open; level; level = ts.base(level)) {
    for (FieldDef* d : level->def->fields) {
      if (d->name != r.name) continue;
      if (!want || ts.substitute(open_field_type(d), {level->args, {}}) == want) return {ts.substitute(level, {parent->args, {}}), d};
    }
  }
  throw LoadError(LoadError::MissingField, "Field not found: '" + message_type_text(parent->def) + "." + std::string(r.name) + "'.");
}

Field* TypeSystem::resolve_field(Module* module, Token t, const GenericContext& c) {
  ModuleState& s = impl_->state(module);
  auto known = s.fields.find(t.value);
  if (known == s.fields.end()) {
    OpenField f = impl_->open_field(s, t, c);
    if (!f.owner->open) {
      f.exact = field(f.owner, f.def);
      if (t.table() == Table::MemberRef)
        if (Token p = module->member_ref(t.row()).parent; p.table() == Table::TypeSpec && impl_->open_type(s, p)->open && !impl_->open_type(s, p)->def) return f.exact;
    }
    known = s.fields.emplace(t.value, f).first;
  }
  if (known->second.exact) return known->second.exact;
  return field(substitute(known->second.owner, c), known->second.def);
}

}  // namespace ahead
