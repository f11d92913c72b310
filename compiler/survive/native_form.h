// The native form of a managed type: what MarshalAs (ECMA-335 II.23.4), the character set and the place say about it. One decision for P/Invoke
// stubs, callbacks and the struct functions of Marshal. The conversions themselves are C# (managed/Marshallers.cs).
#pragma once
#include "types/types.h"

namespace ahead {

// A MarshalAs, from its blob.
struct MarshalAs {
  uint8_t native = 0, element = 0;         // 0: not given
  int32_t size_param = -1, size_const = -1;
  std::string marshaller, cookie;          // CustomMarshaler
};
MarshalAs read_marshal_as(Module*, Token parent);

enum class Place : uint8_t { Parameter, Return, Field, Element };

struct NativeForm {
  enum Kind : uint8_t {
    AsIs,             // blittable
    Marshalled,       // through `marshaller`
    Counted,          // the same with a count
    WithCookie,       // the same with a string
    PinnedChars, PinnedArray, PinnedObject,   // the address of the object's data; by value, into native code only
    SafeHandle,       // held during the call
    Refused,
  } kind = AsIs;
  Type* managed = nullptr;
  Type* native = nullptr;        // what travels; structs with their own native form: a type with that layout
  Type* marshaller = nullptr;    // in Ahead.Interop; for pinned kinds: what byref, callbacks and results use instead
  Kind otherwise = Marshalled;   // pinned kinds: how `marshaller` is called
  MarshalAs as;
  bool updates = false;          // by value, but [In, Out] without saying so (StringBuilder)
  std::string why;               // Refused: "Cannot marshal …: why"
  std::string field_why;         // Refused because of a field of a struct: the whole message of a TypeLoadException
};
NativeForm native_form(TypeSystem&, Type*, const MarshalAs&, Place, bool unicode);

// Fields of a struct or class with layout in native form.
struct NativeField { Field* field; NativeForm form; uint32_t offset; uint32_t count; };
struct NativeLayout {
  uint32_t size = 1, align = 1; bool same = false;   // same: the managed bytes are the native ones
  std::vector<NativeField> fields;
  std::string why, field_why;                        // not empty: the type has no native form
};
const NativeLayout& native_layout(TypeSystem&, Type*);
// The value type that has this layout: travels by value in registers or memory.
Type* native_struct(TypeSystem&, Type*);

// Marshal.SizeOf; 0: none.
uint32_t native_size(TypeSystem&, Type*);
bool has_layout(Type*);                              // sequential or explicit

}  // namespace ahead
