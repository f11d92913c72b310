// The metadata of each module: ECMA-335 tables with only the rows that reflection may ask for (abi::MetadataTables). Which members those are is decided in
// survive/; what their rows name (type references, member references of attributes, constants …) follows from them here.
#include "data/reflection.h"

#include <set>

namespace ahead {

namespace {

using namespace abi;

struct ModuleTables {
  DataContext& d; Module* module;
  std::map<uint32_t, std::vector<uint32_t>> tables[kMetadataTableCount];   // row -> columns behind the row number
  std::string heap = std::string(4, '\0');                                 // offset 0: the empty name and the empty blob
  std::unordered_map<std::string, uint32_t> names, blobs;
  std::set<uint32_t> described;                                            // owners of generic parameters that are done

  uint32_t name(std::string_view s) {
    if (s.empty()) return 0;
    auto [it, added] = names.try_emplace(std::string(s), uint32_t(heap.size()));
    if (added) heap.append(s).push_back('\0');
    return it->second;
  }
  uint32_t blob(Blob b) {
    std::string bytes(reinterpret_cast<const char*>(b.data()), b.size());
    auto [it, added] = blobs.try_emplace(bytes, 0);
    if (added) {
      heap.resize((heap.size() + 3) & ~size_t(3));
      it->second = uint32_t(heap.size());
      uint32_t size = uint32_t(b.size());
      heap.append(reinterpret_cast<const char*>(&size), 4).append(bytes);
    }
    return it->second;
  }
  bool add(Table t, uint32_t row, std::vector<uint32_t> columns = {}) { return tables[unsigned(t)].try_emplace(row, std::move(columns)).second; }
  void set(Table t, uint32_t row, std::vector<uint32_t> columns) { tables[unsigned(t)][row] = std::move(columns); }

  // -- what rows name --
  uint32_t type_number(Token token) {
    try {
      Type* t = d.types.resolve_type(module, token, {});
      return t->def && d.has(t->def->open) ? d.number.at(t->def->open) + 1 : 0;
    } catch (const LoadError&) {
    } catch (const BadImage&) {}
    return 0;
  }
  void tokens(const std::vector<Token>& list) { for (Token t : list) keep(t); }
  uint32_t signature(Blob b) {
    try { tokens(signature_tokens(b)); } catch (const BadImage&) {}
    return blob(b);
  }
  void keep(Token t) {
    if (t.nil()) return;
    uint32_t row = t.row();
    switch (t.table()) {
      case Table::TypeRef: {
        if (!add(Table::TypeRef, row)) return;
        TypeRefRow r = module->type_ref(row);
        set(Table::TypeRef, row, {type_number(t), name(r.name), name(r.name_space), r.scope.value});
        if (r.scope.table() == Table::TypeRef) keep(r.scope);
        return;
      }
      case Table::TypeDef: return type_def(row);
      case Table::TypeSpec:
        if (!add(Table::TypeSpec, row)) return;
        set(Table::TypeSpec, row, {blob(module->type_spec(row))});
        try { tokens(type_spec_tokens(module->type_spec(row))); } catch (const BadImage&) {}
        return;
      case Table::MemberRef: {
        if (!add(Table::MemberRef, row)) return;
        MemberRefRow r = module->member_ref(row);
        set(Table::MemberRef, row, {r.parent.value, name(r.name), signature(r.signature)});
        return keep(r.parent);
      }
      case Table::MethodDef: return method(row);
      default: return;
    }
  }

  void type_def(uint32_t row) {
    if (!add(Table::TypeDef, row)) return;
    TypeDef* def = d.types.type_def(module, row);
    auto layout = module->class_layout(row);
    bool generic = def->generic_count && d.has(def->open);
    Token extends = generic ? module->type_def(row).extends : Token{};
    set(Table::TypeDef, row, {d.has(def->open) ? d.number.at(def->open) + 1 : 0, extends.value, layout ? layout->first : 0u, layout ? layout->second : 0u});
    if (!generic) return;
    keep(extends);
    auto interfaces = module->interfaces(row);
    for (size_t i = 0; i < interfaces.size(); i++) {
      set(Table::InterfaceImpl, row << 8 | uint32_t(i), {row, interfaces[i].value});   // the original numbers are of no use
      keep(interfaces[i]);
    }
    generic_params(make_token(Table::TypeDef, row));
  }

  void generic_params(Token owner) {
    if (!described.insert(owner.value).second) return;
    for (uint32_t row : module->generic_params(owner)) {
      GenericParamRow p = module->generic_param(row);
      add(Table::GenericParam, row, {p.number, p.flags, owner.value, name(p.name)});
      uint32_t n = 0;
      for (Token constraint : module->generic_param_constraints(row)) {
        add(Table::GenericParamConstraint, row << 8 | n++, {row, constraint.value});
        keep(constraint);
      }
    }
  }

  void constant(Token parent) {
    if (auto c = module->constant(parent)) add(Table::Constant, uint32_t(tables[unsigned(Table::Constant)].size() + 1), {parent.value, c->type, blob(c->value)});
  }
  uint32_t marshal(Token parent) {
    auto m = module->field_marshal(parent);
    return m ? blob(*m) : 0;
  }

