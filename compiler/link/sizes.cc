#include "link/sizes.h"

#include <llvm/Object/ELFObjectFile.h>
#include <algorithm>
#include <map>
#include <stdexcept>

namespace ahead {

namespace {

struct Symbol { uint64_t address, size; std::string name; };

using File = llvm::object::ELFObjectFileBase;

// By section index. Of several symbols at one place the longest counts.
std::map<uint64_t, std::vector<Symbol>> symbols_by_section(const File& file) {
  std::map<uint64_t, std::vector<Symbol>> all;
  for (auto symbol : file.symbols()) {
    auto name = symbol.getName();
    auto section = symbol.getSection();
    auto address = symbol.getAddress();
    bool good = name && section && address;
    if (good && *section != file.section_end() && symbol.getSize()) all[(*section)->getIndex()].push_back({*address, symbol.getSize(), name->str()});
    if (!name) llvm::consumeError(name.takeError());
    if (!section) llvm::consumeError(section.takeError());
    if (!address) llvm::consumeError(address.takeError());
  }
  for (auto& [index, list] : all)
    std::sort(list.begin(), list.end(), [](auto& a, auto& b) { return std::tuple(a.address, b.size, a.name) < std::tuple(b.address, a.size, b.name); });
  return all;
}

}  // namespace

std::vector<Piece> pieces(const std::string& executable) {
  auto binary = llvm::object::ObjectFile::createObjectFile(executable);
  if (!binary) throw std::runtime_error(executable + ": " + llvm::toString(binary.takeError()));
  auto* file = llvm::dyn_cast<File>(binary->getBinary());
  if (!file) throw std::runtime_error(executable + " is not an ELF file");
  auto symbols = symbols_by_section(*file);
  std::vector<Piece> result;
  for (llvm::object::ELFSectionRef section : file->sections()) {
    if (!(section.getFlags() & llvm::ELF::SHF_ALLOC) || section.getType() == llvm::ELF::SHT_NOBITS) continue;
    auto name = section.getName();
    std::string title = name ? name->str() : "";
    if (!name) llvm::consumeError(name.takeError());
    uint64_t rest = section.getSize(), end = section.getAddress() + rest, covered = section.getAddress();
    auto& list = symbols[section.getIndex()];
    for (size_t i = 0; i < list.size(); i++) {
      // A symbol ends where the next one begins: some stand for the first of many.
      uint64_t begin = std::max(list[i].address, covered), stop = std::min(list[i].address + list[i].size, end);
      if (i + 1 < list.size()) stop = std::min(stop, std::max(list[i + 1].address, begin));
      if (stop <= begin) continue;
      result.push_back({list[i].name, title, stop - begin});
      rest -= stop - begin;
      covered = stop;
    }
    if (rest) result.push_back({"", title, rest});
  }
  return result;
}

}  // namespace ahead
