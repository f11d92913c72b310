#include "report/report.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace ahead {

extern const char kReportPage[];            // page.html

namespace {

using Json = nlohmann::ordered_json;

// Where a piece belongs, and what kind of thing it is.
struct Place { std::vector<std::string> path; const char* kind; };

struct Prefix { const char *text, *kind, *what; };
constexpr Prefix kPrefixes[] = {
    {"ub:", "code", "unboxing stub"}, {"un:", "code", "entry from native code"}, {"dc:", "code", "dynamic cast stub"}, {"iv:", "code", "invoke stub"},
    {"ds:", "code", "delegate thunk"}, {"dm:", "code", "multicast thunk"}, {"dv:", "code", "delegate thunk"}, {"dr:", "code", "delegate for native code"},
    {"mt:", "type", "method table"}, {"rt:", "type", "type object"}, {"ci:", "type", "static constructor's state"},
    {"md:", "metadata", "description"}, {"fd:", "metadata", "description"}, {"mh:", "metadata", "method handle"}, {"fh:", "metadata", "field handle"},
    {"sf:", "data", "static field"}, {"rva:", "data", "initial data"},
};

constexpr struct { const char *section, *name, *kind; } kSections[] = {
    {".eh_frame", "Unwind tables", "tables"}, {".eh_frame_hdr", "Unwind tables", "tables"}, {".gcc_except_table", "Exception tables", "tables"},
    {"ahead_frozen", "Frozen objects", "data"}, {".rodata", "Names, constants, reflection tables", "metadata"}, {".data.rel.ro", "Type and dispatch tables", "type"},
};

std::string type_title(TypeSystem& types, Type* t) {
  std::string name = types.stack_trace_type_name(t);
  if (t->def && !t->def->name_space.empty() && name.starts_with(t->def->name_space)) name.erase(0, t->def->name_space.size() + 1);
  if (!t->args.empty()) {
    name = name.substr(0, name.find('`'));
    std::string full = types.type_name(t);
    if (auto bracket = full.find('['); bracket != std::string::npos) name += full.substr(bracket);
  }
  return name;
}

// Entities of the program by the names that symbols are made of.
struct Names {
  std::map<std::string, Place> places;
  void add(Program& program) {
    TypeSystem& types = *program.types;
    auto of_type = [&](Type* t, std::vector<std::string> tail) {
      Type* d = t;
      while (!d->def && d->element) d = d->element;
      Module* m = d->def ? d->def->module : types.corelib();
      std::vector<std::string> path = {std::string(m->name()), d->def && !d->def->name_space.empty() ? std::string(d->def->name_space) : "(no namespace)",
                                       t->def ? type_title(types, t) : types.type_name(t)};
      path.insert(path.end(), tail.begin(), tail.end());
      return path;
    };
    for (Method* m : program.methods) places.emplace(types.method_name(m), Place{of_type(m->owner, {types.stack_trace_method_name(m)}), "code"});
    for (Method* m : program.reflection.methods) places.emplace(types.method_name(m), Place{of_type(m->owner, {types.stack_trace_method_name(m)}), "code"});
    for (Type* t : program.type_order) places.emplace(types.type_name(t), Place{of_type(t, {}), "type"});
    for (Field* f : program.static_fields) places.emplace(types.field_name(f), Place{of_type(f->owner, {std::string(f->name())}), "data"});
    for (Field* f : program.reflection.fields) places.emplace(types.field_name(f), Place{of_type(f->owner, {std::string(f->name())}), "data"});
  }
};

Place place_of(const Names& names, const Piece& piece) {
  auto known = names.places.find(piece.symbol);
  if (known != names.places.end()) return known->second;
  for (auto& prefix : kPrefixes) {
    if (!piece.symbol.starts_with(prefix.text)) continue;
    auto of = names.places.find(piece.symbol.substr(strlen(prefix.text)));
    if (of == names.places.end()) return {{"Other symbols", prefix.what, piece.symbol}, prefix.kind};
    Place place{of->second.path, prefix.kind};
    place.path.push_back(prefix.what);
    return place;
  }
  if (piece.symbol.starts_with("str:")) return {{"String literals"}, "data"};
  for (auto& s : kSections)
    if (piece.section == s.section && (piece.symbol.empty() || piece.section != ".rodata")) return {{s.name}, s.kind};
  if (piece.symbol.empty()) return {{"Other sections", piece.section}, "tables"};
  return {{"Native runtime", piece.section == ".text" ? "code" : "data", piece.symbol}, "runtime"};
}

struct Tree {
  uint64_t bytes = 0;
  const char* kind = "";
  std::map<std::string, Tree> below;
  void add(const std::vector<std::string>& path, size_t depth, uint64_t n, const char* what) {
    bytes += n;
    if (depth == path.size()) { kind = what; return; }
    below[path[depth]].add(path, depth + 1, n, what);
  }
};

// Largest first. What a node holds besides its parts is a part of its own.
Json json_of(const std::string& name, const Tree& tree) {
  Json node = {{"name", name}, {"bytes", tree.bytes}};
  if (*tree.kind) node["kind"] = tree.kind;
  if (tree.below.empty()) return node;
  std::vector<std::pair<std::string, const Tree*>> parts;
  uint64_t rest = tree.bytes;
  for (auto& [title, part] : tree.below) parts.push_back({title, &part}), rest -= part.bytes;
  std::stable_sort(parts.begin(), parts.end(), [](auto& a, auto& b) { return a.second->bytes > b.second->bytes; });
  for (auto& [title, part] : parts) node["parts"].push_back(json_of(title, *part));
  if (rest) node["parts"].push_back({{"name", "(itself)"}, {"bytes", rest}, {"kind", tree.kind}});
  return node;
}

// The definitions whose instances take most.
Json generics(Program& program, const std::vector<Piece>& pieces) {
  std::map<std::string, uint64_t> bytes;
  for (auto& p : pieces)
    if (p.section == ".text") bytes[p.symbol] += p.bytes;
  struct Sum { uint64_t bodies = 0, bytes = 0; };
  std::map<std::string, Sum> sums;
  for (Method* m : program.methods) {
    if (m->args.empty() && m->owner->args.empty()) continue;
    auto size = bytes.find(program.types->method_name(m));
    auto& sum = sums[program.types->stack_trace_type_name(m->owner) + "." + program.types->stack_trace_method_name(m)];
    sum.bodies++;
    if (size != bytes.end()) sum.bytes += size->second;
  }
  std::vector<std::pair<std::string, Sum>> list(sums.begin(), sums.end());
  std::stable_sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.second.bytes > b.second.bytes; });
  Json result = Json::array();
  constexpr size_t kShown = 100;
  for (size_t i = 0; i < list.size() && i < kShown; i++)
    result.push_back({{"method", list[i].first}, {"instances", list[i].second.bodies}, {"bytes", list[i].second.bytes}});
  return result;
}

