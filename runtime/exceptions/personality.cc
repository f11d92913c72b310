#include "exceptions/exceptions.h"
#include "exceptions/lsda.h"
#include <stdlib.h>

using namespace ahead;

extern "C" void managed_FirstChanceException(void* exception);
extern "C" void* managed_Unwrap(void* exception);
extern "C" char ahead_guard_landing[] __attribute__((visibility("hidden")));

namespace ahead {
namespace {

constexpr int kFramePointer = 6;   // DWARF number of rbp
constexpr _Unwind_Exception_Class kManaged = 0x41484541442e4e45;  // "AHEAD.NE"

InFlight* record_of(_Unwind_Exception* e) { return reinterpret_cast<InFlight*>(e); }

// What a clause sees of the exception.
void* seen_by(const abi::ClauseDesc* clause, InFlight* record) {
  return clause->kind & abi::kClauseUnwraps ? managed_Unwrap(record->object) : record->object;
}

// A filter that throws answers false (ECMA-335 I.12.4.2.5 leaves it open; CoreCLR swallows the exception).
bool run_filter(const abi::ClauseDesc* clause, InFlight* record, _Unwind_Context* context) {
  auto* frame = reinterpret_cast<void**>(_Unwind_GetGR(context, kFramePointer));
  trace_append(record, frame);
  void* thrown = nullptr;
  uint64_t answer = ahead_guarded_call(reinterpret_cast<void*>(clause->filter), seen_by(clause, record), frame, &thrown);
  return !thrown && int32_t(answer) != 0;
}

bool clause_catches(const abi::ClauseDesc* clause, InFlight* record, _Unwind_Context* context) {
  if (!clause) return true;
  if ((clause->kind & abi::kClauseKindMask) == abi::kClauseFilter) return run_filter(clause, record, context);
  return ahead_isinst(seen_by(clause, record), const_cast<MethodTable*>(clause->type)) != nullptr;
}

void found(InFlight* record, _Unwind_Context* context, uintptr_t pad, intptr_t selector) {
  record->handler_cfa = _Unwind_GetCFA(context);
  record->handler_pad = pad;
  record->handler_selector = selector;
  trace_append(record, reinterpret_cast<void**>(_Unwind_GetGR(context, kFramePointer)));
}

_Unwind_Reason_Code search(InFlight* record, _Unwind_Context* context, const Lsda& lsda) {
  ActionCursor cursor{lsda.first_action ? lsda.actions + lsda.first_action - 1 : nullptr};
  intptr_t filter;
  while (next_action(cursor, filter)) {
    if (filter <= 0) continue;
    const abi::ClauseDesc* clause = clause_at(lsda, filter);
    if (!clause_catches(clause, record, context)) continue;
    found(record, context, lsda.landing_pad, filter);
    record->handler_unwraps = clause && clause->kind & abi::kClauseUnwraps;
    return _URC_HANDLER_FOUND;
  }
  return _URC_CONTINUE_UNWIND;
}

bool has_cleanup(const Lsda& lsda) {
  if (!lsda.first_action) return true;
  ActionCursor cursor{lsda.actions + lsda.first_action - 1};
  intptr_t filter;
  while (next_action(cursor, filter)) if (filter == 0) return true;
  return false;
}

_Unwind_Reason_Code land(_Unwind_Exception* e, _Unwind_Context* context, uintptr_t pad, intptr_t selector) {
  _Unwind_SetGR(context, __builtin_eh_return_data_regno(0), reinterpret_cast<uintptr_t>(e));
  _Unwind_SetGR(context, __builtin_eh_return_data_regno(1), uintptr_t(selector));
  _Unwind_SetIP(context, pad);
  return _URC_INSTALL_CONTEXT;
}

// A finally block that throws never resumes the exception that it interrupted. Its record is dead when the same block of the same
// frame is entered again, or when frames older than it are reached (see end_superseded).
void note_landing(InFlight* record, uintptr_t cfa, uintptr_t pad) {
  for (InFlight** link = reinterpret_cast<InFlight**>(&record->next); InFlight* r = *link;) {
    if (r->landing_cfa != cfa || r->landing_pad != pad) { link = &r->next; continue; }
    *link = r->next;
    free(r);
  }
  record->landing_cfa = cfa;
  record->landing_pad = pad;
}

void end_superseded(uintptr_t catching_cfa) {
  for (InFlight** link = reinterpret_cast<InFlight**>(&ahead_thread.exception_chain); InFlight* r = *link;) {
    if (!r->landing_cfa || r->landing_cfa >= catching_cfa) { link = &r->next; continue; }
    *link = r->next;
    free(r);
  }
}

void unlink(InFlight* record) {
  for (InFlight** link = reinterpret_cast<InFlight**>(&ahead_thread.exception_chain); *link; link = &(*link)->next)
    if (*link == record) { *link = record->next; return; }
}

// CoreCLR's search and its filter and finally blocks run on top of the frame that threw, about 16 KB for each exception in flight. Here they are cheaper, and
// throwing again and again from such blocks would take a time that grows with the square of the depth before the stack ends: it ends at the depth below.
constexpr uintptr_t kStackPerException = 8 * 1024;

void check_depth(void** frame) {
  uintptr_t depth = 1;
  for (auto* r = static_cast<InFlight*>(ahead_thread.exception_chain); r; r = r->next) depth++;
  if (ahead_thread.stack_high && depth * kStackPerException > uintptr_t(ahead_thread.stack_high - ahead_thread.stack_limit)) stack_overflow(frame);
}

InFlight* new_record(void* exception, void** frame, bool rethrow) {
  end_superseded(reinterpret_cast<uintptr_t>(frame));
  check_depth(frame);
  auto* r = static_cast<InFlight*>(aligned_alloc(16, (sizeof(InFlight) + 15) & ~size_t(15)));
  if (!r) fail_fast("Out of memory.");
  *r = InFlight{};
  r->header.exception_class = kManaged;
  r->object = exception;
  r->trace_frame = frame;
  r->rethrow = rethrow;
  r->next = static_cast<InFlight*>(ahead_thread.exception_chain);
  ahead_thread.exception_chain = r;
  return r;
}

__thread bool foreign_raise __attribute__((tls_model("initial-exec")));

_Unwind_Reason_Code stop_at_end(int, _Unwind_Action actions, _Unwind_Exception_Class, _Unwind_Exception*, _Unwind_Context*, void*) {
  if (actions & _UA_END_OF_STACK) die();
  return _URC_NO_REASON;
}

// Nobody catches it: CoreCLR reports the exception first, then runs the finally blocks, then aborts.
[[noreturn]] void end_unhandled(InFlight* record) {
  trace_append(record, nullptr);
  report_unhandled(record->object);
  _Unwind_ForcedUnwind(&record->header, stop_at_end, nullptr);
  die();
}

_Unwind_Reason_Code stop_at_entry(int, _Unwind_Action, _Unwind_Exception_Class, _Unwind_Exception*, _Unwind_Context* context, void* entry) {
  if (_Unwind_GetCFA(context) >= reinterpret_cast<uintptr_t>(entry)) die();
  return _URC_NO_REASON;
}

// Nobody on this side of a native caller catches it, and native frames are never unwound: as above, up to the frame that native code called.
[[noreturn]] void end_unhandled_below(InFlight* record, _Unwind_Context* context, void** frame) {
  trace_append(record, frame);
  report_unhandled(record->object);
  _Unwind_ForcedUnwind(&record->header, stop_at_entry, reinterpret_cast<void*>(_Unwind_GetCFA(context)));
  die();
}

bool throws_are_watched;

uint64_t notify(void* exception, void*) {
  managed_FirstChanceException(exception);
  return 0;
}

// AppDomain.FirstChanceException: before the first pass, with the throwing frame in the trace. A handler's own exception goes nowhere.
void first_chance(InFlight* record) {
  trace_append(record, trace_first(record->trace_frame));
  void* thrown = nullptr;
  ahead_guarded_call(reinterpret_cast<void*>(notify), record->object, nullptr, &thrown);
}

[[noreturn]] void dispatch(InFlight* record) {
  if (throws_are_watched) first_chance(record);
  _Unwind_RaiseException(&record->header);
  end_unhandled(record);
}

void mark_foreign_boundary(void* exception) {
  auto* trace = static_cast<Array*>(field_at<void*>(exception, ahead_offset_Exception__stackTrace));
  if (!trace || trace->length < 8) return;
  auto* copy = static_cast<Array*>(ahead_alloc_array(ahead_mt_ByteArray, trace->length));
  trace = static_cast<Array*>(field_at<void*>(exception, ahead_offset_Exception__stackTrace));
  __builtin_memcpy(copy->data, trace->data, trace->length);
  copy->as<uint64_t>()[trace->length / 8 - 1] |= kForeignBoundary;
  store_ref(exception, ahead_offset_Exception__stackTrace, copy);
}

}  // namespace
}  // namespace ahead

