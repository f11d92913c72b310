// Sparse conditional constant propagation over IL.
//
// Library code is full of branches that are decided by the program's shape: `if (typeof(T) == typeof(int))`, `if (Vector128.IsHardwareAccelerated)`,
// `if (EventSource.IsSupported)`, `x is IFoo` for a value type. A compiler that follows both sides compiles (and keeps alive) three times what it needs:
// for hello world 12,000 bodies instead of 3,300. So before anybody looks at a body we run Wegman and Zadeck's algorithm over it: every argument,
// local and stack slot is `unvisited`, one constant, or `anything`; only edges that can be taken are followed; where edges meet, different
// constants become `anything`. Values only go down, so this ends. A toy: in `x = 1; if (x == 2) x = f(); return x` the call is never reached, hence the
// result is 1; a pass that first collects constants and then prunes would find neither.
//
// Locals whose address is taken are `anything`, except for `ldloca; initobj`, which is how IL writes `x = default(T)`. Handlers start with
// everything that the method ever stores as `anything`. Calls fold through `known_call` (facts about types) and through summaries of small callees.
//
// A second walk over the final states writes the facts down, so that they never depend on the order of the first.
#include <deque>

#include "survive/bodies.h"

namespace ahead {

namespace {

using State = std::vector<Abs>;  // arguments, locals, then the evaluation stack

class Folder {
 public:
  Folder(Bodies& bodies, Body& body, std::span<const Abs> args, int depth, Folded* facts)
      : bodies_(bodies), types_(bodies.types), body_(body), depth_(depth), facts_(facts) { prepare(args); }

  Summary run() {
    enter(0, initial_);
    while (!work_.empty()) {
      uint32_t at = work_.front();
      work_.pop_front();
      queued_[at] = false;
      walk_block(at);
    }
    recording_ = true;
    if (facts_) facts_->reachable.assign(body_.code.size(), false);
    summary_ = {};
    summary_.pure = body_.regions.empty();
    for (uint32_t at = 0; at < body_.code.size(); ++at)
      if (visited_[at]) walk_block(at);
    if (facts_) finish_facts();
    if (!returned_) summary_.pure = false;
    return summary_;
  }

 private:
  // -- preparation --
  void prepare(std::span<const Abs> args) {
    Method* m = body_.method;
    size_t n = body_.code.size();
    states_.resize(n), visited_.resize(n), queued_.resize(n), leader_.resize(n);
    if (m->sig.has_this) {
      bool ref = !m->owner->is_value_type;
      var_types_.push_back(ref ? m->owner : types_.byref_to(m->owner));
      initial_.push_back(!args.empty() && args[0].kind != Abs::Top ? args[0] : Abs::of(Abs::Top));
    }
    for (Type* p : m->sig.params) {
      size_t i = var_types_.size();
      var_types_.push_back(p);
      initial_.push_back(i < args.size() ? stored_as(types_, args[i], p) : Abs{});
    }
    arg_count_ = uint32_t(var_types_.size());
    for (auto& [type, pinned] : body_.locals) {
      var_types_.push_back(type);
      initial_.push_back(body_.init_locals && !pinned ? default_of(types_, type) : Abs{});
    }
    find_leaders();
    find_stores();
  }

  void mark(uint32_t i) { if (i < leader_.size()) leader_[i] = true; }
  void find_leaders() {
    for (uint32_t i = 0; i < body_.code.size(); ++i) {
      const Instr& in = body_.code[i];
      if (op_operand(in.op) == OperandKind::Branch) mark(in.target), mark(i + 1);
      if (in.switch_targets) { for (uint32_t t : *in.switch_targets) mark(t); mark(i + 1); }
    }
    for (const Region& r : body_.regions) {
      mark(r.try_begin), mark(r.try_end), mark(r.handler_begin), mark(r.handler_end);
      if (r.kind == EHClause::Filter) mark(r.filter_begin);
    }
  }

