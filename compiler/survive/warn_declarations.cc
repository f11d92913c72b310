// What declarations promise: an override the same as what it overrides, an annotated type for all that derive from it.
#include <algorithm>

#include "survive/warner.h"

namespace ahead {

namespace {

constexpr const char* kMembers = "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute";

void compare(Warner& w, MethodDef* m, MethodDef* base) {
  auto &a = w.annotations.of(m), &b = w.annotations.of(base);
  auto say = [&](const char* code, const std::string& what) {
    w.report_member(m, code, "DynamicallyAccessedMembers on " + what + " is not that of '" + shown(w.types, base) + "', which it overrides or implements");
  };
  auto at = [](const std::vector<uint32_t>& list, size_t n) { return n < list.size() ? list[n] : 0; };
  for (size_t n = 0; n < std::max(a.params.size(), b.params.size()); ++n)
    if (at(a.params, n) != at(b.params, n)) say("IL2092", "parameter " + std::to_string(n + 1));
  if (a.result != b.result) say("IL2093", "the result");
  if (a.self != b.self) say("IL2094", "'this'");
  for (size_t n = 0; n < std::max(a.generic.size(), b.generic.size()); ++n)
    if (at(a.generic, n) != at(b.generic, n)) say("IL2095", "type parameter " + std::to_string(n + 1));
}

// [DynamicallyAccessedMembers] where no type can be.
void check_misplaced(Warner& w, TypeDef* d) {
  auto has = [&](Token t) { return d->module->find_attribute(t, kMembers).has_value(); };
  const std::string text = "DynamicallyAccessedMembers is for System.Type and names of types; here it says nothing";
  for (MethodDef* m : d->methods) {
    if (has(m->token()) && !w.annotations.of(m).self) w.report_member(m, "IL2041", text);
    const Signature& sig = w.types.method(d->open, m)->sig;
    MethodDefRow row = d->module->method_def(m->row);
    for (uint32_t p = row.param_begin; p < row.param_end; ++p) {
      if (!has(make_token(Table::Param, p))) continue;
      uint16_t n = d->module->param(p).sequence;
      if (n == 0 && !w.annotations.carries_type(sig.ret)) w.report_member(m, "IL2106", text);
      if (n > 0 && n <= sig.params.size() && !w.annotations.carries_type(sig.params[n - 1])) w.report_member(m, "IL2098", text);
    }
  }
  for (FieldDef* f : d->fields)
    if (has(make_token(Table::Field, f->row)) && !w.annotations.carries_type(w.types.field(d->open, f)->type)) w.report_named(d->module, shown(d) + "." + std::string(f->name), "IL2097", text);
  for (uint32_t row : d->module->properties(d->row)) {
    if (!has(make_token(Table::Property, row))) continue;
    for (auto [what, method] : d->module->semantics(make_token(Table::Property, row)))
      if (MethodDef* m = w.types.method_def(d->module, method); what & 2 && !w.annotations.carries_type(w.types.method(d->open, m)->sig.ret))
        w.report_named(d->module, shown(d) + "." + std::string(d->module->property(row).name), "IL2099", text);
  }
}

}  // namespace

uint32_t Warner::type_mask(Type* t) {
  uint32_t mask = 0;
  for (Type* b = t; b && b->def; b = types.base(b)) mask |= annotations.on_type(b->def);
  for (Type* i : types.interfaces(t)) mask |= annotations.on_type(i->def);
  return mask;
}

// Types of declarations: type arguments of bases and interfaces, attributes, members that GetType() on an object may be asked for.
void Warner::check_declaration(Type* t) {
  if (!checked.insert(t->def).second) return;
  Type* open = t->def->open;
  Place at{.name = shown(t->def), .module = t->def->module};
  try {
    check_misplaced(*this, t->def);
    if (!program.type_state[t].constructed) checked.erase(t->def);
    else if (!t->is_interface) {
      check_requirements_of(t);
      each_override(t, [&](MethodDef* m, MethodDef* base) { compare(*this, m, base); });
      check_bases(at, open);
      check_attributes(at, t->def);
      check_annotated(t);
    }
  } catch (const LoadError&) {
  } catch (const BadImage&) {}
}

void Warner::check_bases(const Place& at, Type* open) {
  auto check = [&](Type* used) {
    if (!used || !used->def || used->args.empty()) return;
    auto& masks = annotations.generic(used->def);
    for (size_t n = 0; n < masks.size(); ++n) {
      Type* argument = used->args[n];
      if (!masks[n]) continue;
      if (argument->kind != ElementKind::Var) { access(at, argument, masks[n]); continue; }
      auto& own = annotations.generic(open->def);
      uint32_t promised = argument->index < own.size() ? own[argument->index] : 0;
      if (masks[n] & ~promised) report_named(at.module, at.name, "IL2091", "its type parameter does not promise " + shown_members(masks[n] & ~promised) + " (DynamicallyAccessedMembers), which '" + shown(used->def) + "' needs");
    }
  };
  check(types.base(open));
  for (Type* i : types.interfaces(open)) check(i);
}

// Attributes are calls of constructors, made by whoever asks for them.
void Warner::check_attributes(const Place& at, TypeDef* d) {
  for (uint32_t row : d->module->custom_attributes(d->token())) {
    CustomAttributeRow a = d->module->custom_attribute(row);
    Method* ctor = types.resolve_method(d->module, a.ctor, {});
    if (!ctor->def || types.is_framework(ctor->def->module)) continue;
    check_call(at, ctor, true, true);
    auto& masks = annotations.of(ctor->def).params;
    BlobReader r{a.value, 2};
    for (size_t n = 0; n < ctor->sig.params.size(); ++n) {
      if (!annotations.carries_type(ctor->sig.params[n])) break;   // values of other kinds are of other lengths
      auto text = r.ser_string();
      Type* named = text && n < masks.size() && masks[n] ? type_by_name(types, d->module, *text) : nullptr;
      if (named) access(at, named, masks[n]);
    }
  }
}

// An annotated type promises its members to whoever asks an object for its type; all that derive from it must keep the promise.
void Warner::check_annotated(Type* t) {
  uint32_t mask = type_mask(t);
  bool asked = false;
  if (mask) for (Type* b = t; b && b->def; b = types.base(b)) asked |= asked_for_type.contains(b->def);
  if (mask) for (Type* i : types.interfaces(t)) asked |= asked_for_type.contains(i->def);
  if (!asked) return;
  auto wanted = [&](uint16_t access, uint32_t open_bit, uint32_t other_bit) { return (mask & ((access & 7) == 6 ? open_bit : other_bit)) != 0; };
  const std::string by = "DynamicallyAccessedMembers on '" + shown(t->def) + "', its bases or interfaces makes it available to reflection, and it ";
  for (MethodDef* m : t->def->methods) {
    if (m->is_cctor()) continue;
    bool fit = m->is_ctor() ? wanted(m->flags, kDynPublicConstructors & ~1u, kDynNonPublicConstructors) : wanted(m->flags, kDynPublicMethods, kDynNonPublicMethods);
    if (!fit) continue;
    auto& a = annotations.of(m);
    if (requirement(m, scope_of("IL2026"))) report_member(m, "IL2112", by + "needs code that trimming cannot see");
    if (!a.params.empty() || (a.result && m->is_virtual())) report_member(m, "IL2114", by + "has annotations of its own, which nobody checks");
  }
  for (FieldDef* f : t->def->fields)
    if (wanted(f->flags, kDynPublicFields, kDynNonPublicFields) && annotations.of(f)) report_named(t->def->module, shown(t->def) + "." + std::string(f->name), "IL2114", by + "has annotations of its own, which nobody checks");
}

}  // namespace ahead
