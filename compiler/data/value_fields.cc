// Fields of value types for ValueType.Equals and GetHashCode (abi::ValueField). A nested value type that has no Equals of its own is
// flattened into its parent, so that the runtime walks one list; neighbouring plain fields become one run of bytes.
#include "data/context.h"

namespace ahead {

namespace {

struct ValueFields {
  DataContext& d;
  struct Entry { uint32_t offset, kind, size; Type* type; };
  std::vector<Entry> entries;

  void bits(uint32_t offset, uint32_t size) {
    if (!entries.empty()) {
      Entry& last = entries.back();
      if (last.kind == abi::kFieldBits && last.offset + last.size == offset) { last.size += size; return; }
    }
    entries.push_back({offset, abi::kFieldBits, size, nullptr});
  }

  void add(Type* t, uint32_t offset) {
    if (t->is_reference()) entries.push_back({offset, abi::kFieldReference, 8, nullptr});
    else if (t->kind == ElementKind::R4) entries.push_back({offset, abi::kFieldSingle, 4, nullptr});
    else if (t->kind == ElementKind::R8) entries.push_back({offset, abi::kFieldDouble, 8, nullptr});
    else if (!t->is_value_type || t->is_primitive() || t->is_enum) bits(offset, d.types.size_of(t));
    else if (d.constructed(t) && !compares_fields(d, t)) entries.push_back({offset, abi::kFieldBoxed, d.types.size_of(t), t});
    else flatten(t, offset);
  }

  void flatten(Type* t, uint32_t offset) {
    const Layout& layout = d.types.layout(t);
    if (t->def->is_inline_array || layout.overlapping) { bits(offset, layout.size); return; }
    for (Field* f : layout.fields) add(f->type, offset + f->offset);
  }

  static bool compares_fields(DataContext& d, Type* t) {
    Method* equals = d.types.find_method(d.types.primitive(ElementKind::Object), "Equals", 1);
    Method* own = equals ? d.types.resolve_virtual(t, equals) : nullptr;
    return own && own->owner->def && own->owner->def->full_name == "System.ValueType";
  }
};

bool wanted(DataContext& d) {
  Type* value_type = d.types.well_known("System.ValueType");
  for (const char* name : {"Equals", "GetHashCode"})
    if (Method* m = d.types.find_method(value_type, name); m && d.program.method_set.contains(m)) return true;
  return false;
}

}  // namespace

llvm::Constant* emit_value_fields(DataContext& d, Type* t, uint64_t& count) {
  count = 0;
  if (!t->is_value_type || t->is_enum || t->is_primitive() || t->open || t->is_byref_like || !d.constructed(t)) return d.null();
  if (!wanted(d) || !ValueFields::compares_fields(d, t)) return d.null();
  ValueFields fields{d, {}};
  try { fields.flatten(t, 0); } catch (const LoadError&) { return d.null(); }
  std::vector<llvm::Constant*> list;
  for (auto& e : fields.entries)
    list.push_back(llvm::ConstantStruct::getAnon({d.c32(e.offset), d.c32(e.kind == abi::kFieldBits ? e.size << 8 : e.kind), e.type ? d.method_table(e.type) : d.null()}));
  count = list.size();
  return d.list(std::move(list));
}

}  // namespace ahead
