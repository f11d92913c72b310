// Watching folders, mount points, pipes, device files: what few programs use of the file system.
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include "pal.h"

using ahead::pal::retry;

// The masks of FileSystemWatcher are the kernel's.
PAL intptr_t SystemNative_INotifyInit() { return inotify_init1(IN_CLOEXEC); }
PAL int32_t SystemNative_INotifyAddWatch(intptr_t fd, const char* path, uint32_t mask) { return inotify_add_watch(int(fd), path, mask); }
PAL int32_t SystemNative_INotifyRemoveWatch(intptr_t fd, int32_t watch) { return inotify_rm_watch(int(fd), watch); }

PAL char* SystemNative_RealPath(const char* path) { return realpath(path, nullptr); }
PAL int32_t SystemNative_MkFifo(const char* path, uint32_t mode) { return retry([&] { return mkfifo(path, mode_t(mode)); }); }
PAL int32_t SystemNative_MkNod(const char* path, uint32_t mode, uint32_t major_number, uint32_t minor_number) {
  return retry([&] { return mknod(path, mode_t(mode), makedev(major_number, minor_number)); });
}
PAL void SystemNative_GetDeviceIdentifiers(uint64_t device, uint32_t* major_number, uint32_t* minor_number) {
  *major_number = major(device);
  *minor_number = minor(device);
}

PAL int32_t SystemNative_FcntlCanGetSetPipeSz() { return 1; }
PAL int32_t SystemNative_FcntlGetPipeSz(intptr_t fd) { return retry([&] { return fcntl(int(fd), F_GETPIPE_SZ); }); }
PAL int32_t SystemNative_FcntlSetPipeSz(intptr_t fd, int32_t size) { return retry([&] { return fcntl(int(fd), F_SETPIPE_SZ, size); }); }

// The name stays empty: on Linux the caller knows the names of the kernel's type numbers.
PAL int32_t SystemNative_GetFileSystemTypeNameForMountPoint(const char* path, char* name, int32_t size, int64_t* type) {
  struct statfs s;
  if (retry([&] { return statfs(path, &s); }) != 0) return -1;
  *type = int64_t(s.f_type);
  if (size > 0) name[0] = 0;
  return 0;
}
struct MountPointInformation { uint64_t available, free, total; };
PAL int32_t SystemNative_GetSpaceInfoForMountPoint(const char* path, MountPointInformation* out) {
  struct statvfs s;
  *out = {};
  if (retry([&] { return statvfs(path, &s); }) != 0) return -1;
  *out = {s.f_frsize * s.f_bavail, s.f_frsize * s.f_bfree, s.f_frsize * s.f_blocks};
  return 0;
}
