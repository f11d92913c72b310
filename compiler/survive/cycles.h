// Generic definitions whose instantiations grow without end. Private to survive/.
#pragma once
#include "survive/program.h"

namespace ahead {

// Built over all assemblies that are loaded when it is first asked; only programs that make many nested instantiations ask.
struct GenericCycles {
  explicit GenericCycles(TypeSystem& t) : types(t) {}
  bool grows(TypeDef*);
  bool grows(MethodDef*);

 private:
  struct Edge { uint32_t to; bool expanding; };
  TypeSystem& types;
  bool built = false;
  std::unordered_map<const void*, uint32_t> first;   // definition -> its first type parameter
  std::vector<std::vector<Edge>> edges;
  std::unordered_set<const void*> growing;
  std::vector<const void*> owners;                   // type parameter -> definition
  TypeDef* type_context = nullptr;                   // whose variables those of the instantiations that are being looked at are
  MethodDef* method_context = nullptr;

  void build();
  void module(Module*);
  void members(TypeDef*);
  void body(TypeDef*, MethodDef*);
  void overrides(TypeDef*, MethodDef*);
  void uses(Type*);
  void uses(Method*);
  void flows(Type* argument, uint32_t parameter, bool nested);
  template <class Definition> uint32_t parameters(Definition*);
  void mark_cycles();
};

}  // namespace ahead
