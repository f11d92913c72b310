// Casts. The fast cases (same type, class chain, exact interface) are answered at once. Variance and array rules are recursive over type
// arguments; their answers are cached in a direct-mapped table of one word per entry (two 31-bit image offsets and the answer), so that
// readers need no lock and never see half an entry.
#include "types/casts.h"
#include "corelib/throw.h"
#include "corelib/handles.h"
#include "corelib/reflection/made.h"
#include <string.h>

namespace ahead {
namespace {

bool derives_from(const MethodTable* from, const MethodTable* to) {
  for (; from; from = from->parent) if (from == to) return true;
  return false;
}

bool implements_exactly(const MethodTable* from, const MethodTable* to) {
  if (is_nullable(from)) return false;     // the word holds the nullable's value offset
  for (uint32_t i = 0; i < from->interface_count; i++) if (from->interfaces[i] == to) return true;
  return false;
}

bool is_reference(const MethodTable* mt) {
  if (is_value_type(mt)) return false;
  uint8_t k = mt->info->element_kind;
  return k != kElementPtr && k != kElementByRef && k != kElementFnPtr;
}

// Enums are their integers; signed and unsigned integers of one size are the same (array elements only, ECMA-335 I.8.7.1).
uint8_t reduced_kind(const MethodTable* mt) {
  if (mt->info->underlying) mt = mt->info->underlying;
  switch (uint8_t k = mt->info->element_kind) {
    case kElementU1: return kElementI1;
    case kElementU2: return kElementI2;
    case kElementU4: return kElementI4;
    case kElementU8: return kElementI8;
    case kElementU: return kElementI;
    default: return k;
  }
}

bool is_integer_like(uint8_t kind) { return kind >= kElementBoolean && kind <= kElementR8 || kind == kElementI; }

bool element_compatible(const MethodTable* from, const MethodTable* to) {
  if (from == to) return true;
  if (is_reference(from)) return is_reference(to) && can_cast(from, to);
  if (!is_value_type(from) || !is_value_type(to)) return false;
  uint8_t kind = reduced_kind(from);
  return is_integer_like(kind) && kind == reduced_kind(to);
}

// Pointers and byrefs: int* may be used as uint* by what asks, as between arrays.
bool is_indirect(const MethodTable* mt) { return mt->info->element_kind == kElementPtr || mt->info->element_kind == kElementByRef; }

bool array_compatible(const MethodTable* from, const MethodTable* to) {
  return is_array(from) && from->info->rank == to->info->rank && is_szarray(from) == is_szarray(to) && element_compatible(from->element_type, to->element_type);
}

bool arguments_vary(const MethodTable* from, const MethodTable* to) {
  const TypeInfo *a = from->info, *b = to->info;
  for (uint32_t i = 0; i < b->generic_arity; i++) {
    const MethodTable *x = a->arguments[i], *y = b->arguments[i];
    if (x == y) continue;
    switch (b->variance >> (2 * i) & 3) {
      case 1: if (!is_reference(x) || !is_reference(y) || !can_cast(x, y)) return false; break;
      case 2: if (!is_reference(x) || !is_reference(y) || !can_cast(y, x)) return false; break;
      default: return false;
    }
  }
  return true;
}

bool same_definition(const MethodTable* a, const MethodTable* b) {
  return a->info->definition && a->info->definition == b->info->definition;
}

// T[] implements IList<U> and its bases for every U that a U[] variable could hold.
bool is_array_interface(const MethodTable* mt) {
  const TypeInfo* t = mt->info;
  if (t->generic_arity != 1 || strcmp(t->name_space, "System.Collections.Generic")) return false;
  return !strcmp(t->name, "IList`1") || !strcmp(t->name, "ICollection`1") || !strcmp(t->name, "IEnumerable`1") ||
         !strcmp(t->name, "IReadOnlyList`1") || !strcmp(t->name, "IReadOnlyCollection`1");
}

bool cast_by_rules(const MethodTable* from, const MethodTable* to) {
  if (is_array(to)) return array_compatible(from, to);
  if (is_indirect(to)) return from->info->element_kind == to->info->element_kind && element_compatible(from->element_type, to->element_type);
  if (to->info->variance) {
    if (same_definition(from, to) && arguments_vary(from, to)) return true;
    if (is_interface(to) && !is_nullable(from))
      for (uint32_t i = 0; i < from->interface_count; i++)
        if (same_definition(from->interfaces[i], to) && arguments_vary(from->interfaces[i], to)) return true;
  }
  // An array type that reflection made dispatches like object[].
  if (is_interface(to) && is_made(from) && to->info->generic_arity && to->info->arguments[0] != ahead_mt_Object) return false;
  if (is_interface(to) && is_szarray(from) && is_array_interface(to)) return element_compatible(from->element_type, to->info->arguments[0]);
  return false;
}

// ---- cache ----
constexpr size_t kCacheSize = 1024;
uint64_t cache[kCacheSize];

// MethodTables lie in the image: 31 bits of distance from the program description tell them apart.
uint32_t image_offset(const MethodTable* mt) {
  return uint32_t((reinterpret_cast<intptr_t>(mt) - reinterpret_cast<intptr_t>(&ahead_program)) >> 3) & 0x7fffffff;
}

bool cached_rules(const MethodTable* from, const MethodTable* to) {
  uint64_t a = image_offset(from), b = image_offset(to);
  uint64_t key = a << 33 | b << 2;
  uint64_t* entry = &cache[(a * 31 + b) % kCacheSize];
  uint64_t seen = __atomic_load_n(entry, __ATOMIC_RELAXED);
  if ((seen & ~uint64_t(1)) == (key | 2)) return seen & 1;
  bool answer = cast_by_rules(from, to);
  __atomic_store_n(entry, key | 2 | answer, __ATOMIC_RELAXED);
  return answer;
}

// Only these targets have rules beyond the class chain and the exact interface.
bool has_rules(const MethodTable* from, const MethodTable* to) {
  return is_array(to) || to->info->variance || (is_indirect(to) && is_indirect(from)) || (is_interface(to) && is_array(from));
}

const MethodTable* boxed_type(const MethodTable* to) { return is_nullable(to) ? to->element_type : to; }

}  // namespace

bool can_cast(const MethodTable* from, const MethodTable* to) {
  if (from == to) return true;
  if (is_interface(to) ? implements_exactly(from, to) : derives_from(from->parent, to)) return true;
  if (is_interface(from) && to == ahead_mt_Object) return true;
  return has_rules(from, to) && cached_rules(from, to);
}

}  // namespace ahead

