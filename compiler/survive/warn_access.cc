// Members that reflection reaches: a call is not the only way to code that requires something, and nothing checks what is passed to parameters, or put into
// fields, that are reached this way.
#include <algorithm>

#include "survive/warner.h"

namespace ahead {

namespace {

bool is_public(uint16_t access) { return (access & 7) == 6; }

constexpr uint32_t kInstance = 4, kStatic = 8, kPublic = 16, kNonPublic = 32;   // BindingFlags

// Names may be followed by types, as in documentation comments.
bool has_member(TypeDef* d, const std::string& signature) {
  std::string name = signature.substr(0, signature.find_first_of("(`"));
  if (name == "#ctor") return true;
  for (MethodDef* m : d->methods) if (m->name == name) return true;
  for (FieldDef* f : d->fields) if (f->name == name) return true;
  for (uint32_t row : d->module->properties(d->row)) if (d->module->property(row).name == name) return true;
  for (uint32_t row : d->module->events(d->row)) if (d->module->event(row).name == name) return true;
  return false;
}

bool fits(uint16_t access, bool is_static, uint32_t flags) {
  if (flags & (kInstance | kStatic) && !(flags & (is_static ? kStatic : kInstance))) return false;
  return !(flags & (kPublic | kNonPublic)) || flags & (is_public(access) ? kPublic : kNonPublic);
}

}  // namespace

void Warner::access(const Place& at, MethodDef* m) {
  check_reflected(at, m);
  auto& a = annotations.of(m);
  bool annotated = !a.params.empty() || (a.result && m->is_virtual());
  if (annotated) report(at, "IL2111", "'" + shown(types, m) + "' has parameters or a result with DynamicallyAccessedMembers; reflection calls it with types that nobody checks");
}

void Warner::access(const Place& at, FieldDef* f) {
  if (f->is_static()) check_field(at, types.field(f->owner->open, f));
  if (annotations.of(f)) report(at, "IL2110", "field '" + shown(f->owner) + "." + std::string(f->name) + "' has DynamicallyAccessedMembers; reflection can put types into it that nobody checks");
}

void Warner::access(const Place& at, Type* asked, uint32_t mask, const std::string& name, uint32_t flags) {
  if (asked->is_array()) asked = types.base(asked);
  if (!asked || !asked->def) return;
  auto named = [&](std::string_view own) { return name.empty() || own == name; };
  for (Type* t = asked; t && t->def; t = types.base(t)) {
    bool inherited = t != asked;
    auto wanted = [&](uint16_t access, bool is_static, uint32_t open_bit, uint32_t other_bit) {
      if (inherited && (access & 7) <= 1) return false;
      return mask & (is_public(access) ? open_bit : other_bit) && fits(access, is_static, flags);
    };
    Module* module = t->def->module;
    for (MethodDef* d : t->def->methods) {
      if (d->is_cctor()) continue;
      bool constructor = d->is_ctor();
      bool fit = constructor ? !inherited && (wanted(d->flags, false, kDynPublicConstructors & ~1u, kDynNonPublicConstructors) || (mask & 1 && is_public(d->flags) && types.method(t, d)->sig.params.empty()))
                             : wanted(d->flags, d->is_static(), kDynPublicMethods, kDynNonPublicMethods);
      if (fit && (constructor || named(d->name))) access(at, d);
    }
    for (FieldDef* d : t->def->fields)
      if (wanted(d->flags, d->is_static(), kDynPublicFields, kDynNonPublicFields) && named(d->name)) access(at, d);
    auto rows = [&](const std::vector<uint32_t>& list, Table table, uint32_t open_bit, uint32_t other_bit) {
      for (uint32_t row : list) {
        if (!named(table == Table::Property ? module->property(row).name : module->event(row).name)) continue;
        bool fit = false;
        auto accessors = module->semantics(make_token(table, row));
        for (auto [what, method] : accessors) {
          MethodDef* d = types.method_def(module, method);
          fit = fit || wanted(d->flags, d->is_static(), open_bit, other_bit);
        }
        if (fit) for (auto [what, method] : accessors) access(at, types.method_def(module, method));
      }
    };
    rows(module->properties(t->def->row), Table::Property, kDynPublicProperties, kDynNonPublicProperties);
    rows(module->events(t->def->row), Table::Event, kDynPublicEvents, kDynNonPublicEvents);
    if (mask & (kDynPublicNestedTypes | kDynNonPublicNestedTypes) && !inherited)
      for (uint32_t row : module->nested_types(t->def->row)) {
        TypeDef* d = types.type_def(module, row);
        bool open = (d->flags & 7) == 2;
        if (mask & (open ? kDynPublicNestedTypes : kDynNonPublicNestedTypes) && named(d->name)) access(at, d->open, kDynAll);
      }
  }
}

// [DynamicDependency] is reflection that the declaration announces.
void Warner::check_dependencies(MethodDef* m) {
  if (!annotations.of(m).depends) return;
  Place at{.name = shown(types, m), .module = m->module};
  for (const Dependency& d : annotations.dependencies(types.method(m->owner->open, m))) {
    if (d.missing == Dependency::Assembly) report_member(m, "IL2035", "DynamicDependency names the assembly '" + d.text + "', which is not there");
    else if (d.missing == Dependency::TypeName) report_member(m, "IL2036", "DynamicDependency names the type '" + d.text + "', which is not there");
    else if (d.member.empty() || d.member == "*") access(at, d.type, d.member.empty() ? d.mask : kDynAll);
    else if (!has_member(d.type->def, d.member)) report_member(m, "IL2037", "DynamicDependency names '" + d.member + "', which '" + shown(d.type->def) + "' does not have");
    else access(at, d.type, kDynAll & ~(kDynPublicConstructors | kDynNonPublicConstructors | kDynPublicNestedTypes | kDynNonPublicNestedTypes), d.member);
  }
}

}  // namespace ahead
