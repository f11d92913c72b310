// The type system: interned types, methods and fields, exact over generic instantiations.
// Pointer equality is identity. Everything lives in the TypeSystem's arena for the whole compilation.
// Not thread-safe: the importer takes TypeSystem::lock around a partition's import.
#pragma once
#include <mutex>
#include <unordered_map>
#include "abi/instruction_sets.h"
#include "metadata/module.h"

namespace ahead {

// ECMA-335 II.23.1.16, used as Type::kind. Enums and structs are ValueType; System.String and System.Object have their own kinds.
// A generic instance has the kind Class or ValueType and non-empty args: GenericInst is never the kind of a Type.
// System.Int32 & Co. (also IntPtr -> I, UIntPtr -> U, Void, TypedReference) exist only as their primitive kind.
enum class ElementKind : uint8_t {
  End = 0, Void, Boolean, Char, I1, U1, I2, U2, I4, U4, I8, U8, R4, R8, String, Ptr, ByRef, ValueType, Class, Var, Array,
  GenericInst, TypedByRef, I = 0x18, U = 0x19, FnPtr = 0x1b, Object = 0x1c, SzArray = 0x1d, MVar = 0x1e, CModReqd, CModOpt,
  Sentinel = 0x41, Pinned = 0x45,
};

struct Type; struct Method; struct Field; struct TypeDef; struct MethodDef; struct FieldDef; class TypeSystem;

// A type, method or field that cannot be loaded. `kind` is the exception that the running program gets.
struct LoadError : std::runtime_error {
  enum Kind { TypeLoad, MissingMethod, MissingField, FileNotFound, BadImageFormat, InvalidProgram, EntryPointNotFound } kind;
  LoadError(Kind k, const std::string& m) : std::runtime_error(m), kind(k) {}
};

using TypeList = std::span<Type* const>;

struct Signature {
  uint8_t call_conv = 0;          // II.23.2.1 low nibble: 0 default, 1 C, 2 stdcall … 5 vararg, 9 unmanaged
  bool has_this = false, explicit_this = false;
  uint32_t generic_count = 0;
  Type* ret = nullptr;
  TypeList params;                // without `this`
  int sentinel = -1;
  std::span<const std::string_view> ret_modopts;  // full names of modopt types on the return type (calling conventions)
};

struct GenericContext { TypeList type_args, method_args; };

// ---- definitions: one per metadata row, loaded on demand ----
struct TypeDef {
  Module* module; uint32_t row; Token token() const { return make_token(Table::TypeDef, row); }
  std::string_view name, name_space; std::string full_name;   // "Ns.Outer/Inner`1"
  uint32_t flags; TypeDef* enclosing; uint32_t generic_count; // including the enclosing types'
  bool is_interface, is_value_type, is_enum, is_delegate, is_byref_like, is_inline_array, is_sealed, is_abstract, before_field_init;
  bool is_intrinsic;                                          // [Intrinsic] on the type (Vector128<T> …)
  uint32_t inline_array_length;
  std::vector<MethodDef*> methods; std::vector<FieldDef*> fields;
  MethodDef* cctor; MethodDef* finalizer;                     // finalizer: own override of Object.Finalize
  Type* open;                                                 // instantiated over its own variables; the type itself when not generic
  std::vector<uint8_t> variance;                              // per parameter: 0, 1 covariant, 2 contravariant
  struct Lazy; Lazy* lazy = nullptr;
};
struct MethodDef {
  Module* module; uint32_t row; Token token() const { return make_token(Table::MethodDef, row); }
  TypeDef* owner; std::string_view name; uint16_t flags, impl_flags; uint32_t generic_count; uint32_t rva;
  Blob raw_signature;
  bool is_static() const { return flags & 0x10; }
  bool is_virtual() const { return flags & 0x40; }
  bool is_final() const { return flags & 0x20; }
  bool is_newslot() const { return flags & 0x100; }
  bool is_abstract() const { return flags & 0x400; }
  bool is_pinvoke() const { return flags & 0x2000; }
  bool is_ctor() const { return name == ".ctor"; }
  bool is_cctor() const { return name == ".cctor"; }
  bool is_internal_call() const { return impl_flags & 0x1000; }
  bool is_runtime() const { return (impl_flags & 3) == 3; }       // delegate members
  bool is_synchronized() const { return impl_flags & 0x20; }
  bool no_inlining() const { return impl_flags & 0x08; }
  bool aggressive_inlining() const { return impl_flags & 0x100; }
  bool is_intrinsic;                                              // [Intrinsic] on method or type
  bool is_unmanaged_callers_only; bool is_module_initializer;
  bool does_not_return;                                           // [DoesNotReturn]
  bool preserve_base_overrides;                                   // covariant return: later overrides also fill the base slot
  MethodDef* overlay = nullptr;                                   // body replaced by the overlay
  const Signature* open_sig = nullptr;                            // over Var and MVar, parsed on first use
};
struct FieldDef {
  Module* module; uint32_t row; TypeDef* owner; std::string_view name; uint16_t flags; Blob raw_signature;
  bool is_static() const { return flags & 0x10; }
  bool is_literal() const { return flags & 0x40; }
  bool is_init_only() const { return flags & 0x20; }
  bool has_rva() const { return flags & 0x100; }
  bool is_thread_static;
  Type* open_type = nullptr;                                      // over Var, resolved on first use
};

// ---- exact entities ----
struct Layout {
  uint32_t size = 0;              // value types: unboxed size; classes: field bytes behind the MethodTable pointer
  uint32_t align = 1;             // objects and array elements are only 8-aligned: never promise more than 8 to a load or store
  bool blittable = false;         // no references, bools or chars: identical native form
  bool overlapping = false;       // explicit layout with overlapping fields, or tail padding that must be copied
  std::vector<Field*> fields;     // instance fields of this type and its bases, by offset
  std::vector<uint32_t> refs;     // offsets of object references: value types from the value's start, classes from the *object's* start
  std::vector<uint32_t> byrefs;   // offsets of managed pointers (byref-like types)
};

struct Type {
  ElementKind kind;
  TypeDef* def = nullptr;         // every nominal type incl. primitives, String, Object
  Type* element = nullptr;        // Ptr, ByRef, Array, SzArray
  uint32_t index = 0;             // Var, MVar: number; Array: rank
  TypeList args;                  // generic instantiation
  const Signature* fn = nullptr;  // FnPtr
  uint32_t id = 0;                // interning order; never let it reach output
  bool open = false;              // mentions Var or MVar
  uint16_t depth = 1;             // nesting of constructed types; recursion cut-off
  // convenience, all computed at interning
  bool is_value_type = false;     // incl. primitives, enums, Nullable; not pointers or byrefs
  bool is_interface = false, is_enum = false, is_delegate = false, is_nullable = false, is_byref_like = false, is_sealed = false;
  bool is_generic() const { return !args.empty(); }
  bool is_array() const { return kind == ElementKind::Array || kind == ElementKind::SzArray; }
  bool is_reference() const;      // object reference on the stack (class, interface, array, string, object)
  bool is_pointer_like() const { return kind == ElementKind::Ptr || kind == ElementKind::ByRef || kind == ElementKind::FnPtr; }
  bool is_primitive() const { return (kind >= ElementKind::Boolean && kind <= ElementKind::R8) || kind == ElementKind::I || kind == ElementKind::U; }
  struct Lazy; Lazy* lazy = nullptr;
};

enum class ArrayOp : uint8_t { None, Ctor, Get, Set, Address };

struct Method {
  MethodDef* def = nullptr;       // null for array operations
  Type* owner = nullptr;
  TypeList args;                  // method instantiation
  Signature sig;                  // substituted
  ArrayOp array_op = ArrayOp::None;
  uint32_t id = 0;
  bool is_static() const { return def ? def->is_static() : false; }
  bool is_virtual() const { return def && def->is_virtual() && !def->is_static(); }
  std::string_view name() const;
  struct Lazy; Lazy* lazy = nullptr;
};

struct Field {
  FieldDef* def; Type* owner; Type* type; uint32_t id;
  uint32_t offset = 0;            // instance fields: value types from the value's start, classes from the object's start
  std::string_view name() const { return def->name; }
};

class TypeSystem {
 public:
  // `framework` and `references` are directories or files searched for AssemblyRef names in order (app first).
  TypeSystem();
  ~TypeSystem();
  std::recursive_mutex lock;
  uint64_t instruction_sets = abi::kLevel2;        // of abi/instruction_sets.def: decide the size of Vector<T> and which vectors are registers

