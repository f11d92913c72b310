// Members that the runtime gives every array type (ECMA-335 II.14.2): Get, Set, Address and the constructors. No metadata has them: their records are made
// when reflection asks for them, with signatures over variable 0, the element type. They have no code of their own; an invocation comes here.
#include "corelib/reflection/array_members.h"
#include "corelib/reflection/made.h"
#include "corelib/throw.h"
#include "types/names.h"
#include <string.h>

extern "C" [[noreturn]] void managed_ThrowIndexOutOfRange();

namespace ahead {

namespace {

enum Kind : uint8_t { kGet, kSet, kAddress, kConstructor };

constexpr uint32_t kHeadBytes = 5;                     // convention, count and result; Set's last parameter
constexpr uint32_t kMostIndexes = 64;                  // lower bounds and lengths of 32 dimensions
struct ArrayMember { MethodDesc method; Kind kind; uint8_t index_count, signature_size; uint8_t signature[kHeadBytes + 2 + kMostIndexes]; };

struct Known { MethodTable* type; Known* next; TypeMembers members; };
constexpr size_t kBuckets = 256;
Known* buckets[kBuckets];

void write_signature(ArrayMember* m) {
  uint8_t* at = m->signature;
  auto element = [&] { *at++ = kElementVar; *at++ = 0; };
  *at++ = 0x20;                                        // HASTHIS
  *at++ = uint8_t(m->index_count + (m->kind == kSet));
  if (m->kind == kAddress) *at++ = kElementByRef;
  if (m->kind == kGet || m->kind == kAddress) element();
  else *at++ = kElementVoid;
  for (uint8_t i = 0; i < m->index_count; i++) *at++ = kElementI4;
  if (m->kind == kSet) element();
  m->signature_size = uint8_t(at - m->signature);
}

struct Builder {
  MethodTable* type; TypeMembers* members; MethodDesc* last = nullptr;
  void add(Kind kind, uint32_t index_count, const char* name) {
    auto* m = static_cast<ArrayMember*>(made_memory(sizeof(ArrayMember)));
    auto* text = static_cast<char*>(made_memory(strlen(name) + 1));
    if (!m || !text) throw_managed(Throw::NotSupported, "Reflection made too many types.");
    strcpy(text, name);
    m->kind = kind;
    m->index_count = uint8_t(index_count);
    write_signature(m);
    constexpr uint16_t kPublic = 6, kSpecialName = 0x1000;
    m->method.owner.set(type);
    m->method.token = make_token(kTableMethod, 0);
    m->method.attributes = kPublic | (kind == kConstructor ? kSpecialName : 0);
    m->method.slot = 0xffff;
    m->method.flags = kind == kConstructor ? abi::kMethodIsCtor : 0;
    m->method.name.set(text);
    (last ? last->next : members->first_method).set(&m->method);
    last = &m->method;
  }
};

Known* build(MethodTable* type) {
  auto* known = static_cast<Known*>(made_memory(sizeof(Known)));
  if (!known) throw_managed(Throw::NotSupported, "Reflection made too many types.");
  known->type = type;
  const TypeMembers* base = members_of(ahead_mt_Array);
  known->members.virtual_count = base ? base->virtual_count : 0;
  uint32_t rank = type->info->rank;
  Builder b{type, &known->members};
  b.add(kGet, rank, "Get");
  b.add(kSet, rank, "Set");
  b.add(kAddress, rank, "Address");
  b.add(kConstructor, rank, ".ctor");
  if (!is_szarray(type)) b.add(kConstructor, 2 * rank, ".ctor");      // lower bounds and lengths
  uint32_t depth = 1;                                                 // int[][] can be made with its inner arrays
  for (MethodTable* e = type->element_type; is_szarray(type) && is_szarray(e) && depth < kMostIndexes; e = e->element_type) b.add(kConstructor, ++depth, ".ctor");
  return known;
}

const ArrayMember* member(const MethodDesc* m) { return reinterpret_cast<const ArrayMember*>(m); }

// -- invocation --
int32_t index_argument(void* const* arguments, uint32_t i) { return *static_cast<int32_t*>(arguments[i]); }

uint8_t* element_place(Array* array, void* const* arguments) {
  const MethodTable* type = mt_of(array);
  uint32_t rank = type->info->rank;
  uint64_t flat = 0;
  uint8_t* data = array->data;
  if (is_szarray(type)) {
    flat = uint32_t(index_argument(arguments, 0));
    if (flat >= array->length) managed_ThrowIndexOutOfRange();
  } else {
    auto* lengths = reinterpret_cast<const int32_t*>(array->data);
    for (uint32_t i = 0; i < rank; i++) {
      uint32_t at = uint32_t(index_argument(arguments, i)) - uint32_t(lengths[rank + i]);
      if (at >= uint32_t(lengths[i])) managed_ThrowIndexOutOfRange();
      flat = flat * uint32_t(lengths[i]) + at;
    }
    data += size_t(rank) * 8;
  }
  return data + flat * component_size(type);
}

void store(Array* array, uint8_t* place, void* value) {
  MethodTable* element = mt_of(array)->element_type;
  if (is_value_type(element)) { copy_value(element, place, value); return; }
  if (is_type_desc(element)) { memcpy(place, value, sizeof(void*)); return; }
  void* reference = *static_cast<void**>(value);
  if (reference) ahead_stelem_check(array, reference);
  gc_store(place, reference);
}

void* make_nested(MethodTable* type, void* const* arguments, uint32_t count) {
  int32_t length = index_argument(arguments, 0);
  auto* array = reinterpret_cast<Array*>(gc_alloc_array(type, length));
  for (int32_t i = 0; count > 1 && i < length; i++) {
    void* inner = make_nested(type->element_type, arguments + 1, count - 1);
    gc_store(array->as<void*>() + i, inner);
  }
  return array;
}

void* construct(MethodTable* type, void* const* arguments, uint32_t count) {
  if (!has_instances(type)) {
    Text t;
    type_name(type, kNameToString, t);
    throw_missing_type(t.c_str());
  }
  if (is_szarray(type)) return make_nested(type, arguments, count);
  int32_t bounds[kMostIndexes];
  for (uint32_t i = 0; i < count; i++) bounds[i] = index_argument(arguments, i);
  return ahead_alloc_md_array(type, int32_t(count), bounds);
}

}  // namespace

const TypeMembers* array_members(const MethodTable* type) {
  MadeLock lock;
  Known*& bucket = buckets[(reinterpret_cast<uintptr_t>(type) >> 4) % kBuckets];
  for (Known* k = bucket; k; k = k->next) if (k->type == type) return &k->members;
  Known* made = build(const_cast<MethodTable*>(type));
  made->next = bucket;
  bucket = made;
  return &made->members;
}

Bytes array_member_signature(const MethodDesc* m) { return {member(m)->signature, member(m)->signature_size}; }

void* invoke_array_member(const MethodDesc* m, void* target, void* const* arguments) {
  const ArrayMember* a = member(m);
  if (a->kind == kConstructor) return construct(m->owner, arguments, a->index_count);
  auto* array = static_cast<Array*>(target);
  uint8_t* place = element_place(array, arguments);
  if (a->kind == kSet) {
    store(array, place, arguments[a->index_count]);
    return nullptr;
  }
  if (a->kind == kAddress) ahead_ldelema_check(array, m->owner);
  return box_value(mt_of(array)->element_type, place);
}

}  // namespace ahead
