// Assemblies and modules: each compiled assembly has one module, described by abi::ModuleInfo.
#include "corelib/handles.h"
#include "corelib/throw.h"
#include "gc/gc.h"
#include <stdlib.h>
#include <string.h>

namespace ahead {

namespace {

abi::ModuleInfo* mutable_info(const abi::ModuleInfo* m) { return const_cast<abi::ModuleInfo*>(m); }

// "Name, Version=1.2.3.4, Culture=neutral, PublicKeyToken=null": the value behind "key=", up to the next comma.
size_t display_part(const abi::ModuleInfo* m, const char* key, char* out, size_t capacity) {
  const char* at = m->full_name ? strstr(m->full_name, key) : nullptr;
  size_t n = 0;
  if (at) for (at += strlen(key); at[n] && at[n] != ',' && n + 1 < capacity; n++) out[n] = at[n];
  out[n] = 0;
  return n;
}

int hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

}  // namespace

const abi::ModuleInfo* entry_module() {
  for (uint64_t i = 0; i < ahead_program.module_count; i++)
    if (!strcmp(ahead_program.modules[i]->name, ahead_program.assembly_name)) return ahead_program.modules[i];
  return nullptr;
}

const abi::ModuleInfo* module_of(const MethodTable* mt) {
  while (mt->element_type && !is_nullable(mt)) mt = mt->element_type;
  if (const abi::ModuleInfo* own = mt->info->module) return own;
  // A function pointer belongs where the first of its types does that is not CoreLib's.
  const abi::ModuleInfo* library = ahead_mt_Object->info->module;
  for (uint32_t i = 0; mt->info->element_kind == kElementFnPtr && i < mt->info->rank; i++)
    if (const abi::ModuleInfo* part = module_of(mt->info->arguments[i]); part != library) return part;
  return library;
}

void* runtime_module(const abi::ModuleInfo* m) { return m ? m->exposed_module : nullptr; }
void* runtime_assembly(const abi::ModuleInfo* m) { return m ? m->exposed_assembly : nullptr; }

}  // namespace ahead

using namespace ahead;

