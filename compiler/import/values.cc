// Moving values between stack form and memory form (see context.h).
#include "import/method.h"

#include <llvm/IR/MDBuilder.h>

namespace ahead {

using llvm::Value;

void invalid_il(const char* what) { throw LoadError(LoadError::InvalidProgram, what); }

StackValue MethodImport::pop() {
  if (stack.empty()) invalid_il("stack underflow");
  StackValue v = stack.back();
  stack.pop_back();
  return v;
}

llvm::AllocaInst* entry_alloca(MethodImport& mi, llvm::Type* type, unsigned align, const char* name) {
  llvm::IRBuilder<> b(mi.m.llvm);
  if (mi.alloca_point) b.SetInsertPoint(mi.alloca_point);
  else b.SetInsertPoint(&mi.fn->getEntryBlock(), mi.fn->getEntryBlock().begin());
  auto* a = b.CreateAlloca(type, nullptr, name);
  // Not beyond the stack's own alignment: filters find a frame's slots at fixed distances, which a realigned frame does not have.
  a->setAlignment(llvm::Align(type->isVectorTy() ? 16 : std::clamp(align, 1u, 16u)));
  return a;
}

// Temporaries are shared between blocks: a struct on the stack does not outlive its block except by being copied.
Value* temporary(MethodImport& mi, Type* t) {
  auto key = std::pair<uint64_t, unsigned>(mi.m.size(t), mi.m.align(t));
  auto& free = mi.free_temps[key];
  llvm::AllocaInst* a;
  if (!free.empty()) a = free.back(), free.pop_back();
  else a = entry_alloca(mi, mi.m.memory_type(t), key.second, "tmp");
  mi.used_temps[key].push_back(a);
  return a;
}

namespace {

bool is_signed_small(MethodImport& mi, Type* t) {
  if (t->is_enum) t = mi.types.enum_underlying(t);
  return t->kind == ElementKind::I1 || t->kind == ElementKind::I2;
}

llvm::Align access_align(MethodImport& mi, Type* t, uint8_t prefixes) {
  return llvm::Align(prefixes & kUnaligned ? 1 : std::max(1u, mi.m.align(t)));
}

}  // namespace

StackValue from_memory(MethodImport& mi, Value* v, Type* t) {
  StackValue r;
  r.kind = stack_kind(mi.m, t);
  r.type = t;
  r.v = v;
  if (r.kind == StackKind::I4 && v->getType() != mi.m.i32())
    r.v = is_signed_small(mi, t) ? mi.b.CreateSExt(v, mi.m.i32()) : mi.b.CreateZExt(v, mi.m.i32());
  return r;
}

Value* as_i32(MethodImport& mi, const StackValue& s) {
  if (s.kind == StackKind::I4) return s.v;
  if (s.kind == StackKind::F4 || s.kind == StackKind::F8 || s.is_struct()) invalid_il("an integer was expected");
  return mi.b.CreateTrunc(as_i64(mi, s), mi.m.i32());
}

Value* as_i64(MethodImport& mi, const StackValue& s, bool sign_extend) {
  if (s.is_struct() || s.kind == StackKind::F4 || s.kind == StackKind::F8) invalid_il("an integer was expected");
  if (s.v->getType()->isPointerTy()) return mi.b.CreatePtrToInt(s.v, mi.m.i64());
  if (s.kind == StackKind::I4) return sign_extend ? mi.b.CreateSExt(s.v, mi.m.i64()) : mi.b.CreateZExt(s.v, mi.m.i64());
  return s.v;
}

Value* as_ptr(MethodImport& mi, const StackValue& s) {
  if (s.is_struct() || s.kind == StackKind::F4 || s.kind == StackKind::F8) invalid_il("a pointer was expected");
  if (s.v->getType()->isPointerTy()) return s.v;
  Value* p = mi.b.CreateIntToPtr(as_i64(mi, s, false), mi.m.ptr());
  // A program that makes null pointers of numbers may be after the fault.
  if (llvm::isa<llvm::ConstantPointerNull>(p)) mi.fn->addFnAttr(llvm::Attribute::NullPointerIsValid);
  return p;
}

Value* to_memory(MethodImport& mi, const StackValue& s, Type* t) {
  llvm::Type* to = mi.m.scalar(t);
  if (!to) invalid_il("a scalar was expected");
  if (s.is_struct()) {
    // Same-size reinterpretation, e.g. a wrapper struct where its field is expected: only through its memory.
    if (!s.type || mi.m.size(s.type) != mi.m.size(t)) invalid_il("a scalar was expected, not a struct");
    return mi.b.CreateAlignedLoad(to, s.v, llvm::Align(1));
  }
  if (to->isPointerTy()) return as_ptr(mi, s);
  if (to->isFloatingPointTy()) {
    if (s.kind != StackKind::F4 && s.kind != StackKind::F8) invalid_il("a float was expected");
    return mi.b.CreateFPCast(s.v, to);
  }
  if (s.kind == StackKind::F4 || s.kind == StackKind::F8) invalid_il("an integer was expected, not a float");
  Value* v = s.kind == StackKind::I4 ? s.v : as_i64(mi, s);
  // ECMA-335 III.1.6: int32 to native int sign-extends implicitly.
  return mi.b.CreateSExtOrTrunc(v, to);
}

StackValue load(MethodImport& mi, Value* address, Type* t, uint8_t prefixes) {
  llvm::Type* type = mi.m.scalar(t);
  if (!type) {
    Value* copy = temporary(mi, t);
    copy_struct(mi, copy, address, t, Dest::Local, prefixes);
    return make_struct(copy, t);
  }
  auto* l = mi.b.CreateAlignedLoad(type, address, access_align(mi, t, prefixes));
  if (prefixes & kVolatile && !(prefixes & kUnaligned)) l->setAtomic(llvm::AtomicOrdering::Acquire);
  if (t->is_reference() && !mi.m.options.quick) {
    // With both, LICM hoists what is read through the reference (lengths, MethodTables) over the null and bounds checks of a loop.
    auto number = [&](uint64_t n) { return llvm::MDNode::get(mi.m.llvm, llvm::ConstantAsMetadata::get(mi.b.getInt64(n))); };
    l->setMetadata(llvm::LLVMContext::MD_dereferenceable_or_null, number(16));
    l->setMetadata(llvm::LLVMContext::MD_align, number(8));
  }
  return from_memory(mi, l, t);
}

// Structs with more references than this are copied by the runtime.
constexpr size_t kInlineBarriers = 3;

void write_barrier(MethodImport& mi, Value* slot, const StackValue& value) {
  if (value.is_null || value.frozen || llvm::isa<llvm::Constant>(value.v)) return;
  if (value.non_null || mi.checked.contains(value.v)) {
    emit_runtime_call(mi, "ahead_write_barrier", {slot, value.v});
    return;
  }
  auto* barrier = llvm::BasicBlock::Create(mi.m.llvm, "barrier", mi.fn);
  auto* done = llvm::BasicBlock::Create(mi.m.llvm, "stored", mi.fn);
  mi.b.CreateCondBr(mi.b.CreateIsNull(value.v), done, barrier);
  mi.b.SetInsertPoint(barrier);
  emit_runtime_call(mi, "ahead_write_barrier", {slot, value.v});
  mi.b.CreateBr(done);
  mi.b.SetInsertPoint(done);
}

void copy_struct(MethodImport& mi, Value* to, Value* from, Type* t, Dest dest, uint8_t prefixes) {
  if (dest == Dest::Unknown && !t->is_byref_like && mi.types.contains_refs(t)) {
    auto& refs = mi.types.layout(t).refs;
    if (refs.size() > kInlineBarriers) {
      emit_runtime_call(mi, "ahead_copy_refs", {to, from, mi.b.getInt64(mi.m.size(t))});
      return;
    }
    copy_struct(mi, to, from, t, Dest::Local, prefixes);
    for (uint32_t at : refs) write_barrier(mi, offset(mi, to, at), make_ref(mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, from, at), llvm::Align(8))));
    return;
  }
  if (auto* vector = mi.m.vector(t)) {                 // at any address, as the processor allows
    mi.b.CreateAlignedStore(mi.b.CreateAlignedLoad(vector, from, llvm::Align(1)), to, llvm::Align(1));
    return;
  }
  auto align = access_align(mi, t, prefixes);
  mi.b.CreateMemCpy(to, align, from, llvm::Align(1), mi.m.size(t));
}

