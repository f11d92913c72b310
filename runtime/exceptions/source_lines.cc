// File and line of return addresses, from the table at the end of the executable file, or of the library that this code is in. The file is mapped when the first trace asks.
#include "exceptions/exceptions.h"
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ahead {
namespace {

struct Table { const abi::LineEntry* entries; uint32_t count; const char* files; uintptr_t base; };
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
               off_t(trailer.bytes + sizeof trailer) < info.st_size && uint64_t(trailer.count) * sizeof(abi::LineEntry) < trailer.bytes;
  if (found) {
    off_t begin = info.st_size - off_t(sizeof trailer) - trailer.bytes, page = begin & ~off_t(4095);
    void* memory = mmap(nullptr, size_t(info.st_size - page), PROT_READ, MAP_PRIVATE, fd, page);
    if (memory != MAP_FAILED) {
      auto* at = static_cast<const char*>(memory) + (begin - page);
      table = {reinterpret_cast<const abi::LineEntry*>(at), trailer.count, at + trailer.count * sizeof(abi::LineEntry), own.base};
    }
  }
  close(fd);
}

}  // namespace

const char* find_line(const void* return_address, uint32_t* line) {
  if (!__atomic_load_n(&state, __ATOMIC_ACQUIRE)) {
    open_table();
    __atomic_store_n(&state, 1, __ATOMIC_RELEASE);
  }
  auto address = reinterpret_cast<uintptr_t>(return_address) - table.base - 1;
  uint32_t low = 0, high = table.count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    abi::LineEntry entry;                                // the table has no alignment
    memcpy(&entry, table.entries + middle, sizeof entry);
    if (entry.address <= address) low = middle + 1; else high = middle;
  }
  if (!low) return nullptr;
  abi::LineEntry entry;
  memcpy(&entry, table.entries + low - 1, sizeof entry);
  *line = entry.line;
  return entry.line ? table.files + entry.file : nullptr;
}

}  // namespace ahead
