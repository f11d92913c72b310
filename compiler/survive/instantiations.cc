// Generic instantiations that only reflection makes. Code is exact, so MakeGenericType and MakeGenericMethod find what the compiler put into the image.
// Known definitions with known arguments are simple. Where an argument is not known, the likely ones are the types that the program's authors wrote (not those
// of packages), the type arguments that they write, and the common primitives: definitions of theirs are compiled over all of them that fit their constraints.
// A package that makes generic methods of whatever it is given (a test framework does, a container) so guesses over the program and over the class that asks,
// never over all of itself; and guessing is bounded.
// A container of services makes implementations behind types that code names: where `ILogger<Worker>` is a parameter and `typeof(Logger<>)` was given for
// `typeof(ILogger<>)`, `Logger<Worker>` is what it will make.
#include <algorithm>

#include "survive/graph.h"

namespace ahead {

namespace {

constexpr ElementKind kCommon[] = {ElementKind::Boolean, ElementKind::I4, ElementKind::I8, ElementKind::R8, ElementKind::String, ElementKind::Object};

constexpr size_t kMostGuesses = 4000, kMostParameters = 2;

bool is_common(TypeSystem& types, Type* t) {
  return std::any_of(std::begin(kCommon), std::end(kCommon), [&](ElementKind k) { return t == types.primitive(k); });
}

bool has_public_default_ctor(TypeSystem& types, Type* t) {
  if (t->is_value_type) return true;
  Method* ctor = t->def && !t->def->is_abstract ? types.default_ctor(t) : nullptr;
  return ctor && (ctor->def->flags & 7) == 6;
}

bool fits(TypeSystem& types, Module* module, Token owner, TypeList args, const GenericContext& context) {
  std::vector<uint32_t> rows = module->generic_params(owner);
  if (rows.size() > args.size()) return false;
  size_t first = owner.table() == Table::TypeDef ? args.size() - rows.size() : 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    Type* a = args[first + i];
    uint16_t flags = module->generic_param(rows[i]).flags;
    if (a->is_pointer_like() || a->kind == ElementKind::Void || (a->is_byref_like && !(flags & 0x20))) return false;
    if (flags & 4 && a->is_value_type) return false;
    if (flags & 8 && (!a->is_value_type || a->is_nullable)) return false;
    if (flags & 16 && !has_public_default_ctor(types, a)) return false;
    for (Token constraint : module->generic_param_constraints(rows[i])) {
      Type* c = types.resolve_type(module, constraint, context);
      bool fine = a->open || c->open || a == c || (a->is_interface || a->def == nullptr ? types.is_assignable_static(a, c) : types.can_cast(a, c));
      if (!fine) return false;
    }
  }
  return true;
}

}  // namespace

Type* Walk::instantiation(TypeDef* d, const std::vector<Type*>& args) {
  if (args.size() != d->generic_count) return nullptr;
  if (std::any_of(args.begin(), args.end(), [](Type* a) { return a->open; })) return nullptr;
  try {
    TypeList list = types.intern_list(args);
    if (!fits(types, d->module, d->token(), list, {list, {}})) return nullptr;
    Type* t = types.instantiate(d, list);
    return impl.bodies.too_deep(t) ? nullptr : t;
  } catch (const LoadError&) {
    return nullptr;
  }
}

Method* Walk::instantiation(Method* definition, const std::vector<Type*>& args) {
  MethodDef* d = definition->def;
  if (definition->owner->open || args.size() != d->generic_count) return nullptr;
  if (std::any_of(args.begin(), args.end(), [](Type* a) { return a->open; })) return nullptr;
  try {
    TypeList list = types.intern_list(args);
    if (!fits(types, d->module, d->token(), list, {definition->owner->args, list})) return nullptr;
    Method* m = types.method(definition->owner, d, list);
    return impl.bodies.too_deep(m) ? nullptr : m;
  } catch (const LoadError&) {
    return nullptr;
  }
}

