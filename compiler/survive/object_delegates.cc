// Delegates over one function of object[].
//
// An interpreted expression tree, or any other code that has no method of its own, becomes a delegate of whatever type it is asked for. All of them run
// through one function, object Run(object[] arguments); what is different is the way in:
//
//     int InvokeObjects(string s, ref int n) {              // beside Invoke; `this` is not the delegate but a Func<object[], object>
//       object[] a = { s, n };
//       try { return (int)Run(a); } finally { n = (int)a[1]; }
//     }
//
// A runtime that generates code emits this when a delegate is made. Here every delegate type that has objects or a type object gets one, as soon as code
// that makes such delegates is reached. Types that cannot be boxed have none.
#include "survive/assembler.h"
#include "survive/graph.h"
#include "survive/object_delegates.h"

namespace ahead {

namespace {

constexpr const char* kInvokeObjects = "InvokeObjects";

bool can_box(Type* t) {
  if (t->kind == ElementKind::ByRef) t = t->element;
  return !t->is_pointer_like() && !t->is_byref_like && t->kind != ElementKind::TypedByRef;
}

struct Writer {
  TypeSystem& types; Method* method; Assembler a;
  Type* object = types.primitive(ElementKind::Object);
  uint32_t list = 0;

  Method* run() {
    Type* function = types.instantiate(types.find_type("System.Func`2"), types.intern_list({types.szarray_of(object), object}));
    return types.find_method(function, "Invoke");
  }
  void collect(size_t i) {
    Type* t = method->sig.params[i];
    a.op_i(Op::Ldloc, list).op_i(Op::LdcI4, int64_t(i)).op_i(Op::Ldarg, int64_t(i + 1));
    if (t->kind == ElementKind::ByRef) a.op(Op::Ldobj, t = t->element);
    a.op(Op::Box, t).op(Op::StelemRef);
  }
  void write_back(size_t i) {
    Type* t = method->sig.params[i];
    if (t->kind != ElementKind::ByRef) return;
    a.op_i(Op::Ldarg, int64_t(i + 1)).op_i(Op::Ldloc, list).op_i(Op::LdcI4, int64_t(i)).op(Op::LdelemRef).op(Op::UnboxAny, t->element).op(Op::Stobj, t->element);
  }

  std::unique_ptr<Body> write() {
    const Signature& sig = method->sig;
    bool by_ref = std::any_of(sig.params.begin(), sig.params.end(), [](Type* t) { return t->kind == ElementKind::ByRef; });
    a.body->max_stack = 6;
    list = a.local(types.szarray_of(object));
    uint32_t result = a.local(object);
    a.op_i(Op::LdcI4, int64_t(sig.params.size())).op(Op::Newarr, object).op_i(Op::Stloc, list);
    for (size_t i = 0; i < sig.params.size(); i++) collect(i);
    uint32_t begin = a.here();
    a.op_i(Op::Ldarg, 0).op_i(Op::Ldloc, list).op(Op::Callvirt, run()).op_i(Op::Stloc, result);
    if (by_ref) {
      uint32_t leave = a.branch(Op::Leave), handler = a.here();
      for (size_t i = 0; i < sig.params.size(); i++) write_back(i);
      a.op(Op::Endfinally);
      a.body->regions.push_back({EHClause::Finally, begin, handler, handler, a.here(), 0, Token{}});
      a.land(leave);
    }
    if (sig.ret->kind != ElementKind::Void) a.op_i(Op::Ldloc, result).op(Op::UnboxAny, sig.ret);
    return a.ret();
  }
};

}  // namespace

Method* delegate_over_objects(TypeSystem& types, Type* delegate) {
  if (!delegate->is_delegate || delegate->open) return nullptr;
  Method* invoke = types.find_method(delegate, "Invoke");
  if (!invoke || invoke->sig.ret->kind == ElementKind::ByRef || !can_box(invoke->sig.ret)) return nullptr;
  for (Type* p : invoke->sig.params) if (!can_box(p)) return nullptr;
  return types.companion(invoke, kInvokeObjects, invoke->sig);
}

std::unique_ptr<Body> object_delegate_body(TypeSystem& types, Method* m) {
  if (m->name() != kInvokeObjects || !m->owner->is_delegate || delegate_over_objects(types, m->owner) != m) return nullptr;
  return Writer{types, m, Assembler(m)}.write();
}

// Delegates of types that only reflection knows, over functions of object[].
void Walk::make_object_delegates(Node from) {
  if (object_delegates) return;
  object_delegates = true;
  std::vector<Type*> known;
  for (auto& [t, state] : program.type_state) if (t->is_delegate && (state.constructed || state.type_object)) known.push_back(t);
  for (Type* t : known) make_object_delegate(t, from);
}

void Walk::make_object_delegate(Type* t, Node from) {
  if (t->open || program.type_state[t].over_objects) return;
  Method* m = delegate_over_objects(types, t);
  if (!m) return;
  program.type_state[t].over_objects = true;
  construct(t, from, "may be made over a function of objects");
  reach(m, {Node::Constructed, t}, "may call a function of objects through");
}

}  // namespace ahead
