// Calls: direct, virtual, through interfaces, function pointers and delegates; object construction.
// How an instruction reaches its callee was decided by call_target (survive/), so that import calls exactly what reachability saw.
#include "import/lower.h"
#include "import/method.h"
#include "import/tail_calls.h"
#include "survive/marshal.h"

namespace ahead {

using llvm::Value;

namespace {

llvm::LoadInst* invariant(MethodImport& mi, llvm::LoadInst* l) {
  l->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(mi.m.llvm, {}));
  return l;
}

std::vector<StackValue> pop_arguments(MethodImport& mi, size_t count) {
  std::vector<StackValue> args(count);
  for (size_t k = count; k-- > 0;) args[k] = mi.pop();
  return args;
}

bool is_exact_class(Type* t) { return t && t->is_sealed && !t->is_array() && !t->is_interface && t->is_reference(); }

Type* exact_type(const StackValue& s) {
  if (s.kind != StackKind::Ref) return nullptr;
  return s.exact || is_exact_class(s.type) ? s.type : nullptr;
}

bool compiled(MethodImport& mi, Method* m) {
  return m && m->def && mi.m.program.method_set.contains(m);
}

Value* vtable_code(MethodImport& mi, Value* object, Method* slot) {
  Value* mt = load_method_table(mi, object);
  Value* entry = mi.b.CreateInBoundsGEP(mi.m.i8(), mt, mi.m.slot_offset(slot));
  return invariant(mi, mi.b.CreateAlignedLoad(mi.m.ptr(), entry, llvm::Align(8)));
}

Value* interface_code(MethodImport& mi, Value* object, Method* method) {
  Value* mt = load_method_table(mi, object);
  Value* row = invariant(mi, mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, mt, offsetof(abi::MethodTable, dispatch_row)), llvm::Align(8)));
  Value* entry = mi.b.CreateGEP(mi.m.i8(), row, mi.m.selector_offset(method));
  return invariant(mi, mi.b.CreateAlignedLoad(mi.m.ptr(), entry, llvm::Align(8)));
}

// The one implementation that this call can reach, or null.
Method* devirtualise(MethodImport& mi, const CallTarget& target, const StackValue& receiver, Type* declared) {
  Method* found = nullptr;
  try {
    if (Type* exact = exact_type(receiver); exact && exact != mi.types.primitive(ElementKind::Object)) {
      found = target.kind == CallTarget::Slot ? mi.types.resolve_virtual(exact, target.method) : mi.types.resolve_interface(exact, target.method);
      if (found && compiled(mi, found) && !found->def->is_abstract()) return found;
    }
    found = mi.m.program.unique_target(target.method, declared);
  } catch (const LoadError&) { return nullptr; }
  return found && compiled(mi, found) && !found->def->is_abstract() ? found : nullptr;
}

void dead_call(MethodImport& mi, Method* m) {
  mi.m.notes.push_back({mi.method, "dispatches " + mi.types.display_name(m) + ", which no constructed type implements"});
  emit_runtime_call(mi, "ahead_missing", {mi.m.c_string("call of " + mi.types.display_name(m) + ", which no object implements")});
  mi.b.CreateUnreachable();
  mi.terminated = true;
}

void dispatch_call(MethodImport& mi, const CallTarget& target, Type* declared, std::vector<StackValue>& args, StackValue* result) {
  StackValue& self = args[0];
  emit_null_check(mi, self);
  if (Method* found = devirtualise(mi, target, self, declared)) {
    // A boxed value: the method wants the address of its contents.
    if (found->owner->is_value_type) {
      self = make_byref(offset(mi, as_ptr(mi, self), 8), mi.types.byref_to(found->owner));
      self.non_null = true;
    }
    return emit_call(mi, found, args, result);
  }
  auto& program = mi.m.program;
  bool slot = target.kind == CallTarget::Slot;
  if (!(slot ? program.used_slot_set : program.used_interface_set).contains(target.method)) return dead_call(mi, target.method);
  Value* object = as_ptr(mi, self);
  Value* code = slot ? vtable_code(mi, object, target.method) : interface_code(mi, object, target.method);
  emit_managed_call(mi, code, target.method->sig, args, result);
}

// A receiver that a `constrained.` prefix describes.
void fix_receiver(MethodImport& mi, const CallTarget& target, Type* constrained, StackValue& self) {
  if (target.receiver == CallTarget::Load) {
    self = load(mi, as_ptr(mi, self), constrained);
  } else if (target.receiver == CallTarget::Box) {
    Type* t = target.box_type;
    StackValue value = load(mi, as_ptr(mi, self), t);
    self = emit_box(mi, t, value);
  }
}

