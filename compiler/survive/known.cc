// Calls and fields whose value the compiler knows from types, feature switches or the target, without looking at IL.
#include "survive/bodies.h"
#include "survive/vectors.h"

namespace ahead {

namespace {

struct Query { TypeSystem& types; Method* method; std::span<const Abs> args; Type* constrained; };
using Answer = std::optional<Abs>;

Answer boolean(bool b) { return Abs::int32(b); }
// The type behind the receiver or first argument, if it is a known System.Type.
Type* subject(const Query& q, size_t n = 0) { return q.args.size() > n && q.args[n].kind == Abs::TypeObject ? q.args[n].type : nullptr; }
Answer about(const Query& q, bool (*test)(Type*)) {
  Type* t = subject(q);
  return t && !t->open ? boolean(test(t)) : std::nullopt;
}

Answer no(const Query&) { return boolean(false); }
Answer yes(const Query&) { return boolean(true); }
Answer has_vectors_256(const Query& q) { return boolean(vector_width(q.types.instruction_sets) >= 32); }
Answer has_vectors_512(const Query& q) { return boolean(vector_width(q.types.instruction_sets) >= 64); }
Answer vector_count(const Query& q) {              // of what is no vector: throws
  auto shape = vector_shape(q.method->owner, q.types.instruction_sets);
  return shape ? Answer(Abs::int32(shape->count())) : std::nullopt;
}
Answer vector_supported(const Query& q) { return boolean(bool(vector_shape(q.method->owner, q.types.instruction_sets))); }
Answer type_from_handle(const Query& q) {
  return q.args[0].kind == Abs::TypeHandle ? Answer(Abs::of(Abs::TypeObject, q.args[0].type)) : std::nullopt;
}
Answer handle_of_type(const Query& q) { Type* t = subject(q); return t ? Answer(Abs::of(Abs::TypeHandle, t)) : std::nullopt; }
Answer same_type(const Query& q) {
  if (q.args.size() != 2) return std::nullopt;
  auto known = [](const Abs& a) { return a.kind == Abs::TypeObject || a.kind == Abs::Null; };
  if (!known(q.args[0]) || !known(q.args[1])) return std::nullopt;
  return boolean(q.args[0].kind == q.args[1].kind && q.args[0].type == q.args[1].type);
}
Answer different_type(const Query& q) {
  Answer a = same_type(q);
  return a ? boolean(!a->i) : std::nullopt;
}
Answer same_object(const Query& q) {
  std::optional<bool> b = q.args.size() == 2 ? fold_compare(Op::Ceq, q.args[0], q.args[1]) : std::nullopt;
  return b ? boolean(*b) : std::nullopt;
}
Answer type_of_object(const Query& q) {
  if (q.constrained && q.constrained->is_value_type && !q.constrained->is_nullable) return Abs::of(Abs::TypeObject, q.constrained);
  bool exact = q.args[0].kind == Abs::Boxed || q.args[0].kind == Abs::Exact;
  return exact ? Answer(Abs::of(Abs::TypeObject, q.args[0].type)) : std::nullopt;
}

Answer type_is_value_type(const Query& q) { return about(q, [](Type* t) { return t->is_value_type; }); }
Answer type_is_primitive(const Query& q) { return about(q, [](Type* t) { return t->is_primitive(); }); }
Answer type_is_enum(const Query& q) { return about(q, [](Type* t) { return t->is_enum; }); }
Answer type_is_generic(const Query& q) { return about(q, [](Type* t) { return t->is_generic(); }); }
Answer type_is_byref_like(const Query& q) { return about(q, [](Type* t) { return t->is_byref_like; }); }
Answer type_is_interface(const Query& q) { return about(q, [](Type* t) { return t->is_interface; }); }
Answer type_is_array(const Query& q) { return about(q, [](Type* t) { return t->is_array(); }); }
Answer type_is_pointer(const Query& q) { return about(q, [](Type* t) { return t->kind == ElementKind::Ptr; }); }

Answer assignable(const Query& q, Type* from, Type* to) {
  if (!from || !to || from->open || to->open) return std::nullopt;
  if (from == to) return boolean(true);
  // Type.IsAssignableFrom treats Nullable<T> as assignable from T, pointers and enums have rules of their own: leave those to the library.
  if (from->is_nullable || to->is_nullable || from->is_pointer_like() || to->is_pointer_like()) return std::nullopt;
  return boolean(from->is_interface ? q.types.is_assignable_static(from, to) : q.types.can_cast(from, to));
}
Answer type_assignable_from(const Query& q) { return assignable(q, subject(q, 1), subject(q, 0)); }
Answer type_assignable_to(const Query& q) { return assignable(q, subject(q, 0), subject(q, 1)); }

// System.TypeCode of primitives; the table is by ElementKind from Boolean on.
Answer type_code(const Query& q) {
  Type* t = subject(q);
  if (!t || t->open) return std::nullopt;
  if (t->is_enum) t = q.types.enum_underlying(t);
  static constexpr int8_t codes[] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 18};  // Boolean Char I1 … R8 String
  if (t->kind >= ElementKind::Boolean && t->kind <= ElementKind::String) return Abs::int32(codes[int(t->kind) - int(ElementKind::Boolean)]);
  std::string_view name = type_full_name(t);
  if (name == "System.Decimal") return Abs::int32(15);
  if (name == "System.DateTime") return Abs::int32(16);
  if (name == "System.DBNull") return Abs::int32(2);
  return Abs::int32(1);
}
Answer enum_underlying(const Query& q) {
  Type* t = subject(q);
  return t && t->is_enum ? Answer(Abs::of(Abs::TypeObject, q.types.enum_underlying(t))) : std::nullopt;
}
Answer nullable_underlying(const Query& q) {
  Type* t = subject(q);
  if (!t || t->open) return std::nullopt;
  return t->is_nullable ? Abs::of(Abs::TypeObject, t->args[0]) : Abs::of(Abs::Null);
}
Answer generic_definition(const Query& q) {
  Type* t = subject(q);
  return t && t->is_generic() ? Answer(Abs::of(Abs::TypeObject, t->def->open)) : std::nullopt;
}
Answer contains_references(const Query& q) { return boolean(q.types.contains_refs(q.method->args[0])); }
// Equality of these types is equality of their bytes, and no Equals of their own says otherwise.
Answer bitwise_equatable(const Query& q) {
  Type* t = q.method->args[0];
  if (t->is_enum) t = q.types.enum_underlying(t);
  bool integer = (t->kind >= ElementKind::Boolean && t->kind <= ElementKind::U8) || t->kind == ElementKind::I || t->kind == ElementKind::U;
  return boolean(integer || t->kind == ElementKind::Ptr || type_full_name(t) == "System.Text.Rune");
}
Answer size_of(const Query& q) { return Abs::int32(q.types.size_of(q.method->args[0])); }

using Rule = Answer (*)(const Query&);
const std::unordered_map<std::string, Rule>& rules() {
  static const std::unordered_map<std::string, Rule> table = {
#define KNOWN(type, method, rule) {std::string(type) + "::" + method, rule},
#include "survive/known.def"
#undef KNOWN
  };
  return table;
}

// A property or method that a feature switch or ILLink.Substitutions.xml fixes.
Answer by_feature(Bodies& bodies, Method* m) {
  if (const Substitution* s = bodies.substitution(m->def)) {
    if (s->removed || !s->has_value || m->sig.ret->kind == ElementKind::Void) return std::nullopt;
    return stored_as(bodies.types, Abs::int64(s->value), m->sig.ret);
  }
  if (std::optional<bool> on = bodies.feature_switch(m->def)) return boolean(*on);
  return std::nullopt;
}

}  // namespace

