// Stubs: IL around a call between managed and native code.
//
//     int Stub(string name, ref Point p) {            [DllImport] static extern int Call(string name, ref Point p);
//       byte* n0 = null; Point$native n1 = default;
//       try {
//         AnsiString.ToNative(ref name, (byte*)&n0);   Fields<Point>.ToNative(ref p, (byte*)&n1);
//         int r = calli(n0, &n1);
//         Point t = default; Fields<Point>.ToManaged(ref t, (byte*)&n1); p = t;
//         return r;
//       } finally { AnsiString.Free((byte*)&n0); Fields<Point>.Free((byte*)&n1); }
//     }
//
// The way from native code to a delegate is the mirror image without Free: native memory belongs to the caller. A runtime that generates code
// makes such IL when a call is first made; here it is written when the method is reached, so that everything it calls is compiled, too.
#include "survive/assembler.h"
#include "survive/marshal.h"
#include "survive/signature_forms.h"

namespace ahead {

namespace {

struct Stub {
  Bodies& bodies; TypeSystem& types; Method* method; const SignatureForms& forms; Assembler a;
  unsigned first;                                       // IL number of the first parameter
  struct State { uint32_t native = ~0u, managed = ~0u, added = ~0u, before = ~0u, count = ~0u; };
  std::vector<State> states;
  State result;

  Stub(Bodies& b, Method* m, const SignatureForms& f) : bodies(b), types(b.types), method(m), forms(f), a(m), first(m->sig.has_this ? 1 : 0), states(f.params.size()) {
    a.body->max_stack = uint32_t(8 + 2 * f.params.size());
  }

  // -- pieces --
  Type* native_int() { return types.primitive(ElementKind::I); }
  Method* find(Type* t, const char* name) {
    if (Method* m = types.find_method(t, name)) return m;
    throw LoadError(LoadError::MissingMethod, types.type_name(t) + "." + name);
  }
  void call(Type* t, const char* name) { a.op(Op::Call, find(t, name)); }
  void helper(const char* type, const char* name) { call(types.well_known(std::string("Ahead.Interop.") + type), name); }
  void core(const char* type, const char* name, size_t params) {
    if (Method* m = types.find_method(types.well_known(type), name, int(params))) { a.op(Op::Call, m); return; }
    throw LoadError(LoadError::MissingMethod, std::string(type) + "." + name);
  }
  void generic_helper(const char* name, Type* arg) {
    Type* t = types.well_known("Ahead.Interop.SafeHandles");
    a.op(Op::Call, types.method(t, find(t, name)->def, types.intern_list({arg})));
  }
  void arg(size_t i) { a.op_i(Op::Ldarg, int64_t(first + i)); }
  void arg_address(size_t i) { a.op_i(Op::Ldarga, int64_t(first + i)); }
  void local_address(uint32_t l) { a.op_i(Op::Ldloca, l).op(Op::ConvU); }
  void text(const std::string& s) {
    bodies.own_texts.push_back(std::make_unique<std::u16string>());
    for (unsigned char c : s) bodies.own_texts.back()->push_back(c);
    a.op(Op::Ldstr, bodies.own_texts.back().get());
  }
  // What a marshaller wants besides the two addresses.
  void extra(const NativeForm& form, const State& s) {
    if (form.kind == NativeForm::Counted) a.op_i(Op::Ldloc, s.count);
    if (form.kind == NativeForm::WithCookie) text(form.as.cookie);
  }
  bool through_marshaller(const NativeForm& f) { return f.kind == NativeForm::Marshalled || f.kind == NativeForm::Counted || f.kind == NativeForm::WithCookie; }

  // Elements of an array whose length the signature tells: SizeConst plus the parameter that SizeParamIndex names. `managed`: parameters
  // have their managed form.
  void count_from_signature(const NativeForm& form, State& s, bool managed) {
    const MarshalAs& as = form.as;
    if (s.count == ~0u) s.count = a.local(types.primitive(ElementKind::I4));
    bool param = as.size_param >= 0 && size_t(as.size_param) < forms.params.size();
    a.op_i(Op::LdcI4, std::max(0, as.size_const) + (param || as.size_const > 0 ? 0 : 1));
    if (param) {
      size_t i = size_t(as.size_param);
      arg(i);
      const ParameterForm& p = forms.params[i];
      if (p.byref && (managed || p.form.kind == NativeForm::AsIs)) a.op(Op::Ldobj, p.type);
      a.op(Op::ConvI4).op(Op::Add);
    }
    a.op_i(Op::Stloc, s.count);
  }

