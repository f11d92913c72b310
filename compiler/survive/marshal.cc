#include "survive/marshal.h"

#include <algorithm>

namespace ahead {

namespace {

// Assemblies that the framework compiles with LibraryImport say so: everything is passed as it is.
bool runtime_marshalling(Module* m) {
  return !m->is_assembly() || !m->find_attribute(make_token(Table::Assembly, 1), "System.Runtime.CompilerServices.DisableRuntimeMarshallingAttribute");
}

// ECMA-335 II.23.4 native types
enum NativeType : uint8_t { kNone = 0, kBoolean = 2, kI1 = 3, kU1 = 4, kLPStr = 0x14, kLPWStr = 0x15, kLPTStr = 0x16, kVariantBool = 0x25, kLPUtf8Str = 0x30 };

struct Planner {
  TypeSystem& types; Method* method; ImplMapRow map; MarshalPlan plan;
  bool for_delegate = false;   // a delegate that takes delegates has no native form, and may take itself
  bool unicode() const { return (map.flags & 6) == 4; }

  // The MarshalAs of a parameter; 0 is the return value.
  uint8_t native_type(unsigned sequence) {
    Module* m = method->def->module;
    auto row = m->method_def(method->def->row);
    for (uint32_t p = row.param_begin; p < row.param_end; p++) {
      if (m->param(p).sequence != sequence) continue;
      if (auto blob = m->field_marshal(make_token(Table::Param, p)); blob && !blob->empty()) return (*blob)[0];
    }
    return kNone;
  }

  Type* primitive(ElementKind k) { return types.primitive(k); }

  bool blittable(Type* t) {
    if (t->is_pointer_like()) return t->kind != ElementKind::ByRef || blittable(t->element);
    if (t->is_enum || t->kind == ElementKind::Void) return true;
    if (t->is_primitive()) return t->kind != ElementKind::Boolean && t->kind != ElementKind::Char;
    return t->is_value_type && types.layout(t).blittable;
  }

  MarshalStep bool_step(uint8_t native) {
    ElementKind k = native == kI1 || native == kU1 ? ElementKind::U1 : native == kVariantBool ? ElementKind::I2 : ElementKind::I4;
    return {MarshalStep::Bool, primitive(k)};
  }

  MarshalStep string_step(uint8_t native) {
    bool wide = native == kLPWStr || ((native == kNone || native == kLPTStr) && unicode());
    return {wide ? MarshalStep::Utf16 : MarshalStep::Utf8, primitive(ElementKind::I)};
  }

  bool derives(Type* t, const char* base) {
    for (; t; t = types.base(t)) if (t->def && t->def->full_name == base) return true;
    return false;
  }

  MarshalStep step(Type* t, unsigned sequence, bool is_return) {
    if (blittable(t)) return {MarshalStep::Blittable, t};
    uint8_t native = native_type(sequence);
    if (t->kind == ElementKind::Boolean) return bool_step(native);
    if (t->kind == ElementKind::Char) return {MarshalStep::Char, primitive(native == kI1 || native == kU1 || (native == kNone && !unicode()) ? ElementKind::U1 : ElementKind::U2)};
    if (t->kind == ElementKind::String) {
      auto s = string_step(native);
      if (!is_return || s.kind == MarshalStep::Utf8) return s;
    }
    if (!is_return) {
      if (t->kind == ElementKind::ByRef && t->element->kind == ElementKind::Boolean) {
        auto s = bool_step(native);
        return {MarshalStep::BoolRef, s.native};
      }
      // ref char with Unicode is the same memory
      if (t->kind == ElementKind::ByRef && t->element->kind == ElementKind::Char && unicode()) return {MarshalStep::Blittable, t};
      if (t->kind == ElementKind::SzArray && (blittable(t->element) || (t->element->kind == ElementKind::Char && unicode()))) return {MarshalStep::Array, primitive(ElementKind::I)};
      if (t->is_delegate && !for_delegate && delegate_plan(types, t)) return {MarshalStep::Delegate, primitive(ElementKind::I)};
      if (t->is_reference() && derives(t, "System.Runtime.InteropServices.SafeHandle")) return {MarshalStep::Handle, primitive(ElementKind::I)};
    }
    if (plan.unsupported.empty())
      plan.unsupported = (is_return ? "result of type " : "parameter " + std::to_string(sequence) + " of type ") + types.type_name(t);
    return {MarshalStep::Unsupported, t};
  }

  Method* helper(const char* name, ElementKind param) {
    Type* marshal = types.well_known("System.Runtime.InteropServices.Marshal");
    for (MethodDef* d : marshal->def->methods) {
      if (d->name != name || d->generic_count) continue;
      Method* m = types.method(marshal, d);
      if (m->sig.params.size() != 1 || m->sig.params[0]->kind != param) continue;
      plan.helpers.push_back(m);
      return m;
    }
    throw LoadError(LoadError::MissingMethod, std::string("System.Runtime.InteropServices.Marshal.") + name);
  }

