// One metadata root (ECMA-335 II.24): its heaps and its tables, of an assembly or of a portable PDB.
//
// A table is an array of rows without padding, but how wide a row is depends on the file: a heap index takes four bytes
// when the heap is larger than 64 KiB, a row index when the table that it points into has more than 65535 rows, and a
// coded index a few bits earlier than that. So the schema (tables.def) gives kinds of columns, and parse() turns them into
// offsets and widths once. After that a cell is a bounds-checked row number, a multiplication and a load.
#pragma once
#include <array>
#include "metadata/module.h"

namespace ahead::md {

constexpr unsigned kTables = 64, kMaxColumns = 9;

enum class ColumnKind : uint8_t {
  U16, U32, String, Guid, Blob,
  FirstCoded,
  BeforeCoded = FirstCoded - 1,
#define MD_CODED(name, bits, ...) name,
#include "metadata/coded_indexes.def"
#undef MD_CODED
  EndCoded,
  FirstRowIndex = 0x40,  // 0x40 + number of the table that the column points into
#define MD_TABLE(number, name, ...) R_##name = FirstRowIndex + number,
#include "metadata/tables.def"
#undef MD_TABLE
};

// Column numbers: col::TypeDef::Extends.
namespace col {
#define C(column, kind) column,
#define MD_TABLE(number, name, ...) namespace name { enum : unsigned { __VA_ARGS__ }; }
#include "metadata/tables.def"
#undef MD_TABLE
#undef C
}  // namespace col

enum class PdbTable : uint8_t { Document = 0x30, MethodDebugInformation, LocalScope, LocalVariable };

struct TableSchema { const char* name = nullptr; unsigned column_count = 0; ColumnKind columns[kMaxColumns] = {}; const char* column_names[kMaxColumns] = {}; };
const TableSchema& schema(Table t);

struct CodedSchema { unsigned bits; unsigned count; int tables[32]; };  // -1: unused tag
const CodedSchema& coded_schema(ColumnKind kind);

class Root {
 public:
  // `file` prefixes error messages. Views refer to `metadata`, which must outlive the root.
  void parse(Blob metadata, std::string file);

  uint32_t rows(Table t) const { return tables_[unsigned(t) % kTables].rows; }
  uint32_t get(Table t, uint32_t row, unsigned column) const {
    check(t, row, column);
    return load(t, row, column);
  }
  Token coded(Table t, uint32_t row, unsigned column) const;
  std::string_view string(Table t, uint32_t row, unsigned column) const { return string_at(get(t, row, column)); }
  Blob blob(Table t, uint32_t row, unsigned column) const { return blob_at(get(t, row, column)); }

  // The encoded form of `token` in a column of this kind; nullopt when it cannot hold it. Sorted tables are ordered by it.
  static std::optional<uint32_t> encode(ColumnKind kind, Token token);

  std::string_view string_at(uint32_t offset) const;
  Blob blob_at(uint32_t offset) const;
  Blob user_string_at(uint32_t offset) const;   // with the trailing flag byte
  Blob guid_at(uint32_t index) const;           // 16 bytes, one-based; empty for 0

  // [begin, end) of the rows of `target` that belong to a row of `t`: from its list column to that of the next row.
  std::pair<uint32_t, uint32_t> list(Table t, uint32_t row, unsigned column, Table target) const;

  // Without checks, for searches: 1 <= row <= rows(t).
  uint32_t load(Table t, uint32_t row, unsigned column) const {
    const TableData& d = tables_[unsigned(t)];
    const uint8_t* p = d.data + size_t(row - 1) * d.row_size + d.offset[column];
    return d.width[column] == 2 ? uint32_t(p[0] | p[1] << 8) : uint32_t(p[0] | p[1] << 8 | p[2] << 16) | uint32_t(p[3]) << 24;
  }

  const std::string& file() const { return file_; }
  Blob pdb_stream() const { return pdb_; }
  const std::string& version() const { return version_; }
  [[noreturn]] void fail(const std::string& message) const;

 private:
  struct TableData { const uint8_t* data = nullptr; uint32_t rows = 0, row_size = 0; uint8_t offset[kMaxColumns] = {}, width[kMaxColumns] = {}; };
  void parse_streams(Blob metadata);
  void parse_tables(Blob stream);
  void read_pdb_row_counts(std::array<uint32_t, kTables>& counts) const;
  void lay_out(unsigned table, const std::array<uint32_t, kTables>& counts, uint8_t heap_sizes);
  void check_pointer_tables() const;
  void check(Table t, uint32_t row, unsigned column) const {
    if (row == 0 || row > rows(t) || unsigned(t) >= kTables || column >= schema(t).column_count) out_of_range(t, row, column);
  }
  [[noreturn]] void out_of_range(Table t, uint32_t row, unsigned column) const;

  std::string file_, version_;
  Blob strings_, blobs_, guids_, user_strings_, tables_stream_, pdb_;
  std::array<TableData, kTables> tables_;
};

}  // namespace ahead::md
