// The decoder on hand-written bytes, then on every method of the framework.
#include "il/il.h"

#include <random>

#include "assemblies.h"
#include "check.h"

using namespace ahead;

using Bytes = std::vector<uint8_t>;

static Body decoded(const Bytes& code, std::vector<EHClause> clauses = {}) {
  MethodBody bytes{8, false, {}, code, std::move(clauses)};
  Body body;
  decode_code(body, bytes);
  return body;
}

static std::string refused(const Bytes& code, std::vector<EHClause> clauses = {}) {
  return check::thrown<BadImage>([&] { decoded(code, std::move(clauses)); });
}

static EHClause clause(EHClause::Kind kind, uint32_t try_begin, uint32_t try_end, uint32_t begin, uint32_t end, uint32_t filter = 0) {
  return {kind, try_begin, try_end, begin, end, {}, filter};
}

enum : uint8_t { kNop = 0x00, kPop = 0x26, kRet = 0x2a, kBr = 0x2b, kThrow = 0x7a, kEndfinally = 0xdc, kLeave = 0xde, kLdnull = 0x14, kLdc0 = 0x16 };

static void encodings_fold() {
  Body b = decoded({0x05, 0x0e, 200, 0xfe, 0x09, 0x34, 0x12, 0x15, 0x1e, 0x1f, 0x80, 0x20, 1, 0, 0, 0x80, 0x21, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
                    0x22, 0, 0, 0xc0, 0x3f, 0x23, 0, 0, 0, 0, 0, 0, 2, 0x40, kRet});
  CHECK(b.code.size() == 11);
  for (unsigned i = 0; i < 3; i++) CHECK(b.code[i].op == Op::Ldarg);
  CHECK(b.code[0].index == 3 && b.code[1].index == 200 && b.code[2].index == 0x1234);
  for (unsigned i = 3; i < 7; i++) CHECK(b.code[i].op == Op::LdcI4);
  CHECK(b.code[3].i == -1 && b.code[4].i == 8 && b.code[5].i == -128 && b.code[6].i == int32_t(0x80000001));
  CHECK(b.code[7].op == Op::LdcI8 && b.code[7].i == INT64_MAX);
  CHECK(b.code[8].op == Op::LdcR4 && b.code[8].r == 1.5 && b.code[9].op == Op::LdcR8 && b.code[9].r == 2.25);
}

static void branches_become_indexes() {
  Body b = decoded({kBr, 1, kNop, 0x38, 0xf8, 0xff, 0xff, 0xff, kRet});
  CHECK(b.code.size() == 4 && b.code[0].op == Op::Br && b.code[0].target == 2 && b.code[2].target == 0 && b.code[2].op == Op::Br);
  b = decoded({kLdc0, 0x45, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, kRet, kRet});
  CHECK(b.code[1].op == Op::Switch && *b.code[1].switch_targets == (std::vector<uint32_t>{3, 2}));
}

static void prefixes_belong_to_the_next_instruction() {
  // brfalse -> volatile. unaligned. 1 ldind.i4; then constrained. callvirt
  Body b = decoded({0x2c, 0, 0xfe, 0x13, 0xfe, 0x12, 1, 0x4a, 0xfe, 0x16, 7, 0, 0, 0x1b, 0x6f, 9, 0, 0, 0x0a, kRet});
  CHECK(b.code.size() == 4 && b.code[0].target == 1);
  CHECK(b.code[1].op == Op::LdindI4 && b.code[1].prefix_flags == (kVolatile | kUnaligned) && b.code[1].offset == 2 && b.code[1].next_offset == 8);
  CHECK(b.code[2].op == Op::Callvirt && b.code[2].constrained == Token{0x1b000007} && b.code[2].token == Token{0x0a000009});
  CHECK(refused({kBr, 2, 0xfe, 0x13, 0x4a, kRet}) == "IL_0000: target is not an instruction");  // behind the prefix
  CHECK(refused({0xfe, 0x13}) == "IL_0000: prefix without an instruction");
}

