// System.RuntimeMethodHandle, and RuntimeTypeHandle's questions about methods. The handle's value is an abi::MethodDesc.
#include "corelib/reflection/made.h"
#include "corelib/throw.h"
#include "types/casts.h"
#include "types/names.h"

using namespace ahead;

namespace {

Array* type_list(MethodTable* const* types, uint32_t count, bool as_runtime_types) {
  auto* list = reinterpret_cast<Array*>(gc_alloc_array(as_runtime_types ? ahead_mt_RuntimeTypeArray : ahead_mt_TypeArray, count));
  for (uint32_t i = 0; i < count; i++) gc_store(list->as<void*>() + i, runtime_type(types[i]));
  return list;
}

bool is_instantiation(const MethodDesc* m) { return m->generic_arity && !(m->flags & abi::kMethodGenericDefinition); }

// The same method as a member of another instantiation of its type.
MethodDesc* on_type(MethodDesc* m, MethodTable* mt) {
  if (m->owner == mt) return m;
  for (; mt; mt = exact_base(mt)) {
    if (mt->info->module != m->owner->info->module || mt->info->token != m->owner->info->token) continue;
    MethodDesc* found = find_method(mt, m->token);
    if (!found || !is_instantiation(m)) return found ? found : m;
    MethodDesc* exact = instantiated_method(found, m->arguments, m->generic_arity);
    return exact ? exact : m;
  }
  return m;
}

MethodDesc* typical(MethodDesc* m) {
  MethodTable* definition = m->owner->info->definition;
  MethodDesc* found = find_method(definition ? definition : static_cast<MethodTable*>(m->owner), m->token);
  return found ? found : m;
}

// A type that nothing is kept of still shows what its bases have.
const TypeMembers* nearest_members(MethodTable* mt) {
  for (; mt; mt = mt->parent)
    if (const TypeMembers* members = members_of(mt)) return members;
  return nullptr;
}

}  // namespace

namespace ahead {

MethodDesc* instantiated_method(MethodDesc* definition, MethodTable* const* arguments, uint32_t count) {
  if (!(definition->flags & abi::kMethodGenericDefinition) || definition->generic_arity != count) return nullptr;
  bool own = true;
  for (uint32_t i = 0; i < count; i++) own &= definition->arguments[i] == arguments[i];
  if (own) return definition;
  for (MethodDesc* m = definition->instances; m; m = m->next) {
    bool same = true;
    for (uint32_t i = 0; i < count; i++) same &= m->arguments[i] == arguments[i];
    if (same) return m;
  }
  return nullptr;
}

}  // namespace ahead

