// --why: reads the recorded reasons back.
#include <algorithm>

#include "survive/graph.h"

namespace ahead {

namespace {

std::string describe(TypeSystem& types, const Node& n) {
  switch (n.kind) {
    case Node::Root: return static_cast<const char*>(n.entity);
    case Node::Code: return types.display_name(static_cast<Method*>(const_cast<void*>(n.entity)));
    case Node::Slot: return "virtual " + types.display_name(static_cast<Method*>(const_cast<void*>(n.entity)));
    case Node::InterfaceSlot: return "interface method " + types.display_name(static_cast<Method*>(const_cast<void*>(n.entity)));
    case Node::Mentioned: return "type " + types.type_name(static_cast<Type*>(const_cast<void*>(n.entity)));
    case Node::Constructed: return "an object of type " + types.type_name(static_cast<Type*>(const_cast<void*>(n.entity)));
    case Node::Statics: return "statics of " + types.type_name(static_cast<Type*>(const_cast<void*>(n.entity)));
    case Node::StaticField: return "static field " + types.field_name(static_cast<Field*>(const_cast<void*>(n.entity)));
  }
  return {};
}

// The way to a root.
void follow_reasons(const Program& program, Node node, std::vector<std::string>& lines, const char* prefix) {
  while (node.kind != Node::Root) {
    const Reason& r = program.impl->reasons.at(node);
    lines.push_back(prefix + describe(*program.types, r.from) + " (" + r.how + ")");
    node = r.from;
  }
}

}  // namespace

std::vector<std::string> Program::why(const MethodDef* d) const {
  std::vector<std::string> lines;
  for (Method* m : methods)
    if (m->def == d && impl->reasons.contains({Node::Code, m})) {
      follow_reasons(*this, {Node::Code, m}, lines, "");
      break;
    }
  return lines;
}

std::vector<std::string> Program::why(const std::string& fragment) const {
  std::vector<std::pair<std::string, Node>> found;
  for (auto& [node, reason] : impl->reasons) {
    if (node.kind == Node::Root) continue;
    std::string text = describe(*types, node);
    if (text.find(fragment) != std::string::npos) found.push_back({text, node});
  }
  // The shortest name is what was most likely meant; code before types.
  std::sort(found.begin(), found.end(), [](auto& a, auto& b) { return std::tuple(a.second.kind, a.first.size(), a.first) < std::tuple(b.second.kind, b.first.size(), b.first); });
  std::vector<std::string> lines;
  if (found.empty()) return lines;
  Node node = found[0].second;
  lines.push_back(describe(*types, node));
  follow_reasons(*this, node, lines, "  <- ");
  if (found.size() > 1) lines.push_back("also found: " + std::to_string(found.size() - 1) + ", for instance " + found[1].first);
  return lines;
}

std::map<std::string, std::pair<std::string, std::string>> Program::reasons() const {
  // Different things may have one name in words: the smallest reason, whatever the order.
  std::map<std::string, std::pair<std::string, std::string>> all;
  for (auto& [node, reason] : impl->reasons) {
    if (node.kind == Node::Root) continue;
    std::pair why{describe(*types, reason.from), std::string(reason.how)};
    auto [it, added] = all.try_emplace(describe(*types, node), why);
    if (!added) it->second = std::min(it->second, why);
  }
  return all;
}

}  // namespace ahead
