#include "link/lines.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/DebugInfo/DWARF/DWARFCompileUnit.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/Object/ObjectFile.h>
#include <array>
#include <map>
#include "abi/abi.h"
#include "support/dwarf_names.h"

namespace ahead {

namespace {

struct Position { uint32_t line = 0; std::string file; bool operator==(const Position&) const = default; };

// A position in the code of a method that was inlined: the innermost method's, then the calls that it was inlined at.
struct Row {
  struct Call { uint32_t method; Position at; };
  Position at;
  std::vector<Call> calls;
};

using Symbols = llvm::StringMap<uint32_t>;

Symbols addresses(const llvm::object::ObjectFile& file) {
  Symbols all;
  for (auto& symbol : file.symbols()) {
    auto name = symbol.getName();
    auto address = symbol.getAddress();
    if (name && address && *address <= UINT32_MAX) all.try_emplace(*name, uint32_t(*address));
    if (!name) llvm::consumeError(name.takeError());
    if (!address) llvm::consumeError(address.takeError());
  }
  return all;
}

llvm::StringRef symbol_of(const llvm::DWARFDie& inlined) {
  auto method = inlined.getAttributeValueAsReferencedDie(llvm::dwarf::DW_AT_abstract_origin);
  auto declaration = method.getAttributeValueAsReferencedDie(llvm::dwarf::DW_AT_specification);
  for (auto child : declaration.children())
    if (child.getTag() == llvm::dwarf::DW_TAG_LLVM_annotation && child.getShortName() == llvm::StringRef(kSymbolAnnotation))
      return llvm::dwarf::toString(child.find(llvm::dwarf::DW_AT_const_value), "");
  return llvm::dwarf::toString(method.find(llvm::dwarf::DW_AT_name), "");
}

// Code without a symbol of its own counts for the call in the function around it.
Row row_at(llvm::DWARFContext& dwarf, const Symbols& symbols, uint64_t address) {
  using What = llvm::DILineInfoSpecifier;
  What what(What::FileLineInfoKind::AbsoluteFilePath, What::FunctionNameKind::None);
  auto frames = dwarf.getInliningInfoForAddress({address, llvm::object::SectionedAddress::UndefSection}, what);
  llvm::SmallVector<llvm::DWARFDie, 4> chain;
  if (auto* unit = dwarf.getCompileUnitForCodeAddress(address)) unit->getInlinedChainForAddress(address, chain);
  Row row;
  // A method into which nothing was inlined may have lines only.
  for (uint32_t i = 0, n = frames.getNumberOfFrames(); i < n; i++) {
    auto& frame = frames.getFrame(i);
    Position at{frame.Line, frame.Line ? frame.FileName : ""};
    if (row.calls.empty()) row.at = at;
    else row.calls.back().at = at;
    if (i + 1 == n || i >= chain.size()) break;
    auto symbol = symbols.find(symbol_of(chain[i]));
    if (symbol != symbols.end()) row.calls.push_back({symbol->second, {}});
  }
  return row;
}

// Code that the linker dropped has address 0 or all ones.
bool is_live(uint64_t address) { return address >= 4096 && address <= UINT32_MAX; }

using Rows = std::map<uint64_t, Row>;

void add_rows(llvm::DWARFContext& dwarf, const llvm::DWARFDebugLine::LineTable& table, const Symbols& symbols, Rows& rows) {
  for (auto& row : table.Rows) {
    uint64_t at = row.Address.Address;
    if (!is_live(at)) continue;
    if (row.EndSequence) rows.try_emplace(at);
    else rows[at] = row_at(dwarf, symbols, at);
  }
}

// Where inlined code begins and ends: code without lines has no row of its own there.
void add_inlined(const llvm::DWARFDie& die, std::vector<uint64_t>& places) {
  for (auto child : die.children()) add_inlined(child, places);
  if (die.getTag() != llvm::dwarf::DW_TAG_inlined_subroutine) return;
  auto ranges = die.getAddressRanges();
  if (!ranges) return llvm::consumeError(ranges.takeError());
  for (auto& r : *ranges) places.insert(places.end(), {r.LowPC, r.HighPC});
}

Rows rows_of(llvm::DWARFContext& dwarf, const Symbols& symbols) {
  Rows rows;
  std::vector<uint64_t> places;
  for (auto& unit : dwarf.compile_units()) {
    auto die = unit->getUnitDIE(false);
    if (llvm::StringRef(llvm::dwarf::toString(die.find(llvm::dwarf::DW_AT_producer), "")) != kDebugProducer) continue;     // the runtime
    add_inlined(die, places);
    if (auto* table = dwarf.getLineTableForUnit(unit.get()))
      add_rows(dwarf, *table, symbols, rows);
  }
  for (uint64_t at : places)
    if (is_live(at)) rows.try_emplace(at, row_at(dwarf, symbols, at));
  return rows;
}

template <class Record> void append(std::string& out, const Record& r) { out.append(reinterpret_cast<const char*>(&r), sizeof r); }

struct Table {
  std::string entries, inlined, text = std::string(1, '\0');
  uint32_t count = 0, inlined_count = 0;
  std::map<std::string, uint32_t> files;
  std::map<std::array<uint32_t, 4>, uint32_t> calls;

  uint32_t file(const std::string& name) {
    if (name.empty()) return 0;
    auto [it, added] = files.try_emplace(name, uint32_t(text.size()));
    if (added) text.append(name).push_back('\0');
    return it->second;
  }
  uint32_t call(const Row& row, size_t i) {
    if (i == row.calls.size()) return 0;
    auto& c = row.calls[i];
    abi::InlinedCode r{c.method, c.at.line, file(c.at.file), call(row, i + 1)};
    auto [it, added] = calls.try_emplace({r.method, r.line, r.file, r.inlined}, inlined_count + 1);
    if (added) append(inlined, r), inlined_count++;
    return it->second;
  }
};

}  // namespace

std::string line_table(const std::string& executable) {
  auto file = llvm::object::ObjectFile::createObjectFile(executable);
  if (!file) { llvm::consumeError(file.takeError()); return {}; }
  auto dwarf = llvm::DWARFContext::create(*file->getBinary());
  Table table;
  abi::LineEntry last{};
  for (auto& [address, row] : rows_of(*dwarf, addresses(*file->getBinary()))) {
    abi::LineEntry entry{uint32_t(address), row.at.line, table.file(row.at.file), table.call(row, 0)};
    if (table.count && entry.line == last.line && entry.file == last.file && entry.inlined == last.inlined) continue;
    append(table.entries, last = entry);
    table.count++;
  }
  if (!table.count) return {};
  std::string bytes = table.entries + table.inlined + table.text;
  append(bytes, abi::LineTableTrailer{uint32_t(bytes.size()), table.count, table.inlined_count, 0, abi::kLineTableMagic});
  return bytes;
}

}  // namespace ahead
