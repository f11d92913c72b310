// [UnsafeAccessor]: an extern static method whose body is the access to a private member that its signature describes.
#include "survive/annotations.h"
#include "survive/bodies.h"

namespace ahead {

namespace {

enum Kind : int32_t { Constructor, InstanceMethod, StaticMethod, InstanceField, StaticField };

struct Accessor {
  Bodies& bodies; TypeSystem& types; Method* method;
  int32_t kind = 0;
  std::string name;

  void read(Blob blob) {
    BlobReader reader{blob};
    reader.u16();
    kind = int32_t(reader.u32());
    name = kind == Constructor ? ".ctor" : std::string(method->name());
    for (uint16_t n = reader.u16(); n > 0; --n) {
      reader.u8(), reader.u8();  // property or field, string
      auto key = reader.ser_string();
      auto value = reader.ser_string();
      if (key && *key == "Name" && value) name = *value;
    }
  }

  // The type that [UnsafeAccessorType("Name, Assembly")] names instead of the declared one; null without the attribute. Sequence 0 is the result.
  Type* named_type(unsigned sequence) {
    Module* m = method->def->module;
    MethodDefRow row = m->method_def(method->def->row);
    for (uint32_t p = row.param_begin; p < row.param_end; ++p) {
      if (m->param(p).sequence != sequence) continue;
      std::optional<Blob> blob = m->find_attribute(make_token(Table::Param, p), "System.Runtime.CompilerServices.UnsafeAccessorTypeAttribute");
      if (!blob) return nullptr;
      BlobReader reader{*blob};
      reader.u16();
      std::string text(reader.ser_string().value_or(""));
      Type* t = type_by_name(types, m, text, method->owner->args, method->args);
      if (!t) t = types.well_known(text.substr(0, text.find(',')));   // of the overlay
      if (t->open) throw LoadError(LoadError::TypeLoad, "Could not load type '" + text + "'.");
      return t;
    }
    return nullptr;
  }

  // What the accessed member has in this place.
  Type* accessed(unsigned sequence) {
    if (Type* t = named_type(sequence)) return t;
    return sequence ? method->sig.params[sequence - 1] : method->sig.ret;
  }

  Type* target() {
    if (kind == Constructor) { Type* t = named_type(0); return t ? t : method->sig.ret; }
    if (Type* t = named_type(1)) return t->kind == ElementKind::ByRef ? t->element : t;
    if (method->sig.params.empty()) throw LoadError(LoadError::BadImageFormat, types.display_name(method) + ": an accessor needs a parameter of the accessed type");
    Type* t = method->sig.params[0];
    return t->kind == ElementKind::ByRef ? t->element : t;
  }

  bool same_parameters(const Method* m) {
    size_t skip = kind == Constructor ? 0 : 1;
    if (m->sig.params.size() + skip != method->sig.params.size()) return false;
    for (size_t i = 0; i < m->sig.params.size(); ++i)
      if (m->sig.params[i] != accessed(unsigned(i + skip + 1))) return false;
    return kind == Constructor || m->sig.ret == accessed(0);
  }

  Method* find_method(Type* t) {
    for (MethodDef* d : t->def->methods) {
      if (d->name != name || d->is_static() != (kind == StaticMethod)) continue;
      if (d->generic_count != 0 && d->generic_count != method->args.size()) continue;
      Method* m = types.method(t, d, d->generic_count ? method->args : TypeList());
      if (same_parameters(m)) return m;
    }
    throw ExpectedError(LoadError::MissingMethod, "Method not found: '" + plain_type_name(types, t) + "." + name + "'.");
  }
  Field* find_field(Type* t) {
    Field* f = types.find_field(t, name);
    Type* place = accessed(0);
    bool fits = f && f->def->is_static() == (kind == StaticField) && place->kind == ElementKind::ByRef && place->element == f->type;
    if (!fits) throw ExpectedError(LoadError::MissingField, "Field not found: '" + plain_type_name(types, t) + "." + name + "'.");
    return f;
  }

  void emit(Body& body, Op op, const void* operand, int64_t i = 0) {
    Instr in{};
    in.op = op;
    in.offset = uint32_t(body.code.size()), in.next_offset = in.offset + 1;
    in.i = i;
    in.resolved = operand;
    body.code.push_back(in);
  }

  std::unique_ptr<Body> write() {
    Type* t = target();
    auto body = std::make_unique<Body>();
    body->method = method, body->module = method->def->module, body->context = {method->owner->args, method->args};
    body->max_stack = uint32_t(method->sig.params.size() + 1);
    bool has_placeholder = kind == StaticMethod || kind == StaticField;
    size_t count = kind == InstanceField || kind == StaticField ? 1 : method->sig.params.size();
    for (size_t i = has_placeholder ? 1 : 0; i < count; ++i) {
      emit(*body, Op::Ldarg, nullptr, int64_t(i));
      if (Type* t = named_type(unsigned(i + 1)); t && t != method->sig.params[i] && t->is_reference()) emit(*body, Op::Castclass, t);
    }
    switch (kind) {
      case Constructor: emit(*body, Op::Newobj, find_method(t)); break;
      case InstanceMethod: emit(*body, t->is_value_type ? Op::Call : Op::Callvirt, find_method(t)); break;
      case StaticMethod: emit(*body, Op::Call, find_method(t)); break;
      case InstanceField: emit(*body, Op::Ldflda, find_field(t)); break;
      case StaticField: emit(*body, Op::Ldsflda, find_field(t)); break;
      default: throw LoadError(LoadError::BadImageFormat, "unknown kind of accessor");
    }
    emit(*body, Op::Ret, nullptr);
    return body;
  }
};

}  // namespace

std::unique_ptr<Body> accessor_body(Bodies& bodies, Method* m) {
  if (!m->def || m->def->rva || !m->is_static() || m->def->is_pinvoke() || m->def->is_internal_call()) return nullptr;
  std::optional<Blob> blob = m->def->module->find_attribute(m->def->token(), "System.Runtime.CompilerServices.UnsafeAccessorAttribute");
  if (!blob) return nullptr;
  Accessor a{bodies, bodies.types, m};
  a.read(*blob);
  return a.write();
}

}  // namespace ahead
