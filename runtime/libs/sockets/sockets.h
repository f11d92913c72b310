// What the socket files share: the framework's numbers (System.Net.Sockets enums, Interop.Sys structs) and the platform's.
#pragma once
#include <string.h>
#include <sys/socket.h>
#include "libs/pal.h"

extern "C" int32_t SystemNative_ConvertErrorPlatformToPal(int32_t);

namespace ahead::pal {

// Interop.Error numbers that are answers of their own.
enum Failure : int32_t { kSuccess = 0, kInvalidArgument = 0x1001C, kBadAddress = 0x10015, kNotSupported = 0x1003D, kNoMemory = 0x10031, kFamilyNotSupported = 0x10005 };

inline int32_t last_error() { return SystemNative_ConvertErrorPlatformToPal(errno); }
template <class T> int32_t result(T r) { return r < 0 ? last_error() : kSuccess; }

// System.Net.Sockets.AddressFamily
enum Family : int32_t { kFamilyUnspecified = 0, kFamilyUnix = 1, kFamilyIPv4 = 2, kFamilyIPv6 = 23, kFamilyPacket = 65536, kFamilyCan = 65537, kFamilyUnknown = -1 };
bool platform_family(int32_t family, int* out);
int32_t neutral_family(int family);

// System.Net.Sockets.SocketFlags; false: a flag that does not exist here.
bool platform_flags(int32_t flags, int* out);
int32_t neutral_flags(int flags);

struct IPAddress { uint8_t bytes[16]; uint32_t is_ipv6, scope; };   // Interop.Sys.IPAddress
static_assert(sizeof(IPAddress) == 24);

}  // namespace ahead::pal
