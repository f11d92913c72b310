// Which native form a type has. The rules are those of the runtime marshaller on Linux: no COM, no SAFEARRAY, ANSI means UTF-8.
#include "survive/native_form.h"

#include <algorithm>

namespace ahead {

namespace {

enum Native : uint8_t {
#define NATIVE(name, number) k##name = number,
#include "survive/native_types.def"
#undef NATIVE
};

const char* const kPair = "Invalid managed/unmanaged type combination";
const char* const kGeneric = "Non-blittable generic types cannot be marshaled.";
std::string must(const char* what) { return std::string(kPair) + " (" + what + ")."; }

// Integer and floating point types with the names that they may be given.
struct NumberRule { ElementKind kind; std::initializer_list<uint8_t> natives; const char* text; };
const NumberRule kNumbers[] = {
    {ElementKind::I1, {kI1, kU1}, "Byte/SByte must be paired with U1 or I1"},
    {ElementKind::U1, {kI1, kU1}, "Byte/SByte must be paired with U1 or I1"},
    {ElementKind::I2, {kI2, kU2}, "Int16/UInt16 must be paired with I2 or U2"},
    {ElementKind::U2, {kI2, kU2}, "Int16/UInt16 must be paired with I2 or U2"},
    {ElementKind::I4, {kI4, kU4, kError}, "Int32/UInt32 must be paired with I4 or U4"},
    {ElementKind::U4, {kI4, kU4, kError}, "Int32/UInt32 must be paired with I4 or U4"},
    {ElementKind::I8, {kI8, kU8}, "Int64/UInt64 must be paired with I8 or U8"},
    {ElementKind::U8, {kI8, kU8}, "Int64/UInt64 must be paired with I8 or U8"},
    {ElementKind::R4, {kR4}, "Single must be paired with R4"},
    {ElementKind::R8, {kR8}, "Double must be paired with R8"},
    {ElementKind::I, {kInt, kUInt}, "IntPtr/UIntPtr must be paired with SysInt or SysUInt"},
    {ElementKind::U, {kInt, kUInt}, "IntPtr/UIntPtr must be paired with SysInt or SysUInt"},
};

struct Decision {
  TypeSystem& types; Type* type; const MarshalAs& as; Place place; bool unicode;
  NativeForm form;

  // -- answers --
  void refuse(std::string why) { form.kind = NativeForm::Refused; form.why = std::move(why); }
  void as_is() { form.kind = NativeForm::AsIs; form.native = type; }
  Type* marshaller(const char* name, std::vector<Type*> args = {}) {
    std::string full = std::string("Ahead.Interop.") + name;
    if (args.empty()) return types.well_known(full);
    return types.instantiate(types.find_type(full + "`" + std::to_string(args.size())), types.intern_list(args));
  }
  void through(const char* name, ElementKind native, std::vector<Type*> args = {}, NativeForm::Kind kind = NativeForm::Marshalled) {
    form.kind = kind;
    form.native = types.primitive(native);
    form.marshaller = marshaller(name, std::move(args));
  }
  void pointer(const char* name, std::vector<Type*> args = {}, NativeForm::Kind kind = NativeForm::Marshalled) { through(name, ElementKind::I, std::move(args), kind); }

  bool is(std::initializer_list<uint8_t> natives) { return !as.native || as.native == kMax || std::find(natives.begin(), natives.end(), as.native) != natives.end(); }
  bool given(uint8_t n) { return as.native == n; }
  bool named(const char* full_name) { return type->def && type->def->module == types.corelib() && type->def->full_name == full_name; }
  bool derives(const char* base) {
    for (Type* t = type; t; t = types.base(t)) if (t->def && t->def->full_name == base && t->def->module == types.corelib()) return true;
    return false;
  }

