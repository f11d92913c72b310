// Managed exceptions thrown by C++ bindings. They unwind through the C++ frames, which hold nothing that needs a destructor.
#pragma once
#include <stdint.h>

namespace ahead {
// Numbers agreed with managed/Throw.cs.
enum class Throw : int32_t {
  ArgumentNull = 0, SynchronizationLock = 1, ThreadInterrupted = 2, ThreadStart = 3, DllNotFound = 4, EntryPointNotFound = 5,
  ArgumentOutOfRange = 6, OutOfMemory = 7, NotSupported = 8, SemaphoreFull = 9, InvalidOperation = 10, MissingConstructor = 11, Argument = 40,
  ThreadState = 12, DuplicateWaitObject = 13, Application = 14, PlatformNotSupported = 15, OutOfRange = 16,   // OutOfRange: a message, no parameter
  GenericArgument = 41, TypeLoad = 42, FieldAccess = 43, InvalidCast = 45, Verification = 46, MemberAccess = 47, ArgumentOutOfExpectedRange = 44,   // the latter: the parameter
};
// text: the message, or the parameter's name for argument exceptions; null for the default message.
[[noreturn]] void throw_managed(Throw kind, const char* text = nullptr);
}  // namespace ahead
