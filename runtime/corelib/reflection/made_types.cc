// Types that only reflection names: `List<T>` over a type's own variable in a signature, pointers, arrays of them. They are described like the compiler's
// types but have no instances: no vtable, no interface dispatch, no size. One table holds all composite types, the image's and these, by structure, so a type
// is one descriptor however it is reached. Descriptors point at each other by 32-bit distances, so that new ones lie in the image's own zeroed memory.
#include "corelib/reflection/made.h"
#include "corelib/throw.h"
#include "gc/heap.h"
#include "os/os.h"
#include "types/casts.h"
#include <stdlib.h>
#include <string.h>

namespace ahead {

namespace {

// -- memory --
constexpr size_t kArenaBytes = 16 << 20;
alignas(16) uint8_t arena[kArenaBytes];
size_t arena_used;

// -- one thread at a time; making a type makes others --
uint32_t lock_owner;
uint32_t lock_depth;

}  // namespace

MadeLock::MadeLock() {
  uint32_t self = uint32_t(reinterpret_cast<uintptr_t>(&ahead_thread) >> 4) | 1;
  if (__atomic_load_n(&lock_owner, __ATOMIC_RELAXED) != self)
    for (uint32_t free = 0; !__atomic_compare_exchange_n(&lock_owner, &free, self, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED); free = 0) os_pause();
  lock_depth++;
}
MadeLock::~MadeLock() { if (!--lock_depth) __atomic_store_n(&lock_owner, 0, __ATOMIC_RELEASE); }

void* made_memory(size_t bytes) {
  MadeLock lock;
  bytes = (bytes + 15) & ~size_t(15);
  if (arena_used + bytes > kArenaBytes) return nullptr;
  void* p = arena + arena_used;
  arena_used += bytes;
  g_made_types_low = reinterpret_cast<uintptr_t>(arena);
  g_made_types_high = g_made_types_low + kArenaBytes;
  return p;
}

bool is_made(const MethodTable* mt) { return reinterpret_cast<const uint8_t*>(mt) >= arena && reinterpret_cast<const uint8_t*>(mt) < arena + kArenaBytes; }

namespace {

// -- the table --
struct Key { uint8_t kind; uint32_t rank; const MethodTable* base; MethodTable* const* args; uint32_t count; };   // base: element type or definition

MethodTable** slots;
size_t capacity, used;

size_t hash_of(const Key& k) {
  size_t h = k.kind * 31 + k.rank;
  h = h * 0x9e3779b97f4a7c15ull + (reinterpret_cast<uintptr_t>(k.base) >> 3);
  for (uint32_t i = 0; i < k.count; i++) h = (h ^ (reinterpret_cast<uintptr_t>(k.args[i]) >> 3)) * 0xff51afd7ed558ccdull;
  return h ^ h >> 29;
}

bool key_of(const MethodTable* mt, Key& k) {
  const TypeInfo* t = mt->info;
  k = {t->element_kind, 0, nullptr, nullptr, 0};
  switch (t->element_kind) {
    case kElementPtr: case kElementByRef: case kElementSzArray: k.base = mt->element_type; return true;
    case kElementArray: k.base = mt->element_type; k.rank = t->rank; return true;
    case kElementFnPtr: k.rank = t->is_enum_flags; k.args = t->arguments; k.count = t->rank; return k.count != 0;
    case kElementVar: case kElementMVar: return false;
    default:
      if (!t->generic_arity || is_definition(mt)) return false;
      k = {0x15, 0, t->definition, t->arguments, t->generic_arity};
      return true;
  }
}

bool same(const Key& a, const Key& b) {
  return a.kind == b.kind && a.rank == b.rank && a.base == b.base && a.count == b.count && !memcmp(a.args, b.args, a.count * sizeof(void*));
}

void insert(MethodTable* mt);

void grow() {
  MethodTable** old = slots;
  size_t n = capacity;
  capacity = n ? n * 2 : 4096;
  while (capacity < ahead_program.type_count * 2) capacity *= 2;
  slots = static_cast<MethodTable**>(calloc(capacity, sizeof(void*)));
  used = 0;
  for (size_t i = 0; i < n; i++) if (old[i]) insert(old[i]);
  free(old);
}

void insert(MethodTable* mt) {
  if (used * 2 >= capacity) grow();
  Key k;
  if (!key_of(mt, k)) return;
  size_t i = hash_of(k) & (capacity - 1);
  while (slots[i]) i = (i + 1) & (capacity - 1);
  slots[i] = mt;
  used++;
}

MethodTable* find(const Key& k) {
  if (!slots) {
    grow();
    for (uint64_t i = 0; i < ahead_program.type_count; i++) insert(ahead_program.types[i]);
  }
  for (size_t i = hash_of(k) & (capacity - 1); slots[i]; i = (i + 1) & (capacity - 1)) {
    Key other;
    if (key_of(slots[i], other) && same(k, other)) return slots[i];
  }
  return nullptr;
}

// -- descriptors --
struct Made { abi::AuxiliaryData aux; TypeInfo info; MethodTable mt; };   // the vtable follows
const abi::TypeExtra no_extra{};

Made* make(const Key& k, uint32_t vtable_slots = 0) {
  size_t object_bytes = ahead_mt_RuntimeType->base_size;
  auto* made = static_cast<Made*>(made_memory(sizeof(Made) + vtable_slots * sizeof(void*)));
  auto* object = static_cast<uint8_t*>(made_memory(object_bytes + 8));
  auto** args = static_cast<MethodTable**>(made_memory(k.count * sizeof(void*)));
  if (!made || !object || !args) throw_managed(Throw::NotSupported, "Reflection made too many types.");
  memcpy(args, k.args, k.count * sizeof(void*));
  auto* type = reinterpret_cast<Object*>(object + abi::kObjectHeaderSize);
  type->mt = ahead_mt_RuntimeType;
  field_at<MethodTable*>(type, ahead_offset_RuntimeType_m_handle) = &made->mt;
  made->mt.base_size = abi::kMinObjectSize;
  made->mt.type_hash = uint32_t(hash_of(k));
  made->mt.info = &made->info;
  made->mt.aux = &made->aux;
  made->aux.flags = 0x2001;
  made->aux.exposed_type = type;
  made->info.name_space.set("");
  made->info.name.set("");
  made->info.extra.set(&no_extra);
  if (k.count) made->info.arguments.set(args);
  made->info.generic_arity = uint8_t(k.count);
  return made;
}

MethodTable* element_form(uint8_t kind, MethodTable* element, uint32_t rank) {
  MadeLock lock;
  Key k{kind, rank, element, nullptr, 0};
  if (MethodTable* known = find(k)) return known;
  // Vectors of references are all alike: such an array may even have instances.
  bool like_objects = kind == kElementSzArray && !is_value_type(element) && !contains_variables(element) && element->info->element_kind != kElementPtr;
  Made* made = make(k, like_objects ? ahead_mt_ObjectArray->vtable_slots : 0);
  made->info.element_kind = kind;
  made->info.rank = kind == kElementSzArray ? 1 : uint8_t(rank);
  made->mt.element_type = element;
  if (kind == kElementSzArray || kind == kElementArray) {
    uint32_t size = is_value_type(element) ? element->info->instance_size : 8;
    made->mt.flags = abi::kFlagHasComponentSize | abi::kFlagCategoryArray | (kind == kElementSzArray ? abi::kFlagIfArrayThenSzArray : 0) | (size & 0xffff);
    made->mt.base_size = abi::kArrayBaseSize + (kind == kElementArray ? 8 * rank : 0);
    made->mt.parent = ahead_mt_Array;
    made->mt.interfaces = ahead_mt_ObjectArray->interfaces;
    made->mt.interface_count = ahead_mt_Array->interface_count;
    if (made->mt.interface_count) made->mt.interfaces = ahead_mt_Array->interfaces;
    made->info.attributes = 0x2101;           // public, sealed, serializable
  } else {
    made->info.attributes = 1;
  }
  if (like_objects) {
    made->mt.flags = ahead_mt_ObjectArray->flags;
    made->mt.gc = ahead_mt_ObjectArray->gc;
    made->mt.dispatch_row = ahead_mt_ObjectArray->dispatch_row;
    made->mt.vtable_slots = ahead_mt_ObjectArray->vtable_slots;
    memcpy(made->mt.vtable, ahead_mt_ObjectArray->vtable, made->mt.vtable_slots * sizeof(void*));
  }
  if (contains_variables(element)) made->mt.flags |= abi::kFlagContainsGenericVariables;
  insert(&made->mt);
  return &made->mt;
}

void copy_info(TypeInfo& to, const TypeInfo* from) {
  to.name_space.set(from->name_space);
  to.name.set(from->name);
  to.module.set(from->module);
  to.token = from->token;
  to.attributes = from->attributes;
  to.element_kind = from->element_kind;
  to.is_enum_flags = from->is_enum_flags;
  to.variance = from->variance;
  to.declaring.set(from->declaring);
  to.underlying.set(from->underlying);
}

constexpr uint32_t kMostInterfaces = 64, kDeepest = 6;
uint32_t making;                        // how deep one instance makes others through its interfaces

// Inherited first, then each declared one and what it extends.
void add_interface(MethodTable* i, MethodTable** out, uint32_t& count, uint32_t capacity) {
  if (!i) return;
  for (uint32_t k = 0; k < count; k++) if (out[k] == i) return;
  if (count < capacity) out[count++] = i;
  for (uint32_t k = 0; k < i->interface_count; k++) add_interface(i->interfaces[k], out, count, capacity);
}

}  // namespace

MethodTable* make_vector(MethodTable* element) {
  if (MethodTable* known = element->info->array_of) return known;
  return element_form(kElementSzArray, element, 0);
}
MethodTable* make_array(MethodTable* element, uint32_t rank) { return element_form(kElementArray, element, rank); }
MethodTable* make_pointer(MethodTable* element, bool by_ref) { return element_form(by_ref ? kElementByRef : kElementPtr, element, 0); }

uint32_t declared_interfaces(MethodTable* exact, MethodTable** out, uint32_t capacity) {
  const TypeInfo* t = exact->info;
  uint32_t count = 0;
  if (MethodTable* base = exact_base(exact)) {
    if (is_definition(base) || !base->interface_count) count = declared_interfaces(base, out, capacity);
    else for (uint32_t i = 0; i < base->interface_count; i++) add_interface(base->interfaces[i], out, count, capacity);
  }
  TypeContext context = context_of(exact);
  metadata_of(t->module).each(kTableInterfaceImpl, abi::kInterfaceImplClass, row_of(t->token), [&](const uint32_t* row) {
    MethodTable* i = resolve_type(t->module, row[abi::kInterfaceImplInterface], context);
    if (!i) return;
    bool seen = false;
    for (uint32_t k = 0; k < count; k++) seen |= out[k] == i;
    if (!seen && count < capacity) out[count++] = i;
    if (is_definition(i)) return;
    for (uint32_t k = 0; k < i->interface_count; k++) add_interface(i->interfaces[k], out, count, capacity);
  });
  return count;
}

MethodTable* exact_base(MethodTable* mt) {
  const TypeInfo* t = mt->info;
  if (!is_definition(mt) || is_interface(mt)) return mt->parent;
  const uint32_t* row = metadata_of(t->module).row(t->token);
  if (!row || !row_of(row[abi::kTypeDefExtends])) return mt->parent;
  MethodTable* base = resolve_type(t->module, row[abi::kTypeDefExtends], context_of(mt));
  return base ? base : mt->parent;
}

MethodTable* make_instance(MethodTable* definition, MethodTable* const* arguments, uint32_t count) {
  const TypeInfo* d = definition->info;
  if (!is_definition(definition) || d->generic_arity != count) return nullptr;
  if (!memcmp(d->arguments, arguments, count * sizeof(void*))) return definition;
  MadeLock lock;
  Key k{0x15, 0, definition, arguments, count};
  if (MethodTable* known = find(k)) return known;
  Made* made = make(k);
  copy_info(made->info, d);
  made->info.definition.set(definition);
  made->mt.flags = (definition->flags & ~(abi::kFlagGenericTypical | abi::kFlagContainsGenericVariables)) | abi::kFlagGenericInst;
  for (uint32_t i = 0; i < count; i++) if (contains_variables(arguments[i])) made->mt.flags |= abi::kFlagContainsGenericVariables;
  insert(&made->mt);
  // The base over these arguments, where the definition's row says which; interfaces likewise.
  made->mt.parent = definition->parent;
  if (category(definition) != abi::kFlagCategoryInterface)
    if (const uint32_t* row = metadata_of(d->module).row(d->token); row && row_of(row[abi::kTypeDefExtends]))
      if (MethodTable* base = resolve_type(d->module, row[abi::kTypeDefExtends], context_of(&made->mt))) made->mt.parent = base;
  if (is_nullable(definition)) { made->mt.element_type = arguments[0]; return &made->mt; }
  if (making < kDeepest) {
    making++;
    MethodTable* list[kMostInterfaces];
    uint32_t n = declared_interfaces(&made->mt, list, kMostInterfaces);
    making--;
    if (auto** kept = n ? static_cast<MethodTable**>(made_memory(n * sizeof(void*))) : nullptr) {
      memcpy(kept, list, n * sizeof(void*));
      made->mt.interfaces = kept;
      made->mt.interface_count = uint16_t(n);
    }
  }
  return &made->mt;
}

MethodTable* make_function_pointer(uint8_t convention, MethodTable* const* parts, uint32_t count) {
  MadeLock lock;
  bool unmanaged = (convention & 15) != 0;
  Key k{kElementFnPtr, unmanaged, nullptr, parts, count};
  if (MethodTable* known = find(k)) return known;
  Made* made = make(k);
  made->info.element_kind = kElementFnPtr;
  made->info.attributes = 1;
  made->info.is_enum_flags = unmanaged;
  made->info.generic_arity = 0;
  made->info.rank = uint8_t(count);
  for (uint32_t i = 0; i < count; i++) if (contains_variables(parts[i])) made->mt.flags |= abi::kFlagContainsGenericVariables;
  insert(&made->mt);
  return &made->mt;
}

}  // namespace ahead
