// C declarations of exported functions. What crosses is blittable (the C# compiler sees to it), so every C# type has one form in C. A struct is declared with
// its fields when C lays them out in the same way, else as bytes of the same size and alignment.
#include "header.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <mutex>
#include <stdexcept>

namespace ahead {

namespace {

const std::set<std::string_view> kKeywords = {"auto", "bool", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "false", "float",
    "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "true", "typedef", "union",
    "unsigned", "void", "volatile", "while", "class", "delete", "explicit", "export", "friend", "mutable", "namespace", "new", "operator", "private", "protected", "public",
    "template", "this", "throw", "try", "catch", "typename", "using", "virtual", "and", "or", "not", "xor", "nullptr", "asm"};

bool is_identifier(std::string_view text) {
  if (text.empty() || isdigit((unsigned char)text[0])) return false;
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 128 && (isalnum(c) || c == '_'); });
}

std::string identifier(std::string_view text) {
  std::string name;
  for (unsigned char c : text) name += c < 128 && isalnum(c) ? char(c) : '_';
  if (name.empty() || isdigit((unsigned char)name[0])) name = "_" + name;
  return kKeywords.contains(name) ? name + "_" : name;
}

int64_t constant_value(const ConstantRow& row) {
  uint64_t bits = 0;
  for (size_t i = 0; i < row.value.size() && i < 8; i++) bits |= uint64_t(row.value[i]) << (8 * i);
  switch (ElementKind(row.type)) {
    case ElementKind::I1: return int8_t(bits);
    case ElementKind::I2: return int16_t(bits);
    case ElementKind::I4: return int32_t(bits);
    default: return int64_t(bits);
  }
}

class Writer {
 public:
  explicit Writer(TypeSystem& t) : types_(t) {}

  std::string function(Method* m, const std::string& symbol) {
    std::vector<std::string_view> names(m->sig.params.size());
    MethodDefRow row = m->def->module->method_def(m->def->row);
    for (uint32_t p = row.param_begin; p < row.param_end; ++p) {
      ParamRow param = m->def->module->param(p);
      if (param.sequence > 0 && param.sequence <= names.size()) names[param.sequence - 1] = param.name;
    }
    std::string parameters;
    for (size_t i = 0; i < names.size(); i++) parameters += (i ? ", " : "") + declared(m->sig.params[i], names[i].empty() ? "p" + std::to_string(i) : identifier(names[i]));
    return declared(m->sig.ret, symbol + "(" + (parameters.empty() ? "void" : parameters) + ")") + ";\n";
  }

  const std::string& definitions() const { return definitions_; }

 private:
  TypeSystem& types_;
  std::string definitions_;
  std::unordered_map<Type*, std::string> names_;
  std::set<std::string> taken_;
  unsigned functions_ = 0;

  static std::string declared(std::string type, const std::string& name) { return type + (type.ends_with("*") ? "" : " ") + name; }
  std::string declared(Type* t, const std::string& name) { return declared(of(t), name); }

  std::string of(Type* t) {
    switch (t->kind) {
      case ElementKind::Void: return "void";
      case ElementKind::Boolean: case ElementKind::U1: if (!t->is_enum) return "uint8_t"; break;
      case ElementKind::I1: if (!t->is_enum) return "int8_t"; break;
      case ElementKind::Char: case ElementKind::U2: if (!t->is_enum) return "uint16_t"; break;
      case ElementKind::I2: if (!t->is_enum) return "int16_t"; break;
      case ElementKind::U4: if (!t->is_enum) return "uint32_t"; break;
      case ElementKind::I4: if (!t->is_enum) return "int32_t"; break;
      case ElementKind::U8: if (!t->is_enum) return "uint64_t"; break;
      case ElementKind::I8: if (!t->is_enum) return "int64_t"; break;
      case ElementKind::U: return "uintptr_t";
      case ElementKind::I: return "intptr_t";
      case ElementKind::R4: return "float";
      case ElementKind::R8: return "double";
      case ElementKind::Ptr: case ElementKind::ByRef: {
        auto to = of(t->element);
        return to + (to.ends_with("*") ? "*" : " *");
      }
      case ElementKind::FnPtr: return named(t);
      default: break;
    }
    return t->is_value_type ? named(t) : "void *";
  }

