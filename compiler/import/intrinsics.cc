// Expansion of survive/intrinsics.def: one small function per row (or family). What a row means is said in the table.
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/Intrinsics.h>
#include <string_view>
#include "import/vectors.h"
#include "import/method.h"

namespace ahead {

namespace {

using llvm::Value;

struct Call {
  MethodImport& mi; Method* callee; std::vector<StackValue>& args; StackValue* result; llvm::IRBuilder<>& b;
  Type* param(size_t i) const { return callee->sig.params[i]; }
  Type* ret() const { return callee->sig.ret; }
  void give(StackValue v) { if (result) *result = v; }
  void give_memory(Value* v, Type* t) { give(from_memory(mi, v, t)); }   // v in memory form
  void give_bool(Value* i1) { give(make_bool(mi, i1)); }
  // A managed or native pointer as the method's result, derived from argument 0.
  void give_pointer(Value* p) {
    StackValue v = ret()->kind == ElementKind::ByRef ? make_byref(p, ret()) : make_native(p);
    v.type = ret();
    if (!args.empty()) v.local_address = args[0].local_address;
    give(v);
  }
  Value* pointer(size_t i) { return as_ptr(mi, args[i]); }
  Dest dest(size_t i) { return args[i].local_address ? Dest::Local : Dest::Unknown; }
};

// ---- Unsafe ----
void unsafe_as(Call& c) {
  if (c.ret()->kind == ElementKind::ByRef) return c.give_pointer(c.pointer(0));
  StackValue v = c.args[0];
  if (!v.exact) v.type = c.ret();
  c.give(v);
}
void same_pointer(Call& c) { c.give_pointer(c.pointer(0)); }

void step_pointer(Call& c, bool elements, bool subtract) {
  Value* n = as_i64(c.mi, c.args[1]);
  if (elements) n = c.b.CreateMul(n, c.b.getInt64(c.mi.m.size(c.callee->args[0])));
  if (subtract) n = c.b.CreateNeg(n);
  c.give_pointer(c.b.CreateGEP(c.mi.m.i8(), c.pointer(0), n));
}
void unsafe_add(Call& c) { step_pointer(c, true, false); }
void unsafe_subtract(Call& c) { step_pointer(c, true, true); }
void unsafe_add_bytes(Call& c) { step_pointer(c, false, false); }
void unsafe_subtract_bytes(Call& c) { step_pointer(c, false, true); }

void unsafe_byte_offset(Call& c) {
  auto* i64 = c.mi.m.i64();
  c.give(make_native(c.b.CreateSub(c.b.CreatePtrToInt(c.pointer(1), i64), c.b.CreatePtrToInt(c.pointer(0), i64))));
}

template <llvm::CmpInst::Predicate P> void compare_pointers(Call& c) { c.give_bool(c.b.CreateICmp(P, c.pointer(0), c.pointer(1))); }
void unsafe_is_null(Call& c) { c.give_bool(c.b.CreateIsNull(c.pointer(0))); }
void unsafe_null(Call& c) { c.give(make_byref(llvm::ConstantPointerNull::get(c.mi.m.ptr()), c.ret())); }
void nothing(Call&) {}

void read(Call& c, uint8_t prefixes) { c.give(load(c.mi, c.pointer(0), c.ret(), prefixes)); }
void unsafe_read(Call& c) { read(c, 0); }
void unsafe_read_unaligned(Call& c) { read(c, kUnaligned); }
void unsafe_write(Call& c) { store(c.mi, c.pointer(0), c.param(1), c.args[1], c.dest(0)); }
void unsafe_write_unaligned(Call& c) { store(c.mi, c.pointer(0), c.param(1), c.args[1], c.dest(0), kUnaligned); }
void unsafe_copy(Call& c) {
  Type* t = c.callee->args[0];
  store(c.mi, c.pointer(0), t, load(c.mi, c.pointer(1), t), c.dest(0));
}
void unsafe_copy_block(Call& c) {
  c.b.CreateMemCpy(c.pointer(0), llvm::MaybeAlign(1), c.pointer(1), llvm::MaybeAlign(1), as_i64(c.mi, c.args[2], false));
}
void unsafe_init_block(Call& c) {
  c.b.CreateMemSet(c.pointer(0), c.b.CreateTrunc(as_i32(c.mi, c.args[1]), c.mi.m.i8()), as_i64(c.mi, c.args[2], false), llvm::MaybeAlign(1));
}

bool unsafe_bit_cast(Call& c) {
  Type *from = c.callee->args[0], *to = c.callee->args[1];
  if (c.mi.m.size(from) != c.mi.m.size(to)) return false;
  Value* memory = c.args[0].v;
  if (!c.args[0].is_struct()) {
    memory = temporary(c.mi, from);
    store(c.mi, memory, from, c.args[0], Dest::Local);
  }
  c.give(load(c.mi, memory, to, kUnaligned));
  return true;
}
void unsafe_unbox(Call& c) { c.give(make_byref(emit_unbox(c.mi, c.callee->args[0], c.args[0]), c.ret())); }

// ---- objects, arrays, strings ----
void get_method_table(Call& c) {
  emit_null_check(c.mi, c.args[0]);
  StackValue v = make_native(load_method_table(c.mi, c.pointer(0)));
  v.type = c.ret();
  v.non_null = true;
  c.give(v);
}

// The bytes behind `ldtoken field`.
Value* rva_of(Call& c, size_t i) {
  Field* f = c.args[i].field;
  if (!f || !f->def->has_rva()) invalid_il("the data of a field was expected (ldtoken)");
  return c.mi.m.rva_data(f);
}

void create_span(Call& c) {
  Value* data = rva_of(c, 0);
  Type *span = c.ret(), *element = c.callee->args[0];
  Field *reference = c.mi.types.find_field(span, "_reference"), *length = c.mi.types.find_field(span, "_length");
  if (!reference || !length) throw LoadError(LoadError::MissingField, "ReadOnlySpan`1._reference or _length");
  c.mi.types.layout(span);
  Value* memory = temporary(c.mi, span);
  c.b.CreateStore(data, offset(c.mi, memory, reference->offset));
  c.b.CreateStore(c.b.getInt32(c.mi.m.size(c.args[0].field->type) / c.mi.m.size(element)), offset(c.mi, memory, length->offset));
  c.give(make_struct(memory, span));
}

void initialize_array(Call& c) {
  Value* data = rva_of(c, 1);
  emit_null_check(c.mi, c.args[0]);
  Value* array = c.pointer(0);
  Value* elements;
  Type* t = c.args[0].type;
  if (t && t->is_array()) {
    elements = offset(c.mi, array, abi::kArrayDataOffset + (t->kind == ElementKind::Array ? 8 * t->index : 0));
  } else {                                        // the base size counts header, length and bounds
    Value* base = c.b.CreateLoad(c.mi.m.i32(), offset(c.mi, load_method_table(c.mi, array), offsetof(abi::MethodTable, base_size)));
    elements = c.b.CreateInBoundsGEP(c.mi.m.i8(), array, c.b.CreateSub(c.b.CreateZExt(base, c.mi.m.i64()), c.b.getInt64(abi::kObjectHeaderSize)));
  }
  // All elements are set; more data than that is ignored.
  uint64_t size = c.mi.m.size(c.args[1].field->type);
  Value* component = c.b.CreateLoad(c.mi.m.i16(), load_method_table(c.mi, array));  // low half of the flags
  Value* bytes = c.b.CreateMul(c.b.CreateZExt(load_array_length(c.mi, array), c.mi.m.i64()), c.b.CreateZExt(component, c.mi.m.i64()));
  emit_throw_check(c.mi, c.b.CreateICmpUGT(bytes, c.b.getInt64(size)), "ThrowArgumentException");
  c.b.CreateMemCpy(elements, llvm::MaybeAlign(1), data, llvm::MaybeAlign(1), bytes);
}

void array_data_reference(Call& c) {
  emit_null_check(c.mi, c.args[0]);
  StackValue v = make_byref(offset(c.mi, c.pointer(0), abi::kArrayDataOffset), c.ret());
  v.non_null = true;
  c.give(v);
}

void object_get_type(Call& c) {
  emit_null_check(c.mi, c.args[0]);
  if (c.args[0].exact && c.args[0].type) return c.give(emit_type_object(c.mi, c.args[0].type));
  auto constant_load = [&](Value* from, uint64_t at) {
    auto* l = c.b.CreateAlignedLoad(c.mi.m.ptr(), offset(c.mi, from, at), llvm::Align(8));
    l->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(c.mi.m.llvm, {}));
    l->setMetadata(llvm::LLVMContext::MD_nonnull, llvm::MDNode::get(c.mi.m.llvm, {}));
    return l;
  };
  Value* aux = constant_load(load_method_table(c.mi, c.pointer(0)), offsetof(abi::MethodTable, aux));
  StackValue v = make_ref(constant_load(aux, offsetof(abi::AuxiliaryData, exposed_type)), c.mi.types.well_known("System.RuntimeType"), true, true);
  v.frozen = true;
  c.give(v);
}

void type_from_handle(Call& c) {
  const StackValue& a = c.args[0];
  if (a.handle) return c.give(emit_type_object(c.mi, a.handle));
  Value* v = a.is_struct() ? c.b.CreateAlignedLoad(c.mi.m.ptr(), a.v, llvm::Align(8)) : as_ptr(c.mi, a);
  StackValue r = make_ref(v, c.ret());
  r.frozen = true;
  c.give(r);
}

// String and array keep their length at the same place.
static_assert(abi::kArrayLengthOffset == abi::kStringLengthOffset);
void get_length(Call& c) {
  emit_null_check(c.mi, c.args[0]);
  c.give(make_i4(load_array_length(c.mi, c.pointer(0))));
}

void get_chars(Call& c) {
  emit_null_check(c.mi, c.args[0]);
  Value* index = emit_bounds_check(c.mi, c.pointer(0), c.args[1]);
  Value* chars = offset(c.mi, c.pointer(0), abi::kStringDataOffset);
  c.give_memory(c.b.CreateAlignedLoad(c.mi.m.i16(), c.b.CreateInBoundsGEP(c.mi.m.i16(), chars, index), llvm::Align(2)), c.ret());
}

void keep_alive(Call& c) {
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(c.mi.m.llvm), {c.mi.m.ptr()}, false);
  c.b.CreateCall(type, llvm::InlineAsm::get(type, "", "r", true), {c.pointer(0)});
}

