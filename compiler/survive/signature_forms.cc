#include "survive/signature_forms.h"

namespace ahead {

namespace {

// Assemblies with this attribute pass everything as it is: bool is a byte, char two.
bool runtime_marshalling(Module* m) {
  return !m->is_assembly() || !m->find_attribute(make_token(Table::Assembly, 1), "System.Runtime.CompilerServices.DisableRuntimeMarshallingAttribute");
}

enum ParamFlags : uint16_t { kIn = 1, kOut = 2 };
constexpr const char* kDisabled = "Cannot marshal managed types when the runtime marshalling system is disabled.";

struct Reader {
  TypeSystem& types; Method* method; bool marshalling;
  SignatureForms out;

  struct Row { uint16_t flags = 0; MarshalAs as; };
  Row row(unsigned sequence) {
    Module* m = method->def->module;
    auto d = m->method_def(method->def->row);
    for (uint32_t p = d.param_begin; p < d.param_end; p++)
      if (m->param(p).sequence == sequence) return {m->param(p).flags, read_marshal_as(m, make_token(Table::Param, p))};
    return {};
  }

  void refuse(unsigned sequence, const NativeForm& form) {
    if (!out.refusal.empty()) return;
    if (!form.field_why.empty()) {
      out.exception = SignatureForms::TypeLoad;
      out.refusal = form.field_why;
      return;
    }
    std::string place = sequence ? "parameter #" + std::to_string(sequence) : "return value";
    out.refusal = "Cannot marshal '" + place + "': " + form.why;
  }

  ParameterForm as_is(Type* t, unsigned sequence) {
    ParameterForm p;
    p.type = t, p.form.managed = p.form.native = t;
    if (t->is_reference() || t->kind == ElementKind::ByRef) {
      p.form.kind = NativeForm::Refused, p.form.why = kDisabled;
      refuse(sequence, p.form);
    }
    return p;
  }

  ParameterForm one(Type* t, unsigned sequence) {
    if (!marshalling) return as_is(t, sequence);
    Row r = row(sequence);
    ParameterForm p;
    p.byref = t->kind == ElementKind::ByRef;
    p.type = p.byref ? t->element : t;
    p.form = native_form(types, p.type, r.as, sequence ? Place::Parameter : Place::Return, out.unicode);
    if (p.form.kind == NativeForm::AsIs) p.form.native = t;
    if (p.byref) {
      if (p.form.kind == NativeForm::PinnedChars || p.form.kind == NativeForm::PinnedObject || p.form.kind == NativeForm::PinnedArray) {
        if (!p.form.marshaller) p.form.kind = NativeForm::Refused, p.form.why = "Invalid managed/unmanaged type combination.";
        else p.form.kind = p.form.otherwise;
      }
      p.in = !(r.flags & kOut) || (r.flags & kIn);
      p.out = !(r.flags & kIn) || (r.flags & kOut);
    } else {
      bool said = r.flags & (kIn | kOut);
      p.in = !said || (r.flags & kIn);
      p.out = said ? (r.flags & kOut) : p.form.updates;
    }
    if (p.form.kind == NativeForm::SafeHandle && p.type->def->is_abstract && (p.byref || !sequence)) {
      p.form.kind = NativeForm::Refused;
      p.form.why = sequence ? "Ref and out SafeHandle parameters cannot be abstract." : "Returned SafeHandles cannot be abstract.";
    }
    if (p.form.kind == NativeForm::Refused) {
      p.form.native = p.type;
      refuse(sequence, p.form);
    }
    return p;
  }

  void run() {
    if (method->sig.call_conv == 5) {
      out.exception = SignatureForms::InvalidProgram;
      out.refusal = "Vararg calling convention not supported.";
    }
    for (size_t i = 0; i < method->sig.params.size(); i++) out.params.push_back(one(method->sig.params[i], unsigned(i + 1)));
    out.ret = one(method->sig.ret, 0);
  }
};

// CharSet and SetLastError of [UnmanagedFunctionPointer].
void read_function_pointer_attribute(TypeDef* d, SignatureForms& f) {
  auto blob = d->module->find_attribute(d->token(), "System.Runtime.InteropServices.UnmanagedFunctionPointerAttribute");
  if (!blob) return;
  BlobReader r{*blob};
  r.u16(), r.u32();
  for (uint16_t n = r.u16(); n > 0; --n) {
    r.u8();
    uint8_t type = r.u8();
    if (type == 0x55) r.ser_string();
    auto name = r.ser_string();
    uint32_t value = type == 0x02 ? r.u8() : r.u32();
    if (name && *name == "CharSet") f.unicode = value == 3;
    if (name && *name == "SetLastError") f.last_error = value;
  }
}

}  // namespace

Type* ParameterForm::native() const { return form.kind == NativeForm::Refused ? nullptr : form.native; }

bool SignatureForms::all_as_is() const {
  if (last_error || hresult || !refusal.empty() || ret.form.kind != NativeForm::AsIs) return false;
  for (auto& p : params) if (p.form.kind != NativeForm::AsIs) return false;
  return true;
}

SignatureForms pinvoke_forms(TypeSystem& types, Method* pinvoke) {
  Module* m = pinvoke->def->module;
  Reader r{types, pinvoke, runtime_marshalling(m), {}};
  auto map = m->impl_map(pinvoke->def->row);
  if (!map) {
    r.out.refusal = "no library is named";
    return std::move(r.out);
  }
  r.out.unicode = (map->flags & 6) == 4;   // Auto is ANSI here
  r.out.last_error = map->flags & 0x40;
  r.out.hresult = !(m->method_def(pinvoke->def->row).impl_flags & 0x80);
  r.run();
  return std::move(r.out);
}

SignatureForms delegate_forms(TypeSystem& types, Type* delegate, Method* invoke) {
  Reader r{types, invoke, runtime_marshalling(delegate->def->module), {}};
  read_function_pointer_attribute(delegate->def, r.out);
  r.run();
  return std::move(r.out);
}

}  // namespace ahead
