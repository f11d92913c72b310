// Generic recursion (ECMA-335 II.9.2).
//
//     static void F<T>(int n) { if (n > 0) F<List<T>>(n - 1); }
//
// A JIT compiles as many instantiations of F as the program reaches; ahead of time they have no end. What decides is not how deep types nest, people write deep
// types, but how type parameters flow: F.T -> F.T through a List is a cycle that makes its argument longer each time round. The graph has every
// type parameter as a node and an edge wherever code over one parameter instantiates another; an edge is expanding when the parameter is only a part of the
// argument. Definitions on a cycle with an expanding edge are those that grow; no others do, however many instantiations they have.
//
// Parallel LINQ is the example in the class library: each operator hands its stream to the next one by a generic virtual call with the type of the order keys,
// and joins make Pair<TLeftKey, TRightKey> of two: squares of squares. ILC finds the same cycles, and cuts them at fixed depths. Here the walk first
// tries without; only when the growing definitions get too many instantiations does it start again with a limit on how often arguments may repeat a definition
// (Bodies::too_deep), as high as the budget allows. Beyond it bodies throw, with a warning.
#include "survive/cycles.h"

#include <algorithm>

namespace ahead {

template <class Definition>
uint32_t GenericCycles::parameters(Definition* d) {
  auto [it, added] = first.try_emplace(d, uint32_t(edges.size()));
  if (added) {
    edges.resize(edges.size() + d->generic_count);
    owners.resize(edges.size(), d);
  }
  return it->second;
}

bool GenericCycles::grows(TypeDef* d) {
  if (!built) build();
  return growing.count(d);
}

bool GenericCycles::grows(MethodDef* d) {
  if (!built) build();
  return growing.count(d) || growing.count(d->owner);
}

void GenericCycles::build() {
  built = true;
  std::vector<Module*> modules(types.modules().begin(), types.modules().end());
  for (Module* m : modules) module(m);
  mark_cycles();
}

void GenericCycles::module(Module* m) {
  for (uint32_t row = 2; row <= m->rows(Table::TypeDef); ++row) {
    TypeDef* d = types.type_def(m, row);
    if (d->generic_count) members(d);
    for (MethodDef* method : d->methods) {
      if (!d->generic_count && !method->generic_count) continue;
      try {
        if (method->generic_count && method->is_virtual()) overrides(d, method);
        body(d, method);
      } catch (const std::runtime_error&) {}   // reported where it is reached
    }
  }
}

void GenericCycles::members(TypeDef* d) {
  type_context = d, method_context = nullptr;
  try {
    if (Type* base = types.base(d->open)) uses(base);
    for (Type* i : types.interfaces(d->open)) uses(i);
    for (FieldDef* f : d->fields) uses(types.field(d->open, f)->type);
  } catch (const std::runtime_error&) {}
}

void GenericCycles::body(TypeDef* d, MethodDef* m) {
  if (!types.is_framework(d->module)) {   // reflection describes signatures of the program's own types
    type_context = d, method_context = m;
    Signature sig = types.method(d->open, m)->sig;
    uses(sig.ret);
    for (Type* p : sig.params) uses(p);
  }
  if (!m->overlay && (!m->rva || m->is_abstract() || m->is_pinvoke() || m->is_internal_call() || m->is_runtime())) return;
  std::vector<Type*> own;
  for (uint32_t i = 0; i < m->generic_count; ++i) own.push_back(types.mvar(i));
  Body body = decode(types, types.method(d->open, m, types.intern_list(own)));
  type_context = d, method_context = m;
  for (const Instr& in : body.code) {
    if (!in.constrained.nil()) uses(body.constrained(types, in));
    switch (op_operand(in.op)) {
      case OperandKind::Type: uses(body.type(types, in)); break;
      case OperandKind::Method: uses(body.callee(types, in)); break;
      case OperandKind::Field: uses(body.field(types, in)->owner); break;
      case OperandKind::Token:
        if (Table t = in.token.table(); t == Table::TypeSpec) uses(body.type(types, in));
        else if (t == Table::MethodSpec) uses(body.callee(types, in));
        break;
      default: break;
    }
  }
}

// A call of a generic virtual method runs its overrides with the same arguments.
void GenericCycles::overrides(TypeDef* d, MethodDef* m) {
  uint32_t own = parameters(m);
  auto from = [&](MethodDef* slot) {
    uint32_t other = parameters(slot);
    for (uint32_t i = 0; i < m->generic_count; ++i) edges[other + i].push_back({own + i, false});
  };
  if (!m->is_static() && !d->is_interface)
    if (MethodDef* slot = types.slot_of(types.method(d->open, m))->def; slot != m) from(slot);
  for (Type* i : types.interfaces(d->open))
    for (MethodDef* im : i->def->methods)
      if (im->generic_count == m->generic_count && (m->name == im->name || m->name.ends_with("." + std::string(im->name)))) from(im);
}

void GenericCycles::uses(Type* t) {
  if (!t->open) return;
  if (t->element) return uses(t->element);
  if (t->args.empty()) return;
  uint32_t at = parameters(t->def);
  for (size_t i = 0; i < t->args.size(); ++i) {
    flows(t->args[i], uint32_t(at + i), false);
    uses(t->args[i]);
  }
}

void GenericCycles::uses(Method* m) {
  uses(m->owner);
  if (m->args.empty()) return;
  uint32_t at = parameters(m->def);
  for (size_t i = 0; i < m->args.size(); ++i) {
    flows(m->args[i], uint32_t(at + i), false);
    uses(m->args[i]);
  }
}

void GenericCycles::flows(Type* argument, uint32_t parameter, bool nested) {
  if (!argument->open) return;
  if (argument->kind == ElementKind::Var || argument->kind == ElementKind::MVar) {
    bool of_type = argument->kind == ElementKind::Var;
    if (of_type ? argument->index >= type_context->generic_count : !method_context || argument->index >= method_context->generic_count) return;
    uint32_t from = (of_type ? parameters(type_context) : parameters(method_context)) + argument->index;
    if (from != parameter || nested) edges[from].push_back({parameter, nested});
    return;
  }
  if (argument->element) flows(argument->element, parameter, true);
  for (Type* a : argument->args) flows(a, parameter, true);
}

// Strongly connected components (Tarjan), without recursion.
void GenericCycles::mark_cycles() {
  size_t n = edges.size();
  std::vector<uint32_t> number(n), low(n), component(n, ~0u), path, todo;
  std::vector<size_t> next(n);
  uint32_t count = 0, components = 0;
  for (uint32_t root = 0; root < n; ++root) {
    if (number[root]) continue;
    todo.push_back(root);
    while (!todo.empty()) {
      uint32_t v = todo.back();
      if (!number[v]) number[v] = low[v] = ++count, path.push_back(v);
      bool deeper = false;
      for (; next[v] < edges[v].size() && !deeper; ++next[v]) {
        uint32_t w = edges[v][next[v]].to;
        if (!number[w]) { todo.push_back(w); deeper = true; break; }
        if (component[w] == ~0u) low[v] = std::min(low[v], low[w]);
      }
      if (deeper) continue;
      todo.pop_back();
      if (low[v] != number[v]) continue;
      for (uint32_t w = ~0u; w != v; path.pop_back()) component[w = path.back()] = components;
      ++components;
    }
  }
  std::unordered_set<uint32_t> expanding;
  for (uint32_t v = 0; v < n; ++v)
    for (const Edge& e : edges[v])
      if (e.expanding && component[v] == component[e.to]) expanding.insert(component[v]);
  for (uint32_t v = 0; v < n; ++v)
    if (expanding.count(component[v])) growing.insert(owners[v]);
}

}  // namespace ahead
