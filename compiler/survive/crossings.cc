// Which delegates and structs cross into native code without a signature that says so: Marshal gets them as objects and types.
// A call with a known type says which; the others make every delegate, or every struct, of the program one that may cross.
#include "survive/graph.h"
#include "survive/marshal.h"

namespace ahead {

namespace {

constexpr const char* kMarshal = "System.Runtime.InteropServices.Marshal";
constexpr const char* kDelegatePointer = "Ahead.Interop.DelegatePointer`1";

bool is_any_delegate(Type* t) { return t->def && (t->def->full_name == "System.Delegate" || t->def->full_name == "System.MulticastDelegate"); }

}  // namespace

void Walk::crosses(Method* m) {
  std::string_view owner = type_full_name(m->owner), name = m->name();
  Node self{Node::Code, m};
  if (owner == kDelegatePointer && name == "ToNative") {
    Type* t = m->owner->args[0];
    if (!is_any_delegate(t)) return cross_delegate(t, true, self);
    every_delegate_crosses = true;
  } else if (owner == kMarshal && name == "GetFunctionPointerForDelegate") {
    if (m->args.size() == 1 && !is_any_delegate(m->args[0])) return cross_delegate(m->args[0], true, self);
    every_delegate_crosses = true;
  } else if (Type* made = delegate_made_by(m)) {
    return cross_delegate(made, false, self);
  } else if (owner == kMarshal && name == "OffsetOf") {
    program.asks_native_offsets = true;
    return;
  } else if (owner == kMarshal && name == "TryGetStructMarshalStub") {
    every_struct_crosses = true;
  } else {
    return;
  }
  std::vector<Type*> waiting;
  waiting.swap(may_cross);
  for (Type* t : waiting) cross(t);
}

// A type that objects or type objects exist of.
void Walk::cross(Type* t) {
  bool delegate = t->is_delegate, layout = !delegate && has_layout(t) && !t->is_generic() && t->kind != ElementKind::String;
  if (!delegate && !layout) return;
  bool all = delegate ? every_delegate_crosses : every_struct_crosses;
  if (!all) { may_cross.push_back(t); return; }
  Node self{Node::Mentioned, t};
  if (delegate) cross_delegate(t, true, self);
  else cross_struct(t, self);
}

void Walk::cross_delegate(Type* t, bool from_native, Node from) {
  if (!t->is_delegate || t->open || t->is_generic()) return;
  if (!from_native) construct(t, from, "makes");
  else mention(t, from, "passes to native code");
  TypeState& state = program.type_state[t];
  bool& done = from_native ? state.from_native : state.to_native;
  if (done) return;
  Method* m = from_native ? delegate_from_native(types, t) : delegate_to_native(types, t);
  if (!m) return;
  program.type_state[t].from_native |= from_native, program.type_state[t].to_native |= !from_native;
  reach(m, {Node::Mentioned, t}, from_native ? "is called by native code through" : "calls native code through");
}

void Walk::cross_struct(Type* t, Node from) {
  if (program.type_state[t].struct_stub) return;
  try {
    Method* m = struct_stub(types, t);
    if (!m) return;
    mention(t, from, "may be marshalled");
    program.type_state[t].struct_stub = true;
    address_taken.insert(m);
    reach(m, from, "is marshalled by");
  } catch (const LoadError&) {
    // no native form: Marshal says so when it is asked
  }
}

}  // namespace ahead