using namespace ahead;

extern "C" {

void managed_ThrowInvalidCast(MethodTable* from, MethodTable* to);
void managed_ThrowAmbiguousImplementation();
MethodTable* managed_DynamicInterface(void* object, void* interface_type, int32_t mode);
void managed_ThrowNoImplementation();
void managed_ThrowArrayTypeMismatch();
[[noreturn]] void ahead_throw_null_reference();

void* ahead_isinst_class(void* object, void* target) {
  if (!object) return nullptr;
  auto* to = static_cast<MethodTable*>(target);
  for (const MethodTable* mt = mt_of(object); mt; mt = mt->parent) if (mt == to) return object;
  if (!to->info->variance && !is_nullable(to)) return nullptr;
  return ahead_isinst(object, target);
}

// IDynamicInterfaceCastable: the object itself answers (mode: RuntimeExports.DynamicInterface).
static MethodTable* ask_object(void* object, MethodTable* to, int32_t mode) {
  if (!(mt_of(object)->flags & abi::kFlagDynamicCastable) || !is_interface(to)) return nullptr;
  return managed_DynamicInterface(object, runtime_type(to), mode);
}

void* ahead_isinst(void* object, void* target) {
  if (!object) return nullptr;
  if (can_cast(mt_of(object), boxed_type(static_cast<MethodTable*>(target)))) return object;
  return ask_object(object, static_cast<MethodTable*>(target), 0) ? object : nullptr;
}

void* ahead_castclass(void* object, void* target) {
  if (!object || can_cast(mt_of(object), boxed_type(static_cast<MethodTable*>(target)))) return object;
  if (ask_object(object, static_cast<MethodTable*>(target), 1)) return object;
  managed_ThrowInvalidCast(mt_of(object), static_cast<MethodTable*>(target));
  __builtin_unreachable();
}

[[noreturn]] void ahead_unbox_fail(void* object, void* expected) {
  if (!object) ahead_throw_null_reference();
  managed_ThrowInvalidCast(mt_of(object), static_cast<MethodTable*>(expected));
  __builtin_unreachable();
}

void ahead_stelem_check(void* array, void* value) {
  const MethodTable* element = mt_of(array)->element_type;
  const MethodTable* mt = mt_of(value);
  if (mt == element || element == ahead_mt_Object || can_cast(mt, element)) return;
  managed_ThrowArrayTypeMismatch();
}

[[noreturn]] void ahead_typed_reference_fail() { throw_managed(Throw::InvalidCast, "Specified cast is not valid."); }

void ahead_ldelema_check(void* array, void* expected) {
  if (mt_of(array) == expected) return;
  auto* to = static_cast<MethodTable*>(expected);
  // int[] and uint[] are the same to an address; elements that are references must match exactly, but a vector may stand for an array of one dimension.
  if (to->element_type == mt_of(array)->element_type) return;
  if (!is_reference(to->element_type) && array_compatible(mt_of(array), to)) return;
  managed_ThrowArrayTypeMismatch();
}

void* ahead_dynamic_interface(void* object, void* interface, int64_t selector) {
  MethodTable* implementation = managed_DynamicInterface(object, runtime_type(static_cast<MethodTable*>(interface)), 2);
  return *reinterpret_cast<void* const*>(reinterpret_cast<const char*>(implementation->dispatch_row) + selector);
}

// Entries of dispatch rows for interface methods that a type has twice, or not at all.
[[noreturn]] void ahead_ambiguous_implementation() {
  managed_ThrowAmbiguousImplementation();
  __builtin_unreachable();
}

[[noreturn]] void ahead_no_implementation() {
  managed_ThrowNoImplementation();
  __builtin_unreachable();
}

}
