// One managed PE file, read in place (ECMA-335 II.22–25). All readers throw BadImage on malformed input,
// never read outside the file, and return views that live as long as the Module.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ahead {

struct BadImage : std::runtime_error { using runtime_error::runtime_error; };

enum class Table : uint8_t {
  Module = 0x00, TypeRef, TypeDef, FieldPtr, Field, MethodPtr, MethodDef, ParamPtr, Param, InterfaceImpl, MemberRef, Constant,
  CustomAttribute, FieldMarshal, DeclSecurity, ClassLayout, FieldLayout, StandAloneSig, EventMap, EventPtr, Event, PropertyMap,
  PropertyPtr, Property, MethodSemantics, MethodImpl, ModuleRef, TypeSpec, ImplMap, FieldRVA, EncLog, EncMap, Assembly,
  AssemblyProcessor, AssemblyOS, AssemblyRef, AssemblyRefProcessor, AssemblyRefOS, File, ExportedType, ManifestResource,
  NestedClass, GenericParam, MethodSpec, GenericParamConstraint,
  UserString = 0x70,
};

struct Token {
  uint32_t value = 0;
  Table table() const { return Table(value >> 24); }
  uint32_t row() const { return value & 0xffffff; }
  bool nil() const { return row() == 0; }
  bool operator==(const Token&) const = default;
};
inline Token make_token(Table t, uint32_t row) { return {uint32_t(t) << 24 | row}; }

using Blob = std::span<const uint8_t>;

// Cursor over a signature or attribute blob (ECMA-335 II.23.2); throws BadImage at the end.
struct BlobReader {
  Blob data; size_t pos = 0;
  bool at_end() const { return pos >= data.size(); }
  uint8_t u8(); int8_t i8(); uint16_t u16(); uint32_t u32(); uint64_t u64();
  uint32_t compressed();            // II.23.2 unsigned
  int32_t compressed_signed();
  Token type_def_or_ref();          // II.23.2.8 TypeDefOrRefOrSpecEncoded
  std::optional<std::string_view> ser_string();  // II.23.3, nullopt for null
};

// Row views. Tokens of coded indexes are decoded; heap indexes are resolved on access.
struct TypeDefRow { uint32_t flags; std::string_view name, name_space; Token extends; uint32_t field_begin, field_end, method_begin, method_end; };
struct TypeRefRow { Token scope; std::string_view name, name_space; };
struct MethodDefRow { uint32_t rva; uint16_t impl_flags, flags; std::string_view name; Blob signature; uint32_t param_begin, param_end; };
struct FieldRow { uint16_t flags; std::string_view name; Blob signature; };
struct ParamRow { uint16_t flags, sequence; std::string_view name; };
struct MemberRefRow { Token parent; std::string_view name; Blob signature; };
struct CustomAttributeRow { Token parent, ctor; Blob value; };
struct ConstantRow { uint8_t type; Token parent; Blob value; };
struct ImplMapRow { uint16_t flags; Token member; std::string_view import_name; std::string_view module; };
struct GenericParamRow { uint16_t number, flags; Token owner; std::string_view name; };
struct AssemblyRefRow { uint16_t version[4]; uint32_t flags; Blob public_key_or_token; std::string_view name, culture; };
struct AssemblyRow { uint16_t version[4]; uint32_t flags; uint32_t hash_algorithm; Blob public_key; std::string_view name, culture; };
struct ExportedTypeRow { uint32_t flags; std::string_view name, name_space; Token implementation; };
struct ManifestResourceRow { uint32_t offset, flags; std::string_view name; Token implementation; };
struct MethodImplRow { uint32_t type_def; Token body, declaration; };
struct PropertyRow { uint16_t flags; std::string_view name; Blob signature; };
struct EventRow { uint16_t flags; std::string_view name; Token type; };

// II.25.4.6 exception clause
struct EHClause {
  enum Kind : uint32_t { Catch = 0, Filter = 1, Finally = 2, Fault = 4 };
  Kind kind; uint32_t try_begin, try_end, handler_begin, handler_end;
  Token catch_type; uint32_t filter_begin;
};
struct MethodBody { uint16_t max_stack; bool init_locals; Token local_sig; Blob code; std::vector<EHClause> clauses; };

// A sequence point of the portable PDB; line 0xfeefee means hidden.
struct SequencePoint { uint32_t il_offset, line, column, end_line, end_column; std::string_view document; };

// A named local variable, and the IL that it is visible in.
struct LocalVariable { uint32_t slot; std::string_view name; uint32_t begin, length; };

class Pdb;

class Module {
 public:
  static std::unique_ptr<Module> open(const std::string& path);                       // maps the file; throws BadImage, std::system_error
  static std::unique_ptr<Module> parse(std::string path, std::vector<uint8_t> bytes); // takes the bytes
  ~Module();

