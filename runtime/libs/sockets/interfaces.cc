// Network interfaces and their changes, for System.Net.NetworkInformation.
#include <ifaddrs.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "libs/sockets/sockets.h"

using namespace ahead::pal;

// Interop.Sys.IpAddressInfo, LinkLayerAddressInfo, NetworkInterfaceInfo
struct IpAddressInfo { int32_t index; uint8_t bytes[16]; uint8_t count, prefix, padding[2]; };
struct LinkLayerAddressInfo { int32_t index; uint8_t bytes[8]; uint8_t count, padding; uint16_t hardware; };
struct NetworkInterfaceInfo { char name[16]; int64_t speed; int32_t index, mtu; uint16_t hardware; uint8_t state, count, bytes[8], multicast, padding[3]; };
static_assert(sizeof(IpAddressInfo) == 24 && sizeof(NetworkInterfaceInfo) == 48);

namespace {

uint8_t prefix_length(const sockaddr* mask) {
  if (!mask) return 0;
  bool v6 = mask->sa_family == AF_INET6;
  const uint8_t* bytes = v6 ? reinterpret_cast<const sockaddr_in6*>(mask)->sin6_addr.s6_addr
                            : reinterpret_cast<const uint8_t*>(&reinterpret_cast<const sockaddr_in*>(mask)->sin_addr);
  int bits = 0;
  for (int i = 0; i < (v6 ? 16 : 4); i++) bits += __builtin_popcount(bytes[i]);
  return uint8_t(bits);
}

bool address_info(const ifaddrs* i, IpAddressInfo* out) {
  *out = {};
  out->index = int32_t(if_nametoindex(i->ifa_name));
  if (i->ifa_addr->sa_family == AF_INET) {
    out->count = 4;
    memcpy(out->bytes, &reinterpret_cast<sockaddr_in*>(i->ifa_addr)->sin_addr, 4);
  } else if (i->ifa_addr->sa_family == AF_INET6) {
    out->count = 16;
    memcpy(out->bytes, &reinterpret_cast<sockaddr_in6*>(i->ifa_addr)->sin6_addr, 16);
  } else {
    return false;
  }
  out->prefix = prefix_length(i->ifa_netmask);
  return true;
}

// ARP hardware types -> System.Net.NetworkInformation.NetworkInterfaceType
uint16_t interface_type(uint16_t arp) {
  switch (arp) {
    case 1: case 2: return 6;          // Ethernet
    case 772: return 24;               // Loopback
    case 512: return 23;               // Ppp
    case 256: return 28;               // Slip
    case 768: case 769: case 776: case 778: case 65534: return 131;  // Tunnel
    case 801: case 802: case 803: return 71;   // Wireless80211
    case 774: return 15;               // Fddi
    default: return 1;                 // Unknown
  }
}

// A number in a file of /sys/class/net/NAME; -1 when there is none.
int64_t fact(const char* name, const char* file) {
  char path[128];
  snprintf(path, sizeof path, "/sys/class/net/%s/%s", name, file);
  FILE* f = fopen(path, "re");
  if (!f) return -1;
  long long value = -1;
  if (fscanf(f, "%lld", &value) != 1) value = -1;
  fclose(f);
  return value;
}

// System.Net.NetworkInformation.OperationalStatus: Up 1, Down 2, Testing 3, Unknown 4, Dormant 5, NotPresent 6, LowerLayerDown 7
uint8_t state_of(const char* name) {
  char path[128], text[32] = {};
  snprintf(path, sizeof path, "/sys/class/net/%s/operstate", name);
  if (FILE* f = fopen(path, "re")) {
    if (fscanf(f, "%31s", text) != 1) text[0] = 0;
    fclose(f);
  }
  static constexpr struct { const char* text; uint8_t state; } rows[] = {{"up", 1}, {"down", 2}, {"testing", 3}, {"dormant", 5}, {"notpresent", 6}, {"lowerlayerdown", 7}};
  for (auto& row : rows) if (!strcmp(text, row.text)) return row.state;
  return 4;
}

NetworkInterfaceInfo* find(NetworkInterfaceInfo* list, int32_t count, const char* name) {
  for (int32_t i = 0; i < count; i++) if (!strncmp(list[i].name, name, sizeof list[i].name)) return list + i;
  return nullptr;
}

void describe(const ifaddrs* i, NetworkInterfaceInfo* out) {
  *out = {};
  strncpy(out->name, i->ifa_name, sizeof out->name - 1);
  out->index = int32_t(if_nametoindex(i->ifa_name));
  out->hardware = i->ifa_flags & IFF_LOOPBACK ? 24 : 1;
  int64_t megabits = fact(i->ifa_name, "speed");
  out->speed = megabits > 0 ? megabits * 1'000'000 : -1;
  out->mtu = int32_t(fact(i->ifa_name, "mtu"));
  out->state = state_of(i->ifa_name);
  out->multicast = (i->ifa_flags & IFF_MULTICAST) != 0;
}

}  // namespace