  // -- into native code --
  void prepare(size_t i) {
    const ParameterForm& p = forms.params[i];
    const NativeForm& f = p.form;
    State& s = states[i];
    if (f.kind == NativeForm::AsIs) return;
    s.native = a.local(f.native);
    if (f.kind == NativeForm::SafeHandle) s.added = a.local(types.primitive(ElementKind::Boolean));
    if (f.kind == NativeForm::SafeHandle && p.byref) s.managed = a.local(p.type), s.before = a.local(p.type);
    if (p.byref && through_marshaller(f)) s.managed = a.local(p.type);
    if (f.kind == NativeForm::Counted) s.count = a.local(types.primitive(ElementKind::I4));
  }
  void by_value_in(size_t i) {
    const ParameterForm& p = forms.params[i];
    const NativeForm& f = p.form;
    State& s = states[i];
    switch (f.kind) {
      case NativeForm::PinnedChars: case NativeForm::PinnedArray: case NativeForm::PinnedObject:
        arg(i);
        helper("Pins", f.kind == NativeForm::PinnedChars ? "Chars" : f.kind == NativeForm::PinnedArray ? "Array" : "Object");
        a.op_i(Op::Stloc, s.native);
        break;
      case NativeForm::SafeHandle:
        arg(i);
        a.op_i(Op::Ldloca, s.added);
        helper("SafeHandles", "AddRef");
        a.op_i(Op::Stloc, s.native);
        break;
      default:
        if (f.kind == NativeForm::Counted) {
          arg(i);
          helper("Pins", "Length");
          a.op_i(Op::Stloc, s.count);
        }
        arg_address(i);
        local_address(s.native);
        if (!p.in && f.kind == NativeForm::Counted) { call(f.marshaller, "Allocate"); break; }
        extra(f, s);
        call(f.marshaller, "ToNative");
    }
  }
  void byref_in(size_t i) {
    const ParameterForm& p = forms.params[i];
    State& s = states[i];
    if (p.form.kind == NativeForm::SafeHandle) {
      if (p.in) {
        arg(i);
        a.op(Op::Ldobj, p.type).op_i(Op::Stloc, s.before);
        a.op_i(Op::Ldloc, s.before).op_i(Op::Ldloca, s.added);
        helper("SafeHandles", "AddRef");
        a.op_i(Op::Stloc, s.native);
      }
      if (p.out) {
        generic_helper("Create", p.type);
        a.op_i(Op::Stloc, s.managed);
      }
      return;
    }
    if (!p.in) return;
    if (p.form.kind == NativeForm::Counted) a.op_i(Op::LdcI4, 0).op_i(Op::Stloc, s.count);
    arg(i);
    local_address(s.native);
    extra(p.form, s);
    call(p.form.marshaller, "ToNative");
  }
  void pass(size_t i) {
    const ParameterForm& p = forms.params[i];
    if (p.form.kind == NativeForm::AsIs) arg(i);
    else if (p.byref) local_address(states[i].native);
    else a.op_i(Op::Ldloc, states[i].native);
  }
  // Delegates whose function pointers native code has. The address of a value stands for what is in it.
  void keep_alive(size_t i) {
    if (forms.params[i].type->is_value_type) arg_address(i); else arg(i);
    core("System.GC", "KeepAlive", 1);
  }
  void after(size_t i) {
    const ParameterForm& p = forms.params[i];
    State& s = states[i];
    NativeForm::Kind k = p.form.kind;
    if (k == NativeForm::PinnedChars || k == NativeForm::PinnedArray || k == NativeForm::PinnedObject) {
      arg(i);
      core("System.GC", "KeepAlive", 1);
      return;
    }
    if (!p.byref && through_marshaller(p.form) && p.type->kind != ElementKind::String) keep_alive(i);
    if (!p.out || k == NativeForm::AsIs) return;
    if (k == NativeForm::SafeHandle) { if (p.byref) handle_out(i); return; }
    if (!p.byref) {
      arg_address(i);
      local_address(s.native);
      extra(p.form, s);
      call(p.form.marshaller, "ToManaged");
      return;
    }
    if (k == NativeForm::Counted) count_from_signature(p.form, s, true);
    if (k == NativeForm::WithCookie && p.in) {
      arg(i);
      text(p.form.as.cookie);
      call(p.form.marshaller, "GiveUp");
    }
    a.op_i(Op::Ldloca, s.managed);
    local_address(s.native);
    extra(p.form, s);
    call(p.form.marshaller, "ToManaged");
    arg(i);
    a.op_i(Op::Ldloc, s.managed).op(Op::Stobj, p.type);
  }
  // A `ref` handle that native code left alone keeps its object.
  void handle_out(size_t i) {
    const ParameterForm& p = forms.params[i];
    State& s = states[i];
    uint32_t same = 0;
    if (p.in) {
      a.op_i(Op::Ldloc, s.before);
      helper("SafeHandles", "Value");
      a.op_i(Op::Ldloc, s.native);
      same = a.branch(Op::Beq);
    }
    a.op_i(Op::Ldloc, s.managed).op_i(Op::Ldloc, s.native);
    helper("SafeHandles", "Set");
    arg(i);
    a.op_i(Op::Ldloc, s.managed).op(Op::Stobj, p.type);
    if (p.in) a.land(same);
  }
  bool cleans(const ParameterForm& p) { return through_marshaller(p.form) || (p.form.kind == NativeForm::SafeHandle && p.in && &p != &forms.ret); }
  void clean(const ParameterForm& p, const State& s, size_t i) {
    if (p.form.kind == NativeForm::SafeHandle) {
      if (p.byref) a.op_i(Op::Ldloc, s.before);
      else arg(i);
      a.op_i(Op::Ldloc, s.added);
      helper("SafeHandles", "Release");
      return;
    }
    local_address(s.native);
    extra(p.form, s);
    call(p.form.marshaller, "Free");
  }