  const std::string& path() const;
  std::string_view name() const;              // assembly simple name, or file name for a bare module
  bool is_assembly() const;
  const AssemblyRow& assembly() const;
  Token entry_point() const;                  // MethodDef (or nil)
  std::string_view module_name() const;       // Module table Name
  std::span<const uint8_t, 16> mvid() const;
  bool has_native_code_only() const;          // mixed-mode without IL entry etc.

  uint32_t rows(Table t) const;
  TypeDefRow type_def(uint32_t row) const;
  TypeRefRow type_ref(uint32_t row) const;
  MethodDefRow method_def(uint32_t row) const;
  FieldRow field(uint32_t row) const;
  ParamRow param(uint32_t row) const;
  MemberRefRow member_ref(uint32_t row) const;
  CustomAttributeRow custom_attribute(uint32_t row) const;
  GenericParamRow generic_param(uint32_t row) const;
  AssemblyRefRow assembly_ref(uint32_t row) const;
  ExportedTypeRow exported_type(uint32_t row) const;
  ManifestResourceRow manifest_resource(uint32_t row) const;
  MethodImplRow method_impl(uint32_t row) const;
  PropertyRow property(uint32_t row) const;
  EventRow event(uint32_t row) const;
  Blob type_spec(uint32_t row) const;
  Blob stand_alone_sig(uint32_t row) const;
  std::string_view module_ref(uint32_t row) const;
  std::pair<Token, Blob> method_spec(uint32_t row) const;     // method, instantiation
  uint32_t raw(Table t, uint32_t row, unsigned column) const; // undecoded column; for dumps and rare tables
  std::u16string_view user_string(Token t) const;             // ldstr

  // Inverse look-ups (sorted tables use binary search, others an index built on first use).
  uint32_t enclosing_type(uint32_t type_def) const;           // 0 if not nested
  std::vector<uint32_t> nested_types(uint32_t type_def) const;
  uint32_t type_of_method(uint32_t method_def) const;
  uint32_t type_of_field(uint32_t field) const;
  std::vector<Token> interfaces(uint32_t type_def) const;     // TypeDefOrRef tokens, in order
  std::vector<MethodImplRow> method_impls(uint32_t type_def) const;
  std::vector<uint32_t> generic_params(Token owner) const;    // GenericParam rows in number order
  std::vector<Token> generic_param_constraints(uint32_t generic_param) const;
  std::optional<std::pair<uint16_t, uint32_t>> class_layout(uint32_t type_def) const; // packing, size
  std::optional<uint32_t> field_offset(uint32_t field) const; // explicit layout
  std::optional<uint32_t> field_rva(uint32_t field) const;
  Blob field_rva_data(uint32_t field, uint32_t size) const;   // throws if out of the file
  // A field whose data lies in a writable section shares it with others: the whole section, and where the field is in it.
  struct WritableData { Blob section; uint32_t section_size, section_rva, offset; };
  std::optional<WritableData> writable_field_data(uint32_t field, uint32_t size) const;
  std::optional<ConstantRow> constant(Token parent) const;
  std::optional<Blob> field_marshal(Token parent) const;
  std::optional<ImplMapRow> impl_map(uint32_t method_def) const;
  std::vector<uint32_t> custom_attributes(Token parent) const;  // CustomAttribute rows
  // Blob of the first attribute whose type has this full name ("System.FlagsAttribute"), if present.
  std::optional<Blob> find_attribute(Token parent, std::string_view full_name) const;
  std::string attribute_type_name(uint32_t custom_attribute_row) const;
  uint32_t find_type(std::string_view name_space, std::string_view name) const;       // top-level; 0 if none; hashed
  uint32_t find_exported_type(std::string_view name_space, std::string_view name) const;
  std::vector<uint32_t> properties(uint32_t type_def) const;
  std::vector<uint32_t> events(uint32_t type_def) const;
  std::vector<std::pair<uint16_t, uint32_t>> semantics(Token property_or_event) const; // (MethodSemanticsAttributes, MethodDef)

  std::optional<MethodBody> method_body(uint32_t method_def) const;   // nullopt if RVA is 0
  std::optional<Blob> resource(std::string_view name) const;          // embedded manifest resource

  // Portable PDB beside the file or embedded; empty when there is none, it belongs to another build or is damaged.
  std::vector<SequencePoint> sequence_points(uint32_t method_def) const;
  std::vector<LocalVariable> local_variables(uint32_t method_def) const;     // by scope, outer ones first

 private:
  Module();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// TypeDef, TypeRef and TypeSpec tokens that a signature names, in order: of a method, field, property, local list (II.23.2.1–6), or of a TypeSpec.
std::vector<Token> signature_tokens(Blob);
std::vector<Token> type_spec_tokens(Blob);

// Strings of a .resources stream (System.Resources binary format); only string entries. Used to inline SR.get_X.
std::vector<std::pair<std::string, std::u16string>> read_resource_strings(Blob resources);

// References, types, fields and methods as text, for --dump metadata.
std::string dump_module(const Module&);

}  // namespace ahead
