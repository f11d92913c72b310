// Tracing: from roots to everything reachable. Young objects move to the old generation and leave a forwarding pointer (bit 0 set) in place of their
// MethodTable; pinned ones stay. Old objects are not touched by a young collection; a full one marks them and their lines where they are.
//
// The order that makes this sound: (1) every conservative root, which fixes what may not move; (2) precise roots and the closure.
//
// Most of the time goes to cache misses on the objects that slots refer to. So a slot is not followed when it is met: its target is prefetched
// and the slot waits in a ring of 16; by the time it comes out the target has arrived.
#include "runtime/gc/trace.h"
#include <string.h>
#include "runtime/gc/finalize.h"
#include "runtime/gc/mark_parallel.h"

namespace ahead {

uint64_t trace_promoted_bytes, trace_pinned_objects;

namespace {
// Objects whose slots are still to be visited. An array of many references is cut into pieces: (index, array | 1).
constinit PageVector<uintptr_t> g_stack;
constinit bool g_full = false;
constexpr size_t kPiece = 1024;
constexpr uint32_t kRing = 16;
constinit void** g_ring[kRing] = {};
constinit uint32_t g_ring_at = 0;
}  // namespace

static inline void push(Object* o) { g_stack.push((uintptr_t)o); }

static inline void mark_lines(Object* o, size_t bytes) {
  uintptr_t first = ((uintptr_t)o - abi::kObjectHeaderSize - g_heap.base) >> kLineShift;
  uintptr_t last = ((uintptr_t)o - abi::kObjectHeaderSize + bytes - 1 - g_heap.base) >> kLineShift;
  for (; first <= last; first++) set_bit(g_heap.lines, first);
}

// An old or large object is reached by a full collection.
static inline void mark_old(Object* o, uint8_t block_class) {
  if (test_and_set_bit(g_heap.marks, bit_index(o))) return;
  size_t bytes = object_size(o->mt, o);
  if (block_class == kOld) {
    mark_lines(o, bytes);
    g_heap.marked_bytes += bytes;
  }
  if (o->mt->gc) push(o);
}

static inline Object* promote(Object* o) {
  MethodTable* mt = o->mt;
  if ((uintptr_t)mt & 1) return (Object*)((uintptr_t)mt & ~uintptr_t(1));
  size_t bytes = object_size(mt, o);
  uint64_t *to = (uint64_t*)promotion_allocate(bytes), *from = (uint64_t*)o - 1;
  Object* copy = (Object*)(to + 1);
  if (bytes <= 64) {
    for (size_t i = 0; i < bytes / 8; i++) to[i] = from[i];
  } else {
    memcpy(to, from, bytes);
  }
  o->mt = (MethodTable*)((uintptr_t)copy | 1);
  trace_promoted_bytes += bytes;
  if (g_full) {
    set_bit(g_heap.marks, bit_index(copy));
    mark_lines(copy, bytes);
    g_heap.marked_bytes += bytes;
  } else {
    set_bit(g_heap.starts, bit_index(copy));
  }
  if (mt->gc) push(copy);
  return copy;
}

// A pinned object of a held block stays young: the old slot that refers to it must be found again.
static void remember(void** slot) {
  if (!in_heap((uintptr_t)slot)) return;
  uintptr_t offset = (uintptr_t)slot - g_heap.base;
  g_heap.cards[offset >> kCardShift] = 2;
  g_heap.dirty_blocks[offset >> kBlockShift] = 1;
}

static inline void follow(void** slot) {
  uintptr_t value = (uintptr_t)*slot, offset = value - g_heap.base;
  if (offset >= g_heap.span) return;
  uint8_t c = g_heap.classes[offset >> kBlockShift];
  Object* o = (Object*)value;
  if (c & kYoungBit) {
    if (c == kYoungLarge) {
      if (!test_and_set_bit(g_heap.marks, bit_index(o)) && o->mt->gc) push(o);
      return;
    }
    if ((c & kHasPins) && test_bit(g_heap.marks, bit_index(o))) {
      if (c & kHeld) remember(slot);
      return;
    }
    *slot = promote(o);
  } else if (g_full) {
    mark_old(o, c);
  }
}

static inline void visit(void** slot) {
  uintptr_t value = (uintptr_t)*slot, offset = value - g_heap.base;
  if (offset >= g_heap.span) return;
  if (g_full) __builtin_prefetch(&g_heap.marks[offset >> 9], 1);
  else if (!(g_heap.classes[offset >> kBlockShift] & kYoungBit)) return;
  __builtin_prefetch((void*)value);
  void** oldest = g_ring[g_ring_at];
  g_ring[g_ring_at] = slot;
  g_ring_at = (g_ring_at + 1) % kRing;
  if (oldest) follow(oldest);
}

// True if slots were waiting.
static bool empty_ring() {
  bool any = false;
  for (uint32_t i = 0; i < kRing; i++) {
    void** slot = g_ring[g_ring_at];
    g_ring[g_ring_at] = nullptr;
    g_ring_at = (g_ring_at + 1) % kRing;
    if (slot) follow(slot), any = true;
  }
  return any;
}

void trace_slot(void** slot) { visit(slot); }

static void scan_piece(Object* array, size_t from) {
  MethodTable* mt = array->mt;
  size_t length = array_length(array), component = (uint16_t)mt->flags, end = from + kPiece;
  if (end < length) {
    g_stack.push(end);
    g_stack.push((uintptr_t)array | 1);
  } else {
    end = length;
  }
  uint8_t* element = (uint8_t*)array + array_data_offset(mt) + from * component;
  for (; from < end; from++, element += component)
    for (uint32_t r = 0; r < mt->gc->run_count; r++) {
      void** slot = (void**)(element + mt->gc->runs[r].offset);
      for (uint32_t n = mt->gc->runs[r].count; n; n--) visit(slot++);
    }
}

static inline void scan(Object* o) {
  MethodTable* mt = o->mt;
  if ((mt->flags & abi::kFlagHasComponentSize) && array_length(o) > kPiece) scan_piece(o, 0);
  else each_slot(o, mt, visit);
}

// Small traces end before help could come.
constexpr uint32_t kAlone = 4096;

void trace_drain() {
  bool help = g_full && markers_worthwhile();
  uint32_t steps = 0;
  do
    while (g_stack.size) {
      if (help && ++steps % (g_heap.markers ? 64 : kAlone) == 0) {
        empty_ring();
        markers_drain(g_stack, follow);
        continue;
      }
      uintptr_t entry = g_stack.pop();
      if (entry & 1) {
        size_t from = g_stack.pop();
        scan_piece((Object*)(entry & ~uintptr_t(1)), from);
      } else {
        scan((Object*)entry);
      }
    }
  while (empty_ring());
}

// ---- conservative roots ----
static void pin_young(Object* o, uint32_t b) {
  if (test_and_set_bit(g_heap.marks, bit_index(o))) return;
  g_heap.classes[b] |= kHasPins;
  trace_pinned_objects++;
  if (o->mt->gc) push(o);
}

void trace_pinned(Object* o) {
  if (!o || !in_heap((uintptr_t)o) || o->mt == &gc_filler_type) return;
  uint32_t b = block_of((uintptr_t)o);
  uint8_t c = g_heap.classes[b];
  if (c == kYoungLarge) {
    if (!test_and_set_bit(g_heap.marks, bit_index(o)) && o->mt->gc) push(o);
  } else if (c & kYoungBit) {
    if (!g_heap.blocks[b].starts_valid) compute_starts(b);
    pin_young(o, b);
  } else if (g_full) {
    mark_old(o, c);
  }
}

void trace_conservative(uintptr_t word) {
  uintptr_t offset = word - g_heap.base;
  if (offset > (uintptr_t)g_heap.top << kBlockShift) return;
  if (!g_full && (offset & (kBlockSize - 1)) && !(g_heap.classes[offset >> kBlockShift] & kYoungBit)) return;
  Object *before, *found = find_object(word, &before);
  if (found) trace_pinned(found);
  if (before) trace_pinned(before);
}

// ---- old objects that may refer to young ones ----
// Slots of the object within [low, high).
static void visit_clipped(Object* o, uintptr_t low, uintptr_t high) {
  MethodTable* mt = o->mt;
  const abi::GCDesc* gc = mt->gc;
  if (!gc) return;
  if (!(mt->flags & abi::kFlagHasComponentSize)) {
    each_slot(o, mt, [&](void** slot) { if ((uintptr_t)slot >= low && (uintptr_t)slot < high) visit(slot); });
    return;
  }
  uintptr_t data = (uintptr_t)o + array_data_offset(mt);
  size_t component = (uint16_t)mt->flags, length = array_length(o);
  if (gc->run_count == 1 && component == sizeof(void*)) {  // references only
    uintptr_t end = data + length * component;
    for (void **slot = (void**)(low > data ? low : data), **last = (void**)(high < end ? high : end); slot < last; slot++) visit(slot);
    return;
  }
  size_t first = low > data ? (low - data) / component : 0;
  size_t end = high > data ? (high - data + component - 1) / component : 0;
  if (end > length) end = length;
  for (; first < end; first++)
    for (uint32_t r = 0; r < gc->run_count; r++) {
      void** slot = (void**)(data + first * component + gc->runs[r].offset);
      for (uint32_t n = gc->runs[r].count; n; n--, slot++)
        if ((uintptr_t)slot >= low && (uintptr_t)slot < high) visit(slot);
    }
}

static void visit_card(uint32_t b, size_t line) {
  uintptr_t low = (uintptr_t)block_address(b) + line * kLineSize, high = low + kLineSize;
  if ((g_heap.classes[b] & 3) == kLarge) {
    visit_clipped(large_object(g_heap.blocks[b].head), low, high);
    return;
  }
  // Objects that begin on the card (their header may lie on the card before), and the one that reaches into it.
  Object* o = start_at_or_before(b, low);
  if (o && (uintptr_t)o - abi::kObjectHeaderSize + object_size(o->mt, o) > low) visit_clipped(o, low, high);
  uint64_t begins = g_heap.starts[((low - g_heap.base) >> 9)] >> ((low - g_heap.base) >> 3 & 63) & 0xffff;
  if (o && (uintptr_t)o == low) begins &= begins - 1;
  for (; begins; begins &= begins - 1) visit_clipped((Object*)(low + (size_t)__builtin_ctzll(begins) * 8), low, high);
}

// A card is cleared before it is visited: only slots that keep referring to a held block mark it again. What lies on the next cards is on its way
// from memory meanwhile.
static void visit_block_cards(uint32_t b, bool clear) {
  uint64_t* cards = (uint64_t*)(g_heap.cards + ((size_t)b << (kBlockShift - kCardShift)));
  uint8_t dirty[kLinesPerBlock];
  size_t count = 0;
  for (size_t w = 0; w < kLinesPerBlock / 8; w++) {
    uint64_t eight = cards[w];
    if (!eight) continue;
    if (clear) cards[w] = 0;
    for (size_t i = 0; i < 8; i++)
      if (eight >> (8 * i) & 0xff) dirty[count++] = (uint8_t)(w * 8 + i);
  }
  constexpr size_t kAhead = 6;
  for (size_t i = 0; i < count; i++) {
    if (i + kAhead < count) {
      uint8_t* next = block_address(b) + dirty[i + kAhead] * kLineSize;
      __builtin_prefetch(next);
      __builtin_prefetch(next + kLineSize / 2);
    }
    visit_card(b, dirty[i]);
  }
}

static bool any_held() {
  for (uint32_t b : g_heap.young)
    if (g_heap.classes[b] & kHeld) return true;
  return false;
}

void trace_cards() {
  bool clear = !any_held();
  for (uint32_t b = 0; b < g_heap.top; b += 8) {
    uint64_t eight;
    memcpy(&eight, g_heap.dirty_blocks + b, 8);
    if (!eight) continue;
    for (uint32_t i = b; i < b + 8 && i < g_heap.top; i++) {
      if (!g_heap.dirty_blocks[i]) continue;
      uint8_t c = g_heap.classes[i];
      if (c != kOld && c != kLarge) continue;
      if (clear) g_heap.dirty_blocks[i] = 0;
      visit_block_cards(i, clear);
    }
  }
}

void trace_near(uintptr_t word) {
  if (!in_heap(word)) return;
  uint32_t b = block_of(word);
  if (b >= g_heap.top) return;
  uint8_t c = g_heap.classes[b];
  if (c != kOld && c != kLarge) return;
  Object *before, *o = find_object(word, &before);
  if (o) visit_clipped(o, word - 64, word + 1024);
}

// ---- liveness for weak things ----
bool is_live(Object* o) {
  if (!in_heap((uintptr_t)o)) return true;
  uint8_t c = g_heap.classes[block_of((uintptr_t)o)];
  if (c == kYoungLarge) return test_bit(g_heap.marks, bit_index(o));
  if (c & kYoungBit) return ((uintptr_t)o->mt & 1) || ((c & kHasPins) && test_bit(g_heap.marks, bit_index(o)));
  return !g_full || test_bit(g_heap.marks, bit_index(o));
}

void trace_begin(bool full) {
  g_full = full;
  trace_promoted_bytes = trace_pinned_objects = 0;
}
void trace_end() { g_stack.trim(1 << 20); }

}  // namespace ahead
