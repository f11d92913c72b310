// DllImport and NativeLibrary: libraries are found by the names that .NET on Linux tries, and looked up with dlopen/dlsym.
// "libc" is the C library itself. Found code is kept in the call's cell: the lookup runs once per entry.
#include <errno.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "abi/abi.h"
#include "corelib/handles.h"
#include "corelib/throw.h"
#include "types/objects.h"

using namespace ahead;

namespace {
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
struct Loaded { Loaded* next; void* handle; bool beside; char name[]; };
Loaded* loaded;
bool ask_resolvers, ask_events;
constexpr uint32_t kAssemblyDirectory = 2;   // DllImportSearchPath

bool ends_with_so(const char* name) {
  const char* p = strstr(name, ".so");
  return p && (p[3] == 0 || p[3] == '.');
}

void* try_open(const char* directory, const char* prefix, const char* name, const char* suffix, Text* errors) {
  Text path;
  path << directory << prefix << name << suffix;
  void* h = dlopen(path.c_str(), RTLD_LAZY);
  if (!h && errors) *errors << dlerror() << "\n";
  return h;
}

// The order in which the SDK's runtime tries: beside the program, then the loader's own search; with suffix before without
// unless the name has one already; each with and without the "lib" prefix. Names with a path are taken as they are.
void* open_library(const char* name, bool beside, Text* errors) {
  if (!strcmp(name, "libc") || !strcmp(name, "c")) return dlopen("libc.so.6", RTLD_LAZY);
  bool path = strchr(name, '/') != nullptr, suffixed = ends_with_so(name);
  char directory[4096];
  ssize_t n = readlink("/proc/self/exe", directory, sizeof directory - 1);
  directory[n > 0 ? n : 0] = 0;
  if (char* slash = strrchr(directory, '/')) slash[1] = 0;
  const char* suffixes[] = {suffixed ? "" : ".so", suffixed ? ".so" : ""};
  const char* prefixes[] = {"", "lib"};
  for (const char* suffix : suffixes)
    for (const char* prefix : prefixes) {
      if (path && *prefix) continue;
      if (!path && beside)
        if (void* h = try_open(directory, prefix, name, suffix, errors)) return h;
      if (void* h = try_open("", prefix, name, suffix, errors)) return h;
    }
  return nullptr;
}

[[noreturn]] void throw_not_found(const char* name, Text& errors) {
  Text message;
  message << "Unable to load shared library '" << name
          << "' or one of its dependencies. In order to help diagnose loading problems, consider using a tool like strace. If you're using glibc, "
             "consider setting the LD_DEBUG environment variable: \n"
          << errors.c_str();
  throw_managed(Throw::DllNotFound, message.c_str());
}

// Null: `errors` says why.
void* cached_library(const char* name, bool beside, Text& errors) {
  pthread_mutex_lock(&lock);
  for (Loaded* l = loaded; l; l = l->next)
    if (l->beside == beside && !strcmp(l->name, name)) {
      pthread_mutex_unlock(&lock);
      return l->handle;
    }
  pthread_mutex_unlock(&lock);
  void* handle = open_library(name, beside, &errors);
  if (!handle) return nullptr;
  auto* l = static_cast<Loaded*>(malloc(sizeof(Loaded) + strlen(name) + 1));
  strcpy(l->name, name);
  l->handle = handle;
  l->beside = beside;
  pthread_mutex_lock(&lock);
  l->next = loaded;
  loaded = l;
  pthread_mutex_unlock(&lock);
  return handle;
}

struct Utf8 {
  char* text;
  explicit Utf8(const char16_t* s) {
    size_t n = 0;
    while (s[n]) n++;
    text = static_cast<char*>(malloc(n * 3 + 1));
    char* o = text;
    for (size_t i = 0; i < n; i++) {
      uint32_t c = s[i];
      if (c >= 0xd800 && c < 0xdc00 && i + 1 < n && s[i + 1] >= 0xdc00 && s[i + 1] < 0xe000) c = 0x10000 + ((c - 0xd800) << 10) + (s[++i] - 0xdc00);
      if (c < 0x80) *o++ = char(c);
      else if (c < 0x800) *o++ = char(0xc0 | c >> 6), *o++ = char(0x80 | (c & 63));
      else if (c < 0x10000) *o++ = char(0xe0 | c >> 12), *o++ = char(0x80 | (c >> 6 & 63)), *o++ = char(0x80 | (c & 63));
      else *o++ = char(0xf0 | c >> 18), *o++ = char(0x80 | (c >> 12 & 63)), *o++ = char(0x80 | (c >> 6 & 63)), *o++ = char(0x80 | (c & 63));
    }
    *o = 0;
  }
  ~Utf8() { free(text); }
};

[[noreturn]] void throw_no_entry(const char* entry, const char* library) {
  Text message;
  message << "Unable to find an entry point named '" << entry << "' in shared library";
  if (library) message << " '" << library << "'";
  message << ".";
  throw_managed(Throw::EntryPointNotFound, message.c_str());
}
}  // namespace

