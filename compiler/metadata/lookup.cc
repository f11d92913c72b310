// Inverse look-ups. Most tables that belong to something (constants, attributes, nested classes …) are sorted by their owner,
// so finding what belongs to a row is a binary search. The file only promises to be sorted: the first search of a column
// checks, and otherwise sorts row numbers on the side.
#include <algorithm>
#include <numeric>
#include "metadata/module_impl.h"

namespace ahead {

using namespace md;

const RowIndex& Module::Impl::index(Table t, unsigned column) {
  auto& slot = indexes[unsigned(t)][column];
  if (slot) return *slot;
  slot = std::make_unique<RowIndex>();
  uint32_t n = root.rows(t);
  for (uint32_t row = 2; row <= n && slot->in_place; row++) slot->in_place = root.load(t, row - 1, column) <= root.load(t, row, column);
  if (!slot->in_place) {
    slot->order.resize(n);
    std::iota(slot->order.begin(), slot->order.end(), 1u);
    std::sort(slot->order.begin(), slot->order.end(), [&](uint32_t a, uint32_t b) {
      uint32_t x = root.load(t, a, column), y = root.load(t, b, column);
      return x != y ? x < y : a < b;
    });
  }
  return *slot;
}

Matches Module::Impl::find(Table t, unsigned column, uint32_t key) {
  const RowIndex& ix = index(t, column);
  uint32_t n = root.rows(t);
  auto value = [&](uint32_t position) { return root.load(t, ix.in_place ? position + 1 : ix.order[position], column); };
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (value(middle) < key) low = middle + 1;
    else high = middle;
  }
  Matches m{&ix, low, 0};
  while (low + m.count < n && value(low + m.count) == key) m.count++;
  return m;
}

Matches Module::Impl::find(Table t, unsigned column, Token key) {
  auto encoded = Root::encode(schema(t).columns[column], key);
  return encoded && key.row() ? find(t, column, *encoded) : Matches{};
}

uint32_t Module::Impl::find_one(Table t, unsigned column, Token key) {
  Matches m = find(t, column, key);
  return m.empty() ? 0 : m[0];
}

static std::vector<uint32_t> to_vector(const Matches& m) {
  std::vector<uint32_t> rows(m.count);
  for (uint32_t i = 0; i < m.count; i++) rows[i] = m[i];
  return rows;
}

// ---- types and members ----

uint32_t Module::enclosing_type(uint32_t type_def) const {
  uint32_t row = impl_->find_one(Table::NestedClass, col::NestedClass::NestedClass, make_token(Table::TypeDef, type_def));
  if (!row) return 0;
  uint32_t outer = impl_->root.get(Table::NestedClass, row, col::NestedClass::EnclosingClass);
  if (outer == 0 || outer > rows(Table::TypeDef)) impl_->image.fail("bad row in table NestedClass");
  return outer;
}

std::vector<uint32_t> Module::nested_types(uint32_t type_def) const {
  std::vector<uint32_t> types = to_vector(impl_->find(Table::NestedClass, col::NestedClass::EnclosingClass, make_token(Table::TypeDef, type_def)));
  for (uint32_t& row : types) row = impl_->root.get(Table::NestedClass, row, col::NestedClass::NestedClass);
  return types;
}

// The last type whose list starts at or before `member`.
static uint32_t owner(const Root& root, unsigned column, Table members, uint32_t member) {
  if (member == 0 || member > root.rows(members)) root.fail(std::string("no row ") + std::to_string(member) + " in table " + schema(members).name);
  uint32_t low = 0, high = root.rows(Table::TypeDef);  // answer in [low, high], 0: none
  while (low < high) {
    uint32_t middle = low + (high - low + 1) / 2;
    if (root.load(Table::TypeDef, middle, column) <= member) low = middle;
    else high = middle - 1;
  }
  if (low) {
    auto [begin, end] = root.list(Table::TypeDef, low, column, members);
    if (member >= begin && member < end) return low;
  }
  root.fail(std::string("row ") + std::to_string(member) + " of table " + schema(members).name + " belongs to no type");
}

uint32_t Module::type_of_method(uint32_t method_def) const { return owner(impl_->root, col::TypeDef::MethodList, Table::MethodDef, method_def); }
uint32_t Module::type_of_field(uint32_t field) const { return owner(impl_->root, col::TypeDef::FieldList, Table::Field, field); }

std::vector<Token> Module::interfaces(uint32_t type_def) const {
  Matches m = impl_->find(Table::InterfaceImpl, col::InterfaceImpl::Class, make_token(Table::TypeDef, type_def));
  std::vector<Token> tokens(m.count);
  for (uint32_t i = 0; i < m.count; i++) tokens[i] = impl_->root.coded(Table::InterfaceImpl, m[i], col::InterfaceImpl::Interface);
  return tokens;
}

std::vector<MethodImplRow> Module::method_impls(uint32_t type_def) const {
  Matches m = impl_->find(Table::MethodImpl, col::MethodImpl::Class, make_token(Table::TypeDef, type_def));
  std::vector<MethodImplRow> impls(m.count);
  for (uint32_t i = 0; i < m.count; i++) impls[i] = method_impl(m[i]);
  return impls;
}

std::vector<uint32_t> Module::generic_params(Token owner) const {
  std::vector<uint32_t> params = to_vector(impl_->find(Table::GenericParam, col::GenericParam::Owner, owner));
  auto number = [&](uint32_t row) { return impl_->root.load(Table::GenericParam, row, col::GenericParam::Number); };
  std::sort(params.begin(), params.end(), [&](uint32_t a, uint32_t b) { return std::pair(number(a), a) < std::pair(number(b), b); });
  return params;
}

