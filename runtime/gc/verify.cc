// AHEAD_GC_VERIFY=1: every reference in the heap and in the precise roots points to the start of an object whose MethodTable is one of the program's.
#include "runtime/gc/finalize.h"
#include "runtime/gc/heap.h"
#include "runtime/gc/roots.h"
#include <string.h>

namespace ahead {

namespace {
const char* g_when;
Object* g_holder;
uintptr_t g_types_low, g_types_high;
}  // namespace

uintptr_t g_made_types_low, g_made_types_high;

static void find_type_bounds() {
  if (g_types_high) return;
  g_types_low = UINTPTR_MAX;
  for (uint64_t i = 0; i < ahead_program.type_count; i++) {
    uintptr_t t = (uintptr_t)ahead_program.types[i];
    if (t < g_types_low) g_types_low = t;
    if (t > g_types_high) g_types_high = t;
  }
}

static bool plausible_type(const MethodTable* mt) {
  uintptr_t p = (uintptr_t)mt;
  if (mt == &gc_filler_type) return true;
  bool known = (p >= g_types_low && p <= g_types_high) || (p >= g_made_types_low && p < g_made_types_high);
  return !(p & 7) && known && mt->base_size >= abi::kStringBaseSize;
}

static void put_hex(const char* label, uint64_t value) {
  char line[80], *p = line;
  while (*label) *p++ = *label++;
  *p++ = '0', *p++ = 'x';
  for (int i = 60; i >= 0; i -= 4) *p++ = "0123456789abcdef"[value >> i & 15];
  *p++ = '\n';
  os_write(2, line, (size_t)(p - line));
}

[[noreturn]] static void report(const char* what, void** slot, Object* target) {
  os_write(2, "heap verification failed ", 25);
  os_write(2, g_when, strlen(g_when));
  os_write(2, " collection: ", 13);
  os_write(2, what, strlen(what));
  os_write(2, "\n", 1);
  put_hex("  collection ", g_heap.cycle);
  put_hex("  slot       ", (uintptr_t)slot);
  put_hex("  target     ", (uintptr_t)target);
  if (in_heap((uintptr_t)target)) put_hex("  class      ", g_heap.classes[block_of((uintptr_t)target)]);
  if (g_holder) {
    put_hex("  in object  ", (uintptr_t)g_holder);
    put_hex("  of type    ", (uintptr_t)g_holder->mt);
    const char* name = g_holder->mt->info ? g_holder->mt->info->name : nullptr;
    if (name) os_write(2, "  named      ", 13), os_write(2, name, strlen(name)), os_write(2, "\n", 1);
  }
  os_abort();
}

static bool card_marked(uintptr_t slot) { return g_heap.cards[(slot - g_heap.base) >> kCardShift] && g_heap.dirty_blocks[block_of(slot)]; }

static void check_slot(void** slot) {
  Object* target = (Object*)*slot;
  if (!target) return;
  if ((uintptr_t)target & 7) report("a reference that is not aligned", slot, target);
  if (in_heap((uintptr_t)target)) {
    uint32_t b = block_of((uintptr_t)target);
    uint8_t c = g_heap.classes[b];
    if (b >= g_heap.top || c == kFree || c == kTaken) report("a reference into a free block", slot, target);
    if ((c & 3) == kLarge) {
      if (target != large_object(g_heap.blocks[b].head)) report("a reference into the middle of a large object", slot, target);
    } else if (c == kOld) {
      if (!test_bit(g_heap.starts, bit_index(target))) report("a reference to no object's start in an old block", slot, target);
    } else {
      if (!g_heap.blocks[b].starts_valid) compute_starts(b);
      if (!test_bit(g_heap.starts, bit_index(target))) report("a reference to no object's start in a young block", slot, target);
      if (g_when[0] == 'a' && g_holder && !(g_heap.classes[block_of((uintptr_t)g_holder)] & kYoungBit) && !card_marked((uintptr_t)slot))
        report("an old object refers to a young one, its card is not marked", slot, target);
    }
  }
  if (!plausible_type(target->mt)) report("an object without a MethodTable", slot, target);
}

static void check_object(Object* o, void*) {
  g_holder = o;
  if (!plausible_type(o->mt)) report("an object in the heap has no MethodTable", nullptr, o);
  each_slot(o, o->mt, check_slot);
  g_holder = nullptr;
}

// The old list is not looked at by young collections.
static void check_registered(Object* o, bool old) {
  check_slot((void**)&o);
  if (old && in_heap((uintptr_t)o) && (g_heap.classes[block_of((uintptr_t)o)] & kYoungBit)) report("a young object in the list of old ones with a finalizer", nullptr, o);
}

void walk_stopped(void (*visit)(Object*, void*), void* context);

void verify_heap(const char* when) {
  g_when = when;
  find_type_bounds();
  if (when[0] == 'b') return;
  roots_each_precise(check_slot);
  finalizers_visit_registered(check_registered);
  walk_stopped(check_object, nullptr);
  for (uint32_t b : g_heap.young) g_heap.blocks[b].starts_valid = 0;
}

}  // namespace ahead
