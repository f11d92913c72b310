// What reflection over members sees at run time. CoreLib's own RuntimeType, RuntimeMethodInfo and their relatives run unchanged over these records:
// RuntimeMethodHandleInternal.Value is a MethodDesc*, RuntimeFieldHandleInternal.Value a FieldDesc*, and the MetadataImport of a module its
// MetadataTables*. Only what survives by reflection is here; tokens are the ones of the original assembly, so MetadataToken is the same as under `dotnet`.
#pragma once
#include "abi/abi.h"

namespace ahead::abi {

enum MethodDescFlags : uint16_t {
  kMethodIsCtor = 1,             // .ctor and .cctor
  kMethodGenericDefinition = 2,  // has type parameters of its own and no arguments for them
  kMethodStaticVirtual = 4,
  kMethodOfInterface = 8,        // dispatch is an offset in the dispatch row, 0 too
};

// One exact method: of a non-generic type, of an open generic definition (no code), or of an instantiation.
struct MethodDesc {
  Rel<MethodTable> owner;              // exact declaring type
  uint32_t token;                      // MethodDef
  uint16_t attributes, impl_attributes;  // ECMA-335 II.23.1.10, II.23.1.11
  uint16_t slot;                       // number in the logical vtable (all virtual slots by metadata, used or not); 0xffff: none
  uint16_t flags;                      // MethodDescFlags
  // Virtual methods, also overrides: byte offset of the slot's entry from the MethodTable, of an interface method from the dispatch row; then `this` is
  // an object, never a byref. 0: not virtual, or nothing dispatches through it.
  uint32_t dispatch;
  uint32_t generic_arity;              // own type parameters
  Rel<MethodTable* const> arguments;   // of this instantiation, or the definition's own MVARs; null when generic_arity is 0
  Rel<MethodDesc> definition;          // generic method definition of an instantiation, else null
  Rel<MethodDesc> instances;           // generic method definition: its first instantiation, which chain by `next`
  Rel<MethodDesc> next;                // next method introduced by the owner, in metadata order; instantiations have a chain of their own
  Rel<const char> name;
  Rel<void> code;                      // managed calling convention; value types: `this` is a byref. Null: only metadata survives
  Rel<void> boxed_code;                // the same for `this` in a box (`ub:`): methods of value types
  // Calls `code` with the managed convention. arguments[i] is the address of the i-th argument's value; of a byref parameter it is the byref itself.
  // `self` is the object, or the byref of a value type; ignored by static methods. The result is stored at `result` as a location of the return type
  // holds it. Null as `code`.
  Rel<void(const void* code, void* self, void** arguments, void* result)> invoke;
};

enum FieldDescFlags : uint16_t { kFieldIsStatic = 1, kFieldIsThreadStatic = 2, kFieldHasRva = 4, kFieldIsLiteral = 8 };

struct FieldDesc {
  Rel<MethodTable> owner;
  uint32_t token;
  uint16_t attributes;                 // ECMA-335 II.23.1.5
  uint16_t flags;                      // FieldDescFlags
  uint32_t offset;                     // instance: from the first field byte of the object or value; thread static: in the thread's statics block
  Rel<void> address;                   // static: storage; null when the field's storage does not survive (literals, never used)
  Rel<MethodTable> type;               // exact; null on open definitions whose type is open and has no descriptor
  Rel<const char> name;
};

struct InterfaceMapEntry { Rel<MethodDesc> declaration, implementation; };

// Members of one type. TypeExtra::members; null: reflection sees no members of the type.
struct TypeMembers {
  Rel<MethodDesc> first_method;
  Rel<const FieldDesc> fields;         // own fields, metadata order
  uint32_t field_count;
  uint32_t virtual_count;              // logical virtual slots, inherited ones included
  Rel<const InterfaceMapEntry> interface_map;   // exact classes and value types, when the program asks for interface maps
  uint32_t interface_map_count;
};

// ---- metadata of a module ----
// ECMA-335 tables with the rows that survive, each row an array of 32-bit columns; column 0 is the row number in the original table, by which a table is
// sorted. Names are offsets of zero-terminated UTF-8 in the heap, blobs offsets of a 32-bit length and the bytes. Lists that ECMA-335 gives as ranges
// (a type's methods, a method's parameters) are a column with the parent instead.
enum MetadataColumns : uint32_t {
  kColRow = 0,
  kTypeRefType = 1, kTypeRefName, kTypeRefNamespace, kTypeRefScope, kTypeRefColumns,       // type: number in ProgramInfo::types + 1, 0: absent
  kTypeDefType = 1, kTypeDefExtends, kTypeDefPack, kTypeDefSize, kTypeDefColumns,
  kFieldFlags = 1, kFieldName, kFieldSignature, kFieldParent, kFieldOffset, kFieldMarshal, kFieldColumns,   // offset + 1; marshal: blob or 0
  kMethodFlags = 1, kMethodImplFlags, kMethodName, kMethodSignature, kMethodParent, kMethodColumns,
  kParamFlags = 1, kParamSequence, kParamName, kParamParent, kParamMarshal, kParamColumns,
  kInterfaceImplClass = 1, kInterfaceImplInterface, kInterfaceImplColumns,
  kMemberRefParent = 1, kMemberRefName, kMemberRefSignature, kMemberRefColumns,
  kConstantParent = 1, kConstantType, kConstantValue, kConstantColumns,
  kAttributeParent = 1, kAttributeCtor, kAttributeValue, kAttributeColumns,
  kEventFlags = 1, kEventName, kEventType, kEventParent, kEventColumns,
  kPropertyFlags = 1, kPropertyName, kPropertySignature, kPropertyParent, kPropertyColumns,
  kSemanticsAssociation = 1, kSemanticsWhat, kSemanticsMethod, kSemanticsColumns,
  kTypeSpecSignature = 1, kTypeSpecColumns,
  kImplMapMember = 1, kImplMapFlags, kImplMapName, kImplMapModule, kImplMapColumns,
  kAssemblyRefName = 1, kAssemblyRefDisplayName, kAssemblyRefColumns,
  kGenericParamNumber = 1, kGenericParamFlags, kGenericParamOwner, kGenericParamName, kGenericParamColumns,
  kConstraintOwner = 1, kConstraintType, kConstraintColumns,                               // owner: row of GenericParam
};
constexpr uint32_t kMetadataTableCount = 0x2d;

struct MetadataTable { Rel<const uint32_t> rows; uint32_t count, columns; };
struct MetadataTables {
  Rel<const char> heap;
  uint8_t mvid[16];
  uint32_t entry_point;                        // MethodDef token of the program's Main, or 0
  MetadataTable tables[kMetadataTableCount];   // by ECMA-335 table number
};

}  // namespace ahead::abi