void store(MethodImport& mi, Value* address, Type* t, const StackValue& s, Dest dest, uint8_t prefixes) {
  if (!mi.m.scalar(t)) {
    if (!s.is_struct()) {
      // A scalar where a one-field struct is expected (IntPtr-like wrappers in hand-written IL).
      mi.b.CreateAlignedStore(s.v, address, llvm::Align(1));
      return;
    }
    return copy_struct(mi, address, s.v, t, dest, prefixes);
  }
  Value* v = to_memory(mi, s, t);
  auto* st = mi.b.CreateAlignedStore(v, address, access_align(mi, t, prefixes));
  if (prefixes & kVolatile && !(prefixes & kUnaligned)) st->setAtomic(llvm::AtomicOrdering::Release);
  if (dest == Dest::Unknown && t->is_reference()) {
    StackValue stored = s;
    stored.v = v;
    write_barrier(mi, address, stored);
  }
}

StackValue make_i4(Value* v) { StackValue s; s.v = v; s.kind = StackKind::I4; return s; }
StackValue make_i8(Value* v) { StackValue s; s.v = v; s.kind = StackKind::I8; return s; }
StackValue make_native(Value* v) { StackValue s; s.v = v; s.kind = StackKind::Native; return s; }
StackValue make_bool(MethodImport& mi, Value* i1) { return make_i4(mi.b.CreateZExt(i1, mi.m.i32())); }