  // The result: of the function, or with HRESULT through one more parameter.
  bool has_result() { return method->sig.ret->kind != ElementKind::Void; }
  void prepare_result() {
    if (!has_result()) return;
    const NativeForm& f = forms.ret.form;
    result.managed = a.local(method->sig.ret);
    result.native = f.kind == NativeForm::AsIs ? result.managed : a.local(f.native);
    if (f.kind == NativeForm::SafeHandle) {
      generic_helper("Create", method->sig.ret);
      a.op_i(Op::Stloc, result.managed);
    }
  }
  void result_to_managed() {
    if (!has_result() || forms.ret.form.kind == NativeForm::AsIs) return;
    if (forms.ret.form.kind == NativeForm::SafeHandle) {
      a.op_i(Op::Ldloc, result.managed).op_i(Op::Ldloc, result.native);
      helper("SafeHandles", "Set");
      return;
    }
    a.op_i(Op::Ldloca, result.managed);
    local_address(result.native);
    extra(forms.ret.form, result);
    call(forms.ret.form.marshaller, "ToManaged");
  }
  Type* native_signature() {
    Signature sig;
    sig.call_conv = 1;
    std::vector<Type*> params;
    for (auto& p : forms.params) params.push_back(p.form.kind != NativeForm::AsIs && p.byref ? native_int() : p.native());
    if (forms.hresult && has_result()) params.push_back(native_int());
    sig.params = types.intern_list(params);
    sig.ret = forms.hresult ? types.primitive(ElementKind::I4) : forms.ret.native();
    return types.fn_pointer(sig);
  }

  void native_call(uint32_t code) {
    if (forms.last_error) core("System.StubHelpers.StubHelpers", "ClearLastError", 0);
    for (size_t i = 0; i < forms.params.size(); i++) pass(i);
    if (forms.hresult && has_result()) local_address(result.native);
    a.op_i(Op::Ldloc, code).op(Op::Calli, native_signature());
    uint32_t status = ~0u;
    if (forms.hresult) a.op_i(Op::Stloc, status = a.local(types.primitive(ElementKind::I4)));
    else if (has_result()) a.op_i(Op::Stloc, result.native);
    if (forms.last_error) core("System.StubHelpers.StubHelpers", "SetLastError", 0);
    if (!forms.hresult) return;
    a.op_i(Op::Ldloc, status);
    core("System.Runtime.InteropServices.Marshal", "ThrowExceptionForHR", 1);
  }

