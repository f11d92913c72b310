// Object, RuntimeHelpers, String: identity, cloning, interning; what Enum and ValueType need to know about a type's fields and members.
#include "corelib/handles.h"
#include "threads/threads.h"
#include <stdlib.h>
#include <string.h>

using namespace ahead;

extern "C" {

int32_t ic_System_Runtime_CompilerServices_RuntimeHelpers_TryGetHashCode(abi::Object* o) { return object_try_hash(o); }
int32_t ObjectNative_GetHashCodeSlow(ObjectHandle o) { return object_hash(static_cast<abi::Object*>(*o)); }
void ObjectNative_AllocateUninitializedClone(ObjectHandle o) { set(o, gc_clone(static_cast<abi::Object*>(*o))); }

uint8_t ic_System_Runtime_CompilerServices_RuntimeHelpers_ContentEquals(void* a, void* b) {
  if (!a || !b || mt_of(a) != mt_of(b)) return a == b;
  uint32_t bytes = mt_of(a)->info->instance_size;
  return !memcmp(static_cast<char*>(a) + 8, static_cast<char*>(b) + 8, bytes);
}

uint8_t ic_System_Runtime_CompilerServices_RuntimeHelpers_TryEnsureSufficientExecutionStack() { return thread_stack_left() > 128 * 1024; }

intptr_t RuntimeTypeHandle_AllocateTypeAssociatedMemory(TypeArg, uint32_t bytes) { return reinterpret_cast<intptr_t>(calloc(1, bytes)); }

// Frozen objects lie in one section, 8-aligned, each behind its header word; the linker may leave zeros between them.
void* ic_Ahead_RuntimeCalls_NextLiteral(uintptr_t* position) {
  uint8_t* p = *position ? reinterpret_cast<uint8_t*>(*position) : ahead_program.frozen_begin;
  while (p + abi::kMinObjectSize <= ahead_program.frozen_end) {
    auto* o = reinterpret_cast<abi::Object*>(p + abi::kObjectHeaderSize);
    if (!o->mt) { p += 8; continue; }
    p += object_size(o->mt, o);
    if (o->mt == ahead_mt_String) { *position = reinterpret_cast<uintptr_t>(p); return o; }
  }
  return nullptr;
}

void* ic_System_String_FastAllocateString(MethodTable*, int64_t length) { return ahead_alloc_string(int32_t(length)); }

}