  // -- loading --
  void add_reference(const std::string& simple_name, const std::string& path);   // first one wins
  Module* load(const std::string& path);                                         // root module
  Module* find_assembly(std::string_view simple_name);                           // null if not known; loads lazily; follows no forwards
  Module* corelib();                                                             // System.Private.CoreLib
  bool is_framework(const Module*);                                              // lies beside CoreLib
  void set_overlay(const std::string& path);                                     // merged over CoreLib; see overlay rules in types.cc
  std::span<Module* const> modules() const;                                      // in load order
  const std::vector<std::string>& missing_references() const;

  // -- definitions --
  TypeDef* type_def(Module*, uint32_t row);
  MethodDef* method_def(Module*, uint32_t row);
  FieldDef* field_def(Module*, uint32_t row);
  TypeDef* find_type(std::string_view full_name);                                // in CoreLib: "System.Span`1", "A.B/C"; throws LoadError
  TypeDef* find_type(Module*, std::string_view full_name);                       // follows forwards; null if absent

  // -- interning --
  Type* primitive(ElementKind);                    // incl. String, Object, Void, TypedByRef
  Type* well_known(std::string_view full_name);    // non-generic CoreLib type, cached
  Type* instantiate(TypeDef*, TypeList args);
  Type* pointer_to(Type*); Type* byref_to(Type*); Type* szarray_of(Type*); Type* array_of(Type*, uint32_t rank);
  Type* fn_pointer(const Signature&);
  Type* var(uint32_t n); Type* mvar(uint32_t n);
  Type* substitute(Type*, const GenericContext&);
  Signature substitute(const Signature&, const GenericContext&);
  Method* method(Type* owner, MethodDef*, TypeList args = {});
  Method* array_method(Type* array, ArrayOp, const Signature&);
  Method* find_method(Type* owner, std::string_view name, int param_count = -1); // declared on the type itself; null if absent
  Field* field(Type* owner, FieldDef*);
  Field* find_field(Type* owner, std::string_view name);
  TypeList intern_list(const std::vector<Type*>&);

