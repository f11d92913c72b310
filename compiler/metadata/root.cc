#include "metadata/root.h"

#include <cstring>

namespace ahead::md {

// ---- schema ----

static constexpr std::array<TableSchema, kTables> make_schema() {
  std::array<TableSchema, kTables> all{};
  auto add = [&](unsigned number, const char* name, std::initializer_list<std::pair<const char*, ColumnKind>> columns) {
    TableSchema& s = all[number];
    s.name = name;
    for (auto& c : columns) s.column_names[s.column_count] = c.first, s.columns[s.column_count++] = c.second;
  };
#define C(column, kind) {#column, ColumnKind::kind},
#define MD_TABLE(number, name, ...) add(number, #name, {__VA_ARGS__});
#include "metadata/tables.def"
#undef MD_TABLE
#undef C
  return all;
}

static constexpr std::array<TableSchema, kTables> kSchema = make_schema();
const TableSchema& schema(Table t) { return kSchema[unsigned(t) % kTables]; }

// Table numbers by name, including those of the PDB, for coded_indexes.def.
enum TableNumber : int {
#define MD_TABLE(number, name, ...) kTable##name = number,
#include "metadata/tables.def"
#undef MD_TABLE
};

static constexpr CodedSchema make_coded(unsigned bits, std::initializer_list<int> tables) {
  CodedSchema s{bits, 0, {}};
  for (int t : tables) s.tables[s.count++] = t;
  return s;
}

static constexpr CodedSchema kCoded[] = {
#define T(name) kTable##name,
#define X -1,
#define MD_CODED(name, bits, ...) make_coded(bits, {__VA_ARGS__}),
#include "metadata/coded_indexes.def"
#undef MD_CODED
#undef X
#undef T
};
const CodedSchema& coded_schema(ColumnKind kind) { return kCoded[unsigned(kind) - unsigned(ColumnKind::FirstCoded)]; }

static bool is_coded(ColumnKind k) { return k >= ColumnKind::FirstCoded && k < ColumnKind::EndCoded; }
static bool is_row_index(ColumnKind k) { return k >= ColumnKind::FirstRowIndex; }

// ---- parsing ----

void Root::fail(const std::string& message) const { throw BadImage(file_.empty() ? message : file_ + ": " + message); }

void Root::out_of_range(Table t, uint32_t row, unsigned column) const {
  if (unsigned(t) >= kTables || !schema(t).name) fail("no metadata table " + std::to_string(unsigned(t)));
  if (column >= schema(t).column_count) fail(std::string("no column ") + std::to_string(column) + " in table " + schema(t).name);
  fail("row " + std::to_string(row) + " of table " + schema(t).name + " does not exist (it has " + std::to_string(rows(t)) + ")");
}

void Root::parse(Blob metadata, std::string file) {
  file_ = std::move(file);
  parse_streams(metadata);
  if (tables_stream_.empty()) fail("no metadata tables (#~ stream)");
  parse_tables(tables_stream_);
  check_pointer_tables();
}

// II.24.2.1 and .2: the root header names the streams.
void Root::parse_streams(Blob metadata) {
  BlobReader r{metadata};
  auto need = [&](size_t n, const char* what) { if (metadata.size() - r.pos < n) fail(std::string("truncated: ") + what); };
  need(16, "metadata header");
  if (r.u32() != 0x424a5342) fail("bad metadata signature");
  r.pos += 8;
  uint32_t version_length = r.u32();
  need(version_length, "metadata version");
  const char* version = reinterpret_cast<const char*>(metadata.data() + r.pos);
  version_.assign(version, strnlen(version, version_length));
  r.pos += version_length;
  need(4, "metadata header");
  r.u16();
  unsigned count = r.u16();
  while (count--) {
    need(8, "metadata stream header");
    uint32_t offset = r.u32(), size = r.u32();
    const char* name = reinterpret_cast<const char*>(metadata.data() + r.pos);
    size_t length = strnlen(name, std::min<size_t>(32, metadata.size() - r.pos));
    need((length + 4) & ~size_t(3), "metadata stream name");
    r.pos += (length + 4) & ~size_t(3);
    std::string_view n(name, length);
    if (offset > metadata.size() || size > metadata.size() - offset) fail("truncated: metadata stream " + std::string(n));
    Blob stream = metadata.subspan(offset, size);
    if (n == "#~" || n == "#-") tables_stream_ = stream;
    else if (n == "#Strings") strings_ = stream;
    else if (n == "#Blob") blobs_ = stream;
    else if (n == "#GUID") guids_ = stream;
    else if (n == "#US") user_strings_ = stream;
    else if (n == "#Pdb") pdb_ = stream;
    else if (n == "#JTD") fail("an edit-and-continue delta, not an assembly");
  }
}

// II.24.2.6: a bit vector of the tables present, their row counts, then the rows.
void Root::parse_tables(Blob stream) {
  BlobReader r{stream};
  if (stream.size() < 24) fail("truncated: metadata tables header");
  r.pos = 6;
  uint8_t heap_sizes = r.u8();
  r.pos = 8;
  uint64_t present = r.u64();
  r.u64();  // which tables claim to be sorted: not trusted, see lookup.cc
  std::array<uint32_t, kTables> counts{};
  for (unsigned t = 0; t < kTables; t++) {
    if (!(present >> t & 1)) continue;
    if (!kSchema[t].name) fail("unknown metadata table " + std::to_string(t));
    if (stream.size() - r.pos < 4) fail("truncated: metadata row counts");
    counts[t] = r.u32();
    if (counts[t] > 0xffffff) fail(std::string("too many rows in table ") + kSchema[t].name);
    tables_[t].rows = counts[t];
  }
  if (heap_sizes & 0x40) {
    if (stream.size() - r.pos < 4) fail("truncated: metadata tables header");
    r.u32();
  }
  if (!pdb_.empty()) read_pdb_row_counts(counts);
  for (unsigned t = 0; t < kTables; t++) {
    if (!tables_[t].rows) continue;
    lay_out(t, counts, heap_sizes);
    size_t size = size_t(tables_[t].rows) * tables_[t].row_size;
    if (size > stream.size() - r.pos) fail(std::string("truncated: metadata table ") + kSchema[t].name);
    tables_[t].data = stream.data() + r.pos;
    r.pos += size;
  }
}

// A portable PDB has no tables of the type system, but its columns are as wide as the assembly's tables need.
void Root::read_pdb_row_counts(std::array<uint32_t, kTables>& counts) const {
  if (pdb_.size() < 32) fail("truncated: #Pdb stream");
  BlobReader r{pdb_, 24};
  uint64_t referenced = r.u64();
  for (unsigned t = 0; t < kTables; t++) {
    if (!(referenced >> t & 1)) continue;
    uint32_t n = r.u32();
    if (!tables_[t].rows) counts[t] = n;
  }
}

void Root::lay_out(unsigned table, const std::array<uint32_t, kTables>& counts, uint8_t heap_sizes) {
  TableData& d = tables_[table];
  const TableSchema& s = kSchema[table];
  auto width = [&](ColumnKind k) -> unsigned {
    if (k == ColumnKind::U16) return 2;
    if (k == ColumnKind::U32) return 4;
    if (k == ColumnKind::String) return heap_sizes & 1 ? 4 : 2;
    if (k == ColumnKind::Guid) return heap_sizes & 2 ? 4 : 2;
    if (k == ColumnKind::Blob) return heap_sizes & 4 ? 4 : 2;
    if (is_row_index(k)) return counts[unsigned(k) - unsigned(ColumnKind::FirstRowIndex)] > 0xffff ? 4 : 2;
    const CodedSchema& c = coded_schema(k);
    uint32_t most = 0;
    for (unsigned i = 0; i < c.count; i++) if (c.tables[i] >= 0) most = std::max(most, counts[c.tables[i]]);
    return most > 0xffffu >> c.bits ? 4 : 2;
  };
  for (unsigned i = 0; i < s.column_count; i++) {
    d.offset[i] = uint8_t(d.row_size);
    d.width[i] = uint8_t(width(s.columns[i]));
    d.row_size += d.width[i];
  }
}

// Edit-and-continue images (#-) may reach fields, methods and parameters through a table of pointers. Compilers never write
// them for whole assemblies; when they are there they must be the identity.
void Root::check_pointer_tables() const {
  for (Table t : {Table::FieldPtr, Table::MethodPtr, Table::ParamPtr, Table::EventPtr, Table::PropertyPtr})
    for (uint32_t row = 1; row <= rows(t); row++)
      if (load(t, row, 0) != row) fail(std::string("table ") + schema(t).name + " reorders rows (an edit-and-continue image), which is not supported");
}

// ---- cells and heaps ----

Token Root::coded(Table t, uint32_t row, unsigned column) const {
  uint32_t value = get(t, row, column);
  const CodedSchema& c = coded_schema(schema(t).columns[column]);
  uint32_t tag = value & ((1u << c.bits) - 1), target = value >> c.bits;
  if (tag >= c.count || c.tables[tag] < 0) fail(std::string("bad coded index in table ") + schema(t).name);
  if (target > 0xffffff) fail(std::string("coded index out of range in table ") + schema(t).name);
  return make_token(Table(c.tables[tag]), target);
}

std::optional<uint32_t> Root::encode(ColumnKind kind, Token token) {
  if (is_row_index(kind)) {
    if (unsigned(token.table()) + unsigned(ColumnKind::FirstRowIndex) != unsigned(kind)) return std::nullopt;
    return token.row();
  }
  if (!is_coded(kind)) return std::nullopt;
  const CodedSchema& c = coded_schema(kind);
  for (unsigned tag = 0; tag < c.count; tag++) if (c.tables[tag] == int(token.table())) return token.row() << c.bits | tag;
  return std::nullopt;
}

std::string_view Root::string_at(uint32_t offset) const {
  if (offset == 0) return {};
  if (offset >= strings_.size()) fail("string heap index out of range");
  const uint8_t* begin = strings_.data() + offset;
  auto* end = static_cast<const uint8_t*>(memchr(begin, 0, strings_.size() - offset));
  if (!end) fail("unterminated string in the string heap");
  return {reinterpret_cast<const char*>(begin), size_t(end - begin)};
}

static std::optional<Blob> sized_blob(Blob heap, uint32_t offset) {
  if (offset >= heap.size()) return std::nullopt;
  BlobReader r{heap, offset};
  uint32_t size = r.compressed();
  if (size > heap.size() - r.pos) return std::nullopt;
  return heap.subspan(r.pos, size);
}

Blob Root::blob_at(uint32_t offset) const {
  if (offset == 0) return {};
  auto b = sized_blob(blobs_, offset);
  if (!b) fail("blob heap index out of range");
  return *b;
}

Blob Root::user_string_at(uint32_t offset) const {
  if (offset == 0) return {};
  auto b = sized_blob(user_strings_, offset);
  if (!b) fail("user string heap index out of range");
  return *b;
}

Blob Root::guid_at(uint32_t index) const {
  if (index == 0) return {};
  if (index > guids_.size() / 16) fail("GUID heap index out of range");
  return guids_.subspan(size_t(index - 1) * 16, 16);
}

std::pair<uint32_t, uint32_t> Root::list(Table t, uint32_t row, unsigned column, Table target) const {
  uint32_t end_of_table = rows(target) + 1;
  uint32_t begin = get(t, row, column);
  uint32_t end = row < rows(t) ? load(t, row + 1, column) : end_of_table;
  // A row without members after the last member may say 0 or point one behind the end.
  if (begin == 0 && end <= 1) return {1, 1};
  if (begin == 0 || begin > end || end > end_of_table) {
    if (begin == end_of_table && end == 0) return {begin, begin};
    fail(std::string("bad ") + schema(t).column_names[column] + " in row " + std::to_string(row) + " of table " + schema(t).name);
  }
  return {begin, end};
}

}  // namespace ahead::md
