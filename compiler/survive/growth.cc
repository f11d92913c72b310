// Programs that grow: generic recursion gets a budget, and one that is unexpectedly large is told what it consists of.
#include <algorithm>

#include "survive/graph.h"

namespace ahead {

namespace {

// Bodies with nested type arguments that a program with growing definitions may have before the walk starts again with a limit, and how many of the growing
// definitions themselves.
constexpr size_t kNestedBudget = 45000, kGrowingBudget = 10000;

}  // namespace

bool is_nested(const Method* m) {
  auto deep = [](Type* t) { return t->depth > 2; };
  return std::any_of(m->args.begin(), m->args.end(), deep) || std::any_of(m->owner->args.begin(), m->owner->args.end(), deep);
}

bool Walk::grows_too_much() {
  if (impl.bodies.growth_limit == 1 || nested_bodies < next_growth_check) return false;
  size_t growing = 0;
  for (Method* m : program.method_set)
    if (m->def && is_nested(m) && impl.bodies.cycles.grows(m->def)) ++growing;
  next_growth_check = nested_bodies + kGrowingBudget / 4;
  return growing > kGrowingBudget || (growing && nested_bodies > kNestedBudget);
}

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
