#include "exceptions/exceptions.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern "C" void managed_UnhandledException(void* exception);

namespace ahead {
namespace {

void print(const char* s) { if (write(2, s, strlen(s)) < 0) {} }

uint64_t report(void* exception, void*) {
  managed_UnhandledException(exception);
  return 0;
}

}  // namespace

void die() {
  signal(SIGABRT, SIG_DFL);
  abort();
}

void fail_fast(const char* message) {
  print(message);
  print("\n");
  die();
}

void report_unhandled(void* exception) {
  static __thread bool reporting;
  if (reporting) fail_fast("Fatal error: an exception was thrown while an unhandled exception was reported.");
  reporting = true;
  void* second = nullptr;
  ahead_guarded_call(reinterpret_cast<void*>(report), exception, nullptr, &second);
  if (second) {
    Text text;
    const TypeInfo* info = mt_of(exception)->info;
    text << "Unhandled exception. " << info->name_space << (info->name_space[0] ? "." : "") << info->name;
    if (auto* message = field_at<String*>(exception, ahead_offset_Exception__message)) (text << ": ").utf16(message);
    text << '\n';
    if (void* trace = field_at<void*>(exception, ahead_offset_Exception__stackTrace)) { trace_text(trace, text); text << '\n'; }
    print(text.c_str());
  }
}

}  // namespace ahead

extern "C" {

[[noreturn]] void ahead_missing(const char* name) {
  ahead::Text text;
  text << "Fatal error: this runtime does not implement " << name << ".";
  ahead::fail_fast(text.c_str());
}

}
