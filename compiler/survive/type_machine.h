// One abstract interpretation of IL over System.Type objects, type names, arrays of them and where they come from. Private to survive/.
//
// Two questions are answered by it: which members reflection may ask for (type_flow.cc, over exact bodies while the program is being found) and which
// annotations do not fit (warn_flow.cc, over the bodies as they were written, when all is known). What an instruction does to the stack is the same for both and
// is written here; what variables, fields and calls mean is each one's own.
#pragma once
#include <map>
#include "survive/program.h"

namespace ahead {

struct Value {
  enum Kind : uint8_t {
    TypeObject, Text, ArrayAt, Int, MethodObject,
    // Types that are not known, by where they come from; what they may be asked for stands there.
    Parameter, This, Result, FieldOf, TypeParameter,
    // Managed pointers.
    Variable, FieldPlace, ParameterPlace,
  } kind;
  const void* what = nullptr;   // Type*, std::string* of the pass, -, -, Method*; MethodDef*, MethodDef*, Method*, Field*, Type*; -, Field*, MethodDef*
  uint32_t number = 0;          // ArrayAt: newarr instruction; Int; Parameter, ParameterPlace: index without `this`; Variable
  uint32_t mask = 0;            // what is promised: DynamicallyAccessedMemberTypes
  auto operator<=>(const Value&) const = default;
};

constexpr size_t kMaxValues = 24;

// What a location may hold. Nothing known and not unknown: null.
struct Values {
  std::vector<Value> known;     // sorted
  bool unknown = false;
  Type* static_type = nullptr;  // of the location it came from
  bool add(const Values& o);    // true: it grew
  bool add(const Value& v) { return add(of(v)); }
  static Values of(Value v) { return {{v}, false, nullptr}; }
  static Values other(Type* t = nullptr) { return {{}, true, t}; }
};

struct TypeMachine {
  TypeMachine(TypeSystem& t, const Body& b) : types(t), body(b) {}
  virtual ~TypeMachine() = default;
  TypeSystem& types; const Body& body;
  std::vector<Values> stack;
  std::unordered_map<uint32_t, uint32_t> lengths;   // of arrays, by newarr instruction
  std::unordered_set<std::string> texts;

  void step(uint32_t k, const Instr&);
  void push(Values v) { stack.push_back(std::move(v)); }
  Values pop();
  std::vector<bool> leaders() const;   // where control may meet
  // Arguments, `this` among them, then locals.
  uint32_t var(const Instr& in) const { return (in.op == Op::Ldarg || in.op == Op::Ldarga || in.op == Op::Starg) ? in.index : arguments() + in.index; }
  uint32_t arguments() const { return uint32_t(body.method->sig.params.size()) + body.method->sig.has_this; }

  virtual const Folded::Value* folded(uint32_t k) = 0;                    // the instruction's constant
  virtual Values loaded(uint32_t var) = 0;
  virtual void assigned(uint32_t var, const Values&) = 0;
  virtual Values address(uint32_t var) = 0;
  virtual Values loaded(Field*) = 0;
  virtual void assigned(Field*, const Values&) = 0;
  virtual Values address(Field*) { return Values::other(); }
  virtual void assigned_at(const Values& address, const Values&) {}
  virtual void element_assigned(const Values& array, const Values& index, const Values&) = 0;
  virtual Values element(const Values& array, const Values& index) = 0;
  virtual Values boxed(Type* t) { return Values::other(t); }
  virtual Values token(uint32_t k, const Instr&) = 0;
  virtual Values called(uint32_t k, const Instr&, Method*, std::vector<Values>& args) = 0;
  virtual void returned(const Values&) = 0;

  static Type* type_of(const Value& v) { return static_cast<Type*>(const_cast<void*>(v.what)); }
  static Method* method_of(const Value& v) { return static_cast<Method*>(const_cast<void*>(v.what)); }
  static const std::string& text_of(const Value& v) { return *static_cast<const std::string*>(v.what); }
  template <class F> static void each_type(const Values& v, F f) {
    for (const Value& one : v.known) if (one.kind == Value::TypeObject) f(type_of(one));
  }
};

Values constant_value(const Folded::Value&);

enum class FlowAction : uint8_t {
#define FLOW_ACTION(name) name,
#include "survive/flow.def"
};
FlowAction flow_action(TypeSystem&, const Method*);

}  // namespace ahead
