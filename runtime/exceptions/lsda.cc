#include "exceptions/lsda.h"
#include <string.h>

namespace ahead {
namespace {

// DWARF exception header encodings: low nibble the format, high nibble what it is relative to.
enum : uint8_t { kAbsolute = 0x00, kUleb = 0x01, kUdata2 = 0x02, kUdata4 = 0x03, kUdata8 = 0x04, kSleb = 0x09, kSdata2 = 0x0a, kSdata4 = 0x0b, kSdata8 = 0x0c,
                 kPcRelative = 0x10, kIndirect = 0x80, kOmit = 0xff };

uint64_t read_uleb(const uint8_t*& p) {
  uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    uint8_t b = *p++;
    value |= uint64_t(b & 0x7f) << shift;
    if (!(b & 0x80)) return value;
  }
}

int64_t read_sleb(const uint8_t*& p) {
  int64_t value = 0;
  for (int shift = 0;;) {
    uint8_t b = *p++;
    value |= int64_t(b & 0x7f) << shift;
    shift += 7;
    if (b & 0x80) continue;
    return shift < 64 && (b & 0x40) ? value | -(int64_t(1) << shift) : value;
  }
}

template <class T> T read_raw(const uint8_t*& p) {
  T value;
  memcpy(&value, p, sizeof value);
  p += sizeof value;
  return value;
}

uintptr_t read_encoded(const uint8_t*& p, uint8_t encoding) {
  auto at = reinterpret_cast<uintptr_t>(p);
  uintptr_t value = 0;
  switch (encoding & 0x0f) {
    case kAbsolute: case kUdata8: case kSdata8: value = read_raw<uint64_t>(p); break;
    case kUleb: value = read_uleb(p); break;
    case kSleb: value = uintptr_t(read_sleb(p)); break;
    case kUdata2: value = read_raw<uint16_t>(p); break;
    case kSdata2: value = uintptr_t(intptr_t(read_raw<int16_t>(p))); break;
    case kUdata4: value = read_raw<uint32_t>(p); break;
    case kSdata4: value = uintptr_t(intptr_t(read_raw<int32_t>(p))); break;
  }
  if (!value) return 0;
  if ((encoding & 0x70) == kPcRelative) value += at;
  if (encoding & kIndirect) value = *reinterpret_cast<uintptr_t*>(value);
  return value;
}

size_t encoded_size(uint8_t encoding) {
  switch (encoding & 0x07) {
    case kUdata2: return 2;
    case kUdata4: return 4;
    default: return 8;
  }
}

}  // namespace

bool find_call_site(_Unwind_Context* context, Lsda& out) {
  auto* p = reinterpret_cast<const uint8_t*>(_Unwind_GetLanguageSpecificData(context));
  if (!p) return false;
  int before = 0;
  uintptr_t ip = _Unwind_GetIPInfo(context, &before);
  if (!before) ip--;
  uintptr_t start = _Unwind_GetRegionStart(context);
  uintptr_t pad_base = start;
  uint8_t encoding = *p++;
  if (encoding != kOmit) pad_base = read_encoded(p, encoding);
  out.type_encoding = *p++;
  out.types = nullptr;
  if (out.type_encoding != kOmit) {
    uint64_t offset = read_uleb(p);
    out.types = p + offset;
  }
  uint8_t site_encoding = *p++;
  uint64_t bytes = read_uleb(p);
  out.actions = p + bytes;
  for (const uint8_t* end = out.actions; p < end;) {
    uintptr_t begin = read_encoded(p, site_encoding & 0x0f);
    uintptr_t length = read_encoded(p, site_encoding & 0x0f);
    uintptr_t pad = read_encoded(p, site_encoding & 0x0f);
    uint64_t action = read_uleb(p);
    if (ip < start + begin) return false;                 // sorted by address
    if (ip >= start + begin + length) continue;
    if (!pad) return false;
    out.landing_pad = pad_base + pad;
    out.first_action = action;
    return true;
  }
  return false;
}

bool next_action(ActionCursor& cursor, intptr_t& filter) {
  if (!cursor.next) return false;
  const uint8_t* p = cursor.next;
  filter = read_sleb(p);
  const uint8_t* link_at = p;
  int64_t link = read_sleb(p);
  cursor.next = link ? link_at + link : nullptr;
  return true;
}

const abi::ClauseDesc* clause_at(const Lsda& lsda, intptr_t filter) {
  const uint8_t* entry = lsda.types - filter * encoded_size(lsda.type_encoding);
  return reinterpret_cast<const abi::ClauseDesc*>(read_encoded(entry, lsda.type_encoding));
}

}  // namespace ahead
