// Vectors of the processor in LLVM IR. On the importer's evaluation stack a vector is a struct like any other, the address of a temporary; its memory is
// allocated, loaded, stored, passed and returned as one LLVM vector, so that SROA leaves nothing but SSA values.
#pragma once
#include "import/lower.h"
#include "survive/vectors.h"

namespace ahead {

llvm::FixedVectorType* llvm_vector(ModuleContext&, const VectorShape&);

// One call being expanded.
struct VectorCall {
  MethodImport& mi; Method* callee; std::vector<StackValue>& args; StackValue* result; llvm::IRBuilder<>& b;
  Type* param(size_t i) const { return callee->sig.params[i]; }
  Type* ret() const { return callee->sig.ret; }
  std::optional<VectorShape> shape(Type* t) const { return vector_shape(t, mi.types.instruction_sets); }
  std::optional<VectorShape> shape(size_t i) const { return shape(param(i)); }
  VectorShape first() const;                             // of the first vector in the signature
  VectorShape result_shape() const { return *shape(ret()); }
  llvm::Value* operand(size_t i);                        // vector, or scalar in memory form
  llvm::Value* vector(size_t i) { return operand(i); }
  llvm::Value* pointer(size_t i) { return as_ptr(mi, args[i]); }
  // The method's result: any vector of its size, or a scalar in memory form (i1 for bool).
  void give(llvm::Value*);
};

// An operation on each element by itself: operands are vectors of `shape` (integers for shift counts). Null: no such operation.
llvm::Value* elementwise(llvm::IRBuilder<>&, std::string_view op, const VectorShape&, llvm::ArrayRef<llvm::Value*>);
llvm::Value* compare_vectors(llvm::IRBuilder<>&, std::string_view op, const VectorShape&, llvm::Value* a, llvm::Value* b);   // <N x i1>
llvm::Value* as_integers(llvm::IRBuilder<>&, llvm::Value* vector);
llvm::Value* half(llvm::IRBuilder<>&, llvm::Value*, bool upper);
llvm::Value* concatenate(llvm::IRBuilder<>&, llvm::Value* lower, llvm::Value* upper);
llvm::Value* shuffle_bytes(llvm::IRBuilder<>&, llvm::Value* vector, llvm::Value* indices);   // pshufb within each 16 bytes

void import_vector(VectorCall&, std::string_view op);
void import_x86(VectorCall&, std::string_view op);

}  // namespace ahead
