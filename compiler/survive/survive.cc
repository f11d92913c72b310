// Which methods, types and fields must exist.
//
// The walk starts at the entry point and follows what each reached body can do: it calls, constructs, touches statics, names types. Virtual calls are the
// interesting part. `shape.Area()` needs Area of every class that *exists*, but a class exists only when some reached code makes one:
//     used slot Shape.Area  ×  constructed type Circle  →  Circle.Area is reached
// Either half may come first, so each is kept in a table and meets the other when it arrives (rapid type analysis). An override of a
// slot that nobody calls, or of a class that nobody constructs, is not in the program. Interface methods work the same way; a generic virtual method is one slot
// per instantiation. Alternatives: class hierarchy analysis (every subclass counts: twice the size), points-to analysis (smaller, far slower).
//
// Results are sets and all edges are monotone, so the order of work cannot matter; --shuffle proves it. Every node keeps the first reason for its existence.
#include <algorithm>

#include "survive/features.h"
#include "survive/graph.h"
#include "survive/reflection.h"
#include "survive/marshal.h"
#include "survive/proxies.h"

namespace ahead {

Walk::Walk(Program& p, const Options& options, Diagnostics& d)
    : program(p), types(*p.types), impl(*p.impl), diag(d), seed(options.shuffle_seed), random(options.shuffle_seed) {}

bool Walk::add(Node n, Reason r) { return impl.reasons.try_emplace(n, r).second; }

void Walk::warn(const char* code, const std::string& text, Method* place) {
  if (warned.insert(text).second) diag.warning(code, text, place ? types.display_name(place) : std::string());
}

// -- methods --
void Walk::reach(Method* m, Node from, const char* how) {
  program_passes(m->args, from);
  if (!add({Node::Code, m}, {from, how})) return;
  if (m->array_op != ArrayOp::None) return;
  module_of(m);
  wake_exports(m);
  if (m->name() == "GetInterfaceMethodImplementation" && type_full_name(m->owner) == "System.RuntimeTypeHandle") start_interface_maps({Node::Code, m});
  if (m->name() == "Init" && type_full_name(m->owner) == "System.Reflection.RuntimeCustomAttributeData") keep_pseudo_attributes({Node::Code, m});
  crosses(m);
  wake_reflection(m);
  if (makes_proxy(m) && m->args.size() == 2) make_proxy(m->args[0], m->args[1], {Node::Code, m});
  if (!m->def->overlay) {
    if (m->def->is_pinvoke()) {
      pinvokes.insert(m);
      if (pinvoke_symbol(types, m).empty()) mention(m->owner, {Node::Code, m}, "declares");
      if (passes_as_is(types, m)) return;
    }
    if (m->def->is_internal_call()) {
      internal_calls.insert(m);
      if (m->name() == "MethodType" && type_full_name(m->owner) == "Ahead.RuntimeCalls") method_types_wanted = true;
      return;
    }
    if (is_delegate_invoke(m) || m->def->is_abstract()) return;
  }
  program.method_set.insert(m);
  nested_bodies += is_nested(m);
  queue.push_back({Node::Code, m});
}

// The module initializer runs before any code of the module.
void Walk::module_of(Method* m) {
  Module* module = m->def->module;
  if (!modules.insert(module).second || module->rows(Table::TypeDef) == 0) return;
  MethodDef* cctor = types.type_def(module, 1)->cctor;
  if (!cctor) return;
  Method* init = types.method(types.type_def(module, 1)->open, cctor);
  module_cctors.insert(init);
  reach(init, {Node::Code, m}, "belongs to the module of this initializer");
}

void Walk::take_address(Method* m, Node from) {
  address_taken.insert(m);
  if (!m->is_static() && m->owner->is_value_type) unboxing.insert(m);
}

// -- types --
void Walk::mention(Type* t, Node from, const char* how) {
  program_names(t, from);
  if (t->is_generic() && !t->open) {
    program_passes(t->args, from);
    for (Type* i : passes_arguments(from) ? types.interfaces(t) : TypeList{}) program_passes(i->args, from);   // IEnumerable<KeyValuePair<…>>
  }
  Node self{Node::Mentioned, t};
  if (!add(self, {from, how})) return;
  program.type_state[t].mentioned = true;
  queue.push_back(self);
}

void Walk::expand_mentioned(Type* t) {
  Node self{Node::Mentioned, t};
  if (t->is_interface && t->def && !t->open && types.has_attribute(t->def, "System.Runtime.InteropServices.DynamicInterfaceCastableImplementationAttribute")) implement_dynamically(t);
  reflect_on_mentioned(t, self);
  if (t->is_delegate) make_lambdas(t, self);
  if (t->kind == ElementKind::FnPtr) {
    mention(t->fn->ret, self, "is the result of the function pointer");
    for (Type* p : t->fn->params) mention(p, self, "is a parameter of the function pointer");
    return;
  }
  if (t->kind == ElementKind::Var || t->kind == ElementKind::MVar) return;
  if (t->element) mention(t->element, self, "is the element type");
  if (t->is_pointer_like()) return;
  if (Type* b = types.base(t)) mention(b, self, "is the base class");
  for (Type* a : t->args) mention(a, self, "is a type argument");
  if (t->open) return;
  if (t->is_enum) mention(types.enum_underlying(t), self, "is the underlying type");
  for (Type* i : types.interfaces(t))
    if (!impl.bodies.too_deep(i)) mention(i, self, "is an interface");
}

// Objects of castable types may run this interface's methods: it takes part in dispatch like a class that is constructed.
void Walk::implement_dynamically(Type* t) {
  Node self{Node::Mentioned, t};
  program.dynamic_implementations.push_back(t);
  std::vector<TypeDef*> definitions{t->def};
  for (Type* i : types.interfaces(t))
    if (std::find(definitions.begin(), definitions.end(), i->def) == definitions.end()) definitions.push_back(i->def);
  for (TypeDef* d : definitions) {
    impl.implementers[d].push_back(t);
    auto& methods = impl.interface_methods[d];
    for (size_t i = 0; i < methods.size(); ++i) interface_target(t, methods[i], self);
  }
}

void Walk::construct(Type* t, Node from, const char* how) {
  if (t->is_nullable) { mention(t, from, how); t = t->args[0]; }
  mention(t, from, how);
  if (t->is_interface || t->open || t->is_byref_like || t->kind == ElementKind::Void || (t->def && t->def->is_abstract)) return;
  Node self{Node::Constructed, t};
  if (!add(self, {from, how})) return;
  program.type_state[t].constructed = true;
  queue.push_back(self);
}

void Walk::expand_constructed(Type* t) {
  Node self{Node::Constructed, t};
  if (types.is_dynamic_castable(t)) {
    program.dynamic_castables.push_back(t);
    wake("IDynamicInterfaceCastable", self);
  }
  if (program.reflection.used) reflect_on_constructed(t, self);
  if (t->is_array() && t->element->is_value_type) {
    value_arrays.push_back(t);
    if (elements_are_boxed) construct(t->element, self, "boxes elements of arrays of");
    if (arrays_initialized) initialize_elements(t, self);
  }
  cross(t);
  for (Type* b = t; b; b = types.base(b)) {
    impl.constructed_below[b].push_back(t);
    auto& slots = impl.slots_of_owner[b];
    for (size_t i = 0; i < slots.size(); ++i) slot_target(t, slots[i], self);
  }
  std::vector<TypeDef*> definitions;
  for (Type* i : types.interfaces(t))
    if (std::find(definitions.begin(), definitions.end(), i->def) == definitions.end()) definitions.push_back(i->def);
  for (TypeDef* d : definitions) {
    impl.implementers[d].push_back(t);
    auto& methods = impl.interface_methods[d];
    for (size_t i = 0; i < methods.size(); ++i) interface_target(t, methods[i], self);
  }
  if (Method* f = t->is_array() ? nullptr : types.finalizer(t)) reach(f, self, "has the finalizer");
}

void Walk::use_statics(Type* t, Node from) {
  Node self{Node::Statics, t};
  if (!add(self, {from, "uses statics of"})) return;
  program.type_state[t].statics_used = true;
  Method* cctor = types.cctor(t);
  if (!cctor) return;
  mention(t, self, "has a static constructor");
  reach(cctor, self, "has the static constructor");
}

void Walk::use_static_field(Field* f, Node from) {
  if (!add({Node::StaticField, f}, {from, "uses"})) return;
  if (f->def->has_rva()) { program.rva_fields.insert(f); return; }
  program.static_field_set.insert(f);
}

// -- virtual dispatch --
void Walk::use_slot(Method* slot, Node from) {
  Node self{Node::Slot, slot};
  if (!add(self, {from, "calls"})) return;
  program.used_slot_set.insert(slot);
  impl.slots_of_owner[slot->owner].push_back(slot);
  auto& below = impl.constructed_below[slot->owner];
  for (size_t i = 0; i < below.size(); ++i) slot_target(below[i], slot, self);
}

void Walk::use_interface_method(Method* m, Node from) {
  Node self{Node::InterfaceSlot, m};
  if (!add(self, {from, "calls"})) return;
  program.used_interface_set.insert(m);
  mention(m->owner, self, "is dispatched on");
  impl.interface_methods[m->owner->def].push_back(m);
  auto& candidates = impl.implementers[m->owner->def];
  for (size_t i = 0; i < candidates.size(); ++i) interface_target(candidates[i], m, self);
}

void Walk::implementation(Method* slot, Method* target, Node last) {
  impl.targets[slot].insert(target);
  if (target->owner->is_value_type) unboxing.insert(target);
  if (target->def && target->def->is_abstract() && !target->def->overlay) return;
  const char* how = last.kind == Node::Constructed ? (slot->owner->is_interface ? "implements a used interface method with" : "fills a used virtual slot with") : "is implemented by";
  reach(target, last, how);
}

// ValueType.Equals and GetHashCode box the fields whose type has an Equals of its own (data/value_fields.cc).
void Walk::compared_fields(Type* t, Method* slot) {
  for (Field* f : types.layout(t).fields) {
    if (!f->type->is_value_type || f->type->is_primitive() || f->type->is_enum || f->type->open) continue;
    Type* field = f->type->is_nullable ? f->type->args[0] : f->type;
    Method* own = types.resolve_virtual(f->type, slot);
    if (own->owner->def && own->owner->def->full_name == "System.ValueType") compared_fields(field, slot);
    else construct(f->type, {Node::Constructed, t}, "is compared by ValueType.Equals with its field of type");
  }
}

void Walk::slot_target(Type* t, Method* slot, Node last) {
  try {
    Method* target = types.resolve_virtual(t, slot);
    implementation(slot, target, last);
    if (t->is_value_type && !t->is_enum && target->owner->def && target->owner->def->full_name == "System.ValueType") compared_fields(t, slot);
  } catch (const LoadError& e) {
    warn("AHEAD2001", e.what(), slot);
  }
}

void Walk::interface_target(Type* t, Method* m, Node last) {
  try {
    if (Method* target = types.resolve_interface(t, m)) implementation(m, target, last);
  } catch (const LoadError& e) {
    warn("AHEAD2001", e.what(), m);
  }
}

// -- results --
namespace {

template <class T>
std::vector<T*> sorted(const std::unordered_set<T*>& set, auto name) {
  std::vector<std::pair<std::string, T*>> named;
  named.reserve(set.size());
  for (T* x : set) named.push_back({name(x), x});
  std::sort(named.begin(), named.end(), [](auto& a, auto& b) { return a.first < b.first; });
  std::vector<T*> result;
  for (auto& [n, x] : named) result.push_back(x);
  return result;
}

// Initializers of referenced modules first.
void order_initializers(TypeSystem& types, std::vector<Method*>& list) {
  std::unordered_set<Module*> done;
  std::vector<Method*> result;
  auto visit = [&](auto& self, Module* m) -> void {
    if (!done.insert(m).second) return;
    for (uint32_t r = 1; r <= m->rows(Table::AssemblyRef); ++r)
      if (Module* referenced = types.find_assembly(m->assembly_ref(r).name)) self(self, referenced);
    for (Method* i : list)
      if (i->def->module == m) result.push_back(i);
  };
  for (Method* i : list) visit(visit, i->def->module);
  list = result;
}

}  // namespace

void Walk::finish() {
  finish_reflection();
  // Their symbols exist all the same.
  for (auto& [when, m] : sleeping) {
    impl.bodies.never_called(m);
    program.method_set.insert(m);
    add({Node::Code, m}, {{Node::Root, "the runtime, which never calls it in this program"}, "is known to"});
  }
  auto method_name = [&](Method* m) { return types.method_name(m); };
  program.methods = sorted(program.method_set, method_name);
  std::unordered_set<Type*> mentioned;
  for (auto& [t, state] : program.type_state)
    if (state.mentioned) mentioned.insert(t);
  program.type_order = sorted(mentioned, [&](Type* t) { return types.type_name(t); });
  program.used_slots = sorted(program.used_slot_set, method_name);
  program.used_interface_methods = sorted(program.used_interface_set, method_name);
  program.static_fields = sorted(program.static_field_set, [&](Field* f) { return types.field_name(f); });
  program.unboxing = sorted(unboxing, method_name);
  program.address_taken = sorted(address_taken, method_name);
  program.pinvokes = sorted(pinvokes, method_name);
  program.internal_calls = sorted(internal_calls, method_name);
  program.module_initializers = sorted(module_cctors, method_name);
  auto by_name = [&](Type* a, Type* b) { return types.type_name(a) < types.type_name(b); };
  std::sort(program.dynamic_castables.begin(), program.dynamic_castables.end(), by_name);
  std::sort(program.dynamic_implementations.begin(), program.dynamic_implementations.end(), by_name);
  order_initializers(types, program.module_initializers);
  for (auto& [slot, set] : impl.targets) program.slot_targets[slot] = sorted(set, method_name);
  std::sort(program.exports.begin(), program.exports.end(), [](auto& a, auto& b) { return a.second < b.second; });
}

// A stack trace's method is asked for its type: static classes, which nothing else mentions, must be there.
bool Walk::mention_method_owners() {
  if (!method_types_wanted) return false;
  method_types_wanted = false;
  std::vector<Method*> known(program.method_set.begin(), program.method_set.end());
  for (Method* m : known)
    if (m->def->module == program.app && !m->owner->def->full_name.starts_with("<")) mention(m->owner->def->open, {Node::Code, m}, "is declared by");
  return true;
}

void Walk::expand(Node n) {
  auto* entity = const_cast<void*>(n.entity);
  if (n.kind == Node::Code) scan(static_cast<Method*>(entity));
  else if (n.kind == Node::Mentioned) expand_mentioned(static_cast<Type*>(entity));
  else expand_constructed(static_cast<Type*>(entity));
}

// One walk to the fixpoint. False: generic recursion used up its budget.
static bool walk_all(Program& p, const Options& options, Diagnostics& diag, int growth_limit) {
  p.impl = std::make_shared<Program::Impl>(p);
  if (growth_limit != Bodies::kNoLimit) p.impl->bodies.growth_limit = growth_limit, p.impl->bodies.read_written();
  Walk walk(p, options, diag);
  walk.add_descriptors(options);
  walk.add_roots();
  while (!walk.queue.empty() || walk.mention_method_owners()) {
    if (walk.queue.empty()) continue;
    if (walk.seed) std::swap(walk.queue.front(), walk.queue[walk.random() % walk.queue.size()]);
    Node next = walk.queue.front();
    walk.queue.pop_front();
    walk.expand(next);
    if (walk.queue.empty()) walk.late_members();
    if (walk.grows_too_much()) return false;
    if (p.method_set.size() > options.max_bodies)
      throw std::runtime_error("the program needs more than " + std::to_string(options.max_bodies) + " method bodies (--max-bodies); most of them are instances of\n" + most_instantiated(p, 40));
  }
  walk.finish();
  return true;
}

void survive(Program& p, const Options& options, Diagnostics& diag) {
  for (auto& [name, value] : options.features) p.features[name] = value;
  for (auto& [name, value] : options.knobs) p.knobs.emplace(name, value);
  set_default_features(p);
  // What does not grow, or not much, has no limit; the last one is never too much.
  for (int growth_limit : {Bodies::kNoLimit, 4, 2, 1}) {
    size_t said = diag.list.size();
    if (walk_all(p, options, diag, growth_limit)) break;
    diag.list.resize(said);
    Program fresh;   // what was there before the walk
    fresh.types = p.types, fresh.entry_point = p.entry_point, fresh.app = p.app, fresh.satellites = p.satellites;
    fresh.features = p.features, fresh.knobs = p.knobs;
    p = std::move(fresh);
  }
}

// -- questions --
Method* Program::unique_target(Method* slot, Type* receiver) {
  if (receiver->is_interface && !dynamic_castables.empty()) return nullptr;
  auto [it, added] = impl->unique_cache.try_emplace({slot, receiver}, nullptr);
  if (!added) return it->second;
  Method* only = nullptr;
  auto consider = [&](Type* t) {
    Method* m = slot->owner->is_interface ? types->resolve_interface(t, slot) : types->resolve_virtual(t, slot);
    if (m == only && m) return true;
    if (!m || only) return false;    // without an implementation, or with several: calls of it throw
    only = m;
    return true;
  };
  bool unique = true;
  if (receiver->is_interface) {
    auto list = impl->implementers.find(receiver->def);
    if (list != impl->implementers.end())
      for (Type* t : list->second) {
        if (!types->can_cast(t, receiver)) continue;
        if (!(unique = consider(t))) break;
      }
  } else if (auto list = impl->constructed_below.find(receiver); list != impl->constructed_below.end()) {
    for (Type* t : list->second)
      if (!(unique = consider(t))) break;
  }
  if (!unique || (only && only->def && only->def->is_abstract())) only = nullptr;
  return impl->unique_cache[{slot, receiver}] = only;
}

}  // namespace ahead
