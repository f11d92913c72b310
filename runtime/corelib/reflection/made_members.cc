// Members of types that only reflection names (made_types.cc), and of exact types whose own records did not survive: copies of the definition's records with
// another owner. They have no code.
#include "corelib/reflection/made.h"
#include "corelib/throw.h"
#include <string.h>

namespace ahead {

namespace {

void copy_method(MethodDesc* to, const MethodDesc* from, MethodTable* owner) {
  to->owner.set(owner);
  to->token = from->token;
  to->attributes = from->attributes;
  to->impl_attributes = from->impl_attributes;
  to->slot = from->slot;
  to->flags = from->flags;
  to->generic_arity = from->generic_arity;
  to->arguments.set(from->arguments);
  to->name.set(from->name);
}

MethodTable* field_type(const FieldDesc* from, MethodTable* owner) {
  Metadata m = metadata_of(owner->info->module);
  const uint32_t* row = m.row(from->token);
  if (!row) return nullptr;
  Bytes b = m.blob(row[abi::kFieldSignature]);
  SignatureReader r{b.data, b.data + b.size};
  r.u8();
  return read_type(owner->info->module, r, context_of(owner));
}

void copy_field(FieldDesc* to, const FieldDesc* from, MethodTable* owner) {
  to->owner.set(owner);
  to->token = from->token;
  to->attributes = from->attributes;
  to->flags = from->flags;
  to->type.set(field_type(from, owner));
  to->name.set(from->name);
}

// Records that were made for single methods, by owner and token.
struct Single { MethodTable* owner; Single* next; MethodDesc method; };
Single* singles;

// Instantiations of generic methods that were made here, by definition.
struct Instance { MethodDesc* definition; Instance* next; MethodDesc method; };
Instance* instances;

bool same_arguments(const MethodDesc* m, MethodTable* const* arguments, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) if (m->arguments[i] != arguments[i]) return false;
  return true;
}

}  // namespace

MethodDesc* made_instance(MethodDesc* definition, MethodTable* const* arguments, uint32_t count) {
  MadeLock lock;
  for (Instance* i = instances; i; i = i->next) if (i->definition == definition && same_arguments(&i->method, arguments, count)) return &i->method;
  auto* made = static_cast<Instance*>(made_memory(sizeof(Instance)));
  auto** list = static_cast<MethodTable**>(made_memory(count * sizeof(void*)));
  if (!made || !list) throw_managed(Throw::NotSupported, "Reflection made too many types.");
  memcpy(list, arguments, count * sizeof(void*));
  made->definition = definition;
  made->next = instances;
  copy_method(&made->method, definition, definition->owner);
  made->method.flags &= ~abi::kMethodGenericDefinition;
  made->method.arguments.set(list);
  made->method.definition.set(definition);
  instances = made;
  return &made->method;
}

const TypeMembers* made_members(MethodTable* mt) {
  MadeLock lock;
  if (const TypeMembers* known = mt->info->extra->members) return known;
  const TypeMembers* from = mt->info->definition ? static_cast<const TypeMembers*>(mt->info->definition->info->extra->members) : nullptr;
  if (!from) return nullptr;
  auto* members = static_cast<TypeMembers*>(made_memory(sizeof(TypeMembers)));
  auto* extra = static_cast<abi::TypeExtra*>(made_memory(sizeof(abi::TypeExtra)));
  if (!members || !extra) return nullptr;
  members->virtual_count = from->virtual_count;
  MethodDesc* last = nullptr;
  for (MethodDesc* m = from->first_method; m; m = m->next) {
    auto* copy = static_cast<MethodDesc*>(made_memory(sizeof(MethodDesc)));
    if (!copy) return nullptr;
    copy_method(copy, m, mt);
    if (last) last->next.set(copy);
    else members->first_method.set(copy);
    last = copy;
  }
  auto* fields = static_cast<FieldDesc*>(made_memory(sizeof(FieldDesc) * (from->field_count + 1)));
  for (uint32_t i = 0; fields && i < from->field_count; i++) copy_field(&fields[i], &from->fields[i], mt);
  members->fields.set(fields);
  members->field_count = fields ? from->field_count : 0;
  extra->members.set(members);
  const_cast<TypeInfo*>(mt->info)->extra.set(extra);
  return members;
}

MethodDesc* made_method(MethodTable* owner, uint32_t token) {
  MethodTable* definition = owner->info->definition;
  if (!definition || definition == owner) return nullptr;
  MethodDesc* from = find_method(definition, token);
  if (!from) return nullptr;
  MadeLock lock;
  for (Single* s = singles; s; s = s->next) if (s->owner == owner && s->method.token == token) return &s->method;
  auto* s = static_cast<Single*>(made_memory(sizeof(Single)));
  if (!s) return nullptr;
  s->owner = owner;
  s->next = singles;
  copy_method(&s->method, from, owner);
  singles = s;
  return &s->method;
}

}  // namespace ahead
