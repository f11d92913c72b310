// The managed calling convention (abi/symbols.md). LLVM passes each scalar of the flattened signature as the C
// convention would, so runtime functions in C++ see ordinary parameters; small structs (spans, nullable integers,
// handles) stay in registers both ways. A value that does not flatten is passed by address of a copy.
#include "import/lower.h"

namespace ahead {

namespace {

// Appends the scalars of `t` at `base`; false when the type has to travel through memory.
bool collect_leaves(ModuleContext& m, Type* t, uint32_t base, llvm::SmallVectorImpl<Leaf>& out) {
  if (llvm::Type* scalar = m.scalar(t)) {
    out.push_back({base, scalar, t->is_enum ? m.types.enum_underlying(t)->kind : t->kind});
    return out.size() <= kMaxParamLeaves;
  }
  if (llvm::Type* vector = m.vector(t)) {
    out.push_back({base, vector, ElementKind::ValueType});
    return out.size() <= kMaxParamLeaves;
  }
  const Layout& layout = m.types.layout(t);
  if (layout.overlapping || (t->def && t->def->is_inline_array && t->def->inline_array_length != 1)) return false;
  if (layout.fields.empty()) {
    if (layout.size > 1) return false;
    out.push_back({base, m.i8(), ElementKind::U1});
    return out.size() <= kMaxParamLeaves;
  }
  uint64_t end = 0;
  for (Field* f : layout.fields) {
    if (f->offset < end) return false;
    end = uint64_t(f->offset) + m.size(f->type);
    if (!collect_leaves(m, f->type, base + f->offset, out)) return false;
  }
  // A size beyond the last field (fixed buffers, StructLayout.Size) holds bytes that no leaf carries.
  uint64_t align = std::max<uint64_t>(layout.align, 1);
  return layout.size <= (end + align - 1) / align * align;
}

Lowered lower_type(ModuleContext& m, Type* t, unsigned max_leaves) {
  Lowered r;
  if (t->kind == ElementKind::Void) return r;
  if (llvm::Type* scalar = m.scalar(t)) {
    r.kind = Lowered::Scalar;
    r.leaves.push_back({0, scalar, t->is_enum ? m.types.enum_underlying(t)->kind : t->kind});
    return r;
  }
  llvm::SmallVector<Leaf, 4> leaves;
  if (collect_leaves(m, t, 0, leaves) && leaves.size() <= max_leaves) { r.kind = Lowered::Leaves; r.leaves = leaves; }
  else r.kind = Lowered::Memory;
  return r;
}

void extension(ElementKind k, llvm::AttrBuilder& b) {
  switch (k) {
    case ElementKind::I1: case ElementKind::I2: b.addAttribute(llvm::Attribute::SExt); break;
    case ElementKind::Boolean: case ElementKind::Char: case ElementKind::U1: case ElementKind::U2: b.addAttribute(llvm::Attribute::ZExt); break;
    default: break;
  }
}

}  // namespace

Lowered lower_parameter(ModuleContext& m, Type* t) { return lower_type(m, t, kMaxParamLeaves); }
Lowered lower_return(ModuleContext& m, Type* t) { return lower_type(m, t, kMaxReturnLeaves); }

llvm::Type* return_type(ModuleContext& m, const Lowered& l) {
  if (l.kind == Lowered::Void || l.kind == Lowered::Memory) return llvm::Type::getVoidTy(m.llvm);
  if (l.leaves.size() == 1) return l.leaves[0].type;
  llvm::SmallVector<llvm::Type*, 4> parts;
  for (auto& leaf : l.leaves) parts.push_back(leaf.type);
  return llvm::StructType::get(m.llvm, parts);
}

LoweredSignature lower(ModuleContext& m, const Signature& sig) {
  LoweredSignature r;
  r.has_this = sig.has_this;
  r.ret_type = sig.ret;
  r.ret = lower_return(m, sig.ret);
  llvm::SmallVector<llvm::Type*, 8> params;
  if (r.ret.kind == Lowered::Memory) params.push_back(m.ptr());
  if (sig.has_this) params.push_back(m.ptr());
  for (Type* p : sig.params) {
    Lowered l = lower_parameter(m, p);
    if (l.kind == Lowered::Memory) params.push_back(m.ptr());
    for (auto& leaf : l.leaves) params.push_back(leaf.type);
    r.params.push_back(std::move(l));
    r.types.push_back(p);
  }
  r.type = llvm::FunctionType::get(return_type(m, r.ret), params, false);
  return r;
}

llvm::AttributeList signature_attributes(ModuleContext& m, const LoweredSignature& s) {
  llvm::AttrBuilder ret(m.llvm);
  std::vector<llvm::AttributeSet> params;
  if (s.ret.kind == Lowered::Memory) {
    llvm::AttrBuilder b(m.llvm);
    b.addStructRetAttr(llvm::ArrayType::get(m.i8(), m.size(s.ret_type)));
    b.addAlignmentAttr(llvm::Align(std::max(1u, m.align(s.ret_type))));
    b.addAttribute(llvm::Attribute::NoAlias);
    params.push_back(llvm::AttributeSet::get(m.llvm, b));
  } else if (s.ret.leaves.size() == 1) {
    extension(s.ret.leaves[0].kind, ret);
  }
  if (s.has_this) params.push_back({});
  for (auto& l : s.params) {
    if (l.kind == Lowered::Memory) params.push_back({});
    for (auto& leaf : l.leaves) {
      llvm::AttrBuilder b(m.llvm);
      extension(leaf.kind, b);
      params.push_back(llvm::AttributeSet::get(m.llvm, b));
    }
  }
  return llvm::AttributeList::get(m.llvm, {}, llvm::AttributeSet::get(m.llvm, ret), params);
}

llvm::FunctionType* lower_signature(ModuleContext& m, Method* method) { return lower(m, method->sig).type; }
llvm::FunctionType* lower_signature(ModuleContext& m, const Signature& sig) { return lower(m, sig).type; }

bool asks_for_this(ModuleContext& m, Method* method) {
  if (!method->def || !method->def->rva || method->is_static() || method->owner->is_value_type) return false;
  auto [entry, fresh] = m.this_asked.try_emplace(method, false);
  if (!fresh) return entry->second;
  const auto& code = m.program.body(method).body.code;
  auto compares = [](Op op) { return op == Op::Ceq || op == Op::CgtUn || op == Op::Beq || op == Op::BneUn; };
  for (size_t k = 0; k + 1 < code.size(); k++) {
    if (code[k].op != Op::Ldarg || code[k].index != 0) continue;
    Op next = code[k + 1].op;
    if (next == Op::Brtrue || next == Op::Brfalse || next == Op::Ldnull || (k && code[k - 1].op == Op::Ldnull && compares(next))) return m.this_asked[method] = true;
  }
  return false;
}

void set_signature_attributes(ModuleContext& m, llvm::Function* f, Method* method) {
  LoweredSignature s = lower(m, method->sig);
  llvm::AttributeList list = signature_attributes(m, s);
  f->setAttributes(f->getAttributes().addRetAttributes(m.llvm, llvm::AttrBuilder(m.llvm, list.getRetAttrs())));
  for (unsigned i = 0; i < f->arg_size(); i++) f->addParamAttrs(i, llvm::AttrBuilder(m.llvm, list.getParamAttrs(i)));

  // What lets LICM hoist lengths and MethodTables above checks: an object has at least 16 readable bytes.
  unsigned at = s.first();
  if (s.has_this) {
    llvm::Argument* self = f->getArg(at++);
    bool value = method->owner->is_value_type;
    uint64_t bytes = value ? m.size(method->owner) : 16;
    if (asks_for_this(m, method)) self->addAttr(llvm::Attribute::getWithDereferenceableOrNullBytes(m.llvm, bytes));
    else {
      self->addAttr(llvm::Attribute::NonNull);
      if (bytes) self->addAttr(llvm::Attribute::getWithDereferenceableBytes(m.llvm, bytes));
    }
    if (!value) self->addAttr(llvm::Attribute::getWithAlignment(m.llvm, llvm::Align(8)));
  }
  for (size_t i = 0; i < s.params.size(); i++) {
    for (auto& leaf : s.params[i].leaves) {
      llvm::Argument* a = f->getArg(at++);
      if (s.params[i].kind == Lowered::Scalar && leaf.type->isPointerTy() && s.types[i]->is_reference()) {
        a->addAttr(llvm::Attribute::getWithDereferenceableOrNullBytes(m.llvm, 16));
        a->addAttr(llvm::Attribute::getWithAlignment(m.llvm, llvm::Align(8)));
      }
    }
    if (s.params[i].kind == Lowered::Memory) f->getArg(at++)->addAttr(llvm::Attribute::NonNull);
  }
}

static llvm::Value* at(llvm::IRBuilder<>& b, llvm::Value* base, uint64_t bytes) {
  return bytes ? b.CreateInBoundsGEP(b.getInt8Ty(), base, b.getInt64(bytes)) : base;
}

void load_leaves(llvm::IRBuilder<>& b, llvm::Value* address, const Lowered& l, llvm::SmallVectorImpl<llvm::Value*>& out) {
  for (auto& leaf : l.leaves) out.push_back(b.CreateAlignedLoad(leaf.type, at(b, address, leaf.offset), llvm::Align(1)));
}
void store_leaves(llvm::IRBuilder<>& b, llvm::Value* address, const Lowered& l, llvm::ArrayRef<llvm::Value*> values) {
  for (size_t i = 0; i < l.leaves.size(); i++) b.CreateAlignedStore(values[i], at(b, address, l.leaves[i].offset), llvm::Align(1));
}

void store_parameters(MethodImport& mi) {
  ModuleContext& m = mi.m;
  Method* method = mi.method;
  LoweredSignature s = lower(m, method->sig);
  mi.args.resize(s.params.size() + (s.has_this ? 1 : 0));
  unsigned index = s.first(), slot = 0;
  if (s.has_this) {
    FrameSlot& self = mi.args[slot++];
    self.type = method->owner->is_value_type ? m.types.byref_to(method->owner) : method->owner;
    self.address = entry_alloca(mi, m.ptr(), 8, "this");
    mi.b.CreateStore(mi.fn->getArg(index++), self.address);
  }
  for (size_t i = 0; i < s.params.size(); i++) {
    FrameSlot& a = mi.args[slot++];
    a.type = s.types[i];
    const Lowered& l = s.params[i];
    if (l.kind == Lowered::Memory) { a.address = mi.fn->getArg(index++); continue; }
    a.address = entry_alloca(mi, m.memory_type(a.type), std::max(1u, m.align(a.type)), "arg");
    llvm::SmallVector<llvm::Value*, 4> parts;
    for (size_t k = 0; k < l.leaves.size(); k++) parts.push_back(mi.fn->getArg(index++));
    store_leaves(mi.b, a.address, l, parts);
  }
}

// The value of a struct's leaves as the function's result.
static llvm::Value* aggregate(llvm::IRBuilder<>& b, llvm::Type* type, llvm::ArrayRef<llvm::Value*> parts) {
  if (parts.size() == 1) return parts[0];
  llvm::Value* r = llvm::PoisonValue::get(type);
  for (unsigned i = 0; i < parts.size(); i++) r = b.CreateInsertValue(r, parts[i], i);
  return r;
}

void emit_return(MethodImport& mi, const StackValue* value) {
  ModuleContext& m = mi.m;
  Type* t = mi.method->sig.ret;
  Lowered l = lower_return(m, t);
  switch (l.kind) {
    case Lowered::Void: mi.b.CreateRetVoid(); return;
    case Lowered::Scalar: mi.b.CreateRet(to_memory(mi, *value, t)); return;
    case Lowered::Memory: {
      unsigned align = std::max(1u, m.align(t));
      mi.b.CreateMemCpy(mi.fn->getArg(0), llvm::MaybeAlign(align), value->v, llvm::MaybeAlign(1), m.size(t));
      mi.b.CreateRetVoid();
      return;
    }
    case Lowered::Leaves: {
      llvm::SmallVector<llvm::Value*, 4> parts;
      load_leaves(mi.b, value->v, l, parts);
      mi.b.CreateRet(aggregate(mi.b, mi.fn->getReturnType(), parts));
      return;
    }
  }
}

llvm::CallBase* emit_managed_call(MethodImport& mi, llvm::Value* code, const Signature& sig, std::vector<StackValue>& args, StackValue* result) {
  ModuleContext& m = mi.m;
  LoweredSignature s = lower(m, sig);
  llvm::SmallVector<llvm::Value*, 8> values;
  llvm::Value* ret_memory = nullptr;
  if (s.ret.kind == Lowered::Memory) values.push_back(ret_memory = temporary(mi, sig.ret));
  size_t next = 0;
  if (s.has_this) values.push_back(as_ptr(mi, args[next++]));
  for (size_t i = 0; i < s.params.size(); i++) {
    const StackValue& a = args[next++];
    switch (s.params[i].kind) {
      case Lowered::Scalar: values.push_back(to_memory(mi, a, s.types[i])); break;
      case Lowered::Leaves: load_leaves(mi.b, a.v, s.params[i], values); break;
      case Lowered::Memory: {                    // the callee may write to its copy
        llvm::Value* copy = temporary(mi, s.types[i]);
        copy_struct(mi, copy, a.v, s.types[i], Dest::Local);
        values.push_back(copy);
        break;
      }
      case Lowered::Void: break;
    }
  }
  llvm::CallBase* call = emit_raw_call(mi, s.type, code, values);
  call->setAttributes(signature_attributes(m, s));
  if (!result || s.ret.kind == Lowered::Void) return call;
  if (s.ret.kind == Lowered::Scalar) { *result = from_memory(mi, call, sig.ret); return call; }
  if (s.ret.kind == Lowered::Leaves) {
    ret_memory = temporary(mi, sig.ret);
    llvm::SmallVector<llvm::Value*, 4> parts;
    if (s.ret.leaves.size() == 1) parts.push_back(call);
    else for (unsigned i = 0; i < s.ret.leaves.size(); i++) parts.push_back(mi.b.CreateExtractValue(call, i));
    store_leaves(mi.b, ret_memory, s.ret, parts);
  }
  *result = make_struct(ret_memory, sig.ret);
  return call;
}

}  // namespace ahead