void cast_helper(Call& c, const char* runtime) {
  llvm::CallBase* call = emit_runtime_call(c.mi, runtime, {c.pointer(1), c.pointer(0)});
  c.give(make_ref(call, c.ret()));
}
void isinst_any(Call& c) { cast_helper(c, "ahead_isinst"); }
void castclass_any(Call& c) { cast_helper(c, "ahead_castclass"); }
void cast_write_barrier(Call& c) { store(c.mi, c.pointer(0), c.mi.types.primitive(ElementKind::Object), c.args[1], Dest::Unknown); }

// ---- atomic operations ----
Type* location_type(Call& c) { return c.param(0)->element; }

// Floats are exchanged as their bits.
Value* atomic_bits(Call& c, Value* v) {
  if (v->getType()->isFloatTy()) return c.b.CreateBitCast(v, c.mi.m.i32());
  if (v->getType()->isDoubleTy()) return c.b.CreateBitCast(v, c.mi.m.i64());
  return v;
}
void give_old(Call& c, Value* old) {
  llvm::Type* type = c.mi.m.scalar(location_type(c));
  c.give_memory(type->isFloatingPointTy() ? c.b.CreateBitCast(old, type) : old, location_type(c));
}
void atomic_barrier(Call& c) {
  if (location_type(c)->is_reference() && !c.args[0].local_address) write_barrier(c.mi, c.pointer(0), c.args[1]);
}

