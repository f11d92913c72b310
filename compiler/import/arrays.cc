// Vectors and multi-dimensional arrays (ECMA-335 I.8.9.1, III.4). Layouts are in abi/abi.h.
#include <llvm/IR/MDBuilder.h>
#include "import/method.h"

namespace ahead {

using llvm::Value;

namespace {

Type* builtin_element(MethodImport& mi, Op op) {
  using E = ElementKind;
  switch (op) {
    case Op::LdelemI1: case Op::StelemI1: return mi.types.primitive(E::I1);
    case Op::LdelemU1: return mi.types.primitive(E::U1);
    case Op::LdelemI2: case Op::StelemI2: return mi.types.primitive(E::I2);
    case Op::LdelemU2: return mi.types.primitive(E::U2);
    case Op::LdelemI4: case Op::StelemI4: return mi.types.primitive(E::I4);
    case Op::LdelemU4: return mi.types.primitive(E::U4);
    case Op::LdelemI8: case Op::StelemI8: return mi.types.primitive(E::I8);
    case Op::LdelemI: case Op::StelemI: return mi.types.primitive(E::I);
    case Op::LdelemR4: case Op::StelemR4: return mi.types.primitive(E::R4);
    case Op::LdelemR8: case Op::StelemR8: return mi.types.primitive(E::R8);
    case Op::LdelemRef: case Op::StelemRef: return mi.types.primitive(E::Object);
    default: return nullptr;
  }
}

bool is_vector(const StackValue& a) { return a.type && a.type->kind == ElementKind::SzArray; }

// Checked address of an element of a vector.
Value* element_address(MethodImport& mi, const StackValue& array, const StackValue& index, Type* element) {
  emit_null_check(mi, array);
  Value* a = as_ptr(mi, array);
  Value* i = emit_bounds_check(mi, a, index);
  Value* data = offset(mi, a, abi::kArrayDataOffset);
  auto* type = mi.m.scalar(element);
  if (type) return mi.b.CreateInBoundsGEP(type, data, i);
  return mi.b.CreateInBoundsGEP(mi.m.i8(), data, mi.b.CreateMul(i, mi.b.getInt64(mi.m.size(element)), "", true, true));
}

// Does a store need the covariance check? Not when the array's element type cannot have subtypes.
bool needs_store_check(MethodImport& mi, const StackValue& array, const StackValue& value) {
  if (value.is_null) return false;
  if (!is_vector(array)) return true;
  Type* element = array.type->element;
  if (array.exact) return !(value.type && mi.types.is_assignable_static(value.type, element));
  bool leaf = element->is_array() ? element->element->is_value_type : element->is_sealed;
  return !(leaf && value.type == element);
}

void check_store(MethodImport& mi, Value* array, const StackValue& value) {
  auto* slow = llvm::BasicBlock::Create(mi.m.llvm, "stelem.slow", mi.fn);
  auto* done = llvm::BasicBlock::Create(mi.m.llvm, "stelem", mi.fn);
  auto* compare = llvm::BasicBlock::Create(mi.m.llvm, "stelem.compare", mi.fn);
  mi.b.CreateCondBr(mi.b.CreateIsNull(value.v), done, compare);
  mi.b.SetInsertPoint(compare);
  Value* mt = load_method_table(mi, array);
  auto* element = mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, mt, offsetof(abi::MethodTable, element_type)), llvm::Align(8));
  element->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(mi.m.llvm, {}));
  Value* same = mi.b.CreateICmpEQ(element, load_method_table(mi, value.v));
  Value* object = mi.b.CreateICmpEQ(element, mi.m.method_table(mi.types.primitive(ElementKind::Object)));
  mi.b.CreateCondBr(mi.b.CreateOr(same, object), done, slow, llvm::MDBuilder(mi.m.llvm).createBranchWeights(100, 1));
  mi.b.SetInsertPoint(slow);
  emit_runtime_call(mi, "ahead_stelem_check", {array, value.v});
  mi.b.CreateBr(done);
  mi.b.SetInsertPoint(done);
}

