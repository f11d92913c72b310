#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/uio.h>
#include <unistd.h>
#include "pal.h"

using ahead::pal::retry;

namespace {
enum : int32_t { kPalRdOnly = 0, kPalWrOnly = 1, kPalRdWr = 2, kPalAccessMask = 0xf, kPalCloexec = 0x10, kPalCreat = 0x20, kPalExcl = 0x40,
                 kPalTrunc = 0x80, kPalSync = 0x100, kPalNoFollow = 0x200 };

int open_flags(int32_t pal) {
  int f = (pal & kPalAccessMask) == kPalRdWr ? O_RDWR : (pal & kPalAccessMask) == kPalWrOnly ? O_WRONLY : O_RDONLY;
  if (pal & kPalCloexec) f |= O_CLOEXEC;
  if (pal & kPalCreat) f |= O_CREAT;
  if (pal & kPalExcl) f |= O_EXCL;
  if (pal & kPalTrunc) f |= O_TRUNC;
  if (pal & kPalSync) f |= O_SYNC;
  if (pal & kPalNoFollow) f |= O_NOFOLLOW;
  return f;
}

// Interop.Sys.FileStatus
struct FileStatus {
  int32_t flags, mode;
  uint32_t uid, gid;
  int64_t size, atime, atime_ns, mtime, mtime_ns, ctime, ctime_ns, birth, birth_ns, dev, rdev, ino;
  uint32_t user_flags;
};

void convert(const struct stat& s, FileStatus* o) {
  *o = {0, int32_t(s.st_mode), s.st_uid, s.st_gid, s.st_size, s.st_atim.tv_sec, s.st_atim.tv_nsec, s.st_mtim.tv_sec, s.st_mtim.tv_nsec,
        s.st_ctim.tv_sec, s.st_ctim.tv_nsec, 0, 0, int64_t(s.st_dev), int64_t(s.st_rdev), int64_t(s.st_ino), 0};
}
}  // namespace

PAL int32_t SystemNative_Stat(const char* path, FileStatus* out) {
  struct stat s;
  int r = retry([&] { return stat(path, &s); });
  if (r == 0) convert(s, out);
  return r;
}
PAL int32_t SystemNative_LStat(const char* path, FileStatus* out) {
  struct stat s;
  int r = retry([&] { return lstat(path, &s); });
  if (r == 0) convert(s, out);
  return r;
}
PAL int32_t SystemNative_FStat(intptr_t fd, FileStatus* out) {
  struct stat s;
  int r = retry([&] { return fstat(int(fd), &s); });
  if (r == 0) convert(s, out);
  return r;
}

PAL intptr_t SystemNative_Open(const char* path, int32_t flags, int32_t mode) {
  return retry([&] { return open(path, open_flags(flags), mode_t(mode)); });
}
PAL int32_t SystemNative_Close(intptr_t fd) { return close(int(fd)); }
PAL intptr_t SystemNative_Dup(intptr_t fd) {
  return retry([&] { return fcntl(int(fd), F_DUPFD_CLOEXEC, 0); });
}
PAL int32_t SystemNative_Unlink(const char* path) {
  return retry([&] { return unlink(path); });
}
PAL int32_t SystemNative_Read(intptr_t fd, void* buffer, int32_t size) {
  return int32_t(retry([&] { return read(int(fd), buffer, size_t(size)); }));
}
PAL int32_t SystemNative_Write(intptr_t fd, const void* buffer, int32_t size) {
  return int32_t(retry([&] { return write(int(fd), buffer, size_t(size)); }));
}
PAL int32_t SystemNative_PRead(intptr_t fd, void* buffer, int32_t size, int64_t offset) {
  return int32_t(retry([&] { return pread(int(fd), buffer, size_t(size), offset); }));
}
PAL int32_t SystemNative_PWrite(intptr_t fd, const void* buffer, int32_t size, int64_t offset) {
  return int32_t(retry([&] { return pwrite(int(fd), buffer, size_t(size), offset); }));
}
PAL int64_t SystemNative_PReadV(intptr_t fd, const iovec* v, int32_t count, int64_t offset) {
  return retry([&] { return preadv(int(fd), v, count < IOV_MAX ? count : IOV_MAX, offset); });
}
PAL int64_t SystemNative_PWriteV(intptr_t fd, const iovec* v, int32_t count, int64_t offset) {
  return retry([&] { return pwritev(int(fd), v, count < IOV_MAX ? count : IOV_MAX, offset); });
}
PAL int64_t SystemNative_LSeek(intptr_t fd, int64_t offset, int32_t whence) {
  return retry([&] { return lseek(int(fd), offset, whence); });
}
PAL int32_t SystemNative_FTruncate(intptr_t fd, int64_t length) {
  return retry([&] { return ftruncate(int(fd), length); });
}
PAL int32_t SystemNative_FSync(intptr_t fd) {
  return retry([&] { return fsync(int(fd)); });
}
PAL int32_t SystemNative_FLock(intptr_t fd, int32_t operation) {
  return retry([&] { return flock(int(fd), operation); });
}
PAL int32_t SystemNative_LockFileRegion(intptr_t fd, int64_t offset, int64_t length, int16_t type) {
  struct flock l = {};
  l.l_type = type == 0 ? F_RDLCK : type == 1 ? F_WRLCK : F_UNLCK;
  l.l_whence = SEEK_SET;
  l.l_start = offset;
  l.l_len = length;
  return retry([&] { return fcntl(int(fd), F_SETLK, &l); });
}
PAL int32_t SystemNative_PosixFAdvise(intptr_t fd, int64_t offset, int64_t length, int32_t advice) { return posix_fadvise(int(fd), offset, length, advice); }
// Reserves space; a file system that cannot (EOPNOTSUPP) is not an error.
PAL int32_t SystemNative_FAllocate(intptr_t fd, int64_t offset, int64_t length) {
  int r = retry([&] { return fallocate(int(fd), 0, offset, length); });
  if (r == -1 && (errno == EOPNOTSUPP || errno == ENOSYS)) return 0;
  return r;
}
PAL uint32_t SystemNative_GetFileSystemType(intptr_t fd) {
  struct statfs s;
  return retry([&] { return fstatfs(int(fd), &s); }) == 0 ? uint32_t(s.f_type) : 0;
}
PAL int32_t SystemNative_CanGetHiddenFlag() { return 0; }
PAL int32_t SystemNative_LChflagsCanSetHiddenFlag() { return 0; }
PAL int32_t SystemNative_LChflags(const char*, uint32_t) { errno = ENOTSUP; return -1; }
PAL int32_t SystemNative_FChflags(intptr_t, uint32_t) { errno = ENOTSUP; return -1; }

