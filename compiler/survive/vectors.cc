#include "survive/vectors.h"

#include <unordered_map>
#include "survive/bodies.h"

namespace ahead {

namespace {

unsigned element_size(ElementKind k) {
  switch (k) {
    case ElementKind::I1: case ElementKind::U1: return 1;
    case ElementKind::I2: case ElementKind::U2: return 2;
    case ElementKind::I4: case ElementKind::U4: case ElementKind::R4: return 4;
    case ElementKind::I8: case ElementKind::U8: case ElementKind::R8: case ElementKind::I: case ElementKind::U: return 8;
    default: return 0;
  }
}

constexpr std::string_view kIntrinsics = "System.Runtime.Intrinsics.";

// Bytes of Vector64`1 … Vector512`1 and Vector`1 by full name; 0 for everything else.
unsigned vector_bytes(std::string_view name, uint64_t sets) {
  if (name == "System.Numerics.Vector`1") return sets & abi::bit_avx2 ? 32 : 16;
  if (!name.starts_with(kIntrinsics)) return 0;
  name.remove_prefix(kIntrinsics.size());
  return name == "Vector64`1" ? 8 : name == "Vector128`1" ? 16 : name == "Vector256`1" ? 32 : name == "Vector512`1" ? 64 : 0;
}

bool is_vector_class(std::string_view name) {
  if (name == "System.Numerics.Vector" || name == "System.Numerics.Vector`1") return true;
  if (!name.starts_with(kIntrinsics)) return false;
  name.remove_prefix(kIntrinsics.size());
  if (name.ends_with("`1")) name.remove_suffix(2);
  return name == "Vector64" || name == "Vector128" || name == "Vector256" || name == "Vector512";
}

enum class Elements { any, integer, flt, wide };
struct Row { const char* op; int parameters; Elements elements; };

const std::unordered_multimap<std::string_view, Row>& rows() {
  constexpr Elements any = Elements::any, int_ = Elements::integer, flt = Elements::flt, wide = Elements::wide;
  static const std::unordered_multimap<std::string_view, Row> table = {
#define int int_
#define VECTOR(op, method, parameters, elements) {method, Row{#op, parameters, elements}},
#include "survive/vectors.def"
#undef VECTOR
#undef int
  };
  return table;
}

struct Shapes { std::optional<VectorShape> first; bool usable = true; unsigned vectors = 0; };

// Looks at one type of the signature.
void add(Shapes& s, TypeSystem& types, Type* t, bool parameter) {
  if (auto shape = vector_shape(t, types.instruction_sets)) {
    if (shape->bytes > vector_width(types.instruction_sets)) s.usable = false;
    if (!s.first) s.first = shape;
    s.vectors += parameter;
  } else if (!t->is_primitive() && t->kind != ElementKind::Void && t->kind != ElementKind::ByRef && t->kind != ElementKind::Ptr) {
    s.usable = false;
  }
}

// Create takes one scalar, as many as there are elements, or two halves; nothing else (arrays, spans, broadcast of a smaller vector).
bool fits_create(TypeSystem& types, Method* m, const Shapes& s) {
  auto result = vector_shape(m->sig.ret, types.instruction_sets);
  if (!result) return false;
  if (s.vectors) return s.vectors == 2 && m->sig.params.size() == 2 && s.first->bytes * 2 == result->bytes;
  for (Type* p : m->sig.params) if (p != m->sig.params[0] || !element_size(p->kind)) return false;
  return m->sig.params.size() == 1 || m->sig.params.size() == result->count();
}

bool fits(TypeSystem& types, const Row& r, Method* m) {
  if (r.parameters >= 0 && size_t(r.parameters) != m->sig.params.size()) return false;
  if (m->sig.has_this) return false;
  Shapes s;
  for (Type* p : m->sig.params) add(s, types, p, true);
  add(s, types, m->sig.ret, false);
  if (!s.first || !s.usable) return false;
  if (r.elements == Elements::wide) return s.first->bytes > 8 && (m->sig.params.size() == 2 || m->owner->def->full_name != "System.Numerics.Vector");
  if (r.elements != Elements::any && s.first->is_float() != (r.elements == Elements::flt)) return false;
  return std::string_view(r.op) != "Vec_Create" || fits_create(types, m, s);
}

}  // namespace

bool VectorShape::is_signed() const {
  switch (element) {
    case ElementKind::U1: case ElementKind::U2: case ElementKind::U4: case ElementKind::U8: case ElementKind::U: return false;
    default: return true;
  }
}

unsigned vector_width(uint64_t sets) {
  using namespace abi;
  constexpr uint64_t wide = bit_avx512f | bit_avx512bw | bit_avx512cd | bit_avx512dq | bit_avx512vl;
  return (sets & wide) == wide ? 64 : sets & bit_avx2 ? 32 : 16;
}

std::optional<VectorShape> vector_shape(Type* t, uint64_t sets) {
  if (t->kind != ElementKind::ValueType || t->args.size() != 1 || !t->def || !t->def->is_intrinsic) return std::nullopt;
  unsigned bytes = vector_bytes(t->def->full_name, sets), size = element_size(t->args[0]->kind);
  if (!bytes || !size) return std::nullopt;
  return VectorShape{bytes, size, t->args[0]->kind};
}

const char* vector_intrinsic(TypeSystem& types, Method* m) {
  if (!is_vector_class(m->owner->def->full_name)) return nullptr;
  std::string_view name = m->name();
  // Explicit implementations are called "System.Runtime.Intrinsics.ISimdVector<…>.Add".
  if (name.starts_with("System.Runtime.Intrinsics.ISimdVector<")) name.remove_prefix(name.rfind('.') + 1);
  auto [begin, end] = rows().equal_range(name);
  for (; begin != end; ++begin)
    if (fits(types, begin->second, m)) return begin->second.op;
  return nullptr;
}

}  // namespace ahead