void check_stack_args(MethodImport& mi, const Signature& sig, std::vector<StackValue>& args) {
  size_t first = sig.has_this ? 1 : 0;
  for (size_t k = 0; k < sig.params.size(); k++) {
    StackValue& a = args[first + k];
    Type* t = sig.params[k];
    if (mi.m.is_struct(t) == a.is_struct()) continue;
    if (a.is_struct()) {
      // A struct where a scalar of the same size is expected: reinterpret its memory.
      a = load(mi, a.v, t);
      continue;
    }
    Value* temp = temporary(mi, t);
    mi.b.CreateMemSet(temp, mi.b.getInt8(0), mi.m.size(t), llvm::Align(1));
    if (mi.m.module.getDataLayout().getTypeStoreSize(a.v->getType()) > mi.m.size(t)) invalid_il("argument has the wrong type");
    mi.b.CreateAlignedStore(a.v, temp, llvm::Align(1));
    a = make_struct(temp, t);
  }
}

void request_body(MethodImport& mi, Method* callee) {
  if (mi.m.options.quick || !callee->def || callee->def->no_inlining()) return;
  mi.m.inline_queue.push_back(callee);
  auto [it, fresh] = mi.m.inline_depth.try_emplace(callee, 0);
  if (fresh) it->second = mi.method ? mi.m.inline_depth[mi.method] + 1 : 1;
}

void after_call(MethodImport& mi, Method* callee, StackValue* result) {
  if (callee->def && callee->def->does_not_return && !mi.terminated) {
    mi.b.CreateIntrinsic(llvm::Intrinsic::trap, {}, {});
    mi.b.CreateUnreachable();
    mi.terminated = true;
  }
  (void)result;
}

bool is_tail_call(MethodImport& mi, const Instr& i) {
  return i.prefix_flags & kTail && mi.ip + 1 < mi.body->code.size() && mi.body->code[mi.ip + 1].op == Op::Ret;
}

void import_call_instruction(MethodImport& mi, const Instr& i) {
  mi.last_call = nullptr;
  CallTarget target = call_target(mi.types, *mi.body, i);
  Method* declared = mi.body->callee(mi.types, i);
  const Signature& sig = declared->sig;
  if (sig.call_conv == 5) invalid_il("Vararg calling convention not supported.");
  auto args = pop_arguments(mi, sig.params.size() + (sig.has_this ? 1 : 0));
  Type* constrained = mi.body->constrained(mi.types, i);
  if (sig.has_this && !args.empty()) fix_receiver(mi, target, constrained, args[0]);
  StackValue result;
  switch (target.kind) {
    case CallTarget::Slot: case CallTarget::Interface: {
      Type* receiver = target.receiver == CallTarget::Box ? target.box_type : constrained && target.receiver == CallTarget::Load ? constrained : declared->owner;
      dispatch_call(mi, target, receiver, args, &result);
      break;
    }
    case CallTarget::DelegateInvoke: emit_delegate_invoke(mi, target.method, args, &result); break;
    default: {
      if (sig.has_this && (target.null_check || (target.kind == CallTarget::Direct && target.receiver == CallTarget::AsIs && args[0].kind == StackKind::Ref &&
                                                 (i.op == Op::Callvirt || !asks_for_this(mi.m, target.method)))))
        emit_null_check(mi, args[0]);
      // A method of a struct behind a null pointer: CoreCLR tests where the method first looks at its `this`, which here is never null.
      if (sig.has_this && target.method->owner->is_value_type && args[0].kind == StackKind::Native && !mi.types.is_framework(mi.body->module)) emit_null_check(mi, args[0]);
      // A boxed receiver may reach a method of the value type itself.
      if (target.receiver == CallTarget::Box && target.method->owner->is_value_type) {
        args[0] = make_byref(offset(mi, args[0].v, 8), mi.types.byref_to(target.method->owner));
        args[0].non_null = true;
      }
      emit_call(mi, target.method, args, &result);
    }
  }
  if (mi.terminated) return;
  if (is_tail_call(mi, i)) finish_tail_call(mi, lower(mi.m, sig));
  if (mi.terminated) return;
  push_result(mi, sig, result);
}

void import_calli(MethodImport& mi, const Instr& i) {
  mi.last_call = nullptr;
  Signature sig = mi.body->call_sig(mi.types, i);
  StackValue code = mi.pop();
  if (sig.explicit_this) sig.has_this = false;
  auto args = pop_arguments(mi, sig.params.size() + (sig.has_this ? 1 : 0));
  if (sig.call_conv == 5) invalid_il("Vararg calling convention not supported.");
  check_stack_args(mi, sig, args);
  StackValue result;
  bool unmanaged = (sig.call_conv >= 1 && sig.call_conv <= 4) || sig.call_conv == 9;
  if (unmanaged) emit_unmanaged_call(mi, as_ptr(mi, code), sig, args, &result);
  else emit_managed_call(mi, as_ptr(mi, code), sig, args, &result);
  if (!unmanaged && is_tail_call(mi, i)) finish_tail_call(mi, lower(mi.m, sig));
  if (mi.terminated) return;
  push_result(mi, sig, result);
}