  // -- kinds of types --
  void boolean() {
    if (is({kBoolean})) through("WinBool", ElementKind::I4);
    else if (given(kI1) || given(kU1)) through("CBool", ElementKind::U1);
    else refuse(must("booleans must be paired with I1, U1, or Bool"));
  }
  void character() {
    bool wide = given(kI2) || given(kU2) || (is({}) && unicode);
    if (wide) as_is();
    else if (is({kI1, kU1})) through("AnsiChar", ElementKind::U1);
    else refuse(must("chars must be paired with U1 or U2"));
  }
  void number() {
    for (const NumberRule& r : kNumbers)
      if (r.kind == types.enum_underlying(type)->kind) {
        if (std::find(r.natives.begin(), r.natives.end(), as.native) == r.natives.end() && as.native && as.native != kMax) return refuse(must(r.text));
        return as_is();
      }
    as_is();
  }
  void string() {
    bool wide = given(kLPWStr) || given(kLPTStr) || (is({}) && unicode);
    if (place == Place::Field && given(kFixedSysString)) return pointer(unicode ? "FixedWide" : "FixedAnsi", {}, NativeForm::Counted);
    if (wide) {
      pointer("WideString");
      if (place == Place::Parameter) form.kind = NativeForm::PinnedChars;
    } else if (is({kLPStr, kLPUtf8Str})) pointer("AnsiString");
    else if (given(kBStr) || given(kTBStr)) pointer("BStr");
    else if (given(kAnsiBStr)) pointer("AnsiBStr");
    else refuse(must(place == Place::Field ? "String fields must be paired with LPStr, LPWStr, or ByValTStr" : "String parameters and return types must be paired with LPStr, LPWStr, or LPTStr"));
  }
  void builder() {
    form.updates = true;
    if (place == Place::Field || place == Place::Element) refuse(std::string(kPair) + ".");
    else if (given(kLPWStr) || given(kLPTStr) || (is({}) && unicode)) pointer("WideBuilder");
    else if (is({kLPStr, kLPUtf8Str})) pointer("AnsiBuilder");
    else refuse(must("StringBuilder parameters and return types must be paired with LPStr, LPWStr, or LPTStr"));
  }

  void array() {
    Type* e = type->element;
    if (place == Place::Element) return refuse("There is no marshaling support for nested arrays.");
    if (place == Place::Field ? !given(kFixedArray) : !is({kArray}))
      return refuse(must(place == Place::Field ? "Array fields must be paired with ByValArray" : "Arrays can only be marshaled as LPArray or ByValArray"));
    if (place == Place::Return) return refuse(std::string(kPair) + ".");
    if (e->is_array()) return refuse("There is no marshaling support for nested arrays.");
    if (e->is_reference() && derives_element(e)) return refuse(must("Arrays of SafeHandles are not supported"));
    MarshalAs element_as;
    element_as.native = as.element == kMax ? 0 : as.element;
    NativeForm element = native_form(types, e, element_as, Place::Element, unicode);
    if (element.kind == NativeForm::Refused) return refuse(e->is_reference() ? "Signature is not Interop compatible." : element.why), void(form.field_why = element.field_why);
    Type* k = element.kind == NativeForm::AsIs ? marshaller("Copy", {e}) : element.marshaller;
    if (element.kind != NativeForm::AsIs && element.kind != NativeForm::Marshalled && element.kind != NativeForm::PinnedChars && element.kind != NativeForm::PinnedObject)
      return refuse("Signature is not Interop compatible.");
    if (type->kind == ElementKind::Array) {
      if (element.kind != NativeForm::AsIs || place != Place::Parameter) return refuse("There is no marshaling support for multidimensional arrays of this type.");
      form.kind = NativeForm::PinnedArray, form.native = types.primitive(ElementKind::I);
      return;
    }
    pointer(place == Place::Field ? "ByValArray" : "ArrayPointer", {e, k}, NativeForm::Counted);
    form.otherwise = NativeForm::Counted;
    // Arrays of structs are copied: what native code writes comes back only with [Out].
    bool number = e->is_primitive() || e->is_enum || e->is_pointer_like();
    if (place == Place::Parameter && element.kind == NativeForm::AsIs && number) form.kind = NativeForm::PinnedArray;
  }
  bool derives_element(Type* e) {
    Decision d{types, e, as, place, unicode, {}};
    return d.derives("System.Runtime.InteropServices.SafeHandle");
  }

