#include "support/diagnostics.h"

#include <set>

namespace ahead {

static std::string line(const Diagnostic& d) {
  static const char* const kNames[] = {"note", "warning", "error"};
  std::string text = std::string("ahead: ") + kNames[d.severity];
  if (!d.code.empty()) text += " " + d.code;
  text += ": ";
  if (!d.place.empty()) text += d.place + ": ";
  return text + d.text + "\n";
}

std::string take_text(Diagnostics& diagnostics) {
  std::string text;
  std::set<std::string> seen;
  for (auto& d : diagnostics.list)
    if (auto l = line(d); seen.insert(l).second) text += l;
  diagnostics.list.clear();
  return text;
}

}  // namespace ahead