static void malformed_code() {
  CHECK(refused({}) == "IL_0000: empty method body");
  CHECK(refused({kNop}) == "IL_0000: control runs off the end of the method");
  CHECK(refused({0x24}) == "IL_0000: invalid opcode" && refused({0xfe, 0x08}) == "IL_0000: invalid opcode");
  CHECK(refused({kNop, 0x20, 1, 2}) == "IL_0001: instruction runs past the end of the method");
  CHECK(refused({kNop, 0xfe}) == "IL_0001: instruction runs past the end of the method");
  CHECK(refused({kBr, 2, 0x20, 0, 0, 0, 0, kRet}) == "IL_0000: target is not an instruction");
  CHECK(refused({kBr, 0x80, kRet}) == "IL_0000: target is not an instruction");
  CHECK(refused({kBr, 1, kRet}) == "IL_0000: target is not an instruction");
  CHECK(refused({kLdc0, 0x45, 0xff, 0xff, 0xff, 0x7f, kRet}) == "IL_0001: switch table runs past the end of the method");
}

static void regions_nest() {
  // try { leave end } catch { pop; leave end } inside try … finally { endfinally }; end: ret
  Bytes code{kLeave, 3, kPop, kLeave, 0, kLeave, 1, kEndfinally, kRet};
  auto inner = clause(EHClause::Catch, 0, 2, 2, 5), outer = clause(EHClause::Finally, 0, 7, 7, 8);
  Body b = decoded(code, {inner, outer});
  CHECK(b.regions.size() == 2 && b.regions[0].kind == EHClause::Catch && b.regions[0].handler_begin == 1 && b.regions[1].handler_begin == 4);
  CHECK(b.regions[1].try_end == 4 && b.regions[1].handler_end == 5);
  b = decoded(code, {outer, inner});
  CHECK(b.regions[0].kind == EHClause::Catch);
  CHECK(refused(code, {clause(EHClause::Catch, 0, 5, 2, 5)}) == "IL_0002: a handler and its try block lie in different protected regions");
  CHECK(refused(code, {clause(EHClause::Catch, 0, 3, 2, 5)}) == "IL_0002: protected regions overlap");
  CHECK(refused(code, {clause(EHClause::Catch, 1, 2, 2, 5)}) == "IL_0001: target is not an instruction");
  CHECK(refused(code, {clause(EHClause::Catch, 0, 0, 2, 5)}) == "IL_0000: empty try block or handler");
  CHECK(refused(code, {clause(EHClause::Catch, 0, 2, 2, 0xffffffff)}).ends_with("target is not an instruction"));
  b = decoded({kNop, kLeave, 8, kPop, kLdc0, 0xfe, 0x11, kPop, kLeave, 1, kThrow, kRet}, {clause(EHClause::Filter, 1, 3, 7, 10, 3)});
  CHECK(b.regions[0].filter_begin == 2 && b.regions[0].handler_begin == 5 && b.regions[0].handler_end == 7);
}

