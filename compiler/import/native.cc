// The System V x86-64 convention for calls between managed and native code. LLVM knows registers but not structs by
// value: the front end splits a struct of at most 16 bytes into its eightbytes, each INTEGER or SSE (AMD64 psABI 3.2.3),
// and has to count registers, because a struct that does not fit as a whole goes to the stack as a whole.
#include "import/lower.h"

namespace ahead {

namespace {

enum class Class : uint8_t { None, Integer, Sse };
struct Classes { Class part[2] = {Class::None, Class::None}; bool has_double[2] = {false, false}; bool memory = false; };

void merge(Classes& c, unsigned offset, Class k, bool is_double) {
  unsigned i = offset / 8;
  if (c.part[i] == Class::None || k == Class::Integer) c.part[i] = k;
  c.has_double[i] |= is_double;
}

void classify(ModuleContext& m, Type* t, uint64_t base, Classes& c) {
  if (llvm::Type* scalar = m.scalar(t)) {
    uint64_t size = m.module.getDataLayout().getTypeStoreSize(scalar);
    if (base % size || base + size > 16) { c.memory = true; return; }
    merge(c, base, scalar->isFloatingPointTy() ? Class::Sse : Class::Integer, scalar->isDoubleTy());
    return;
  }
  const Layout& layout = m.types.layout(t);
  for (Field* f : layout.fields) {
    uint64_t size = m.size(f->type);
    // Inline arrays and fixed buffers declare one element and a larger size.
    uint64_t count = layout.fields.size() == 1 && size && !f->offset ? std::max<uint64_t>(1, layout.size / size) : 1;
    for (uint64_t i = 0; i < count && !c.memory; i++) classify(m, f->type, base + f->offset + i * size, c);
  }
}

NativeValue lower_value(ModuleContext& m, Type* t) {
  NativeValue v;
  if (t->kind == ElementKind::Void) return v;
  v.size = m.size(t);
  v.align = std::max(1u, m.types.align_of(t));
  if (llvm::Type* scalar = m.scalar(t)) {
    v.kind = NativeValue::Scalar;
    v.parts.push_back({0, scalar, t->is_enum ? m.types.enum_underlying(t)->kind : t->kind});
    return v;
  }
  Classes c;
  if (v.size > 16) c.memory = true; else classify(m, t, 0, c);
  if (c.memory) { v.kind = NativeValue::Memory; return v; }
  v.kind = NativeValue::Registers;
  for (unsigned i = 0; i * 8 < v.size; i++) {
    uint64_t bytes = std::min<uint64_t>(8, v.size - i * 8);
    llvm::Type* part = m.i64();
    if (c.part[i] == Class::Sse) {
      part = c.has_double[i] ? llvm::Type::getDoubleTy(m.llvm) : llvm::Type::getFloatTy(m.llvm);
      if (!c.has_double[i] && bytes > 4) part = llvm::FixedVectorType::get(part, 2);
    }
    v.parts.push_back({i * 8, part, ElementKind::I8});
  }
  return v;
}

bool is_sse(llvm::Type* t) { return t->isFPOrFPVectorTy(); }

llvm::AttributeSet native_extension(ModuleContext& m, const NativeValue& v) {
  llvm::AttrBuilder b(m.llvm);
  if (v.kind == NativeValue::Scalar) switch (v.parts[0].kind) {
    case ElementKind::I1: case ElementKind::I2: b.addAttribute(llvm::Attribute::SExt); break;
    case ElementKind::Boolean: case ElementKind::Char: case ElementKind::U1: case ElementKind::U2: b.addAttribute(llvm::Attribute::ZExt); break;
    default: break;
  }
  return llvm::AttributeSet::get(m.llvm, b);
}

llvm::AttributeSet memory_attribute(ModuleContext& m, const NativeValue& v, bool sret) {
  llvm::AttrBuilder b(m.llvm);
  llvm::Type* bytes = llvm::ArrayType::get(m.i8(), v.size);
  if (sret) b.addStructRetAttr(bytes); else b.addByValAttr(bytes);
  b.addAlignmentAttr(llvm::Align(std::max(8u, v.align)));
  return llvm::AttributeSet::get(m.llvm, b);
}

}  // namespace

NativeSignature lower_native(ModuleContext& m, Type* ret, llvm::ArrayRef<Type*> types) {
  NativeSignature s;
  int free_int = 6, free_sse = 8;
  llvm::SmallVector<llvm::Type*, 8> params;
  std::vector<llvm::AttributeSet> attributes;
  s.ret = lower_value(m, ret);
  if (s.ret.kind == NativeValue::Memory) {
    params.push_back(m.ptr());
    attributes.push_back(memory_attribute(m, s.ret, true));
    free_int--;
  }
  for (Type* t : types) {
    NativeValue v = lower_value(m, t);
    int ints = 0, sses = 0;
    for (auto& p : v.parts) (is_sse(p.type) ? sses : ints)++;
    if (v.kind == NativeValue::Registers && (ints > free_int || sses > free_sse)) { v.kind = NativeValue::Memory; v.parts.clear(); }
    if (v.kind == NativeValue::Memory) { params.push_back(m.ptr()); attributes.push_back(memory_attribute(m, v, false)); }
    else { free_int -= ints; free_sse -= sses; }
    for (auto& p : v.parts) { params.push_back(p.type); attributes.push_back(native_extension(m, v)); }
    s.params.push_back(std::move(v));
  }
  llvm::Type* result = llvm::Type::getVoidTy(m.llvm);
  if (s.ret.parts.size() == 1) result = s.ret.parts[0].type;
  else if (s.ret.parts.size() == 2) result = llvm::StructType::get(m.llvm, {s.ret.parts[0].type, s.ret.parts[1].type});
  s.type = llvm::FunctionType::get(result, params, false);
  s.attributes = llvm::AttributeList::get(m.llvm, {}, native_extension(m, s.ret), attributes);
  return s;
}

llvm::Function* libc_function(ModuleContext& m, llvm::StringRef name, llvm::FunctionType* type) {
  auto* f = m.raw_function(name, type);
  f->setVisibility(llvm::GlobalValue::DefaultVisibility);
  f->setDSOLocal(false);
  return f;
}

void emit_unmanaged_call(MethodImport& mi, llvm::Value* code, const Signature& sig, std::vector<StackValue>& args, StackValue* result) {
  ModuleContext& m = mi.m;
  NativeSignature s = lower_native(m, sig.ret, llvm::ArrayRef<Type*>(sig.params.data(), sig.params.size()));
  llvm::SmallVector<llvm::Value*, 8> values;
  llvm::Value* ret_memory = nullptr;
  // Eightbytes are read and written whole: a struct of 12 bytes needs 16 bytes of memory.
  auto padded = [&] { return entry_alloca(mi, llvm::ArrayType::get(m.i8(), 16), 8, "native"); };
  if (s.ret.kind == NativeValue::Memory) values.push_back(ret_memory = temporary(mi, sig.ret));
  for (size_t i = 0; i < s.params.size(); i++) {
    const NativeValue& p = s.params[i];
    const StackValue& a = args[i];
    switch (p.kind) {
      case NativeValue::Scalar: values.push_back(to_memory(mi, a, sig.params[i])); break;
      case NativeValue::Memory: values.push_back(a.v); break;   // byval: LLVM copies
      case NativeValue::Registers: {
        llvm::Value* copy = padded();
        mi.b.CreateMemCpy(copy, llvm::Align(8), a.v, llvm::MaybeAlign(1), p.size);
        for (auto& part : p.parts) values.push_back(mi.b.CreateLoad(part.type, offset(mi, copy, part.offset)));
        break;
      }
      case NativeValue::Void: break;
    }
  }
  llvm::CallBase* call = emit_raw_call(mi, s.type, code, values);
  call->setAttributes(s.attributes);
  if (!result || s.ret.kind == NativeValue::Void) return;
  if (s.ret.kind == NativeValue::Scalar) { *result = from_memory(mi, call, sig.ret); return; }
  if (s.ret.kind == NativeValue::Registers) {
    ret_memory = padded();
    for (unsigned i = 0; i < s.ret.parts.size(); i++)
      mi.b.CreateStore(s.ret.parts.size() == 1 ? call : mi.b.CreateExtractValue(call, i), offset(mi, ret_memory, s.ret.parts[i].offset));
  }
  *result = make_struct(ret_memory, sig.ret);
}

}  // namespace ahead
