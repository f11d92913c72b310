// Private state of the type system, shared by the files of this folder only.
#pragma once
#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <unordered_set>
#include "types/types.h"

namespace ahead {

inline size_t mix(size_t a, size_t b) { return (a ^ (b + 0x9e3779b97f4a7c15ull + (a << 6) + (a >> 2))) * 0xff51afd7ed558ccdull; }
template <class T> size_t mix_pointer(size_t seed, T* p) { return mix(seed, reinterpret_cast<size_t>(p) >> 3); }

// Attributes that change how a definition is compiled, as bits; found with one look at the row's attribute list.
enum Attr : uint32_t {
  kAttrIntrinsic = 1, kAttrByRefLike = 2, kAttrInlineArray = 4, kAttrUnmanagedCallersOnly = 8, kAttrModuleInitializer = 16,
  kAttrDoesNotReturn = 32, kAttrThreadStatic = 64, kAttrPreserveBaseOverrides = 128, kAttrSkeleton = 256,
};

// What a method token means before the caller's generic arguments are put in.
struct OpenMethod {
  Type* owner = nullptr; MethodDef* def = nullptr; TypeList args;
  ArrayOp op = ArrayOp::None; Signature array_sig;
  Method* exact = nullptr;        // set when nothing is open: the same for every context
};
struct OpenField { Type* owner = nullptr; FieldDef* def = nullptr; Field* exact = nullptr; };

struct ModuleState {
  std::unique_ptr<Module> owned;
  Module* module = nullptr;
  bool overlay = false;
  std::vector<TypeDef*> type_defs; std::vector<bool> type_loading;
  std::vector<MethodDef*> method_defs; std::vector<FieldDef*> field_defs;
  std::vector<TypeDef*> type_refs; std::vector<Type*> type_specs;
  std::unordered_map<uint32_t, OpenMethod> methods;
  std::unordered_map<uint32_t, OpenField> fields;
  std::unordered_map<uint32_t, uint32_t> attribute_bits;   // by constructor token
  std::unordered_map<uint32_t, std::unordered_map<std::string_view, uint32_t>> nested;
};

// A class's virtual slots, over the class's own type variables. `follow` links a base slot to the slot of a covariant
// override: whoever overrides the latter overrides the former (PreserveBaseOverrides).
struct Slot { MethodDef* decl; Type* decl_owner; MethodDef* impl; Type* impl_owner; int follow = -1; };
struct InterfaceImplementation { Type* decl_owner; MethodDef* decl; Type* body_owner; MethodDef* body; };
struct VTable {
  std::vector<Slot> slots;
  std::unordered_map<MethodDef*, uint32_t> by_decl;        // introducing declaration -> slot
  std::unordered_map<MethodDef*, uint32_t> own;            // virtual method declared on this type -> slot
  std::vector<InterfaceImplementation> impls;              // MethodImpl rows whose declaration is an interface method
};

struct TypeDef::Lazy {
  Type* base = nullptr; uint8_t base_state = 0;            // 0 unknown, 1 being resolved, 2 done
  std::vector<Type*> direct_interfaces; bool has_direct_interfaces = false;
  std::unique_ptr<VTable> vtable; bool vtable_loading = false;
};

struct Type::Lazy {
  Type* base = nullptr; bool has_base = false;
  TypeList interfaces; bool has_interfaces = false, interfaces_loading = false;
  std::unique_ptr<Layout> layout; bool layout_loading = false;
  int8_t contains_refs = -1;
  std::string name;
};
struct Method::Lazy { std::string name; };

struct ListHash { size_t operator()(const TypeList& l) const { size_t h = l.size(); for (Type* t : l) h = mix_pointer(h, t); return h; } };
struct ListEqual {
  bool operator()(const TypeList& a, const TypeList& b) const {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
  }
};
struct TypeHash {
  size_t operator()(const Type* t) const {
    size_t h = mix(size_t(t->kind), t->index);
    h = mix_pointer(h, t->def); h = mix_pointer(h, t->element); h = mix_pointer(h, t->fn);
    return mix_pointer(h, t->args.data());
  }
};
struct TypeEqual {
  bool operator()(const Type* a, const Type* b) const {
    return a->kind == b->kind && a->def == b->def && a->element == b->element && a->index == b->index && a->fn == b->fn &&
           a->args.data() == b->args.data();
  }
};
struct Key3 {
  const void *a, *b, *c;
  bool operator==(const Key3&) const = default;
};
struct Key3Hash { size_t operator()(const Key3& k) const { return mix_pointer(mix_pointer(mix_pointer(7, k.a), k.b), k.c); } };

struct TypeSystem::Impl {
  explicit Impl(TypeSystem& t) : ts(t) {}
  TypeSystem& ts;

