#pragma once
#include <cstdint>
#include <optional>

#include <llvm/ADT/ArrayRef.h>
#include <llvm/IR/Type.h>

namespace ahead {

constexpr unsigned kIntegerRegisters = 6, kVectorRegisters = 8;

// Where the C convention puts arguments, one after the other.
struct ArgumentPlaces {
  unsigned integers = 0, vectors = 0;
  uint64_t stack = 0;
  bool misfit = false;                                   // a vector on the stack

  bool in_register(llvm::Type* type) {
    bool vector = type->isFloatingPointTy() || type->isVectorTy();
    if (vector ? vectors < kVectorRegisters : integers < kIntegerRegisters) { vector ? vectors++ : integers++; return true; }
    misfit |= type->isVectorTy();
    stack += 8;
    return false;
  }
};

// Bytes of the caller's stack that the arguments of a call take, beside registers; nothing when a vector would lie there.
inline std::optional<uint64_t> stack_argument_bytes(llvm::ArrayRef<llvm::Type*> params) {
  ArgumentPlaces places;
  for (auto* t : params) places.in_register(t);
  return places.misfit ? std::nullopt : std::optional(places.stack);
}

}  // namespace ahead
