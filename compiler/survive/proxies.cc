// What stands behind System.Reflection.DispatchProxy.
//
// A runtime that generates code emits a class when a proxy is first asked for. Here the pairs of interface and proxy class are known when everything is
// compiled: from the type arguments of Create<T, TProxy>(), or from types that flow into Create(Type, Type). Each pair gets a class (types/proxies.cc), and
// each interface method that the program can call on it a body:
//
//     R M(A a, ref B b, out C c) {
//       object[] args = { a, b, null };
//       object r = this.Invoke((MethodInfo)MethodBase.GetMethodFromHandle(methodof(I.M), typeof(I)), args);
//       b = (B)args[1]; c = (C)args[2];
//       return (R)r;
//     }
//
// The runtime finds the class again by its base and its interface (TypeExtra::proxied_interface).
#include "survive/assembler.h"
#include "survive/graph.h"
#include "survive/proxies.h"

namespace ahead {

namespace {

constexpr const char *kLibrary = "System.Reflection.DispatchProxy", *kGenerator = "System.Reflection.DispatchProxyGenerator";

struct Writer {
  TypeSystem& types; Method* method; Method* target; Assembler a;
  Type* object = types.primitive(ElementKind::Object);

  Method* find(Type* t, const char* name, int params) {
    if (Method* m = types.find_method(t, name, params)) return m;
    throw LoadError(LoadError::MissingMethod, types.type_name(t) + "." + name);
  }
  Method* handler() {
    for (Type* t = method->owner; t; t = types.base(t))
      if (t->def->full_name == kLibrary) return find(t, "Invoke", 2);
    throw LoadError(LoadError::TypeLoad, "no proxy class");
  }
  // [Out] without [In]: nothing comes in.
  bool is_out(size_t i) {
    Module* m = target->def->module;
    MethodDefRow row = m->method_def(target->def->row);
    for (uint32_t p = row.param_begin; p < row.param_end; p++)
      if (ParamRow param = m->param(p); param.sequence == i + 1) return (param.flags & 3) == 2;
    return false;
  }
  void collect(size_t i, uint32_t list) {
    Type* t = method->sig.params[i];
    bool by_ref = t->kind == ElementKind::ByRef;
    if (by_ref && is_out(i)) return;
    a.op_i(Op::Ldloc, list).op_i(Op::LdcI4, int64_t(i)).op_i(Op::Ldarg, int64_t(i + 1));
    if (by_ref) a.op(Op::Ldobj, t = t->element);
    a.op(Op::Box, t).op(Op::StelemRef);
  }
  void write_back(size_t i, uint32_t list) {
    Type* t = method->sig.params[i];
    if (t->kind != ElementKind::ByRef) return;
    a.op_i(Op::Ldarg, int64_t(i + 1)).op_i(Op::Ldloc, list).op_i(Op::LdcI4, int64_t(i)).op(Op::LdelemRef).op(Op::UnboxAny, t->element).op(Op::Stobj, t->element);
  }
  void method_info() {
    a.op(Op::Ldtoken, target);
    a.body->code.back().token = make_token(Table::MethodDef, 0);
    a.op(Op::Ldtoken, target->owner);
    a.op(Op::Call, find(types.well_known("System.Reflection.MethodBase"), "GetMethodFromHandle", 2)).op(Op::Castclass, types.well_known("System.Reflection.MethodInfo"));
  }
  void check(Type* t) {
    if (t->kind == ElementKind::ByRef) t = t->element;
    if (t->is_pointer_like() || t->is_byref_like) throw LoadError(LoadError::InvalidProgram, "a proxy cannot pass values of type '" + types.type_name(t) + "'");
  }

  std::unique_ptr<Body> write() {
    const Signature& sig = method->sig;
    for (Type* p : sig.params) check(p);
    if (sig.ret->kind == ElementKind::ByRef) throw LoadError(LoadError::InvalidProgram, "a proxy cannot return references");
    check(sig.ret);
    a.body->max_stack = 6;
    uint32_t list = a.local(types.szarray_of(object)), result = a.local(object);
    a.op_i(Op::LdcI4, int64_t(sig.params.size())).op(Op::Newarr, object).op_i(Op::Stloc, list);
    for (size_t i = 0; i < sig.params.size(); i++) collect(i, list);
    a.op_i(Op::Ldarg, 0);
    method_info();
    a.op_i(Op::Ldloc, list).op(Op::Callvirt, handler()).op_i(Op::Stloc, result);
    for (size_t i = 0; i < sig.params.size(); i++) write_back(i, list);
    if (sig.ret->kind != ElementKind::Void) a.op_i(Op::Ldloc, result).op(Op::UnboxAny, sig.ret);
    return a.ret();
  }
};

bool is_proxy_class(TypeSystem& types, Type* t) {
  if (!t->def || t->is_interface || t->is_sealed || t->def->is_abstract || !types.default_ctor(t)) return false;
  for (Type* b = types.base(t); b; b = types.base(b)) if (b->def->full_name == kLibrary) return true;
  return false;
}

}  // namespace

bool makes_proxy(const Method* m) { return m->def && m->def->name == "Create" && m->owner->def && m->owner->def->full_name == kLibrary && m->def->module->name() == kLibrary; }

std::unique_ptr<Body> proxy_body(TypeSystem& types, Method* m) {
  if (Method* target = types.proxied_method(m)) return Writer{types, m, target, Assembler(m)}.write();
  // Where the library would generate the class.
  if (m->def->name != "CreateProxyInstance" || m->owner->def->full_name != kGenerator || m->sig.params.size() != 4) return nullptr;
  Assembler a(m);
  for (int i = 0; i < 4; i++) a.op_i(Op::Ldarg, i);
  return a.op(Op::Call, types.find_method(types.well_known("Ahead.Proxies"), "Create", 4)).ret();
}

void Walk::make_proxy(Type* iface, Type* base, Node from) {
  if (!iface->is_interface || iface->open || base->open || !is_proxy_class(types, base)) return;   // Create says why it refuses
  Type* proxy = types.proxy_type(base, iface);
  mention(iface, from, "makes a proxy of");
  mention(base, from, "makes a proxy with");
  construct(proxy, from, "makes the proxy");
  program.type_state[proxy].type_object = true;
  reach(types.default_ctor(base), {Node::Constructed, proxy}, "calls the constructor");
}

}  // namespace ahead
