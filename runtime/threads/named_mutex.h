// Mutexes that processes share by name.
#pragma once
#include "runtime/threads/threads.h"

namespace ahead {

struct NamedMutex;
enum class NamedMutexError { None, NotFound, System };
// name: "<scope>/<name>", the part behind the slash without slashes. The handle is closed by wait_object_close.
WaitObject* named_mutex_open(const char* name, bool must_exist, NamedMutexError*, bool* created);

// For wait.cc: the calling thread has taken the mutex's WaitObject, is about to leave it, closes a handle.
bool named_mutex_take(NamedMutex*, int32_t timeout_ms, bool* abandoned);
void named_mutex_give(NamedMutex*, bool abandoned);
void named_mutex_close(WaitObject*);

// From wait.cc, for named_mutex.cc. A handle more; the link to the name; a handle less: the name if that was the last one.
void wait_object_share(WaitObject*);
void wait_object_set_named(WaitObject*, NamedMutex*);
NamedMutex* wait_object_unshare(WaitObject*);

}  // namespace ahead
