#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/time.h>
#include "libs/sockets/sockets.h"

using namespace ahead::pal;

namespace {

enum : int32_t { kLevelSocket = 0xFFFF, kReuseAddress = 4, kExclusiveAddressUse = -5, kSendTimeout = 0x1005,
                 kReceiveTimeout = 0x1006, kError = 0x1007, kDontFragment = 14 };

struct Row { int32_t level, name; int platform_level, platform_name; };
constexpr Row kOptions[] = {
#define OPTION(...) {__VA_ARGS__},
#include "options.def"
#undef OPTION
};

const Row* find(int32_t level, int32_t name) {
  for (auto& row : kOptions) if (row.level == level && row.name == name) return &row;
  return nullptr;
}

bool is_timeout(int32_t level, int32_t name) { return level == kLevelSocket && (name == kSendTimeout || name == kReceiveTimeout); }

int32_t set_timeout(intptr_t socket, int name, int32_t milliseconds) {
  timeval t = {milliseconds / 1000, milliseconds % 1000 * 1000};
  return result(setsockopt(int(socket), SOL_SOCKET, name, &t, sizeof t));
}

// Windows lets a second socket bind an address when both say ReuseAddress: here that is SO_REUSEPORT, with SO_REUSEADDR for TIME_WAIT and broadcasts.
int32_t set_reuse(intptr_t socket, int on) {
  if (setsockopt(int(socket), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) return last_error();
  return result(setsockopt(int(socket), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on));
}

}  // namespace

PAL int32_t SystemNative_SetSockOpt(intptr_t socket, int32_t level, int32_t name, uint8_t* value, int32_t size) {
  if (!value || size < 0) return kBadAddress;
  int32_t number = 0;
  memcpy(&number, value, size_t(size) < sizeof number ? size_t(size) : sizeof number);
  if (level == kLevelSocket && (name == kReuseAddress || name == kExclusiveAddressUse)) {
    if (size_t(size) != sizeof number) return kInvalidArgument;
    return set_reuse(socket, (name == kReuseAddress) == (number != 0));
  }
  const Row* row = find(level, name);
  if (!row) return kNotSupported;
  if (is_timeout(level, name) && size == sizeof number) return set_timeout(socket, row->platform_name, number);
  if (level == 0 && name == kDontFragment) {
    number = number ? IP_PMTUDISC_DO : IP_PMTUDISC_DONT;
    return result(setsockopt(int(socket), IPPROTO_IP, IP_MTU_DISCOVER, &number, sizeof number));
  }
  return result(setsockopt(int(socket), row->platform_level, row->platform_name, value, socklen_t(size)));
}

PAL int32_t SystemNative_GetSockOpt(intptr_t socket, int32_t level, int32_t name, uint8_t* value, int32_t* size) {
  if (!value || !size || *size < 0) return kBadAddress;
  int number = 0;
  socklen_t length = sizeof number;
  auto give = [&](int32_t n) {
    if (size_t(*size) < sizeof n) return int32_t(kInvalidArgument);
    memcpy(value, &n, sizeof n);
    *size = sizeof n;
    return int32_t(kSuccess);
  };
  if (level == kLevelSocket && (name == kReuseAddress || name == kExclusiveAddressUse)) {
    if (getsockopt(int(socket), SOL_SOCKET, SO_REUSEPORT, &number, &length) != 0) return last_error();
    return give(name == kReuseAddress ? number != 0 : number == 0);
  }
  const Row* row = find(level, name);
  if (!row) return kNotSupported;
  if (is_timeout(level, name)) {
    timeval t = {};
    length = sizeof t;
    if (getsockopt(int(socket), SOL_SOCKET, row->platform_name, &t, &length) != 0) return last_error();
    return give(int32_t(t.tv_sec * 1000 + t.tv_usec / 1000));
  }
  bool adjusted = (level == kLevelSocket && name == kError) || (level == 0 && name == kDontFragment);
  if (!adjusted) {
    length = socklen_t(*size);
    int r = getsockopt(int(socket), row->platform_level, row->platform_name, value, &length);
    if (r == 0) *size = int32_t(length);
    return result(r);
  }
  if (getsockopt(int(socket), row->platform_level, row->platform_name, &number, &length) != 0) return last_error();
  if (level == kLevelSocket) return give(SystemNative_ConvertErrorPlatformToPal(number));
  return give(number == IP_PMTUDISC_DO);
}

PAL int32_t SystemNative_SetRawSockOpt(intptr_t socket, int32_t level, int32_t name, const uint8_t* value, int32_t size) {
  if (!value || size < 0) return kBadAddress;
  return result(setsockopt(int(socket), level, name, value, socklen_t(size)));
}
PAL int32_t SystemNative_GetRawSockOpt(intptr_t socket, int32_t level, int32_t name, uint8_t* value, int32_t* size) {
  if (!value || !size || *size < 0) return kBadAddress;
  socklen_t length = socklen_t(*size);
  int r = getsockopt(int(socket), level, name, value, &length);
  if (r == 0) *size = int32_t(length);
  return result(r);
}

PAL int32_t SystemNative_GetSocketErrorOption(intptr_t socket, int32_t* error) {
  int number = 0;
  socklen_t size = sizeof number;
  if (getsockopt(int(socket), SOL_SOCKET, SO_ERROR, &number, &size) != 0) return last_error();
  *error = SystemNative_ConvertErrorPlatformToPal(number);
  return kSuccess;
}

PAL int32_t SystemNative_SetReceiveTimeout(intptr_t socket, int32_t milliseconds) { return set_timeout(socket, SO_RCVTIMEO, milliseconds); }
PAL int32_t SystemNative_SetSendTimeout(intptr_t socket, int32_t milliseconds) { return set_timeout(socket, SO_SNDTIMEO, milliseconds); }

struct LingerOption { int32_t on, seconds; };
PAL int32_t SystemNative_GetLingerOption(intptr_t socket, LingerOption* option) {
  linger l = {};
  socklen_t size = sizeof l;
  int r = getsockopt(int(socket), SOL_SOCKET, SO_LINGER, &l, &size);
  *option = {l.l_onoff, l.l_linger};
  return result(r);
}
PAL int32_t SystemNative_SetLingerOption(intptr_t socket, const LingerOption* option) {
  linger l = {option->on, option->seconds};
  return result(setsockopt(int(socket), SOL_SOCKET, SO_LINGER, &l, sizeof l));
}

// ---- multicast groups: Interop.Sys.MulticastOption ----
enum : int32_t { kMulticastAdd = 0, kMulticastDrop = 1, kMulticastInterface = 2 };
struct IPv4MulticastOption { uint32_t group, local; int32_t index, padding; };
struct IPv6MulticastOption { IPAddress group; int32_t index, padding; };

static bool name_of(int32_t option, int add, int drop, int which_interface, int* name) {
  if (option < kMulticastAdd || option > kMulticastInterface) return false;
  *name = option == kMulticastAdd ? add : option == kMulticastDrop ? drop : which_interface;
  return true;
}

PAL int32_t SystemNative_SetIPv4MulticastOption(intptr_t socket, int32_t option, const IPv4MulticastOption* value) {
  int name;
  if (!name_of(option, IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP, IP_MULTICAST_IF, &name)) return kInvalidArgument;
  ip_mreqn request = {{value->group}, {value->local}, value->index};
  return result(setsockopt(int(socket), IPPROTO_IP, name, &request, sizeof request));
}
PAL int32_t SystemNative_GetIPv4MulticastOption(intptr_t socket, int32_t option, IPv4MulticastOption* value) {
  int name;
  if (!name_of(option, IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP, IP_MULTICAST_IF, &name)) return kInvalidArgument;
  ip_mreqn request = {};
  socklen_t size = sizeof request;
  int r = getsockopt(int(socket), IPPROTO_IP, name, &request, &size);
  *value = {request.imr_multiaddr.s_addr, request.imr_address.s_addr, request.imr_ifindex, 0};
  return result(r);
}
PAL int32_t SystemNative_SetIPv6MulticastOption(intptr_t socket, int32_t option, const IPv6MulticastOption* value) {
  int name;
  if (!name_of(option, IPV6_ADD_MEMBERSHIP, IPV6_DROP_MEMBERSHIP, IPV6_MULTICAST_IF, &name)) return kInvalidArgument;
  ipv6_mreq request = {};
  memcpy(&request.ipv6mr_multiaddr, value->group.bytes, sizeof value->group.bytes);
  request.ipv6mr_interface = unsigned(value->index);
  return result(setsockopt(int(socket), IPPROTO_IPV6, name, &request, sizeof request));
}
PAL int32_t SystemNative_GetIPv6MulticastOption(intptr_t socket, int32_t option, IPv6MulticastOption* value) {
  int name;
  if (!name_of(option, IPV6_ADD_MEMBERSHIP, IPV6_DROP_MEMBERSHIP, IPV6_MULTICAST_IF, &name)) return kInvalidArgument;
  ipv6_mreq request = {};
  socklen_t size = sizeof request;
  int r = getsockopt(int(socket), IPPROTO_IPV6, name, &request, &size);
  *value = {};
  memcpy(value->group.bytes, &request.ipv6mr_multiaddr, sizeof value->group.bytes);
  value->group.is_ipv6 = 1;
  value->index = int32_t(request.ipv6mr_interface);
  return result(r);
}
