// Conversions (ECMA-335 III.3.27-29). Float to integer saturates and turns NaN into 0, as .NET does on every platform since version 9.
#include <cmath>
#include "import/method.h"

namespace ahead {

using llvm::Value;

namespace {

struct Target { unsigned bits; bool is_signed; StackKind kind; bool source_unsigned, checked; };

bool target_of(Op op, Target& t) {
  switch (op) {
#define ROW(name, bits, is_signed, kind)                                          \
  case Op::Conv##name: t = {bits, is_signed, kind, false, false}; return true;    \
  case Op::ConvOvf##name: t = {bits, is_signed, kind, false, true}; return true;  \
  case Op::ConvOvf##name##Un: t = {bits, is_signed, kind, true, true}; return true;
    ROW(I1, 8, true, StackKind::I4)
    ROW(U1, 8, false, StackKind::I4)
    ROW(I2, 16, true, StackKind::I4)
    ROW(U2, 16, false, StackKind::I4)
    ROW(I4, 32, true, StackKind::I4)
    ROW(U4, 32, false, StackKind::I4)
    ROW(I8, 64, true, StackKind::I8)
    ROW(U8, 64, false, StackKind::I8)
    ROW(I, 64, true, StackKind::Native)
    ROW(U, 64, false, StackKind::Native)
#undef ROW
    default: return false;
  }
}

bool is_float(const StackValue& s) { return s.kind == StackKind::F4 || s.kind == StackKind::F8; }

StackValue number(Value* v, StackKind kind) { StackValue s; s.v = v; s.kind = kind; return s; }

// A value of `bits` width in stack form.
StackValue widen(MethodImport& mi, Value* v, const Target& t) {
  if (t.kind == StackKind::I4) v = t.is_signed ? mi.b.CreateSExt(v, mi.m.i32()) : mi.b.CreateZExt(v, mi.m.i32());
  return number(v, t.kind);
}

StackValue from_float(MethodImport& mi, const StackValue& a, const Target& t) {
  // Small integers are cut from the saturated 32-bit one.
  unsigned bits = std::max(32u, t.bits);
  bool is_signed = t.bits < 32 || t.is_signed;
  auto id = is_signed ? llvm::Intrinsic::fptosi_sat : llvm::Intrinsic::fptoui_sat;
  Value* v = mi.b.CreateIntrinsic(id, {mi.b.getIntNTy(bits), a.v->getType()}, {a.v});
  return widen(mi, mi.b.CreateTrunc(v, mi.b.getIntNTy(t.bits)), t);
}

// In range if low < x < high (or low <= x where low - 1 is not a double).
StackValue from_float_checked(MethodImport& mi, const StackValue& a, const Target& t) {
  auto* real = llvm::Type::getDoubleTy(mi.m.llvm);
  Value* x = mi.b.CreateFPCast(a.v, real);
  double high = t.is_signed ? std::ldexp(1.0, int(t.bits) - 1) : std::ldexp(1.0, int(t.bits));
  double low = t.is_signed ? -std::ldexp(1.0, int(t.bits) - 1) : 0.0;
  bool inclusive = t.is_signed && t.bits == 64;
  Value* above = inclusive ? mi.b.CreateFCmpOGE(x, llvm::ConstantFP::get(real, low)) : mi.b.CreateFCmpOGT(x, llvm::ConstantFP::get(real, low - 1));
  Value* below = mi.b.CreateFCmpOLT(x, llvm::ConstantFP::get(real, high));
  emit_throw_check(mi, mi.b.CreateNot(mi.b.CreateAnd(above, below)), "ThrowOverflowException");
  auto* type = mi.b.getIntNTy(t.bits);
  return widen(mi, t.is_signed ? mi.b.CreateFPToSI(x, type) : mi.b.CreateFPToUI(x, type), t);
}

StackValue from_integer(MethodImport& mi, const StackValue& a, const Target& t) {
  if (t.bits == 64) {
    // Pointers stay pointers through conv.u and conv.i: C# writes them all over pointer code.
    if (t.kind == StackKind::Native && a.v->getType()->isPointerTy()) {
      StackValue r = a;
      if (r.kind != StackKind::Native) r.type = nullptr;
      r.kind = StackKind::Native, r.exact = r.is_this = r.frozen = false;
      return r;
    }
    return number(as_i64(mi, a, t.is_signed), t.kind);
  }
  Value* v = a.kind == StackKind::I4 ? a.v : as_i64(mi, a);
  return widen(mi, mi.b.CreateTrunc(v, mi.b.getIntNTy(t.bits)), t);
}

StackValue from_integer_checked(MethodImport& mi, const StackValue& a, const Target& t) {
  Value* v = a.kind == StackKind::I4 ? a.v : as_i64(mi, a);
  auto* type = llvm::cast<llvm::IntegerType>(v->getType());
  unsigned bits = type->getBitWidth();
  Value* bad = nullptr;
  auto constant = [&](const llvm::APInt& n) { return llvm::ConstantInt::get(type, n); };
  if (t.source_unsigned) {
    // Unsigned source: the only limit is the target's maximum.
    unsigned limit = t.is_signed ? t.bits - 1 : t.bits;
    if (limit < bits) bad = mi.b.CreateICmpUGT(v, constant(llvm::APInt::getLowBitsSet(bits, limit)));
  } else if (!t.is_signed) {
    // Signed source, unsigned target: negative values compare as large ones.
    if (t.bits >= bits) bad = mi.b.CreateICmpSLT(v, constant(llvm::APInt(bits, 0)));
    else bad = mi.b.CreateICmpUGT(v, constant(llvm::APInt::getLowBitsSet(bits, t.bits)));
  } else if (t.bits < bits) {
    auto* narrow = mi.b.CreateTrunc(v, mi.b.getIntNTy(t.bits));
    bad = mi.b.CreateICmpNE(mi.b.CreateSExt(narrow, type), v);
  }
  if (bad) emit_throw_check(mi, bad, "ThrowOverflowException");
  if (t.bits >= 64) return number(t.source_unsigned || !t.is_signed ? mi.b.CreateZExt(v, mi.m.i64()) : mi.b.CreateSExt(v, mi.m.i64()), t.kind);
  if (t.bits == 32) return number(mi.b.CreateTrunc(v, mi.m.i32()), t.kind);
  return widen(mi, mi.b.CreateTrunc(v, mi.b.getIntNTy(t.bits)), t);
}

StackValue to_float(MethodImport& mi, const StackValue& a, bool is_double, bool is_unsigned) {
  auto* type = is_double ? llvm::Type::getDoubleTy(mi.m.llvm) : llvm::Type::getFloatTy(mi.m.llvm);
  StackKind kind = is_double ? StackKind::F8 : StackKind::F4;
  if (is_float(a)) return number(mi.b.CreateFPCast(a.v, type), kind);
  Value* v = a.kind == StackKind::I4 ? a.v : as_i64(mi, a);
  return number(is_unsigned ? mi.b.CreateUIToFP(v, type) : mi.b.CreateSIToFP(v, type), kind);
}

}  // namespace

bool import_convert(MethodImport& mi, const Instr& i) {
  if (i.op == Op::ConvR4 || i.op == Op::ConvR8) { mi.push(to_float(mi, mi.pop(), i.op == Op::ConvR8, false)); return true; }
  if (i.op == Op::ConvRUn) {
    // C# writes conv.r.un conv.r4 for ulong to float: rounding twice would be wrong, so the pair is one conversion.
    bool narrow = mi.ip + 1 < mi.body->code.size() && mi.body->code[mi.ip + 1].op == Op::ConvR4;
    mi.push(to_float(mi, mi.pop(), !narrow, true));
    return true;
  }
  Target t;
  if (!target_of(i.op, t)) return false;
  StackValue a = mi.pop();
  if (a.is_struct()) invalid_il("conversion of a value type");
  if (is_float(a)) mi.push(t.checked ? from_float_checked(mi, a, t) : from_float(mi, a, t));
  else mi.push(t.checked ? from_integer_checked(mi, a, t) : from_integer(mi, a, t));
  return true;
}

}  // namespace ahead
