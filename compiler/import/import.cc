// The importer's entry: one LLVM module per partition, one function per exact method.
#include "import/import.h"

#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Verifier.h>
#include "import/debug.h"
#include "import/lower.h"
#include "import/method.h"

namespace ahead {

namespace {

constexpr size_t kInlineCode = 60, kInlineAggressive = 400, kTrivial = 8;
constexpr size_t kGiantCode = 20000;
constexpr unsigned kInlineDepth = 3, kInlineBodiesPerMethod = 6;

StackValue folded_value(MethodImport& mi, const Folded::Value& v, bool unused) {
  switch (v.kind) {
    case Folded::Value::Int32: return make_i4(mi.b.getInt32(uint32_t(v.i)));
    case Folded::Value::Int64: return make_i8(mi.b.getInt64(uint64_t(v.i)));
    case Folded::Value::Float64: {
      StackValue s = make_i4(llvm::ConstantFP::get(llvm::Type::getDoubleTy(mi.m.llvm), v.r));
      s.kind = StackKind::F8;
      return s;
    }
    case Folded::Value::TypeObject:
      if (!unused) return emit_type_object(mi, v.type);
      break;
    case Folded::Value::String: return emit_string(mi, u"");
    case Folded::Value::TypeHandle: {
      Type* t = mi.types.well_known("System.RuntimeTypeHandle");
      llvm::Value* temp = temporary(mi, t);
      llvm::Value* object = unused ? llvm::Constant::getNullValue(mi.m.ptr()) : mi.m.type_object(v.type);
      mi.b.CreateAlignedStore(object, temp, llvm::Align(8));
      StackValue s = make_struct(temp, t);
      s.handle = v.type;
      return s;
    }
    default: break;
  }
  StackValue s = make_ref(llvm::ConstantPointerNull::get(mi.m.ptr()));
  s.is_null = true;
  return s;
}

int pops_of(Op op) {
  static const int8_t table[] = {
#define IL_OP(name, text, operand, pops, pushes) pops,
#include "il/ops.def"
#undef IL_OP
  };
  return table[int(op)];
}

// The instruction's result is known: drop its operands and its effects.
void push_folded(MethodImport& mi, const Instr& i, const Folded::Value& v) {
  bool unused = mi.folded->unused.contains(mi.ip);
  int pops = pops_of(i.op);
  Type* type = nullptr;
  if (pops < 0) {
    Method* callee = mi.body->callee(mi.types, i);
    pops = int(callee->sig.params.size()) + (callee->sig.has_this && i.op != Op::Newobj ? 1 : 0);
    type = callee->sig.ret;
  }
  StackValue kept;
  if (i.op == Op::Dup) kept = mi.pop(), pops = 0;
  while (pops-- > 0) mi.pop();
  if (kept.v) mi.push(kept);
  if (v.kind == Folded::Value::None) return;
  StackValue s = folded_value(mi, v, unused);
  // The constant in the call's own type: a float, or a native integer.
  if (type && s.kind == StackKind::F8 && type->kind == ElementKind::R4) s.v = mi.b.CreateFPCast(s.v, llvm::Type::getFloatTy(mi.m.llvm)), s.kind = StackKind::F4;
  if (type && s.kind == StackKind::I8 && stack_kind(mi.m, type) == StackKind::Native) s.kind = StackKind::Native;
  mi.push(s);
}

// Framework code: the rest of the block is replaced by the exception, so that only those who get here meet it (Walk::refuse).
void throw_here(MethodImport& mi, LoadError::Kind kind, const std::string& text) {
  if (!mi.b.GetInsertBlock()->getTerminator()) {
    emit_runtime_call(mi, "ahead_throw_load_error", {mi.b.getInt32(kind), mi.m.c_string(text)});
    mi.b.CreateUnreachable();
  }
  mi.m.notes.push_back({mi.method, text});
  mi.terminated = true;
}

// Which instructions a prefix may stand before (ECMA-335 III.2).
void check_prefixes(const Instr& i) {
  bool call = i.op == Op::Call || i.op == Op::Callvirt || i.op == Op::Calli;
  bool static_field = i.op == Op::Ldsfld || i.op == Op::Stsfld;
  bool memory = (i.op >= Op::LdindI1 && i.op <= Op::StindI) || i.op == Op::Ldobj || i.op == Op::Stobj || i.op == Op::Ldfld || i.op == Op::Stfld || i.op == Op::Cpblk ||
                i.op == Op::Initblk;
  if (i.prefix_flags & kVolatile && !memory && !static_field) invalid_il("volatile. before an instruction that accesses no memory");
  if (i.prefix_flags & kUnaligned && !memory) invalid_il("unaligned. before an instruction that accesses no memory");
  if (i.prefix_flags & kTail && !call) invalid_il("tail. before an instruction that is no call");
  if (i.prefix_flags & kReadonly && i.op != Op::Ldelema && !call) invalid_il("readonly. before an instruction that takes no element's address");
}

void import_plain(MethodImport& mi, const Instr& i) {
  if (i.prefix_flags) check_prefixes(i);
  switch (i.op) {
    case Op::Nop: case Op::Break: return;
    case Op::Pop: mi.pop(); return;
    case Op::Dup: { StackValue v = mi.pop(); mi.push(v); mi.push(v); return; }
    default: break;
  }
  if (import_memory(mi, i) || import_call(mi, i) || import_branch(mi, i) || import_arith(mi, i) || import_convert(mi, i) || import_array(mi, i) ||
      import_object(mi, i) || import_exception_op(mi, i))
    return;
  invalid_il("opcode not supported");
}

void mark_arguments(MethodImport& mi) {
  for (auto& i : mi.body->code) {
    if (i.op == Op::Starg && i.index < mi.args.size()) mi.args[i.index].written = true;
    if (i.op == Op::Ldarga && i.index < mi.args.size()) mi.args[i.index].address_taken = true;
  }
}

// The object stays where it is because its address is in this word of the stack, also when nobody reads the word again.
void hold_in_memory(MethodImport& mi, llvm::Value* address) {
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(mi.m.llvm), {mi.m.ptr()}, false);
  mi.b.CreateCall(type, llvm::InlineAsm::get(type, "", "r,~{memory}", true), {address});
}

void make_locals(MethodImport& mi) {
  for (auto& [type, pinned] : mi.body->locals) {
    FrameSlot s;
    s.type = type;
    s.address = entry_alloca(mi, mi.m.memory_type(type), mi.m.align(type), "local");
    mi.locals.push_back(s);
    if (pinned) hold_in_memory(mi, s.address);
    // References are zeroed whatever the method says: a struct that is copied into the heap half-filled must not carry stale words there.
    if (!mi.body->init_locals && !mi.m.types.contains_refs(type)) continue;
    if (auto* scalar = mi.m.scalar(type)) mi.b.CreateStore(llvm::Constant::getNullValue(scalar), s.address);
    else mi.b.CreateMemSet(s.address, mi.b.getInt8(0), mi.m.size(type), llvm::Align(std::max(1u, mi.m.align(type))));
  }
}

// Types without beforefieldinit run their static constructor before any static method or instance constructor of theirs, and value types and interfaces
// before any instance method, starts. Module initializers run before main.
void class_init_prolog(MethodImport& mi) {
  auto* d = mi.method->def;
  if (!d || d->is_cctor() || d->owner->before_field_init || !(d->is_static() || d->is_ctor() || mi.method->owner->is_value_type || mi.method->owner->is_interface)) return;
  mi.state->in_prolog = true;
  emit_class_init(mi, mi.method->owner);
  mi.state->in_prolog = false;
}

void start_function(MethodImport& mi) {
  auto* entry = llvm::BasicBlock::Create(mi.m.llvm, "entry", mi.fn);
  auto* prolog = llvm::BasicBlock::Create(mi.m.llvm, "prolog", mi.fn);
  mi.alloca_point = llvm::BranchInst::Create(prolog, entry);
  mi.b.SetInsertPoint(prolog);
  store_parameters(mi);
}

// dotnet's own words, which need no place.
bool whole_message(const std::string& text) { return text.starts_with("Method not found: '") || text.starts_with("Field not found: '") || text.starts_with("Could not load "); }

void throwing_body(ModuleContext& m, Method* method, llvm::Function* f, LoadError::Kind kind, const std::string& text) {
  m.notes.push_back({method, text});
  m.decorate(f);
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(m.llvm, "", f));
  // What is wrong with the code was a warning of the build; the running program hears what CoreCLR says.
  bool own_code = method->def && !m.types.is_framework(method->def->module);
  std::string message = whole_message(text) ? text : m.types.display_name(method) + ": " + text;
  if (kind == LoadError::InvalidProgram && own_code) message = "Common Language Runtime detected an invalid program.";
  b.CreateCall(m.runtime_call("ahead_throw_load_error"), {b.getInt32(kind), m.c_string(message)});
  b.CreateUnreachable();
}

