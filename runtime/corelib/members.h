// Members as reflection sees them (abi/reflection.h), for C++.
#pragma once
#include "abi/reflection.h"
#include "corelib/handles.h"

namespace ahead {

using abi::FieldDesc; using abi::MethodDesc;

enum : uint16_t { kAttributeStatic = 0x10, kAttributeVirtual = 0x40 };  // MethodAttributes

// Code that a call of the method on the object runs: virtual methods are looked up in the exact type. `takes_object`: `this` is the object itself, also
// where the type is a value type. Throws NotSupportedException when there is none.
const void* code_for(const MethodDesc*, void* object, bool* takes_object);

const MethodDesc* method_named(const MethodTable*, const char* name);   // the first that the type declares, or null

// A location of `type` to an object and back; Nullable<T> is null or a T.
void* box_value(MethodTable* type, void* location);
void unbox_into(MethodTable* type, void* location, void* object);
void copy_value(MethodTable* value_type, void* to, const void* from);

[[noreturn]] void throw_no_code(const MethodDesc*);

}  // namespace ahead
