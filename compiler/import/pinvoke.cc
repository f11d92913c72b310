// Calls into native libraries. Arguments are brought into native form (survive/marshal.h says how), the call follows the
// System V convention, and what was allocated for it is freed. References stay where they are: the collector pins what
// a stack word points to. An exception out of native code (none can be thrown) would leak the copies.
#include "import/lower.h"
#include "survive/marshal.h"

namespace ahead {

namespace {

using llvm::Value;

// Writable cell of an entry that is looked up on first use; one per entry and module, merged by name.
llvm::GlobalVariable* pinvoke_cell(MethodImport& mi, Method* method) {
  ModuleContext& m = mi.m;
  std::string symbol = "pi:" + m.method_symbol(method);
  if (auto* g = m.module.getNamedGlobal(symbol)) return g;
  auto map = *method->def->module->impl_map(method->def->row);
  std::string_view entry = map.import_name.empty() ? method->name() : map.import_name;
  uint32_t flags = (map.flags & 1 ? abi::kPInvokeExactSpelling : 0) | ((map.flags & 6) == 4 ? abi::kPInvokeUnicode : 0);
  auto* init = llvm::ConstantStruct::getAnon({llvm::ConstantPointerNull::get(m.ptr()), m.c_string(llvm::StringRef(map.module)), m.c_string(llvm::StringRef(entry)),
                                              llvm::ConstantInt::get(m.i32(), flags)});
  auto* g = new llvm::GlobalVariable(m.module, init->getType(), false, llvm::GlobalValue::LinkOnceODRLinkage, init, symbol);
  g->setVisibility(llvm::GlobalValue::HiddenVisibility);
  g->setDSOLocal(true);
  g->setComdat(m.module.getOrInsertComdat(symbol));
  g->setAlignment(llvm::Align(8));
  return g;
}

Value* resolved_code(MethodImport& mi, Method* method) {
  auto* cell = pinvoke_cell(mi, method);
  auto& b = mi.b;
  auto* known = b.CreateAlignedLoad(mi.m.ptr(), cell, llvm::Align(8));
  known->setAtomic(llvm::AtomicOrdering::Acquire);
  auto* from = b.GetInsertBlock();
  auto* look_up = llvm::BasicBlock::Create(mi.m.llvm, "resolve", mi.fn);
  auto* ready = llvm::BasicBlock::Create(mi.m.llvm, "resolved", mi.fn);
  b.CreateCondBr(b.CreateIsNull(known), look_up, ready);
  b.SetInsertPoint(look_up);
  Value* found = emit_runtime_call(mi, "ahead_pinvoke_resolve", {cell});
  auto* found_in = b.GetInsertBlock();
  b.CreateBr(ready);
  b.SetInsertPoint(ready);
  auto* code = b.CreatePHI(mi.m.ptr(), 2);
  code->addIncoming(known, from);
  code->addIncoming(found, found_in);
  return code;
}

// address of `object`'s data `bytes` behind its start; null stays null
Value* data_or_null(MethodImport& mi, Value* object, uint64_t bytes) {
  return mi.b.CreateSelect(mi.b.CreateIsNull(object), object, mi.b.CreateConstGEP1_64(mi.m.i8(), object, bytes));
}

struct Marshaller {
  MethodImport& mi; const MarshalPlan& plan;
  std::vector<std::pair<Value*, size_t>> bools;     // temporary, parameter: written back after the call
  std::vector<StackValue> allocated;

  StackValue argument(size_t i, const StackValue& a) {
    const MarshalStep& step = plan.params[i];
    auto& b = mi.b;
    switch (step.kind) {
      case MarshalStep::Bool: return make_bool(mi, b.CreateICmpNE(as_i32(mi, a), b.getInt32(0)));
      case MarshalStep::BoolRef: {
        Value* temp = temporary(mi, step.native);
        Value* set = b.CreateICmpNE(b.CreateLoad(b.getInt8Ty(), as_ptr(mi, a)), b.getInt8(0));
        b.CreateStore(b.CreateZExt(set, mi.m.scalar(step.native)), temp);
        bools.push_back({temp, i});
        return make_byref(temp);
      }
      case MarshalStep::Utf8: {
        std::vector<StackValue> args{a};
        StackValue copy;
        emit_call(mi, plan.string_to_native, args, &copy);
        allocated.push_back(copy);
        return copy;
      }
      case MarshalStep::Delegate: return function_pointer(a);
      case MarshalStep::Utf16: return make_native(data_or_null(mi, as_ptr(mi, a), abi::kStringDataOffset));
      case MarshalStep::Array: return make_native(data_or_null(mi, as_ptr(mi, a), abi::kArrayDataOffset));
      case MarshalStep::Handle: {
        Type* safe_handle = mi.types.well_known("System.Runtime.InteropServices.SafeHandle");
        Field* handle = mi.types.find_field(safe_handle, "handle");
        if (!handle) throw LoadError(LoadError::MissingField, "SafeHandle.handle");
        emit_null_check(mi, a);
        return load_field(mi, as_ptr(mi, a), handle);
      }
      default: return a;
    }
  }