void discard(MethodImport& mi) {
  for (auto* filter : mi.state->filters) if (filter) filter->deleteBody();
  mi.fn->deleteBody();
  for (auto* filter : mi.state->filters) {
    if (!filter) continue;
    filter->replaceAllUsesWith(llvm::Constant::getNullValue(mi.m.ptr()));
    filter->eraseFromParent();
  }
}

void inline_attributes(MethodImport& mi) {
  auto* d = mi.method->def;
  if (!d) return;
  size_t size = mi.body->code.size();
  // Generated methods of hundreds of kilobytes: some passes take time with the square of blocks and variables. JITs compile these without optimising, too.
  if (size > kGiantCode) {
    mi.fn->addFnAttr(llvm::Attribute::NoInline);
    mi.fn->addFnAttr(llvm::Attribute::OptimizeNone);
    return;
  }
  // The trace of an exception ends with the frame that catches it: that must be a frame of its own.
  bool catches = std::any_of(mi.body->regions.begin(), mi.body->regions.end(), [](auto& r) { return r.kind == EHClause::Catch || r.kind == EHClause::Filter; });
  if (d->no_inlining() || catches) mi.fn->addFnAttr(llvm::Attribute::NoInline);
  else if (d->aggressive_inlining()) mi.fn->addFnAttr(llvm::Attribute::InlineHint);
  // What the runtime calls is the last line of traces: Thread.StartCallback.
  if (d->owner->full_name == "Ahead.RuntimeExports")
    for (auto& i : llvm::instructions(*mi.fn))
      if (auto* call = llvm::dyn_cast<llvm::CallBase>(&i)) call->setIsNoInline();
  if (mi.m.options.quick || d->no_inlining() || mi.fn->hasFnAttribute(llvm::Attribute::NoInline) || mi.fn->hasFnAttribute(llvm::Attribute::NoReturn)) return;
  if (size <= kTrivial && mi.body->regions.empty() && mi.state->blocks.size() <= 2) mi.fn->addFnAttr(llvm::Attribute::AlwaysInline);
}

}  // namespace

