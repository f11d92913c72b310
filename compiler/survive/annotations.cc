// Reading of [DynamicallyAccessedMembers] and [DynamicDependency]. Asked for every callee of every body, hence the caches.
#include "survive/annotations.h"

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
  if (d->generic_count) a.generic = generic_masks(d->module, d->token());
  a.depends = d->module->find_attribute(d->token(), kDependencyAttribute).has_value();
  a.flows = a.self || a.result || !a.params.empty();
  return a;
}

uint32_t Annotations::of(FieldDef* f) {
  auto [it, added] = fields.try_emplace(f, 0);
  if (added) it->second = mask(f->module, make_token(Table::Field, f->row));
  return it->second;
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
        std::string name(r.ser_string().value_or(""));
        if (sig.params.size() >= 3) name += ", " + std::string(r.ser_string().value_or(""));
        dep.type = type_by_name(types, d->module, name);
      }
      if (dep.type) result.push_back(std::move(dep));
    } catch (const std::runtime_error&) {   // names something that is not there
    } catch (const std::out_of_range&) {}
  }
  return result;
}

}  // namespace ahead