bool compare_exchange(Call& c) {
  Type* t = location_type(c);
  if (!t || !c.mi.m.scalar(t)) return false;
  emit_null_check(c.mi, c.args[0]);
  Value* value = atomic_bits(c, to_memory(c.mi, c.args[1], t));
  Value* comparand = atomic_bits(c, to_memory(c.mi, c.args[2], t));
  auto order = llvm::AtomicOrdering::SequentiallyConsistent;
  Value* pair = c.b.CreateAtomicCmpXchg(c.pointer(0), comparand, value, llvm::Align(c.mi.m.size(t)), order, order);
  atomic_barrier(c);
  give_old(c, c.b.CreateExtractValue(pair, 0));
  return true;
}

bool exchange(Call& c) {
  Type* t = location_type(c);
  if (!t || !c.mi.m.scalar(t)) return false;
  emit_null_check(c.mi, c.args[0]);
  Value* value = atomic_bits(c, to_memory(c.mi, c.args[1], t));
  Value* old = c.b.CreateAtomicRMW(llvm::AtomicRMWInst::Xchg, c.pointer(0), value, llvm::Align(c.mi.m.size(t)), llvm::AtomicOrdering::SequentiallyConsistent);
  atomic_barrier(c);
  give_old(c, old);
  return true;
}

