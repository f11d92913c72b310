// Allocation, casts, boxing, type handles.
//
// Small objects are bump-allocated inline: the nursery's memory is already zero, so an object is ready once its MethodTable is written. That write must
// reach memory before the pointer moves past the object, because a collection that interrupts this thread walks the nursery by object sizes. The
// store to the pointer is volatile for that; a fence would order them, too, but makes LLVM forget every load before it.
#include <llvm/IR/MDBuilder.h>
#include "import/method.h"

namespace ahead {

using llvm::Value;

namespace {

constexpr uint64_t kMaxInlineSize = 256;

Value* invariant(MethodImport& mi, llvm::LoadInst* l) {
  l->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(mi.m.llvm, {}));
  return l;
}

uint64_t object_size(MethodImport& mi, Type* t) {
  uint64_t fields = mi.types.layout(t).size;
  return std::max<uint64_t>(abi::kMinObjectSize, (16 + fields + 7) & ~7ull);
}

// Is `t`'s MethodTable the only one that an object of static type t can have?
bool is_exact_class(Type* t) { return t->is_sealed && !t->is_array() && !t->is_interface && t->is_reference(); }

Value* bump_allocate(MethodImport& mi, Type* t, uint64_t size) {
  auto& b = mi.b;
  auto* fast = llvm::BasicBlock::Create(mi.m.llvm, "new.fast", mi.fn);
  auto* slow = llvm::BasicBlock::Create(mi.m.llvm, "new.slow", mi.fn);
  auto* done = llvm::BasicBlock::Create(mi.m.llvm, "new.done", mi.fn);
  Value* thread = b.CreateThreadLocalAddress(mi.m.thread_block());
  Value* p = b.CreateAlignedLoad(mi.m.ptr(), offset(mi, thread, offsetof(abi::ThreadBlock, alloc_ptr)), llvm::Align(8));
  Value* limit = b.CreateAlignedLoad(mi.m.ptr(), offset(mi, thread, offsetof(abi::ThreadBlock, alloc_limit)), llvm::Align(8));
  Value* next = b.CreateConstGEP1_64(mi.m.i8(), p, size);
  auto* weights = llvm::MDBuilder(mi.m.llvm).createBranchWeights(1000, 1);
  b.CreateCondBr(b.CreateICmpULE(next, limit), fast, slow, weights);

  b.SetInsertPoint(fast);
  Value* quick = b.CreateConstInBoundsGEP1_64(mi.m.i8(), p, abi::kObjectHeaderSize);
  b.CreateAlignedStore(mi.m.method_table(t), quick, llvm::Align(8));
  b.CreateAlignedStore(next, offset(mi, thread, offsetof(abi::ThreadBlock, alloc_ptr)), llvm::Align(8), /*isVolatile=*/true);
  b.CreateBr(done);

  b.SetInsertPoint(slow);
  Value* called = emit_runtime_call(mi, "ahead_alloc", {mi.m.method_table(t)});
  auto* slow_end = b.GetInsertBlock();
  b.CreateBr(done);

  b.SetInsertPoint(done);
  auto* phi = b.CreatePHI(mi.m.ptr(), 2, "new");
  phi->addIncoming(quick, fast);
  phi->addIncoming(called, slow_end);
  return phi;
}

// The frozen object behind a method's or field's handle; null where reflection has no record of it.
Value* handle_object(MethodImport& mi, const std::string& symbol) {
  llvm::GlobalVariable* g = mi.m.module.getNamedGlobal(symbol);
  if (!g) {
    g = new llvm::GlobalVariable(mi.m.module, mi.b.getInt8Ty(), false, llvm::GlobalValue::ExternalLinkage, nullptr, symbol);
    g->setVisibility(llvm::GlobalValue::HiddenVisibility);
    g->setDSOLocal(true);
  }
  return g;
}

StackValue handle_value(MethodImport& mi, const char* type_name, Value* content);

StackValue method_handle(MethodImport& mi, const Instr& i) {
  Method* m = mi.body->callee(mi.types, i);
  Value* object = mi.m.program.reflection.token_methods.contains(m) ? handle_object(mi, "mh:" + mi.m.method_symbol(m)) : nullptr;
  return handle_value(mi, "System.RuntimeMethodHandle", object);
}

// Loads the RuntimeTypeHandle value (one field: the RuntimeType) into a temporary.
StackValue handle_value(MethodImport& mi, const char* type_name, Value* content) {
  Type* t = mi.types.well_known(type_name);
  Value* temp = temporary(mi, t);
  mi.b.CreateMemSet(temp, mi.b.getInt8(0), mi.m.size(t), llvm::Align(8));
  if (content) mi.b.CreateAlignedStore(content, temp, llvm::Align(8));
  return make_struct(temp, t);
}

void load_token(MethodImport& mi, const Instr& i) {
  // Synthetic bodies load types, and methods where the token says so.
  auto table = i.resolved && i.token.table() != Table::MethodDef ? Table::TypeSpec : i.token.table();
  bool member = table == Table::MemberRef;
  if (table == Table::MethodDef || table == Table::MethodSpec) return mi.push(method_handle(mi, i));
  if (table == Table::Field || member) {
    Field* f = nullptr;
    try {
      f = mi.body->field(mi.types, i);
    } catch (const std::runtime_error&) {
      if (!member) throw;  // a MemberRef of a method
      return mi.push(method_handle(mi, i));
    }
    bool kept = mi.m.program.reflection.token_fields.contains(f);
    StackValue v = handle_value(mi, "System.RuntimeFieldHandle", kept ? handle_object(mi, "fh:" + mi.types.field_name(f)) : nullptr);
    v.field = f;
    return mi.push(v);
  }
  Type* t = mi.body->type(mi.types, i);
  StackValue v = handle_value(mi, "System.RuntimeTypeHandle", mi.m.type_object(t));
  v.handle = t;
  mi.push(v);
}

// ---- casts ----

// What the importer knows of a cast before it runs: 1 succeeds for every non-null object, 0 fails for every object, -1 unknown.
int known_cast(MethodImport& mi, const StackValue& s, Type* to) {
  if (!s.type || !s.type->is_reference()) return -1;
  if (s.exact || is_exact_class(s.type)) return mi.types.can_cast(s.type, to) ? 1 : to->is_interface && mi.types.is_dynamic_castable(s.type) ? -1 : 0;
  if (to->kind == ElementKind::Object) return 1;
  return mi.types.is_assignable_static(s.type, to) ? 1 : -1;
}

StackValue retyped(StackValue s, Type* to) {
  if (!s.exact) s.type = to;
  return s;
}

// Calls `slow` unless the object is null or has exactly `to`'s MethodTable. The result is the object or what slow returns.
StackValue cast_with_fast_path(MethodImport& mi, const StackValue& s, Type* to, bool throws, bool only_exact) {
  auto& b = mi.b;
  Value* object = as_ptr(mi, s);
  auto* mt = mi.m.method_table(to);
  auto block = [&](const char* name) { return llvm::BasicBlock::Create(mi.m.llvm, name, mi.fn); };
  auto *test = block("cast.test"), *slow = block("cast.slow"), *done = block("cast.done");
  bool non_null = s.non_null || mi.checked.contains(s.v);
  auto* start = b.GetInsertBlock();
  if (non_null) b.CreateBr(test);
  else b.CreateCondBr(b.CreateIsNull(object), done, test);
  b.SetInsertPoint(test);
  b.CreateCondBr(b.CreateICmpEQ(load_method_table(mi, object), mt), done, slow);
  b.SetInsertPoint(slow);
  Value* other;
  if (only_exact && !throws) other = llvm::ConstantPointerNull::get(mi.m.ptr());
  else {
    bool plain_class = to->is_reference() && !to->is_interface && !to->is_array() && to->args.empty();
    const char* call = throws ? "ahead_castclass" : plain_class ? "ahead_isinst_class" : "ahead_isinst";
    other = emit_runtime_call(mi, call, {object, mt});
  }
  auto* slow_end = b.GetInsertBlock();
  b.CreateBr(done);
  b.SetInsertPoint(done);
  auto* phi = b.CreatePHI(mi.m.ptr(), 3, "cast");
  if (!non_null) phi->addIncoming(llvm::ConstantPointerNull::get(mi.m.ptr()), start);
  phi->addIncoming(object, test);
  phi->addIncoming(other, slow_end);
  StackValue r = make_ref(phi, to);
  r.non_null = throws && non_null;
  return r;
}

bool fast_path_pays(Type* to) { return to->is_reference() && !to->is_interface && !(to->def && to->def->is_abstract); }

// ---- boxes ----

Field* nullable_field(MethodImport& mi, Type* nullable, const char* name) {
  Field* f = mi.types.find_field(nullable, name);
  if (!f) invalid_il("Nullable<T> without its fields");
  return f;
}

StackValue box_nullable(MethodImport& mi, Type* t, const StackValue& value) {
  Field *has = nullable_field(mi, t, "hasValue"), *content = nullable_field(mi, t, "value");
  auto& b = mi.b;
  auto* full = llvm::BasicBlock::Create(mi.m.llvm, "box.value", mi.fn);
  auto* done = llvm::BasicBlock::Create(mi.m.llvm, "box.done", mi.fn);
  Value* flag = b.CreateAlignedLoad(mi.m.i8(), offset(mi, value.v, has->offset), llvm::Align(1));
  auto* start = b.GetInsertBlock();
  b.CreateCondBr(b.CreateIsNull(flag), done, full);
  b.SetInsertPoint(full);
  StackValue boxed = emit_box(mi, content->type, load(mi, offset(mi, value.v, content->offset), content->type));
  auto* end = b.GetInsertBlock();
  b.CreateBr(done);
  b.SetInsertPoint(done);
  auto* phi = b.CreatePHI(mi.m.ptr(), 2, "box");
  phi->addIncoming(llvm::ConstantPointerNull::get(mi.m.ptr()), start);
  phi->addIncoming(boxed.v, end);
  return make_ref(phi, content->type);
}

// A boxed enum may be unboxed as its underlying type and the other way round (ECMA-335 III.4.33).
void check_unbox_kind(MethodImport& mi, Type* t, Type* wanted, Value* object, llvm::BasicBlock* ok) {
  auto& b = mi.b;
  Type* underlying = t->is_enum ? mi.types.enum_underlying(t) : t;
  if (underlying->is_primitive()) {
    auto* fail = llvm::BasicBlock::Create(mi.m.llvm, "unbox.fail", mi.fn);
    Value* mt = load_method_table(mi, object);
    Value* info = invariant(mi, b.CreateAlignedLoad(mi.m.ptr(), offset(mi, mt, offsetof(abi::MethodTable, info)), llvm::Align(8)));
    Value* where = offset(mi, info, offsetof(abi::TypeInfo, underlying));   // an abi::Rel
    Value* distance = invariant(mi, b.CreateAlignedLoad(mi.m.i32(), where, llvm::Align(4)));
    Value* found = b.CreateSelect(b.CreateIsNull(distance), mt, b.CreateGEP(mi.m.i8(), where, b.CreateSExt(distance, mi.m.i64())));
    b.CreateCondBr(b.CreateICmpEQ(found, mi.m.method_table(underlying)), ok, fail);
    b.SetInsertPoint(fail);
  }
  emit_runtime_call(mi, "ahead_unbox_fail", {object, mi.m.method_table(wanted)});
  b.CreateUnreachable();
}

// unbox.any Nullable<T>: null becomes the empty value.
Value* unbox_nullable(MethodImport& mi, Type* t, const StackValue& object) {
  Field *has = nullable_field(mi, t, "hasValue"), *content = nullable_field(mi, t, "value");
  auto& b = mi.b;
  Value* temp = temporary(mi, t);
  b.CreateMemSet(temp, b.getInt8(0), mi.m.size(t), llvm::Align(std::max(1u, mi.m.align(t))));
  auto* full = llvm::BasicBlock::Create(mi.m.llvm, "unbox.value", mi.fn);
  auto* done = llvm::BasicBlock::Create(mi.m.llvm, "unbox.done", mi.fn);
  b.CreateCondBr(b.CreateIsNull(as_ptr(mi, object)), done, full);
  b.SetInsertPoint(full);
  StackValue present = object;
  present.non_null = true;
  Value* data = emit_unbox(mi, content->type, present, t);
  b.CreateAlignedStore(b.getInt8(1), offset(mi, temp, has->offset), llvm::Align(1));
  store(mi, offset(mi, temp, content->offset), content->type, load(mi, data, content->type), Dest::Local);
  b.CreateBr(done);
  b.SetInsertPoint(done);
  return temp;
}

void unbox_any(MethodImport& mi, Type* t) {
  StackValue object = mi.pop();
  if (!t->is_value_type) return mi.push(emit_castclass(mi, t, object));
  if (t->is_nullable) return mi.push(make_struct(unbox_nullable(mi, t, object), t));
  mi.push(load(mi, emit_unbox(mi, t, object), t));
}

// ---- typed references ----

std::pair<Field*, Field*> typed_reference_fields(MethodImport& mi) {
  Type* t = mi.types.primitive(ElementKind::TypedByRef);
  Field *value = mi.types.find_field(t, "_value"), *type = mi.types.find_field(t, "_type");
  if (!value || !type) invalid_il("TypedReference without its fields");
  return {value, type};
}

void make_typed_reference(MethodImport& mi, Type* t) {
  auto [value, type] = typed_reference_fields(mi);
  StackValue address = mi.pop();
  Value* temp = temporary(mi, mi.types.primitive(ElementKind::TypedByRef));
  mi.b.CreateAlignedStore(as_ptr(mi, address), offset(mi, temp, value->offset), llvm::Align(8));
  mi.b.CreateAlignedStore(mi.m.method_table(t), offset(mi, temp, type->offset), llvm::Align(8));
  mi.push(make_struct(temp, mi.types.primitive(ElementKind::TypedByRef)));
}

void typed_reference_value(MethodImport& mi, Type* t) {
  auto [value, type] = typed_reference_fields(mi);
  StackValue reference = mi.pop();
  if (!reference.is_struct()) invalid_il("refanyval needs a typed reference");
  Value* found = mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, reference.v, type->offset), llvm::Align(8));
  auto *wrong = llvm::BasicBlock::Create(mi.m.llvm, "refany.wrong", mi.fn), *right = llvm::BasicBlock::Create(mi.m.llvm, "refany", mi.fn);
  mi.b.CreateCondBr(mi.b.CreateICmpEQ(found, mi.m.method_table(t)), right, wrong);
  mi.b.SetInsertPoint(wrong);
  emit_runtime_call(mi, "ahead_typed_reference_fail", {});
  mi.b.CreateUnreachable();
  mi.b.SetInsertPoint(right);
  mi.push(make_byref(mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, reference.v, value->offset), llvm::Align(8)), mi.types.byref_to(t)));
}

