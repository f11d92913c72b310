// Protected regions (ECMA-335 II.19, III.1.7.5).
//
// A clause names a try block and a handler (and a filter) as plain ranges of code. Everything behind the decoder wants them to
// form a tree: two blocks are nested or disjoint, a handler lies in the same block as its try, control enters a try only at its
// first instruction, never falls or branches into a handler, and leaves either only through `leave`, a return from the handler
// or an exception. A JIT rejects other code as an invalid program; so do we, here, once.
#include <algorithm>

#include "il/il.h"

namespace ahead {

namespace {

struct Block {
  enum Kind : uint8_t { Try, Filter, Handler } kind;
  EHClause::Kind clause;   // of a handler
  uint32_t begin, end;     // instructions
  uint32_t first_region;   // the first of the regions that share a try block
  int parent = -1;
  int depth = 0;
};
constexpr int kMaxDepth = 1000;

class RegionTree {
 public:
  explicit RegionTree(Body& body) : body_(body) {}

  void check() {
    collect();
    nest();
    check_pairs();
    for (uint32_t i = 0; i < body_.code.size(); i++) check_flow(i);
    put_inner_first();
  }

 private:
  uint32_t offset(uint32_t instruction) const {
    if (body_.code.empty()) return 0;
    return instruction < body_.code.size() ? body_.code[instruction].offset : body_.code.back().next_offset;
  }
  [[noreturn]] void bad(uint32_t instruction, const char* message) const { bad_il(offset(instruction), message); }

  void collect() {
    for (uint32_t i = 0; i < body_.regions.size(); i++) {
      const Region& r = body_.regions[i];
      if (r.try_begin >= r.try_end || r.handler_begin >= r.handler_end) bad(r.try_begin, "empty try block or handler");
      blocks_.push_back({Block::Try, r.kind, r.try_begin, r.try_end, i});
      blocks_.push_back({Block::Handler, r.kind, r.handler_begin, r.handler_end, i});
      if (r.kind != EHClause::Filter) continue;
      if (r.filter_begin >= r.handler_begin) bad(r.filter_begin, "a filter must end where its handler begins");
      blocks_.push_back({Block::Filter, r.kind, r.filter_begin, r.handler_begin, i});
    }
    // Outer before inner; clauses of one try block next to each other, to be merged.
    auto order = [](const Block& b) { return std::tuple(b.begin, ~b.end, b.kind, b.first_region); };
    std::sort(blocks_.begin(), blocks_.end(), [&](const Block& a, const Block& b) { return order(a) < order(b); });
    auto same = [](const Block& a, const Block& b) { return a.kind == Block::Try && b.kind == Block::Try && a.begin == b.begin && a.end == b.end; };
    blocks_.erase(std::unique(blocks_.begin(), blocks_.end(), same), blocks_.end());
  }

  // One sweep over the code with a stack of open blocks.
  void nest() {
    inside_.assign(body_.code.size(), -1);
    int open = -1;
    size_t next = 0;
    for (uint32_t i = 0; i < body_.code.size(); i++) {
      while (open >= 0 && blocks_[open].end == i) open = blocks_[open].parent;
      for (; next < blocks_.size() && blocks_[next].begin == i; next++) {
        Block& b = blocks_[next];
        if (open >= 0 && (b.end > blocks_[open].end || (b.begin == blocks_[open].begin && b.end == blocks_[open].end)))
          bad(i, "protected regions overlap");
        if (b.kind == Block::Try && in_filter(open)) bad(i, "a protected region inside a filter");
        b.parent = open;
        b.depth = open < 0 ? 0 : blocks_[open].depth + 1;
        if (b.depth > kMaxDepth) bad(i, "protected regions are nested too deeply");
        open = int(next);
      }
      inside_[i] = open;
    }
  }

  const Block* find(Block::Kind kind, uint32_t begin, uint32_t end) const {
    auto order = [](const Block& b) { return std::tuple(b.begin, ~b.end, b.kind); };
    Block key{kind, EHClause::Catch, begin, end, 0};
    auto it = std::lower_bound(blocks_.begin(), blocks_.end(), key, [&](const Block& a, const Block& b) { return order(a) < order(b); });
    return &*it;  // every range of a region is there
  }

  void check_pairs() const {
    for (const Region& r : body_.regions) {
      int parent = find(Block::Try, r.try_begin, r.try_end)->parent;
      bool together = find(Block::Handler, r.handler_begin, r.handler_end)->parent == parent;
      if (r.kind == EHClause::Filter) together &= find(Block::Filter, r.filter_begin, r.handler_begin)->parent == parent;
      if (!together) bad(r.handler_begin, "a handler and its try block lie in different protected regions");
    }
  }

