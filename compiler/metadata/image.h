// The PE file around the metadata (ECMA-335 II.25): sections, the CLI header and the debug directory.
#pragma once
#include "metadata/module.h"

namespace ahead::md {

// The bytes of a file: a read-only mapping, or a vector that the caller gave.
class FileBytes {
 public:
  explicit FileBytes(const std::string& path);
  explicit FileBytes(std::vector<uint8_t> bytes) : owned_(std::move(bytes)), view_(owned_) {}
  FileBytes(const FileBytes&) = delete;
  ~FileBytes();
  Blob view() const { return view_; }

 private:
  std::vector<uint8_t> owned_;
  Blob view_;
  void* mapping_ = nullptr;
};

struct DebugEntry { uint32_t type, stamp; uint16_t major; Blob data; };

class Image {
 public:
  void parse(Blob file, std::string path);

  // Everything from `rva` to the end of its section in the file, at least `size` bytes; throws when it is not there.
  Blob at_rva(uint32_t rva, size_t size, const char* what) const;
  // The section that holds `rva` if it is writable (ILAsm's .data): its start, its bytes in the file, its size in memory.
  struct WritableSection { uint32_t rva; Blob data; uint32_t size; };
  std::optional<WritableSection> writable_section(uint32_t rva) const;
  std::vector<DebugEntry> debug_entries() const;
  [[noreturn]] void fail(const std::string& message) const;

  Blob metadata, resources;
  uint32_t cli_flags = 0, entry_point = 0;

 private:
  struct Section { uint32_t rva, size, offset, virtual_size, flags; };
  struct Directory { uint32_t rva, size; };
  void parse_headers();
  void parse_cli_header();
  void need(size_t offset, size_t size, const char* what) const;
  uint16_t u16(size_t offset) const;
  uint32_t u32(size_t offset) const;

  Blob file_;
  std::string path_;
  std::vector<Section> sections_;
  Directory cli_{}, debug_{};
};

}  // namespace ahead::md
