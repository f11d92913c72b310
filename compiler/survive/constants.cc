// Arithmetic on constants as the CLI defines it (ECMA-335 III.1.5): int32 and int64 wrap, native integers are 64 bits,
// mixed int32/native operands are sign-extended. Floating point is left to LLVM.
#include "survive/fold.h"

namespace ahead {

Abs merge(const Abs& a, const Abs& b) {
  if (a.same(b)) return a.origin == b.origin ? a : Abs{a.kind == Abs::Boxed ? Abs::Exact : a.kind, a.i, a.type};
  if (a.not_null() && b.not_null()) {
    bool boxes = (a.kind == Abs::Boxed || a.kind == Abs::Exact) && (b.kind == Abs::Boxed || b.kind == Abs::Exact) && a.type == b.type;
    return boxes ? Abs::of(Abs::Exact, a.type) : Abs::of(Abs::NonNull);
  }
  return {};
}

Abs stored_as(TypeSystem& types, Abs v, Type* location) {
  v.origin = -1;
  if (v.kind == Abs::Boxed) v.kind = Abs::Exact;
  if (v.kind == Abs::Address) return {};
  if (!v.is_int()) return v;
  Type* t = location->is_enum ? types.enum_underlying(location) : location;
  switch (t->kind) {
    case ElementKind::Boolean: case ElementKind::U1: return Abs::int32(uint8_t(v.i));
    case ElementKind::I1: return Abs::int32(int8_t(v.i));
    case ElementKind::Char: case ElementKind::U2: return Abs::int32(uint16_t(v.i));
    case ElementKind::I2: return Abs::int32(int16_t(v.i));
    case ElementKind::I4: case ElementKind::U4: return Abs::int32(v.i);
    case ElementKind::I8: case ElementKind::U8: return v.kind == Abs::Int64 ? v : Abs{};
    case ElementKind::I: return Abs::int64(v.i);
    case ElementKind::U: return Abs::int64(v.kind == Abs::Int32 ? int64_t(uint32_t(v.i)) : v.i);
    default: return {};
  }
}

Abs default_of(TypeSystem& types, Type* type) {
  if (type->is_reference()) return Abs::of(Abs::Null);
  Type* t = type->is_enum ? types.enum_underlying(type) : type;
  if (t->kind >= ElementKind::Boolean && t->kind <= ElementKind::U4) return Abs::int32(0);
  if (t->kind == ElementKind::I8 || t->kind == ElementKind::U8 || t->kind == ElementKind::I || t->kind == ElementKind::U) return Abs::int64(0);
  return {};
}

namespace {

struct Operands { bool wide; int64_t a, b; uint64_t ua, ub; };

Operands operands(const Abs& a, const Abs& b) {
  bool wide = a.kind == Abs::Int64 || b.kind == Abs::Int64;
  Operands o{wide, a.i, b.i, 0, 0};
  o.ua = wide ? uint64_t(a.i) : uint32_t(a.i);
  o.ub = wide ? uint64_t(b.i) : uint32_t(b.i);
  return o;
}

Abs result(bool wide, uint64_t v) { return wide ? Abs::int64(int64_t(v)) : Abs::int32(int64_t(v)); }

std::optional<Abs> shift(Op op, const Abs& a, const Abs& b) {
  bool wide = a.kind == Abs::Int64;
  uint64_t n = uint64_t(b.i);
  if (n >= (wide ? 64u : 32u)) return std::nullopt;  // undefined
  if (op == Op::Shl) return result(wide, uint64_t(a.i) << n);
  if (op == Op::Shr) return result(wide, uint64_t(a.i >> n));
  return result(wide, (wide ? uint64_t(a.i) : uint32_t(a.i)) >> n);
}

std::optional<Abs> divide(Op op, const Operands& o) {
  bool is_signed = op == Op::Div || op == Op::Rem;
  if (o.ub == 0) return std::nullopt;
  if (is_signed && o.b == -1 && o.a == (o.wide ? INT64_MIN : INT32_MIN)) return std::nullopt;
  switch (op) {
    case Op::Div: return result(o.wide, uint64_t(o.a / o.b));
    case Op::Rem: return result(o.wide, uint64_t(o.a % o.b));
    case Op::DivUn: return result(o.wide, o.ua / o.ub);
    default: return result(o.wide, o.ua % o.ub);
  }
}

// Branches widen an int32 beside a native integer as CoreCLR does, see unify in import/arith.cc.
bool zero_extends(Op op) { return op == Op::BneUn || op == Op::BgeUn || op == Op::BgtUn || op == Op::BleUn || op == Op::BltUn; }

bool compare_ints(Op op, const Operands& o) {
  switch (op) {
    case Op::Beq: case Op::Ceq: return o.a == o.b;
    case Op::BneUn: return o.a != o.b;
    case Op::Bge: return o.a >= o.b;
    case Op::Bgt: case Op::Cgt: return o.a > o.b;
    case Op::Ble: return o.a <= o.b;
    case Op::Blt: case Op::Clt: return o.a < o.b;
    case Op::BgeUn: return o.ua >= o.ub;
    case Op::BgtUn: case Op::CgtUn: return o.ua > o.ub;
    case Op::BleUn: return o.ua <= o.ub;
    default: return o.ua < o.ub;
  }
}

// Identity of references, where it is known.
std::optional<bool> same_reference(const Abs& a, const Abs& b) {
  if (a.kind == Abs::Null && b.kind == Abs::Null) return true;
  if ((a.kind == Abs::Null && b.not_null()) || (b.kind == Abs::Null && a.not_null())) return false;
  if (a.kind == Abs::TypeObject && b.kind == Abs::TypeObject) return a.type == b.type;
  return std::nullopt;
}

}  // namespace

std::optional<bool> fold_compare(Op op, const Abs& a, const Abs& b) {
  if (a.is_int() && b.is_int() && a.kind != b.kind && zero_extends(op)) return std::nullopt;
  if (a.is_int() && b.is_int()) return compare_ints(op, operands(a, b));
  std::optional<bool> same = same_reference(a, b);
  if (!same) return std::nullopt;
  switch (op) {
    case Op::Beq: case Op::Ceq: return *same;
    case Op::BneUn: case Op::CgtUn: case Op::BgtUn: return !*same;  // `x > null` is how `x != null` is written
    default: return std::nullopt;
  }
}

std::optional<Abs> fold_binary(Op op, const Abs& a, const Abs& b) {
  if (op >= Op::Ceq && op <= Op::CltUn) {
    std::optional<bool> r = fold_compare(op, a, b);
    return r ? std::optional(Abs::int32(*r)) : std::nullopt;
  }
  if (!a.is_int() || !b.is_int()) return std::nullopt;
  if (op == Op::Shl || op == Op::Shr || op == Op::ShrUn) return shift(op, a, b);
  Operands o = operands(a, b);
  switch (op) {
    case Op::Add: return result(o.wide, uint64_t(o.a) + uint64_t(o.b));
    case Op::Sub: return result(o.wide, uint64_t(o.a) - uint64_t(o.b));
    case Op::Mul: return result(o.wide, uint64_t(o.a) * uint64_t(o.b));
    case Op::And: return result(o.wide, uint64_t(o.a & o.b));
    case Op::Or: return result(o.wide, uint64_t(o.a | o.b));
    case Op::Xor: return result(o.wide, uint64_t(o.a ^ o.b));
    case Op::Div: case Op::Rem: case Op::DivUn: case Op::RemUn: return divide(op, o);
    default: return std::nullopt;
  }
}

std::optional<Abs> fold_unary(Op op, const Abs& v) {
  if (!v.is_int()) return std::nullopt;
  bool wide = v.kind == Abs::Int64;
  switch (op) {
    case Op::Neg: return result(wide, 0 - uint64_t(v.i));
    case Op::Not: return result(wide, ~uint64_t(v.i));
    case Op::ConvI1: return Abs::int32(int8_t(v.i));
    case Op::ConvU1: return Abs::int32(uint8_t(v.i));
    case Op::ConvI2: return Abs::int32(int16_t(v.i));
    case Op::ConvU2: return Abs::int32(uint16_t(v.i));
    case Op::ConvI4: case Op::ConvU4: return Abs::int32(v.i);
    case Op::ConvI8: case Op::ConvI: return Abs::int64(v.i);
    case Op::ConvU8: case Op::ConvU: return Abs::int64(wide ? v.i : int64_t(uint32_t(v.i)));
    case Op::ConvOvfI4: return !wide || v.i == int32_t(v.i) ? std::optional(Abs::int32(v.i)) : std::nullopt;
    case Op::ConvOvfI: case Op::ConvOvfI8: return Abs::int64(v.i);
    case Op::ConvOvfU: case Op::ConvOvfU8: return v.i >= 0 ? std::optional(Abs::int64(v.i)) : std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace ahead
