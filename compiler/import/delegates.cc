// Delegates (abi/symbols.md): what ldftn loaded decides the shape at compile time, so a delegate is three or four stores.
#include "import/method.h"

namespace ahead {

using llvm::Value;

namespace {

uint64_t field_offset(MethodImport& mi, const char* owner, const char* name) {
  Type* t = mi.types.well_known(owner);
  mi.types.layout(t);
  Field* f = mi.types.find_field(t, name);
  if (!f) throw LoadError(LoadError::MissingField, std::string(owner) + "." + name);
  return f->offset;
}

uint64_t target_offset(MethodImport& mi) { return field_offset(mi, "System.Delegate", "_target"); }
uint64_t code_offset(MethodImport& mi) { return field_offset(mi, "System.Delegate", "_methodPtr"); }

void store_code(MethodImport& mi, Value* delegate, uint64_t at, Value* code) { mi.b.CreateAlignedStore(code, offset(mi, delegate, at), llvm::Align(8)); }

// Is the delegate over a static method without a bound first argument?
bool is_open_static(Method* target, Method* invoke) { return target->is_static() && target->sig.params.size() == invoke->sig.params.size(); }

}  // namespace

void new_delegate(MethodImport& mi, Method* ctor, std::vector<StackValue>& args) {
  Type* t = ctor->owner;
  Method* invoke = mi.types.find_method(t, "Invoke");
  if (!invoke || args.size() != 2) invalid_il("not a delegate constructor");
  StackValue target = args[0], code = args[1];
  Method* fn = code.fn;
  StackValue object = emit_new_object(mi, t);
  Type* any = mi.types.primitive(ElementKind::Object);
  auto bind = [&](const StackValue& bound, Value* entry) {
    store(mi, offset(mi, object.v, target_offset(mi)), any, bound, Dest::Fresh);
    store_code(mi, object.v, code_offset(mi), entry);
  };
  if (fn && !code.fn_virtual && is_open_static(fn, invoke)) {
    bind(object, mi.m.delegate_shuffle(t));
    store_code(mi, object.v, field_offset(mi, "System.Delegate", "_methodPtrAux"), as_ptr(mi, code));
  } else if (fn && !code.fn_virtual && !fn->is_static() && fn->owner->is_value_type) {
    bind(target, mi.m.unboxing_stub(fn));
  } else {
    // Instance methods of classes, static methods closed over their first argument, code found by ldvirtftn.
    if (fn && !fn->is_static() && !target.non_null && !target.is_this)
      emit_throw_check(mi, mi.b.CreateIsNull(as_ptr(mi, target)), "ThrowNullThisInDelegate");
    bind(target, as_ptr(mi, code));
  }
  mi.push(object);
}

void emit_delegate_invoke(MethodImport& mi, Method* invoke, std::vector<StackValue>& args, StackValue* result) {
  emit_null_check(mi, args[0]);
  Value* delegate = as_ptr(mi, args[0]);
  Value* code = mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, delegate, code_offset(mi)), llvm::Align(8));
  args[0] = make_ref(mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, delegate, target_offset(mi)), llvm::Align(8)));
  emit_managed_call(mi, code, invoke->sig, args, result);
}

}  // namespace ahead
