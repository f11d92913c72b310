// Host names and addresses.
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>
#include "libs/sockets/sockets.h"

using namespace ahead::pal;

// Interop.Sys.HostEntry
struct HostEntry { char* name; char** aliases; IPAddress* addresses; int32_t count; };

namespace {

// What getaddrinfo and getnameinfo answer, in the framework's numbers.
int32_t neutral_lookup_error(int error) {
  switch (error) {
    case 0: return 0;
    case EAI_AGAIN: return 1;
    case EAI_BADFLAGS: return 2;
    case EAI_FAIL: return 3;
    case EAI_FAMILY: return 4;
    case EAI_NONAME: return 5;
#ifdef EAI_NODATA
    case EAI_NODATA: return 5;
#endif
    case EAI_MEMORY: return 8;
    case EAI_SYSTEM: return 9;
    default: return 6;
  }
}

bool convert(const sockaddr* from, IPAddress* to) {
  *to = {};
  if (from->sa_family == AF_INET) {
    memcpy(to->bytes, &reinterpret_cast<const sockaddr_in*>(from)->sin_addr, 4);
    return true;
  }
  if (from->sa_family != AF_INET6) return false;
  auto* v6 = reinterpret_cast<const sockaddr_in6*>(from);
  memcpy(to->bytes, &v6->sin6_addr, 16);
  to->is_ipv6 = 1;
  to->scope = v6->sin6_scope_id;
  return true;
}

bool same(const IPAddress& a, const IPAddress& b) { return a.is_ipv6 == b.is_ipv6 && a.scope == b.scope && !memcmp(a.bytes, b.bytes, sizeof a.bytes); }

struct Found {
  IPAddress* list = nullptr;
  int32_t count = 0, capacity = 0;
  bool failed = false;
  void add(const sockaddr* address) {
    IPAddress ip;
    if (!address || !convert(address, &ip)) return;
    for (int32_t i = 0; i < count; i++) if (same(list[i], ip)) return;
    if (count == capacity) {
      capacity = capacity ? capacity * 2 : 8;
      auto* grown = static_cast<IPAddress*>(realloc(list, size_t(capacity) * sizeof *list));
      if (!grown) { failed = true; return; }
      list = grown;
    }
    list[count++] = ip;
  }
};

// The machine's own name means all of its addresses, whatever its hosts file says.
void add_own_addresses(const char* name, int family, Found* found) {
  char own[256];
  if (gethostname(own, sizeof own) != 0) return;
  own[sizeof own - 1] = 0;
  ifaddrs* all;
  if (strcasecmp(own, name) != 0 || getifaddrs(&all) != 0) return;
  for (ifaddrs* i = all; i; i = i->ifa_next) {
    if (!i->ifa_addr || (i->ifa_flags & IFF_LOOPBACK) || !(i->ifa_flags & IFF_UP)) continue;
    if (family == AF_UNSPEC || i->ifa_addr->sa_family == family) found->add(i->ifa_addr);
  }
  freeifaddrs(all);
}

}  // namespace

PAL int32_t SystemNative_GetHostEntryForName(const char* name, int32_t family, HostEntry* entry) {
  *entry = {};
  int platform;
  if (!platform_family(family, &platform)) return neutral_lookup_error(EAI_FAMILY);
  addrinfo hints = {}, *answers = nullptr;
  hints.ai_flags = AI_CANONNAME;
  hints.ai_family = platform;
  int error = getaddrinfo(name, nullptr, &hints, &answers);
  if (error) return neutral_lookup_error(error);
  Found found;
  for (addrinfo* a = answers; a; a = a->ai_next) {
    if (!entry->name && a->ai_canonname) entry->name = strdup(a->ai_canonname);
    found.add(a->ai_addr);
  }
  freeaddrinfo(answers);
  add_own_addresses(name, platform, &found);
  if (found.failed) {
    free(found.list);
    free(entry->name);
    *entry = {};
    return neutral_lookup_error(EAI_MEMORY);
  }
  entry->addresses = found.list;
  entry->count = found.count;
  return 0;
}
PAL void SystemNative_FreeHostEntry(HostEntry* entry) {
  if (!entry) return;
  free(entry->name);
  free(entry->addresses);
  *entry = {};
}

PAL int32_t SystemNative_GetNameInfo(const uint8_t* address, int32_t size, uint8_t is_ipv6, char* host, int32_t host_size, char* service, int32_t service_size, int32_t flags) {
  int platform = (flags & 1 ? NI_NAMEREQD : 0) | (flags & 2 ? NI_NUMERICHOST : 0);
  sockaddr_in v4 = {};
  sockaddr_in6 v6 = {};
  v4.sin_family = AF_INET;
  v6.sin6_family = AF_INET6;
  if (is_ipv6) memcpy(&v6.sin6_addr, address, size_t(size) < 16 ? size_t(size) : 16);
  else memcpy(&v4.sin_addr, address, size_t(size) < 4 ? size_t(size) : 4);
  auto* any = is_ipv6 ? reinterpret_cast<sockaddr*>(&v6) : reinterpret_cast<sockaddr*>(&v4);
  return neutral_lookup_error(getnameinfo(any, is_ipv6 ? sizeof v6 : sizeof v4, host, socklen_t(host_size), service, socklen_t(service_size), platform));
}

PAL int32_t SystemNative_GetDomainName(char* name, int32_t size) { return getdomainname(name, size_t(size)); }
PAL uint32_t SystemNative_InterfaceNameToIndex(const char* name) { return if_nametoindex(*name == '/' ? name + 1 : name); }
