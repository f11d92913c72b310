// Protected regions (ECMA-335 I.12.4.2, III.1.7.5) as Itanium landing pads.
//
// Every IL block knows the innermost clause whose try range covers it. Its calls unwind to that clause's landing pad, which lists all catch and filter
// clauses outwards (the personality decides with one search which of them handles the exception) and then walks the same chain: each
// clause either is the chosen one (typeid compare), runs its finally or fault handler, or passes {pointer, selector} on to its parent.
//
//   try { try { f(); } finally { g(); } } catch (E) { h(); }      f unwinds to pad0: cleanup, catch @E
//   pad0 -> dispatch0: continuation = resume; run g; endfinally -> dispatch1: selector == typeid(@E)? -> begin_catch, h : resume
//
// A finally handler is imported once. `leave` stores the number of its target in the continuation variable of each finally that it crosses and branches to
// the innermost; endfinally is a switch over that variable. 0 means that an exception brought us here.
// Filters are functions of their own, because they run in the first pass while this frame is still below the thrower; they reach the locals through
// llvm.localrecover.
#include <llvm/IR/Constants.h>
#include "import/debug.h"
#include "import/method.h"

namespace ahead {

using llvm::Value;

namespace {

bool covers(uint32_t begin, uint32_t end, uint32_t index) { return begin <= index && index < end; }
bool in_try(const Region& r, uint32_t index) { return covers(r.try_begin, r.try_end, index); }
bool unwinds_only(const Region& r) { return r.kind == EHClause::Finally || r.kind == EHClause::Fault; }

void ensure_slots(MethodImport& mi, RegionState& s) {
  if (s.exception) return;
  s.exception = entry_alloca(mi, mi.m.ptr(), 8, "eh.pointer");
  s.selector = entry_alloca(mi, mi.m.i32(), 4, "eh.selector");
}

llvm::AllocaInst* continuation(MethodImport& mi, RegionState& s) {
  if (!s.continuation) s.continuation = entry_alloca(mi, mi.m.i32(), 4, "eh.continuation");
  return s.continuation;
}

llvm::BasicBlock* new_block(MethodImport& mi, const char* name) { return llvm::BasicBlock::Create(mi.m.llvm, name, mi.fn); }

// Ends the current block: the exception in `from` goes to the next clause outwards.
llvm::BasicBlock* dispatch(MethodImport&, int region);
void pass_on(MethodImport& mi, RegionState& from, int to) {
  Value* pointer = mi.b.CreateLoad(mi.m.ptr(), from.exception);
  Value* selector = mi.b.CreateLoad(mi.m.i32(), from.selector);
  if (to < 0) {
    auto* type = llvm::StructType::get(mi.m.ptr(), mi.m.i32());
    Value* pair = mi.b.CreateInsertValue(llvm::PoisonValue::get(type), pointer, 0);
    mi.b.CreateResume(mi.b.CreateInsertValue(pair, selector, 1));
    return;
  }
  auto* target = dispatch(mi, to);
  auto& s = mi.state->regions[to];
  mi.b.CreateStore(pointer, s.exception);
  mi.b.CreateStore(selector, s.selector);
  mi.b.CreateBr(target);
}

llvm::Function* filter_function(MethodImport& mi, int region) {
  auto* type = llvm::FunctionType::get(mi.m.i32(), {mi.m.ptr(), mi.m.ptr()}, false);
  auto* f = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, mi.fn->getName() + "$filter" + std::to_string(region), mi.m.module);
  f->addFnAttr("frame-pointer", "all");
  f->setUWTableKind(llvm::UWTableKind::Async);
  f->addFnAttr(llvm::Attribute::NoInline);
  mi.state->filters.resize(mi.body->regions.size());
  mi.state->filters[region] = f;
  return f;
}

// abi::ClauseDesc: its address is the clause's identity, so it is never merged with an equal one.
llvm::GlobalVariable* clause_descriptor(MethodImport& mi, int region) {
  auto& s = mi.state->regions[region];
  if (s.desc) return s.desc;
  const Region& r = mi.body->regions[region];
  bool filter = r.kind == EHClause::Filter;
  llvm::Constant* what = filter ? static_cast<llvm::Constant*>(filter_function(mi, region)) : mi.m.method_table(r.catch_type);
  uint64_t kind = (filter ? abi::kClauseFilter : abi::kClauseCatch) | (mi.types.wraps_thrown_objects(mi.body->module) ? 0 : abi::kClauseUnwraps);
  auto* init = llvm::ConstantStruct::getAnon({llvm::ConstantInt::get(mi.m.i64(), kind), what});
  s.desc = new llvm::GlobalVariable(mi.m.module, init->getType(), true, llvm::GlobalValue::PrivateLinkage, init, "clause");
  s.desc->setAlignment(llvm::Align(8));
  return s.desc;
}

void dispatch_catch(MethodImport& mi, int region) {
  auto& s = mi.state->regions[region];
  const Region& r = mi.body->regions[region];
  auto *chosen = new_block(mi, "catch"), *other = new_block(mi, "not.caught");
  Value* id = mi.b.CreateIntrinsic(llvm::Intrinsic::eh_typeid_for, {mi.m.ptr()}, {clause_descriptor(mi, region)});
  mi.b.CreateCondBr(mi.b.CreateICmpEQ(mi.b.CreateLoad(mi.m.i32(), s.selector), id), chosen, other);

  mi.b.SetInsertPoint(chosen);
  auto* begin = mi.m.runtime_call("ahead_begin_catch");
  s.object = entry_alloca(mi, mi.m.ptr(), 8, "exception");
  mi.b.CreateStore(mi.b.CreateCall(begin, {mi.b.CreateLoad(mi.m.ptr(), s.exception)}), s.object);
  Type* type = r.kind == EHClause::Catch ? r.catch_type : mi.types.primitive(ElementKind::Object);
  StackValue exception = make_ref(s.object, type, true);
  enqueue_handler(mi, r.handler_begin, &exception);
  mi.b.CreateBr(block_at(mi, r.handler_begin));

  mi.b.SetInsertPoint(other);
  pass_on(mi, s, s.parent);
}

// The block that decides, for one clause, what happens to the exception in its slots.
llvm::BasicBlock* dispatch(MethodImport& mi, int region) {
  auto& s = mi.state->regions[region];
  if (s.dispatch) return s.dispatch;
  ensure_slots(mi, s);
  s.dispatch = new_block(mi, "dispatch");
  llvm::IRBuilder<>::InsertPointGuard guard(mi.b);
  mi.b.SetInsertPoint(s.dispatch);
  const Region& r = mi.body->regions[region];
  if (!unwinds_only(r)) {
    dispatch_catch(mi, region);
  } else {
    mi.b.CreateStore(mi.b.getInt32(0), continuation(mi, s));
    enqueue_handler(mi, r.handler_begin, nullptr);
    mi.b.CreateBr(block_at(mi, r.handler_begin));
    if (s.parent >= 0) dispatch(mi, s.parent);
  }
  return s.dispatch;
}

// The next finally outwards that a jump from `from` to `target` has to run, or -1.
int next_finally(MethodImport& mi, uint32_t from, uint32_t target, int after) {
  auto& regions = mi.body->regions;
  for (int k = after + 1; k < int(regions.size()); k++)
    if (regions[k].kind == EHClause::Finally && in_try(regions[k], from) && !in_try(regions[k], target)) return k;
  return -1;
}

// Makes finally `region` continue to `target`, and the outer ones that lie between; returns the number.
unsigned add_continuation(MethodImport& mi, int region, uint32_t target) {
  auto& s = mi.state->regions[region];
  continuation(mi, s);
  auto [it, fresh] = s.targets.try_emplace(target, s.targets.size() + 1);
  unsigned number = it->second;
  if (!fresh) return number;
  enqueue_handler(mi, mi.body->regions[region].handler_begin, nullptr);
  int outer = next_finally(mi, mi.body->regions[region].handler_begin, target, region);
  if (outer >= 0) add_continuation(mi, outer, target);
  return number;
}

void import_leave(MethodImport& mi, uint32_t target) {
  mi.stack.clear();
  int first = next_finally(mi, mi.ip, target, -1);
  auto* destination = enter_block(mi, target);
  if (first < 0) {
    mi.b.CreateBr(destination);
    return;
  }
  unsigned number = add_continuation(mi, first, target);
  mi.b.CreateStore(mi.b.getInt32(number), mi.state->regions[first].continuation);
  mi.b.CreateBr(block_at(mi, mi.body->regions[first].handler_begin));
}

int handler_region(MethodImport& mi, uint32_t index, bool catching) {
  auto& regions = mi.body->regions;
  for (int k = 0; k < int(regions.size()); k++)
    if (covers(regions[k].handler_begin, regions[k].handler_end, index) && unwinds_only(regions[k]) != catching) return k;
  return -1;
}

void finish_finally(MethodImport& mi, int region) {
  auto& s = mi.state->regions[region];
  for (auto* end : s.ends) {
    mi.b.SetInsertPoint(end);
    auto* resume = new_block(mi, "resume");
    auto* which = mi.b.CreateSwitch(mi.b.CreateLoad(mi.m.i32(), continuation(mi, s)), resume, s.targets.size());
    for (auto [target, number] : s.targets) {
      auto* go = new_block(mi, "leave");
      which->addCase(mi.b.getInt32(number), go);
      mi.b.SetInsertPoint(go);
      int outer = next_finally(mi, mi.body->regions[region].handler_begin, target, region);
      if (outer < 0) {
        mi.b.CreateBr(block_at(mi, target));
      } else {
        auto& o = mi.state->regions[outer];
        mi.b.CreateStore(mi.b.getInt32(o.targets.at(target)), o.continuation);
        mi.b.CreateBr(block_at(mi, mi.body->regions[outer].handler_begin));
      }
    }
    mi.b.SetInsertPoint(resume);
    if (s.dispatch) pass_on(mi, s, s.parent);
    else mi.b.CreateUnreachable();
  }
}

// The outlined filter: IL from filter_begin to endfilter, over this method's arguments and locals.
void import_filter(MethodImport& parent, int region) {
  auto* f = parent.state->filters[region];
  MethodImport mi(parent.m, f);
  mi.method = parent.method, mi.body = parent.body, mi.folded = parent.folded;
  mi.state = std::make_shared<MethodState>();
  mi.state->in_filter = true;
  start_lines(mi);
  mi.state->regions.resize(mi.body->regions.size());
  auto* entry = llvm::BasicBlock::Create(mi.m.llvm, "entry", f);
  auto* start = llvm::BasicBlock::Create(mi.m.llvm, "start", f);
  mi.b.SetInsertPoint(entry);
  int index = 0;
  auto recover = [&](const std::vector<FrameSlot>& from, std::vector<FrameSlot>& to) {
    for (auto& slot : from) {
      FrameSlot s = slot;
      s.written = true;
      s.address = mi.b.CreateIntrinsic(llvm::Intrinsic::localrecover, {}, {parent.fn, f->getArg(1), mi.b.getInt32(index++)});
      to.push_back(s);
    }
  };
  recover(parent.args, mi.args);
  recover(parent.locals, mi.locals);
  auto* object = mi.b.CreateAlloca(mi.m.ptr());
  mi.b.CreateStore(f->getArg(0), object);
  mi.alloca_point = mi.b.CreateBr(start);
  mi.b.SetInsertPoint(start);
  find_blocks(mi);
  StackValue exception = make_ref(object, parent.types.primitive(ElementKind::Object), true);
  uint32_t begin = mi.body->regions[region].filter_begin;
  enqueue_handler(mi, begin, &exception);
  mi.b.CreateBr(block_at(mi, begin));
  import_blocks(mi);
}

}  // namespace

