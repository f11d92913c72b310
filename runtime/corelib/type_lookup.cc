// Types by structure: what MakeArrayType, MakeGenericType and Array.CreateInstance may find. Only types of the image exist.
#include "corelib/handles.h"
#include "corelib/throw.h"
#include <string.h>

namespace ahead {
namespace {

template <class F> MethodTable* find_type_if(F matches) {
  for (uint64_t i = 0; i < ahead_program.type_count; i++) if (matches(ahead_program.types[i])) return ahead_program.types[i];
  return nullptr;
}

}  // namespace

MethodTable* array_type(MethodTable* element) { return element->info->array_of; }

MethodTable* array_type(MethodTable* element, uint32_t rank) {
  return find_type_if([&](MethodTable* t) { return is_array(t) && !is_szarray(t) && t->element_type == element && t->info->rank == rank; });
}

MethodTable* pointer_type(MethodTable* element, bool by_ref) {
  uint8_t kind = by_ref ? kElementByRef : kElementPtr;
  return find_type_if([&](MethodTable* t) { return t->info->element_kind == kind && t->element_type == element; });
}

MethodTable* instantiated_type(MethodTable* definition, MethodTable* const* arguments, uint32_t count) {
  return find_type_if([&](MethodTable* t) {
    return t->info->definition == definition && t->info->generic_arity == count && !memcmp(t->info->arguments, arguments, count * sizeof(void*));
  });
}

void throw_missing_type(const char* name) {
  Text text;
  text << "Type '" << name << "' was not compiled into this program: it is only made by reflection.";
  throw_managed(Throw::NotSupported, text.c_str());
}

}  // namespace ahead