template <llvm::AtomicRMWInst::BinOp Op> bool atomic_op(Call& c) {
  Type* t = location_type(c);
  llvm::Type* scalar = t ? c.mi.m.scalar(t) : nullptr;
  if (!scalar || !scalar->isIntegerTy()) return false;
  emit_null_check(c.mi, c.args[0]);
  Value* value = to_memory(c.mi, c.args[1], t);
  give_old(c, c.b.CreateAtomicRMW(Op, c.pointer(0), value, llvm::Align(c.mi.m.size(t)), llvm::AtomicOrdering::SequentiallyConsistent));
  return true;
}

template <llvm::AtomicOrdering O> void fence(Call& c) { c.b.CreateFence(O); }

// ---- bits ----
Value* integer(Call& c) { return to_memory(c.mi, c.args[0], c.param(0)); }
void give_count(Call& c, Value* n) { c.give(make_i4(c.b.CreateZExtOrTrunc(n, c.mi.m.i32()))); }
void leading_zeros(Call& c) { give_count(c, c.b.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, integer(c), c.b.getFalse())); }
void trailing_zeros(Call& c) { give_count(c, c.b.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, integer(c), c.b.getFalse())); }
void pop_count(Call& c) { give_count(c, c.b.CreateUnaryIntrinsic(llvm::Intrinsic::ctpop, integer(c))); }
void log2_integer(Call& c) {
  Value* v = integer(c);
  auto* type = llvm::cast<llvm::IntegerType>(v->getType());
  Value* zeros = c.b.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, c.b.CreateOr(v, llvm::ConstantInt::get(type, 1)), c.b.getTrue());
  give_count(c, c.b.CreateSub(llvm::ConstantInt::get(type, type->getBitWidth() - 1), zeros));
}
template <llvm::Intrinsic::ID Id> void rotate(Call& c) {
  Value* v = integer(c);
  Value* n = c.b.CreateZExtOrTrunc(as_i32(c.mi, c.args[1]), v->getType());
  c.give_memory(c.b.CreateIntrinsic(Id, {v->getType()}, {v, v, n}), c.ret());
}
void reverse_endianness(Call& c) {
  Value* v = integer(c);
  c.give_memory(v->getType()->isIntegerTy(8) ? v : c.b.CreateUnaryIntrinsic(llvm::Intrinsic::bswap, v), c.ret());
}