PAL int32_t SystemNative_Access(const char* path, int32_t mode) { return access(path, mode); }
PAL int32_t SystemNative_ChDir(const char* path) {
  return retry([&] { return chdir(path); });
}
PAL int32_t SystemNative_ChMod(const char* path, int32_t mode) {
  return retry([&] { return chmod(path, mode_t(mode)); });
}
PAL int32_t SystemNative_FChMod(intptr_t fd, int32_t mode) {
  return retry([&] { return fchmod(int(fd), mode_t(mode)); });
}
PAL int32_t SystemNative_Rename(const char* from, const char* to) {
  return retry([&] { return rename(from, to); });
}
PAL int32_t SystemNative_Link(const char* source, const char* target) {
  return retry([&] { return link(source, target); });
}
PAL int32_t SystemNative_SymLink(const char* target, const char* path) {
  return retry([&] { return symlink(target, path); });
}
PAL int32_t SystemNative_ReadLink(const char* path, char* buffer, int32_t size) {
  if (size <= 0) {
    errno = EINVAL;
    return -1;
  }
  return int32_t(retry([&] { return readlink(path, buffer, size_t(size)); }));
}
PAL char* SystemNative_GetCwd(char* buffer, int32_t size) { return getcwd(buffer, size_t(size)); }
PAL int32_t SystemNative_MkDir(const char* path, int32_t mode) {
  return retry([&] { return mkdir(path, mode_t(mode)); });
}
PAL int32_t SystemNative_RmDir(const char* path) {
  return retry([&] { return rmdir(path); });
}
PAL char* SystemNative_MkdTemp(char* pattern) { return mkdtemp(pattern); }
PAL intptr_t SystemNative_MksTemps(char* pattern, int32_t suffix) {
  return retry([&] { return mkstemps(pattern, suffix); });
}

struct TimeSpecPair { int64_t seconds, nanoseconds; };
PAL int32_t SystemNative_UTimensat(const char* path, const TimeSpecPair* t) {
  timespec ts[2] = {{t[0].seconds, t[0].nanoseconds}, {t[1].seconds, t[1].nanoseconds}};
  return retry([&] { return utimensat(AT_FDCWD, path, ts, AT_SYMLINK_NOFOLLOW); });
}
PAL int32_t SystemNative_FUTimens(intptr_t fd, const TimeSpecPair* t) {
  timespec ts[2] = {{t[0].seconds, t[0].nanoseconds}, {t[1].seconds, t[1].nanoseconds}};
  return retry([&] { return futimens(int(fd), ts); });
}

