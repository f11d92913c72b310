// System.RuntimeTypeHandle, MethodTable, TypeHandle: what CoreLib asks about types. Everything is answered from MethodTable and TypeInfo.
#include "corelib/reflection/metadata.h"
#include "corelib/throw.h"
#include "types/casts.h"
#include "types/names.h"
#include <string.h>

using namespace ahead;

namespace {

bool is_variable(const MethodTable* mt) { return mt->info->element_kind == kElementVar || mt->info->element_kind == kElementMVar; }

const char* metadata_name(const MethodTable* mt) { return mt->info->name; }

// Type[] or RuntimeType[] of `count` types.
Array* type_list(MethodTable* const* types, uint32_t count, bool as_runtime_types) {
  MethodTable* array = as_runtime_types ? ahead_mt_RuntimeTypeArray : ahead_mt_TypeArray;
  auto* list = reinterpret_cast<Array*>(gc_alloc_array(array, count));
  for (uint32_t i = 0; i < count; i++) gc_store(list->as<void*>() + i, runtime_type(types[i]));
  return list;
}

}  // namespace

extern "C" {

void managed_ThrowInvalidCast(MethodTable* from, MethodTable* to);

// ---- MethodTable: `this` is the MethodTable ----
uint32_t ic_System_Runtime_CompilerServices_MethodTable_GetNumInstanceFieldBytes(MethodTable* mt) { return mt->info->instance_size; }

int32_t ic_System_Runtime_CompilerServices_MethodTable_GetPrimitiveCorElementType(MethodTable* mt) {
  if (mt->info->underlying) mt = mt->info->underlying;
  return mt->info->element_kind;
}

MethodTable* ic_System_Runtime_CompilerServices_MethodTable_InstantiationArg0(MethodTable* mt) { return mt->info->arguments[0]; }

MethodTable* ic_System_Runtime_CompilerServices_MethodTable_GetMethodTableMatchingParentClass(MethodTable* mt, MethodTable* parent) {
  for (; mt; mt = mt->parent)
    if (mt == parent || (parent->info->definition && mt->info->definition == parent->info->definition)) return mt;
  return nullptr;
}

intptr_t ic_System_Runtime_CompilerServices_MethodTable_GetLoaderAllocatorHandle(MethodTable*) { return 0; }

// ---- casts ----
int32_t TypeHandle_CanCastTo_NoCacheLookup(MethodTable* from, MethodTable* to) { return can_cast(from, to); }
int32_t TypeHandle_GetCorElementType(MethodTable* mt) { return mt->info->element_kind; }

int32_t IsInstanceOf_NoCacheLookup(MethodTable* to, int32_t throws, ObjectHandle object) {
  if (!*object || ahead_isinst(*object, to)) return 1;
  if (throws) ahead_castclass(*object, to);
  return 0;
}

void ThrowInvalidCastException(MethodTable* from, MethodTable* to) { managed_ThrowInvalidCast(from, to); }

uint8_t ic_Ahead_RuntimeCalls_CanCast(MethodTable* from, MethodTable* to) { return can_cast(from, to); }

void* ic_Ahead_RuntimeCalls_TypeName(MethodTable* mt, int32_t format) {
  Text text;
  type_name(mt, uint32_t(format), text);
  return new_string(text.c_str());
}

void* ic_Ahead_RuntimeCalls_TypeNamespace(MethodTable* mt) { return new_string(type_namespace(mt)); }

// ---- RuntimeTypeHandle ----
void RuntimeTypeHandle_GetRuntimeTypeFromHandleSlow(MethodTable* mt, ObjectHandle out) { set(out, runtime_type(mt)); }

int32_t ic_System_RuntimeTypeHandle_GetAttributes(void* type) {
  const TypeInfo* t = type_of(type)->info;
  return t->element_kind == kElementFnPtr ? 1 : int32_t(t->attributes);
}
int32_t ic_System_RuntimeTypeHandle_GetToken(void* type) { return int32_t(type_of(type)->info->token); }
int32_t ic_System_RuntimeTypeHandle_GetArrayRank(void* type) { return type_of(type)->info->rank; }
uint8_t ic_System_RuntimeTypeHandle_IsGenericVariable(void* type) { return is_variable(type_of(type)); }
int32_t ic_System_RuntimeTypeHandle_GetGenericVariableIndex(void* type) { return type_of(type)->info->rank; }
uint8_t ic_System_RuntimeTypeHandle_ContainsGenericVariables(void* type) { return contains_variables(type_of(type)); }
uint8_t ic_System_RuntimeTypeHandle_IsUnmanagedFunctionPointer(void* type) {
  const abi::TypeInfo* info = type_of(type)->info;
  return info->element_kind == kElementFnPtr && info->is_enum_flags;
}

uint8_t ic_System_RuntimeTypeHandle_CompareCanonicalHandles(void* left, void* right) {
  const MethodTable *a = type_of(left), *b = type_of(right);
  return a == b || (a->info->definition && a->info->definition == b->info->definition);
}

MethodTable* ic_System_RuntimeTypeHandle_GetElementTypeHandle(MethodTable* mt) { return is_nullable(mt) ? nullptr : mt->element_type; }
const char* ic_System_RuntimeTypeHandle_GetUtf8NameInternal(MethodTable* mt) { return metadata_name(mt); }
MethodTable* RuntimeTypeHandle_GetDeclaringTypeHandle(MethodTable* mt) { return mt->info->declaring; }
MethodTable* RuntimeTypeHandle_GetDeclaringTypeHandleForGenericVariable(MethodTable* mt) { return mt->info->declaring; }
int32_t RuntimeTypeHandle_IsCollectible(TypeArg) { return 0; }
void RuntimeTypeHandle_RegisterCollectibleTypeDependency(TypeArg, AssemblyArg) {}

void RuntimeTypeHandle_ConstructName(TypeArg type, uint32_t format, ObjectHandle out) {
  Text text;
  type_name(type.mt, format, text);
  set(out, new_string(text.c_str()));
}

void* ic_System_RuntimeTypeHandle_GetModuleIfExists(void* type) { return runtime_module(module_of(type_of(type))); }
void* ic_System_RuntimeTypeHandle_GetAssemblyIfExists(void* type) { return runtime_assembly(module_of(type_of(type))); }
void RuntimeTypeHandle_GetModuleSlow(ObjectHandle type, ObjectHandle out) { set(out, ic_System_RuntimeTypeHandle_GetModuleIfExists(*type)); }
void RuntimeTypeHandle_GetAssemblySlow(ObjectHandle type, ObjectHandle out) { set(out, ic_System_RuntimeTypeHandle_GetAssemblyIfExists(*type)); }

void RuntimeTypeHandle_GetInstantiation(TypeArg type, ObjectHandle out, int32_t as_runtime_types) {
  const TypeInfo* t = type.mt->info;
  set(out, t->generic_arity ? type_list(t->arguments, t->generic_arity, as_runtime_types) : nullptr);
}

void RuntimeTypeHandle_GetGenericTypeDefinition(TypeArg type, ObjectHandle out) {
  MethodTable* mt = is_definition(type.mt) || !type.mt->info->definition ? type.mt : type.mt->info->definition;
  set(out, runtime_type(mt));
}

void RuntimeTypeHandle_GetArgumentTypesFromFunctionPointer(TypeArg type, ObjectHandle out) {
  const TypeInfo* t = type.mt->info;
  set(out, type_list(t->element_kind == kElementFnPtr ? static_cast<MethodTable* const*>(t->arguments) : nullptr, t->element_kind == kElementFnPtr ? t->rank : 0, false));
}

static bool is_visible(const MethodTable* mt) {
  while (mt->element_type && !is_nullable(mt)) mt = mt->element_type;
  const TypeInfo* t = mt->info;
  if (is_variable(mt)) return true;
  constexpr uint32_t kVisibilityMask = 7, kPublic = 1, kNestedPublic = 2;
  for (uint32_t i = 0; i < t->generic_arity; i++)
    if (!is_visible(t->arguments[i])) return false;
  for (const TypeInfo* at = t;; at = static_cast<MethodTable*>(at->declaring)->info) {
    uint32_t visibility = at->attributes & kVisibilityMask;
    if (!at->declaring) return visibility == kPublic;
    if (visibility != kNestedPublic) return false;
  }
}

int32_t RuntimeTypeHandle_IsVisible(TypeArg type) { return is_visible(type.mt); }

void RuntimeTypeHandle_GetInterfaces(MethodTable* mt, ObjectHandle out) {
  if (is_definition(mt) || (contains_variables(mt) && !is_array(mt))) {   // over the type's own variables: from the metadata
    MethodTable* list[128];
    set(out, type_list(list, declared_interfaces(mt, list, 128), false));
    return;
  }
  set(out, is_nullable(mt) ? type_list(nullptr, 0, false) : type_list(mt->interfaces, mt->interface_count, false));
}


// The type cache hangs on this handle. Strong: a type's names and enum values are computed once.
intptr_t QCall_GetGCHandleForTypeHandle(TypeArg, int32_t) { return reinterpret_cast<intptr_t>(handle_alloc(HandleKind::Normal, nullptr)); }
intptr_t QCall_FreeGCHandleForTypeHandle(TypeArg, intptr_t handle) {
  handle_free(reinterpret_cast<void**>(handle));
  return 0;
}

// ---- constructed types. Those that the compiler did not see are descriptions: there are no instances of them ----
static const char* assembly_of(const MethodTable* mt) { return module_of(mt)->full_name; }

static void append_rank(Text& t, int32_t rank) {
  t << "[";
  for (int32_t i = 1; i < rank; i++) t << ",";
  t << "]";
}

static void check_element(const MethodTable* element, int32_t rank) {
  constexpr int32_t kMaxRank = 32;
  uint8_t kind = element->info->element_kind;
  const char* why = kind == kElementByRef ? "ByRef" : kind == kElementVoid ? "System.Void" : is_byref_like(element) ? "ByRef-like" : nullptr;
  if (!why && rank <= kMaxRank) return;
  Text name;
  type_name(element, kNameToString, name);
  if (kind != kElementByRef) append_rank(name, rank);
  Text t;
  if (why) t << "Could not create array type '" << name.c_str() << "' from assembly '" << assembly_of(element) << "' because the element type is " << why << ".";
  else t << "'" << name.c_str() << "' from assembly '" << assembly_of(element) << "' has too many dimensions.";
  throw_managed(Throw::TypeLoad, t.c_str());
}

static void check_pointee(const MethodTable* element, const char* what) {
  if (element->info->element_kind != kElementByRef) return;
  Text t;
  t << "Could not create a " << what << " a ByRef. Type: '";
  type_name(element, kNameToString, t);
  t << "'. Assembly: '" << assembly_of(element) << "'.";
  throw_managed(Throw::TypeLoad, t.c_str());
}

void RuntimeTypeHandle_MakeSZArray(TypeArg element, ObjectHandle out) {
  check_element(element.mt, 1);
  set(out, runtime_type(make_vector(element.mt)));
}

void RuntimeTypeHandle_MakeArray(TypeArg element, int32_t rank, ObjectHandle out) {
  check_element(element.mt, rank);
  set(out, runtime_type(make_array(element.mt, uint32_t(rank))));
}

void RuntimeTypeHandle_MakePointer(TypeArg element, ObjectHandle out) {
  check_pointee(element.mt, "pointer to");
  set(out, runtime_type(make_pointer(element.mt, false)));
}

void RuntimeTypeHandle_MakeByRef(TypeArg element, ObjectHandle out) {
  check_pointee(element.mt, "ByRef of");
  set(out, runtime_type(make_pointer(element.mt, true)));
}

void RuntimeTypeHandle_Instantiate(TypeArg definition, MethodTable** arguments, int32_t count, ObjectHandle out) {
  MethodTable* mt = make_instance(definition.mt, arguments, uint32_t(count));
  if (!mt) throw_managed(Throw::TypeLoad);
  check_constraints(mt);
  set(out, runtime_type(mt));
}

// ---- allocation ----
static MethodTable* instantiable(MethodTable* mt) {
  if (has_instances(mt)) return mt;
  Text t;
  type_name(mt, kNameToString, t);
  throw_missing_type(t.c_str());
}

void RuntimeTypeHandle_InternalAlloc(MethodTable* mt, ObjectHandle out) { set(out, gc_alloc(instantiable(mt))); }
void RuntimeTypeHandle_InternalAllocNoChecks(MethodTable* mt, ObjectHandle out) { set(out, gc_alloc(instantiable(mt))); }
void* ic_System_RuntimeTypeHandle_InternalAllocNoChecks_FastPath(MethodTable* mt) { return gc_alloc(instantiable(mt)); }

static void no_reference_constructor(void*) {}
static void* no_object(void*) { return nullptr; }
static void construct_in_box(void* object) { mt_of(object)->info->default_ctor(static_cast<char*>(object) + 8); }

// CoreLib puts the type's name before it.
static const char* why_not_made(const MethodTable* mt) {
  if (is_interface(mt)) return "Cannot create an instance of an interface.";
  if (is_array(mt) || mt->info->element_kind == kElementPtr || mt->info->element_kind == kElementByRef || mt->info->element_kind == kElementFnPtr) return "Type is not supported.";
  if (mt->info->attributes & 0x80) return "Cannot create an abstract class.";
  if (mt == ahead_mt_String) return "Uninitialized Strings cannot be created.";
  return nullptr;
}

// Activator: `allocator(first_argument)` makes the object, then the constructor runs on it (reference) or on its data (value).
void RuntimeTypeHandle_GetActivationInfo(ObjectHandle type, void** allocator, void** first_argument, void** ref_ctor, void** value_ctor, int32_t* is_public) {
  MethodTable* mt = type_of(*type);
  if (mt->info->extra->delegate_shuffle) throw_managed(Throw::Argument, "Type is not supported.");
  if (const char* reason = why_not_made(mt)) throw_managed(Throw::MissingConstructor, reason);
  instantiable(mt);
  void* code = reinterpret_cast<void*>(static_cast<void (*)(void*)>(mt->info->default_ctor));
  *allocator = reinterpret_cast<void*>(ahead_alloc);
  *first_argument = is_nullable(mt) ? mt->element_type : mt;
  *is_public = is_value_type(mt) || !mt->info->is_enum_flags;
  *ref_ctor = *value_ctor = reinterpret_cast<void*>(no_reference_constructor);
  if (is_nullable(mt)) { *allocator = reinterpret_cast<void*>(no_object); return; }   // the default, boxed
  if (is_value_type(mt)) {
    if (code) *value_ctor = code, *ref_ctor = reinterpret_cast<void*>(construct_in_box);
    return;
  }
  if (!code) throw_managed(Throw::MissingConstructor, "No parameterless constructor defined.");
  *ref_ctor = code;
}

void ReflectionInvocation_GetBoxInfo(TypeArg type, void** allocator, void** first_argument, int32_t* value_offset, uint32_t* value_size) {
  MethodTable* mt = instantiable(type.mt);
  *allocator = reinterpret_cast<void*>(ahead_alloc);
  *value_offset = 0;
  if (is_nullable(mt)) { *value_offset = int32_t(mt->nullable.value_offset); mt = mt->element_type; }
  *value_size = mt->info->instance_size;
  *first_argument = mt;
}

static void check_uninitialized(const MethodTable* mt) {
  if (mt == ahead_mt_String) throw_managed(Throw::Argument, "Uninitialized Strings cannot be created.");
  if (is_array(mt) || is_type_desc(mt) || mt->info->element_kind == kElementVoid || mt->info->extra->delegate_shuffle) throw_managed(Throw::Argument, "Type is not supported.");
  if (contains_variables(mt)) throw_managed(Throw::MemberAccess, "Cannot create a type for which Type.ContainsGenericParameters is true.");
  if (is_interface(mt)) throw_managed(Throw::MemberAccess, "Cannot create an instance of an interface.");
  constexpr uint32_t kAbstract = 0x80;
  if (mt->info->attributes & kAbstract) throw_managed(Throw::MemberAccess, "Cannot create an abstract class.");
  if (is_byref_like(mt)) throw_managed(Throw::NotSupported, "Cannot create boxed ByRef-like values.");
}

void ReflectionSerialization_GetCreateUninitializedObjectInfo(TypeArg type, void** allocator, void** first_argument) {
  check_uninitialized(type.mt);
  *allocator = reinterpret_cast<void*>(ahead_alloc);
  *first_argument = instantiable(is_nullable(type.mt) ? type.mt->element_type : type.mt);
}

void ReflectionInvocation_RunClassConstructor(TypeArg type) {
  abi::ClassInit* c = type.mt->info->class_init;
  if (c && c->state != abi::kClassInitDone) ahead_class_init(c);
}
void ReflectionInvocation_RunModuleConstructor(ModuleArg) {}

int32_t ReflectionInvocation_SizeOf(TypeArg type) { return int32_t(is_value_type(type.mt) ? type.mt->info->instance_size : sizeof(void*)); }

void TypeLoadException_GetTypeLoadExceptionMessage(int32_t, ObjectHandle out) { set(out, new_string("Could not load type '{0}' from assembly '{1}'.")); }
void GetTypeLoadExceptionMessage(int32_t id, ObjectHandle out) { TypeLoadException_GetTypeLoadExceptionMessage(id, out); }

}  // extern "C"
