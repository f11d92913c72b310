#include "link/lines.h"

#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/Object/ObjectFile.h>
#include <map>
#include "abi/abi.h"

namespace ahead {

namespace {

struct Row { uint64_t address; uint32_t line; std::string file; };

// A position in inlined code counts for the call in the function that has the symbol: the frame has that function's name.
Row outermost(llvm::DWARFContext& dwarf, uint64_t address) {
  llvm::DILineInfoSpecifier what(llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath, llvm::DILineInfoSpecifier::FunctionNameKind::None);
  auto frames = dwarf.getInliningInfoForAddress({address, llvm::object::SectionedAddress::UndefSection}, what);
  if (!frames.getNumberOfFrames()) return {address, 0, ""};
  auto& frame = frames.getFrame(frames.getNumberOfFrames() - 1);
  return {address, frame.Line, frame.Line ? frame.FileName : ""};
}

// Code that the linker dropped has address 0 or all ones.
bool is_live(uint64_t address) { return address >= 4096 && address <= UINT32_MAX; }

using Rows = std::map<uint64_t, Row>;

void add_rows(const llvm::DWARFDebugLine::LineTable& table, auto&& position, Rows& rows) {
  for (auto& row : table.Rows) {
    uint64_t at = row.Address.Address;
    if (!is_live(at)) continue;
    if (row.EndSequence) rows.try_emplace(at, Row{at, 0, ""});
    else rows[at] = position(row);
  }
}

// Line programs without compile units: the innermost position is all there is.
Rows rows_of_directives(llvm::DWARFContext& dwarf) {
  Rows rows;
  auto& object = dwarf.getDWARFObj();
  llvm::DWARFDataExtractor data(object, object.getLineSection(), true, 8);
  auto ignore = [](llvm::Error e) { llvm::consumeError(std::move(e)); };
  for (llvm::DWARFDebugLine::SectionParser parser(data, dwarf, dwarf.normal_units()); !parser.done();) {
    auto table = parser.parseNext(ignore, ignore);
    add_rows(table, [&](auto& row) {
      Row r{row.Address.Address, row.Line, ""};
      table.getFileNameByIndex(row.File, "", llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath, r.file);
      return r;
    }, rows);
  }
  return rows;
}

Rows rows_of(llvm::DWARFContext& dwarf) {
  if (!dwarf.getNumCompileUnits()) return rows_of_directives(dwarf);
  Rows rows;
  for (auto& unit : dwarf.compile_units())
    if (auto* table = dwarf.getLineTableForUnit(unit.get()))
      add_rows(*table, [&](auto& row) { return outermost(dwarf, row.Address.Address); }, rows);
  return rows;
}

void append32(std::string& out, uint32_t value) { out.append(reinterpret_cast<const char*>(&value), sizeof value); }

}  // namespace

std::string line_table(const std::string& executable) {
  auto file = llvm::object::ObjectFile::createObjectFile(executable);
  if (!file) { llvm::consumeError(file.takeError()); return {}; }
  auto dwarf = llvm::DWARFContext::create(*file->getBinary());
  std::string entries, text(1, '\0');
  std::map<std::string, uint32_t> files;
  uint32_t count = 0, last_line = 0, last_file = 0;
  for (auto& [address, row] : rows_of(*dwarf)) {
    uint32_t at = 0;
    if (!row.file.empty()) {
      auto [it, fresh] = files.try_emplace(row.file, uint32_t(text.size()));
      if (fresh) text.append(row.file).push_back('\0');
      at = it->second;
    }
    if (count && row.line == last_line && at == last_file) continue;
    last_line = row.line, last_file = at;
    append32(entries, uint32_t(address)), append32(entries, row.line), append32(entries, at);
    count++;
  }
  if (!count) return {};
  std::string table = entries + text;
  abi::LineTableTrailer trailer{uint32_t(table.size()), count, abi::kLineTableMagic};
  table.append(reinterpret_cast<const char*>(&trailer), sizeof trailer);
  return table;
}

}  // namespace ahead
