// Look-up in x86.def and x86_classes.def.
#include <unordered_map>
#include "survive/bodies.h"
#include "survive/vectors.h"

namespace ahead {

namespace {

constexpr std::string_view kNamespace = "System.Runtime.Intrinsics.X86.";

struct Row { std::string_view shape; std::string op; };
using Table = std::unordered_map<std::string, std::vector<Row>>;   // by class::method

void add(Table& t, std::string_view classes, std::string_view method, std::string_view shape, std::string_view op) {
  for (size_t at = 0; at <= classes.size();) {
    size_t end = std::min(classes.find('|', at), classes.size());
    t[std::string(classes.substr(at, end - at)) + "::" + std::string(method)].push_back({shape, "X86_" + std::string(op)});
    at = end + 1;
  }
}

const Table& rows() {
  static const Table table = [] {
    Table t;
#define X86(classes, method, shape, op) add(t, classes, method, #shape, op);
#include "survive/x86.def"
#undef X86
    return t;
  }();
  return table;
}

VectorShape scalar_shape(Type* t) {
  unsigned size = t->kind == ElementKind::I1 || t->kind == ElementKind::U1 ? 1 : t->kind == ElementKind::I2 || t->kind == ElementKind::U2 ? 2
                : t->kind == ElementKind::I4 || t->kind == ElementKind::U4 || t->kind == ElementKind::R4 ? 4 : 8;
  return {size, size, t->kind};
}

// What the row's shape is compared with.
VectorShape operand_shape(Method* m, uint64_t sets) {
  for (Type* p : m->sig.params) if (auto s = vector_shape(p, sets)) return *s;
  if (auto s = vector_shape(m->sig.ret, sets)) return *s;
  for (Type* p : m->sig.params) {
    if (p->kind == ElementKind::Ptr && p->element->is_primitive()) return scalar_shape(p->element);
    if (p->is_primitive()) return scalar_shape(p);
  }
  return {8, 8, ElementKind::I8};
}

bool fits(std::string_view shape, const VectorShape& s, Method* m, uint64_t sets) {
  if (shape == "any") return true;
  if (shape == "p") return m->sig.params[0]->kind == ElementKind::Ptr;
  char kind = shape[0];
  if ((kind == 'f') != s.is_float() || (kind == 's' && !s.is_signed()) || (kind == 'u' && s.is_signed())) return false;
  shape.remove_prefix(1);
  if (!shape.empty() && (shape.back() == 'v' || shape.back() == 'n')) {
    bool vector = m->sig.params.size() > 1 && vector_shape(m->sig.params[1], sets);
    if (vector != (shape.back() == 'v')) return false;
    shape.remove_suffix(1);
  }
  return shape.empty() || std::to_string(s.size * 8) == shape;
}

// Every vector of the signature is a register.
bool registers(Method* m, uint64_t sets) {
  auto fine = [&](Type* t) { auto s = vector_shape(t, sets); return !s || s->bytes <= vector_width(sets); };
  return std::all_of(m->sig.params.begin(), m->sig.params.end(), fine) && fine(m->sig.ret);
}

}  // namespace

std::optional<bool> x86_class_supported(std::string_view name, uint64_t sets) {
  using namespace abi;
  if (!name.starts_with(kNamespace)) return std::nullopt;
  name.remove_prefix(kNamespace.size());
#define X86_CLASS(class_name, needs) if (name == class_name) return (sets & uint64_t(needs)) == uint64_t(needs);
#include "survive/x86_classes.def"
#undef X86_CLASS
  return false;
}

const char* x86_intrinsic(TypeSystem& types, Method* m) {
  std::string_view name = m->owner->def->full_name;
  uint64_t sets = types.instruction_sets;
  auto supported = x86_class_supported(name, sets);
  if (!supported || !*supported || !registers(m, sets)) return nullptr;
  auto found = rows().find(std::string(name.substr(kNamespace.size())) + "::" + std::string(m->name()));
  if (found == rows().end()) return nullptr;
  VectorShape s = operand_shape(m, sets);
  for (auto& row : found->second)
    if (fits(row.shape, s, m, sets)) return row.op.c_str();
  return nullptr;
}

}  // namespace ahead
