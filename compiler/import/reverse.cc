// Managed code called by native code: methods with UnmanagedCallersOnly, and delegates that were turned into function
// pointers. A delegate's function pointer is a small trampoline that the runtime makes (runtime/corelib/marshal.cc): it
// loads the delegate's handle into r10, LLVM's `nest` parameter, and jumps to the code of the delegate's type.
#include "import/lower.h"
#include "survive/marshal.h"

namespace ahead {

namespace {

using llvm::IRBuilder;
using llvm::Value;

struct Native {                        // the native side of a managed signature
  NativeSignature sig; std::vector<Type*> types; std::vector<MarshalStep> params; MarshalStep ret;
};

struct Reverse {
  ModuleContext& m; llvm::Function* f; IRBuilder<> b; const Native& native; LoweredSignature managed; unsigned first;   // LLVM index of the first native argument
  Reverse(ModuleContext& ctx, llvm::Function* fn, const Native& n, const Signature& sig, unsigned nest)
      : m(ctx), f(fn), b(ctx.llvm), native(n), managed(lower(ctx, sig)), first(n.sig.first() + nest) {
    m.decorate(f);
    b.SetInsertPoint(llvm::BasicBlock::Create(m.llvm, "", f));
  }

  Value* at(Value* base, uint64_t bytes) { return b.CreateConstInBoundsGEP1_64(b.getInt8Ty(), base, bytes); }
  Value* memory(Type* type) {
    auto* a = b.CreateAlloca(llvm::ArrayType::get(m.i8(), std::max<uint64_t>(16, m.size(type))));
    a->setAlignment(llvm::Align(16));
    return a;
  }

  Value* result_memory() {
    if (managed.ret.kind != Lowered::Memory && managed.ret.kind != Lowered::Leaves) return nullptr;
    return native.sig.ret.kind == NativeValue::Memory ? (Value*)f->getArg(0) : memory(managed.ret_type);
  }

  void arguments(llvm::SmallVectorImpl<Value*>& args) {
    unsigned index = first;
    for (size_t i = 0; i < managed.params.size(); i++) {
      const NativeValue& p = native.sig.params[i];
      if (p.kind == NativeValue::Scalar) {
        Value* v = f->getArg(index++);
        if (native.params[i].kind == MarshalStep::Bool) v = b.CreateZExt(b.CreateICmpNE(v, llvm::ConstantInt::get(v->getType(), 0)), m.i8());
        args.push_back(v);
        continue;
      }
      Value* place = p.kind == NativeValue::Memory ? (Value*)f->getArg(index++) : memory(managed.types[i]);
      if (p.kind == NativeValue::Registers)
        for (auto& part : p.parts) b.CreateStore(f->getArg(index++), at(place, part.offset));
      if (managed.params[i].kind == Lowered::Memory) args.push_back(place);
      else load_leaves(b, place, managed.params[i], args);
    }
  }

  void give(llvm::CallInst* call, Value* result) {
    const NativeValue& ret = native.sig.ret;
    if (managed.ret.kind == Lowered::Leaves) {
      llvm::SmallVector<Value*, 4> parts;
      if (managed.ret.leaves.size() == 1) parts.push_back(call);
      else for (unsigned i = 0; i < managed.ret.leaves.size(); i++) parts.push_back(b.CreateExtractValue(call, i));
      store_leaves(b, result, managed.ret, parts);
    }
    if (ret.kind == NativeValue::Void || ret.kind == NativeValue::Memory) { b.CreateRetVoid(); return; }
    if (ret.kind == NativeValue::Scalar) {
      b.CreateRet(native.ret.kind == MarshalStep::Bool ? b.CreateZExt(call, f->getReturnType()) : call);
      return;
    }
    Value* v = ret.parts.size() == 1 ? nullptr : llvm::PoisonValue::get(f->getReturnType());
    for (unsigned i = 0; i < ret.parts.size(); i++) {
      Value* part = b.CreateLoad(ret.parts[i].type, at(result, ret.parts[i].offset));
      v = v ? b.CreateInsertValue(v, part, i) : part;
    }
    b.CreateRet(v);
  }

