// Method body bytes to instructions (ECMA-335 III.1.2).
//
// IL has many encodings of the same operation (ldarg.0, ldarg.s, ldarg), made for size. Nobody behind this file sees them:
// codes.def folds each encoding into one opcode plus an operand. Prefixes are not instructions either; they become flags of the
// instruction behind them, which then starts where its first prefix starts, because that is where branches go.
#include <array>
#include <cstring>

#include "il/il.h"

namespace ahead {

namespace {

enum class Encoding : uint8_t { Invalid, None, U8, U16, S8, I32, I64, R32, R64, Branch8, Branch32, Switch, Token };
enum class Prefix : uint8_t { Nothing, Unaligned, Volatile, Tail, Constrained, No, Readonly };
struct Code { Encoding encoding = Encoding::Invalid; Op op = Op::Nop; Prefix prefix = Prefix::Nothing; int8_t implied = 0; };

// 0-255: one-byte opcodes, 256-511: those behind fe.
constexpr std::array<Code, 512> make_codes() {
  std::array<Code, 512> codes{};
#define IL_CODE(code, op, encoding, implied) codes[(code > 0xff ? 0x100 : 0) | (code & 0xff)] = {Encoding::encoding, Op::op, Prefix::Nothing, implied};
#define IL_PREFIX(code, name, encoding) codes[0x100 | (code & 0xff)] = {Encoding::encoding, Op::Nop, Prefix::name, 0};
#include "il/codes.def"
#undef IL_CODE
#undef IL_PREFIX
  return codes;
}
constexpr std::array<Code, 512> kCodes = make_codes();

constexpr uint32_t kNoInstruction = ~0u;

class Decoder {
 public:
  Decoder(Body& body, Blob code) : body_(body), reader_{code}, index_of_(code.size() + 1, kNoInstruction) {}

  void run() {
    while (!reader_.at_end()) instruction();
    index_of_[reader_.data.size()] = uint32_t(body_.code.size());
    resolve_branches();
  }
  uint32_t index(uint32_t offset, uint32_t at) const {
    if (offset >= index_of_.size() || index_of_[offset] == kNoInstruction) bad_il(at, "target is not an instruction");
    return index_of_[offset];
  }

 private:
  void instruction() {
    Instr in{};
    in.offset = uint32_t(reader_.pos);
    index_of_[in.offset] = uint32_t(body_.code.size());
    Code code = opcode(in.offset);
    while (code.prefix != Prefix::Nothing) {
      apply_prefix(in, code.prefix);
      if (reader_.at_end()) bad_il(in.offset, "prefix without an instruction");
      code = opcode(in.offset);
    }
    in.op = code.op;
    operand(in, code);
    in.next_offset = uint32_t(reader_.pos);
    body_.code.push_back(in);
  }

  Code opcode(uint32_t at) {
    unsigned page = 0;
    uint8_t b = byte(at);
    if (b == 0xfe) page = 0x100, b = byte(at);
    Code code = kCodes[page | b];
    if (code.encoding == Encoding::Invalid) bad_il(at, "invalid opcode");
    return code;
  }

  void apply_prefix(Instr& in, Prefix p) {
    switch (p) {
      case Prefix::Unaligned: byte(in.offset); in.prefix_flags |= kUnaligned; break;
      case Prefix::No: byte(in.offset); in.prefix_flags |= kNoCheck; break;
      case Prefix::Volatile: in.prefix_flags |= kVolatile; break;
      case Prefix::Tail: in.prefix_flags |= kTail; break;
      case Prefix::Readonly: in.prefix_flags |= kReadonly; break;
      case Prefix::Constrained: in.constrained = {number<uint32_t>(in.offset)}; break;
      case Prefix::Nothing: break;
    }
  }

