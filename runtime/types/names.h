// Names of types as reflection and exception messages print them.
#pragma once
#include "types/objects.h"

namespace ahead {

// System.TypeNameFormatFlags: what RuntimeTypeHandle.ConstructName is asked for.
enum NameFormat : uint32_t {
  kNameSimple = 0,             // Type.Name: "List`1", "Int32[]"
  kNameNamespace = 1,          // with namespace and enclosing types
  kNameFullInst = 2,           // generic arguments assembly-qualified, in double brackets
  kNameAssembly = 4,           // ", Assembly, Version=…" behind it
  kNameNoVersion = 0x10,       // assembly's simple name only
  kNameUnnested = 0x100,       // ours: the outermost name without its enclosing types, as casts that fail print it
  kNameToString = kNameNamespace,
  kNameFull = kNameNamespace | kNameFullInst,
};
void type_name(const MethodTable*, uint32_t format, Text& out);

// Namespace of the outermost enclosing type, "" if none.
const char* type_namespace(const MethodTable*);

}  // namespace ahead