// typeof(Box<>).MakeGenericType(typeof(int)) with what follows it: an object of it, or its members.
void Walk::make_known_instantiation(Type* t, Node from) {
  use_type_object(t, from);
  if (t->is_interface) return;
  if (!t->def->is_abstract) {
    construct(t, from, "makes the instantiation");
    if (Method* ctor = types.default_ctor(t)) reach(ctor, from, "makes an instance through");
  }
  if (!is_own(t->def->module)) keep_dynamic(t, kDynPublicConstructors | kDynPublicMethods | kDynPublicProperties, {}, from);
}

void Walk::add_candidate(Type* t, Node from) {
  if (t->open || t->is_byref_like || t->is_pointer_like() || t->is_delegate || (!t->def && !t->is_array()) || t->kind == ElementKind::Void) return;
  bool common = is_common(types, t);
  bool written = t->def && is_written(t->def->module) && t->depth == 1 && t->def->name.find('<') == std::string_view::npos && !(t->def->is_abstract && t->def->is_sealed);
  if ((!common && !written && !passed.contains(t)) || !candidates.insert(t).second) return;
  for (size_t i = 0; i < open_types.list.size(); ++i) guess(open_types.list[i].first, Pattern(open_types.list[i].second), t, from);
  for (size_t i = 0; i < open_methods.list.size(); ++i) guess(open_methods.list[i].first, Pattern(open_methods.list[i].second), t, from);
}

// Type arguments in code that is not generic itself: generic code makes new ones of those it gets, without end.
bool Walk::passes_arguments(Node from) {
  if (from.kind != Node::Code) return false;
  auto* by = static_cast<const Method*>(from.entity);
  return by->def && by->args.empty() && !by->owner->is_generic() && is_written(by->def->module);
}

void Walk::program_passes(TypeList arguments, Node from) {
  if (arguments.empty() || !passes_arguments(from)) return;
  for (Type* a : arguments) {
    if (!passed.insert(a).second) continue;
    if (a->element) program_passes({&a->element, 1}, from);
    program_passes(a->args, from);
    if (candidates_wanted) add_candidate(a, from);
  }
}

bool Walk::may_guess() {
  if (guesses < kMostGuesses) return true;
  if (guesses++ == kMostGuesses)
    warn("IL3050", "reflection makes generic types or methods of too many possible arguments; not all of them are compiled. Name them by typeof where they are made.", nullptr);
  return false;
}

// A package's definition is made over what the program passes to generic code: the elements of its collections, not its every class.
bool Walk::may_take(const Module* definer, Type* argument) { return is_written(definer) || passed.contains(argument) || is_common(types, argument); }

void Walk::guess(Type* definition, const Pattern& pattern, Type* argument, Node from) {
  if (!may_take(definition->def->module, argument)) return;
  each_guess(pattern, argument, [&](const std::vector<Type*>& args) {
    Type* made = may_guess() ? instantiation(definition->def, args) : nullptr;
    if (!made) return;
    guesses++;
    make_known_instantiation(made, from);
  });
}

void Walk::guess(Method* definition, const Pattern& pattern, Type* argument, Node from) {
  if (!may_take(definition->def->module, argument)) return;
  each_guess(pattern, argument, [&](const std::vector<Type*>& args) {
    Method* made = may_guess() ? instantiation(definition, args) : nullptr;
    if (!made) return;
    guesses++;
    keep_code(made, from);
  });
}

// All unknown parameters take the argument; of two, the second also takes each common one.
void Walk::each_guess(const Pattern& pattern, Type* argument, const std::function<void(const std::vector<Type*>&)>& visit) {
  std::vector<Type*> args = pattern;
  std::vector<size_t> unknown;
  for (size_t i = 0; i < args.size(); ++i)
    if (!args[i]) args[i] = argument, unknown.push_back(i);
  visit(args);
  if (unknown.size() != 2 || !is_common(types, argument)) return;
  for (ElementKind k : kCommon) {
    args[unknown[1]] = types.primitive(k);
    if (args[unknown[1]] != argument) visit(args);
  }
}

