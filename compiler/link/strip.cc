// lld strips while it links or not at all; the line table needs the debug sections once more between the two.
#include <elf.h>
#include <cstring>
#include "link/lines.h"

namespace ahead {

namespace {

struct Kept { Elf64_Shdr header; std::string name; };

std::vector<Elf64_Shdr> section_headers(const std::vector<char>& elf, const Elf64_Ehdr& e) {
  std::vector<Elf64_Shdr> headers(e.e_shnum);
  if (e.e_shoff + e.e_shnum * sizeof(Elf64_Shdr) > elf.size()) return {};
  memcpy(headers.data(), elf.data() + e.e_shoff, headers.size() * sizeof(Elf64_Shdr));
  return headers;
}

void align(std::vector<char>& bytes, size_t to) { bytes.resize((bytes.size() + to - 1) / to * to); }

}  // namespace

void strip(std::vector<char>& elf) {
  Elf64_Ehdr e;
  if (elf.size() < sizeof e) return;
  memcpy(&e, elf.data(), sizeof e);
  auto headers = section_headers(elf, e);
  if (headers.empty() || e.e_shstrndx >= headers.size()) return;
  const char* names = elf.data() + headers[e.e_shstrndx].sh_offset;
  std::vector<Elf64_Shdr> kept;
  std::vector<uint32_t> number(headers.size());
  std::string strings(1, '\0');
  size_t end = sizeof e;
  for (size_t i = 0; i < headers.size(); i++) {
    Elf64_Shdr h = headers[i];
    if (i && !(h.sh_flags & SHF_ALLOC)) continue;
    number[i] = uint32_t(kept.size());
    const char* name = names + h.sh_name;
    h.sh_name = i ? uint32_t(strings.size()) : 0;
    if (i) strings.append(name).push_back('\0');
    if (i && h.sh_type != SHT_NOBITS) end = std::max<size_t>(end, h.sh_offset + h.sh_size);
    kept.push_back(h);
  }
  for (auto& h : kept) {
    h.sh_link = h.sh_link < number.size() ? number[h.sh_link] : 0;
    if (h.sh_flags & SHF_INFO_LINK) h.sh_info = h.sh_info < number.size() ? number[h.sh_info] : 0;
  }
  elf.resize(end);
  Elf64_Shdr own{};
  own.sh_name = uint32_t(strings.size());
  strings.append(".shstrtab").push_back('\0');
  own.sh_type = SHT_STRTAB, own.sh_offset = end, own.sh_size = strings.size(), own.sh_addralign = 1;
  kept.push_back(own);
  elf.insert(elf.end(), strings.begin(), strings.end());
  align(elf, 8);
  e.e_shoff = elf.size(), e.e_shnum = uint16_t(kept.size()), e.e_shstrndx = uint16_t(kept.size() - 1);
  auto* bytes = reinterpret_cast<const char*>(kept.data());
  elf.insert(elf.end(), bytes, bytes + kept.size() * sizeof(Elf64_Shdr));
  memcpy(elf.data(), &e, sizeof e);
}

}  // namespace ahead
