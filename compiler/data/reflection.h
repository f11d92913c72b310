// Records for reflection over members: abi/reflection.h.
#pragma once
#include "abi/reflection.h"
#include "data/context.h"

namespace ahead {

void declare_reflection(DataContext&);                        // md: symbols, so that records may point at each other
llvm::Constant* type_members(DataContext&, Type*);            // abi::TypeMembers, null for types without
void emit_reflection(DataContext&);                           // the descriptors
void emit_metadata(DataContext&);                             // metadata_tables.cc: abi::MetadataTables of each module, into DataContext::metadata
llvm::GlobalVariable* method_variable(DataContext&, Method* generic, uint32_t index);   // MethodTable of a method's type parameter

}  // namespace ahead
