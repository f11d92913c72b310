#include <stdlib.h>
#include <string.h>
#include <malloc.h>
#include "pal.h"

// malloc(0) must give a unique pointer in .NET.
PAL void* SystemNative_Malloc(uintptr_t size) { return malloc(size ? size : 1); }
PAL void* SystemNative_Calloc(uintptr_t count, uintptr_t size) { return calloc(count ? count : 1, size ? size : 1); }
PAL void* SystemNative_Realloc(void* p, uintptr_t size) { return realloc(p, size ? size : 1); }
PAL void SystemNative_Free(void* p) { free(p); }
PAL void* SystemNative_AlignedAlloc(uintptr_t alignment, uintptr_t size) { return aligned_alloc(alignment, size); }
PAL void SystemNative_AlignedFree(void* p) { free(p); }
PAL void* SystemNative_AlignedRealloc(void* p, uintptr_t alignment, uintptr_t size) {
  void* q = aligned_alloc(alignment, size);
  if (q && p) {
    uintptr_t old = malloc_usable_size(p);
    memcpy(q, p, old < size ? old : size);
    free(p);
  }
  return q;
}
PAL void* SystemNative_MemSet(void* p, int32_t value, uintptr_t size) { return memset(p, value, size); }
