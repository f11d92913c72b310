// Managed code called by native code: methods with UnmanagedCallersOnly, and delegates that were turned into function
// pointers. A delegate's function pointer is a small trampoline that the runtime makes (runtime/corelib/marshal.cc): it
// loads the delegate's handle into r10, LLVM's `nest` parameter, and jumps to the code of the delegate's type.
#include <llvm/IR/MDBuilder.h>
#include "import/lower.h"
#include "survive/marshal.h"

namespace ahead {

namespace {

using llvm::IRBuilder;
using llvm::Value;

struct Reverse {
  ModuleContext& m; llvm::Function* f; IRBuilder<> b; const NativeSignature& native; LoweredSignature managed; unsigned first;   // LLVM index of the first native argument
  Reverse(ModuleContext& ctx, llvm::Function* fn, const NativeSignature& n, const Signature& sig, unsigned nest)
      : m(ctx), f(fn), b(ctx.llvm), native(n), managed(lower(ctx, sig)), first(n.first() + nest) {
    m.decorate(f);
    // Exceptions end here unless managed code is the caller (runtime/exceptions/personality.cc).
    f->setPersonalityFn(m.raw_function("ahead_entry_personality", llvm::FunctionType::get(m.i32(), true)));
    b.SetInsertPoint(llvm::BasicBlock::Create(m.llvm, "", f));
  }

  // A thread of the program's native code may come here before it ever ran managed code.
  void attach() {
    Value* block = b.CreateThreadLocalAddress(m.thread_block());
    Value* record = b.CreateLoad(m.ptr(), at(block, offsetof(abi::ThreadBlock, runtime)));
    auto *foreign = llvm::BasicBlock::Create(m.llvm, "foreign", f), *attached = llvm::BasicBlock::Create(m.llvm, "attached", f);
    auto* branch = b.CreateCondBr(b.CreateIsNull(record), foreign, attached);
    branch->setMetadata(llvm::LLVMContext::MD_prof, llvm::MDBuilder(m.llvm).createBranchWeights(1, 2000));
    b.SetInsertPoint(foreign);
    b.CreateCall(m.runtime_call(m.program.entry_point ? "ahead_attach_thread" : "ahead_attach_library"), {});
    b.CreateBr(attached);
    b.SetInsertPoint(attached);
  }

  // The handle is weak.
  Value* live_delegate(Value* handle, Type* type) {
    Value* object = b.CreateLoad(m.ptr(), handle);
    auto *dead = llvm::BasicBlock::Create(m.llvm, "dead", f), *live = llvm::BasicBlock::Create(m.llvm, "live", f);
    auto* branch = b.CreateCondBr(b.CreateIsNull(object), dead, live);
    branch->setMetadata(llvm::LLVMContext::MD_prof, llvm::MDBuilder(m.llvm).createBranchWeights(1, 2000));
    b.SetInsertPoint(dead);
    b.CreateCall(m.runtime_call("ahead_collected_delegate"), {m.method_table(type)});
    b.CreateUnreachable();
    b.SetInsertPoint(live);
    return object;
  }

  Value* at(Value* base, uint64_t bytes) { return b.CreateConstInBoundsGEP1_64(b.getInt8Ty(), base, bytes); }
  Value* memory(Type* type) {
    auto* a = b.CreateAlloca(llvm::ArrayType::get(m.i8(), std::max<uint64_t>(16, m.size(type))));
    a->setAlignment(llvm::Align(16));
    return a;
  }

  Value* result_memory() {
    if (managed.ret.kind != Lowered::Memory && managed.ret.kind != Lowered::Leaves) return nullptr;
    return native.ret.kind == NativeValue::Memory ? (Value*)f->getArg(0) : memory(managed.ret_type);
  }

  void arguments(llvm::SmallVectorImpl<Value*>& args) {
    unsigned index = first;
    for (size_t i = 0; i < managed.params.size(); i++) {
      const NativeValue& p = native.params[i];
      if (p.kind == NativeValue::Scalar) {
        args.push_back(f->getArg(index++));
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
    const NativeValue& ret = native.ret;
    if (managed.ret.kind == Lowered::Leaves) {
      llvm::SmallVector<Value*, 4> parts;
      if (managed.ret.leaves.size() == 1) parts.push_back(call);
      else for (unsigned i = 0; i < managed.ret.leaves.size(); i++) parts.push_back(b.CreateExtractValue(call, i));
      store_leaves(b, result, managed.ret, parts);
    }
    if (ret.kind == NativeValue::Void || ret.kind == NativeValue::Memory) { b.CreateRetVoid(); return; }
    if (ret.kind == NativeValue::Scalar) {
      b.CreateRet(call);
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
    c->setTailCallKind(llvm::CallInst::TCK_NoTail);   // this frame is where exceptions end
    c->setAttributes(signature_attributes(m, managed));
    return c;
  }
};

NativeSignature native_signature(ModuleContext& m, const Signature& sig) { return lower_native(m, sig.ret, llvm::ArrayRef<Type*>(sig.params.data(), sig.params.size())); }

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

}  // namespace

void define_native_entry(ModuleContext& m, Method* method, const std::string& symbol) {
  NativeSignature n = native_signature(m, method->sig);
  llvm::Function* f = m.raw_function(symbol, n.type);
  if (!f->isDeclaration()) return;
  f->setAttributes(n.attributes);
  Reverse r(m, f, n, method->sig, 0);
  r.attach();
  Value* result = r.result_memory();
  llvm::SmallVector<Value*, 8> args;
  if (r.managed.ret.kind == Lowered::Memory) args.push_back(result);
  r.arguments(args);
  r.give(r.call(m.function(method), args), result);
}

// The delegate's own method takes it from here (survive/stubs.cc).
void define_delegate_entry(ModuleContext& m, Type* delegate) {
  Method* method = delegate_from_native(m.types, delegate);
  NativeSignature n = native_signature(m, method->sig);
  llvm::Function* f = with_nest(m, "dr:" + m.types.type_name(delegate), n);
  Reverse r(m, f, n, method->sig, 1);
  r.attach();
  Value* result = r.result_memory();
  llvm::SmallVector<Value*, 8> args;
  if (r.managed.ret.kind == Lowered::Memory) args.push_back(result);
  args.push_back(r.live_delegate(f->getArg(n.first()), delegate));
  r.arguments(args);
  r.give(r.call(m.function(method), args), result);
}

}  // namespace ahead
