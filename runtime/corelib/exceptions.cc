// System.Exception's calls into the runtime, stack traces for System.Diagnostics, load errors.
#include "corelib/handles.h"
#include "exceptions/exceptions.h"
#include "types/names.h"
#include <unistd.h>

using namespace ahead;

extern "C" {

void managed_ThrowLoadError(int32_t kind, void* message);

[[noreturn]] void ahead_throw_load_error(int32_t kind, const char* message) {
  managed_ThrowLoadError(kind, new_string(message));
  __builtin_unreachable();
}

uint8_t ic_System_Exception_IsImmutableAgileException(void*) { return 0; }
void ic_System_Exception_PrepareForForeignExceptionRaise() { ahead_prepare_foreign_raise(); }
uint32_t ic_System_Exception_GetExceptionCount() { return 0; }

// Traces are never changed in place: the recorded one is already frozen.
void ExceptionNative_GetFrozenStackTrace(ObjectHandle exception, ObjectHandle out) {
  set(out, field_at<void*>(*exception, ahead_offset_Exception__stackTrace));
}

void ExceptionNative_GetMessageFromNativeResources(int32_t kind, ObjectHandle out) {
  static const char* const messages[] = {"", "Thread was being aborted.", "Thread was interrupted from a waiting state.",
                                         "Insufficient memory to continue the execution of the program."};
  set(out, new_string(messages[kind >= 1 && kind <= 3 ? kind : 0]));
}

void ExceptionNative_GetMethodFromStackTrace(ObjectHandle, ObjectHandle out) { set(out, nullptr); }

void FileLoadException_GetMessageForHR(int32_t, ObjectHandle out) { set(out, new_string("Unspecified error")); }
void GetFileLoadExceptionMessage(int32_t, ObjectHandle out) { set(out, new_string("Could not load file or assembly '{0}'. {1}")); }

// ---- Ahead.RuntimeCalls ----
void ic_Ahead_RuntimeCalls_Throw(void* exception) { ahead_throw(exception); }

void ic_Ahead_RuntimeCalls_WriteError(String* text) {
  Text bytes;
  bytes.utf16(text);
  const char* p = bytes.c_str();
  for (size_t left = bytes.size(); left;) {
    ssize_t n = write(2, p, left);
    if (n <= 0) return;
    p += n;
    left -= size_t(n);
  }
}

void* ic_Ahead_RuntimeCalls_TraceText(void* trace) {
  if (!trace) return nullptr;
  Text text;
  trace_text(trace, text);
  return new_string(text.c_str());
}

void* ic_Ahead_RuntimeCalls_TraceCapture(int32_t skip) { return trace_capture(static_cast<void**>(__builtin_frame_address(0)), skip); }
int32_t ic_Ahead_RuntimeCalls_TraceCount(Array* trace) { return trace ? int32_t(trace->length / 8) : 0; }

// Entries of an expanded trace.
void* ic_Ahead_RuntimeCalls_TraceExpand(void* trace) { return trace_expand(trace); }

static uint64_t trace_entry(Array* trace, int32_t index) { return trace->as<uint64_t>()[index]; }

static Frame trace_frame(Array* trace, int32_t index) {
  uint64_t entry = trace_entry(trace, index);
  Frame frame{};
  find_frame(reinterpret_cast<void*>(entry & ((uint64_t(1) << kDepthShift) - 1)), uint32_t(entry >> kDepthShift & kDepthMask), &frame);
  return frame;
}

// A frame's name for managed code: the method's number, counted from 1.
int32_t ic_Ahead_RuntimeCalls_TraceFrame(Array* trace, int32_t index) {
  auto* m = trace_frame(trace, index).method;
  return m && !(m->flags & abi::kMethodHidden) ? int32_t(m - ahead_program.methods) + 1 : 0;
}

uint8_t ic_Ahead_RuntimeCalls_TraceBoundary(Array* trace, int32_t index) {
  if (!(trace_entry(trace, index) & kForeignBoundary)) return 0;
  auto* m = trace_frame(trace, index).method;
  return !(m && m->flags & abi::kMethodAsync);
}

void* ic_Ahead_RuntimeCalls_TraceFile(Array* trace, int32_t index, int32_t* line) {
  Frame frame = trace_frame(trace, index);
  *line = frame.file ? int32_t(frame.line) : 0;
  return new_string(frame.file);
}

int32_t ic_Ahead_RuntimeCalls_MethodAt(char* code) {
  auto* m = find_method(code + 1);
  return m ? int32_t(m - ahead_program.methods) + 1 : 0;
}

// "M[T](Int32 x)" is called M.
void* ic_Ahead_RuntimeCalls_MethodName(int32_t method) {
  const char* text = ahead_program.methods[method - 1].method;
  size_t n = 0;
  while (text[n] && text[n] != '(' && !(text[n] == '[' && n)) n++;
  return new_string(text, n);
}

const void* ic_Ahead_RuntimeCalls_MethodModule(int32_t method) { return ahead_program.modules[ahead_program.methods[method - 1].flags >> abi::kMethodModuleShift]; }

// The type that stack traces would print like the method's type: a generic type's definition.
void* ic_Ahead_RuntimeCalls_MethodType(int32_t method) {
  const char* wanted = ahead_program.methods[method - 1].type;
  Text name;
  for (uint64_t i = 0; i < ahead_program.type_count; i++) {
    MethodTable* mt = ahead_program.types[i];
    if (is_array(mt) || is_type_desc(mt) || (mt->info->generic_arity && !(mt->flags & abi::kFlagGenericTypical))) continue;
    name.clear();
    type_name(mt, kNameFull, name);
    const char* p = name.c_str();
    size_t k = 0;
    while (p[k] && (p[k] == wanted[k] || (p[k] == '+' && wanted[k] == '.'))) k++;
    if (!p[k] && !wanted[k]) return runtime_type(mt);
  }
  return nullptr;
}

uint8_t ic_Ahead_RuntimeCalls_FrameListed(int32_t position) { return !(ahead_program.methods[position - 1].flags & abi::kMethodUnlisted); }

void* ic_Ahead_RuntimeCalls_FrameText(int32_t position) {
  const abi::MethodName& m = ahead_program.methods[position - 1];
  Text text;
  text << m.type << (m.type[0] ? "." : "") << m.method;
  return new_string(text.c_str());
}

}