  StackValue function_pointer(const StackValue& delegate) {
    auto& b = mi.b;
    auto* from = b.GetInsertBlock();
    auto* make = llvm::BasicBlock::Create(mi.m.llvm, "pointer", mi.fn);
    auto* ready = llvm::BasicBlock::Create(mi.m.llvm, "passed", mi.fn);
    b.CreateCondBr(b.CreateIsNull(as_ptr(mi, delegate)), ready, make);
    b.SetInsertPoint(make);
    std::vector<StackValue> args{delegate};
    StackValue made;
    emit_call(mi, plan.delegate_to_native, args, &made);
    Value* code = as_i64(mi, made);
    auto* made_in = b.GetInsertBlock();
    b.CreateBr(ready);
    b.SetInsertPoint(ready);
    auto* pointer = b.CreatePHI(mi.m.i64(), 2);
    pointer->addIncoming(b.getInt64(0), from);
    pointer->addIncoming(code, made_in);
    return make_native(pointer);
  }

  void finish(const std::vector<StackValue>& args) {
    auto& b = mi.b;
    for (auto& [temp, i] : bools) {
      Value* v = b.CreateLoad(mi.m.scalar(plan.params[i].native), temp);
      b.CreateStore(b.CreateZExt(b.CreateICmpNE(v, llvm::ConstantInt::get(v->getType(), 0)), b.getInt8Ty()), as_ptr(mi, args[i]));
    }
    for (auto& memory : allocated) {
      std::vector<StackValue> a{memory};
      emit_call(mi, plan.free, a, nullptr);
    }
  }

  StackValue result(StackValue native) {
    if (plan.ret.kind == MarshalStep::Bool) return make_bool(mi, mi.b.CreateICmpNE(as_i32(mi, native), mi.b.getInt32(0)));
    if (plan.ret.kind != MarshalStep::Utf8) return native;
    std::vector<StackValue> a{native}, f{native};
    StackValue text;
    emit_call(mi, plan.native_to_string, a, &text);
    emit_call(mi, plan.free, f, nullptr);
    return text;
  }
};

// What stands for the result of a call that throws.
StackValue zero_value(MethodImport& mi, Type* t) {
  if (auto* scalar = mi.m.scalar(t)) return from_memory(mi, llvm::Constant::getNullValue(scalar), t);
  return t->kind == ElementKind::Void ? StackValue{} : make_struct(temporary(mi, t), t);
}

Value* errno_location(MethodImport& mi) {
  auto* f = libc_function(mi.m, "__errno_location", llvm::FunctionType::get(mi.m.ptr(), false));
  return mi.b.CreateCall(f, {});
}

void store_last_error(MethodImport& mi) {
  Value* error = mi.b.CreateLoad(mi.m.i32(), errno_location(mi));
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(mi.m.llvm), {mi.m.i32()}, false);
  mi.b.CreateCall(mi.m.raw_function("ic_System_Runtime_InteropServices_Marshal_SetLastPInvokeError", type), {error});
}

}  // namespace

void emit_pinvoke_call(MethodImport& mi, Method* method, std::vector<StackValue>& args, StackValue* result) {
  MarshalPlan plan = marshal_plan(mi.types, method);
  if (!plan.unsupported.empty()) {
    std::string why = "P/Invoke " + mi.types.display_name(method) + ": marshalling is not supported: " + plan.unsupported;
    mi.m.notes.push_back({method, why});
    emit_runtime_call(mi, "ahead_throw_load_error", {mi.b.getInt32(LoadError::InvalidProgram), mi.m.c_string(why)});
    if (result) *result = zero_value(mi, method->sig.ret);
    return;
  }
  std::string symbol = pinvoke_symbol(mi.types, method);
  Value* code;
  if (symbol.empty()) code = resolved_code(mi, method);
  else code = mi.m.raw_function(symbol, llvm::FunctionType::get(llvm::Type::getVoidTy(mi.m.llvm), false));
  emit_marshalled_call(mi, code, plan, args, result);
}

void emit_marshalled_call(MethodImport& mi, Value* code, const MarshalPlan& plan, std::vector<StackValue>& args, StackValue* result) {
  Signature native;
  std::vector<Type*> params;
  for (auto& s : plan.params) params.push_back(s.native);
  native.params = mi.types.intern_list(params);
  native.ret = plan.ret.native;

  Marshaller marshaller{mi, plan, {}, {}};
  std::vector<StackValue> native_args;
  for (size_t i = 0; i < args.size(); i++) native_args.push_back(marshaller.argument(i, args[i]));
  if (plan.set_last_error) mi.b.CreateStore(mi.b.getInt32(0), errno_location(mi));
  StackValue value;
  bool has_value = native.ret->kind != ElementKind::Void;
  emit_unmanaged_call(mi, code, native, native_args, has_value ? &value : nullptr);
  if (plan.set_last_error) store_last_error(mi);
  marshaller.finish(args);
  if (has_value && result) *result = marshaller.result(value);
}

}  // namespace ahead
