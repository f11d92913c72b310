// Which types are vectors of the processor, and which library methods are instructions (vectors.def, x86.def).
#pragma once
#include <optional>
#include "types/types.h"

namespace ahead {

// Vector64/128/256/512<T> and Vector<T> over a primitive number.
struct VectorShape {
  unsigned bytes, size; ElementKind element;    // of the vector, of an element
  unsigned count() const { return bytes / size; }
  bool is_float() const { return element == ElementKind::R4 || element == ElementKind::R8; }
  bool is_signed() const;                       // floats are
};
std::optional<VectorShape> vector_shape(Type*, uint64_t instruction_sets);
// Bytes of the widest vector register.
unsigned vector_width(uint64_t instruction_sets);

// Id of the expansion, or null: an ordinary method.
const char* vector_intrinsic(TypeSystem&, Method*);
const char* x86_intrinsic(TypeSystem&, Method*);
// A class of System.Runtime.Intrinsics.X86: whether the program may use it. Nullopt: no such class.
std::optional<bool> x86_class_supported(std::string_view full_name, uint64_t instruction_sets);

}  // namespace ahead
