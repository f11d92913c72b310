// An entry is dir/ab/cdef….o: magic, length and checksum of the object, then the object compressed by zstd.
// Entries appear by rename, so a reader sees all of one or nothing; the time of last use is the file's mtime.
#include "codegen/cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <llvm/Support/Compression.h>
#include <llvm/Support/Error.h>
#include <llvm/Support/xxhash.h>

#include "codegen/codegen.h"

namespace fs = std::filesystem;

namespace ahead {

namespace {
struct Header { char magic[8]; uint64_t length, checksum; };
constexpr char kMagic[8] = {'a', 'h', 'e', 'a', 'd', 'o', 'b', '1'};

fs::path entry(const std::string& dir, const std::string& key) { return fs::path(dir) / key.substr(0, 2) / (key.substr(2) + ".o"); }

llvm::ArrayRef<uint8_t> bytes(const char* p, size_t n) { return {reinterpret_cast<const uint8_t*>(p), n}; }
}  // namespace

std::optional<std::vector<char>> cache_find(const std::string& dir, const std::string& key) {
  auto path = entry(dir, key);
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::vector<char> raw((std::istreambuf_iterator<char>(file)), {});
  Header header;
  if (raw.size() < sizeof header) return std::nullopt;
  memcpy(&header, raw.data(), sizeof header);
  if (memcmp(header.magic, kMagic, 8) || header.length > (uint64_t(1) << 32)) return std::nullopt;
  llvm::SmallVector<uint8_t, 0> object;
  if (auto error = llvm::compression::zstd::decompress(bytes(raw.data() + sizeof header, raw.size() - sizeof header), object, header.length)) {
    llvm::consumeError(std::move(error));
    return std::nullopt;
  }
  if (object.size() != header.length || llvm::xxh3_64bits(object) != header.checksum) return std::nullopt;
  utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
  return std::vector<char>(object.begin(), object.end());
}

void cache_store(const std::string& dir, const std::string& key, const std::vector<char>& object) {
  auto path = entry(dir, key);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return;
  llvm::SmallVector<uint8_t, 0> compressed;
  llvm::compression::zstd::compress(bytes(object.data(), object.size()), compressed, 1);
  Header header{{}, object.size(), llvm::xxh3_64bits(bytes(object.data(), object.size()))};
  memcpy(header.magic, kMagic, 8);
  auto temporary = path.string() + ".XXXXXX";
  int fd = mkstemp(temporary.data());
  if (fd < 0) return;
  bool good = write(fd, &header, sizeof header) == ssize_t(sizeof header) &&
              write(fd, compressed.data(), compressed.size()) == ssize_t(compressed.size());
  close(fd);
  if (!good || rename(temporary.c_str(), path.c_str())) unlink(temporary.c_str());
}

std::string default_cache_dir() {
  if (auto* dir = getenv("AHEAD_CACHE_DIR")) return dir;
  if (auto* dir = getenv("XDG_CACHE_HOME"); dir && *dir) return std::string(dir) + "/ahead";
  if (auto* home = getenv("HOME"); home && *home) return std::string(home) + "/.cache/ahead";
  return {};
}

void trim_cache(const std::string& cache_dir, uint64_t limit) {
  std::error_code error;
  fs::path stamp = fs::path(cache_dir) / "last-trim";
  auto last = fs::last_write_time(stamp, error);
  if (!error && fs::file_time_type::clock::now() - last < std::chrono::minutes(10)) return;
  std::ofstream(stamp) << "";
  struct Entry { fs::file_time_type time; uint64_t size; fs::path path; };
  std::vector<Entry> entries;
  uint64_t total = 0;
  for (fs::recursive_directory_iterator it(cache_dir, error), end; !error && it != end; it.increment(error)) {
    std::error_code gone;
    if (!it->is_regular_file(gone) || it->path() == stamp) continue;
    Entry e{it->last_write_time(gone), it->file_size(gone), it->path()};
    if (gone) continue;
    total += e.size;
    entries.push_back(std::move(e));
  }
  if (total <= limit) return;
  std::sort(entries.begin(), entries.end(), [](auto& a, auto& b) { return a.time < b.time; });
  for (auto& e : entries) {
    if (total <= limit / 4 * 3) break;
    if (fs::remove(e.path, error)) total -= e.size;
  }
}

}  // namespace ahead