Answer known_call(Bodies& bodies, Method* m, std::span<const Abs> args, Type* constrained) {
  if (!m->def || !m->owner->def) return std::nullopt;
  if (!m->is_virtual())
    if (Answer a = by_feature(bodies, m)) return a;
  if (!is_corelib(bodies.types, m)) return std::nullopt;
  std::string_view type = type_full_name(m->owner);
  if (m->name() == "get_IsSupported")
    if (auto supported = x86_class_supported(type, bodies.types.instruction_sets)) return boolean(*supported);
  auto rule = rules().find(std::string(type) + "::" + std::string(m->name()));
  if (rule == rules().end()) return std::nullopt;
  return rule->second(Query{bodies.types, m, args, constrained});
}

// Assembly.GetExecutingAssembly means the method that it is written in, wherever that is inlined: a call of ExecutingAssembly.Of<owner>.
Method* executing_assembly(TypeSystem& types, Method* callee, Method* caller) {
  if (!callee->def || callee->name() != "GetExecutingAssembly" || !callee->sig.params.empty() || !is_corelib(types, callee)) return callee;
  if (!caller->owner->def || type_full_name(callee->owner) != "System.Reflection.Assembly") return callee;
  Type* helper = types.well_known("Ahead.ExecutingAssembly");
  for (MethodDef* d : helper->def->methods)
    if (d->name == "Of") return types.method(helper, d, types.intern_list({caller->owner}));
  return callee;
}

