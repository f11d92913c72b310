// The socket calls themselves. Each returns an Interop.Error.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>
#include "libs/sockets/sockets.h"

using namespace ahead::pal;

namespace ahead::pal {

bool platform_flags(int32_t flags, int* out) {
  struct Row { int32_t neutral; int platform; };
  static constexpr Row rows[] = {{1, MSG_OOB}, {2, MSG_PEEK}, {4, MSG_DONTROUTE}, {0x100, MSG_TRUNC}, {0x200, MSG_CTRUNC}};
  *out = 0;
  for (auto& row : rows)
    if (flags & row.neutral) { *out |= row.platform; flags &= ~row.neutral; }
  return flags == 0;
}

int32_t neutral_flags(int flags) {
  return (flags & MSG_OOB ? 1 : 0) | (flags & MSG_PEEK ? 2 : 0) | (flags & MSG_DONTROUTE ? 4 : 0) | (flags & MSG_TRUNC ? 0x100 : 0) | (flags & MSG_CTRUNC ? 0x200 : 0);
}

}  // namespace ahead::pal

namespace {

sockaddr* address_of(uint8_t* bytes) { return reinterpret_cast<sockaddr*>(bytes); }

// System.Net.Sockets.SocketType has the platform's numbers for the five types there are.
bool known_type(int32_t type) { return type >= SOCK_STREAM && type <= SOCK_SEQPACKET; }

}  // namespace

PAL int32_t SystemNative_Socket(int32_t family, int32_t type, int32_t protocol, intptr_t* created) {
  *created = -1;
  int platform;
  if (!platform_family(family, &platform)) return kFamilyNotSupported;
  if (!known_type(type)) return 0x1005E;       // ESOCKTNOSUPPORT
  if (platform == AF_PACKET) protocol = htons(uint16_t(protocol));
  *created = socket(platform, type | SOCK_CLOEXEC, protocol);
  return result(*created);
}

PAL int32_t SystemNative_GetSocketType(intptr_t socket, int32_t* family, int32_t* type, int32_t* protocol, int32_t* is_listening) {
  auto option = [&](int name, int missing) {
    int value = missing;
    socklen_t size = sizeof value;
    return getsockopt(int(socket), SOL_SOCKET, name, &value, &size) == 0 ? value : missing;
  };
  *family = neutral_family(option(SO_DOMAIN, -1));
  int kind = option(SO_TYPE, -1);
  *type = known_type(kind) ? kind : -1;
  *protocol = option(SO_PROTOCOL, -1);
  *is_listening = option(SO_ACCEPTCONN, 0) != 0;
  return kSuccess;
}

PAL int32_t SystemNative_Accept(intptr_t socket, uint8_t* address, int32_t* size, intptr_t* accepted) {
  socklen_t length = socklen_t(*size);
  *accepted = retry([&] { return accept4(int(socket), address_of(address), &length, SOCK_CLOEXEC); });
  if (*accepted < 0) return last_error();
  *size = int32_t(length);
  return kSuccess;
}

