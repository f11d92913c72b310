// Which methods are compiled together. The grouping depends only on names, so that the same library code lands in the same partition in every program
// and comes out of the object cache.
#include <llvm/Support/xxhash.h>
#include <map>
#include "import/import.h"

namespace ahead {

namespace {

constexpr size_t kSmall = 40, kLarge = 160;

TypeDef* outermost(TypeDef* d) {
  while (d->enclosing) d = d->enclosing;
  return d;
}

// An instantiation over a program's own types belongs to the program: the library's partitions stay the same without it.
void modules_of(Type* t, std::vector<Module*>& out) {
  if (t->element) modules_of(t->element, out);
  if (t->def) out.push_back(t->def->module);
  for (Type* a : t->args) modules_of(a, out);
}

Module* home(const Program& program, Method* m) {
  std::vector<Module*> all;
  modules_of(m->owner, all);
  for (Type* a : m->args) modules_of(a, all);
  Module* corelib = program.types->corelib();
  Module* best = all.empty() ? corelib : all[0];
  for (Module* x : all) {
    if (x == program.app) return x;
    if (best == corelib) best = x;
  }
  return best;
}

std::string type_key(Method* m) {
  Type* t = m->owner;
  while (t->element) t = t->element;
  return t->def ? outermost(t->def)->full_name : std::string();
}

}  // namespace

std::vector<Partition> make_partitions(const Program& program) {
  std::map<std::string, std::map<std::string, std::vector<Method*>>> modules;
  for (Method* m : program.methods) modules[std::string(home(program, m)->name())][type_key(m)].push_back(m);
  std::vector<Partition> result;
  for (auto& [module, types] : modules) {
    // Cut at types whose name says so: adding a type moves no other cut.
    Partition current;
    auto flush = [&] {
      if (!current.methods.empty()) result.push_back(std::move(current));
      current = {};
    };
    for (auto& [type, methods] : types) {
      for (size_t at = 0; at < methods.size(); at += kLarge) {
        size_t count = std::min(kLarge, methods.size() - at);
        if (current.methods.size() + count > kLarge) flush();
        if (current.methods.empty()) current.name = module + "!" + type + (at ? "#" + std::to_string(at / kLarge) : "");
        current.methods.insert(current.methods.end(), methods.begin() + at, methods.begin() + at + count);
      }
      if (current.methods.size() >= kSmall && llvm::xxh3_64bits(type) % 2 == 0) flush();
    }
    flush();
  }
  return result;
}

}  // namespace ahead
