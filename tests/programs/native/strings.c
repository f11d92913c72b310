// Text in all encodings, for interop_strings*.cs.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t length16(const uint16_t* s) { size_t n = 0; while (s[n]) n++; return n; }

int32_t length8(const char* s) { return s ? (int32_t)strlen(s) : -1; }
int32_t length_utf16(const uint16_t* s) { return s ? (int32_t)length16(s) : -1; }
// Sum of the bytes: shows the encoding.
int32_t sum8(const unsigned char* s) { int32_t sum = 0; while (*s) sum += *s++; return sum; }
int32_t sum16(const uint16_t* s) { int32_t sum = 0; while (*s) sum += *s++; return sum; }

char* copy8(const char* s) { return s ? strdup(s) : NULL; }
uint16_t* copy16(const uint16_t* s) {
  if (!s) return NULL;
  size_t bytes = (length16(s) + 1) * 2;
  return memcpy(malloc(bytes), s, bytes);
}

// ref and out strings: the old text is ours to free.
void upper8(char** s) { for (char* p = *s; p && *p; p++) if (*p >= 'a' && *p <= 'z') *p -= 32; }
void replace8(char** s) { free(*s); *s = strdup("replaced"); }
void make8(char** s) { *s = strdup("made \xc3\xa9"); }
void clear8(char** s) { free(*s); *s = NULL; }
void make16(uint16_t** s) { static const uint16_t text[] = {'w', 'i', 'd', 'e', 0x20ac, 0}; *s = copy16(text); }
void make_nothing(char** s) { *s = NULL; }

// Buffers of the caller.
int32_t fill8(char* buffer, int32_t size) { strncpy(buffer, "filled by C", (size_t)size); return (int32_t)strlen(buffer); }
int32_t fill16(uint16_t* buffer, int32_t size) {
  const char* text = "filled wide";
  int32_t i = 0;
  for (; text[i] && i < size - 1; i++) buffer[i] = (uint16_t)text[i];
  buffer[i] = 0;
  return i;
}
void reverse8(char* s) {
  for (size_t i = 0, n = strlen(s); i < n / 2; i++) { char t = s[i]; s[i] = s[n - 1 - i]; s[n - 1 - i] = t; }
}
void append8(char* s) { strcat(s, "+tail"); }

// BSTR: the byte length lies before the text.
int32_t bstr_bytes(const uint16_t* s) { return s ? ((const int32_t*)s)[-1] : -1; }

int8_t char8(int8_t c) { return (int8_t)(c + 1); }
uint16_t char16(uint16_t c) { return (uint16_t)(c + 1); }
void next_char8(char* c) { ++*c; }
void next_char16(uint16_t* c) { ++*c; }

int32_t join(const char** list, int32_t count, char* out, int32_t size) {
  out[0] = 0;
  for (int32_t i = 0; i < count; i++) {
    strncat(out, list[i] ? list[i] : "(null)", (size_t)size - strlen(out) - 1);
    if (i + 1 < count) strncat(out, ",", (size_t)size - strlen(out) - 1);
  }
  return (int32_t)strlen(out);
}
int32_t total16(const uint16_t** list, int32_t count) {
  int32_t total = 0;
  for (int32_t i = 0; i < count; i++) total += list[i] ? (int32_t)length16(list[i]) : 0;
  return total;
}
// Replaces every text of an [In, Out] array.
void number_all(char** list, int32_t count) {
  for (int32_t i = 0; i < count; i++) { free(list[i]); list[i] = malloc(8); list[i][0] = '#'; list[i][1] = (char)('0' + i); list[i][2] = 0; }
}
