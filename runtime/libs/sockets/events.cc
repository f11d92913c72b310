// The queue that asynchronous sockets wait on: epoll, edge-triggered.
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "libs/sockets/sockets.h"

using namespace ahead::pal;

// Interop.Sys.SocketEvents, Interop.Sys.SocketEvent
enum : int32_t { kRead = 1, kWrite = 2, kReadClose = 4, kClose = 8, kFailure = 16 };
struct SocketEvent { intptr_t data; int32_t events, padding; };

namespace {

uint32_t platform_events(int32_t events) {
  return (events & kRead ? EPOLLIN : 0u) | (events & kWrite ? EPOLLOUT : 0u) | (events & kReadClose ? EPOLLRDHUP : 0u) | (events & kClose ? EPOLLHUP : 0u) |
         (events & kFailure ? EPOLLERR : 0u);
}

// A hang-up comes for sockets that never were connected, too: whoever waits finds out by trying.
int32_t neutral_events(uint32_t events) {
  if (events & EPOLLHUP) events = (events & ~uint32_t(EPOLLHUP)) | EPOLLIN | EPOLLOUT;
  return (events & EPOLLIN ? kRead : 0) | (events & EPOLLOUT ? kWrite : 0) | (events & EPOLLRDHUP ? kReadClose : 0) | (events & EPOLLERR ? kFailure : 0);
}

}  // namespace

PAL int32_t SystemNative_CreateSocketEventPort(intptr_t* port) {
  *port = epoll_create1(EPOLL_CLOEXEC);
  return result(*port);
}
PAL int32_t SystemNative_CloseSocketEventPort(intptr_t port) {
  int r = close(int(port));
  return r < 0 && errno == EINTR ? kSuccess : result(r);
}

PAL int32_t SystemNative_CreateSocketEventBuffer(int32_t count, SocketEvent** buffer) {
  static_assert(sizeof(epoll_event) <= sizeof(SocketEvent));     // one buffer for both forms
  *buffer = static_cast<SocketEvent*>(calloc(size_t(count), sizeof(SocketEvent)));
  return *buffer ? kSuccess : kNoMemory;
}
PAL int32_t SystemNative_FreeSocketEventBuffer(SocketEvent* buffer) {
  free(buffer);
  return kSuccess;
}

PAL int32_t SystemNative_TryChangeSocketEventRegistration(intptr_t port, intptr_t socket, int32_t current, int32_t wanted, intptr_t data) {
  if (current == wanted) return kSuccess;
  int operation = current == 0 ? EPOLL_CTL_ADD : wanted == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
  epoll_event event = {};
  event.events = platform_events(wanted) | EPOLLET;
  event.data.u64 = uint64_t(data);
  return result(epoll_ctl(int(port), operation, int(socket), &event));
}

PAL int32_t SystemNative_WaitForSocketEvents(intptr_t port, SocketEvent* buffer, int32_t* count) {
  auto* raw = reinterpret_cast<epoll_event*>(buffer);
  int n = retry([&] { return epoll_wait(int(port), raw, *count, -1); });
  if (n < 0) {
    *count = 0;
    return last_error();
  }
  for (int i = n - 1; i >= 0; i--) {      // the framework's form is the larger one: from the end
    epoll_event event;
    memcpy(&event, raw + i, sizeof event);
    buffer[i] = {intptr_t(event.data.u64), neutral_events(event.events), 0};
  }
  *count = n;
  return kSuccess;
}