// ---- floating point ----
template <llvm::Intrinsic::ID Id> void math(Call& c) {
  std::vector<Value*> values;
  for (size_t i = 0; i < c.args.size(); i++) values.push_back(to_memory(c.mi, c.args[i], c.param(i)));
  c.give_memory(c.b.CreateIntrinsic(Id, {values[0]->getType()}, values), c.ret());
}

void reciprocal(Call& c, bool root) {
  Value* x = to_memory(c.mi, c.args[0], c.param(0));
  if (root) x = c.b.CreateUnaryIntrinsic(llvm::Intrinsic::sqrt, x);
  c.give_memory(c.b.CreateFDiv(llvm::ConstantFP::get(x->getType(), 1.0), x), c.ret());
}
void reciprocal_estimate(Call& c) { reciprocal(c, false); }
void reciprocal_sqrt_estimate(Call& c) { reciprocal(c, true); }

// "Math_Acos" -> acos or acosf
void libm(Call& c, std::string_view id) {
  std::string name;
  for (char ch : id.substr(5)) name += char(ch >= 'A' && ch <= 'Z' ? ch - 'A' + 'a' : ch);
  std::vector<Value*> values;
  std::vector<llvm::Type*> types;
  for (size_t i = 0; i < c.args.size(); i++) {
    values.push_back(to_memory(c.mi, c.args[i], c.param(i)));
    types.push_back(values.back()->getType());
  }
  if (types[0]->isFloatTy()) name += 'f';
  auto* f = libc_function(c.mi.m, name, llvm::FunctionType::get(types[0], types, false));
  llvm::CallInst* call = c.b.CreateCall(f, values);
  call->setDoesNotThrow();
  call->setDoesNotAccessMemory();
  c.give_memory(call, c.ret());
}

void convert_to_integer(Call& c) {
  Type* t = c.ret();
  bool is_signed = t->kind == ElementKind::I1 || t->kind == ElementKind::I2 || t->kind == ElementKind::I4 || t->kind == ElementKind::I8 || t->kind == ElementKind::I;
  Value* v = to_memory(c.mi, c.args[0], c.param(0));
  c.give_memory(c.b.CreateIntrinsic(is_signed ? llvm::Intrinsic::fptosi_sat : llvm::Intrinsic::fptoui_sat, {c.mi.m.scalar(t), v->getType()}, {v}), t);
}

// A handler either always expands or answers whether it did.
struct Handler {
  void (*always)(Call&) = nullptr; bool (*maybe)(Call&) = nullptr;
  Handler(void (*f)(Call&)) : always(f) {}
  Handler(bool (*f)(Call&)) : maybe(f) {}
};

