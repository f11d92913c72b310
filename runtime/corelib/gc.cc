// System.GC, GCHandle, DependentHandle, Buffer.
#include "gc/gc.h"
#include <limits.h>
#include <string.h>
#include "corelib/throw.h"
#include "types/objects.h"

using namespace ahead;

namespace {
constexpr int64_t kTicksNs = 100;
constexpr int32_t kPinnedHeap = 0x40;   // GC_ALLOC_PINNED_OBJECT_HEAP
void** cell(intptr_t handle) { return reinterpret_cast<void**>(handle); }
GCStats stats() {
  GCStats s;
  gc_stats(&s);
  return s;
}
}  // namespace

extern "C" {
// ---- GC ----
void GCInterface_Collect(int32_t generation, int32_t, uint8_t) { gc_collect(generation); }
void GCInterface_WaitForPendingFinalizers() { gc_wait_for_pending_finalizers(); }
int64_t GCInterface_GetTotalMemory() { return int64_t(stats().live_bytes); }
int64_t GCInterface_GetTotalAllocatedBytesPrecise() { return int64_t(stats().allocated_bytes); }
int64_t ic_System_GC_GetTotalAllocatedBytesApproximate() { return int64_t(stats().allocated_bytes); }
int64_t ic_System_GC_GetAllocatedBytesForCurrentThread() { return int64_t(gc_allocated_bytes_current_thread()); }
void GCInterface_AddMemoryPressure(uint64_t bytes) { gc_add_memory_pressure(int64_t(bytes)); }
void GCInterface_RemoveMemoryPressure(uint64_t bytes) { gc_add_memory_pressure(-int64_t(bytes)); }
void GCInterface_ReRegisterForFinalize(Object** o) { gc_reregister_for_finalize(*o); }
void ic_System_GC_SuppressFinalizeInternal(Object* o) { gc_suppress_finalize(o); }
void GCInterface_AllocateNewArray(MethodTable* mt, int32_t length, int32_t flags, Object** out) {
  *out = gc_alloc_array(mt, length, flags & kPinnedHeap ? kAllocPinned : 0);
}
int32_t ic_System_GC__CollectionCount(int32_t generation, int32_t) {
  return generation < 0 || generation > kMaxGeneration ? 0 : int32_t(stats().collections[generation]);
}
int32_t ic_System_GC_GetMaxGeneration() { return kMaxGeneration; }
int32_t ic_System_GC_GetGenerationInternal(Object* o) { return gc_generation(o); }
int64_t ic_System_GC__GetTotalPauseDuration() { return int64_t(stats().pause_ns_total) / kTicksNs; }
uint64_t ic_System_GC_GetSegmentSize() { return 0; }
int32_t ic_System_GC_GetLastGCPercentTimeInGC() { return 0; }
uint64_t ic_System_GC_GetGenerationSize(int32_t generation) { return generation == kMaxGeneration ? stats().live_bytes : 0; }
uint8_t ic_System_GC__RegisterForFullGCNotification(int32_t, int32_t) {
  throw_managed(Throw::InvalidOperation, "Full collection notifications are not available.");
}
uint8_t ic_System_GC__CancelFullGCNotification() { return 0; }
int32_t GCInterface_StartNoGCRegion(int64_t, int32_t, int64_t, int32_t) {
  throw_managed(Throw::NotSupported, "No-collection regions are not supported.");
}
int32_t GCInterface_EndNoGCRegion() { return 1; }   // not in progress
int64_t GCInterface_GetGenerationBudget(int32_t) { return -1; }
int32_t GCInterface_RefreshMemoryLimit(uint64_t) { return 0; }
void GCInterface_EnumerateConfigurationValues(void*, void*) {}

// GCMemoryInfoData is a class of sequential layout: eight 64-bit numbers from _highMemoryLoadThresholdBytes on are filled by index.
void ic_System_GC_GetMemoryInfo(Object* data, int32_t) {
  GCStats s = stats();
  auto* n = &field_at<int64_t>(data, ahead_offset_GCMemoryInfoData_first);
  const int64_t total = int64_t(s.total_available);
  const int64_t values[] = {total / 10 * 9,           total,
                            int64_t(s.committed_bytes), int64_t(s.live_bytes),
                            int64_t(s.fragmented_bytes), int64_t(s.committed_bytes),
                            int64_t(s.promoted_bytes), int64_t(s.pinned_objects),
                            int64_t(s.finalization_pending), int64_t(s.collections[0])};
  memcpy(n, values, sizeof values);
  field_at<int32_t>(data, ahead_offset_GCMemoryInfoData_generation) = s.last_generation;
  field_at<int64_t>(data, ahead_offset_GCMemoryInfoData_pauseDuration0) = int64_t(s.pause_ns_last) / kTicksNs;
}

// ---- handles ----
intptr_t ic_System_Runtime_InteropServices_GCHandle__InternalAlloc(Object* o, int32_t kind) { return intptr_t(handle_alloc(HandleKind(kind), o)); }
intptr_t GCHandle_InternalAllocWithGCTransition(Object** o, int32_t kind) { return intptr_t(handle_alloc(HandleKind(kind), *o)); }
uint8_t ic_System_Runtime_InteropServices_GCHandle__InternalFree(intptr_t h) {
  handle_free(cell(h));
  return 1;
}
void GCHandle_InternalFreeWithGCTransition(intptr_t h) { handle_free(cell(h)); }
void ic_System_Runtime_InteropServices_GCHandle_InternalSet(intptr_t h, Object* o) { handle_set(cell(h), o); }
Object* ic_System_Runtime_InteropServices_GCHandle_InternalCompareExchange(intptr_t h, Object* value, Object* old) {
  return handle_exchange(cell(h), value, old);
}
Object* ic_System_Runtime_InteropServices_GCHandle_InternalGet(intptr_t h) { return handle_get(cell(h)); }

intptr_t ic_System_Runtime_DependentHandle_InternalAlloc(Object* target, Object* dependent) {
  return intptr_t(handle_alloc(HandleKind::Dependent, target, dependent));
}
intptr_t DependentHandle_InternalAllocWithGCTransition(Object** target, Object** dependent) {
  return intptr_t(handle_alloc(HandleKind::Dependent, *target, *dependent));
}
Object* ic_System_Runtime_DependentHandle_InternalGetDependent(intptr_t h) {
  Object* dependent = nullptr;
  dependent_get(cell(h), &dependent);
  return dependent;
}
Object* ic_System_Runtime_DependentHandle_InternalGetTargetAndDependent(intptr_t h, Object** dependent) { return dependent_get(cell(h), dependent); }
void ic_System_Runtime_DependentHandle_InternalSetDependent(intptr_t h, Object* dependent) { dependent_set(cell(h), dependent); }
void ic_System_Runtime_DependentHandle_InternalSetTargetToNull(intptr_t h) { handle_set(cell(h), nullptr); }
uint8_t ic_System_Runtime_DependentHandle_InternalFree(intptr_t h) {
  handle_free(cell(h));
  return 1;
}
void DependentHandle_InternalFreeWithGCTransition(intptr_t h) { handle_free(cell(h)); }

// ---- raw memory ----
void Buffer_Clear(void* p, uintptr_t n) { memset(p, 0, n); }
void Buffer_MemMove(void* to, const void* from, uintptr_t n) { memmove(to, from, n); }
void ic_System_Buffer_BulkMoveWithWriteBarrierInternal(void* to, const void* from, uintptr_t n) { ahead_copy_refs(to, from, int64_t(n)); }
}