// Copies the content of an open file: reflink if the file system can, then in-kernel copying, then a buffer.
PAL int32_t SystemNative_CopyFile(intptr_t from, intptr_t to, int64_t length) {
  constexpr unsigned long kFiClone = 0x40049409;
  if (ioctl(int(to), kFiClone, int(from)) == 0) return 0;
  if (length > 0) {
    int64_t left = length;
    while (left > 0) {
      ssize_t n = sendfile(int(to), int(from), nullptr, size_t(left < SSIZE_MAX ? left : SSIZE_MAX));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        if (left == length && n < 0 && (errno == EINVAL || errno == ENOSYS)) break;
        if (n == 0) return 0;
        return -1;
      }
      left -= n;
    }
    if (left == 0) return 0;
  }
  static constexpr size_t kSize = 80 * 1024;
  char* buffer = static_cast<char*>(malloc(kSize));
  if (!buffer) return -1;
  int result = 0;
  for (;;) {
    ssize_t n = retry([&] { return read(int(from), buffer, kSize); });
    if (n <= 0) {
      result = int(n);
      break;
    }
    for (ssize_t done = 0; done < n;) {
      ssize_t w = retry([&] { return write(int(to), buffer + done, size_t(n - done)); });
      if (w < 0) {
        result = -1;
        break;
      }
      done += w;
    }
    if (result < 0) break;
  }
  int saved = errno;
  free(buffer);
  errno = saved;
  return result;
}

// ---- directories ----
struct DirectoryEntry { const char* name; int32_t name_length; int32_t type; };
PAL intptr_t SystemNative_OpenDir(const char* path) { return intptr_t(opendir(path)); }
PAL int32_t SystemNative_CloseDir(intptr_t dir) { return closedir(reinterpret_cast<DIR*>(dir)); }
// 0 and an entry that stays valid until the next call, -1 at the end, or an errno.
PAL int32_t SystemNative_ReadDir(intptr_t dir, DirectoryEntry* out) {
  errno = 0;
  dirent* e = readdir(reinterpret_cast<DIR*>(dir));
  if (!e) {
    *out = {};
    return errno ? errno : -1;
  }
  *out = {e->d_name, -1, e->d_type};
  return 0;
}

// ---- memory mapping ----
PAL intptr_t SystemNative_MMap(intptr_t address, uint64_t length, int32_t protection, int32_t flags, intptr_t fd, int64_t offset) {
  int f = ((flags & 1) ? MAP_SHARED : 0) | ((flags & 2) ? MAP_PRIVATE : 0) | ((flags & 0x10) ? MAP_ANONYMOUS : 0);
  void* p = mmap(reinterpret_cast<void*>(address), length, protection, f, int(fd), offset);
  return p == MAP_FAILED ? 0 : intptr_t(p);
}
PAL int32_t SystemNative_MUnmap(intptr_t address, uint64_t length) { return munmap(reinterpret_cast<void*>(address), length); }
PAL int32_t SystemNative_MProtect(intptr_t address, uint64_t length, int32_t protection) { return mprotect(reinterpret_cast<void*>(address), length, protection); }
PAL int32_t SystemNative_MAdvise(intptr_t address, uint64_t length, int32_t advice) {
  return madvise(reinterpret_cast<void*>(address), length, advice == 1 ? MADV_DONTFORK : MADV_NORMAL);
}
PAL int32_t SystemNative_MSync(intptr_t address, uint64_t length, int32_t flags) {
  int f = ((flags & 1) ? MS_SYNC : 0) | ((flags & 2) ? MS_ASYNC : 0) | ((flags & 0x10) ? MS_INVALIDATE : 0);
  return msync(reinterpret_cast<void*>(address), length, f);
}
PAL intptr_t SystemNative_ShmOpen(const char* name, int32_t flags, int32_t mode) { return shm_open(name, open_flags(flags), mode_t(mode)); }
PAL int32_t SystemNative_ShmUnlink(const char* name) { return shm_unlink(name); }
PAL int32_t SystemNative_IsMemfdSupported() { return 1; }
PAL intptr_t SystemNative_MemfdCreate(const char* name, int32_t read_only) { (void)read_only; return memfd_create(name, MFD_CLOEXEC); }

// ---- file descriptor flags ----
PAL int32_t SystemNative_FcntlSetFD(intptr_t fd, int32_t flags) {
  return retry([&] { return fcntl(int(fd), F_SETFD, flags); });
}
PAL int32_t SystemNative_FcntlGetFD(intptr_t fd) {
  return retry([&] { return fcntl(int(fd), F_GETFD); });
}
PAL int32_t SystemNative_FcntlSetIsNonBlocking(intptr_t fd, int32_t on) {
  int flags = fcntl(int(fd), F_GETFL);
  if (flags == -1) return -1;
  return fcntl(int(fd), F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}
PAL int32_t SystemNative_FcntlGetIsNonBlocking(intptr_t fd, int32_t* on) {
  int flags = fcntl(int(fd), F_GETFL);
  if (flags == -1) return -1;
  *on = (flags & O_NONBLOCK) != 0;
  return 0;
}
PAL int32_t SystemNative_Pipe(int32_t fds[2], int32_t flags) { return pipe2(fds, (flags & kPalCloexec) ? O_CLOEXEC : 0); }
