// How a call reaches its callee (ECMA-335 III.2.1, III.4.2): one decision for survive and import.
#include "survive/bodies.h"
#include "survive/marshal.h"
#include "survive/reflection.h"

namespace ahead {

namespace {

// String constructors are InternalCalls without a body; String.Ctor(…) with the same parameters makes the string.
Method* string_constructor(TypeSystem& types, Method* ctor) {
  for (MethodDef* d : ctor->owner->def->methods) {
    if (d->name != "Ctor") continue;
    Method* m = types.method(ctor->owner, d);
    if (std::equal(m->sig.params.begin(), m->sig.params.end(), ctor->sig.params.begin(), ctor->sig.params.end())) return m;
  }
  throw LoadError(LoadError::MissingMethod, types.display_name(ctor));
}

CallTarget classify(TypeSystem& types, Method* m) {
  CallTarget t;
  t.method = m;
  if (m->array_op != ArrayOp::None) { t.kind = CallTarget::ArrayOp; return t; }
  if ((t.intrinsic = intrinsic_name(types, m))) { t.kind = CallTarget::Intrinsic; return t; }
  if (m->def->overlay) return t;
  if (m->def->is_runtime() && m->owner->is_delegate) t.kind = m->def->is_ctor() ? CallTarget::DelegateCtor : m->name() == "Invoke" ? CallTarget::DelegateInvoke : CallTarget::Direct;
  else if (m->def->is_internal_call()) t.kind = CallTarget::InternalCall;
  else if (m->def->is_pinvoke() && passes_as_is(types, m)) t.kind = CallTarget::PInvoke;
  return t;
}

// Dispatch through a receiver whose static type is `receiver` (a reference type).
CallTarget dispatch(TypeSystem& types, Method* m, Type* receiver) {
  CallTarget t;
  if (m->array_op == ArrayOp::None && m->owner->is_delegate && m->name() == "Invoke") return classify(types, m);
  if (!m->is_virtual()) {
    t = classify(types, m);
    t.null_check = true;
    return t;
  }
  bool sealed = receiver->is_sealed && !receiver->is_interface;
  if (m->owner->is_interface) {
    t = {CallTarget::Interface, m};
    if (!sealed) return t;
    Method* target = types.resolve_interface(receiver, m);
    if (!target || target->def->is_abstract()) return t;
    t = classify(types, target);
  } else {
    if (!sealed && !m->def->is_final()) return {CallTarget::Slot, types.slot_of(m)};
    Method* target = sealed ? types.resolve_virtual(receiver, types.slot_of(m)) : m;
    if (target->def->is_abstract()) return {CallTarget::Slot, types.slot_of(m)};
    t = classify(types, target);
  }
  t.null_check = true;
  return t;
}

CallTarget constrained_call(TypeSystem& types, Method* m, Type* constrained) {
  if (m->is_static()) return classify(types, types.resolve_static_virtual(constrained, m));
  CallTarget t;
  if (!constrained->is_value_type) {
    // A class type parameter: the receiver is at least that class.
    bool narrower = m->is_virtual() && !constrained->is_interface && constrained->def;
    t = dispatch(types, m, narrower ? constrained : m->owner);
    t.receiver = CallTarget::Load;
    return t;
  }
  if (Method* direct = m->is_virtual() ? types.resolve_constrained(constrained, m) : nullptr) return classify(types, direct);
  // The implementation is inherited from Object, ValueType or Enum, or is a default interface method: it wants an object. The box is never null.
  Type* boxed = constrained->is_nullable ? constrained->args[0] : constrained;
  if (constrained->is_nullable) t = dispatch(types, m, m->owner);
  else if (!m->is_virtual()) t = classify(types, m);
  else if (m->owner->is_interface) {
    Method* target = types.resolve_interface(boxed, m);
    if (target) t = classify(types, target);
    else t = {CallTarget::Interface, m};     // none or several: the call throws
  } else {
    t = classify(types, types.resolve_virtual(boxed, types.slot_of(m)));
  }
  t.receiver = CallTarget::Box;
  t.box_type = constrained;
  return t;
}

}  // namespace

bool is_delegate_invoke(const Method* m) { return m->def && m->def->is_runtime() && m->owner->is_delegate && m->def->name == "Invoke"; }

CallTarget call_target(TypeSystem& types, const Body& body, const Instr& in) {
  Method* m = body.callee(types, in);
  if (Type* constrained = body.constrained(types, in); constrained && in.op != Op::Newobj) return constrained_call(types, m, constrained);
  switch (in.op) {
    case Op::Newobj:
      if (m->owner->kind == ElementKind::String) return classify(types, string_constructor(types, m));
      return classify(types, m);
    case Op::Callvirt: case Op::Ldvirtftn:
      if (m->is_static()) throw LoadError(LoadError::MissingMethod, "virtual call of the static method " + types.display_name(m));
      return m->array_op != ArrayOp::None ? classify(types, m) : dispatch(types, m, m->owner);
    default:
      if (m->def && m->def->is_abstract() && m->array_op == ArrayOp::None) throw LoadError(LoadError::BadImageFormat, types.display_name(m) + " is abstract: it has no code to call");
      return classify(types, m);
  }
}

}  // namespace ahead
