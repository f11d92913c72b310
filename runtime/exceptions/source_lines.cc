// Methods, files and lines of return addresses, from the table at the end of the executable file, or of the library that this code is in. The file is mapped when
// the first trace asks.
#include "exceptions/exceptions.h"
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ahead {
namespace {

struct Table { const abi::LineEntry* entries; const abi::InlinedCode* inlined; uint32_t count, inlined_count; const char* files; uintptr_t base; };
Table table;
uint32_t state;        // 0 not looked for, 1 known

// Addresses of the table count from where the file was loaded, which is 0 for executables at a fixed address. The program's own object has no name.
struct Loaded { uintptr_t base; char path[4096]; };

int is_own(dl_phdr_info* info, size_t, void* result) {
  auto here = reinterpret_cast<uintptr_t>(&is_own);
  for (int i = 0; i < info->dlpi_phnum; i++) {
    auto& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || here - (info->dlpi_addr + segment.p_vaddr) >= segment.p_memsz) continue;
    auto* loaded = static_cast<Loaded*>(result);
    loaded->base = info->dlpi_addr;
    bool is_program = ahead_program.main || !info->dlpi_name[0];
    strncpy(loaded->path, is_program ? "/proc/self/exe" : info->dlpi_name, sizeof loaded->path - 1);
    return 1;
  }
  return 0;
}

void open_table() {
  Loaded own = {};
  if (!dl_iterate_phdr(is_own, &own)) return;
  int fd = open(own.path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  struct stat info;
  abi::LineTableTrailer trailer;
  bool found = fstat(fd, &info) == 0 && info.st_size > off_t(sizeof trailer) &&
               pread(fd, &trailer, sizeof trailer, info.st_size - off_t(sizeof trailer)) == ssize_t(sizeof trailer) && trailer.magic == abi::kLineTableMagic &&
               off_t(trailer.bytes + sizeof trailer) < info.st_size &&
               uint64_t(trailer.count) * sizeof(abi::LineEntry) + uint64_t(trailer.inlined) * sizeof(abi::InlinedCode) < trailer.bytes;
  if (found) {
    off_t begin = info.st_size - off_t(sizeof trailer) - trailer.bytes, page = begin & ~off_t(4095);
    void* memory = mmap(nullptr, size_t(info.st_size - page), PROT_READ, MAP_PRIVATE, fd, page);
    if (memory != MAP_FAILED) {
      auto* at = static_cast<const char*>(memory) + (begin - page);
      auto* inlined = at + trailer.count * sizeof(abi::LineEntry);
      table = {reinterpret_cast<const abi::LineEntry*>(at), reinterpret_cast<const abi::InlinedCode*>(inlined), trailer.count, trailer.inlined,
               inlined + trailer.inlined * sizeof(abi::InlinedCode), own.base};
    }
  }
  close(fd);
}

// The table has no alignment.
template <class T> T read(const T* from) {
  T value;
  memcpy(&value, from, sizeof value);
  return value;
}

abi::LineEntry entry_of(uintptr_t address) {
  if (!__atomic_load_n(&state, __ATOMIC_ACQUIRE)) {
    open_table();
    __atomic_store_n(&state, 1, __ATOMIC_RELEASE);
  }
  address -= table.base;
  uint32_t low = 0, high = table.count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (read(table.entries + middle).address <= address) low = middle + 1; else high = middle;
  }
  return low ? read(table.entries + low - 1) : abi::LineEntry{};
}

}  // namespace

bool find_frame(const void* return_address, uint32_t depth, Frame* frame) {
  auto [address, line, file, inlined] = entry_of(reinterpret_cast<uintptr_t>(return_address) - 1);
  for (;; depth--) {
    bool own = !inlined || inlined > table.inlined_count;
    abi::InlinedCode call{};
    if (!own) call = read(table.inlined + inlined - 1);
    if (!depth) {
      frame->method = own ? find_method(return_address) : method_of(reinterpret_cast<void*>(table.base + call.method));
      frame->line = line;
      frame->file = line ? table.files + file : nullptr;
      return true;
    }
    if (own) return false;
    line = call.line, file = call.file, inlined = call.inlined;
  }
}

}  // namespace ahead