extern "C" {

const void* ic_Ahead_RuntimeCalls_ModuleOf(MethodTable* mt) { return module_of(mt); }

const void* ic_Ahead_RuntimeCalls_EntryModule() { return entry_module(); }
void* ic_Ahead_RuntimeCalls_ModuleObject(const abi::ModuleInfo* m) { return __atomic_load_n(&m->exposed_module, __ATOMIC_ACQUIRE); }
void* ic_Ahead_RuntimeCalls_AssemblyObject(const abi::ModuleInfo* m) { return __atomic_load_n(&m->exposed_assembly, __ATOMIC_ACQUIRE); }

// First pair wins; both are roots for ever.
void* ic_Ahead_RuntimeCalls_PublishModule(const abi::ModuleInfo* m, void* module, void* assembly) {
  abi::ModuleInfo* info = mutable_info(m);
  static uint32_t busy;
  while (__atomic_exchange_n(&busy, 1, __ATOMIC_ACQUIRE)) __builtin_ia32_pause();
  bool first = !info->exposed_module;
  if (first) {
    __atomic_store_n(&info->exposed_assembly, assembly, __ATOMIC_RELEASE);
    __atomic_store_n(&info->exposed_module, module, __ATOMIC_RELEASE);
  }
  __atomic_store_n(&busy, 0, __ATOMIC_RELEASE);
  if (first) {
    gc_add_root(&info->exposed_assembly);
    gc_add_root(&info->exposed_module);
  }
  return info->exposed_module;
}

void AssemblyNative_GetEntryAssembly(ObjectHandle out) { set(out, runtime_assembly(entry_module())); }
void AssemblyNative_GetExecutingAssembly(void*, ObjectHandle out) { set(out, runtime_assembly(entry_module())); }
// One load context: all assemblies are in the default one, which CoreLib writes as null.
const void* AssemblyNative_GetLoadContextForAssembly(AssemblyArg) { return nullptr; }
const void* AssemblyNative_InitializeAssemblyLoadContext(const void* handle, int32_t, int32_t) { return handle; }
void AssemblyNative_GetFullName(AssemblyArg a, ObjectHandle out) { set(out, new_string(a.module->full_name)); }
void AssemblyNative_GetSimpleName(AssemblyArg a, ObjectHandle out) { set(out, new_string(a.module->name)); }
void AssemblyNative_GetLocation(AssemblyArg, ObjectHandle out) { set(out, new_string("")); }
void AssemblyNative_GetImageRuntimeVersion(AssemblyArg, ObjectHandle out) { set(out, new_string("v4.0.30319")); }
int32_t AssemblyNative_GetIsCollectible(AssemblyArg) { return 0; }
int32_t AssemblyNative_GetFlags(AssemblyArg) { return 0; }
int32_t AssemblyNative_GetHashAlgorithm(AssemblyArg) { return 0x8004; }   // SHA-1

int32_t AssemblyNative_GetCodeBase(AssemblyArg, ObjectHandle out) {
  set(out, nullptr);
  return 0;
}

void AssemblyNative_GetVersion(AssemblyArg a, int32_t* major, int32_t* minor, int32_t* build, int32_t* revision) {
  char text[64];
  display_part(a.module, "Version=", text, sizeof text);
  int32_t* parts[] = {major, minor, build, revision};
  const char* p = text;
  for (int32_t* part : parts) {
    char* end = nullptr;
    *part = int32_t(strtol(p, &end, 10));
    p = end && *end == '.' ? end + 1 : end;
  }
}

void AssemblyNative_GetLocale(AssemblyArg a, ObjectHandle out) {
  char text[64];
  display_part(a.module, "Culture=", text, sizeof text);
  set(out, new_string(strcmp(text, "neutral") ? text : ""));
}

// Only the token survives compilation; it stands for the key.
void AssemblyNative_GetPublicKey(AssemblyArg a, ObjectHandle out) {
  char text[64];
  size_t n = display_part(a.module, "PublicKeyToken=", text, sizeof text);
  if (n % 2 || hex_digit(text[0]) < 0) n = 0;
  auto* key = reinterpret_cast<Array*>(gc_alloc_array(ahead_mt_ByteArray, int64_t(n / 2)));
  for (size_t i = 0; i < n / 2; i++) key->data[i] = uint8_t(hex_digit(text[2 * i]) << 4 | hex_digit(text[2 * i + 1]));
  set(out, key);
}

uint8_t ic_System_Reflection_RuntimeAssembly_GetIsDynamic(void*) { return 0; }
int32_t ic_System_Reflection_RuntimeAssembly_GetTokenInternal(void*) { return 0x20000001; }

void RuntimeModule_GetScopeName(ModuleArg m, ObjectHandle out) { set(out, new_string(m.module->file)); }
void RuntimeModule_GetFullyQualifiedName(ModuleArg m, ObjectHandle out) { set(out, new_string(m.module->file)); }
int32_t ModuleHandle_GetMDStreamVersion(ModuleArg) { return 0x20000; }
void ModuleHandle_GetPEKind(ModuleArg, int32_t* pe_kind, int32_t* machine) { *pe_kind = 1; *machine = 0x8664; }
void ModuleHandle_GetModuleType(ModuleArg, ObjectHandle out) { set(out, nullptr); }
uint8_t ic_System_Runtime_Loader_AssemblyLoadContext_IsTracingEnabled() { return 0; }
int32_t AssemblyNative_TraceAssemblyResolveHandlerInvoked(const char16_t*, const char16_t*, const char16_t*, const char16_t*) { return 0; }
void AssemblyNative_PrepareForAssemblyLoadContextRelease(intptr_t, intptr_t) {}

}
