#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>
#include "runtime/os/cgroup.h"
#include "runtime/os/os.h"

namespace ahead {

// Raw system calls: safe in signal handlers and while other threads are stopped anywhere inside libc.
static long sys(long n, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0) {
  long r;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
  return r;
}

static void* sys_mmap(void* at, size_t bytes, int protection, int flags) {
  long r = sys(SYS_mmap, (long)at, (long)bytes, protection, flags, -1, 0);
  return (unsigned long)r > -4096ul ? nullptr : (void*)r;
}

// ---- memory ----
void* os_reserve(size_t bytes, size_t alignment) {
  uint8_t* p = (uint8_t*)sys_mmap(nullptr, bytes + alignment, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
  if (!p) return nullptr;
  uint8_t* aligned = (uint8_t*)(((uintptr_t)p + alignment - 1) & ~(alignment - 1));
  if (aligned != p) sys(SYS_munmap, (long)p, aligned - p);
  uint8_t* end = p + bytes + alignment;
  if (aligned + bytes != end) sys(SYS_munmap, (long)(aligned + bytes), end - (aligned + bytes));
  return aligned;
}
bool os_commit(void* at, size_t bytes) { return sys(SYS_mprotect, (long)at, (long)bytes, PROT_READ | PROT_WRITE) == 0; }
void* os_map(size_t bytes) { return sys_mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS); }
void* os_map_sparse(size_t bytes) {
  void* p = sys_mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
  if (p) sys(SYS_madvise, (long)p, (long)bytes, MADV_NOHUGEPAGE);
  return p;
}
void* os_remap(void* at, size_t old_bytes, size_t bytes) {
  long r = sys(SYS_mremap, (long)at, (long)old_bytes, (long)bytes, 1 /* MREMAP_MAYMOVE */);
  return (unsigned long)r > -4096ul ? nullptr : (void*)r;
}
void os_unmap(void* at, size_t bytes) { sys(SYS_munmap, (long)at, (long)bytes); }
bool os_make_executable(void* at, size_t bytes) { return mprotect(at, bytes, PROT_READ | PROT_EXEC) == 0; }
void os_discard(void* at, size_t bytes) { sys(SYS_madvise, (long)at, (long)bytes, MADV_DONTNEED); }

void os_flush_process_write_buffers() {
  static uint32_t registered;  // MEMBARRIER_CMD_PRIVATE_EXPEDITED needs it once
  if (!__atomic_load_n(&registered, __ATOMIC_ACQUIRE)) {
    sys(SYS_membarrier, 1 << 4, 0);
    __atomic_store_n(&registered, 1, __ATOMIC_RELEASE);
  }
  if (sys(SYS_membarrier, 1 << 3, 0) != 0) sys(SYS_membarrier, 1, 0);
}

// What the machine has, and what the process may have of it; looked up once (twice at once gives the same).
static uint64_t machine_memory() { return (uint64_t)sysconf(_SC_PHYS_PAGES) * kPageSize; }
uint64_t os_physical_memory() {
  static uint64_t bytes;
  if (uint64_t known = __atomic_load_n(&bytes, __ATOMIC_RELAXED)) return known;
  uint64_t physical = machine_memory(), limit = cgroup_memory_limit();
  uint64_t least = limit < physical ? limit : physical;
  __atomic_store_n(&bytes, least, __ATOMIC_RELAXED);
  return least;
}
bool os_memory_is_limited() { return os_physical_memory() < machine_memory(); }
uint64_t os_memory_load() {
  if (os_memory_is_limited()) {
    uint64_t used = cgroup_memory_used();
    if (used != UINT64_MAX) return used;
  }
  uint64_t total = file_number("/proc/meminfo", "MemTotal:"), available = file_number("/proc/meminfo", "MemAvailable:");
  return total == UINT64_MAX || available == UINT64_MAX || available > total ? os_resident_bytes() : (total - available) << 10;
}
uint64_t os_resident_bytes() {
  uint64_t kilobytes = file_number("/proc/self/status", "VmRSS:");
  return kilobytes == UINT64_MAX ? 0 : kilobytes << 10;
}

// ---- waiting ----
FutexResult os_futex_wait(uint32_t* word, uint32_t expected, uint64_t deadline_ns) {
  struct timespec until, *timeout = nullptr;
  if (deadline_ns != UINT64_MAX) {
    until = {(time_t)(deadline_ns / 1000000000), (long)(deadline_ns % 1000000000)};
    timeout = &until;
  }
  // FUTEX_WAIT_BITSET takes an absolute monotonic time, so a restart after a signal keeps the deadline.
  long r = sys(SYS_futex, (long)word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, expected, (long)timeout, 0, -1);
  if (r == 0) return FutexResult::Woken;
  if (r == -ETIMEDOUT) return FutexResult::TimedOut;
  return r == -EINTR ? FutexResult::Signal : FutexResult::Changed;
}
void os_futex_wake(uint32_t* word, int count) { sys(SYS_futex, (long)word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, count); }
uint64_t os_monotonic_ns() {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}
void os_sleep_until(uint64_t deadline_ns) {
  struct timespec until = {(time_t)(deadline_ns / 1000000000), (long)(deadline_ns % 1000000000)};
  while (sys(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, (long)&until, 0) == -EINTR) {}
}
void os_yield() { sys(SYS_sched_yield); }

// ---- threads ----
int32_t os_thread_id() { return (int32_t)sys(SYS_gettid); }

int os_thread_create(void* (*code)(void*), void* argument, size_t stack_size, uint64_t* handle) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (stack_size) pthread_attr_setstacksize(&attributes, (stack_size + 0xffff) & ~size_t(0xffff));
  pthread_t thread;
  int error = pthread_create(&thread, &attributes, code, argument);
  pthread_attr_destroy(&attributes);
  *handle = error ? 0 : (uint64_t)thread;
  return error;
}
int os_helper_create(void* (*code)(void*), void* argument, size_t stack_size, uint64_t* handle) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int error = os_thread_create(code, argument, stack_size, handle);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return error;
}
void os_thread_name(uint64_t handle, const char* name) {
  char cut[16];
  size_t n = strlen(name);
  if (n > 15) n = 15;
  while (n && ((uint8_t)name[n] & 0xc0) == 0x80) n--;  // not inside a UTF-8 sequence
  memcpy(cut, name, n);
  cut[n] = 0;
  pthread_setname_np((pthread_t)handle, cut);
}
extern "C" int pthread_getattr_np(pthread_t, pthread_attr_t*);
bool os_stack_bounds(uint8_t** low, uint8_t** high) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return false;
  void* base = nullptr;
  size_t size = 0;
  pthread_attr_getstack(&attributes, &base, &size);
  pthread_attr_destroy(&attributes);
  *low = (uint8_t*)base;
  *high = (uint8_t*)base + size;
  return size != 0;
}
size_t os_stack_limit_bytes(bool* unlimited) {
  struct { uint64_t now, most; } limit;
  *unlimited = sys(SYS_prlimit64, 0, RLIMIT_STACK, 0, (long)&limit) != 0 || limit.now > (size_t(1) << 32);
  return *unlimited ? size_t(8) << 20 : limit.now;
}
int os_cpu_count() {
  uint64_t mask[128];
  long bytes = sys(SYS_sched_getaffinity, 0, sizeof mask, (long)mask);
  int count = 0;
  for (long i = 0; i < bytes / 8; i++) count += __builtin_popcountll(mask[i]);
  if (const char* wanted = getenv("DOTNET_PROCESSOR_COUNT")) {
    long n = strtol(wanted, nullptr, 0);
    if (n > 0 && n <= 0xffff) return (int)n;
  }
  int quota = count > 1 ? cgroup_processors() : 0;
  if (quota && quota < count) count = quota;
  return count > 0 ? count : 1;
}

