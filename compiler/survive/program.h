// The result of reachability: everything that exists in the executable, and why. Fixed when survive() returns;
// import, data and codegen only read it.
#pragma once
#include <map>
#include <functional>
#include <set>
#include <unordered_set>
#include "il/il.h"

namespace ahead {

struct Options;      // support/options.h
struct Diagnostics;  // support/diagnostics.h

// Constant facts of one exact method body, computed by il/fold (sparse conditional constant propagation over IL).
// Both survive and import use exactly these, so that nothing is imported that was not reached.
struct Folded {
  struct Value {                       // a value known at compile time
    enum Kind : uint8_t { None, Int32, Int64, Float64, Null, TypeHandle /*RuntimeTypeHandle*/, TypeObject /*System.Type*/, String } kind = None;
    int64_t i = 0; double r = 0; Type* type = nullptr;
  };
  std::vector<bool> reachable;                            // per instruction of the body
  // Instruction -> the constant it pushes; its own side effects are dropped (calls folded away). Kind None: a call that does nothing and pushes
  // nothing. Kind String is the empty string (String.Empty). Int64 also stands for native int.
  std::unordered_map<uint32_t, Value> results;
  std::unordered_map<uint32_t, int> branches;             // conditional branch/switch instruction -> taken target number (0 = fall through, 1 = target; switch: 0 = default, n+1 = case n)
  // Instructions that do nothing and leave the stack as it is: `box T` whose only use is a folded isinst/branch/GetType or an unbox.any of the
  // same type, and that isinst/unbox.any. The unboxed value simply stays; its consumer is in `branches`, `results` or elided too.
  std::unordered_set<uint32_t> elided;
  // ldtoken, or an instruction in `results`, whose value only folded instructions consume: any value may be pushed, its type may have no MethodTable.
  std::unordered_set<uint32_t> unused;
  // Calls in survive/makes.def with a known type argument: the type that the library will make objects of.
  std::unordered_map<uint32_t, Type*> makes;
  // Instructions whose operand cannot be loaded: import throws (ahead_throw_load_error) there; what follows is unreachable.
  struct Invalid { LoadError::Kind kind; std::string message; };
  std::unordered_map<uint32_t, Invalid> invalid;
};

// The body that is compiled for a method after replacements (overlay, SR strings, comparers, intrinsics with IL of their own).
// invalid: the whole body is replaced by a throw of that message; nothing else of it may be looked at.
struct MethodBodyInfo { Body body; Folded folded; std::string invalid; LoadError::Kind invalid_kind = LoadError::InvalidProgram; };

struct TypeState {
  bool mentioned = false;      // needs a MethodTable
  bool constructed = false;    // instances may exist: vtable, interfaces, GC descriptor
  bool statics_used = false;   // needs static storage / class init
  bool from_native = false, to_native = false;   // delegates: native code calls them; they are made over native code
  bool over_objects = false;   // delegates: may be made over a function of object[]
  bool struct_stub = false;    // Marshal.StructureToPtr and its inverses may get one
  bool type_object = false;    // typeof / GetType result used (always emitted for mentioned types at first)
};

// What reflection over members sees (abi/reflection.h). Decided in survive/reflection*.cc, written by data/. Empty when the program never asks for members.
// Lists are in deterministic order.
struct Reflection {
  bool delegates_bound = false;            // Delegate.CreateDelegate is reached: every delegate type has a `dv:` thunk
  bool used = false;                       // code that reads members (RuntimeType's member cache, attributes) is reached
  std::vector<Type*> types;                // exact or open definitions that get abi::TypeMembers
  std::vector<Method*> methods;            // get an abi::MethodDesc: exact, open on a generic definition, generic method definitions open over MVars
  std::unordered_set<Method*> invokable;   // of these, the ones that MethodBase.Invoke may call: code and `iv:` stub exist
  std::unordered_set<Method*> asked_for;   // of these, the ones that annotations, names or descriptors ask for; others are kept because all own code is
  std::vector<Field*> fields;              // get an abi::FieldDesc; static ones in Program::static_fields have an address
  struct Row { Module* module; Token token; bool operator==(const Row&) const = default; };
  std::vector<Row> properties, events;     // rows kept; their accessors are in `methods`
  std::vector<Row> attributes;             // CustomAttribute rows kept: constructor reached, attribute type constructed, named properties' setters invokable
  std::unordered_set<Method*> token_methods;   // of `methods`: code loads their handles (ldtoken): `mh:` objects
  std::unordered_set<Field*> token_fields;     // of `fields`: `fh:`
  bool method_objects = false;             // the runtime may make MethodInfo objects of records (Delegate.Method, Exception.TargetSite)
  std::vector<Module*> whole_modules;      // every TypeDef row's name is kept (Assembly.GetTypes, Type.GetType(string) over it)
};

struct Program {
  TypeSystem* types = nullptr;
  Reflection reflection;
  Method* entry_point = nullptr;
  Module* app = nullptr;
  std::vector<std::shared_ptr<Module>> satellites;    // texts for other cultures, by name and culture

