// How each parameter of a P/Invoke crosses into native code. Shared by survive (which CoreLib methods the marshalling
// needs) and import (the code).
#pragma once
#include "types/types.h"

namespace ahead {

struct MarshalStep {
  enum Kind : uint8_t {
    Blittable,          // as it is; references to blittable data included
    Bool,               // native integer of `native`'s size, normalised to 0 or 1 on the way back
    BoolRef,            // ref/out of the same, through a temporary
    Char,               // one byte or u16
    Utf8,               // string -> zero-terminated copy, freed after the call; as result: copied into a string, the memory freed
    Utf16,              // string -> address of its characters
    Array,              // T[] of blittable T -> address of the first element
    Delegate,           // -> function pointer; null stays null
    Handle,             // SafeHandle -> its handle
    Unsupported,
  } kind = Blittable;
  Type* native = nullptr;           // what is passed
};

struct MarshalPlan {
  MarshalStep ret; std::vector<MarshalStep> params;
  bool set_last_error = false;
  std::string unsupported;          // why the call cannot be made, for the exception and the warning; empty: fine
  std::vector<Method*> helpers;     // CoreLib methods that the code calls
  Method *string_to_native = nullptr, *native_to_string = nullptr, *free = nullptr, *delegate_to_native = nullptr;
};
MarshalPlan marshal_plan(TypeSystem&, Method* pinvoke);

// The same for delegates that become native functions and the other way round; empty for types whose signature needs more than Blittable and Bool.
struct DelegatePlan { Method* invoke; MarshalStep ret; std::vector<MarshalStep> params; };
std::optional<DelegatePlan> delegate_plan(TypeSystem&, Type* delegate);

// The delegate type of which Marshal.GetDelegateForFunctionPointer<T> makes instances; null for other methods.
Type* delegate_made_by(Method*);

// Marshal.SizeOf: bytes of the native form; 0 if the type has none.
uint32_t native_size(TypeSystem&, Type*);

// Symbol that a P/Invoke calls directly (QCalls, the framework's native libraries); empty: looked up at run time.
std::string pinvoke_symbol(TypeSystem&, Method* pinvoke);

}  // namespace ahead