  // Stores in finally and fault handlers happen behind the back of `leave`: those variables are unknown everywhere.
  void find_stores() {
    stored_.assign(var_types_.size(), false);
    std::vector<bool> unknown(var_types_.size(), false);
    for (uint32_t i = 0; i < body_.code.size(); ++i) {
      const Instr& in = body_.code[i];
      bool address = in.op == Op::Ldloca || in.op == Op::Ldarga;
      if (!address && in.op != Op::Stloc && in.op != Op::Starg) continue;
      uint32_t v = var(in);
      if (v >= stored_.size()) continue;
      stored_[v] = true;
      bool initialised = address && i + 1 < body_.code.size() && body_.code[i + 1].op == Op::Initobj && !leader_[i + 1];
      if ((address && !initialised) || in_finally(i)) unknown[v] = true;
    }
    for (uint32_t v = 0; v < unknown.size(); ++v)
      if (unknown[v]) initial_[v] = {};
    unknown_ = std::move(unknown);
  }
  bool in_finally(uint32_t i) const {
    for (const Region& r : body_.regions)
      if ((r.kind == EHClause::Finally || r.kind == EHClause::Fault) && i >= r.handler_begin && i < r.handler_end) return true;
    return false;
  }
  uint32_t var(const Instr& in) const {
    bool arg = in.op == Op::Ldarg || in.op == Op::Ldarga || in.op == Op::Starg;
    return arg ? in.index : arg_count_ + in.index;
  }

  // -- the worklist --
  void enter(uint32_t at, const State& s) {
    if (recording_ || at >= states_.size()) return;
    bool changed = !visited_[at];
    if (changed) states_[at] = s;
    else changed = merge_into(states_[at], s);
    if (changed && !queued_[at]) queued_[at] = true, work_.push_back(at);
    visited_[at] = true;
  }
  bool merge_into(State& into, const State& from) {
    if (into.size() != from.size()) throw BadImage("evaluation stack differs in depth where control flow meets");
    bool changed = false;
    for (size_t i = 0; i < into.size(); ++i) {
      Abs m = merge(into[i], from[i]);
      if (!m.same(into[i])) changed = true;
      into[i] = m;
      if (i >= var_types_.size()) into[i].origin = -1;
    }
    return changed;
  }

  void enter_handlers(uint32_t at) {
    for (const Region& r : body_.regions) {
      if (at < r.try_begin || at >= r.try_end) continue;
      State s = initial_;
      for (size_t v = 0; v < s.size(); ++v) if (stored_[v]) s[v] = {};
      bool catches = r.kind == EHClause::Catch || r.kind == EHClause::Filter;
      if (catches) s.push_back(Abs::of(Abs::NonNull));
      if (r.kind == EHClause::Filter) enter(r.filter_begin, s);
      enter(r.handler_begin, s);
    }
  }

  void walk_block(uint32_t at) {
    state_ = states_[at];
    for (Abs& a : state_) a.origin = -1;
    enter_handlers(at);
    for (uint32_t i = at;; ++i) {
      if (i >= body_.code.size()) return;
      if (i != at && leader_[i]) { use_stack(); return enter(i, state_); }
      if (recording_ && facts_) facts_->reachable[i] = true;
      if (!step(i)) return;
    }
  }

  // -- the stack --
  void push(Abs a) { state_.push_back(a); }
  void push(Abs a, uint32_t origin) { a.origin = int32_t(origin); state_.push_back(a); }
  Abs pop() {
    if (state_.size() <= var_types_.size()) throw BadImage("evaluation stack underflow");
    Abs a = state_.back();
    state_.pop_back();
    return a;
  }
  // The value is consumed by something that stays in the program.
  Abs take() { Abs a = pop(); use(a); return a; }
  void use(const Abs& a) { if (recording_ && a.origin >= 0) used_.insert(uint32_t(a.origin)); }
  void use_stack() { for (size_t i = var_types_.size(); i < state_.size(); ++i) use(state_[i]), state_[i].origin = -1; }
  size_t stack_depth() const { return state_.size() - var_types_.size(); }
  const Abs& peek(size_t from_top) const {
    if (stack_depth() <= from_top) throw BadImage("evaluation stack underflow");
    return state_[state_.size() - 1 - from_top];
  }

  void impure() { if (recording_) summary_.pure = false; }
  void record(uint32_t i, const Abs& a) {
    if (!recording_ || !facts_) return;
    Folded::Value v;
    switch (a.kind) {
      case Abs::Int32: v.kind = Folded::Value::Int32; v.i = a.i; break;
      case Abs::Int64: v.kind = Folded::Value::Int64; v.i = a.i; break;
      case Abs::Null: v.kind = Folded::Value::Null; break;
      case Abs::TypeHandle: v.kind = Folded::Value::TypeHandle; v.type = a.type; break;
      case Abs::TypeObject: v.kind = Folded::Value::TypeObject; v.type = a.type; break;
      default: return;
    }
    facts_->results[i] = v;
  }
  static bool recordable(const Abs& a) { return a.is_int() || a.kind == Abs::Null || a.kind == Abs::TypeHandle || a.kind == Abs::TypeObject; }

