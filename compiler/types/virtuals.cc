// Base classes, and virtual slots of classes (ECMA-335 II.10.3, II.12.2; CoreCLR's rules for covariant returns).
//
// A class's virtual methods form slots. A `newslot` method introduces one; any other virtual method takes over the slot of the base's
// method with the same name and signature; a MethodImpl row (".override") takes over the slot that it names. The table is computed once
// per *definition*, over its own type variables, because override decisions do not depend on the instantiation; an exact type then only
// substitutes its arguments into the entry that is asked for.
//
// Covariant returns: C# emits `newslot` plus a MethodImpl for the base method, and marks the method PreserveBaseOverrides. A class
// further down overrides the new slot only, yet callers through the base slot must see it too: the base slot follows the new one.
#include "types/internal.h"

namespace ahead {

// ---- base classes ----

Type* TypeSystem::Impl::open_base(TypeDef* d) {
  TypeDef::Lazy& z = lazy(d);
  if (z.base_state == 2) return z.base;
  if (z.base_state == 1) throw LoadError(LoadError::TypeLoad, "type '" + d->full_name + "' is its own base");
  z.base_state = 1;
  try {
    Token extends = d->module->type_def(d->row).extends;
    if (!extends.nil() && !d->is_interface) {
      z.base = open_type(state(d->module), extends);
      if (!z.base->def || z.base->is_interface) throw LoadError(LoadError::TypeLoad, "type '" + d->full_name + "' has no class as its base");
      open_base(z.base->def);      // detects circles
    }
  } catch (...) {
    z.base_state = 0;
    throw;
  }
  z.base_state = 2;
  return z.base;
}

Type* TypeSystem::base(Type* t) {
  if (t->is_array()) return impl_->nominal(t);
  if (!t->def) return nullptr;
  Type::Lazy& z = impl_->lazy(t);
  if (!z.has_base) {
    Type* open = impl_->open_base(t->def);
    z.base = open ? substitute(open, {t->args, {}}) : nullptr;
    z.has_base = true;
  }
  return z.base;
}

bool TypeSystem::is_subclass_of(Type* t, Type* b) {
  for (t = base(t); t; t = base(t)) if (t == b) return true;
  return false;
}

// ---- slots ----

static bool is_private(MethodDef* m) { return (m->flags & 7) <= 1; }

// Does `m` take over this slot of a base class? Both are over the variables of m's definition.
bool TypeSystem::Impl::overrides(MethodDef* m, const Slot& slot) {
  MethodDef* d = slot.decl;
  if (d->name != m->name || d->generic_count != m->generic_count || is_private(d)) return false;
  try {
    const Signature& want = open_signature(m);
    const Signature& have = open_signature(d);
    if (want.params.size() != have.params.size()) return false;
    return same_signature(want, slot.decl_owner->args.empty() ? have : ts.substitute(have, {slot.decl_owner->args, {}}));
  } catch (LoadError&) {
    return false;                 // signatures with missing types match nothing that can be called
  }
}

// The nearest slot that `m` overrides, or -1. Custom modifiers decide only between slots that differ in nothing else.
int TypeSystem::Impl::overridden_slot(MethodDef* m, const VTable& v, size_t inherited) {
  int found = -1;
  auto text = [&](MethodDef* d) { return raw_method_text(state(d->module), d->raw_signature, d->name, true); };
  for (size_t i = inherited; i-- > 0;) {
    if (!overrides(m, v.slots[i])) continue;
    if (found < 0) found = int(i);
    else if (v.slots[size_t(found)].decl->owner != v.slots[i].decl->owner) break;
    else if (text(v.slots[size_t(found)].decl) != text(m) && text(v.slots[i].decl) == text(m)) found = int(i);
  }
  return found;
}

void TypeSystem::Impl::place_virtuals(TypeDef* d, VTable& v) {
  size_t inherited = v.slots.size();
  for (MethodDef* m : d->methods) {
    if (!m->is_virtual() || m->is_static()) continue;
    int found = -1;
    if (!m->is_newslot()) found = overridden_slot(m, v, inherited);
    if (found < 0) {
      found = int(v.slots.size());
      v.slots.push_back({m, d->open, m, d->open});
      v.by_decl.emplace(m, found);
    } else {
      v.slots[found].impl = m;
      v.slots[found].impl_owner = d->open;
    }
    v.own.emplace(m, found);
  }
}

// MethodImpl rows (II.22.27). Interface declarations are kept for interface resolution, class declarations change the slot.
void TypeSystem::Impl::apply_method_impls(TypeDef* d, VTable& v) {
  ModuleState& s = state(d->module);
  for (MethodImplRow row : d->module->method_impls(d->row)) {
    OpenMethod decl, body;
    try {
      decl = open_method(s, row.declaration, {});
      body = open_method(s, row.body, {});
    } catch (LoadError&) {
      continue;                   // overrides something that does not exist in this program
    }
    if (!decl.def || !body.def) throw BadImage("MethodImpl of an array method");
    if (decl.owner->is_interface) {
      v.impls.push_back({decl.owner, decl.def, body.owner, body.def});
      continue;
    }
    // The declaration may itself be an override: then its slot is meant. A base's slots are a prefix of ours.
    const auto& owners = decl.owner->def == d ? v.own : vtable(decl.owner->def).own;
    auto declared = owners.find(decl.def);
    if (declared == owners.end() || declared->second >= v.slots.size()) continue;
    uint32_t index = declared->second;
    v.slots[index].impl = body.def;
    v.slots[index].impl_owner = body.owner;
    v.slots[index].follow = -1;
    if (body.def->preserve_base_overrides)
      if (auto own = v.own.find(body.def); own != v.own.end() && own->second != index) v.slots[index].follow = int(own->second);
  }
}

VTable& TypeSystem::Impl::vtable(TypeDef* d) {
  TypeDef::Lazy& z = lazy(d);
  if (z.vtable) return *z.vtable;
  if (z.vtable_loading) throw LoadError(LoadError::TypeLoad, "type '" + d->full_name + "' depends on its own virtual methods");
  z.vtable_loading = true;
  auto v = std::make_unique<VTable>();
  try {
    if (Type* base = open_base(d)) {
      VTable& b = vtable(base->def);
      v->slots = b.slots;
      v->by_decl = b.by_decl;
      if (base->is_generic())
        for (Slot& slot : v->slots) {
          slot.decl_owner = ts.substitute(slot.decl_owner, {base->args, {}});
          slot.impl_owner = ts.substitute(slot.impl_owner, {base->args, {}});
        }
    }
    if (!d->is_interface) place_virtuals(d, *v);
    apply_method_impls(d, *v);
  } catch (...) {
    z.vtable_loading = false;
    throw;
  }
  z.vtable_loading = false;
  z.vtable = std::move(v);
  return *z.vtable;
}

Method* TypeSystem::slot_of(Method* m) {
  if (!m->is_virtual() || m->owner->is_interface) return m;
  VTable& v = impl_->vtable(m->owner->def);
  auto own = v.own.find(m->def);
  if (own == v.own.end()) return m;
  const Slot& slot = v.slots[own->second];
  if (slot.decl == m->def) return m;
  return method(substitute(slot.decl_owner, {m->owner->args, {}}), slot.decl, m->args);
}

int TypeSystem::virtual_number(MethodDef* m) {
  if (!m->is_virtual() || m->is_static()) return -1;
  if (m->owner->is_interface) {
    int n = 0;
    for (MethodDef* d : m->owner->methods) {
      if (d == m) return n;
      n += d->is_virtual() && !d->is_static();
    }
  }
  VTable& v = impl_->vtable(m->owner);
  auto it = v.own.find(m);
  return it == v.own.end() ? -1 : int(it->second);
}

uint32_t TypeSystem::virtual_count(TypeDef* d) {
  if (!d->is_interface) return uint32_t(impl_->vtable(d).slots.size());
  return uint32_t(std::count_if(d->methods.begin(), d->methods.end(), [](MethodDef* m) { return m->is_virtual() && !m->is_static(); }));
}

std::vector<Method*> TypeSystem::virtual_slots(Type* t) {
  std::vector<Method*> r;
  Type* n = impl_->nominal(t);
  if (!n->def || n->is_interface) return r;
  for (const Slot& slot : impl_->vtable(n->def).slots) r.push_back(method(substitute(slot.decl_owner, {n->args, {}}), slot.decl));
  return r;
}

Method* TypeSystem::resolve_virtual(Type* exact, Method* slot_method) {
  if (!slot_method->is_virtual() || slot_method->owner->is_interface) return slot_method;
  Type* n = impl_->nominal(exact);
  if (!n->def) return slot_method;
  VTable& v = impl_->vtable(n->def);
  auto it = v.by_decl.find(slot_method->def);
  if (it == v.by_decl.end()) {
    Method* introducing = slot_of(slot_method);
    it = v.by_decl.find(introducing->def);
    if (it == v.by_decl.end()) return slot_method;
  }
  const Slot* slot = &v.slots[it->second];
  while (slot->follow >= 0) slot = &v.slots[slot->follow];
  return method(substitute(slot->impl_owner, {n->args, {}}), slot->impl, slot_method->args);
}

}  // namespace ahead