// From now on every type that fits is an argument for definitions over unknown ones.
void Walk::want_candidates(Node from) {
  if (candidates_wanted) return;
  candidates_wanted = true;
  for (ElementKind k : kCommon) add_candidate(types.primitive(k), from);
  std::vector<Type*> mentioned;
  for (auto& [t, state] : program.type_state) if (state.mentioned) mentioned.push_back(t);
  mentioned.insert(mentioned.end(), passed.begin(), passed.end());
  std::sort(mentioned.begin(), mentioned.end(), by_id);
  for (Type* t : mentioned) add_candidate(t, from);
}

static bool guessable(const Pattern& pattern) { return size_t(std::count(pattern.begin(), pattern.end(), nullptr)) <= kMostParameters; }

void Walk::unknown_instantiation(Type* definition, const Pattern& pattern, Node from) {
  if (!guessable(pattern) || !open_types.add(definition, pattern)) return;
  want_candidates(from);
  for (Type* t : std::vector<Type*>(candidates.begin(), candidates.end())) guess(definition, pattern, t, from);
}

void Walk::unknown_instantiation(Method* definition, const Pattern& pattern, Node from) {
  if (!guessable(pattern) || definition->owner->open || !open_methods.add(definition, pattern)) return;
  want_candidates(from);
  for (Type* t : std::vector<Type*>(candidates.begin(), candidates.end())) guess(definition, pattern, t, from);
}

namespace {

// Finds what the pattern's variables stand for, if it can be the type.
bool unify(Type* pattern, Type* t, std::vector<Type*>& vars) {
  if (pattern->kind == ElementKind::Var) {
    if (pattern->index >= vars.size()) return false;
    Type*& v = vars[pattern->index];
    if (!v) v = t;
    return v == t;
  }
  if (!pattern->open) return pattern == t;
  if (pattern->kind != t->kind || pattern->def != t->def || !pattern->element != !t->element || pattern->args.size() != t->args.size()) return false;
  if (pattern->element && (pattern->index != t->index || !unify(pattern->element, t->element, vars))) return false;
  for (size_t i = 0; i < pattern->args.size(); ++i)
    if (!unify(pattern->args[i], t->args[i], vars)) return false;
  return true;
}

}  // namespace

void Walk::implement_behind(Type* named, Type* definition, Type* pattern, Node from) {
  std::vector<Type*> args(definition->args.size(), nullptr);
  if (!unify(pattern, named, args) || std::count(args.begin(), args.end(), nullptr)) return;
  if (Type* made = instantiation(definition->def, args)) make_known_instantiation(made, from);
}

// A type of which instances are wanted.
void Walk::named_for_services(Type* t, Node from) {
  if (!services_made || !t->def || t->open || t->args.empty()) return;
  if (t->def == types.well_known("System.Collections.Generic.IEnumerable`1")->def && !t->args[0]->is_byref_like)
    construct(types.szarray_of(t->args[0]), from, "may be made for those who want it as");
  auto offers = offered.find(t->def);
  if (offers == offered.end()) return;
  for (auto& [definition, pattern] : std::vector<std::pair<Type*, Type*>>(offers->second)) implement_behind(t, definition, pattern, from);
}

// What a container is asked for. Every IEnumerable<T> of the class library would ask for every collection that somebody wrote.
bool Walk::is_service(Type* definition, Type* pattern) {
  if (!is_framework(pattern->def->module)) return true;
  return is_written(definition->def->module) && !pattern->def->full_name.starts_with("System.Collections.");
}