void prepare_regions(MethodImport& mi) {
  auto& regions = mi.body->regions;
  auto& states = mi.state->regions;
  states.resize(regions.size());
  for (int k = 0; k < int(regions.size()); k++)
    for (int outer = k + 1; outer < int(regions.size()) && states[k].parent < 0; outer++)
      if (regions[outer].try_begin <= regions[k].try_begin && regions[k].try_end <= regions[outer].try_end) states[k].parent = outer;
}

int region_at(MethodImport& mi, uint32_t index) {
  for (int k = 0; k < int(mi.body->regions.size()); k++) if (in_try(mi.body->regions[k], index)) return k;
  return -1;
}

llvm::BasicBlock* landing_pad(MethodImport& mi) {
  if (!mi.state || mi.state->region < 0) return mi.unwind;
  auto& s = mi.state->regions[mi.state->region];
  if (s.pad) return s.pad;
  int first = mi.state->region;
  llvm::IRBuilder<>::InsertPointGuard guard(mi.b);
  s.pad = new_block(mi, "pad");
  mi.b.SetInsertPoint(s.pad);
  auto* pad = mi.b.CreateLandingPad(llvm::StructType::get(mi.m.ptr(), mi.m.i32()), 2);
  for (int k = first; k >= 0; k = mi.state->regions[k].parent) {
    if (unwinds_only(mi.body->regions[k])) pad->setCleanup(true);
    else pad->addClause(clause_descriptor(mi, k));
  }
  auto* next = dispatch(mi, first);
  mi.b.CreateStore(mi.b.CreateExtractValue(pad, 0), s.exception);
  mi.b.CreateStore(mi.b.CreateExtractValue(pad, 1), s.selector);
  mi.b.CreateBr(next);
  return s.pad;
}

