// Knobs of the collector, and the first moment of the heap.
//   System.GC.HeapHardLimit, HeapHardLimitPercent (runtimeconfig), DOTNET_GCHeapHardLimit, …Percent (hexadecimal): bytes, percent of the memory
//   DOTNET_GCgen0size (hexadecimal): bytes of young blocks between collections
//   AHEAD_GC_STRESS=N collect at every Nth allocation, AHEAD_GC_VERIFY=1, AHEAD_GC_POISON=1, AHEAD_GC_TRACE=1 (a line per collection on stderr),
//   AHEAD_GC_MARKERS=N threads mark in every full collection
#include <string.h>
#include "runtime/gc/heap.h"

namespace ahead {

static uint64_t parse(const char* text, uint64_t base) {
  if (text[0] == '0' && (text[1] | 32) == 'x') text += 2, base = 16;
  uint64_t value = 0;
  for (; *text; text++) {
    uint64_t digit = *text >= '0' && *text <= '9' ? (uint64_t)(*text - '0') : (uint64_t)((*text | 32) - 'a' + 10);
    if (digit >= base) break;
    value = value * base + digit;
  }
  return value;
}

static uint64_t from_environment(const char* name, uint64_t base) {
  const char* text = os_getenv(name);
  return text ? parse(text, base) : 0;
}
static const char* knob(const char* name) {
  for (uint64_t i = 0; i < ahead_program.knob_count; i++)
    if (strcmp(ahead_program.knobs[i].name, name) == 0) return ahead_program.knobs[i].value;
  return nullptr;
}
static uint64_t from_knob(const char* name) {
  const char* text = knob(name);
  return text ? parse(text, 10) : 0;
}

// The environment (hexadecimal) comes before runtimeconfig.json.
uint64_t gc_config_number(const char* name, const char* environment, uint64_t otherwise) {
  if (const char* text = os_getenv(environment)) return parse(text, 16);
  const char* text = knob(name);
  return text ? parse(text, 10) : otherwise;
}
bool gc_config_bool(const char* name, const char* environment, bool otherwise) {
  if (const char* text = os_getenv(environment)) return parse(text, 16) != 0;
  const char* text = knob(name);
  return text ? (text[0] | 32) == 't' || text[0] == '1' : otherwise;
}

static uint64_t hard_limit() {
  if (uint64_t bytes = gc_config_number("System.GC.HeapHardLimit", "DOTNET_GCHeapHardLimit", 0)) return bytes;
  uint64_t percent = gc_config_number("System.GC.HeapHardLimitPercent", "DOTNET_GCHeapHardLimitPercent", 0);
  return percent > 0 && percent < 100 ? os_physical_memory() / 100 * percent : 0;
}

// A container's memory limit would end the process; the heap stays below it, and OutOfMemoryException comes first. dotnet's numbers. Small programs
// never get here: a handful of files is read.
void gc_limit_by_container() {
  Heap& h = g_heap;
  if (h.container_known) return;
  h.container_known = true;
  if (h.hard_limit || !os_memory_is_limited()) return;
  uint64_t most = os_physical_memory() / 4 * 3, least = 20 << 20;
  h.hard_limit = most > least ? most : least;
}

void gc_init() {
  Heap& h = g_heap;
  h.hard_limit = hard_limit();
  h.stress = (uint32_t)from_environment("AHEAD_GC_STRESS", 10);
  h.markers = (uint32_t)from_environment("AHEAD_GC_MARKERS", 10);
  h.verify = from_environment("AHEAD_GC_VERIFY", 10) != 0;
  h.poison = from_environment("AHEAD_GC_POISON", 10) != 0;
  h.trace = from_environment("AHEAD_GC_TRACE", 10) != 0;
  uint64_t young = from_environment("DOTNET_GCgen0size", 16);
  if (!young) young = from_knob("System.GC.Gen0Size");
  if (young < (256 << 10)) young = 4 << 20;
  h.young_budget = (uint32_t)(young >> kBlockShift);
  h.young_large_budget = 32 << 20;
  h.old_threshold = 16 << 20;
  if (h.hard_limit && h.hard_limit < (64u << 20)) {  // a small heap: a smaller nursery
    uint32_t blocks = (uint32_t)(h.hard_limit >> kBlockShift) / 8;
    if (blocks < 4) blocks = 4;
    if (blocks < h.young_budget) h.young_budget = blocks;
    h.young_large_budget = h.hard_limit / 4;
    h.old_threshold = h.hard_limit / 2;
  }
  h.frozen_begin = ahead_program.frozen_begin;
  h.frozen_end = ahead_program.frozen_end;
}

bool gc_start_heap() {
  Heap& h = g_heap;
  if (!h.young_budget) gc_init();
  size_t frozen = (size_t)(h.frozen_end - h.frozen_begin);
  if (!h.frozen_dirty) h.frozen_dirty = (uint64_t*)os_map_sparse(frozen / 64 + 4096 & ~size_t(4095));
  return h.frozen_dirty && heap_reserve();
}

}  // namespace ahead
