// Reading of [DynamicallyAccessedMembers] and [DynamicDependency]. Asked for every callee of every body, hence the caches.
#include "survive/annotations.h"

#include <algorithm>

namespace ahead {

namespace {

constexpr const char* kMembersAttribute = "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute";
constexpr const char* kDependencyAttribute = "System.Diagnostics.CodeAnalysis.DynamicDependencyAttribute";

uint32_t mask(Module* m, Token on) {
  std::optional<Blob> blob = m->find_attribute(on, kMembersAttribute);
  if (!blob || blob->size() < 6) return 0;
  BlobReader r{*blob};
  r.u16();
  return r.u32();
}

std::vector<uint32_t> generic_masks(Module* m, Token owner) {
  std::vector<uint32_t> masks;
  bool any = false;
  for (uint32_t row : m->generic_params(owner)) {
    masks.push_back(mask(m, make_token(Table::GenericParam, row)));
    any = any || masks.back();
  }
  if (!any) masks.clear();
  return masks;
}

}  // namespace

// System.Type, what derives from it, and names of types.
bool Annotations::carries_type(Type* t) {
  if (t->kind == ElementKind::ByRef) t = t->element;
  if (t->kind == ElementKind::String) return true;
  if (!t->def || t->is_value_type) return false;
  if (t->is_interface) return t->def->full_name == "System.Reflection.IReflect";
  try {
    for (; t && t->def; t = t->open ? nullptr : types.base(t)) if (t->def->full_name == "System.Type") return true;
  } catch (const LoadError&) {}
  return false;
}

// What a property says counts for its accessors and for the field that the compiler made for it.
uint32_t Annotations::on_property(TypeDef* owner, std::string_view name) {
  for (uint32_t row : owner->module->properties(owner->row))
    if (owner->module->property(row).name == name) return mask(owner->module, make_token(Table::Property, row));
  return 0;
}

const MethodAnnotations& Annotations::of(MethodDef* d) {
  auto [it, added] = methods.try_emplace(d);
  MethodAnnotations& a = it->second;
  if (!added) return a;
  a.self = mask(d->module, d->token());
  MethodDefRow row = d->module->method_def(d->row);
  for (uint32_t p = row.param_begin; p < row.param_end; ++p) {
    uint32_t m = mask(d->module, make_token(Table::Param, p)), sequence = d->module->param(p).sequence;
    if (!m) continue;
    if (sequence == 0) { a.result = m; continue; }
    if (a.params.size() < sequence) a.params.resize(sequence);
    a.params[sequence - 1] = m;
  }
  if (d->flags & 0x800 && (d->name.starts_with("get_") || d->name.starts_with("set_")))
    if (uint32_t m = on_property(d->owner, d->name.substr(4))) {
      size_t count = types.method(d->owner->open, d)->sig.params.size();
      if (d->name[0] == 'g') a.result |= m;
      else if (count) a.params.resize(count), a.params[count - 1] |= m;
    }
  if (a.self || a.result || !a.params.empty()) {
    const Signature& sig = types.method(d->owner->open, d)->sig;
    if (!sig.has_this || !carries_type(d->owner->open)) a.self = 0;
    if (!carries_type(sig.ret)) a.result = 0;
    for (size_t n = 0; n < a.params.size(); ++n) if (n >= sig.params.size() || !carries_type(sig.params[n])) a.params[n] = 0;
    if (std::all_of(a.params.begin(), a.params.end(), [](uint32_t m) { return !m; })) a.params.clear();
  }
  if (d->generic_count) a.generic = generic_masks(d->module, d->token());
  a.depends = d->module->find_attribute(d->token(), kDependencyAttribute).has_value();
  a.flows = a.self || a.result || !a.params.empty();
  return a;
}

uint32_t Annotations::of(FieldDef* f) {
  auto [it, added] = fields.try_emplace(f, 0);
  if (!added) return it->second;
  uint32_t m = mask(f->module, make_token(Table::Field, f->row));
  constexpr std::string_view kBacking = ">k__BackingField";
  if (f->name.starts_with('<') && f->name.ends_with(kBacking)) m |= on_property(f->owner, f->name.substr(1, f->name.size() - 1 - kBacking.size()));
  if (m && !carries_type(types.field(f->owner->open, f)->type)) m = 0;
  return it->second = m;
}

const std::vector<uint32_t>& Annotations::generic(TypeDef* t) {
  auto [it, added] = generics.try_emplace(t);
  if (added && t->generic_count) it->second = generic_masks(t->module, t->token());
  return it->second;
}

uint32_t Annotations::on_type(TypeDef* t) {
  auto [it, added] = on_types.try_emplace(t, 0);
  if (added) it->second = mask(t->module, t->token());
  return it->second;
}

// Constructors: (string member), (string member, Type), (string member, string type, string assembly), (types, Type), (types, string type, string assembly).
std::vector<Dependency> Annotations::dependencies(Method* m) {
  std::vector<Dependency> result;
  MethodDef* d = m->def;
  for (uint32_t row : d->module->custom_attributes(d->token())) {
    if (d->module->attribute_type_name(row) != kDependencyAttribute) continue;
    try {
      CustomAttributeRow a = d->module->custom_attribute(row);
      const Signature sig = types.resolve_method(d->module, a.ctor, {})->sig;
      BlobReader r{a.value};
      r.u16();
      Dependency dep;
      dep.type = m->owner;
      if (sig.params.empty()) continue;
      bool by_name = sig.params[0]->kind == ElementKind::String;
      if (by_name) dep.member = r.ser_string().value_or("");
      else dep.mask = r.u32();
      if (sig.params.size() >= 2) {
        std::string name(r.ser_string().value_or("")), assembly;
        dep.text = name;
        if (sig.params.size() >= 3) assembly = std::string(r.ser_string().value_or(""));
        dep.type = type_by_name(types, d->module, assembly.empty() ? name : name + ", " + assembly);
        if (!dep.type && !assembly.empty() && !types.find_assembly(assembly)) dep.missing = Dependency::Assembly, dep.text = assembly;
        else if (!dep.type) dep.missing = Dependency::TypeName;
      }
      result.push_back(std::move(dep));
    } catch (const std::runtime_error&) {   // names something that is not there
    } catch (const std::out_of_range&) {}
  }
  return result;
}

}  // namespace ahead
