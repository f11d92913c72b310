// A member that requires something says so by an attribute; calling it from code that does not say the same is what a warning is about. A method's
// own attribute, or that of its type, opens a scope: inside, the requirement is the callers' business.
#include "survive/warner.h"

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

// -- members that the compiler knows by name --
struct Known { const char *type, *method, *code, *text; };
constexpr Known kKnown[] = {
    {"System.Reflection.Assembly", "get_Location", "IL3000", "is always empty in a program of one file; System.AppContext.BaseDirectory is the program's folder"},
    {"System.Reflection.Assembly", "GetFile", "IL3001", "throws in a program of one file"},
    {"System.Reflection.Assembly", "GetFiles", "IL3001", "throws in a program of one file"},
    {"System.Reflection.AssemblyName", "get_CodeBase", "IL3000", "is always empty in a program of one file"},
    {"System.Reflection.AssemblyName", "get_EscapedCodeBase", "IL3000", "is always empty in a program of one file"},
};

}  // namespace

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

const char* scope_of(std::string_view code) { return kRequirements[code.starts_with("IL2") ? 0 : code.starts_with("IL305") ? 1 : 2].attribute; }

void Warner::check_call(const Place& at, Method* callee, bool trims, bool dynamic) {
  bool known = false;
  for (auto& k : kKnown)
    if (callee->def->name == k.method && callee->def->owner->full_name == k.type) known = true, report(at, k.code, "'" + shown(types, callee->def) + "' " + k.text);
  for (auto& r : kRequirements) {
    bool wanted = &r == &kRequirements[0] ? trims : &r == &kRequirements[1] ? dynamic : !known;
    if (!wanted) continue;
    if (auto blob = requirement(callee->def, r.attribute)) report(at, r.code, "'" + shown(types, callee->def) + "' " + r.text + attribute_text(*blob));
  }
}

void Warner::check_field(const Place& at, Field* field) {
  if (!field->def->is_static()) return;
  for (auto& r : kRequirements)
    if (auto blob = field->def->owner->module->find_attribute(field->def->owner->token(), r.attribute)) report(at, r.code, "'" + shown(field->def->owner) + "." + std::string(field->name()) + "' " + r.text + attribute_text(*blob));
}

// Objects are COM objects by default in native code's eyes, and where MarshalAs says IUnknown, IDispatch or Interface.
bool Warner::passes_com_objects(Method* m) {
  MethodDefRow row = m->def->module->method_def(m->def->row);
  std::vector<uint8_t> forms(m->sig.params.size() + 1);
  for (uint32_t p = row.param_begin; p < row.param_end; ++p)
    if (auto blob = m->def->module->field_marshal(make_token(Table::Param, p)); blob && !blob->empty())
      if (uint32_t n = m->def->module->param(p).sequence; n < forms.size()) forms[n] = (*blob)[0];
  for (size_t n = 0; n < forms.size(); ++n) {
    Type* t = n ? m->sig.params[n - 1] : m->sig.ret;
    constexpr uint8_t kUnknown = 0x19, kDispatch = 0x1a, kInterface = 0x1c;
    if (forms[n] == kUnknown || forms[n] == kDispatch || forms[n] == kInterface || (!forms[n] && t->is_interface)) return true;
  }
  return false;
}

// Through reflection, instance methods of a type that requires something can be called without its constructor.
void Warner::check_reflected(const Place& at, MethodDef* m) {
  if (m->is_cctor()) return;
  for (auto& r : kRequirements) {
    auto blob = own_requirement(m, r.attribute);
    if (!blob) blob = m->owner->module->find_attribute(m->owner->token(), r.attribute);
    if (blob) report(at, r.code, "'" + shown(types, m) + "', which reflection may call, " + r.text + attribute_text(*blob));
  }
}

// An override and what it overrides say the same.
static void check_override(Warner& w, MethodDef* m, MethodDef* base) {
  for (auto& r : kRequirements)
    if (bool(own_requirement(m, r.attribute)) != bool(own_requirement(base, r.attribute)))
      w.report_member(m, r.override_code, "and '" + shown(w.types, base) + "', which it overrides or implements, do not agree: '" + r.attribute + "' is on one of them only");
}

void Warner::check_requirements_of(Type* t) {
  each_override(t, [&](MethodDef* m, MethodDef* base) { check_override(*this, m, base); });
  for (MethodDef* d : t->def->methods)
    if (d->is_cctor() && d->module->find_attribute(d->token(), kRequirements[0].attribute))
      report_member(d, "IL2116", "a static constructor cannot say what it requires, because nothing calls it by name: put the attribute on the type");
  Type* base = types.base(t);
  for (auto& r : kRequirements)
    if (base && base->def->module->find_attribute(base->def->token(), r.attribute) && !t->def->module->find_attribute(t->def->token(), r.attribute))
      report_named(t->def->module, shown(t->def), r.base_code, "its base class '" + shown(base->def) + "' " + r.text);
}

}  // namespace ahead
