// Private to survive/: constant folding over IL and where method bodies come from.
#pragma once
#include "survive/program.h"

namespace ahead {

// What is known about one stack slot, argument or local.
struct Abs {
  enum Kind : uint8_t {
    Top,          // anything
    Int32, Int64, // Int64 also native int
    Null,
    TypeHandle, TypeObject,
    Boxed,        // fresh box of value type `type` (never Nullable)
    Exact,        // not null, exactly of class `type`
    NonNull,
    Address,      // address of argument or local number i (see Var numbering in fold.cc)
  } kind = Top;
  int64_t i = 0;
  Type* type = nullptr;
  int32_t origin = -1;           // instruction that pushed it, while it has not been stored or merged
  bool same(const Abs& o) const { return kind == o.kind && i == o.i && type == o.type; }
  bool is_int() const { return kind == Int32 || kind == Int64; }
  bool not_null() const { return kind == TypeObject || kind == Boxed || kind == Exact || kind == NonNull; }
  static Abs int32(int64_t v) { return {Int32, int32_t(v)}; }
  static Abs int64(int64_t v) { return {Int64, v}; }
  static Abs of(Kind k, Type* t = nullptr) { return {k, 0, t}; }
};
Abs merge(const Abs&, const Abs&);
// A value as it is read back from a location of this type (narrow integers are cut, integers widened to native size).
Abs stored_as(TypeSystem&, Abs, Type* location);
Abs default_of(TypeSystem&, Type*);

// Constant arithmetic (ECMA-335 III.1.5); nullopt when an operand is unknown or the operation would throw.
std::optional<Abs> fold_binary(Op, const Abs&, const Abs&);
std::optional<Abs> fold_unary(Op, const Abs&);
std::optional<bool> fold_compare(Op branch_or_compare, const Abs&, const Abs&);

// What one run over a body found besides the Folded facts.
struct Summary {
  bool pure = false;             // no side effect, no exception on any executable path
  Abs result;                    // merged over all returns
};

struct Bodies;                   // bodies.h
constexpr int kFoldDepth = 6;    // of calls that are looked into
// Runs conditional constant propagation. `args` may be shorter than the parameter list (unknown). `depth` bounds folding through calls, so that
// the outcome does not depend on which method is looked at first. facts may be null.
Summary fold(Bodies&, Body&, std::span<const Abs> args, int depth, Folded* facts);

// Calls and fields with a known answer (known.cc); args include `this`.
std::optional<Abs> known_call(Bodies&, Method*, std::span<const Abs> args, Type* constrained);
std::optional<Abs> known_field(Bodies&, Field*, int depth);

}  // namespace ahead