PAL int32_t SystemNative_EnumerateInterfaceAddresses(void* context, void (*ipv4)(void*, const char*, IpAddressInfo*), void (*ipv6)(void*, const char*, IpAddressInfo*, uint32_t*),
                                                     void (*link)(void*, const char*, LinkLayerAddressInfo*)) {
  ifaddrs* all;
  if (getifaddrs(&all) != 0) return -1;
  for (ifaddrs* i = all; i; i = i->ifa_next) {
    if (!i->ifa_addr) continue;
    IpAddressInfo info;
    if (address_info(i, &info)) {
      uint32_t scope = info.count == 16 ? reinterpret_cast<sockaddr_in6*>(i->ifa_addr)->sin6_scope_id : 0;
      if (info.count == 4 && ipv4) ipv4(context, i->ifa_name, &info);
      if (info.count == 16 && ipv6) ipv6(context, i->ifa_name, &info, &scope);
    } else if (i->ifa_addr->sa_family == AF_PACKET && link) {
      auto* packet = reinterpret_cast<sockaddr_ll*>(i->ifa_addr);
      LinkLayerAddressInfo layer = {};
      layer.index = int32_t(if_nametoindex(i->ifa_name));
      layer.count = packet->sll_halen < 8 ? packet->sll_halen : 8;
      layer.hardware = interface_type(packet->sll_hatype);
      memcpy(layer.bytes, packet->sll_addr, layer.count);
      link(context, i->ifa_name, &layer);
    }
  }
  freeifaddrs(all);
  return 0;
}

// One block of memory: the interfaces, then their addresses. The caller frees the first.
PAL int32_t SystemNative_GetNetworkInterfaces(int32_t* interface_count, NetworkInterfaceInfo** interfaces, int32_t* address_count, IpAddressInfo** addresses) {
  ifaddrs* all;
  if (getifaddrs(&all) != 0) return -1;
  size_t entries = 0;
  for (ifaddrs* i = all; i; i = i->ifa_next) entries++;
  auto* memory = static_cast<uint8_t*>(calloc(entries + 1, sizeof(NetworkInterfaceInfo) + sizeof(IpAddressInfo)));
  if (!memory) {
    freeifaddrs(all);
    errno = ENOMEM;
    return -1;
  }
  *interfaces = reinterpret_cast<NetworkInterfaceInfo*>(memory);
  *addresses = reinterpret_cast<IpAddressInfo*>(memory + (entries + 1) * sizeof(NetworkInterfaceInfo));
  *interface_count = *address_count = 0;
  for (ifaddrs* i = all; i; i = i->ifa_next) {
    NetworkInterfaceInfo* one = find(*interfaces, *interface_count, i->ifa_name);
    if (!one) describe(i, one = *interfaces + (*interface_count)++);
    if (!i->ifa_addr) continue;
    if (i->ifa_addr->sa_family == AF_PACKET) {
      auto* packet = reinterpret_cast<sockaddr_ll*>(i->ifa_addr);
      one->hardware = interface_type(packet->sll_hatype);
      one->count = packet->sll_halen < 8 ? packet->sll_halen : 8;
      memcpy(one->bytes, packet->sll_addr, one->count);
    } else if (address_info(i, *addresses + *address_count)) {
      ++*address_count;
    }
  }
  freeifaddrs(all);
  return 0;
}

// ---- changes: the kernel's routing messages ----
PAL int32_t SystemNative_CreateNetworkChangeListenerSocket(intptr_t* out) {
  *out = -1;
  sockaddr_nl address = {};
  address.nl_family = AF_NETLINK;
  address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (fd < 0) return last_error();
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    int32_t error = last_error();
    close(fd);
    return error;
  }
  *out = fd;
  return kSuccess;
}

PAL int32_t SystemNative_ReadEvents(intptr_t socket, void (*changed)(intptr_t, int32_t)) {
  enum : int32_t { kNone = -1, kAddressAdded = 0, kAddressRemoved = 1, kAvailability = 2 };
  alignas(nlmsghdr) char buffer[4096];
  ssize_t n = retry([&] { return recv(int(socket), buffer, sizeof buffer, 0); });
  if (n < 0) return last_error();
  auto left = uint32_t(n);
  for (auto* h = reinterpret_cast<nlmsghdr*>(buffer); NLMSG_OK(h, left) && h->nlmsg_type != NLMSG_DONE; h = NLMSG_NEXT(h, left)) {
    int32_t kind = kNone;
    switch (h->nlmsg_type) {
      case RTM_NEWADDR: kind = kAddressAdded; break;
      case RTM_DELADDR: kind = kAddressRemoved; break;
      case RTM_NEWLINK: case RTM_NEWROUTE: case RTM_DELROUTE: kind = kAvailability; break;
    }
    if (kind != kNone) changed(socket, kind);
  }
  return kSuccess;
}

// The kernel's TCP states (1 to 11) -> System.Net.NetworkInformation.TcpState
PAL int32_t SystemNative_MapTcpState(int32_t state) {
  static constexpr int32_t states[] = {0, 5, 3, 4, 6, 7, 11, 1, 8, 10, 2, 9};
  return state > 0 && state < int32_t(sizeof states / sizeof *states) ? states[state] : 0;
}
