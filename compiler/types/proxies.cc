// Proxies of System.Reflection.DispatchProxy: classes that no assembly has. Such a class derives from the program's proxy class, implements one interface,
// and answers each of the interface's methods, inherited ones included, by one method of its own; the body of that is written in survive/proxies.cc.
#include "types/internal.h"

namespace ahead {

Type* TypeSystem::proxy_type(Type* base, Type* iface) {
  Type*& known = impl_->proxies[{base, iface}];
  if (known) return known;
  TypeDef& d = impl_->type_defs.emplace_back(*base->def);
  d.row = 1;                        // <Module>: no base, no interfaces, nothing else that rows say
  d.name = "generatedProxy_1", d.name_space = "";
  d.full_name = "generatedProxy_1[" + type_name(base) + "," + type_name(iface) + "]";
  d.flags = 1;                      // public class
  d.enclosing = nullptr;
  d.generic_count = 0;
  d.is_sealed = true, d.is_abstract = false, d.before_field_init = true;
  d.methods.clear(), d.fields.clear(), d.variance.clear();
  d.cctor = d.finalizer = nullptr;
  d.lazy = nullptr;
  TypeDef::Lazy& z = impl_->lazy(&d);
  z.base = base, z.base_state = 2;
  z.direct_interfaces = {iface}, z.has_direct_interfaces = true;
  VTable& inherited = impl_->vtable(base->def);
  z.vtable = std::make_unique<VTable>();
  z.vtable->slots = inherited.slots, z.vtable->by_decl = inherited.by_decl;
  for (Slot& s : z.vtable->slots) {
    s.decl_owner = substitute(s.decl_owner, {base->args, {}});
    s.impl_owner = substitute(s.impl_owner, {base->args, {}});
  }
  Type key{ElementKind::Class};
  key.def = &d;
  Type* proxy = d.open = impl_->intern(key);
  proxy->is_sealed = true;
  impl_->proxied_interfaces[proxy] = iface;
  return known = proxy;
}

Type* TypeSystem::proxied_interface(Type* proxy) {
  auto it = impl_->proxied_interfaces.find(proxy);
  return it == impl_->proxied_interfaces.end() ? nullptr : it->second;
}

Method* TypeSystem::proxied_method(Method* m) {
  auto it = impl_->proxied_methods.find(m);
  return it == impl_->proxied_methods.end() ? nullptr : it->second;
}

// The class's answer to a method of its interface. Generic methods get one for each instantiation.
Method* TypeSystem::Impl::proxy_method(Type* proxy, Method* im) {
  Type* iface = proxied_interfaces[proxy];
  TypeList inherited = ts.interfaces(iface);
  bool listed = im->owner == iface || std::find(inherited.begin(), inherited.end(), im->owner) != inherited.end();
  if (!listed || !im->is_virtual() || im->def->is_final()) return nullptr;
  Method*& known = proxy_methods[{proxy, im}];
  if (known) return known;
  MethodDef& d = method_defs.emplace_back(*im->def);
  d.owner = proxy->def;
  if (im->owner != iface) d.name = strings.emplace_back(ts.type_name(im->owner) + "." + std::string(im->def->name));
  d.flags = uint16_t((d.flags & ~0x2547) | 6);     // public, not virtual, final, abstract
  d.impl_flags = 0;
  d.rva = 0;
  d.overlay = nullptr;
  d.is_intrinsic = d.is_unmanaged_callers_only = false;
  d.open_sig = &signatures.emplace_back(im->sig);
  Method& m = methods.emplace_back();
  m.def = &d, m.owner = proxy, m.args = im->args, m.sig = im->sig, m.id = uint32_t(methods.size());
  proxied_methods[&m] = im;
  return known = &m;
}

}  // namespace ahead
