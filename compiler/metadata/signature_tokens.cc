// Which types a signature names, without resolving any of them (ECMA-335 II.23.2).
#include "metadata/module.h"

namespace ahead {

namespace {

struct Scanner {
  BlobReader r; std::vector<Token>& tokens;
  static constexpr int kMaxNesting = 200;

  void method(int depth) {
    uint8_t head = r.u8();
    if (head & 0x10) r.compressed();
    uint32_t count = r.compressed();
    for (uint32_t i = 0; i <= count; i++) type(depth + 1);
  }

  void type(int depth) {
    if (depth > kMaxNesting) throw BadImage("signature is nested too deeply");
    switch (r.u8()) {
      case 0x0f: case 0x10: case 0x1d: case 0x45: case 0x41: return type(depth + 1);   // pointer, byref, vector, pinned, sentinel
      case 0x11: case 0x12: tokens.push_back(r.type_def_or_ref()); return;
      case 0x13: case 0x1e: r.compressed(); return;
      case 0x14:
        type(depth + 1);
        r.compressed();
        for (uint32_t n = r.compressed(); n; --n) r.compressed();
        for (uint32_t n = r.compressed(); n; --n) r.compressed_signed();
        return;
      case 0x15:
        r.u8();
        tokens.push_back(r.type_def_or_ref());
        for (uint32_t n = r.compressed(); n; --n) type(depth + 1);
        return;
      case 0x1b: return method(depth + 1);
      case 0x1f: case 0x20: tokens.push_back(r.type_def_or_ref()); return type(depth + 1);   // custom modifiers
      default: return;
    }
  }
};

}  // namespace

std::vector<Token> type_spec_tokens(Blob blob) {
  std::vector<Token> tokens;
  Scanner{{blob}, tokens}.type(0);
  return tokens;
}

std::vector<Token> signature_tokens(Blob blob) {
  std::vector<Token> tokens;
  Scanner s{{blob}, tokens};
  uint8_t kind = blob.empty() ? 0xff : blob[0] & 0x0f;
  if (kind == 6) { s.r.u8(); s.type(0); }
  else if (kind == 7 || kind == 10) { s.r.u8(); for (uint32_t n = s.r.compressed(); n; --n) s.type(0); }   // locals, generic arguments
  else s.method(0);
  return tokens;
}

}  // namespace ahead
