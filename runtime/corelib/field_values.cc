// Reading and writing fields by reflection. CoreLib converts the value for FieldInfo.SetValue; through typed references and to fields of classes that are not
// initialised yet it is all done here.
#include "corelib/members.h"
#include "corelib/throw.h"
#include "threads/threads.h"
#include "types/casts.h"
#include "types/names.h"
#include <string.h>
#include <initializer_list>

using namespace ahead;

extern "C" [[noreturn]] void managed_ThrowNullReference();
extern "C" void managed_InitializeForField(abi::ClassInit*);

namespace {

// -- values that fit into wider primitive types, as arguments of calls do --
uint8_t kind_of(const MethodTable* t) { return (t->info->underlying ? static_cast<const MethodTable*>(t->info->underlying) : t)->info->element_kind; }

constexpr uint32_t bits(std::initializer_list<uint8_t> kinds) {
  uint32_t set = 0;
  for (uint8_t k : kinds) set |= 1u << k;
  return set;
}

// To which kinds each kind widens (indexed by element kind, Boolean to R8).
constexpr uint32_t kWidens[] = {
  0, 0, bits({kElementBoolean}),
  bits({kElementChar, kElementU2, kElementU4, kElementI4, kElementU8, kElementI8, kElementR4, kElementR8}),
  bits({kElementI1, kElementI2, kElementI4, kElementI8, kElementR4, kElementR8}),
  bits({kElementU1, kElementChar, kElementI2, kElementU2, kElementI4, kElementU4, kElementI8, kElementU8, kElementR4, kElementR8}),
  bits({kElementI2, kElementI4, kElementI8, kElementR4, kElementR8}),
  bits({kElementU2, kElementChar, kElementI4, kElementU4, kElementI8, kElementU8, kElementR4, kElementR8}),
  bits({kElementI4, kElementI8, kElementR4, kElementR8}),
  bits({kElementU4, kElementI8, kElementU8, kElementR4, kElementR8}),
  bits({kElementI8, kElementR4, kElementR8}),
  bits({kElementU8, kElementR4, kElementR8}),
  bits({kElementR4, kElementR8}),
  bits({kElementR8}),
};

template <class T> T read(const void* place) {
  T v;
  memcpy(&v, place, sizeof v);
  return v;
}

struct Number { int64_t whole; double real; };
Number read_number(uint8_t kind, const void* place) {
  auto whole = [](auto v) { return Number{int64_t(v), double(v)}; };
  switch (kind) {
    case kElementBoolean: case kElementU1: return whole(read<uint8_t>(place));
    case kElementI1: return whole(read<int8_t>(place));
    case kElementChar: case kElementU2: return whole(read<uint16_t>(place));
    case kElementI2: return whole(read<int16_t>(place));
    case kElementI4: return whole(read<int32_t>(place));
    case kElementU4: return whole(read<uint32_t>(place));
    case kElementI8: return whole(read<int64_t>(place));
    case kElementU8: return whole(read<uint64_t>(place));
    case kElementR4: return {0, double(read<float>(place))};
    default: return {0, read<double>(place)};
  }
}

// `out` gets the bytes of a value of type `to`.
bool widen(const MethodTable* to, const MethodTable* from, const void* place, uint64_t* out) {
  uint8_t source = kind_of(from), target = kind_of(to);
  if (source > kElementR8 || target > kElementR8 || !(kWidens[source] >> target & 1)) return false;
  Number n = read_number(source, place);
  if (target == kElementR8) { memcpy(out, &n.real, 8); return true; }
  if (target != kElementR4) { memcpy(out, &n.whole, 8); return true; }
  float single = float(n.real);
  memcpy(out, &single, 4);
  return true;
}

[[noreturn]] void throw_not_convertible() { throw_managed(Throw::Argument, "Object type cannot be converted to target type."); }

void* field_place(const FieldDesc* f, void* object) {
  if (!(f->flags & abi::kFieldIsStatic)) return static_cast<char*>(object) + 8 + f->offset;
  if (abi::ClassInit* c = f->owner->info->class_init; c && c->state != abi::kClassInitDone) managed_InitializeForField(c);
  if (f->flags & abi::kFieldIsThreadStatic) return static_cast<uint8_t*>(ahead_thread.statics ? ahead_thread.statics : ahead_thread_statics()) + f->offset;
  if (void* address = f->address) return address;
  Text t;
  t << "Field '";
  type_name(f->owner, kNameFull, t);
  t << "." << (const char*)f->name << "' was not compiled into this program: only its description is.";
  throw_managed(Throw::NotSupported, t.c_str());
}

int32_t initialized(const FieldDesc* f) {
  abi::ClassInit* c = f->owner->info->class_init;
  return !c || c->state == abi::kClassInitDone;
}

// TypedReference: address and type of the value that holds the field.
struct TypedRef { char* value; MethodTable* type; };
void* direct_place(const FieldDesc* f, TypedRef* ref) {
  if (f->flags & abi::kFieldIsStatic) return field_place(f, nullptr);
  bool value = is_value_type(ref->type);
  void* object = value ? nullptr : *reinterpret_cast<void**>(ref->value);
  if (!value && !object) managed_ThrowNullReference();
  if (!can_cast(value ? ref->type : mt_of(object), f->owner)) throw_managed(Throw::ArgumentOutOfExpectedRange, "obj");
  return value ? ref->value + f->offset : static_cast<char*>(object) + 8 + f->offset;
}

}  // namespace

