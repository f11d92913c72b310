// Storage of static fields. The collector scans static references precisely, so they lie together; structs that hold
// references are scanned word by word; everything else is plain zeroed memory. Thread statics are offsets into a block
// that the runtime allocates per thread on first use: references first, then structs with references, then the rest.
#include <algorithm>
#include "data/context.h"

namespace ahead {

namespace {

enum class Storage { Refs, Structs, Plain };

Storage storage_of(DataContext& d, Type* t) {
  if (t->is_reference()) return Storage::Refs;
  return t->is_value_type && d.types.contains_refs(t) ? Storage::Structs : Storage::Plain;
}

uint64_t align_up(uint64_t n, uint64_t a) { return (n + a - 1) / a * a; }

struct Placed { Field* field; std::string name; uint64_t offset; };

// Lays the fields out one after the other from `base`; returns the end.
uint64_t place(DataContext& d, std::vector<Placed>& fields, uint64_t base, uint64_t min_align) {
  for (auto& p : fields) {
    p.offset = base = align_up(base, std::max<uint64_t>(min_align, d.types.align_of(p.field->type)));
    base += std::max<uint64_t>(1, d.types.size_of(p.field->type));
  }
  return align_up(base, min_align);
}

llvm::GlobalVariable* area(DataContext& d, const char* section, uint64_t bytes) {
  auto* type = llvm::ArrayType::get(d.i8(), bytes);
  auto* g = d.define(std::string("area") + section, llvm::ConstantAggregateZero::get(type), false, false);
  g->setLinkage(llvm::GlobalValue::InternalLinkage);
  g->setAlignment(llvm::Align(16));
  return g;
}

}  // namespace

StaticsResult emit_statics(DataContext& d) {
  std::vector<Placed> normal[3], threads[3];
  std::set<Field*> seen;
  std::map<Type*, std::string> owners;
  for (Field* f : d.program.static_fields) {
    if (f->def->is_literal() || f->def->has_rva() || !seen.insert(f).second) continue;
    (f->def->is_thread_static ? threads : normal)[int(storage_of(d, f->type))].push_back({f, d.types.field_name(f), 0});
    if (auto [owner, fresh] = owners.try_emplace(f->owner); fresh) owner->second = d.types.type_name(f->owner);
  }
  // The fields of a type together, large ones first, as CoreCLR has them: code that writes past the end of one hits the same neighbour or none.
  auto before = [&](const Placed& a, const Placed& b) {
    if (a.field->owner != b.field->owner) return owners.at(a.field->owner) < owners.at(b.field->owner);
    auto size = [&](const Placed& p) { return std::min<uint64_t>(8, d.types.size_of(p.field->type)); };
    return std::pair(size(b), a.field->def->row) < std::pair(size(a), b.field->def->row);
  };
  for (auto* set : {normal, threads}) for (int k = 0; k < 3; k++) std::sort(set[k].begin(), set[k].end(), before);

  StaticsResult r{};
  const char* sections[] = {".gcrefs", ".gcstructs", ".plain"};
  for (int k = 0; k < 3; k++) {
    uint64_t bytes = place(d, normal[k], 0, k == int(Storage::Plain) ? 1 : 8);
    llvm::Constant* memory = bytes ? llvm::cast<llvm::Constant>(area(d, sections[k], bytes)) : d.null();
    for (auto& p : normal[k]) d.alias("sf:" + p.name, d.offset_in(memory, p.offset));
    if (k == int(Storage::Refs)) { r.refs = memory; r.ref_count = bytes / 8; }
    if (k == int(Storage::Structs)) { r.structs = memory; r.struct_words = bytes / 8; }
  }

  uint64_t end = 8;                               // offsets are never 0: see DataContext::absolute
  for (int k = 0; k < 3; k++) {
    uint64_t begin = align_up(end, 8);
    end = place(d, threads[k], begin, k == int(Storage::Plain) ? 1 : 8);
    for (auto& p : threads[k]) d.absolute("ts:" + p.name, p.offset), d.thread_offsets[p.field] = p.offset;
    for (uint64_t at = begin; at < end && k != int(Storage::Plain); at += 8)
      (k == int(Storage::Refs) ? r.thread_refs : r.thread_structs).push_back(at);
  }
  r.thread_size = end > 8 ? align_up(end, 16) : 0;
  return r;
}

bool has_class_init(DataContext& d, Type* t) {
  if (!t->def || !t->def->cctor || t->open) return false;
  return d.program.method_set.contains(d.types.cctor(t));
}

llvm::GlobalVariable* class_init_symbol(DataContext& d, Type* t) {
  std::string symbol = "ci:" + d.name(t);
  if (auto* g = d.module.getNamedGlobal(symbol)) return g;
  // abi::ClassInit
  auto* init = llvm::ConstantStruct::getAnon({d.c32(abi::kClassInitNone), d.c32(0), d.code(d.types.cctor(t)), d.method_table(t), d.null()});
  auto* g = d.define(symbol, init, false, true);
  g->setAlignment(llvm::Align(8));
  return g;
}

void emit_class_inits(DataContext& d) {
  for (Type* t : d.order) if (has_class_init(d, t)) class_init_symbol(d, t);
}

}  // namespace ahead
