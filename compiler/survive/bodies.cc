// Decoded bodies after replacement, and what small callees return.
#include <algorithm>

#include "survive/graph.h"

namespace ahead {

bool has_il(Method* m) {
  if (!m->def) return false;
  return m->def->overlay || (m->def->rva != 0 && !m->def->is_abstract() && !m->def->is_pinvoke() && !m->def->is_internal_call() && !m->def->is_runtime());
}

std::string_view type_full_name(const Type* t) { return t->def ? std::string_view(t->def->full_name) : std::string_view(); }
bool is_corelib(TypeSystem& types, const Method* m) { return m->def && m->def->module == types.corelib(); }

namespace {

// A chain of `let` clauses nests a dozen different anonymous types; List<List<List<… is what grows without end.
const char kElementKinds[64] = {};  // addresses stand for arrays and pointers
constexpr int kMaxRepeats = 6, kMaxDepth = 40;

// How deeply generic instantiations nest in one type of a signature (II.23.2.12).
int written_depth(BlobReader& r, int level = 0) {
  if (level > kMaxDepth) return kMaxDepth;
  auto inner = [&] { return written_depth(r, level + 1); };
  switch (ElementKind(r.u8())) {
    case ElementKind::GenericInst: {
      r.u8();
      r.type_def_or_ref();
      int deepest = 0;
      for (uint32_t n = r.compressed(); n; n--) deepest = std::max(deepest, inner());
      return deepest + 1;
    }
    case ElementKind::Ptr: case ElementKind::ByRef: case ElementKind::SzArray: return inner();
    case ElementKind::Array: return inner();   // the shape behind it ends what is read of this type
    case ElementKind::Class: case ElementKind::ValueType: r.type_def_or_ref(); return 0;
    case ElementKind::Var: case ElementKind::MVar: r.compressed(); return 0;
    default: return 0;
  }
}

// Types that the program's author wrote out may be deep; recursion that grows from there on gets the usual allowance. From the tables alone, so that
// the limit does not depend on what was seen first.
int max_repeats(TypeSystem& types) {
  int deepest = 0;
  for (Module* m : types.modules()) {
    if (types.is_framework(m)) continue;
    for (uint32_t row = 1; row <= m->rows(Table::TypeSpec); row++) {
      try {
        BlobReader r{m->type_spec(row)};
        deepest = std::max(deepest, written_depth(r));
      } catch (const BadImage&) {}
    }
  }
  return std::max(kMaxRepeats, deepest + 2);
}

bool repeats(Type* t, std::vector<const void*>& way, int limit) {
  if (way.size() > size_t(kMaxDepth)) return true;
  const void* self = t->def ? static_cast<const void*>(t->def) : static_cast<const void*>(kElementKinds + int(t->kind));
  // Arrays of arrays of arrays are written by hand; recursion that makes them ends at the depth.
  if (t->def && std::count(way.begin(), way.end(), self) >= limit) return true;
  way.push_back(self);
  bool found = t->element && repeats(t->element, way, limit);
  for (Type* a : t->args) found = found || repeats(a, way, limit);
  way.pop_back();
  return found;
}

}  // namespace

namespace {

// Instantiations and arrays inside a type, each once.
void add_parts(Type* t, const std::unordered_set<Type*>& leaves, std::vector<Type*>& parts) {
  if ((t->args.empty() && !t->element) || leaves.count(t) || std::find(parts.begin(), parts.end(), t) != parts.end()) return;
  parts.push_back(t);
  if (t->element) add_parts(t->element, leaves, parts);
  for (Type* a : t->args) add_parts(a, leaves, parts);
}

void add_written(Type* t, std::unordered_set<Type*>& written) {
  if (t->open || !written.insert(t).second) return;
  if (t->element) add_written(t->element, written);
  for (Type* a : t->args) add_written(a, written);
}

}  // namespace

void Bodies::read_written() {
  for (Module* m : types.modules()) {
    if (types.is_framework(m)) continue;
    auto read = [&](auto one) {
      try { one(); } catch (const std::runtime_error&) {}   // over variables, or of an assembly that is not there
    };
    for (uint32_t row = 1; row <= m->rows(Table::TypeSpec); row++) read([&] { add_written(types.resolve_type(m, make_token(Table::TypeSpec, row), {}), written); });
    for (uint32_t row = 1; row <= m->rows(Table::MethodSpec); row++)
      read([&] { for (Type* a : types.resolve_method(m, make_token(Table::MethodSpec, row), {})->args) add_written(a, written); });
  }
}

int Bodies::growth(TypeList owner_args, TypeList method_args) const {
  std::vector<Type*> parts;
  for (TypeList list : {owner_args, method_args})
    for (Type* a : list) add_parts(a, written, parts);
  return int(parts.size());
}

bool Bodies::too_deep(Type* t) {
  if (growth_limit != kNoLimit && t->depth > 2 && t->def && growth(t->args, {}) > growth_limit && cycles.grows(t->def)) return true;
  if (t->depth <= kMaxRepeats) return false;
  if (!repeat_limit) repeat_limit = max_repeats(types);
  auto [it, added] = deep_types.try_emplace(t, false);
  if (added) {
    std::vector<const void*> way;
    it->second = repeats(t, way, repeat_limit);
  }
  return it->second;
}

bool Bodies::too_deep(Method* m) {
  if (growth_limit != kNoLimit && m->def && growth(m->owner->args, m->args) > growth_limit && cycles.grows(m->def)) return true;
  return too_deep(m->owner) || std::any_of(m->args.begin(), m->args.end(), [&](Type* t) { return too_deep(t); });
}

// Calls are folded this many levels deep.

const MethodBodyInfo& Program::body(Method* m) {
  Bodies& b = impl->bodies;
  Bodies::Decoded& d = b.decode_once(m);
  MethodBodyInfo& info = *bodies[m];
  if (!d.body || d.folded) return info;
  d.folded = true;
  try {
    fold(b, *d.body, {}, kFoldDepth, &info.folded);
  } catch (const LoadError& e) {
    info.invalid = e.what(), info.invalid_kind = e.kind;
  } catch (const BadImage& e) {
    info.invalid = types->display_name(m) + ": " + e.what(), info.invalid_kind = LoadError::InvalidProgram;
  }
  return info;
}

Bodies::Decoded& Bodies::decode_once(Method* m) {
  auto [it, added] = decoded.try_emplace(m);
  Decoded& d = it->second;
  if (!added) return d;
  auto& info = program.bodies[m];
  info = std::make_unique<MethodBodyInfo>();
  info->body.method = m;
  try {
    if (too_deep(m)) throw LoadError(LoadError::TypeLoad, "generic recursion: the type arguments of " + types.display_name(m) + " nest too deeply");
    if (std::unique_ptr<Body> s = synthetic_body(*this, m)) info->body = std::move(*s), d.body = &info->body;
    else if (m->def && !m->def->overlay && (m->def->impl_flags & 0x2000)) throw LoadError(LoadError::InvalidProgram, types.display_name(m) + ": runtime async methods are not supported");
    else if (has_il(m)) info->body = decode(types, m), d.body = &info->body;
    else throw LoadError(LoadError::InvalidProgram, types.display_name(m) + " has no IL");
  } catch (const ExpectedError& e) {
    d.body = nullptr, d.error = e.what(), d.kind = e.kind, d.expected = true;
  } catch (const LoadError& e) {
    d.body = nullptr, d.error = e.what(), d.kind = e.kind;
  } catch (const BadImage& e) {
    d.body = nullptr, d.error = types.display_name(m) + ": " + e.what(), d.kind = LoadError::InvalidProgram;
  }
  if (!d.body) info->invalid = d.error.empty() ? "invalid body" : d.error, info->invalid_kind = d.kind;
  return d;
}

void Bodies::never_called(Method* m) {
  auto& info = program.bodies[m];
  info = std::make_unique<MethodBodyInfo>();
  info->body.method = m;
  info->invalid = types.display_name(m) + " is not part of this program";
  decoded[m] = Decoded{nullptr, info->invalid, LoadError::InvalidProgram, true, true};
}

namespace {

// Cheap refusal: something with an effect comes before the first branch, or the method is long.
bool may_be_constant(const Body& body) {
  if (!body.regions.empty() || body.code.size() > 150) return false;
  for (const Instr& in : body.code) {
    if (op_operand(in.op) == OperandKind::Branch || in.op == Op::Switch || in.op == Op::Call || in.op == Op::Callvirt || in.op == Op::Box) return true;
    if (in.op == Op::Ret) return true;
    bool effect = op_operand(in.op) == OperandKind::Field ? in.op != Op::Ldsfld : (in.op >= Op::LdindI1 && in.op <= Op::StindI) || in.op == Op::Newobj || in.op == Op::Throw;
    if (effect) return false;
  }
  return false;
}

std::string args_key(std::span<const Abs> args) {
  std::string key;
  for (const Abs& a : args) {
    uint64_t words[2] = {uint64_t(a.i), uint64_t(reinterpret_cast<uintptr_t>(a.type))};
    key.push_back(char(a.kind));
    if (a.kind != Abs::Top) key.append(reinterpret_cast<const char*>(words), sizeof words);
  }
  return key;
}

bool triggers_cctor(Method* m) { return m->def->owner->cctor && !m->def->owner->before_field_init && (m->is_static() || m->def->is_ctor() || m->owner->is_value_type); }

}  // namespace

Summary Bodies::summary(Method* m, std::span<const Abs> args, int depth) {
  if (!has_il(m) || m->def->is_synchronized() || triggers_cctor(m) || m->sig.params.size() > 6) return {};
  // no_inlining marks deliberate barriers, for instance benchmarks
  if (m->def->no_inlining() && !is_corelib(types, m)) return {};
  Decoded& d = decode_once(m);
  if (!d.body || !may_be_constant(*d.body)) return {};
  std::vector<Abs> known(args.begin(), args.end());
  for (Abs& a : known) {
    a.origin = -1;
    if (a.kind == Abs::Address || (d.body->code.size() > 60 && !a.is_int())) a = {};
    if (a.kind == Abs::Boxed) a.kind = Abs::Exact;
  }
  auto key = std::tuple(m, depth, args_key(known));
  auto [it, added] = summaries.try_emplace(key);
  if (!added) return it->second;
  Summary s;
  try {
    s = fold(*this, *d.body, known, depth, nullptr);
  } catch (const std::runtime_error&) {
    s = {};  // reported when the method itself is reached
  }
  return summaries[key] = s;
}

}  // namespace ahead