void import_newobj(MethodImport& mi, const Instr& i) {
  CallTarget target = call_target(mi.types, *mi.body, i);
  Method* ctor = mi.body->callee(mi.types, i);
  Type* t = ctor->owner;
  auto args = pop_arguments(mi, ctor->sig.params.size());
  StackValue result;
  if (target.kind == CallTarget::DelegateCtor) return new_delegate(mi, ctor, args);
  if (target.kind == CallTarget::ArrayOp) {
    emit_array_op(mi, target.method, args, &result);
    return mi.push(result);
  }
  if (!target.method->sig.has_this) {  // String.Ctor
    emit_call(mi, target.method, args, &result);
    if (mi.terminated) return;
    result.non_null = true, result.exact = true;
    return mi.push(result);
  }
  if (t->is_value_type) {
    // In memory of its own: constructors may hand out their `this`.
    Value* memory = entry_alloca(mi, mi.m.memory_type(t), mi.m.align(t), "new");
    mi.b.CreateMemSet(memory, mi.b.getInt8(0), mi.m.size(t), llvm::Align(std::max(1u, mi.m.align(t))));
    StackValue self = make_byref(memory, mi.types.byref_to(t));
    self.non_null = self.local_address = true;
    args.insert(args.begin(), self);
    emit_call(mi, target.method, args, &result);
    if (!mi.terminated) mi.push(load(mi, memory, t));
    return;
  }
  StackValue object = emit_new_object(mi, t);
  args.insert(args.begin(), object);
  emit_call(mi, target.method, args, &result);
  if (!mi.terminated) mi.push(object);
}

llvm::Constant* native_entry(MethodImport& mi, Method* m) {
  return mi.m.raw_function("un:" + mi.m.method_symbol(m), llvm::FunctionType::get(llvm::Type::getVoidTy(mi.m.llvm), false));
}

llvm::Constant* code_of(MethodImport& mi, Method* m) {
  if (m->def && m->def->is_unmanaged_callers_only) return native_entry(mi, m);
  bool internal;
  if (is_direct_native(mi.types, m, &internal) || (m->owner->is_delegate && m->name() == "Invoke")) define_forwarder(mi.m, m);
  return mi.m.function(m);
}

void push_code(MethodImport& mi, Value* code, Method* m, bool is_virtual) {
  StackValue s = make_native(code);
  s.fn = m, s.fn_virtual = is_virtual, s.non_null = true;
  mi.push(s);
}

void import_ldvirtftn(MethodImport& mi, const Instr& i) {
  CallTarget target = call_target(mi.types, *mi.body, i);
  StackValue object = mi.pop();
  emit_null_check(mi, object);
  Value* p = as_ptr(mi, object);
  if (target.kind == CallTarget::Slot || target.kind == CallTarget::Interface) {
    Method* found = devirtualise(mi, target, object, mi.body->callee(mi.types, i)->owner);
    bool slot = target.kind == CallTarget::Slot;
    if (!(slot ? mi.m.program.used_slot_set : mi.m.program.used_interface_set).contains(target.method)) {
      if (!found || found->owner->is_value_type) return dead_call(mi, target.method);
      return push_code(mi, code_of(mi, found), found, false);
    }
    if (found && !found->owner->is_value_type) return push_code(mi, code_of(mi, found), found, false);
    return push_code(mi, slot ? vtable_code(mi, p, target.method) : interface_code(mi, p, target.method), target.method, true);
  }
  push_code(mi, code_of(mi, target.method), target.method, false);
}

void import_jmp(MethodImport& mi, const Instr& i) {
  Method* callee = mi.body->callee(mi.types, i);
  if (!mi.stack.empty()) invalid_il("values are left on the evaluation stack");
  std::vector<StackValue> args;
  for (auto& slot : mi.args) args.push_back(load(mi, slot.address, slot.type));
  StackValue result;
  mi.last_call = nullptr;
  emit_call(mi, callee, args, &result);
  if (!mi.terminated) finish_tail_call(mi, lower(mi.m, callee->sig));
  if (!mi.terminated) emit_return(mi, callee->sig.ret->kind == ElementKind::Void ? nullptr : &result);
}