std::vector<Token> Module::generic_param_constraints(uint32_t generic_param) const {
  Matches m = impl_->find(Table::GenericParamConstraint, col::GenericParamConstraint::Owner, make_token(Table::GenericParam, generic_param));
  std::vector<Token> tokens(m.count);
  for (uint32_t i = 0; i < m.count; i++) tokens[i] = impl_->root.coded(Table::GenericParamConstraint, m[i], col::GenericParamConstraint::Constraint);
  return tokens;
}

std::vector<uint32_t> Module::properties(uint32_t type_def) const {
  std::vector<uint32_t> properties;
  uint32_t map = impl_->find_one(Table::PropertyMap, col::PropertyMap::Parent, make_token(Table::TypeDef, type_def));
  if (!map) return properties;
  auto [begin, end] = impl_->root.list(Table::PropertyMap, map, col::PropertyMap::PropertyList, Table::Property);
  for (uint32_t row = begin; row < end; row++) properties.push_back(row);
  return properties;
}

std::vector<uint32_t> Module::events(uint32_t type_def) const {
  std::vector<uint32_t> events;
  uint32_t map = impl_->find_one(Table::EventMap, col::EventMap::Parent, make_token(Table::TypeDef, type_def));
  if (!map) return events;
  auto [begin, end] = impl_->root.list(Table::EventMap, map, col::EventMap::EventList, Table::Event);
  for (uint32_t row = begin; row < end; row++) events.push_back(row);
  return events;
}

std::vector<std::pair<uint16_t, uint32_t>> Module::semantics(Token property_or_event) const {
  Matches m = impl_->find(Table::MethodSemantics, col::MethodSemantics::Association, property_or_event);
  std::vector<std::pair<uint16_t, uint32_t>> methods(m.count);
  for (uint32_t i = 0; i < m.count; i++)
    methods[i] = {uint16_t(impl_->root.get(Table::MethodSemantics, m[i], col::MethodSemantics::Semantics)),
                  impl_->root.get(Table::MethodSemantics, m[i], col::MethodSemantics::Method)};
  return methods;
}

// ---- facts about one row ----

std::optional<std::pair<uint16_t, uint32_t>> Module::class_layout(uint32_t type_def) const {
  uint32_t row = impl_->find_one(Table::ClassLayout, col::ClassLayout::Parent, make_token(Table::TypeDef, type_def));
  if (!row) return std::nullopt;
  return std::pair{uint16_t(impl_->root.get(Table::ClassLayout, row, col::ClassLayout::PackingSize)),
                   impl_->root.get(Table::ClassLayout, row, col::ClassLayout::ClassSize)};
}

std::optional<uint32_t> Module::field_offset(uint32_t field) const {
  uint32_t row = impl_->find_one(Table::FieldLayout, col::FieldLayout::Field, make_token(Table::Field, field));
  if (!row) return std::nullopt;
  return impl_->root.get(Table::FieldLayout, row, col::FieldLayout::Offset);
}

std::optional<uint32_t> Module::field_rva(uint32_t field) const {
  uint32_t row = impl_->find_one(Table::FieldRVA, col::FieldRVA::Field, make_token(Table::Field, field));
  if (!row) return std::nullopt;
  return impl_->root.get(Table::FieldRVA, row, col::FieldRVA::RVA);
}

std::optional<ConstantRow> Module::constant(Token parent) const {
  uint32_t row = impl_->find_one(Table::Constant, col::Constant::Parent, parent);
  if (!row) return std::nullopt;
  return ConstantRow{uint8_t(impl_->root.get(Table::Constant, row, col::Constant::Type)), parent,
                     impl_->root.blob(Table::Constant, row, col::Constant::Value)};
}

std::optional<Blob> Module::field_marshal(Token parent) const {
  uint32_t row = impl_->find_one(Table::FieldMarshal, col::FieldMarshal::Parent, parent);
  if (!row) return std::nullopt;
  return impl_->root.blob(Table::FieldMarshal, row, col::FieldMarshal::NativeType);
}

std::optional<ImplMapRow> Module::impl_map(uint32_t method_def) const {
  Token member = make_token(Table::MethodDef, method_def);
  uint32_t row = impl_->find_one(Table::ImplMap, col::ImplMap::MemberForwarded, member);
  if (!row) return std::nullopt;
  uint32_t scope = impl_->root.get(Table::ImplMap, row, col::ImplMap::ImportScope);
  return ImplMapRow{uint16_t(impl_->root.get(Table::ImplMap, row, col::ImplMap::MappingFlags)), member,
                    impl_->root.string(Table::ImplMap, row, col::ImplMap::ImportName), module_ref(scope)};
}

// ---- types by name ----

uint32_t Module::find_type(std::string_view name_space, std::string_view name) const {
  auto& map = impl_->types;
  if (!map) {
    map.emplace();
    const Root& r = impl_->root;
    for (uint32_t row = 1; row <= rows(Table::TypeDef); row++)
      if ((r.load(Table::TypeDef, row, col::TypeDef::Flags) & 7) <= 1)  // not nested
        map->try_emplace({r.string(Table::TypeDef, row, col::TypeDef::Namespace), r.string(Table::TypeDef, row, col::TypeDef::Name)}, row);
  }
  auto it = map->find({name_space, name});
  return it == map->end() ? 0 : it->second;
}

uint32_t Module::find_exported_type(std::string_view name_space, std::string_view name) const {
  auto& map = impl_->exported_types;
  if (!map) {
    map.emplace();
    for (uint32_t row = 1; row <= rows(Table::ExportedType); row++) {
      ExportedTypeRow e = exported_type(row);
      if (e.implementation.table() != Table::ExportedType) map->try_emplace({e.name_space, e.name}, row);
    }
  }
  auto it = map->find({name_space, name});
  return it == map->end() ? 0 : it->second;
}

}  // namespace ahead