  void delegate() {
    if (type->is_generic()) refuse(kGeneric);
    else if (is({kFunc})) pointer("DelegatePointer", {type});
    else refuse(must("Delegates must be paired with FunctionPtr"));
  }
  void safe_handle() {
    if (!is({})) return refuse(must("SafeHandles cannot be paired with a MarshalAs attribute"));
    if (place == Place::Element) return refuse(must("Arrays of SafeHandles are not supported"));
    if (place == Place::Field) return pointer("SafeHandleField", {type});
    form.kind = NativeForm::SafeHandle, form.native = types.primitive(ElementKind::I);
  }
  // `why` and `field_why` of the struct's fields become ours.
  bool sound(const NativeLayout& layout) {
    if (layout.why.empty() && layout.field_why.empty()) return true;
    refuse(layout.why);
    form.field_why = layout.field_why;
    return false;
  }
  void reference() {
    if (given(kCustom)) return custom();
    if (type->kind == ElementKind::String) return string();
    if (type->is_array()) return array();
    if (named("System.Text.StringBuilder")) return builder();
    if (type->is_delegate || named("System.Delegate") || named("System.MulticastDelegate")) return delegate();
    if (derives("System.Runtime.InteropServices.SafeHandle")) return safe_handle();
    if (derives("System.Runtime.InteropServices.CriticalHandle")) return pointer("CriticalPointer", {type});
    if (type->is_generic()) return refuse(kGeneric);
    if (type->kind == ElementKind::Object && !given(kIUnknown) && !given(kIDispatch) && !given(kInterface))
      return refuse(must("Marshaling to and from COM VARIANTs isn't supported"));
    if (type->is_interface || !has_layout(type)) return refuse(must("Marshaling to and from COM interface pointers isn't supported"));
    if (!is({kLPStruct}) && !(place == Place::Field && given(kStruct))) return refuse(must("this reference type must be paired with LPStruct"));
    const NativeLayout& layout = native_layout(types, type);
    if (!sound(layout)) return;
    if (place == Place::Field) {
      pointer("ClassInline", {type});
      form.native = native_struct(types, type);
      return;
    }
    pointer("ClassPointer", {type});
    if (layout.same && place == Place::Parameter) form.kind = NativeForm::PinnedObject;
  }
  void custom() {
    if (place == Place::Field || place == Place::Element) return refuse("Custom marshalers are only allowed on classes, strings, arrays, and boxed value types.");
    std::string text = as.marshaller;
    pointer_custom();
    form.as = as;
  }
  void pointer_custom();

  void value() {
    if (named("System.DateTime")) return is({kStruct}) ? through("Date", ElementKind::R8) : refuse(must("DateTime must be paired with Struct"));
    if (named("System.Decimal")) {
      if (given(kCurrency)) return through("Currency", ElementKind::I8);
      if (given(kLPStruct)) return pointer("PointerTo", {type});
      return is({kStruct}) ? as_is() : refuse(must("Decimal must be paired with Struct, LPStruct or Currency"));
    }
    if (named("System.Guid") && given(kLPStruct)) return pointer("PointerTo", {type});
    if (named("System.Runtime.InteropServices.HandleRef")) return pointer("HandleReference");
    if (place != Place::Field && (named("System.Int128") || named("System.UInt128"))) return refuse("System.Int128 and System.UInt128 cannot be passed by value to unmanaged.");
    if (type->is_byref_like && type->is_generic()) return refuse(kGeneric);
    bool special = type->is_nullable || type->def->full_name.starts_with("System.Runtime.Intrinsics.Vector") || named("System.Numerics.Vector`1");
    if (special && place != Place::Field) return refuse(kGeneric);
    if (!has_layout(type)) return refuse(type->is_generic() ? kGeneric : "Structures marked with [StructLayout(LayoutKind.Auto)] cannot be marshaled.");
    const NativeLayout& layout = native_layout(types, type);
    if (!sound(layout)) return;
    if (!is({kStruct})) return refuse(must("this value type must be paired with Struct"));
    if (layout.same) return as_is();
    if (type->is_generic() && place != Place::Field) return refuse(kGeneric);
    pointer("Fields", {type});
    form.native = native_struct(types, type);
  }

