// Loading of modules and definitions, and interning: one Type per type, one Method per exact method.
#include "types/internal.h"

#include <algorithm>

namespace ahead {

bool Type::is_reference() const {
  switch (kind) {
    case ElementKind::Class: case ElementKind::String: case ElementKind::Object: case ElementKind::Array: case ElementKind::SzArray: return true;
    default: return false;
  }
}

std::string_view Method::name() const {
  if (def) return def->name;
  switch (array_op) {
    case ArrayOp::Ctor: return ".ctor";
    case ArrayOp::Get: return "Get";
    case ArrayOp::Set: return "Set";
    default: return "Address";
  }
}

TypeSystem::TypeSystem() : impl_(std::make_unique<Impl>(*this)) {}
TypeSystem::~TypeSystem() = default;

std::string lower(std::string_view s) {
  std::string r(s);
  for (char& c : r) if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  return r;
}

void throw_missing_type(TypeSystem& ts, std::string_view full_name, Module* m) {
  std::string shown(full_name);
  std::replace(shown.begin(), shown.end(), '/', '+');
  throw LoadError(LoadError::TypeLoad, "Could not load type '" + shown + "' from assembly '" + ts.assembly_name(m) + "'.");
}

// ---- modules ----

ModuleState& TypeSystem::Impl::state(Module* m) {
  if (last_state && last_state->module == m) return *last_state;
  auto it = states.find(m);
  if (it == states.end()) throw std::logic_error("module is not part of this type system");
  return *(last_state = it->second.get());
}

Module* TypeSystem::Impl::adopt(std::unique_ptr<Module> owned) {
  auto s = std::make_unique<ModuleState>();
  Module* m = s->module = owned.get();
  s->owned = std::move(owned);
  s->type_defs.resize(m->rows(Table::TypeDef) + 1);
  s->type_loading.resize(s->type_defs.size());
  s->method_defs.resize(m->rows(Table::MethodDef) + 1);
  s->field_defs.resize(m->rows(Table::Field) + 1);
  s->type_refs.resize(m->rows(Table::TypeRef) + 1);
  s->type_specs.resize(m->rows(Table::TypeSpec) + 1);
  states.emplace(m, std::move(s));
  modules.push_back(m);
  return m;
}

void TypeSystem::add_reference(const std::string& simple_name, const std::string& path) { impl_->references.emplace(lower(simple_name), path); }

Module* TypeSystem::load(const std::string& path) {
  for (Module* known : impl_->modules) if (known->path() == path) return known;
  Module* m = impl_->adopt(Module::open(path));
  impl_->by_name.emplace(lower(m->name()), m);
  return m;
}

Module* TypeSystem::find_assembly(std::string_view simple_name) {
  std::string key = lower(simple_name);
  if (auto it = impl_->by_name.find(key); it != impl_->by_name.end()) return it->second;
  auto ref = impl_->references.find(key);
  if (ref == impl_->references.end()) return nullptr;
  Module* m = impl_->adopt(Module::open(ref->second));
  impl_->by_name[key] = m;
  return m;
}

Module* TypeSystem::corelib() {
  if (!impl_->corelib) impl_->corelib = find_assembly("System.Private.CoreLib");
  if (!impl_->corelib) throw LoadError(LoadError::FileNotFound, "System.Private.CoreLib is not among the references");
  return impl_->corelib;
}

bool TypeSystem::is_framework(const Module* m) {
  auto folder = [](const std::string& path) { return std::string_view(path).substr(0, path.rfind('/') + 1); };
  return folder(m->path()) == folder(corelib()->path());
}

std::span<Module* const> TypeSystem::modules() const { return impl_->modules; }
const std::vector<std::string>& TypeSystem::missing_references() const { return impl_->missing; }

// ---- definitions ----

namespace {
struct KnownAttribute { std::string_view name; uint32_t bit; };
constexpr KnownAttribute kKnownAttributes[] = {
    {"System.Runtime.CompilerServices.IntrinsicAttribute", kAttrIntrinsic},
    {"System.Runtime.CompilerServices.IsByRefLikeAttribute", kAttrByRefLike},
    {"System.Runtime.CompilerServices.InlineArrayAttribute", kAttrInlineArray},
    {"System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute", kAttrUnmanagedCallersOnly},
    {"System.Runtime.CompilerServices.ModuleInitializerAttribute", kAttrModuleInitializer},
    {"System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute", kAttrDoesNotReturn},
    {"System.ThreadStaticAttribute", kAttrThreadStatic},
    {"System.Runtime.CompilerServices.PreserveBaseOverridesAttribute", kAttrPreserveBaseOverrides},
    {"Ahead.SkeletonAttribute", kAttrSkeleton},
};

struct PrimitiveName { std::string_view name; ElementKind kind; };
constexpr PrimitiveName kPrimitiveNames[] = {
    {"Void", ElementKind::Void}, {"Boolean", ElementKind::Boolean}, {"Char", ElementKind::Char}, {"SByte", ElementKind::I1},
    {"Byte", ElementKind::U1}, {"Int16", ElementKind::I2}, {"UInt16", ElementKind::U2}, {"Int32", ElementKind::I4},
    {"UInt32", ElementKind::U4}, {"Int64", ElementKind::I8}, {"UInt64", ElementKind::U8}, {"Single", ElementKind::R4},
    {"Double", ElementKind::R8}, {"String", ElementKind::String}, {"Object", ElementKind::Object}, {"IntPtr", ElementKind::I},
    {"UIntPtr", ElementKind::U}, {"TypedReference", ElementKind::TypedByRef},
};
}  // namespace

uint32_t TypeSystem::Impl::attributes(ModuleState& s, Token parent) {
  uint32_t bits = 0;
  for (uint32_t row : s.module->custom_attributes(parent)) {
    Token ctor = s.module->custom_attribute(row).ctor;
    auto [it, fresh] = s.attribute_bits.try_emplace(ctor.value, 0);
    if (fresh) {
      std::string name = s.module->attribute_type_name(row);
      for (auto& known : kKnownAttributes) if (known.name == name) it->second = known.bit;
    }
    bits |= it->second;
  }
  return bits;
}

MethodDef* TypeSystem::Impl::new_method_def(ModuleState& s, uint32_t row, TypeDef* owner) {
  MethodDefRow r = s.module->method_def(row);
  MethodDef& d = method_defs.emplace_back();
  d.module = s.module; d.row = row; d.owner = owner; d.name = r.name; d.flags = r.flags; d.impl_flags = r.impl_flags; d.rva = r.rva;
  d.raw_signature = r.signature;
  if (r.signature.empty()) throw BadImage("method without signature");
  if (r.signature[0] & 0x10) {
    BlobReader b{r.signature, 1};
    d.generic_count = b.compressed();
  }
  uint32_t bits = attributes(s, make_token(Table::MethodDef, row));
  d.is_intrinsic = (bits & kAttrIntrinsic) || owner->is_intrinsic;
  d.is_unmanaged_callers_only = bits & kAttrUnmanagedCallersOnly;
  d.is_module_initializer = bits & kAttrModuleInitializer;
  d.does_not_return = bits & kAttrDoesNotReturn;
  d.preserve_base_overrides = bits & kAttrPreserveBaseOverrides;
  return &d;
}

FieldDef* TypeSystem::Impl::new_field_def(ModuleState& s, uint32_t row, TypeDef* owner) {
  FieldRow r = s.module->field(row);
  FieldDef& d = field_defs.emplace_back();
  d.module = s.module; d.row = row; d.owner = owner; d.name = r.name; d.flags = r.flags; d.raw_signature = r.signature;
  d.is_thread_static = d.is_static() && (attributes(s, make_token(Table::Field, row)) & kAttrThreadStatic);
  return &d;
}

// Value type, enum or delegate is decided by the name of the base: the base itself may not be loadable.
void TypeSystem::Impl::classify(ModuleState& s, TypeDef& d, const TypeDefRow& r) {
  if (r.extends.nil()) return;
  std::string_view ns, name;
  if (r.extends.table() == Table::TypeRef) {
    TypeRefRow base = s.module->type_ref(r.extends.row());
    ns = base.name_space; name = base.name;
  } else if (r.extends.table() == Table::TypeDef && (s.module == ts.corelib() || s.overlay)) {
    TypeDefRow base = s.module->type_def(r.extends.row());
    ns = base.name_space; name = base.name;
  }
  if (ns != "System") return;
  if (name == "Enum") d.is_enum = d.is_value_type = true;
  if (name == "ValueType" && d.full_name != "System.Enum") d.is_value_type = true;
  if (name == "MulticastDelegate") d.is_delegate = true;
}

// Published in the module's tables only when all rows could be read.
void TypeSystem::Impl::load_members(ModuleState& s, TypeDef& d, const TypeDefRow& r) {
  for (uint32_t f = r.field_begin; f < r.field_end; ++f) d.fields.push_back(new_field_def(s, f, &d));
  for (uint32_t i = r.method_begin; i < r.method_end; ++i) {
    MethodDef* md = new_method_def(s, i, &d);
    d.methods.push_back(md);
    if (md->is_cctor() && md->is_static()) d.cctor = md;
    if (md->name == "Finalize" && md->is_virtual() && !md->is_newslot() && md->raw_signature.size() == 3 && md->raw_signature[1] == 0) d.finalizer = md;
  }
  for (FieldDef* f : d.fields) s.field_defs.at(f->row) = f;
  for (MethodDef* m : d.methods) s.method_defs.at(m->row) = m;
}

TypeDef* TypeSystem::Impl::load_type_def(ModuleState& s, uint32_t row) {
  Module* m = s.module;
  if (s.type_loading[row]) throw BadImage("nested type encloses itself");
  struct Loading {
    std::vector<bool>& flags; uint32_t row;
    Loading(std::vector<bool>& f, uint32_t r) : flags(f), row(r) { f[r] = true; }
    ~Loading() { flags[row] = false; }
  } loading(s.type_loading, row);
  TypeDefRow r = m->type_def(row);
  TypeDef* enclosing = nullptr;
  if (uint32_t outer = m->enclosing_type(row)) enclosing = ts.type_def(m, outer);
  TypeDef& d = type_defs.emplace_back();
  d.module = m; d.row = row; d.name = r.name; d.name_space = r.name_space; d.flags = r.flags; d.enclosing = enclosing;
  if (enclosing) d.full_name = enclosing->full_name + "/" + std::string(r.name_space.empty() ? "" : std::string(r.name_space) + ".") + std::string(r.name);
  else d.full_name = r.name_space.empty() ? std::string(r.name) : std::string(r.name_space) + "." + std::string(r.name);
  d.is_interface = r.flags & 0x20; d.is_abstract = r.flags & 0x80; d.is_sealed = r.flags & 0x100; d.before_field_init = r.flags & 0x100000;
  Token token = make_token(Table::TypeDef, row);
  for (uint32_t p : m->generic_params(token)) d.variance.push_back(m->generic_param(p).flags & 3);
  d.generic_count = uint32_t(d.variance.size());
  classify(s, d, r);
  uint32_t bits = attributes(s, token);
  d.is_intrinsic = bits & kAttrIntrinsic;
  d.is_byref_like = bits & kAttrByRefLike;
  if (bits & kAttrInlineArray)
    if (auto blob = m->find_attribute(token, "System.Runtime.CompilerServices.InlineArrayAttribute"); blob && blob->size() >= 6) {
      BlobReader b{*blob, 2};
      d.is_inline_array = true; d.inline_array_length = b.u32();
    }
  std::vector<Type*> vars;
  for (uint32_t i = 0; i < d.generic_count; ++i) vars.push_back(ts.var(i));
  d.open = ts.instantiate(&d, vars);
  load_members(s, d, r);
  return s.type_defs[row] = &d;
}

TypeDef* TypeSystem::type_def(Module* m, uint32_t row) {
  ModuleState& s = impl_->state(m);
  if (row == 0 || row >= s.type_defs.size()) throw BadImage("TypeDef row out of range");
  return s.type_defs[row] ? s.type_defs[row] : impl_->load_type_def(s, row);
}

MethodDef* TypeSystem::method_def(Module* m, uint32_t row) {
  ModuleState& s = impl_->state(m);
  if (row == 0 || row >= s.method_defs.size()) throw BadImage("MethodDef row out of range");
  if (!s.method_defs[row]) type_def(m, m->type_of_method(row));
  if (!s.method_defs[row]) throw BadImage("method without type");
  return s.method_defs[row];
}

FieldDef* TypeSystem::field_def(Module* m, uint32_t row) {
  ModuleState& s = impl_->state(m);
  if (row == 0 || row >= s.field_defs.size()) throw BadImage("Field row out of range");
  if (!s.field_defs[row]) type_def(m, m->type_of_field(row));
  if (!s.field_defs[row]) throw BadImage("field without type");
  return s.field_defs[row];
}

// ---- finding by name ----

TypeDef* TypeSystem::Impl::find_nested(TypeDef* enclosing, std::string_view name) {
  auto search = [&](Module* m, uint32_t row) -> TypeDef* {
    ModuleState& s = state(m);
    auto [it, fresh] = s.nested.try_emplace(row);
    if (fresh)
      for (uint32_t n : m->nested_types(row)) it->second.emplace(m->type_def(n).name, n);
    auto hit = it->second.find(name);
    return hit == it->second.end() ? nullptr : ts.type_def(m, hit->second);
  };
  if (TypeDef* d = search(enclosing->module, enclosing->row)) return d;
  return nullptr;
}

TypeDef* TypeSystem::Impl::find_in(Module* m, std::string_view ns, std::string_view name, int hops) {
  if (uint32_t row = m->find_type(ns, name)) return ts.type_def(m, row);
  if (m == corelib && overlay)
    if (uint32_t row = overlay->find_type(ns, name)) return ts.type_def(overlay, row);
  uint32_t exported = m->find_exported_type(ns, name);
  if (!exported) return nullptr;
  if (hops > 16) throw LoadError(LoadError::TypeLoad, "type forwards run in a circle");
  Token to = m->exported_type(exported).implementation;
  if (to.table() != Table::AssemblyRef) return nullptr;
  return find_in(resolve_assembly_ref(state(m), to.row()), ns, name, hops + 1);
}

TypeDef* TypeSystem::find_type(Module* m, std::string_view full_name) {
  size_t slash = full_name.find('/');
  std::string_view top = full_name.substr(0, slash);
  size_t dot = top.rfind('.');
  if (dot != std::string_view::npos && dot > 0 && top[dot - 1] == '.') --dot;
  TypeDef* d = dot == std::string_view::npos ? impl_->find_in(m, "", top) : impl_->find_in(m, top.substr(0, dot), top.substr(dot + 1));
  while (d && slash != std::string_view::npos) {
    size_t next = full_name.find('/', slash + 1);
    d = impl_->find_nested(d, full_name.substr(slash + 1, next == std::string_view::npos ? next : next - slash - 1));
    slash = next;
  }
  return d;
}

TypeDef* TypeSystem::find_type(std::string_view full_name) {
  if (TypeDef* d = find_type(corelib(), full_name)) return d;
  throw_missing_type(*this, full_name, corelib());
}

TypeDef* TypeSystem::Impl::corelib_def(std::string_view ns, std::string_view name) {
  TypeDef* d = find_in(ts.corelib(), ns, name);
  if (!d) throw_missing_type(ts, std::string(ns) + "." + std::string(name), ts.corelib());
  return d;
}

// ---- interning ----

TypeList TypeSystem::Impl::intern(TypeList l) {
  if (l.empty()) return {};
  if (auto it = lists.find(l); it != lists.end()) return *it;
  if (list_left < l.size()) {
    list_left = std::max<size_t>(4096, l.size());
    list_next = list_chunks.emplace_back(new Type*[list_left]).get();
  }
  std::copy(l.begin(), l.end(), list_next);
  TypeList stored(list_next, l.size());
  list_next += l.size(); list_left -= l.size();
  lists.insert(stored);
  return stored;
}

TypeList TypeSystem::intern_list(const std::vector<Type*>& l) { return impl_->intern(l); }

Type* TypeSystem::Impl::intern(const Type& key) {
  if (auto it = interned.find(const_cast<Type*>(&key)); it != interned.end()) return *it;
  Type& t = types.emplace_back(key);
  t.id = uint32_t(types.size());
  t.open = t.kind == ElementKind::Var || t.kind == ElementKind::MVar;
  auto add = [&](Type* part) { t.open |= part->open; t.depth = std::max<uint16_t>(t.depth, part->depth + 1); };
  for (Type* a : t.args) add(a);
  if (t.element) add(t.element);
  if (t.fn) {
    add(t.fn->ret);
    for (Type* p : t.fn->params) add(p);
  }
  if (TypeDef* d = t.def) {
    t.is_value_type = d->is_value_type; t.is_interface = d->is_interface; t.is_enum = d->is_enum; t.is_delegate = d->is_delegate;
    t.is_byref_like = d->is_byref_like || t.kind == ElementKind::TypedByRef;
    bool variant = std::any_of(d->variance.begin(), d->variance.end(), [](uint8_t v) { return v != 0; });
    t.is_sealed = d->is_sealed && !variant;       // a variable of a variant delegate type holds other instances too
    t.is_nullable = d->name == "Nullable`1" && d->name_space == "System" && !d->enclosing && d->module == ts.corelib();
  } else if (t.is_array()) {
    // int[] variables may hold uint[] or enum arrays, so only these elements make an array type exact.
    Type* e = t.element;
    t.is_sealed = e->is_sealed && (e->is_reference() || (e->kind == ElementKind::ValueType && !e->is_enum));
  }
  interned.insert(&t);
  return &t;
}

Type* TypeSystem::primitive(ElementKind k) {
  size_t i = size_t(k);
  if (i < std::size(impl_->primitives) && impl_->primitives[i]) return impl_->primitives[i];
  for (auto& p : kPrimitiveNames)
    if (p.kind == k) return impl_->primitives[i] = impl_->corelib_def("System", p.name)->open;
  throw std::logic_error("not a primitive element kind");
}

Type* TypeSystem::well_known(std::string_view full_name) {
  auto [it, fresh] = impl_->well_known.try_emplace(std::string(full_name));
  if (!it->second) it->second = find_type(full_name)->open;
  return it->second;
}

Type* TypeSystem::instantiate(TypeDef* def, TypeList args) {
  if (args.empty() && def->open) return def->open;
  if (args.size() != def->generic_count)
    throw LoadError(LoadError::BadImageFormat, "wrong number of generic arguments for '" + def->full_name + "'");
  Type key{def->is_value_type ? ElementKind::ValueType : ElementKind::Class};
  key.def = def;
  key.args = impl_->intern(args);
  if (args.empty() && !def->enclosing && def->name_space == "System" && def->module == corelib())
    for (auto& p : kPrimitiveNames) if (p.name == def->name) key.kind = p.kind;
  return impl_->intern(key);
}

Type* TypeSystem::pointer_to(Type* e) { Type k{ElementKind::Ptr}; k.element = e; return impl_->intern(k); }
Type* TypeSystem::szarray_of(Type* e) { Type k{ElementKind::SzArray}; k.element = e; return impl_->intern(k); }
Type* TypeSystem::array_of(Type* e, uint32_t rank) { Type k{ElementKind::Array}; k.element = e; k.index = rank; return impl_->intern(k); }
Type* TypeSystem::var(uint32_t n) { Type k{ElementKind::Var}; k.index = n; return impl_->intern(k); }
Type* TypeSystem::mvar(uint32_t n) { Type k{ElementKind::MVar}; k.index = n; return impl_->intern(k); }
Type* TypeSystem::byref_to(Type* e) {
  if (e->kind == ElementKind::ByRef) throw LoadError(LoadError::TypeLoad, "a managed pointer cannot point to a managed pointer");
  Type k{ElementKind::ByRef}; k.element = e; return impl_->intern(k);
}

const Signature* TypeSystem::Impl::intern_fn(const Signature& s) {
  std::string key;
  auto add = [&](Type* t) { key.append(reinterpret_cast<const char*>(&t), sizeof t); };
  key += char(s.call_conv); key += char(s.has_this | s.explicit_this << 1); key += char(s.generic_count);
  add(s.ret);
  for (Type* p : s.params) add(p);
  for (auto mod : s.ret_modopts) { key += mod; key += '\0'; }
  auto [it, fresh] = fn_signatures.try_emplace(std::move(key));
  if (fresh) it->second = &signatures.emplace_back(s);
  return it->second;
}

Type* TypeSystem::fn_pointer(const Signature& s) { Type k{ElementKind::FnPtr}; k.fn = impl_->intern_fn(s); return impl_->intern(k); }

// ---- substitution ----

static TypeList substitute_list(TypeSystem& ts, TypeSystem::Impl& impl, TypeList l, const GenericContext& c);

Type* TypeSystem::substitute(Type* t, const GenericContext& c) {
  if (!t->open) return t;
  auto pick = [&](TypeList args) {
    if (args.empty()) return t;                     // an open context leaves the variable
    if (t->index >= args.size()) throw BadImage("generic parameter index out of range");
    return args[t->index];
  };
  switch (t->kind) {
    case ElementKind::Var: return pick(c.type_args);
    case ElementKind::MVar: return pick(c.method_args);
    case ElementKind::Ptr: return pointer_to(substitute(t->element, c));
    case ElementKind::ByRef: return byref_to(substitute(t->element, c));
    case ElementKind::SzArray: return szarray_of(substitute(t->element, c));
    case ElementKind::Array: return array_of(substitute(t->element, c), t->index);
    case ElementKind::FnPtr: return fn_pointer(substitute(*t->fn, c));
    default: return instantiate(t->def, substitute_list(*this, *impl_, t->args, c));
  }
}

static TypeList substitute_list(TypeSystem& ts, TypeSystem::Impl& impl, TypeList l, const GenericContext& c) {
  Type* small[8];
  std::vector<Type*> large;
  Type** out = small;
  if (l.size() > 8) { large.resize(l.size()); out = large.data(); }
  bool changed = false;
  for (size_t i = 0; i < l.size(); ++i) { out[i] = ts.substitute(l[i], c); changed |= out[i] != l[i]; }
  return changed ? impl.intern(TypeList(out, l.size())) : l;
}

Signature TypeSystem::substitute(const Signature& s, const GenericContext& c) {
  Signature r = s;
  r.ret = substitute(s.ret, c);
  r.params = substitute_list(*this, *impl_, s.params, c);
  return r;
}

// ---- exact methods and fields ----

Method* TypeSystem::method(Type* owner, MethodDef* def, TypeList args) {
  args = impl_->intern(args);
  auto [it, fresh] = impl_->exact_methods.try_emplace(Key3{owner, def, args.data()});
  if (!fresh && it->second) return it->second;
  if (!args.empty() && args.size() != def->generic_count) {
    impl_->exact_methods.erase(it);
    throw LoadError(LoadError::BadImageFormat, "wrong number of generic arguments for method '" + std::string(def->name) + "'");
  }
  Signature sig;
  try {
    sig = substitute(impl_->open_signature(def), {owner->args, args});
  } catch (...) {
    impl_->exact_methods.erase(Key3{owner, def, args.data()});
    throw;
  }
  Method& m = impl_->methods.emplace_back();
  m.def = def; m.owner = owner; m.args = args; m.sig = sig; m.id = uint32_t(impl_->methods.size());
  return impl_->exact_methods[Key3{owner, def, args.data()}] = &m;
}

Method* TypeSystem::array_method(Type* array, ArrayOp op, const Signature& sig) {
  std::string key;
  auto add = [&](Type* t) { key.append(reinterpret_cast<const char*>(&t), sizeof t); };
  add(array); key += char(op); add(sig.ret);
  for (Type* p : sig.params) add(p);
  auto [it, fresh] = impl_->array_methods.try_emplace(std::move(key));
  if (fresh) {
    Method& m = impl_->methods.emplace_back();
    m.owner = array; m.sig = sig; m.array_op = op; m.id = uint32_t(impl_->methods.size());
    it->second = &m;
  }
  return it->second;
}

Method* TypeSystem::find_method(Type* owner, std::string_view name, int param_count) {
  Type* t = impl_->nominal(owner);
  if (!t || !t->def) return nullptr;
  for (MethodDef* d : t->def->methods)
    if (d->name == name && (param_count < 0 || int(impl_->open_signature(d).params.size()) == param_count)) return method(t, d);
  return nullptr;
}

Field* TypeSystem::Impl::intern_field(Type* owner, FieldDef* def) {
  Key3 key{owner, def, nullptr};
  if (auto it = exact_fields.find(key); it != exact_fields.end()) return it->second;
  Type* type = ts.substitute(open_field_type(def), {owner->args, {}});
  Field& f = fields.emplace_back(Field{def, owner, type, uint32_t(fields.size() + 1)});
  return exact_fields[key] = &f;
}

Field* TypeSystem::field(Type* owner, FieldDef* def) {
  Field* f = impl_->intern_field(owner, def);
  if (!def->is_static() && !owner->open && !impl_->lazy(owner).layout) layout(owner);   // fills Field::offset
  return f;
}

Field* TypeSystem::find_field(Type* owner, std::string_view name) {
  if (!owner->def) return nullptr;
  for (FieldDef* d : owner->def->fields) if (d->name == name) return field(owner, d);
  return nullptr;
}

// ---- small structure queries ----

Type* TypeSystem::Impl::nominal(Type* t) { return t->is_array() ? ts.well_known("System.Array") : t; }

Method* TypeSystem::cctor(Type* t) { return t->def && t->def->cctor ? method(t, t->def->cctor) : nullptr; }

Method* TypeSystem::finalizer(Type* t) {
  if (t->is_value_type || t->is_interface) return nullptr;
  for (Type* c = t; c && c->kind != ElementKind::Object; c = base(c))
    if (c->def && c->def->finalizer) return method(c, c->def->finalizer);
  return nullptr;
}

Method* TypeSystem::default_ctor(Type* t) {
  if (!t->def) return nullptr;
  for (MethodDef* d : t->def->methods)
    if (d->is_ctor() && !d->is_static() && impl_->open_signature(d).params.empty()) return method(t, d);
  return nullptr;
}

std::vector<Field*> TypeSystem::static_fields(Type* t) {
  std::vector<Field*> r;
  if (t->def)
    for (FieldDef* d : t->def->fields) if (d->is_static() && !d->is_literal()) r.push_back(impl_->intern_field(t, d));
  return r;
}

bool TypeSystem::has_attribute(MethodDef* d, std::string_view name) {
  if (d->overlay && has_attribute(d->overlay, name)) return true;
  return d->module->find_attribute(d->token(), name).has_value();
}
bool TypeSystem::has_attribute(TypeDef* d, std::string_view name) { return d->module->find_attribute(d->token(), name).has_value(); }

bool TypeSystem::wraps_thrown_objects(Module* m) {
  auto blob = m->find_attribute(make_token(Table::Assembly, 1), "System.Runtime.CompilerServices.RuntimeCompatibilityAttribute");
  if (!blob) return false;
  // II.23.3: … PROPERTY BOOLEAN name value
  std::string_view bytes(reinterpret_cast<const char*>(blob->data()), blob->size()), name = "WrapNonExceptionThrows";
  size_t at = bytes.find(name);
  return at != bytes.npos && at + name.size() < bytes.size() && bytes[at + name.size()];
}

}  // namespace ahead
