// System.Signature: parameters and results of methods, types of fields, custom modifiers.
#include "corelib/reflection/metadata.h"

using namespace ahead;

namespace {

struct Source { const ModuleInfo* module; Bytes bytes; TypeContext context; };

void* declaring_of(void* signature) { return field_at<void*>(signature, ahead_offset_Signature__declaringType); }

Source source_of(void* signature, const void* bytes, int32_t size, FieldDesc* field, MethodDesc* method) {
  void* declaring = declaring_of(signature);
  MethodTable* type = declaring ? type_of(declaring) : field ? static_cast<MethodTable*>(field->owner) : method ? static_cast<MethodTable*>(method->owner) : nullptr;
  Source s{nullptr, {static_cast<const uint8_t*>(bytes), uint32_t(size)}, context_of(type, method)};
  const MethodTable* owner = field ? field->owner : method ? method->owner : type;
  s.module = owner ? module_of(owner) : nullptr;
  if (bytes) return s;
  if (method) s.bytes = signature_of(method);
  else if (Metadata m = metadata_of(s.module); const uint32_t* row = m.row(field->token)) s.bytes = m.blob(row[abi::kFieldSignature]);
  static const uint8_t none[] = {0x20, 0, kElementVoid};
  if (!s.bytes.data) s.bytes = {none, sizeof none};
  return s;
}

// A type that did not survive is shown as object.
void* shown(MethodTable* mt) { return runtime_type(mt ? mt : ahead_mt_Object); }

SignatureReader reader(const uint8_t* sig, int32_t size) { return {sig, sig + size}; }

bool is_modifier(uint8_t b) { return b == 0x1f || b == 0x20; }

// Past the calling convention and counts: at the result, or at a field's type.
void skip_head(SignatureReader& r) {
  uint8_t head = r.u8();
  if ((head & 0xf) == 6) return;
  if (head & 0x10) r.compressed();
  r.compressed();
}

}  // namespace

extern "C" {

void Signature_Init(ObjectHandle self, const void* bytes, int32_t size, FieldDesc* field, MethodDesc* method) {
  Source s = source_of(*self, bytes, size, field, method);
  SignatureReader r{s.bytes.data, s.bytes.data + s.bytes.size};
  field_at<const void*>(*self, ahead_offset_Signature__sig) = s.bytes.data;
  field_at<int32_t>(*self, ahead_offset_Signature__csig) = int32_t(s.bytes.size);
  field_at<MethodDesc*>(*self, ahead_offset_Signature__pMethod) = method;
  uint8_t head = r.u8();
  if ((head & 0xf) == 6) {
    store_ref(*self, ahead_offset_Signature__returnTypeORfieldType, shown(read_type(s.module, r, s.context)));
    return;
  }
  if (head & 0x10) r.compressed();
  uint32_t count = r.compressed();
  // System.Reflection.CallingConventions
  field_at<int32_t>(*self, ahead_offset_Signature__convention) = ((head & 0xf) == 5 ? 2 : 1) | (head & 0x60);
  store_ref(*self, ahead_offset_Signature__returnTypeORfieldType, shown(read_type(s.module, r, s.context)));
  auto* list = reinterpret_cast<Array*>(gc_alloc_array(ahead_mt_RuntimeTypeArray, count));
  store_ref(*self, ahead_offset_Signature__arguments, list);
  for (uint32_t i = 0; i < count; i++) gc_store(list->as<void*>() + i, shown(read_type(s.module, r, s.context)));
}

int32_t Signature_AreEqual(const uint8_t* a, int32_t a_size, TypeArg a_type, const uint8_t* b, int32_t b_size, TypeArg b_type) {
  SignatureReader r = reader(a, a_size), s = reader(b, b_size);
  const ModuleInfo *m = module_of(a_type.mt), *n = module_of(b_type.mt);
  TypeContext x = context_of(a_type.mt), y = context_of(b_type.mt);
  uint8_t head = r.u8();
  if (head != s.u8()) return 0;
  uint32_t count = 0;
  if ((head & 0xf) != 6) {
    if (head & 0x10 && r.compressed() != s.compressed()) return 0;
    count = r.compressed();
    if (count != s.compressed()) return 0;
  }
  for (uint32_t i = 0; i <= count; i++) {
    if (r.peek() == kElementMVar || s.peek() == kElementMVar) {
      if (r.u8() != s.u8() || r.compressed() != s.compressed()) return 0;
      continue;
    }
    MethodTable* left = read_type(m, r, x);
    if (left != read_type(n, s, y)) return 0;
  }
  return 1;
}

int32_t ic_System_Signature_GetParameterOffsetInternal(const uint8_t* sig, int32_t size, int32_t index) {
  SignatureReader r = reader(sig, size);
  skip_head(r);
  for (int32_t i = 0; i < index; i++) skip_type(r);
  return int32_t(r.at - sig);
}

int32_t ic_System_Signature_GetTypeParameterOffsetInternal(const uint8_t* sig, int32_t size, int32_t offset, int32_t index) {
  SignatureReader r{sig + offset, sig + size};
  while (is_modifier(r.peek())) { r.u8(); r.compressed(); }
  switch (r.u8()) {
    case kElementPtr: case kElementByRef: case kElementSzArray: case kElementArray: break;
    case 0x15:
      r.u8();
      r.compressed();
      r.compressed();
      while (index-- > 0) skip_type(r);
      break;
    case kElementFnPtr:
      skip_head(r);
      while (index-- > 0) skip_type(r);
      break;
    default: return -1;
  }
  return int32_t(r.at - sig);
}

int32_t ic_System_Signature_GetCallingConventionFromFunctionPointerAtOffsetInternal(const uint8_t* sig, int32_t size, int32_t offset) {
  SignatureReader r{sig + offset, sig + size};
  while (is_modifier(r.peek())) { r.u8(); r.compressed(); }
  return r.u8() == kElementFnPtr ? r.u8() & 0xf : 0;
}

void Signature_GetCustomModifiersAtOffset(ObjectHandle self, int32_t offset, int32_t required, ObjectHandle out) {
  auto* sig = field_at<const uint8_t*>(*self, ahead_offset_Signature__sig);
  int32_t size = field_at<int32_t>(*self, ahead_offset_Signature__csig);
  auto* method = field_at<MethodDesc*>(*self, ahead_offset_Signature__pMethod);
  Source s = source_of(*self, sig, size, nullptr, method);
  SignatureReader r{sig + offset, sig + size};
  MethodTable* found[64];
  uint32_t n = 0;
  while (is_modifier(r.peek()) && n < 64) {
    bool is_required = r.u8() == 0x1f;
    MethodTable* mt = resolve_type(s.module, r.type_token(), s.context);
    if (mt && is_required == (required != 0)) found[n++] = mt;
  }
  auto* list = reinterpret_cast<Array*>(gc_alloc_array(ahead_mt_TypeArray, n));
  for (uint32_t i = 0; i < n; i++) gc_store(list->as<void*>() + i, runtime_type(found[n - 1 - i]));   // innermost first
  set(out, list);
}

}  // extern "C"
