// System.GC, GCHandle, DependentHandle, Buffer.
#include "gc/gc.h"
#include <limits.h>
#include <string.h>
#include "corelib/throw.h"
#include "os/os.h"
#include "types/objects.h"

using namespace ahead;

namespace {
constexpr int64_t kTicksNs = 100;
constexpr int32_t kPinnedHeap = 0x40;   // GC_ALLOC_PINNED_OBJECT_HEAP
constexpr int32_t kModeAggressive = 0x10;   // InternalGCCollectionMode
enum : int32_t { kBatch = 0, kInteractive = 1, kSustainedLowLatency = 3, kNoGCRegion = 4 };   // GCLatencyMode
int32_t latency_mode = -1;
bool compact_large_once;
bool concurrent() { return gc_config_bool("System.GC.Concurrent", "DOTNET_gcConcurrent", true); }
void** cell(intptr_t handle) { return reinterpret_cast<void**>(handle); }
GCStats stats() {
  GCStats s;
  gc_stats(&s);
  return s;
}
}  // namespace

extern "C" {
// ---- GC ----
void GCInterface_Collect(int32_t generation, int32_t mode, uint8_t) {
  gc_collect(generation);
  if (mode & kModeAggressive) gc_release_memory();
  if (generation < 0 || generation >= kMaxGeneration) compact_large_once = false;
}
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
int32_t ic_System_GC_GetLastGCPercentTimeInGC() { return int32_t(stats().percent_last); }
uint64_t ic_System_GC_GetGenerationSize(int32_t generation) {
  GCRecord record;
  gc_record(RecordKind::Any, &record);
  return uint32_t(generation) < 5 ? record.generations[generation].after : 0;
}
int64_t GCInterface_GetGenerationBudget(int32_t) { return -1; }
int32_t GCInterface_RefreshMemoryLimit(uint64_t) { return 0; }

// Not together with a concurrent collector, as in every .NET: 0 makes CoreLib say so.
uint8_t ic_System_GC__RegisterForFullGCNotification(int32_t, int32_t) {
  if (concurrent()) return 0;
  gc_register_for_full_collections();
  return 1;
}
uint8_t ic_System_GC__CancelFullGCNotification() { return !concurrent() && (gc_cancel_full_collection_notifications(), true); }
int32_t GCInterface_WaitForFullGCApproach(int32_t timeout) { return int32_t(gc_wait_for_full_collection(false, timeout)); }
int32_t GCInterface_WaitForFullGCComplete(int32_t timeout) { return int32_t(gc_wait_for_full_collection(true, timeout)); }

int32_t GCInterface_StartNoGCRegion(int64_t bytes, int32_t, int64_t, int32_t) { return int32_t(gc_start_no_collection(uint64_t(bytes))); }
int32_t GCInterface_EndNoGCRegion() { return !gc_end_no_collection(); }   // 1: not in progress
int32_t GCInterface_EnableNoGCRegionCallback(CollectorWork* work, int64_t bytes) { return int32_t(gc_no_collection_callback(work, uint64_t(bytes))); }

// Settings that programs may ask for, and what they are here.
void GCInterface_EnumerateConfigurationValues(void* context, void (*add)(void*, const char*, const char*, int32_t, int64_t)) {
  enum : int32_t { kNumber = 0, kBoolean = 2 };
  GCStats s = stats();
  add(context, "ServerGC", "System.GC.Server", kBoolean, 0);
  add(context, "ConcurrentGC", "System.GC.Concurrent", kBoolean, concurrent());
  add(context, "RetainVM", "System.GC.RetainVM", kBoolean, 0);
  add(context, "NoAffinitize", "System.GC.NoAffinitize", kBoolean, 0);
  add(context, "HeapCount", "System.GC.HeapCount", kNumber, 1);
  add(context, "LOHThreshold", "System.GC.LOHThreshold", kNumber, 85000);
  add(context, "GCHeapHardLimit", "System.GC.HeapHardLimit", kNumber, int64_t(s.hard_limit));
  add(context, "GCHeapHardLimitPercent", "System.GC.HeapHardLimitPercent", kNumber, int64_t(gc_config_number("System.GC.HeapHardLimitPercent", "DOTNET_GCHeapHardLimitPercent", 0)));
  add(context, "GCConserveMem", "System.GC.ConserveMemory", kNumber, int64_t(gc_config_number("System.GC.ConserveMemory", "DOTNET_GCConserveMemory", 0)));
}

// ---- GCSettings: the modes are kept and shown; this collector has one way of working ----
uint8_t ic_System_Runtime_GCSettings_get_IsServerGC() { return 0; }
int32_t ic_System_Runtime_GCSettings_GetGCLatencyMode() {
  if (no_collection_active()) return kNoGCRegion;
  return latency_mode < 0 ? (concurrent() ? kInteractive : kBatch) : latency_mode;
}
int32_t ic_System_Runtime_GCSettings_SetGCLatencyMode(int32_t mode) {
  if (no_collection_active()) return 1;
  if (mode != kSustainedLowLatency || concurrent()) latency_mode = mode;
  return 0;
}
int32_t ic_System_Runtime_GCSettings_GetLOHCompactionMode() { return compact_large_once ? 2 : 1; }
int32_t ic_System_Runtime_GCSettings_SetLOHCompactionMode(int32_t mode) {
  compact_large_once = mode == 2;
  return 1;
}

// GCMemoryInfoData is a class of sequential layout: ten 64-bit numbers from _highMemoryLoadThresholdBytes on are filled by index.
void ic_System_GC_GetMemoryInfo(Object* data, int32_t kind) {
  GCRecord r;
  gc_record(RecordKind(kind), &r);
  const int64_t total = int64_t(stats().total_available);
  const int64_t values[] = {total / 10 * 9, total, int64_t(os_memory_load()), int64_t(r.heap_bytes), int64_t(r.fragmented_bytes),
                            int64_t(r.committed_bytes), int64_t(r.promoted_bytes), int64_t(r.pinned), int64_t(r.pending), int64_t(r.index)};
  memcpy(&field_at<int64_t>(data, ahead_offset_GCMemoryInfoData_first), values, sizeof values);
  field_at<int32_t>(data, ahead_offset_GCMemoryInfoData_generation) = r.generation;
  field_at<int32_t>(data, ahead_offset_GCMemoryInfoData_pauseTimePercentage) = int32_t(r.pause_percent);
  field_at<int64_t>(data, ahead_offset_GCMemoryInfoData_pauseDuration0) = int64_t(r.pause_ns) / kTicksNs;
  memcpy(&field_at<int64_t>(data, ahead_offset_GCMemoryInfoData_generationInfo0), r.generations, sizeof r.generations);
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