void import_ret(MethodImport& mi) {
  Type* t = mi.method->sig.ret;
  StackValue value;
  if (t->kind != ElementKind::Void) value = mi.pop();
  if (!mi.stack.empty()) invalid_il("values are left on the evaluation stack");
  if (t->kind == ElementKind::Void) return emit_return(mi, nullptr);
  if (mi.m.is_struct(t) && !value.is_struct()) {
    Value* temp = temporary(mi, t);
    mi.b.CreateMemSet(temp, mi.b.getInt8(0), mi.m.size(t), llvm::Align(1));
    mi.b.CreateAlignedStore(value.v, temp, llvm::Align(1));
    value = make_struct(temp, t);
  }
  emit_return(mi, &value);
}

}  // namespace

void push_result(MethodImport& mi, const Signature& sig, StackValue result) {
  if (sig.ret->kind == ElementKind::Void) return;
  if (!result.v) invalid_il("a call left no result");
  if (result.kind == StackKind::Ref && !result.type) result.type = sig.ret;
  mi.push(result);
}

// InternalCalls and P/Invokes without a stub have no managed code of their own; calls go straight to the runtime or the library.
bool is_direct_native(TypeSystem& types, Method* m, bool* internal) {
  if (!m->def) return false;
  MethodDef* d = m->def->overlay ? m->def->overlay : m->def;
  *internal = d->is_internal_call();
  return d->is_internal_call() || (d->is_pinvoke() && passes_as_is(types, m));
}

llvm::CallBase* emit_raw_call(MethodImport& mi, llvm::FunctionType* type, Value* code, llvm::ArrayRef<Value*> args) {
  auto* f = llvm::dyn_cast<llvm::Function>(code);
  auto* pad = f && f->doesNotThrow() ? nullptr : landing_pad(mi);
  if (!pad) return mi.last_call = mi.b.CreateCall(type, code, args);
  auto* next = llvm::BasicBlock::Create(mi.m.llvm, "next", mi.fn);
  auto* call = mi.b.CreateInvoke(type, code, next, pad, args);
  mi.b.SetInsertPoint(next);
  return mi.last_call = call;
}

llvm::CallBase* emit_runtime_call(MethodImport& mi, const char* name, llvm::ArrayRef<Value*> args) {
  auto* f = mi.m.runtime_call(name);
  return emit_raw_call(mi, f->getFunctionType(), f, args);
}

void emit_call(MethodImport& mi, Method* callee, std::vector<StackValue>& args, StackValue* result) {
  if (callee->array_op != ArrayOp::None) {
    emit_array_op(mi, callee, args, result);
    mi.last_call = nullptr;
    return;
  }
  check_stack_args(mi, callee->sig, args);
  if (const char* id = intrinsic_name(mi.types, callee); id && import_intrinsic(mi, id, callee, args, result)) {
    mi.last_call = nullptr;                            // whatever it called was not this method
    return after_call(mi, callee, result);
  }
  if (callee->owner->is_delegate && callee->name() == "Invoke" && callee->sig.has_this) return emit_delegate_invoke(mi, callee, args, result);
  bool internal;
  if (is_direct_native(mi.types, callee, &internal)) {
    if (internal) emit_managed_call(mi, mi.m.internal_call(callee), callee->sig, args, result);
    else emit_pinvoke_call(mi, callee, args, result), mi.last_call = nullptr;
    return after_call(mi, callee, result);
  }
  if (!mi.m.program.method_set.contains(callee)) {
    mi.m.notes.push_back({mi.method, "calls " + mi.types.display_name(callee) + ", which was not reached"});
    emit_runtime_call(mi, "ahead_missing", {mi.m.c_string("call of " + mi.types.display_name(callee) + ", which was not compiled")});
    mi.b.CreateUnreachable();
    mi.terminated = true;
    return;
  }
  request_body(mi, callee);
  emit_managed_call(mi, mi.m.function(callee), callee->sig, args, result);
  after_call(mi, callee, result);
}

bool import_call(MethodImport& mi, const Instr& i) {
  switch (i.op) {
    case Op::Call: case Op::Callvirt: import_call_instruction(mi, i); return true;
    case Op::Calli: import_calli(mi, i); return true;
    case Op::Newobj: import_newobj(mi, i); return true;
    case Op::Ldftn: {
      CallTarget target = call_target(mi.types, *mi.body, i);
      push_code(mi, code_of(mi, target.method), target.method, false);
      return true;
    }
    case Op::Ldnative: mi.push(make_native(native_code(mi, mi.body->callee(mi.types, i)))); return true;
    case Op::Ldvirtftn: import_ldvirtftn(mi, i); return true;
    case Op::Jmp: import_jmp(mi, i); return true;
    case Op::Ret: import_ret(mi); return true;
    case Op::Arglist: invalid_il("Vararg calling convention not supported.");
    default: return false;
  }
}

}  // namespace ahead
