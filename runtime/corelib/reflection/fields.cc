// System.RuntimeFieldHandle without reading and writing values. The handle's value is an abi::FieldDesc.
#include "corelib/reflection/metadata.h"
#include "threads/threads.h"

using namespace ahead;

extern "C" {

// Instance fields, then static ones. Literals have no storage: CoreLib finds them in the metadata.
int32_t RuntimeTypeHandle_GetFields(MethodTable* mt, FieldDesc** out, int32_t* count) {
  const TypeMembers* members = members_of(mt);
  int32_t room = *count, n = 0;
  for (uint16_t pass = 0; pass <= abi::kFieldIsStatic; pass += abi::kFieldIsStatic)
    for (uint32_t i = 0; members && i < members->field_count; i++) {
      auto* f = const_cast<FieldDesc*>(&members->fields[i]);
      if (f->flags & abi::kFieldIsLiteral || (f->flags & abi::kFieldIsStatic) != pass) continue;
      if (n < room) out[n] = f;
      n++;
    }
  *count = n;
  return n <= room;
}

const char* ic_System_RuntimeFieldHandle_GetUtf8NameInternal(FieldDesc* f) { return f->name; }
int32_t ic_System_RuntimeFieldHandle_GetAttributes(FieldDesc* f) { return f->attributes; }
MethodTable* ic_System_RuntimeFieldHandle_GetApproxDeclaringMethodTable(FieldDesc* f) { return f->owner; }
int32_t ic_System_RuntimeFieldHandle_GetToken(FieldDesc* f) { return int32_t(f->token); }
uint8_t ic_System_RuntimeFieldHandle_AcquiresContextFromThis(FieldDesc*) { return 0; }
void* ic_System_RuntimeFieldHandle_GetLoaderAllocatorInternal(FieldDesc*) { return nullptr; }

FieldDesc* ic_System_RuntimeFieldHandle_GetStaticFieldForGenericType(FieldDesc* f, MethodTable* mt) {
  FieldDesc* found = find_field(mt, f->token);
  return found ? found : f;
}

}
