// Reading the metadata tables of a module (abi::MetadataTables), and types, methods and fields behind tokens.
#pragma once
#include "abi/reflection.h"
#include "corelib/handles.h"

namespace ahead {

using abi::FieldDesc; using abi::MetadataTables; using abi::MethodDesc; using abi::ModuleInfo; using abi::TypeMembers;

// ECMA-335 table numbers; a token is the table in the high byte and the row.
enum : uint32_t {
  kTableModule = 0x00, kTableTypeRef = 0x01, kTableTypeDef = 0x02, kTableField = 0x04, kTableMethod = 0x06, kTableParam = 0x08, kTableInterfaceImpl = 0x09,
  kTableMemberRef = 0x0a, kTableConstant = 0x0b, kTableAttribute = 0x0c, kTableEvent = 0x14, kTableProperty = 0x17, kTableSemantics = 0x18,
  kTableTypeSpec = 0x1b, kTableImplMap = 0x1c, kTableAssembly = 0x20, kTableAssemblyRef = 0x23, kTableGenericParam = 0x2a, kTableConstraint = 0x2c,
};
inline uint32_t table_of(uint32_t token) { return token >> 24; }
inline uint32_t row_of(uint32_t token) { return token & 0xffffff; }
inline uint32_t make_token(uint32_t table, uint32_t row) { return table << 24 | row; }

struct Bytes { const uint8_t* data; uint32_t size; };

// A view of one module's tables; all look-ups give null or nothing when the module has no metadata or the row did not survive.
struct Metadata {
  const MetadataTables* tables;
  const uint32_t* row(uint32_t table, uint32_t number) const;
  const uint32_t* row(uint32_t token) const { return row(table_of(token), row_of(token)); }
  const char* name(uint32_t offset) const { return tables->heap + offset; }
  Bytes blob(uint32_t offset) const;
  // Calls visit(row) for each row whose column has this value, in row order.
  template <class F> void each(uint32_t table, uint32_t column, uint32_t value, F visit) const {
    if (!tables) return;
    const abi::MetadataTable& t = tables->tables[table];
    const uint32_t* r = t.rows;
    for (uint32_t i = 0; i < t.count; i++, r += t.columns) if (r[column] == value) visit(r);
  }
};
inline Metadata metadata_of(const ModuleInfo* m) { return {m ? m->metadata : nullptr}; }

// Cursor over a signature (ECMA-335 II.23.2). Reading behind the end gives zeros.
struct SignatureReader {
  const uint8_t* at; const uint8_t* end;
  bool more() const { return at < end; }
  uint8_t peek() const { return more() ? *at : 0; }
  uint8_t u8() { return more() ? *at++ : 0; }
  uint32_t compressed();
  int32_t compressed_signed();
  uint32_t type_token();
};

// What VAR and MVAR stand for.
struct TypeContext {
  MethodTable* const* type_args = nullptr; uint32_t type_count = 0;
  MethodTable* const* method_args = nullptr; uint32_t method_count = 0;
};
TypeContext context_of(const MethodTable* owner, const MethodDesc* method = nullptr);

// -- types (signature_types.cc) --
MethodTable* resolve_type(const ModuleInfo*, uint32_t token, const TypeContext&);      // null: not in the program
MethodTable* read_type(const ModuleInfo*, SignatureReader&, const TypeContext&);       // skips custom modifiers; null when a part is missing, still consumed
void skip_type(SignatureReader&);

// -- types made at run time, or found in the image (made_types.cc); never null unless out of room --
MethodTable* make_vector(MethodTable* element);
MethodTable* make_array(MethodTable* element, uint32_t rank);
MethodTable* make_pointer(MethodTable* element, bool by_ref);
MethodTable* make_instance(MethodTable* definition, MethodTable* const* arguments, uint32_t count);
MethodTable* make_function_pointer(uint8_t convention, MethodTable* const* result_and_parameters, uint32_t count);
bool is_made(const MethodTable*);
// False: reflection named a type that the compiler did not see. It has a description only.
inline bool has_instances(const MethodTable* mt) { return !is_made(mt) || mt->vtable_slots; }
void check_constraints(MethodTable* instance);          // of a generic type's parameters; throws TypeLoadException (generic_params.cc)
bool satisfies_constraints(const MethodDesc* instance);  // of a generic method
inline bool is_definition(const MethodTable* mt) {
  return (mt->flags & (abi::kFlagHasComponentSize | abi::kFlagGenericTypical)) == abi::kFlagGenericTypical;
}
inline bool contains_variables(const MethodTable* mt) { return mt->flags & abi::kFlagContainsGenericVariables; }
uint32_t declared_interfaces(MethodTable* exact, MethodTable** out, uint32_t capacity);   // all, inherited ones too, from the metadata
MethodTable* exact_base(MethodTable*);                                                 // over the type's own variables for definitions

// -- members (members.cc) --
const TypeMembers* members_of(const MethodTable*);
MethodDesc* find_method(MethodTable* owner, uint32_t token);                            // declared by this exact type
FieldDesc* find_field(MethodTable* owner, uint32_t token);
Bytes signature_of(const MethodDesc*);                                                  // empty when it did not survive
MethodDesc* instantiated_method(MethodDesc* definition, MethodTable* const* arguments, uint32_t count);  // null: not compiled
MethodDesc* method_at(MethodTable* mt, uint32_t slot);                                  // implementation of a logical slot
MethodDesc* resolve_method(const ModuleInfo*, uint32_t token, const TypeContext&);
MethodDesc* method_of_object(void* runtime_method_info);
FieldDesc* field_of_object(void* runtime_field_info);

}  // namespace ahead
