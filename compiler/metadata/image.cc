#include "metadata/image.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace ahead::md {

FileBytes::FileBytes(const std::string& path) {
  int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), path);
  struct stat st {};
  int error = fstat(fd, &st) != 0 ? errno : S_ISREG(st.st_mode) ? 0 : S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
  if (!error && st.st_size > 0) {
    mapping_ = mmap(nullptr, size_t(st.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapping_ == MAP_FAILED) error = errno, mapping_ = nullptr;
    else view_ = {static_cast<const uint8_t*>(mapping_), size_t(st.st_size)};
  }
  close(fd);
  if (error) throw std::system_error(error, std::generic_category(), path);
}

FileBytes::~FileBytes() {
  if (mapping_) munmap(mapping_, view_.size());
}

void Image::fail(const std::string& message) const { throw BadImage(path_.empty() ? message : path_ + ": " + message); }

void Image::need(size_t offset, size_t size, const char* what) const {
  if (offset > file_.size() || size > file_.size() - offset) fail(std::string("truncated: ") + what);
}
uint16_t Image::u16(size_t o) const { return uint16_t(file_[o] | file_[o + 1] << 8); }
uint32_t Image::u32(size_t o) const { return u16(o) | uint32_t(u16(o + 2)) << 16; }

void Image::parse(Blob file, std::string path) {
  file_ = file;
  path_ = std::move(path);
  parse_headers();
  parse_cli_header();
}

// II.25.2: DOS header, PE signature, COFF header, optional header with its directories, section table.
void Image::parse_headers() {
  if (file_.empty()) fail("empty file, not a .NET assembly");
  if (file_.size() < 2 || file_[0] != 'M' || file_[1] != 'Z') fail("not a PE file");
  need(0, 64, "DOS header");
  size_t pe = u32(0x3c);
  need(pe, 24, "PE header");
  if (u32(pe) != 0x4550) fail("not a PE file");
  unsigned section_count = u16(pe + 6), optional_size = u16(pe + 20);
  size_t optional = pe + 24;
  need(optional, optional_size, "optional header");
  if (optional_size < 2) fail("not a PE file: no optional header");
  unsigned magic = u16(optional);
  if (magic != 0x10b && magic != 0x20b) fail("not a PE file: unknown optional header");
  size_t directories = magic == 0x20b ? 112 : 96;
  if (optional_size < directories) fail("not a PE file: short optional header");
  uint32_t directory_count = u32(optional + directories - 4);
  auto directory = [&](unsigned n) -> Directory {
    if (n >= directory_count || directories + 8 * (n + 1) > optional_size) return {};
    return {u32(optional + directories + 8 * n), u32(optional + directories + 8 * n + 4)};
  };
  debug_ = directory(6);
  cli_ = directory(14);
  size_t table = optional + optional_size;
  need(table, size_t(section_count) * 40, "section table");
  for (unsigned i = 0; i < section_count; i++) {
    size_t s = table + 40 * i;
    Section section{u32(s + 12), u32(s + 16), u32(s + 20), u32(s + 8), u32(s + 36)};
    if (section.size) need(section.offset, section.size, "section data");
    sections_.push_back(section);
  }
}

// II.25.3.3. ReadyToRun images have native code besides the IL; its header is not looked at.
void Image::parse_cli_header() {
  if (cli_.rva == 0) fail("no CLI header: a native PE, not a .NET assembly");
  Blob h = at_rva(cli_.rva, 72, "CLI header");
  BlobReader r{h, 8};
  auto directory = [&] {
    uint32_t rva = r.u32();
    return Directory{rva, r.u32()};
  };
  Directory metadata_dir = directory();
  cli_flags = r.u32();
  entry_point = r.u32();
  Directory resources_dir = directory();
  metadata = at_rva(metadata_dir.rva, metadata_dir.size, "metadata").first(metadata_dir.size);
  if (resources_dir.rva) resources = at_rva(resources_dir.rva, resources_dir.size, "resources").first(resources_dir.size);
}

Blob Image::at_rva(uint32_t rva, size_t size, const char* what) const {
  for (const Section& s : sections_) {
    if (rva < s.rva || rva - s.rva >= s.size) continue;
    uint32_t skip = rva - s.rva;
    if (size > s.size - skip) break;
    return file_.subspan(size_t(s.offset) + skip, s.size - skip);
  }
  fail(std::string("truncated: ") + what + " is not inside a section");
}

std::optional<Image::WritableSection> Image::writable_section(uint32_t rva) const {
  constexpr uint32_t kWritable = 0x80000000, kLargest = 1 << 28;
  for (const Section& s : sections_) {
    uint32_t size = std::max(s.size, s.virtual_size);
    if (rva < s.rva || rva - s.rva >= size) continue;
    if (!(s.flags & kWritable) || size > kLargest) return std::nullopt;
    return WritableSection{s.rva, file_.subspan(s.offset, s.size), size};
  }
  return std::nullopt;
}

std::vector<DebugEntry> Image::debug_entries() const {
  std::vector<DebugEntry> entries;
  if (!debug_.rva) return entries;
  Blob table = at_rva(debug_.rva, debug_.size, "debug directory").first(debug_.size);
  for (BlobReader r{table}; table.size() - r.pos >= 28;) {
    DebugEntry e{};
    r.u32();
    e.stamp = r.u32();
    e.major = r.u16();
    r.u16();
    e.type = r.u32();
    uint32_t size = r.u32();
    r.u32();
    uint32_t offset = r.u32();
    if (size == 0 && offset == 0) continue;
    need(offset, size, "debug data");
    e.data = file_.subspan(offset, size);
    entries.push_back(e);
  }
  return entries;
}

}  // namespace ahead::md