void escape_slots(MethodImport& mi) {
  bool filters = false;
  for (auto& r : mi.body->regions) filters |= r.kind == EHClause::Filter;
  if (!filters) return;
  std::vector<Value*> slots;
  auto add = [&](FrameSlot& s) {
    if (!llvm::isa<llvm::AllocaInst>(s.address)) {
      // A struct that the caller passed by address: the filter needs it in this frame.
      auto* copy = entry_alloca(mi, mi.m.memory_type(s.type), mi.m.align(s.type), "arg");
      mi.b.CreateMemCpy(copy, llvm::MaybeAlign(mi.m.align(s.type)), s.address, llvm::MaybeAlign(1), mi.m.size(s.type));
      s.address = copy;
    }
    slots.push_back(s.address);
  };
  for (auto& s : mi.args) add(s);
  for (auto& s : mi.locals) add(s);
  llvm::IRBuilder<> b(mi.alloca_point);
  b.CreateIntrinsic(llvm::Intrinsic::localescape, {}, slots);
  mi.fn->addFnAttr(llvm::Attribute::NoInline);
  mi.fn->addFnAttr("no-realign-stack");            // the distances are fixed (entry_alloca); wide registers are spilled unaligned
}

bool import_exception_op(MethodImport& mi, const Instr& i) {
  switch (i.op) {
    case Op::Throw: {
      StackValue exception = mi.pop();
      emit_runtime_call(mi, "ahead_throw", {as_ptr(mi, exception)});
      mi.b.CreateUnreachable();
      return true;
    }
    case Op::Rethrow: {
      int region = handler_region(mi, mi.ip, true);
      if (region < 0 || !mi.state->regions[region].object) invalid_il("rethrow outside of a catch handler");
      emit_runtime_call(mi, "ahead_rethrow", {mi.b.CreateLoad(mi.m.ptr(), mi.state->regions[region].object)});
      mi.b.CreateUnreachable();
      return true;
    }
    case Op::Leave: import_leave(mi, i.target); return true;
    case Op::Endfinally: {
      int region = handler_region(mi, mi.ip, false);
      if (region < 0) invalid_il("endfinally outside of a finally or fault handler");
      mi.stack.clear();
      mi.state->regions[region].ends.push_back(mi.b.GetInsertBlock());
      return true;
    }
    case Op::Endfilter:
      if (!mi.state->in_filter) invalid_il("endfilter outside of a filter");
      mi.b.CreateRet(as_i32(mi, mi.pop()));
      return true;
    default: return false;
  }
}

void finish_regions(MethodImport& mi) {
  for (int k = 0; k < int(mi.body->regions.size()); k++) if (unwinds_only(mi.body->regions[k])) finish_finally(mi, k);
  for (int k = 0; k < int(mi.state->filters.size()); k++) if (mi.state->filters[k]) import_filter(mi, k);
}

}  // namespace ahead
