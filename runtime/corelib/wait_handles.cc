// The Win32-named wait handles that CoreLib's WaitHandle classes call.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "corelib/throw.h"
#include "threads/named_mutex.h"
#include "threads/threads.h"
#include "types/objects.h"

using namespace ahead;

namespace {
uint32_t interruptible(uint32_t wait_result) {
  if (wait_result == kWaitInterrupted) throw_managed(Throw::ThreadInterrupted);
  return wait_result;
}

// ---- named mutexes ----
enum : int32_t { kFileNotFound = 2, kInvalidHandle = 6, kInvalidName = 123, kAlreadyExists = 183, kNameTooLong = 206 };   // Win32 errors
constexpr size_t kMaxName = 255;

bool drop_prefix(const char16_t*& name, const char* prefix) {
  size_t n = 0;
  for (; prefix[n]; n++)
    if (name[n] != char16_t(prefix[n])) return false;
  name += n;
  return true;
}

// "Global\x", "Local\x" and "x" (local) become "global/x" or "local.<session>/x". 0, or a Win32 error.
int32_t file_name(const char16_t* name, bool this_user_only, char* out, size_t size) {
  bool global = drop_prefix(name, "Global\\");
  if (!global) drop_prefix(name, "Local\\");
  for (const char16_t* p = name; *p; p++)
    if (*p == '/' || *p == '\\') return kInvalidName;
  char utf8[4 * kMaxName + 1];
  size_t length = 0;
  while (name[length]) length++;
  if (!length) return kInvalidName;
  if (length > kMaxName) return kNameTooLong;
  to_utf8(new_string(name, length), utf8, sizeof utf8);
  if (strlen(utf8) > kMaxName) return kNameTooLong;
  int n = snprintf(out, size, global ? "global%s/%s" : "session%s/%s", this_user_only ? ".user" : "", utf8);
  return n > 0 && size_t(n) < size ? 0 : kNameTooLong;
}

intptr_t open_named(const char16_t* name, bool this_user_only, bool must_exist, bool owned, uint8_t* details, uint32_t details_size) {
  if (details && details_size) details[0] = 0;
  char path[4 * kMaxName + 32];
  int32_t code = file_name(name, this_user_only, path, sizeof path);
  bool created = false;
  NamedMutexError failure = NamedMutexError::None;
  WaitObject* object = code ? nullptr : named_mutex_open(path, must_exist, &failure, &created);
  if (failure == NamedMutexError::NotFound) code = kFileNotFound;
  if (failure == NamedMutexError::System) code = kInvalidHandle;
  if (object && owned && created) wait_one(object, 0);
  errno = object ? (created || must_exist ? 0 : kAlreadyExists) : code;
  return intptr_t(object);
}
}  // namespace

extern "C" {
// ---- wait handles; a failed call reports through GetLastPInvokeError ----
enum : uint32_t { kManualReset = 1, kInitiallySet = 2 };
intptr_t CreateEventExW(intptr_t, const uint16_t* name, uint32_t flags, uint32_t) {
  if (name) throw_managed(Throw::NotSupported, "Named synchronization primitives are not supported.");
  return intptr_t(event_create(flags & kManualReset, flags & kInitiallySet));
}
int32_t SetEvent(intptr_t h) { return event_set(reinterpret_cast<WaitObject*>(h)); }
int32_t ResetEvent(intptr_t h) { return event_reset(reinterpret_cast<WaitObject*>(h)); }
intptr_t CreateSemaphoreExW(intptr_t, int32_t initial, int32_t maximum, const uint16_t* name, uint32_t, uint32_t) {
  if (name) throw_managed(Throw::NotSupported, "Named synchronization primitives are not supported.");
  return intptr_t(semaphore_create(initial, maximum));
}
int32_t ReleaseSemaphore(intptr_t h, int32_t count, int32_t* previous) {
  return semaphore_release(reinterpret_cast<WaitObject*>(h), count, previous);
}
intptr_t PAL_CreateMutexW(int32_t owned, const char16_t* name, int32_t this_user_only, uint8_t* details, uint32_t details_size) {
  if (name && *name) return open_named(name, this_user_only != 0, false, owned != 0, details, details_size);
  errno = 0;
  return intptr_t(mutex_create(owned != 0));
}
intptr_t PAL_OpenMutexW(const char16_t* name, int32_t this_user_only, uint8_t* details, uint32_t details_size) {
  return open_named(name, this_user_only != 0, true, false, details, details_size);
}
int32_t ReleaseMutex(intptr_t h) { return mutex_release(reinterpret_cast<WaitObject*>(h)); }
int32_t CloseHandle(intptr_t h) {
  wait_object_close(reinterpret_cast<WaitObject*>(h));
  return 1;
}
int32_t WaitHandle_WaitOneCore(intptr_t h, int32_t timeout, int32_t) {
  return int32_t(interruptible(wait_one(reinterpret_cast<WaitObject*>(h), timeout)));
}
int32_t WaitHandle_WaitOnePrioritized(intptr_t h, int32_t timeout) { return int32_t(interruptible(wait_one(reinterpret_cast<WaitObject*>(h), timeout))); }
int32_t WaitHandle_WaitMultipleIgnoringSyncContext(WaitObject** handles, int32_t count, int32_t all, int32_t timeout) {
  if (count > 1)
    for (int32_t i = 0; i < count; i++)
      if (wait_object_is_named(handles[i])) throw_managed(Throw::PlatformNotSupported, "Wait operations on multiple wait handles including a named synchronization primitive are not supported on this platform.");
  if (all)
    for (int32_t i = 1; i < count; i++)
      for (int32_t k = 0; k < i; k++)
        if (handles[i] == handles[k]) throw_managed(Throw::DuplicateWaitObject);
  return int32_t(interruptible(wait_many(handles, uint32_t(count), all != 0, timeout)));
}
int32_t WaitHandle_SignalAndWait(intptr_t signal, intptr_t wait, int32_t timeout) {
  uint32_t result = signal_and_wait(reinterpret_cast<WaitObject*>(signal), reinterpret_cast<WaitObject*>(wait), timeout);
  if (result == kWaitNotOwner) throw_managed(Throw::Application, "Attempt to release mutex not owned by caller.\n (0x80070120)");
  return int32_t(interruptible(result));
}
void Interlocked_MemoryBarrierProcessWide() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
}
