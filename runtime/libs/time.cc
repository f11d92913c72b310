#include <sched.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/syscall.h>
#include "pal.h"

namespace {
int64_t nanoseconds(clockid_t id) {
  timespec t;
  clock_gettime(id, &t);
  return int64_t(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}
}  // namespace

// Ticks of 100 ns since 1970-01-01 UTC.
PAL int64_t SystemNative_GetSystemTimeAsTicks() { return nanoseconds(CLOCK_REALTIME) / 100; }
PAL int64_t SystemNative_GetTimestamp() { return nanoseconds(CLOCK_MONOTONIC); }
PAL uint64_t SystemNative_GetTimestampResolution() { return 1'000'000'000; }
// Milliseconds; the coarse clock costs no system call and is precise enough for Environment.TickCount.
PAL int64_t SystemNative_GetLowResolutionTimestamp() { return nanoseconds(CLOCK_MONOTONIC_COARSE) / 1'000'000; }
PAL int64_t SystemNative_GetBootTimeTicks() { return (nanoseconds(CLOCK_REALTIME) - nanoseconds(CLOCK_BOOTTIME)) / 100; }

PAL int32_t SystemNative_SchedGetCpu() { return sched_getcpu(); }
PAL uint32_t SystemNative_TryGetUInt32OSThreadId() { return uint32_t(syscall(SYS_gettid)); }

namespace {
int32_t fill_random(uint8_t* buffer, int32_t length) {
  for (int32_t done = 0; done < length;) {
    ssize_t n = getrandom(buffer + done, size_t(length - done), 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return -1;
    done += int32_t(n);
  }
  return 0;
}
}  // namespace

PAL void SystemNative_GetNonCryptographicallySecureRandomBytes(uint8_t* buffer, int32_t length) { fill_random(buffer, length); }
PAL int32_t SystemNative_GetCryptographicallySecureRandomBytes(uint8_t* buffer, int32_t length) { return fill_random(buffer, length); }

// Percentage of one machine's CPU used by this process since the previous call.
struct ProcessCpuInformation { uint64_t last_time, last_kernel, last_user; };
PAL double SystemNative_GetCpuUtilization(ProcessCpuInformation* previous) {
  rusage u;
  if (getrusage(RUSAGE_SELF, &u) == -1) return 0;
  auto to_ns = [](const timeval& t) { return uint64_t(t.tv_sec) * 1'000'000'000 + uint64_t(t.tv_usec) * 1000; };
  uint64_t kernel = to_ns(u.ru_stime), user = to_ns(u.ru_utime), now = uint64_t(nanoseconds(CLOCK_MONOTONIC));
  uint64_t busy = 0, elapsed = 0;
  if (now > previous->last_time) elapsed = now - previous->last_time;
  if (kernel >= previous->last_kernel && user >= previous->last_user) busy = kernel - previous->last_kernel + user - previous->last_user;
  *previous = {now, kernel, user};
  long cpus = sysconf(_SC_NPROCESSORS_ONLN);
  double used = elapsed && cpus > 0 ? double(busy) * 100.0 / double(elapsed) / double(cpus) : 0;
  return used < 0 ? 0 : used > 100 ? 100 : used;
}
