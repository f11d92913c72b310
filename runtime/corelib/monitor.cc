// System.Threading.Monitor.
#include "corelib/throw.h"
#include "threads/threads.h"

using namespace ahead;

namespace {
enum EnterResult : int32_t { kContention = 0, kEntered = 1, kUseSlowPath = 2 };
enum LeaveAction : int32_t { kNone = 0, kSignal = 1, kYield = 2, kLeaveContention = 3, kError = 4 };

void require(Object* o) {
  if (!o) throw_managed(Throw::ArgumentNull, "obj");
}
void check(MonitorResult r) {
  if (r == MonitorResult::NotOwner) throw_managed(Throw::SynchronizationLock);
  if (r == MonitorResult::Interrupted) throw_managed(Throw::ThreadInterrupted);
}
}  // namespace

extern "C" {
// The fast paths never block and never throw.
uint8_t ic_System_Threading_Monitor_TryEnter_FastPath(Object* o) { return o && monitor_try_enter(o, 0) == MonitorResult::Ok; }
int32_t ic_System_Threading_Monitor_TryEnter_FastPath_WithTimeout(Object* o, int32_t timeout) {
  if (!o) return kUseSlowPath;
  if (monitor_try_enter(o, 0) == MonitorResult::Ok) return kEntered;
  return timeout == 0 ? kContention : kUseSlowPath;
}
int32_t ic_System_Threading_Monitor_Exit_FastPath(Object* o) { return o && monitor_exit(o) == MonitorResult::Ok ? kNone : kError; }
uint8_t ic_System_Threading_Monitor_IsEnteredNative(Object* o) { return monitor_is_entered(o); }

void Monitor_Enter_Slowpath(Object** o) {
  require(*o);
  check(monitor_enter(*o));
}
int32_t Monitor_TryEnter_Slowpath(Object** o, int32_t timeout) {
  require(*o);
  if (timeout < -1) throw_managed(Throw::ArgumentOutOfRange, "millisecondsTimeout");
  MonitorResult r = monitor_try_enter(*o, timeout);
  if (r == MonitorResult::TimedOut) return 0;
  check(r);
  return 1;
}
void Monitor_Exit_Slowpath(Object** o, int32_t action) {
  require(*o);
  if (action == kError) throw_managed(Throw::SynchronizationLock);
}
int32_t Monitor_Wait(Object** o, int32_t timeout) {
  require(*o);
  MonitorResult r = monitor_wait(*o, timeout);
  if (r == MonitorResult::TimedOut) return 0;
  check(r);
  return 1;
}
void Monitor_Pulse(Object** o) {
  require(*o);
  check(monitor_pulse(*o));
}
void Monitor_PulseAll(Object** o) {
  require(*o);
  check(monitor_pulse_all(*o));
}
int64_t Monitor_GetLockContentionCount() { return int64_t(monitor_contention_count()); }
}
