// Field offsets and sizes.
//
// Three regimes, as in ECMA-335 II.10.1.2: `explicit` takes offsets from metadata; `sequential` keeps the declared order with natural
// alignment capped by Pack; `auto` sorts. Like CoreCLR, a sequential type that holds references is laid out as auto,
// so that sizes seen through Unsafe.SizeOf agree. Auto puts references first, then scalars by falling size, then structs. A class
// continues where its base ends: small fields fill the gap up to the next 8 bytes.
#include <algorithm>

#include "types/internal.h"

namespace ahead {

namespace {

constexpr uint32_t kPointerSize = 8, kObjectHeader = 8;   // fields start behind the MethodTable pointer
constexpr uint32_t kMaxSize = 0x7ffffff0 >> 4;

uint32_t primitive_size(ElementKind k) {
  switch (k) {
    case ElementKind::Boolean: case ElementKind::I1: case ElementKind::U1: return 1;
    case ElementKind::Char: case ElementKind::I2: case ElementKind::U2: return 2;
    case ElementKind::I4: case ElementKind::U4: case ElementKind::R4: return 4;
    case ElementKind::I8: case ElementKind::U8: case ElementKind::R8: case ElementKind::I: case ElementKind::U: return 8;
    default: return 0;
  }
}

uint32_t align_up(uint32_t n, uint32_t a) { return (n + a - 1) / a * a; }

[[noreturn]] void bad_layout(TypeSystem& ts, Type* t, const char* why) {
  std::string name = t->def->full_name;
  std::replace(name.begin(), name.end(), '/', '+');
  throw LoadError(LoadError::TypeLoad, "Could not load type '" + name + "' from assembly '" + ts.assembly_name(t->def->module) + "' because " + why + ".");
}

struct Item { Field* field; uint32_t size, align; bool reference, is_struct; };

// The layout of one type being computed.
struct Builder {
  TypeSystem& ts; TypeSystem::Impl& impl; Type* type; TypeDef* def; Layout out;
  std::vector<Item> items;
  uint32_t start = 0;              // first free byte (classes: object offset behind the base's fields)
  uint32_t end = 0;
  uint32_t pack = 0, explicit_size = 0;
  bool has_references = false, sorted = false;

