// SocketAddress: on Unix its bytes are a sockaddr.
#include <netinet/in.h>
#include <stddef.h>
#include <sys/un.h>
#include "libs/sockets/sockets.h"

using namespace ahead::pal;

namespace ahead::pal {

bool platform_family(int32_t family, int* out) {
  switch (family) {
    case kFamilyUnspecified: *out = AF_UNSPEC; return true;
    case kFamilyUnix: *out = AF_UNIX; return true;
    case kFamilyIPv4: *out = AF_INET; return true;
    case kFamilyIPv6: *out = AF_INET6; return true;
    case kFamilyPacket: *out = AF_PACKET; return true;
    case kFamilyCan: *out = AF_CAN; return true;
    default: *out = family; return false;
  }
}

int32_t neutral_family(int family) {
  switch (family) {
    case AF_UNSPEC: return kFamilyUnspecified;
    case AF_UNIX: return kFamilyUnix;
    case AF_INET: return kFamilyIPv4;
    case AF_INET6: return kFamilyIPv6;
    case AF_PACKET: return kFamilyPacket;
    case AF_CAN: return kFamilyCan;
    default: return kFamilyUnknown;
  }
}

}  // namespace ahead::pal

namespace {

bool holds(const uint8_t* address, int32_t size, size_t needed) { return address && size >= 0 && size_t(size) >= needed; }
int family_of(const uint8_t* address) { return reinterpret_cast<const sockaddr*>(address)->sa_family; }

// The sockaddr of that family, or null.
template <class T> T* as(uint8_t* address, int32_t size, int family) {
  return holds(address, size, sizeof(T)) && family_of(address) == family ? reinterpret_cast<T*>(address) : nullptr;
}
template <class T> const T* as(const uint8_t* address, int32_t size, int family) { return as<T>(const_cast<uint8_t*>(address), size, family); }

}  // namespace

PAL int32_t SystemNative_GetSocketAddressSizes(int32_t* ipv4, int32_t* ipv6, int32_t* unix_domain, int32_t* largest) {
  *ipv4 = sizeof(sockaddr_in);
  *ipv6 = sizeof(sockaddr_in6);
  *unix_domain = sizeof(sockaddr_un);
  *largest = sizeof(sockaddr_storage);
  return kSuccess;
}
PAL int32_t SystemNative_GetMaximumAddressSize() { return sizeof(sockaddr_storage); }
PAL void SystemNative_GetDomainSocketSizes(int32_t* path_offset, int32_t* path_size, int32_t* address_size) {
  *path_offset = offsetof(sockaddr_un, sun_path);
  *path_size = sizeof(sockaddr_un::sun_path);
  *address_size = sizeof(sockaddr_un);
}

PAL int32_t SystemNative_GetAddressFamily(const uint8_t* address, int32_t size, int32_t* family) {
  if (!holds(address, size, sizeof(sa_family_t))) return kBadAddress;
  *family = neutral_family(family_of(address));
  if (*family != kFamilyUnknown) return kSuccess;
  *family = kFamilyUnspecified;
  return kFamilyNotSupported;
}
PAL int32_t SystemNative_SetAddressFamily(uint8_t* address, int32_t size, int32_t family) {
  if (!holds(address, size, sizeof(sa_family_t))) return kBadAddress;
  int platform;
  if (!platform_family(family, &platform)) return kFamilyNotSupported;
  reinterpret_cast<sockaddr*>(address)->sa_family = sa_family_t(platform);
  return kSuccess;
}

PAL int32_t SystemNative_GetPort(const uint8_t* address, int32_t size, uint16_t* port) {
  if (auto* v4 = as<sockaddr_in>(address, size, AF_INET)) *port = ntohs(v4->sin_port);
  else if (auto* v6 = as<sockaddr_in6>(address, size, AF_INET6)) *port = ntohs(v6->sin6_port);
  else return holds(address, size, sizeof(sockaddr)) ? kFamilyNotSupported : kBadAddress;
  return kSuccess;
}
PAL int32_t SystemNative_SetPort(uint8_t* address, int32_t size, uint16_t port) {
  if (auto* v4 = as<sockaddr_in>(address, size, AF_INET)) v4->sin_port = htons(port);
  else if (auto* v6 = as<sockaddr_in6>(address, size, AF_INET6)) v6->sin6_port = htons(port);
  else return holds(address, size, sizeof(sockaddr)) ? kFamilyNotSupported : kBadAddress;
  return kSuccess;
}

// Addresses keep network order on both sides.
PAL int32_t SystemNative_GetIPv4Address(const uint8_t* address, int32_t size, uint32_t* out) {
  auto* v4 = as<sockaddr_in>(address, size, AF_INET);
  if (!v4) return holds(address, size, sizeof(sockaddr_in)) ? kInvalidArgument : kBadAddress;
  *out = v4->sin_addr.s_addr;
  return kSuccess;
}
PAL int32_t SystemNative_SetIPv4Address(uint8_t* address, int32_t size, uint32_t value) {
  auto* v4 = as<sockaddr_in>(address, size, AF_INET);
  if (!v4) return holds(address, size, sizeof(sockaddr_in)) ? kInvalidArgument : kBadAddress;
  v4->sin_addr.s_addr = value;
  return kSuccess;
}
PAL int32_t SystemNative_GetIPv6Address(const uint8_t* address, int32_t size, uint8_t* out, int32_t out_size, uint32_t* scope) {
  auto* v6 = as<sockaddr_in6>(address, size, AF_INET6);
  if (!v6) return holds(address, size, sizeof(sockaddr_in6)) ? kInvalidArgument : kBadAddress;
  if (size_t(out_size) < sizeof v6->sin6_addr) return kBadAddress;
  memcpy(out, &v6->sin6_addr, sizeof v6->sin6_addr);
  *scope = v6->sin6_scope_id;
  return kSuccess;
}
PAL int32_t SystemNative_SetIPv6Address(uint8_t* address, int32_t size, const uint8_t* value, int32_t value_size, uint32_t scope) {
  auto* v6 = as<sockaddr_in6>(address, size, AF_INET6);
  if (!v6) return holds(address, size, sizeof(sockaddr_in6)) ? kInvalidArgument : kBadAddress;
  if (!value || size_t(value_size) < sizeof v6->sin6_addr) return kBadAddress;
  memcpy(&v6->sin6_addr, value, sizeof v6->sin6_addr);
  v6->sin6_flowinfo = 0;
  v6->sin6_scope_id = scope;
  return kSuccess;
}
