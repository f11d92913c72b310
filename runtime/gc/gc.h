// The garbage collector's face to the rest of the runtime.
//
// What C++ runtime code must know:
//  * Stacks and registers of attached threads are scanned conservatively: an object that a C++ local, parameter or temporary refers to (also by
//    an interior or one-past-the-end pointer) is alive and does not move. No handle scopes, no local roots.
//  * Anything else (malloc'ed memory, C++ globals, thread_local variables) is NOT scanned: use a handle, gc_add_root or gc_add_root_range.
//  * Store references into objects, statics and frozen objects only by gc_store / gc_exchange / gc_compare_exchange / ahead_copy_refs. A slot
//    on the stack or in a handle may be written directly. (ObjectHandleOnStack: plain store.)
//  * Every allocation may collect, and may throw a managed exception (OutOfMemory, Overflow): hold no lock across it.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "abi/abi.h"

extern "C" {
extern const ahead::abi::ProgramInfo ahead_program;
extern __thread ahead::abi::ThreadBlock ahead_thread __attribute__((tls_model("initial-exec")));

void* ahead_alloc(void* mt);
void* ahead_alloc_array(void* mt, int64_t length);
void* ahead_alloc_md_array(void* mt, int32_t count, const int32_t* bounds);
void* ahead_alloc_string(int32_t length);
void ahead_write_barrier(void* slot, void* value);
void ahead_copy_refs(void* to, const void* from, int64_t bytes);
void ahead_barrier_range(void* begin, int64_t bytes);
void* ahead_thread_statics(void);
}