void load_element(MethodImport& mi, Type* element) {
  StackValue index = mi.pop(), array = mi.pop();
  if (element->kind == ElementKind::Object && is_vector(array) && array.type->element->is_reference()) element = array.type->element;
  StackValue v = load(mi, element_address(mi, array, index, element), element);
  mi.push(v);
}

void store_element(MethodImport& mi, Type* element) {
  StackValue value = mi.pop(), index = mi.pop(), array = mi.pop();
  Value* address = element_address(mi, array, index, element);
  if (element->is_reference()) {
    value.v = as_ptr(mi, value);
    if (needs_store_check(mi, array, value)) check_store(mi, as_ptr(mi, array), value);
  }
  store(mi, address, element, value, Dest::Unknown);
}

void load_element_address(MethodImport& mi, const Instr& i, Type* element) {
  StackValue index = mi.pop(), array = mi.pop();
  Value* address = element_address(mi, array, index, element);
  if (element->is_reference() && !(i.prefix_flags & kReadonly)) {
    bool known = is_vector(array) && array.type->element == element && (array.exact || (element->is_sealed && !element->is_array()));
    if (!known) emit_runtime_call(mi, "ahead_ldelema_check", {as_ptr(mi, array), mi.m.method_table(mi.types.szarray_of(element))});
  }
  StackValue r = make_byref(address, mi.types.byref_to(element));
  r.non_null = true;
  mi.push(r);
}

// A vector may stand where an array of one dimension is expected: it has no bounds of its own.
Value* one_dimension_address(MethodImport& mi, Type* array_type, Value* array, const StackValue& at) {
  auto number = [&](Value* p) { return mi.b.CreateAlignedLoad(mi.m.i32(), p, llvm::Align(4)); };
  Value* flags = number(offset(mi, load_method_table(mi, array), offsetof(abi::MethodTable, flags)));
  Value* vector = mi.b.CreateICmpNE(mi.b.CreateAnd(flags, mi.b.getInt32(abi::kFlagIfArrayThenSzArray)), mi.b.getInt32(0));
  Value* lengths = offset(mi, array, abi::kArrayLengthOffset);
  Value* lower = number(mi.b.CreateSelect(vector, lengths, offset(mi, array, abi::kArrayDataOffset + 4)));
  Value* index = mi.b.CreateSub(as_i32(mi, at), mi.b.CreateSelect(vector, mi.b.getInt32(0), lower));
  emit_throw_check(mi, mi.b.CreateICmpUGE(index, number(lengths)), "ThrowIndexOutOfRangeException");
  Value* bytes = mi.b.CreateMul(mi.b.CreateZExt(index, mi.m.i64()), mi.b.getInt64(mi.m.size(array_type->element)));
  Value* data = mi.b.CreateSelect(vector, offset(mi, array, abi::kArrayDataOffset), offset(mi, array, abi::kArrayDataOffset + 8));
  return mi.b.CreateInBoundsGEP(mi.m.i8(), data, bytes);
}

// Element address of a multi-dimensional array: each index is checked against its own bound.
Value* md_element_address(MethodImport& mi, Type* array_type, Value* array, std::vector<StackValue>& args) {
  uint32_t rank = array_type->index;
  if (rank == 1) return one_dimension_address(mi, array_type, array, args[1]);
  Value* linear = nullptr;
  for (uint32_t d = 0; d < rank; d++) {
    Value* length = mi.b.CreateAlignedLoad(mi.m.i32(), offset(mi, array, abi::kArrayDataOffset + 4 * d), llvm::Align(4));
    Value* lower = mi.b.CreateAlignedLoad(mi.m.i32(), offset(mi, array, abi::kArrayDataOffset + 4 * (rank + d)), llvm::Align(4));
    for (auto* l : {length, lower}) llvm::cast<llvm::LoadInst>(l)->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(mi.m.llvm, {}));
    Value* index = mi.b.CreateSub(as_i32(mi, args[1 + d]), lower);
    emit_throw_check(mi, mi.b.CreateICmpUGE(index, length), "ThrowIndexOutOfRangeException");
    index = mi.b.CreateZExt(index, mi.m.i64());
    linear = linear ? mi.b.CreateAdd(mi.b.CreateMul(linear, mi.b.CreateZExt(length, mi.m.i64())), index) : index;
  }
  Value* bytes = mi.b.CreateMul(linear, mi.b.getInt64(mi.m.size(array_type->element)));
  return mi.b.CreateInBoundsGEP(mi.m.i8(), offset(mi, array, abi::kArrayDataOffset + 8 * rank), bytes);
}