  // An instruction that is replaced by a constant: its operands are dropped, not used.
  void replace(uint32_t i, size_t pops, const Abs& a) {
    for (size_t n = 0; n < pops; ++n) pop();
    record(i, a);
    push(a, i);
  }

  // -- one instruction; false when control does not go on to the next --
  bool step(uint32_t i) {
    try {
      return dispatch(i);
    } catch (const LoadError& e) {
      return invalid(i, e.kind, e.what());
    } catch (const BadImage& e) {
      if (std::string_view(e.what()).starts_with("evaluation stack")) throw;
      return invalid(i, LoadError::BadImageFormat, e.what());
    }
  }
  bool invalid(uint32_t i, LoadError::Kind kind, const char* message) {
    impure();
    if (recording_ && facts_) facts_->invalid[i] = {kind, message};
    return false;
  }

  Type* type(uint32_t i) {
    Instr& in = body_.code[i];
    Type* t = body_.type(types_, in);
    if (op_operand(in.op) == OperandKind::Type) in.resolved = t;
    return t;
  }
  Method* callee(uint32_t i) {
    Instr& in = body_.code[i];
    Method* m = executing_assembly(types_, body_.callee(types_, in), body_.method);
    in.resolved = m;
    if (!in.constrained.nil() && !in.constrained_type) in.constrained_type = body_.constrained(types_, in);
    return m;
  }
  Field* field(uint32_t i) {
    Field* f = body_.field(types_, body_.code[i]);
    body_.code[i].resolved = f;
    return f;
  }

  bool dispatch(uint32_t i);
  bool branch(uint32_t i);
  bool switch_(uint32_t i);
  bool take_branch(uint32_t i, size_t pops, int taken);
  void call(uint32_t i);
  void load_token(uint32_t i);
  void box(uint32_t i);
  bool elide_box(uint32_t i, Type* t);
  void isinst(uint32_t i, bool cast);
  void default_step(uint32_t i);
  void ret();
  void finish_facts();

  Op op_at(uint32_t i) const { return i < body_.code.size() && !leader_[i] ? body_.code[i].op : Op::Nop; }

