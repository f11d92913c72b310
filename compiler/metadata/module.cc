// Opening a module, and its rows.
#include "metadata/module.h"

#include <bit>
#include <cstring>
#include "metadata/module_impl.h"

namespace ahead {

static_assert(std::endian::native == std::endian::little, "blobs are read in place");
using namespace md;

Module::Module() = default;
Module::~Module() = default;

std::unique_ptr<Module> Module::open(const std::string& path) {
  std::unique_ptr<Module> m(new Module);
  m->impl_ = std::make_unique<Impl>(path, new FileBytes(path));
  m->impl_->parse();
  return m;
}

std::unique_ptr<Module> Module::parse(std::string path, std::vector<uint8_t> bytes) {
  std::unique_ptr<Module> m(new Module);
  m->impl_ = std::make_unique<Impl>(std::move(path), new FileBytes(std::move(bytes)));
  m->impl_->parse();
  return m;
}

void Module::Impl::parse() {
  image.parse(file->view(), path);
  root.parse(image.metadata, path);
  if (root.rows(Table::Module) != 1) image.fail("not a module: the Module table must have one row");
  file_name = path.substr(path.rfind('/') + 1);
  if (!root.rows(Table::Assembly)) return;
  constexpr Table t = Table::Assembly;
  AssemblyRow a{};
  for (unsigned i = 0; i < 4; i++) a.version[i] = uint16_t(root.get(t, 1, col::Assembly::MajorVersion + i));
  a.flags = root.get(t, 1, col::Assembly::Flags);
  a.hash_algorithm = root.get(t, 1, col::Assembly::HashAlgId);
  a.public_key = root.blob(t, 1, col::Assembly::PublicKey);
  a.name = root.string(t, 1, col::Assembly::Name);
  a.culture = root.string(t, 1, col::Assembly::Culture);
  assembly = a;
}

const std::string& Module::path() const { return impl_->path; }
std::string_view Module::name() const { return impl_->assembly ? impl_->assembly->name : std::string_view(impl_->file_name); }
bool Module::is_assembly() const { return impl_->assembly.has_value(); }
std::string_view Module::module_name() const { return impl_->root.string(Table::Module, 1, col::Module::Name); }
uint32_t Module::rows(Table t) const { return impl_->root.rows(t); }
uint32_t Module::raw(Table t, uint32_t row, unsigned column) const { return impl_->root.get(t, row, column); }

const AssemblyRow& Module::assembly() const {
  if (!impl_->assembly) impl_->image.fail("a module without an assembly manifest");
  return *impl_->assembly;
}

std::span<const uint8_t, 16> Module::mvid() const {
  Blob guid = impl_->root.guid_at(impl_->root.get(Table::Module, 1, col::Module::Mvid));
  if (guid.empty()) impl_->image.fail("the module has no version id");
  return guid.first<16>();
}

// Flags of the CLI header, II.25.3.3.1. ReadyToRun images clear IL-only but set IL-library.
enum : uint32_t { kIlOnly = 1, kIlLibrary = 4, kNativeEntryPoint = 0x10 };

bool Module::has_native_code_only() const { return impl_->image.cli_flags & kNativeEntryPoint || !(impl_->image.cli_flags & (kIlOnly | kIlLibrary)); }

Token Module::entry_point() const {
  Token t{impl_->image.entry_point};
  if (impl_->image.cli_flags & kNativeEntryPoint || t.nil()) return {};
  if (t.table() != Table::MethodDef || t.row() > rows(Table::MethodDef)) impl_->image.fail("the entry point is not a method of this module");
  return t;
}

// ---- rows ----

TypeDefRow Module::type_def(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::TypeDef;
  auto fields = r.list(t, row, col::TypeDef::FieldList, Table::Field);
  auto methods = r.list(t, row, col::TypeDef::MethodList, Table::MethodDef);
  return {r.get(t, row, col::TypeDef::Flags), r.string(t, row, col::TypeDef::Name), r.string(t, row, col::TypeDef::Namespace),
          r.coded(t, row, col::TypeDef::Extends), fields.first, fields.second, methods.first, methods.second};
}

TypeRefRow Module::type_ref(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::TypeRef;
  return {r.coded(t, row, col::TypeRef::ResolutionScope), r.string(t, row, col::TypeRef::Name), r.string(t, row, col::TypeRef::Namespace)};
}

MethodDefRow Module::method_def(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::MethodDef;
  auto params = r.list(t, row, col::MethodDef::ParamList, Table::Param);
  return {r.get(t, row, col::MethodDef::RVA), uint16_t(r.get(t, row, col::MethodDef::ImplFlags)), uint16_t(r.get(t, row, col::MethodDef::Flags)),
          r.string(t, row, col::MethodDef::Name), r.blob(t, row, col::MethodDef::Signature), params.first, params.second};
}

FieldRow Module::field(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::Field;
  return {uint16_t(r.get(t, row, col::Field::Flags)), r.string(t, row, col::Field::Name), r.blob(t, row, col::Field::Signature)};
}

ParamRow Module::param(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::Param;
  return {uint16_t(r.get(t, row, col::Param::Flags)), uint16_t(r.get(t, row, col::Param::Sequence)), r.string(t, row, col::Param::Name)};
}

MemberRefRow Module::member_ref(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::MemberRef;
  return {r.coded(t, row, col::MemberRef::Class), r.string(t, row, col::MemberRef::Name), r.blob(t, row, col::MemberRef::Signature)};
}

CustomAttributeRow Module::custom_attribute(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::CustomAttribute;
  return {r.coded(t, row, col::CustomAttribute::Parent), r.coded(t, row, col::CustomAttribute::Type), r.blob(t, row, col::CustomAttribute::Value)};
}

GenericParamRow Module::generic_param(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::GenericParam;
  return {uint16_t(r.get(t, row, col::GenericParam::Number)), uint16_t(r.get(t, row, col::GenericParam::Flags)), r.coded(t, row, col::GenericParam::Owner),
          r.string(t, row, col::GenericParam::Name)};
}

AssemblyRefRow Module::assembly_ref(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::AssemblyRef;
  AssemblyRefRow a{};
  for (unsigned i = 0; i < 4; i++) a.version[i] = uint16_t(r.get(t, row, col::AssemblyRef::MajorVersion + i));
  a.flags = r.get(t, row, col::AssemblyRef::Flags);
  a.public_key_or_token = r.blob(t, row, col::AssemblyRef::PublicKeyOrToken);
  a.name = r.string(t, row, col::AssemblyRef::Name);
  a.culture = r.string(t, row, col::AssemblyRef::Culture);
  return a;
}

ExportedTypeRow Module::exported_type(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::ExportedType;
  return {r.get(t, row, col::ExportedType::Flags), r.string(t, row, col::ExportedType::TypeName), r.string(t, row, col::ExportedType::TypeNamespace),
          r.coded(t, row, col::ExportedType::Implementation)};
}

ManifestResourceRow Module::manifest_resource(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::ManifestResource;
  return {r.get(t, row, col::ManifestResource::Offset), r.get(t, row, col::ManifestResource::Flags), r.string(t, row, col::ManifestResource::Name),
          r.coded(t, row, col::ManifestResource::Implementation)};
}

MethodImplRow Module::method_impl(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::MethodImpl;
  return {r.get(t, row, col::MethodImpl::Class), r.coded(t, row, col::MethodImpl::MethodBody), r.coded(t, row, col::MethodImpl::MethodDeclaration)};
}

PropertyRow Module::property(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::Property;
  return {uint16_t(r.get(t, row, col::Property::Flags)), r.string(t, row, col::Property::Name), r.blob(t, row, col::Property::Type)};
}

EventRow Module::event(uint32_t row) const {
  const Root& r = impl_->root;
  constexpr Table t = Table::Event;
  return {uint16_t(r.get(t, row, col::Event::EventFlags)), r.string(t, row, col::Event::Name), r.coded(t, row, col::Event::EventType)};
}

Blob Module::type_spec(uint32_t row) const { return impl_->root.blob(Table::TypeSpec, row, col::TypeSpec::Signature); }
Blob Module::stand_alone_sig(uint32_t row) const { return impl_->root.blob(Table::StandAloneSig, row, col::StandAloneSig::Signature); }
std::string_view Module::module_ref(uint32_t row) const { return impl_->root.string(Table::ModuleRef, row, col::ModuleRef::Name); }

std::pair<Token, Blob> Module::method_spec(uint32_t row) const {
  const Root& r = impl_->root;
  return {r.coded(Table::MethodSpec, row, col::MethodSpec::Method), r.blob(Table::MethodSpec, row, col::MethodSpec::Instantiation)};
}

// UTF-16 in place where the heap happens to align it; other strings are copied once.
std::u16string_view Module::user_string(Token t) const {
  if (t.table() != Table::UserString) impl_->image.fail("not a string token");
  Blob b = impl_->root.user_string_at(t.row());
  size_t length = b.size() / 2;  // the odd byte is a flag
  if (reinterpret_cast<uintptr_t>(b.data()) % 2 == 0) return {reinterpret_cast<const char16_t*>(b.data()), length};
  auto [it, added] = impl_->unaligned_strings.try_emplace(t.row());
  if (added) {
    it->second.resize(length);
    memcpy(it->second.data(), b.data(), length * 2);
  }
  return it->second;
}

}  // namespace ahead
