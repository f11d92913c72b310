// Arguments, locals, fields and indirect access.
#include "import/method.h"

namespace ahead {

using llvm::Value;

namespace {

FrameSlot& slot_at(std::vector<FrameSlot>& slots, uint32_t index) {
  if (index >= slots.size()) invalid_il("no such argument or local");
  return slots[index];
}

void load_slot(MethodImport& mi, const FrameSlot& s, bool is_this) {
  StackValue v = load(mi, s.address, s.type);
  if (is_this && !s.written && !s.address_taken && !asks_for_this(mi.m, mi.method)) v.is_this = v.non_null = true;
  mi.push(v);
}

// The address of a slot that holds a managed pointer has no managed pointer type: it is a plain pointer into the frame.
void slot_address(MethodImport& mi, const FrameSlot& s) {
  StackValue v = s.type->kind == ElementKind::ByRef ? make_native(s.address) : make_byref(s.address, mi.types.byref_to(s.type));
  v.non_null = v.local_address = true;
  mi.push(v);
}

// The type behind ldind/stind/ldelem/stelem with a built-in operand type.
Type* builtin(MethodImport& mi, Op op) {
  using E = ElementKind;
  switch (op) {
    case Op::LdindI1: case Op::StindI1: return mi.types.primitive(E::I1);
    case Op::LdindU1: return mi.types.primitive(E::U1);
    case Op::LdindI2: case Op::StindI2: return mi.types.primitive(E::I2);
    case Op::LdindU2: return mi.types.primitive(E::U2);
    case Op::LdindI4: case Op::StindI4: return mi.types.primitive(E::I4);
    case Op::LdindU4: return mi.types.primitive(E::U4);
    case Op::LdindI8: case Op::StindI8: return mi.types.primitive(E::I8);
    case Op::LdindI: case Op::StindI: return mi.types.primitive(E::I);
    case Op::LdindR4: case Op::StindR4: return mi.types.primitive(E::R4);
    case Op::LdindR8: case Op::StindR8: return mi.types.primitive(E::R8);
    case Op::LdindRef: case Op::StindRef: return mi.types.primitive(E::Object);
    default: return nullptr;
  }
}

// Unmanaged pointers may be misaligned; x86 does not mind, but LLVM must know.
uint8_t access_prefixes(const StackValue& address, const Instr& i) {
  return address.kind == StackKind::Native && !(i.prefix_flags & kVolatile) ? i.prefix_flags | kUnaligned : i.prefix_flags;
}

Dest dest_of(const StackValue& address) { return address.local_address ? Dest::Local : Dest::Unknown; }

Type* pointee(const StackValue& a) {
  return a.type && (a.type->kind == ElementKind::ByRef || a.type->kind == ElementKind::Ptr) ? a.type->element : nullptr;
}

void load_indirect(MethodImport& mi, const Instr& i, Type* t) {
  StackValue address = mi.pop();
  emit_pointer_check(mi, address);
  // LLVM deletes a load whose value nobody wants, and with it the fault that the program may be after.
  if (mi.ip + 1 < mi.body->code.size() && mi.body->code[mi.ip + 1].op == Op::Pop) emit_null_check(mi, address);
  // ldind.i through a T*: the pointer keeps its type; ldind.ref: the reference its class.
  Type* known = pointee(address);
  if (i.op == Op::LdindRef && known && known->is_reference()) t = known;
  if (i.op == Op::LdindI && known && (known->kind == ElementKind::Ptr || known->kind == ElementKind::FnPtr)) t = known;
  StackValue v = load(mi, as_ptr(mi, address), t, access_prefixes(address, i));
  if (i.op == Op::LdindRef && t->kind == ElementKind::Object) v.type = nullptr;
  mi.push(v);
}

void store_indirect(MethodImport& mi, const Instr& i, Type* t) {
  StackValue value = mi.pop(), address = mi.pop();
  emit_pointer_check(mi, address);
  store(mi, as_ptr(mi, address), t, value, dest_of(address), access_prefixes(address, i));
}

void init_object(MethodImport& mi, Type* t) {
  StackValue address = mi.pop();
  emit_pointer_check(mi, address);
  Value* p = as_ptr(mi, address);
  llvm::Align align(address.kind == StackKind::Native ? 1 : std::max(1u, mi.m.align(t)));
  if (auto* s = mi.m.scalar(t)) mi.b.CreateAlignedStore(llvm::Constant::getNullValue(s), p, align);
  else mi.b.CreateMemSet(p, mi.b.getInt8(0), mi.m.size(t), align);
}

struct FieldBase { Value* address; Dest dest; bool local, non_null; };

FieldBase field_base(MethodImport& mi, const StackValue& object, Field* f) {
  if (object.is_struct()) return {object.v, Dest::Local, true, true};
  if (object.kind == StackKind::Ref || !f->owner->is_value_type) {
    emit_null_check(mi, object);
    return {as_ptr(mi, object), Dest::Unknown, false, true};
  }
  // Beyond what the hardware protects.
  if (f->offset >= 0x1000) emit_null_check(mi, object);
  else emit_pointer_check(mi, object);
  bool on_stack = object.local_address || f->owner->is_byref_like;
  return {as_ptr(mi, object), on_stack ? Dest::Local : Dest::Unknown, object.local_address, object.non_null};
}

uint8_t field_prefixes(const StackValue& object, const Instr& i) {
  return object.is_struct() ? uint8_t(i.prefix_flags & ~kVolatile) : access_prefixes(object, i);
}

void load_instance_field(MethodImport& mi, const Instr& i, Field* f) {
  StackValue object = mi.pop();
  FieldBase base = field_base(mi, object, f);
  mi.push(load_field(mi, base.address, f, field_prefixes(object, i)));
}

void field_address(MethodImport& mi, Field* f) {
  StackValue object = mi.pop();
  FieldBase base = field_base(mi, object, f);
  Value* address = offset(mi, base.address, f->offset);
  StackValue r = object.kind == StackKind::Native ? make_native(address) : make_byref(address, mi.types.byref_to(f->type));
  r.local_address = base.local, r.non_null = base.non_null || f->offset != 0;
  mi.push(r);
}

void store_instance_field(MethodImport& mi, const Instr& i, Field* f) {
  StackValue value = mi.pop(), object = mi.pop();
  if (object.is_struct()) invalid_il("stfld to a value that has no address");
  FieldBase base = field_base(mi, object, f);
  store(mi, offset(mi, base.address, f->offset), f->type, value, base.dest, field_prefixes(object, i));
}

bool import_field(MethodImport& mi, const Instr& i) {
  Field* f = mi.body->field(mi.types, i);
  bool is_static = f->def->is_static();
  // Data of the image lies wherever its assembler put it.
  uint8_t prefixes = f->def->has_rva() ? i.prefix_flags | kUnaligned : i.prefix_flags;
  switch (i.op) {
    case Op::Ldfld:
      if (!is_static) { load_instance_field(mi, i, f); return true; }
      mi.pop();
      mi.push(load(mi, emit_static_address(mi, f), f->type, prefixes));
      return true;
    case Op::Ldflda:
      if (!is_static) { field_address(mi, f); return true; }
      mi.pop();
      mi.push(make_byref(emit_static_address(mi, f), mi.types.byref_to(f->type)));
      return true;
    case Op::Stfld: {
      if (!is_static) { store_instance_field(mi, i, f); return true; }
      StackValue value = mi.pop();
      mi.pop();
      store(mi, emit_static_address(mi, f), f->type, value, Dest::Unknown, prefixes);
      return true;
    }
    case Op::Ldsfld: {
      if (!is_static) invalid_il("ldsfld of an instance field");
      mi.push(load(mi, emit_static_address(mi, f), f->type, prefixes));
      return true;
    }
    case Op::Ldsflda: {
      if (!is_static) invalid_il("ldsflda of an instance field");
      Value* address = emit_static_address(mi, f);
      StackValue r = f->def->has_rva() ? make_native(address) : make_byref(address, mi.types.byref_to(f->type));
      r.non_null = true;
      mi.push(r);
      return true;
    }
    default: {
      if (!is_static) invalid_il("stsfld of an instance field");
      StackValue value = mi.pop();
      // Static fields are roots of every collection: no barrier.
      store(mi, emit_static_address(mi, f), f->type, value, Dest::Local, prefixes);
      return true;
    }
  }
}

void local_allocation(MethodImport& mi) {
  StackValue size = mi.pop();
  if (!mi.stack.empty()) invalid_il("localloc with other values on the evaluation stack");
  Value* bytes = as_i64(mi, size, false);
  auto* a = mi.b.CreateAlloca(mi.m.i8(), bytes, "localloc");
  a->setAlignment(llvm::Align(16));
  if (mi.body->init_locals) mi.b.CreateMemSet(a, mi.b.getInt8(0), bytes, llvm::Align(16));
  // No bytes: null, as in CoreCLR.
  auto* constant = llvm::dyn_cast<llvm::ConstantInt>(bytes);
  bool some = constant && !constant->isZero();
  StackValue r = make_native(some ? static_cast<Value*>(a) : mi.b.CreateSelect(mi.b.CreateIsNull(bytes), llvm::ConstantPointerNull::get(mi.m.ptr()), a));
  r.non_null = r.local_address = some;
  mi.push(r);
}

// A null address is no error when no byte is touched.
void check_block(MethodImport& mi, const StackValue& address, const StackValue& size) {
  if (address.non_null || address.local_address || !mi.body || mi.body->module == mi.types.corelib()) return;
  Value* bad = mi.b.CreateAnd(mi.b.CreateIsNull(as_ptr(mi, address)), mi.b.CreateIsNotNull(as_i64(mi, size, false)));
  emit_throw_check(mi, bad, "ThrowNullReferenceException");
}

void copy_block(MethodImport& mi, const Instr& i) {
  StackValue size = mi.pop(), from = mi.pop(), to = mi.pop();
  bool is_volatile = i.prefix_flags & kVolatile;
  check_block(mi, from, size);
  check_block(mi, to, size);
  mi.b.CreateMemMove(as_ptr(mi, to), llvm::Align(1), as_ptr(mi, from), llvm::Align(1), as_i64(mi, size, false), is_volatile);
}

void init_block(MethodImport& mi, const Instr& i) {
  StackValue size = mi.pop(), value = mi.pop(), to = mi.pop();
  Value* byte = mi.b.CreateTrunc(as_i32(mi, value), mi.m.i8());
  check_block(mi, to, size);
  mi.b.CreateMemSet(as_ptr(mi, to), byte, as_i64(mi, size, false), llvm::Align(1), i.prefix_flags & kVolatile);
}

}  // namespace

// Thread statics lie in a block per thread; everything else at a fixed address.
Value* emit_static_address(MethodImport& mi, Field* f) {
  emit_class_init(mi, f->owner);
  if (f->def->has_rva()) return mi.m.rva_data(f);
  if (!f->def->is_thread_static) return mi.m.static_field(f);
  Value* thread = mi.b.CreateThreadLocalAddress(mi.m.thread_block());
  Value* block = mi.b.CreateAlignedLoad(mi.m.ptr(), offset(mi, thread, offsetof(abi::ThreadBlock, statics)), llvm::Align(8));
  auto* start = mi.b.GetInsertBlock();
  auto* make = llvm::BasicBlock::Create(mi.m.llvm, "thread.statics", mi.fn);
  auto* have = llvm::BasicBlock::Create(mi.m.llvm, "have.statics", mi.fn);
  mi.b.CreateCondBr(mi.b.CreateIsNull(block), make, have);
  mi.b.SetInsertPoint(make);
  Value* made = emit_runtime_call(mi, "ahead_thread_statics", {});
  auto* made_at = mi.b.GetInsertBlock();
  mi.b.CreateBr(have);
  mi.b.SetInsertPoint(have);
  auto* phi = mi.b.CreatePHI(mi.m.ptr(), 2);
  phi->addIncoming(block, start);
  phi->addIncoming(made, made_at);
  return mi.b.CreateGEP(mi.m.i8(), phi, mi.m.thread_static_offset(f));
}

bool import_memory(MethodImport& mi, const Instr& i) {
  bool has_this = mi.method->sig.has_this;
  switch (i.op) {
    case Op::Ldarg: load_slot(mi, slot_at(mi.args, i.index), has_this && i.index == 0); return true;
    case Op::Ldarga: slot_address(mi, slot_at(mi.args, i.index)); return true;
    case Op::Starg: { FrameSlot& s = slot_at(mi.args, i.index); store(mi, s.address, s.type, mi.pop(), Dest::Local); return true; }
    case Op::Ldloc: load_slot(mi, slot_at(mi.locals, i.index), false); return true;
    case Op::Ldloca: slot_address(mi, slot_at(mi.locals, i.index)); return true;
    case Op::Stloc: { FrameSlot& s = slot_at(mi.locals, i.index); store(mi, s.address, s.type, mi.pop(), Dest::Local); return true; }
    case Op::Ldfld: case Op::Ldflda: case Op::Stfld: case Op::Ldsfld: case Op::Ldsflda: case Op::Stsfld: return import_field(mi, i);
    case Op::Ldobj: load_indirect(mi, i, mi.body->type(mi.types, i)); return true;
    case Op::Stobj: store_indirect(mi, i, mi.body->type(mi.types, i)); return true;
    case Op::Initobj: init_object(mi, mi.body->type(mi.types, i)); return true;
    case Op::Cpobj: {
      Type* t = mi.body->type(mi.types, i);
      StackValue from = mi.pop(), to = mi.pop();
      emit_pointer_check(mi, from);
      emit_pointer_check(mi, to);
      StackValue v = load(mi, as_ptr(mi, from), t, access_prefixes(from, i));
      store(mi, as_ptr(mi, to), t, v, dest_of(to), access_prefixes(to, i));
      return true;
    }
    case Op::Localloc: local_allocation(mi); return true;
    case Op::Cpblk: copy_block(mi, i); return true;
    case Op::Initblk: init_block(mi, i); return true;
    case Op::Sizeof: mi.push(make_i4(mi.b.getInt32(mi.m.size(mi.body->type(mi.types, i))))); return true;
    case Op::StindRef: case Op::StindI1: case Op::StindI2: case Op::StindI4: case Op::StindI8: case Op::StindR4: case Op::StindR8: case Op::StindI:
      store_indirect(mi, i, builtin(mi, i.op));
      return true;
    default:
      if (Type* t = builtin(mi, i.op)) { load_indirect(mi, i, t); return true; }
      return false;
  }
}

}  // namespace ahead
