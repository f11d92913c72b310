// What the files of import/ share: the state of one LLVM module (ModuleContext), of one method (MethodImport),
// one entry of the evaluation stack (StackValue), and the free functions that emit IR.
//
// Values. A scalar (primitive, enum, pointer, reference) is an SSA value in *stack form*: small integers widened to i32, native int i64
// (or ptr: a Native entry may hold either), references and managed pointers ptr, floats float or double. A struct is the address of memory that nobody
// writes any more ("temporary, immutable by convention"). *Memory form* is what locations, parameters and fields hold: i8 for bool and I1/U1, i16, … and [size x i8].
#pragma once
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <map>
#include <set>
#include "abi/abi.h"
#include "import/import.h"

namespace ahead {

enum class StackKind : uint8_t { I4, I8, Native, F4, F8, Ref, ByRef, Struct };

struct StackValue {
  llvm::Value* v = nullptr;      // Struct: address of an immutable temporary
  StackKind kind = StackKind::I4;
  Type* type = nullptr;          // IL type; null when merged or not known (Ref), for `null`, and for plain numbers
  bool non_null = false;         // Ref, ByRef, Native: proved not null here
  bool exact = false;            // Ref: the object's type is exactly `type`
  bool is_null = false;          // Ref: the literal null
  bool is_this = false;          // Ref, ByRef: the method's own, never assigned `this`
  bool local_address = false;    // ByRef/Native: points into this frame (no write barrier, no null check)
  bool frozen = false;           // Ref: lies outside the moving heap (string literal, type object): no barrier when stored
  Method* fn = nullptr;          // Native: address of this method (ldftn), or found on an object (ldvirtftn)
  bool fn_virtual = false;       // ... by ldvirtftn: `v` is the code address, `fn` the declaration
  Type* handle = nullptr;        // Struct RuntimeTypeHandle / Ref RuntimeType known to stand for this type (ldtoken, typeof)
  Field* field = nullptr;        // Struct RuntimeFieldHandle from ldtoken
  bool is_struct() const { return kind == StackKind::Struct; }
};

struct LineTables;                                    // debug.cc

struct ImportNote { Method* method; std::string text; };

// ---- one LLVM module; names as in abi/symbols.md; all look-ups create declarations on first use ----
struct ModuleContext {
  Program& program; TypeSystem& types; llvm::Module& module; llvm::LLVMContext& llvm; ImportOptions options;
  std::vector<ImportNote> notes;                      // methods that became throwing bodies, things referred to but not reached
  std::unordered_map<Method*, bool> this_asked;                // asks_for_this
  std::unordered_map<Method*, llvm::Function*> functions;
  std::unordered_map<std::string, unsigned> serial;   // per-prefix numbers for private symbols
  std::unordered_map<const void*, std::string> names; // symbol names by entity (computing them is not free)
  std::vector<Method*> inline_queue;                  // callees whose bodies were asked for
  std::unordered_map<Method*, unsigned> inline_depth;
  std::shared_ptr<LineTables> lines;                  // null until a method has sequence points
  ModuleContext(Program&, llvm::Module&, const ImportOptions&);  // sets triple and data layout