void import_instruction(MethodImport& mi) {
  const Instr& i = mi.instr();
  set_line(mi, i.offset);
  if (mi.folded->elided.contains(mi.ip)) return;
  if (auto bad = mi.folded->invalid.find(mi.ip); bad != mi.folded->invalid.end()) return throw_here(mi, bad->second.kind, bad->second.message);
  try {
    if (auto known = mi.folded->results.find(mi.ip); known != mi.folded->results.end()) return push_folded(mi, i, known->second);
    auto table = i.token.table();
    bool type_token = table == Table::TypeDef || table == Table::TypeRef || table == Table::TypeSpec;
    if (i.op == Op::Ldtoken && type_token && !i.resolved && mi.folded->unused.contains(mi.ip)) {
      Folded::Value v;
      v.kind = Folded::Value::TypeHandle;
      return mi.push(folded_value(mi, v, true));
    }
    import_plain(mi, i);
    if (mi.stack.size() > mi.body->stack_limit && !mi.types.is_framework(mi.body->module)) invalid_il("more values on the evaluation stack than .maxstack says");
  } catch (const LoadError& e) {
    if (e.kind == LoadError::InvalidProgram || !mi.types.is_framework(mi.body->module)) throw;
    throw_here(mi, e.kind, e.what());
  }
}

void import_body(ModuleContext& m, Method* method, llvm::Function* f) {
  const MethodBodyInfo& info = m.program.body(method);
  if (!info.invalid.empty()) return throwing_body(m, method, f, info.invalid_kind, info.invalid);
  MethodImport mi(m, f);
  mi.method = method, mi.body = &info.body, mi.folded = &info.folded;
  mi.state = std::make_shared<MethodState>();
  try {
    m.decorate(f);
    start_lines(mi);
    start_function(mi);
    mark_arguments(mi);
    make_locals(mi);
    declare_variables(mi);
    find_blocks(mi);
    prepare_regions(mi);
    escape_slots(mi);
    class_init_prolog(mi);
    mi.b.CreateBr(enter_block(mi, 0));
    import_blocks(mi);
    finish_regions(mi);
    inline_attributes(mi);
  } catch (const LoadError& e) {
    discard(mi);
    throwing_body(m, method, f, e.kind, e.what());
  } catch (const BadImage& e) {
    discard(mi);
    throwing_body(m, method, f, LoadError::BadImageFormat, e.what());
  }
}