  // -- modules --
  std::unordered_map<std::string, std::string> references;             // lower-case simple name -> path
  std::unordered_map<std::string, Module*> by_name;
  std::unordered_map<const Module*, std::unique_ptr<ModuleState>> states;
  ModuleState* last_state = nullptr;
  std::vector<Module*> modules; std::vector<std::string> missing;
  Module* corelib = nullptr; Module* overlay = nullptr;
  ModuleState& state(Module*);
  Module* adopt(std::unique_ptr<Module>);

  // -- arenas and interning tables --
  std::deque<TypeDef> type_defs; std::deque<MethodDef> method_defs; std::deque<FieldDef> field_defs;
  std::deque<Type> types; std::deque<Method> methods; std::deque<Field> fields; std::deque<Signature> signatures;
  std::deque<TypeDef::Lazy> type_def_lazies; std::deque<Type::Lazy> type_lazies; std::deque<Method::Lazy> method_lazies;
  std::deque<std::string> strings; std::deque<std::vector<std::string_view>> string_lists;
  std::vector<std::unique_ptr<Type*[]>> list_chunks; size_t list_left = 0; Type** list_next = nullptr;
  std::unordered_set<TypeList, ListHash, ListEqual> lists;
  std::unordered_set<Type*, TypeHash, TypeEqual> interned;
  std::unordered_map<Key3, Method*, Key3Hash> exact_methods, interface_cache, static_cache;
  std::unordered_map<Key3, Field*, Key3Hash> exact_fields;
  std::unordered_map<std::string, const Signature*> fn_signatures;
  std::unordered_map<std::string, Method*> array_methods;
  std::unordered_map<std::string, Type*> well_known;
  std::unordered_map<Key3, bool, Key3Hash> cast_cache;
  std::unordered_map<Type*, Type*> native_twins;
  std::map<std::pair<Method*, std::string>, Method*> companions;
  std::map<std::pair<Type*, Type*>, Type*> proxies;
  std::unordered_map<Type*, Type*> proxied_interfaces;
  std::map<std::pair<Type*, Method*>, Method*> proxy_methods;
  std::unordered_map<Method*, Method*> proxied_methods;
  Type* primitives[0x20] = {};
  TypeDef* nullable_def = nullptr;
  TypeList intern(TypeList);
  Type* intern(const Type& key);
  const Signature* intern_fn(const Signature&);

  // -- definitions (types.cc) --
  TypeDef* load_type_def(ModuleState&, uint32_t row);
  void load_members(ModuleState&, TypeDef&, const TypeDefRow&);
  MethodDef* new_method_def(ModuleState&, uint32_t row, TypeDef* owner);
  FieldDef* new_field_def(ModuleState&, uint32_t row, TypeDef* owner);
  uint32_t attributes(ModuleState&, Token parent);
  void classify(ModuleState&, TypeDef&, const TypeDefRow&);
  TypeDef* find_in(Module*, std::string_view name_space, std::string_view name, int hops = 0);
  TypeDef* find_nested(TypeDef* enclosing, std::string_view name);
  TypeDef* corelib_def(std::string_view name_space, std::string_view name);
  TypeDef::Lazy& lazy(TypeDef* d) { if (!d->lazy) d->lazy = &type_def_lazies.emplace_back(); return *d->lazy; }
  Type::Lazy& lazy(Type* t) { if (!t->lazy) t->lazy = &type_lazies.emplace_back(); return *t->lazy; }
  Method::Lazy& lazy(Method* m) { if (!m->lazy) m->lazy = &method_lazies.emplace_back(); return *m->lazy; }