  Bodies& bodies_; TypeSystem& types_; Body& body_; int depth_; Folded* facts_;
  std::vector<Type*> var_types_;
  uint32_t arg_count_ = 0;
  State initial_, state_;
  std::vector<State> states_;
  std::vector<bool> visited_, queued_, leader_, stored_, unknown_;
  std::deque<uint32_t> work_;
  bool recording_ = false, returned_ = false;
  std::unordered_set<uint32_t> used_;
  Summary summary_;
};

bool Folder::dispatch(uint32_t i) {
  Instr& in = body_.code[i];
  switch (in.op) {
    case Op::Nop: return true;
    case Op::LdcI4: push(Abs::int32(in.i)); return true;
    case Op::LdcI8: push(Abs::int64(in.i)); return true;
    case Op::Ldnull: push(Abs::of(Abs::Null)); return true;
    case Op::Ldstr: push(Abs::of(Abs::NonNull)); return true;
    case Op::Ldarg: case Op::Ldloc: {
      uint32_t v = var(in);
      if (v >= var_types_.size()) throw BadImage("no such argument or local");
      push(unknown_[v] ? Abs{} : state_[v]);
      state_.back().origin = -1;
      return true;
    }
    case Op::Starg: case Op::Stloc: {
      uint32_t v = var(in);
      if (v >= var_types_.size()) throw BadImage("no such argument or local");
      Abs a = take();
      state_[v] = unknown_[v] ? Abs{} : stored_as(types_, a, var_types_[v]);
      return true;
    }
    case Op::Ldarga: case Op::Ldloca: {
      uint32_t v = var(in);
      if (v >= var_types_.size()) throw BadImage("no such argument or local");
      bool tracked = !unknown_[v] && op_at(i + 1) == Op::Initobj;
      push(tracked ? Abs{Abs::Address, int64_t(v)} : Abs{});
      return true;
    }
    case Op::Initobj: {
      Abs a = take();
      type(i);
      if (a.kind == Abs::Address) state_[size_t(a.i)] = default_of(types_, var_types_[size_t(a.i)]);
      else impure();
      return true;
    }
    case Op::Dup: {
      use(peek(0));
      state_.back().origin = -1;
      if (state_.back().kind == Abs::Boxed) state_.back().kind = Abs::Exact;
      push(state_.back());
      return true;
    }
    case Op::Pop: pop(); return true;
    case Op::Br: use_stack(); enter(in.target, state_); return false;
    case Op::Leave: state_.resize(var_types_.size()); enter(in.target, state_); return false;
    case Op::Brfalse: case Op::Brtrue: case Op::Beq: case Op::Bge: case Op::Bgt: case Op::Ble: case Op::Blt:
    case Op::BneUn: case Op::BgeUn: case Op::BgtUn: case Op::BleUn: case Op::BltUn: return branch(i);
    case Op::Switch: return switch_(i);
    case Op::Ret: ret(); return false;
    case Op::Throw: case Op::Rethrow: case Op::Endfinally: case Op::Endfilter: case Op::Jmp:
      impure();
      if (in.op == Op::Jmp) callee(i);
      use_stack();
      return false;
    case Op::Sizeof: replace(i, 0, Abs::int32(types_.size_of(type(i)))); return true;
    case Op::Ldtoken: load_token(i); return true;
    case Op::Call: case Op::Callvirt: call(i); return true;
    case Op::Box: box(i); return true;
    case Op::Isinst: isinst(i, false); return true;
    case Op::Castclass: isinst(i, true); return true;
    case Op::UnboxAny:
      if (!type(i)->is_value_type) { isinst(i, true); return true; }
      if (i > 0 && !leader_[i] && body_.code[i - 1].op == Op::Box && type(i - 1) == type(i)) return true;
      break;
    case Op::Ldsfld:
      if (std::optional<Abs> a = known_field(bodies_, field(i), depth_)) {
        if (a->kind == Abs::NonNull) {  // String.Empty
          if (recording_ && facts_) facts_->results[i].kind = Folded::Value::String;
          push(*a, i);
        } else replace(i, 0, *a);
        return true;
      }
      impure();
      push({}, i);
      return true;
    case Op::Ceq: case Op::Cgt: case Op::CgtUn: case Op::Clt: case Op::CltUn:
      if (std::optional<bool> r = fold_compare(in.op, peek(1), peek(0))) { replace(i, 2, Abs::int32(*r)); return true; }
      break;
    default: break;
  }
  default_step(i);
  return true;
}

// Everything without a rule of its own: arithmetic if the operands are known, else only the stack effect.
void Folder::default_step(uint32_t i) {
  Instr& in = body_.code[i];
  bool arithmetic = (in.op >= Op::Add && in.op <= Op::CltUn) || (in.op >= Op::ConvI1 && in.op <= Op::ConvOvfUUn);
  if (arithmetic) {
    std::optional<Abs> a = op_pops(in.op) == 2 ? fold_binary(in.op, peek(1), peek(0)) : fold_unary(in.op, peek(0));
    bool may_throw = in.op == Op::Div || in.op == Op::DivUn || in.op == Op::Rem || in.op == Op::RemUn || (in.op >= Op::AddOvf && in.op <= Op::SubOvfUn) ||
                     (in.op >= Op::ConvOvfI1 && in.op <= Op::ConvOvfUUn);
    if (may_throw && !a) impure();
    for (int n = op_pops(in.op); n > 0; --n) take();
    push(a.value_or(Abs{}));
    return;
  }
  impure();
  switch (op_operand(in.op)) {
    case OperandKind::Type: type(i); break;
    case OperandKind::Field: field(i); break;
    case OperandKind::Method: callee(i); break;
    default: break;
  }
  int pops = op_pops(in.op), pushes = op_pushes(in.op);
  if (in.op == Op::Newobj) {
    Method* ctor = callee(i);
    for (size_t n = 0; n < ctor->sig.params.size(); ++n) take();
    // new int[0...] may make a vector.
    bool exact = !ctor->owner->is_value_type && ctor->owner->kind != ElementKind::String && !(ctor->owner->kind == ElementKind::Array && ctor->owner->index == 1);
    push(exact ? Abs::of(Abs::Exact, ctor->owner) : Abs::of(ctor->owner->is_value_type ? Abs::Top : Abs::NonNull));
    return;
  }
  if (in.op == Op::Calli) {
    Signature sig = body_.call_sig(types_, in);
    pops = int(sig.params.size()) + (sig.has_this && !sig.explicit_this) + 1;
    pushes = sig.ret->kind != ElementKind::Void;
  }
  for (; pops > 0; --pops) take();
  Abs out = in.op == Op::Newarr ? Abs::of(Abs::Exact, types_.szarray_of(type(i))) : Abs{};
  for (; pushes > 0; --pushes) push(out);
}

void Folder::ret() {
  Type* type = body_.method->sig.ret;
  Abs a = type->kind == ElementKind::Void ? Abs{} : stored_as(types_, take(), type);
  if (!recording_) return;
  summary_.result = returned_ ? merge(summary_.result, a) : a;
  returned_ = true;
}

// -- branches --
bool Folder::take_branch(uint32_t i, size_t pops, int taken) {
  for (size_t n = 0; n < pops; ++n) pop();
  use_stack();
  if (recording_ && facts_) facts_->branches[i] = taken;
  enter(taken ? body_.code[i].target : i + 1, state_);
  return false;
}

bool Folder::branch(uint32_t i) {
  const Instr& in = body_.code[i];
  std::optional<bool> taken;
  size_t pops = 2;
  if (in.op == Op::Brtrue || in.op == Op::Brfalse) {
    pops = 1;
    const Abs& a = peek(0);
    if (a.is_int()) taken = (a.i != 0) == (in.op == Op::Brtrue);
    else if (a.kind == Abs::Null) taken = in.op == Op::Brfalse;
    else if (a.not_null()) taken = in.op == Op::Brtrue;
  } else {
    taken = fold_compare(in.op, peek(1), peek(0));
  }
  if (taken) return take_branch(i, pops, *taken);
  for (size_t n = 0; n < pops; ++n) take();
  use_stack();
  enter(in.target, state_);
  enter(i + 1, state_);
  return false;
}

bool Folder::switch_(uint32_t i) {
  const Instr& in = body_.code[i];
  const std::vector<uint32_t>& targets = *in.switch_targets;
  if (peek(0).kind == Abs::Int32) {
    uint32_t v = uint32_t(pop().i);
    use_stack();
    bool listed = v < targets.size();
    if (recording_ && facts_) facts_->branches[i] = listed ? int(v) + 1 : 0;
    enter(listed ? targets[v] : i + 1, state_);
    return false;
  }
  take();
  use_stack();
  for (uint32_t t : targets) enter(t, state_);
  enter(i + 1, state_);
  return false;
}

// -- calls --
void Folder::call(uint32_t i) {
  Method* m = callee(i);
  if (const std::u16string* text = bodies_.resource_text(m)) {
    body_.code[i].op = Op::Ldstr, body_.code[i].resolved = text;
    return push(Abs::of(Abs::NonNull));
  }
  Type* constrained = const_cast<Type*>(body_.code[i].constrained_type);
  size_t count = m->sig.params.size() + (m->sig.has_this ? 1 : 0);
  if (stack_depth() < count) throw BadImage("evaluation stack underflow");
  std::vector<Abs> args(state_.end() - ptrdiff_t(count), state_.end());
  std::optional<Abs> known = known_call(bodies_, m, args, constrained);
  bool is_void = m->sig.ret->kind == ElementKind::Void;
  if (!known && depth_ > 0 && m->array_op == ArrayOp::None) {
    CallTarget t = call_target(types_, body_, body_.code[i]);
    bool this_ok = !t.null_check || args[0].not_null();
    if (t.kind == CallTarget::Direct && t.receiver == CallTarget::AsIs && this_ok) {
      Summary s = bodies_.summary(t.method, args, depth_ - 1);
      if (s.pure && is_void) {
        for (size_t n = 0; n < count; ++n) pop();
        if (recording_ && facts_) facts_->results[i] = {};
        return;
      }
      if (s.pure && recordable(s.result)) known = s.result;
    }
  }
  if (known) return replace(i, count, *known);
  impure();
  if (recording_ && facts_ && makes_objects(types_, m) != Makes::Nothing)
    for (const Abs& a : args)
      if ((a.kind == Abs::TypeObject || a.kind == Abs::TypeHandle) && !a.type->open) { facts_->makes[i] = a.type; break; }
  for (size_t n = 0; n < count; ++n) take();
  if (!is_void) push({});
}

void Folder::load_token(uint32_t i) {
  const Instr& in = body_.code[i];
  Table table = in.token.table();
  bool is_type = (in.resolved && table != Table::MethodDef) || table == Table::TypeDef || table == Table::TypeRef || table == Table::TypeSpec;
  if (!is_type) { impure(); push({}); return; }
  push(Abs::of(Abs::TypeHandle, type(i)), i);
}

// -- boxes and casts --
void Folder::box(uint32_t i) {
  Type* t = type(i);
  if (!t->is_value_type) return;  // reference types: no operation
  if (elide_box(i, t)) return;
  take();
  push(t->is_nullable ? Abs{} : Abs::of(Abs::Boxed, t), i);
}

// `box T` right before the only use that the box has. Marks the instructions that become nothing; the value stays unboxed on the stack, and what is
// known about it (never null, exact type) is pushed in its place.
bool Folder::elide_box(uint32_t i, Type* t) {
  auto elide = [&](uint32_t at) { if (recording_ && facts_) facts_->elided.insert(at); };
  auto is_branch = [&](uint32_t at) { return op_at(at) == Op::Brtrue || op_at(at) == Op::Brfalse; };
  auto is_null_test = [&](uint32_t at) { return op_at(at) == Op::Ldnull && (op_at(at + 1) == Op::CgtUn || op_at(at + 1) == Op::Ceq); };
  if (op_at(i + 1) == Op::UnboxAny && type(i + 1) == t) {
    elide(i);
    return true;
  }
  if (t->is_nullable) return false;
  bool tested = is_branch(i + 1) || is_null_test(i + 1) || op_at(i + 1) == Op::Pop;
  bool typed = (op_at(i + 1) == Op::Call || op_at(i + 1) == Op::Callvirt) && callee(i + 1)->name() == "GetType" && callee(i + 1)->owner->kind == ElementKind::Object;
  if (op_at(i + 1) == Op::Isinst) {
    Type* target = type(i + 1);
    if (!types_.can_cast(t, target)) tested = true;
    else if (is_branch(i + 2) || is_null_test(i + 2)) tested = true;
  }
  if (!tested && !typed) return false;
  elide(i);
  take();
  push(Abs::of(Abs::Boxed, t));
  return true;
}

void Folder::isinst(uint32_t i, bool cast) {
  Type* target = type(i);
  const Abs& a = peek(0);
  if (a.kind == Abs::Null) return replace(i, 1, Abs::of(Abs::Null));
  if (a.kind == Abs::TypeObject && target->def && (target->def->full_name == "System.RuntimeType" || target->def->full_name == "System.Type" ))
    return replace(i, 1, Abs::of(Abs::TypeObject, a.type));
  bool exact = a.kind == Abs::Boxed || a.kind == Abs::Exact;
  if (exact) {
    bool yes = types_.can_cast(a.type, target);
    bool no = !yes && !(target->is_interface && types_.is_dynamic_castable(a.type));
    if (no && !cast) return replace(i, 1, Abs::of(Abs::Null));
    if (yes) {
      if (recording_ && facts_ ) facts_->elided.insert(i);
      return;  // the same object stays
    }
  }
  take();
  impure();
  push({});
}

// unbox.any behind an elided box, and constants that nobody reads.
void Folder::finish_facts() {
  for (uint32_t i = 0; i + 1 < body_.code.size(); ++i) {
    if (!facts_->reachable[i]) continue;
    const Instr& in = body_.code[i];
    if (in.op == Op::Box && facts_->elided.count(i) && op_at(i + 1) == Op::UnboxAny) facts_->elided.insert(i + 1);
    bool constant = in.op == Op::Ldtoken || facts_->results.count(i);
    // A static field that only folded code looks at (`if (Log.IsEnabled())`): not even its type's initializer is needed.
    if (in.op == Op::Ldsfld && !constant && !used_.count(i) && !facts_->invalid.count(i) && static_cast<const Field*>(in.resolved)->owner->def->before_field_init) {
      facts_->results[i].kind = Folded::Value::Null;
      constant = true;
    }
    if (constant && !used_.count(i)) facts_->unused.insert(i);
  }
}

}  // namespace

Summary fold(Bodies& bodies, Body& body, std::span<const Abs> args, int depth, Folded* facts) {
  return Folder(bodies, body, args, depth, facts).run();
}

}  // namespace ahead