  // `push_code` leaves the address of the native function on the stack.
  std::unique_ptr<Body> to_native(auto push_code) {
    uint32_t code = a.local(native_int());
    push_code();
    a.op_i(Op::Stloc, code);
    for (size_t i = 0; i < states.size(); i++) prepare(i);
    prepare_result();
    bool protect = cleans(forms.ret);
    for (auto& p : forms.params) protect |= cleans(p);
    uint32_t begin = a.here();
    for (size_t i = 0; i < states.size(); i++) {
      if (forms.params[i].form.kind == NativeForm::AsIs) continue;
      if (forms.params[i].byref) byref_in(i); else by_value_in(i);
    }
    native_call(code);
    for (size_t i = 0; i < states.size(); i++) after(i);
    result_to_managed();
    if (protect) finish_protected(begin);
    if (has_result()) a.op_i(Op::Ldloc, result.managed);
    return a.ret();
  }
  void finish_protected(uint32_t begin) {
    uint32_t leave = a.branch(Op::Leave);
    uint32_t handler = a.here();
    for (size_t i = 0; i < states.size(); i++) if (cleans(forms.params[i])) clean(forms.params[i], states[i], i);
    if (cleans(forms.ret)) clean(forms.ret, result, 0);
    a.op(Op::Endfinally);
    a.body->regions.push_back({EHClause::Finally, begin, handler, handler, a.here(), 0, Token{}});
    a.land(leave);
  }

  // -- from native code: `method` has native parameters, `target` is called with managed ones on the delegate --
  void receive(size_t i, Method* target) {
    const ParameterForm& p = forms.params[i];
    State& s = states[i];
    if (p.form.kind == NativeForm::AsIs) return;
    s.managed = a.local(target->sig.params[i]->kind == ElementKind::ByRef ? p.type : target->sig.params[i]);
    if (p.byref && !p.in) return;
    if (p.form.kind == NativeForm::Counted) count_from_signature(p.form, s, false);
    a.op_i(Op::Ldloca, s.managed);
    if (p.byref) arg(i); else { arg_address(i); a.op(Op::ConvU); }
    extra(p.form, s);
    call(p.form.marshaller, "ToManaged");
  }
  void send_back(size_t i) {
    const ParameterForm& p = forms.params[i];
    State& s = states[i];
    if (p.form.kind == NativeForm::AsIs || !p.out) return;
    if (!p.byref) {
      // Contents of the caller's buffer, array or object.
      Method* update = types.find_method(p.form.marshaller, "Update");
      if (!update) return;
      a.op_i(Op::Ldloca, s.managed);
      arg_address(i);
      a.op(Op::ConvU).op(Op::Call, update);
      return;
    }
    if (p.form.kind == NativeForm::Counted && s.count == ~0u) count_from_signature(p.form, s, false);
    if (p.in) {              // what the caller passed is replaced
      arg(i);
      extra(p.form, s);
      call(p.form.marshaller, "Free");
    }
    a.op_i(Op::Ldloca, s.managed);
    arg(i);
    extra(p.form, s);
    call(p.form.marshaller, "ToNative");
  }
  std::unique_ptr<Body> from_native(Method* target) {
    for (size_t i = 0; i < states.size(); i++) receive(i, target);
    a.op_i(Op::Ldarg, 0);
    for (size_t i = 0; i < states.size(); i++) {
      const ParameterForm& p = forms.params[i];
      if (p.form.kind == NativeForm::AsIs) arg(i);
      else a.op_i(p.byref ? Op::Ldloca : Op::Ldloc, states[i].managed);
    }
    a.op(Op::Callvirt, target);
    bool converts = has_result() && forms.ret.form.kind != NativeForm::AsIs;
    if (converts) a.op_i(Op::Stloc, result.managed = a.local(target->sig.ret));
    for (size_t i = 0; i < states.size(); i++) send_back(i);
    if (converts) {
      result.native = a.local(forms.ret.form.native);
      a.op_i(Op::Ldloca, result.managed);
      local_address(result.native);
      extra(forms.ret.form, result);
      call(forms.ret.form.marshaller, "ToNative");
      a.op_i(Op::Ldloc, result.native);
    }
    return a.ret();
  }

