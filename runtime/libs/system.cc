// Users, host, process facts, low-level monitor, polling.
#include <dlfcn.h>
#include <grp.h>
#include <mntent.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>
#include "pal.h"

extern "C" int32_t SystemNative_ConvertErrorPlatformToPal(int32_t);
using ahead::pal::retry;

PAL uint32_t SystemNative_GetEUid() { return geteuid(); }
PAL uint32_t SystemNative_GetEGid() { return getegid(); }
PAL uint32_t SystemNative_GetUid() { return getuid(); }
PAL int32_t SystemNative_GetPid() { return getpid(); }
PAL int32_t SystemNative_GetGroups(int32_t count, uint32_t* groups) { return getgroups(count, groups); }

struct Passwd { char *name, *password; uint32_t uid, gid; char *info, *home, *shell; };
namespace {
int32_t convert(int error, passwd* found, const passwd& e, Passwd* out) {
  if (!found) {
    *out = {};
    return error ? error : -1;
  }
  *out = {e.pw_name, e.pw_passwd, e.pw_uid, e.pw_gid, e.pw_gecos, e.pw_dir, e.pw_shell};
  return 0;
}
}  // namespace
PAL int32_t SystemNative_GetPwUidR(uint32_t uid, Passwd* out, char* buffer, int32_t size) {
  passwd e, *found = nullptr;
  int error;
  while ((error = getpwuid_r(uid, &e, buffer, size_t(size), &found)) == EINTR) {}
  return convert(error, found, e, out);
}
PAL int32_t SystemNative_GetPwNamR(const char* name, Passwd* out, char* buffer, int32_t size) {
  passwd e, *found = nullptr;
  int error;
  while ((error = getpwnam_r(name, &e, buffer, size_t(size), &found)) == EINTR) {}
  return convert(error, found, e, out);
}

PAL int32_t SystemNative_GetHostName(char* name, int32_t size) { return gethostname(name, size_t(size)); }
PAL char* SystemNative_GetUnixRelease() {
  utsname u;
  return uname(&u) < 0 ? nullptr : strdup(u.release);
}
PAL int32_t SystemNative_GetUnixVersion(char* out, int32_t* capacity) {
  utsname u;
  if (uname(&u) < 0) return -1;
  int32_t n = snprintf(out, size_t(*capacity), "%s %s %s", u.sysname, u.release, u.version);
  bool fits = n < *capacity;
  *capacity = n + 1;
  return fits ? 0 : -1;
}
// System.Runtime.InteropServices.Architecture: X86 0, X64 1, Arm 2, Arm64 3
PAL int32_t SystemNative_GetOSArchitecture() {
#if defined(__x86_64__)
  return 1;
#else
  return 3;
#endif
}
PAL char* SystemNative_GetProcessPath() {
  char buffer[4096];
  ssize_t n = readlink("/proc/self/exe", buffer, sizeof buffer - 1);
  if (n <= 0) return nullptr;
  buffer[n] = 0;
  return strdup(buffer);
}
PAL int64_t SystemNative_SysConf(int32_t name) {
  if (name == 1) return sysconf(_SC_CLK_TCK);
  if (name == 2) return sysconf(_SC_PAGESIZE);
  errno = EINVAL;
  return -1;
}
PAL void SystemNative_SysLog(int32_t priority, const char* message, const char* arg) { syslog(priority, message, arg); }
PAL void SystemNative_Log(const char* text, int32_t size) { (void)retry([&] { return write(STDOUT_FILENO, text, size_t(size)); }); }
PAL void SystemNative_LogError(const char* text, int32_t size) { (void)retry([&] { return write(STDERR_FILENO, text, size_t(size)); }); }
PAL void* SystemNative_GetDefaultSearchOrderPseudoHandle() { return dlopen(nullptr, RTLD_LAZY); }
PAL int32_t SystemNative_SNPrintF_1S(char* out, int32_t size, const char* format, const char* arg) { return snprintf(out, size_t(size), format, arg); }
PAL int32_t SystemNative_SNPrintF_1I(char* out, int32_t size, const char* format, int32_t arg) { return snprintf(out, size_t(size), format, arg); }

PAL int32_t SystemNative_GetAllMountPoints(void (*found)(void*, const char*), void* context) {
  FILE* f = setmntent("/proc/mounts", "r");
  if (!f) return -1;
  char buffer[8192];
  mntent e;
  while (getmntent_r(f, &e, buffer, sizeof buffer)) found(context, e.mnt_dir);
  endmntent(f);
  return 0;
}

// ---- mutex with one condition, used by CoreLib's portable wait code ----
struct LowLevelMonitor { pthread_mutex_t mutex; pthread_cond_t condition; };
PAL LowLevelMonitor* SystemNative_LowLevelMonitor_Create() {
  auto* m = static_cast<LowLevelMonitor*>(malloc(sizeof(LowLevelMonitor)));
  if (!m) return nullptr;
  pthread_mutex_init(&m->mutex, nullptr);
  pthread_condattr_t a;
  pthread_condattr_init(&a);
  pthread_condattr_setclock(&a, CLOCK_MONOTONIC);
  pthread_cond_init(&m->condition, &a);
  return m;
}
PAL void SystemNative_LowLevelMonitor_Destroy(LowLevelMonitor* m) {
  pthread_cond_destroy(&m->condition);
  pthread_mutex_destroy(&m->mutex);
  free(m);
}
PAL void SystemNative_LowLevelMonitor_Acquire(LowLevelMonitor* m) { pthread_mutex_lock(&m->mutex); }
PAL void SystemNative_LowLevelMonitor_Release(LowLevelMonitor* m) { pthread_mutex_unlock(&m->mutex); }
PAL void SystemNative_LowLevelMonitor_Wait(LowLevelMonitor* m) { pthread_cond_wait(&m->condition, &m->mutex); }
PAL int32_t SystemNative_LowLevelMonitor_TimedWait(LowLevelMonitor* m, int32_t ms) {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  int64_t ns = t.tv_nsec + int64_t(ms % 1000) * 1'000'000;
  t.tv_sec += ms / 1000 + ns / 1'000'000'000;
  t.tv_nsec = ns % 1'000'000'000;
  return pthread_cond_timedwait(&m->condition, &m->mutex, &t) == 0;
}
PAL void SystemNative_LowLevelMonitor_Signal_Release(LowLevelMonitor* m) {
  pthread_cond_signal(&m->condition);
  pthread_mutex_unlock(&m->mutex);
}

// ---- poll: Interop.PollEvents are the POSIX numbers ----
struct PollEvent { int32_t fd; int16_t events, triggered; };
PAL int32_t SystemNative_Poll(PollEvent* events, uint32_t count, int32_t timeout, uint32_t* triggered) {
  int n = retry([&] { return poll(reinterpret_cast<pollfd*>(events), count, timeout); });
  if (n < 0) {
    *triggered = 0;
    return SystemNative_ConvertErrorPlatformToPal(errno);
  }
  *triggered = uint32_t(n);
  return 0;
}
static_assert(sizeof(PollEvent) == sizeof(pollfd));
