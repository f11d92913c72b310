// What one reached body needs.
#include "survive/graph.h"
#include "survive/marshal.h"

namespace ahead {

// `new Func<int, int>(Twice).Method` is how libraries name a method that they call by reflection.
bool Walk::asks_for_delegate_methods(const MethodBodyInfo& info) {
  const Body& body = info.body;
  bool makes = false, asks = false;
  for (uint32_t i = 0; i < body.code.size(); ++i) {
    const Instr& in = body.code[i];
    makes |= in.op == Op::Ldftn;
    if ((in.op != Op::Call && in.op != Op::Callvirt) || !makes || !info.folded.reachable[i] || info.folded.invalid.count(i)) continue;
    Method* callee = body.callee(types, in);
    if (!is_corelib(types, callee)) continue;
    asks |= (callee->name() == "get_Method" && type_full_name(callee->owner) == "System.Delegate") ||
            (callee->name() == "GetMethodInfo" && type_full_name(callee->owner) == "System.Reflection.RuntimeReflectionExtensions");
  }
  return asks;
}

// Delegates lead to their methods: those that the program's own code makes may be asked for it anywhere.
void Walk::delegate_method(Method* m, bool asked, Node from) {
  if (!m->def || m->owner->open) return;
  if (asked) keep_code(m, from);
  else if (from.kind == Node::Code && is_own(static_cast<const Method*>(from.entity)->def->module) && !is_own(m->def->module)) library_delegates.insert(m);
}

void Walk::scan(Method* m) {
  Node self{Node::Code, m};
  Type* owner = m->owner;
  // A type without beforefieldinit is initialised before its first static method or constructor runs.
  if (owner->def && owner->def->cctor && !owner->def->before_field_init && (m->is_static() || m->def->is_ctor() || owner->is_value_type || owner->is_interface) && !m->def->is_cctor()) use_statics(owner, self);
  keep_dependencies(m, self);
  keep_generic_arguments(m->def, owner->def, m->args, owner->args, self);
  if (m->def->is_pinvoke() && !m->def->overlay)
    if (std::string why = pinvoke_refusal(types, m); !why.empty()) warn("AHEAD2002", "P/Invoke " + types.display_name(m) + " throws when it is called: " + why, nullptr);
  const MethodBodyInfo& info = program.body(m);
  if (!info.invalid.empty()) {
    if (impl.bodies.too_deep(m)) {
      std::string open = types.display_name(types.method(m->def->owner->open, m->def));
      warn("IL3054", "generic recursion: instantiations of " + open + " whose type arguments nest too deeply throw TypeLoadException", nullptr);
    } else if (!impl.bodies.decode_once(m).expected) {
      warn("AHEAD2001", info.invalid, m);
    }
    return;
  }
  if (m->def->is_synchronized()) {
    Type* monitor = types.well_known("System.Threading.Monitor");
    for (const char* name : {"Enter", "Exit"})
      if (Method* helper = types.find_method(monitor, name, name[1] == 'n' ? 2 : 1)) reach(helper, self, "is synchronized by");
    if (m->is_static()) mention(owner, self, "locks");
  }
  follow_types(info, self);
  if (is_own(m->def->module)) bind_late(info, self);
  bool asks_methods = asks_for_delegate_methods(info);
  for (uint32_t i = 0; i < info.body.code.size(); ++i) {
    if (!info.folded.reachable[i] || info.folded.elided.count(i)) continue;
    if (info.body.code[i].op == Op::Ldstr && !info.body.code[i].resolved) note_text(m, info.body.string(info.body.code[i]));
    if (auto bad = info.folded.invalid.find(i); bad != info.folded.invalid.end()) {
      warn("AHEAD2001", bad->second.message, m);
      continue;
    }
    try {
      scan_instruction(info, i, self);
      if (info.body.code[i].op == Op::Ldftn) delegate_method(info.body.callee(types, info.body.code[i]), asks_methods, self);
    } catch (const LoadError& e) {
      const_cast<MethodBodyInfo&>(info).folded.invalid[i] = {e.kind, e.what()};
      warn("AHEAD2001", e.what(), m);
    } catch (const BadImage& e) {
      const_cast<MethodBodyInfo&>(info).folded.invalid[i] = {LoadError::BadImageFormat, e.what()};
      warn("AHEAD2001", e.what(), m);
    }
  }
  for (const Region& r : info.body.regions)
    if (r.catch_type && info.folded.reachable[r.handler_begin]) mention(r.catch_type, self, "catches");
  refuse(m);
}

// A JIT looks up everything that a method names when it compiles it: what does not exist makes the whole method throw, before its first instruction. The
// framework's own methods throw where control arrives, because some of what they name is left out on purpose.
void Walk::refuse(Method* m) {
  auto& info = const_cast<MethodBodyInfo&>(program.body(m));
  if (info.folded.invalid.empty() || types.is_framework(m->def->module)) return;
  auto first = std::min_element(info.folded.invalid.begin(), info.folded.invalid.end(), [](auto& a, auto& b) { return a.first < b.first; });
  info.invalid = first->second.message, info.invalid_kind = first->second.kind;
}

// -- calls --
void Walk::call(const CallTarget& t, Node from, const char* how) {
  if (t.receiver == CallTarget::Box) construct(t.box_type, from, "boxes");
  switch (t.kind) {
    case CallTarget::Slot: use_slot(t.method, from); break;
    case CallTarget::Interface: use_interface_method(t.method, from); break;
    case CallTarget::Intrinsic:
      if (t.method->name() == "Unbox") mention(t.method->args[0], from, "unboxes");
      break;
    case CallTarget::ArrayOp:
      mention(t.method->owner, from, "indexes");
      if (t.method->array_op == ArrayOp::Ctor) {
        construct(t.method->owner, from, "makes an array of type");
        if (t.method->owner->index == 1) construct(types.szarray_of(t.method->owner->element), from, "makes an array of one dimension as");
      }
      break;
    case CallTarget::DelegateInvoke: case CallTarget::DelegateCtor: break;
    default: reach(t.method, from, how);
  }
}

// CoreLib allocates arrays (GC.AllocateUninitializedArray) and boxes enums (Enum.ToObject) by the type object alone.
void Walk::use_type_object(Type* t, Node from) {
  mention(t, from, "uses typeof");
  program.type_state[t].type_object = true;
  if (program.reflection.used) box_elements_of(t, from);
  if (t->open && t->def && t == t->def->open && from.kind == Node::Code) {
    Module* by = static_cast<const Method*>(from.entity)->owner->def->module;
    if (is_written(by)) program_uses_definition(t, from);
    if (!is_framework(by)) offer_definition(t, from);
  }
  if (!t->open) cross(t);
  if (binds_late) late_type(t, from);
  binder_names(t, from);
  if (t->is_delegate && object_delegates) make_object_delegate(t, from);
  if (t->is_delegate && delegates_reflected) keep_invoke(t, from);
  bool delegate = t->is_delegate && program.reflection.delegates_bound;   // CreateDelegate
  if (!t->open && (t->is_array() || t->is_enum || delegate)) construct(t, from, "uses typeof");
}

// Handles of methods and fields are objects; folding knows nothing of their use. False: a type, or a field that only holds data.
bool Walk::scan_member_token(const Body& body, const Instr& in, Node from) {
  Table table = in.token.table();
  if (table == Table::TypeDef || table == Table::TypeRef || table == Table::TypeSpec) return false;
  if (table == Table::Field || (table == Table::MemberRef && body.module->member_ref(in.token.row()).signature[0] == 0x06)) {
    Field* f = body.field(types, in);
    if (f->def->has_rva()) return false;
    use_field_token(f, from);
  } else use_method_token(body.callee(types, in), from);
  return true;
}

void Walk::scan_instruction(const MethodBodyInfo& info, uint32_t i, Node from) {
  const Body& body = info.body;
  const Instr& in = body.code[i];
  if (in.op == Op::Ldtoken && (!in.resolved || in.token.table() == Table::MethodDef) && scan_member_token(body, in, from)) return;
  if (info.folded.unused.count(i)) return;
  if (auto r = info.folded.results.find(i); r != info.folded.results.end()) {
    if (r->second.type) use_type_object(r->second.type, from);
    return;
  }
  switch (in.op) {
    case Op::Call: case Op::Callvirt: case Op::Jmp: {
      call(call_target(types, body, in), from, "calls");
      if (auto made = info.folded.makes.find(i); made != info.folded.makes.end()) make(made->second, body.callee(types, in), from);
      break;
    }
    case Op::Newobj: {
      CallTarget t = call_target(types, body, in);
      Type* made = body.callee(types, in)->owner;
      if (!made->is_value_type) construct(made, from, "constructs");
      call(t, from, "calls the constructor");
      break;
    }
    case Op::Ldftn: case Op::Ldvirtftn: {
      CallTarget t = call_target(types, body, in);
      if (t.kind == CallTarget::Slot || t.kind == CallTarget::Interface) { call(t, from, "calls"); break; }
      take_address(t.method, from);
      reach(t.method, from, "takes the address of");
      break;
    }
    case Op::Ldsfld: case Op::Ldsflda: case Op::Stsfld: {
      Field* f = body.field(types, in);
      use_static_field(f, from);
      use_statics(f->owner, from);
      break;
    }
    case Op::Ldfld: case Op::Ldflda: case Op::Stfld: {
      Field* f = body.field(types, in);  // instance instructions may name static fields (ECMA-335 III.4.10)
      if (f->def->is_static()) use_static_field(f, from), use_statics(f->owner, from);
      break;
    }
    case Op::Box: {
      Type* t = body.type(types, in);
      if (t->is_value_type) construct(t, from, "boxes");
      if (t->is_value_type) program_passes({&t, 1}, from);      // o.GetType() of what the program boxes
      break;
    }
    case Op::Newarr: construct(types.szarray_of(body.type(types, in)), from, "makes an array of type"); break;
    case Op::Ldelema: {
      Type* t = body.type(types, in);
      if (!t->is_value_type && !(in.prefix_flags & kReadonly)) mention(types.szarray_of(t), from, "takes the address of an element of");
      break;
    }
    case Op::Castclass: case Op::Isinst: mention(body.type(types, in), from, "casts to"); break;
    case Op::Unbox: case Op::UnboxAny: {
      Type* t = body.type(types, in);
      mention(t, from, "unboxes");
      if (t->is_nullable) mention(t->args[0], from, "unboxes");
      break;
    }
    case Op::Mkrefany: case Op::Refanyval: mention(body.type(types, in), from, "uses"); break;
    case Op::Ldtoken: {
      Table table = in.token.table();
      bool is_type = table == Table::TypeDef || table == Table::TypeRef || table == Table::TypeSpec;
      if (is_type || in.resolved) {
        use_type_object(body.type(types, in), from);
        break;
      }
      if (Field* f = body.field(types, in); f->def->has_rva()) use_static_field(f, from);   // others: scan_member_token
      break;
    }
    default: break;
  }
}

}  // namespace ahead
