#include <string.h>
#include "pal.h"

namespace {
constexpr int32_t kNonStandard = 0x1FFFF;
// Failures without an errno; as platform numbers they are negative.
enum : int32_t { kHostNotFound = 0x20001, kSocketError = 0x20002 };
struct Row { int32_t platform, neutral; };
constexpr Row kRows[] = {
#define ROW(name, number) {name, number},
#include "errors.def"
#undef ROW
};
}  // namespace

PAL int32_t SystemNative_ConvertErrorPlatformToPal(int32_t platform) {
  if (platform == 0) return 0;
  for (const Row& r : kRows)
    if (r.platform == platform) return r.neutral;
  return kNonStandard;
}

PAL int32_t SystemNative_ConvertErrorPalToPlatform(int32_t neutral) {
  if (neutral == 0) return 0;
  if (neutral == kHostNotFound || neutral == kSocketError) return -neutral;
  for (const Row& r : kRows)
    if (r.neutral == neutral) return r.platform;
  return -1;
}

// libc's text, cut to the buffer.
PAL const char* SystemNative_StrErrorR(int32_t platform, char* buffer, int32_t size) {
  if (!buffer || size <= 0) return nullptr;
  const char* text = platform == -kHostNotFound ? "Name or service not known" : platform == -kSocketError ? "Unknown socket error" : strerror(platform);
  size_t n = strlen(text);
  if (n >= size_t(size)) n = size_t(size) - 1;
  memcpy(buffer, text, n);
  buffer[n] = 0;
  return buffer;
}

PAL int32_t SystemNative_GetErrNo() { return errno; }
PAL void SystemNative_SetErrNo(int32_t value) { errno = value; }
