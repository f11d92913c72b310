// GC handles: cells of two words (object, dependent object or free-list link) in 64 KB chunks; a chunk holds one kind. The handle is the cell's address, so
// reading a target is one load, and the kind is in the chunk's header.
#include "runtime/gc/finalize.h"
#include "runtime/gc/trace.h"

namespace ahead {

namespace {
struct Cell { Object* target; Object* second; };   // free: target null, second = next free | 1
constexpr size_t kChunkBytes = 64 << 10;
struct Chunk {
  Chunk* next;
  HandleKind kind;
  uint32_t used;                                  // cells that were ever given out
  uint64_t pad;
  Cell cells[];
};
constexpr uint32_t kCells = (kChunkBytes - sizeof(Chunk)) / sizeof(Cell);
struct Kind { Chunk* chunks = nullptr; Cell* free = nullptr; };
constinit Kind g_kinds[5];

Chunk* chunk_of(void** handle) { return (Chunk*)((uintptr_t)handle & ~(uintptr_t)(kChunkBytes - 1)); }
bool is_free(const Cell& c) { return (uintptr_t)c.second & 1; }

// Chunks are 64 KB aligned; several come from one reservation.
constinit uint8_t *g_space = nullptr, *g_space_end = nullptr;
Chunk* new_chunk(HandleKind kind) {
  if (g_space == g_space_end) {
    size_t bytes = size_t(64) << 20;
    g_space = (uint8_t*)os_reserve(bytes, kChunkBytes);
    if (!g_space) os_fatal("no address space for handles");
    g_space_end = g_space + bytes;
  }
  Chunk* chunk = (Chunk*)g_space;
  if (!os_commit(chunk, kChunkBytes)) os_fatal("no memory for handles");
  g_space += kChunkBytes;
  chunk->kind = kind;
  chunk->next = g_kinds[(int)kind].chunks;
  g_kinds[(int)kind].chunks = chunk;
  return chunk;
}

template <class F>
void each_cell(HandleKind kind, F&& f) {
  for (Chunk* chunk = g_kinds[(int)kind].chunks; chunk; chunk = chunk->next)
    for (uint32_t i = 0; i < chunk->used; i++)
      if (!is_free(chunk->cells[i])) f(chunk->cells[i]);
}
}  // namespace

void** handle_alloc(HandleKind kind, Object* target, Object* dependent) {
  Locked locked(gc_lock);
  Kind& k = g_kinds[(int)kind];
  Cell* cell = k.free;
  if (cell) {
    k.free = (Cell*)((uintptr_t)cell->second & ~uintptr_t(1));
  } else {
    if (!k.chunks || k.chunks->used == kCells) new_chunk(kind);
    cell = &k.chunks->cells[k.chunks->used++];
  }
  cell->target = target;
  cell->second = dependent;
  return (void**)cell;
}

void handle_free(void** handle) {
  Locked locked(gc_lock);
  Cell* cell = (Cell*)handle;
  Kind& k = g_kinds[(int)chunk_of(handle)->kind];
  cell->target = nullptr;
  cell->second = (Object*)((uintptr_t)k.free | 1);
  k.free = cell;
}

void handle_set(void** handle, Object* target) { __atomic_store_n(handle, (void*)target, __ATOMIC_RELEASE); }
Object* handle_exchange(void** handle, Object* value, Object* comparand) {
  void* seen = comparand;
  __atomic_compare_exchange_n(handle, &seen, (void*)value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  return (Object*)seen;
}
HandleKind handle_kind(void** handle) { return chunk_of(handle)->kind; }

// The target is read first and held in a register, so the dependent cannot be cleared in between.
Object* dependent_get(void** handle, Object** dependent) {
  Cell* cell = (Cell*)handle;
  Object* target = __atomic_load_n(&cell->target, __ATOMIC_ACQUIRE);
  *dependent = target ? __atomic_load_n(&cell->second, __ATOMIC_ACQUIRE) : nullptr;
  __asm__ volatile("" : : "r"(target) : "memory");
  return target;
}
void dependent_set(void** handle, Object* dependent) { __atomic_store_n(&((Cell*)handle)->second, dependent, __ATOMIC_RELEASE); }

// ---- the collector's side ----
void handles_visit_strong(void (*visit)(void** slot)) {
  each_cell(HandleKind::Normal, [&](Cell& c) { visit((void**)&c.target); });
  each_cell(HandleKind::Pinned, [&](Cell& c) { visit((void**)&c.target); });
}
void handles_visit_pinned(void (*visit)(Object*)) {
  each_cell(HandleKind::Pinned, [&](Cell& c) { if (c.target) visit(c.target); });
}

// An ephemeron: the dependent lives if the target does. Slots are revisited until nothing new is found; visiting one twice is harmless.
bool handles_visit_dependent(void (*visit)(void** slot)) {
  bool found = false;
  each_cell(HandleKind::Dependent, [&](Cell& c) {
    if (!c.target || !c.second || !is_live(c.target) || is_live(c.second)) return;
    visit((void**)&c.second);
    found = true;
  });
  return found;
}

void handles_clear_weak(HandleKind kind) {
  each_cell(kind, [](Cell& c) {
    if (c.target) c.target = is_live(c.target) ? moved(c.target) : nullptr;
  });
}
void handles_clear_dependent() {
  each_cell(HandleKind::Dependent, [](Cell& c) {
    if (!c.target) { c.second = nullptr; return; }
    if (!is_live(c.target)) {
      c.target = c.second = nullptr;
      return;
    }
    c.target = moved(c.target);
    if (c.second) c.second = moved(c.second);
  });
}

}  // namespace ahead
