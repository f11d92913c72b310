// Tokens of a module, types of an assembly by name, lists of types.
#include "corelib/reflection/metadata.h"
#include "corelib/throw.h"
#include <stdlib.h>
#include <string.h>

using namespace ahead;

namespace {

bool listed(const MethodTable* mt) {   // a type that metadata defines, once
  return mt->info->token && table_of(mt->info->token) == kTableTypeDef && (!mt->info->generic_arity || is_definition(mt));
}

char fold(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

bool equal(const char* a, const char* b, size_t n, bool ignore_case) {
  for (size_t i = 0; i < n; i++) if (ignore_case ? fold(a[i]) != fold(b[i]) : a[i] != b[i]) return false;
  return true;
}
bool equal(const char* a, const char* b, bool ignore_case) { return strlen(a) == strlen(b) && equal(a, b, strlen(a), ignore_case); }

bool is_named(const MethodTable* mt, const char* full, bool ignore_case) {
  const char *name_space = mt->info->name_space, *name = mt->info->name;
  size_t n = strlen(name_space), m = strlen(name);
  if (strlen(full) != n + (n ? 1 : 0) + m) return false;
  if (n && (!equal(full, name_space, n, ignore_case) || full[n] != '.')) return false;
  return equal(full + (n ? n + 1 : 0), name, m, ignore_case);
}

// module null: any. Other assemblies than the one asked for answer for the class library's facades, which only forward.
MethodTable* top_level(const ModuleInfo* module, const char* full, bool ignore_case) {
  for (uint64_t i = 0; i < ahead_program.type_count; i++) {
    MethodTable* mt = ahead_program.types[i];
    if ((!module || mt->info->module == module) && listed(mt) && !mt->info->declaring && is_named(mt, full, ignore_case)) return mt;
  }
  return nullptr;
}

MethodTable* nested(MethodTable* outer, const char* name, bool ignore_case) {
  for (uint64_t i = 0; i < ahead_program.type_count; i++) {
    MethodTable* mt = ahead_program.types[i];
    if (mt->info->declaring == outer && listed(mt) && equal(name, mt->info->name, ignore_case)) return mt;
  }
  return nullptr;
}

MethodTable* type_by_name(const ModuleInfo* module, const char* name, const char* const* nested_names, int32_t count, bool ignore_case) {
  MethodTable* mt = top_level(module, name, ignore_case);
  if (!mt && module != entry_module()) mt = top_level(nullptr, name, ignore_case);
  for (int32_t i = 0; mt && i < count; i++) mt = nested(mt, nested_names[i], ignore_case);
  return mt;
}

bool is_exported(const MethodTable* mt) {
  uint32_t visibility = mt->info->attributes & 7;
  if (visibility == 1) return true;
  return visibility == 2 && mt->info->declaring && is_exported(mt->info->declaring);
}

int by_token(const void* a, const void* b) {
  uint32_t x = (*static_cast<MethodTable* const*>(a))->info->token, y = (*static_cast<MethodTable* const*>(b))->info->token;
  return x < y ? -1 : x > y;
}

void list_types(const ModuleInfo* module, bool exported_only, bool as_runtime_types, ObjectHandle out) {
  uint32_t n = 0;
  auto** found = static_cast<MethodTable**>(malloc(ahead_program.type_count * sizeof(void*)));
  for (uint64_t i = 0; i < ahead_program.type_count; i++) {
    MethodTable* mt = ahead_program.types[i];
    if (mt->info->module == module && listed(mt) && (!exported_only || is_exported(mt)) && row_of(mt->info->token) != 1) found[n++] = mt;
  }
  qsort(found, n, sizeof(void*), by_token);
  auto* list = reinterpret_cast<Array*>(gc_alloc_array(as_runtime_types ? ahead_mt_RuntimeTypeArray : ahead_mt_TypeArray, n));
  for (uint32_t i = 0; i < n; i++) gc_store(list->as<void*>() + i, runtime_type(found[i]));
  free(found);
  set(out, list);
}

// CoreLib turns it into ArgumentOutOfRangeException where no such token exists.
[[noreturn]] void throw_absent() { throw_managed(Throw::NotSupported, "What this metadata token names was not compiled into the program."); }

}  // namespace

extern "C" {

int32_t ModuleHandle_GetToken(ModuleArg) { return 1; }

void ModuleHandle_ResolveType(ModuleArg module, uint32_t token, MethodTable** type_args, int32_t type_count, MethodTable** method_args, int32_t method_count, ObjectHandle out) {
  TypeContext context{type_args, uint32_t(type_count), method_args, uint32_t(method_count)};
  MethodTable* mt = resolve_type(module.module, token, context);
  if (!mt) throw_absent();
  set(out, runtime_type(mt));
}

MethodDesc* ModuleHandle_ResolveMethod(ModuleArg module, uint32_t token, MethodTable** type_args, int32_t type_count, MethodTable** method_args, int32_t method_count) {
  MethodDesc* m = resolve_method(module.module, token, {type_args, uint32_t(type_count), method_args, uint32_t(method_count)});
  if (!m) throw_absent();
  return m;
}

// Always of the definition: the caller puts it onto the instantiation.
FieldDesc* ic_Ahead_RuntimeCalls_ResolveField(const ModuleInfo* module, uint32_t token) {
  const uint32_t* row = metadata_of(module).row(token);
  return row && table_of(token) == kTableField ? find_field(resolve_type(module, make_token(kTableTypeDef, row[abi::kFieldParent]), {}), token) : nullptr;
}

void AssemblyNative_GetTypeCore(AssemblyArg a, const char* name, const char* const* nested_names, int32_t count, ObjectHandle out) {
  set(out, runtime_type(type_by_name(a.module, name, nested_names, count, false)));
}

void AssemblyNative_GetTypeCoreIgnoreCase(AssemblyArg a, const char16_t* name, const char16_t* const* nested_names, int32_t count, ObjectHandle out) {
  auto utf8 = [](const char16_t* s, Text& text) {
    size_t n = 0;
    while (s[n]) n++;
    text.utf16(new_string(s, n));
  };
  Text full;
  utf8(name, full);
  MethodTable* mt = type_by_name(a.module, full.c_str(), nullptr, 0, true);
  for (int32_t i = 0; mt && i < count; i++) {
    Text part;
    utf8(nested_names[i], part);
    mt = nested(mt, part.c_str(), true);
  }
  set(out, runtime_type(mt));
}

void RuntimeModule_GetTypes(ModuleArg m, ObjectHandle out) { list_types(m.module, false, true, out); }
void AssemblyNative_GetExportedTypes(AssemblyArg a, ObjectHandle out) { list_types(a.module, true, false, out); }
void AssemblyNative_GetForwardedType(AssemblyArg, uint32_t, ObjectHandle out) { set(out, nullptr); }

// ---- manifest resources ----
static const abi::ResourceInfo* find_resource(const ModuleInfo* m, const char16_t* name) {
  size_t n = 0;
  while (name[n]) n++;
  Text text;
  text.utf16(new_string(name, n));
  for (uint64_t i = 0; i < m->resource_count; i++) if (!strcmp(m->resources[i].name, text.c_str())) return &m->resources[i];
  return nullptr;
}

const uint8_t* AssemblyNative_GetResource(AssemblyArg a, const char16_t* name, uint32_t* length) {
  const abi::ResourceInfo* r = find_resource(a.module, name);
  *length = r ? uint32_t(r->size) : 0;
  return r ? r->data : nullptr;
}

void AssemblyNative_GetManifestResourceNames(AssemblyArg a, ObjectHandle out) {
  auto* list = reinterpret_cast<Array*>(gc_alloc_array(ahead_mt_StringArray, int64_t(a.module->resource_count)));
  set(out, list);
  for (uint64_t i = 0; i < a.module->resource_count; i++) gc_store(list->as<void*>() + i, new_string(a.module->resources[i].name));
}

// ResourceLocation: embedded, in the manifest's file.
int32_t AssemblyNative_GetManifestResourceInfo(AssemblyArg a, const char16_t* name, ObjectHandle assembly, ObjectHandle file) {
  set(assembly, nullptr);
  set(file, nullptr);
  return find_resource(a.module, name) ? 5 : -1;
}

MethodDesc* ic_Ahead_RuntimeCalls_EntryMethod(const ModuleInfo* m) {
  return m->metadata && m->metadata->entry_point ? resolve_method(m, m->metadata->entry_point, {}) : nullptr;
}

// Modules by number, for the overlay, which makes their objects.
int32_t ic_Ahead_RuntimeCalls_ModuleCount() { return int32_t(ahead_program.module_count); }
const void* ic_Ahead_RuntimeCalls_ModuleNumber(int32_t i) { return ahead_program.modules[i]; }

const void* ic_Ahead_RuntimeCalls_FindModule(const String* name) {
  Text text;
  text.utf16(name);
  for (uint64_t i = 0; i < ahead_program.module_count; i++)
    if (equal(ahead_program.modules[i]->name, text.c_str(), true)) return ahead_program.modules[i];
  return nullptr;
}

const void* ic_Ahead_RuntimeCalls_FindSatellite(const String* name, const String* culture) {
  Text text, of;
  text.utf16(name);
  of.utf16(culture);
  for (uint64_t i = 0; i < ahead_program.satellite_count; i++)
    if (const ModuleInfo* m = ahead_program.satellites[i]; equal(m->name, text.c_str(), true) && equal(m->culture, of.c_str(), true)) return m;
  return nullptr;
}

void* ic_Ahead_RuntimeCalls_ReferencedAssembly(const ModuleInfo* module, int32_t index) {
  Metadata m = metadata_of(module);
  const uint32_t* row = m.row(kTableAssemblyRef, uint32_t(index) + 1);
  return row ? new_string(m.name(row[abi::kAssemblyRefDisplayName])) : nullptr;
}

}  // extern "C"
