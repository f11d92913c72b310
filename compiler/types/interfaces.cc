// Which method runs when an interface method is called on an object of an exact type (ECMA-335 II.12.2).
//
// The classes are searched from the most derived one to the root. On each: first its MethodImpl rows; then, once some class on the way
// has declared the interface, a public virtual method of the same name and signature. What is found may itself be overridden further
// down, so its slot is resolved on the exact type again. For a variant interface each class, again from the most derived one, offers what it
// declares itself: the wanted instantiation or else one that variance makes acceptable, in declaration order; so a derived class's IComparer<object>
// wins over its base's IComparer<string>. Only then come default bodies in interfaces (the most specific one wins). T[] gets its IList<T>
// family from System.SZArrayHelper, whose methods run with the array as `this`.
#include "types/internal.h"

namespace ahead {

// ---- interface lists ----

const std::vector<Type*>& TypeSystem::Impl::direct_interfaces(TypeDef* d) {
  TypeDef::Lazy& z = lazy(d);
  if (!z.has_direct_interfaces) {
    ModuleState& s = state(d->module);
    std::vector<Type*> list;
    for (Token t : d->module->interfaces(d->row)) list.push_back(open_type(s, t));
    z.direct_interfaces = std::move(list);
    z.has_direct_interfaces = true;
  }
  return z.direct_interfaces;
}

static constexpr std::string_view kArrayInterfaces[] = {"IList`1", "ICollection`1", "IEnumerable`1", "IReadOnlyList`1", "IReadOnlyCollection`1"};

bool TypeSystem::Impl::is_array_interface(TypeDef* d) {
  if (d->generic_count != 1 || d->enclosing || d->name_space != "System.Collections.Generic" || d->module != ts.corelib()) return false;
  return std::find(std::begin(kArrayInterfaces), std::end(kArrayInterfaces), d->name) != std::end(kArrayInterfaces);
}

TypeList TypeSystem::interfaces(Type* t) {
  Type::Lazy& z = impl_->lazy(t);
  if (z.has_interfaces) return z.interfaces;
  if (z.interfaces_loading) throw LoadError(LoadError::TypeLoad, "interface list is circular");
  z.interfaces_loading = true;
  std::vector<Type*> list;
  auto add = [&](Type* i) { if (std::find(list.begin(), list.end(), i) == list.end()) list.push_back(i); };
  try {
    if (Type* b = base(t)) for (Type* i : interfaces(b)) add(i);
    if (t->kind == ElementKind::SzArray && !t->element->is_pointer_like() && !t->element->is_byref_like && t->element->kind != ElementKind::Void)
      for (auto name : kArrayInterfaces) {
        Type* i = instantiate(impl_->corelib_def("System.Collections.Generic", name), TypeList(&t->element, 1));
        add(i);
      }
    if (t->def)
      for (Type* open : impl_->direct_interfaces(t->def)) {
        Type* i = substitute(open, {t->args, {}});
        add(i);
        for (Type* inherited : interfaces(i)) add(inherited);
      }
  } catch (...) {
    z.interfaces_loading = false;
    throw;
  }
  z.interfaces_loading = false;
  z.has_interfaces = true;
  return z.interfaces = intern_list(list);
}

// ---- classes ----

// `iface` is exact; the answer is over level's own variables, because signatures are compared there: after substitution
// M(T) and M(int) of C<int> could not be told apart any more.
Type* TypeSystem::Impl::declared_form(Type* level, Type* iface) {
  GenericContext c{level->args, {}};
  for (Type* direct : direct_interfaces(level->def)) {
    if (direct->def == iface->def && ts.substitute(direct, c) == iface) return direct;
    for (Type* inherited : ts.interfaces(direct))
      if (inherited->def == iface->def && ts.substitute(inherited, c) == iface) return inherited;
  }
  return nullptr;
}

// The MethodImpl row of this class for `im`. In C<T, U> : I<T>, I<U> two rows may mean the same interface of C<int, int>: the one that is listed first counts,
// and what the base lists comes before.
const InterfaceImplementation* TypeSystem::Impl::explicit_implementation(Type* level, Method* im) {
  const InterfaceImplementation* found = nullptr;
  TypeList order;
  auto place = [&](const InterfaceImplementation& i) { return std::find(order.begin(), order.end(), i.decl_owner) - order.begin(); };
  for (const InterfaceImplementation& i : vtable(level->def).impls) {
    if (i.decl != im->def || ts.substitute(i.decl_owner, {level->args, {}}) != im->owner) continue;
    if (!found) { found = &i; continue; }
    if (order.empty()) order = ts.interfaces(level->def->open);
    if (place(i) < place(*found)) found = &i;
  }
  return found;
}

Method* TypeSystem::Impl::find_class_implementation(Type* exact, Method* im, bool is_static) {
  Type* iface = im->owner;
  auto result = [&](Type* owner, MethodDef* def) {
    Method* m = ts.method(owner, def, im->args);
    return is_static || !m->is_virtual() || owner->is_interface ? m : ts.resolve_virtual(exact, ts.slot_of(m));
  };
  Type* wanted = nullptr;      // the interface over the variables of the class that declares it
  Type* here = nullptr;        // the class being looked at, over the same variables
  for (Type* level = exact; level; level = ts.base(level)) {
    if (const InterfaceImplementation* i = explicit_implementation(level, im)) return result(ts.substitute(i->body_owner, {level->args, {}}), i->body);
    if (Type* form = declared_form(level, iface)) { wanted = form; here = level->def->open; }
    if (wanted) {
      const Signature want = ts.substitute(open_signature(im->def), {wanted->args, {}});
      // In a base class several methods may have got the same signature by its arguments: the last one counts.
      MethodDef* match = nullptr;
      for (MethodDef* d : level->def->methods) {
        if (match && here == level->def->open) break;
        if (d->name != im->def->name || (d->flags & 7) != 6 || d->is_static() != is_static || (!is_static && !d->is_virtual())) continue;
        if (d->generic_count != im->def->generic_count) continue;
        if (same_signature(want, ts.substitute(open_signature(d), {here->args, {}}))) match = d;
      }
      if (match) return result(level, match);
      here = ts.base(here);
    }
  }
  return nullptr;
}

Method* TypeSystem::Impl::find_variant_implementation(Type* exact, Method* im, bool is_static) {
  Type* iface = im->owner;
  for (Type* level = exact; level; level = ts.base(level)) {
    std::vector<Type*> declared;
    for (Type* open : direct_interfaces(level->def)) {
      Type* direct = ts.substitute(open, {level->args, {}});
      declared.push_back(direct);
      for (Type* inherited : ts.interfaces(direct)) declared.push_back(inherited);
    }
    bool has_exact = std::find(declared.begin(), declared.end(), iface) != declared.end();
    for (const InterfaceImplementation& i : vtable(level->def).impls)
      has_exact = has_exact || (i.decl == im->def && ts.substitute(i.decl_owner, {level->args, {}}) == iface);
    if (has_exact)
      if (Method* m = find_class_implementation(exact, im, is_static)) return m;
    for (Type* other : declared) {
      if (other->def != iface->def || other == iface || !variant_compatible(other, iface, 0)) continue;
      if (Method* m = find_class_implementation(exact, ts.method(other, im->def, im->args), is_static)) return m;
    }
  }
  return nullptr;
}

// ---- default interface methods ----

// Every interface of the type that gives a body for `im` is a candidate; one that implements the other's interface is more specific.
Method* TypeSystem::Impl::find_default_implementation(Type* exact, Method* im, bool* ambiguous) {
  struct Candidate { Type* from; Method* body; };
  std::vector<Candidate> found;
  auto consider = [&](Type* i) {
    if (i == im->owner) {
      if (!im->def->is_abstract()) found.push_back({i, im});
      return;
    }
    for (const InterfaceImplementation& impl : vtable(i->def).impls)
      if (impl.decl == im->def && ts.substitute(impl.decl_owner, {i->args, {}}) == im->owner) {
        found.push_back({i, ts.method(ts.substitute(impl.body_owner, {i->args, {}}), impl.body, im->args)});
        return;
      }
  };
  for (Type* i : ts.interfaces(exact)) consider(i);
  if (exact->is_interface) consider(exact);
  std::vector<Candidate> best;
  for (auto& c : found) {
    bool beaten = false;
    for (auto& other : found) {
      TypeList below = ts.interfaces(other.from);
      if (other.from != c.from && std::find(below.begin(), below.end(), c.from) != below.end()) beaten = true;
    }
    if (!beaten) best.push_back(c);
  }
  if (best.size() > 1 && ambiguous) *ambiguous = true;
  if (best.size() != 1 || best[0].body->def->is_abstract()) return nullptr;
  return best[0].body;
}

// ---- arrays ----

Method* TypeSystem::Impl::array_implementation(Type* array, Method* im) {
  Type* iface = im->owner;
  if (array->kind != ElementKind::SzArray || !iface->def || !is_array_interface(iface->def)) return nullptr;
  if (!ts.can_cast(array, iface)) return nullptr;
  Type* helper = ts.well_known("System.SZArrayHelper");
  for (MethodDef* d : helper->def->methods)
    if (d->name == im->def->name && d->generic_count == 1 && open_signature(d).params.size() == im->sig.params.size())
      return ts.method(helper, d, iface->args);
  return nullptr;
}

// ---- the search ----

Method* TypeSystem::Impl::search(Type* exact, Method* im, bool is_static, bool* ambiguous) {
  Type* t = nominal(exact);
  if (!t->def) return nullptr;
  if (Method* m = array_implementation(exact, im)) return m;
  if (!is_static && ts.proxied_interface(exact))
    if (Method* m = proxy_method(exact, im)) return m;
  bool variant = !im->owner->def->variance.empty();
  if (!t->is_interface)
    if (Method* m = variant ? find_variant_implementation(t, im, is_static) : find_class_implementation(t, im, is_static)) return m;
  bool many = false;
  if (Method* m = find_default_implementation(t, im, &many)) return m;
  if (many) { if (ambiguous) *ambiguous = true; return nullptr; }
  Type* iface = im->owner;
  if (!variant) return nullptr;
  for (Type* other : ts.interfaces(t)) {
    if (other->def != iface->def || other == iface || !variant_compatible(other, iface, 0)) continue;
    if (Method* m = find_default_implementation(t, ts.method(other, im->def, im->args), &many)) return m;
    if (many) { if (ambiguous) *ambiguous = true; return nullptr; }
  }
  return nullptr;
}

Method* TypeSystem::resolve_interface(Type* exact, Method* im, bool* ambiguous) {
  if (ambiguous) *ambiguous = false;
  Key3 key{exact, im, nullptr};
  if (auto it = impl_->interface_cache.find(key); it != impl_->interface_cache.end()) return it->second;
  bool many = false;
  Method* m = impl_->search(exact, im, false, &many);
  if (many) { if (ambiguous) *ambiguous = true; return m; }
  return impl_->interface_cache[key] = m;
}

Method* TypeSystem::resolve_static_virtual(Type* constrained, Method* im) {
  Key3 key{constrained, im, nullptr};
  if (auto it = impl_->static_cache.find(key); it != impl_->static_cache.end()) return it->second;
  if (!im->owner->is_interface) return im;
  Method* m = impl_->search(constrained, im, true, nullptr);
  return impl_->static_cache[key] = m;
}

Method* TypeSystem::resolve_constrained(Type* constrained, Method* m) {
  if (!constrained->is_value_type) return nullptr;
  if (m->owner == constrained) return m;
  Method* found = m->owner->is_interface ? resolve_interface(constrained, m) : m->is_virtual() ? resolve_virtual(constrained, slot_of(m)) : nullptr;
  return found && found->owner == constrained ? found : nullptr;
}

}  // namespace ahead
