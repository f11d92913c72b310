// Tokens and signatures to MethodTables. A part that did not survive makes the whole type null; what follows it in the signature can still be read.
#include "corelib/reflection/metadata.h"

namespace ahead {

namespace {

MethodTable* primitive(uint8_t kind) {
  switch (kind) {
    case kElementVoid: return ahead_mt_Void;       case kElementBoolean: return ahead_mt_Boolean;
    case kElementChar: return ahead_mt_Char;       case kElementI1: return ahead_mt_SByte;
    case kElementU1: return ahead_mt_Byte;         case kElementI2: return ahead_mt_Int16;
    case kElementU2: return ahead_mt_UInt16;       case kElementI4: return ahead_mt_Int32;
    case kElementU4: return ahead_mt_UInt32;       case kElementI8: return ahead_mt_Int64;
    case kElementU8: return ahead_mt_UInt64;       case kElementR4: return ahead_mt_Single;
    case kElementR8: return ahead_mt_Double;       case kElementI: return ahead_mt_IntPtr;
    case kElementU: return ahead_mt_UIntPtr;       case kElementString: return ahead_mt_String;
    case kElementObject: return ahead_mt_Object;
    default: return nullptr;
  }
}

MethodTable* typed_reference() {
  static MethodTable* found;
  if (!found)
    for (uint64_t i = 0; i < ahead_program.type_count && !found; i++) {
      MethodTable* mt = ahead_program.types[i];
      const char* name = mt->info->name;
      if (name[0] == 'T' && !__builtin_strcmp(name, "TypedReference") && !__builtin_strcmp(mt->info->name_space, "System")) found = mt;
    }
  return found;
}

MethodTable* variable(MethodTable* const* args, uint32_t count, uint32_t index) { return index < count ? args[index] : nullptr; }

MethodTable* read_instance(const ModuleInfo* module, SignatureReader& r, const TypeContext& context) {
  r.u8();
  MethodTable* definition = resolve_type(module, r.type_token(), context);
  uint32_t n = r.compressed();
  MethodTable* args[64];
  bool complete = definition && n <= 64;
  for (uint32_t i = 0; i < n; i++) {
    MethodTable* a = read_type(module, r, context);
    if (i < 64) args[i] = a;
    complete &= a != nullptr;
  }
  return complete ? make_instance(definition, args, n) : nullptr;
}

MethodTable* read_function_pointer(const ModuleInfo* module, SignatureReader& r, const TypeContext& context) {
  uint8_t convention = r.u8();
  if (convention & 0x10) r.compressed();
  uint32_t n = r.compressed() + 1;
  MethodTable* parts[64];
  bool complete = n <= 64;
  for (uint32_t i = 0; i < n; i++) {
    MethodTable* t = read_type(module, r, context);
    if (i < 64) parts[i] = t;
    complete &= t != nullptr;
  }
  return complete ? make_function_pointer(convention, parts, n) : nullptr;
}

}  // namespace

TypeContext context_of(const MethodTable* owner, const MethodDesc* method) {
  TypeContext c;
  if (owner && owner->info->generic_arity) { c.type_args = owner->info->arguments; c.type_count = owner->info->generic_arity; }
  if (owner && is_array(owner)) { c.type_args = &owner->element_type; c.type_count = 1; }      // its own members' signatures
  if (method && method->generic_arity) { c.method_args = method->arguments; c.method_count = method->generic_arity; }
  return c;
}

MethodTable* read_type(const ModuleInfo* module, SignatureReader& r, const TypeContext& context) {
  uint8_t kind = r.u8();
  switch (kind) {
    case kElementPtr: case kElementByRef: {
      MethodTable* element = read_type(module, r, context);
      return element ? make_pointer(element, kind == kElementByRef) : nullptr;
    }
    case kElementValueType: case kElementClass: return resolve_type(module, r.type_token(), context);
    case kElementVar: return variable(context.type_args, context.type_count, r.compressed());
    case kElementMVar: return variable(context.method_args, context.method_count, r.compressed());
    case kElementArray: {
      MethodTable* element = read_type(module, r, context);
      uint32_t rank = r.compressed();
      for (uint32_t n = r.compressed(); n; n--) r.compressed();
      for (uint32_t n = r.compressed(); n; n--) r.compressed_signed();
      return element ? make_array(element, rank) : nullptr;
    }
    case kElementSzArray: {
      MethodTable* element = read_type(module, r, context);
      return element ? make_vector(element) : nullptr;
    }
    case 0x15: return read_instance(module, r, context);
    case kElementFnPtr: return read_function_pointer(module, r, context);
    case kElementTypedByRef: return typed_reference();
    case 0x1f: case 0x20: r.type_token(); return read_type(module, r, context);   // custom modifiers
    case 0x41: case 0x45: return read_type(module, r, context);                   // sentinel, pinned
    default: return primitive(kind);
  }
}

void skip_type(SignatureReader& r) {
  switch (r.u8()) {
    case kElementPtr: case kElementByRef: case kElementSzArray: case 0x41: case 0x45: return skip_type(r);
    case kElementValueType: case kElementClass: case kElementVar: case kElementMVar: r.compressed(); return;
    case kElementArray:
      skip_type(r);
      r.compressed();
      for (uint32_t n = r.compressed(); n; n--) r.compressed();
      for (uint32_t n = r.compressed(); n; n--) r.compressed_signed();
      return;
    case 0x15:
      r.u8();
      r.compressed();
      for (uint32_t n = r.compressed(); n; n--) skip_type(r);
      return;
    case kElementFnPtr: {
      if (r.u8() & 0x10) r.compressed();
      for (uint32_t n = r.compressed() + 1; n; n--) skip_type(r);
      return;
    }
    case 0x1f: case 0x20: r.compressed(); return skip_type(r);
    default: return;
  }
}

MethodTable* resolve_type(const ModuleInfo* module, uint32_t token, const TypeContext& context) {
  Metadata m = metadata_of(module);
  const uint32_t* row = m.row(token);
  switch (table_of(token)) {
    case kTableTypeDef: case kTableTypeRef: {
      static_assert(abi::kTypeDefType == abi::kTypeRefType);
      if (row) return row[abi::kTypeDefType] ? ahead_program.types[row[abi::kTypeDefType] - 1] : nullptr;
      if (table_of(token) == kTableTypeRef) return nullptr;
      for (uint64_t i = 0; i < ahead_program.type_count; i++) {
        MethodTable* mt = ahead_program.types[i];
        if (mt->info->token == token && mt->info->module == module && (!mt->info->generic_arity || is_definition(mt))) return mt;
      }
      return nullptr;
    }
    case kTableTypeSpec: {
      if (!row) return nullptr;
      Bytes b = m.blob(row[abi::kTypeSpecSignature]);
      SignatureReader r{b.data, b.data + b.size};
      return read_type(module, r, context);
    }
    default: return nullptr;
  }
}

}  // namespace ahead
