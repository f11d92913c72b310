// The .resources format of System.Resources: a header with the reader's type name, then a table of names ordered by hash, with
// the values behind it. Only strings are wanted: they are the texts of exceptions.
#include "metadata/module.h"

namespace ahead {

namespace {

constexpr uint32_t kMagic = 0xbeefcace;

// LEB128, at most five bytes.
uint32_t seven_bit(BlobReader& r) {
  uint32_t value = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    uint8_t b = r.u8();
    value |= uint32_t(b & 0x7f) << shift;
    if (!(b & 0x80)) return value;
  }
  throw BadImage("bad length in a resource stream");
}

Blob bytes(BlobReader& r, uint32_t size) {
  if (r.pos > r.data.size() || size > r.data.size() - r.pos) throw BadImage("truncated: resource stream");
  r.pos += size;
  return r.data.subspan(r.pos - size, size);
}

std::string_view text(BlobReader& r) {
  Blob b = bytes(r, seven_bit(r));
  return {reinterpret_cast<const char*>(b.data()), b.size()};
}

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) { out += char(c); return; }
  if (c < 0x800) { out += char(0xc0 | c >> 6); }
  else {
    if (c < 0x10000) out += char(0xe0 | c >> 12);
    else out += char(0xf0 | c >> 18), out += char(0x80 | (c >> 12 & 0x3f));
    out += char(0x80 | (c >> 6 & 0x3f));
  }
  out += char(0x80 | (c & 0x3f));
}

std::string utf8(Blob utf16) {
  std::string out;
  for (size_t i = 0; i + 1 < utf16.size(); i += 2) {
    uint32_t c = utf16[i] | utf16[i + 1] << 8;
    if (c >= 0xd800 && c < 0xdc00 && i + 3 < utf16.size()) {
      uint32_t low = utf16[i + 2] | utf16[i + 3] << 8;
      if (low >= 0xdc00 && low < 0xe000) c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00), i += 2;
    }
    append_utf8(out, c);
  }
  return out;
}

// Malformed sequences become U+FFFD, as the framework's decoder does.
std::u16string utf16(std::string_view s) {
  std::u16string out;
  for (size_t i = 0; i < s.size();) {
    uint8_t b = uint8_t(s[i++]);
    unsigned extra = b < 0x80 ? 0 : b >= 0xc2 && b < 0xe0 ? 1 : (b & 0xf0) == 0xe0 ? 2 : b >= 0xf0 && b < 0xf5 ? 3 : 4;
    uint32_t c = extra == 0 ? b : extra < 4 ? b & (0x3f >> extra) : 0xfffd;
    for (unsigned k = 0; extra < 4 && k < extra; k++) {
      if (i >= s.size() || (uint8_t(s[i]) & 0xc0) != 0x80) { c = 0xfffd; break; }
      c = c << 6 | (uint8_t(s[i++]) & 0x3f);
    }
    if (c >= 0x10000 && c < 0x110000) out += char16_t(0xd800 + ((c - 0x10000) >> 10)), out += char16_t(0xdc00 + (c & 0x3ff));
    else out += c < 0x10000 ? char16_t(c) : u'\xfffd';
  }
  return out;
}

struct Header { uint32_t version, count, data; size_t positions, names; std::vector<std::string_view> types; };

Header read_header(Blob resources) {
  BlobReader r{resources};
  if (r.u32() != kMagic) throw BadImage("not a resource stream");
  r.u32();  // version of this outer header
  bytes(r, r.u32());  // names of reader and set types
  Header h{};
  h.version = r.u32();
  if (h.version != 1 && h.version != 2) throw BadImage("unknown version of a resource stream");
  h.count = r.u32();
  uint32_t types = r.u32();
  if (types > resources.size() || h.count > resources.size() / 8) throw BadImage("truncated: resource stream");
  while (types--) h.types.push_back(text(r));
  r.pos = (r.pos + 7) & ~size_t(7);
  bytes(r, h.count * 4);  // hashes of the names
  h.positions = r.pos;
  bytes(r, h.count * 4);
  h.data = r.u32();
  h.names = r.pos;
  return h;
}

// Version 2 has built-in type codes, of which 1 is string; in version 1 the code is an index of the type table.
bool is_string(const Header& h, uint32_t code) {
  if (h.version == 2) return code == 1;
  return code < h.types.size() && h.types[code].starts_with("System.String");
}

}  // namespace

std::vector<std::pair<std::string, std::u16string>> read_resource_strings(Blob resources) {
  Header h = read_header(resources);
  std::vector<std::pair<std::string, std::u16string>> strings;
  for (uint32_t i = 0; i < h.count; i++) {
    BlobReader name{resources, h.names + BlobReader{resources, h.positions + 4 * size_t(i)}.u32()};
    Blob key = bytes(name, seven_bit(name));
    BlobReader value{resources, size_t(h.data) + name.u32()};
    if (is_string(h, seven_bit(value))) strings.emplace_back(utf8(key), utf16(text(value)));
  }
  return strings;
}

}  // namespace ahead