  bool encloses(int outer, int inner) const {
    while (inner >= 0 && inner != outer) inner = blocks_[inner].parent;
    return inner == outer;
  }

  // `leave` out of a catch handler may go back into the try block that it belongs to.
  bool is_own_try(const Block& b, int from) const {
    for (; from >= 0; from = blocks_[from].parent) {
      const Block& h = blocks_[from];
      if (h.kind != Block::Handler) continue;
      const Region& r = body_.regions[h.first_region];
      if (r.try_begin == b.begin && r.try_end == b.end) return true;
    }
    return false;
  }

  void check_transfer(uint32_t from, uint32_t to, bool leave) const {
    if (to >= body_.code.size()) bad(from, "control runs off the end of the method");
    int block = inside_[to];
    for (; !encloses(block, inside_[from]); block = blocks_[block].parent) {
      const Block& b = blocks_[block];
      if (b.kind != Block::Try) bad(from, "control enters a handler");
      if (b.begin != to && !(leave && is_own_try(b, inside_[from]))) bad(from, "control enters the middle of a try block");
    }
    for (int left = inside_[from]; left != block; left = blocks_[left].parent) {
      const Block& b = blocks_[left];
      if (!leave) bad(from, "control leaves a protected region without leave");
      bool may_leave = b.kind == Block::Try || (b.kind == Block::Handler && (b.clause == EHClause::Catch || b.clause == EHClause::Filter));
      if (!may_leave) bad(from, "control leaves a finally, fault or filter block");
    }
  }

  bool in_filter(int block) const {
    for (; block >= 0; block = blocks_[block].parent) if (blocks_[block].kind == Block::Filter) return true;
    return false;
  }

  bool in_catch(int block) const {
    for (; block >= 0; block = blocks_[block].parent)
      if (blocks_[block].kind == Block::Handler && (blocks_[block].clause == EHClause::Catch || blocks_[block].clause == EHClause::Filter)) return true;
    return false;
  }

  bool in_handler(int block) const {
    for (; block >= 0; block = blocks_[block].parent)
      if (blocks_[block].kind != Block::Try) return true;
    return false;
  }

  void check_flow(uint32_t i) const {
    const Instr& in = body_.code[i];
    const Block* b = inside_[i] < 0 ? nullptr : &blocks_[inside_[i]];
    if (op_operand(in.op) == OperandKind::Branch) check_transfer(i, in.target, in.op == Op::Leave);
    if (in.switch_targets) for (uint32_t t : *in.switch_targets) check_transfer(i, t, false);
    if (!ends_flow(in.op)) check_transfer(i, i + 1, false);
    bool handler = b && b->kind == Block::Handler;
    if ((in.op == Op::Ret || in.op == Op::Jmp) && b) bad(i, "ret or jmp inside a protected region");
    if (in.op == Op::Endfinally && !(handler && (b->clause == EHClause::Finally || b->clause == EHClause::Fault)))
      bad(i, "endfinally outside of a finally or fault block");
    if (in.op == Op::Localloc && in_handler(inside_[i])) bad(i, "localloc in a handler or filter");
    if (in.op == Op::Endfilter && !(b && b->kind == Block::Filter)) bad(i, "endfilter outside of a filter");
    if (in.op == Op::Rethrow && !in_catch(inside_[i])) bad(i, "rethrow outside of a catch handler");
  }

  // Compilers write inner clauses first, as II.25.4.6 demands; execution engines also accept other orders.
  void put_inner_first() {
    std::vector<int> depth(body_.regions.size());
    bool ordered = true;
    for (uint32_t i = 0; i < body_.regions.size(); i++) {
      const Block* b = find(Block::Try, body_.regions[i].try_begin, body_.regions[i].try_end);
      depth[i] = b->depth;
      for (int p = b->parent; p >= 0; p = blocks_[p].parent) ordered &= blocks_[p].first_region > i;
    }
    if (ordered) return;
    std::vector<uint32_t> order(depth.size());
    for (uint32_t i = 0; i < order.size(); i++) order[i] = i;
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return std::pair(-depth[a], a) < std::pair(-depth[b], b); });
    std::vector<Region> sorted;
    for (uint32_t i : order) sorted.push_back(body_.regions[i]);
    body_.regions = std::move(sorted);
  }

  Body& body_;
  std::vector<Block> blocks_;   // outer before inner
  std::vector<int> inside_;     // innermost block of each instruction, -1: none
};

}  // namespace

void check_regions(Body& body) {
  if (body.code.empty()) bad_il(0, "empty method body");
  RegionTree(body).check();
}

}  // namespace ahead