// A server may come back while connections of the last one are in TIME_WAIT.
PAL int32_t SystemNative_Bind(intptr_t socket, int32_t protocol, uint8_t* address, int32_t size) {
  if (!address || size < 0) return kBadAddress;
  int on = 1;
  if (protocol == IPPROTO_TCP) setsockopt(int(socket), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  return result(bind(int(socket), address_of(address), socklen_t(size)));
}

PAL int32_t SystemNative_Connect(intptr_t socket, uint8_t* address, int32_t size) {
  if (!address || size < 0) return kBadAddress;
  return result(retry([&] { return connect(int(socket), address_of(address), socklen_t(size)); }));
}
PAL int32_t SystemNative_Connectx(intptr_t, uint8_t*, int32_t, uint8_t*, int32_t, int32_t, int32_t*) { return kNotSupported; }

PAL int32_t SystemNative_Disconnect(intptr_t socket) {
  sockaddr none = {};
  none.sa_family = AF_UNSPEC;
  return result(retry([&] { return connect(int(socket), &none, sizeof none); }));
}

PAL int32_t SystemNative_Listen(intptr_t socket, int32_t backlog) { return result(listen(int(socket), backlog)); }

PAL int32_t SystemNative_Shutdown(intptr_t socket, int32_t how) {
  if (how < 0 || how > 2) return kInvalidArgument;
  return result(shutdown(int(socket), how));      // SHUT_RD, SHUT_WR, SHUT_RDWR
}

PAL int32_t SystemNative_GetPeerName(intptr_t socket, uint8_t* address, int32_t* size) {
  socklen_t length = socklen_t(*size);
  int r = getpeername(int(socket), address_of(address), &length);
  if (r == 0) *size = int32_t(length);
  return result(r);
}
PAL int32_t SystemNative_GetSockName(intptr_t socket, uint8_t* address, int32_t* size) {
  socklen_t length = socklen_t(*size);
  int r = getsockname(int(socket), address_of(address), &length);
  if (r == 0) *size = int32_t(length);
  return result(r);
}

PAL int32_t SystemNative_Receive(intptr_t socket, void* buffer, int32_t size, int32_t flags, int32_t* received) {
  int platform;
  if (!platform_flags(flags, &platform)) return kNotSupported;
  ssize_t n = retry([&] { return recv(int(socket), buffer, size_t(size), platform); });
  *received = n < 0 ? 0 : int32_t(n);
  return result(n);
}
PAL int32_t SystemNative_Send(intptr_t socket, const void* buffer, int32_t size, int32_t flags, int32_t* sent) {
  int platform;
  if (!platform_flags(flags, &platform)) return kNotSupported;
  ssize_t n = retry([&] { return send(int(socket), buffer, size_t(size), platform | MSG_NOSIGNAL); });
  *sent = n < 0 ? 0 : int32_t(n);
  return result(n);
}

PAL int32_t SystemNative_SendFile(intptr_t to, intptr_t from, int64_t offset, int64_t count, int64_t* sent) {
  off_t position = offset;
  while (count > 0) {
    ssize_t n = retry([&] { return sendfile(int(to), int(from), &position, size_t(count)); });
    if (n < 0) {
      *sent = position - offset;
      return last_error();
    }
    if (n == 0) break;           // end of the file
    count -= n;
  }
  *sent = position - offset;
  return kSuccess;
}

PAL int32_t SystemNative_GetBytesAvailable(intptr_t socket, int32_t* available) {
  int n = 0;
  int r = ioctl(int(socket), FIONREAD, &n);
  *available = n;
  return result(r);
}
PAL int32_t SystemNative_GetAtOutOfBandMark(intptr_t socket, int32_t* at_mark) {
  int n = 0;
  int r = ioctl(int(socket), SIOCATMARK, &n);
  *at_mark = n;
  return result(r);
}

// Sockets that are not ready are set to 0 in the lists. poll has no limit on the numbers of descriptors, as select has.
PAL int32_t SystemNative_Select(int32_t* readers, int32_t reader_count, int32_t* writers, int32_t writer_count, int32_t* errors, int32_t error_count,
                                int32_t microseconds, int32_t, int32_t* triggered) {
  struct List { int32_t* sockets; int32_t count; short wanted, answers; };
  const List lists[] = {{readers, reader_count, POLLIN, POLLIN | POLLHUP | POLLERR}, {writers, writer_count, POLLOUT, POLLOUT | POLLERR}, {errors, error_count, POLLPRI, POLLPRI}};
  size_t total = size_t(reader_count) + size_t(writer_count) + size_t(error_count);
  auto* polled = static_cast<pollfd*>(calloc(total + 1, sizeof(pollfd)));
  *triggered = 0;
  if (!polled) return kNoMemory;
  size_t n = 0;
  for (auto& list : lists)
    for (int32_t i = 0; i < list.count; i++) polled[n++] = {list.sockets[i], list.wanted, 0};
  int timeout = microseconds < 0 ? -1 : microseconds / 1000 + (microseconds % 1000 != 0);
  int ready = retry([&] { return poll(polled, total, timeout); });
  if (ready >= 0) {
    n = 0;
    for (auto& list : lists)
      for (int32_t i = 0; i < list.count; i++, n++) {
        if (polled[n].revents & list.answers) ++*triggered;
        else list.sockets[i] = 0;
      }
  }
  int32_t error = result(ready);
  free(polled);
  return error;
}