extern "C" {
void ic_System_Runtime_InteropServices_Marshal_SetLastPInvokeError(int32_t);

void ic_Ahead_RuntimeCalls_AskResolvers() { __atomic_store_n(&ask_resolvers, true, __ATOMIC_RELEASE); }
void ic_Ahead_RuntimeCalls_AskEvents() { __atomic_store_n(&ask_events, true, __ATOMIC_RELEASE); }
intptr_t managed_ResolveLibrary(void* name, abi::MethodTable* owner, int32_t has_search_path, int32_t search_path);
intptr_t managed_ResolveLibraryByEvent(void* name, abi::MethodTable* owner, void* assembly);

static void* ask_event(void* name, abi::MethodTable* owner, void* assembly) {
  return __atomic_load_n(&ask_events, __ATOMIC_ACQUIRE) ? reinterpret_cast<void*>(managed_ResolveLibraryByEvent(name, owner, assembly)) : nullptr;
}

void* ahead_pinvoke_resolve(abi::PInvokeCell* cell) {
  void* handle = nullptr;
  bool given = cell->flags & abi::kPInvokeSearchPath;
  if (__atomic_load_n(&ask_resolvers, __ATOMIC_ACQUIRE))
    handle = reinterpret_cast<void*>(managed_ResolveLibrary(new_string(cell->library), cell->owner, given, int32_t(cell->search_path)));
  Text errors;
  if (!handle) handle = cached_library(cell->library, !given || (cell->search_path & kAssemblyDirectory), errors);
  if (!handle) handle = ask_event(new_string(cell->library), cell->owner, nullptr);
  if (!handle) throw_not_found(cell->library, errors);
  void* code = dlsym(handle, cell->entry);
  if (!code) throw_no_entry(cell->entry, cell->library);
  __atomic_store_n(&cell->code, code, __ATOMIC_RELEASE);
  return code;
}

intptr_t NativeLibrary_LoadFromPath(const char16_t* path, int32_t throws) {
  Utf8 name(path);
  void* h = dlopen(name.text, RTLD_LAZY);
  if (!h && throws) {
    Text errors;
    errors << dlerror() << "\n";
    throw_not_found(name.text, errors);
  }
  return intptr_t(h);
}
intptr_t NativeLibrary_LoadByName(const char16_t* library, ObjectHandle assembly, intptr_t, int32_t given, uint32_t search_path, int32_t throws) {
  Utf8 name(library);
  Text errors;
  void* h = open_library(name.text, !given || (search_path & kAssemblyDirectory), &errors);
  if (!h) h = ask_event(new_string(name.text), nullptr, *assembly);
  if (!h && throws) throw_not_found(name.text, errors);
  return intptr_t(h);
}
void NativeLibrary_FreeLib(intptr_t h) { dlclose(reinterpret_cast<void*>(h)); }
intptr_t NativeLibrary_GetSymbol(intptr_t h, const char16_t* symbol, int32_t throws) {
  Utf8 name(symbol);
  void* code = dlsym(reinterpret_cast<void*>(h), name.text);
  if (!code && throws) throw_no_entry(name.text, nullptr);
  return intptr_t(code);
}

// ---- environment under its Win32 names: UTF-16 on top of environ ----
char16_t* GetEnvironmentStringsW() {
  size_t bytes = 1;
  for (char** e = environ; e && *e; e++) bytes += strlen(*e) + 1;
  auto* block = static_cast<char16_t*>(malloc((bytes + 1) * 2));
  char16_t* o = block;
  for (char** e = environ; e && *e; e++) {
    const auto* s = reinterpret_cast<const uint8_t*>(*e);
    while (*s) {
      uint32_t c = *s++;
      int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
      if (more) c &= 0x3f >> more;
      for (; more && (*s & 0xc0) == 0x80; more--) c = c << 6 | (*s++ & 63);
      if (more || c > 0x10ffff) c = 0xfffd;
      if (c >= 0x10000) *o++ = char16_t(0xd800 + ((c - 0x10000) >> 10)), *o++ = char16_t(0xdc00 + ((c - 0x10000) & 0x3ff));
      else *o++ = char16_t(c);
    }
    *o++ = 0;
  }
  *o = 0;
  return block;
}
int32_t FreeEnvironmentStringsW(char16_t* block) {
  free(block);
  return 1;
}
// Length without the terminator if it fits, needed size with it if not, 0 (ERROR_ENVVAR_NOT_FOUND) if unset.
uint32_t GetEnvironmentVariableW(const char16_t* name, char16_t* buffer, uint32_t size) {
  constexpr int32_t kNotFound = 203;
  Utf8 key(name);
  const char* value = getenv(key.text);
  if (!value) {
    errno = kNotFound;  // what the caller's marshalling keeps as the last error
    return 0;
  }
  uint32_t n = 0;
  const auto* s = reinterpret_cast<const uint8_t*>(value);
  auto put = [&](char16_t c) {
    if (n < size) buffer[n] = c;
    n++;
  };
  while (*s) {
    uint32_t c = *s++;
    int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
    if (more) c &= 0x3f >> more;
    for (; more && (*s & 0xc0) == 0x80; more--) c = c << 6 | (*s++ & 63);
    if (c >= 0x10000) put(char16_t(0xd800 + ((c - 0x10000) >> 10))), put(char16_t(0xdc00 + ((c - 0x10000) & 0x3ff)));
    else put(char16_t(c));
  }
  if (n < size) {
    buffer[n] = 0;
    return n;
  }
  return n + 1;
}
int32_t SetEnvironmentVariableW(const char16_t* name, const char16_t* value) {
  Utf8 key(name);
  if (!value) return unsetenv(key.text) == 0;
  Utf8 text(value);
  return setenv(key.text, text.text, 1) == 0;
}
// Messages of the Win32 errors that CoreLib's own functions report here.
int32_t FormatMessageW(int32_t, intptr_t, uint32_t error, int32_t, char16_t* buffer, int32_t size, intptr_t) {
  const char* text = nullptr;
  switch (error) {
#define ROW(number, message) case number: text = message; break;
#include "corelib/win32_messages.def"
#undef ROW
  }
  int32_t n = 0;
  for (; text && text[n] && n < size - 1; n++) buffer[n] = char16_t(text[n]);
  if (size > 0) buffer[n] = 0;
  return n;
}

// ---- Marshal.GetLastPInvokeError ----
static __thread int32_t last_pinvoke_error __attribute__((tls_model("initial-exec")));
int32_t ic_System_Runtime_InteropServices_Marshal_GetLastPInvokeError() { return last_pinvoke_error; }
void ic_System_Runtime_InteropServices_Marshal_SetLastPInvokeError(int32_t error) { last_pinvoke_error = error; }
// Around calls with SetLastError.
void ic_System_StubHelpers_StubHelpers_ClearLastError() { errno = 0; }
void ic_System_StubHelpers_StubHelpers_SetLastError() { last_pinvoke_error = errno; }
}
