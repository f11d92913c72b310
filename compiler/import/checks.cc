// Checks that throw. Each has a cold block of its own: with shared ones SimplifyCFG merges the conditions of neighbouring
// checks, the exit count of a loop becomes unknown, and the loop is not vectorised any more.
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Operator.h>
#include "import/method.h"

namespace ahead {

using llvm::Value;

namespace {

void call_helper(MethodImport& mi, const char* name) {
  auto* f = mi.m.function(mi.m.throw_helper(name));
  auto* call = emit_raw_call(mi, f->getFunctionType(), f, {});
  call->addFnAttr(llvm::Attribute::NoReturn);
  call->addFnAttr(llvm::Attribute::Cold);
  if (mi.lines) call->addFnAttr(llvm::Attribute::NoMerge);  // each has its own line
  mi.b.CreateUnreachable();
}

llvm::BranchInst* branch_to_throw(MethodImport& mi, Value* bad, const char* helper) {
  auto& context = mi.m.llvm;
  auto* cold = llvm::BasicBlock::Create(context, "throw", mi.fn);
  auto* ok = llvm::BasicBlock::Create(context, "ok", mi.fn);
  auto* branch = mi.b.CreateCondBr(bad, cold, ok, llvm::MDBuilder(context).createBranchWeights(1, 1 << 20));
  mi.b.SetInsertPoint(cold);
  call_helper(mi, helper);
  mi.b.SetInsertPoint(ok);
  return branch;
}

}  // namespace

void emit_throw_check(MethodImport& mi, Value* bad, const char* helper) {
  if (auto* c = llvm::dyn_cast<llvm::ConstantInt>(bad); c && c->isZero()) return;
  branch_to_throw(mi, bad, helper);
}

void emit_throw(MethodImport& mi, const char* helper) {
  call_helper(mi, helper);
  mi.terminated = true;
}

void emit_null_check(MethodImport& mi, const StackValue& s) {
  if (s.non_null || s.is_this || s.local_address || s.is_struct()) return;
  Value* p = as_ptr(mi, s);
  if (mi.checked.contains(p) || llvm::isa<llvm::GlobalObject>(p)) return;
  auto* branch = branch_to_throw(mi, mi.b.CreateIsNull(p), "ThrowNullReferenceException");
  branch->setMetadata(llvm::LLVMContext::MD_make_implicit, llvm::MDNode::get(mi.m.llvm, {}));
  mi.checked.insert(p);
}

Value* emit_bounds_check(MethodImport& mi, Value* array, const StackValue& index) {
  Value* length = load_array_length(mi, array);
  if (index.kind == StackKind::I4) {
    branch_to_throw(mi, mi.b.CreateICmpUGE(index.v, length), "ThrowIndexOutOfRangeException");
    return mi.b.CreateZExt(index.v, mi.m.i64());
  }
  Value* wide = as_i64(mi, index);
  branch_to_throw(mi, mi.b.CreateICmpUGE(wide, mi.b.CreateZExt(length, mi.m.i64())), "ThrowIndexOutOfRangeException");
  return wide;
}

// Pointers into what the hardware protects: a fault in the body of a try block does not reach the handlers of the same method, so there a test comes first.
static void emit_low_address_check(MethodImport& mi, Value* p) {
  constexpr uint64_t kProtected = 0x10000;
  if (!mi.checked.insert(p).second || llvm::isa<llvm::GlobalObject>(p)) return;
  branch_to_throw(mi, mi.b.CreateICmpULT(mi.b.CreatePtrToInt(p, mi.m.i64()), mi.b.getInt64(kProtected)), "ThrowNullReferenceException");
}

// Unmanaged pointers are checked in programs, not in the framework, and only as they come: the result of pointer arithmetic is left to the hardware
// where that can tell.
void emit_pointer_check(MethodImport& mi, const StackValue& address) {
  bool pointer = address.kind == StackKind::Native || address.kind == StackKind::ByRef;
  if (!pointer || address.non_null || address.local_address || !mi.body || mi.body->module == mi.types.corelib()) return;
  Value* p = as_ptr(mi, address);
  if (mi.state && mi.state->region >= 0) return emit_low_address_check(mi, p);
  if (!llvm::isa<llvm::GEPOperator>(p)) emit_null_check(mi, address);
}

// Static constructors run at the latest moment that ECMA-335 II.10.5.3 allows: the test is a load and a compare. It acquires, so that
// statics are not read before it.
void emit_class_init(MethodImport& mi, Type* t) {
  Method* cctor = mi.types.cctor(t);
  if (!cctor || t->def->row == 1) return;  // row 1 is <Module>: its initializer ran before main
  if (mi.method && mi.method->def && mi.method->owner == t && mi.method->def->is_cctor()) return;
  if (mi.state) {
    if (mi.state->initialised.contains(t) || mi.state->initialised_here.contains(t)) return;
    (mi.state->in_prolog ? mi.state->initialised : mi.state->initialised_here).insert(t);
  }
  auto* ci = mi.m.class_init(t);
  auto* state = mi.b.CreateAlignedLoad(mi.m.i32(), offset(mi, ci, offsetof(abi::ClassInit, state)), llvm::Align(4), "class.init");
  state->setAtomic(llvm::AtomicOrdering::Acquire);
  auto* slow = llvm::BasicBlock::Create(mi.m.llvm, "class.init.slow", mi.fn);
  auto* done = llvm::BasicBlock::Create(mi.m.llvm, "class.init.done", mi.fn);
  mi.b.CreateCondBr(mi.b.CreateICmpEQ(state, mi.b.getInt32(abi::kClassInitDone)), done, slow,
                    llvm::MDBuilder(mi.m.llvm).createBranchWeights(1 << 20, 1));
  mi.b.SetInsertPoint(slow);
  emit_runtime_call(mi, "ahead_class_init", {ci})->addFnAttr(llvm::Attribute::Cold);
  mi.b.CreateBr(done);
  mi.b.SetInsertPoint(done);
}

}  // namespace ahead
