// Named mutexes. Inside the process a name stands for one WaitObject, which does all the waiting between threads. Between processes it stands for a
// file in the temporary folder: whoever has taken the WaitObject then takes the file's lock. Open file description locks are used: they belong to
// the open file and not to the process, and the kernel drops them with it, however the process ends. Three bytes of the file have a meaning:
//   byte 0  locked shared while a process has the mutex open: a lock of it alone means "created new"
//   byte 1  locked while a thread owns the mutex
//   byte 2  written 1 by an owner and 0 when it leaves: what is 1 under a fresh lock was abandoned
// Files stay behind; an empty file is the price of not racing over their removal.
#include "runtime/threads/named_mutex.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "runtime/os/os.h"
#include "runtime/threads/lock.h"

#ifndef F_OFD_SETLK
#define F_OFD_SETLK 37
#endif

namespace ahead {

struct NamedMutex {
  NamedMutex* next;
  WaitObject* object;
  int fd;
  char name[];            // with its folder: "global/x"
};

namespace {
constinit Lock g_lock;    // the list
constinit NamedMutex* g_list = nullptr;
enum Byte { kExists = 0, kOwned = 1, kState = 2 };

bool lock_byte(int fd, int byte, short type) {
  struct flock region;
  memset(&region, 0, sizeof region);
  region.l_type = type;
  region.l_whence = SEEK_SET;
  region.l_start = byte;
  region.l_len = 1;
  return fcntl(fd, F_OFD_SETLK, &region) == 0;
}

// <tmp>/.ahead-<user>/<scope>, made as needed and private to the user.
bool folder_of(const char* scope, char* path, size_t size) {
  const char* base = getenv("TMPDIR");
  if (!base || !*base) base = "/tmp";
  int n = snprintf(path, size, "%s/.ahead-%u", base, (unsigned)geteuid());
  if (n <= 0 || (size_t)n >= size) return false;
  if (mkdir(path, 0700) && errno != EEXIST) return false;
  struct stat status;
  if (lstat(path, &status) || !S_ISDIR(status.st_mode) || status.st_uid != geteuid()) return false;
  int m = snprintf(path + n, size - (size_t)n, "/%s", scope);
  if (m <= 0 || (size_t)(n + m) >= size) return false;
  return !mkdir(path, 0700) || errno == EEXIST;
}

int open_file(const char* name) {
  char path[1024];
  const char* slash = strchr(name, '/');
  char scope[32] = {};
  memcpy(scope, name, (size_t)(slash - name));
  if (!folder_of(scope, path, sizeof path)) return -1;
  size_t n = strlen(path);
  if ((size_t)snprintf(path + n, sizeof path - n, "%s", slash) >= sizeof path - n) return -1;
  return open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

// Under g_lock.
NamedMutex* find(const char* name) {
  for (NamedMutex* m = g_list; m; m = m->next)
    if (!strcmp(m->name, name)) return m;
  return nullptr;
}
void forget(NamedMutex* mutex) {
  for (NamedMutex** at = &g_list; *at; at = &(*at)->next)
    if (*at == mutex) { *at = mutex->next; break; }
  close(mutex->fd);
  free(mutex);
}

NamedMutex* make(const char* name, bool must_exist, NamedMutexError* error, bool* created) {
  int fd = open_file(name);
  if (fd < 0) { *error = NamedMutexError::System; return nullptr; }
  bool alone = lock_byte(fd, kExists, F_WRLCK);
  if (must_exist && alone) {
    close(fd);
    *error = NamedMutexError::NotFound;
    return nullptr;
  }
  if (alone) {  // left over from a process that ended while it owned the mutex, and everybody has gone: new again
    char clear[3] = {};
    if (pwrite(fd, clear, sizeof clear, 0) < 0) {}
  }
  lock_byte(fd, kExists, F_RDLCK);
  size_t n = strlen(name) + 1;
  NamedMutex* mutex = (NamedMutex*)calloc(1, sizeof(NamedMutex) + n);
  WaitObject* object = mutex ? mutex_create(false) : nullptr;
  if (!object) {
    free(mutex);
    close(fd);
    *error = NamedMutexError::System;
    return nullptr;
  }
  mutex->object = object;
  mutex->fd = fd;
  memcpy(mutex->name, name, n);
  mutex->next = g_list;
  g_list = mutex;
  *created = alone;
  return mutex;
}
}  // namespace

WaitObject* named_mutex_open(const char* name, bool must_exist, NamedMutexError* error, bool* created) {
  Locked locked(g_lock);
  *created = false;
  *error = NamedMutexError::None;
  if (NamedMutex* known = find(name)) {
    wait_object_share(known->object);
    return known->object;
  }
  NamedMutex* fresh = make(name, must_exist, error, created);
  if (!fresh) return nullptr;
  wait_object_set_named(fresh->object, fresh);
  return fresh->object;
}

// The file's lock has no queue and no timeout that fits: asked for again and again, less and less often.
bool named_mutex_take(NamedMutex* mutex, int32_t timeout_ms, bool* abandoned) {
  uint64_t deadline = os_deadline(timeout_ms), pause = 20000;
  while (!lock_byte(mutex->fd, kOwned, F_WRLCK)) {
    uint64_t now = os_monotonic_ns();
    if (now >= deadline) return false;
    uint32_t never = 0;
    thread_safe_wait(&never, 0, now + pause < deadline ? now + pause : deadline);
    if (pause < 5000000) pause *= 2;
  }
  char state = 0;
  if (pread(mutex->fd, &state, 1, kState) != 1) state = 0;
  *abandoned = state == 1;
  state = 1;
  if (pwrite(mutex->fd, &state, 1, kState) < 0) {}
  return true;
}

void named_mutex_give(NamedMutex* mutex, bool abandoned) {
  char state = 0;
  if (!abandoned && pwrite(mutex->fd, &state, 1, kState) < 0) {}
  lock_byte(mutex->fd, kOwned, F_UNLCK);
}

void named_mutex_close(WaitObject* object) {
  Locked locked(g_lock);
  if (NamedMutex* gone = wait_object_unshare(object)) forget(gone);
}

}  // namespace ahead
