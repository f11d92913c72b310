// Feature switches. The framework says in two ways what a switch decides: [FeatureSwitchDefinition("name")] on a bool property, and
// an embedded ILLink.Substitutions.xml that lists methods to be stubbed:
//   <assembly fullname="…" feature="name" featurevalue="false"> <type fullname="…"> <method signature="System.Boolean get_X()" body="stub" value="false"/>
// A condition may stand on any element and counts for what is inside; without one the stub always applies.
#include <cstring>

#include "survive/bodies.h"
#include "survive/features.h"

namespace ahead {

void set_default_features(Program& p) {
#define FEATURE(name, value) p.features.emplace(name, value);
#include "survive/features.def"
#undef FEATURE
  p.features.emplace("System.Globalization.PredefinedCulturesOnly", p.features["System.Globalization.Invariant"]);
}

namespace {

using Attributes = std::map<std::string, std::string, std::less<>>;

// Just enough XML for these files: elements, attributes, comments; no text, no entities.
struct XmlReader {
  std::string_view text; size_t pos = 0;
  struct Tag { std::string name; Attributes attributes; bool opens = false, closes = false; };

  void skip_space() { while (pos < text.size() && isspace(uint8_t(text[pos]))) ++pos; }
  std::string word() {
    size_t begin = pos;
    while (pos < text.size() && !isspace(uint8_t(text[pos])) && !strchr("=/>\"", text[pos])) ++pos;
    return std::string(text.substr(begin, pos - begin));
  }
  void attribute(Tag& tag) {
    std::string name = word();
    skip_space();
    if (pos >= text.size() || text[pos] != '=') { ++pos; return; }
    ++pos, skip_space();
    if (pos >= text.size()) return;
    size_t end = text.find(text[pos], pos + 1);
    if (end == std::string_view::npos) end = text.size();
    tag.attributes[name] = std::string(text.substr(pos + 1, end - pos - 1));
    pos = std::min(end + 1, text.size());
  }
  std::optional<Tag> next() {
    while ((pos = text.find('<', pos)) != std::string_view::npos) {
      bool comment = text.substr(pos).starts_with("<!--");
      if (!comment && !text.substr(pos).starts_with("<?")) break;
      size_t end = text.find(comment ? "-->" : "?>", pos);
      if (end == std::string_view::npos) return std::nullopt;
      pos = end;
    }
    if (pos == std::string_view::npos) return std::nullopt;
    ++pos;
    Tag tag;
    tag.closes = pos < text.size() && text[pos] == '/';
    if (tag.closes) ++pos;
    tag.opens = !tag.closes;
    tag.name = word();
    for (skip_space(); pos < text.size() && text[pos] != '>'; skip_space()) {
      if (text[pos] == '/') tag.closes = true, ++pos;
      else attribute(tag);
    }
    return tag;
  }
};

std::string_view get(const Attributes& a, const char* name) {
  auto it = a.find(name);
  return it == a.end() ? std::string_view() : std::string_view(it->second);
}

bool applies(const Program& p, const Attributes& a) {
  std::string_view feature = get(a, "feature");
  if (feature.empty()) return true;
  bool wanted = get(a, "featurevalue") == "true";
  auto it = p.features.find(feature);
  if (it == p.features.end()) return get(a, "featuredefault") == "true";
  return it->second == wanted;
}

Substitution parse_substitution(const Attributes& a) {
  Substitution s;
  s.removed = get(a, "body") == "remove";
  std::string value(get(a, "value"));
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
      active.push_back(active.back() && applies(p, tag->attributes));
      if (tag->name == "type") type = get(tag->attributes, "fullname");
      if (tag->name == "method" && active.back()) result[type].emplace(get(tag->attributes, "signature"), parse_substitution(tag->attributes));
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

std::optional<bool> Bodies::feature_switch(MethodDef* m) {
  if (!m->is_static() || !m->name.starts_with("get_")) return std::nullopt;
  auto [it, added] = switches.try_emplace(m);
  if (added) it->second = read_switch(program, m);
  return it->second;
}

}  // namespace ahead
