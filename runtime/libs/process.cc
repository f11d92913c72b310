// Child processes for System.Diagnostics.Process.
//
// A child is made with vfork: it runs in the parent's memory until exec, so a heap of any size costs nothing, and the parent's thread waits.
// Between vfork and exec the child may only make system calls. It must not run the parent's signal handlers either: all signals are blocked
// around the fork, and the child gives up every handler before it restores the mask. If exec fails, its errno travels through a pipe that
// exec would have closed.
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "pal.h"

using ahead::pal::retry;

namespace {

struct Pipe {
  int read = -1, write = -1;
  bool open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
  static void shut(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }
  void close_both() { shut(read); shut(write); }
};

struct Child {
  const char *file, *folder;
  char *const *arguments, *const *environment;
  int input = -1, output = -1, error = -1;     // descriptors that become 0, 1, 2
  bool change_user;
  uint32_t user, group;
  const gid_t* groups;
  size_t group_count;
  sigset_t mask;
  int report;                                  // errno of a failed start goes here
};

void drop_signal_handlers() {
  for (int signal = 1; signal < NSIG; signal++) {
    struct sigaction action;
    if (sigaction(signal, nullptr, &action) != 0) continue;
    bool ignored = action.sa_handler == SIG_IGN && signal != SIGPIPE;   // SIGPIPE: the runtime ignores it for itself only
    if (ignored || action.sa_handler == SIG_DFL) continue;
    action = {};
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, nullptr);
  }
}

// dup2 onto itself would leave close-on-exec set.
bool becomes(int descriptor, int number) {
  if (descriptor < 0) return true;
  if (descriptor == number) return fcntl(number, F_SETFD, 0) == 0;
  return retry([&] { return dup2(descriptor, number); }) >= 0;
}

bool change_user(const Child& c) {
  if (!c.change_user) return true;
  // Without the privilege to change groups a process may still become itself.
  if (setgroups(c.group_count, c.groups) != 0 && !(errno == EPERM && geteuid() == c.user)) return false;
  return setgid(c.group) == 0 && setuid(c.user) == 0;
}

[[noreturn]] void run_child(const Child& c) {
  drop_signal_handlers();
  if (becomes(c.input, 0) && becomes(c.output, 1) && becomes(c.error, 2) && change_user(c) && (!c.folder || chdir(c.folder) == 0)) {
    pthread_sigmask(SIG_SETMASK, &c.mask, nullptr);
    execve(c.file, c.arguments, c.environment);
  }
  int error = errno;
  (void)retry([&] { return write(c.report, &error, sizeof error); });
  _exit(error ? error : 127);
}

// Own function: what lives across vfork must not be in registers that the child changes.
__attribute__((noinline)) pid_t start(const Child& child) {
  pid_t pid = vfork();
  if (pid == 0) run_child(child);
  return pid;
}

}  // namespace

PAL int32_t SystemNative_ForkAndExecProcess(const char* file, char* const* arguments, char* const* environment, const char* folder, int32_t redirect_input,
                                            int32_t redirect_output, int32_t redirect_error, int32_t set_user, uint32_t user, uint32_t group, const uint32_t* groups,
                                            int32_t group_count, int32_t* pid_out, int32_t* input_out, int32_t* output_out, int32_t* error_out) {
  static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
  Pipe input, output, error, report;
  Child child = {};
  child.file = file, child.folder = folder && *folder ? folder : nullptr, child.arguments = arguments, child.environment = environment;
  child.change_user = set_user, child.user = user, child.group = group, child.groups = groups, child.group_count = size_t(group_count);
  child.input = child.output = child.error = -1;
  *pid_out = -1;
  *input_out = *output_out = *error_out = -1;

  bool ok = (!redirect_input || input.open()) && (!redirect_output || output.open()) && (!redirect_error || error.open()) && report.open();
  pid_t pid = -1;
  if (ok) {
    child.input = input.read, child.output = output.write, child.error = error.write, child.report = report.write;
    sigset_t all;
    sigfillset(&all);
    pthread_mutex_lock(&one_at_a_time);
    pthread_sigmask(SIG_SETMASK, &all, &child.mask);
    pid = start(child);
    int failure = errno;
    pthread_sigmask(SIG_SETMASK, &child.mask, nullptr);
    pthread_mutex_unlock(&one_at_a_time);
    errno = failure;
  }
  int failure = pid < 0 ? errno : 0;
  Pipe::shut(report.write);
  if (pid > 0) {
    int from_child = 0;
    if (retry([&] { return read(report.read, &from_child, sizeof from_child); }) == sizeof from_child && from_child) {
      retry([&] { return waitpid(pid, nullptr, 0); });
      failure = from_child;
      pid = -1;
    }
  }
  Pipe::shut(report.read);
  Pipe::shut(input.read), Pipe::shut(output.write), Pipe::shut(error.write);
  if (pid < 0) {
    input.close_both(), output.close_both(), error.close_both();
    errno = failure;
    return -1;
  }
  *pid_out = pid;
  *input_out = input.write, *output_out = output.read, *error_out = error.read;
  return 0;
}

