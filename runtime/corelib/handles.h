// Parameters of QCalls: CoreLib passes references to locals on its stack, and runtime handles next to the objects that keep them alive.
#pragma once
#include "gc/gc.h"
#include "types/objects.h"

namespace ahead {

using ObjectHandle = void**;   // ObjectHandleOnStack, StringHandleOnStack: the local that holds the reference
struct TypeArg { void** object; MethodTable* mt; };                     // QCallTypeHandle
struct AssemblyArg { void** object; const abi::ModuleInfo* module; };   // QCallAssembly: RuntimeAssembly.m_assembly
struct ModuleArg { void** object; const abi::ModuleInfo* module; };     // QCallModule: RuntimeModule.m_pData

inline void* runtime_type(const MethodTable* mt) { return mt && mt->aux ? mt->aux->exposed_type : nullptr; }
inline MethodTable* type_of(void* runtime_type_object) { return field_at<MethodTable*>(runtime_type_object, ahead_offset_RuntimeType_m_handle); }
inline void set(ObjectHandle handle, void* object) { *handle = object; }

// Finds a type that exists in the image; null if it does not.
MethodTable* array_type(MethodTable* element);
MethodTable* array_type(MethodTable* element, uint32_t rank);
[[noreturn]] void throw_missing_type(const char* name);

const abi::ModuleInfo* module_of(const MethodTable*);      // of the innermost element type

// The RuntimeModule and RuntimeAssembly objects, made at first use.
void* runtime_module(const abi::ModuleInfo*);
void* runtime_assembly(const abi::ModuleInfo*);
const abi::ModuleInfo* entry_module();

}  // namespace ahead
