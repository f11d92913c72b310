// Assignment compatibility (ECMA-335 I.8.7, and where CoreCLR is wider, CoreCLR).
#include "types/internal.h"

namespace ahead {

static constexpr int kMaxCastDepth = 64;   // expansive variance can recurse without end; CoreCLR answers "no" there too

bool TypeSystem::Impl::variant_compatible(Type* from, Type* to, int depth) {
  if (from->def != to->def || from->args.size() != to->args.size()) return false;
  for (size_t i = 0; i < from->args.size(); ++i) {
    Type *a = from->args[i], *b = to->args[i];
    if (a == b) continue;
    uint8_t variance = i < from->def->variance.size() ? from->def->variance[i] : 0;
    if (variance == 0 || !a->is_reference() || !b->is_reference()) return false;
    if (!(variance == 1 ? compatible(a, b, depth + 1) : compatible(b, a, depth + 1))) return false;
  }
  return true;
}

// Elements of value types match when they differ at most in sign or in being an enum: int[], uint[] and DayOfWeek[].
bool TypeSystem::Impl::array_element_compatible(Type* from, Type* to, int depth) {
  if (from == to) return true;
  if (from->is_reference() && to->is_reference()) return compatible(from, to, depth + 1);
  if (!from->is_value_type || !to->is_value_type) return false;
  Type *a = ts.reduced(from), *b = ts.reduced(to);
  return a == b && a->is_primitive();
}

bool TypeSystem::Impl::compatible(Type* from, Type* to, int depth) {
  if (from == to || to->kind == ElementKind::Object) return true;
  if (depth > kMaxCastDepth) return false;
  if (to->is_nullable) return compatible(from, to->args[0], depth + 1);
  if (to->is_interface) {
    if (from->is_interface && variant_compatible(from, to, depth)) return true;
    if (from->kind == ElementKind::SzArray && is_array_interface(to->def)) return !from->element->is_pointer_like() && array_element_compatible(from->element, to->args[0], depth);
    for (Type* i : ts.interfaces(from))
      if (i == to || (i->def == to->def && variant_compatible(i, to, depth))) return true;
    return false;
  }
  if (to->is_array()) {
    if (!from->is_array()) return false;
    uint32_t from_rank = from->kind == ElementKind::SzArray ? 1 : from->index, to_rank = to->kind == ElementKind::SzArray ? 1 : to->index;
    if (from_rank != to_rank || (from->kind == ElementKind::Array && to->kind == ElementKind::SzArray)) return false;
    return array_element_compatible(from->element, to->element, depth);
  }
  if (!to->def) return false;
  for (Type* c = from; c; c = ts.base(c))
    if (c == to || (to->is_delegate && c->def == to->def && variant_compatible(c, to, depth))) return true;
  return false;
}

bool TypeSystem::can_cast(Type* from, Type* to) {
  if (from == to) return true;
  Key3 key{from, to, nullptr};
  if (auto it = impl_->cast_cache.find(key); it != impl_->cast_cache.end()) return it->second;
  bool yes = impl_->compatible(from, to, 0);
  impl_->cast_cache[key] = yes;
  return yes;
}

bool TypeSystem::is_dynamic_castable(Type* t) {
  if (!t->def || t->is_interface || t->is_value_type) return false;
  for (Type* i : interfaces(t))
    if (i->def && i->def->full_name == "System.Runtime.InteropServices.IDynamicInterfaceCastable") return true;
  return false;
}

bool TypeSystem::is_assignable_static(Type* from, Type* to) {
  if (from == to) return true;
  if (!from->is_reference() || !to->is_reference()) return false;
  return can_cast(from, to);
}

}  // namespace ahead