void md_constructor(MethodImport& mi, Method* m, std::vector<StackValue>& args, StackValue* result) {
  size_t n = m->sig.params.size();
  auto* numbers = entry_alloca(mi, llvm::ArrayType::get(mi.m.i32(), n), 4, "bounds");
  for (size_t i = 0; i < n; i++) mi.b.CreateAlignedStore(as_i32(mi, args[i]), offset(mi, numbers, 4 * i), llvm::Align(4));
  Value* object = emit_runtime_call(mi, "ahead_alloc_md_array", {mi.m.method_table(m->owner), mi.b.getInt32(n), numbers});
  *result = make_ref(object, m->owner, true, m->owner->index > 1);   // one dimension may come as a vector
}

}  // namespace

void emit_array_op(MethodImport& mi, Method* m, std::vector<StackValue>& args, StackValue* result) {
  Type *array_type = m->owner, *element = array_type->element;
  if (m->array_op == ArrayOp::Ctor) return md_constructor(mi, m, args, result);
  emit_null_check(mi, args[0]);
  Value* array = as_ptr(mi, args[0]);
  Value* address;
  if (array_type->kind == ElementKind::SzArray) address = element_address(mi, args[0], args[1], element);
  else address = md_element_address(mi, array_type, array, args);
  switch (m->array_op) {
    case ArrayOp::Get: *result = load(mi, address, element); return;
    case ArrayOp::Set: {
      StackValue value = args.back();
      if (element->is_reference()) {
        value.v = as_ptr(mi, value);
        if (!value.is_null) check_store(mi, array, value);
      }
      store(mi, address, element, value, Dest::Unknown);
      return;
    }
    default:
      if (element->is_reference() && !element->is_sealed && !(mi.body && mi.instr().prefix_flags & kReadonly))
        emit_runtime_call(mi, "ahead_ldelema_check", {array, mi.m.method_table(array_type)});
      *result = make_byref(address, mi.types.byref_to(element));
      result->non_null = true;
  }
}

bool import_array(MethodImport& mi, const Instr& i) {
  switch (i.op) {
    case Op::Newarr: {
      StackValue length = mi.pop();
      if (mi.body->type(mi.types, i)->kind == ElementKind::Void) invalid_il("array of void");
      mi.push(emit_new_array(mi, mi.types.szarray_of(mi.body->type(mi.types, i)), length));
      return true;
    }
    case Op::Ldlen: {
      StackValue array = mi.pop();
      emit_null_check(mi, array);
      mi.push(make_native(mi.b.CreateZExt(load_array_length(mi, as_ptr(mi, array)), mi.m.i64())));
      return true;
    }
    case Op::Ldelema: load_element_address(mi, i, mi.body->type(mi.types, i)); return true;
    case Op::Ldelem: load_element(mi, mi.body->type(mi.types, i)); return true;
    case Op::Stelem: store_element(mi, mi.body->type(mi.types, i)); return true;
    case Op::StelemI: case Op::StelemI1: case Op::StelemI2: case Op::StelemI4: case Op::StelemI8: case Op::StelemR4: case Op::StelemR8: case Op::StelemRef:
      store_element(mi, builtin_element(mi, i.op));
      return true;
    default:
      if (Type* element = builtin_element(mi, i.op)) { load_element(mi, element); return true; }
      return false;
  }
}

}  // namespace ahead