  // -- tokens and signatures (resolve.cc), all over the open context --
  Module* resolve_assembly_ref(ModuleState&, uint32_t row);
  TypeDef* resolve_type_ref(ModuleState&, uint32_t row);
  Type* open_type(ModuleState&, Token);
  Type* read_open(ModuleState&, BlobReader&, int depth = 0);
  Signature read_signature(ModuleState&, BlobReader&, int depth = 0);
  const Signature& open_signature(MethodDef*);
  Type* open_field_type(FieldDef*);
  bool same_signature(const Signature& want, const Signature& have);
  OpenMethod open_method(ModuleState&, Token, const GenericContext&);
  OpenMethod open_member_method(ModuleState&, uint32_t row, const GenericContext&);
  OpenMethod find_by_signature(ModuleState&, Type* parent, std::string_view name, Blob raw, const Signature& want);
  OpenField open_field(ModuleState&, Token, const GenericContext&);
  Field* intern_field(Type* owner, FieldDef*);
  std::string assembly_ref_name(const AssemblyRefRow&);

  // -- structure --
  Type* nominal(Type* t);                                  // arrays: System.Array
  Type* open_base(TypeDef*);                               // over the definition's variables
  const std::vector<Type*>& direct_interfaces(TypeDef*);

  // -- virtuals --
  VTable& vtable(TypeDef*);
  int overridden_slot(MethodDef*, const VTable&, size_t inherited);
  void place_virtuals(TypeDef*, VTable&);
  void apply_method_impls(TypeDef*, VTable&);
  bool overrides(MethodDef* m, const Slot&);
  // -- interfaces --
  const InterfaceImplementation* explicit_implementation(Type* level, Method* im);
  Method* find_class_implementation(Type* exact, Method* im, bool is_static);
  Method* find_variant_implementation(Type* exact, Method* im, bool is_static);
  Method* find_default_implementation(Type* exact, Method* im, bool* ambiguous);
  Method* array_implementation(Type* array, Method* im);
  Type* declared_form(Type* level, Type* iface);           // the open interface of level's definition that is `iface` here, or null
  Method* search(Type* exact, Method* im, bool is_static, bool* ambiguous);
  bool is_array_interface(TypeDef*);
  Method* proxy_method(Type* proxy, Method* im);
  // -- casting --
  bool compatible(Type* from, Type* to, int depth);
  bool variant_compatible(Type* from, Type* to, int depth);
  bool array_element_compatible(Type* from, Type* to, int depth);

  // -- names --
  std::string type_text(Type*);
  bool has_twin(MethodDef*);
  MethodDef* state_machine_source(MethodDef* move_next, bool* iterator);
  std::string raw_type_text(ModuleState&, BlobReader&, bool modifiers, int depth = 0);
  std::string raw_method_text(ModuleState&, Blob, std::string_view name, bool modifiers);
  std::string raw_token_text(ModuleState&, Token, int depth = 0);
  void merge_overlay(ModuleState&);
  void merge_members(ModuleState&, uint32_t row, TypeDef* core);
};

std::string message_type_text(TypeDef*);                   // as the loader writes types in messages: "Ns.Outer+Inner`1"
std::string lower(std::string_view);
std::string shorten(std::string name);                     // keeps symbols below a few hundred characters, still unique
[[noreturn]] void throw_missing_type(TypeSystem&, std::string_view full_name, Module*);

}  // namespace ahead