  // -- companions: what the compiler adds beside a program's own entities --
  // The value type "T$native". `scalars` with their offsets decide how it travels by value; a larger one needs none.
  Type* native_twin(Type* t, const std::vector<std::pair<Type*, uint32_t>>& scalars, uint32_t size, uint32_t align);
  Method* companion(Method* m, std::string_view name, const Signature&);         // another method of m's type
  // A class below `base` that implements `iface` (System.Reflection.DispatchProxy). proxied_…: what it stands for, null for others.
  Type* proxy_type(Type* base, Type* iface);
  Type* proxied_interface(Type* proxy);
  Method* proxied_method(Method* m);

  // -- tokens (TypeDef/Ref/Spec, MethodDef/MemberRef/MethodSpec, Field/MemberRef, StandAloneSig); throw LoadError, BadImage --
  Type* resolve_type(Module*, Token, const GenericContext&);
  Method* resolve_method(Module*, Token, const GenericContext&);
  Field* resolve_field(Module*, Token, const GenericContext&);
  Signature resolve_call_sig(Module*, Token, const GenericContext&);
  std::vector<std::pair<Type*, bool>> resolve_locals(Module*, Token, const GenericContext&); // type, pinned
  Type* read_type(Module*, BlobReader&, const GenericContext&);

  // -- structure --
  Type* base(Type*);                               // null for Object, interfaces, pointers; arrays: System.Array
  TypeList interfaces(Type*);                      // all, exact, each once, stable order; arrays include the generic IList<T> family
  const Layout& layout(Type*);                     // size facts; Nullable etc. all work; throws LoadError
  uint32_t size_of(Type*);                         // bytes of a location of this type (references: 8)
  uint32_t align_of(Type*);
  bool contains_refs(Type*);                       // location of this type holds object references or managed pointers
  Type* enum_underlying(Type*);                    // the type itself if not an enum
  Type* reduced(Type*);                            // verification: enums to integers, I to native int kind …
  std::vector<Field*> static_fields(Type*);        // own, exact, metadata order, no literals
  Method* cctor(Type*); Method* finalizer(Type*);  // finalizer searches bases up to, not including, Object
  Method* default_ctor(Type*);                     // parameterless instance constructor declared on it; null if none
  bool is_subclass_of(Type*, Type* base);
  bool can_cast(Type* from, Type* to);             // CLI assignment compatibility of a non-null *object* of exact type `from`; variance, arrays
  // Instances may answer casts to interfaces at run time (IDynamicInterfaceCastable).
  bool is_dynamic_castable(Type*);
  bool is_assignable_static(Type* from, Type* to); // same for static types (from may be an interface)

