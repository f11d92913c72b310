// System.Reflection.MetadataImport: what CoreLib asks about rows. The import's handle is the module's abi::MetadataTables.
#include "corelib/reflection/metadata.h"

using namespace ahead;
using namespace ahead::abi;

namespace {

enum : int32_t { kOk = 0, kNotFound = int32_t(0x80131130) };   // CLDB_E_RECORD_NOTFOUND

struct ConstArray { int32_t length; const void* data; };

Metadata scope(const void* import) { return {static_cast<const MetadataTables*>(import)}; }

int32_t give(const Metadata& m, const uint32_t* row, uint32_t column, ConstArray* out) {
  *out = {0, nullptr};
  if (!row) return kNotFound;
  Bytes b = m.blob(row[column]);
  *out = {int32_t(b.size), b.data};
  return kOk;
}

uint32_t name_column(uint32_t table) {
  switch (table) {
    case kTableTypeRef: return kTypeRefName;
    case kTableField: return kFieldName;
    case kTableMethod: return kMethodName;
    case kTableParam: return kParamName;
    case kTableMemberRef: return kMemberRefName;
    case kTableEvent: return kEventName;
    case kTableProperty: return kPropertyName;
    case kTableGenericParam: return kGenericParamName;
    case kTableAssemblyRef: return kAssemblyRefName;
    default: return 0;
  }
}

const TypeInfo* type_info(const Metadata& m, uint32_t token) {
  const uint32_t* row = m.row(token);
  return row && row[kTypeDefType] ? ahead_program.types[row[kTypeDefType] - 1]->info : nullptr;
}

// The constant of a field, parameter or property; null: none.
const uint32_t* constant_of(const Metadata& m, uint32_t token) {
  const uint32_t* found = nullptr;
  m.each(kTableConstant, kConstantParent, token, [&](const uint32_t* row) { found = row; });
  return found;
}

// Grows on the C heap; Enum copies it out.
struct Tokens {
  uint32_t local[256]; uint32_t* list = local; uint32_t count = 0, capacity = 256;
  ~Tokens() { if (list != local) __builtin_free(list); }
  void add(uint32_t t) {
    if (count == capacity) {
      auto* bigger = static_cast<uint32_t*>(__builtin_malloc(capacity * 2 * sizeof(uint32_t)));
      __builtin_memcpy(bigger, list, count * sizeof(uint32_t));
      if (list != local) __builtin_free(list);
      list = bigger;
      capacity *= 2;
    }
    list[count++] = t;
  }
};

// Nested types that exist, in the order of their tokens.
void nested_types(const Metadata& m, uint32_t parent, Tokens& out) {
  const TypeInfo* outer = type_info(m, parent);
  if (!outer) return;
  for (uint64_t i = 0; i < ahead_program.type_count; i++) {
    const MethodTable* mt = ahead_program.types[i];
    const MethodTable* declaring = mt->info->declaring;
    if (!declaring || declaring->info->token != parent || declaring->info->module != outer->module) continue;
    if (!mt->info->generic_arity || is_definition(mt)) out.add(mt->info->token);
  }
  for (uint32_t i = 1; i < out.count; i++)
    for (uint32_t k = i; k && out.list[k - 1] > out.list[k]; k--) { uint32_t t = out.list[k]; out.list[k] = out.list[k - 1]; out.list[k - 1] = t; }
}

void enumerate(const Metadata& m, uint32_t kind, uint32_t parent, Tokens& out) {
  auto rows = [&](uint32_t column, uint32_t value) { m.each(kind, column, value, [&](const uint32_t* row) { out.add(make_token(kind, row[kColRow])); }); };
  switch (kind) {
    case kTableTypeDef: return nested_types(m, parent, out);
    case kTableField: return rows(kFieldParent, row_of(parent));
    case kTableParam: return rows(kParamParent, parent);
    case kTableAttribute: return rows(kAttributeParent, parent);
    case kTableEvent: return rows(kEventParent, row_of(parent));
    case kTableProperty: return rows(kPropertyParent, row_of(parent));
    case kTableMethod:
      if (table_of(parent) == kTableTypeDef) return rows(kMethodParent, row_of(parent));
      // Of a property or event: pairs of method and role.
      m.each(kTableSemantics, kSemanticsAssociation, parent, [&](const uint32_t* row) { out.add(row[kSemanticsMethod]); out.add(row[kSemanticsWhat]); });
      return;
    default: return;
  }
}

}  // namespace

