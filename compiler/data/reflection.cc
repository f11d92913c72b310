// Method and field descriptors of what reflection sees (abi/reflection.h). Descriptors point at each other by distance, so all are declared first.
#include "data/reflection.h"

#include <algorithm>
#include "survive/reflection.h"

namespace ahead {

namespace {

using namespace abi;

constexpr unsigned kMethodWords = sizeof(MethodDesc) / 4, kFieldWords = sizeof(FieldDesc) / 4;

// One 32-bit word after the other; targets are written as their distance from the word.
struct Words {
  DataContext& d; llvm::GlobalVariable* record; uint64_t base;
  std::vector<llvm::Constant*> list;
  Words& number(uint32_t v) { list.push_back(d.c32(v)); return *this; }
  Words& halves(uint16_t low, uint16_t high) { return number(uint32_t(high) << 16 | low); }
  Words& target(llvm::Constant* c) { list.push_back(d.distance(record, base + 4 * list.size(), c)); return *this; }
};

bool is_definition(Method* m) { return m->def->generic_count && m->args.empty(); }

llvm::Constant* method_record(DataContext& d, Method* m) {
  auto* g = m ? d.module.getNamedGlobal("md:" + d.types.method_name(m)) : nullptr;
  return g ? llvm::cast<llvm::Constant>(g) : d.null();
}

llvm::Constant* method_arguments(DataContext& d, Method* m) {
  std::vector<llvm::Constant*> list;
  if (is_definition(m))
    for (uint32_t i = 0; i < m->def->generic_count; i++) list.push_back(method_variable(d, m, i));
  else
    for (Type* a : m->args) list.push_back(d.method_table(a));
  return d.list(std::move(list));
}

// Where virtual calls of `m` dispatch; nothing: nowhere.
std::optional<uint32_t> dispatch_offset(DataContext& d, Method* m) {
  if (!m->is_virtual() || m->owner->open || is_definition(m)) return std::nullopt;
  auto& plan = m->owner->is_interface ? d.plan.selector_offset : d.plan.slot_offset;
  auto it = plan.find(m->owner->is_interface ? m : d.types.slot_of(m));
  return it == plan.end() ? std::nullopt : std::optional(uint32_t(it->second));
}

uint16_t slot_number(DataContext& d, Method* m) {
  int slot = -1;
  try { slot = d.types.virtual_number(m->def); } catch (const LoadError&) {}
  return slot < 0 ? 0xffff : uint16_t(slot);
}

// A P/Invoke or InternalCall has code of the managed convention only when reflection may call it.
llvm::Constant* method_code(DataContext& d, Method* m, bool boxed) {
  if (m->owner->open || is_definition(m)) return d.null();
  bool invokable = d.program.reflection.invokable.contains(m);
  if (is_delegate_invoke(m)) return invokable ? d.external_code(d.types.method_name(m)) : d.null();
  Method* target = invoked_method(d.types, m);
  return d.native.contains(target) && !invokable ? d.null() : d.code(target, boxed);
}

void emit_method(DataContext& d, Method* m, Method* next, Method* instances) {
  auto* g = d.module.getNamedGlobal("md:" + d.types.method_name(m));
  MethodDef* def = m->def;
  uint16_t flags = (def->is_ctor() || def->is_cctor() ? kMethodIsCtor : 0) | (is_definition(m) ? kMethodGenericDefinition : 0) |
                   (def->is_static() && def->is_virtual() ? kMethodStaticVirtual : 0);
  bool invokable = d.program.reflection.invokable.contains(m);
  std::optional<uint32_t> dispatch = dispatch_offset(d, m);
  if (dispatch && m->owner->is_interface) flags |= kMethodOfInterface;
  Words w{d, g, 0, {}};
  w.target(d.method_table(m->owner)).number(def->token().value).halves(def->flags, def->impl_flags).halves(slot_number(d, m), flags);
  w.number(dispatch.value_or(0)).number(def->generic_count).target(method_arguments(d, m));
  w.target(m->args.empty() ? d.null() : method_record(d, d.types.method(m->owner, def))).target(method_record(d, instances)).target(method_record(d, next)).target(d.text(def->name));
  w.target(method_code(d, m, false)).target(m->owner->is_value_type && invokable && !def->is_static() ? method_code(d, m, true) : d.null());
  w.target(invokable ? d.invoke_stub(m) : d.null());
  static_assert(offsetof(MethodDesc, dispatch) == 16 && offsetof(MethodDesc, invoke) == 52 && sizeof(MethodDesc) == 56);
  g->setInitializer(llvm::ConstantArray::get(llvm::cast<llvm::ArrayType>(g->getValueType()), w.list));
}

llvm::Constant* static_address(DataContext& d, Field* f) {
  if (!f->def->is_static() || f->def->is_thread_static || f->def->is_literal()) return d.null();
  auto* alias = d.module.getNamedAlias("sf:" + d.types.field_name(f));
  return alias ? llvm::cast<llvm::Constant>(alias->getAliasee()) : d.null();
}

uint32_t field_offset(DataContext& d, Field* f) {
  if (f->owner->open || f->def->is_literal()) return 0;
  if (f->def->is_static()) {
    auto it = d.thread_offsets.find(f);
    return it == d.thread_offsets.end() ? 0 : uint32_t(it->second);
  }
  try { d.types.layout(f->owner); } catch (const LoadError&) { return 0; }
  return f->owner->is_value_type ? f->offset : f->offset - 8;
}

void write_field(DataContext& d, Field* f, Words& w) {
  FieldDef* def = f->def;
  uint16_t flags = (def->is_static() ? kFieldIsStatic : 0) | (def->is_thread_static ? kFieldIsThreadStatic : 0) | (def->has_rva() ? kFieldHasRva : 0) |
                   (def->is_literal() ? kFieldIsLiteral : 0);
  w.target(d.method_table(f->owner)).number(make_token(Table::Field, def->row).value).halves(def->flags, flags).number(field_offset(d, f));
  w.target(static_address(d, f)).target(d.method_table(f->type)).target(d.text(def->name));
  static_assert(offsetof(FieldDesc, offset) == 12 && sizeof(FieldDesc) == 28);
}

// Which method implements each method of each interface, for Type.GetInterfaceMap.
llvm::Constant* interface_map(DataContext& d, Type* t, uint32_t& count) {
  if (!d.interface_maps || t->open || t->is_interface || !t->def) return d.null();
  std::vector<std::pair<llvm::Constant*, llvm::Constant*>> entries;
  for (Type* i : d.types.interfaces(t))
    for (MethodDef* def : i->def->methods) {
      if (!def->is_virtual()) continue;
      Method* declaration = d.types.method(i, def);
      llvm::Constant* record = method_record(d, declaration);
      if (record->isNullValue()) continue;
      Method* target = nullptr;
      try {
        target = def->is_static() ? d.types.resolve_static_virtual(t, declaration) : d.types.resolve_interface(t, declaration);
      } catch (const LoadError&) {}
      llvm::Constant* implementation = method_record(d, target);
      if (!implementation->isNullValue()) entries.push_back({record, implementation});
    }
  count = uint32_t(entries.size());
  if (entries.empty()) return d.null();
  auto* type = llvm::ArrayType::get(d.i32(), entries.size() * 2);
  auto* g = d.define("", llvm::Constant::getNullValue(type), true, false);
  g->setAlignment(llvm::Align(4));
  Words w{d, g, 0, {}};
  for (auto& [declaration, implementation] : entries) w.target(declaration).target(implementation);
  g->setInitializer(llvm::ConstantArray::get(type, w.list));
  return g;
}

template <class Map, class Key> auto* list_of(Map& map, Key key) {
  auto it = map.find(key);
  return it == map.end() ? nullptr : &it->second;
}

}  // namespace

llvm::GlobalVariable* method_variable(DataContext& d, Method* m, uint32_t index) {
  return d.method_table_symbol(d.types.method_name(d.types.method(m->def->owner->open, m->def)) + "!!" + std::to_string(index));
}

void declare_reflection(DataContext& d) {
  const Reflection& r = d.program.reflection;
  for (Method* m : d.program.pinvokes) d.interface_maps |= m->name() == "GetInterfaceMethodImplementation";
  for (Method* m : r.methods) {
    auto* type = llvm::ArrayType::get(d.i32(), kMethodWords);
    d.define("md:" + d.types.method_name(m), llvm::Constant::getNullValue(type), true, true)->setAlignment(llvm::Align(4));
    if (m->args.empty()) d.methods_of[m->owner].push_back(m);
    if (is_definition(m) && m->owner == m->def->owner->open) d.generic_methods.push_back(m);
  }
  for (Field* f : r.fields) d.fields_of[f->owner].push_back(f);
  for (auto& [t, list] : d.methods_of) std::sort(list.begin(), list.end(), [](Method* a, Method* b) { return a->def->row < b->def->row; });
  for (auto& [t, list] : d.fields_of) std::sort(list.begin(), list.end(), [](Field* a, Field* b) { return a->def->row < b->def->row; });
}

llvm::Constant* type_members(DataContext& d, Type* t) {
  if (!d.reflected.contains(t)) return d.null();
  auto* methods = list_of(d.methods_of, t);
  auto* fields = list_of(d.fields_of, t);
  llvm::Constant* field_list = d.null();
  if (fields) {
    auto* type = llvm::ArrayType::get(d.i32(), kFieldWords * fields->size());
    auto* g = d.define("", llvm::Constant::getNullValue(type), true, false);
    g->setAlignment(llvm::Align(4));
    Words w{d, g, 0, {}};
    for (Field* f : *fields) {
      d.alias("fd:" + d.types.field_name(f), d.offset_in(g, int64_t(4 * w.list.size())));
      write_field(d, f, w);
    }
    g->setInitializer(llvm::ConstantArray::get(type, w.list));
    field_list = g;
  }
  uint32_t virtuals = 0;
  try { virtuals = d.types.virtual_count(t->def); } catch (const LoadError&) {}
  uint32_t map_count = 0;
  llvm::Constant* map = interface_map(d, t, map_count);
  static_assert(sizeof(TypeMembers) == 24);
  return d.record({methods ? method_record(d, methods->front()) : d.null(), field_list, d.c32(fields ? fields->size() : 0), d.c32(virtuals), map, d.c32(map_count)},
                  {true, true, false, false, true, false});
}

// The objects that ldtoken gives: frozen RuntimeMethodInfoStub and RuntimeFieldInfoStub objects.
static void emit_handle(DataContext& d, const char* type, const char* field, const std::string& symbol, llvm::Constant* record) {
  Type* t = d.types.well_known(type);
  uint32_t words = 2 + (d.types.layout(t).size + 7) / 8;             // header, MethodTable, fields
  Field* value = d.types.find_field(t, field);
  if (!value) throw std::runtime_error(std::string(type) + " has no field " + field);
  std::vector<llvm::Constant*> parts(words, d.c64(0));
  parts[1] = d.method_table(t);
  parts[1 + value->offset / 8] = record;
  auto* g = d.define("", llvm::ConstantStruct::getAnon(d.llvm, parts), false, false);
  g->setSection("ahead_frozen");
  g->setAlignment(llvm::Align(8));
  d.alias(symbol, d.offset_in(g, kObjectHeaderSize));
}

static void emit_handles(DataContext& d) {
  const Reflection& r = d.program.reflection;
  for (Method* m : r.methods)
    if (r.token_methods.contains(m)) emit_handle(d, "System.RuntimeMethodInfoStub", "m_value", "mh:" + d.types.method_name(m), method_record(d, m));
  for (Field* f : r.fields) {
    if (!r.token_fields.contains(f)) continue;
    auto* record = d.module.getNamedAlias("fd:" + d.types.field_name(f));
    emit_handle(d, "System.RuntimeFieldInfoStub", "m_fieldHandle", "fh:" + d.types.field_name(f), record ? llvm::cast<llvm::Constant>(record->getAliasee()) : d.null());
  }
}

void emit_reflection(DataContext& d) {
  emit_handles(d);
  std::unordered_map<Method*, Method*> next;
  for (auto& [t, list] : d.methods_of)
    for (size_t i = 1; i < list.size(); i++) next[list[i - 1]] = list[i];
  std::unordered_map<Method*, Method*> first;      // the chain of a definition's instantiations, by name
  const auto& methods = d.program.reflection.methods;
  for (size_t i = methods.size(); i-- > 0;) {
    if (methods[i]->args.empty()) continue;
    Method*& head = first[d.types.method(methods[i]->owner, methods[i]->def)];
    next[methods[i]] = head;
    head = methods[i];
  }
  for (Method* m : methods) emit_method(d, m, next[m], first[m]);
}

}  // namespace ahead