Json warnings(const std::vector<Diagnostic>& list) {
  Json result = Json::array();
  for (auto& d : list) {
    Json w = {{"code", d.code}, {"text", d.text}};
    if (!d.file.empty()) w["file"] = d.file, w["line"] = d.line, w["column"] = d.column;
    if (!d.place.empty()) w["place"] = d.place;
    result.push_back(w);
  }
  return result;
}

}  // namespace

std::string report_json(const ReportInput& input) {
  Names names;
  names.add(input.program);
  Tree tree;
  uint64_t known = 0;
  for (auto& piece : input.pieces) {
    Place place = place_of(names, piece);
    tree.add(place.path, 0, piece.bytes, place.kind);
    known += piece.bytes;
  }
  if (input.bytes > known) tree.add({"Headers, padding, line table"}, 0, input.bytes - known, "tables");
  Json phases = Json::array();
  for (auto& p : input.phases) phases.push_back({{"name", p.name}, {"milliseconds", int64_t(p.seconds * 1000 + 0.5)}});
  Json reasons = Json::object();
  for (auto& [method, reason] : input.program.reasons()) reasons[method] = {reason.first, reason.second};
  Json report = {{"program", input.name}, {"runtime", input.rid}, {"bytes", input.bytes}, {"methods", input.program.methods.size()}, {"types", input.program.type_order.size()},
                 {"phases", phases}, {"warnings", warnings(input.warnings)}, {"generics", generics(input.program, input.pieces)}, {"tree", json_of(input.name, tree)},
                 {"reasons", reasons}};
  return report.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// "</" would end the script that the data stands in.
std::string report_page(const std::string& json) {
  std::string page = kReportPage, data;
  for (size_t i = 0; i < json.size(); i++) {
    data += json[i];
    if (json[i] == '<' && i + 1 < json.size() && json[i + 1] == '/') data += '\\';
  }
  constexpr std::string_view place = "/*DATA*/";
  page.replace(page.find(place), place.size(), data);
  return page;
}

}  // namespace ahead
