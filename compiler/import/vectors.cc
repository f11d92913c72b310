// The cross-platform vector API (survive/vectors.def). Most operations act on each element by itself and take width and element type from the
// signature; they are one table. The others have a function each.
#include "import/vectors.h"

#include <llvm/IR/Intrinsics.h>
#include <llvm/IR/IntrinsicsX86.h>
#include "import/method.h"

namespace ahead {

using llvm::Value;
using llvm::FixedVectorType;
namespace I = llvm::Intrinsic;
using B = llvm::IRBuilder<>;

namespace {

llvm::Type* element_type(llvm::LLVMContext& c, const VectorShape& s) {
  if (s.element == ElementKind::R4) return llvm::Type::getFloatTy(c);
  if (s.element == ElementKind::R8) return llvm::Type::getDoubleTy(c);
  return llvm::IntegerType::get(c, s.size * 8);
}
unsigned count_of(Value* v) { return llvm::cast<FixedVectorType>(v->getType())->getNumElements(); }
unsigned bits_of(Value* v) { return v->getType()->getScalarSizeInBits(); }
llvm::FixedVectorType* integers_like(Value* v) {
  return FixedVectorType::get(llvm::IntegerType::get(v->getContext(), bits_of(v)), count_of(v));
}
std::vector<int> range(int from, int count) {
  std::vector<int> r;
  for (int i = 0; i < count; i++) r.push_back(from + i);
  return r;
}
Value* zero_like(Value* v) { return llvm::Constant::getNullValue(v->getType()); }

}  // namespace

llvm::FixedVectorType* llvm_vector(ModuleContext& m, const VectorShape& s) { return FixedVectorType::get(element_type(m.llvm, s), s.count()); }

Value* as_integers(B& b, Value* v) { return b.CreateBitCast(v, integers_like(v)); }
Value* half(B& b, Value* v, bool upper) {
  int n = count_of(v) / 2;
  return b.CreateShuffleVector(v, range(upper ? n : 0, n));
}
Value* concatenate(B& b, Value* lower, Value* upper) { return b.CreateShuffleVector(lower, upper, range(0, 2 * count_of(lower))); }

VectorShape VectorCall::first() const {
  for (size_t i = 0; i < callee->sig.params.size(); i++) if (auto s = shape(i)) return *s;
  return result_shape();
}

Value* VectorCall::operand(size_t i) {
  auto s = shape(i);
  if (!s) return to_memory(mi, args[i], param(i));
  return b.CreateAlignedLoad(llvm_vector(mi.m, *s), args[i].v, llvm::Align(1));
}

void VectorCall::give(Value* v) {
  if (!result) return;
  if (auto s = shape(ret())) {
    Value* memory = temporary(mi, ret());
    b.CreateAlignedStore(b.CreateBitCast(v, llvm_vector(mi.m, *s)), memory, llvm::Align(1));
    *result = make_struct(memory, ret());
  } else if (ret()->kind == ElementKind::Boolean) {
    *result = make_bool(mi, v);
  } else {
    *result = from_memory(mi, v, ret());
  }
}

// ---- each element by itself ----
namespace {

using Operands = llvm::ArrayRef<Value*>;

Value* shift(B& b, llvm::Instruction::BinaryOps op, Operands v) {
  Value* x = as_integers(b, v[0]);
  auto* type = integers_like(x);
  Value* n = v[1];
  if (!n->getType()->isVectorTy()) n = b.CreateVectorSplat(count_of(x), b.CreateZExtOrTrunc(b.CreateAnd(n, bits_of(x) - 1), type->getElementType()));
  else n = b.CreateAnd(as_integers(b, n), llvm::ConstantInt::get(type, bits_of(x) - 1));
  return b.CreateBinOp(op, x, n);
}

Value* bitwise(B& b, llvm::Instruction::BinaryOps op, Value* x, Value* y) { return b.CreateBinOp(op, as_integers(b, x), as_integers(b, y)); }

Value* arithmetic(B& b, const VectorShape& s, llvm::Instruction::BinaryOps integer, llvm::Instruction::BinaryOps real, Operands v) {
  return b.CreateBinOp(s.is_float() ? real : integer, v[0], v[1]);
}

// minps and maxps: the second operand when the comparison fails, as with NaN.
Value* extreme(B& b, const VectorShape& s, bool greatest, Operands v) {
  if (s.is_float()) return b.CreateSelect(greatest ? b.CreateFCmpOGT(v[0], v[1]) : b.CreateFCmpOLT(v[0], v[1]), v[0], v[1]);
  auto id = s.is_signed() ? (greatest ? I::smax : I::smin) : greatest ? I::umax : I::umin;
  return b.CreateBinaryIntrinsic(id, v[0], v[1]);
}

Value* select_bits(B& b, Operands v) {
  Value *c = as_integers(b, v[0]), *x = as_integers(b, v[1]), *y = as_integers(b, v[2]);
  return b.CreateOr(b.CreateAnd(x, c), b.CreateAnd(y, b.CreateNot(c)));
}

using Elementwise = Value* (*)(B&, const VectorShape&, Operands);
const std::unordered_map<std::string_view, Elementwise>& elementwise_table() {
  using L = llvm::Instruction;
#define EACH(code) [](B& b, const VectorShape& s, Operands v) -> Value* { (void)s; return code; }
  static const std::unordered_map<std::string_view, Elementwise> table = {
      {"Vec_Same", EACH(v[0])},
      {"Vec_Add", EACH(arithmetic(b, s, L::Add, L::FAdd, v))},
      {"Vec_Subtract", EACH(arithmetic(b, s, L::Sub, L::FSub, v))},
      {"Vec_Multiply", EACH(arithmetic(b, s, L::Mul, L::FMul, v))},
      {"Vec_Divide", EACH(b.CreateFDiv(v[0], v[1]))},
      {"Vec_Negate", EACH(s.is_float() ? b.CreateFNeg(v[0]) : b.CreateNeg(v[0]))},
      {"Vec_AddSaturate", EACH(b.CreateBinaryIntrinsic(s.is_signed() ? I::sadd_sat : I::uadd_sat, v[0], v[1]))},
      {"Vec_SubtractSaturate", EACH(b.CreateBinaryIntrinsic(s.is_signed() ? I::ssub_sat : I::usub_sat, v[0], v[1]))},
      {"Vec_Abs", EACH(s.is_float() ? b.CreateUnaryIntrinsic(I::fabs, v[0]) : s.is_signed() ? b.CreateBinaryIntrinsic(I::abs, v[0], b.getFalse()) : v[0])},
      {"Vec_Min", EACH(extreme(b, s, false, v))},
      {"Vec_Max", EACH(extreme(b, s, true, v))},
      {"Vec_Sqrt", EACH(b.CreateUnaryIntrinsic(I::sqrt, v[0]))},
      {"Vec_Floor", EACH(b.CreateUnaryIntrinsic(I::floor, v[0]))},
      {"Vec_Ceiling", EACH(b.CreateUnaryIntrinsic(I::ceil, v[0]))},
      {"Vec_Truncate", EACH(b.CreateUnaryIntrinsic(I::trunc, v[0]))},
      {"Vec_Round", EACH(b.CreateUnaryIntrinsic(I::roundeven, v[0]))},
      {"Vec_FusedMultiplyAdd", EACH(b.CreateIntrinsic(I::fma, {v[0]->getType()}, {v[0], v[1], v[2]}))},
      {"Vec_And", EACH(bitwise(b, L::And, v[0], v[1]))},
      {"Vec_Or", EACH(bitwise(b, L::Or, v[0], v[1]))},
      {"Vec_Xor", EACH(bitwise(b, L::Xor, v[0], v[1]))},
      {"Vec_Not", EACH(b.CreateNot(as_integers(b, v[0])))},
      {"Vec_AndNot", EACH(bitwise(b, L::And, v[0], b.CreateNot(as_integers(b, v[1]))))},
      {"Vec_Select", EACH(select_bits(b, v))},
      {"Vec_ShiftLeft", EACH(shift(b, L::Shl, v))},
      {"Vec_ShiftArithmetic", EACH(shift(b, L::AShr, v))},
      {"Vec_ShiftLogical", EACH(shift(b, L::LShr, v))},
      {"Vec_ShiftRight", EACH(shift(b, s.is_signed() ? L::AShr : L::LShr, v))},
  };
#undef EACH
  return table;
}

}  // namespace

Value* elementwise(B& b, std::string_view op, const VectorShape& s, Operands v) {
  auto it = elementwise_table().find(op);
  return it == elementwise_table().end() ? nullptr : it->second(b, s, v);
}

// ---- comparisons ----
Value* compare_vectors(B& b, std::string_view op, const VectorShape& s, Value* x, Value* y) {
  using P = llvm::CmpInst;
  struct Row { std::string_view op; P::Predicate real, with_sign, without; };
  static constexpr Row rows[] = {
      {"Vec_Equals", P::FCMP_OEQ, P::ICMP_EQ, P::ICMP_EQ}, {"Vec_NotEquals", P::FCMP_UNE, P::ICMP_NE, P::ICMP_NE},
      {"Vec_GreaterThan", P::FCMP_OGT, P::ICMP_SGT, P::ICMP_UGT}, {"Vec_GreaterOrEqual", P::FCMP_OGE, P::ICMP_SGE, P::ICMP_UGE},
      {"Vec_LessThan", P::FCMP_OLT, P::ICMP_SLT, P::ICMP_ULT}, {"Vec_LessOrEqual", P::FCMP_OLE, P::ICMP_SLE, P::ICMP_ULE},
      {"Vec_NotGreaterThan", P::FCMP_ULE, P::ICMP_SLE, P::ICMP_ULE}, {"Vec_NotGreaterOrEqual", P::FCMP_ULT, P::ICMP_SLT, P::ICMP_ULT},
      {"Vec_NotLessThan", P::FCMP_UGE, P::ICMP_SGE, P::ICMP_UGE}, {"Vec_NotLessOrEqual", P::FCMP_UGT, P::ICMP_SGT, P::ICMP_UGT},
      {"Vec_Ordered", P::FCMP_ORD, P::ICMP_EQ, P::ICMP_EQ}, {"Vec_Unordered", P::FCMP_UNO, P::ICMP_NE, P::ICMP_NE},
  };
  for (auto& r : rows)
    if (r.op == op) return s.is_float() ? b.CreateFCmp(r.real, x, y) : b.CreateICmp(s.is_signed() ? r.with_sign : r.without, x, y);
  return nullptr;
}

namespace {

struct Reduction { std::string_view op, compare; bool all; };
constexpr Reduction kReductions[] = {
    {"Vec_EqualsAll", "Vec_Equals", true}, {"Vec_EqualsAny", "Vec_Equals", false}, {"Vec_NotEqualsAny", "Vec_NotEquals", false},
    {"Vec_GreaterAll", "Vec_GreaterThan", true}, {"Vec_GreaterAny", "Vec_GreaterThan", false},
    {"Vec_GreaterOrEqualAll", "Vec_GreaterOrEqual", true}, {"Vec_GreaterOrEqualAny", "Vec_GreaterOrEqual", false},
    {"Vec_LessAll", "Vec_LessThan", true}, {"Vec_LessAny", "Vec_LessThan", false},
    {"Vec_LessOrEqualAll", "Vec_LessOrEqual", true}, {"Vec_LessOrEqualAny", "Vec_LessOrEqual", false},
};

bool import_comparison(VectorCall& c, std::string_view op) {
  VectorShape s = c.first();
  for (auto& r : kReductions) {
    if (r.op != op) continue;
    Value* bits = compare_vectors(c.b, r.compare, s, c.vector(0), c.vector(1));
    c.give(r.all ? c.b.CreateAndReduce(bits) : c.b.CreateOrReduce(bits));
    return true;
  }
  if (op != "Vec_Equals" && op != "Vec_GreaterThan" && op != "Vec_GreaterOrEqual" && op != "Vec_LessThan" && op != "Vec_LessOrEqual") return false;
  Value *x = c.vector(0), *y = c.vector(1);
  c.give(c.b.CreateSExt(compare_vectors(c.b, op, s, x, y), integers_like(x)));
  return true;
}

// ---- making and taking apart ----
void create(VectorCall& c) {
  VectorShape s = c.result_shape();
  if (c.shape(size_t(0))) return c.give(concatenate(c.b, c.vector(0), c.vector(1)));
  if (c.args.size() == 1) return c.give(c.b.CreateVectorSplat(s.count(), c.operand(0)));
  Value* v = llvm::PoisonValue::get(llvm_vector(c.mi.m, s));
  for (unsigned i = 0; i < s.count(); i++) v = c.b.CreateInsertElement(v, c.operand(i), uint64_t(i));
  c.give(v);
}
void create_scalar(VectorCall& c) { c.give(c.b.CreateInsertElement(llvm::Constant::getNullValue(llvm_vector(c.mi.m, c.result_shape())), c.operand(0), uint64_t(0))); }
void create_scalar_unsafe(VectorCall& c) {   // what lies above is the caller's business, but it must not be undefined to LLVM
  create_scalar(c);
}
void splat_constant(VectorCall& c, double real, int64_t integer) {
  VectorShape s = c.result_shape();
  auto* type = llvm_vector(c.mi.m, s);
  c.give(s.is_float() ? llvm::ConstantFP::get(type, real) : llvm::ConstantInt::get(type, integer, true));
}
void zero(VectorCall& c) { splat_constant(c, 0, 0); }
void one(VectorCall& c) { splat_constant(c, 1, 1); }
void all_bits(VectorCall& c) { c.give(llvm::Constant::getAllOnesValue(FixedVectorType::get(c.b.getInt8Ty(), c.result_shape().bytes))); }
void indices(VectorCall& c) {
  VectorShape s = c.result_shape();
  auto* type = element_type(c.mi.m.llvm, s);
  std::vector<llvm::Constant*> values;
  for (unsigned i = 0; i < s.count(); i++) values.push_back(s.is_float() ? llvm::ConstantFP::get(type, i) : llvm::ConstantInt::get(type, i));
  c.give(llvm::ConstantVector::get(values));
}
Value* checked_index(VectorCall& c) {
  Value* index = as_i32(c.mi, c.args[1]);
  emit_throw_check(c.mi, c.b.CreateICmpUGE(index, c.b.getInt32(c.first().count())), "ThrowArgumentOutOfRangeException");
  return index;
}
void get_element(VectorCall& c) { Value* index = checked_index(c); c.give(c.b.CreateExtractElement(c.vector(0), index)); }
void with_element(VectorCall& c) { Value* index = checked_index(c); c.give(c.b.CreateInsertElement(c.vector(0), c.operand(2), index)); }
void to_scalar(VectorCall& c) { c.give(c.b.CreateExtractElement(c.vector(0), uint64_t(0))); }
void get_lower(VectorCall& c) { c.give(half(c.b, c.vector(0), false)); }
void get_upper(VectorCall& c) { c.give(half(c.b, c.vector(0), true)); }
void with_lower(VectorCall& c) { Value* part = c.vector(1); c.give(concatenate(c.b, part, half(c.b, c.vector(0), true))); }
void with_upper(VectorCall& c) { Value* part = c.vector(1); c.give(concatenate(c.b, half(c.b, c.vector(0), false), part)); }

// To a wider vector with zeros above, to a narrower one, or to one of the same width.
void extend(VectorCall& c) {
  Value* v = c.vector(0);
  unsigned to = c.result_shape().count();
  while (count_of(v) < to) v = concatenate(c.b, v, zero_like(v));
  while (count_of(v) > to) v = half(c.b, v, false);
  c.give(v);
}

Value* element_address(VectorCall& c, size_t pointer, size_t index) {
  Value* p = c.pointer(pointer);
  if (index >= c.args.size()) return p;
  return c.b.CreateGEP(element_type(c.mi.m.llvm, c.first()), p, as_i64(c.mi, c.args[index], false));
}
void load_vector(VectorCall& c) { c.give(c.b.CreateAlignedLoad(llvm_vector(c.mi.m, c.result_shape()), element_address(c, 0, 1), llvm::Align(1))); }
void store_vector(VectorCall& c) { Value* v = c.vector(0); c.b.CreateAlignedStore(v, element_address(c, 1, 2), llvm::Align(1)); }

// ---- across elements ----
void most_significant_bits(VectorCall& c) {
  Value* v = as_integers(c.b, c.vector(0));
  Value* bits = c.b.CreateBitCast(c.b.CreateICmpSLT(v, zero_like(v)), c.b.getIntNTy(count_of(v)));
  c.give(c.b.CreateZExtOrTrunc(bits, c.mi.m.scalar(c.ret())));
}

Value* sum_of(B& b, const VectorShape& s, Value* v) {
  if (!s.is_float()) return b.CreateAddReduce(v);
  if (count_of(v) == 1) return b.CreateExtractElement(v, uint64_t(0));
  std::vector<int> even, odd;
  for (unsigned i = 0; i < count_of(v); i += 2) even.push_back(i), odd.push_back(i + 1);
  return sum_of(b, s, b.CreateFAdd(b.CreateShuffleVector(v, even), b.CreateShuffleVector(v, odd)));
}
void sum(VectorCall& c) { c.give(sum_of(c.b, c.first(), c.vector(0))); }
void dot(VectorCall& c) {
  VectorShape s = c.first();
  Value* x = c.vector(0);
  c.give(sum_of(c.b, s, elementwise(c.b, "Vec_Multiply", s, {x, c.vector(1)})));
}

void multiply(VectorCall& c) {
  VectorShape s = c.first();
  Value* v[2];
  for (int i = 0; i < 2; i++) v[i] = c.operand(i);
  for (Value*& x : v) if (!x->getType()->isVectorTy()) x = c.b.CreateVectorSplat(s.count(), x);
  c.give(elementwise(c.b, "Vec_Multiply", s, v));
}
void divide(VectorCall& c) {
  Value *x = c.vector(0), *y = c.operand(1);
  if (!y->getType()->isVectorTy()) y = c.b.CreateVectorSplat(c.first().count(), y);
  c.give(c.b.CreateFDiv(x, y));
}

// ---- conversions ----
void narrow(VectorCall& c) {
  Value* lower = c.vector(0);
  Value* v = concatenate(c.b, lower, c.vector(1));
  auto* type = llvm_vector(c.mi.m, c.result_shape());
  c.give(c.first().is_float() ? c.b.CreateFPTrunc(v, type) : c.b.CreateTrunc(v, type));
}
void narrow_saturate(VectorCall& c) {
  VectorShape from = c.first(), to = c.result_shape();
  if (from.is_float()) return narrow(c);
  Value* lower = c.vector(0);
  Value* v = concatenate(c.b, lower, c.vector(1));
  unsigned bits = from.size * 8, small = to.size * 8;
  auto limit = [&](llvm::APInt n) { return llvm::ConstantInt::get(v->getType(), n); };
  llvm::APInt top = to.is_signed() ? llvm::APInt::getSignedMaxValue(small).zext(bits) : llvm::APInt::getMaxValue(small).zext(bits);
  v = c.b.CreateBinaryIntrinsic(from.is_signed() ? I::smin : I::umin, v, limit(top));
  if (from.is_signed()) v = c.b.CreateBinaryIntrinsic(I::smax, v, limit(to.is_signed() ? llvm::APInt::getSignedMinValue(small).sext(bits) : llvm::APInt(bits, 0)));
  c.give(c.b.CreateTrunc(v, llvm_vector(c.mi.m, to)));
}
void widen(VectorCall& c, bool upper) {
  VectorShape s = c.first();
  Value* v = half(c.b, c.vector(0), upper);
  auto* type = llvm_vector(c.mi.m, c.result_shape());
  c.give(s.is_float() ? c.b.CreateFPExt(v, type) : s.is_signed() ? c.b.CreateSExt(v, type) : c.b.CreateZExt(v, type));
}
void widen_lower(VectorCall& c) { widen(c, false); }
void widen_upper(VectorCall& c) { widen(c, true); }

Value* saturated(VectorCall& c, Value* v) {
  auto* type = llvm_vector(c.mi.m, c.result_shape());
  return c.b.CreateIntrinsic(c.result_shape().is_signed() ? I::fptosi_sat : I::fptoui_sat, {type, v->getType()}, {v});
}
void to_integer(VectorCall& c) { c.give(saturated(c, c.vector(0))); }
// As the processor: what does not fit gives the least number, or all bits for unsigned ones.
void to_integer_native(VectorCall& c) {
  VectorShape to = c.result_shape();
  Value *v = c.vector(0), *r = saturated(c, v);
  if (to.is_signed()) {
    Value* bad = c.b.CreateFCmpUGE(v, llvm::ConstantFP::get(v->getType(), to.size == 4 ? 0x1p31 : 0x1p63));
    c.give(c.b.CreateSelect(bad, llvm::ConstantInt::get(r->getType(), llvm::APInt::getSignedMinValue(to.size * 8)), r));
  } else {
    Value* bad = c.b.CreateFCmpULE(v, llvm::ConstantFP::get(v->getType(), -1.0));
    c.give(c.b.CreateSelect(bad, llvm::Constant::getAllOnesValue(r->getType()), r));
  }
}
void to_float(VectorCall& c) {
  auto* type = llvm_vector(c.mi.m, c.result_shape());
  c.give(c.first().is_signed() ? c.b.CreateSIToFP(c.vector(0), type) : c.b.CreateUIToFP(c.vector(0), type));
}

// ---- shuffles with indices in a vector ----
// One element at a time: LLVM keeps the vector in memory and loads from it.
Value* shuffle_elements(B& b, Value* v, Value* index) {
  Value* r = zero_like(v);
  for (unsigned i = 0; i < count_of(v); i++) {
    Value* n = b.CreateAnd(b.CreateExtractElement(index, uint64_t(i)), llvm::ConstantInt::get(index->getType()->getScalarType(), count_of(v) - 1));
    r = b.CreateInsertElement(r, b.CreateExtractElement(v, n), uint64_t(i));
  }
  return r;
}

// Indices of elements as indices of their bytes, within 16 bytes.
Value* byte_indices(B& b, Value* index) {
  unsigned size = bits_of(index) / 8, count = count_of(index);
  if (size == 1) return index;
  auto* bytes = FixedVectorType::get(b.getInt8Ty(), 16);
  std::vector<int> low;
  std::vector<llvm::Constant*> offsets;
  for (unsigned i = 0; i < count; i++)
    for (unsigned k = 0; k < size; k++) low.push_back(i * size), offsets.push_back(b.getInt8(k));
  Value* scaled = b.CreateBitCast(b.CreateMul(index, llvm::ConstantInt::get(index->getType(), size)), bytes);
  return b.CreateAdd(b.CreateShuffleVector(scaled, low), llvm::ConstantVector::get(offsets));
}

Value* shuffle_in_range(B& b, Value* v, Value* index) {
  unsigned bytes = bits_of(v) / 8 * count_of(v);
  if (bytes == 16) return b.CreateBitCast(shuffle_bytes(b, v, byte_indices(b, index)), v->getType());
  if (bytes == 32 && bits_of(v) == 32) {
    auto id = v->getType()->isFPOrFPVectorTy() ? I::x86_avx2_permps : I::x86_avx2_permd;
    return b.CreateIntrinsic(id, {}, {v, index});
  }
  if (bytes == 32 && bits_of(v) == 8) {
    Value* in_upper = b.CreateICmpUGE(index, llvm::ConstantInt::get(index->getType(), 16));
    Value *low = half(b, v, false), *high = half(b, v, true);
    Value* within = b.CreateAnd(index, llvm::ConstantInt::get(index->getType(), 15));
    return b.CreateSelect(in_upper, shuffle_bytes(b, concatenate(b, high, high), within), shuffle_bytes(b, concatenate(b, low, low), within));
  }
  return shuffle_elements(b, v, index);
}

// Constants of the same shape are seen by LLVM, which makes one instruction of all this.
void shuffle(VectorCall& c) {
  Value *v = c.vector(0), *index = as_integers(c.b, c.vector(1));
  Value* in_range = c.b.CreateICmpULT(index, llvm::ConstantInt::get(index->getType(), count_of(v)));
  c.give(c.b.CreateSelect(in_range, shuffle_in_range(c.b, v, index), zero_like(v)));
}
// Out of range: bytes as pshufb, others as Shuffle.
void shuffle_native(VectorCall& c) {
  if (c.first().size == 1 && c.first().bytes == 16) c.give(shuffle_bytes(c.b, c.vector(0), c.vector(1)));
  else shuffle(c);
}

using General = void (*)(VectorCall&);
const std::unordered_map<std::string_view, General>& general_table() {
  static const std::unordered_map<std::string_view, General> table = {
      {"Vec_Multiply", multiply}, {"Vec_Divide", divide},
      {"Vec_Mask", most_significant_bits}, {"Vec_Zero", zero}, {"Vec_One", one}, {"Vec_AllBitsSet", all_bits}, {"Vec_Indices", indices},
      {"Vec_Create", create}, {"Vec_CreateScalar", create_scalar}, {"Vec_CreateScalarUnsafe", create_scalar_unsafe}, {"Vec_ToScalar", to_scalar}, {"Vec_GetElement", get_element}, {"Vec_WithElement", with_element},
      {"Vec_GetLower", get_lower}, {"Vec_GetUpper", get_upper}, {"Vec_WithLower", with_lower}, {"Vec_WithUpper", with_upper},
      {"Vec_Extend", extend}, {"Vec_ExtendUnsafe", extend}, {"Vec_Load", load_vector}, {"Vec_Store", store_vector},
      {"Vec_Narrow", narrow}, {"Vec_NarrowSaturate", narrow_saturate}, {"Vec_WidenLower", widen_lower}, {"Vec_WidenUpper", widen_upper},
      {"Vec_ToInteger", to_integer}, {"Vec_ToIntegerNative", to_integer_native}, {"Vec_ToFloat", to_float},
      {"Vec_Sum", sum}, {"Vec_Dot", dot}, {"Vec_Shuffle", shuffle}, {"Vec_ShuffleNative", shuffle_native},
  };
  return table;
}

}  // namespace

Value* shuffle_bytes(B& b, Value* v, Value* index) {
  unsigned bytes = bits_of(v) / 8 * count_of(v);
  auto* type = FixedVectorType::get(b.getInt8Ty(), bytes);
  auto id = bytes == 16 ? I::x86_ssse3_pshuf_b_128 : bytes == 32 ? I::x86_avx2_pshuf_b : I::x86_avx512_pshuf_b_512;
  return b.CreateIntrinsic(id, {}, {b.CreateBitCast(v, type), b.CreateBitCast(index, type)});
}

void import_vector(VectorCall& c, std::string_view op) {
  if (auto it = general_table().find(op); it != general_table().end()) return it->second(c);
  if (import_comparison(c, op)) return;
  llvm::SmallVector<Value*, 4> values;
  for (size_t i = 0; i < c.args.size(); i++) values.push_back(c.operand(i));
  Value* v = elementwise(c.b, op, c.first(), values);
  if (!v) throw std::runtime_error("vector operation without expansion: " + std::string(op));
  c.give(v);
}

}  // namespace ahead
