#include "corelib/reflection/metadata.h"

namespace ahead {

const uint32_t* Metadata::row(uint32_t table, uint32_t number) const {
  if (!tables || table >= abi::kMetadataTableCount || !number) return nullptr;
  const abi::MetadataTable& t = tables->tables[table];
  const uint32_t* rows = t.rows;
  uint32_t low = 0, high = t.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (rows[size_t(middle) * t.columns] < number) low = middle + 1;
    else high = middle;
  }
  return low < t.count && rows[size_t(low) * t.columns] == number ? rows + size_t(low) * t.columns : nullptr;
}

Bytes Metadata::blob(uint32_t offset) const {
  if (!offset) return {nullptr, 0};
  auto* p = reinterpret_cast<const uint8_t*>(tables->heap + offset);
  return {p + 4, *reinterpret_cast<const uint32_t*>(p)};
}

uint32_t SignatureReader::compressed() {
  uint32_t b = u8();
  if (!(b & 0x80)) return b;
  if (!(b & 0x40)) return (b & 0x3f) << 8 | u8();
  uint32_t v = (b & 0x1f) << 24;
  v |= uint32_t(u8()) << 16;
  v |= uint32_t(u8()) << 8;
  return v | u8();
}

int32_t SignatureReader::compressed_signed() {
  const uint8_t* start = at;
  uint32_t v = compressed();
  int bits = at - start == 1 ? 7 : at - start == 2 ? 14 : 29;
  int32_t value = int32_t(v >> 1);
  return v & 1 ? value - (1 << (bits - 1)) : value;
}

uint32_t SignatureReader::type_token() {
  static const uint8_t tables[] = {kTableTypeDef, kTableTypeRef, kTableTypeSpec, 0};
  uint32_t v = compressed();
  return make_token(tables[v & 3], v >> 2);
}

}  // namespace ahead