// -- static readonly fields --
namespace {

// Code that a static constructor calls before it stores the field sees the field's default value. The framework has no such code.
bool may_be_read_early(Bodies& bodies, Field* f, Body& cctor, uint32_t store) {
  if (bodies.types.is_framework(f->owner->def->module)) return false;
  for (uint32_t k = 0; k < store; k++) {
    const Instr& in = cctor.code[k];
    if (in.op == Op::Newobj || in.op == Op::Callvirt || in.op == Op::Calli) return true;
    if (in.op != Op::Call || k + 1 == store) continue;
    Method* callee = cctor.callee(bodies.types, in);
    if (!callee->sig.params.empty() || !has_il(callee) || !bodies.summary(callee, {}, 1).pure) return true;
  }
  return false;
}

// The value that the static constructor certainly stores: walks from its entry as long as control is certain, and accepts the field if nothing
// behind that point stores it.
Answer value_after_cctor(Bodies& bodies, Field* f, int depth) {
  Method* cctor = bodies.types.cctor(f->owner);
  if (!cctor) return default_of(bodies.types, f->type);
  if (!f->owner->def->before_field_init || depth <= 0) return std::nullopt;
  Bodies::Decoded& d = bodies.decode_once(cctor);
  if (!d.body || !d.body->regions.empty() || d.body->code.size() > 2000) return std::nullopt;
  Answer value = default_of(bodies.types, f->type);
  for (uint32_t i = 0; i < d.body->code.size(); ++i) {
    Instr& in = d.body->code[i];
    if (in.op == Op::Ldsflda && d.body->field(bodies.types, in) == f) return std::nullopt;
    if (in.op != Op::Stsfld || d.body->field(bodies.types, in) != f) continue;
    // One store of one constant in straight-line code: the instruction before pushes it.
    for (uint32_t k = 0; k < i; ++k)
      if (op_operand(d.body->code[k].op) == OperandKind::Branch || d.body->code[k].op == Op::Switch) return std::nullopt;
    if (i == 0 || may_be_read_early(bodies, f, *d.body, i)) return std::nullopt;
    const Instr& before = d.body->code[i - 1];
    if (before.op == Op::LdcI4) value = stored_as(bodies.types, Abs::int32(before.i), f->type);
    else if (before.op == Op::LdcI8) value = stored_as(bodies.types, Abs::int64(before.i), f->type);
    else if (before.op == Op::Call) {
      Method* callee = d.body->callee(bodies.types, before);
      if (!callee->sig.params.empty() || !callee->is_static()) return std::nullopt;
      value = known_call(bodies, callee, {}, nullptr);
      if (!value && has_il(callee)) {
        Summary s = bodies.summary(callee, {}, depth - 1);
        if (s.pure) value = s.result;
      }
      if (value) value = stored_as(bodies.types, *value, f->type);
    } else return std::nullopt;
    if (!value || !value->is_int()) return std::nullopt;
  }
  return value;
}

}  // namespace

Answer known_field(Bodies& bodies, Field* f, int depth) {
  if (!f->def->is_static() || !f->def->is_init_only() || f->def->has_rva() || f->def->is_thread_static) return std::nullopt;
  if (f->owner->kind == ElementKind::String && f->name() == "Empty") return Abs::of(Abs::NonNull);
  if (f->type->is_reference()) return std::nullopt;
  if (f->owner->def->full_name == "System.BitConverter" && f->name() == "IsLittleEndian") return boolean(true);
  auto key = std::pair(f, depth);
  if (auto it = bodies.readonly_fields.find(key); it != bodies.readonly_fields.end()) return it->second;
  bodies.readonly_fields[key] = std::nullopt;  // for a constructor that reads its own field
  Answer a = value_after_cctor(bodies, f, depth);
  if (a && !a->is_int()) a = std::nullopt;
  return bodies.readonly_fields[key] = a;
}

}  // namespace ahead
