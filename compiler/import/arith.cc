// Arithmetic and comparison (ECMA-335 III.1.5, III.3). The floating point stack type keeps float and double apart, as C# requires:
// operations on two floats round to float.
#include "import/method.h"

namespace ahead {

using llvm::Value;

namespace {

bool is_float(const StackValue& s) { return s.kind == StackKind::F4 || s.kind == StackKind::F8; }
bool is_pointer(const StackValue& s) { return !s.is_struct() && s.v->getType()->isPointerTy(); }

struct Operands { Value *a, *b; StackKind kind; };

// Brings two numbers to one type; int32 with native int sign-extends, and zero-extends in unsigned overflow checks and branches, as in CoreCLR.
Operands unify(MethodImport& mi, const StackValue& a, const StackValue& b, bool is_unsigned = false) {
  if (a.is_struct() || b.is_struct()) invalid_il("arithmetic on a value type");
  if (is_float(a) != is_float(b)) invalid_il("arithmetic mixes integers and floats");
  if (is_float(a)) {
    if (a.kind == b.kind) return {a.v, b.v, a.kind};
    auto* d = llvm::Type::getDoubleTy(mi.m.llvm);
    return {mi.b.CreateFPCast(a.v, d), mi.b.CreateFPCast(b.v, d), StackKind::F8};
  }
  if (a.kind == StackKind::I4 && b.kind == StackKind::I4) return {a.v, b.v, StackKind::I4};
  bool native = a.kind != StackKind::I8 && b.kind != StackKind::I8;
  return {as_i64(mi, a, !is_unsigned), as_i64(mi, b, !is_unsigned), native ? StackKind::Native : StackKind::I8};
}

StackValue number(Value* v, StackKind kind) { StackValue s; s.v = v; s.kind = kind; return s; }

// pointer + integer, pointer - integer: stays a pointer, so that LLVM sees which object it points into.
bool pointer_arithmetic(MethodImport& mi, Op op, const StackValue& a, const StackValue& b) {
  bool add = op == Op::Add || op == Op::AddOvfUn;
  bool sub = op == Op::Sub || op == Op::SubOvfUn;
  if (!add && !sub) return false;
  if (is_pointer(a) && is_pointer(b)) return false;
  const StackValue *p = is_pointer(a) ? &a : &b, *n = is_pointer(a) ? &b : &a;
  if (!is_pointer(*p) || is_float(*n) || n->is_struct()) return false;
  if (sub && p != &a) return false;
  if (llvm::isa<llvm::ConstantPointerNull>(p->v)) return false;
  Value* bytes = as_i64(mi, *n, op == Op::Add || op == Op::Sub);
  if (sub) bytes = mi.b.CreateNeg(bytes);
  StackValue r = *p;
  r.v = mi.b.CreateGEP(mi.m.i8(), p->v, bytes);
  r.fn = nullptr, r.is_this = false, r.non_null = false;
  if (r.kind == StackKind::Ref) r.kind = StackKind::Native, r.type = nullptr, r.exact = false;
  mi.push(r);
  return true;
}

void divide(MethodImport& mi, Op op, Operands o) {
  bool is_signed = op == Op::Div || op == Op::Rem, rem = op == Op::Rem || op == Op::RemUn;
  auto* type = o.a->getType();
  auto* divisor = llvm::dyn_cast<llvm::ConstantInt>(o.b);
  auto* zero = llvm::ConstantInt::get(type, 0);
  if (!divisor || divisor->isZero()) emit_throw_check(mi, mi.b.CreateICmpEQ(o.b, zero), "ThrowDivideByZeroException");
  if (is_signed && (!divisor || divisor->isMinusOne())) {
    auto* minus_one = llvm::ConstantInt::getSigned(type, -1);
    auto* minimum = llvm::ConstantInt::get(type, llvm::APInt::getSignedMinValue(type->getIntegerBitWidth()));
    emit_throw_check(mi, mi.b.CreateAnd(mi.b.CreateICmpEQ(o.b, minus_one), mi.b.CreateICmpEQ(o.a, minimum)), "ThrowOverflowException");
  }
  Value* v = is_signed ? (rem ? mi.b.CreateSRem(o.a, o.b) : mi.b.CreateSDiv(o.a, o.b)) : (rem ? mi.b.CreateURem(o.a, o.b) : mi.b.CreateUDiv(o.a, o.b));
  mi.push(number(v, o.kind));
}

void with_overflow(MethodImport& mi, Op op, Operands o) {
  llvm::Intrinsic::ID id = llvm::Intrinsic::sadd_with_overflow;
  switch (op) {
    case Op::AddOvfUn: id = llvm::Intrinsic::uadd_with_overflow; break;
    case Op::SubOvf: id = llvm::Intrinsic::ssub_with_overflow; break;
    case Op::SubOvfUn: id = llvm::Intrinsic::usub_with_overflow; break;
    case Op::MulOvf: id = llvm::Intrinsic::smul_with_overflow; break;
    case Op::MulOvfUn: id = llvm::Intrinsic::umul_with_overflow; break;
    default: break;
  }
  Value* pair = mi.b.CreateBinaryIntrinsic(id, o.a, o.b);
  emit_throw_check(mi, mi.b.CreateExtractValue(pair, 1), "ThrowOverflowException");
  mi.push(number(mi.b.CreateExtractValue(pair, 0), o.kind));
}

void binary_float(MethodImport& mi, Op op, Operands o) {
  switch (op) {
    case Op::Add: case Op::AddOvf: return mi.push(number(mi.b.CreateFAdd(o.a, o.b), o.kind));
    case Op::Sub: case Op::SubOvf: return mi.push(number(mi.b.CreateFSub(o.a, o.b), o.kind));
    case Op::Mul: case Op::MulOvf: return mi.push(number(mi.b.CreateFMul(o.a, o.b), o.kind));
    case Op::Div: return mi.push(number(mi.b.CreateFDiv(o.a, o.b), o.kind));
    case Op::Rem: return mi.push(number(mi.b.CreateFRem(o.a, o.b), o.kind));
    default: invalid_il("integer operation on floats");
  }
}

void binary(MethodImport& mi, Op op) {
  StackValue b = mi.pop(), a = mi.pop();
  if (pointer_arithmetic(mi, op, a, b)) return;
  Operands o = unify(mi, a, b, op == Op::AddOvfUn || op == Op::SubOvfUn || op == Op::MulOvfUn);
  if (o.kind == StackKind::F4 || o.kind == StackKind::F8) return binary_float(mi, op, o);
  switch (op) {
    case Op::Add: return mi.push(number(mi.b.CreateAdd(o.a, o.b), o.kind));
    case Op::Sub: return mi.push(number(mi.b.CreateSub(o.a, o.b), o.kind));
    case Op::Mul: return mi.push(number(mi.b.CreateMul(o.a, o.b), o.kind));
    case Op::And: return mi.push(number(mi.b.CreateAnd(o.a, o.b), o.kind));
    case Op::Or: return mi.push(number(mi.b.CreateOr(o.a, o.b), o.kind));
    case Op::Xor: return mi.push(number(mi.b.CreateXor(o.a, o.b), o.kind));
    case Op::Div: case Op::DivUn: case Op::Rem: case Op::RemUn: return divide(mi, op, o);
    default: return with_overflow(mi, op, o);
  }
}

// Shift counts beyond the width are unspecified in IL; the machine's masking costs nothing and is never poison.
void shift(MethodImport& mi, Op op) {
  StackValue count = mi.pop(), a = mi.pop();
  if (is_float(a) || a.is_struct()) invalid_il("shift of a float or value type");
  Value* v = a.kind == StackKind::I4 ? a.v : as_i64(mi, a);
  auto* type = v->getType();
  Value* n = mi.b.CreateZExtOrTrunc(count.kind == StackKind::I4 ? count.v : as_i64(mi, count), type);
  n = mi.b.CreateAnd(n, llvm::ConstantInt::get(type, type->getIntegerBitWidth() - 1));
  Value* r = op == Op::Shl ? mi.b.CreateShl(v, n) : op == Op::Shr ? mi.b.CreateAShr(v, n) : mi.b.CreateLShr(v, n);
  mi.push(number(r, a.kind == StackKind::ByRef || a.kind == StackKind::Ref ? StackKind::Native : a.kind));
}

void unary(MethodImport& mi, Op op) {
  StackValue a = mi.pop();
  if (a.is_struct()) invalid_il("arithmetic on a value type");
  if (is_float(a)) {
    if (op == Op::Not) invalid_il("not of a float");
    return mi.push(number(mi.b.CreateFNeg(a.v), a.kind));
  }
  Value* v = a.kind == StackKind::I4 ? a.v : as_i64(mi, a);
  StackKind kind = a.kind == StackKind::ByRef || a.kind == StackKind::Ref ? StackKind::Native : a.kind;
  mi.push(number(op == Op::Neg ? mi.b.CreateNeg(v) : mi.b.CreateNot(v), kind));
}

void ckfinite(MethodImport& mi) {
  StackValue a = mi.pop();
  if (!is_float(a)) invalid_il("ckfinite needs a float");
  Value* magnitude = mi.b.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, a.v);
  emit_throw_check(mi, mi.b.CreateFCmpUEQ(magnitude, llvm::ConstantFP::getInfinity(a.v->getType())), "ThrowOverflowException");
  mi.push(a);
}

struct Condition { llvm::CmpInst::Predicate integer, real; };

Condition condition(Op op) {
  using P = llvm::CmpInst;
  switch (op) {
    case Op::Ceq: case Op::Beq: return {P::ICMP_EQ, P::FCMP_OEQ};
    case Op::Cgt: case Op::Bgt: return {P::ICMP_SGT, P::FCMP_OGT};
    case Op::CgtUn: case Op::BgtUn: return {P::ICMP_UGT, P::FCMP_UGT};
    case Op::Clt: case Op::Blt: return {P::ICMP_SLT, P::FCMP_OLT};
    case Op::CltUn: case Op::BltUn: return {P::ICMP_ULT, P::FCMP_ULT};
    case Op::Bge: return {P::ICMP_SGE, P::FCMP_OGE};
    case Op::Ble: return {P::ICMP_SLE, P::FCMP_OLE};
    case Op::BgeUn: return {P::ICMP_UGE, P::FCMP_UGE};
    case Op::BleUn: return {P::ICMP_ULE, P::FCMP_ULE};
    case Op::BneUn: return {P::ICMP_NE, P::FCMP_UNE};
    default: invalid_il("not a comparison");
  }
}

}  // namespace