extern "C" {

// ---- RuntimeTypeHandle ----
MethodDesc* ic_System_RuntimeTypeHandle_GetFirstIntroducedMethod(void* type) {
  const TypeMembers* members = members_of(type_of(type));
  return members ? members->first_method : nullptr;
}
void ic_System_RuntimeTypeHandle_GetNextIntroducedMethod(MethodDesc** method) { *method = (*method)->next; }

int32_t ic_System_RuntimeTypeHandle_GetNumVirtuals(void* type) {
  const TypeMembers* members = nearest_members(type_of(type));
  return members ? int32_t(members->virtual_count) : 0;
}

int32_t RuntimeTypeHandle_GetNumVirtualsAndStaticVirtuals(TypeArg type) {
  const TypeMembers* members = nearest_members(type.mt);
  if (!members) return 0;
  int32_t n = int32_t(members->virtual_count);
  for (MethodDesc* m = members->first_method; m; m = m->next) n += (m->flags & abi::kMethodStaticVirtual) != 0;
  return n;
}

// Behind the virtual ones an interface counts its static virtual methods.
MethodDesc* RuntimeTypeHandle_GetMethodAt(MethodTable* mt, int32_t slot) {
  const TypeMembers* members = members_of(mt);
  if (!is_interface(mt) || !members || uint32_t(slot) < members->virtual_count) return method_at(mt, uint32_t(slot));
  uint32_t left = uint32_t(slot) - members->virtual_count;
  for (MethodDesc* m = members->first_method; m; m = m->next)
    if (m->flags & abi::kMethodStaticVirtual && left-- == 0) return m;
  return nullptr;
}

// Which method of a class implements an interface's method: the compiler wrote it down for the types that reflection sees.
MethodDesc* RuntimeTypeHandle_GetInterfaceMethodImplementation(TypeArg type, TypeArg, MethodDesc* method) {
  for (MethodTable* mt = type.mt; mt; mt = mt->parent) {
    const TypeMembers* members = members_of(mt);
    for (uint32_t i = 0; members && i < members->interface_map_count; i++)
      if (members->interface_map[i].declaration == method) return members->interface_map[i].implementation;
  }
  return nullptr;
}

void RuntimeTypeHandle_VerifyInterfaceIsImplemented(TypeArg type, TypeArg interface_type) {
  if (!is_interface(interface_type.mt)) throw_managed(Throw::Argument, "Type passed must be an interface.");
  if (is_interface(type.mt)) throw_managed(Throw::Argument, "'this' type cannot be an interface itself.");
  if (!can_cast(type.mt, interface_type.mt)) throw_managed(Throw::Argument, "Interface not found.");
}

// CoreCLR's stub generator reads names of accessed types through this; here the compiler has read them.
intptr_t UnsafeAccessors_ResolveGenericParamToTypeHandle(intptr_t, int32_t, uint32_t) { ahead_missing("UnsafeAccessors_ResolveGenericParamToTypeHandle"); }

// ---- RuntimeMethodHandle ----
int32_t ic_System_RuntimeMethodHandle_GetAttributes(MethodDesc* m) { return m->attributes; }
int32_t ic_System_RuntimeMethodHandle_GetImplAttributes(void* method) { return method_of_object(method)->impl_attributes; }
MethodTable* ic_System_RuntimeMethodHandle_GetMethodTable(MethodDesc* m) { return m->owner; }
int32_t ic_System_RuntimeMethodHandle_GetSlot(MethodDesc* m) { return m->slot; }
int32_t ic_System_RuntimeMethodHandle_GetMethodDef(MethodDesc* m) { return int32_t(m->token); }
const char* ic_System_RuntimeMethodHandle_GetUtf8NameInternal(MethodDesc* m) { return m->name; }
uint8_t ic_System_RuntimeMethodHandle_HasMethodInstantiation(MethodDesc* m) { return m->generic_arity != 0; }
uint8_t ic_System_RuntimeMethodHandle_IsGenericMethodDefinition(MethodDesc* m) { return (m->flags & abi::kMethodGenericDefinition) != 0; }
int32_t ic_System_RuntimeMethodHandle_GetGenericParameterCount(MethodDesc* m) { return int32_t(m->generic_arity); }
uint8_t ic_System_RuntimeMethodHandle_IsConstructor(MethodDesc* m) { return (m->flags & abi::kMethodIsCtor) != 0; }
uint8_t ic_System_RuntimeMethodHandle_IsDynamicMethod(MethodDesc*) { return 0; }
void* ic_System_RuntimeMethodHandle_GetResolver(MethodDesc*) { return nullptr; }
void* ic_System_RuntimeMethodHandle_GetLoaderAllocatorInternal(MethodDesc*) { return nullptr; }
int32_t RuntimeMethodHandle_GetIsCollectible(MethodDesc*) { return 0; }
void RuntimeMethodHandle_Destroy(MethodDesc*) {}
// Methods without IL have none; the others' was not kept.
void RuntimeMethodHandle_GetMethodBody(MethodDesc* m, TypeArg, ObjectHandle out) {
  constexpr uint16_t kAbstract = 0x400, kPInvoke = 0x2000, kNotIL = 0x1003;      // MethodAttributes; MethodImplAttributes: code type, InternalCall
  if (!(m->attributes & (kAbstract | kPInvoke)) && !(m->impl_attributes & kNotIL)) throw_managed(Throw::PlatformNotSupported, "The IL of methods is not part of a program that was compiled ahead of time.");
  set(out, nullptr);
}

uint8_t ic_System_RuntimeMethodHandle_IsTypicalMethodDefinition(void* method) {
  MethodDesc* m = method_of_object(method);
  return typical(m) == m;
}

// Definitions and stubs as CoreLib objects are made by the overlay.
MethodDesc* ic_Ahead_RuntimeCalls_TypicalMethod(MethodDesc* m) { return typical(m); }
MethodDesc* ic_Ahead_RuntimeCalls_MethodDefinition(MethodDesc* m) { return m->definition ? static_cast<MethodDesc*>(m->definition) : m; }

MethodTable* ic_Ahead_RuntimeCalls_ExactBase(MethodTable* mt) { return exact_base(mt); }

MethodDesc* ic_Ahead_RuntimeCalls_MethodOfVariable(MethodTable* variable) {
  const TypeInfo* t = variable->info;
  if (t->element_kind != kElementMVar || !t->declaring) return nullptr;
  const uint32_t* row = metadata_of(t->module).row(t->token);
  return row ? find_method(t->declaring, row[abi::kGenericParamOwner]) : nullptr;
}

MethodDesc* ic_System_RuntimeMethodHandle_GetStubIfNeededInternal(MethodDesc* m, void* type) { return on_type(m, type_of(type)); }
MethodDesc* ic_System_RuntimeMethodHandle_GetMethodFromCanonical(MethodDesc* m, void* type) { return on_type(m, type_of(type)); }

// MakeGenericMethod, and methods of definitions seen on an instantiation. Only what was compiled has code.
MethodDesc* RuntimeMethodHandle_GetStubIfNeededSlow(MethodDesc* m, TypeArg declaring, ObjectHandle arguments) {
  MethodDesc* exact = on_type(m, declaring.mt);
  auto* list = static_cast<Array*>(*arguments);
  if (!list) return exact;
  MethodTable* types[64];
  uint32_t count = list->length < 64 ? list->length : 64;
  for (uint32_t i = 0; i < count; i++) types[i] = type_of(list->as<void*>()[i]);
  MethodDesc* definition = exact->definition ? static_cast<MethodDesc*>(exact->definition) : exact;
  if (MethodDesc* compiled = instantiated_method(definition, types, count)) return compiled;
  MethodDesc* made = made_instance(definition, types, count);
  if (!satisfies_constraints(made)) throw_managed(Throw::Verification);      // CoreLib says which
  return made;
}

void RuntimeMethodHandle_GetMethodInstantiation(MethodDesc* m, ObjectHandle out, int32_t as_runtime_types) {
  set(out, m->generic_arity ? type_list(m->arguments, m->generic_arity, as_runtime_types) : nullptr);
}

void RuntimeMethodHandle_ConstructInstantiation(MethodDesc* m, uint32_t format, ObjectHandle out) {
  Text text;
  text << '[';
  for (uint32_t i = 0; i < m->generic_arity; i++) {
    if (i) text << ',';
    type_name(m->arguments[i], format, text);
  }
  text << ']';
  set(out, new_string(text.c_str()));
}

// What `ldftn` of it gives.
void* RuntimeMethodHandle_GetFunctionPointer(MethodDesc* m) {
  if (!m->code) throw_managed(Throw::NotSupported, "The code of this method was not compiled into this program: it is only known to reflection.");
  return m->code;
}

// Attributes that a program may write are visible to it.
int32_t RuntimeMethodHandle_IsCAVisibleFromDecoratedType(TypeArg, MethodDesc*, TypeArg, ModuleArg) { return 1; }

}  // extern "C"
