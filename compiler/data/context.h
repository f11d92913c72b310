// What the files of data/ share: the module that they fill and the set of types that get a MethodTable.
#pragma once
#include <llvm/IR/Constants.h>
#include <llvm/IR/DerivedTypes.h>
#include <llvm/IR/Module.h>
#include <map>
#include "abi/abi.h"
#include "data/data.h"

namespace ahead {

// One selector or slot for each dispatched declaration, and the code that each constructed type has for it.
struct DispatchPlan {
  std::unordered_map<Method*, uint64_t> slot_offset;         // bytes from the MethodTable
  std::unordered_map<Method*, uint64_t> selector_offset;     // bytes from dispatch_row
  std::unordered_map<Type*, std::vector<Method*>> slots;     // constructed type -> declarations, base first
  std::unordered_map<Type*, int64_t> rows;                   // constructed type -> index into table (may lie before it)
  std::vector<llvm::Constant*> table;
};

struct DataContext {
  Program& program; TypeSystem& types; llvm::Module& module; llvm::LLVMContext& llvm;
  std::vector<Type*> order;                                  // every type with a MethodTable, by name
  std::unordered_map<Type*, std::string> names;
  std::unordered_set<Method*> native;                        // reached InternalCalls and P/Invokes: forwarders carry their names
  std::unordered_map<std::string, llvm::GlobalVariable*> strings;
  std::map<std::vector<llvm::Constant*>, llvm::Constant*> lists;
  std::unordered_map<Module*, llvm::GlobalVariable*> modules;
  DispatchPlan plan;
  std::unordered_map<Type*, uint32_t> number;                // position in `order`, and so in ProgramInfo::types
  // Reflection over members (reflection.h)
  std::unordered_set<Type*> reflected;
  std::unordered_map<Type*, std::vector<Method*>> methods_of;
  std::unordered_map<Type*, std::vector<Field*>> fields_of;
  std::vector<Method*> generic_methods;                      // definitions on open types: their type parameters get MethodTables
  std::unordered_map<Module*, llvm::Constant*> metadata;     // abi::MetadataTables
  std::unordered_map<Field*, uint64_t> thread_offsets;
  bool interface_maps = false;                               // the program asks for them

  DataContext(Program&, llvm::Module&);
  llvm::IntegerType* i8() { return llvm::Type::getInt8Ty(llvm); }
  llvm::IntegerType* i16() { return llvm::Type::getInt16Ty(llvm); }
  llvm::IntegerType* i32() { return llvm::Type::getInt32Ty(llvm); }
  llvm::IntegerType* i64() { return llvm::Type::getInt64Ty(llvm); }
  llvm::PointerType* ptr() { return llvm::PointerType::get(llvm, 0); }
  llvm::Constant* c8(uint64_t v) { return llvm::ConstantInt::get(i8(), v); }
  llvm::Constant* c16(uint64_t v) { return llvm::ConstantInt::get(i16(), v); }
  llvm::Constant* c32(uint64_t v) { return llvm::ConstantInt::get(i32(), v); }
  llvm::Constant* c64(uint64_t v) { return llvm::ConstantInt::get(i64(), v); }
  llvm::Constant* null() { return llvm::ConstantPointerNull::get(ptr()); }

  bool has(Type* t) const { return t && names.contains(t); }
  bool constructed(Type*) const;
  const std::string& name(Type* t) { return names.at(t); }
  llvm::Constant* text(std::string_view);                    // zero-terminated UTF-8, shared
  // A record with abi::Rel fields: the distances need the record's own address, so it is declared first.
  llvm::Constant* record(llvm::ArrayRef<llvm::Constant*> fields, llvm::ArrayRef<bool> relative);
  llvm::Constant* distance(llvm::GlobalVariable* from, uint64_t offset, llvm::Constant* target);
  llvm::Constant* empty_extra = nullptr;                       // shared abi::TypeExtra of types without one
  llvm::Constant* list(std::vector<llvm::Constant*>);        // constant array, shared; null when empty
  llvm::Constant* method_table(Type*);                       // null pointer for a type without one
  llvm::GlobalVariable* method_table_symbol(const std::string& name);
  llvm::Constant* code(Method*, bool unboxed_receiver = false);  // null pointer when the method was not reached
  llvm::Constant* external_code(const std::string& symbol);
  llvm::Constant* invoke_stub(Method*);                      // iv:
  llvm::Constant* trap(const std::string& what);             // code that names itself and fails
  llvm::Constant* offset_in(llvm::Constant* base, int64_t bytes);
  llvm::GlobalVariable* define(const std::string& name, llvm::Constant* init, bool constant, bool exported);
  void absolute(const std::string& name, uint64_t value);    // symbol whose address is a number
  void alias(const std::string& name, llvm::Constant* to);
};

void plan_dispatch(DataContext&);                            // dispatch.cc
void emit_types(DataContext&);                               // types.cc: MethodTables, TypeInfo, RuntimeTypes
llvm::Constant* emit_type_info(DataContext&, Type*);         // type_info.cc
llvm::Constant* type_info_of_variable(DataContext&, Type* definition, Method* generic, uint32_t index);   // generic: the variable is a method's
llvm::Constant* emit_value_fields(DataContext&, Type*, uint64_t& count);   // value_fields.cc
struct StaticsResult {
  llvm::Constant *refs, *structs; uint64_t ref_count, struct_words, thread_size;
  std::vector<uint32_t> thread_refs, thread_structs;
};
StaticsResult emit_statics(DataContext&);                    // statics.cc: sf:, ts:
void emit_class_inits(DataContext&);                         // statics.cc: ci:
bool has_class_init(DataContext&, Type*);
llvm::GlobalVariable* class_init_symbol(DataContext&, Type*);
void emit_well_known(DataContext&);                          // names.cc
llvm::Constant* module_info(DataContext&, Module*);          // names.cc
std::vector<Module*> module_order(DataContext&);             // as in ProgramInfo::modules
std::pair<llvm::Constant*, uint64_t> emit_method_names(DataContext&);
std::pair<llvm::Constant*, uint64_t> emit_knobs(DataContext&);

}  // namespace ahead
