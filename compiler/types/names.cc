// Names: symbols (unique, deterministic), texts of loader messages, display names, and names as stack traces print them.
#include <array>

#include "types/internal.h"

namespace ahead {

// ---- hashing: symbols that would be very long keep their beginning and get 128 bits of hash ----

static uint64_t hash64(std::string_view s, uint64_t seed) {
  uint64_t h = seed ^ (s.size() * 0x9e3779b97f4a7c15ull);
  for (unsigned char c : s) { h = (h ^ c) * 0x00000100000001b3ull; h ^= h >> 29; }
  h ^= h >> 32; h *= 0xd6e8feb86659fd93ull; h ^= h >> 32;
  return h;
}

std::string shorten(std::string name) {
  constexpr size_t kLongest = 400, kKept = 340;
  if (name.size() <= kLongest) return name;
  char hash[40];
  snprintf(hash, sizeof hash, "~%016llx%016llx", (unsigned long long)hash64(name, 0xcbf29ce484222325ull), (unsigned long long)hash64(name, 0x2545f4914f6cdd1dull));
  return name.substr(0, kKept) + hash;
}

// SHA-1, only for public key tokens.
static std::array<uint8_t, 20> sha1(Blob data) {
  uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  std::vector<uint8_t> m(data.begin(), data.end());
  m.push_back(0x80);
  while (m.size() % 64 != 56) m.push_back(0);
  for (int i = 7; i >= 0; --i) m.push_back(uint8_t(uint64_t(data.size()) * 8 >> (i * 8)));
  auto rotate = [](uint32_t x, int n) { return x << n | x >> (32 - n); };
  for (size_t block = 0; block < m.size(); block += 64) {
    uint32_t w[80];
    for (int i = 0; i < 16; ++i) w[i] = uint32_t(m[block + i * 4]) << 24 | m[block + i * 4 + 1] << 16 | m[block + i * 4 + 2] << 8 | m[block + i * 4 + 3];
    for (int i = 16; i < 80; ++i) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int i = 0; i < 80; ++i) {
      uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 ? b ^ c ^ d : i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      uint32_t k = i < 20 ? 0x5a827999 : i < 40 ? 0x6ed9eba1 : i < 60 ? 0x8f1bbcdc : 0xca62c1d6;
      uint32_t next = rotate(a, 5) + f + e + k + w[i];
      e = d; d = c; c = rotate(b, 30); b = a; a = next;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e;
  }
  std::array<uint8_t, 20> r;
  for (int i = 0; i < 20; ++i) r[i] = uint8_t(h[i / 4] >> (24 - i % 4 * 8));
  return r;
}

static std::string key_token_text(Blob key, bool full_key) {
  std::vector<uint8_t> token(key.begin(), key.end());
  if (full_key && !key.empty()) {
    auto h = sha1(key);
    token.assign(h.rbegin(), h.rbegin() + 8);
  }
  if (token.empty()) return "null";
  std::string r;
  for (uint8_t b : token) { char hex[3]; snprintf(hex, sizeof hex, "%02x", b); r += hex; }
  return r;
}

static std::string assembly_text(std::string_view name, const uint16_t* v, std::string_view culture, const std::string& token) {
  std::string r(name);
  r += ", Version=";
  for (int i = 0; i < 4; ++i) r += (i ? "." : "") + std::to_string(v[i]);
  return r + ", Culture=" + std::string(culture.empty() ? "neutral" : culture) + ", PublicKeyToken=" + token;
}

std::string TypeSystem::Impl::assembly_ref_name(const AssemblyRefRow& r) {
  return assembly_text(r.name, r.version, r.culture, key_token_text(r.public_key_or_token, r.flags & 1));
}

std::string TypeSystem::assembly_ref_name(Module* m, uint32_t row) { return impl_->assembly_ref_name(m->assembly_ref(row)); }

std::string TypeSystem::assembly_name(Module* m) {
  if (!m->is_assembly()) return std::string(m->name());
  const AssemblyRow& a = m->assembly();
  return assembly_text(a.name, a.version, a.culture, key_token_text(a.public_key, true));
}

// ---- symbols ----

static std::string fn_text(TypeSystem& ts, const Signature& s) {
  std::string r = "fn" + std::to_string(s.call_conv);
  if (s.has_this) r += "this";
  for (auto mod : s.ret_modopts) r += ":" + std::string(mod);
  r += "(";
  for (size_t i = 0; i < s.params.size(); ++i) r += (i ? "," : "") + ts.type_name(s.params[i]);
  return r + ")" + ts.type_name(s.ret);
}

static std::string list_text(TypeSystem& ts, TypeList l) {
  std::string r;
  for (size_t i = 0; i < l.size(); ++i) r += (i ? "," : "") + ts.type_name(l[i]);
  return r;
}

std::string TypeSystem::Impl::type_text(Type* t) {
  switch (t->kind) {
    case ElementKind::Ptr: return ts.type_name(t->element) + "*";
    case ElementKind::ByRef: return ts.type_name(t->element) + "&";
    case ElementKind::SzArray: return ts.type_name(t->element) + "[]";
    case ElementKind::Array: return ts.type_name(t->element) + "[" + (t->index == 1 ? "*" : std::string(t->index - 1, ',')) + "]";
    case ElementKind::Var: return "!" + std::to_string(t->index);
    case ElementKind::MVar: return "!!" + std::to_string(t->index);
    case ElementKind::FnPtr: return fn_text(ts, *t->fn);
    default: break;
  }
  std::string r = t->def->module == ts.corelib() ? "" : std::string(t->def->module->name()) + "!";
  r += t->def->full_name;
  if (t->is_generic()) r += "[" + list_text(ts, t->args) + "]";
  return r;
}

std::string TypeSystem::type_name(Type* t) {
  Type::Lazy& z = impl_->lazy(t);
  if (z.name.empty()) z.name = shorten(impl_->type_text(t));
  return z.name;
}

// Two methods of one type that differ only in custom modifiers, or compiler-controlled ones that share everything.
bool TypeSystem::Impl::has_twin(MethodDef* d) {
  if ((d->flags & 7) == 0) return true;
  const Signature& mine = open_signature(d);
  for (MethodDef* other : d->owner->methods)
    if (other != d && other->name == d->name && other->generic_count == d->generic_count) {
      try {
        const Signature& s = open_signature(other);
        if (s.ret == mine.ret && ListEqual{}(s.params, mine.params) && s.has_this == mine.has_this) return true;
      } catch (LoadError&) {
      }
    }
  return false;
}

// Parameter types are those of the definition ("!0"): after substitution M(T) and M(int) could collide.
std::string TypeSystem::method_name(Method* m) {
  if (!m->lazy || m->lazy->name.empty()) {
    const Signature& sig = m->def ? impl_->open_signature(m->def) : m->sig;
    std::string r = type_name(m->owner) + "." + std::string(m->name());
    if (!m->args.empty()) r += "[" + list_text(*this, m->args) + "]";
    else if (m->def && m->def->generic_count) r += "`" + std::to_string(m->def->generic_count);
    r += "(" + list_text(*this, sig.params) + ")" + type_name(sig.ret);
    if (m->def && impl_->has_twin(m->def)) r += "#" + std::to_string(m->def->row);
    impl_->lazy(m).name = shorten(std::move(r));
  }
  return m->lazy->name;
}

std::string TypeSystem::field_name(Field* f) {
  std::string r = type_name(f->owner) + "." + std::string(f->name());
  for (FieldDef* other : f->def->owner->fields)
    if (other != f->def && other->name == f->def->name) { r += "#" + std::to_string(f->def->row); break; }
  return shorten(std::move(r));
}

static std::string short_name(Type* t) {
  switch (t->kind) {
    case ElementKind::Ptr: return short_name(t->element) + "*";
    case ElementKind::ByRef: return short_name(t->element) + "&";
    case ElementKind::SzArray: return short_name(t->element) + "[]";
    case ElementKind::Array: return short_name(t->element) + "[" + (t->index == 1 ? "*" : std::string(t->index - 1, ',')) + "]";
    case ElementKind::Var: return "!" + std::to_string(t->index);
    case ElementKind::MVar: return "!!" + std::to_string(t->index);
    case ElementKind::FnPtr: return "fnptr";
    default: break;
  }
  std::string r(t->def->name.substr(0, t->is_generic() ? t->def->name.find('`') : std::string_view::npos));
  if (t->is_generic()) {
    r += "<";
    for (size_t i = 0; i < t->args.size(); ++i) r += (i ? ", " : "") + short_name(t->args[i]);
    r += ">";
  }
  return r;
}

std::string TypeSystem::display_name(Method* m) {
  std::string r = m->owner->def ? m->owner->def->full_name : short_name(m->owner);
  std::replace(r.begin(), r.end(), '/', '.');
  auto angled = [](TypeList l) {
    std::string s = "<";
    for (size_t i = 0; i < l.size(); ++i) s += (i ? ", " : "") + short_name(l[i]);
    return s + ">";
  };
  if (m->owner->is_generic()) r += angled(m->owner->args);
  r += "." + std::string(m->name());
  if (!m->args.empty()) r += angled(m->args);
  r += "(";
  for (size_t i = 0; i < m->sig.params.size(); ++i) r += (i ? ", " : "") + short_name(m->sig.params[i]);
  return r + ")";
}

// ---- loader messages: texts straight from signatures, so that unloadable types can be named ----

static std::string_view primitive_text(ElementKind k) {
  static constexpr std::string_view kNames[] = {"", "Void", "Boolean", "Char", "SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double", "System.String"};
  if (size_t(k) < std::size(kNames)) return kNames[size_t(k)];
  switch (k) {
    case ElementKind::I: return "IntPtr";
    case ElementKind::U: return "UIntPtr";
    case ElementKind::Object: return "System.Object";
    case ElementKind::TypedByRef: return "TypedReference";
    default: return "";
  }
}

std::string message_type_text(TypeDef* d) {
  std::string r = d->full_name;
  std::replace(r.begin(), r.end(), '/', '+');
  return r;
}

std::string TypeSystem::Impl::raw_token_text(ModuleState& s, Token t, int depth) {
  if (depth > 50) throw BadImage("type references form a cycle");
  std::string_view ns, name;
  std::string outer;
  if (t.table() == Table::TypeRef) {
    TypeRefRow r = s.module->type_ref(t.row());
    ns = r.name_space; name = r.name;
    if (r.scope.table() == Table::TypeRef && !r.scope.nil()) outer = raw_token_text(s, r.scope, depth + 1) + "+";
  } else if (t.table() == Table::TypeDef) {
    TypeDefRow r = s.module->type_def(t.row());
    ns = r.name_space; name = r.name;
    if (uint32_t e = s.module->enclosing_type(t.row())) outer = raw_token_text(s, make_token(Table::TypeDef, e), depth + 1) + "+";
  } else if (t.table() == Table::TypeSpec) {
    BlobReader r{s.module->type_spec(t.row())};
    return raw_type_text(s, r, false, depth + 1);
  }
  return outer + (ns.empty() ? "" : std::string(ns) + ".") + std::string(name);
}

std::string TypeSystem::Impl::raw_type_text(ModuleState& s, BlobReader& r, bool modifiers, int depth) {
  if (depth > 50) throw BadImage("signature is nested too deeply");
  auto e = ElementKind(r.u8());
  if (auto p = primitive_text(e); !p.empty()) return std::string(p);
  auto inner = [&] { return raw_type_text(s, r, modifiers, depth + 1); };
  switch (e) {
    case ElementKind::Ptr: return inner() + "*";
    case ElementKind::ByRef: return inner() + " ByRef";
    case ElementKind::ValueType: case ElementKind::Class: return raw_token_text(s, r.type_def_or_ref());
    case ElementKind::Var: return "!" + std::to_string(r.compressed());
    case ElementKind::MVar: return "!!" + std::to_string(r.compressed());
    case ElementKind::SzArray: return inner() + "[]";
    case ElementKind::Array: {
      std::string element = inner();
      uint32_t rank = r.compressed();
      if (rank == 0 || rank > 32) throw BadImage("array rank out of range");
      for (uint32_t n = r.compressed(); n; --n) r.compressed();
      for (uint32_t n = r.compressed(); n; --n) r.compressed_signed();
      return element + "[" + std::string(rank - 1, ',') + "]";
    }
    case ElementKind::GenericInst: {
      std::string text = inner() + "<";
      uint32_t n = r.compressed();
      for (uint32_t i = 0; i < n; ++i) text += (i ? "," : "") + inner();
      return text + ">";
    }
    case ElementKind::FnPtr: {
      uint8_t conv = r.u8();
      if (conv & 0x10) r.compressed();
      uint32_t n = r.compressed();
      std::string text = "FNPTR(";
      for (uint32_t i = 0; i <= n; ++i) text += (i ? "," : "") + inner();
      return text + ")";
    }
    case ElementKind::CModReqd: case ElementKind::CModOpt: {
      std::string mod = raw_token_text(s, r.type_def_or_ref());
      std::string text = inner();
      return modifiers ? text + (e == ElementKind::CModReqd ? " modreq(" : " modopt(") + mod + ")" : text;
    }
    case ElementKind::Sentinel: return "..., " + inner();
    case ElementKind::Pinned: return inner();
    default: throw BadImage("unknown element type in signature");
  }
}

// "Void Ns.T.M(Int32)"
std::string TypeSystem::Impl::raw_method_text(ModuleState& s, Blob blob, std::string_view name, bool modifiers) {
  BlobReader r{blob};
  uint8_t head = r.u8();
  if (head & 0x10) r.compressed();
  uint32_t n = r.compressed();
  std::string text = raw_type_text(s, r, modifiers) + " " + std::string(name) + "(";
  for (uint32_t i = 0; i < n; ++i) text += (i ? ", " : "") + raw_type_text(s, r, modifiers);
  return text + ")";
}

}  // namespace ahead
