// Methods and fields of exact types, by token, slot and instantiation.
#include "corelib/reflection/array_members.h"
#include "corelib/reflection/made.h"
#include <string.h>

namespace ahead {

const TypeMembers* members_of(const MethodTable* mt) {
  const TypeMembers* members = mt->info->extra->members;
  if (!members && is_array(mt)) return array_members(mt);
  return members || !is_made(mt) ? members : made_members(const_cast<MethodTable*>(mt));
}

Bytes signature_of(const MethodDesc* m) {
  if (is_array_member(m)) return array_member_signature(m);
  Metadata metadata = metadata_of(m->owner->info->module);
  const uint32_t* row = metadata.row(m->token);
  return row ? metadata.blob(row[abi::kMethodSignature]) : Bytes{};
}

MethodDesc* find_method(MethodTable* owner, uint32_t token) {
  if (!row_of(token)) return nullptr;      // of an array
  const TypeMembers* members = owner ? members_of(owner) : nullptr;
  for (MethodDesc* m = members ? members->first_method : nullptr; m; m = m->next) if (m->token == token) return m;
  return owner ? made_method(owner, token) : nullptr;
}

FieldDesc* find_field(MethodTable* owner, uint32_t token) {
  const TypeMembers* members = owner ? members_of(owner) : nullptr;
  for (uint32_t i = 0; members && i < members->field_count; i++)
    if (members->fields[i].token == token) return const_cast<FieldDesc*>(&members->fields[i]);
  return nullptr;
}

const MethodDesc* method_named(const MethodTable* mt, const char* name) {
  const TypeMembers* members = members_of(mt);
  for (const MethodDesc* m = members ? static_cast<MethodDesc*>(members->first_method) : nullptr; m; m = m->next) if (!strcmp(m->name, name)) return m;
  return nullptr;
}

// The most derived method in the slot. A covariant override fills its base's slot through a slot of its own.
MethodDesc* method_at(MethodTable* mt, uint32_t slot) {
  for (; mt; mt = exact_base(mt)) {
    const TypeMembers* members = members_of(mt);
    for (MethodDesc* m = members ? members->first_method : nullptr; m; m = m->next) if (m->slot == slot) return m;
  }
  return nullptr;
}

MethodDesc* method_of_object(void* o) { return field_at<MethodDesc*>(o, ahead_offset_RuntimeMethodInfoStub_m_value); }
FieldDesc* field_of_object(void* o) { return field_at<FieldDesc*>(o, ahead_offset_RtFieldInfo_m_fieldHandle); }

// The type that declares a member, over the context's arguments when it is generic.
static MethodTable* declaring_type(const ModuleInfo* module, uint32_t type_row, const TypeContext& context) {
  MethodTable* mt = resolve_type(module, make_token(kTableTypeDef, type_row), context);
  if (!mt || !mt->info->generic_arity || context.type_count != mt->info->generic_arity) return mt;
  return make_instance(mt, context.type_args, context.type_count);
}

namespace {

bool same_signature(const ModuleInfo* a, Bytes x, const TypeContext& in_a, const ModuleInfo* b, Bytes y, const TypeContext& in_b) {
  SignatureReader r{x.data, x.data + x.size}, s{y.data, y.data + y.size};
  if (x.size < 2 || y.size < 2) return false;
  uint8_t head = r.u8();
  if (head != s.u8()) return false;
  if (head & 0x10 && r.compressed() != s.compressed()) return false;
  uint32_t n = r.compressed();
  if (n != s.compressed()) return false;
  for (uint32_t i = 0; i <= n; i++) {
    // Variables of generic methods have no meaning here: compare them by number.
    if (r.peek() == kElementMVar || s.peek() == kElementMVar) {
      if (r.u8() != s.u8() || r.compressed() != s.compressed()) return false;
      continue;
    }
    MethodTable* left = read_type(a, r, in_a);
    if (left != read_type(b, s, in_b)) return false;
  }
  return true;
}

}  // namespace

// A MemberRef names its parent, which may be another module's type, and a signature over the parent's variables.
static MethodDesc* resolve_member_ref(const ModuleInfo* module, const uint32_t* row, const TypeContext& context) {
  Metadata m = metadata_of(module);
  MethodTable* owner = resolve_type(module, row[abi::kMemberRefParent], context);
  if (!owner) return nullptr;
  const char* name = m.name(row[abi::kMemberRefName]);
  TypeContext inside = context_of(owner);
  const TypeMembers* members = members_of(owner);
  MethodDesc* only = nullptr;
  for (MethodDesc* d = members ? members->first_method : nullptr; d; d = d->next) {
    if (strcmp(d->name, name)) continue;
    const ModuleInfo* other = owner->info->module;
    Metadata o = metadata_of(other);
    const uint32_t* def = o.row(d->token);
    if (!def) continue;
    if (same_signature(module, m.blob(row[abi::kMemberRefSignature]), inside, other, o.blob(def[abi::kMethodSignature]), inside)) return d;
    only = nullptr;
  }
  return only;
}

MethodDesc* resolve_method(const ModuleInfo* module, uint32_t token, const TypeContext& context) {
  const uint32_t* row = metadata_of(module).row(token);
  if (!row) return nullptr;
  if (table_of(token) == kTableMemberRef) return resolve_member_ref(module, row, context);
  if (table_of(token) != kTableMethod) return nullptr;
  MethodTable* owner = declaring_type(module, row[abi::kMethodParent], context);
  MethodDesc* m = find_method(owner, token);
  if (m && m->generic_arity && context.method_count == m->generic_arity)
    if (MethodDesc* exact = instantiated_method(m, context.method_args, context.method_count)) return exact;
  return m;
}

}  // namespace ahead