const std::unordered_map<std::string_view, Handler>& handlers() {
  using P = llvm::CmpInst;
  using O = llvm::AtomicOrdering;
  namespace I = llvm::Intrinsic;
  static const std::unordered_map<std::string_view, Handler> table = {
      {"Unsafe_As", unsafe_as}, {"Unsafe_AsRef", same_pointer}, {"Unsafe_AsPointer", same_pointer},
      {"Unsafe_Add", unsafe_add}, {"Unsafe_Subtract", unsafe_subtract},
      {"Unsafe_AddByteOffset", unsafe_add_bytes}, {"Unsafe_SubtractByteOffset", unsafe_subtract_bytes}, {"Unsafe_ByteOffset", unsafe_byte_offset},
      {"Unsafe_AreSame", compare_pointers<P::ICMP_EQ>}, {"Unsafe_IsAddressGreaterThan", compare_pointers<P::ICMP_UGT>},
      {"Unsafe_IsAddressGreaterThanOrEqualTo", compare_pointers<P::ICMP_UGE>}, {"Unsafe_IsAddressLessThan", compare_pointers<P::ICMP_ULT>},
      {"Unsafe_IsAddressLessThanOrEqualTo", compare_pointers<P::ICMP_ULE>},
      {"Unsafe_IsNullRef", unsafe_is_null}, {"Unsafe_NullRef", unsafe_null}, {"Unsafe_SkipInit", nothing},
      {"Unsafe_Read", unsafe_read}, {"Unsafe_ReadUnaligned", unsafe_read_unaligned}, {"Unsafe_Write", unsafe_write}, {"Unsafe_WriteUnaligned", unsafe_write_unaligned},
      {"Unsafe_Copy", unsafe_copy}, {"Unsafe_CopyBlock", unsafe_copy_block}, {"Unsafe_CopyBlockUnaligned", unsafe_copy_block},
      {"Unsafe_InitBlock", unsafe_init_block}, {"Unsafe_InitBlockUnaligned", unsafe_init_block},
      {"Unsafe_BitCast", unsafe_bit_cast}, {"Unsafe_Unbox", unsafe_unbox},
      {"RuntimeHelpers_GetMethodTable", get_method_table}, {"RuntimeHelpers_CreateSpan", create_span}, {"RuntimeHelpers_InitializeArray", initialize_array},
      {"MemoryMarshal_GetArrayDataReference", array_data_reference}, {"Object_GetType", object_get_type}, {"Type_GetTypeFromHandle", type_from_handle},
      {"Array_get_Length", get_length}, {"String_get_Length", get_length}, {"String_get_Chars", get_chars},
      {"GC_KeepAlive", keep_alive}, {"Thread_FastPollGC", nothing},
      {"CastHelpers_IsInstanceOfAny", isinst_any}, {"CastHelpers_ChkCastAny", castclass_any}, {"CastHelpers_WriteBarrier", cast_write_barrier},
      {"Interlocked_CompareExchange", compare_exchange}, {"Interlocked_Exchange", exchange}, {"Interlocked_ExchangeAdd", atomic_op<llvm::AtomicRMWInst::Add>},
      {"Interlocked_And", atomic_op<llvm::AtomicRMWInst::And>}, {"Interlocked_Or", atomic_op<llvm::AtomicRMWInst::Or>},
      {"Interlocked_MemoryBarrier", fence<O::SequentiallyConsistent>}, {"Volatile_ReadBarrier", fence<O::Acquire>}, {"Volatile_WriteBarrier", fence<O::Release>},
      {"BitOperations_LeadingZeroCount", leading_zeros}, {"BitOperations_TrailingZeroCount", trailing_zeros}, {"BitOperations_PopCount", pop_count},
      {"BitOperations_Log2", log2_integer}, {"BitOperations_RotateLeft", rotate<I::fshl>}, {"BitOperations_RotateRight", rotate<I::fshr>},
      {"BinaryPrimitives_ReverseEndianness", reverse_endianness},
      {"Math_Abs", math<I::fabs>}, {"Math_Sqrt", math<I::sqrt>}, {"Math_Floor", math<I::floor>}, {"Math_Ceiling", math<I::ceil>}, {"Math_Truncate", math<I::trunc>},
      {"Math_Round", math<I::roundeven>}, {"Math_CopySign", math<I::copysign>}, {"Math_FusedMultiplyAdd", math<I::fma>},
      {"Math_ReciprocalEstimate", reciprocal_estimate}, {"Math_ReciprocalSqrtEstimate", reciprocal_sqrt_estimate},
      {"Float_ConvertToInteger", convert_to_integer},
  };
  return table;
}

}  // namespace

bool import_intrinsic(MethodImport& mi, const char* id, Method* callee, std::vector<StackValue>& args, StackValue* result) {
  std::string_view name = id;
  VectorCall vector{mi, callee, args, result, mi.b};
  if (name.starts_with("Vec_")) return import_vector(vector, name), true;
  if (name.starts_with("X86_")) return import_x86(vector, name.substr(4)), true;
  Call c{mi, callee, args, result, mi.b};
  auto it = handlers().find(id);
  if (it == handlers().end()) {
    if (std::string_view(id).substr(0, 5) != "Math_") throw std::runtime_error(std::string("intrinsic without expansion: ") + id);
    libm(c, id);
    return true;
  }
  if (it->second.maybe) return it->second.maybe(c);
  it->second.always(c);
  return true;
}

}  // namespace ahead
