// Which members reflection may be asked for: policy over reflection.cc.
//
// A program that runs under `dotnet` must run the same way, but keeping every member of every type would compile the whole class library. What is kept:
//   * all members, with code, of the program's own types (its assemblies, and packages that do not say they may be trimmed) that exist at all;
//   * members of library types that data flow or annotations ask for (type_flow.cc);
//   * public instance properties and fields of library types that the program names and makes objects of; their methods as far as code exists anyway.
// Nothing of this happens before code that reads members is reached: hello world pays nothing.
#include <algorithm>

#include "survive/graph.h"
#include "survive/reflection.h"

namespace ahead {

namespace {

// Closures, iterators, state machines: nobody asks for them by name, and their code is reached through the method that they were written in.
bool is_generated_helper(const TypeDef* d) { return d->name.find('<') != std::string_view::npos && !d->name.starts_with("<>f__Anonymous"); }

bool is_public(uint16_t access) { return (access & 7) == 6; }

}  // namespace

bool says_trimmable(const Module& m) {
  if (!m.is_assembly()) return false;
  for (uint32_t row : m.custom_attributes(make_token(Table::Assembly, 1))) {
    if (m.attribute_type_name(row) != "System.Reflection.AssemblyMetadataAttribute") continue;
    BlobReader r{m.custom_attribute(row).value};
    r.u16();
    auto key = r.ser_string(), value = r.ser_string();
    if (key == "IsTrimmable" && value && (*value == "True" || *value == "true")) return true;
  }
  return false;
}

Method* invoked_method(TypeSystem& types, Method* m) {
  if (m->owner->kind != ElementKind::String || !m->def || !m->def->is_ctor()) return m;
  for (MethodDef* d : m->owner->def->methods) {
    if (d->name != "Ctor") continue;
    Method* made = types.method(m->owner, d);
    if (std::equal(made->sig.params.begin(), made->sig.params.end(), m->sig.params.begin(), m->sig.params.end())) return made;
  }
  return m;
}

// -- whose code --
// The class library and the overlay over it.
bool Walk::is_framework(const Module* m) {
  auto [it, added] = frameworks.try_emplace(m, false);
  if (added) it->second = types.is_framework(m) || m->name() == "Ahead.Overlay";
  return it->second;
}

bool Walk::is_own(const Module* m) {
  auto [it, added] = own.try_emplace(m, false);
  if (added) it->second = m == program.app || (!is_framework(m) && (roots.contains(std::string(m->name())) || !says_trimmable(*m)));
  return it->second;
}

bool Walk::is_written(const Module* m) { return is_own(m) && !packages.contains(std::string(m->name())); }

std::vector<Module*> Walk::own_modules() {
  std::vector<Module*> list;
  for (Module* m : types.modules()) if (is_own(m)) list.push_back(m);
  return list;
}

// -- when reflection begins --
// Library methods that everything which reads members, calls delegates blindly or boxes array elements comes through.
void Walk::wake_reflection(Method* m) {
  if (m->name() == "CreateObjectArrayDelegate" && type_full_name(m->owner) == "Internal.Runtime.Augments.DynamicDelegateAugments") make_object_delegates({Node::Code, m});
  std::string_view name = m->name(), owner = type_full_name(m->owner);
  Node self{Node::Code, m};
  if (name == "CreateLambda" && owner == "System.Linq.Expressions.Expression" && !lambda_maker) {
    lambda_maker = m;
    std::vector<Type*> named;
    for (auto& [t, state] : program.type_state) if (state.mentioned) named.push_back(t);
    for (Type* t : named) make_lambdas(t, self);
  }
  if (name == "GetUserDefinedBinaryOperator" && owner == "System.Linq.Expressions.Expression") bind_operators(self);
  if (!is_corelib(types, m)) return;
  if (name == "Enum" && owner == "System.Reflection.MetadataImport") start_reflection(self);
  if (name == "InternalGetValue" && owner == "System.Array") box_elements(self);
  if (name == "Initialize" && owner == "System.Array") initialize_arrays(self);
  if (owner != "System.Delegate") return;
  if (name == "DynamicInvokeImpl") reflect_on_delegates(self, false);
  if (name == "BindToMethodInfo" || name == "BindToMethodName") reflect_on_delegates(self, true);
}

void Walk::start_reflection(Node from) {
  if (program.reflection.used) return;
  program.reflection.used = true;
  std::vector<Type*> mentioned;
  for (auto& [t, state] : program.type_state) if (state.mentioned) mentioned.push_back(t);
  for (Type* t : mentioned) {
    reflect_on_mentioned(t, {Node::Mentioned, t});
    if (program.type_state[t].constructed) reflect_on_constructed(t, {Node::Constructed, t});
  }
  std::vector<Request> waiting = std::move(requests);
  for (Request& r : waiting) keep_dynamic(r.type, r.mask, r.name, r.from);
  (void)from;
}

void Walk::reflect_on_mentioned(Type* t, Node from) {
  named_for_services(t, from);
  if (candidates_wanted) add_candidate(t, from);
  if (program.reflection.used) box_elements_of(t, from);
  if (!program.reflection.used || !t->def || (t->open && t != t->def->open)) return;
  read_format(t, from);
  if (is_own(t->def->module)) keep_all(t, from);
  else if (!is_framework(t->def->module)) keep_type(t, from);   // libraries look at the attributes of their types and type parameters
}

void Walk::reflect_on_constructed(Type* t, Node from) {
  if (binds_late) late_type(t, from);
  if (used_by_program.contains(t)) show(t, from);
  if (delegates_reflected && t->is_delegate) keep_invoke(t, from);
  if (object_delegates && t->is_delegate) make_object_delegate(t, from);
}

// Get and Set of array types: invocation makes boxes. Arrays of several dimensions are few; of vectors, those whose type object is asked for.
void Walk::box_elements_of(Type* t, Node from) {
  if (!t->is_array() || t->open || (t->kind != ElementKind::Array && !program.type_state[t].type_object)) return;
  construct(t, from, "may be made by reflection");
  if (t->element->is_value_type) construct(t->element, from, "boxes elements of arrays of");
}

// A library type that the program's own code or members name.
void Walk::program_names(Type* t, Node from) {
  if (!t->def || t->open || used_by_program.contains(t) || is_own(t->def->module)) return;
  TypeDef* by = nullptr;
  if (from.kind == Node::Code) by = static_cast<const Method*>(from.entity)->owner->def;
  else if (from.kind == Node::Mentioned || from.kind == Node::Constructed) by = static_cast<const Type*>(from.entity)->def;
  if (!by || !is_own(by->module)) return;
  used_by_program.insert(t);
  make_lambdas(t, from);
  if (program.reflection.used && program.type_state[t].constructed) show(t, from);
}

void Walk::show(Type* t, Node from) {
  if (t->is_byref_like || !shown.insert(t).second) return;
  if (t->is_delegate) return keep_invoke(t, from);
  Node self{Node::Mentioned, t};
  Module* module = t->def->module;
  for (FieldDef* d : t->def->fields)
    if (is_public(d->flags) && !d->is_static()) keep_field(types.field(t, d), self);
  for (uint32_t row : module->properties(t->def->row)) {
    bool visible = false;
    for (auto [what, method] : module->semantics(make_token(Table::Property, row))) {
      MethodDef* d = types.method_def(module, method);
      visible = visible || (is_public(d->flags) && !d->is_static());
    }
    if (!visible) continue;
    keep_property(t, row, self);
    for (auto [what, method] : module->semantics(make_token(Table::Property, row)))
      if (MethodDef* d = types.method_def(module, method); is_public(d->flags)) keep_code(types.method(t, d), self);
  }
}

// -- whole types --
void Walk::keep_all(Type* t, Node from) {
  if (!wholly_kept.insert(t).second) return;
  keep_members(t, from);
  if (t->open || t->is_enum || is_generated_helper(t->def)) return;
  for (MethodDef* d : t->def->methods)
    if (!d->generic_count) keep_code(types.method(t, d), from, true);
  for (FieldDef* d : t->def->fields) keep_storage(types.field(t, d), from);
  if (t->is_delegate) construct(t, from, "may be made by reflection");
}

void Walk::keep_storage(Field* f, Node from) {
  keep_field(f, from);
  if (f->owner->open || f->def->is_literal()) return;
  if (f->type->is_value_type && !f->type->is_byref_like) construct(f->type, from, "has a field that reflection may read, of type");
  if (!f->def->is_static()) return;
  use_static_field(f, from);
  use_statics(f->owner, from);
}

// The method with its code, callable through MethodBase.Invoke.
void Walk::keep_code(Method* m, Node from, bool by_policy) {
  if (!by_policy) program.reflection.asked_for.insert(m);
  keep_method(m, from);
  if (m->owner->open || (m->def->generic_count && m->args.empty()) || m->def->is_cctor() || m->def->is_unmanaged_callers_only) return;
  if (std::any_of(m->args.begin(), m->args.end(), [](Type* a) { return a->open; }) || impl.bodies.too_deep(m)) return;
  if (m->sig.call_conv == 5 || (m->is_static() && m->def->is_virtual())) return;   // varargs, static virtual
  bool delegate_member = m->def->is_runtime() && m->owner->is_delegate;   // virtual by metadata, but nothing overrides it
  if (!program.reflection.invokable.insert(m).second) return;
  Method* code = invoked_method(types, m);
  reach(code, from, by_policy ? kKeptByPolicy : "may be called by reflection");
  if (m->def->is_ctor() && m->owner->kind != ElementKind::String) construct(m->owner, from, by_policy ? kKeptByPolicy : "may be constructed by reflection");
  // Values travel in boxes, and missing ones are made.
  auto boxed = [&](Type* t) {
    if (t->kind == ElementKind::ByRef) t = t->element;
    if ((t->is_value_type && !t->is_byref_like && t->kind != ElementKind::Void) || t->is_array()) construct(t, from, "is boxed when reflection calls");
  };
  boxed(m->sig.ret);
  for (Type* p : m->sig.params) boxed(p);
  if (m->owner->is_value_type && !m->is_static()) unboxing.insert(m);   // delegates over boxed values
  if (!m->is_virtual() || delegate_member) return;
  try {
    if (m->owner->is_interface) return use_interface_method(m, from);
    // Overrides of the program's types are kept with them: only a library slot needs nothing more.
    if (Method* slot = types.slot_of(m); is_own(slot->owner->def->module) || (m->def->is_abstract() && slot == m)) use_slot(slot, from);
  } catch (const LoadError&) {}
}

void Walk::keep_invoke(Type* delegate, Node from) {
  if (Method* invoke = delegate->open ? nullptr : types.find_method(delegate, "Invoke")) keep_code(invoke, from);
}

// Delegates are called or made by what only their objects say: any delegate type may be meant.
void Walk::reflect_on_delegates(Node from, bool bound) {
  if (bound && !program.reflection.delegates_bound) {
    program.reflection.delegates_bound = true;
    std::vector<Type*> made;
    for (auto& [t, state] : program.type_state) if (state.type_object && t->is_delegate && !t->open) made.push_back(t);
    for (Type* t : made) construct(t, from, "may make delegates of");
  }
  if (delegates_reflected) return;
  delegates_reflected = true;
  std::vector<Type*> list;
  for (auto& [t, state] : program.type_state) if ((state.constructed || state.type_object) && t->is_delegate) list.push_back(t);
  for (Type* t : list) keep_invoke(t, from);
}

// -- by mask and name --
namespace {

bool wants(uint32_t mask, uint16_t access, uint32_t open_bit, uint32_t other_bit) { return mask & (is_public(access) ? open_bit : other_bit); }

}  // namespace

void Walk::keep_matching(Type* t, Type* asked, uint32_t mask, const std::string& name, Node from) {
  bool inherited = t != asked;
  auto named = [&](std::string_view own_name) { return name.empty() || name == "*" || own_name == name; };
  auto hidden = [&](uint16_t access) { return inherited && (access & 7) <= 1; };   // private members of a base are not seen
  Module* module = t->def->module;
  for (MethodDef* d : t->def->methods) {
    bool wanted = d->is_ctor() ? !inherited && (wants(mask, d->flags, kDynPublicConstructors & ~1u, kDynNonPublicConstructors) || (mask & 1 && is_public(d->flags) && types.method(t, d)->sig.params.empty()))
                               : wants(mask, d->flags, kDynPublicMethods, kDynNonPublicMethods);
    if (wanted && !hidden(d->flags) && named(d->is_ctor() && name == "#ctor" ? "#ctor" : d->name)) d->generic_count ? keep_method(types.method(t, d), from) : keep_code(types.method(t, d), from);
  }
  for (FieldDef* d : t->def->fields)
    if (wants(mask, d->flags, kDynPublicFields, kDynNonPublicFields) && !hidden(d->flags) && named(d->name)) keep_storage(types.field(t, d), from);
  auto rows = [&](std::vector<uint32_t> list, Table table, uint32_t open_bit, uint32_t other_bit) {
    for (uint32_t row : list) {
      if (!named(table == Table::Property ? module->property(row).name : module->event(row).name)) continue;
      bool wanted = false;
      auto accessors = module->semantics(make_token(table, row));
      for (auto [what, method] : accessors) {
        uint16_t access = types.method_def(module, method)->flags;
        wanted = wanted || (wants(mask, access, open_bit, other_bit) && !hidden(access));
      }
      if (!wanted) continue;
      table == Table::Property ? keep_property(t, row, from) : keep_event(t, row, from);
      for (auto [what, method] : accessors) keep_code(types.method(t, types.method_def(module, method)), from);
    }
  };
  rows(module->properties(t->def->row), Table::Property, kDynPublicProperties, kDynNonPublicProperties);
  rows(module->events(t->def->row), Table::Event, kDynPublicEvents, kDynNonPublicEvents);
  if (inherited || !(mask & (kDynPublicNestedTypes | kDynNonPublicNestedTypes))) return;
  for (uint32_t row : module->nested_types(t->def->row)) {
    TypeDef* nested = types.type_def(module, row);
    bool open_type = (nested->flags & 7) == 2;
    if (mask & (open_type ? kDynPublicNestedTypes : kDynNonPublicNestedTypes) && named(nested->name)) mention(nested->open, from, "is nested in");
  }
}

void Walk::keep_dynamic(Type* t, uint32_t mask, const std::string& name, Node from) {
  while (t->element) t = t->element;
  if (!t->def || !mask) return;
  if (mask == kDynPublicParameterlessConstructor && !t->open && !t->def->is_abstract)
    if (Method* ctor = types.default_ctor(t)) construct(t, from, "makes an instance of"), reach(ctor, from, "makes an instance through");
  if (!program.reflection.used) { requests.push_back({t, mask, name, from}); return; }
  uint32_t& done = granted[{t, name}];
  if ((done | mask) == done) return;
  done |= mask;
  keep_type(t, from);
  for (Type* b = t; b; b = types.base(b)) {
    if (b->open) b = b->def->open;
    keep_matching(b, t, mask, name, from);
    if (t->is_interface)
      for (Type* i : types.interfaces(t)) keep_matching(i, t, mask, name, from);
  }
  if (mask & kDynInterfaces)
    for (Type* i : types.interfaces(t)) mention(i, from, "is an interface of");
}

// Type parameters that are annotated.
void Walk::keep_generic_arguments(MethodDef* m, TypeDef* owner, TypeList method_args, TypeList type_args, Node from) {
  auto keep = [&](const std::vector<uint32_t>& masks, TypeList args) {
    for (size_t i = 0; i < masks.size() && i < args.size(); ++i)
      if (masks[i]) keep_dynamic(args[i], masks[i], {}, from);
  };
  if (!method_args.empty()) keep(annotations.of(m).generic, method_args);
  if (owner && !type_args.empty()) keep(annotations.generic(owner), type_args);
}

// A generic method that depends on others by name calls them with its own arguments: Queryable.Where<T> becomes Enumerable.Where<T>.
void Walk::keep_same_arguments(Type* t, const std::string& name, TypeList args, Node from) {
  for (MethodDef* d : t->def->methods)
    if (d->name == name && d->generic_count == args.size())
      if (Method* exact = instantiation(types.method(t, d), std::vector<Type*>(args.begin(), args.end()))) keep_code(exact, from);
}

void Walk::keep_dependencies(Method* m, Node from) {
  if (!annotations.of(m->def).depends) return;
  for (Dependency& d : annotations.dependencies(m)) {
    if (!d.type) continue;
    std::string name = d.member.substr(0, d.member.find_first_of("(`"));
    if (!d.type->open) mention(d.type, from, "depends dynamically on");
    keep_dynamic(d.type, d.mask ? d.mask : kDynAll, name, from);
    if (!m->args.empty() && !d.type->open) keep_same_arguments(d.type, name, m->args, from);
  }
}

// -- what is not known --
// The program asks for members of a type that data flow does not know: it can only be one of those that are kept anyway.
void Walk::unknown_type(uint32_t mask, Node from) {
  if (mask & (kDynPublicConstructors | kDynNonPublicConstructors)) start_reflection(from);
}

// Every type of the program may be asked for by name.
void Walk::all_types_listed(Node from) {
  if (all_listed) return;
  all_listed = true;
  if (program.app) list_module(program.app, from);
  for (Module* m : own_modules())
    if (m != program.app && roots.contains(std::string(m->name()))) list_module(m, from);
}

void Walk::list_module(Module* m, Node from) {
  auto& list = program.reflection.whole_modules;
  if (std::find(list.begin(), list.end(), m) != list.end()) return;
  list.push_back(m);
  start_reflection(from);
  for (uint32_t row = 2; row <= m->rows(Table::TypeDef); ++row) {
    TypeDef* d = types.type_def(m, row);
    use_type_object(d->open, from);
    if (!d->generic_count && !d->is_interface && !d->is_abstract && !is_generated_helper(d) && types.default_ctor(d->open)) construct(d->open, from, kKeptByPolicy);
  }
}

// Library methods of shown types, and instantiations of kept generic methods, as far as their code exists when everything else is settled. Describing them
// may bring new types, so this is asked until nothing is added.
bool Walk::late_members() {
  if (!program.reflection.used) return false;
  size_t before = program.reflection.invokable.size();
  guess_named();
  std::vector<Method*> found;
  for (Method* m : program.method_set) {
    if (!m->def || m->owner->open || program.reflection.invokable.contains(m)) continue;
    bool instance_of_kept = !m->args.empty() && kept_methods.contains(types.method(m->owner, m->def));
    bool helper = is_own(m->def->module) && is_generated_helper(m->owner->def);   // lambdas: Delegate.Method leads to them
    bool shown_method = m->args.empty() && is_public(m->def->flags) && shown.contains(m->owner);
    if (instance_of_kept || shown_method || helper) found.push_back(m);
  }
  for (Method* m : library_delegates)
    if (!program.reflection.invokable.contains(m)) found.push_back(m);
  for (Method* m : found) keep_code(m, {Node::Mentioned, m->owner}, true);
  return program.reflection.invokable.size() != before;
}

}  // namespace ahead
