// `tail.` calls: the caller's frame is gone when the callee starts, so a million calls in turn take no stack (ECMA-335 III.2.4).
//
// Arguments in registers: the call becomes a jump. So it does when the callee's arguments on the stack fit into the place of the caller's own, which
// belongs to the callee from then on. Otherwise they have to lie in a frame that does not exist yet:
//
//   f(a) tail. calls g(a, b, c, d, e, f, g, h)       f writes g, h to the thread's tail area, jumps to ahead_tail_call with a … f in registers;
//                                                    this makes a frame of its own for g and h and calls g.
//   g tail. calls h(…9 arguments)                    ahead_tail_call finds that it is its own frame that waits for g, and replaces that.
//
// So there is one frame more, whatever the number of calls. Structs that travel through memory go the same way: the tail area holds the copies, and the
// pointers to them are offsets until ahead_tail_call (runtime/start/tail_call.S) knows where the copies lie.
//
// LLVM promises a jump for `musttail` only, and that only between equal types; codegen/frames.cc says how it is had for all.
#include "import/tail_calls.h"

#include "import/method.h"

namespace ahead {

namespace {

constexpr unsigned kMaskBits = 64;

// Attributes that change how a value travels must agree; nothing else of the two lists matters.
bool same_result(llvm::CallBase* call, llvm::Function* f) {
  for (auto kind : {llvm::Attribute::ZExt, llvm::Attribute::SExt}) if (call->hasRetAttr(kind) != f->hasRetAttribute(kind)) return false;
  return call->getType() == f->getReturnType();
}

// The IL's author promises that the callee sees no address of this frame, but not for a frame that holds pinned or allocated memory.
bool may_give_up_frame(MethodImport& mi, const LoweredSignature& s, llvm::CallBase* call) {
  if (landing_pad(mi) || !llvm::isa<llvm::CallInst>(call) || call->getFunctionType() != s.type || call->getParent() != mi.b.GetInsertBlock()) return false;
  if ((s.ret.kind == Lowered::Memory) != mi.fn->hasStructRetAttr() || !same_result(call, mi.fn)) return false;
  if (s.ret.kind == Lowered::Memory && s.ret_type != mi.method->sig.ret) return false;
  if (!mi.body) return true;
  for (auto& [type, pinned] : mi.body->locals) if (pinned) return false;
  return std::none_of(mi.body->code.begin(), mi.body->code.end(), [](auto& i) { return i.op == Op::Localloc; });
}

// LLVM index of each argument that is the address of a copy in this frame, with the copy's type.
std::vector<std::pair<unsigned, Type*>> copies(const LoweredSignature& s) {
  std::vector<std::pair<unsigned, Type*>> found;
  unsigned at = s.first() + (s.has_this ? 1 : 0);
  for (size_t i = 0; i < s.params.size(); i++) {
    if (s.params[i].kind == Lowered::Memory) found.push_back({at++, s.types[i]});
    else at += unsigned(s.params[i].leaves.size());
  }
  return found;
}

// What goes to the tail area: words from the beginning of the callee's stack arguments on, then copies.
struct TailArea {
  struct Word { uint64_t at; llvm::Value* value; bool is_signed; };
  std::vector<Word> words;
  std::vector<std::tuple<uint64_t, llvm::Value*, Type*>> structs;
  uint64_t bytes = 0, addresses = 0;                     // bit k: the k-th integer register, then word of the area, holds an offset
};

// Sorts the arguments into registers, which stay in `args` and `types`, and the area. False when the area cannot say it.
bool plan(MethodImport& mi, const LoweredSignature& s, llvm::CallBase* call, TailArea& area, llvm::SmallVectorImpl<llvm::Value*>& args,
          llvm::SmallVectorImpl<llvm::Type*>& types, llvm::SmallVectorImpl<unsigned>& kept) {
  auto structs = copies(s);
  ArgumentPlaces measure, place;
  for (auto* type : s.type->params()) measure.in_register(type);
  uint64_t end = (measure.stack + 15) & ~uint64_t(15);
  for (unsigned i = 0; i < call->arg_size(); i++) {
    llvm::Value* value = call->getArgOperand(i);
    unsigned bit = place.integers;
    uint64_t word = place.stack;
    bool reg = place.in_register(value->getType());
    if (!reg) bit = unsigned(kIntegerRegisters + word / 8);
    auto copy = std::find_if(structs.begin(), structs.end(), [&](auto& c) { return c.first == i; });
    if (copy != structs.end()) {
      if (bit >= kMaskBits) return false;
      area.structs.push_back({end, value, copy->second});
      value = llvm::ConstantExpr::getIntToPtr(mi.b.getInt64(end), mi.m.ptr());
      area.addresses |= uint64_t(1) << bit;
      end = (end + mi.m.size(copy->second) + 15) & ~uint64_t(15);
    }
    if (reg) args.push_back(value), types.push_back(value->getType()), kept.push_back(i);
    else area.words.push_back({word, value, call->paramHasAttr(i, llvm::Attribute::SExt)});
  }
  area.bytes = end;
  return !measure.misfit;
}

// The call through ahead_tail_call; null when it must stay what it is.
llvm::CallInst* through_area(MethodImport& mi, const LoweredSignature& s, llvm::CallBase* call) {
  TailArea area;
  llvm::SmallVector<llvm::Value*, 8> args;
  llvm::SmallVector<llvm::Type*, 8> types;
  llvm::SmallVector<unsigned, 8> kept;
  if (!plan(mi, s, call, area, args, types, kept)) return nullptr;
  mi.b.SetInsertPoint(call);
  llvm::Value* base = emit_runtime_call(mi, "ahead_tail_area", {mi.b.getInt64(area.bytes), mi.b.getInt64(area.addresses)});
  for (auto& [at, value, is_signed] : area.words) {
    if (value->getType()->isIntegerTy()) value = mi.b.CreateIntCast(value, mi.m.i64(), is_signed);
    mi.b.CreateAlignedStore(value, offset(mi, base, at), llvm::Align(8));
  }
  for (auto& [at, from, type] : area.structs) mi.b.CreateMemCpy(offset(mi, base, at), llvm::Align(8), from, llvm::Align(1), mi.m.size(type));
  args.push_back(call->getCalledOperand());
  types.push_back(mi.m.ptr());
  auto* entry = mi.m.module.getOrInsertGlobal("ahead_tail_call", mi.m.i8());          // no function: it has many types
  auto* jump = mi.b.CreateCall(llvm::FunctionType::get(call->getType(), types, false), entry, args);
  llvm::SmallVector<llvm::AttributeSet, 8> attributes;
  for (unsigned k : kept) attributes.push_back(call->getAttributes().getParamAttrs(k));
  attributes.push_back(llvm::AttributeSet().addAttribute(mi.m.llvm, llvm::Attribute::Nest));
  jump->setAttributes(llvm::AttributeList::get(mi.m.llvm, {}, call->getAttributes().getRetAttrs(), attributes));
  return jump;
}

}  // namespace

void finish_tail_call(MethodImport& mi, const LoweredSignature& s) {
  auto* last = mi.last_call;
  if (!last || !may_give_up_frame(mi, s, last)) return;
  if (s.ret.kind == Lowered::Memory) last->setArgOperand(0, mi.fn->getArg(0));
  auto* call = llvm::cast<llvm::CallInst>(last);
  llvm::BasicBlock* block = call->getParent();
  auto needed = stack_argument_bytes(s.type->params()), own = stack_argument_bytes(mi.fn->getFunctionType()->params());
  bool fits = copies(s).empty() && (s.type == mi.fn->getFunctionType() || (needed && own && *needed <= *own));
  if (!fits) {
    auto* jump = through_area(mi, s, call);
    if (!jump) return;
    while (&block->back() != jump) {                     // the call, and what unpacked its result
      block->back().replaceAllUsesWith(llvm::PoisonValue::get(block->back().getType()));
      block->back().eraseFromParent();
    }
    call = jump;
  } else {
    while (&block->back() != call) block->back().eraseFromParent();
  }
  mi.b.SetInsertPoint(block);
  call->setTailCallKind(llvm::CallInst::TCK_Tail);
  mi.fn->addFnAttr(llvm::Attribute::NoInline);           // behind an ordinary call that was inlined, nothing tells this call from those that keep the frame
  if (mi.fn->getReturnType()->isVoidTy()) mi.b.CreateRetVoid();
  else mi.b.CreateRet(call);
  mi.terminated = true;
}

}  // namespace ahead
