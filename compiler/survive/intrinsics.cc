// Which calls the importer expands (intrinsics.def).
#include "survive/bodies.h"
#include "survive/vectors.h"

namespace ahead {

namespace {

enum class First { any, integer, flt, szarray };
struct Row { const char* id; int parameters; First first; };

bool matches(First first, const Method* m) {
  if (first == First::any) return true;
  if (m->sig.params.empty()) return false;
  Type* t = m->sig.params[0];
  switch (first) {
    case First::integer: return (t->kind >= ElementKind::Char && t->kind <= ElementKind::U8) || t->kind == ElementKind::I || t->kind == ElementKind::U;
    case First::flt: return t->kind == ElementKind::R4 || t->kind == ElementKind::R8;
    case First::szarray: return t->kind == ElementKind::SzArray;
    default: return true;
  }
}

const std::unordered_multimap<std::string, Row>& rows() {
  constexpr First any = First::any, int_ = First::integer, flt = First::flt, szarray = First::szarray;
  (void)int_;
  static const std::unordered_multimap<std::string, Row> table = {
#define int int_
#define INTRINSIC(id, type, method, parameters, first) {std::string(type) + "::" + method, Row{#id, parameters, first}},
#include "survive/intrinsics.def"
#undef INTRINSIC
#undef int
  };
  return table;
}

// Expansions that hold only for some type arguments.
bool argument_fits(TypeSystem& types, const char* id, const Method* m) {
  std::string_view name = id;
  auto integer = [](Type* t) { return (t->kind >= ElementKind::I1 && t->kind <= ElementKind::U8) || t->kind == ElementKind::Char || t->kind == ElementKind::I || t->kind == ElementKind::U; };
  // Other structs: the method body refuses them.
  if (name == "Interlocked_Exchange" || name == "Interlocked_CompareExchange")
    return m->args.empty() || !m->args[0]->is_value_type || m->args[0]->is_enum || m->args[0]->kind != ElementKind::ValueType;
  if (name == "Float_ConvertToInteger") return m->args.size() == 1 && integer(m->args[0]);
  if (name == "Unsafe_BitCast") return m->args.size() == 2 && m->args[0]->is_value_type && m->args[1]->is_value_type && types.size_of(m->args[0]) == types.size_of(m->args[1]);
  return true;
}

}  // namespace

const char* intrinsic_name(TypeSystem& types, Method* m) {
  if (!is_corelib(types, m) || m->def->overlay || !m->owner->def) return nullptr;
  auto [begin, end] = rows().equal_range(m->owner->def->full_name + "::" + std::string(m->name()));
  for (; begin != end; ++begin) {
    const Row& r = begin->second;
    if (r.parameters >= 0 && size_t(r.parameters) != m->sig.params.size()) continue;
    if (matches(r.first, m) && argument_fits(types, r.id, m)) return r.id;
  }
  if (!m->def->is_static()) return nullptr;
  if (const char* op = vector_intrinsic(types, m)) return op;
  return x86_intrinsic(types, m);
}

}  // namespace ahead
