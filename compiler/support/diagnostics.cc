#include "support/diagnostics.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "support/options.h"

namespace ahead {

namespace {

enum class Kind { Other, Trim, Aot, SingleFile };

Kind kind_of(const std::string& code) {
  if (code.size() != 6 || !code.starts_with("IL")) return Kind::Other;
  if (code[2] == '2') return Kind::Trim;
  return code.starts_with("IL305") ? Kind::Aot : Kind::SingleFile;
}

const char* words(Kind kind) {
  switch (kind) {
    case Kind::Trim: return "Trim analysis ";
    case Kind::Aot: return "AOT analysis ";
    case Kind::SingleFile: return "Single-file analysis ";
    default: return "";
  }
}

std::string line(const Diagnostic& d) {
  static const char* const kNames[] = {"note", "warning", "error"};
  std::string text = d.file.empty() ? "ahead" : d.file + "(" + std::to_string(d.line) + "," + std::to_string(d.column) + ")";
  text += std::string(": ") + words(kind_of(d.code)) + kNames[d.severity];
  if (!d.code.empty()) text += " " + d.code;
  text += ": ";
  if (!d.place.empty()) text += d.place + ": ";
  return text + d.text + "\n";
}

// Lists of codes come as "IL2026;2055, IL3050".
std::set<std::string> codes(const std::vector<std::string>& lists) {
  std::set<std::string> result;
  for (auto& list : lists)
    for (size_t begin = 0; begin < list.size();) {
      size_t end = std::min(list.find_first_of(";, ", begin), list.size());
      auto code = list.substr(begin, end - begin);
      if (!code.empty()) result.insert(isdigit(uint8_t(code[0])) ? "IL" + code : code);
      begin = end + 1;
    }
  return result;
}

bool is_own(const Diagnostic& d, const Options& options, const std::string& app) {
  return d.assembly.empty() || d.assembly == app || options.no_single_warn || std::find(options.projects.begin(), options.projects.end(), d.assembly) != options.projects.end();
}

// IL2026 … of an assembly become one IL2104, IL3050 … one IL3053.
void roll_up(Diagnostics& diagnostics, const Options& options, const std::string& app) {
  std::set<std::pair<std::string, Kind>> rolled;
  std::erase_if(diagnostics.list, [&](const Diagnostic& d) {
    auto kind = kind_of(d.code);
    if (kind == Kind::Other || is_own(d, options, app)) return false;
    rolled.insert({d.assembly, kind == Kind::Trim ? Kind::Trim : Kind::Aot});
    return true;
  });
  for (auto& [assembly, kind] : rolled)
    diagnostics.warning(kind == Kind::Trim ? "IL2104" : "IL3053", "assembly '" + assembly + "' produced " + (kind == Kind::Trim ? "trim" : "AOT") +
                        " warnings; TrimmerSingleWarn=false shows them one by one");
}

}  // namespace

void apply_policy(Diagnostics& diagnostics, const Options& options, const std::string& app) {
  auto silent = codes(options.nowarn), errors = codes(options.warnaserr), not_errors = codes(options.nowarnaserr);
  auto unwanted = [&](const Diagnostic& d) {
    auto kind = kind_of(d.code);
    return d.severity == Diagnostic::Warning && (silent.contains(d.code) || (kind == Kind::Trim && options.no_trim_warnings) || (kind == Kind::Aot && options.no_aot_warnings));
  };
  std::erase_if(diagnostics.list, unwanted);
  roll_up(diagnostics, options, app);
  std::erase_if(diagnostics.list, unwanted);
  for (auto& d : diagnostics.list) {
    bool coded = kind_of(d.code) != Kind::Other;
    if (d.severity == Diagnostic::Warning && (errors.contains(d.code) || (options.warnings_as_errors && coded && !not_errors.contains(d.code)))) d.severity = Diagnostic::Error;
  }
}

std::string advice(const Diagnostics& diagnostics) {
  std::map<std::string, size_t> counts;
  bool explained = false;
  for (auto& d : diagnostics.list)
    if (kind_of(d.code) != Kind::Other) ++counts[d.code], explained = explained || !d.chain.empty();
  if (counts.empty()) return {};
  auto most = std::max_element(counts.begin(), counts.end(), [](auto& a, auto& b) { return a.second < b.second; });
  size_t all = 0;
  for (auto& [code, count] : counts) all += count;
  struct Next { const char *from, *to, *text; };
  static constexpr Next kNext[] = {
      {"IL2026", "IL2026", "call something that needs no reflection, or put RequiresUnreferencedCode on the caller so that its callers decide"},
      {"IL2104", "IL2104", "TrimmerSingleWarn=false shows the warnings inside the assembly; a newer version of the package may have none"},
      {"IL3053", "IL3053", "TrimmerSingleWarn=false shows the warnings inside the assembly; a newer version of the package may have none"},
      {"IL3050", "IL3052", "call the overload that takes the type as a type argument, or put RequiresDynamicCode on the caller"},
      {"IL3000", "IL3003", "use AppContext.BaseDirectory, or embed what is read from files beside the assembly"},
      {"IL2046", "IL2046", "put the same Requires attribute on a member and on what it overrides"},
      {"IL2092", "IL2095", "put the same DynamicallyAccessedMembers on a member and on what it overrides"},
      {"IL2055", "IL2122", "put DynamicallyAccessedMembers with the members named on the parameter, field, result or type parameter that the type comes from"},
  };
  std::string text = std::to_string(all) + (all == 1 ? " warning" : " warnings") + " of trimming and native compilation, most of them " + most->first + " (" + std::to_string(most->second) + ")";
  for (auto& n : kNext)
    if (most->first >= n.from && most->first <= n.to) { text += ". Next: " + std::string(n.text); break; }
  if (!explained) text += ". AheadExplainWarnings=true shows how the program reaches each of them";
  return "ahead: " + text + ".\n";
}

std::string take_text(Diagnostics& diagnostics) {
  std::stable_sort(diagnostics.list.begin(), diagnostics.list.end(), [](auto& a, auto& b) {
    return std::tie(a.file, a.line, a.column, a.code, a.place) < std::tie(b.file, b.line, b.column, b.code, b.place);
  });
  std::string text;
  std::set<std::string> seen;
  for (auto& d : diagnostics.list)
    if (auto l = line(d); seen.insert(l).second) {
      text += l;
      for (auto& step : d.chain) text += "    reached through: " + step + "\n";
    }
  diagnostics.list.clear();
  return text;
}

}  // namespace ahead
