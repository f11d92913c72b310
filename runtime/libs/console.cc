// Terminal state for System.Console. The terminal is touched only when the program reads keys or changes settings: the original
// attributes are saved at first use and restored at exit and on signals that end or stop the process.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include "pal.h"

using ahead::pal::retry;

namespace {
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
bool have_original, reading, initialized;
termios original, current;
bool signal_for_break = true;
const char* keypad_xmit;
int keypad_fd = -1;
void (*invalidation_handler)();

bool save_original() {
  if (!have_original) have_original = tcgetattr(STDIN_FILENO, &original) == 0;
  return have_original;
}

// Character-at-a-time input without echo while a read is in progress, the user's own settings otherwise.
bool apply(bool raw, uint8_t min_chars, uint8_t deciseconds) {
  if (!save_original()) return false;
  termios t = original;
  if (raw) {
    t.c_iflag &= ~tcflag_t(IXON | IXOFF);
    t.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN);
    t.c_cc[VMIN] = min_chars;
    t.c_cc[VTIME] = deciseconds;
  }
  if (signal_for_break) t.c_lflag |= ISIG;
  else t.c_lflag &= ~tcflag_t(ISIG);
  current = t;
  return retry([&] { return tcsetattr(STDIN_FILENO, TCSANOW, &t); }) == 0;
}
}  // namespace

namespace ahead::pal {
// Called by the signal code before the process ends or stops, and when it goes on.
void restore_terminal() {
  if (have_original && isatty(STDIN_FILENO)) tcsetattr(STDIN_FILENO, TCSANOW, &original);
}
void reapply_terminal() {
  if (have_original && reading) tcsetattr(STDIN_FILENO, TCSANOW, &current);
  if (keypad_xmit) (void)retry([&] { return write(keypad_fd, keypad_xmit, strlen(keypad_xmit)); });
  if (invalidation_handler) invalidation_handler();
}
}  // namespace ahead::pal

// atexit itself is in glibc's static part, which the one object set for two libcs does not link.
extern "C" int __cxa_atexit(void (*)(void*), void*, void*);

PAL int32_t SystemNative_InitializeTerminalAndSignalHandling() {
  pthread_mutex_lock(&lock);
  if (!initialized) {
    initialized = true;
    save_original();
  }
  pthread_mutex_unlock(&lock);
  return 1;
}
// At exit(); glibc has atexit only in its static part.
__attribute__((destructor)) static void restore_at_exit() { ahead::pal::restore_terminal(); }
PAL void SystemNative_UninitializeTerminal() { ahead::pal::restore_terminal(); }
PAL void SystemNative_SetTerminalInvalidationHandler(void (*handler)()) { invalidation_handler = handler; }

PAL void SystemNative_SetKeypadXmit(intptr_t fd, const char* text) {
  pthread_mutex_lock(&lock);
  free(const_cast<char*>(keypad_xmit));
  keypad_xmit = strdup(text);
  keypad_fd = int(fd);
  (void)retry([&] { return write(keypad_fd, keypad_xmit, strlen(keypad_xmit)); });
  pthread_mutex_unlock(&lock);
}

PAL int32_t SystemNative_IsATty(intptr_t fd) { return isatty(int(fd)); }
struct WinSize { uint16_t row, col, xpixel, ypixel; };
PAL int32_t SystemNative_GetWindowSize(intptr_t fd, WinSize* out) {
  int r = ioctl(int(fd), TIOCGWINSZ, out);
  if (r != 0) *out = {};
  return r;
}
PAL int32_t SystemNative_SetWindowSize(WinSize* size) { return ioctl(STDOUT_FILENO, TIOCSWINSZ, size); }

PAL void SystemNative_InitializeConsoleBeforeRead(uint8_t min_chars, uint8_t deciseconds) {
  pthread_mutex_lock(&lock);
  reading = apply(true, min_chars, deciseconds);
  pthread_mutex_unlock(&lock);
}
PAL void SystemNative_UninitializeConsoleAfterRead() {
  pthread_mutex_lock(&lock);
  if (reading) apply(false, 0, 0);
  reading = false;
  pthread_mutex_unlock(&lock);
}
// A child that shares the terminal gets it as the user left it, and it is put back when the last one has ended.
PAL void SystemNative_ConfigureTerminalForChildProcess(int32_t child_uses_terminal) {
  pthread_mutex_lock(&lock);
  if (child_uses_terminal) { if (have_original) tcsetattr(STDIN_FILENO, TCSANOW, &original); }
  else if (have_original && reading) apply(true, current.c_cc[VMIN], current.c_cc[VTIME]);
  pthread_mutex_unlock(&lock);
}
PAL int32_t SystemNative_ReadStdin(void* buffer, int32_t size) {
  return int32_t(retry([&] { return read(STDIN_FILENO, buffer, size_t(size)); }));
}
PAL int32_t SystemNative_StdinReady() {
  pollfd p = {STDIN_FILENO, POLLIN, 0};
  return retry([&] { return poll(&p, 1, 0); }) > 0;
}
PAL int32_t SystemNative_GetSignalForBreak() { return signal_for_break; }
PAL int32_t SystemNative_SetSignalForBreak(int32_t on) {
  pthread_mutex_lock(&lock);
  bool old = signal_for_break;
  signal_for_break = on != 0;
  bool ok = apply(reading, current.c_cc[VMIN], current.c_cc[VTIME]);
  if (!ok) signal_for_break = old;
  pthread_mutex_unlock(&lock);
  return ok;
}

// Interop.Sys.ControlCharacterNames -> termios index; the disabled value is 0 on Linux.
PAL void SystemNative_GetControlCharacters(const int32_t* names, uint8_t* values, int32_t count, uint8_t* disabled) {
  static constexpr int kIndex[] = {VINTR, VQUIT, VERASE, VKILL, VEOF, VTIME, VMIN, VSWTC, VSTART, VSTOP, VSUSP, VEOL, VREPRINT, VDISCARD, VWERASE, VLNEXT, VEOL2};
  *disabled = 0;
  memset(values, 0, size_t(count));
  if (!save_original()) return;
  for (int32_t i = 0; i < count; i++)
    if (names[i] >= 0 && names[i] < int32_t(sizeof kIndex / sizeof *kIndex)) values[i] = original.c_cc[kIndex[names[i]]];
}