  void collect();
  void place(Item& i, uint32_t offset) { i.field->offset = offset; end = std::max(end, offset + i.size); }
  void sequential();
  void automatic();
  void explicit_offsets();
  void check_overlap();
  void finish();
  void add_refs(Type* t, uint32_t at);
};

bool is_auto(TypeDef* d) { return (d->flags & 0x18) == 0; }
bool is_explicit(TypeDef* d) { return (d->flags & 0x18) == 0x10; }

constexpr size_t kMaxFields = 65535;   // CoreCLR's

void Builder::collect() {
  if (def->fields.size() > kMaxFields) throw LoadError(LoadError::TypeLoad, "Internal limitation: too many fields.");
  for (FieldDef* d : def->fields) {
    if (d->is_static()) continue;
    Field* f = impl.intern_field(type, d);
    Type* t = f->type;
    if (t->kind == ElementKind::Void || (t->kind == ElementKind::ByRef && !type->is_byref_like)) bad_layout(ts, type, "a field has a type that fields cannot have");
    Item i{f, ts.size_of(t), ts.align_of(t), t->is_reference() || t->kind == ElementKind::ByRef, t->kind == ElementKind::ValueType && !t->is_enum};
    if (i.reference || ts.contains_refs(t)) has_references = true;
    items.push_back(i);
  }
  if (auto l = def->module->class_layout(def->row)) { pack = l->first; explicit_size = l->second; }
  if (explicit_size > kMaxSize || (explicit_size & 0x80000000)) bad_layout(ts, type, "its size is too large");
}

void Builder::sequential() {
  uint32_t at = start;
  for (Item& i : items) {
    uint32_t a = pack ? std::min(i.align, pack) : i.align;
    at = align_up(at, a);
    place(i, at);
    if (at + uint64_t(i.size) > kMaxSize) bad_layout(ts, type, "its size is too large");
    at += i.size;
    out.align = std::max(out.align, a);
  }
  end = at;
}

void Builder::automatic() {
  sorted = true;
  auto rank = [](const Item& i) { return i.reference ? 0u : i.is_struct ? 2u : 1u; };
  std::vector<Item*> order;
  for (Item& i : items) order.push_back(&i);
  std::sort(order.begin(), order.end(), [&](Item* a, Item* b) {
    if (rank(*a) != rank(*b)) return rank(*a) < rank(*b);
    if (rank(*a) == 1 && a->size != b->size) return a->size > b->size;
    return a < b;                                    // declared order
  });
  uint32_t at = start;
  if (uint32_t limit = align_up(start, kPointerSize); limit != start) {   // the base's tail
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
      Item*& i = *it;
      if (rank(*i) != 1 || i->size > limit - at || at % i->align) continue;
      place(*i, at);
      at += i->size;
      i = nullptr;
    }
    std::erase(order, nullptr);
  }
  for (Item* i : order) {
    uint32_t a = type->is_value_type ? i->align : std::min(i->align, kPointerSize);
    at = align_up(at, a);
    place(*i, at);
    if (at + uint64_t(i->size) > kMaxSize) bad_layout(ts, type, "its size is too large");
    at += i->size;
    out.align = std::max(out.align, a);
  }
  end = std::max(end, at);
}

void Builder::explicit_offsets() {
  end = start;
  for (Item& i : items) {
    auto offset = i.field->def->module->field_offset(i.field->def->row);
    if (!offset || *offset > kMaxSize) bad_layout(ts, type, "a field has no valid offset");
    uint32_t a = pack ? std::min(i.align, pack) : i.align;
    uint32_t at = start + *offset;
    if ((i.reference || ts.contains_refs(i.field->type)) && at % kPointerSize)
      bad_layout(ts, type, ("it contains an object field at offset " + std::to_string(*offset) +
                            " that is incorrectly aligned or overlapped by a non-object field").c_str());
    place(i, at);
    out.align = std::max(out.align, a);
  }
  check_overlap();
}

// References may share their bytes only with references.
void Builder::check_overlap() {
  std::vector<uint8_t> kind(end - start, 0);       // 0 free, 1 data, 2 reference
  for (Item& i : items) {
    std::vector<uint8_t> mine(i.size, 1);
    if (i.reference) std::fill(mine.begin(), mine.end(), 2);
    else if (i.is_struct || i.field->type->kind == ElementKind::TypedByRef) {
      const Layout& l = ts.layout(i.field->type);
      for (auto* list : {&l.refs, &l.byrefs})
        for (uint32_t r : *list) std::fill_n(mine.begin() + r, kPointerSize, 2);
    }
    for (uint32_t b = 0; b < i.size; ++b) {
      uint8_t& there = kind[i.field->offset - start + b];
      if (there) out.overlapping = true;
      if (there && there != mine[b])
        bad_layout(ts, type, ("it contains an object field at offset " + std::to_string(i.field->offset - start) +
                              " that is incorrectly aligned or overlapped by a non-object field").c_str());
      there = mine[b];
    }
  }
}

void Builder::add_refs(Type* t, uint32_t at) {
  if (t->is_reference()) { out.refs.push_back(at); return; }
  if (t->kind == ElementKind::ByRef) { out.byrefs.push_back(at); return; }
  if (!t->is_value_type || primitive_size(t->kind)) return;
  const Layout& l = ts.layout(t);
  for (uint32_t r : l.refs) out.refs.push_back(at + r);
  for (uint32_t r : l.byrefs) out.byrefs.push_back(at + r);
}

bool blittable_field(TypeSystem& ts, Type* t) {
  if (t->is_reference() || t->kind == ElementKind::ByRef || t->kind == ElementKind::Boolean || t->kind == ElementKind::Char) return false;
  if (!t->is_value_type || primitive_size(t->kind)) return true;
  return ts.layout(t).blittable;
}

void Builder::finish() {
  out.blittable = !is_auto(def) || def->is_enum;
  for (Item& i : items) {
    add_refs(i.field->type, i.field->offset);
    out.fields.push_back(i.field);
    if (!blittable_field(ts, i.field->type)) out.blittable = false;
    if (i.is_struct && ts.layout(i.field->type).overlapping && type->is_value_type) out.overlapping = true;
  }
  std::sort(out.fields.begin(), out.fields.end(), [](Field* a, Field* b) { return a->offset != b->offset ? a->offset < b->offset : a->id < b->id; });
  for (auto* list : {&out.refs, &out.byrefs}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  if (!type->is_value_type) {
    out.size = std::max(end, start) - kObjectHeader;
    if (explicit_size && !is_auto(def)) out.size = std::max(out.size, start - kObjectHeader + explicit_size);
    out.align = kPointerSize;
    return;
  }
  if (sorted) {      // CoreCLR rounds these to whole pointers, smaller ones to a power of two
    uint32_t whole = end > kPointerSize ? kPointerSize : 1;
    while (whole < end && whole < kPointerSize) whole *= 2;
    out.align = std::max(out.align, whole);
  }
  uint32_t natural = align_up(end, out.align);
  if (explicit_size && !is_auto(def)) {
    out.size = std::max(end, explicit_size);
    if (out.size > natural) out.overlapping = true;     // the tail is data that no field names
    if (!out.refs.empty()) out.size = align_up(out.size, kPointerSize);
  } else {
    out.size = natural;
  }
  if (out.size == 0) out.size = 1;
}

void repeat_inline_array(TypeSystem& ts, Type* t, Layout& l) {
  if (t->def->inline_array_length == 0 || l.fields.size() != 1) bad_layout(ts, t, "an inline array needs one field and a positive length");
  uint32_t element = l.size, n = t->def->inline_array_length;
  if (uint64_t(element) * n > kMaxSize) bad_layout(ts, t, "its size is too large");
  for (auto* list : {&l.refs, &l.byrefs}) {
    std::vector<uint32_t> first = *list;
    for (uint32_t i = 1; i < n; ++i)
      for (uint32_t r : first) list->push_back(r + i * element);
  }
  l.size = element * n;
  l.overlapping = true;
}

// Vectors are aligned to their size in structs; Vector<T>, whose fields are one pair of integers, is as large as the processor's registers.
void adjust_vector(TypeSystem& ts, Type* t, Layout& l) {
  if (t->def->module != ts.corelib() || !t->def->is_intrinsic || t->args.size() != 1) return;
  std::string_view name = t->def->full_name;
  if (name == "System.Numerics.Vector`1" && ts.instruction_sets & abi::bit_avx2) l.size = 32;
  else if (name == "System.Runtime.Intrinsics.Vector128`1") l.align = 16;
  else if (name == "System.Runtime.Intrinsics.Vector256`1") l.align = 32;
  else if (name == "System.Runtime.Intrinsics.Vector512`1") l.align = 64;
}

// Int32 and friends contain a field of their own type: no recursion, offset 0.
void primitive_layout(TypeSystem::Impl& impl, Type* t, Layout& l) {
  l.size = l.align = primitive_size(t->kind);
  l.blittable = t->kind != ElementKind::Boolean && t->kind != ElementKind::Char;
  for (FieldDef* d : t->def->fields)
    if (!d->is_static()) l.fields.push_back(impl.intern_field(t, d));
}

Layout build(TypeSystem& ts, TypeSystem::Impl& impl, Type* t) {
  Builder b{ts, impl, t, t->def, {}, {}};
  if (!t->is_value_type) {
    b.start = kObjectHeader;
    if (Type* base = ts.base(t)) {
      const Layout& l = ts.layout(base);
      b.start += l.size;
      b.out.fields = l.fields; b.out.refs = l.refs; b.out.byrefs = l.byrefs; b.out.overlapping = l.overlapping;
    }
    b.end = b.start;
  }
  b.collect();
  if (is_explicit(b.def)) {
    if (t->is_generic()) bad_layout(ts, t, "generic types cannot have explicit layout");
    b.explicit_offsets();
  } else if (is_auto(b.def) || b.has_references) {
    b.automatic();
  } else {
    b.sequential();
  }
  b.finish();
  adjust_vector(ts, t, b.out);
  // Native 128-bit integers: 16-byte aligned in structs, so that P/Invoke structs agree with C.
  if (t->def->module == ts.corelib() && t->def->name_space == "System" && (t->def->name == "Int128" || t->def->name == "UInt128")) b.out.align = 16;
  if (t->def->is_inline_array) repeat_inline_array(ts, t, b.out);
  return std::move(b.out);
}

}  // namespace

const Layout& TypeSystem::layout(Type* t) {
  Type::Lazy& z = impl_->lazy(t);
  if (z.layout) return *z.layout;
  if (t->is_array()) return layout(impl_->nominal(t));
  if (!t->def || t->kind == ElementKind::Void) {
    auto l = std::make_unique<Layout>();
    l->size = l->align = t->kind == ElementKind::Void ? 1 : kPointerSize;
    l->blittable = t->kind != ElementKind::ByRef;
    if (t->kind == ElementKind::ByRef) l->byrefs.push_back(0);
    if (t->open && (t->kind == ElementKind::Var || t->kind == ElementKind::MVar)) throw std::logic_error("layout of a type variable");
    z.layout = std::move(l);
    return *z.layout;
  }
  if (z.layout_loading) bad_layout(*this, t, "it contains itself");
  z.layout_loading = true;
  auto l = std::make_unique<Layout>();
  try {
    if (primitive_size(t->kind)) primitive_layout(*impl_, t, *l);
    else *l = build(*this, *impl_, t);
  } catch (...) {
    z.layout_loading = false;
    throw;
  }
  z.layout_loading = false;
  z.layout = std::move(l);
  return *z.layout;
}

uint32_t TypeSystem::size_of(Type* t) {
  if (uint32_t n = primitive_size(t->kind)) return n;
  return t->is_value_type ? layout(t).size : kPointerSize;
}

uint32_t TypeSystem::align_of(Type* t) {
  if (uint32_t n = primitive_size(t->kind)) return n;
  return t->is_value_type ? layout(t).align : kPointerSize;
}

bool TypeSystem::contains_refs(Type* t) {
  if (primitive_size(t->kind)) return false;
  if (t->is_reference() || t->kind == ElementKind::ByRef) return true;
  if (!t->is_value_type) return false;
  const Layout& l = layout(t);
  return !l.refs.empty() || !l.byrefs.empty();
}

Type* TypeSystem::enum_underlying(Type* t) {
  if (!t->is_enum) return t;
  for (FieldDef* d : t->def->fields)
    if (!d->is_static()) return impl_->open_field_type(d);
  bad_layout(*this, t, "an enum needs an instance field");
}

// I.8.7: the reduced type ignores the sign of integers.
Type* TypeSystem::reduced(Type* t) {
  t = enum_underlying(t);
  switch (t->kind) {
    case ElementKind::U1: return primitive(ElementKind::I1);
    case ElementKind::U2: return primitive(ElementKind::I2);
    case ElementKind::U4: return primitive(ElementKind::I4);
    case ElementKind::U8: return primitive(ElementKind::I8);
    case ElementKind::U: return primitive(ElementKind::I);
    default: return t;
  }
}

}  // namespace ahead