void typed_reference_type(MethodImport& mi) {
  auto [value, type] = typed_reference_fields(mi);
  StackValue reference = mi.pop();
  if (!reference.is_struct()) invalid_il("refanytype needs a typed reference");
  Value* mt = mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, reference.v, type->offset), llvm::Align(8));
  Value* aux = mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, mt, offsetof(abi::MethodTable, aux)), llvm::Align(8));
  Value* object = mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, aux, offsetof(abi::AuxiliaryData, exposed_type)), llvm::Align(8));
  mi.push(handle_value(mi, "System.RuntimeTypeHandle", object));
}

}  // namespace

StackValue emit_new_object(MethodImport& mi, Type* t) {
  if (!mi.m.program.type_state.contains(t)) mi.m.notes.push_back({mi.method, "allocates " + mi.types.type_name(t) + ", which was not reached"});
  bool finalizable = !t->is_value_type && mi.types.finalizer(t);
  uint64_t size = object_size(mi, t);
  Value* object;
  if (mi.m.options.gc_inline_alloc && !finalizable && size <= kMaxInlineSize) object = bump_allocate(mi, t, size);
  else object = emit_runtime_call(mi, finalizable ? "ahead_alloc_finalized" : "ahead_alloc", {mi.m.method_table(t)});
  return make_ref(object, t, true, true);
}