// ---- waiting: never blocks, SIGCHLD says when to ask ----
PAL int32_t SystemNative_WaitIdAnyExitedNoHangNoWait() {
  siginfo_t info = {};
  int result = retry([&] { return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT); });
  if (result == 0) return info.si_signo == SIGCHLD ? info.si_pid : 0;
  return errno == ECHILD ? 0 : -1;
}

PAL int32_t SystemNative_WaitPidExitedNoHang(int32_t pid, int32_t* exit_code) {
  int status;
  int result = retry([&] { return waitpid(pid, &status, WNOHANG); });
  if (result > 0) *exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : -1;
  return result;
}

// Interop.Sys.Signals are the platform's numbers.
PAL int32_t SystemNative_Kill(int32_t pid, int32_t signal) { return kill(pid, signal); }

// ---- facts about processes ----
PAL int32_t SystemNative_GetPriority(int32_t which, int32_t who) {
  errno = 0;                     // -1 is a priority
  return getpriority(which, id_t(who));
}
PAL int32_t SystemNative_SetPriority(int32_t which, int32_t who, int32_t nice) { return setpriority(which, id_t(who), nice); }

PAL int32_t SystemNative_SchedGetAffinity(int32_t pid, intptr_t* mask) {
  cpu_set_t set;
  CPU_ZERO(&set);
  int result = sched_getaffinity(pid, sizeof set, &set);
  uint64_t bits = 0;
  if (result == 0)
    for (int cpu = 0; cpu < 64; cpu++) if (CPU_ISSET(cpu, &set)) bits |= uint64_t(1) << cpu;
  *mask = intptr_t(bits);
  return result;
}
PAL int32_t SystemNative_SchedSetAffinity(int32_t pid, const intptr_t* mask) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int cpu = 0; cpu < 64; cpu++) if (uint64_t(*mask) >> cpu & 1) CPU_SET(cpu, &set);
  return sched_setaffinity(pid, sizeof set, &set);
}

PAL int32_t SystemNative_GetGroupList(const char* name, uint32_t group, uint32_t* groups, int32_t* count) {
  int n = *count, result = getgrouplist(name, group, groups, &n);
  *count = n;
  return result;
}
PAL char* SystemNative_GetGroupName(uint32_t id) {
  for (size_t size = 1024; size <= 1 << 20; size *= 4) {
    char* buffer = static_cast<char*>(malloc(size));
    if (!buffer) return nullptr;
    group entry, *found = nullptr;
    int error = getgrgid_r(id, &entry, buffer, size, &found);
    char* name = found ? strdup(found->gr_name) : nullptr;
    free(buffer);
    if (error != ERANGE) {
      errno = error;
      return name;
    }
  }
  return nullptr;
}
PAL int32_t SystemNative_SetEUid(uint32_t id) { return seteuid(id); }
PAL int32_t SystemNative_GetPeerID(intptr_t socket, uint32_t* user) {
  struct { int32_t pid; uint32_t uid, gid; } peer;
  socklen_t size = sizeof peer;
  if (getsockopt(int(socket), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return -1;
  *user = peer.uid;
  return 0;
}