Value* compare(MethodImport& mi, Op op, const StackValue& a, const StackValue& b) {
  Condition c = condition(op);
  if (!a.is_struct() && !b.is_struct() && is_pointer(a) && is_pointer(b)) return mi.b.CreateICmp(c.integer, a.v, b.v);
  // CoreCLR's branches fill with zeros; its cgt.un and clt.un extend the sign all the same.
  bool is_unsigned = op == Op::BneUn || op == Op::BgeUn || op == Op::BgtUn || op == Op::BleUn || op == Op::BltUn;
  Operands o = unify(mi, a, b, is_unsigned);
  if (o.kind == StackKind::F4 || o.kind == StackKind::F8) return mi.b.CreateFCmp(c.real, o.a, o.b);
  return mi.b.CreateICmp(c.integer, o.a, o.b);
}

bool import_arith(MethodImport& mi, const Instr& i) {
  switch (i.op) {
    case Op::Add: case Op::Sub: case Op::Mul: case Op::Div: case Op::DivUn: case Op::Rem: case Op::RemUn: case Op::And: case Op::Or: case Op::Xor:
    case Op::AddOvf: case Op::AddOvfUn: case Op::MulOvf: case Op::MulOvfUn: case Op::SubOvf: case Op::SubOvfUn: binary(mi, i.op); return true;
    case Op::Shl: case Op::Shr: case Op::ShrUn: shift(mi, i.op); return true;
    case Op::Neg: case Op::Not: unary(mi, i.op); return true;
    case Op::Ckfinite: ckfinite(mi); return true;
    case Op::Ceq: case Op::Cgt: case Op::CgtUn: case Op::Clt: case Op::CltUn: {
      StackValue b = mi.pop(), a = mi.pop();
      mi.push(make_bool(mi, compare(mi, i.op, a, b)));
      return true;
    }
    case Op::LdcI4: mi.push(make_i4(mi.b.getInt32(uint32_t(i.i)))); return true;
    case Op::LdcI8: mi.push(make_i8(mi.b.getInt64(uint64_t(i.i)))); return true;
    case Op::LdcR4: mi.push(number(llvm::ConstantFP::get(llvm::Type::getFloatTy(mi.m.llvm), i.r), StackKind::F4)); return true;
    case Op::LdcR8: mi.push(number(llvm::ConstantFP::get(llvm::Type::getDoubleTy(mi.m.llvm), i.r), StackKind::F8)); return true;
    default: return false;
  }
}

}  // namespace ahead
