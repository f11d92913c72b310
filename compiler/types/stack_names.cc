// Type and method names as System.Diagnostics.StackTrace prints them: definitions, not instantiations ("List`1.get_Item(Int32 index)"),
// and the methods of compiler-generated state machines under the name of the method that was written.
#include "types/internal.h"

namespace ahead {

namespace {

std::string_view generic_param_name(Module* m, Token owner, uint32_t index) {
  auto rows = m->generic_params(owner);
  return index < rows.size() ? m->generic_param(rows[index]).name : std::string_view("?");
}

// System.Type.Name of a type written in the signature of `m`.
std::string reflection_name(Type* t, MethodDef* m) {
  switch (t->kind) {
    case ElementKind::Ptr: return reflection_name(t->element, m) + "*";
    case ElementKind::ByRef: return reflection_name(t->element, m) + "&";
    case ElementKind::SzArray: return reflection_name(t->element, m) + "[]";
    case ElementKind::Array: return reflection_name(t->element, m) + "[" + (t->index == 1 ? "*" : std::string(t->index - 1, ',')) + "]";
    case ElementKind::Var: return std::string(generic_param_name(m->owner->module, m->owner->token(), t->index));
    case ElementKind::MVar: return std::string(generic_param_name(m->module, m->token(), t->index));
    case ElementKind::FnPtr: return "";
    default: return std::string(t->def->name);
  }
}

std::string definition_name(TypeDef* d) {
  std::string r = d->full_name;
  std::replace(r.begin(), r.end(), '/', '.');
  return r;
}

std::string method_text(MethodDef* d, const Signature& sig) {
  std::string r(d->name);
  if (d->generic_count) {
    r += "[";
    for (uint32_t i = 0; i < d->generic_count; ++i) r += (i ? "," : "") + std::string(generic_param_name(d->module, d->token(), i));
    r += "]";
  }
  std::vector<std::string_view> names(sig.params.size());
  MethodDefRow row = d->module->method_def(d->row);
  for (uint32_t p = row.param_begin; p < row.param_end; ++p) {
    ParamRow param = d->module->param(p);
    if (param.sequence > 0 && param.sequence <= names.size()) names[param.sequence - 1] = param.name;
  }
  r += "(";
  for (size_t i = 0; i < names.size(); ++i) {
    r += (i ? ", " : "") + reflection_name(sig.params[i], d);
    if (!names[i].empty()) r += " " + std::string(names[i]);
  }
  return r + ")";
}

struct StateMachineAttribute { std::string_view name; bool iterator; };
constexpr StateMachineAttribute kStateMachineAttributes[] = {
    {"System.Runtime.CompilerServices.AsyncStateMachineAttribute", false},
    {"System.Runtime.CompilerServices.IteratorStateMachineAttribute", true},
    {"System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute", true},
};

}  // namespace

// The method of the enclosing type whose state machine this is; null if it is not one.
MethodDef* TypeSystem::Impl::state_machine_source(MethodDef* m, bool* iterator) {
  TypeDef* d = m->owner;
  if (!d->enclosing || !ts.has_attribute(d, "System.Runtime.CompilerServices.CompilerGeneratedAttribute")) return nullptr;
  bool machine = false;
  for (Type* i : ts.interfaces(d->open))
    machine |= i->def->full_name == "System.Runtime.CompilerServices.IAsyncStateMachine" || i->def->full_name == "System.Collections.IEnumerator";
  if (!machine) return nullptr;
  std::string own = d->full_name;
  std::replace(own.begin(), own.end(), '/', '+');
  for (MethodDef* candidate : d->enclosing->methods)
    for (auto& attribute : kStateMachineAttributes) {
      auto blob = candidate->module->find_attribute(candidate->token(), attribute.name);
      if (!blob || blob->size() < 3) continue;
      BlobReader r{*blob, 2};
      auto named = r.ser_string();
      if (!named || named->substr(0, named->find(',')) != own) continue;
      *iterator = attribute.iterator;
      return candidate;
    }
  return nullptr;
}

bool TypeSystem::is_async_state_machine(Method* m) {
  if (!m->def || !has_attribute(m->def->owner, "System.Runtime.CompilerServices.CompilerGeneratedAttribute")) return false;
  Type* machine = well_known("System.Runtime.CompilerServices.IAsyncStateMachine");
  TypeList all = interfaces(m->def->owner->open);
  return std::find(all.begin(), all.end(), machine) != all.end();
}

std::string TypeSystem::stack_trace_type_name(Type* t) { return t->def ? definition_name(t->def) : type_name(t); }

std::string TypeSystem::stack_trace_method_name(Method* m) {
  if (!m->def) return std::string(m->name()) + "()";
  return method_text(m->def, impl_->open_signature(m->def));
}

std::pair<std::string, std::string> TypeSystem::stack_trace_name(Method* m) {
  if (m->def) {
    bool iterator = false;
    if (MethodDef* source = impl_->state_machine_source(m->def, &iterator)) {
      std::string text = method_text(source, impl_->open_signature(source));
      if (iterator) text += "+" + std::string(m->name()) + "()";
      return {definition_name(source->owner), text};
    }
  }
  return {stack_trace_type_name(m->owner), stack_trace_method_name(m)};
}

}  // namespace ahead
