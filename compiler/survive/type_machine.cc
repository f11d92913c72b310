#include "survive/type_machine.h"

#include <algorithm>

#include "survive/bodies.h"

namespace ahead {

bool Values::add(const Values& o) {
  bool changed = false;
  for (const Value& v : o.known) {
    auto at = std::lower_bound(known.begin(), known.end(), v);
    if (at != known.end() && *at == v) continue;
    if (known.size() >= kMaxValues) { if (!unknown) unknown = changed = true; break; }
    known.insert(at, v);
    changed = true;
  }
  if (o.unknown && !unknown) unknown = changed = true;
  if (static_type != o.static_type) static_type = nullptr;
  return changed;
}

Values constant_value(const Folded::Value& v) {
  using K = Folded::Value;
  if (v.type && (v.kind == K::TypeObject || v.kind == K::TypeHandle)) return Values::of({Value::TypeObject, v.type});
  if (v.kind == K::Int32) return Values::of({Value::Int, nullptr, uint32_t(v.i)});
  if (v.kind == K::Null) return {};
  return Values::other();
}

FlowAction flow_action(TypeSystem& types, const Method* m) {
  struct Row { std::string_view type; FlowAction action; };
  static const std::unordered_multimap<std::string_view, Row> table = {
#define FLOW(type, method, action) {method, {type, FlowAction::action}},
#include "survive/flow.def"
  };
  if (!m->owner->def) return FlowAction::None;
  auto [begin, end] = table.equal_range(m->name());
  for (auto it = begin; it != end; ++it)
    if (m->owner->def->full_name == it->second.type) return types.is_framework(m->owner->def->module) ? it->second.action : FlowAction::None;
  return FlowAction::None;
}

static std::string utf8(std::u16string_view s) {
  std::string r;
  for (char16_t c : s) {
    if (c < 0x80) r += char(c);
    else if (c < 0x800) r += char(0xc0 | c >> 6), r += char(0x80 | (c & 0x3f));
    else r += char(0xe0 | c >> 12), r += char(0x80 | (c >> 6 & 0x3f)), r += char(0x80 | (c & 0x3f));
  }
  return r;
}

Values TypeMachine::pop() {
  if (stack.empty()) throw BadImage("evaluation stack underflow");
  Values v = std::move(stack.back());
  stack.pop_back();
  return v;
}

std::vector<bool> TypeMachine::leaders() const {
  std::vector<bool> leader(body.code.size() + 1);
  for (uint32_t k = 0; k < body.code.size(); ++k) {
    const Instr& in = body.code[k];
    if (op_operand(in.op) == OperandKind::Branch) leader[in.target] = leader[k + 1] = true;
    if (in.switch_targets) for (uint32_t t : *in.switch_targets) leader[t] = leader[k + 1] = true;
  }
  for (const Region& r : body.regions) {
    leader[r.try_begin] = leader[r.handler_begin] = true;
    if (r.kind == EHClause::Filter) leader[r.filter_begin] = true;
  }
  return leader;
}

void TypeMachine::step(uint32_t k, const Instr& in) {
  switch (in.op) {
    case Op::Ldarg: case Op::Ldloc: return push(loaded(var(in)));
    case Op::Starg: case Op::Stloc: return assigned(var(in), pop());
    case Op::Ldarga: case Op::Ldloca: return push(address(var(in)));
    case Op::Dup: { Values v = pop(); push(v); return push(v); }
    case Op::LdcI4: return push(Values::of({Value::Int, nullptr, uint32_t(in.i)}));
    case Op::Ldstr: return push(Values::of({Value::Text, &*texts.insert(utf8(body.string(in))).first}));
    case Op::Ldnull: return push({});
    case Op::Ldtoken: return push(token(k, in));
    case Op::Newarr: {
      Values length = pop();
      if (!length.unknown && length.known.size() == 1 && length.known[0].kind == Value::Int) lengths[k] = length.known[0].number;
      Values v = Values::of({Value::ArrayAt, nullptr, k});
      v.static_type = types.szarray_of(body.type(types, in));
      return push(std::move(v));
    }
    case Op::StelemRef: case Op::Stelem: {
      Values v = pop(), index = pop(), array = pop();
      return element_assigned(array, index, v);
    }
    case Op::LdelemRef: case Op::Ldelem: {
      Values index = pop(), array = pop();
      return push(element(array, index));
    }
    case Op::Castclass: case Op::Isinst: return;     // the same object
    case Op::Box: case Op::UnboxAny: pop(); return push(boxed(body.type(types, in)));
    case Op::Ldfld: case Op::Ldsfld:
      if (in.op == Op::Ldfld) pop();
      if (auto* c = folded(k)) return push(constant_value(*c));
      return push(loaded(body.field(types, in)));
    case Op::Ldflda: case Op::Ldsflda:
      if (in.op == Op::Ldflda) pop();
      return push(address(body.field(types, in)));
    case Op::Stfld: case Op::Stsfld: {
      Values v = pop();
      if (in.op == Op::Stfld) pop();
      return assigned(body.field(types, in), v);
    }
    case Op::StindRef: case Op::Stobj: {
      Values v = pop(), address = pop();
      return assigned_at(address, v);
    }
    case Op::Call: case Op::Callvirt: case Op::Newobj: {
      Method* m = body.callee(types, in);
      bool makes = in.op == Op::Newobj;
      std::vector<Values> args(m->sig.params.size() + (m->sig.has_this && !makes ? 1 : 0));
      for (size_t n = args.size(); n-- > 0;) args[n] = pop();
      if (auto* c = folded(k)) {
        if (c->kind != Folded::Value::None) push(constant_value(*c));
        return;
      }
      Values result = called(k, in, m, args);
      if (makes || m->sig.ret->kind != ElementKind::Void) push(std::move(result));
      return;
    }
    case Op::Ret:
      if (body.method->sig.ret->kind != ElementKind::Void) returned(pop());
      return;
    default: break;
  }
  int pops = op_pops(in.op), pushes = op_pushes(in.op);
  if (in.op == Op::Calli) {
    Signature sig = types.resolve_call_sig(body.module, in.token, body.context);
    pops = int(sig.params.size()) + (sig.has_this && !sig.explicit_this) + 1;
    pushes = sig.ret->kind != ElementKind::Void;
  }
  for (; pops > 0; --pops) pop();
  auto* c = folded(k);
  for (; pushes > 0; --pushes) push(c ? constant_value(*c) : Values::other());
}

}  // namespace ahead