  std::unique_ptr<Body> refuse() {
    const char* names[] = {"System.Runtime.InteropServices.MarshalDirectiveException", "System.TypeLoadException", "System.InvalidProgramException"};
    Type* exception = types.well_known(names[forms.exception]);
    for (MethodDef* d : exception->def->methods) {
      Method* m = d->is_ctor() ? types.method(exception, d) : nullptr;
      if (!m || m->sig.params.size() != 1 || m->sig.params[0]->kind != ElementKind::String) continue;
      text(forms.refusal);
      a.op(Op::Newobj, m).op(Op::Throw);
      return std::move(a.body);
    }
    throw LoadError(LoadError::MissingMethod, names[forms.exception]);
  }
};

constexpr const char *kFromNative = "InvokeFromNative", *kToNative = "InvokeNative";

Method* invoke_of(TypeSystem& types, Type* delegate) {
  if (!delegate->is_delegate || delegate->is_generic() || delegate->open) return nullptr;
  return types.find_method(delegate, "Invoke");
}

// Handles can be lent to native code only; everything else that is pinned on the way out is copied on the way in.
void for_callback(SignatureForms& f) {
  auto fix = [&](ParameterForm& p, size_t sequence) {
    bool pinned = p.form.kind == NativeForm::PinnedChars || p.form.kind == NativeForm::PinnedArray || p.form.kind == NativeForm::PinnedObject;
    if (pinned && p.form.marshaller) p.form.kind = p.form.otherwise;
    else if ((pinned || p.form.kind == NativeForm::SafeHandle) && f.refusal.empty())
      f.refusal = "Cannot marshal '" + (sequence ? "parameter #" + std::to_string(sequence) : std::string("return value")) +
                  "': SafeHandles cannot be marshaled from unmanaged to managed.";
  };
  for (size_t i = 0; i < f.params.size(); i++) fix(f.params[i], i + 1);
  fix(f.ret, 0);
}

SignatureForms callback_forms(TypeSystem& types, Type* delegate, Method* invoke) {
  SignatureForms f = delegate_forms(types, delegate, invoke);
  for_callback(f);
  return f;
}

// Ahead.Interop.Fields<T>: each field through its own marshaller.
struct FieldsWriter {
  TypeSystem& types; Method* method; Type* type; Assembler a;