static void control_respects_regions() {
  auto finally = [](uint32_t a, uint32_t b, uint32_t c, uint32_t d) { return std::vector{clause(EHClause::Finally, a, b, c, d)}; };
  auto caught = [](uint32_t a, uint32_t b, uint32_t c, uint32_t d) { return std::vector{clause(EHClause::Catch, a, b, c, d)}; };
  CHECK(refused({kLeave, 1, kEndfinally, kRet}, finally(0, 2, 2, 3)).empty());
  CHECK(refused({kNop, kNop, kEndfinally, kRet}, finally(0, 2, 2, 3)) == "IL_0001: control enters a handler");
  CHECK(refused({kBr, 1, kEndfinally, kRet}, finally(0, 2, 2, 3)) == "IL_0000: control leaves a protected region without leave");
  CHECK(refused({kLeave, 2, kLeave, 0, kRet}, finally(0, 2, 2, 4)) == "IL_0002: control leaves a finally, fault or filter block");
  CHECK(refused({kRet, kNop, kEndfinally, kRet}, finally(0, 1, 1, 3)) == "IL_0000: ret or jmp inside a protected region");
  CHECK(refused({kEndfinally}) == "IL_0000: endfinally outside of a finally or fault block");
  CHECK(refused({0xfe, 0x1a}) == "IL_0000: rethrow outside of a catch handler");
  CHECK(refused({kLdc0, 0xfe, 0x11}) == "IL_0001: endfilter outside of a filter");
  CHECK(refused({kBr, 1, kNop, kLeave, 1, kEndfinally, kRet}, finally(2, 5, 5, 6)) == "IL_0000: control enters the middle of a try block");
  CHECK(refused({kBr, 0, kNop, kLeave, 1, kEndfinally, kRet}, finally(2, 5, 5, 6)).empty());
  // leave from a catch handler back into the middle of its own try block is allowed
  CHECK(refused({kNop, kLeave, 3, kPop, kLeave, 0xfb, kRet}, caught(0, 3, 3, 6)).empty());
  CHECK(refused({kNop, kLeave, 2, kLeave, 0xfc, kRet}, finally(0, 3, 3, 5)) == "IL_0003: control leaves a finally, fault or filter block");
}

static void table_is_consistent() {
  CHECK(std::string(op_text(Op::ConvOvfUUn)) == "conv.ovf.u.un" && op_pops(Op::StelemRef) == 3 && op_pushes(Op::Dup) == 2);
  CHECK(op_operand(Op::Ldtoken) == OperandKind::Token && ends_flow(Op::Endfilter) && !ends_flow(Op::Brtrue));
}

static uint32_t decode_all(const Module& m) {
  uint32_t bodies = 0;
  for (uint32_t row = 1; row <= m.rows(Table::MethodDef); row++) {
    auto bytes = m.method_body(row);
    if (!bytes) continue;
    Body body;
    std::string error = check::thrown<BadImage>([&] { decode_code(body, *bytes); });
    if (!error.empty()) printf("%s: %s: %s\n", m.path().c_str(), std::string(m.method_def(row).name).c_str(), error.c_str());
    bodies += error.empty();
    check::failed += !error.empty();
  }
  return bodies;
}

static void whole_framework() {
  uint32_t bodies = 0;
  for (auto& path : assemblies::framework_assemblies()) bodies += decode_all(*Module::open(path));
  printf("%u framework methods decoded\n", bodies);
  CHECK(bodies == 0 || bodies > 100000);
}

// Random damage to code and clauses is decoded or refused, nothing else.
static void damaged_bodies() {
  auto m = Module::open(assemblies::fixture("shapes.dll"));
  std::mt19937 random(7);
  unsigned accepted = 0, rejected = 0;
  for (unsigned round = 0; round < 20000; round++) {
    auto bytes = m->method_body(1 + random() % m->rows(Table::MethodDef));
    if (!bytes) continue;
    Bytes code(bytes->code.begin(), bytes->code.end());
    if (random() % 4 == 0) code.resize(random() % (code.size() + 1));
    for (unsigned n = random() % 4; n-- && !code.empty();) code[random() % code.size()] = uint8_t(random());
    for (EHClause& c : bytes->clauses)
      for (uint32_t* field : {&c.try_begin, &c.try_end, &c.handler_begin, &c.handler_end, &c.filter_begin})
        if (random() % 16 == 0) *field += random() % 7 - 3;
    (refused(code, bytes->clauses).empty() ? accepted : rejected)++;
  }
  CHECK(accepted > 1000 && rejected > 1000);
}

int main() {
  encodings_fold();
  branches_become_indexes();
  prefixes_belong_to_the_next_instruction();
  malformed_code();
  regions_nest();
  control_respects_regions();
  table_is_consistent();
  whole_framework();
  damaged_bodies();
  return check::report();
}