  std::string named(Type* t) {
    if (auto known = names_.find(t); known != names_.end()) return known->second;
    std::string name = t->fn ? "function_" + std::to_string(++functions_) : identifier(t->def->name);
    if (!taken_.insert(name).second) name = identifier(types_.type_name(t)), taken_.insert(name);
    names_[t] = name;
    if (t->fn) define_function(t, name);
    else if (t->is_enum) define_enum(t, name);
    else define_struct(t, name);
    return name;
  }

  void define_function(Type* t, const std::string& name) {
    std::string parameters;
    for (size_t i = 0; i < t->fn->params.size(); i++) parameters += (i ? ", " : "") + of(t->fn->params[i]);
    definitions_ += "typedef " + declared(t->fn->ret, "(*" + name + ")(" + (parameters.empty() ? "void" : parameters) + ")") + ";\n\n";
  }

  void define_enum(Type* t, const std::string& name) {
    std::string values;
    for (FieldDef* f : t->def->fields)
      if (auto c = f->is_literal() ? f->module->constant(make_token(Table::Field, f->row)) : std::nullopt)
        values += (values.empty() ? "  " : ",\n  ") + name + "_" + identifier(f->name) + " = " + std::to_string(constant_value(*c));
    definitions_ += "typedef " + declared(types_.enum_underlying(t), name) + ";\n";
    // Values that do not fit into C's int are left to the reader.
    bool small = types_.size_of(t) < 4 || (types_.size_of(t) == 4 && types_.enum_underlying(t)->kind == ElementKind::I4);
    if (!values.empty() && small) definitions_ += "enum {\n" + values + "\n};\n";
    definitions_ += "\n";
  }

  // The field as C declares it; fixed buffers and inline arrays are arrays.
  std::string member(Field* f, uint32_t& size, uint32_t& align) {
    Type* t = f->type;
    size = types_.size_of(t), align = types_.align_of(t);
    std::string name = identifier(f->name());
    bool fixed = t->def && t->def->name.ends_with("e__FixedBuffer");
    if (fixed || (t->def && t->def->is_inline_array)) {
      Type* element = types_.layout(t).fields.at(0)->type;
      align = types_.align_of(element);
      return declared(element, name + "[" + std::to_string(size / std::max(1u, types_.size_of(element))) + "]");
    }
    return declared(t, name);
  }

  void define_struct(Type* t, const std::string& name) {
    std::string body;
    uint32_t at = 0, largest = 1, size = types_.size_of(t);
    bool same = true;
    for (Field* f : types_.layout(t).fields) {
      uint32_t bytes, align;
      body += "  " + member(f, bytes, align) + ";\n";
      at = (at + align - 1) / align * align;
      same = same && at == f->offset;
      at += bytes;
      largest = std::max(largest, align);
    }
    same = same && !body.empty() && (at + largest - 1) / largest * largest == size && largest == types_.align_of(t);
    if (!same) body = "  _Alignas(" + std::to_string(types_.align_of(t)) + ") uint8_t bytes[" + std::to_string(size) + "];\n";
    definitions_ += "typedef struct " + name + " {\n" + body + "} " + name + ";\n\n";
  }
};

}  // namespace

std::vector<std::pair<Method*, std::string>> native_exports(const Program& program) {
  std::vector<std::pair<Method*, std::string>> list;
  std::set<std::string> seen;
  for (auto& [method, symbol] : program.exports) {
    if (!method->def->is_unmanaged_callers_only) continue;
    if (!seen.insert(symbol).second) throw std::runtime_error("two methods have the entry point '" + symbol + "'");
    list.emplace_back(method, symbol);
  }
  return list;
}

std::string c_header(Program& program, const std::string& library) {
  std::lock_guard lock(program.types->lock);
  Writer writer(*program.types);
  std::string functions, guard = identifier(library) + "_H";
  for (auto& [method, symbol] : native_exports(program)) {
    auto text = writer.function(method, symbol);
    functions += is_identifier(symbol) ? text : "/* not a name in C: " + text.substr(0, text.size() - 1) + " */\n";
  }
  return "/* Functions that " + library + " exports. */\n#ifndef " + guard + "\n#define " + guard + "\n\n#include <stdint.h>\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n" +
         writer.definitions() + functions + "\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n";
}

}  // namespace ahead
