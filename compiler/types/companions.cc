// Entities without a metadata row that the compiler puts beside a program's own: native forms of structs, the functions around a delegate.
#include "types/internal.h"

namespace ahead {

Type* TypeSystem::native_twin(Type* t, const std::vector<std::pair<Type*, uint32_t>>& scalars, uint32_t size, uint32_t align) {
  Type*& known = impl_->native_twins[t];
  if (known) return known;
  TypeDef& d = impl_->type_defs.emplace_back(*t->def);
  std::string generic = t->is_generic() ? "[" + type_name(t) + "]" : "";
  d.full_name += generic + "$native";
  d.is_value_type = true, d.is_interface = d.is_enum = d.is_delegate = d.is_inline_array = false;
  d.generic_count = 0;
  d.methods.clear(), d.fields.clear();
  d.cctor = d.finalizer = nullptr;
  d.lazy = nullptr;
  Type key{ElementKind::ValueType};
  key.def = &d;
  Type* twin = d.open = impl_->intern(key);
  twin->is_value_type = true, twin->is_sealed = true;
  auto l = std::make_unique<Layout>();
  l->size = size, l->align = align;
  l->blittable = true;
  l->overlapping = true;           // passed between managed functions through memory
  for (auto& [type, offset] : scalars) {
    FieldDef& f = impl_->field_defs.emplace_back();
    f = FieldDef{t->def->module, 0, &d, "f", 0, {}, false, type};
    Field* field = impl_->intern_field(twin, &f);
    field->offset = offset;
    l->fields.push_back(field);
  }
  impl_->lazy(twin).layout = std::move(l);
  return known = twin;
}

Method* TypeSystem::companion(Method* m, std::string_view name, const Signature& sig) {
  Method*& known = impl_->companions[{m, std::string(name)}];
  if (known) return known;
  MethodDef& d = impl_->method_defs.emplace_back(*m->def);
  d.name = impl_->strings.emplace_back(name);
  d.flags = uint16_t((d.flags & ~0x2547) | 6 | (sig.has_this ? 0 : 0x10));   // public, not virtual, final, abstract or P/Invoke
  d.impl_flags = 0;
  d.rva = 0;
  d.overlay = nullptr;
  d.is_intrinsic = d.is_unmanaged_callers_only = false;
  d.open_sig = &impl_->signatures.emplace_back(sig);
  Method& c = impl_->methods.emplace_back();
  c.def = &d, c.owner = m->owner, c.sig = sig, c.id = uint32_t(impl_->methods.size());
  return known = &c;
}

}  // namespace ahead
