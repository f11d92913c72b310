// [DynamicallyAccessedMembers] and [DynamicDependency] on definitions. Private to survive/.
#pragma once
#include "survive/program.h"

namespace ahead {

// DynamicallyAccessedMemberTypes.
enum Dynamic : uint32_t {
  kDynPublicParameterlessConstructor = 1, kDynPublicConstructors = 3, kDynNonPublicConstructors = 4, kDynPublicMethods = 8, kDynNonPublicMethods = 0x10,
  kDynPublicFields = 0x20, kDynNonPublicFields = 0x40, kDynPublicNestedTypes = 0x80, kDynNonPublicNestedTypes = 0x100, kDynPublicProperties = 0x200,
  kDynNonPublicProperties = 0x400, kDynPublicEvents = 0x800, kDynNonPublicEvents = 0x1000, kDynInterfaces = 0x2000,
  kDynAll = 0xffffffff, kDynPublic = 0x2aab,
};

// What a method asks of types that flow into it.
struct MethodAnnotations {
  uint32_t self = 0, result = 0;
  std::vector<uint32_t> params, generic;   // generic: own type parameters
  bool flows = false;                      // any of self, params, result
  bool depends = false;                    // has [DynamicDependency]
};

// One [DynamicDependency]: members of `type` by name ("*": all; empty: by mask).
struct Dependency {
  Type* type = nullptr; std::string member; uint32_t mask = 0;
  enum Missing { Nothing, Assembly, TypeName } missing = Nothing;   // then `type` is null
  std::string text = {};                                            // its name
};

struct Annotations {
  explicit Annotations(TypeSystem& t) : types(t) {}
  TypeSystem& types;
  const MethodAnnotations& of(MethodDef*);
  uint32_t of(FieldDef*);
  const std::vector<uint32_t>& generic(TypeDef*);       // per type parameter; empty when none asks for anything
  uint32_t on_type(TypeDef*);                           // what GetType() on a value of the type may be used for
  std::vector<Dependency> dependencies(Method*);
  bool carries_type(Type*);                             // values of it are types or their names; annotations elsewhere count for nothing
  uint32_t on_property(TypeDef*, std::string_view name);

  std::unordered_map<MethodDef*, MethodAnnotations> methods;
  std::unordered_map<FieldDef*, uint32_t> fields;
  std::unordered_map<TypeDef*, std::vector<uint32_t>> generics;
  std::unordered_map<TypeDef*, uint32_t> on_types;
};

// A type by its reflection name ("Ns.Outer+Inner`1[[System.Int32]], Assembly", "T[]", "T*", "T&"). Without an assembly: `context`, then CoreLib.
// Null when there is none.
Type* type_by_name(TypeSystem&, Module* context, std::string_view name, TypeList type_args = {}, TypeList method_args = {});   // for !0 and !!0

}  // namespace ahead