extern "C" {

void managed_ThrowNullReference();
void managed_ThrowWrapped(void* object);

[[noreturn]] void ahead_throw_null_reference() {
  managed_ThrowNullReference();
  __builtin_unreachable();
}

[[noreturn]] void ahead_throw(void* exception) {
  if (!exception) ahead_throw_null_reference();
  // Other languages throw any object; C# code catches it as RuntimeWrappedException.
  if (!ahead_isinst_class(exception, ahead_mt_Exception)) managed_ThrowWrapped(exception);
  if (foreign_raise) {
    foreign_raise = false;
    mark_foreign_boundary(exception);
  } else {
    field_at<void*>(exception, ahead_offset_Exception__stackTrace) = nullptr;
    field_at<void*>(exception, ahead_offset_Exception__stackTraceString) = nullptr;
  }
  dispatch(new_record(exception, static_cast<void**>(__builtin_frame_address(0)), false));
}

[[noreturn]] void ahead_rethrow(void* exception) {
  if (!ahead_isinst_class(exception, ahead_mt_Exception)) managed_ThrowWrapped(exception);
  dispatch(new_record(exception, static_cast<void**>(__builtin_frame_address(0)), true));
}

void* ahead_begin_catch(void* e) {
  InFlight* record = record_of(static_cast<_Unwind_Exception*>(e));
  void* object = record->handler_unwraps ? managed_Unwrap(record->object) : record->object;
  uintptr_t cfa = record->handler_cfa;
  unlink(record);
  free(record);
  if (ahead_thread.exception_chain) end_superseded(cfa);
  return object;
}

void ahead_prepare_foreign_raise() { foreign_raise = true; }
void ic_Ahead_RuntimeCalls_WatchThrows() { throws_are_watched = true; }

_Unwind_Reason_Code ahead_personality(int, _Unwind_Action actions, _Unwind_Exception_Class cls, _Unwind_Exception* e, _Unwind_Context* context) {
  if (cls != kManaged) return _URC_CONTINUE_UNWIND;      // a thread being cancelled: our cleanups expect an exception
  InFlight* record = record_of(e);
  if (actions & _UA_HANDLER_FRAME) return land(e, context, record->handler_pad, record->handler_selector);
  Lsda lsda;
  if (!find_call_site(context, lsda)) return _URC_CONTINUE_UNWIND;
  if (actions & _UA_SEARCH_PHASE) return search(record, context, lsda);
  if (!has_cleanup(lsda)) return _URC_CONTINUE_UNWIND;
  note_landing(record, _Unwind_GetCFA(context), lsda.landing_pad);
  return land(e, context, lsda.landing_pad, 0);
}

// Of functions that native code calls. Their caller is managed, too, when a native function has jumped to them at its end: then the search goes on.
_Unwind_Reason_Code ahead_entry_personality(int, _Unwind_Action actions, _Unwind_Exception_Class cls, _Unwind_Exception* e, _Unwind_Context* context) {
  if (cls != kManaged || !(actions & _UA_SEARCH_PHASE)) return _URC_CONTINUE_UNWIND;
  auto** frame = reinterpret_cast<void**>(_Unwind_GetGR(context, kFramePointer));
  prepare_method_table();
  if (find_method(frame[1])) return _URC_CONTINUE_UNWIND;
  end_unhandled_below(record_of(e), context, frame);
}

_Unwind_Reason_Code ahead_guard_personality(int, _Unwind_Action actions, _Unwind_Exception_Class cls, _Unwind_Exception* e, _Unwind_Context* context) {
  if (cls != kManaged) return _URC_CONTINUE_UNWIND;
  if (actions & _UA_SEARCH_PHASE) {
    found(record_of(e), context, reinterpret_cast<uintptr_t>(ahead_guard_landing), 0);
    return _URC_HANDLER_FOUND;
  }
  return land(e, context, reinterpret_cast<uintptr_t>(ahead_guard_landing), 0);
}

}