StackValue make_ref(Value* v, Type* type, bool non_null, bool exact) {
  StackValue s;
  s.v = v, s.kind = StackKind::Ref, s.type = type, s.non_null = non_null, s.exact = exact;
  return s;
}

StackValue make_byref(Value* v, Type* byref_type) {
  StackValue s;
  s.v = v, s.kind = StackKind::ByRef, s.type = byref_type;
  return s;
}

StackValue make_struct(Value* address, Type* t) {
  StackValue s;
  s.v = address, s.kind = StackKind::Struct, s.type = t;
  return s;
}

Value* offset(MethodImport& mi, Value* base, uint64_t bytes) {
  return bytes ? mi.b.CreateConstInBoundsGEP1_64(mi.m.i8(), base, bytes) : base;
}

Value* load_method_table(MethodImport& mi, Value* object) {
  auto* l = mi.b.CreateAlignedLoad(mi.m.ptr(), object, llvm::Align(8), "mt");
  l->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(mi.m.llvm, {}));
  l->setMetadata(llvm::LLVMContext::MD_nonnull, llvm::MDNode::get(mi.m.llvm, {}));
  return l;
}

Value* load_array_length(MethodImport& mi, Value* array) {
  auto* l = mi.b.CreateAlignedLoad(mi.m.i32(), offset(mi, array, abi::kArrayLengthOffset), llvm::Align(4), "length");
  l->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(mi.m.llvm, {}));
  l->setMetadata(llvm::LLVMContext::MD_range, llvm::MDBuilder(mi.m.llvm).createRange(llvm::APInt(32, 0), llvm::APInt(32, 0x80000000u)));
  return l;
}

StackValue load_field(MethodImport& mi, Value* base, Field* f, uint8_t prefixes) { return load(mi, offset(mi, base, f->offset), f->type, prefixes); }

}  // namespace ahead
