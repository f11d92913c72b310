// System.Environment, AppContext, Debugger.
#include "corelib/handles.h"
#include "exceptions/exceptions.h"
#include "os/os.h"
#include "start/process.h"
#include <signal.h>
#include <string.h>

using namespace ahead;

extern "C" {

int32_t ic_System_Environment_get_ExitCode() { return latched_exit_code; }
void ic_System_Environment_set_ExitCode(int32_t code) { latched_exit_code = code; }
void Environment_Exit(int32_t code) { process_exit(code); }
int32_t Environment_GetProcessorCount() { return os_cpu_count(); }

// As dotnet: "Process terminated.", the message, the exception, the stack, abort.
void Environment_FailFast(void*, const char16_t* message, ObjectHandle exception, const char16_t* error_message) {
  Text text;
  auto append = [&](const char16_t* s) {
    size_t n = 0;
    while (s[n]) n++;
    text.utf16(new_string(s, n));
  };
  text << "Process terminated.";
  if (message) text << '\n';
  if (message) append(message);
  if (error_message) { text << '\n'; append(error_message); }
  text << '\n';
  trace_text(trace_capture(static_cast<void**>(__builtin_frame_address(0)), 0), text);
  if (exception && *exception) {
    const TypeInfo* t = mt_of(*exception)->info;
    text << '\n' << t->name_space << "." << t->name << ": ";
    text.utf16(field_at<String*>(*exception, ahead_offset_Exception__message));
  }
  fail_fast(text.c_str());
}

void* ic_Ahead_RuntimeCalls_Utf8ToString(const char* text) { return new_string(text); }

static const char* computed_knob(const char* name) {
  static char directory[4096];
  if (strcmp(name, "APP_CONTEXT_BASE_DIRECTORY")) return nullptr;
  const char* path = executable_path();
  const char* slash = strrchr(path, '/');
  size_t n = slash ? size_t(slash - path) + 1 : 0;
  memcpy(directory, path, n);
  directory[n] = 0;
  return directory;
}

void* ic_Ahead_RuntimeCalls_FindKnob(String* name) {
  char key[256];
  to_utf8(name, key, sizeof key);
  for (uint64_t i = 0; i < ahead_program.knob_count; i++)
    if (!strcmp(ahead_program.knobs[i].name, key)) return new_string(ahead_program.knobs[i].value);
  return new_string(computed_knob(key));
}

int32_t DebugDebugger_IsManagedDebuggerAttached() { return 0; }
uint8_t ic_System_Diagnostics_Debugger_get_IsAttached() { return 0; }
int32_t DebugDebugger_Launch() { return 0; }
void DebugDebugger_Break() { raise(5); }
int32_t DebugDebugger_IsLoggingHelper() { return 0; }
void DebugDebugger_Log(int32_t, const char16_t*, const char16_t*) {}
void DebugDebugger_CustomNotification(ObjectHandle) {}

}
