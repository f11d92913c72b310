// _dl_find_object: how libgcc's unwinder finds the unwind tables of a code address. glibc has it from 2.35 on and musl not at all, so the program
// brings its own, and runs on every libc. Managed code is always in the same file as this, whose tables are looked up once; frames of shared libraries
// (callbacks from native code) are searched among the loaded objects.
#include <link.h>
#include <stddef.h>
#include <stdint.h>

extern "C" {

// Layout of glibc's <dlfcn.h>, x86-64.
struct FoundObject {
  uint64_t flags;
  void *map_start, *map_end;
  struct link_map* map;
  void* eh_frame;                // PT_GNU_EH_FRAME
  uint64_t reserved[7];
};

}

namespace {

struct Search { uintptr_t pc; FoundObject found; };

bool covers(const FoundObject& o, uintptr_t pc) { return pc >= reinterpret_cast<uintptr_t>(o.map_start) && pc < reinterpret_cast<uintptr_t>(o.map_end); }

FoundObject describe(const dl_phdr_info* info) {
  uintptr_t low = UINTPTR_MAX, high = 0;
  FoundObject result = {};
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const auto& segment = info->dlpi_phdr[i];
    uintptr_t start = info->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_GNU_EH_FRAME) result.eh_frame = reinterpret_cast<void*>(start);
    if (segment.p_type != PT_LOAD) continue;
    if (start < low) low = start;
    if (start + segment.p_memsz > high) high = start + segment.p_memsz;
  }
  result.map_start = reinterpret_cast<void*>(low);
  result.map_end = reinterpret_cast<void*>(high);
  return result;
}

int visit(dl_phdr_info* info, size_t, void* argument) {
  auto* search = static_cast<Search*>(argument);
  auto object = describe(info);
  if (!object.eh_frame || (search->pc && !covers(object, search->pc))) return 0;
  search->found = object;
  return 1;
}

// The object that this code belongs to: the program, or the library that was made of it.
const FoundObject& program() {
  static FoundObject self;
  static uint32_t ready;
  if (!__atomic_load_n(&ready, __ATOMIC_ACQUIRE)) {
    Search first = {reinterpret_cast<uintptr_t>(&visit), {}};
    dl_iterate_phdr(visit, &first);
    self = first.found;          // the same bytes, whoever writes them
    __atomic_store_n(&ready, 1, __ATOMIC_RELEASE);
  }
  return self;
}

}  // namespace

extern "C" int _dl_find_object(void* pc, FoundObject* result) {
  auto address = reinterpret_cast<uintptr_t>(pc);
  if (covers(program(), address)) { *result = program(); return 0; }
  Search search = {address, {}};
  if (!dl_iterate_phdr(visit, &search)) return -1;
  *result = search.found;
  return 0;
}
