// System.Reflection.CustomAttribute: values of attributes (ECMA-335 II.23.3). Objects are made by the attribute's constructor, called as invocation does.
#include "corelib/reflection/metadata.h"
#include "corelib/throw.h"

using namespace ahead;

extern "C" void* managed_AttributeType(void* name, const void* module);
extern "C" void* managed_FormatError();

namespace {

struct AttributeReader {
  const uint8_t* at; const uint8_t* end; const ModuleInfo* module;

  void need(size_t n) const { if (size_t(end - at) < n) ahead_throw(managed_FormatError()); }
  template <class T> T fixed() {
    need(sizeof(T));
    T v;
    __builtin_memcpy(&v, at, sizeof v);
    at += sizeof v;
    return v;
  }
  // Null for the null string.
  String* text() {
    need(1);
    if (*at == 0xff) { at++; return nullptr; }
    SignatureReader r{at, end};
    uint32_t n = r.compressed();
    at = r.at;
    need(n);
    String* s = new_string(reinterpret_cast<const char*>(at), n);
    at += n;
    return s;
  }
  MethodTable* type() {
    String* name = text();
    void* object = name ? managed_AttributeType(name, module) : nullptr;
    return object ? type_of(object) : nullptr;
  }

  static uint32_t size_of_kind(uint8_t kind) {
    switch (kind) {
      case kElementBoolean: case kElementI1: case kElementU1: return 1;
      case kElementChar: case kElementI2: case kElementU2: return 2;
      case kElementI4: case kElementU4: case kElementR4: return 4;
      default: return 8;
    }
  }

  static bool is_system(const MethodTable* mt, const char* name) {
    return !__builtin_strcmp(mt->info->name, name) && !__builtin_strcmp(mt->info->name_space, "System");
  }

  // Reads a value of the type into a location of that type: up to eight bytes, or a reference.
  void value(MethodTable* mt, void* place, bool barrier) {
    uint8_t kind = mt->info->underlying ? mt->info->underlying->info->element_kind : mt->info->element_kind;
    if (is_value_type(mt)) {
      uint32_t size = size_of_kind(kind);
      need(size);
      __builtin_memcpy(place, at, size);
      at += size;
      return;
    }
    void* reference = nullptr;
    if (mt == ahead_mt_String) reference = text();
    else if (mt == ahead_mt_Object) reference = boxed(encoded_type());
    else if (is_array(mt)) reference = vector(mt);
    else reference = runtime_type(type());
    if (barrier) gc_store(place, reference);
    else *static_cast<void**>(place) = reference;
  }

  void* vector(MethodTable* array_type) {
    uint32_t n = fixed<uint32_t>();
    if (n == 0xffffffff) return nullptr;
    MethodTable* element = array_type->element_type;
    if (!has_instances(array_type)) ahead_throw(managed_FormatError());
    auto* array = reinterpret_cast<Array*>(gc_alloc_array(array_type, n));
    uint32_t step = component_size(array_type);
    for (uint32_t i = 0; i < n; i++) value(element, array->data + size_t(i) * step, !is_value_type(element));
    return array;
  }

  // A type as values and named members write it (FieldOrPropType).
  MethodTable* encoded_type() {
    uint8_t kind = fixed<uint8_t>();
    switch (kind) {
      case 0x50: return type_class();
      case 0x51: return ahead_mt_Object;
      case 0x55: {
        MethodTable* mt = type();
        if (!mt) ahead_throw(managed_FormatError());
        return mt;
      }
      case kElementSzArray: return make_vector(encoded_type());
      default: {
        SignatureReader r{&kind, &kind + 1};
        MethodTable* mt = read_type(module, r, {});
        if (!mt) ahead_throw(managed_FormatError());
        return mt;
      }
    }
  }
  static MethodTable* type_class() { return ahead_mt_TypeArray->element_type; }

  void* boxed(MethodTable* mt) {
    if (!is_value_type(mt)) {
      void* reference = nullptr;
      value(mt, &reference, false);
      return reference;
    }
    Object* box = gc_alloc(mt);
    value(mt, reinterpret_cast<char*>(box) + 8, false);
    return box;
  }
};

}  // namespace

extern "C" {

// AttributeUsage is read without making one: prolog, targets, named properties of bool.
int32_t CustomAttribute_ParseAttributeUsageAttribute(const uint8_t* data, int32_t size, int32_t* targets, int32_t* multiple, int32_t* inherited) {
  AttributeReader r{data, data + size, nullptr};
  if (size < 8) return 0;
  r.at += 2;
  *targets = r.fixed<int32_t>();
  *multiple = 0;
  *inherited = 1;
  for (uint16_t n = r.fixed<uint16_t>(); n; n--) {
    if (r.end - r.at < 4) return 0;
    r.at += 2;
    SignatureReader s{r.at, r.end};
    uint32_t length = s.compressed();
    bool is_multiple = length == 13 && !__builtin_memcmp(s.at, "AllowMultiple", 13);
    r.at = s.at + length;
    (is_multiple ? *multiple : *inherited) = r.fixed<uint8_t>();
  }
  return 1;
}

void CustomAttribute_CreateCustomAttributeInstance(ModuleArg module, ObjectHandle type, ObjectHandle ctor, const uint8_t** blob, const uint8_t* end, int32_t* named,
                                                   ObjectHandle out) {
  MethodDesc* m = method_of_object(*ctor);
  AttributeReader r{*blob, end, module.module};
  if (!m->invoke || !m->code) throw_managed(Throw::NotSupported, "The attribute's constructor was not compiled into this program.");
  if (r.fixed<uint16_t>() != 1) ahead_throw(managed_FormatError());
  Metadata tables = metadata_of(m->owner->info->module);
  const uint32_t* row = tables.row(m->token);
  Bytes b = row ? tables.blob(row[abi::kMethodSignature]) : Bytes{};
  SignatureReader s{b.data, b.data + b.size};
  s.u8();
  uint32_t count = s.compressed();
  skip_type(s);
  uint64_t values[64] = {};
  void* arguments[64];
  if (count > 64) ahead_throw(managed_FormatError());
  TypeContext context = context_of(m->owner);
  for (uint32_t i = 0; i < count; i++) {
    MethodTable* p = read_type(m->owner->info->module, s, context);
    if (!p) ahead_throw(managed_FormatError());
    r.value(p, &values[i], false);
    arguments[i] = &values[i];
  }
  Object* instance = gc_alloc(type_of(*type));
  set(out, instance);
  if (abi::ClassInit* c = m->owner->info->class_init; c && c->state != abi::kClassInitDone) ahead_class_init(c);
  m->invoke(m->code, instance, arguments, nullptr);
  *named = r.end - r.at >= 2 ? r.fixed<uint16_t>() : 0;
  *blob = r.at;
}

// One `Name = value`. The type is given back where the value does not show it.
void CustomAttribute_CreatePropertyOrFieldData(ModuleArg module, const uint8_t** blob, const uint8_t* end, ObjectHandle name, int32_t* is_property, ObjectHandle type,
                                               ObjectHandle value) {
  AttributeReader r{*blob, end, module.module};
  *is_property = r.fixed<uint8_t>() == 0x54;
  MethodTable* mt = r.encoded_type();
  set(name, r.text());
  if (mt == ahead_mt_Object || is_array(mt) || mt->info->underlying) set(type, runtime_type(mt));
  set(value, r.boxed(mt));
  *blob = r.at;
}

}  // extern "C"
