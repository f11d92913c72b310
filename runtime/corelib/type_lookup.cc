// Types by structure: arrays that Array.CreateInstance finds in the image.
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

extern "C" void* ic_Ahead_RuntimeCalls_FindProxy(MethodTable* base, MethodTable* interface_type) {
  MethodTable* found = find_type_if([&](MethodTable* t) { return t->info->extra->proxied_interface == interface_type && t->parent == base; });
  return found ? runtime_type(found) : nullptr;
}

void throw_missing_type(const char* name) {
  Text text;
  text << "Type '" << name << "' was not compiled into this program: it is only made by reflection.";
  throw_managed(Throw::NotSupported, text.c_str());
}

}  // namespace ahead