namespace ahead {
using abi::MethodTable;
using abi::Object;

// ---- start and end ----
// Once, on the main thread, after threads_init. Reads knobs and environment; touches no heap memory.
void gc_init();

// ---- objects ----
inline uint32_t array_length(const Object* o) { return *(const uint32_t*)((const uint8_t*)o + abi::kArrayLengthOffset); }
// Bytes that an object occupies, header included, rounded up to 8.
inline size_t object_size(const MethodTable* mt, const Object* o) {
  size_t n = mt->base_size;
  if (mt->flags & abi::kFlagHasComponentSize) n += (size_t)(uint16_t)mt->flags * array_length(o);
  return (n + 7) & ~size_t(7);
}
// Offset from the object to its first array element (any rank).
inline size_t array_data_offset(const MethodTable* mt) { return mt->base_size - abi::kObjectHeaderSize; }

// ---- allocation; zeroed; throws managed OutOfMemoryException / OverflowException ----
enum : uint32_t { kAllocPinned = 1 };  // never moves (GC.AllocateArray(pinned: true))
Object* gc_alloc(MethodTable*);                                            // finalizer registered if the type has one
Object* gc_alloc_array(MethodTable*, int64_t length, uint32_t flags = 0);
Object* gc_try_alloc(MethodTable*);                                        // null instead of OutOfMemoryException
Object* gc_try_alloc_array(MethodTable*, int64_t length);                  // null instead of an exception
Object* gc_clone(Object*);                                                 // MemberwiseClone

// ---- stores ----
inline void gc_store(void* slot, void* value) {
  __atomic_store_n((void**)slot, value, __ATOMIC_RELEASE);
  if (value) ahead_write_barrier(slot, value);
}
void* gc_exchange(void* slot, void* value);
void* gc_compare_exchange(void* slot, void* value, void* comparand);       // returns the old value

// ---- handles: the address of a cell whose first word is the object; reading the cell is reading the target ----
enum class HandleKind : uint8_t { WeakShort = 0, WeakLong = 1, Normal = 2, Pinned = 3, Dependent = 4 };  // 0..3 = GCHandleType
void** handle_alloc(HandleKind, Object* target, Object* dependent = nullptr);
void handle_free(void** handle);
void handle_set(void** handle, Object* target);
Object* handle_exchange(void** handle, Object* value, Object* comparand);  // compare-exchange, returns the old target
inline Object* handle_get(void** handle) { return *(Object* volatile*)handle; }
HandleKind handle_kind(void** handle);
Object* dependent_get(void** handle, Object** dependent);                  // returns target; both read consistently
void dependent_set(void** handle, Object* dependent);

// ---- other roots ----
void gc_add_root(void** slot);                                             // forever; precise: may be updated
void gc_add_root_range(void* begin, size_t bytes);                         // conservative: what it refers to is pinned; 8-aligned
void gc_remove_root_range(void* begin);

// ---- finalization ----
void gc_suppress_finalize(Object*);
void gc_reregister_for_finalize(Object*);
void gc_wait_for_pending_finalizers();
bool gc_has_finalizer(const MethodTable*);

// ---- collection ----
enum class CollectReason { Induced, Nursery, Growth, Limit, Stress };
void gc_collect(int generation, CollectReason = CollectReason::Induced);   // 0, 1: young; 2 or -1: everything
int gc_generation(Object*);                                                // 0, 1, 2; frozen: INT32_MAX
inline constexpr int kMaxGeneration = 2;

struct GCStats {
  uint64_t collections[3];       // as GC.CollectionCount(0..2): a full collection counts in all
  uint64_t live_bytes;           // GC.GetTotalMemory
  uint64_t allocated_bytes, committed_bytes, promoted_bytes;
  uint64_t pinned_objects, finalization_pending, hard_limit, total_available;
  uint64_t pause_ns_total;
  uint32_t percent_last;         // time in the last collection since the one before
};
void gc_stats(GCStats*);

enum class RecordKind : int32_t { Any = 0, Ephemeral = 1, Full = 2, Background = 3 };   // GCKind
struct GCRecord {                // all zero: there was no such collection
  uint64_t index;
  int32_t generation;
  uint32_t pause_percent;        // in hundredths, since the first collection
  uint64_t heap_bytes, fragmented_bytes, committed_bytes, promoted_bytes, pinned, pending, pause_ns;
  struct { uint64_t before, fragmented_before, after, fragmented_after; } generations[5];
};
void gc_record(RecordKind, GCRecord*);
uint64_t gc_allocated_bytes_current_thread();
void gc_add_memory_pressure(int64_t bytes);                                // negative removes

void gc_release_memory();                                                  // after GCCollectionMode.Aggressive

// ---- regions without collections; numbers as in CoreLib's StartNoGCRegionStatus and EnableNoGCRegionCallbackStatus ----
enum class NoCollectionStart : int32_t { Started = 0, NotEnoughMemory = 1, AmountTooLarge = 2, AlreadyInProgress = 3 };
enum class NoCollectionCallback : int32_t { Registered = 0, NotInProgress = 1, InsufficientBudget = 2, AlreadyRegistered = 3 };
struct CollectorWork {                                                     // GC.FinalizerWorkItem and what follows it in CoreLib
  CollectorWork* next;
  void (*run)(CollectorWork*);
  uint8_t scheduled, abandoned;
};
NoCollectionStart gc_start_no_collection(uint64_t bytes);
bool gc_end_no_collection();                                               // false: no region, or a collection ended it
bool no_collection_active();
NoCollectionCallback gc_no_collection_callback(CollectorWork*, uint64_t bytes);
void collector_work_push(CollectorWork*);                                  // under gc_lock: runs on the finalizer thread

// ---- notifications of full collections; numbers as in GCNotificationStatus ----
enum class FullCollectionStatus : int32_t { Succeeded = 0, Failed = 1, Canceled = 2, Timeout = 3, NotApplicable = 4 };
void gc_register_for_full_collections();
bool gc_cancel_full_collection_notifications();
FullCollectionStatus gc_wait_for_full_collection(bool complete, int32_t timeout_ms);

// Knobs of runtimeconfig.json and the environment (config.cc).
bool gc_config_bool(const char* name, const char* environment, bool otherwise);
uint64_t gc_config_number(const char* name, const char* environment, uint64_t otherwise);

// Calls visit(object, context) for every object in the heap with the world stopped; visit must not allocate.
void gc_walk_heap(void (*visit)(Object*, void*), void* context);
// The object that holds the interior pointer, or null (heap only; slow).
Object* gc_object_of(const void* interior);
bool gc_in_heap(const void*);

}  // namespace ahead
