// Portable PDB: sequence points and local variable names. The format is a metadata root of its own with the debugging tables
// (tables.def from 0x30), in a file beside the assembly or compressed inside of it. Debug information never decides whether a
// program compiles: a missing, foreign or damaged PDB counts as none.
#include <zlib.h>

#include <algorithm>
#include <system_error>

#include "metadata/module_impl.h"

namespace ahead {

using namespace md;

static constexpr uint32_t kHiddenLine = 0xfeefee;

Pdb::Pdb(std::unique_ptr<FileBytes> bytes, std::string path) : bytes_(std::move(bytes)) {
  root_.parse(bytes_->view(), std::move(path));
  if (root_.pdb_stream().size() < 20) root_.fail("not a portable PDB");
}

Blob Pdb::id() const { return root_.pdb_stream().first(20); }

// The name is a separator and blobs of its parts.
std::string_view Pdb::document(uint32_t row) const {
  auto [it, added] = documents_.try_emplace(row);
  if (!added) return it->second;
  BlobReader r{root_.blob(Table(PdbTable::Document), row, col::Document::Name)};
  char separator = r.at_end() ? 0 : char(r.u8());
  for (bool first = true; !r.at_end(); first = false) {
    if (!first && separator) it->second += separator;
    Blob part = root_.blob_at(r.compressed());
    it->second.append(reinterpret_cast<const char*>(part.data()), part.size());
  }
  return it->second;
}

// Every record is the difference to the one before; a line span of nothing marks hidden code, an offset of nothing a change of document.
std::vector<SequencePoint> Pdb::sequence_points(uint32_t method_def) const {
  std::vector<SequencePoint> points;
  constexpr Table t = Table(PdbTable::MethodDebugInformation);
  if (method_def == 0 || method_def > root_.rows(t)) return points;
  BlobReader r{root_.blob(t, method_def, col::MethodDebugInformation::SequencePoints)};
  if (r.at_end()) return points;
  r.compressed();  // local signature
  uint32_t document_row = root_.get(t, method_def, col::MethodDebugInformation::Document);
  if (document_row == 0) document_row = r.compressed();
  uint32_t il = 0, line = 0, column = 0;
  bool first = true, first_visible = true;
  while (!r.at_end()) {
    uint32_t delta = r.compressed();
    if (delta == 0 && !first) {
      document_row = r.compressed();
      continue;
    }
    il += delta;
    first = false;
    uint32_t lines = r.compressed();
    int32_t columns = lines == 0 ? int32_t(r.compressed()) : r.compressed_signed();
    if (lines == 0 && columns == 0) {
      points.push_back({il, kHiddenLine, 0, kHiddenLine, 0, document(document_row)});
      continue;
    }
    line = first_visible ? r.compressed() : line + uint32_t(r.compressed_signed());
    column = first_visible ? r.compressed() : column + uint32_t(r.compressed_signed());
    first_visible = false;
    points.push_back({il, line, column, line + lines, column + uint32_t(columns), document(document_row)});
  }
  return points;
}

std::vector<LocalVariable> Pdb::local_variables(uint32_t method_def) const {
  std::vector<LocalVariable> list;
  constexpr Table scopes = Table(PdbTable::LocalScope), variables = Table(PdbTable::LocalVariable);
  for (uint32_t low = 1, high = root_.rows(scopes) + 1; low < high;) {  // sorted by method
    uint32_t middle = low + (high - low) / 2;
    uint32_t method = root_.get(scopes, middle, col::LocalScope::Method);
    if (method < method_def) { low = middle + 1; continue; }
    if (method > method_def || (middle > low && root_.get(scopes, middle - 1, col::LocalScope::Method) == method_def)) { high = middle; continue; }
    for (uint32_t s = middle; s <= root_.rows(scopes) && root_.get(scopes, s, col::LocalScope::Method) == method_def; s++) {
      auto [begin, end] = root_.list(scopes, s, col::LocalScope::VariableList, variables);
      for (uint32_t v = begin; v < end; v++)
        list.push_back({root_.get(variables, v, col::LocalVariable::Index), root_.string(variables, v, col::LocalVariable::Name),
                        root_.get(scopes, s, col::LocalScope::StartOffset), root_.get(scopes, s, col::LocalScope::Length)});
    }
    break;
  }
  return list;
}

// ---- finding it ----

enum : uint32_t { kCodeView = 2, kEmbeddedPdb = 17 };

// "MPDB", inflated size, deflate stream without header. The size is only believed as far as the stream can produce it.
static std::vector<uint8_t> inflate_pdb(Blob data) {
  BlobReader r{data};
  if (data.size() < 8 || r.u32() != 0x4244504d) throw BadImage("bad embedded PDB");
  uint32_t size = r.u32();
  Blob packed = data.subspan(8);
  constexpr uint64_t kMaxRatio = 1032;  // of deflate
  if (size > packed.size() * kMaxRatio + 64) throw BadImage("bad embedded PDB size");
  std::vector<uint8_t> out(size);
  z_stream z{};
  if (inflateInit2(&z, -15) != Z_OK) throw BadImage("cannot inflate the embedded PDB");
  z.next_in = const_cast<uint8_t*>(packed.data());
  z.avail_in = uInt(packed.size());
  z.next_out = out.data();
  z.avail_out = uInt(out.size());
  int result = inflate(&z, Z_FINISH);
  inflateEnd(&z);
  if (result != Z_STREAM_END || z.avail_out) throw BadImage("damaged embedded PDB");
  return out;
}

// A PDB beside the file belongs to it when the GUID and stamp in its id are those of the CodeView entry.
static bool belongs(const Pdb& pdb, const std::vector<DebugEntry>& entries) {
  for (const DebugEntry& e : entries) {
    if (e.type != kCodeView || e.data.size() < 20 || BlobReader{e.data}.u32() != 0x53445352) continue;
    Blob id = pdb.id();
    return std::equal(id.begin(), id.begin() + 16, e.data.begin() + 4) && BlobReader{id, 16}.u32() == e.stamp;
  }
  return false;
}

const Pdb* Module::Impl::pdb() {
  if (pdb_tried) return pdb_data.get();
  pdb_tried = true;
  try {
    std::vector<DebugEntry> entries = image.debug_entries();
    for (const DebugEntry& e : entries) {
      if (e.type != kEmbeddedPdb) continue;
      pdb_data = std::make_unique<Pdb>(std::make_unique<FileBytes>(inflate_pdb(e.data)), path + " (embedded PDB)");
      return pdb_data.get();
    }
    if (entries.empty() || path.rfind('.') == std::string::npos) return nullptr;
    std::string beside = path.substr(0, path.rfind('.')) + ".pdb";
    auto found = std::make_unique<Pdb>(std::make_unique<FileBytes>(beside), beside);
    if (belongs(*found, entries)) pdb_data = std::move(found);
  } catch (const BadImage&) {
  } catch (const std::system_error&) {
  }
  return pdb_data.get();
}

std::vector<SequencePoint> Module::sequence_points(uint32_t method_def) const {
  const Pdb* pdb = impl_->pdb();
  if (!pdb) return {};
  try {
    return pdb->sequence_points(method_def);
  } catch (const BadImage&) {
    return {};
  }
}

std::vector<LocalVariable> Module::local_variables(uint32_t method_def) const {
  const Pdb* pdb = impl_->pdb();
  if (!pdb) return {};
  try {
    return pdb->local_variables(method_def);
  } catch (const BadImage&) {
    return {};
  }
}

}  // namespace ahead
