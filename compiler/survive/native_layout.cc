// Native layout of structs and of classes with layout: the declared order with native sizes, Pack and Size, or the declared offsets.
#include <algorithm>

#include "survive/native_form.h"

namespace ahead {

namespace {

constexpr uint32_t kLargestPack = 32;

uint32_t align_up(uint32_t n, uint32_t a) { return (n + a - 1) / a * a; }
bool is_unicode(TypeDef* d) { return (d->flags & 0x30000) == 0x10000; }   // Auto is ANSI here

struct Size { uint32_t size, align; };

struct LayoutBuilder {
  TypeSystem& types; Type* type; NativeLayout out;

  Size size_of(const NativeField& f) {
    const NativeForm& form = f.form;
    if (form.kind == NativeForm::AsIs) return {types.size_of(form.managed), types.align_of(form.managed)};
    if (form.kind == NativeForm::Counted) {
      Size one = element_size(form);
      return {one.size * f.count, one.align};
    }
    if (form.native->is_value_type && !form.native->is_primitive()) {
      const NativeLayout& l = native_layout(types, form.managed);
      return {l.size, l.align};
    }
    return {types.size_of(form.native), types.align_of(form.native)};
  }
  Size element_size(const NativeForm& form) {
    if (form.managed->kind == ElementKind::String) return form.marshaller->def->name == "FixedWide" ? Size{2, 2} : Size{1, 1};
    MarshalAs as;
    as.native = form.as.element == 0x50 ? 0 : form.as.element;
    NativeField one{nullptr, native_form(types, form.managed->element, as, Place::Element, is_unicode(type->def)), 0, 1};
    return size_of(one);
  }

  void add(Field* f, uint32_t base, uint32_t pack) {
    MarshalAs as = read_marshal_as(f->def->module, make_token(Table::Field, f->def->row));
    NativeField n{f, native_form(types, f->type, as, Place::Field, is_unicode(f->def->owner)), 0, uint32_t(std::max(0, as.size_const))};
    if (n.form.kind == NativeForm::Refused) {
      std::string name = types.stack_trace_type_name(type);
      if (out.field_why.empty() && out.why.empty())
        out.field_why = !n.form.field_why.empty() ? n.form.field_why : "Cannot marshal field '" + std::string(f->name()) + "' of type '" + name + "': " + n.form.why;
      return;
    }
    Size s = size_of(n);
    uint32_t align = std::min(s.align, pack);
    auto fixed = (f->def->owner->flags & 0x18) == 0x10 ? f->def->module->field_offset(f->def->row) : std::optional<uint32_t>();
    n.offset = fixed ? base + *fixed : align_up(end, align);
    end = std::max(end, n.offset + s.size);
    out.align = std::max(out.align, align);
    out.fields.push_back(std::move(n));
  }
  uint32_t end = 0;

  // Fields of the base class come first.
  void collect(Type* t) {
    if (!t->is_value_type)
      if (Type* base = types.base(t); base && base->kind != ElementKind::Object) {
        if (!has_layout(base)) { out.why = "The base class has no layout."; return; }
        collect(base);
        end = align_up(end, out.align);
      }
    uint32_t base = end;
    auto c = t->def->module->class_layout(t->def->row);
    uint32_t pack = c && c->first ? c->first : kLargestPack;
    types.layout(t);
    for (FieldDef* d : t->def->fields)
      if (!d->is_static()) add(types.field(t, d), base, pack);
    if (t->def->is_inline_array && !out.fields.empty()) {
      out.fields[0].count = t->def->inline_array_length;
      end *= t->def->inline_array_length;
    }
    if (c && c->second) end = std::max(end, base + c->second);
  }

  void run() {
    collect(type);
    out.size = std::max<uint32_t>(1, align_up(end, out.align));
    auto c = type->def->module->class_layout(type->def->row);
    if (c && c->second && (type->def->flags & 0x18) == 0x10) out.size = std::max<uint32_t>(1, end);
    out.same = is_same();
    if (out.same && type->is_value_type) out.size = types.layout(type).size, out.align = types.layout(type).align;
  }
  bool is_same() {
    if (!out.why.empty() || !out.field_why.empty()) return false;
    uint32_t header = type->is_value_type ? 0 : 8;
    for (const NativeField& f : out.fields)
      if (f.form.kind != NativeForm::AsIs || f.field->offset != f.offset + header) return false;
    return true;
  }
};

std::unordered_map<Type*, std::unique_ptr<NativeLayout>>& cache(TypeSystem& types) {
  static std::unordered_map<TypeSystem*, std::unordered_map<Type*, std::unique_ptr<NativeLayout>>> all;
  return all[&types];
}

// Scalars as they lie in memory, for the classification of eightbytes. Larger structs travel in memory, whatever is in them.
void flatten(TypeSystem& types, Type* t, uint32_t base, std::vector<std::pair<Type*, uint32_t>>& out) {
  for (const NativeField& f : native_layout(types, t).fields) {
    uint32_t at = base + f.offset;
    const NativeForm& form = f.form;
    if (form.kind == NativeForm::Counted) {
      ElementKind kind = form.managed->kind != ElementKind::String ? ElementKind::U1 : form.marshaller->def->name == "FixedWide" ? ElementKind::U2 : ElementKind::U1;
      Type* element = types.primitive(kind);
      if (form.managed->kind != ElementKind::String) {
        MarshalAs as;
        as.native = form.as.element == 0x50 ? 0 : form.as.element;
        NativeForm one = native_form(types, form.managed->element, as, Place::Element, is_unicode(t->def));
        element = one.native ? one.native : one.managed;
      }
      uint32_t step = types.size_of(element);
      for (uint32_t i = 0; i < f.count; i++) out.push_back({element, at + i * step});
    } else if (form.kind == NativeForm::AsIs) out.push_back({form.managed, at});
    else if (form.native->is_value_type && !form.native->is_primitive()) flatten(types, form.managed, at, out);
    else out.push_back({form.native, at});
  }
}

}  // namespace

const NativeLayout& native_layout(TypeSystem& types, Type* t) {
  auto& known = cache(types);
  auto [it, added] = known.try_emplace(t);
  if (!added) {
    if (it->second) return *it->second;
    throw LoadError(LoadError::TypeLoad, types.type_name(t) + " contains itself");
  }
  LayoutBuilder b{types, t, {}};
  try {
    b.run();
  } catch (...) {
    known.erase(t);
    throw;
  }
  return *(known[t] = std::make_unique<NativeLayout>(std::move(b.out)));
}

Type* native_struct(TypeSystem& types, Type* t) {
  const NativeLayout& l = native_layout(types, t);
  std::vector<std::pair<Type*, uint32_t>> scalars;
  if (l.size <= 16) flatten(types, t, 0, scalars);
  return types.native_twin(t, scalars, l.size, l.align);
}

uint32_t native_size(TypeSystem& types, Type* t) {
  if (t->open || !t->def || t->kind == ElementKind::Void || t->is_enum || t->is_interface || t->is_byref_like) return 0;
  if (t->is_primitive()) return t->kind == ElementKind::Boolean ? 4 : t->kind == ElementKind::Char ? 1 : types.size_of(t);
  if (t->is_generic() || !has_layout(t) || t->kind == ElementKind::String) return 0;
  const NativeLayout& l = native_layout(types, t);
  return l.why.empty() && l.field_why.empty() ? l.size : 0;
}

}  // namespace ahead
