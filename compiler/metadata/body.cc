// Method bodies, RVA data and embedded resources: what the tables point at outside of the metadata.
#include "metadata/module_impl.h"

namespace ahead {

using namespace md;

// II.25.4.5: fat sections have a 24-bit size and 24-byte clauses, small ones an 8-bit size and 12-byte clauses.
static void read_clauses(BlobReader& r, unsigned kind, std::vector<EHClause>& out) {
  bool fat = kind & 0x40;
  uint32_t size = r.u8();
  size |= uint32_t(r.u8()) << 8;
  size |= uint32_t(r.u8()) << 16;
  uint32_t count = fat ? size / 24 : (size & 0xff) / 12;  // the size includes the 4 header bytes in most compilers, not in all
  if (count > (r.data.size() - r.pos) / (fat ? 24 : 12)) throw BadImage("truncated: exception clauses");
  for (uint32_t i = 0; i < count; i++) {
    EHClause c{};
    uint32_t flags = fat ? r.u32() : r.u16();
    if (flags != EHClause::Catch && flags != EHClause::Filter && flags != EHClause::Finally && flags != EHClause::Fault)
      throw BadImage("bad exception clause kind");
    c.kind = EHClause::Kind(flags);
    uint64_t try_begin = fat ? r.u32() : r.u16(), try_length = fat ? r.u32() : r.u8();
    uint64_t handler_begin = fat ? r.u32() : r.u16(), handler_length = fat ? r.u32() : r.u8();
    if (try_begin + try_length > UINT32_MAX || handler_begin + handler_length > UINT32_MAX) throw BadImage("bad exception clause range");
    c.try_begin = uint32_t(try_begin);
    c.try_end = uint32_t(try_begin + try_length);
    c.handler_begin = uint32_t(handler_begin);
    c.handler_end = uint32_t(handler_begin + handler_length);
    uint32_t last = r.u32();
    if (c.kind == EHClause::Catch) c.catch_type = {last};
    if (c.kind == EHClause::Filter) c.filter_begin = last;
    out.push_back(c);
  }
}

// Sections behind the code, four-byte aligned relative to the body, chained by a flag.
static void read_sections(BlobReader& r, std::vector<EHClause>& out) {
  for (unsigned kind = 0x80; kind & 0x80;) {
    r.pos = (r.pos + 3) & ~size_t(3);
    kind = r.u8();
    size_t begin = r.pos - 1;
    if ((kind & 0x3f) == 1) {
      read_clauses(r, kind, out);
      continue;
    }
    uint32_t size = r.u8();
    size |= uint32_t(r.u8()) << 8;
    size |= uint32_t(r.u8()) << 16;
    size = kind & 0x40 ? size : size & 0xff;
    if (size < 4 || size > r.data.size() - begin) throw BadImage("truncated: method data section");
    r.pos = begin + size;
  }
}

static MethodBody read_body(Blob data) {
  MethodBody body{};
  BlobReader r{data};
  uint8_t first = r.u8();
  if ((first & 3) == 2) {  // tiny
    uint32_t size = first >> 2;
    if (size > data.size() - 1) throw BadImage("truncated: method body");
    body.max_stack = 8;
    body.code = data.subspan(1, size);
    return body;
  }
  if ((first & 3) != 3) throw BadImage("bad method header");
  unsigned flags = first | r.u8() << 8;
  body.max_stack = r.u16();
  uint32_t size = r.u32();
  body.local_sig = {r.u32()};
  body.init_locals = flags & 0x10;
  size_t header = size_t(flags >> 12) * 4;
  if (header < 12) throw BadImage("bad method header");
  if (header > data.size() || size > data.size() - header) throw BadImage("truncated: method body");
  body.code = data.subspan(header, size);
  r.pos = header + size;
  if (flags & 8) read_sections(r, body.clauses);
  return body;
}

std::optional<MethodBody> Module::method_body(uint32_t method_def) const {
  MethodDefRow m = this->method_def(method_def);
  if (m.rva == 0) return std::nullopt;
  std::string what = "body of method " + std::string(m.name);
  if ((m.impl_flags & 3) == 1) impl_->image.fail(what + " is native code (a mixed-mode assembly)");
  Blob data = impl_->image.at_rva(m.rva, 1, what.c_str());
  try {
    MethodBody body = read_body(data);
    if (!body.local_sig.nil() && (body.local_sig.table() != Table::StandAloneSig || body.local_sig.row() > rows(Table::StandAloneSig)))
      throw BadImage("bad local variable signature token");
    return body;
  } catch (const BadImage& e) {
    impl_->image.fail(what + ": " + e.what());
  }
}

Blob Module::field_rva_data(uint32_t field, uint32_t size) const {
  auto rva = field_rva(field);
  if (!rva) impl_->image.fail("field " + std::string(this->field(field).name) + " has no RVA");
  return impl_->image.at_rva(*rva, size, "data of a field").first(size);
}

std::optional<Module::WritableData> Module::writable_field_data(uint32_t field, uint32_t size) const {
  auto rva = field_rva(field);
  if (!rva) return std::nullopt;
  auto section = impl_->image.writable_section(*rva);
  if (!section || section->size - (*rva - section->rva) < size) return std::nullopt;
  return WritableData{section->data, section->size, section->rva, *rva - section->rva};
}

// II.22.24: resources are length-prefixed, at an offset from the directory of the CLI header.
std::optional<Blob> Module::resource(std::string_view name) const {
  for (uint32_t row = 1; row <= rows(Table::ManifestResource); row++) {
    ManifestResourceRow m = manifest_resource(row);
    if (m.name != name || !m.implementation.nil()) continue;
    Blob all = impl_->image.resources;
    if (m.offset > all.size() || all.size() - m.offset < 4) impl_->image.fail("truncated: resource " + std::string(name));
    uint32_t size = BlobReader{all, m.offset}.u32();
    if (size > all.size() - m.offset - 4) impl_->image.fail("truncated: resource " + std::string(name));
    return all.subspan(m.offset + 4, size);
  }
  return std::nullopt;
}

}  // namespace ahead
