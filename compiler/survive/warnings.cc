// Where warnings are, how they are said, and the order in which the program is looked at.
#include "survive/warnings.h"

#include <algorithm>

#include "survive/warner.h"

namespace ahead {

std::string shown(TypeDef* d) {
  std::string name = d->full_name;
  std::replace(name.begin(), name.end(), '/', '.');
  return name;
}

std::string shown(TypeSystem& types, MethodDef* m) {
  std::string name = shown(m->owner) + ".";
  bool accessor = m->flags & 0x800 && !m->is_ctor() && !m->is_cctor();
  for (const char* prefix : {"get", "set", "add", "remove"})
    if (std::string_view p = prefix; accessor && m->name.starts_with(p) && m->name.size() > p.size() && m->name[p.size()] == '_') return name + std::string(m->name.substr(p.size() + 1)) + "." + prefix;
  name += m->is_ctor() ? std::string(m->owner->name) : std::string(m->name);
  auto parameters = m->module->generic_params(m->token());
  for (size_t i = 0; i < parameters.size(); ++i) name += (i ? "," : "<") + std::string(m->module->generic_param(parameters[i]).name);
  if (!parameters.empty()) name += ">";
  std::string all = types.display_name(types.method(m->owner->open, m));
  size_t open = all.rfind('(');
  return open == all.npos ? name : name + all.substr(open);
}

std::string shown_members(uint32_t mask) {
  static constexpr std::pair<uint32_t, const char*> kNames[] = {
      {kDynPublicConstructors, "PublicConstructors"}, {kDynPublicParameterlessConstructor, "PublicParameterlessConstructor"}, {kDynNonPublicConstructors, "NonPublicConstructors"},
      {kDynPublicMethods, "PublicMethods"}, {kDynNonPublicMethods, "NonPublicMethods"}, {kDynPublicFields, "PublicFields"}, {kDynNonPublicFields, "NonPublicFields"},
      {kDynPublicNestedTypes, "PublicNestedTypes"}, {kDynNonPublicNestedTypes, "NonPublicNestedTypes"}, {kDynPublicProperties, "PublicProperties"},
      {kDynNonPublicProperties, "NonPublicProperties"}, {kDynPublicEvents, "PublicEvents"}, {kDynNonPublicEvents, "NonPublicEvents"}, {kDynInterfaces, "Interfaces"}};
  if (mask == kDynAll) return "All";
  std::string text;
  for (auto& [bits, name] : kNames)
    if ((mask & bits) == bits) text += (text.empty() ? "" : ", ") + std::string(name), mask &= ~bits;
  return text;
}

Diagnostic warning_at(Program& program, MethodDef* m, uint32_t il_offset, std::string code, std::string text) {
  auto& types = *program.types;
  Diagnostic d{Diagnostic::Warning, std::move(code), std::move(text), {}};
  d.place = shown(types, written_method(types, m));
  d.assembly = std::string(m->module->name());
  d.method = m;
  for (auto& point : m->module->sequence_points(m->row)) {
    if (point.il_offset > il_offset) break;
    if (point.line == 0xfeefee) continue;
    d.file = std::string(point.document), d.line = point.line, d.column = point.column;
  }
  return d;
}

bool Warner::is_ours(const Module* m) const { return m->name() != "Ahead.Overlay" && !m->path().starts_with(framework + "/"); }

void Warner::report(const Place& at, const char* code, const std::string& text) {
  if (at.declaration()) return report_named(at.module, at.name, code, text);
  if (!seen.insert({at.method, at.offset, code, text}).second || in_scope(types, at.method, scope_of(code)) || is_suppressed(program, at.method, code)) return;
  diagnostics.list.push_back(warning_at(program, at.method, at.offset, code, text));
}

void Warner::report_member(MethodDef* m, const char* code, const std::string& text) {
  if (!seen.insert({m, 0, code, text}).second || is_suppressed(program, m, code)) return;
  auto d = warning_at(program, m, 0, code, text);
  d.file.clear();
  diagnostics.list.push_back(std::move(d));
}

void Warner::report_named(Module* module, const std::string& name, const char* code, const std::string& text) {
  if (!seen.insert({module, 0, code, name + text}).second) return;
  diagnostics.list.push_back({Diagnostic::Warning, code, text, name, {}, 0, 0, std::string(module->name())});
}

void Warner::each_override(Type* t, const std::function<void(MethodDef*, MethodDef*)>& visit) {
  for (MethodDef* d : t->def->methods)
    if (d->is_virtual() && !d->is_newslot())
      if (Method* slot = types.slot_of(types.method(t, d)); slot->def != d) visit(d, slot->def);
  for (Type* i : types.interfaces(t))
    for (MethodDef* d : i->def->methods)
      if (d->is_virtual() && !d->is_static())
        if (Method* target = types.resolve_interface(t, types.method(i, d)); target && target->def && target->def->owner == t->def && target->def != d) visit(target->def, d);
}

bool Warner::is_written(Method* m) {
  if (!m->def || m->def->overlay || !is_ours(m->def->module)) return false;
  auto& info = program.body(m);
  return info.invalid.empty() && info.body.module == m->def->module;
}

// Methods that are called, or that something asks reflection for; not those that are there only because all of the program's own code is kept. Of the first
// kind are all whose chain of reasons says so, and what these use: the chain knows one reason of several. Calls that were folded away count as well.
std::vector<Method*> Warner::used_methods() {
  auto& reasons = program.impl->reasons;
  auto by_policy = [&](Method* m) {
    for (Node n{Node::Code, m}; n.kind != Node::Root;) {
      if (n.kind == Node::Code && program.reflection.asked_for.contains(static_cast<Method*>(const_cast<void*>(n.entity)))) return false;
      auto it = reasons.find(n);
      if (it == reasons.end()) return false;
      if (it->second.how == kKeptByPolicy) return true;
      n = it->second.from;
    }
    return false;
  };
  std::vector<Method*> list;
  std::unordered_set<Method*> known;
  auto use = [&](Method* m) { if (m && is_written(m) && known.insert(m).second) list.push_back(m); };
  for (Method* m : program.methods) if (is_written(m) && !by_policy(m)) use(m);
  for (size_t n = 0; n < list.size(); ++n) {
    auto& info = program.body(list[n]);
    for (uint32_t k = 0; k < info.body.code.size(); ++k) {
      const Instr& in = info.body.code[k];
      if (!info.folded.reachable[k] || info.folded.invalid.count(k) || op_operand(in.op) != OperandKind::Method) continue;
      try {
        CallTarget t = call_target(types, info.body, in);
        if (auto it = program.slot_targets.find(t.method); it != program.slot_targets.end()) for (Method* target : it->second) use(target);
        if (t.method && (program.method_set.contains(t.method) || info.folded.results.count(k))) use(t.method);
      } catch (const LoadError&) {
      } catch (const BadImage&) {}
    }
  }
  return list;
}

// What control reaches when the body's feature guards say no; empty: it has none.
std::vector<bool> Warner::unguarded(Method* m) {
  auto& info = program.body(m);
  Bodies& bodies = program.impl->bodies;
  bool guarded = false;
  for (uint32_t k = 0; k < info.body.code.size() && !guarded; ++k) {
    const Instr& in = info.body.code[k];
    if (in.op != Op::Call || !info.folded.reachable[k] || info.folded.invalid.count(k)) continue;
    Method* callee = info.body.callee(types, in);
    guarded = callee->def && callee->sig.ret->kind == ElementKind::Boolean && bodies.is_quiet_guard(callee->def);
  }
  if (!guarded) return {};
  Body body = decode(types, m);
  Folded folded;
  bodies.guards_are_off = true;
  fold(bodies, body, {}, kFoldDepth, &folded);
  bodies.guards_are_off = false;
  return folded.reachable;
}

// Code is looked at as it was written, generic or not; what no instantiation reaches is passed over. Lambdas, local functions and state machines go with
// the method that they were written in.
void warn_about_program(Program& program, const std::string& framework, Diagnostics& diagnostics) {
  Warner w{program, framework, diagnostics};
  auto by_row = [](MethodDef* a, MethodDef* b) { return std::pair(a->module->name(), a->row) < std::pair(b->module->name(), b->row); };
  std::map<MethodDef*, std::set<MethodDef*, decltype(by_row)>, decltype(by_row)> groups(by_row);
  for (Method* m : w.used_methods()) {
    auto& info = program.body(m);
    auto& reached = w.reached[m->def];
    reached.resize(std::max(reached.size(), info.body.code.size()));
    auto unguarded = w.unguarded(m);
    for (size_t k = 0; k < info.body.code.size(); ++k)
      if (info.folded.reachable[k] && !info.folded.invalid.count(uint32_t(k)) && (unguarded.empty() || unguarded[k])) reached[k] = true;
    groups.try_emplace(written_method(*program.types, m->def), by_row).first->second.insert(m->def);
  }
  for (auto& [written, members] : groups) {
    w.follow({members.begin(), members.end()});
    for (MethodDef* m : members) w.check_dependencies(m);
  }
  for (Type* t : program.type_order)
    if (t->def && !t->is_array() && w.is_ours(t->def->module)) w.check_declaration(t);
}

}  // namespace ahead