StackValue emit_new_array(MethodImport& mi, Type* array, const StackValue& length) {
  Value* count = as_i64(mi, length);
  if (length.kind != StackKind::I4)
    emit_throw_check(mi, mi.b.CreateICmpNE(mi.b.CreateSExt(mi.b.CreateTrunc(count, mi.m.i32()), mi.m.i64()), count), "ThrowOverflowException");
  Value* object = emit_runtime_call(mi, "ahead_alloc_array", {mi.m.method_table(array), count});
  if (!mi.m.options.quick) {
    // So that bounds checks against the length compare with the number itself.
    Value* known = length.kind == StackKind::I4 ? length.v : mi.b.CreateTrunc(count, mi.m.i32());
    mi.b.CreateAssumption(mi.b.CreateICmpEQ(load_array_length(mi, object), known));
  }
  return make_ref(object, array, true, true);
}

StackValue emit_box(MethodImport& mi, Type* t, const StackValue& value) {
  if (!t->is_value_type) return value;
  if (t->kind == ElementKind::Void) invalid_il("box of nothing");
  if (t->is_nullable) {
    if (!value.is_struct()) invalid_il("box of a Nullable needs a value");
    return box_nullable(mi, t, value);
  }
  StackValue object = emit_new_object(mi, t);
  bool young = object_size(mi, t) <= kMaxInlineSize && mi.m.options.gc_inline_alloc;
  store(mi, offset(mi, object.v, 8), t, value, young ? Dest::Fresh : Dest::Unknown);
  return object;
}