  llvm::CallInst* call(Value* code, llvm::ArrayRef<Value*> args) {
    llvm::CallInst* c = b.CreateCall(managed.type, code, args);
    c->setAttributes(signature_attributes(m, managed));
    return c;
  }
};

Native as_is(ModuleContext& m, const Signature& sig) {
  Native n;
  for (Type* p : sig.params) { n.types.push_back(p); n.params.push_back({MarshalStep::Blittable, p}); }
  n.ret = {MarshalStep::Blittable, sig.ret};
  n.sig = lower_native(m, sig.ret, n.types);
  return n;
}

Field* delegate_field(TypeSystem& types, const char* name) {
  Type* t = types.well_known("System.Delegate");
  types.layout(t);
  Field* f = types.find_field(t, name);
  if (!f) throw std::runtime_error(std::string("no delegate field ") + name);
  return f;
}

// Inserts the `nest` parameter behind an sret pointer.
llvm::Function* with_nest(ModuleContext& m, const std::string& symbol, const NativeSignature& s) {
  unsigned at = s.first();
  llvm::SmallVector<llvm::Type*, 8> params(s.type->params());
  params.insert(params.begin() + at, m.ptr());
  std::vector<llvm::AttributeSet> sets;
  for (unsigned i = 0; i < s.type->getNumParams(); i++) sets.push_back(s.attributes.getParamAttrs(i));
  sets.insert(sets.begin() + at, llvm::AttributeSet::get(m.llvm, {llvm::Attribute::get(m.llvm, llvm::Attribute::Nest)}));
  auto* f = m.raw_function(symbol, llvm::FunctionType::get(s.type->getReturnType(), params, false));
  f->setAttributes(llvm::AttributeList::get(m.llvm, {}, s.attributes.getRetAttrs(), sets));
  return f;
}

void define_from_native(ModuleContext& m, const std::string& name, const DelegatePlan& plan) {
  Native n;
  for (auto& p : plan.params) { n.types.push_back(p.native); n.params.push_back(p); }
  n.ret = plan.ret;
  n.sig = lower_native(m, plan.ret.native, n.types);
  llvm::Function* f = with_nest(m, "dr:" + name, n.sig);
  Reverse r(m, f, n, plan.invoke->sig, 1);
  Value* object = r.b.CreateLoad(m.ptr(), f->getArg(n.sig.first()));
  auto field = [&](const char* which) { return r.b.CreateLoad(m.ptr(), r.at(object, delegate_field(m.types, which)->offset)); };
  Value* result = r.result_memory();
  llvm::SmallVector<Value*, 8> args;
  if (r.managed.ret.kind == Lowered::Memory) args.push_back(result);
  args.push_back(field("_target"));
  r.arguments(args);
  r.give(r.call(field("_methodPtr"), args), result);
}

void define_to_native(ModuleContext& m, const std::string& name, const DelegatePlan& plan) {
  llvm::Function* f = m.raw_function("df:" + name, lower_signature(m, plan.invoke));
  set_signature_attributes(m, f, plan.invoke);
  m.decorate(f);
  MethodImport mi(m, f);
  mi.method = plan.invoke;
  auto* entry = llvm::BasicBlock::Create(m.llvm, "entry", f);
  auto* body = llvm::BasicBlock::Create(m.llvm, "body", f);
  mi.alloca_point = llvm::BranchInst::Create(body, entry);
  mi.b.SetInsertPoint(body);
  store_parameters(mi);
  Value* self = mi.b.CreateLoad(m.ptr(), mi.args[0].address);
  Value* code = mi.b.CreateLoad(m.ptr(), offset(mi, self, delegate_field(m.types, "_methodPtrAux")->offset));
  std::vector<StackValue> args;
  for (size_t i = 1; i < mi.args.size(); i++) args.push_back(load(mi, mi.args[i].address, mi.args[i].type));
  MarshalPlan call;
  call.ret = plan.ret;
  call.params = plan.params;
  StackValue result;
  emit_marshalled_call(mi, code, call, args, &result);
  emit_return(mi, plan.ret.native->kind == ElementKind::Void ? nullptr : &result);
}

}  // namespace

void define_native_entry(ModuleContext& m, Method* method, const std::string& symbol) {
  Native n = as_is(m, method->sig);
  llvm::Function* f = m.raw_function(symbol, n.sig.type);
  if (!f->isDeclaration()) return;
  f->setAttributes(n.sig.attributes);
  Reverse r(m, f, n, method->sig, 0);
  Value* result = r.result_memory();
  llvm::SmallVector<Value*, 8> args;
  if (r.managed.ret.kind == Lowered::Memory) args.push_back(result);
  r.arguments(args);
  r.give(r.call(m.function(method), args), result);
}

void define_delegate_natives(ModuleContext& m, Type* delegate) {
  auto plan = delegate_plan(m.types, delegate);
  if (!plan) return;
  std::string name = m.types.type_name(delegate);
  define_from_native(m, name, *plan);
  define_to_native(m, name, *plan);
}

}  // namespace ahead
