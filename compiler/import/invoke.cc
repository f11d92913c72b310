// Invoke stubs (abi::MethodDesc::invoke): from an array of argument addresses to the managed convention. One function serves every method whose
// lowered signature has the same shape, so a program with thousands of reflected methods has a few hundred of them; `iv:` names are aliases.
#include "import/lower.h"
#include "import/method.h"
#include "survive/reflection.h"

namespace ahead {

namespace {

using llvm::Value;

char scalar_code(const Leaf& leaf) {
  switch (leaf.kind) {
    case ElementKind::I1: return 'b';
    case ElementKind::Boolean: case ElementKind::U1: return 'B';
    case ElementKind::I2: return 'h';
    case ElementKind::Char: case ElementKind::U2: return 'H';
    default: break;
  }
  if (leaf.type->isPointerTy()) return 'p';
  if (leaf.type->isFloatTy()) return 'f';
  if (leaf.type->isDoubleTy()) return 'd';
  return leaf.type->isIntegerTy(64) ? 'l' : 'i';
}

std::string shape(ModuleContext& m, const Lowered& l, Type* t) {
  switch (l.kind) {
    case Lowered::Void: return "v";
    case Lowered::Scalar: return std::string(1, scalar_code(l.leaves[0]));
    case Lowered::Memory: return "m" + std::to_string(m.size(t)) + "." + std::to_string(m.align(t));
    case Lowered::Leaves: break;
  }
  std::string text = "{";
  for (const Leaf& leaf : l.leaves) text += std::to_string(leaf.offset) + scalar_code(leaf);
  return text + "}";
}

std::string shape(ModuleContext& m, const LoweredSignature& s) {
  std::string text = shape(m, s.ret, s.ret_type) + (s.has_this ? ":t" : ":");
  for (size_t i = 0; i < s.params.size(); i++) text += s.types[i]->kind == ElementKind::ByRef ? "r" : shape(m, s.params[i], s.types[i]);
  return text;
}

void store_result(ModuleContext& m, llvm::IRBuilder<>& b, const Lowered& ret, llvm::CallInst* call, Value* result) {
  if (ret.kind == Lowered::Void || ret.kind == Lowered::Memory) return;
  llvm::SmallVector<Value*, 4> parts;
  if (ret.leaves.size() == 1) parts.push_back(call);
  else for (unsigned i = 0; i < ret.leaves.size(); i++) parts.push_back(b.CreateExtractValue(call, i));
  store_leaves(b, result, ret, parts);
}

// void (code, self, arguments, result)
llvm::Function* define_stub(ModuleContext& m, const LoweredSignature& s, const std::string& symbol) {
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(m.llvm), {m.ptr(), m.ptr(), m.ptr(), m.ptr()}, false);
  auto* f = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, symbol, m.module);
  m.decorate(f);
  f->setVisibility(llvm::GlobalValue::DefaultVisibility);
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(m.llvm, "", f));
  Value *code = f->getArg(0), *self = f->getArg(1), *list = f->getArg(2), *result = f->getArg(3);
  llvm::SmallVector<Value*, 8> args;
  if (s.ret.kind == Lowered::Memory) args.push_back(result);
  if (s.has_this) args.push_back(self);
  for (size_t i = 0; i < s.params.size(); i++) {
    Value* address = b.CreateAlignedLoad(m.ptr(), b.CreateConstInBoundsGEP1_64(m.ptr(), list, i), llvm::Align(8));
    if (s.types[i]->kind == ElementKind::ByRef) { args.push_back(address); continue; }
    if (s.params[i].kind != Lowered::Memory) { load_leaves(b, address, s.params[i], args); continue; }
    auto* copy = b.CreateAlloca(llvm::ArrayType::get(m.i8(), m.size(s.types[i])));   // the callee may write to its copy
    copy->setAlignment(llvm::Align(std::max(8u, m.align(s.types[i]))));
    b.CreateMemCpy(copy, copy->getAlign(), address, llvm::MaybeAlign(1), m.size(s.types[i]));
    args.push_back(copy);
  }
  llvm::CallInst* call = b.CreateCall(s.type, code, args);
  call->setAttributes(signature_attributes(m, s));
  store_result(m, b, s.ret, call, result);
  b.CreateRetVoid();
  return f;
}

// A delegate's Invoke has no body. As a method of its own it does what a call of the delegate does.
void define_delegate_invoke(ModuleContext& m, Method* invoke) {
  llvm::Function* f = m.function(invoke);
  if (!f->isDeclaration()) return;
  LoweredSignature s = lower(m, invoke->sig);
  f->setAttributes(signature_attributes(m, s));
  m.decorate(f);
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(m.llvm, "", f));
  auto field = [&](const char* name) {
    Type* t = m.types.well_known("System.Delegate");
    m.types.layout(t);
    return b.CreateLoad(m.ptr(), b.CreateConstInBoundsGEP1_64(m.i8(), f->getArg(s.first()), m.types.find_field(t, name)->offset));
  };
  llvm::SmallVector<Value*, 8> args;
  for (auto& a : f->args()) args.push_back(&a);
  Value* code = field("_methodPtr");
  args[s.first()] = field("_target");
  llvm::CallInst* call = b.CreateCall(s.type, code, args);
  call->setAttributes(signature_attributes(m, s));
  call->setTailCallKind(llvm::CallInst::TCK_MustTail);
  f->getReturnType()->isVoidTy() ? b.CreateRetVoid() : b.CreateRet(call);
}

}  // namespace

void define_invoke_stubs(ModuleContext& m) {
  const Reflection& r = m.program.reflection;
  for (Method* method : r.methods) {
    if (!r.invokable.contains(method)) continue;
    Method* target = invoked_method(m.types, method);
    bool internal;
    if (is_direct_native(m.types, target, &internal)) {
      define_forwarder(m, target);
      m.function(target)->setLinkage(llvm::GlobalValue::WeakODRLinkage);
    }
    LoweredSignature s = lower(m, target->sig);
    std::string name = "ahead invoke " + shape(m, s);
    llvm::Function* stub = m.module.getFunction(name);
    if (!stub) stub = define_stub(m, s, name);
    auto* alias = llvm::GlobalAlias::create(stub->getValueType(), 0, llvm::GlobalValue::ExternalLinkage, "iv:" + m.method_symbol(method), stub, &m.module);
    alias->setVisibility(llvm::GlobalValue::HiddenVisibility);
    if (is_delegate_invoke(target)) define_delegate_invoke(m, target);
  }
}

}  // namespace ahead