Value* emit_unbox(MethodImport& mi, Type* t, const StackValue& object, Type* wanted) {
  Value* p = as_ptr(mi, object);
  if (object.exact && object.type == t) return offset(mi, p, 8);
  auto& b = mi.b;
  emit_null_check(mi, object);
  auto* ok = llvm::BasicBlock::Create(mi.m.llvm, "unbox", mi.fn);
  auto* other = llvm::BasicBlock::Create(mi.m.llvm, "unbox.other", mi.fn);
  auto* weights = llvm::MDBuilder(mi.m.llvm).createBranchWeights(1000, 1);
  b.CreateCondBr(b.CreateICmpEQ(load_method_table(mi, p), mi.m.method_table(t)), ok, other, weights);
  b.SetInsertPoint(other);
  check_unbox_kind(mi, t, wanted ? wanted : t, p, ok);
  b.SetInsertPoint(ok);
  return offset(mi, p, 8);
}

StackValue emit_isinst(MethodImport& mi, Type* t, const StackValue& s) {
  if (s.is_null) return s;
  if (t->is_nullable) t = t->args[0];
  int known = known_cast(mi, s, t);
  if (known == 1) return retyped(s, t->is_value_type ? s.type : t);
  if (known == 0) {
    StackValue r = make_ref(llvm::ConstantPointerNull::get(mi.m.ptr()));
    r.is_null = true;
    return r;
  }
  bool only_exact = t->is_value_type || is_exact_class(t);
  if (only_exact && t->is_value_type) return cast_with_fast_path(mi, s, t, false, true);
  // Variant delegates are sealed and still castable.
  if (only_exact && !t->args.empty() && t->is_delegate) only_exact = false;
  if (fast_path_pays(t)) return cast_with_fast_path(mi, s, t, false, only_exact);
  return make_ref(emit_runtime_call(mi, "ahead_isinst", {as_ptr(mi, s), mi.m.method_table(t)}), t);
}

