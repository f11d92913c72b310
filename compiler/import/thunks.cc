// Small functions that no IL exists for: unboxing stubs, delegate thunks, native entry points of managed methods, exports,
// and what the runtime starts. One module per program; nothing here depends on method bodies.
#include "codegen/codegen.h"
#include "import/lower.h"

namespace ahead {

namespace {

using llvm::IRBuilder;
using llvm::Value;

struct Thunk {
  ModuleContext& m; llvm::Function* f; IRBuilder<> b;
  Thunk(ModuleContext& ctx, llvm::Function* fn) : m(ctx), f(fn), b(ctx.llvm) {
    m.decorate(f);
    b.SetInsertPoint(llvm::BasicBlock::Create(m.llvm, "", f));
  }
  Value* field(Value* object, Field* fd, llvm::Type* type) {
    return b.CreateLoad(type, b.CreateConstInBoundsGEP1_64(b.getInt8Ty(), object, fd->offset));
  }
  void ret(Value* v) { f->getReturnType()->isVoidTy() ? b.CreateRetVoid() : b.CreateRet(v); }
};

Field* delegate_field(TypeSystem& types, const char* name) {
  for (const char* owner : {"System.Delegate", "System.MulticastDelegate"}) {
    Type* t = types.well_known(owner);
    types.layout(t);
    if (Field* f = types.find_field(t, name)) return f;
  }
  throw std::runtime_error(std::string("no delegate field ") + name);
}

// The boxed object arrives as `this`; the method wants the address of the value behind the MethodTable.
void unboxing_stub(ModuleContext& m, Method* method) {
  llvm::Function* f = m.unboxing_stub(method);
  if (!f->isDeclaration()) return;
  LoweredSignature s = lower(m, method->sig);
  f->removeParamAttr(s.first(), llvm::Attribute::Dereferenceable);
  Thunk t(m, f);
  llvm::SmallVector<Value*, 8> args;
  for (auto& a : f->args()) args.push_back(&a);
  args[s.first()] = t.b.CreateConstInBoundsGEP1_64(t.b.getInt8Ty(), args[s.first()], 8);
  llvm::CallInst* call = t.b.CreateCall(m.function(method), args);
  call->setAttributes(signature_attributes(m, s));
  call->setTailCallKind(llvm::CallInst::TCK_MustTail);
  t.ret(call);
}

// The object has no code for this interface method: it names an interface that has.
void dynamic_interface_stub(ModuleContext& m, Method* method) {
  LoweredSignature s = lower(m, method->sig);
  llvm::Function* f = m.raw_function("dc:" + m.method_symbol(method), s.type);
  if (!f->isDeclaration()) return;
  f->setAttributes(signature_attributes(m, s));
  Thunk t(m, f);
  llvm::SmallVector<Value*, 8> args;
  for (auto& a : f->args()) args.push_back(&a);
  Value* code = t.b.CreateCall(m.runtime_call("ahead_dynamic_interface"), {args[s.first()], m.method_table(method->owner), m.selector_offset(method)});
  llvm::CallInst* call = t.b.CreateCall(s.type, code, args);
  call->setAttributes(signature_attributes(m, s));
  call->setTailCallKind(llvm::CallInst::TCK_MustTail);
  t.ret(call);
}

// A delegate thunk that goes on to `code` with all arguments but the delegate.
void jump_without_delegate(ModuleContext& m, Thunk& t, Signature sig, Value* code) {
  LoweredSignature s = lower(m, sig);
  llvm::SmallVector<Value*, 8> args;
  for (auto& a : t.f->args()) if (a.getArgNo() != s.first()) args.push_back(&a);
  sig.has_this = false;
  LoweredSignature target = lower(m, sig);
  llvm::CallInst* call = t.b.CreateCall(target.type, code, args);
  call->setAttributes(signature_attributes(m, target));
  call->setTailCall();
  t.ret(call);
}

// Delegates over static methods: drops the delegate and jumps to _methodPtrAux.
void shuffle_thunk(ModuleContext& m, Type* type) {
  llvm::Function* f = m.delegate_shuffle(type);
  if (!f->isDeclaration()) return;
  Signature sig = m.types.find_method(type, "Invoke")->sig;
  LoweredSignature s = lower(m, sig);
  f->setAttributes(signature_attributes(m, s));
  Thunk t(m, f);
  jump_without_delegate(m, t, sig, t.field(f->getArg(s.first()), delegate_field(m.types, "_methodPtrAux"), m.ptr()));
}

// Open delegates over virtual methods, which only reflection makes: the first argument decides which code runs.
void open_virtual_thunk(ModuleContext& m, Type* type) {
  const Signature& sig = m.types.find_method(type, "Invoke")->sig;
  if (!m.program.reflection.delegates_bound || sig.params.empty() || !sig.params[0]->is_reference()) return;
  LoweredSignature s = lower(m, sig);
  llvm::Function* f = m.raw_function("dv:" + m.types.type_name(type), s.type);
  f->setAttributes(signature_attributes(m, s));
  Thunk t(m, f);
  auto* resolve = m.raw_function("ahead_open_virtual", llvm::FunctionType::get(m.ptr(), {m.ptr(), m.ptr()}, false));
  Value *delegate = f->getArg(s.first()), *self = f->getArg(s.first() + 1);
  jump_without_delegate(m, t, sig, t.b.CreateCall(resolve, {delegate, self}));
}

// Calls every entry of _invocationList; the last result counts. Arguments that travel through memory belong to the
// callee, so each call gets a copy.
void multicast_thunk(ModuleContext& m, Type* type) {
  llvm::Function* f = m.delegate_multicast(type);
  if (!f->isDeclaration()) return;
  const Signature& sig = m.types.find_method(type, "Invoke")->sig;
  LoweredSignature s = lower(m, sig);
  f->setAttributes(signature_attributes(m, s));
  Thunk t(m, f);
  IRBuilder<>& b = t.b;
  Value* self = f->getArg(s.first());
  llvm::SmallVector<Value*, 8> args;
  for (auto& a : f->args()) args.push_back(&a);
  struct Copy { unsigned index; Type* type; };
  std::vector<Copy> copies;
  unsigned at = s.first() + 1;
  for (size_t i = 0; i < s.params.size(); i++) {
    if (s.params[i].kind == Lowered::Memory) {
      auto* memory = b.CreateAlloca(m.memory_type(s.types[i]));
      memory->setAlignment(llvm::Align(std::max(8u, m.align(s.types[i]))));
      args[at] = memory;
      copies.push_back({at++, s.types[i]});
    } else at += s.params[i].leaves.size();
  }
  Value* list = t.field(self, delegate_field(m.types, "_invocationList"), m.ptr());
  Value* count = t.field(self, delegate_field(m.types, "_invocationCount"), m.i64());
  auto* entry = b.GetInsertBlock();
  auto* loop = llvm::BasicBlock::Create(m.llvm, "next", f);
  auto* done = llvm::BasicBlock::Create(m.llvm, "done", f);
  b.CreateBr(loop);
  b.SetInsertPoint(loop);
  auto* index = b.CreatePHI(m.i64(), 2);
  index->addIncoming(b.getInt64(0), entry);
  Value* cell = b.CreateInBoundsGEP(m.ptr(), b.CreateConstInBoundsGEP1_64(b.getInt8Ty(), list, abi::kArrayDataOffset), index);
  Value* one = b.CreateLoad(m.ptr(), cell);
  for (auto& c : copies) b.CreateMemCpy(args[c.index], llvm::MaybeAlign(8), f->getArg(c.index), llvm::MaybeAlign(1), m.size(c.type));
  args[s.first()] = t.field(one, delegate_field(m.types, "_target"), m.ptr());
  llvm::CallInst* call = b.CreateCall(s.type, t.field(one, delegate_field(m.types, "_methodPtr"), m.ptr()), args);
  call->setAttributes(signature_attributes(m, s));
  Value* next = b.CreateAdd(index, b.getInt64(1));
  index->addIncoming(next, loop);
  b.CreateCondBr(b.CreateICmpULT(next, count), loop, done);
  b.SetInsertPoint(done);
  t.ret(call);
}

// A symbol with the managed convention for C++ (RuntimeExports): the method under another name.
void define_managed_export(ModuleContext& m, Method* method, const std::string& symbol) {
  LoweredSignature s = lower(m, method->sig);
  llvm::Function* f = m.raw_function(symbol, s.type);
  if (!f->isDeclaration()) return;
  f->setAttributes(signature_attributes(m, s));
  Thunk t(m, f);
  llvm::SmallVector<Value*, 8> args;
  for (auto& a : f->args()) args.push_back(&a);
  llvm::CallInst* call = t.b.CreateCall(m.function(method), args);
  call->setAttributes(signature_attributes(m, s));
  call->setTailCallKind(llvm::CallInst::TCK_MustTail);
  t.ret(call);
}

// i32 program_main(string[]): the entry point in any of its legal forms. void reports ahead_exit_code().
void define_main(ModuleContext& m) {
  llvm::Function* f = m.raw_function("program_main", llvm::FunctionType::get(m.i32(), {m.ptr()}, false));
  Thunk t(m, f);
  Method* entry = m.program.entry_point;
  llvm::SmallVector<Value*, 1> args;
  if (!entry->sig.params.empty()) args.push_back(f->getArg(0));
  llvm::CallInst* call = t.b.CreateCall(m.function(entry), args);
  bool is_void = entry->sig.ret->kind == ElementKind::Void;
  t.b.CreateRet(is_void ? (Value*)t.b.getInt32(0) : t.b.CreateIntCast(call, m.i32(), true));
  // The exit code of a void entry point is Environment.ExitCode.
  auto* flag = new llvm::GlobalVariable(m.module, m.i32(), true, llvm::GlobalValue::ExternalLinkage, t.b.getInt32(is_void), "ahead_main_is_void");
  flag->setVisibility(llvm::GlobalValue::HiddenVisibility);
}

void define_module_init(ModuleContext& m) {
  if (m.program.module_initializers.empty()) return;
  Thunk t(m, m.raw_function("program_module_init", llvm::FunctionType::get(llvm::Type::getVoidTy(m.llvm), false)));
  for (Method* init : m.program.module_initializers) t.b.CreateCall(m.function(init), {});
  t.b.CreateRetVoid();
}

}  // namespace

std::unique_ptr<llvm::Module> import_thunks(Program& program, const ImportOptions& options, llvm::LLVMContext& context) {
  std::lock_guard lock(program.types->lock);
  auto module = std::make_unique<llvm::Module>("thunks", context);
  ModuleContext m(program, *module, options);
  for (Method* method : program.unboxing) unboxing_stub(m, method);
  if (!program.dynamic_castables.empty())
    for (Method* method : program.used_interface_methods) dynamic_interface_stub(m, method);
  for (Type* t : program.type_order) {
    auto state = program.type_state.find(t);
    if (!t->is_delegate || t->open || state == program.type_state.end() || !state->second.constructed) continue;
    if (!m.types.find_method(t, "Invoke")) continue;
    shuffle_thunk(m, t);
    multicast_thunk(m, t);
    open_virtual_thunk(m, t);
    if (state->second.from_native) define_delegate_entry(m, t);
  }
  std::set<Method*> entries;
  for (Method* method : program.address_taken)
    if (method->def && method->def->is_unmanaged_callers_only && entries.insert(method).second)
      define_native_entry(m, method, "un:" + m.method_symbol(method));
  for (auto& [method, symbol] : program.exports) {
    if (method->def->is_unmanaged_callers_only) {
      define_native_entry(m, method, symbol);
      m.module.getFunction(symbol)->setVisibility(llvm::GlobalValue::DefaultVisibility);
    }
    else define_managed_export(m, method, symbol);
  }
  define_invoke_stubs(m);
  if (program.entry_point) define_main(m);
  define_module_init(m);
  return module;
}

}  // namespace ahead
