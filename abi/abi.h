// What compiler and runtime agree on: object and type descriptor layout, thread block, exception
// clause descriptors, names of symbols. Included by both sides; never a literal offset elsewhere.
//
// Object:   [-8] u64 header (thin lock, hash code)   [0] MethodTable*   [8..] fields
// Array:    [8] u32 length [16] elements (multi-dimensional: [16] i32 lengths[rank], i32 lower[rank], then elements, 8-aligned)
// String:   [8] i32 length [12] u16 chars, zero-terminated
// An object occupies base_size + component_size * length bytes *including* the 8 header bytes before it, rounded up to 8.
#pragma once
#include <stddef.h>
#include <stdint.h>

namespace ahead::abi {

// ---- MethodTable flags (System.Runtime.CompilerServices.MethodTable in CoreLib reads these) ----
enum : uint32_t {
  kFlagHasCriticalFinalizer = 0x2,   // ours: derives from CriticalFinalizerObject; only valid when kFlagHasComponentSize is clear
  kFlagGenericInst = 0x10,           // only valid when kFlagHasComponentSize is clear
  kFlagGenericTypical = 0x30,        // an open generic type definition
  kFlagHasDefaultCtor = 0x200,
  kFlagIsByRefLike = 0x1000,
  kFlagCategoryMask = 0x000C0000,
  kFlagCategoryFullMask = 0x000F0000,
  kFlagCategoryValueType = 0x00040000,
  kFlagCategoryNullable = 0x00050000,
  kFlagCategoryPrimitive = 0x00060000,      // enums and IntPtr-like wrappers
  kFlagCategoryTruePrimitive = 0x00070000,
  kFlagCategoryArray = 0x00080000,
  kFlagIfArrayThenSzArray = 0x00020000,
  kFlagCategoryInterface = 0x000C0000,
  kFlagHasFinalizer = 0x00100000,
  kFlagContainsGCPointers = 0x01000000,
  kFlagDynamicCastable = 0x10000000,        // implements IDynamicInterfaceCastable
  kFlagContainsGenericVariables = 0x20000000,
  kFlagHasComponentSize = 0x80000000,       // arrays and strings; low 16 bits are the component size
};

struct MethodTable;
struct ModuleInfo;

// One run of object references: `count` 8-byte slots from `offset` bytes behind the object's start
// (instance fields) or the element's start (array components).
struct GCRun { uint32_t offset, count; };
struct GCDesc { uint32_t run_count; GCRun runs[]; };

// Signature element kinds are ECMA-335 II.23.1.16 numbers.
struct EnumMember { const char* name; int64_t value; };  // name: UTF-8, zero-terminated

// Fields of a value type for ValueType.Equals and GetHashCode, by offset. Nested value types without own Equals are flattened.
enum ValueFieldKind : uint32_t {
  kFieldBits = 0,          // compared bit by bit; the byte count is in kind >> 8
  kFieldReference = 1,     // compared by virtual Equals
  kFieldSingle = 2, kFieldDouble = 3,  // NaN equals NaN, 0.0 equals -0.0
  kFieldBoxed = 4,         // a value type with its own Equals: boxed
};
struct ValueField { uint32_t offset; uint32_t kind; struct MethodTable* type; };

// A pointer as the 32-bit distance from itself: no relocation to apply, half the size. Distance 0 is null.
template <class T> struct Rel {
  int32_t distance;
  operator T*() const { return distance ? (T*)((intptr_t)this + distance) : nullptr; }
  T* operator->() const { return *this; }
  void set(T* target) { distance = target ? (int32_t)((intptr_t)target - (intptr_t)this) : 0; }
};

// What few types have. Types without any of it share one empty record.
struct TypeExtra {
  Rel<const EnumMember> enum_members;  // sorted by unsigned value
  uint32_t enum_count;
  Rel<const ValueField> value_fields;  // value types whose Equals is ValueType.Equals; else null
  uint32_t value_field_count;
  Rel<void> delegate_multicast;        // thunk that invokes every entry of _invocationList (Delegate.GetMulticastInvoke)
  Rel<void> delegate_shuffle;          // thunk that drops `this` and jumps to _methodPtrAux (open static methods)
  Rel<void> delegate_open_virtual;     // thunk (as delegate_shuffle) that asks for the code that its first argument has for the MethodDesc in _methodPtrAux
  Rel<void> delegate_from_native;      // code with the C convention; r10 holds a GC handle of the delegate. Null: native code never calls one
  Rel<void> delegate_to_native;        // thunk (as delegate_shuffle) that calls the native function in _methodPtrAux
  uint32_t native_size;                // Marshal.SizeOf; 0: no native form
  uint32_t is_blittable;               // the native form is the managed one
  Rel<const struct TypeMembers> members;  // abi/reflection.h; null: reflection sees none
  Rel<const EnumMember> native_fields; // names and native offsets, for Marshal.OffsetOf; null unless the program asks
  uint32_t native_field_count;
  Rel<void> struct_stub;               // Ahead.Interop.StructStub<T>.Run; null: the type is copied, or has no native form, or never crosses
  Rel<void> delegate_over_objects;     // code that is called with a Func<object[], object> as _target; null: no such delegate is made, or not of this type
  Rel<MethodTable> proxied_interface;  // classes made for DispatchProxy; else null
};

// Cold facts of a type, read only by type names, variance casts, reflection, enums.
struct TypeInfo {
  Rel<const char> name_space;    // UTF-8, "" if none
  Rel<const char> name;          // metadata name, e.g. "List`1"
  Rel<const ModuleInfo> module;
  uint32_t token;                // TypeDef token (0x02xxxxxx), 0 for arrays, pointers …
  uint32_t attributes;           // ECMA-335 II.23.1.15 TypeAttributes
  uint8_t element_kind;          // CorElementType: 0x11 VALUETYPE, 0x12 CLASS, 0x1d SZARRAY, 0x14 ARRAY, 0x0f PTR, 0x10 BYREF, primitives, 0x1b FNPTR, 0x13 VAR, 0x1e MVAR
  uint8_t rank;                  // arrays; index for VAR/MVAR; number of `arguments` of function pointers (return type first)
  uint8_t generic_arity;         // number of generic arguments
  uint8_t is_enum_flags;         // enum with [Flags]; unmanaged function pointer; class whose default_ctor is not public
  uint32_t variance;             // 2 bits per generic parameter: 0 none, 1 covariant, 2 contravariant
  uint32_t instance_size;        // unboxed size of value types; instance field bytes of classes
  Rel<MethodTable> definition;   // open generic definition, or null
  Rel<MethodTable* const> arguments; // generic_arity entries
  Rel<MethodTable> declaring;    // enclosing type (definition), or null
  Rel<MethodTable> underlying;   // enums: integral type
  Rel<void(void* obj)> finalizer;      // Finalize override, or null
  Rel<void(void* obj)> default_ctor;   // parameterless public or private constructor if it survives (value types: takes byref), or null
  Rel<struct ClassInit> class_init;    // static constructor state, or null
  Rel<MethodTable> array_of;     // SzArray type over this type if it exists in the image, or null
  Rel<const TypeExtra> extra;    // never null
};

// MethodTable::AuxiliaryData. exposed_type at 0x10 is read as an object reference by CoreLib.
struct AuxiliaryData {
  uint32_t flags; uint32_t pad;
  void* loader_module;
  void* exposed_type;            // the frozen RuntimeType object
};

struct MethodTable {
  uint32_t flags;                // 0x00, low u16 is the component size when kFlagHasComponentSize
  uint32_t base_size;            // 0x04 bytes, including header word
  uint32_t type_hash;            // 0x08
  uint16_t vtable_slots;         // 0x0c
  uint16_t interface_count;      // 0x0e
  MethodTable* parent;           // 0x10
  const TypeInfo* info;          // 0x18
  AuxiliaryData* aux;            // 0x20
  const GCDesc* gc;              // 0x28 references in instance fields or in one array element; null if none
  MethodTable* element_type;     // 0x30 arrays, pointers, byrefs; Nullable<T>: T
  union {                        // 0x38
    MethodTable* const* interfaces;
    struct { uint32_t value_offset, value_size; } nullable;
  };
  void* const* dispatch_row;     // 0x40 interface dispatch: code = *(void**)((char*)dispatch_row + selector)
  void* vtable[];                // 0x48 virtual dispatch: code = *(void**)((char*)mt + slot)
};
static_assert(offsetof(MethodTable, base_size) == 0x04 && offsetof(MethodTable, interface_count) == 0x0e);
static_assert(offsetof(MethodTable, parent) == 0x10 && offsetof(MethodTable, aux) == 0x20);
static_assert(offsetof(MethodTable, element_type) == 0x30 && offsetof(MethodTable, interfaces) == 0x38);
static_assert(offsetof(MethodTable, dispatch_row) == 0x40 && offsetof(MethodTable, vtable) == 0x48);
static_assert(offsetof(AuxiliaryData, exposed_type) == 0x10);

enum : uint32_t { kObjectHeaderSize = 8, kArrayLengthOffset = 8, kArrayDataOffset = 16, kStringLengthOffset = 8, kStringDataOffset = 12,
                  kStringBaseSize = 22, kArrayBaseSize = 24, kMinObjectSize = 24 };

struct Object { MethodTable* mt; };

// Static constructor state. Generated code tests `state != kClassInitDone` and calls ahead_class_init.
enum : uint32_t { kClassInitNone = 0, kClassInitRunning = 1, kClassInitDone = 2, kClassInitFailed = 3 };
struct ClassInit {
  uint32_t state;                // written with release order by the runtime
  uint32_t owner_thread;
  void (*cctor)();
  MethodTable* type;
  void* exception;               // the cached TypeInitializationException; a GC root kept by the runtime
};

// The part of the per-thread block that generated code touches. Thread-local variable `ahead_thread`, initial-exec.
struct ThreadBlock {
  uint8_t* alloc_ptr;            // 0x00 next object *header* goes here (object pointer = alloc_ptr + 8)
  uint8_t* alloc_limit;          // 0x08 both null: no buffer
  uint8_t* statics;              // 0x10 thread statics block, null until first use (ahead_thread_statics allocates)
  void*    runtime;              // 0x18 runtime's Thread*
  void*    exception_chain;      // 0x20 runtime's in-flight exceptions
  uint8_t* stack_high;           // 0x28
  uint8_t* stack_limit;          // 0x30
};

// ---- exception clause descriptors (LSDA type table entries point to these) ----
// kClauseUnwraps: code of an assembly without RuntimeCompatibility(WrapNonExceptionThrows = true) sees thrown objects that are no exceptions as they are.
enum : uint64_t { kClauseCatch = 0, kClauseFilter = 1, kClauseKindMask = 1, kClauseUnwraps = 2 };
struct ClauseDesc {
  uint64_t kind;
  union {
    const MethodTable* type;
    // filter: returns nonzero to handle; frame is the localrecover base of the function
    int32_t (*filter)(void* exception, void* frame);
  };
};

// ---- P/Invoke into a library that is looked up at run time: one writable cell per entry ----
enum : uint32_t { kPInvokeSearchPath = 1 };    // DefaultDllImportSearchPaths says where to look
struct PInvokeCell {
  void* code;                    // null until ahead_pinvoke_resolve found it
  const char* library;           // as written in DllImport, UTF-8
  const char* entry;
  MethodTable* owner;            // type that declares it
  uint32_t flags, search_path;
};

// ---- program description: the one object `ahead_program` that the data module defines ----
enum MethodNameFlags : uint32_t {
  kMethodHidden = 1,             // no frame for anybody: stubs, helpers
  kMethodUnlisted = 4,           // a frame without a line in the text of a trace: StackTraceHidden, AggressiveInlining
  kMethodAsync = 2,              // MoveNext of an async method: no "End of stack trace" line behind it
  kMethodModuleShift = 8,
};
struct MethodName {              // for stack traces; the runtime sorts by address on first use
  Rel<const void> code;
  Rel<const char> type;          // "Namespace.Type" as StackTrace prints it, UTF-8
  Rel<const char> method;        // "Method(String[] args)" without type
  uint32_t flags;                // MethodNameFlags; from kMethodModuleShift on: number of the module in ProgramInfo::modules
};
struct ModuleInfo { const char* name; const char* full_name; const char* file; void* exposed_module; void* exposed_assembly;
                    const struct MetadataTables* metadata;   // abi/reflection.h; null: no reflection over members
                    const struct ResourceInfo* resources; uint64_t resource_count;   // embedded manifest resources
                    const char* culture; };                                          // of a satellite assembly; else null
struct ResourceInfo { const char* name; const uint8_t* data; uint64_t size; };
// File and line of code addresses, at the very end of the executable file: `count` entries by address, `inlined` records, zero-terminated file names,
// then the trailer. An entry holds up to the next one's address; line 0: unknown.
struct LineEntry { uint32_t address, line, file; uint32_t inlined; };   // file: offset of its name; inlined: number of an InlinedCode from 1 on; 0: the function's own code
// A copy of a method inside another one: where the method's own code begins, the line of the call that it replaced, what that call lies in.
struct InlinedCode { uint32_t method, line, file; uint32_t inlined; };
struct LineTableTrailer { uint32_t bytes, count, inlined, unused; uint64_t magic; };
constexpr uint64_t kLineTableMagic = 0x32656e694c646841;   // "AhdLine2"

struct RuntimeKnob { const char* name; const char* value; };

struct ProgramInfo {
  int32_t (*main)(void* string_array);    // calls the entry point; null in a library
  void (*module_init)();                  // or null
  MethodTable* const* types; uint64_t type_count;    // every MethodTable
  const MethodName* methods; uint64_t method_count;
  const RuntimeKnob* knobs; uint64_t knob_count;
  void** gc_refs; uint64_t gc_ref_count;             // static reference fields: precise roots
  void** gc_structs; uint64_t gc_struct_words;       // static structs with references: conservative roots
  uint64_t thread_statics_size;                      // bytes of one thread's block
  const uint32_t* thread_static_refs; uint64_t thread_static_ref_count; // byte offsets of reference slots in it
  const uint32_t* thread_static_structs; uint64_t thread_static_struct_count; // byte offsets of words scanned conservatively
  uint8_t* frozen_begin; uint8_t* frozen_end;        // frozen objects (strings, RuntimeTypes)
  const char* assembly_name;                         // simple name of the entry assembly
  const ModuleInfo* const* modules; uint64_t module_count;
  const ModuleInfo* const* satellites; uint64_t satellite_count;      // assemblies of texts for other cultures
  uint64_t instruction_sets;                         // what its code uses (instruction_sets.h)
};

}  // namespace ahead::abi
