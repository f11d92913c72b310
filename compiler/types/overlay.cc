// The overlay: a C# assembly of ours that replaces or adds pieces of System.Private.CoreLib.
//
// Overlay code has to name CoreLib internals, which C# only allows for types that it sees. So the overlay *declares* such types again,
// as skeletons, and the loader folds each declaration into the CoreLib type of the same full name:
//   * the type's token in the overlay means CoreLib's type, a field means CoreLib's field of that name;
//   * a method that CoreLib has (same name, signature) and that has a body here gives CoreLib's method this body;
//   * without a body, or marked [Ahead.Skeleton] (on the method or its type), it is only a reference to CoreLib's own;
//   * methods and fields that CoreLib lacks are appended to CoreLib's type; types that it lacks are simply new types.
// Compiler-generated types ("<...>") never merge: CoreLib has types of the same names with other contents.
#include "types/internal.h"

namespace ahead {

namespace {

// The C# compiler writes `.ctor() { base..ctor(); }` into every skeleton class without a constructor; it must not replace a real one.
bool is_implicit_ctor(Module* m, MethodDef* d) {
  if (d->name != ".ctor" || d->raw_signature.size() < 2 || d->raw_signature[1] != 0) return false;
  auto body = m->method_body(d->row);
  if (!body) return false;
  std::vector<uint8_t> code;                 // without the nops of debug builds
  for (size_t i = 0; i < body->code.size();) {
    uint8_t op = body->code[i];
    size_t length = op == 0x28 ? 5 : 1;
    if (op != 0) code.push_back(op);
    i += length;
  }
  return code == std::vector<uint8_t>{0x02, 0x28, 0x2a};
}

bool is_native(MethodDef* d) { return d->is_internal_call() || d->is_pinvoke(); }

void replace_body(MethodDef* core, MethodDef* ours) {
  core->overlay = ours;
  core->rva = ours->rva;
  core->impl_flags = ours->impl_flags;
  core->flags = uint16_t((core->flags & ~0x2000) | (ours->flags & 0x2000));
  core->does_not_return |= ours->does_not_return;
  core->is_unmanaged_callers_only |= ours->is_unmanaged_callers_only;
}

}  // namespace

void TypeSystem::set_overlay(const std::string& path) {
  corelib();
  Module* m = impl_->adopt(Module::open(path));
  impl_->by_name.emplace(lower(m->name()), m);
  ModuleState& s = impl_->state(m);
  s.overlay = true;
  impl_->overlay = m;
  impl_->merge_overlay(s);
}

void TypeSystem::Impl::merge_overlay(ModuleState& s) {
  std::vector<std::pair<uint32_t, TypeDef*>> merged;
  for (uint32_t row = 2; row < s.type_defs.size(); ++row) {     // row 1 is <Module>
    TypeDefRow r = s.module->type_def(row);
    if (r.name.starts_with("<") || s.type_defs[row]) continue;
    TypeDef* core = nullptr;
    if (uint32_t outer = s.module->enclosing_type(row)) {
      TypeDef* enclosing = outer < s.type_defs.size() ? s.type_defs[outer] : nullptr;
      if (enclosing && enclosing->module == corelib) core = find_nested(enclosing, r.name);
    } else if (uint32_t core_row = corelib->find_type(r.name_space, r.name)) {
      core = ts.type_def(corelib, core_row);
    }
    if (!core) continue;
    s.type_defs[row] = core;
    merged.emplace_back(row, core);
  }
  for (auto& [row, core] : merged) merge_members(s, row, core);
}

void TypeSystem::Impl::merge_members(ModuleState& s, uint32_t row, TypeDef* core) {
  TypeDefRow r = s.module->type_def(row);
  bool skeleton_type = attributes(s, make_token(Table::TypeDef, row)) & kAttrSkeleton;
  for (uint32_t f = r.field_begin; f < r.field_end; ++f) {
    std::string_view name = s.module->field(f).name;
    for (FieldDef* d : core->fields) if (d->name == name) s.field_defs[f] = d;
    if (!s.field_defs[f]) core->fields.push_back(s.field_defs[f] = new_field_def(s, f, core));
  }
  for (uint32_t i = r.method_begin; i < r.method_end; ++i) {
    MethodDef* ours = new_method_def(s, i, core);
    bool skeleton = skeleton_type || (attributes(s, ours->token()) & kAttrSkeleton);
    MethodDef* same = nullptr;
    for (MethodDef* d : core->methods)
      if (d->name == ours->name && d->generic_count == ours->generic_count && d->module == corelib && same_signature(open_signature(ours), open_signature(d))) same = d;
    if (!same) {
      s.method_defs[i] = ours;
      if (skeleton || is_implicit_ctor(s.module, ours)) continue;    // nothing to refer to: only an error when it is called
      core->methods.push_back(ours);
      if (ours->is_cctor()) core->cctor = ours;
      if (ours->name == "Finalize" && ours->is_virtual() && !ours->is_newslot()) core->finalizer = ours;
      continue;
    }
    s.method_defs[i] = same;
    if (skeleton || is_implicit_ctor(s.module, ours)) continue;
    if (ours->rva != 0 || (is_native(ours) && !is_native(same))) replace_body(same, ours);
  }
}

}  // namespace ahead
