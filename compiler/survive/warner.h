// Private to survive/: what the warnings share.
#pragma once
#include <set>
#include <tuple>
#include "survive/annotations.h"
#include "survive/graph.h"
#include "survive/warnings.h"

namespace ahead {

// A place in code: the method, and an instruction in it. Without a method: a declaration, by its name.
struct Place {
  MethodDef* method = nullptr; uint32_t offset = 0;
  std::string name = {}; Module* module = nullptr;   // of a declaration
  bool declaration() const { return module != nullptr; }
};

struct Warner {
  Warner(Program& p, const std::string& f, Diagnostics& d) : program(p), types(*p.types), framework(f), diagnostics(d), annotations(types) {}
  Program& program; TypeSystem& types; std::string framework; Diagnostics& diagnostics;
  Annotations annotations;
  std::set<std::tuple<const void*, uint32_t, std::string, std::string>> seen;
  std::set<TypeDef*> asked_for_type;       // annotated types whose objects are asked for their type

  bool is_ours(const Module*) const;
  // Says it once, unless it is suppressed or the code around says that it requires the same.
  void report(const Place&, const char* code, const std::string& text);
  // About a declaration; no scope silences it.
  void report_member(MethodDef*, const char* code, const std::string& text);
  void report_named(Module*, const std::string& name, const char* code, const std::string& text);

  // requires.cc
  void check_call(const Place&, Method* callee, bool trims, bool dynamic);
  void check_field(const Place&, Field*);
  bool passes_com_objects(Method* pinvoke);
  void check_reflected(const Place&, MethodDef*);
  void check_requirements_of(Type*);         // overrides, base class
  void each_override(Type*, const std::function<void(MethodDef*, MethodDef*)>&);   // what the type's own methods override or implement
  // warn_access.cc: the members of `mask`, of one name if there is one; flags: BindingFlags, 0 for any
  void access(const Place&, Type*, uint32_t mask, const std::string& name = {}, uint32_t flags = 0);
  void access(const Place&, MethodDef*);
  void access(const Place&, FieldDef*);
  void check_dependencies(MethodDef*);
  // warn_flow.cc: a method with all that the compiler made of it
  void follow(const std::vector<MethodDef*>& group);
  // warn_declarations.cc
  void check_declaration(Type*);
  void check_bases(const Place&, Type* open);
  void check_attributes(const Place&, TypeDef*);
  void check_annotated(Type*);
  std::set<TypeDef*> checked;
  uint32_t type_mask(Type*);                 // what GetType() on such a value promises
  bool is_written(Method*);                  // its code is in an assembly of the program, and is compiled
  std::vector<Method*> used_methods();
  std::vector<bool> unguarded(Method*);
  // Instructions that control reaches, over all instantiations.
  std::unordered_map<MethodDef*, std::vector<bool>> reached;
  uint32_t parameter_mask(MethodDef* in, Type* variable);
};

// What a call of `m` requires, by its own attribute, or for constructors and static methods that of its type.
std::optional<Blob> requirement(MethodDef*, const char* attribute);
bool in_scope(TypeSystem&, MethodDef*, const char* attribute);
// The attribute that silences a code: RequiresUnreferencedCode for IL2026 and its like.
const char* scope_of(std::string_view code);

Diagnostic warning_at(Program&, MethodDef*, uint32_t il_offset, std::string code, std::string text);
// "Ns.Type.Method(Int32)", properties as "Ns.Type.Name.get".
std::string shown(TypeSystem&, MethodDef*);
std::string shown(TypeDef*);
std::string shown_members(uint32_t mask);    // "PublicMethods, PublicFields"
// UnconditionalSuppressMessage at the method, its property or event, the method that a lambda, iterator or async body was written in, an enclosing type,
// or the assembly.
bool is_suppressed(Program&, MethodDef*, std::string_view code);
// The method as it was written: for a state machine, lambda or local function the method around it; else the method itself.
MethodDef* written_method(TypeSystem&, MethodDef*);

}  // namespace ahead