void Walk::offer_definition(Type* definition, Node from) {
  if (definition->is_interface || definition->def->is_abstract || !offered_definitions.insert(definition).second) return;
  std::vector<Type*> patterns{definition};
  for (Type* b = types.base(definition); b; b = types.base(b)) patterns.push_back(b);
  for (Type* i : types.interfaces(definition)) patterns.push_back(i);
  for (Type* pattern : patterns) {
    if (!pattern->def || !pattern->open || !is_service(definition, pattern)) continue;
    offered[pattern->def].emplace_back(definition, pattern);
    if (!services_made) continue;
    std::vector<Type*> named;
    for (auto& [t, state] : program.type_state) if (state.mentioned && t->def == pattern->def && !t->open) named.push_back(t);
    for (Type* t : named) implement_behind(t, definition, pattern, from);
  }
}

// Libraries instantiate definitions that they were given.
void Walk::make_services(Node from) {
  if (services_made) return;
  services_made = true;
  std::vector<Type*> named;
  for (auto& [t, state] : program.type_state) if (state.mentioned) named.push_back(t);
  for (Type* t : named) named_for_services(t, from);
}

// A definition that data flow does not know is one of those whose type objects the program uses.
void Walk::unknown_type_instantiation(Node from) {
  if (all_types_instantiated) return;
  all_types_instantiated = true;
  for (Type* t : std::vector<Type*>(used_as_definition.begin(), used_as_definition.end())) unknown_instantiation(t, from);
}

void Walk::program_uses_definition(Type* t, Node from) {
  if (!used_as_definition.insert(t).second || !all_types_instantiated) return;
  unknown_instantiation(t, from);
}

static const TypeDef* outermost(const TypeDef* d) {
  while (d->enclosing) d = d->enclosing;
  return d;
}

// A method that data flow does not know is one that the program's authors wrote, or one of the class that asks.
void Walk::unknown_method_instantiation(Method* caller, Node from) {
  start_reflection(from);
  bool first = !all_methods_instantiated;
  all_methods_instantiated = true;
  const TypeDef* near = outermost(caller->owner->def);
  if (!guessed_near.insert(near).second && !first) return;
  std::vector<Method*> definitions;
  for (Method* m : kept_methods) if (m->def->generic_count) definitions.push_back(m);
  std::sort(definitions.begin(), definitions.end(), [&](Method* a, Method* b) { return types.method_name(a) < types.method_name(b); });
  for (Method* m : definitions) guess_instances(m, from);
}

void Walk::note_text(Method* m, std::u16string_view text) {
  if (text.empty() || text.size() > 40 || is_framework(m->owner->def->module)) return;
  if (std::all_of(text.begin(), text.end(), [](char16_t c) { return c > ' ' && c < 0x7f; })) texts_in[outermost(m->owner->def)].insert(std::string(text.begin(), text.end()));
}

// `typeof(Enumerable).GetRuntimeMethods().First(m => m.Name == "Cast")`, made generic elsewhere in the same class: a library method that reflection sees and
// whose name the class that asks writes.
void Walk::guess_named() {
  if (guessed_near.empty()) return;
  std::vector<Method*> definitions;
  for (Method* m : kept_methods)
    if (m->def->generic_count && m->args.empty() && !m->owner->open && !m->owner->is_generic() && is_framework(m->def->module) && !open_methods.seen.contains({m, Pattern(m->def->generic_count)})) definitions.push_back(m);
  std::sort(definitions.begin(), definitions.end(), [&](Method* a, Method* b) { return types.method_name(a) < types.method_name(b); });
  for (Method* m : definitions) {
    bool written = std::any_of(guessed_near.begin(), guessed_near.end(), [&](const TypeDef* near) { return texts_in[near].contains(std::string(m->name())); });
    if (written) unknown_instantiation(m, {Node::Mentioned, m->owner});
  }
}

void Walk::guess_instances(Method* kept, Node from) {
  if (!all_methods_instantiated || !kept->def->generic_count || !kept->args.empty() || kept->owner->open || kept->owner->is_generic()) return;
  if (kept->def->name.find('<') != std::string_view::npos) return;
  bool visible = (kept->def->flags & 7) > 1;   // private ones are asked for by name, where they are
  if ((visible && is_written(kept->def->module)) || guessed_near.contains(kept->owner->def)) unknown_instantiation(kept, from);
}

}  // namespace ahead
