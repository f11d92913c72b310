// Overview of a module for people: references, types with bases and interfaces, fields, methods.
#include "metadata/module.h"

namespace ahead {

namespace {

class Dumper {
 public:
  explicit Dumper(const Module& m) : m_(m) {}

  std::string run() {
    header();
    for (uint32_t row = 1; row <= m_.rows(Table::TypeDef); row++) type(row);
    return std::move(out_);
  }

 private:
  void line(const std::string& s) { out_ += s + "\n"; }
  static std::string str(std::string_view s) { return std::string(s); }
  static std::string hex(uint32_t v) {
    char text[12];
    snprintf(text, sizeof text, "%08x", v);
    return text;
  }
  static std::string version(const uint16_t (&v)[4]) {
    return std::to_string(v[0]) + "." + std::to_string(v[1]) + "." + std::to_string(v[2]) + "." + std::to_string(v[3]);
  }

  void header() {
    line((m_.is_assembly() ? "assembly " : "module ") + str(m_.name()) + (m_.is_assembly() ? " " + version(m_.assembly().version) : ""));
    if (!m_.entry_point().nil()) line("entry point " + method_name(m_.entry_point().row()));
    for (uint32_t row = 1; row <= m_.rows(Table::AssemblyRef); row++) {
      AssemblyRefRow a = m_.assembly_ref(row);
      line("reference " + str(a.name) + " " + version(a.version));
    }
    for (uint32_t row = 1; row <= m_.rows(Table::ManifestResource); row++) line("resource " + str(m_.manifest_resource(row).name));
    for (uint32_t row = 1; row <= m_.rows(Table::ExportedType); row++) {
      ExportedTypeRow e = m_.exported_type(row);
      line("forward " + qualified(e.name_space, e.name) + (e.implementation.table() == Table::AssemblyRef ? " to " + str(m_.assembly_ref(e.implementation.row()).name) : ""));
    }
  }

  static std::string qualified(std::string_view name_space, std::string_view name) { return name_space.empty() ? str(name) : str(name_space) + "." + str(name); }

  // Nesting is bounded so that a malformed file cannot make it endless.
  std::string type_name(uint32_t row, int depth = 0) {
    TypeDefRow t = m_.type_def(row);
    uint32_t outer = depth < 64 ? m_.enclosing_type(row) : 0;
    return outer ? type_name(outer, depth + 1) + "/" + str(t.name) : qualified(t.name_space, t.name);
  }

  std::string token_name(Token t, int depth = 0) {
    if (t.nil()) return "-";
    if (t.table() == Table::TypeDef) return type_name(t.row());
    if (t.table() != Table::TypeRef) return "TypeSpec " + hex(t.value);
    TypeRefRow r = m_.type_ref(t.row());
    return r.scope.table() == Table::TypeRef && depth < 64 ? token_name(r.scope, depth + 1) + "/" + str(r.name) : qualified(r.name_space, r.name);
  }

  std::string method_name(uint32_t row) { return type_name(m_.type_of_method(row)) + "." + str(m_.method_def(row).name); }

  std::string parameters(Token owner) {
    std::string s;
    for (uint32_t row : m_.generic_params(owner)) s += (s.empty() ? "<" : ", ") + str(m_.generic_param(row).name);
    return s.empty() ? s : s + ">";
  }

  void type(uint32_t row) {
    TypeDefRow t = m_.type_def(row);
    Token token = make_token(Table::TypeDef, row);
    std::string s = hex(token.value) + (t.flags & 0x20 ? " interface " : " type ") + type_name(row) + parameters(token);
    if (!t.extends.nil()) s += " : " + token_name(t.extends);
    for (Token i : m_.interfaces(row)) s += ", " + token_name(i);
    line(s);
    for (uint32_t f = t.field_begin; f < t.field_end; f++) {
      FieldRow field = m_.field(f);
      line("  " + hex(make_token(Table::Field, f).value) + (field.flags & 0x40 ? " const " : field.flags & 0x10 ? " static field " : " field ") + str(field.name));
    }
    for (uint32_t method = t.method_begin; method < t.method_end; method++) this->method(method);
  }

  void method(uint32_t row) {
    MethodDefRow m = m_.method_def(row);
    Token token = make_token(Table::MethodDef, row);
    std::string s = "  " + hex(token.value) + (m.flags & 0x10 ? " static" : "") + (m.flags & 0x40 ? " virtual" : "") + (m.flags & 0x400 ? " abstract" : "") +
                    " method " + str(m.name) + parameters(token);
    if (auto import = m_.impl_map(row)) s += " from " + str(import->module) + "!" + str(import->import_name);
    if (m.impl_flags & 0x1000) s += " internalcall";
    if ((m.impl_flags & 3) == 3) s += " runtime";
    if (m.rva && (m.impl_flags & 3) == 0)
      if (auto body = m_.method_body(row)) s += ", " + std::to_string(body->code.size()) + " bytes of IL";
    line(s);
  }

  const Module& m_;
  std::string out_;
};

}  // namespace

std::string dump_module(const Module& module) { return Dumper(module).run(); }

}  // namespace ahead