extern "C" {

const void* ic_System_Reflection_MetadataImport_GetMetadataImport(void* module) {
  auto* info = field_at<const ModuleInfo*>(module, ahead_offset_RuntimeModule_m_pData);
  static const MetadataTables none{};
  return info && info->metadata ? info->metadata : &none;
}

uint8_t ic_System_Reflection_MetadataImport_IsValidToken(const void* import, uint32_t token) {
  return scope(import).row(token) || table_of(token) == kTableModule || table_of(token) == kTableAssembly;
}

void MetadataImport_Enum(const void* import, uint32_t kind, uint32_t parent, int32_t* length, int32_t* few, ObjectHandle many) {
  Tokens found;
  enumerate(scope(import), kind >> 24, parent, found);
  int32_t room = *length;
  *length = int32_t(found.count);
  int32_t* to = few;
  if (int32_t(found.count) > room) {
    auto* array = reinterpret_cast<Array*>(gc_alloc_array(ahead_mt_Int32Array, found.count));
    set(many, array);
    to = array->as<int32_t>();
  }
  for (uint32_t i = 0; i < found.count; i++) to[i] = int32_t(found.list[i]);
}

int32_t ic_System_Reflection_MetadataImport_GetDefaultValue(const void* import, uint32_t token, int64_t* value, const char16_t** text, int32_t* length, int32_t* kind) {
  Metadata m = scope(import);
  *value = 0; *text = nullptr; *length = 0; *kind = kElementVoid;
  const uint32_t* row = constant_of(m, token);
  if (!row) return kOk;
  Bytes b = m.blob(row[kConstantValue]);
  *kind = int32_t(row[kConstantType]);
  if (*kind == kElementString) {
    static const char16_t empty = 0;
    *text = b.size ? reinterpret_cast<const char16_t*>(b.data) : &empty;
    *length = int32_t(b.size / 2);
    return kOk;
  }
  __builtin_memcpy(value, b.data, b.size < 8 ? b.size : 8);
  // Signed kinds are sign-extended.
  if (*kind == kElementI1) *value = int8_t(*value);
  if (*kind == kElementI2) *value = int16_t(*value);
  if (*kind == kElementI4) *value = int32_t(*value);
  *length = int32_t(b.size);
  return kOk;
}

int32_t ic_System_Reflection_MetadataImport_GetUserString(const void*, uint32_t, const char16_t** text, int32_t* length) {
  *text = nullptr; *length = 0;
  return kNotFound;
}

int32_t ic_System_Reflection_MetadataImport_GetName(const void* import, uint32_t token, const char** name) {
  Metadata m = scope(import);
  *name = "";
  if (table_of(token) == kTableTypeDef) {
    if (const TypeInfo* t = type_info(m, token)) { *name = t->name; return kOk; }
    return kNotFound;
  }
  const uint32_t* row = m.row(token);
  uint32_t column = name_column(table_of(token));
  if (!row || !column) return kNotFound;
  *name = m.name(row[column]);
  return kOk;
}

int32_t ic_System_Reflection_MetadataImport_GetNamespace(const void* import, uint32_t token, const char** name) {
  Metadata m = scope(import);
  *name = "";
  if (table_of(token) == kTableTypeDef) {
    const TypeInfo* t = type_info(m, token);
    if (t) *name = t->name_space;
    return t ? kOk : kNotFound;
  }
  const uint32_t* row = m.row(token);
  if (row && table_of(token) == kTableTypeRef) *name = m.name(row[kTypeRefNamespace]);
  return row ? kOk : kNotFound;
}

int32_t ic_System_Reflection_MetadataImport_GetEventProps(const void* import, uint32_t token, const void** name, int32_t* flags) {
  Metadata m = scope(import);
  const uint32_t* row = m.row(token);
  *name = row ? m.name(row[kEventName]) : "";
  *flags = row ? int32_t(row[kEventFlags]) : 0;
  return row ? kOk : kNotFound;
}

int32_t ic_System_Reflection_MetadataImport_GetFieldDefProps(const void* import, uint32_t token, int32_t* flags) {
  const uint32_t* row = scope(import).row(token);
  *flags = row ? int32_t(row[kFieldFlags]) : 0;
  return row ? kOk : kNotFound;
}

int32_t ic_System_Reflection_MetadataImport_GetPropertyProps(const void* import, uint32_t token, const void** name, int32_t* flags, ConstArray* signature) {
  Metadata m = scope(import);
  const uint32_t* row = m.row(token);
  *name = row ? m.name(row[kPropertyName]) : "";
  *flags = row ? int32_t(row[kPropertyFlags]) : 0;
  return give(m, row, kPropertySignature, signature);
}

int32_t ic_System_Reflection_MetadataImport_GetParentToken(const void* import, uint32_t token, uint32_t* parent) {
  Metadata m = scope(import);
  const uint32_t* row = m.row(token);
  *parent = make_token(kTableTypeDef, 0);
  if (!row) return kNotFound;
  switch (table_of(token)) {
    case kTableTypeDef: {
      const TypeInfo* t = type_info(m, token);
      if (t && t->declaring) *parent = t->declaring->info->token;
      break;
    }
    case kTableTypeRef: *parent = row[kTypeRefScope]; break;
    case kTableField: *parent = make_token(kTableTypeDef, row[kFieldParent]); break;
    case kTableMethod: *parent = make_token(kTableTypeDef, row[kMethodParent]); break;
    case kTableParam: *parent = row[kParamParent]; break;
    case kTableMemberRef: *parent = row[kMemberRefParent]; break;
    case kTableAttribute: *parent = row[kAttributeParent]; break;
    case kTableEvent: *parent = make_token(kTableTypeDef, row[kEventParent]); break;
    case kTableProperty: *parent = make_token(kTableTypeDef, row[kPropertyParent]); break;
    case kTableGenericParam: *parent = row[kGenericParamOwner]; break;
    default: return kNotFound;
  }
  return kOk;
}

int32_t ic_System_Reflection_MetadataImport_GetParamDefProps(const void* import, uint32_t token, int32_t* sequence, int32_t* flags) {
  const uint32_t* row = scope(import).row(token);
  *sequence = row ? int32_t(row[kParamSequence]) : 0;
  *flags = row ? int32_t(row[kParamFlags]) : 0;
  return row ? kOk : kNotFound;
}

int32_t ic_System_Reflection_MetadataImport_GetGenericParamProps(const void* import, uint32_t token, int32_t* flags) {
  const uint32_t* row = scope(import).row(token);
  *flags = row ? int32_t(row[kGenericParamFlags]) : 0;
  return kOk;
}

int32_t ic_System_Reflection_MetadataImport_GetScopeProps(const void* import, uint8_t* mvid) {
  __builtin_memcpy(mvid, scope(import).tables->mvid, 16);
  return kOk;
}

int32_t ic_System_Reflection_MetadataImport_GetSigOfMethodDef(const void* import, uint32_t token, ConstArray* out) {
  Metadata m = scope(import);
  return give(m, m.row(token), kMethodSignature, out);
}

int32_t ic_System_Reflection_MetadataImport_GetSignatureFromToken(const void*, uint32_t, ConstArray* out) {
  *out = {0, nullptr};
  return kNotFound;
}

int32_t ic_System_Reflection_MetadataImport_GetMemberRefProps(const void* import, uint32_t token, ConstArray* out) {
  Metadata m = scope(import);
  return give(m, m.row(token), kMemberRefSignature, out);
}

int32_t ic_System_Reflection_MetadataImport_GetCustomAttributeProps(const void* import, uint32_t token, uint32_t* constructor, ConstArray* value) {
  Metadata m = scope(import);
  const uint32_t* row = m.row(token);
  *constructor = row ? row[kAttributeCtor] : 0;
  return give(m, row, kAttributeValue, value);
}

int32_t ic_System_Reflection_MetadataImport_GetClassLayout(const void* import, uint32_t token, int32_t* pack, int32_t* size) {
  const uint32_t* row = scope(import).row(token);
  *pack = row ? int32_t(row[kTypeDefPack]) : 0;
  *size = row ? int32_t(row[kTypeDefSize]) : 0;
  return kOk;
}

int32_t ic_System_Reflection_MetadataImport_GetFieldOffset(const void* import, uint32_t, uint32_t field, int32_t* offset, uint8_t* found) {
  const uint32_t* row = scope(import).row(field);
  *found = row && row[kFieldOffset];
  *offset = *found ? int32_t(row[kFieldOffset] - 1) : 0;
  return kOk;
}

int32_t ic_System_Reflection_MetadataImport_GetSigOfFieldDef(const void* import, uint32_t token, ConstArray* out) {
  Metadata m = scope(import);
  return give(m, m.row(token), kFieldSignature, out);
}

int32_t ic_System_Reflection_MetadataImport_GetFieldMarshal(const void* import, uint32_t token, ConstArray* out) {
  Metadata m = scope(import);
  const uint32_t* row = m.row(token);
  give(m, row, table_of(token) == kTableParam ? kParamMarshal : kFieldMarshal, out);
  return kOk;
}

int32_t ic_System_Reflection_MetadataImport_GetPInvokeMap(const void* import, uint32_t token, int32_t* flags, const char** name, const char** library) {
  Metadata m = scope(import);
  const uint32_t* row = m.row(kTableImplMap, row_of(token));   // rows are numbered by their method
  *flags = row ? int32_t(row[kImplMapFlags]) : 0;
  *name = row ? m.name(row[kImplMapName]) : "";
  *library = row ? m.name(row[kImplMapModule]) : "";
  return row ? kOk : kNotFound;
}

// ECMA-335 II.23.4 with CoreCLR's additions.
int32_t MetadataImport_GetMarshalAs(const uint8_t* native, int32_t size, int32_t* type, int32_t* safe_array, const uint8_t** user_type, int32_t* user_type_length,
                                    int32_t* array_type, int32_t* size_param, int32_t* size_const, const uint8_t** marshaler, int32_t* marshaler_length,
                                    const uint8_t** cookie, int32_t* cookie_length, int32_t* iid_param) {
  SignatureReader r{native, native + size};
  *type = *safe_array = *user_type_length = *array_type = *size_param = *size_const = *marshaler_length = *cookie_length = *iid_param = 0;
  *user_type = *marshaler = *cookie = nullptr;
  if (!r.more()) return 0;
  auto text = [&](const uint8_t** at, int32_t* length) {
    *length = int32_t(r.compressed());
    *at = r.at;
    r.at += *length;
  };
  *type = r.u8();
  switch (*type) {
    case 0x17: if (r.more()) *size_const = int32_t(r.compressed()); break;                                          // fixed string
    case 0x1e: if (r.more()) *size_const = int32_t(r.compressed()); if (r.more()) *array_type = int32_t(r.compressed()); break;   // fixed array
    case 0x1d: if (r.more()) *safe_array = int32_t(r.compressed()); if (r.more()) text(user_type, user_type_length); break;
    case 0x2a:                                                                                                       // array
      if (r.more()) *array_type = int32_t(r.compressed());
      if (r.more()) *size_param = int32_t(r.compressed());
      if (r.more()) *size_const = int32_t(r.compressed());
      break;
    case 0x2c: {                                                                                                     // custom marshaler
      const uint8_t* unused; int32_t n;
      text(&unused, &n);
      text(&unused, &n);
      text(marshaler, marshaler_length);
      text(cookie, cookie_length);
      break;
    }
    case 0x19: case 0x1a: case 0x1c: if (r.more()) *iid_param = int32_t(r.compressed()); break;                      // interfaces
    default: break;
  }
  return 1;
}

// ASCII letters only, as the class library's names are compared.
int32_t MdUtf8String_EqualsCaseInsensitive(const char* a, const char* b, int32_t n) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
  for (int32_t i = 0; i < n; i++) if (lower(a[i]) != lower(b[i])) return 0;
  return 1;
}

}  // extern "C"
