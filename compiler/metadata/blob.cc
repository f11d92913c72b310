#include <cstring>
#include "metadata/module.h"

namespace ahead {

template <class T>
static T fixed(BlobReader& r) {
  if (r.pos > r.data.size() || r.data.size() - r.pos < sizeof(T)) throw BadImage("truncated: signature or attribute blob");
  T value;
  memcpy(&value, r.data.data() + r.pos, sizeof value);
  r.pos += sizeof value;
  return value;
}

uint8_t BlobReader::u8() { return fixed<uint8_t>(*this); }
int8_t BlobReader::i8() { return fixed<int8_t>(*this); }
uint16_t BlobReader::u16() { return fixed<uint16_t>(*this); }
uint32_t BlobReader::u32() { return fixed<uint32_t>(*this); }
uint64_t BlobReader::u64() { return fixed<uint64_t>(*this); }

// One, two or four bytes, big endian, with the length in the top bits of the first.
static uint32_t compressed_bits(BlobReader& r, unsigned& bits) {
  uint32_t b = r.u8();
  if (!(b & 0x80)) return bits = 7, b;
  if (!(b & 0x40)) return bits = 14, (b & 0x3f) << 8 | r.u8();
  if (b & 0x20) throw BadImage("bad compressed integer");
  uint32_t value = (b & 0x1f) << 24;
  value |= uint32_t(r.u8()) << 16;
  value |= uint32_t(r.u8()) << 8;
  return bits = 29, value | r.u8();
}

uint32_t BlobReader::compressed() {
  unsigned bits;
  return compressed_bits(*this, bits);
}

// The sign is rotated into bit 0 (II.23.2).
int32_t BlobReader::compressed_signed() {
  unsigned bits;
  uint32_t v = compressed_bits(*this, bits);
  int32_t value = int32_t(v >> 1);
  return v & 1 ? value - (1 << (bits - 1)) : value;
}

Token BlobReader::type_def_or_ref() {
  static constexpr Table kTags[] = {Table::TypeDef, Table::TypeRef, Table::TypeSpec};
  uint32_t v = compressed();
  if ((v & 3) == 3 || v >> 2 > 0xffffff) throw BadImage("bad type in a signature");
  return make_token(kTags[v & 3], v >> 2);
}

std::optional<std::string_view> BlobReader::ser_string() {
  if (pos < data.size() && data[pos] == 0xff) return ++pos, std::nullopt;
  uint32_t length = compressed();
  if (length > data.size() - pos) throw BadImage("truncated: string in an attribute blob");
  std::string_view s(reinterpret_cast<const char*>(data.data() + pos), length);
  pos += length;
  return s;
}

}  // namespace ahead