  // -- virtual methods --
  // The declaration that introduced the slot that `m` overrides (m itself if newslot). Exact owner, method args kept.
  Method* slot_of(Method* m);
  // All slot-introducing virtual methods visible on t, base first. Generic ones come once, without method args (open over MVar).
  std::vector<Method*> virtual_slots(Type* t);
  // The slot's number in the type's table of all virtual methods by metadata, inherited ones first (interfaces: its own methods); -1: not virtual.
  int virtual_number(MethodDef*);
  uint32_t virtual_count(TypeDef*);
  // Implementation of slot declaration (class method) on the exact type; handles .override, covariant returns, generic methods. Never null; may be abstract.
  Method* resolve_virtual(Type* exact, Method* slot);
  // Implementation of an interface method on an exact type: class methods, MethodImpl, default interface methods, variance,
  // array interfaces through SZArrayHelper. Null if the type does not implement it; `ambiguous` set for an unresolved diamond.
  Method* resolve_interface(Type* exact, Method* iface_method, bool* ambiguous = nullptr);
  // constrained. T call of a static abstract/virtual interface method.
  Method* resolve_static_virtual(Type* constrained, Method* iface_method);
  // constrained. T callvirt m where T is a value type: the method to call directly on the byref, or null: box first.
  Method* resolve_constrained(Type* constrained, Method* m);

  // -- names: deterministic, unique, used as symbols; never contain NUL --
  std::string type_name(Type*);                    // "System.Collections.Generic.List`1[System.Int32]"; assembly-qualified ("Asm!…") outside CoreLib
  std::string method_name(Method*);                // "Asm!Ns.Type[args].Method[margs](param types)ret" unique
  std::string field_name(Field*);
  std::string display_name(Method*);               // for people and --why: "Ns.Type.Method(Int32, String)"
  std::string stack_trace_type_name(Type*);        // "Ns.Outer.Inner`1" as StackTrace.ToString prints it
  std::string stack_trace_method_name(Method*);    // "Method[T](Int32 x, List`1 y)"
  // Both at once; state machines are resolved to the method that they were written as, like StackTrace does.
  std::pair<std::string, std::string> stack_trace_name(Method*);
  bool is_async_state_machine(Method*);            // StackTrace prints no "End of stack trace from previous location" after its frame
  std::string assembly_ref_name(Module*, uint32_t assembly_ref);
  std::string assembly_name(Module*);              // "Name, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null"
  bool has_attribute(MethodDef*, std::string_view full_name);
  bool has_attribute(TypeDef*, std::string_view full_name);
  bool wraps_thrown_objects(Module*);   // the assembly says RuntimeCompatibility(WrapNonExceptionThrows = true), as C# compilers write

  struct Impl;                                     // types/internal.h
 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace ahead
