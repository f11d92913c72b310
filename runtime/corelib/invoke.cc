// Calling methods and reading fields by reflection. CoreLib checks and converts arguments, then hands over their addresses; the method's invoke stub
// (abi::MethodDesc::invoke) brings them into the managed calling convention, and the result is boxed here.
#include "corelib/members.h"
#include "corelib/reflection/array_members.h"
#include "corelib/throw.h"
#include "types/casts.h"
#include "types/names.h"
#include <string.h>

using namespace ahead;

extern "C" void* managed_BoxPointer(void* pointer, void* type);
extern "C" [[noreturn]] void managed_ThrowNullReturn();
extern "C" void Delegate_Construct(ObjectHandle self, ObjectHandle object, void* code);

namespace ahead {

[[noreturn]] void throw_no_code(const MethodDesc* m) {
  Text t;
  t << "Method '";
  type_name(m->owner, kNameFull, t);
  t << "." << (const char*)m->name;
  for (uint32_t i = 0; i < m->generic_arity; i++) {
    t << (i ? "," : "[");
    type_name(m->arguments[i], kNameFull, t);
  }
  t << (m->generic_arity ? "]' was" : "' was") << " not compiled into this program: only its description is.";
  throw_managed(Throw::NotSupported, t.c_str());
}

namespace {

bool is_virtual(const MethodDesc* m) { return (m->attributes & (kAttributeVirtual | kAttributeStatic)) == kAttributeVirtual; }

// An override in a class between the object's and the declaring one, where nothing else in the program calls the slot.
const MethodDesc* overriding(const MethodDesc* m, const MethodTable* exact) {
  if (m->slot == 0xffff) return m;
  for (; exact && exact != m->owner; exact = exact->parent) {
    const abi::TypeMembers* members = exact->info->extra->members;
    if (!members) continue;
    for (const MethodDesc* o = members->first_method; o; o = o->next)
      if (o->slot == m->slot && is_virtual(o)) return o;
  }
  return m;
}

}  // namespace

const void* code_for(const MethodDesc* m, void* object, bool* takes_object) {
  *takes_object = !is_value_type(m->owner);
  if (is_virtual(m) && object) {
    MethodTable* mt = mt_of(object);
    if (m->dispatch || m->flags & abi::kMethodOfInterface) {
      *takes_object = true;
      const void* table = m->flags & abi::kMethodOfInterface ? static_cast<const void*>(mt->dispatch_row) : mt;
      if (table) return *reinterpret_cast<void* const*>(static_cast<const char*>(table) + m->dispatch);
    } else if (mt != m->owner) {
      m = overriding(m, mt);
      *takes_object = !is_value_type(m->owner);
    }
  }
  const void* code = m->code;
  if (!code) throw_no_code(m);
  return code;
}

void* box_value(MethodTable* type, void* data) {
  switch (type->info->element_kind) {
    case kElementVoid: return nullptr;
    case kElementPtr: return managed_BoxPointer(*static_cast<void**>(data), runtime_type(type));
    case kElementFnPtr: type = ahead_mt_IntPtr; break;
    default: break;
  }
  if (!is_value_type(type)) return *static_cast<void**>(data);
  if (is_nullable(type)) {
    if (!*static_cast<uint8_t*>(data)) return nullptr;
    data = static_cast<char*>(data) + type->nullable.value_offset;
    type = type->element_type;
  }
  abi::Object* box = gc_alloc(type);
  copy_value(type, reinterpret_cast<char*>(box) + 8, data);
  return box;
}

void copy_value(MethodTable* type, void* to, const void* from) {
  uint32_t bytes = type->info->instance_size;
  if (type->flags & abi::kFlagContainsGCPointers) ahead_copy_refs(to, from, bytes);
  else memmove(to, from, bytes);
}

void unbox_into(MethodTable* type, void* to, void* object) {
  if (!is_value_type(type)) {
    uint8_t kind = type->info->element_kind;
    if (kind != kElementPtr && kind != kElementFnPtr) { gc_store(to, object); return; }
    type = ahead_mt_IntPtr;
  }
  if (is_nullable(type)) {
    memset(to, 0, type->info->instance_size);
    if (!object) return;
    if (mt_of(object) == type) { copy_value(type, to, static_cast<char*>(object) + 8); return; }   // reboxed by CoreLib
    *static_cast<uint8_t*>(to) = 1;
    return copy_value(type->element_type, static_cast<char*>(to) + type->nullable.value_offset, static_cast<char*>(object) + 8);
  }
  if (!object) memset(to, 0, type->info->instance_size);
  else copy_value(type, to, static_cast<char*>(object) + 8);
}

}  // namespace ahead

