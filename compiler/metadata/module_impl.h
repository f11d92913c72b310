// What a Module holds, shared by the files that implement it.
#pragma once
#include <memory>
#include <unordered_map>
#include "metadata/image.h"
#include "metadata/module.h"
#include "metadata/root.h"

namespace ahead {

namespace md {

// Rows ordered by one column. Tables that the specification sorts are searched in place; for any other column, and when a
// file breaks the promise, `order` lists the rows instead.
struct RowIndex {
  bool in_place = true;
  std::vector<uint32_t> order;
};

// The rows that hold a key, in table order.
struct Matches {
  const RowIndex* index = nullptr;
  uint32_t first = 0, count = 0;  // zero-based position
  uint32_t operator[](uint32_t i) const { return index->in_place ? first + i + 1 : index->order[first + i]; }
  bool empty() const { return count == 0; }
};

struct TypeKey {
  std::string_view name_space, name;
  bool operator==(const TypeKey&) const = default;
};
struct TypeKeyHash {
  size_t operator()(const TypeKey& k) const { return std::hash<std::string_view>()(k.name) * 31 + std::hash<std::string_view>()(k.name_space); }
};
using TypeMap = std::unordered_map<TypeKey, uint32_t, TypeKeyHash>;

}  // namespace md

// Lazy parts are filled by const functions: a Module is used by one thread at a time.
struct Module::Impl {
  Impl(std::string p, md::FileBytes* bytes) : path(std::move(p)), file(bytes) {}
  void parse();

  const md::RowIndex& index(Table t, unsigned column);
  md::Matches find(Table t, unsigned column, uint32_t key);
  md::Matches find(Table t, unsigned column, Token key);   // coded column or row index
  uint32_t find_one(Table t, unsigned column, Token key);  // 0 if none

  // Name of the type that an attribute constructor belongs to; full_name allocates, is_type does not.
  Token attribute_type(uint32_t row);
  std::string full_name(Token type, int depth = 0);
  bool is_type(Token type, std::string_view full_name);

  const Pdb* pdb();  // null when there is none, or it does not belong to the file

  std::string path;
  std::unique_ptr<md::FileBytes> file;
  md::Image image;
  md::Root root;
  std::optional<AssemblyRow> assembly;
  std::string file_name;
  std::unique_ptr<md::RowIndex> indexes[md::kTables][md::kMaxColumns];
  std::optional<md::TypeMap> types, exported_types;
  std::unordered_map<uint32_t, std::u16string> unaligned_strings;
  bool pdb_tried = false;
  std::unique_ptr<Pdb> pdb_data;
};

// The tables of a portable PDB; throws BadImage.
class Pdb {
 public:
  explicit Pdb(std::unique_ptr<md::FileBytes> bytes, std::string path);
  Blob id() const;  // 20 bytes: GUID, stamp
  std::vector<SequencePoint> sequence_points(uint32_t method_def) const;
  std::vector<LocalVariable> local_variables(uint32_t method_def) const;

 private:
  std::string_view document(uint32_t row) const;
  std::unique_ptr<md::FileBytes> bytes_;
  md::Root root_;
  mutable std::unordered_map<uint32_t, std::string> documents_;
};

}  // namespace ahead
