#include "dumps.h"

#include <stdexcept>

namespace ahead {

static std::string dump_types(Program& program, const std::string& fragment) {
  std::string text;
  auto& types = *program.types;
  for (auto* type : program.type_order) {
    auto name = types.type_name(type);
    if (name.find(fragment) == std::string::npos) continue;
    auto& state = program.type_state[type];
    text += name + (state.constructed ? " constructed" : " mentioned") + (state.statics_used ? " statics" : "") + "\n";
  }
  return text;
}

static std::string dump_methods(Program& program, const std::string& fragment) {
  std::string text;
  for (auto* method : program.methods)
    if (auto name = program.types->method_name(method); name.find(fragment) != std::string::npos) text += name + "\n";
  return text;
}

static std::string dump_layouts(Program& program, const std::string& fragment) {
  std::string text;
  auto& types = *program.types;
  for (auto* type : program.type_order) {
    auto name = types.type_name(type);
    if (name.find(fragment) == std::string::npos || type->is_interface || type->is_pointer_like() || type->is_array() || type->open) continue;
    auto& layout = types.layout(type);
    text += name + ": size " + std::to_string(layout.size) + " align " + std::to_string(layout.align) + "\n";
    for (auto* field : layout.fields)
      text += "  " + std::to_string(field->offset) + " " + types.type_name(field->type) + " " + std::string(field->name()) + "\n";
  }
  return text;
}

// One line per instruction; '-' is unreachable, '= value' a constant result, '-> n' a decided branch.
static std::string dump_folded(const MethodBodyInfo& info) {
  std::string text;
  auto& folded = info.folded;
  for (uint32_t i = 0; i < info.body.code.size(); i++) {
    text += std::to_string(i);
    if (i < folded.reachable.size() && !folded.reachable[i]) text += " -";
    if (auto it = folded.results.find(i); it != folded.results.end()) text += " = " + std::to_string(it->second.i);
    if (auto it = folded.branches.find(i); it != folded.branches.end()) text += " -> " + std::to_string(it->second);
    text += "\n";
  }
  return text;
}

static std::string dump_bodies(Program& program, const std::string& fragment, bool folded) {
  std::string text;
  for (auto* method : program.methods) {
    auto name = program.types->method_name(method);
    if (name.find(fragment) == std::string::npos) continue;
    auto& info = program.body(method);
    text += name + "\n";
    if (!info.invalid.empty()) text += "  invalid: " + info.invalid + "\n";
    else text += dump(*program.types, info.body) + (folded ? dump_folded(info) : "");
  }
  return text;
}

static std::string dump_metadata(Program& program) {
  std::string text;
  for (auto* module : program.types->modules()) {
    text += std::string(module->name()) + " " + module->path() + "\n";
    for (auto [table, name] : {std::pair{Table::TypeDef, "types"}, {Table::MethodDef, "methods"}, {Table::Field, "fields"}, {Table::TypeRef, "type references"},
                               {Table::MemberRef, "member references"}, {Table::CustomAttribute, "attributes"}})
      text += "  " + std::to_string(module->rows(table)) + " " + name + "\n";
  }
  return text;
}

std::string dump_phase(Program& program, const std::string& phase, const std::string& fragment) {
  if (phase == "metadata") return dump_metadata(program);
  if (phase == "il" || phase == "fold") return dump_bodies(program, fragment, phase == "fold");
  if (phase == "survive") return dump_methods(program, fragment) + dump_types(program, fragment);
  if (phase == "layout") return dump_layouts(program, fragment);
  throw std::runtime_error("--dump " + phase + ": no such phase (see --help)");
}

}  // namespace ahead
