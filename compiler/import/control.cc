// Basic blocks of IL and what lies on the evaluation stack between them. Blocks are imported in IL order as they are reached; a block with
// one predecessor takes over its values, others receive them through one stack slot per entry, which SROA turns into phis.
#include "import/debug.h"
#include "import/method.h"

namespace ahead {

using llvm::Value;

namespace {

bool is_conditional(Op op) {
  switch (op) {
    case Op::Brfalse: case Op::Brtrue: case Op::Beq: case Op::Bge: case Op::Bgt: case Op::Ble: case Op::Blt:
    case Op::BneUn: case Op::BgeUn: case Op::BgtUn: case Op::BleUn: case Op::BltUn: return true;
    default: return false;
  }
}

bool ends_block(Op op) {
  switch (op) {
    case Op::Ret: case Op::Br: case Op::Switch: case Op::Leave: case Op::Endfinally: case Op::Endfilter: case Op::Throw: case Op::Rethrow: case Op::Jmp: return true;
    default: return is_conditional(op);
  }
}

int folded_target(MethodImport& mi, uint32_t index) {
  auto it = mi.folded->branches.find(index);
  return it == mi.folded->branches.end() ? -1 : it->second;
}

// The instruction indexes that control may go to; handlers excluded.
template <class F> void successors(MethodImport& mi, uint32_t index, F visit) {
  const Instr& i = mi.body->code[index];
  int folded = folded_target(mi, index);
  if (i.op == Op::Br || i.op == Op::Leave) return visit(i.target);
  if (i.op == Op::Switch) {
    if (folded != 0) for (size_t k = 0; k < i.switch_targets->size(); k++) if (folded < 0 || size_t(folded) == k + 1) visit((*i.switch_targets)[k]);
    if (folded <= 0) visit(index + 1);
    return;
  }
  if (is_conditional(i.op)) {
    if (folded != 0) visit(i.target);
    if (folded != 1) visit(index + 1);
    return;
  }
  if (!ends_block(i.op)) visit(index + 1);
}

bool reachable(MethodImport& mi, uint32_t index) {
  return index < mi.body->code.size() && (index >= mi.folded->reachable.size() || mi.folded->reachable[index]);
}

Value* coerce(MethodImport& mi, const StackValue& s, llvm::Type* type) {
  if (s.is_struct()) invalid_il("stack types differ where blocks meet");
  if (type->isPointerTy()) return as_ptr(mi, s);
  if (type->isFloatingPointTy()) {
    if (!s.v->getType()->isFloatingPointTy()) invalid_il("stack types differ where blocks meet");
    return mi.b.CreateFPCast(s.v, type);
  }
  if (type->isIntegerTy(64)) return as_i64(mi, s);
  return as_i32(mi, s);
}

Type* merge_types(MethodImport& mi, const StackValue& a, const StackValue& b) {
  if (a.type == b.type) return a.type;
  if (a.is_null) return b.type;
  if (b.is_null) return a.type;
  if (!a.type || !b.type || a.kind != StackKind::Ref || b.kind != StackKind::Ref) return nullptr;
  if (mi.types.is_assignable_static(b.type, a.type)) return a.type;
  if (mi.types.is_assignable_static(a.type, b.type)) return b.type;
  return nullptr;
}

void merge_facts(MethodImport& mi, StackValue& into, const StackValue& s) {
  Type* type = into.kind == StackKind::Struct ? into.type : merge_types(mi, into, s);
  into.exact = into.exact && s.exact && into.type == s.type;
  into.type = type;
  into.non_null &= s.non_null, into.is_null &= s.is_null, into.is_this &= s.is_this;
  into.local_address &= s.local_address, into.frozen &= s.frozen;
  if (into.fn != s.fn) into.fn = nullptr;
  if (into.handle != s.handle) into.handle = nullptr;
  into.field = nullptr;
}

void first_arrival(MethodImport& mi, BlockState& block) {
  block.entry = mi.stack;
  if (block.predecessors <= 1) {
    // The temporaries of the values must not be reused.
    for (auto& s : mi.stack) if (s.is_struct()) { mi.used_temps.clear(); break; }
    return;
  }
  for (auto& s : mi.stack) {
    llvm::AllocaInst* slot;
    if (s.is_struct()) {
      slot = entry_alloca(mi, mi.m.memory_type(s.type), mi.m.align(s.type), "stack");
      copy_struct(mi, slot, s.v, s.type, Dest::Local);
    } else {
      slot = entry_alloca(mi, s.v->getType(), 8, "stack");
      mi.b.CreateStore(s.v, slot);
    }
    block.slots.push_back(slot);
  }
}

// An int32 that meets a native int, or a float that meets a double, takes the larger type: the slot and what earlier predecessors stored there are widened.
// A block that was imported before keeps its type; CoreCLR would import it again.
void widen(MethodImport& mi, BlockState& block, size_t k, const StackValue& arrival) {
  StackValue& entry = block.entry[k];
  bool integer = entry.kind == StackKind::I4 && (arrival.kind == StackKind::Native || arrival.kind == StackKind::ByRef);
  bool real = entry.kind == StackKind::F4 && arrival.kind == StackKind::F8;
  if ((!integer && !real) || !block.bb->empty()) return;
  llvm::Type* type = integer ? static_cast<llvm::Type*>(mi.m.i64()) : llvm::Type::getDoubleTy(mi.m.llvm);
  llvm::AllocaInst* wide = entry_alloca(mi, type, 8, "stack");
  for (auto* user : llvm::make_early_inc_range(block.slots[k]->users())) {
    auto* narrow = llvm::cast<llvm::StoreInst>(user);
    llvm::IRBuilder<> b(narrow);
    Value* v = narrow->getValueOperand();
    b.CreateStore(integer ? b.CreateSExt(v, type) : b.CreateFPExt(v, type), wide);
    narrow->eraseFromParent();
  }
  block.slots[k]->eraseFromParent();
  block.slots[k] = wide;
  entry.kind = integer ? StackKind::Native : StackKind::F8;
  entry.type = nullptr;
}

void later_arrival(MethodImport& mi, BlockState& block) {
  if (block.entry.size() != mi.stack.size()) invalid_il("stack depths differ where blocks meet");
  if (block.slots.size() != block.entry.size()) invalid_il("a block has more predecessors than were counted");
  for (size_t k = 0; k < mi.stack.size(); k++) {
    auto& s = mi.stack[k];
    auto& entry = block.entry[k];
    if (entry.is_struct() != s.is_struct()) invalid_il("stack types differ where blocks meet");
    widen(mi, block, k, s);
    if (s.is_struct()) {
      if (mi.m.size(s.type) != mi.m.size(entry.type)) invalid_il("stack types differ where blocks meet");
      copy_struct(mi, block.slots[k], s.v, entry.type, Dest::Local);
    } else {
      mi.b.CreateStore(coerce(mi, s, block.slots[k]->getAllocatedType()), block.slots[k]);
    }
    merge_facts(mi, entry, s);
  }
}

void load_entry(MethodImport& mi, BlockState& block) {
  mi.stack = block.entry;
  if (block.slots.empty()) return;
  for (size_t k = 0; k < mi.stack.size(); k++) {
    auto& s = mi.stack[k];
    if (s.is_struct()) {
      Value* copy = temporary(mi, s.type);
      copy_struct(mi, copy, block.slots[k], s.type, Dest::Local);
      s.v = copy;
    } else {
      s.v = mi.b.CreateLoad(block.slots[k]->getAllocatedType(), block.slots[k]);
    }
  }
}

void recycle_temporaries(MethodImport& mi) {
  for (auto& [key, list] : mi.used_temps) {
    auto& free = mi.free_temps[key];
    free.insert(free.end(), list.begin(), list.end());
  }
  mi.used_temps.clear();
}

void branch_if(MethodImport& mi, Value* condition, uint32_t target) {
  auto* taken = enter_block(mi, target);
  auto* next = enter_block(mi, mi.ip + 1);
  if (taken == next) mi.b.CreateBr(taken);
  else mi.b.CreateCondBr(condition, taken, next);
}

Value* truth(MethodImport& mi, const StackValue& s) {
  if (s.is_struct()) invalid_il("a value type is no condition");
  if (s.v->getType()->isFloatingPointTy()) return mi.b.CreateFCmpUNE(s.v, llvm::ConstantFP::get(s.v->getType(), 0));
  return mi.b.CreateIsNotNull(s.v);
}

void import_switch(MethodImport& mi, const Instr& i) {
  StackValue value = mi.pop();
  Value* v = as_i32(mi, value);
  auto* next = enter_block(mi, mi.ip + 1);
  std::vector<llvm::BasicBlock*> cases;
  for (uint32_t target : *i.switch_targets) cases.push_back(enter_block(mi, target));
  auto* s = mi.b.CreateSwitch(v, next, cases.size());
  for (size_t k = 0; k < cases.size(); k++) if (cases[k] != next) s->addCase(mi.b.getInt32(k), cases[k]);
}

void import_folded(MethodImport& mi, const Instr& i, int target) {
  if (i.op == Op::Switch) {
    mi.pop();
    mi.b.CreateBr(enter_block(mi, target ? (*i.switch_targets)[target - 1] : mi.ip + 1));
    return;
  }
  mi.pop();
  if (i.op != Op::Brfalse && i.op != Op::Brtrue) mi.pop();
  mi.b.CreateBr(enter_block(mi, target ? i.target : mi.ip + 1));
}

}  // namespace

void find_blocks(MethodImport& mi) {
  auto& blocks = mi.state->blocks;
  auto& code = mi.body->code;
  auto leader = [&](uint32_t index) { blocks[index].begin = index; };
  leader(0);
  blocks[0].predecessors++;
  for (auto& r : mi.body->regions) {
    for (uint32_t at : {r.try_begin, r.try_end, r.handler_begin, r.handler_end}) leader(at);
    blocks[r.handler_begin].predecessors += 2;
    if (r.kind == EHClause::Filter) leader(r.filter_begin), blocks[r.filter_begin].predecessors += 2;
  }
  // First the leaders, then the edges: a fall-through counts only where a block ends.
  for (uint32_t k = 0; k < code.size(); k++)
    if (reachable(mi, k) && ends_block(code[k].op)) {
      leader(k + 1);
      successors(mi, k, leader);
    }
  for (uint32_t k = 0; k < code.size(); k++) {
    if (!reachable(mi, k) || !(ends_block(code[k].op) || blocks.contains(k + 1))) continue;
    successors(mi, k, [&](uint32_t to) { blocks[to].predecessors++; });
  }
}

llvm::BasicBlock* block_at(MethodImport& mi, uint32_t index) {
  auto it = mi.state->blocks.find(index);
  if (it == mi.state->blocks.end()) invalid_il("branch to a place that is no block");
  auto& block = it->second;
  if (block.bb) return block.bb;
  block.bb = llvm::BasicBlock::Create(mi.m.llvm, "il" + std::to_string(index), mi.fn);
  if (!reachable(mi, index)) {
    // Proved to be never reached; if the proof is wrong, stop here.
    llvm::IRBuilder<> b(block.bb);
    b.CreateIntrinsic(llvm::Intrinsic::trap, {}, {});
    b.CreateUnreachable();
    block.queued = true;
  }
  return block.bb;
}

llvm::BasicBlock* enter_block(MethodImport& mi, uint32_t index) {
  auto* bb = block_at(mi, index);
  if (!reachable(mi, index)) return bb;
  auto& block = mi.state->blocks[index];
  if (!block.queued) {
    first_arrival(mi, block);
    block.queued = true;
    mi.state->queue.push_back(index);
  } else {
    later_arrival(mi, block);
  }
  return bb;
}

// Handlers start with the exception object (catch, filter) or nothing (finally, fault).
void enqueue_handler(MethodImport& mi, uint32_t index, const StackValue* exception) {
  block_at(mi, index);
  auto& block = mi.state->blocks[index];
  if (block.queued) return;
  block.queued = true;
  if (exception) {
    block.entry = {*exception};
    if (auto* slot = llvm::dyn_cast<llvm::AllocaInst>(exception->v)) block.slots = {slot};
  }
  mi.state->queue.push_back(index);
}

void import_instruction(MethodImport&);  // import.cc

namespace {

void import_block(MethodImport& mi, uint32_t index) {
  auto& block = mi.state->blocks[index];
  auto& code = mi.body->code;
  mi.b.SetInsertPoint(block.bb);
  mi.state->region = mi.state->in_filter ? -1 : region_at(mi, index);
  mi.checked.clear();
  mi.state->initialised_here.clear();
  mi.terminated = false;
  load_entry(mi, block);
  if (index < code.size()) set_line(mi, code[index].offset, true);
  if (!mi.stack.empty() && !mi.state->in_filter)
    for (auto& r : mi.body->regions) if (r.try_begin == index) invalid_il("a try block is entered with values on the evaluation stack");
  for (mi.ip = index;; mi.ip++) {
    if (mi.ip >= code.size()) invalid_il("control falls off the end of the method");
    if (mi.ip != index && mi.state->blocks.contains(mi.ip)) {
      mi.b.CreateBr(enter_block(mi, mi.ip));
      break;
    }
    if (!reachable(mi, mi.ip)) {
      mi.b.CreateIntrinsic(llvm::Intrinsic::trap, {}, {});
      mi.b.CreateUnreachable();
      break;
    }
    import_instruction(mi);
    if (mi.terminated || ends_block(code[mi.ip].op)) break;
  }
  recycle_temporaries(mi);
}

}  // namespace

void import_blocks(MethodImport& mi) {
  auto& queue = mi.state->queue;
  while (!queue.empty()) {
    auto next = std::min_element(queue.begin(), queue.end());
    uint32_t index = *next;
    queue.erase(next);
    import_block(mi, index);
  }
}

bool import_branch(MethodImport& mi, const Instr& i) {
  int folded = folded_target(mi, mi.ip);
  if (folded >= 0 && (is_conditional(i.op) || i.op == Op::Switch)) { import_folded(mi, i, folded); return true; }
  switch (i.op) {
    case Op::Br: mi.b.CreateBr(enter_block(mi, i.target)); return true;
    case Op::Brtrue: { Value* c = truth(mi, mi.pop()); branch_if(mi, c, i.target); return true; }
    case Op::Brfalse: { Value* c = mi.b.CreateNot(truth(mi, mi.pop())); branch_if(mi, c, i.target); return true; }
    case Op::Switch: import_switch(mi, i); return true;
    default: break;
  }
  if (!is_conditional(i.op)) return false;
  StackValue b = mi.pop(), a = mi.pop();
  branch_if(mi, compare(mi, i.op, a, b), i.target);
  return true;
}

}  // namespace ahead
