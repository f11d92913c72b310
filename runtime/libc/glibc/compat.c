// What a C library older than 2.33 does not export under these names. The structures are the kernel's own on x86-64.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef void (*Constructor)(int, char**, char**);
extern Constructor __init_array_start[] __attribute__((weak, visibility("hidden")));
extern Constructor __init_array_end[] __attribute__((weak, visibility("hidden")));

__attribute__((visibility("hidden"))) int ahead_run_constructors(int argc, char** argv, char** environment) {
  for (Constructor* c = __init_array_start; c != __init_array_end; c++) (*c)(argc, argv, environment);
  return 0;
}

#define LOCAL __attribute__((visibility("hidden")))
LOCAL int fstatat(int folder, const char* restrict path, struct stat* restrict result, int flags) { return (int)syscall(SYS_newfstatat, folder, path, result, flags); }
LOCAL int stat(const char* restrict path, struct stat* restrict result) { return (int)syscall(SYS_stat, path, result); }
LOCAL int lstat(const char* restrict path, struct stat* restrict result) { return (int)syscall(SYS_lstat, path, result); }
LOCAL int fstat(int file, struct stat* result) { return (int)syscall(SYS_fstat, file, result); }
LOCAL int mknod(const char* path, mode_t mode, dev_t device) { return (int)syscall(SYS_mknod, path, mode, device); }

// Part of glibc's static half.
int __cxa_atexit(void (*)(void*), void*, void*);
LOCAL int atexit(void (*call)(void)) { return __cxa_atexit((void (*)(void*))call, 0, 0); }
