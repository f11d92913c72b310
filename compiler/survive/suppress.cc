// [UnconditionalSuppressMessage("Trimming", "IL2026:…", Scope = "member", Target = "M:Ns.Type.Method(System.Int32)")]
//
// On a method, property, event or type it counts for what is inside; on an assembly or module for what Scope and Target name, or for everything. Bodies that
// the compiler moved elsewhere (lambdas, local functions, iterators, async methods) belong to the method that they were written in.
#include <algorithm>

#include "survive/warner.h"

namespace ahead {

namespace {

constexpr const char* kSuppress = "System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessageAttribute";
constexpr const char* kStateMachines[] = {"System.Runtime.CompilerServices.AsyncStateMachineAttribute", "System.Runtime.CompilerServices.IteratorStateMachineAttribute",
                                          "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"};

struct Suppression { std::string code, scope, target; };

std::vector<Suppression> suppressions(Module* m, Token parent) {
  std::vector<Suppression> result;
  for (uint32_t row : m->custom_attributes(parent)) {
    if (m->attribute_type_name(row) != kSuppress) continue;
    try {
      BlobReader r{m->custom_attribute(row).value, 2};
      r.ser_string();
      Suppression s;
      if (auto code = r.ser_string()) s.code = std::string(code->substr(0, code->find(':')));
      for (uint16_t n = r.u16(); n > 0; --n) {
        r.u8(), r.u8();
        auto name = r.ser_string();
        auto value = r.ser_string();
        if (!name || !value) continue;
        if (*name == "Scope") s.scope = std::string(*value);
        if (*name == "Target") s.target = std::string(*value);
      }
      result.push_back(std::move(s));
    } catch (const BadImage&) {
      // damaged: suppresses nothing
    }
  }
  return result;
}

bool suppresses(Module* m, Token parent, std::string_view code) {
  for (auto& s : suppressions(m, parent)) if (s.code == code) return true;
  return false;
}

// -- names of documentation comments (C# standard, annex D) --
std::string id_of(TypeDef* d) {
  std::string name = d->full_name;
  std::replace(name.begin(), name.end(), '/', '.');
  return name;
}

std::string id_of(Type* t) {
  switch (t->kind) {
    case ElementKind::Ptr: return id_of(t->element) + "*";
    case ElementKind::ByRef: return id_of(t->element) + "@";
    case ElementKind::SzArray: return id_of(t->element) + "[]";
    case ElementKind::Var: return "`" + std::to_string(t->index);
    case ElementKind::MVar: return "``" + std::to_string(t->index);
    case ElementKind::Array: case ElementKind::FnPtr: return "";
    default: break;
  }
  std::string name = id_of(t->def);
  if (t->args.empty()) return name;
  name.resize(name.find('`'));
  for (size_t i = 0; i < t->args.size(); ++i) name += (i ? "," : "{") + id_of(t->args[i]);
  return name + "}";
}

std::string id_of(TypeSystem& types, MethodDef* m) {
  std::string name(m->name);
  std::replace(name.begin(), name.end(), '.', '#');
  std::string id = "M:" + id_of(m->owner) + "." + name;
  if (m->generic_count) id += "``" + std::to_string(m->generic_count);
  Method* open = types.method(m->owner->open, m);
  for (size_t i = 0; i < open->sig.params.size(); ++i) id += (i ? "," : "(") + id_of(open->sig.params[i]);
  return open->sig.params.empty() ? id : id + ")";
}

bool names(TypeSystem& types, const Suppression& s, MethodDef* m) {
  if (s.scope.empty() || s.scope == "module") return true;
  if (s.scope == "member" && s.target == id_of(types, m)) return true;
  if (s.scope == "type" || s.scope == "member")
    for (TypeDef* t = m->owner; t; t = t->enclosing) if (s.target == "T:" + id_of(t)) return true;
  return false;
}

std::vector<Token> associated(MethodDef* m) {
  std::vector<Token> tokens{m->token()};
  if (m->flags & 0x800)
    for (uint32_t row : m->module->properties(m->owner->row))
      for (auto& [semantics, method] : m->module->semantics(make_token(Table::Property, row)))
        if (method == m->row) tokens.push_back(make_token(Table::Property, row));
  if (m->flags & 0x800)
    for (uint32_t row : m->module->events(m->owner->row))
      for (auto& [semantics, method] : m->module->semantics(make_token(Table::Event, row)))
        if (method == m->row) tokens.push_back(make_token(Table::Event, row));
  return tokens;
}

// "<Name>…" is how the C# compiler names what it makes of Name.
std::string_view source_name(std::string_view generated) {
  if (generated.empty() || generated[0] != '<') return {};
  // The name may have brackets of its own: <<Main>$>g__Local|0_0.
  size_t end = 1;
  for (int depth = 1; end < generated.size(); ++end) {
    depth += generated[end] == '<' ? 1 : generated[end] == '>' ? -1 : 0;
    if (depth == 0) break;
  }
  return end >= generated.size() ? std::string_view() : generated.substr(1, end - 1);
}

bool makes_state_machine(MethodDef* m, TypeDef* machine) {
  std::string own = machine->full_name;
  std::replace(own.begin(), own.end(), '/', '+');
  for (auto* attribute : kStateMachines)
    if (auto blob = m->module->find_attribute(m->token(), attribute); blob && blob->size() > 2) {
      BlobReader r{*blob, 2};
      if (auto name = r.ser_string(); name && name->substr(0, name->find(',')) == own) return true;
    }
  return false;
}

bool mentions(TypeSystem& types, MethodDef* m, MethodDef* generated) {
  auto body = m->module->method_body(m->row);
  if (!body) return false;
  for (size_t i = 0; i + 4 <= body->code.size(); ++i) {   // tokens in IL are little endian and not aligned
    uint32_t token = body->code[i] | body->code[i + 1] << 8 | body->code[i + 2] << 16 | uint32_t(body->code[i + 3]) << 24;
    if (token == generated->token().value || token == generated->owner->token().value) return true;
  }
  return false;
}

MethodDef* find_written(TypeSystem& types, MethodDef* generated) {
  TypeDef* outer = generated->owner;
  std::string_view name = source_name(generated->name);
  TypeDef* machine = nullptr;
  for (; outer->enclosing && outer->name.starts_with('<'); outer = outer->enclosing)
    if (name.empty()) name = source_name(outer->name), machine = outer;
  if (name.empty()) return nullptr;
  std::vector<MethodDef*> found;
  for (MethodDef* m : outer->methods) if (m->name == name) found.push_back(m);
  if (found.empty()) return nullptr;
  for (MethodDef* m : found) if (machine ? makes_state_machine(m, machine) : mentions(types, m, generated)) return m;
  return found[0];
}

}  // namespace

MethodDef* written_method(TypeSystem& types, MethodDef* m) {
  bool generated = m->name.starts_with('<') || (m->owner->name.starts_with('<') && m->owner->enclosing);
  if (!generated || m->name == "<Main>$" || m->name == "<Clone>$") return m;
  MethodDef* written = find_written(types, m);
  return written ? written : m;
}

bool is_suppressed(Program& program, MethodDef* m, std::string_view code) {
  auto& types = *program.types;
  for (MethodDef* d : {m, written_method(types, m)}) {
    for (Token token : associated(d)) if (suppresses(d->module, token, code)) return true;
    for (TypeDef* t = d->owner; t; t = t->enclosing) if (suppresses(t->module, t->token(), code)) return true;
    for (Token global : {make_token(Table::Assembly, 1), make_token(Table::Module, 1)})
      for (auto& s : suppressions(d->module, global)) if (s.code == code && names(types, s, d)) return true;
  }
  return false;
}

}  // namespace ahead
