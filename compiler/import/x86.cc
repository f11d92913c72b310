// Single instructions (survive/x86.def). What LLVM can say in plain IR is said so: shuffles by an immediate become shufflevector, comparisons fcmp and
// icmp; LLVM chooses the instruction. The rest are calls of llvm.x86.* intrinsics, whose operand types do the conversions.
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/Intrinsics.h>
#include <llvm/IR/IntrinsicsX86.h>
#include <functional>
#include "import/method.h"
#include "import/vectors.h"

namespace ahead {

using llvm::Value;
using llvm::FixedVectorType;
namespace I = llvm::Intrinsic;
using B = llvm::IRBuilder<>;

namespace {

unsigned count_of(Value* v) { return llvm::cast<FixedVectorType>(v->getType())->getNumElements(); }
unsigned bits_of(Value* v) { return v->getType()->getScalarSizeInBits(); }
unsigned bytes_of(Value* v) { return count_of(v) * bits_of(v) / 8; }
Value* zero_like(Value* v) { return llvm::Constant::getNullValue(v->getType()); }
Value* as_elements(B& b, Value* v, unsigned bits) { return b.CreateBitCast(v, FixedVectorType::get(b.getIntNTy(bits), bytes_of(v) * 8 / bits)); }
llvm::Type* element(VectorCall& c, const VectorShape& s) { return llvm_vector(c.mi.m, s)->getElementType(); }

// What no instruction has (a comparison above 31, a scale of 3) throws.
void check_immediate(VectorCall& c, Value* bad) { emit_throw_check(c.mi, bad, "ThrowArgumentOutOfRangeException"); }

// An operand that the instruction holds as an immediate. A program that computes it gets a switch over the values.
Value* with_immediate(VectorCall& c, size_t operand, unsigned mask, const std::function<Value*(unsigned)>& make) {
  Value* n = c.b.CreateAnd(as_i32(c.mi, c.args[operand]), mask);
  if (auto* constant = llvm::dyn_cast<llvm::ConstantInt>(n)) return make(unsigned(constant->getZExtValue()));
  auto* done = llvm::BasicBlock::Create(c.mi.m.llvm, "immediate", c.mi.fn);
  auto* never = llvm::BasicBlock::Create(c.mi.m.llvm, "never", c.mi.fn);
  auto* choice = c.b.CreateSwitch(n, never, mask + 1);
  std::vector<std::pair<Value*, llvm::BasicBlock*>> results;
  for (unsigned k = 0; k <= mask; k++) {
    if (k & ~mask) continue;
    auto* block = llvm::BasicBlock::Create(c.mi.m.llvm, "is", c.mi.fn);
    choice->addCase(c.b.getInt32(k), block);
    c.b.SetInsertPoint(block);
    Value* v = make(k);
    results.push_back({v, c.b.GetInsertBlock()});
    c.b.CreateBr(done);
  }
  c.b.SetInsertPoint(never);
  c.b.CreateUnreachable();
  c.b.SetInsertPoint(done);
  if (results[0].first->getType()->isVoidTy()) return results[0].first;
  auto* phi = c.b.CreatePHI(results[0].first->getType(), results.size());
  for (auto& [v, block] : results) phi->addIncoming(v, block);
  return phi;
}

// ---- llvm.x86.* ----
std::string pick_by_width(VectorCall& c, std::string_view names) {
  unsigned widest = 16;
  auto look = [&](Type* t) { if (auto s = c.shape(t)) widest = std::max(widest, s->bytes); };
  for (Type* p : c.callee->sig.params) look(p);
  look(c.ret());
  std::string_view left = names;
  for (unsigned w = 16; w < widest && left.find('|') != left.npos; w *= 2) left.remove_prefix(left.find('|') + 1);
  return "llvm.x86." + std::string(left.substr(0, left.find('|')));
}

Value* call_intrinsic(VectorCall& c, std::string_view names, size_t from) {
  std::string name = pick_by_width(c, names);
  auto id = llvm::Function::lookupIntrinsicID(name);
  if (!id) throw std::runtime_error("LLVM has no intrinsic " + name);
  auto* f = I::getDeclaration(&c.mi.m.module, id);
  auto* type = f->getFunctionType();
  llvm::SmallVector<Value*, 6> values;
  int immediate = -1;
  for (unsigned k = 0; k < type->getNumParams(); k++) {
    auto* to = type->getParamType(k);
    if (f->hasParamAttribute(k, llvm::Attribute::ImmArg)) { immediate = k; values.push_back(nullptr); continue; }
    if (to->isPointerTy()) { values.push_back(c.pointer(from + k)); continue; }
    Value* v = c.operand(from + k);
    values.push_back(v->getType()->isVectorTy() ? c.b.CreateBitCast(v, to) : c.b.CreateZExtOrTrunc(v, to));
  }
  if (immediate < 0) return c.b.CreateCall(f, values);
  return with_immediate(c, from + immediate, 255, [&](unsigned n) -> Value* {
    values[immediate] = llvm::ConstantInt::get(type->getParamType(immediate), n);
    return c.b.CreateCall(f, values);
  });
}

// ---- shuffles ----
// Result element i is number pick(i) of the elements of a followed by those of b.
Value* shuffled(B& b, Value* x, Value* y, const std::function<int(unsigned)>& pick) {
  std::vector<int> order;
  for (unsigned i = 0; i < count_of(x); i++) order.push_back(pick(i));
  return b.CreateShuffleVector(x, y, order);
}
unsigned per_lane(Value* v) { return 128 / bits_of(v); }

Value* unpack(VectorCall& c, bool high) {
  Value *x = c.vector(0), *y = c.vector(1);
  unsigned lane = per_lane(x), n = count_of(x);
  return shuffled(c.b, x, y, [=](unsigned i) { return int(i / lane * lane + i % lane / 2 + (high ? lane / 2 : 0) + (i & 1 ? n : 0)); });
}
Value* unpack_low(VectorCall& c, size_t) { return unpack(c, false); }
Value* unpack_high(VectorCall& c, size_t) { return unpack(c, true); }

Value* shuffle_one(VectorCall& c, size_t) {            // four at a time, two bits for each
  Value* x = c.vector(0);
  return with_immediate(c, 1, 255, [&](unsigned imm) { return shuffled(c.b, x, x, [=](unsigned i) { return int(i / 4 * 4 + (imm >> 2 * (i % 4) & 3)); }); });
}
Value* permute(VectorCall& c, size_t from) {
  Value* x = c.vector(0);
  if (bits_of(x) == 32) return shuffle_one(c, from);
  return with_immediate(c, 1, 15, [&](unsigned imm) { return shuffled(c.b, x, x, [=](unsigned i) { return int(i / 2 * 2 + (imm >> i & 1)); }); });
}
Value* shuffle_two(VectorCall& c, size_t) {            // the lower half of each lane from the first operand, the upper half from the second
  Value *x = c.vector(0), *y = c.vector(1);
  int n = count_of(x);
  if (bits_of(x) == 32)
    return with_immediate(c, 2, 255, [&](unsigned imm) { return shuffled(c.b, x, y, [=](unsigned i) { return int(i / 4 * 4 + (imm >> 2 * (i % 4) & 3)) + (i % 4 < 2 ? 0 : n); }); });
  return with_immediate(c, 2, 15, [&](unsigned imm) { return shuffled(c.b, x, y, [=](unsigned i) { return int(i / 2 * 2 + (imm >> i & 1)) + (i & 1 ? n : 0); }); });
}
Value* shuffle_words(VectorCall& c, bool high) {
  Value* x = c.vector(0);
  unsigned begin = high ? 4 : 0;
  return with_immediate(c, 1, 255, [&](unsigned imm) {
    return shuffled(c.b, x, x, [=](unsigned i) { return i % 8 / 4 * 4 == begin ? int(i / 4 * 4 + (imm >> 2 * (i % 4) & 3)) : int(i); });
  });
}
Value* shuffle_low(VectorCall& c, size_t) { return shuffle_words(c, false); }
Value* shuffle_high(VectorCall& c, size_t) { return shuffle_words(c, true); }

Value* align_right(VectorCall& c, size_t) {
  Value *left = as_elements(c.b, c.vector(0), 8), *right = as_elements(c.b, c.vector(1), 8);
  int n = count_of(left);
  return with_immediate(c, 2, 255, [&](unsigned imm) -> Value* {
    if (imm >= 32) return zero_like(left);
    Value *low = imm < 16 ? right : left, *high = imm < 16 ? left : zero_like(left);
    return shuffled(c.b, low, high, [=](unsigned i) { int k = i % 16 + imm % 16; return int(i / 16 * 16) + (k < 16 ? k : k - 16 + n); });
  });
}
Value* bytes_left(VectorCall& c, size_t) {
  Value* x = as_elements(c.b, c.vector(0), 8);
  return with_immediate(c, 1, 255, [&](unsigned imm) { return shuffled(c.b, zero_like(x), x, [=, n = int(count_of(x))](unsigned i) { return i % 16 < imm ? int(i) : n + int(i - imm); }); });
}
Value* bytes_right(VectorCall& c, size_t) {
  Value* x = as_elements(c.b, c.vector(0), 8);
  return with_immediate(c, 1, 255, [&](unsigned imm) { return shuffled(c.b, zero_like(x), x, [=, n = int(count_of(x))](unsigned i) { return i % 16 + imm > 15 ? int(i) : n + int(i + imm); }); });
}

Value* blend(VectorCall& c, size_t) {
  Value *x = c.vector(0), *y = c.vector(1);
  int n = count_of(x);
  return with_immediate(c, 2, 255, [&](unsigned imm) { return shuffled(c.b, x, y, [=](unsigned i) { return int(i) + (imm >> (i & 7) & 1 ? n : 0); }); });
}
Value* blend_variable(VectorCall& c, size_t) {         // by the sign of floats, and of bytes
  Value *x = c.vector(0), *y = c.vector(1), *mask = as_integers(c.b, c.vector(2));
  if (!c.first().is_float()) x = as_elements(c.b, x, 8), y = as_elements(c.b, y, 8), mask = as_elements(c.b, mask, 8);
  return c.b.CreateSelect(c.b.CreateICmpSLT(mask, zero_like(mask)), y, x);
}

Value* extract(VectorCall& c, size_t) {
  Value* x = c.vector(0);
  return c.b.CreateExtractElement(x, c.b.CreateAnd(as_i32(c.mi, c.args[1]), count_of(x) - 1));
}
Value* insert(VectorCall& c, size_t) {
  Value* x = c.vector(0);
  return c.b.CreateInsertElement(x, c.operand(1), c.b.CreateAnd(as_i32(c.mi, c.args[2]), count_of(x) - 1));
}
Value* duplicate_even(VectorCall& c, size_t) { Value* x = c.vector(0); return shuffled(c.b, x, x, [](unsigned i) { return int(i & ~1u); }); }
Value* duplicate_odd(VectorCall& c, size_t) { Value* x = c.vector(0); return shuffled(c.b, x, x, [](unsigned i) { return int(i | 1); }); }
Value* move_high_to_low(VectorCall& c, size_t) { Value* x = c.vector(0); return c.b.CreateShuffleVector(x, c.vector(1), {6, 7, 2, 3}); }
Value* move_low_to_high(VectorCall& c, size_t) { Value* x = c.vector(0); return c.b.CreateShuffleVector(x, c.vector(1), {0, 1, 4, 5}); }
Value* with_first(B& b, Value* rest, Value* vector) { return b.CreateInsertElement(rest, b.CreateExtractElement(vector, uint64_t(0)), uint64_t(0)); }
Value* move_scalar(VectorCall& c, size_t) { Value* x = c.vector(0); return with_first(c.b, x, c.vector(1)); }
Value* zero_upper(VectorCall& c, size_t) { Value* x = c.vector(0); return with_first(c.b, zero_like(x), x); }

Value* permute_halves(VectorCall& c, size_t) {
  Value *x = as_elements(c.b, c.vector(0), 64), *y = as_elements(c.b, c.vector(1), 64);
  return with_immediate(c, 2, 255, [&](unsigned imm) {
    auto part = [&](unsigned select) -> Value* {
      Value* h = half(c.b, select & 2 ? y : x, select & 1);
      return select & 8 ? zero_like(h) : h;
    };
    return concatenate(c.b, part(imm & 15), part(imm >> 4));
  });
}
Value* extract_half(VectorCall& c, size_t) {
  Value* x = c.vector(0);
  return with_immediate(c, 1, 1, [&](unsigned imm) { return half(c.b, x, imm); });
}
Value* insert_half(VectorCall& c, size_t) {
  Value *x = c.vector(0), *part = c.vector(1);
  return with_immediate(c, 2, 1, [&](unsigned imm) { return imm ? concatenate(c.b, half(c.b, x, false), part) : concatenate(c.b, part, half(c.b, x, true)); });
}
Value* broadcast(VectorCall& c, size_t) { return c.b.CreateVectorSplat(c.result_shape().count(), c.b.CreateExtractElement(c.vector(0), uint64_t(0))); }

// ---- arithmetic ----
Value* and_not(VectorCall& c, size_t) { Value* x = as_integers(c.b, c.vector(0)); return c.b.CreateAnd(c.b.CreateNot(x), as_integers(c.b, c.vector(1))); }
Value* multiply_even(VectorCall& c, size_t) {          // the even elements, to twice their width
  bool is_signed = c.first().is_signed();
  auto wide = [&](size_t i) {
    Value* v = as_elements(c.b, c.vector(i), 64);
    if (!is_signed) return c.b.CreateAnd(v, llvm::ConstantInt::get(v->getType(), 0xffffffff));
    return c.b.CreateAShr(c.b.CreateShl(v, 32), 32);
  };
  Value* x = wide(0);
  return c.b.CreateMul(x, wide(1));
}
Value* fused(VectorCall& c, bool negate_product, bool negate_addend) {
  Value *x = c.vector(0), *y = c.vector(1), *z = c.vector(2);
  if (negate_product) x = c.b.CreateFNeg(x);
  if (negate_addend) z = c.b.CreateFNeg(z);
  return c.b.CreateIntrinsic(I::fma, {x->getType()}, {x, y, z});
}
Value* fma(VectorCall& c, size_t) { return fused(c, false, false); }
Value* fma_subtract(VectorCall& c, size_t) { return fused(c, false, true); }
Value* fma_negated(VectorCall& c, size_t) { return fused(c, true, false); }
Value* fma_subtract_negated(VectorCall& c, size_t) { return fused(c, true, true); }
Value* fma_alternating(VectorCall& c, bool subtract_even) {
  Value *add = fused(c, false, false), *subtract = fused(c, false, true);
  int n = count_of(add);
  return shuffled(c.b, add, subtract, [=](unsigned i) { return int(i) + ((i & 1) == (subtract_even ? 0u : 1u) ? n : 0); });
}
Value* fma_add_subtract(VectorCall& c, size_t) { return fma_alternating(c, true); }
Value* fma_subtract_add(VectorCall& c, size_t) { return fma_alternating(c, false); }
Value* vnni(VectorCall& c, size_t from) { return call_intrinsic(c, c.shape(size_t(1))->size == 1 ? "avx512.vpdpbusd.128|avx512.vpdpbusd.256" : "avx512.vpdpwssd.128|avx512.vpdpwssd.256", from); }
Value* vnni_saturate(VectorCall& c, size_t from) { return call_intrinsic(c, c.shape(size_t(1))->size == 1 ? "avx512.vpdpbusds.128|avx512.vpdpbusds.256" : "avx512.vpdpwssds.128|avx512.vpdpwssds.256", from); }

Value* mask_of(VectorCall& c, Value* bits, Value* like) { return c.b.CreateSExt(bits, as_integers(c.b, like)->getType()); }
Value* compare_mode(VectorCall& c, size_t) {
  using P = llvm::CmpInst;
  static constexpr P::Predicate modes[16] = {P::FCMP_OEQ, P::FCMP_OLT, P::FCMP_OLE, P::FCMP_UNO, P::FCMP_UNE, P::FCMP_UGE, P::FCMP_UGT, P::FCMP_ORD,
                                             P::FCMP_UEQ, P::FCMP_ULT, P::FCMP_ULE, P::FCMP_FALSE, P::FCMP_ONE, P::FCMP_OGE, P::FCMP_OGT, P::FCMP_TRUE};
  check_immediate(c, c.b.CreateICmpUGT(as_i32(c.mi, c.args[2]), c.b.getInt32(31)));
  Value *x = c.vector(0), *y = c.vector(1);
  return with_immediate(c, 2, 15, [&](unsigned imm) { return mask_of(c, c.b.CreateFCmp(modes[imm], x, y), x); });
}

// ---- conversions ----
Value* low_elements(B& b, Value* v, unsigned count) {
  while (count_of(v) > count) v = half(b, v, false);
  return v;
}
Value* convert_element(VectorCall& c, size_t) {
  auto* to = element(c, c.result_shape());
  Value* v = c.operand(1);
  if (v->getType()->isVectorTy()) v = c.b.CreateFPCast(c.b.CreateExtractElement(v, uint64_t(0)), to);
  else v = c.b.CreateSIToFP(v, to);
  return c.b.CreateInsertElement(c.vector(0), v, uint64_t(0));
}
Value* to_floats(VectorCall& c, size_t) {
  Value* v = low_elements(c.b, c.vector(0), c.result_shape().count());
  auto* to = llvm_vector(c.mi.m, c.result_shape());
  return c.first().is_float() ? c.b.CreateFPCast(v, to) : c.b.CreateSIToFP(v, to);
}
Value* widen_low(VectorCall& c, size_t) {
  auto* to = llvm_vector(c.mi.m, c.result_shape());
  Type* p = c.param(0);
  if (p->kind != ElementKind::Ptr) {
    Value* v = low_elements(c.b, c.vector(0), to->getNumElements());
    return c.first().is_signed() ? c.b.CreateSExt(v, to) : c.b.CreateZExt(v, to);
  }
  bool is_signed = p->element->kind == ElementKind::I1 || p->element->kind == ElementKind::I2 || p->element->kind == ElementKind::I4;
  Value* v = c.b.CreateAlignedLoad(FixedVectorType::get(c.mi.m.scalar(p->element), to->getNumElements()), c.pointer(0), llvm::Align(1));
  return is_signed ? c.b.CreateSExt(v, to) : c.b.CreateZExt(v, to);
}

// ---- memory ----
Value* load(VectorCall& c, size_t) { return c.b.CreateAlignedLoad(llvm_vector(c.mi.m, c.result_shape()), c.pointer(0), llvm::Align(1)); }
Value* load_element(VectorCall& c, llvm::Type* t, size_t pointer) { return c.b.CreateAlignedLoad(t, c.pointer(pointer), llvm::Align(1)); }
Value* load_scalar(VectorCall& c, size_t) {
  auto* type = llvm_vector(c.mi.m, c.result_shape());
  return c.b.CreateInsertElement(llvm::Constant::getNullValue(type), load_element(c, type->getElementType(), 0), uint64_t(0));
}
Value* load_broadcast(VectorCall& c, size_t) { return c.b.CreateVectorSplat(c.result_shape().count(), load_element(c, element(c, c.result_shape()), 0)); }
Value* load_broadcast_128(VectorCall& c, size_t) {
  Value* v = load_element(c, FixedVectorType::get(c.mi.m.i64(), 2), 0);
  return concatenate(c.b, v, v);
}
Value* load_half(VectorCall& c, unsigned i) { return c.b.CreateInsertElement(as_elements(c.b, c.vector(0), 64), load_element(c, c.mi.m.i64(), 1), uint64_t(i)); }
Value* load_low(VectorCall& c, size_t) { return load_half(c, 0); }
Value* load_high(VectorCall& c, size_t) { return load_half(c, 1); }
Value* store_value(VectorCall& c, Value* v) { return c.b.CreateAlignedStore(v, c.pointer(0), llvm::Align(1)); }
Value* store(VectorCall& c, size_t) { return store_value(c, c.operand(1)); }
Value* store_scalar(VectorCall& c, size_t) { return store_value(c, c.b.CreateExtractElement(c.vector(1), uint64_t(0))); }
Value* store_low(VectorCall& c, size_t) { return store_value(c, c.b.CreateExtractElement(as_elements(c.b, c.vector(1), 64), uint64_t(0))); }
Value* store_high(VectorCall& c, size_t) { return store_value(c, c.b.CreateExtractElement(as_elements(c.b, c.vector(1), 64), uint64_t(1))); }

Value* gather_from(VectorCall& c, size_t base, Value* mask, Value* otherwise) {
  Value* factor = as_i32(c.mi, c.args.back());
  Value* power_of_two = c.b.CreateICmpEQ(c.b.CreateAnd(factor, c.b.CreateSub(factor, c.b.getInt32(1))), c.b.getInt32(0));
  check_immediate(c, c.b.CreateOr(c.b.CreateNot(power_of_two), c.b.CreateICmpUGT(c.b.CreateSub(factor, c.b.getInt32(1)), c.b.getInt32(7))));
  auto* type = llvm_vector(c.mi.m, c.result_shape());
  Value* index = c.vector(base + 1);
  unsigned n = std::min(count_of(index), type->getNumElements());
  index = c.b.CreateSExt(low_elements(c.b, index, n), FixedVectorType::get(c.mi.m.i64(), n));
  Value* scale = c.b.CreateZExt(factor, c.mi.m.i64());
  Value* addresses = c.b.CreateGEP(c.mi.m.i8(), c.pointer(base), c.b.CreateMul(index, c.b.CreateVectorSplat(n, scale)));
  auto* part = FixedVectorType::get(type->getElementType(), n);
  Value* v = c.b.CreateMaskedGather(part, addresses, llvm::Align(1), mask ? low_elements(c.b, mask, n) : llvm::Constant::getAllOnesValue(FixedVectorType::get(c.mi.m.i1(), n)),
                                    otherwise ? low_elements(c.b, otherwise, n) : llvm::Constant::getNullValue(part));
  while (count_of(v) < type->getNumElements()) v = concatenate(c.b, v, zero_like(v));
  return v;
}
Value* gather(VectorCall& c, size_t) { return gather_from(c, 0, nullptr, nullptr); }
Value* gather_mask(VectorCall& c, size_t) {
  Value *source = c.vector(0), *mask = as_integers(c.b, c.vector(3));
  return gather_from(c, 1, c.b.CreateICmpSLT(mask, zero_like(mask)), source);
}

Value* prefetch(VectorCall& c, int locality) {
  return c.b.CreateIntrinsic(I::prefetch, {c.mi.m.ptr()}, {c.pointer(0), c.b.getInt32(0), c.b.getInt32(locality), c.b.getInt32(1)});
}
Value* prefetch0(VectorCall& c, size_t) { return prefetch(c, 3); }
Value* prefetch1(VectorCall& c, size_t) { return prefetch(c, 2); }
Value* prefetch2(VectorCall& c, size_t) { return prefetch(c, 1); }
Value* prefetch_non_temporal(VectorCall& c, size_t) { return prefetch(c, 0); }

// ---- numbers ----
Value* minus(B& b, Value* x, uint64_t n) { return b.CreateSub(x, llvm::ConstantInt::get(x->getType(), n)); }
Value* trailing_zeros(VectorCall& c, size_t) { return c.b.CreateBinaryIntrinsic(I::cttz, c.operand(0), c.b.getFalse()); }
Value* leading_zeros(VectorCall& c, size_t) { return c.b.CreateBinaryIntrinsic(I::ctlz, c.operand(0), c.b.getFalse()); }
Value* highest_bit(VectorCall& c, size_t) {
  Value* x = c.operand(0);
  return c.b.CreateXor(c.b.CreateBinaryIntrinsic(I::ctlz, x, c.b.getFalse()), llvm::ConstantInt::get(x->getType(), bits_of(x) - 1));
}
Value* population(VectorCall& c, size_t) { return c.b.CreateUnaryIntrinsic(I::ctpop, c.operand(0)); }
Value* number_and_not(VectorCall& c, size_t) { return c.b.CreateAnd(c.b.CreateNot(c.operand(0)), c.operand(1)); }
Value* lowest_bit(VectorCall& c, size_t) { Value* x = c.operand(0); return c.b.CreateAnd(x, c.b.CreateNeg(x)); }
Value* mask_to_lowest_bit(VectorCall& c, size_t) { Value* x = c.operand(0); return c.b.CreateXor(x, minus(c.b, x, 1)); }
Value* reset_lowest_bit(VectorCall& c, size_t) { Value* x = c.operand(0); return c.b.CreateAnd(x, minus(c.b, x, 1)); }
Value* bit_field(VectorCall& c, size_t) {
  Value* x = c.operand(0);
  Value* control = c.b.CreateZExt(c.operand(1), x->getType());
  if (c.args.size() == 3) control = c.b.CreateOr(control, c.b.CreateShl(c.b.CreateZExt(c.operand(2), x->getType()), 8));
  return c.b.CreateIntrinsic(bits_of(x) == 32 ? I::x86_bmi_bextr_32 : I::x86_bmi_bextr_64, {}, {x, control});
}
Value* multiply_high(VectorCall& c, size_t) {
  Value *x = c.operand(0), *y = c.operand(1);
  auto* wide = c.b.getIntNTy(2 * bits_of(x));
  Value* product = c.b.CreateMul(c.b.CreateZExt(x, wide), c.b.CreateZExt(y, wide));
  if (c.args.size() == 3) c.b.CreateAlignedStore(c.b.CreateTrunc(product, x->getType()), c.pointer(2), llvm::Align(1));
  return c.b.CreateTrunc(c.b.CreateLShr(product, bits_of(x)), x->getType());
}
Value* crc32(VectorCall& c, size_t) {
  Value *crc = c.operand(0), *data = c.operand(1);
  auto id = bits_of(data) == 8 ? I::x86_sse42_crc32_32_8 : bits_of(data) == 16 ? I::x86_sse42_crc32_32_16 : bits_of(data) == 32 ? I::x86_sse42_crc32_32_32 : I::x86_sse42_crc32_64_64;
  return c.b.CreateIntrinsic(id, {}, {crc, data});
}
// (lower, upper, divisor) to a pair; LLVM would call a library function for a number of twice the width.
Value* divide_double(VectorCall& c, size_t) {
  Value *lower = c.operand(0), *upper = c.operand(1), *divisor = c.operand(2);
  Type* t = c.param(2);
  bool is_signed = t->kind == ElementKind::I4 || t->kind == ElementKind::I8 || t->kind == ElementKind::I;
  auto* n = lower->getType();
  auto* type = llvm::FunctionType::get(llvm::StructType::get(n, n), {n, n, n}, false);
  auto* code = llvm::InlineAsm::get(type, is_signed ? "idiv $4" : "div $4", "={ax},={dx},{ax},{dx},r,~{flags},~{dirflag},~{fpsr}", true);
  Value* pair = c.b.CreateCall(type, code, {lower, upper, divisor});
  Value* memory = temporary(c.mi, c.ret());
  for (unsigned i = 0; i < 2; i++) c.b.CreateAlignedStore(c.b.CreateExtractValue(pair, i), offset(c.mi, memory, i * bits_of(lower) / 8), llvm::Align(1));
  if (c.result) *c.result = make_struct(memory, c.ret());
  return nullptr;
}

using Handler = Value* (*)(VectorCall&, size_t from);
const std::unordered_map<std::string_view, Handler>& handlers() {
#define ROW(name) {#name, name}
  static const std::unordered_map<std::string_view, Handler> table = {
      ROW(unpack_low), ROW(unpack_high), ROW(shuffle_one), ROW(shuffle_two), ROW(shuffle_low), ROW(shuffle_high), ROW(permute), ROW(align_right),
      ROW(bytes_left), ROW(bytes_right), ROW(blend), ROW(blend_variable), ROW(extract), ROW(insert), ROW(duplicate_even), ROW(duplicate_odd),
      ROW(move_high_to_low), ROW(move_low_to_high), ROW(move_scalar), ROW(zero_upper), ROW(permute_halves), ROW(extract_half), ROW(insert_half), ROW(broadcast),
      ROW(and_not), ROW(multiply_even), ROW(fma), ROW(fma_subtract), ROW(fma_negated), ROW(fma_subtract_negated), ROW(fma_add_subtract), ROW(fma_subtract_add),
      ROW(vnni), ROW(vnni_saturate), ROW(compare_mode), ROW(convert_element), ROW(to_floats), ROW(widen_low),
      ROW(load), ROW(load_scalar), ROW(load_broadcast), ROW(load_broadcast_128), ROW(load_low), ROW(load_high), ROW(store), ROW(store_scalar), ROW(store_low), ROW(store_high),
      ROW(gather), ROW(gather_mask), ROW(prefetch0), ROW(prefetch1), ROW(prefetch2), ROW(prefetch_non_temporal),
      ROW(trailing_zeros), ROW(leading_zeros), ROW(highest_bit), ROW(population), ROW(number_and_not), ROW(lowest_bit), ROW(mask_to_lowest_bit), ROW(reset_lowest_bit),
      ROW(bit_field), ROW(multiply_high), ROW(crc32), ROW(divide_double),
  };
#undef ROW
  return table;
}

// The value of one operation on the operands from `from` on; null: the result was given, or there is none.
Value* compute(VectorCall& c, std::string_view op, size_t from) {
  if (op[0] == '@') return handlers().at(op.substr(1))(c, from);
  if (op.starts_with("cmp:") || op.starts_with("bool:")) {
    Value *x = c.vector(from), *bits = compare_vectors(c.b, op.substr(op.find(':') + 1), c.first(), x, c.vector(from + 1));
    return op[0] == 'b' ? c.b.CreateExtractElement(bits, uint64_t(0)) : mask_of(c, bits, x);
  }
  if (!op.starts_with("Vec_")) return call_intrinsic(c, op, from);
  llvm::SmallVector<Value*, 4> values;
  for (size_t i = from; i < c.args.size(); i++) values.push_back(c.operand(i));
  return elementwise(c.b, op, c.first(), values);
}

}  // namespace

void import_x86(VectorCall& c, std::string_view op) {
  if (op.starts_with("s.")) {
    op.remove_prefix(2);
    // One operand beside the one whose upper elements stay.
    bool unary = op == "Vec_Sqrt" || op == "Vec_Floor" || op == "Vec_Ceiling" || op == "Vec_Round" || op == "Vec_Truncate" || op.starts_with("sse.r");
    Value* v = compute(c, op, unary ? c.args.size() - 1 : 0);
    Value* rest = c.vector(0);
    return c.give(with_first(c.b, rest, c.b.CreateBitCast(v, rest->getType())));
  }
  if (op == "Vec_Mask" || op == "Vec_CreateScalar" || op == "Vec_ToScalar") return import_vector(c, op);
  Value* v = compute(c, op, 0);
  if (!v || c.ret()->kind == ElementKind::Void) return;
  if (c.ret()->kind == ElementKind::Boolean && !v->getType()->isIntegerTy(1)) v = c.b.CreateIsNotNull(v);
  c.give(v);
}

}  // namespace ahead
