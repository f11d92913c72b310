// File and line of return addresses, from the table at the end of the executable file. The file is mapped when the first trace asks.
#include "exceptions/exceptions.h"
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ahead {
namespace {

struct Table { const abi::LineEntry* entries; uint32_t count; const char* files; };
Table table;
uint32_t state;        // 0 not looked for, 1 known

void open_table() {
  int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
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
      table = {reinterpret_cast<const abi::LineEntry*>(at), trailer.count, at + trailer.count * sizeof(abi::LineEntry)};
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
  auto address = reinterpret_cast<uintptr_t>(return_address) - 1;
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
