// Feature switches. The framework says in two ways what a switch decides: [FeatureSwitchDefinition("name")] on a bool property, and
// an embedded ILLink.Substitutions.xml that lists methods to be stubbed:
//   <assembly fullname="…" feature="name" featurevalue="false"> <type fullname="…"> <method signature="System.Boolean get_X()" body="stub" value="false"/>
// A condition may stand on any element and counts for what is inside; without one the stub always applies.
#include "survive/bodies.h"
#include "survive/features.h"
#include "survive/xml.h"

namespace ahead {

void set_default_features(Program& p) {
#define FEATURE(name, value) p.features.emplace(name, value);
#include "survive/features.def"
#undef FEATURE
  p.features.emplace("System.Globalization.PredefinedCulturesOnly", p.features["System.Globalization.Invariant"]);
}

namespace {

Substitution parse_substitution(const XmlAttributes& a) {
  Substitution s;
  s.removed = xml_attribute(a, "body") == "remove";
  std::string value(xml_attribute(a, "value"));
  s.has_value = !value.empty();
  s.value = value == "true" ? 1 : value == "false" ? 0 : strtoll(value.c_str(), nullptr, 0);
  return s;
}

// "System.Boolean IsEnabled(System.Int32,System.String)"
std::string substitution_signature(TypeSystem& types, MethodDef* m) {
  Method* open = types.method(m->owner->open, m);
  std::string s = types.type_name(open->sig.ret) + " " + std::string(m->name) + "(";
  for (size_t i = 0; i < open->sig.params.size(); ++i) s += (i ? "," : "") + types.type_name(open->sig.params[i]);
  return s + ")";
}

using TypeStubs = std::unordered_map<std::string, std::unordered_map<std::string, Substitution>>;

TypeStubs read_substitutions(const Program& p, Module* m) {
  TypeStubs result;
  std::optional<Blob> file = m->resource("ILLink.Substitutions.xml");
  if (!file) return result;
  XmlReader reader{std::string_view(reinterpret_cast<const char*>(file->data()), file->size())};
  std::string type;
  std::vector<bool> active{true};
  while (std::optional<XmlReader::Tag> tag = reader.next()) {
    if (tag->opens) {
      active.push_back(active.back() && xml_applies(p, tag->attributes));
      if (tag->name == "type") type = xml_attribute(tag->attributes, "fullname");
      if (tag->name == "method" && active.back()) result[type].emplace(xml_attribute(tag->attributes, "signature"), parse_substitution(tag->attributes));
    }
    if (tag->closes && active.size() > 1) active.pop_back();
  }
  return result;
}

}  // namespace

const Substitution* Bodies::substitution(MethodDef* m) {
  auto [it, added] = substitutions.try_emplace(m->module);
  if (added) it->second = read_substitutions(program, m->module);
  if (it->second.empty()) return nullptr;
  auto type = it->second.find(m->owner->full_name);
  if (type == it->second.end()) return nullptr;
  auto method = type->second.find(substitution_signature(types, m));
  return method == type->second.end() ? nullptr : &method->second;
}

namespace {

std::optional<uint32_t> property_of_getter(MethodDef* getter) {
  Module* m = getter->module;
  for (uint32_t row : m->properties(getter->owner->row))
    for (auto& [semantics, method] : m->semantics(make_token(Table::Property, row)))
      if (method == getter->row) return row;
  return std::nullopt;
}

std::optional<bool> read_switch(const Program& p, MethodDef* getter) {
  std::optional<uint32_t> row = property_of_getter(getter);
  if (!row) return std::nullopt;
  Token property = make_token(Table::Property, *row);
  if (std::optional<Blob> blob = getter->module->find_attribute(property, "System.Diagnostics.CodeAnalysis.FeatureSwitchDefinitionAttribute")) {
    BlobReader reader{*blob};
    reader.u16();
    if (auto name = reader.ser_string())
      if (auto it = p.features.find(*name); it != p.features.end()) return it->second;
  }
  // A guard around code that needs reflection emit: never available here. (Code that merely is not trim-safe stays dynamic.)
  if (std::optional<Blob> blob = getter->module->find_attribute(property, "System.Diagnostics.CodeAnalysis.FeatureGuardAttribute")) {
    BlobReader reader{*blob};
    reader.u16();
    if (auto name = reader.ser_string(); name && name->starts_with("System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute")) return false;
  }
  return std::nullopt;
}

}  // namespace

// A property that says whether code may be used that trimming, or a program of one file, cannot promise. Nothing but the program itself knows the answer.
bool Bodies::is_quiet_guard(MethodDef* m) {
  if (!m->is_static() || !m->name.starts_with("get_")) return false;
  std::optional<uint32_t> row = property_of_getter(m);
  if (!row) return false;
  Token property = make_token(Table::Property, *row);
  if (m->module->find_attribute(property, "System.Diagnostics.CodeAnalysis.FeatureSwitchDefinitionAttribute")) return false;
  std::optional<Blob> blob = m->module->find_attribute(property, "System.Diagnostics.CodeAnalysis.FeatureGuardAttribute");
  if (!blob) return false;
  BlobReader reader{*blob, 2};
  auto name = reader.ser_string();
  return name && (name->starts_with("System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute") || name->starts_with("System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute"));
}

std::optional<bool> Bodies::feature_switch(MethodDef* m) {
  if (!m->is_static() || !m->name.starts_with("get_")) return std::nullopt;
  if (guards_are_off && is_quiet_guard(m)) return false;
  auto [it, added] = switches.try_emplace(m);
  if (added) it->second = read_switch(program, m);
  return it->second;
}

}  // namespace ahead
