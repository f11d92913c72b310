// Decoded IL as text, operands by name. What cannot be resolved is shown as its token and the reason.
#include <cstdio>
#include "il/il.h"

namespace ahead {

namespace {

std::string hex(const char* format, uint32_t value) {
  char text[24];
  snprintf(text, sizeof text, format, value);
  return text;
}

std::string number(double value) {
  char text[40];
  snprintf(text, sizeof text, "%.17g", value);
  return text;
}

std::string quoted(std::u16string_view s) {
  std::string out = "\"";
  for (char16_t c : s) {
    if (c == '"' || c == '\\') out += '\\', out += char(c);
    else if (c >= 0x20 && c < 0x7f) out += char(c);
    else out += hex("\\u%04x", c);
  }
  return out + "\"";
}

class Dumper {
 public:
  Dumper(TypeSystem& types, const Body& body) : types_(types), body_(body) {}

  std::string run() {
    if (body_.method) line(types_.display_name(body_.method));
    line(".maxstack " + std::to_string(body_.max_stack) + (body_.init_locals ? " .init" : ""));
    for (size_t i = 0; i < body_.locals.size(); i++)
      line(".local " + std::to_string(i) + " " + types_.type_name(body_.locals[i].first) + (body_.locals[i].second ? " pinned" : ""));
    for (const Region& r : body_.regions) region(r);
    for (const Instr& in : body_.code) instruction(in);
    return std::move(out_);
  }

 private:
  void line(const std::string& s) { out_ += s + "\n"; }

  std::string label(uint32_t index) const {
    if (index < body_.code.size()) return hex("IL_%04x", body_.code[index].offset);
    return "end";
  }

  void region(const Region& r) {
    std::string s = ".try " + label(r.try_begin) + " to " + label(r.try_end);
    switch (r.kind) {
      case EHClause::Catch: s += " catch " + (r.catch_type ? types_.type_name(r.catch_type) : hex("%08x", r.catch_token.value)); break;
      case EHClause::Filter: s += " filter " + label(r.filter_begin); break;
      case EHClause::Finally: s += " finally"; break;
      case EHClause::Fault: s += " fault"; break;
    }
    line(s + " " + label(r.handler_begin) + " to " + label(r.handler_end));
  }

  void instruction(const Instr& in) {
    std::string s = hex("IL_%04x: ", in.offset);
    if (in.prefix_flags & kVolatile) s += "volatile. ";
    if (in.prefix_flags & kUnaligned) s += "unaligned. ";
    if (in.prefix_flags & kTail) s += "tail. ";
    if (in.prefix_flags & kReadonly) s += "readonly. ";
    if (in.prefix_flags & kNoCheck) s += "no. ";
    if (in.constrained.value || in.constrained_type)
      s += "constrained. " + named(in.constrained, [&] { return types_.type_name(body_.constrained(types_, in)); }) + " ";
    s += op_text(in.op);
    std::string o = operand(in);
    line(o.empty() ? s : s + " " + o);
  }

  template <class F>
  static std::string named(Token token, F name) {
    try {
      return name();
    } catch (const std::runtime_error& e) {
      return hex("%08x", token.value) + " (" + e.what() + ")";
    }
  }

  std::string operand(const Instr& in) {
    switch (op_operand(in.op)) {
      case OperandKind::None: return {};
      case OperandKind::Index: return std::to_string(in.index);
      case OperandKind::I4: case OperandKind::I8: return std::to_string(in.i);
      case OperandKind::R4: case OperandKind::R8: return number(in.r);
      case OperandKind::Branch: return label(in.target);
      case OperandKind::Switch: return targets(*in.switch_targets);
      case OperandKind::String: return named(in.token, [&] { return quoted(body_.string(in)); });
      case OperandKind::Type: return named(in.token, [&] { return types_.type_name(body_.type(types_, in)); });
      case OperandKind::Method: return named(in.token, [&] { return types_.method_name(body_.callee(types_, in)); });
      case OperandKind::Field: return named(in.token, [&] { return types_.field_name(body_.field(types_, in)); });
      case OperandKind::Sig: return hex("%08x", in.token.value);
      case OperandKind::Token: return in.resolved ? "(resolved)" : named(in.token, [&] { return token_name(in); });
    }
    return {};
  }

  std::string targets(const std::vector<uint32_t>& list) const {
    std::string s = "(";
    for (uint32_t t : list) s += (s.size() > 1 ? ", " : "") + label(t);
    return s + ")";
  }

  // ldtoken: a member reference is a field when its signature says so (II.23.2.4).
  std::string token_name(const Instr& in) {
    switch (in.token.table()) {
      case Table::MethodDef: case Table::MethodSpec: return types_.method_name(body_.callee(types_, in));
      case Table::Field: return types_.field_name(body_.field(types_, in));
      case Table::MemberRef: {
        Blob signature = body_.module->member_ref(in.token.row()).signature;
        bool field = !signature.empty() && (signature[0] & 0xf) == 6;
        return field ? types_.field_name(body_.field(types_, in)) : types_.method_name(body_.callee(types_, in));
      }
      default: return types_.type_name(body_.type(types_, in));
    }
  }

  TypeSystem& types_;
  const Body& body_;
  std::string out_;
};

}  // namespace

std::string dump(TypeSystem& types, const Body& body) { return Dumper(types, body).run(); }

}  // namespace ahead
