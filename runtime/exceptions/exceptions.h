// Managed exceptions on the Itanium unwinder: throw, dispatch, stack traces, hardware faults.
//
// A throw allocates an InFlight record (malloc; its first member is what the unwinder sees) and links it into
// ahead_thread.exception_chain. Phase 1 asks ahead_personality of each frame whether a clause catches: typed clauses by cast,
// filters by calling the outlined filter function at once, on top of the thrower's stack. Phase 2 runs cleanups (finally, fault)
// and lands in the catch block, which calls ahead_begin_catch: the record ends, the object is the catch variable's.
// If phase 1 finds nobody, the process reports the exception, unwinds the whole stack for its finally blocks, and aborts.
#pragma once
#include <unwind.h>
#include "gc/gc.h"
#include "types/objects.h"

namespace ahead {

struct InFlight {
  _Unwind_Exception header;
  void* object;                // the exception; a GC root
  InFlight* next;              // older records of this thread
  void** trace_frame;          // frame pointer of the next frame that the stack trace has not recorded
  uintptr_t handler_cfa;       // found in phase 1
  uintptr_t handler_pad;
  intptr_t handler_selector;
  uintptr_t landing_cfa;       // frame whose cleanup runs at the moment, 0 before the first
  uintptr_t landing_pad;
  bool handler_unwraps;        // the handler belongs to code that sees what was thrown, not the exception around it
  bool rethrow;                // until the first frame was recorded
};

// For the collector: every in-flight exception object of a (stopped) thread. The slot may be updated.
inline void visit_in_flight(abi::ThreadBlock& thread, void (*visit)(void** slot, void* context), void* context) {
  for (auto* r = static_cast<InFlight*>(thread.exception_chain); r; r = r->next) visit(&r->object, context);
}

// Signal handlers for SIGSEGV and SIGBUS; once per process.
void exceptions_init();
// Alternate signal stack of the calling thread, so that a stack overflow can be reported; release before the thread ends.
void exceptions_init_thread();
void exceptions_exit_thread();

// Prints as dotnet does; the second one of a thread ends the process at once.
void report_unhandled(void* exception);
// Aborts: exit code 134.
[[noreturn]] void die();
// Prints the report of a stack overflow with the frames from `frame` on, aborts.
[[noreturn]] void stack_overflow(void** frame);
// Prints "message", flushes, aborts.
[[noreturn]] void fail_fast(const char* message);

// -- stack traces: a Byte[] of u64 return addresses; the top bit marks the last frame before an ExceptionDispatchInfo.Throw --
constexpr uint64_t kForeignBoundary = uint64_t(1) << 63;
// In an expanded trace, which has an entry for each method that was inlined there: the depth for find_frame.
constexpr unsigned kDepthShift = 48;
constexpr uint64_t kDepthMask = 0x7fff;
void trace_append(InFlight*, void** last_frame);           // frames from record->trace_frame up to and including last_frame; null: all
void** trace_first(void** frame);                          // for last_frame: up to the first method that a trace shows
void* trace_capture(void** first_frame, int32_t skip);      // Byte[] of the calling thread's frames
void* trace_expand(void* trace);
void trace_text(const void* trace, Text& out);             // "   at T.M(args)\n   at …", no newline at the end

// The method that contains `address`, or null if it is not managed code. Async-signal-safe after the first call.
const abi::MethodName* find_method(const void* address);
void prepare_method_table();
const abi::MethodName* method_of(const void* code);         // by the start of its code
// What a return address stands for: a method and what it was inlined into, innermost (depth 0) first. method: null if it is not managed; file: null if unknown.
struct Frame { const abi::MethodName* method; const char* file; uint32_t line; };
bool find_frame(const void* return_address, uint32_t depth, Frame*);     // false: no such depth

}  // namespace ahead

extern "C" {
// Calls fn(a, b); an exception that leaves it is stored to *exception and 0 is returned.
uint64_t ahead_guarded_call(void* fn, void* a, void* b, void** exception);
_Unwind_Reason_Code ahead_personality(int, _Unwind_Action, _Unwind_Exception_Class, _Unwind_Exception*, _Unwind_Context*);
void ahead_prepare_foreign_raise();
}
