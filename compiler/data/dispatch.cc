// Virtual and interface dispatch.
//
// A class slot is an offset into the vtable: slots are numbered from Object downwards, so a derived type has its base's
// entries at the same offsets. Slots that nobody calls do not exist.
//
// Interface methods need numbers that are unique in the whole program, because a type can implement any set of
// interfaces. One row per type over all selectors would be mostly holes; *row displacement* shifts the rows over each
// other in one table such that used entries never collide:
//
//     selectors     0 1 2 3 4          table:   A0 B1 A2 B2 . B4 …
//     type A        x . x . .          row A starts at 0
//     type B        . x x . x          row B starts at 1-1=0 for selector 1, 3-2=1 for selector 2 … so the start has to move until all fit
//
// The call is one load: code = *(row of the object's type + selector). First fit, longest rows first; equal rows are
// shared. Alternatives: a per-call-site inline cache with a hash table behind it (CoreCLR), interface tables searched
// per call, search trees; they cost a compare and a miss path at every call, and are needed when types arrive at run time.
#include <algorithm>
#include <set>
#include "data/context.h"

namespace ahead {

namespace {

uint64_t count_slots(DataContext& d, Type* t, std::unordered_map<Type*, std::vector<Method*>>& own, std::unordered_map<Type*, uint64_t>& counts) {
  if (!t) return 0;
  if (auto it = counts.find(t); it != counts.end()) return it->second;
  uint64_t first = count_slots(d, d.types.base(t), own, counts);
  auto it = own.find(t);
  if (it != own.end())
    for (size_t i = 0; i < it->second.size(); i++)
      d.plan.slot_offset[it->second[i]] = offsetof(abi::MethodTable, vtable) + 8 * (first + i);
  return counts[t] = first + (it == own.end() ? 0 : it->second.size());
}

void plan_slots(DataContext& d) {
  std::unordered_map<Type*, std::vector<Method*>> own;
  std::unordered_map<Type*, uint64_t> counts;
  for (Method* m : d.program.used_slots) own[m->owner].push_back(m);
  std::unordered_map<Method*, std::string> names;
  for (auto& [t, list] : own) {
    for (Method* m : list) names[m] = d.types.method_name(m);
    std::sort(list.begin(), list.end(), [&](Method* a, Method* b) { return names[a] < names[b]; });
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  for (auto& [t, list] : own) count_slots(d, t, own, counts);
  for (Type* t : d.order) {
    if (!d.constructed(t) || t->is_interface) continue;
    std::vector<Type*> chain;
    for (Type* b = t; b; b = d.types.base(b)) chain.push_back(b);
    auto& slots = d.plan.slots[t];
    for (auto b = chain.rbegin(); b != chain.rend(); ++b)
      if (auto it = own.find(*b); it != own.end()) slots.insert(slots.end(), it->second.begin(), it->second.end());
  }
}

// Sparse row: (selector, code), ascending.
using Row = std::vector<std::pair<uint32_t, llvm::Constant*>>;

// The table with holes; next_free(i) is the first hole at or behind i (union-find with path halving).
struct Table {
  std::vector<llvm::Constant*> cells;
  std::vector<size_t> next;
  void grow(size_t n) {
    while (cells.size() < n) { cells.push_back(nullptr); next.push_back(next.size()); }
  }
  size_t next_free(size_t i) {
    grow(i + 2);
    while (next[i] != i) {
      next[i] = next[next[i]];
      i = next[i];
      grow(i + 2);
    }
    return i;
  }
  bool fits(int64_t base, const Row& row) {
    for (auto& [selector, code] : row) {
      int64_t at = base + selector;
      if (at < 0 || (size_t(at) < cells.size() && cells[at])) return false;
    }
    return true;
  }
  int64_t place(const Row& row) {
    for (size_t at = 0;; at++) {
      at = next_free(at);
      int64_t base = int64_t(at) - row[0].first;
      if (!fits(base, row)) continue;
      for (auto& [selector, code] : row) {
        size_t cell = base + selector;
        grow(cell + 2);
        cells[cell] = code;
        next[cell] = cell + 1;
      }
      return base;
    }
  }
};

// Interface methods by definition of their interface: variance and arrays make an object answer to instantiations that it does not list.
using ByDefinition = std::unordered_map<TypeDef*, std::vector<Method*>>;

Row row_of(DataContext& d, Type* t, const ByDefinition& methods) {
  Row row;
  std::unordered_set<TypeDef*> seen;
  for (Type* i : d.types.interfaces(t)) {
    if (!i->def || !seen.insert(i->def).second) continue;
    auto it = methods.find(i->def);
    if (it == methods.end()) continue;
    for (Method* m : it->second) {
      bool ambiguous = false;
      Method* target = d.types.resolve_interface(t, m, &ambiguous);
      if (!target) {
        // A type may claim an interface and lack the method: its callers get an exception, never another type's code.
        if (ambiguous || d.types.can_cast(t, m->owner))
          row.push_back({uint32_t(d.plan.selector_offset.at(m) / 8), d.external_code(ambiguous ? "ahead_ambiguous_implementation" : "ahead_no_implementation")});
        continue;
      }
      llvm::Constant* code = d.code(target, target->owner->is_value_type);
      if (!code || code->isNullValue()) code = d.trap("not reached by analysis: " + d.types.method_name(target));
      row.push_back({uint32_t(d.plan.selector_offset.at(m) / 8), code});
    }
  }
  std::sort(row.begin(), row.end(), [](auto& a, auto& b) { return a.first < b.first; });
  return row;
}

// IDynamicInterfaceCastable: every interface method that the type lacks asks the object.
void add_dynamic_entries(DataContext& d, Row& row) {
  std::set<uint32_t> own;
  for (auto& [selector, code] : row) own.insert(selector);
  for (auto& [m, offset] : d.plan.selector_offset)
    if (!own.contains(uint32_t(offset / 8))) row.push_back({uint32_t(offset / 8), d.external_code("dc:" + d.types.method_name(m))});
  std::sort(row.begin(), row.end(), [](auto& a, auto& b) { return a.first < b.first; });
}

void plan_selectors(DataContext& d) {
  std::vector<std::pair<std::string, Method*>> order;
  for (Method* m : d.program.used_interface_methods) order.push_back({d.types.method_name(m), m});
  std::sort(order.begin(), order.end());
  order.erase(std::unique(order.begin(), order.end()), order.end());
  ByDefinition by_definition;
  for (size_t i = 0; i < order.size(); i++) {
    d.plan.selector_offset[order[i].second] = 8 * (i + 1);   // never 0: see DataContext::absolute
    by_definition[order[i].second->owner->def].push_back(order[i].second);
  }
  std::map<Row, std::vector<Type*>> shared;     // pointers as keys: only for look-up, the order is fixed below
  std::vector<std::pair<const Row*, std::vector<Type*>*>> rows;
  auto& dynamic = d.program.dynamic_implementations;
  for (Type* t : d.order) {
    bool answers = t->is_interface && std::find(dynamic.begin(), dynamic.end(), t) != dynamic.end();
    if (!answers && (!d.constructed(t) || t->is_interface)) continue;
    Row row = row_of(d, t, by_definition);
    if (d.types.is_dynamic_castable(t)) add_dynamic_entries(d, row);
    if (row.empty()) continue;
    auto [it, fresh] = shared.try_emplace(std::move(row));
    it->second.push_back(t);
    if (fresh) rows.push_back({&it->first, &it->second});
  }
  std::stable_sort(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.first->size() > b.first->size(); });
  Table table;
  int64_t last_base = 0;
  for (auto& [row, users] : rows) {
    int64_t base = table.place(*row);
    last_base = std::max(last_base, base);
    for (Type* t : *users) d.plan.rows[t] = base;
  }
  table.grow(last_base + order.size() + 1);
  llvm::Constant* bad = order.empty() ? nullptr : d.trap("interface call on an object that does not implement the interface");
  for (auto* c : table.cells) d.plan.table.push_back(c ? c : bad);
}

}  // namespace

void plan_dispatch(DataContext& d) {
  plan_slots(d);
  plan_selectors(d);
}

}  // namespace ahead
