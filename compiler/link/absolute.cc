// Offsets into vtables and the like are absolute symbols of the data object (abi/symbols.md), which code uses as 32 bit immediates. lld knows what that means in a
// position-independent file; other linkers refuse it. Whoever links a static library may use any of them, so there the numbers are written into the code.
#include <elf.h>

#include <cstring>
#include <string_view>
#include <unordered_map>

#include "link/absolute.h"

namespace ahead {

namespace {

struct Object {
  std::vector<char>& bytes;
  std::vector<Elf64_Shdr> sections;

  explicit Object(std::vector<char>& b) : bytes(b) {
    auto header = at<Elf64_Ehdr>(0);
    uint64_t count = header.e_shnum ? header.e_shnum : at<Elf64_Shdr>(header.e_shoff).sh_size;   // more than 65,279: where the first section's size would be
    for (uint64_t i = 0; i < count; i++) sections.push_back(at<Elf64_Shdr>(header.e_shoff + i * sizeof(Elf64_Shdr)));
  }
  template <class T> T at(uint64_t offset) const {
    T value;
    memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
  }
  template <class T> void put(uint64_t offset, T value) { memcpy(bytes.data() + offset, &value, sizeof value); }
  Elf64_Sym symbol(const Elf64_Shdr& table, uint64_t i) const { return at<Elf64_Sym>(table.sh_offset + i * sizeof(Elf64_Sym)); }
  std::string_view name(const Elf64_Shdr& table, const Elf64_Sym& s) const { return bytes.data() + sections[table.sh_link].sh_offset + s.st_name; }
};

using Values = std::unordered_map<std::string_view, uint64_t>;

void collect(const Object& o, Values& values) {
  for (auto& table : o.sections) {
    if (table.sh_type != SHT_SYMTAB) continue;
    for (uint64_t i = 0; i < table.sh_size / sizeof(Elf64_Sym); i++)
      if (auto s = o.symbol(table, i); s.st_shndx == SHN_ABS && ELF64_ST_BIND(s.st_info) == STB_GLOBAL) values.emplace(o.name(table, s), s.st_value);
  }
}

void resolve(Object& o, const Values& values) {
  for (auto& relocations : o.sections) {
    if (relocations.sh_type != SHT_RELA) continue;
    auto& symbols = o.sections[relocations.sh_link];
    uint64_t target = o.sections[relocations.sh_info].sh_offset;
    for (uint64_t at = relocations.sh_offset; at < relocations.sh_offset + relocations.sh_size; at += sizeof(Elf64_Rela)) {
      auto r = o.at<Elf64_Rela>(at);
      auto type = ELF64_R_TYPE(r.r_info);
      if (type != R_X86_64_32S && type != R_X86_64_32 && type != R_X86_64_64) continue;
      auto value = values.find(o.name(symbols, o.symbol(symbols, ELF64_R_SYM(r.r_info))));
      if (value == values.end()) continue;
      uint64_t sum = value->second + uint64_t(r.r_addend);
      if (type == R_X86_64_64) o.put(target + r.r_offset, sum);
      else o.put(target + r.r_offset, uint32_t(sum));
      o.put(at, Elf64_Rela{r.r_offset, ELF64_R_INFO(0, R_X86_64_NONE), 0});
    }
  }
}

}  // namespace

void resolve_absolute_symbols(std::vector<std::vector<char>>& objects) {
  std::vector<Object> parsed;
  for (auto& bytes : objects) parsed.emplace_back(bytes);
  Values values;
  for (auto& o : parsed) collect(o, values);
  for (auto& o : parsed) resolve(o, values);
}

}  // namespace ahead
