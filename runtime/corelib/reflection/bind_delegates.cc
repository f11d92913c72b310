// Delegate.CreateDelegate: binding a delegate to a method that is only known as data (abi::MethodDesc).
//
// Four shapes, told apart by counting parameters: closed instance (target is `this`), open instance (the first argument is `this`), closed static (target is
// the first argument), open static. Their representation is in abi/symbols.md; an open instance delegate over a virtual method looks the code up at each
// call: _methodPtr is the type's `dv:` thunk and _methodPtrAux the MethodDesc.
#include "corelib/members.h"
#include "corelib/reflection/metadata.h"
#include "corelib/throw.h"
#include "types/casts.h"
#include <string.h>
#include <strings.h>

using namespace ahead;

extern "C" [[noreturn]] void managed_ThrowNullReference();

namespace {

// System.DelegateBindingFlags
enum : uint32_t { kStaticOnly = 1, kInstanceOnly = 2, kOpenOnly = 4, kClosedOnly = 8, kNeverCloseOverNull = 0x10, kCaseless = 0x20, kRelaxed = 0x40 };

constexpr uint32_t kMostParameters = 32;
struct Shape { MethodTable* result = nullptr; MethodTable* parameters[kMostParameters + 1] = {}; uint32_t count = 0; };

// False when a type of the signature is not in the program.
bool read_shape(const MethodDesc* m, Shape& s) {
  Bytes blob = signature_of(m);
  if (!blob.size) return false;
  SignatureReader r{blob.data, blob.data + blob.size};
  if (r.u8() & 0x10) r.compressed();
  s.count = r.compressed();
  if (s.count > kMostParameters) return false;
  TypeContext context = context_of(m->owner, m);
  if (!(s.result = read_type(m->owner->info->module, r, context))) return false;
  for (uint32_t i = 0; i < s.count; i++)
    if (!(s.parameters[i] = read_type(m->owner->info->module, r, context))) return false;
  return true;
}

bool is_reference(const MethodTable* t) {
  uint8_t k = t->info->element_kind;
  return !is_value_type(t) && k != kElementPtr && k != kElementByRef && k != kElementFnPtr && k != kElementVoid;
}

// May a value from a location of type `from` go into one of type `to`? Enums are their integers when signatures are relaxed.
bool assignable(MethodTable* from, MethodTable* to, bool relaxed) {
  if (from == to) return true;
  if (!relaxed) return false;
  if (is_reference(from) && is_reference(to)) return can_cast(from, to);
  if (!is_value_type(from) || !is_value_type(to)) return false;
  MethodTable *a = from->info->underlying ? from->info->underlying : from, *b = to->info->underlying ? to->info->underlying : to;
  return a == b;
}

struct Binding { bool fits = false, is_static = false, closed = false; };

Binding bind_shape(const MethodDesc* m, const Shape& wanted, void* target, uint32_t flags) {
  Binding b;
  b.is_static = m->attributes & kAttributeStatic;
  if ((b.is_static && flags & kInstanceOnly) || (!b.is_static && flags & kStaticOnly)) return b;
  Shape has;
  if (!read_shape(m, has)) return b;
  // All parameters with `this`, as the code gets them.
  MethodTable* all[kMostParameters + 1];
  uint32_t n = 0;
  bool by_ref_this = !b.is_static && is_value_type(m->owner);
  if (!b.is_static) all[n++] = m->owner;
  for (uint32_t i = 0; i < has.count && n <= kMostParameters; i++) all[n++] = has.parameters[i];
  if (n != wanted.count && n != wanted.count + 1) return b;
  b.closed = n == wanted.count + 1;
  if ((b.closed && flags & kOpenOnly) || (!b.closed && flags & kClosedOnly)) return b;
  bool relaxed = flags & kRelaxed;
  if (b.closed) {
    if (!target && (flags & kNeverCloseOverNull || by_ref_this)) return b;
    if (b.is_static && !is_reference(all[0])) return b;
    if (target && !can_cast(mt_of(target), all[0])) return b;
  } else if (target) {
    return b;
  } else if (by_ref_this) {
    MethodTable* first = wanted.parameters[0];
    if (first->info->element_kind != kElementByRef || first->element_type != m->owner) return b;
  } else if (!b.is_static && !(is_reference(wanted.parameters[0]) && can_cast(wanted.parameters[0], m->owner))) {
    return b;
  }
  for (uint32_t i = b.closed ? 0 : !b.is_static; i < wanted.count; i++)
    if (!assignable(wanted.parameters[i], all[i + b.closed], relaxed)) return b;
  b.fits = assignable(has.result, wanted.result, relaxed);
  return b;
}

void*& code_field(void* d) { return field_at<void*>(d, ahead_offset_Delegate__methodPtr); }
void*& second_code_field(void* d) { return field_at<void*>(d, ahead_offset_Delegate__methodPtrAux); }

void set_closed(void* d, const MethodDesc* m, const Binding& b, void* target) {
  bool takes_object = true;
  const void* code = b.is_static ? static_cast<void*>(m->code) : code_for(m, target, &takes_object);
  if (!takes_object) code = m->boxed_code;
  if (!code) throw_no_code(m);
  store_ref(d, ahead_offset_Delegate__target, target);
  code_field(d) = const_cast<void*>(code);
}

void set_open(void* d, const MethodDesc* m, const Binding& b) {
  const abi::TypeExtra* extra = mt_of(d)->info->extra;
  bool looked_up = !b.is_static && (m->attributes & kAttributeVirtual) && !is_value_type(m->owner);
  if (looked_up && m->generic_arity) throw_managed(Throw::NotSupported, "Specified method is not supported.");   // as under CoreCLR: which code runs would be asked of the receiver by instantiation
  if (!looked_up && !m->code) throw_no_code(m);
  store_ref(d, ahead_offset_Delegate__target, d);
  code_field(d) = looked_up ? static_cast<void*>(extra->delegate_open_virtual) : static_cast<void*>(extra->delegate_shuffle);
  second_code_field(d) = looked_up ? const_cast<MethodDesc*>(m) : static_cast<void*>(m->code);
}

bool bind(void* delegate, void* target, const MethodDesc* m, uint32_t flags) {
  const MethodDesc* invoke = method_named(mt_of(delegate), "Invoke");
  Shape wanted;
  if (!invoke || !read_shape(invoke, wanted)) return false;
  Binding b = bind_shape(m, wanted, target, flags);
  if (!b.fits) return false;
  b.closed ? set_closed(delegate, m, b, target) : set_open(delegate, m, b);
  return true;
}

}  // namespace

extern "C" {

int32_t Delegate_BindToMethodInfo(ObjectHandle delegate, ObjectHandle target, MethodDesc* m, TypeArg, uint32_t flags) { return bind(*delegate, *target, m, flags); }

int32_t Delegate_BindToMethodName(ObjectHandle delegate, ObjectHandle target, TypeArg type, const char* name, uint32_t flags) {
  for (MethodTable* t = type.mt; t; t = t->parent) {
    const TypeMembers* members = members_of(t);
    for (MethodDesc* m = members ? static_cast<MethodDesc*>(members->first_method) : nullptr; m; m = m->next) {
      bool same = flags & kCaseless ? !strcasecmp(m->name, name) : !strcmp(m->name, name);
      if (same && !(m->flags & (abi::kMethodIsCtor | abi::kMethodGenericDefinition)) && bind(*delegate, *target, m, flags)) return 1;
    }
  }
  return 0;
}

// Called by dv: thunks: the code for this receiver.
const void* ahead_open_virtual(void* delegate, void* self) {
  auto* m = static_cast<const MethodDesc*>(second_code_field(delegate));
  bool takes_object;
  if (!self) managed_ThrowNullReference();
  return code_for(m, self, &takes_object);
}

}  // extern "C"
