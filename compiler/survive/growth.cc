// Which definitions the program's bodies are instances of: what to look at when a program is unexpectedly large.
#include <algorithm>

#include "survive/graph.h"

namespace ahead {

std::string most_instantiated(const Program& program, size_t count) {
  std::unordered_map<MethodDef*, size_t> bodies;
  for (Method* m : program.method_set)
    if (m->def) ++bodies[m->def];
  std::vector<std::pair<size_t, std::string>> list;
  for (auto& [d, n] : bodies) list.push_back({n, program.types->display_name(program.types->method(d->owner->open, d))});
  std::sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::string text;
  for (size_t i = 0; i < list.size() && i < count; ++i) text += (i ? "\n" : "") + std::to_string(list[i].first) + " x " + list[i].second;
  return text;
}

}  // namespace ahead