  llvm::Function* function(Method*);                  // managed convention; never an InternalCall or P/Invoke entry
  llvm::Function* unboxing_stub(Method*);             // ub:
  llvm::Function* internal_call(Method*);             // ic_…
  llvm::Function* runtime_call(const char* name);     // abi/runtime_calls.def
  llvm::Function* raw_function(llvm::StringRef symbol, llvm::FunctionType*);   // hidden C function
  llvm::Function* delegate_shuffle(Type* delegate);   // ds:
  llvm::Function* delegate_multicast(Type* delegate); // dm:
  llvm::Constant* method_table(Type*);                // mt:
  llvm::Constant* type_object(Type*);                 // rt:
  llvm::Constant* class_init(Type*);                  // ci:
  llvm::Constant* static_field(Field*);               // sf:
  llvm::Constant* thread_static_offset(Field*);       // i64
  llvm::Constant* slot_offset(Method* slot);          // i64, slot: of the declaration (slot_of)
  llvm::Constant* selector_offset(Method*);           // i64, sel:
  llvm::Constant* rva_data(Field*);                   // rva:, defines the linkonce_odr constant; data of a writable section: an address in its copy
  llvm::Constant* string_literal(std::u16string_view);// pointer to the frozen String object
  llvm::Constant* c_string(llvm::StringRef);          // private zero-terminated UTF-8
  llvm::GlobalVariable* thread_block();               // ahead_thread, TLS initial-exec, type [56 x i8]; use with llvm.threadlocal.address
  Method* throw_helper(const char* name);             // Internal.Runtime.CompilerHelpers.ThrowHelpers.<name>, no parameters
  const std::string& method_symbol(Method*);
  // Facts
  llvm::Type* scalar(Type*);                          // memory form of a scalar type; null for structs and void
  bool is_struct(Type* t) { return t->kind != ElementKind::Void && !scalar(t); }
  llvm::Type* vector(Type*);                          // LLVM vector of a struct that is one vector register (vectors.h); else null
  llvm::Type* memory_type(Type*);                     // scalar, vector or [size x i8]
  unsigned align(Type* t) { return std::min(types.align_of(t), 8u); }  // what any place holds that has this type: objects are 8-aligned
  uint64_t size(Type* t) { return types.size_of(t); }
  llvm::PointerType* ptr() { return llvm::PointerType::get(llvm, 0); }
  llvm::IntegerType* i1() { return llvm::Type::getInt1Ty(llvm); }
  llvm::IntegerType* i8() { return llvm::Type::getInt8Ty(llvm); }
  llvm::IntegerType* i16() { return llvm::Type::getInt16Ty(llvm); }
  llvm::IntegerType* i32() { return llvm::Type::getInt32Ty(llvm); }
  llvm::IntegerType* i64() { return llvm::Type::getInt64Ty(llvm); }
  // Function attributes that every compiled function carries (frame pointer, uwtable, personality, hidden, dso_local).
  void decorate(llvm::Function*);
};

StackKind stack_kind(ModuleContext&, Type*);
llvm::Type* stack_type(ModuleContext&, StackKind);    // i32, i64, i64, float, double, ptr, ptr; null for Struct

// ---- one method ----
struct FrameSlot { llvm::Value* address = nullptr; Type* type = nullptr; bool written = false, address_taken = false; };  // argument or local in memory form

struct BlockState;                                    // control.cc
struct RegionState;                                   // eh.cc
struct MethodState;

struct MethodImport {
  ModuleContext& m; TypeSystem& types; Method* method = nullptr;
  const Body* body = nullptr; const Folded* folded = nullptr;   // null in thunks
  llvm::Function* fn = nullptr; llvm::IRBuilder<> b;
  std::vector<FrameSlot> args, locals;                     // args include `this`
  std::vector<StackValue> stack;
  uint32_t ip = 0;                                    // current instruction index
  llvm::BasicBlock* unwind = nullptr;                 // landing pad of the current instruction, null outside of regions
  llvm::Instruction* alloca_point = nullptr;          // temporaries go before it
  std::map<std::pair<uint64_t, unsigned>, std::vector<llvm::AllocaInst*>> free_temps, used_temps; // by size, alignment; free again at the end of a block
  std::set<llvm::Value*> checked;                     // pointers proved not null in this block
  llvm::CallBase* last_call = nullptr;                // what emit_raw_call made last
  bool terminated = false;                            // the current block ended early (throw, unreachable)
  std::shared_ptr<MethodState> state;
  std::shared_ptr<struct MethodLines> lines;          // debug.cc; null: no line table for this method
  MethodImport(ModuleContext& ctx, llvm::Function* f) : m(ctx), types(ctx.types), fn(f), b(ctx.llvm) {}
  const Instr& instr() const { return body->code[ip]; }
  StackValue pop();                                   // throws LoadError(InvalidProgram) on underflow
  void push(StackValue v) { stack.push_back(v); }
};

// ---- values (values.cc) ----
llvm::AllocaInst* entry_alloca(MethodImport&, llvm::Type*, unsigned align, const char* name = "");
llvm::Value* temporary(MethodImport&, Type*);                                       // uninitialised memory for one value, valid to the end of the block
StackValue load(MethodImport&, llvm::Value* address, Type*, uint8_t prefixes = 0);   // memory -> stack form; structs are copied into a temporary
enum class Dest : uint8_t { Unknown, Local, Fresh };                                // Local and Fresh need no barrier
void store(MethodImport&, llvm::Value* address, Type*, const StackValue&, Dest, uint8_t prefixes = 0); // stack -> memory form, with write barrier
void copy_struct(MethodImport&, llvm::Value* to, llvm::Value* from, Type*, Dest, uint8_t prefixes = 0);
llvm::Value* to_memory(MethodImport&, const StackValue&, Type*);                     // scalar in memory form of the type (truncates, converts ptr/int, float/double)
StackValue from_memory(MethodImport&, llvm::Value*, Type*);                          // widens a scalar in memory form; kind and type set
llvm::Value* as_i32(MethodImport&, const StackValue&);
llvm::Value* as_i64(MethodImport&, const StackValue&, bool sign_extend = true);      // from I4, I8, Native, pointers
llvm::Value* as_ptr(MethodImport&, const StackValue&);
StackValue make_i4(llvm::Value*); StackValue make_i8(llvm::Value*); StackValue make_native(llvm::Value*);
StackValue make_bool(MethodImport&, llvm::Value* i1);
StackValue make_ref(llvm::Value*, Type* = nullptr, bool non_null = false, bool exact = false);
StackValue make_byref(llvm::Value*, Type* byref_type = nullptr);
StackValue make_struct(llvm::Value* address, Type*);
llvm::Value* offset(MethodImport&, llvm::Value* base, uint64_t bytes);               // inbounds i8 GEP
llvm::Value* load_method_table(MethodImport&, llvm::Value* object);                  // !invariant.load
llvm::Value* load_array_length(MethodImport&, llvm::Value* array);                   // i32, !invariant.load, range
StackValue load_field(MethodImport&, llvm::Value* base, Field*, uint8_t prefixes = 0);
void write_barrier(MethodImport&, llvm::Value* slot, const StackValue& value);

// ---- calls (calls.cc) ----
// Emits call or, inside a protected region, invoke. Continues in the normal destination.
llvm::CallBase* emit_raw_call(MethodImport&, llvm::FunctionType*, llvm::Value* code, llvm::ArrayRef<llvm::Value*>);
llvm::CallBase* emit_runtime_call(MethodImport&, const char* name, llvm::ArrayRef<llvm::Value*>);
// Direct call of an exact method as `call` would do: intrinsics, internal calls, P/Invokes, array operations, ordinary. args include `this`.
void emit_call(MethodImport&, Method* callee, std::vector<StackValue>& args, StackValue* result);
void emit_delegate_invoke(MethodImport&, Method* invoke, std::vector<StackValue>& args, StackValue* result);
void emit_array_op(MethodImport&, Method*, std::vector<StackValue>& args, StackValue* result);

// ---- checks (checks.cc) ----
void emit_null_check(MethodImport&, const StackValue&);
void emit_pointer_check(MethodImport&, const StackValue& address);                    // null check of an unmanaged pointer
void emit_throw_check(MethodImport&, llvm::Value* bad, const char* throw_helper);     // branches to a cold block that throws
void emit_throw(MethodImport&, const char* throw_helper);                             // unconditional; ends the block
llvm::Value* emit_bounds_check(MethodImport&, llvm::Value* array, const StackValue& index); // returns the index as i64
void emit_class_init(MethodImport&, Type*);                                           // ci: state test and slow call, when the type has a cctor

// ---- objects (objects.cc) ----
StackValue emit_new_object(MethodImport&, Type*);                                     // zeroed, no constructor
StackValue emit_new_array(MethodImport&, Type* szarray, const StackValue& length);
StackValue emit_box(MethodImport&, Type*, const StackValue& value);
// Checked address of the boxed data (not Nullable); `wanted` is the type that a failed cast names, if not t.
llvm::Value* emit_unbox(MethodImport&, Type* t, const StackValue& object, Type* wanted = nullptr);
StackValue emit_isinst(MethodImport&, Type*, const StackValue&); StackValue emit_castclass(MethodImport&, Type*, const StackValue&);
StackValue emit_type_object(MethodImport&, Type*);                                    // typeof
StackValue emit_string(MethodImport&, std::u16string_view);
llvm::Value* emit_static_address(MethodImport&, Field*);                              // incl. class init and thread statics

// ---- lower.cc (managed convention), pinvoke.cc, intrinsics.cc, thunks.cc: written beside this file ----
llvm::FunctionType* lower_signature(ModuleContext&, Method*);
llvm::FunctionType* lower_signature(ModuleContext&, const Signature&);                // calli, delegates: `this` when has_this
// `call`, unlike callvirt, lets an instance method run on null. A method that compares `this` with null is compiled for that; elsewhere
// `this` is an object, and the caller checks.
bool asks_for_this(ModuleContext&, Method*);
void set_signature_attributes(ModuleContext&, llvm::Function*, Method*);              // zeroext, sret, dereferenceable, …
void store_parameters(MethodImport&);                                                 // prologue: fn's parameters into mi.args
void emit_return(MethodImport&, const StackValue* value);                             // value coerced to the return type; `ret`
// Calls through the managed convention. `sig` describes args after `this`; args include `this` when sig.has_this. Uses emit_raw_call.
llvm::CallBase* emit_managed_call(MethodImport&, llvm::Value* code, const Signature& sig, std::vector<StackValue>& args, StackValue* result);
void emit_unmanaged_call(MethodImport&, llvm::Value* code, const Signature& sig, std::vector<StackValue>& args, StackValue* result); // calli unmanaged, System V
void emit_pinvoke_call(MethodImport&, Method*, std::vector<StackValue>& args, StackValue* result);  // marshalling not supported: a clear error
// False: not expanded here, make an ordinary call.
bool import_intrinsic(MethodImport&, const char* id, Method* callee, std::vector<StackValue>& args, StackValue* result);

}  // namespace ahead
