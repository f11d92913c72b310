// How C++ looks at managed objects. Offsets of CoreLib fields come from abi/wellknown.def, defined by the data module.
#pragma once
#include "abi/abi.h"

#define TYPE(symbol, name) extern "C" ahead::abi::MethodTable* const ahead_mt_##symbol;
#define OFFSET(symbol, type, field) extern "C" const uint32_t ahead_offset_##symbol;
#define SIZE(symbol, type) extern "C" const uint32_t ahead_size_##symbol;
#include "abi/wellknown.def"

extern "C" const ahead::abi::ProgramInfo ahead_program;
extern "C" __thread ahead::abi::ThreadBlock ahead_thread __attribute__((tls_model("initial-exec")));


// The runtime functions that generated code calls (abi/runtime_calls.def), as C++ sees them.
extern "C" {
void* ahead_alloc(void* mt);
void* ahead_alloc_array(void* mt, int64_t length);
void* ahead_alloc_md_array(void* mt, int32_t count, const int32_t* bounds);
void* ahead_alloc_string(int32_t length);
void ahead_write_barrier(void* slot, void* value);
void ahead_copy_refs(void* to, const void* from, int64_t bytes);
void ahead_barrier_range(void* begin, int64_t bytes);
void* ahead_isinst_class(void* object, void* mt);
void* ahead_isinst(void* object, void* mt);
void* ahead_castclass(void* object, void* mt);
[[noreturn]] void ahead_unbox_fail(void* object, void* mt);
void ahead_stelem_check(void* array, void* value);
void ahead_ldelema_check(void* array, void* mt);
void ahead_class_init(void* class_init);
[[noreturn]] void ahead_throw(void* exception);
[[noreturn]] void ahead_rethrow(void* exception);
void* ahead_begin_catch(void* record);
[[noreturn]] void ahead_throw_load_error(int32_t kind, const char* message);
[[noreturn]] void ahead_missing(const char* name);
}

namespace ahead {

using abi::MethodTable; using abi::Object; using abi::TypeInfo;

inline MethodTable* mt_of(const void* object) { return static_cast<const Object*>(object)->mt; }
template <class T> T& field_at(void* object, uint32_t offset) { return *reinterpret_cast<T*>(static_cast<char*>(object) + offset); }

inline void store_ref(void* object, uint32_t offset, void* value) {
  void** slot = &field_at<void*>(object, offset);
  *slot = value;
  if (value) ahead_write_barrier(slot, value);
}

struct String : Object {
  int32_t length;
  char16_t chars[];
};
static_assert(offsetof(String, length) == abi::kStringLengthOffset);

struct Array : Object {
  uint32_t length;
  uint32_t pad;
  uint8_t data[];
  template <class T> T* as() { return reinterpret_cast<T*>(data); }
};
static_assert(offsetof(Array, length) == abi::kArrayLengthOffset && offsetof(Array, data) == abi::kArrayDataOffset);

// -- facts of a MethodTable --
inline uint32_t component_size(const MethodTable* mt) { return mt->flags & abi::kFlagHasComponentSize ? mt->flags & 0xffff : 0; }
// The two high category bits tell classes, value types, arrays and interfaces apart; the two low ones refine value types and arrays.
inline uint32_t category(const MethodTable* mt) { return mt->flags & abi::kFlagCategoryMask; }
inline bool is_array(const MethodTable* mt) { return category(mt) == abi::kFlagCategoryArray; }
inline bool is_interface(const MethodTable* mt) { return category(mt) == abi::kFlagCategoryInterface; }
inline bool is_value_type(const MethodTable* mt) { return category(mt) == abi::kFlagCategoryValueType; }
inline bool is_byref_like(const MethodTable* mt) { return !(mt->flags & abi::kFlagHasComponentSize) && mt->flags & abi::kFlagIsByRefLike; }   // the low half is the size of elements
inline bool is_nullable(const MethodTable* mt) { return (mt->flags & (abi::kFlagCategoryMask | 0x30000)) == abi::kFlagCategoryNullable; }
inline bool is_szarray(const MethodTable* mt) { return is_array(mt) && (mt->flags & abi::kFlagIfArrayThenSzArray); }

// Descriptors that only name a type (pointers, byrefs, variables) have no instances.
enum : uint8_t {
  kElementVoid = 1, kElementBoolean = 2, kElementChar = 3, kElementI1 = 4, kElementU1 = 5, kElementI2 = 6, kElementU2 = 7, kElementI4 = 8, kElementU4 = 9,
  kElementI8 = 10, kElementU8 = 11, kElementR4 = 12, kElementR8 = 13, kElementString = 14, kElementPtr = 15, kElementByRef = 16,
  kElementValueType = 17, kElementClass = 18, kElementVar = 19, kElementArray = 20, kElementTypedByRef = 22, kElementI = 24, kElementU = 25,
  kElementFnPtr = 27, kElementObject = 28, kElementSzArray = 29, kElementMVar = 30,
};
inline bool is_type_desc(const MethodTable* mt) {
  uint8_t k = mt->info->element_kind;
  return k == kElementPtr || k == kElementByRef || k == kElementFnPtr || k == kElementVar || k == kElementMVar;
}

// -- strings (runtime/types/strings.cc) --
String* new_string(const char* utf8);                    // null stays null
String* new_string(const char* utf8, size_t bytes);
String* new_string(const char16_t* chars, size_t count);
// UTF-8 copy into `out` of `capacity` bytes, zero-terminated, cut at a character border; returns the length.
size_t to_utf8(const String*, char* out, size_t capacity);

// Growing UTF-8 text on malloc, for names and messages.
class Text {
 public:
  Text() = default;
  Text(const Text&) = delete;
  ~Text();
  Text& operator<<(const char* s);
  Text& operator<<(char c);
  Text& append(const char* s, size_t n);
  Text& number(uint64_t n, int base = 10);
  Text& utf16(const String* s);
  const char* c_str();
  size_t size() const { return size_; }
  void clear() { size_ = 0; }
 private:
  void reserve(size_t extra);
  char* data_ = nullptr; size_t size_ = 0, capacity_ = 0;
};

}  // namespace ahead
