// The managed calling convention of abi/symbols.md and the System V classification of by-value structs.
#pragma once
#include <llvm/ADT/SmallVector.h>
#include "import/context.h"

namespace ahead {

// One scalar part of a value: its place in memory form and its LLVM type. `kind` decides the extension of small integers.
struct Leaf { uint32_t offset; llvm::Type* type; ElementKind kind; };

// How a type travels as parameter or return value.
struct Lowered {
  enum Kind : uint8_t { Void, Scalar, Leaves, Memory } kind = Void;
  llvm::SmallVector<Leaf, 4> leaves;           // Scalar: exactly one; Memory: none
};
enum : unsigned { kMaxParamLeaves = 4, kMaxReturnLeaves = 3 };

Lowered lower_parameter(ModuleContext&, Type*);
Lowered lower_return(ModuleContext&, Type*);   // Memory: through sret
llvm::Type* return_type(ModuleContext&, const Lowered&);   // void, the scalar, or a struct of the leaves

// A lowered signature, parameter by parameter. `first` is the LLVM index of the first managed parameter (`this` if any).
struct LoweredSignature {
  Lowered ret; bool has_this = false; Type* ret_type = nullptr;
  std::vector<Lowered> params; std::vector<Type*> types;   // without `this`
  llvm::FunctionType* type = nullptr;
  unsigned first() const { return ret.kind == Lowered::Memory ? 1 : 0; }
};
LoweredSignature lower(ModuleContext&, const Signature&);
// Extension and sret attributes, the same on a definition and on a call; valid for both Function and CallBase.
llvm::AttributeList signature_attributes(ModuleContext&, const LoweredSignature&);

// Value in memory form at `address` <-> its leaves.
void load_leaves(llvm::IRBuilder<>&, llvm::Value* address, const Lowered&, llvm::SmallVectorImpl<llvm::Value*>& out);
void store_leaves(llvm::IRBuilder<>&, llvm::Value* address, const Lowered&, llvm::ArrayRef<llvm::Value*>);

// ---- System V x86-64 (P/Invoke, calli unmanaged, UnmanagedCallersOnly) ----
// One native parameter or result: up to two eightbytes in registers, or memory (byval / sret).
struct NativeValue {
  enum Kind : uint8_t { Void, Scalar, Registers, Memory } kind = Void;
  llvm::SmallVector<Leaf, 2> parts;            // Scalar: one; Registers: one per eightbyte
  uint64_t size = 0; unsigned align = 1;
};
struct NativeSignature {
  NativeValue ret; std::vector<NativeValue> params; llvm::FunctionType* type = nullptr; llvm::AttributeList attributes;
  unsigned first() const { return ret.kind == NativeValue::Memory ? 1 : 0; }
};
// A function of the C library: it lies in a shared library, so it must not be hidden.
llvm::Function* libc_function(ModuleContext&, llvm::StringRef name, llvm::FunctionType*);
NativeSignature lower_native(ModuleContext&, Type* ret, llvm::ArrayRef<Type*> params);

llvm::Value* native_code(MethodImport&, Method* pinvoke);         // address of the native function (pinvoke.cc)

// Native code that calls managed code (reverse.cc).
void define_native_entry(ModuleContext&, Method*, const std::string& symbol);
void define_delegate_entry(ModuleContext&, Type* delegate);      // dr:

void define_invoke_stubs(ModuleContext&);                        // iv: (invoke.cc)

}  // namespace ahead
