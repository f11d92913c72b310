// Custom attributes (II.22.10) by the name of their type. Asked for every method and type that is loaded, so the names are
// compared in place, without resolving or allocating anything.
#include "metadata/module_impl.h"

namespace ahead {

using namespace md;

static constexpr int kMaxNesting = 64;  // of type references: a malformed file can make them a cycle

// The type that declares an attribute's constructor; nil for a constructor on something that is not a type.
Token Module::Impl::attribute_type(uint32_t row) {
  Token ctor = root.coded(Table::CustomAttribute, row, col::CustomAttribute::Type);
  if (ctor.table() == Table::MethodDef) {
    uint32_t low = 0, high = root.rows(Table::TypeDef);
    while (low < high) {
      uint32_t middle = low + (high - low + 1) / 2;
      if (root.load(Table::TypeDef, middle, col::TypeDef::MethodList) <= ctor.row()) low = middle;
      else high = middle - 1;
    }
    return make_token(Table::TypeDef, low);
  }
  Token type = root.coded(Table::MemberRef, ctor.row(), col::MemberRef::Class);
  if (type.table() == Table::TypeSpec) {  // a generic attribute: GENERICINST CLASS type …
    BlobReader r{root.blob(Table::TypeSpec, type.row(), col::TypeSpec::Signature)};
    if (r.u8() != 0x15) return {};
    r.u8();
    type = r.type_def_or_ref();
  }
  return type.table() == Table::TypeDef || type.table() == Table::TypeRef ? type : Token{};
}

std::string Module::Impl::full_name(Token type, int depth) {
  if (depth > kMaxNesting) image.fail("type references form a cycle");
  if (type.nil() || (type.table() != Table::TypeDef && type.table() != Table::TypeRef)) return {};
  bool def = type.table() == Table::TypeDef;
  std::string_view name = root.string(type.table(), type.row(), def ? +col::TypeDef::Name : +col::TypeRef::Name);
  std::string_view name_space = root.string(type.table(), type.row(), def ? +col::TypeDef::Namespace : +col::TypeRef::Namespace);
  Token outer;
  if (def) {
    if (uint32_t row = find_one(Table::NestedClass, col::NestedClass::NestedClass, type))
      outer = make_token(Table::TypeDef, root.get(Table::NestedClass, row, col::NestedClass::EnclosingClass));
  } else {
    Token scope = root.coded(Table::TypeRef, type.row(), col::TypeRef::ResolutionScope);
    if (scope.table() == Table::TypeRef) outer = scope;
  }
  std::string full;
  if (!outer.nil()) full = full_name(outer, depth + 1) + "/";
  if (!name_space.empty()) full.append(name_space).append(".");
  return full.append(name);
}

bool Module::Impl::is_type(Token type, std::string_view wanted) {
  if (type.nil()) return false;
  if (wanted.find('/') != std::string_view::npos) return full_name(type) == wanted;
  bool def = type.table() == Table::TypeDef;
  std::string_view name = root.string(type.table(), type.row(), def ? +col::TypeDef::Name : +col::TypeRef::Name);
  if (!wanted.ends_with(name)) return false;
  wanted.remove_suffix(name.size());
  std::string_view name_space = root.string(type.table(), type.row(), def ? +col::TypeDef::Namespace : +col::TypeRef::Namespace);
  bool equal = name_space.empty() ? wanted.empty() : wanted.size() == name_space.size() + 1 && wanted.back() == '.' && wanted.starts_with(name_space);
  if (!equal) return false;
  if (def) return !find_one(Table::NestedClass, col::NestedClass::NestedClass, type);
  return root.coded(Table::TypeRef, type.row(), col::TypeRef::ResolutionScope).table() != Table::TypeRef;
}

std::vector<uint32_t> Module::custom_attributes(Token parent) const {
  Matches m = impl_->find(Table::CustomAttribute, col::CustomAttribute::Parent, parent);
  std::vector<uint32_t> rows(m.count);
  for (uint32_t i = 0; i < m.count; i++) rows[i] = m[i];
  return rows;
}

std::optional<Blob> Module::find_attribute(Token parent, std::string_view full_name) const {
  Matches m = impl_->find(Table::CustomAttribute, col::CustomAttribute::Parent, parent);
  for (uint32_t i = 0; i < m.count; i++)
    if (impl_->is_type(impl_->attribute_type(m[i]), full_name)) return impl_->root.blob(Table::CustomAttribute, m[i], col::CustomAttribute::Value);
  return std::nullopt;
}

std::string Module::attribute_type_name(uint32_t custom_attribute_row) const { return impl_->full_name(impl_->attribute_type(custom_attribute_row)); }

}  // namespace ahead
