// Type names as System.Type.GetType reads them.
#include <charconv>
#include "survive/annotations.h"

namespace ahead {

namespace {

struct NameReader {
  TypeSystem& types; Module* context; std::string_view text; TypeList type_args, method_args; size_t pos = 0;

  bool at(char c) const { return pos < text.size() && text[pos] == c; }
  bool eat(char c) { if (!at(c)) return false; ++pos; return true; }
  void space() { while (at(' ')) ++pos; }

  // "Ns.Outer+Inner`1", with nested types behind a slash as the type system has it.
  std::string simple() {
    std::string name;
    for (; pos < text.size(); ++pos) {
      char c = text[pos];
      if (c == '\\' && pos + 1 < text.size()) { name += text[++pos]; continue; }
      if (c == '[' || c == ']' || c == ',' || c == '*' || c == '&') break;
      name += c == '+' ? '/' : c;
    }
    while (!name.empty() && name.back() == ' ') name.pop_back();
    return name;
  }

  std::string_view assembly() {
    space();
    size_t begin = pos;
    int depth = 0;
    for (; pos < text.size(); ++pos) {
      if (text[pos] == '[') ++depth;
      if (text[pos] == ']' && depth-- == 0) break;
    }
    std::string_view full = text.substr(begin, pos - begin);
    full = full.substr(0, full.find(','));
    while (full.ends_with(' ')) full.remove_suffix(1);
    return full;
  }

  struct Suffix { char kind; uint32_t rank; };

  // "!0" and "!!0" stand for type arguments, where the reader was given any.
  Type* variable(std::string_view name) {
    bool of_method = name.starts_with("!!");
    TypeList list = of_method ? method_args : type_args;
    size_t index = 0;
    name.remove_prefix(of_method ? 2 : 1);
    auto end = std::from_chars(name.data(), name.data() + name.size(), index).ptr;
    return !name.empty() && end == name.data() + name.size() && index < list.size() ? list[index] : nullptr;
  }

  // The named definition, over these arguments if there are any. Without an assembly it is the context's or CoreLib's.
  Type* named(Module* where, const std::string& name, const std::vector<Type*>& args) {
    if (!where && args.empty() && name.starts_with('!')) return variable(name);
    TypeDef* d = types.find_type(where ? where : context, name);
    if (!d && !where) d = types.find_type(types.corelib(), name);
    if (!d || (!args.empty() && args.size() != d->generic_count)) return nullptr;
    return args.empty() ? d->open : types.instantiate(d, types.intern_list(args));
  }

  // `assembly_allowed`: inside [[…]] and at the top.
  Type* type(bool assembly_allowed) {
    std::string name = simple();
    std::vector<Type*> args;
    std::vector<Suffix> suffixes;
    while (at('[') || at('*') || at('&')) {
      if (at('*') || at('&')) { suffixes.push_back({text[pos++], 0}); continue; }
      size_t next = pos + 1;
      bool array = next < text.size() && (text[next] == ']' || text[next] == ',' || text[next] == '*');
      if (!array) {
        if (!args.empty() || !arguments(args)) return nullptr;
        continue;
      }
      ++pos;
      uint32_t rank = 1;
      bool star = eat('*');
      while (eat(',')) ++rank;
      if (!eat(']')) return nullptr;
      suffixes.push_back({star || rank > 1 ? 'a' : 'v', rank});
    }
    Module* where = nullptr;
    if (assembly_allowed && eat(',')) {
      where = types.find_assembly(assembly());
      if (!where) return nullptr;
    }
    Type* t = named(where, name, args);
    if (!t) return nullptr;
    for (const Suffix& s : suffixes) {
      if (s.kind == '*') t = types.pointer_to(t);
      else if (s.kind == '&') t = types.byref_to(t);
      else t = s.kind == 'v' ? types.szarray_of(t) : types.array_of(t, s.rank);
    }
    return t;
  }

  bool arguments(std::vector<Type*>& args) {
    ++pos;
    do {
      space();
      bool quoted = eat('[');
      Type* a = type(quoted);
      if (!a || (quoted && !eat(']'))) return false;
      args.push_back(a);
      space();
    } while (eat(','));
    return eat(']');
  }
};

}  // namespace

Type* type_by_name(TypeSystem& types, Module* context, std::string_view name, TypeList type_args, TypeList method_args) {
  NameReader reader{types, context, name, type_args, method_args};
  try {
    Type* t = reader.type(true);
    return reader.pos == name.size() ? t : nullptr;
  } catch (const LoadError&) {
    return nullptr;
  }
}

}  // namespace ahead
