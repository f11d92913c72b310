// Frames are visible: stack traces show them, and endless recursion must end in a stack overflow. So only a call that IL marks with `tail.` (and the jump of
// a thunk) gives up its frame, and it always does; every other call keeps it. LLVM does neither by itself: it makes jumps and loops of calls as it likes, and
// calls of marked ones when another pass moved something behind them or learned what they return.
//
// * Ordinary calls are `notail`. An attribute of the caller would not do: inlining moves calls into functions without it.
// * Marked ones (`tail` when they come here) are `musttail`. The verifier asks for equal types then, because with other conventions the arguments could
//   need more stack than the caller has; here the convention is always C's and the importer has seen to the space, so the mark is put on behind its back.
#include "codegen/frames.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>

#include "import/argument_places.h"

namespace ahead {

namespace {

using Kind = llvm::CallInst::TailCallKind;

bool is_followed_by_return(llvm::CallInst* call) {
  auto* ret = llvm::dyn_cast_or_null<llvm::ReturnInst>(call->getNextNonDebugInstruction());
  return ret && (ret->getReturnValue() == call || !ret->getReturnValue());
}

bool fits(llvm::CallInst* call) {
  auto *callee = call->getFunctionType(), *caller = call->getFunction()->getFunctionType();
  if (callee == caller) return true;
  llvm::SmallVector<llvm::Type*, 8> params;
  for (unsigned i = 0; i < callee->getNumParams(); i++) if (!call->paramHasAttr(i, llvm::Attribute::Nest)) params.push_back(callee->getParamType(i));
  auto needed = stack_argument_bytes(params), own = stack_argument_bytes(caller->params());
  return needed && own && *needed <= *own;
}

}  // namespace

void fix_frames(llvm::Module& module, Tier tier) {
  for (auto& f : module) for (auto& instruction : llvm::instructions(f)) {
    auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
    if (!call || llvm::isa<llvm::IntrinsicInst>(call) || call->isInlineAsm()) continue;
    Kind kind = call->getTailCallKind();
    if (kind == Kind::TCK_Tail && is_followed_by_return(call) && fits(call)) call->setTailCallKind(kind = Kind::TCK_MustTail);
    if (kind == Kind::TCK_None) call->setTailCallKind(Kind::TCK_NoTail);
    // FastISel makes ordinary calls of these; it leaves calls with this attribute, which means nothing here, to the other selector.
    if (kind == Kind::TCK_MustTail && tier == Tier::Quick) call->addFnAttr(llvm::Attribute::NoCfCheck);
  }
}

void unfix_frames(llvm::Module& module) {
  for (auto& f : module) for (auto& instruction : llvm::instructions(f)) {
    auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
    if (call && call->isMustTailCall() && call->getFunctionType() != f.getFunctionType()) call->setTailCallKind(Kind::TCK_Tail);
  }
}

}  // namespace ahead
