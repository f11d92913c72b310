// A member that requires something says so by an attribute; calling it from code that does not say the same is what a warning is about. A method's
// own attribute, or that of its type, opens a scope: inside, the requirement is the callers' business.
#include "survive/requires.h"

#include <algorithm>
#include <tuple>

#include "support/diagnostics.h"

namespace ahead {

namespace {

struct Requirement { const char *attribute, *code, *text, *override_code, *base_code; };
constexpr Requirement kRequirements[] = {
    {"System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute", "IL2026", "needs code that trimming cannot see", "IL2046", "IL2109"},
    {"System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute", "IL3050", "may need code that is not there when everything is compiled ahead of time", "IL3051", "IL3056"},
    {"System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute", "IL3002", "needs assembly files, which are not there when the program is one file", "IL3003", "IL3004"},
};

// Message and Url of an attribute [Requires…(message, Url = …)].
std::string attribute_text(Blob blob) {
  std::string text;
  try {
    BlobReader r{blob, 2};
    auto message = r.ser_string();
    if (message && !message->empty()) text += std::string(". ") + std::string(*message);
    for (uint16_t n = r.u16(); n > 0; --n) {
      r.u8(), r.u8();
      auto name = r.ser_string();
      auto value = r.ser_string();
      if (name && *name == "Url" && value) text += std::string(text.ends_with('.') ? " " : ". ") + std::string(*value);
    }
  } catch (const BadImage&) {
    // RequiresAssemblyFiles without a message, or a damaged one
  }
  return text;
}

std::optional<Token> property_or_event_of(MethodDef* m) {
  Module* module = m->module;
  for (uint32_t row : module->properties(m->owner->row))
    for (auto& [semantics, method] : module->semantics(make_token(Table::Property, row)))
      if (method == m->row) return make_token(Table::Property, row);
  return std::nullopt;
}

std::optional<Blob> own_requirement(MethodDef* m, const char* attribute) {
  if (auto blob = m->module->find_attribute(m->token(), attribute)) return blob;
  if (m->flags & 0x800)  // special name: an accessor
    if (auto property = property_or_event_of(m)) return m->module->find_attribute(*property, attribute);
  return std::nullopt;
}

// What a call of `m` requires: its own attribute, or for constructors and static methods that of its type.
std::optional<Blob> requirement(MethodDef* m, const char* attribute) {
  if (m->is_cctor()) return std::nullopt;
  if (auto blob = own_requirement(m, attribute)) return blob;
  if (m->is_static() || m->is_ctor()) return m->owner->module->find_attribute(m->owner->token(), attribute);
  return std::nullopt;
}

bool in_scope(TypeSystem& types, MethodDef* m, const char* attribute) {
  for (MethodDef* d : {m, written_method(types, m)}) {
    if (!d->is_cctor() && own_requirement(d, attribute)) return true;
    if (d->owner->module->find_attribute(d->owner->token(), attribute)) return true;
  }
  return false;
}

// -- members that the compiler knows by name --
struct Known { const char *type, *method, *code, *text; };
constexpr Known kKnown[] = {
    {"System.Reflection.Assembly", "get_Location", "IL3000", "is always empty in a program of one file; System.AppContext.BaseDirectory is the program's folder"},
    {"System.Reflection.Assembly", "GetFile", "IL3001", "throws in a program of one file"},
    {"System.Reflection.Assembly", "GetFiles", "IL3001", "throws in a program of one file"},
    {"System.Reflection.AssemblyName", "get_CodeBase", "IL3000", "is always empty in a program of one file"},
    {"System.Reflection.AssemblyName", "get_EscapedCodeBase", "IL3000", "is always empty in a program of one file"},
};

// Members whose requirement falls away when the type that they are given is written down right before the call.
struct TakesKnownType { const char *type, *method; };
constexpr TakesKnownType kTakesKnownType[] = {
    {"System.Enum", "GetValues"}, {"System.Runtime.InteropServices.Marshal", "SizeOf"}, {"System.Runtime.InteropServices.Marshal", "PtrToStructure"},
    {"System.Runtime.InteropServices.Marshal", "DestroyStructure"}, {"System.Runtime.InteropServices.Marshal", "GetDelegateForFunctionPointer"},
};

bool is_given_known_type(TypeSystem& types, const Body& body, size_t i, Method* callee) {
  bool listed = false;
  for (auto& k : kTakesKnownType) listed |= callee->def->name == k.method && callee->def->owner->full_name == k.type;
  return listed && i >= 2 && body.code[i - 2].op == Op::Ldtoken && body.code[i - 1].op == Op::Call && body.callee(types, body.code[i - 1])->name() == "GetTypeFromHandle";
}

struct Requirements {
  Program& program; TypeSystem& types; Diagnostics& diagnostics;
  std::set<std::tuple<MethodDef*, uint32_t, std::string>> seen;   // once for all instantiations
  std::set<std::pair<TypeDef*, std::string>> bases;

  void report(MethodDef* caller, const Instr& in, const char* code, const std::string& text) {
    if (!seen.insert({caller, in.offset, code}).second || is_suppressed(program, caller, code)) return;
    diagnostics.list.push_back(warning_at(program, caller, in.offset, code, text));
  }

