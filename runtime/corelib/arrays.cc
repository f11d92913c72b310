// System.Array: creation by type, element kinds. Copying and sorting are CoreLib's own code.
#include "corelib/reflection/made.h"
#include "corelib/throw.h"
#include "types/casts.h"
#include "types/names.h"

using namespace ahead;

namespace {

MethodTable* requested_array(TypeArg type, int32_t rank, bool from_array_type, bool has_lower_bounds) {
  if (from_array_type) return type.mt;
  uint8_t kind = type.mt->info->element_kind;
  if (kind == kElementByRef || kind == kElementVar || kind == kElementMVar) throw_managed(Throw::NotSupported, "Type is not supported.");
  if (contains_variables(type.mt)) throw_managed(Throw::NotSupported, "Cannot create arrays of open type.");
  if (is_byref_like(type.mt)) throw_managed(Throw::NotSupported, "Cannot create arrays of ByRef-like values.");
  if (kind == kElementVoid) throw_managed(Throw::NotSupported, "Arrays of System.Void are not supported.");
  return rank == 1 && !has_lower_bounds ? array_type(type.mt) : array_type(type.mt, uint32_t(rank));
}

bool any_nonzero(const int32_t* values, int32_t count) {
  for (int32_t i = 0; values && i < count; i++) if (values[i]) return true;
  return false;
}

}  // namespace

extern "C" {

int32_t ic_System_Array_GetCorElementTypeOfElementType(void* array) {
  MethodTable* element = mt_of(array)->element_type;
  if (element->info->underlying) element = element->info->underlying;
  return element->info->element_kind;
}

void Array_CreateInstance(TypeArg type, int32_t rank, int32_t* lengths, int32_t* lower_bounds, int32_t from_array_type, ObjectHandle out) {
  bool shifted = any_nonzero(lower_bounds, rank);
  MethodTable* mt = requested_array(type, rank, from_array_type, shifted);
  if (mt && !has_instances(mt)) mt = nullptr;
  if (!mt && rank == 1 && !shifted && !from_array_type && !is_value_type(type.mt) && !is_type_desc(type.mt)) mt = make_vector(type.mt);
  if (!mt) {
    Text t;
    type_name(type.mt, kNameToString, t);
    t << '[';
    for (int32_t i = 1; i < rank; i++) t << ',';
    t << ']';
    throw_missing_type(t.c_str());
  }
  if (is_szarray(mt)) { set(out, gc_alloc_array(mt, lengths[0])); return; }
  int32_t bounds[64];
  if (!shifted) { set(out, ahead_alloc_md_array(mt, rank, lengths)); return; }
  for (int32_t i = 0; i < rank; i++) { bounds[2 * i] = lower_bounds[i]; bounds[2 * i + 1] = lengths[i]; }
  set(out, ahead_alloc_md_array(mt, 2 * rank, bounds));
}

void Array_CreateInstanceMDArray(MethodTable* mt, uint32_t count, int32_t* bounds, ObjectHandle out) {
  set(out, ahead_alloc_md_array(mt, int32_t(count), bounds));
}

void* Array_GetElementConstructorEntrypoint(TypeArg type) { return reinterpret_cast<void*>(static_cast<void (*)(void*)>(type.mt->element_type->info->default_ctor)); }

}
