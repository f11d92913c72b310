// sendmsg and recvmsg: several buffers, the sender's address, control messages.
#include <time.h>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <sys/uio.h>
#include "libs/sockets/sockets.h"

using namespace ahead::pal;

// Interop.Sys.MessageHeader, Interop.Sys.IPPacketInformation
struct MessageHeader {
  uint8_t* address;
  iovec* buffers;
  uint8_t* control;
  int32_t address_size, buffer_count, control_size, flags;
};
static_assert(sizeof(MessageHeader) == 40);
struct IPPacketInformation { IPAddress address; int32_t index, padding; };

namespace {

msghdr platform_header(const MessageHeader& m) {
  msghdr h = {};
  h.msg_name = m.address;
  h.msg_namelen = socklen_t(m.address_size);
  h.msg_iov = m.buffers;
  h.msg_iovlen = decltype(h.msg_iovlen)(m.buffer_count);
  h.msg_control = m.control;
  h.msg_controllen = decltype(h.msg_controllen)(m.control_size);
  return h;
}

void take_results(const msghdr& h, MessageHeader* m) {
  m->address_size = int32_t(h.msg_namelen);
  m->control_size = int32_t(h.msg_controllen);
  m->flags = neutral_flags(h.msg_flags);
}

}  // namespace

PAL int32_t SystemNative_ReceiveMessage(intptr_t socket, MessageHeader* message, int32_t flags, int64_t* received) {
  int platform;
  if (!platform_flags(flags, &platform)) return kNotSupported;
  msghdr h = platform_header(*message);
  ssize_t n = retry([&] { return recvmsg(int(socket), &h, platform); });
  *received = n < 0 ? 0 : n;
  if (n >= 0) take_results(h, message);
  return result(n);
}

PAL int32_t SystemNative_SendMessage(intptr_t socket, MessageHeader* message, int32_t flags, int64_t* sent) {
  int platform;
  if (!platform_flags(flags, &platform)) return kNotSupported;
  msghdr h = platform_header(*message);
  ssize_t n = retry([&] { return sendmsg(int(socket), &h, platform | MSG_NOSIGNAL); });
  *sent = n < 0 ? 0 : n;
  return result(n);
}

PAL int32_t SystemNative_GetControlMessageBufferSize(int32_t ipv4, int32_t ipv6) {
  return int32_t((ipv4 ? CMSG_SPACE(sizeof(in_pktinfo)) : 0) + (ipv6 ? CMSG_SPACE(sizeof(in6_pktinfo)) : 0));
}
PAL int32_t SystemNative_PlatformSupportsDualModeIPv4PacketInfo() { return 1; }

PAL int32_t SystemNative_TryGetIPPacketInformation(MessageHeader* message, int32_t is_ipv4, IPPacketInformation* out) {
  msghdr h = platform_header(*message);
  for (cmsghdr* c = CMSG_FIRSTHDR(&h); c; c = CMSG_NXTHDR(&h, c)) {
    if (is_ipv4 && c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
      in_pktinfo info;
      memcpy(&info, CMSG_DATA(c), sizeof info);
      *out = {};
      memcpy(out->address.bytes, &info.ipi_addr, sizeof info.ipi_addr);
      out->index = info.ipi_ifindex;
      return 1;
    }
    if (!is_ipv4 && c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO) {
      in6_pktinfo info;
      memcpy(&info, CMSG_DATA(c), sizeof info);
      *out = {};
      memcpy(out->address.bytes, &info.ipi6_addr, sizeof info.ipi6_addr);
      out->address.is_ipv6 = 1;
      out->index = int32_t(info.ipi6_ifindex);
      return 1;
    }
  }
  return 0;
}

// Ping over datagram sockets: the ICMP error that came back, as a SocketError.
PAL int32_t SystemNative_ReceiveSocketError(intptr_t socket, MessageHeader* message) {
  enum : int32_t { kNone = 0, kHostUnreachable = 10065, kTimedOut = 10060, kFailed = -1 };
  uint8_t control[512];
  msghdr h = platform_header(*message);
  h.msg_control = control;
  h.msg_controllen = sizeof control;
  ssize_t n = retry([&] { return recvmsg(int(socket), &h, MSG_ERRQUEUE); });
  if (n < 0) return kFailed;
  message->address_size = int32_t(h.msg_namelen);
  for (cmsghdr* c = CMSG_FIRSTHDR(&h); c; c = CMSG_NXTHDR(&h, c)) {
    bool about_error = (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_RECVERR) || (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_RECVERR);
    if (!about_error) continue;
    sock_extended_err error;
    memcpy(&error, CMSG_DATA(c), sizeof error);
    return error.ee_origin == SO_EE_ORIGIN_ICMP && error.ee_type == ICMP_TIME_EXCEEDED ? kTimedOut : kHostUnreachable;
  }
  return kNone;
}
