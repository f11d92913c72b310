#include "types/names.h"
#include <string.h>

namespace ahead {
namespace {

// Characters that the type name grammar uses are escaped by a backslash, but not in Type.Name.
void identifier(const char* name, uint32_t format, Text& out) {
  for (; *name; name++) {
    if (format != kNameSimple && strchr(",[]&*+\\", *name)) out << '\\';
    out << *name;
  }
}

void definition_name(const MethodTable* mt, uint32_t format, Text& out) {
  const TypeInfo* t = mt->info;
  if (format & (kNameNamespace | kNameAssembly)) {
    if (t->declaring && !(format & kNameUnnested)) {
      definition_name(t->declaring, format, out);
      out << '+';
    } else if (t->name_space[0]) {
      out << t->name_space << '.';
    }
  }
  identifier(t->name, format, out);
}

void arguments(const TypeInfo* t, uint32_t format, Text& out) {
  bool qualified = format & kNameFullInst;
  out << '[';
  for (uint32_t i = 0; i < t->generic_arity; i++) {
    if (i) out << ',';
    bool brackets = qualified && t->arguments[i]->info->element_kind != kElementVar && t->arguments[i]->info->element_kind != kElementMVar;
    if (brackets) out << '[';
    type_name(t->arguments[i], brackets ? kNameNamespace | kNameFullInst | kNameAssembly | (format & kNameNoVersion) : kNameNamespace, out);
    if (brackets) out << ']';
  }
  out << ']';
}

// "System.Void(System.Int32, System.String)"; Type.Name is empty.
void function_name(const TypeInfo* t, Text& out) {
  if (!t->rank) return;
  type_name(t->arguments[0], kNameToString, out);
  out << '(';
  for (uint32_t i = 1; i < t->rank; i++) {
    if (i > 1) out << ", ";
    type_name(t->arguments[i], kNameToString, out);
  }
  out << ')';
}

void array_suffix(const MethodTable* mt, Text& out) {
  out << '[';
  if (!is_szarray(mt)) {
    if (mt->info->rank == 1) out << '*';
    for (int i = 1; i < mt->info->rank; i++) out << ',';
  }
  out << ']';
}

// The type whose module names the assembly: array element, pointed-to type.
const MethodTable* innermost(const MethodTable* mt) {
  while (mt->element_type && (is_array(mt) || mt->info->element_kind == kElementPtr || mt->info->element_kind == kElementByRef)) mt = mt->element_type;
  return mt;
}

}  // namespace

void type_name(const MethodTable* mt, uint32_t format, Text& out) {
  const TypeInfo* t = mt->info;
  uint32_t inner = format & ~kNameAssembly;
  if (format & kNameAssembly) inner |= kNameNamespace;
  if (is_array(mt)) {
    type_name(mt->element_type, inner, out);
    array_suffix(mt, out);
  } else if (t->element_kind == kElementPtr || t->element_kind == kElementByRef) {
    type_name(mt->element_type, inner, out);
    out << (t->element_kind == kElementPtr ? '*' : '&');
  } else if (t->element_kind == kElementFnPtr) {
    if (inner) function_name(t, out);
  } else if (t->element_kind == kElementVar || t->element_kind == kElementMVar) {
    out << t->name;
  } else {
    definition_name(mt, inner, out);
    // A definition shows its parameters in ToString but not in FullName.
    bool is_definition = (mt->flags & (abi::kFlagHasComponentSize | abi::kFlagGenericTypical)) == abi::kFlagGenericTypical;
    if (t->generic_arity && (inner & (kNameNamespace | kNameFullInst)) && !(is_definition && (format & kNameFullInst))) arguments(t, format, out);
  }
  if (!(format & kNameAssembly)) return;
  if (const abi::ModuleInfo* module = innermost(mt)->info->module) out << ", " << (format & kNameNoVersion ? module->name : module->full_name);
}

const char* type_namespace(const MethodTable* mt) {
  mt = innermost(mt);
  while (mt->info->declaring) mt = mt->info->declaring;
  return mt->info->name_space;
}

}  // namespace ahead