  // -- members --
  void method(uint32_t row) {
    if (!add(Table::MethodDef, row)) return;
    MethodDefRow m = module->method_def(row);
    uint32_t parent = module->type_of_method(row);
    set(Table::MethodDef, row, {m.flags, m.impl_flags, name(m.name), signature(m.signature), parent});
    type_def(parent);
    generic_params(make_token(Table::MethodDef, row));
    for (uint32_t p = m.param_begin; p < m.param_end; p++) {
      ParamRow param = module->param(p);
      Token token = make_token(Table::Param, p);
      add(Table::Param, p, {param.flags, param.sequence, name(param.name), make_token(Table::MethodDef, row).value, marshal(token)});
      constant(token);
    }
    if (auto map = module->impl_map(row))
      add(Table::ImplMap, row, {make_token(Table::MethodDef, row).value, map->flags, name(map->import_name), name(map->module)});
  }
  void field(uint32_t row) {
    if (!add(Table::Field, row)) return;
    FieldRow f = module->field(row);
    uint32_t parent = module->type_of_field(row);
    Token token = make_token(Table::Field, row);
    auto offset = module->field_offset(row);
    set(Table::Field, row, {f.flags, name(f.name), signature(f.signature), parent, offset ? *offset + 1 : 0, marshal(token)});
    type_def(parent);
    constant(token);
  }
  void semantics(Token association) {
    for (auto [what, method_row] : module->semantics(association)) {
      if (!tables[unsigned(Table::MethodDef)].count(method_row)) continue;
      auto& table = tables[unsigned(Table::MethodSemantics)];
      add(Table::MethodSemantics, uint32_t(table.size() + 1), {association.value, what, make_token(Table::MethodDef, method_row).value});
    }
  }
  void property(uint32_t row, uint32_t parent) {
    PropertyRow p = module->property(row);
    if (!add(Table::Property, row)) return;
    set(Table::Property, row, {p.flags, name(p.name), signature(p.signature), parent});
    semantics(make_token(Table::Property, row));
    constant(make_token(Table::Property, row));
  }
  void event(uint32_t row, uint32_t parent) {
    EventRow e = module->event(row);
    if (!add(Table::Event, row, {e.flags, name(e.name), e.type.value, parent})) return;
    keep(e.type);
    semantics(make_token(Table::Event, row));
  }
  void attribute(uint32_t row) {
    CustomAttributeRow a = module->custom_attribute(row);
    add(Table::CustomAttribute, row, {a.parent.value, a.ctor.value, blob(a.value)});
    keep(a.ctor);
  }
  void assembly_refs() {
    for (uint32_t row = 1; row <= module->rows(Table::AssemblyRef); row++) {
      AssemblyRefRow r = module->assembly_ref(row);
      add(Table::AssemblyRef, row, {name(r.name), name(d.types.assembly_ref_name(module, row))});
    }
  }

  llvm::Constant* emit() {
    static_assert(sizeof(MetadataTables) == 4 + 16 + 4 + 12 * kMetadataTableCount);
    std::vector<llvm::Constant*> words(6 + 3 * kMetadataTableCount, d.c32(0));
    auto* type = llvm::ArrayType::get(d.i32(), words.size());
    auto* g = d.define("", llvm::Constant::getNullValue(type), true, false);
    g->setAlignment(llvm::Align(4));
    auto* bytes = llvm::ConstantDataArray::getString(d.llvm, heap, false);
    auto* heap_global = d.define("", bytes, true, false);
    heap_global->setAlignment(llvm::Align(4));
    words[0] = d.distance(g, 0, heap_global);
    auto mvid = module->mvid();
    for (unsigned i = 0; i < 4; i++) {
      uint32_t w;
      memcpy(&w, mvid.data() + 4 * i, 4);
      words[1 + i] = d.c32(w);
    }
    if (Method* main = d.program.entry_point; main && main->def->module == module) words[5] = d.c32(main->def->token().value);
    for (unsigned t = 0; t < kMetadataTableCount; t++) {
      if (tables[t].empty()) continue;
      std::vector<uint32_t> flat;
      uint32_t columns = 0;
      for (auto& [row, list] : tables[t]) {
        flat.push_back(row);
        flat.insert(flat.end(), list.begin(), list.end());
        columns = uint32_t(list.size() + 1);
      }
      auto* rows = d.define("", llvm::ConstantDataArray::get(d.llvm, flat), true, false);
      rows->setAlignment(llvm::Align(4));
      unsigned at = 6 + 3 * t;
      words[at] = d.distance(g, 4 * at, rows);
      words[at + 1] = d.c32(tables[t].size());
      words[at + 2] = d.c32(columns);
    }
    g->setInitializer(llvm::ConstantArray::get(type, words));
    return g;
  }
};

}  // namespace

void emit_metadata(DataContext& d) {
  const Reflection& r = d.program.reflection;
  if (!r.used) return;
  std::map<std::string_view, std::unique_ptr<ModuleTables>> all;
  auto of = [&](Module* m) -> ModuleTables& {
    auto& p = all[m->name()];
    if (!p) p.reset(new ModuleTables{d, m});
    return *p;
  };
  for (Type* t : d.order) if (t->def && t == t->def->open) of(t->def->module).type_def(t->def->row);
  for (Method* m : r.methods) of(m->def->module).method(m->def->row);
  for (Field* f : r.fields) of(f->def->module).field(f->def->row);
  // Accessors are rows by now.
  std::set<std::pair<Module*, uint32_t>> types;
  for (Type* t : r.types) types.insert({t->def->module, t->def->row});
  std::unordered_map<Module*, std::unordered_map<uint32_t, uint32_t>> owner;
  for (auto [module, row] : types) {
    for (uint32_t p : module->properties(row)) owner[module][make_token(Table::Property, p).value] = row;
    for (uint32_t e : module->events(row)) owner[module][make_token(Table::Event, e).value] = row;
  }
  for (auto& row : r.properties) of(row.module).property(row.token.row(), owner[row.module][row.token.value]);
  for (auto& row : r.events) of(row.module).event(row.token.row(), owner[row.module][row.token.value]);
  for (auto& row : r.attributes) of(row.module).attribute(row.token.row());
  for (auto& [name, tables] : all) {
    tables->assembly_refs();
    d.metadata[tables->module] = tables->emit();
  }
}

}  // namespace ahead
