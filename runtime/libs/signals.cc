// PosixSignalRegistration. A handler may only write to a pipe; a thread started at the first registration reads it and calls the
// framework's dispatcher, which decides whether the default action still happens.
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include <fcntl.h>
#include "pal.h"
#include "threads/threads.h"

using ahead::pal::retry;
namespace ahead::pal {
void restore_terminal();
void reapply_terminal();
}

namespace {
// System.Runtime.InteropServices.PosixSignal
struct Known { int32_t pal; int number; };
constexpr Known kSignals[] = {{-1, SIGHUP}, {-2, SIGINT}, {-3, SIGQUIT}, {-4, SIGTERM}, {-5, SIGCHLD}, {-6, SIGCONT}, {-7, SIGWINCH}, {-8, SIGTTIN}, {-9, SIGTTOU}, {-10, SIGTSTP}};
int32_t pal_number(int signal) {
  for (auto& k : kSignals)
    if (k.number == signal) return k.pal;
  return 0;
}

int pipe_fds[2] = {-1, -1};
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
struct sigaction original[NSIG];
bool enabled[NSIG], listened[NSIG];    // the program registered a handler; ours is installed
int32_t (*dispatcher)(int32_t signal, int32_t pal);
int32_t (*child_exited)(int32_t reap_all, int32_t configure_console);   // System.Diagnostics.Process
void (*configure_console_later)();
bool console_waits;                                                     // for the last child that used the terminal

void handler(int signal) {
  int saved = errno;
  uint8_t byte = uint8_t(signal);
  (void)retry([&] { return write(pipe_fds[1], &byte, 1); });
  errno = saved;
}

void default_action(int signal) {
  switch (signal) {
    case SIGCHLD: case SIGURG: case SIGWINCH: return;
    case SIGCONT: ahead::pal::reapply_terminal(); return;
    default: break;
  }
  if (original[signal].sa_handler == SIG_IGN) return;
  ahead::pal::restore_terminal();
  sigaction(signal, &original[signal], nullptr);
  kill(getpid(), signal);
}

void* reader(void*) {
  ahead::thread_attach();
  ahead::thread_current()->is_background = 1;
  for (;;) {
    uint8_t signal;
    if (retry([&] { return read(pipe_fds[0], &signal, 1); }) <= 0) return nullptr;
    if (signal == SIGCHLD && child_exited) console_waits |= child_exited(original[signal].sa_handler == SIG_IGN, 1) != 0;
    if (signal == SIGCONT && console_waits && configure_console_later) { console_waits = false; configure_console_later(); }
    bool handled = enabled[signal] && dispatcher && dispatcher(signal, pal_number(signal)) != 0;
    if (!handled) default_action(signal);
  }
}

bool start_reader() {
  if (pipe_fds[0] >= 0) return true;
  if (pipe2(pipe_fds, O_CLOEXEC) != 0) return false;
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  return pthread_create(&thread, &attributes, reader, nullptr) == 0;
}

// Under the lock: our handler in place of whatever was there.
bool listen(int signal) {
  if (listened[signal]) return true;
  if (!start_reader()) return false;
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  return listened[signal] = sigaction(signal, &action, &original[signal]) == 0;
}
}  // namespace

PAL void SystemNative_SetPosixSignalHandler(int32_t (*handler)(int32_t, int32_t)) { dispatcher = handler; }
PAL int32_t SystemNative_GetPlatformSignalNumber(int32_t pal) {
  for (auto& k : kSignals)
    if (k.pal == pal) return k.number;
  return pal > 0 && pal < NSIG ? pal : 0;
}
PAL int32_t SystemNative_EnablePosixSignalHandling(int32_t signal) {
  pthread_mutex_lock(&lock);
  bool ok = listen(signal);
  enabled[signal] |= ok;
  pthread_mutex_unlock(&lock);
  return ok;
}
PAL void SystemNative_DisablePosixSignalHandling(int32_t signal) {
  pthread_mutex_lock(&lock);
  enabled[signal] = false;
  if (listened[signal] && !(signal == SIGCHLD && child_exited)) {
    listened[signal] = false;
    sigaction(signal, &original[signal], nullptr);
  }
  pthread_mutex_unlock(&lock);
}
PAL void SystemNative_RegisterForSigChld(int32_t (*callback)(int32_t, int32_t)) {
  pthread_mutex_lock(&lock);
  child_exited = callback;
  listen(SIGCHLD);
  pthread_mutex_unlock(&lock);
}
PAL void SystemNative_SetDelayedSigChildConsoleConfigurationHandler(void (*callback)()) { configure_console_later = callback; }
PAL void SystemNative_HandleNonCanceledPosixSignal(int32_t signal) { default_action(signal); }