  std::vector<Method*> methods;                         // every method with code (IL, delegate Invoke thunks excluded), deterministic order (by symbol name)
  std::unordered_set<Method*> method_set;
  std::vector<Type*> type_order;                        // every type with a MethodTable, deterministic order
  std::unordered_map<Type*, TypeState> type_state;
  std::vector<Method*> used_slots;                      // class virtual slot declarations (slot_of) that are called; exact, generic methods instantiated
  std::vector<Method*> used_interface_methods;          // exact interface methods that are dispatched (generic ones instantiated)
  std::unordered_set<Method*> used_slot_set, used_interface_set;
  std::unordered_map<Method*, std::vector<Method*>> slot_targets; // slot or interface method -> distinct implementations that constructed types give it
  std::vector<Field*> static_fields;                    // reached static fields, deterministic order
  std::unordered_set<Field*> static_field_set;
  std::unordered_set<Field*> rva_fields;                // fields whose RVA data is needed
  std::vector<Type*> dynamic_castables;                 // constructed types that implement IDynamicInterfaceCastable
  std::vector<Type*> dynamic_implementations;           // interfaces that such objects may answer with
  std::vector<Method*> unboxing;                        // value type instance methods that need an unboxing stub in a vtable/delegate
  std::vector<Method*> address_taken;                   // ldftn / delegate / exports
  std::vector<std::pair<Method*, std::string>> exports; // UnmanagedCallersOnly(EntryPoint), RuntimeExports: symbol names
  std::vector<Method*> module_initializers;             // <Module>..cctor in dependency order
  bool asks_native_offsets = false;                     // Marshal.OffsetOf
  std::vector<Method*> pinvokes;                        // extern methods that are called
  std::vector<Method*> internal_calls;

  // Per-method facts, cached. Thread-safe only under types->lock.
  const MethodBodyInfo& body(Method*);                  // decoded + folded; never throws: invalid bodies carry the message
  std::unordered_map<Method*, std::unique_ptr<MethodBodyInfo>> bodies;

  // Feature switches: full property name ("System.Globalization.Invariant") -> value
  std::map<std::string, bool, std::less<>> features;
  std::map<std::string, std::string, std::less<>> knobs;

  // Devirtualisation: the only implementation of a used slot/interface method over all constructed types assignable to `receiver`, or null.
  Method* unique_target(Method* slot_or_interface_method, Type* receiver);

  // --why: chain of reasons from a root, innermost first, plain words.
  std::vector<std::string> why(const std::string& name_fragment) const;
  std::vector<std::string> why(const MethodDef*) const;   // any of its instantiations; without itself
  // Everything in the program -> what it is there for, and how ("calls", …), in the words of `why`.
  std::map<std::string, std::pair<std::string, std::string>> reasons() const;
  struct Impl; std::shared_ptr<Impl> impl;
};

// How call, callvirt, newobj, ldftn or ldvirtftn reaches its callee. survive and import decide with this one function.
struct CallTarget {
  enum Kind : uint8_t {
    Direct,          // code of `method`
    Slot,            // virtual dispatch through slot declaration `method`; Program::unique_target may know better
    Interface,       // interface dispatch through `method`
    Intrinsic,       // expanded by import: `intrinsic`
    InternalCall,    // runtime entry of `method`
    PInvoke,
    DelegateInvoke,  // `method` is Invoke of the delegate type
    DelegateCtor,
    ArrayOp,         // method->array_op
  } kind = Direct;
  Method* method = nullptr;
  const char* intrinsic = nullptr;
  // What happens to the byref receiver of a `constrained.` call: passed as it is (value type method), loaded (reference type), or
  // *box_type copied into a new box (value type that inherits the implementation).
  enum Receiver : uint8_t { AsIs, Load, Box } receiver = AsIs;
  Type* box_type = nullptr;
  bool null_check = false;   // callvirt without dispatch: null must throw
};
// Throws LoadError, BadImage. String constructors come back as String.Ctor (Direct).
CallTarget call_target(TypeSystem&, const Body&, const Instr&);

// Walks from the entry point to a fixpoint. Errors go to diag; a method that cannot load becomes a throwing body plus a warning.
void survive(Program&, const Options&, Diagnostics&);

// Whether the assembly declares itself ready for trimming (AssemblyMetadata IsTrimmable = True).
bool says_trimmable(const Module&);

// What the importer must do with a call to `m` instead of calling it; table in survive/intrinsics.def shared with import.
// Returns nullptr if m is an ordinary method.
const char* intrinsic_name(TypeSystem&, Method* m);

}  // namespace ahead
