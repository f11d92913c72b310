// Type parameters: constraints and whether arguments satisfy them.
#include "corelib/reflection/metadata.h"
#include "corelib/throw.h"
#include "types/casts.h"
#include "types/names.h"

using namespace ahead;

namespace {

Array* type_array(MethodTable* const* types, uint32_t count) {
  auto* list = reinterpret_cast<Array*>(gc_alloc_array(ahead_mt_TypeArray, count));
  for (uint32_t i = 0; i < count; i++) gc_store(list->as<void*>() + i, runtime_type(types[i]));
  return list;
}

bool is_variable(const MethodTable* mt) { return mt->info->element_kind == kElementVar || mt->info->element_kind == kElementMVar; }

MethodDesc* declaring_method(const MethodTable* variable) {
  const TypeInfo* t = variable->info;
  const uint32_t* row = metadata_of(t->module).row(t->token);
  return row && t->declaring && table_of(row[abi::kGenericParamOwner]) == kTableMethod ? find_method(t->declaring, row[abi::kGenericParamOwner]) : nullptr;
}

uint32_t constraints(const MethodTable* variable, const TypeContext& context, MethodTable** out, uint32_t capacity) {
  const TypeInfo* t = variable->info;
  uint32_t n = 0;
  metadata_of(t->module).each(kTableConstraint, abi::kConstraintOwner, row_of(t->token), [&](const uint32_t* row) {
    MethodTable* c = resolve_type(t->module, row[abi::kConstraintType], context);
    if (c && n < capacity) out[n++] = c;
  });
  return n;
}

uint32_t flags_of(const MethodTable* variable) {
  const uint32_t* row = metadata_of(variable->info->module).row(variable->info->token);
  return row ? row[abi::kGenericParamFlags] : 0;
}

enum : uint32_t { kReferenceType = 4, kValueType = 8, kDefaultConstructor = 16, kAllowByRefLike = 32 };   // GenericParameterAttributes

bool has_default_constructor(MethodTable* mt) {
  if (is_value_type(mt)) return true;
  if (mt->info->attributes & 0x80) return false;      // abstract
  return mt->flags & abi::kFlagHasDefaultCtor || mt->info->default_ctor;
}

// May `to` stand for the variable? Constraints are read over the context's arguments.
bool satisfies(MethodTable* variable, const TypeContext& context, MethodTable* to) {
  if (!is_variable(variable)) return true;
  uint32_t flags = flags_of(variable);
  if (flags & kReferenceType && (is_value_type(to) || to->info->element_kind == kElementPtr)) return false;
  if (flags & kValueType && (!is_value_type(to) || is_nullable(to))) return false;
  if (!(flags & kAllowByRefLike) && is_byref_like(to)) return false;
  if (flags & kDefaultConstructor && !has_default_constructor(to)) return false;
  MethodTable* list[64];
  uint32_t n = constraints(variable, context, list, 64);
  for (uint32_t i = 0; i < n; i++)
    if (list[i] != ahead_mt_Object && !can_cast(to, list[i])) return false;
  return true;
}

}  // namespace

namespace ahead {

void check_constraints(MethodTable* instance) {
  MethodTable* definition = instance->info->definition;
  if (!definition || contains_variables(instance)) return;
  for (uint32_t i = 0; i < instance->info->generic_arity; i++) {
    MethodTable *parameter = definition->info->arguments[i], *argument = instance->info->arguments[i];
    if (satisfies(parameter, context_of(instance), argument)) continue;
    Text t;
    t << "GenericArguments[";
    t.number(i) << "], '";
    type_name(argument, kNameToString, t);
    t << "', on '";
    type_name(definition, kNameToString, t);
    t << "' violates the constraint of type parameter '" << parameter->info->name << "'.";
    throw_managed(Throw::TypeLoad, t.c_str());
  }
}

bool satisfies_constraints(const MethodDesc* instance) {
  for (uint32_t i = 0; i < instance->generic_arity; i++) {
    if (contains_variables(instance->arguments[i])) return true;
    if (!satisfies(instance->definition->arguments[i], context_of(instance->owner, instance), instance->arguments[i])) return false;
  }
  return true;
}

}  // namespace ahead

extern "C" {

void RuntimeTypeHandle_GetConstraints(TypeArg type, ObjectHandle out) {
  MethodTable* list[64];
  MethodTable* variable = type.mt;
  uint32_t n = is_variable(variable) ? constraints(variable, context_of(variable->info->declaring, declaring_method(variable)), list, 64) : 0;
  set(out, type_array(list, n));
}

int32_t RuntimeTypeHandle_SatisfiesConstraints(TypeArg parameter, TypeArg type_context, MethodDesc* method_context, TypeArg argument) {
  return satisfies(parameter.mt, context_of(type_context.mt, method_context), argument.mt);
}

}