  void field(const NativeField& f, bool free) {
    if (!free) {
      a.op_i(Op::Ldarg, 0);
      if (!type->is_value_type) a.op(Op::LdindRef);
      a.op(Op::Ldflda, f.field);
    }
    a.op_i(Op::Ldarg, free ? 0 : 1).op_i(Op::LdcI4, f.offset).op(Op::Add);
    if (f.form.kind == NativeForm::Counted) a.op_i(Op::LdcI4, f.count);
    Type* k = f.form.marshaller;
    if (f.form.kind == NativeForm::AsIs) k = types.instantiate(types.find_type("Ahead.Interop.Copy`1"), types.intern_list({f.form.managed}));
    a.op(Op::Call, types.find_method(k, method->name()));
  }
  // The same bytes on both sides.
  void copy() {
    bool out = method->name() == "ToNative";
    a.op_i(Op::Ldarg, out ? 1 : 0).op_i(Op::Ldarg, out ? 0 : 1);
    if (!type->is_value_type) {
      // the first field of the object lies behind its MethodTable pointer
      if (out) a.op(Op::LdindRef).op(Op::ConvU).op_i(Op::LdcI4, 8).op(Op::Add);
      else { a.body->code.pop_back(); a.op(Op::LdindRef).op(Op::ConvU).op_i(Op::LdcI4, 8).op(Op::Add).op_i(Op::Ldarg, 1); }
    }
    a.op_i(Op::LdcI4, native_layout(types, type).size).op(Op::Cpblk);
  }
  std::unique_ptr<Body> write() {
    const NativeLayout& layout = native_layout(types, type);
    if (method->name() == "get_Size") return a.op_i(Op::LdcI4, layout.size).ret();
    bool free = method->name() == "Free";
    bool fixed = type->is_value_type && type->def->is_inline_array;
    if (layout.same && !free) copy();
    else if (!layout.same && !fixed) for (const NativeField& f : layout.fields) field(f, free);
    return a.ret();
  }
};

}  // namespace

bool passes_as_is(TypeSystem& types, Method* pinvoke) { return pinvoke->sig.call_conv != 5 && pinvoke_forms(types, pinvoke).all_as_is(); }
std::string pinvoke_refusal(TypeSystem& types, Method* pinvoke) { return pinvoke_forms(types, pinvoke).refusal; }

Method* delegate_from_native(TypeSystem& types, Type* delegate) {
  Method* invoke = invoke_of(types, delegate);
  if (!invoke) return nullptr;
  SignatureForms f = callback_forms(types, delegate, invoke);
  Signature sig;
  sig.has_this = true;
  std::vector<Type*> params;
  Type* pointer = types.primitive(ElementKind::I);
  for (auto& p : f.params) {
    Type* native = p.byref && p.form.kind != NativeForm::AsIs ? pointer : p.native();
    params.push_back(native ? native : pointer);
  }
  sig.params = types.intern_list(params);
  sig.ret = f.ret.native() ? f.ret.native() : pointer;
  return types.companion(invoke, kFromNative, sig);
}

Method* delegate_to_native(TypeSystem& types, Type* delegate) {
  Method* invoke = invoke_of(types, delegate);
  return invoke ? types.companion(invoke, kToNative, invoke->sig) : nullptr;
}

Method* struct_stub(TypeSystem& types, Type* t) {
  if (!native_size(types, t) || t->is_primitive()) return nullptr;
  if (native_layout(types, t).same) return nullptr;
  return types.find_method(types.instantiate(types.find_type("Ahead.Interop.StructStub`1"), types.intern_list({t})), "Run", 4);
}

std::unique_ptr<Body> interop_body(Bodies& bodies, Method* m) {
  TypeSystem& types = bodies.types;
  if (m->def->is_pinvoke() && !m->def->overlay) {
    SignatureForms forms = pinvoke_forms(types, m);
    if (forms.all_as_is()) return nullptr;
    Stub s(bodies, m, forms);
    if (!forms.refusal.empty()) return s.refuse();
    return s.to_native([&] { s.a.op(Op::Ldnative, m); });
  }
  if (m->owner->is_delegate && (m->name() == kFromNative || m->name() == kToNative)) {
    Method* invoke = invoke_of(types, m->owner);
    if (!invoke) return nullptr;
    bool from = m->name() == kFromNative;
    SignatureForms forms = from ? callback_forms(types, m->owner, invoke) : delegate_forms(types, m->owner, invoke);
    Stub s(bodies, m, forms);
    if (!forms.refusal.empty()) return s.refuse();
    if (from) return s.from_native(invoke);
    Field* code = types.find_field(types.well_known("System.Delegate"), "_methodPtrAux");
    return s.to_native([&] { s.a.op_i(Op::Ldarg, 0).op(Op::Ldfld, code); });
  }
  std::string_view owner = type_full_name(m->owner);
  if (owner == "Ahead.Interop.Fields`1") return FieldsWriter{types, m, m->owner->args[0], Assembler(m)}.write();
  if (owner == "Ahead.Interop.Customs`1" && m->name() == "GetInstance") {
    Method* get = types.find_method(m->owner->args[0], "GetInstance", 1);
    if (!get || !get->is_static()) throw LoadError(LoadError::MissingMethod, types.type_name(m->owner->args[0]) + ".GetInstance");
    return Assembler(m).op_i(Op::Ldarg, 0).op(Op::Call, get).ret();
  }
  return nullptr;
}

Type* delegate_made_by(Method* m) {
  bool makes = m->def && m->args.size() == 1 && m->def->name == "GetDelegateForFunctionPointer" && m->def->owner->full_name == "System.Runtime.InteropServices.Marshal";
  return makes && m->args[0]->is_delegate ? m->args[0] : nullptr;
}

std::string pinvoke_symbol(TypeSystem&, Method* pinvoke) {
  auto map = pinvoke->def->module->impl_map(pinvoke->def->row);
  if (!map || (map->module != "QCall" && !map->module.starts_with("libSystem."))) return {};
  return std::string(map->import_name.empty() ? pinvoke->name() : map->import_name);
}

}  // namespace ahead