  NativeForm decide() {
    form.managed = type, form.as = as;
    if (type->is_pointer_like() || type->kind == ElementKind::Void) as_is();
    else if (type->kind == ElementKind::Boolean) boolean();
    else if (type->kind == ElementKind::Char) character();
    else if (type->is_enum || type->is_primitive()) number();
    else if (type->is_value_type) value();
    else if (type->kind == ElementKind::TypedByRef) refuse(std::string(kPair) + ".");
    else reference();
    return std::move(form);
  }
};

// The type that a custom attribute or MarshalAs names: "Ns.Outer+Inner, Assembly, …".
Type* named_type(TypeSystem& types, Module* home, const std::string& text) {
  size_t comma = text.find(',');
  std::string full = text.substr(0, comma);
  while (!full.empty() && full.back() == ' ') full.pop_back();
  std::replace(full.begin(), full.end(), '+', '/');
  if (comma != std::string::npos) {
    size_t start = text.find_first_not_of(" ,", comma);
    if (start != std::string::npos) home = types.find_assembly(text.substr(start, text.find(',', start) - start));
  }
  TypeDef* d = home ? types.find_type(home, full) : nullptr;
  return d && !d->generic_count ? d->open : nullptr;
}

// What SizeConst and SizeParamIndex follow in the blob (II.23.4); both are optional.
void read_array(BlobReader& r, MarshalAs& m) {
  if (!r.at_end()) m.element = uint8_t(r.compressed());
  if (!r.at_end()) m.size_param = int32_t(r.compressed());
  if (!r.at_end()) m.size_const = int32_t(r.compressed());
  // The last number says whether the parameter's index counts; without it a size alone leaves index 0 unused.
  if (!r.at_end() && !(r.compressed() & 1)) m.size_param = -1;
}

}  // namespace

void Decision::pointer_custom() {
  Module* home = nullptr;
  for (Module* m : types.modules()) if (!home && named_type(types, m, as.marshaller)) home = m;
  Type* m = home ? named_type(types, home, as.marshaller) : nullptr;
  if (!m) return refuse("The custom marshaler '" + as.marshaller + "' could not be found.");
  pointer("Custom", {type, m}, NativeForm::WithCookie);
}

MarshalAs read_marshal_as(Module* module, Token parent) {
  MarshalAs m;
  auto blob = module->field_marshal(parent);
  if (!blob || blob->empty()) return m;
  BlobReader r{*blob};
  m.native = r.u8();
  if (m.native == kArray) read_array(r, m);
  else if (m.native == kFixedArray || m.native == kFixedSysString) {
    if (!r.at_end()) m.size_const = int32_t(r.compressed());
    if (!r.at_end()) m.element = uint8_t(r.compressed());
  } else if (m.native == kCustom) {
    r.ser_string(), r.ser_string();
    m.marshaller = std::string(r.ser_string().value_or(""));
    m.cookie = std::string(r.ser_string().value_or(""));
  }
  return m;
}

NativeForm native_form(TypeSystem& types, Type* t, const MarshalAs& as, Place place, bool unicode) { return Decision{types, t, as, place, unicode, {}}.decide(); }

bool has_layout(Type* t) { return t->def && !t->is_enum && (t->def->flags & 0x18) != 0; }

}  // namespace ahead