namespace {

void* box_result(MethodTable* type, void* data) {
  if (type->info->element_kind != kElementByRef) return box_value(type, data);
  void* place = *static_cast<void**>(data);
  if (!place) managed_ThrowNullReturn();
  return box_value(type->element_type, place);
}

size_t result_size(const MethodTable* type) {
  size_t size = is_value_type(type) ? type->info->instance_size : sizeof(void*);
  return size < 16 ? 16 : size;
}

void* construct(const MethodDesc* m, void** arguments) {
  const void* code = m->code;
  if (!code) throw_no_code(m);
  if (m->owner == ahead_mt_String) {
    void* made = nullptr;
    m->invoke(code, nullptr, arguments, &made);
    return made;
  }
  MethodTable* type = m->owner;
  if (is_nullable(type)) {
    void* value = __builtin_alloca(type->info->instance_size);
    memset(value, 0, type->info->instance_size);
    m->invoke(code, value, arguments, nullptr);
    return box_value(type, value);
  }
  abi::Object* object = gc_alloc(type);
  m->invoke(code, is_value_type(type) ? reinterpret_cast<char*>(object) + 8 : reinterpret_cast<char*>(object), arguments, nullptr);
  return object;
}

// Constructors of delegates have no code: `newobj` of them is expanded.
void* construct_delegate(const MethodDesc* m, void** arguments) {
  void* code = *static_cast<void**>(arguments[1]);
  if (!code) throw_managed(Throw::ArgumentNull, "method");
  void* made = gc_alloc(m->owner);
  Delegate_Construct(&made, static_cast<void**>(arguments[0]), code);
  return made;
}

// A method of Nullable<T> gets a T in a box, or null.
void* nullable_receiver(MethodTable* type, void* object, void* room) {
  unbox_into(type, room, object);
  return room;
}

}  // namespace

extern "C" {

// arguments[i]: address of the value; for a byref parameter the byref itself.
void RuntimeMethodHandle_InvokeMethod(ObjectHandle target, void** arguments, ObjectHandle signature, int32_t is_constructor, ObjectHandle out) {
  const MethodDesc* m = field_at<const MethodDesc*>(*signature, ahead_offset_Signature__pMethod);
  if (is_array_member(m)) { set(out, invoke_array_member(m, *target, arguments)); return; }
  if (is_constructor && m->owner->info->extra->delegate_shuffle) { set(out, construct_delegate(m, arguments)); return; }
  if (!m->invoke) throw_no_code(m);
  if (is_constructor) { set(out, construct(m, arguments)); return; }
  MethodTable* type = type_of(field_at<void*>(*signature, ahead_offset_Signature__returnTypeORfieldType));
  void* result = __builtin_alloca(result_size(type));
  memset(result, 0, result_size(type));
  const void* code = m->code;
  void* self = nullptr;
  if (!(m->attributes & kAttributeStatic)) {
    MethodTable* owner = m->owner;
    if (is_nullable(owner)) {      // the box holds a T, which has other methods
      self = nullable_receiver(owner, *target, __builtin_alloca(owner->info->instance_size));
    } else {
      bool takes_object;
      code = code_for(m, *target, &takes_object);
      self = takes_object ? *target : static_cast<char*>(*target) + 8;
    }
  }
  if (!code) throw_no_code(m);
  m->invoke(code, self, arguments, result);
  set(out, box_result(type, result));
}

// Where CoreLib keeps arguments while it calls is scanned like every stack.
void ic_System_Runtime_GCFrameRegistration_RegisterForGCReporting(void*) {}
void ic_System_Runtime_GCFrameRegistration_UnregisterForGCReporting(void*) {}

}  // extern "C"