static pthread_key_t g_exit_key;
static uint32_t g_exit_key_made;
static void (*g_exit_code)(void*);
static void run_exit_code(void* argument) { g_exit_code(argument); }
void os_at_thread_exit(void (*code)(void*), void* argument) {
  uint32_t unmade = 0;
  if (__atomic_compare_exchange_n(&g_exit_key_made, &unmade, 1, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
    g_exit_code = code;
    pthread_key_create(&g_exit_key, run_exit_code);
    __atomic_store_n(&g_exit_key_made, 2, __ATOMIC_RELEASE);
  }
  while (__atomic_load_n(&g_exit_key_made, __ATOMIC_ACQUIRE) != 2) os_yield();
  pthread_setspecific(g_exit_key, argument);
}

// ---- signals ----
extern "C" int __libc_current_sigrtmin(void);
int os_suspend_signal() { return __libc_current_sigrtmin() + 6; }
bool os_install_handler(int signal, void (*handler)(int, void*, void*)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = (void (*)(int, siginfo_t*, void*))handler;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigfillset(&action.sa_mask);
  return sigaction(signal, &action, nullptr) == 0;
}
void* os_context_sp(void* context) { return (void*)((ucontext_t*)context)->uc_mcontext.gregs[REG_RSP]; }
// It stays pending while the interrupted code (a handler on the alternate stack) runs with it blocked; that one's return restores the mask.
void os_defer_signal(void* context, int signal) {
  sigaddset(&((ucontext_t*)context)->uc_sigmask, signal);
  sys(SYS_tgkill, sys(SYS_getpid), sys(SYS_gettid), signal);
}
bool os_signal_thread(int32_t os_id, int signal) { return sys(SYS_tgkill, sys(SYS_getpid), os_id, signal) == 0; }

// ---- process ----
const char* os_getenv(const char* name) { return getenv(name); }
void os_write(int fd, const char* text, size_t bytes) {
  while (bytes) {
    long n = sys(SYS_write, fd, (long)text, (long)bytes);
    if (n == -EINTR) continue;
    if (n <= 0) return;
    text += n;
    bytes -= (size_t)n;
  }
}
void os_abort() { abort(); }
void os_exit_now(int code) {
  for (;;) sys(SYS_exit_group, code);
}
void os_fatal(const char* text, uint64_t number) {
  char line[64];
  char* p = line + sizeof line;
  *--p = '\n';
  *--p = ')';
  for (int i = 0; i == 0 || number; i++, number >>= 4) *--p = "0123456789abcdef"[number & 15];
  *--p = 'x', *--p = '0', *--p = '(', *--p = ' ';
  os_write(2, "fatal error in the runtime: ", 28);
  os_write(2, text, strlen(text));
  os_write(2, p, (size_t)(line + sizeof line - p));
  os_abort();
}

}  // namespace ahead