  void operand(Instr& in, const Code& code) {
    uint32_t at = in.offset;
    switch (code.encoding) {
      case Encoding::None: in.i = code.implied; break;
      case Encoding::U8: in.i = byte(at); break;
      case Encoding::U16: in.i = number<uint16_t>(at); break;
      case Encoding::S8: in.i = number<int8_t>(at); break;
      case Encoding::I32: in.i = number<int32_t>(at); break;
      case Encoding::I64: in.i = number<int64_t>(at); break;
      case Encoding::R32: in.r = number<float>(at); break;
      case Encoding::R64: in.r = number<double>(at); break;
      case Encoding::Branch8: branch_target(in, number<int8_t>(at)); break;
      case Encoding::Branch32: branch_target(in, number<int32_t>(at)); break;
      case Encoding::Token: in.token = {number<uint32_t>(at)}; break;
      case Encoding::Switch: switch_targets(in); break;
      case Encoding::Invalid: break;
    }
  }

  // An IL offset until resolve_branches; -1 stands for anything outside of the method.
  uint32_t absolute(int64_t displacement) const {
    int64_t target = int64_t(reader_.pos) + displacement;
    return target < 0 || target >= int64_t(reader_.data.size()) ? ~0u : uint32_t(target);
  }
  void branch_target(Instr& in, int32_t displacement) { in.i = absolute(displacement); }

  void switch_targets(Instr& in) {
    uint32_t count = number<uint32_t>(in.offset);
    if (count > (reader_.data.size() - reader_.pos) / 4) bad_il(in.offset, "switch table runs past the end of the method");
    body_.switch_storage.push_back(std::make_unique<std::vector<uint32_t>>(count));
    in.switch_targets = body_.switch_storage.back().get();
    for (uint32_t& t : *in.switch_targets) t = number<uint32_t>(in.offset);
    for (uint32_t& t : *in.switch_targets) t = absolute(int32_t(t));
  }

  void resolve_branches() {
    for (Instr& in : body_.code) {
      if (op_operand(in.op) == OperandKind::Branch) in.i = index(in.target, in.offset);
      if (in.switch_targets) for (uint32_t& t : *in.switch_targets) t = index(t, in.offset);
    }
  }

  template <class T>
  T number(uint32_t at) {
    T value;
    if (reader_.data.size() - reader_.pos < sizeof value) bad_il(at, "instruction runs past the end of the method");
    memcpy(&value, reader_.data.data() + reader_.pos, sizeof value);
    reader_.pos += sizeof value;
    return value;
  }
  uint8_t byte(uint32_t at) { return number<uint8_t>(at); }

  Body& body_;
  BlobReader reader_;
  std::vector<uint32_t> index_of_;  // by IL offset
};

}  // namespace

void bad_il(uint32_t offset, const std::string& message) {
  char place[24];
  snprintf(place, sizeof place, "IL_%04x: ", offset);
  throw BadImage(place + message);
}

void decode_code(Body& body, const MethodBody& bytes) {
  body.init_locals = bytes.init_locals;
  body.max_stack = body.stack_limit = bytes.max_stack;
  Decoder decoder(body, bytes.code);
  decoder.run();
  for (const EHClause& c : bytes.clauses) {
    auto index = [&](uint32_t offset) { return decoder.index(offset, offset); };
    Region r{c.kind, index(c.try_begin), index(c.try_end), index(c.handler_begin), index(c.handler_end), 0, c.catch_type};
    if (c.kind == EHClause::Filter) r.filter_begin = index(c.filter_begin);
    body.regions.push_back(r);
  }
  check_regions(body);
}

// ---- the opcode table ----

struct OpInfo { const char* text; OperandKind operand; int8_t pops, pushes; };
static constexpr OpInfo kOps[] = {
#define IL_OP(name, text, operand, pops, pushes) {text, OperandKind::operand, pops, pushes},
#include "il/ops.def"
#undef IL_OP
};

const char* op_text(Op op) { return kOps[unsigned(op)].text; }
OperandKind op_operand(Op op) { return kOps[unsigned(op)].operand; }
int op_pops(Op op) { return kOps[unsigned(op)].pops; }
int op_pushes(Op op) { return kOps[unsigned(op)].pushes; }

bool ends_flow(Op op) {
  switch (op) {
    case Op::Br: case Op::Leave: case Op::Ret: case Op::Throw: case Op::Rethrow: case Op::Jmp: case Op::Endfinally: case Op::Endfilter: return true;
    default: return false;
  }
}

}  // namespace ahead