  void check_call(MethodDef* caller, const Instr& in, Method* callee) {
    bool known = false;
    for (auto& k : kKnown)
      if (callee->def->name == k.method && callee->def->owner->full_name == k.type) {
        known = true;
        if (!in_scope(types, caller, kRequirements[2].attribute)) report(caller, in, k.code, "'" + types.display_name(callee) + "' " + k.text);
      }
    for (auto& r : kRequirements) {
      if (known && r.code == std::string_view("IL3002")) continue;
      auto blob = requirement(callee->def, r.attribute);
      if (blob && !in_scope(types, caller, r.attribute)) report(caller, in, r.code, "'" + types.display_name(callee) + "' " + r.text + attribute_text(*blob));
    }
  }

  void check_field(MethodDef* caller, const Instr& in, Field* field) {
    if (!field->def->is_static()) return;
    for (auto& r : kRequirements) {
      auto blob = field->def->owner->module->find_attribute(field->def->owner->token(), r.attribute);
      if (blob && !in_scope(types, caller, r.attribute)) report(caller, in, r.code, "'" + types.field_name(field) + "' " + r.text + attribute_text(*blob));
    }
  }

  void report_member(MethodDef* m, const char* code, const std::string& text) {
    if (!seen.insert({m, 0, code}).second || is_suppressed(program, m, code)) return;
    auto d = warning_at(program, m, 0, code, text);
    d.file.clear();
    diagnostics.list.push_back(std::move(d));
  }

  // An override and what it overrides say the same.
  void check_override(MethodDef* m, MethodDef* base) {
    for (auto& r : kRequirements)
      if (bool(own_requirement(m, r.attribute)) != bool(own_requirement(base, r.attribute)))
        report_member(m, r.override_code, "and '" + types.display_name(types.method(base->owner->open, base)) + "', which it overrides or implements, do not agree: '" + r.attribute + "' is on one of them only");
  }

  void check_type(Type* t) {
    for (MethodDef* d : t->def->methods)
      if (d->is_virtual() && !d->is_newslot())
        if (Method* slot = types.slot_of(types.method(t, d)); slot->def != d) check_override(d, slot->def);
    for (Type* i : types.interfaces(t))
      for (MethodDef* d : i->def->methods)
        if (d->is_virtual() && !d->is_static() && !d->generic_count)
          if (Method* target = types.resolve_interface(t, types.method(i, d)); target && target->def && target->def->owner == t->def && target->def != d) check_override(target->def, d);
    Type* base = types.base(t);
    for (auto& r : kRequirements)
      if (base && base->def->module->find_attribute(base->def->token(), r.attribute) && !t->def->module->find_attribute(t->def->token(), r.attribute))
        if (bases.insert({t->def, r.base_code}).second)
          diagnostics.list.push_back({Diagnostic::Warning, r.base_code, "its base class '" + types.type_name(base) + "' " + r.text, types.stack_trace_type_name(t), {}, 0, 0, std::string(t->def->module->name())});
  }

  void check(Method* m) {
    auto& info = program.body(m);
    if (!info.invalid.empty() || info.body.module != m->def->module) return;
    for (size_t i = 0; i < info.body.code.size(); ++i) {
      auto& in = info.body.code[i];
      if (!info.folded.reachable[i] || info.folded.invalid.count(uint32_t(i))) continue;
      switch (op_operand(in.op)) {
        case OperandKind::Method: {
          Method* callee = info.body.callee(types, in);
          if (callee->def && !is_given_known_type(types, info.body, i, callee)) check_call(m->def, in, callee);
          break;
        }
        case OperandKind::Field: check_field(m->def, in, info.body.field(types, in)); break;
        default: break;
      }
    }
  }
};

}  // namespace

Diagnostic warning_at(Program& program, MethodDef* m, uint32_t il_offset, std::string code, std::string text) {
  auto& types = *program.types;
  Diagnostic d{Diagnostic::Warning, std::move(code), std::move(text), {}};
  auto* written = written_method(types, m);
  d.place = types.display_name(types.method(written->owner->open, written));
  if (auto ctor = d.place.find("..ctor("); ctor != d.place.npos) d.place.replace(ctor + 1, 5, written->owner->name.substr(0, written->owner->name.find('`')));
  d.assembly = std::string(m->module->name());
  d.method = m;
  for (auto& point : m->module->sequence_points(m->row)) {
    if (point.line == 0xfeefee) continue;
    if (point.il_offset > il_offset && d.line) break;
    d.file = std::string(point.document), d.line = point.line, d.column = point.column;
  }
  return d;
}

void warn_about_requirements(Program& program, const std::string& framework, Diagnostics& diagnostics) {
  Requirements r{program, *program.types, diagnostics, {}, {}};
  auto ours = [&](Module* m) { return m->name() != "Ahead.Overlay" && !m->path().starts_with(framework + "/"); };
  for (Method* m : program.methods)
    if (m->def && !m->def->overlay && ours(m->def->module)) r.check(m);
  for (Type* t : program.type_order)
    if (t->def && !t->is_array() && !t->is_interface && program.type_state[t].constructed && ours(t->def->module)) r.check_type(t);
}

}  // namespace ahead
