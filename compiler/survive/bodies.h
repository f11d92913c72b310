// Private to survive/: which IL stands for a method, with its caches.
#pragma once
#include "survive/cycles.h"
#include "survive/fold.h"

namespace ahead {

// A stubbed method of ILLink.Substitutions.xml whose feature condition holds.
struct Substitution { bool has_value = false; int64_t value = 0; bool removed = false; };

// Thrown while a body is replaced: the program gets this exception when the method is called, which is how it should behave; no warning.
struct ExpectedError : LoadError { using LoadError::LoadError; };

struct Bodies {
  explicit Bodies(Program& p) : program(p), types(*p.types), cycles(*p.types) {}
  Program& program; TypeSystem& types;

  struct Decoded { Body* body = nullptr; std::string error; LoadError::Kind kind = LoadError::InvalidProgram; bool folded = false, expected = false; };  // body lies in Program::bodies
  std::unordered_map<Method*, Decoded> decoded;
  Decoded& decode_once(Method*);                       // after replacements; body null on error
  void never_called(Method*);                          // gives it a body that throws
  Summary summary(Method*, std::span<const Abs> args, int depth);

  std::map<std::tuple<Method*, int, std::string>, Summary> summaries;
  std::map<std::pair<Field*, int>, std::optional<Abs>> readonly_fields;

  // features.cc
  const Substitution* substitution(MethodDef*);
  std::optional<bool> feature_switch(MethodDef* getter);
  bool is_quiet_guard(MethodDef* getter);
  bool guards_are_off = false;                         // while warnings ask what code is unguarded
  std::unordered_map<Module*, std::unordered_map<std::string, std::unordered_map<std::string, Substitution>>> substitutions;
  std::unordered_map<MethodDef*, std::optional<bool>> switches;
  // resources.cc: the text behind a resource property such as SR.get_Arg_NullReferenceException
  const std::u16string* resource_text(Method*);
  std::unordered_map<Module*, std::unordered_map<std::string, std::u16string>> resources;
  std::unordered_map<Method*, std::unique_ptr<std::u16string>> texts;
  std::vector<std::unique_ptr<std::u16string>> own_texts;  // of messages in bodies that the compiler writes
  // Generic recursion (cycles.cc): on one way down into the type's arguments some definition repeats too often, or the way is absurdly long, or the
  // definition is one that grows and its arguments consist of more than `growth_limit` parts.
  bool too_deep(Type*);
  bool too_deep(Method*);
  std::unordered_map<Type*, bool> deep_types;
  GenericCycles cycles;
  static constexpr int kNoLimit = 1000;
  int growth_limit = kNoLimit;
  int growth(TypeList owner_args, TypeList method_args) const;   // different instantiations and arrays inside the arguments; what the program writes out counts for nothing
  std::unordered_set<Type*> written;                   // instantiations without variables in the program's own assemblies
  void read_written();
  int repeat_limit = 0;                                // 0: not known yet
};

// Bodies that replace the method's IL (synthetic.cc): comparers, sort helpers, Activator, resource strings, stubs. Null: the method's own IL.
// As Type.ToString prints it, at least for types that are not generic.
std::string plain_type_name(TypeSystem&, Type*);
std::unique_ptr<Body> synthetic_body(Bodies&, Method*);

std::unique_ptr<Body> accessor_body(Bodies&, Method*);   // [UnsafeAccessor] methods (accessors.cc)

// What a library call does with a type that it gets as System.Type (makes.def, makes.cc).
enum class Makes : uint8_t { Nothing, Object, Array, Instance, Initializer, Delegate };
Makes makes_objects(TypeSystem&, const Method*);

Method* executing_assembly(TypeSystem&, Method* callee, Method* caller);   // the callee, or what replaces Assembly.GetExecutingAssembly in this caller
bool has_il(Method*);
std::string_view type_full_name(const Type*);          // of the definition, "" for arrays and the like
bool is_corelib(TypeSystem&, const Method*);

}  // namespace ahead