extern "C" {

void RuntimeFieldHandle_GetValue(const FieldDesc* f, ObjectHandle object, TypeArg type, TypeArg, int32_t* class_initialized, ObjectHandle out) {
  void* place = field_place(f, *object);
  *class_initialized = initialized(f);
  set(out, box_value(type.mt, place));
}

// Its own static constructor may write a readonly field, nothing else.
static void check_writable(const FieldDesc* f) {
  constexpr uint16_t kInitOnly = 0x20;
  if (!(f->attributes & kInitOnly) || !(f->flags & abi::kFieldIsStatic) || !initialized(f)) return;
  Text t;
  t << "Cannot set initonly static field '" << (const char*)f->name << "' after type '";
  type_name(f->owner, kNameToString, t);
  t << "' is initialized.";
  throw_managed(Throw::FieldAccess, t.c_str());
}

void RuntimeFieldHandle_SetValue(const FieldDesc* f, ObjectHandle object, ObjectHandle value, TypeArg type, TypeArg, int32_t* class_initialized) {
  void* place = field_place(f, *object);
  *class_initialized = initialized(f);
  check_writable(f);
  unbox_into(type.mt, place, *value);
}

void RuntimeFieldHandle_GetValueDirect(const FieldDesc* f, TypedRef* ref, TypeArg type, TypeArg, ObjectHandle out) { set(out, box_value(type.mt, direct_place(f, ref))); }
void RuntimeFieldHandle_SetValueDirect(const FieldDesc* f, TypedRef* ref, ObjectHandle value, TypeArg type, TypeArg) {
  void* place = direct_place(f, ref);
  check_writable(f);
  uint64_t widened;
  MethodTable* from = *value ? mt_of(*value) : nullptr;
  if (from && is_value_type(type.mt) && from != type.mt && !is_nullable(type.mt)) {
    if (!widen(type.mt, from, static_cast<char*>(*value) + 8, &widened)) throw_not_convertible();
    memcpy(place, &widened, type.mt->info->instance_size);
    return;
  }
  uint8_t kind = type.mt->info->element_kind;
  bool pointer = kind == kElementPtr || kind == kElementFnPtr;
  MethodTable* wanted = is_nullable(type.mt) ? static_cast<MethodTable*>(type.mt->element_type) : pointer ? ahead_mt_IntPtr : type.mt;
  if (from && !can_cast(from, wanted)) throw_not_convertible();
  unbox_into(type.mt, place, *value);
}

void ic_Ahead_RuntimeCalls_InitializeClass(abi::ClassInit* c) { ahead_class_init(c); }

// Where the field lies in the object, for TypedReference.MakeTypedReference.
void RuntimeFieldHandle_GetFieldDataReference(const FieldDesc* f, ObjectHandle target, void** out) { *out = field_place(f, *target); }

uint8_t ic_System_RuntimeFieldHandle_IsFastPathSupported(void* field_info) {
  auto* f = field_at<const FieldDesc*>(field_info, ahead_offset_RtFieldInfo_m_fieldHandle);
  if (!(f->flags & abi::kFieldIsStatic)) return 1;
  // CoreLib takes statics of struct types for boxes, as CoreCLR keeps them; here they are values.
  const MethodTable* t = f->type;
  bool is_struct = t && t->info->element_kind == kElementValueType && !t->info->underlying;
  return !(f->flags & abi::kFieldIsThreadStatic) && f->address && !is_struct;
}
int32_t ic_System_RuntimeFieldHandle_GetInstanceFieldOffset(void* field_info) { return int32_t(field_at<const FieldDesc*>(field_info, ahead_offset_RtFieldInfo_m_fieldHandle)->offset); }
void* ic_System_RuntimeFieldHandle_GetStaticFieldAddress(void* field_info) { return field_at<const FieldDesc*>(field_info, ahead_offset_RtFieldInfo_m_fieldHandle)->address; }

}  // extern "C"
