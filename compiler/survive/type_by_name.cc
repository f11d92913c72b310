// Type names as System.Type.GetType reads them.
#include "survive/annotations.h"

namespace ahead {

namespace {

struct NameReader {
  TypeSystem& types; Module* context; std::string_view text; size_t pos = 0;

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
    TypeDef* d = where ? types.find_type(where, name) : types.find_type(context, name);
    if (!d && !where) d = types.find_type(types.corelib(), name);
    if (!d) return nullptr;
    if (!args.empty() && args.size() != d->generic_count) return nullptr;
    Type* t = args.empty() ? d->open : types.instantiate(d, types.intern_list(args));
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

Type* type_by_name(TypeSystem& types, Module* context, std::string_view name) {
  NameReader reader{types, context, name};
  try {
    Type* t = reader.type(true);
    return reader.pos == name.size() ? t : nullptr;
  } catch (const LoadError&) {
    return nullptr;
  }
}

}  // namespace ahead