  void run() {
    plan.set_last_error = map.flags & 0x40;
    bool as_is = !runtime_marshalling(method->def->module);
    auto plan_one = [&](Type* t, unsigned sequence, bool is_return) { return as_is ? MarshalStep{MarshalStep::Blittable, t} : step(t, sequence, is_return); };
    plan.ret = plan_one(method->sig.ret, 0, true);
    for (size_t i = 0; i < method->sig.params.size(); i++) plan.params.push_back(plan_one(method->sig.params[i], i + 1, false));
    bool in = std::any_of(plan.params.begin(), plan.params.end(), [](auto& s) { return s.kind == MarshalStep::Utf8; });
    bool out = plan.ret.kind == MarshalStep::Utf8;
    if (in) plan.string_to_native = helper("StringToCoTaskMemUTF8", ElementKind::String);
    if (out) plan.native_to_string = helper("PtrToStringUTF8", ElementKind::I);
    bool delegates = std::any_of(plan.params.begin(), plan.params.end(), [](auto& s) { return s.kind == MarshalStep::Delegate; });
    if (delegates) plan.delegate_to_native = helper("GetFunctionPointerForDelegate", ElementKind::Class);
    if (in || out) plan.free = helper("FreeCoTaskMem", ElementKind::I);
  }
};

}  // namespace

MarshalPlan marshal_plan(TypeSystem& types, Method* pinvoke) {
  auto map = pinvoke->def->module->impl_map(pinvoke->def->row);
  if (!map) {
    MarshalPlan plan;
    plan.unsupported = "no library is named";
    return plan;
  }
  Planner p{types, pinvoke, *map, {}};
  p.run();
  return std::move(p.plan);
}

Type* delegate_made_by(Method* m) {
  bool makes = m->def && m->args.size() == 1 && m->def->name == "GetDelegateForFunctionPointer" && m->def->owner->full_name == "System.Runtime.InteropServices.Marshal";
  return makes && m->args[0]->is_delegate ? m->args[0] : nullptr;
}

std::optional<DelegatePlan> delegate_plan(TypeSystem& types, Type* delegate) {
  if (!delegate->is_delegate || delegate->is_generic() || delegate->open) return {};
  Method* invoke = types.find_method(delegate, "Invoke");
  if (!invoke) return {};
  try {
    Planner p{types, invoke, {}, {}, true};
    p.run();
    auto simple = [](const MarshalStep& s) { return s.kind == MarshalStep::Blittable || s.kind == MarshalStep::Bool; };
    if (!simple(p.plan.ret) || !std::all_of(p.plan.params.begin(), p.plan.params.end(), simple)) return {};
    auto reference = [](Type* t) { return t->is_reference(); };
    if (reference(p.plan.ret.native) || std::any_of(p.plan.params.begin(), p.plan.params.end(), [&](auto& s) { return reference(s.native); })) return {};
    return DelegatePlan{invoke, p.plan.ret, p.plan.params};
  } catch (const LoadError&) { return {}; }
}

namespace {

struct NativeShape { uint64_t size = 0, align = 1; };

// Fields as the runtime marshaller lays them out: bool is four bytes, char one, strings and other references pointers.
NativeShape native_shape(TypeSystem& types, Type* t) {
  if (t->kind == ElementKind::Boolean) return {4, 4};
  if (t->kind == ElementKind::Char) return {1, 1};
  if (!t->is_value_type || t->is_primitive() || t->is_enum) return {types.size_of(t), types.align_of(t)};
  const Layout& layout = types.layout(t);
  if (layout.blittable) return {layout.size, layout.align};
  NativeShape s;
  uint64_t pack = 8;
  if (auto c = t->def->module->class_layout(t->def->row); c && c->first) pack = c->first;
  for (Field* f : layout.fields) {
    NativeShape one = native_shape(types, f->type);
    uint64_t align = std::min(one.align, pack);
    s.size = (s.size + align - 1) / align * align + one.size;
    s.align = std::max(s.align, align);
  }
  s.size = std::max<uint64_t>(1, (s.size + s.align - 1) / s.align * s.align);
  return s;
}

}  // namespace

uint32_t native_size(TypeSystem& types, Type* t) {
  if (!t->is_value_type || t->is_generic() || t->open || t->is_byref_like) return 0;
  return uint32_t(native_shape(types, t).size);
}

std::string pinvoke_symbol(TypeSystem&, Method* pinvoke) {
  auto map = pinvoke->def->module->impl_map(pinvoke->def->row);
  if (!map || (map->module != "QCall" && !map->module.starts_with("libSystem."))) return {};
  return std::string(map->import_name.empty() ? pinvoke->name() : map->import_name);
}

}  // namespace ahead