StackValue emit_castclass(MethodImport& mi, Type* t, const StackValue& s) {
  if (s.is_null) return s;
  if (t->is_nullable) t = t->args[0];
  if (known_cast(mi, s, t) == 1) return retyped(s, t->is_value_type ? s.type : t);
  if (fast_path_pays(t) || t->is_value_type) return cast_with_fast_path(mi, s, t, true, false);
  StackValue r = make_ref(emit_runtime_call(mi, "ahead_castclass", {as_ptr(mi, s), mi.m.method_table(t)}), t);
  r.non_null = s.non_null;
  return r;
}

StackValue emit_type_object(MethodImport& mi, Type* t) {
  StackValue s = make_ref(mi.m.type_object(t), mi.types.well_known("System.RuntimeType"), true, true);
  s.frozen = true;
  s.handle = t;
  return s;
}

StackValue emit_string(MethodImport& mi, std::u16string_view text) {
  StackValue s = make_ref(mi.m.string_literal(text), mi.types.primitive(ElementKind::String), true, true);
  s.frozen = true;
  return s;
}

bool import_object(MethodImport& mi, const Instr& i) {
  auto type = [&] { return mi.body->type(mi.types, i); };
  switch (i.op) {
    case Op::Ldnull: {
      StackValue s = make_ref(llvm::ConstantPointerNull::get(mi.m.ptr()));
      s.is_null = true;
      mi.push(s);
      return true;
    }
    case Op::Ldstr: mi.push(emit_string(mi, mi.body->string(i))); return true;
    case Op::Ldtoken: load_token(mi, i); return true;
    case Op::Castclass: { Type* t = type(); mi.push(emit_castclass(mi, t, mi.pop())); return true; }
    case Op::Isinst: { Type* t = type(); mi.push(emit_isinst(mi, t, mi.pop())); return true; }
    case Op::Box: { Type* t = type(); mi.push(emit_box(mi, t, mi.pop())); return true; }
    case Op::UnboxAny: unbox_any(mi, type()); return true;
    case Op::Unbox: {
      Type* t = type();
      StackValue object = mi.pop();
      Value* address;
      if (t->is_nullable) {
        // The address must outlive the block: give it memory of its own.
        Value* value = unbox_nullable(mi, t, object);
        address = entry_alloca(mi, mi.m.memory_type(t), mi.m.align(t), "unboxed");
        copy_struct(mi, address, value, t, Dest::Local);
      } else address = emit_unbox(mi, t, object);
      StackValue r = make_byref(address, mi.types.byref_to(t));
      r.non_null = true;
      mi.push(r);
      return true;
    }
    case Op::Mkrefany: make_typed_reference(mi, type()); return true;
    case Op::Refanyval: typed_reference_value(mi, type()); return true;
    case Op::Refanytype: typed_reference_type(mi); return true;
    default: return false;
  }
}

}  // namespace ahead
