// IL decoded once (ECMA-335 III). Short forms are folded into their long form; prefixes are attached to the
// instruction that they modify. Reachability, importer, dump and fuzzers walk `Body::code`.
#pragma once
#include "types/types.h"

namespace ahead {

enum class Op : uint8_t {
#define IL_OP(name, text, operand, pops, pushes) name,
#include "il/ops.def"
#undef IL_OP
};
// ops.def has one row per *folded* opcode, e.g. IL_OP(Ldarg, "ldarg", Index, 0, 1): Ldarg Ldarga Starg Ldloc Ldloca Stloc LdcI4 LdcI8 LdcR4 LdcR8
// Ldnull Ldstr Dup Pop Jmp Call Calli Callvirt Ret Br Brfalse Brtrue Beq Bge Bgt Ble Blt BneUn BgeUn BgtUn BleUn BltUn Switch
// LdindI1 … LdindRef StindRef … StindI Add Sub Mul Div DivUn Rem RemUn And Or Xor Shl Shr ShrUn Neg Not ConvI1 … ConvU, ConvOvfI1 … ConvOvfUUn
// Cpobj Ldobj Stobj Newobj Castclass Isinst Unbox UnboxAny Box Throw Rethrow Ldfld Ldflda Stfld Ldsfld Ldsflda Stsfld Newarr Ldlen Ldelema
// LdelemI1 … LdelemRef Ldelem StelemI … StelemRef Stelem Refanyval Refanytype Mkrefany Ckfinite Ldtoken AddOvf AddOvfUn MulOvf … Endfinally Leave
// Arglist Ceq Cgt CgtUn Clt CltUn Ldftn Ldvirtftn Localloc Endfilter Initobj Cpblk Initblk Sizeof Nop Break

struct Instr {
  Op op;
  uint8_t prefix_flags = 0;            // kVolatile | kTail | kReadonly | kUnaligned | kNoCheck
  uint32_t offset = 0, next_offset = 0;// IL offsets
  Token constrained{};                 // constrained. prefix; nil if none
  union { int64_t i = 0; double r; uint32_t index; uint32_t target; }; // branch targets: *instruction indexes* into Body::code
  Token token{};
  std::vector<uint32_t>* switch_targets = nullptr;   // instruction indexes; owned by the Body
  const void* resolved = nullptr;      // synthetic bodies: Type* (calli: a function pointer type), Method*, Field* or std::u16string* instead of a token
  const Type* constrained_type = nullptr;            // synthetic bodies
};
enum : uint8_t { kVolatile = 1, kTail = 2, kReadonly = 4, kUnaligned = 8, kNoCheck = 16 };

// try/handler ranges as instruction indexes, in metadata order (inner first).
struct Region {
  EHClause::Kind kind; uint32_t try_begin, try_end, handler_begin, handler_end, filter_begin;
  Token catch_token; Type* catch_type = nullptr;
};

struct Body {
  Method* method = nullptr; Module* module = nullptr; GenericContext context;
  std::vector<Instr> code; std::vector<Region> regions;
  std::vector<std::pair<Type*, bool>> locals;        // type, pinned
  bool init_locals = false; uint32_t max_stack = 0;
  uint32_t stack_limit = UINT32_MAX;   // max_stack of a body that was read
  std::vector<std::unique_ptr<std::vector<uint32_t>>> switch_storage;
  // Operand resolution; throws LoadError/BadImage.
  Type* type(TypeSystem&, const Instr&) const;
  Method* callee(TypeSystem&, const Instr&) const;
  Field* field(TypeSystem&, const Instr&) const;
  std::u16string_view string(const Instr&) const;
  Signature call_sig(TypeSystem&, const Instr&) const;  // calli
  Type* constrained(TypeSystem&, const Instr&) const; // null without prefix
};

// Decodes the method's IL (overlay body if it has one). Throws BadImage for invalid IL (bad opcode, branch into the middle
// of an instruction, fall off the end …). Locals and catch types are resolved in the exact context.
Body decode(TypeSystem&, Method*);
// The part of decode that needs no types: fills code and regions (without catch types) from the bytes. Messages of BadImage
// begin with the IL offset.
void decode_code(Body&, const MethodBody&);
// Part of decode_code: protected regions nest, control enters and leaves them only as III.1.7.5 allows, no instruction falls
// off the end. Puts inner regions first.
void check_regions(Body&);
[[noreturn]] void bad_il(uint32_t offset, const std::string& message);

const char* op_text(Op);
enum class OperandKind : uint8_t { None, Index, I4, I8, R4, R8, Branch, Switch, String, Type, Method, Field, Sig, Token };
OperandKind op_operand(Op);
int op_pops(Op);    // -1: depends on the operand
int op_pushes(Op);
// Control never reaches the next instruction: br, leave, ret, throw, rethrow, jmp, endfinally, endfilter.
bool ends_flow(Op);

std::string dump(TypeSystem&, const Body&);

}  // namespace ahead
