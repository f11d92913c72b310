// System.Delegate. The representation is in abi/symbols.md; combining and comparing is CoreLib's own code.
#include "corelib/handles.h"
#include "corelib/members.h"
#include "corelib/throw.h"

using namespace ahead;

namespace {
void*& method_ptr(void* d) { return field_at<void*>(d, ahead_offset_Delegate__methodPtr); }
void*& method_ptr_aux(void* d) { return field_at<void*>(d, ahead_offset_Delegate__methodPtrAux); }
void*& target(void* d) { return field_at<void*>(d, ahead_offset_Delegate__target); }
}  // namespace

extern "C" {

void* ic_System_Delegate_GetMulticastInvoke(MethodTable* mt) { return mt->info->extra->delegate_multicast; }
void* Delegate_GetMulticastInvokeSlow(MethodTable* mt) { return mt->info->extra->delegate_multicast; }

// CoreLib stores it in _methodPtrAux of a multicast delegate, as a mark that all delegates of one type share.
// DynamicInvoke calls it: then it is the record of the type's Invoke.
const void* ic_System_Delegate_GetInvokeMethod(MethodTable* mt) {
  const MethodDesc* invoke = method_named(mt, "Invoke");
  return invoke ? static_cast<const void*>(invoke) : mt;
}

// Delegates that say nothing about their method: none are made.
void Delegate_FindMethodHandle(ObjectHandle, ObjectHandle out) { set(out, nullptr); }


// Made by Marshal.GetDelegateForFunctionPointer: _methodPtrAux is a native function.
uint8_t ic_Ahead_RuntimeCalls_CallsNative(void* d) {
  const void* code = mt_of(d)->info->extra->delegate_to_native;
  return code && method_ptr(d) == code;
}

// Called when the code addresses differ: one method has one address, except for the unboxing stub of a value type's method.
int32_t Delegate_InternalEqualMethodHandles(ObjectHandle left, ObjectHandle right) {
  return method_ptr(*left) == method_ptr(*right) && method_ptr_aux(*left) == method_ptr_aux(*right);
}

void Delegate_Construct(ObjectHandle self, ObjectHandle object, void* code) {
  if (!code) throw_managed(Throw::ArgumentNull, "method");
  void* d = *self;
  if (*object) {
    store_ref(d, ahead_offset_Delegate__target, *object);
    method_ptr(d) = code;
    return;
  }
  store_ref(d, ahead_offset_Delegate__target, d);
  method_ptr(d) = mt_of(d)->info->extra->delegate_shuffle;
  method_ptr_aux(d) = code;
}

void* ic_Ahead_RuntimeCalls_DelegateOverObjects(MethodTable* mt, void* function) {
  void* code = mt->info->extra->delegate_over_objects;
  if (!code) return nullptr;
  void* d = gc_alloc(mt);
  store_ref(d, ahead_offset_Delegate__target, function);
  method_ptr(d) = code;
  return d;
}

void* Delegate_AdjustTarget(ObjectHandle, void* code) { return code; }

}