namespace {

// The monitor of the object, or of the type for static methods, is held while the method runs (ECMA-335 II.15.4.3.3).
void synchronized_body(ModuleContext& m, Method* method, llvm::Function* f) {
  auto* inner = llvm::Function::Create(f->getFunctionType(), llvm::GlobalValue::InternalLinkage, f->getName() + "$body", m.module);
  inner->setAttributes(f->getAttributes());
  import_body(m, method, inner);
  inner->setVisibility(llvm::GlobalValue::DefaultVisibility);
  inner->setLinkage(llvm::GlobalValue::InternalLinkage);

  Type* monitor = m.types.well_known("System.Threading.Monitor");
  Method *enter = m.types.find_method(monitor, "Enter", 1), *exit = m.types.find_method(monitor, "Exit", 1);
  m.decorate(f);
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(m.llvm, "", f));
  auto *ok = llvm::BasicBlock::Create(m.llvm, "ok", f), *pad = llvm::BasicBlock::Create(m.llvm, "pad", f);
  LoweredSignature sig = lower(m, method->sig);
  llvm::Value* lock = method->sig.has_this ? static_cast<llvm::Value*>(f->getArg(sig.first())) : m.type_object(method->owner);
  b.CreateCall(m.function(enter), {lock});
  std::vector<llvm::Value*> args;
  for (auto& a : f->args()) args.push_back(&a);
  auto* call = b.CreateInvoke(inner, ok, pad, args);
  call->setAttributes(signature_attributes(m, sig));
  b.SetInsertPoint(ok);
  b.CreateCall(m.function(exit), {lock});
  if (f->getReturnType()->isVoidTy()) b.CreateRetVoid();
  else b.CreateRet(call);
  b.SetInsertPoint(pad);
  auto* lp = b.CreateLandingPad(llvm::StructType::get(m.ptr(), m.i32()), 0);
  lp->setCleanup(true);
  b.CreateCall(m.function(exit), {lock});
  b.CreateResume(lp);
}

void define_method(ModuleContext& m, Method* method) {
  auto* f = m.function(method);
  if (!f->isDeclaration()) return;
  bool internal;
  if (is_direct_native(m.types, method, &internal)) return define_forwarder(m, method);
  MethodDef* d = method->def ? (method->def->overlay ? method->def->overlay : method->def) : nullptr;
  if (d && d->is_synchronized()) synchronized_body(m, method, f);
  else import_body(m, method, f);
}

bool may_inline(ModuleContext& m, Method* method) {
  if (!m.program.method_set.contains(method) || m.inline_depth[method] > kInlineDepth) return false;
  bool internal;
  if (is_direct_native(m.types, method, &internal)) return false;
  MethodDef* d = method->def->overlay ? method->def->overlay : method->def;
  if (d->is_synchronized() || d->no_inlining() || d->does_not_return) return false;
  const MethodBodyInfo& info = m.program.body(method);
  if (!info.invalid.empty()) return false;
  for (auto& r : info.body.regions) if (r.kind != EHClause::Finally && r.kind != EHClause::Fault) return false;
  size_t live = std::count(info.folded.reachable.begin(), info.folded.reachable.end(), true);
  return live <= (method->def->aggressive_inlining() ? kInlineAggressive : kInlineCode);
}

// Bodies of small callees from other partitions, so that they can be inlined; never emitted.
void import_callees(ModuleContext& m, size_t own) {
  size_t budget = own * kInlineBodiesPerMethod;
  for (size_t k = 0; k < m.inline_queue.size() && budget; k++) {
    Method* method = m.inline_queue[k];
    auto* f = m.function(method);
    if (!f->isDeclaration() || !may_inline(m, method)) continue;
    import_body(m, method, f);
    f->setLinkage(llvm::GlobalValue::AvailableExternallyLinkage);
    budget--;
  }
}

}  // namespace

void define_forwarder(ModuleContext& m, Method* method) {
  auto* f = m.function(method);
  if (!f->isDeclaration()) return;
  m.decorate(f);
  f->setLinkage(llvm::GlobalValue::LinkOnceODRLinkage);
  MethodImport mi(m, f);
  mi.method = method;
  start_function(mi);
  std::vector<StackValue> args;
  for (auto& slot : mi.args) args.push_back(load(mi, slot.address, slot.type));
  StackValue result;
  bool internal = false;
  if (!is_direct_native(m.types, method, &internal)) emit_delegate_invoke(mi, method, args, &result);
  else if (internal) emit_managed_call(mi, m.internal_call(method), method->sig, args, &result);
  else emit_pinvoke_call(mi, method, args, &result);
  if (!mi.terminated) emit_return(mi, method->sig.ret->kind == ElementKind::Void ? nullptr : &result);
}

std::unique_ptr<llvm::Module> import_partition(Program& program, const Partition& partition, const ImportOptions& options, llvm::LLVMContext& context) {
  std::lock_guard guard(program.types->lock);
  auto module = std::make_unique<llvm::Module>(partition.name, context);
  ModuleContext m(program, *module, options);
  for (Method* method : partition.methods) m.function(method);
  prepare_lines(m, partition.methods);
  for (Method* method : partition.methods) define_method(m, method);
  if (!options.quick) import_callees(m, partition.methods.size());
  finish_lines(m);
  if (options.notes) for (auto& n : m.notes) options.notes(n.method ? program.types->display_name(n.method) : std::string(), n.text);
  return module;
}

}  // namespace ahead
