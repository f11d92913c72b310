#include "entries.h"

#include <algorithm>
#include <cctype>

namespace ahead {

std::string internal_call_symbol(const Method& method) {
  std::string symbol = "ic_" + method.owner->def->full_name + "_" + std::string(method.name());
  for (auto& c : symbol) if (!isalnum((unsigned char)c)) c = '_';
  return symbol;
}

std::string direct_pinvoke_symbol(const Method& method) {
  auto row = method.def->module->impl_map(method.def->row);
  if (!row || (row->module != "QCall" && !row->module.starts_with("libSystem."))) return {};
  return std::string(row->import_name.empty() ? method.name() : row->import_name);
}

std::vector<std::string> missing_entries(const Program& program, const std::set<std::string>& available) {
  std::set<std::string> missing;
  auto need = [&](const std::string& symbol) { if (!symbol.empty() && !available.contains(symbol)) missing.insert(symbol); };
  for (auto* method : program.internal_calls) need(internal_call_symbol(*method));
  for (auto* method : program.pinvokes) need(direct_pinvoke_symbol(*method));
  return {missing.begin(), missing.end()};
}

}  // namespace ahead
