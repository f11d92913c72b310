#include "il/il.h"

namespace ahead {

// Instructions that control may reach.
static std::vector<bool> flow(const Body& body) {
  std::vector<bool> reached(body.code.size());
  std::vector<uint32_t> todo{0};
  std::vector<bool> entered(body.regions.size());
  while (!todo.empty()) {
    uint32_t i = todo.back();
    todo.pop_back();
    if (i >= reached.size() || reached[i]) continue;
    reached[i] = true;
    const Instr& in = body.code[i];
    if (op_operand(in.op) == OperandKind::Branch) todo.push_back(in.target);
    if (in.switch_targets) todo.insert(todo.end(), in.switch_targets->begin(), in.switch_targets->end());
    if (!ends_flow(in.op)) todo.push_back(i + 1);
    for (size_t k = 0; k < body.regions.size(); k++) {
      const Region& r = body.regions[k];
      if (entered[k] || i < r.try_begin || i >= r.try_end) continue;
      entered[k] = true;
      todo.push_back(r.handler_begin);
      if (r.kind == EHClause::Filter) todo.push_back(r.filter_begin);
    }
  }
  return reached;
}

// Numbers of arguments and locals come from the file; what follows indexes by them. A wrong one in dead code does no harm; CoreCLR, which
// looks for addresses and stores of arguments in all of the code before it compiles, sees only those.
static void check_indexes(Body& body) {
  const Signature& sig = body.method->sig;
  size_t args = sig.params.size() + (sig.has_this ? 1 : 0);
  std::vector<bool> reached;
  for (Instr& in : body.code) {
    if (op_operand(in.op) != OperandKind::Index) continue;
    bool arg = in.op == Op::Ldarg || in.op == Op::Ldarga || in.op == Op::Starg;
    if (in.index < (arg ? args : body.locals.size())) continue;
    bool looked_for = in.op == Op::Ldarga || in.op == Op::Ldloca || in.op == Op::Starg;
    if (reached.empty()) reached = flow(body);
    if (looked_for || reached[&in - body.code.data()]) bad_il(in.offset, arg ? "no such argument" : "no such local variable");
    in.op = Op::Nop;
  }
}

Body decode(TypeSystem& types, Method* method) {
  if (!method->def) throw BadImage("an array operation has no IL");
  const MethodDef* def = method->def->overlay ? method->def->overlay : method->def;
  Body body;
  body.method = method;
  body.module = def->module;
  body.context = {method->owner->args, method->args};
  std::optional<MethodBody> bytes = def->module->method_body(def->row);
  if (!bytes) throw BadImage(types.display_name(method) + " has no IL");
  try {
    decode_code(body, *bytes);
    if (!bytes->local_sig.nil()) body.locals = types.resolve_locals(body.module, bytes->local_sig, body.context);
    check_indexes(body);
    for (Region& r : body.regions)
      if (r.kind == EHClause::Catch) r.catch_type = types.resolve_type(body.module, r.catch_token, body.context);
  } catch (const BadImage& e) {
    throw BadImage(types.display_name(method) + ": " + e.what());
  }
  return body;
}

Type* Body::type(TypeSystem& types, const Instr& in) const {
  if (in.resolved) return static_cast<Type*>(const_cast<void*>(in.resolved));
  return types.resolve_type(module, in.token, context);
}

Method* Body::callee(TypeSystem& types, const Instr& in) const {
  if (in.resolved) return static_cast<Method*>(const_cast<void*>(in.resolved));
  return types.resolve_method(module, in.token, context);
}

Field* Body::field(TypeSystem& types, const Instr& in) const {
  if (in.resolved) return static_cast<Field*>(const_cast<void*>(in.resolved));
  Field* f = types.resolve_field(module, in.token, context);
  bool access = in.op == Op::Ldsfld || in.op == Op::Ldsflda || in.op == Op::Stsfld || in.op == Op::Ldfld || in.op == Op::Ldflda || in.op == Op::Stfld;
  if (access && f->def->is_literal()) throw LoadError(LoadError::MissingField, "Field not found: '" + types.field_name(f) + "'.");
  return f;
}

std::u16string_view Body::string(const Instr& in) const {
  if (in.resolved) return *static_cast<const std::u16string*>(in.resolved);
  return module->user_string(in.token);
}

Signature Body::call_sig(TypeSystem& types, const Instr& in) const {
  if (in.resolved) return *static_cast<const Type*>(in.resolved)->fn;
  return types.resolve_call_sig(module, in.token, context);
}

Type* Body::constrained(TypeSystem& types, const Instr& in) const {
  if (in.constrained_type) return const_cast<Type*>(in.constrained_type);
  return in.constrained.value ? types.resolve_type(module, in.constrained, context) : nullptr;
}

}  // namespace ahead
