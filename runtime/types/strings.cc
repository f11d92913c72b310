#include "types/objects.h"
#include <stdlib.h>
#include <string.h>

namespace ahead {
namespace {

// Decodes one code point; ill-formed input gives U+FFFD and moves one byte.
uint32_t decode(const unsigned char*& p, const unsigned char* end) {
  unsigned c = *p++;
  if (c < 0x80) return c;
  int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc2 ? 1 : -1;
  if (more < 0 || end - p < more) return 0xfffd;
  uint32_t code = c & (0x3f >> more);
  for (int i = 0; i < more; i++) {
    if ((p[i] & 0xc0) != 0x80) return 0xfffd;
    code = code << 6 | (p[i] & 0x3f);
  }
  p += more;
  return code;
}

int encode(uint32_t c, char* out) {
  if (c < 0x80) { out[0] = char(c); return 1; }
  if (c < 0x800) { out[0] = char(0xc0 | c >> 6); out[1] = char(0x80 | (c & 63)); return 2; }
  if (c < 0x10000) { out[0] = char(0xe0 | c >> 12); out[1] = char(0x80 | (c >> 6 & 63)); out[2] = char(0x80 | (c & 63)); return 3; }
  out[0] = char(0xf0 | c >> 18); out[1] = char(0x80 | (c >> 12 & 63)); out[2] = char(0x80 | (c >> 6 & 63)); out[3] = char(0x80 | (c & 63));
  return 4;
}

uint32_t next_code_point(const char16_t* chars, int32_t length, int32_t& i) {
  uint32_t c = chars[i++];
  if (c >= 0xd800 && c < 0xdc00 && i < length && chars[i] >= 0xdc00 && chars[i] < 0xe000) return 0x10000 + ((c & 0x3ff) << 10) + (chars[i++] & 0x3ff);
  return c >= 0xd800 && c < 0xe000 ? 0xfffd : c;
}

}  // namespace

String* new_string(const char* utf8) { return utf8 ? new_string(utf8, strlen(utf8)) : nullptr; }

String* new_string(const char* utf8, size_t bytes) {
  auto* begin = reinterpret_cast<const unsigned char*>(utf8);
  auto* end = begin + bytes;
  int32_t units = 0;
  for (auto* p = begin; p < end;) units += decode(p, end) >= 0x10000 ? 2 : 1;
  auto* s = static_cast<String*>(ahead_alloc_string(units));
  char16_t* out = s->chars;
  for (auto* p = begin; p < end;) {
    uint32_t c = decode(p, end);
    if (c < 0x10000) { *out++ = char16_t(c); continue; }
    *out++ = char16_t(0xd800 + ((c - 0x10000) >> 10));
    *out++ = char16_t(0xdc00 + ((c - 0x10000) & 0x3ff));
  }
  return s;
}

String* new_string(const char16_t* chars, size_t count) {
  auto* s = static_cast<String*>(ahead_alloc_string(int32_t(count)));
  memcpy(s->chars, chars, count * 2);
  return s;
}

size_t to_utf8(const String* s, char* out, size_t capacity) {
  size_t n = 0;
  for (int32_t i = 0; i < s->length;) {
    char bytes[4];
    int k = encode(next_code_point(s->chars, s->length, i), bytes);
    if (n + k + 1 > capacity) break;
    memcpy(out + n, bytes, k);
    n += k;
  }
  if (capacity) out[n] = 0;
  return n;
}

Text::~Text() { free(data_); }

void Text::reserve(size_t extra) {
  if (size_ + extra + 1 <= capacity_) return;
  capacity_ = (size_ + extra + 1) * 2;
  data_ = static_cast<char*>(realloc(data_, capacity_));
  if (!data_) abort();
}

Text& Text::append(const char* s, size_t n) {
  reserve(n);
  memcpy(data_ + size_, s, n);
  size_ += n;
  return *this;
}

Text& Text::operator<<(const char* s) { return s ? append(s, strlen(s)) : *this; }
Text& Text::operator<<(char c) { return append(&c, 1); }

Text& Text::number(uint64_t n, int base) {
  char digits[24];
  int i = sizeof digits;
  do digits[--i] = "0123456789abcdef"[n % base]; while (n /= base);
  return append(digits + i, sizeof digits - i);
}

Text& Text::utf16(const String* s) {
  if (!s) return *this;
  char bytes[4];
  for (int32_t i = 0; i < s->length;) append(bytes, encode(next_code_point(s->chars, s->length, i), bytes));
  return *this;
}

const char* Text::c_str() {
  reserve(0);
  data_[size_] = 0;
  return data_;
}

}  // namespace ahead
