// Writes bodies of methods that the compiler invents or replaces. Operands are entities, not tokens.
#pragma once
#include "survive/bodies.h"

namespace ahead {

struct Assembler {
  explicit Assembler(Method* m) : body(std::make_unique<Body>()) {
    body->method = m;
    body->module = m->def->module;
    body->context = {m->owner->args, m->args};
    body->max_stack = 4;
    body->init_locals = true;
  }
  std::unique_ptr<Body> body;

  uint32_t here() const { return uint32_t(body->code.size()); }
  Assembler& op(Op o, const void* operand = nullptr) {
    Instr in{};
    in.op = o;
    in.offset = in.next_offset = here();
    in.next_offset++;
    in.resolved = operand;
    body->code.push_back(in);
    return *this;
  }
  Assembler& op_i(Op o, int64_t i) { op(o); body->code.back().i = i; return *this; }
  uint32_t local(Type* t) { body->locals.push_back({t, false}); return uint32_t(body->locals.size() - 1); }

  // A branch forward: `at` later sets its target to the next instruction.
  uint32_t branch(Op o) { op(o); return here() - 1; }
  void land(uint32_t branch) { body->code[branch].i = here(); }

  std::unique_ptr<Body> ret() { op(Op::Ret); return std::move(body); }
};

}  // namespace ahead
