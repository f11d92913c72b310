// The type system over the installed framework: known layouts, interface and virtual resolution, casts, names; then a sweep over
// every type and method of every framework assembly that must neither throw nor crash.
#include <algorithm>
#include <chrono>
#include <filesystem>

#include "check.h"
#include "types/types.h"

using namespace ahead;
namespace fs = std::filesystem;

static std::string framework_dir(const char* given) {
  if (given) return given;
  std::string newest;
  for (auto& e : fs::directory_iterator("/usr/share/dotnet/shared/Microsoft.NETCore.App"))
    if (e.path().filename().string().starts_with("10.")) newest = std::max(newest, e.path().string());
  return newest;
}

static TypeSystem* ts;

static Type* type(std::string_view name, std::vector<Type*> args = {}) { return ts->instantiate(ts->find_type(name), args); }
static std::string target(Type* exact, Type* iface, std::string_view method) {
  Method* im = ts->find_method(iface, method);
  if (!im) return "no such interface method";
  Method* m = ts->resolve_interface(exact, im);
  return m ? ts->method_name(m) : "null";
}

static void known_types() {
  Type* i4 = ts->primitive(ElementKind::I4);
  CHECK(type("System.Int32") == i4);
  CHECK(i4->kind == ElementKind::I4 && i4->is_value_type && ts->size_of(i4) == 4);
  CHECK(type("System.IntPtr")->kind == ElementKind::I);
  CHECK(ts->primitive(ElementKind::String)->kind == ElementKind::String && ts->primitive(ElementKind::String)->is_reference());
  CHECK(type("System.ValueType")->kind == ElementKind::Class && !type("System.ValueType")->is_value_type);
  CHECK(!type("System.Enum")->is_value_type && type("System.DayOfWeek")->is_enum);
  CHECK(ts->enum_underlying(type("System.DayOfWeek")) == i4);
  CHECK(ts->szarray_of(i4) == ts->szarray_of(i4));
  CHECK(type("System.Nullable`1", {i4})->is_nullable && ts->layout(type("System.Nullable`1", {i4})).size == 8);
  CHECK(type("System.Span`1", {i4})->is_byref_like && ts->size_of(type("System.Span`1", {i4})) == 16);
  CHECK(ts->layout(type("System.Span`1", {i4})).byrefs.size() == 1);
}

static void layouts() {
  Type* string = ts->primitive(ElementKind::String);
  Type *i1 = ts->primitive(ElementKind::I1), *i8 = ts->primitive(ElementKind::I8);
  CHECK(ts->find_field(string, "_stringLength")->offset == 8);
  CHECK(ts->find_field(string, "_firstChar")->offset == 12);
  Type* raw_array = type("System.Runtime.CompilerServices.RawArrayData");
  CHECK(ts->find_field(raw_array, "Length")->offset == 8);
  CHECK(ts->find_field(raw_array, "Data")->offset == 16);
  CHECK(ts->find_field(type("System.Runtime.CompilerServices.RawData"), "Data")->offset == 8);
  Type* mt = type("System.Runtime.CompilerServices.MethodTable");
  CHECK(ts->find_field(mt, "ParentMethodTable")->offset == 0x10);
  CHECK(ts->find_field(mt, "InterfaceMap")->offset == 0x38);
  CHECK(ts->find_field(type("System.Runtime.CompilerServices.MethodTableAuxiliaryData"), "ExposedClassObjectRaw")->offset == 0x10);
  CHECK(ts->size_of(type("System.Decimal")) == 16 && ts->size_of(type("System.Guid")) == 16 && ts->size_of(type("System.DateTime")) == 8);
  CHECK(ts->align_of(type("System.Int128")) == 16 && ts->size_of(type("System.Int128")) == 16);
  CHECK(ts->size_of(type("System.Runtime.Intrinsics.Vector256`1", {i1})) == 32);
  CHECK(ts->size_of(type("System.ValueTuple`2", {i1, i8})) == 16);
  Type* pair = type("System.Collections.Generic.KeyValuePair`2", {i1, string});
  CHECK(ts->size_of(pair) == 16 && ts->layout(pair).refs == std::vector<uint32_t>{0});    // references make it auto
  CHECK(ts->contains_refs(pair) && !ts->contains_refs(type("System.Guid")));
  CHECK(ts->size_of(ts->primitive(ElementKind::Boolean)) == 1 && ts->size_of(ts->primitive(ElementKind::TypedByRef)) == 16);
  Type* exception = type("System.Exception");
  const Layout& base = ts->layout(exception);
  const Layout& derived = ts->layout(type("System.ArgumentException"));
  CHECK(derived.size >= base.size + 8 && derived.fields.size() == base.fields.size() + 1);
  CHECK(ts->layout(type("System.Guid")).blittable && !ts->layout(pair).blittable);
}

static void interfaces() {
  Type *i4 = ts->primitive(ElementKind::I4), *string = ts->primitive(ElementKind::String), *object = ts->primitive(ElementKind::Object);
  Type* list = type("System.Collections.Generic.List`1", {i4});
  Type* enumerable = type("System.Collections.Generic.IEnumerable`1", {i4});
  std::string cg = "System.Collections.Generic.";
  CHECK(target(list, enumerable, "GetEnumerator") == cg + "List`1[System.Int32].System.Collections.Generic.IEnumerable<T>.GetEnumerator()" + cg + "IEnumerator`1[!0]");
  CHECK(target(list, type("System.Collections.Generic.ICollection`1", {i4}), "get_Count") == cg + "List`1[System.Int32].get_Count()System.Int32");
  CHECK(target(list, type("System.Collections.IList"), "Add") == cg + "List`1[System.Int32].System.Collections.IList.Add(System.Object)System.Int32");
  Type* dictionary = type("System.Collections.Generic.Dictionary`2", {string, i4});
  CHECK(target(dictionary, type("System.Collections.Generic.IDictionary`2", {string, i4}), "TryGetValue").find("Dictionary`2[System.String,System.Int32].TryGetValue") != std::string::npos);
  Type* array = ts->szarray_of(i4);
  CHECK(target(array, enumerable, "GetEnumerator") == "System.SZArrayHelper.GetEnumerator[System.Int32]()System.Collections.Generic.IEnumerator`1[!!0]");
  CHECK(target(array, type("System.Collections.Generic.IList`1", {i4}), "get_Item").starts_with("System.SZArrayHelper.get_Item[System.Int32]"));
  CHECK(target(array, type("System.Collections.ICollection"), "get_Count") == "System.Array.System.Collections.ICollection.get_Count()System.Int32");
  CHECK(target(ts->szarray_of(string), type("System.Collections.Generic.IEnumerable`1", {object}), "GetEnumerator").starts_with("System.SZArrayHelper.GetEnumerator[System.Object]"));
  CHECK(target(type("System.Collections.Generic.List`1", {string}), type("System.Collections.Generic.IEnumerable`1", {object}), "GetEnumerator").starts_with(cg + "List`1[System.String]"));
  CHECK(target(list, type("System.IDisposable"), "Dispose") == "null");
  CHECK(target(i4, type("System.IEquatable`1", {i4}), "Equals") == "System.Int32.Equals(System.Int32)System.Boolean");
  CHECK(ts->interfaces(array).size() > 5);
  // Static virtuals: a class's MethodImpl, and a default body.
  Method* add = ts->find_method(type("System.Numerics.IAdditionOperators`3", {i4, i4, i4}), "op_Addition");
  Method* found = add ? ts->resolve_static_virtual(i4, add) : nullptr;
  CHECK(found && found->owner == i4 && found->is_static());
  Method* one = ts->find_method(type("System.Numerics.INumberBase`1", {i4}), "get_One");
  CHECK(one && ts->resolve_static_virtual(i4, one) && ts->resolve_static_virtual(i4, one)->owner == i4);
  Method* clamp = ts->find_method(type("System.Numerics.INumber`1", {i4}), "Clamp");
  CHECK(clamp && ts->resolve_static_virtual(i4, clamp));
}

static void virtuals() {
  Type *i4 = ts->primitive(ElementKind::I4), *object = ts->primitive(ElementKind::Object), *string = ts->primitive(ElementKind::String);
  Method* to_string = ts->find_method(object, "ToString");
  CHECK(ts->method_name(ts->resolve_virtual(i4, to_string)) == "System.Int32.ToString()System.String");
  CHECK(ts->resolve_virtual(type("System.DayOfWeek"), to_string)->owner == type("System.Enum"));
  CHECK(ts->resolve_virtual(ts->szarray_of(i4), to_string)->owner == object);
  CHECK(ts->slot_of(ts->find_method(string, "ToString", 0)) == to_string);
  CHECK(ts->resolve_constrained(i4, to_string)->owner == i4);
  CHECK(ts->resolve_constrained(type("System.DayOfWeek"), to_string) == nullptr);
  CHECK(ts->resolve_constrained(i4, ts->find_method(object, "GetType")) == nullptr);
  Type* comparer = type("System.Collections.Generic.GenericEqualityComparer`1", {string});
  Method* base_equals = ts->find_method(type("System.Collections.Generic.EqualityComparer`1", {string}), "Equals", 2);
  CHECK(base_equals && ts->resolve_virtual(comparer, base_equals)->owner == comparer);
  CHECK(ts->finalizer(type("System.IO.FileStream")) && !ts->finalizer(string));
  CHECK(ts->default_ctor(object) && !ts->default_ctor(string));
  CHECK(ts->virtual_slots(object).size() == 4);
}

static void casts() {
  Type *i4 = ts->primitive(ElementKind::I4), *u4 = ts->primitive(ElementKind::U4), *string = ts->primitive(ElementKind::String), *object = ts->primitive(ElementKind::Object);
  auto array = [](Type* e) { return ts->szarray_of(e); };
  CHECK(ts->can_cast(array(i4), array(u4)) && ts->can_cast(array(type("System.DayOfWeek")), array(i4)));
  CHECK(!ts->can_cast(array(i4), array(object)) && ts->can_cast(array(string), array(object)) && !ts->can_cast(array(object), array(string)));
  CHECK(!ts->can_cast(array(ts->primitive(ElementKind::Boolean)), array(ts->primitive(ElementKind::U1))));
  CHECK(ts->can_cast(array(string), type("System.Collections.Generic.IReadOnlyList`1", {object})));
  CHECK(ts->can_cast(array(i4), type("System.Collections.Generic.IList`1", {u4})));
  CHECK(!ts->can_cast(type("System.Collections.Generic.List`1", {i4}), type("System.Collections.Generic.IEnumerable`1", {object})));
  CHECK(ts->can_cast(type("System.Func`1", {string}), type("System.Func`1", {object})));
  CHECK(ts->can_cast(type("System.Action`1", {object}), type("System.Action`1", {string})));
  CHECK(!ts->can_cast(type("System.Action`1", {string}), type("System.Action`1", {object})));
  CHECK(ts->can_cast(i4, object) && ts->can_cast(i4, type("System.IComparable")) && !ts->can_cast(i4, u4));
  CHECK(ts->can_cast(i4, type("System.Nullable`1", {i4})));
  CHECK(ts->is_assignable_static(type("System.IComparable"), object) && !ts->is_assignable_static(i4, object));
}

static void names() {
  Type* i4 = ts->primitive(ElementKind::I4);
  Type* list = type("System.Collections.Generic.List`1", {i4});
  CHECK(ts->type_name(list) == "System.Collections.Generic.List`1[System.Int32]");
  CHECK(ts->type_name(ts->array_of(ts->pointer_to(i4), 2)) == "System.Int32*[,]");
  CHECK(ts->display_name(ts->find_method(list, "Add")) == "System.Collections.Generic.List`1<Int32>.Add(Int32)");
  CHECK(ts->stack_trace_type_name(list) == "System.Collections.Generic.List`1");
  CHECK(ts->stack_trace_method_name(ts->find_method(list, "Add")) == "Add(T item)");
  CHECK(ts->stack_trace_method_name(ts->find_method(list, "ForEach")) == "ForEach(Action`1 action)");
  CHECK(ts->stack_trace_method_name(ts->find_method(list, "ConvertAll")) == "ConvertAll[TOutput](Converter`2 converter)");
  CHECK(ts->assembly_name(ts->corelib()) == "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e");
  Type* deep = i4;
  for (int i = 0; i < 40; ++i) deep = type("System.Collections.Generic.List`1", {deep});
  CHECK(ts->type_name(deep).size() <= 400 && deep->depth == 41);
}

struct Sweep { size_t types = 0, methods = 0, slots = 0, interface_methods = 0, unresolved = 0, errors = 0; };

template <class F>
static void attempt(Sweep& s, const std::string& what, F f) {
  try {
    f();
  } catch (std::exception& e) {
    if (s.errors++ < 40) printf("  %s: %s\n", what.c_str(), e.what());
  }
}

// Every generic parameter becomes the same reference type: enough to compute layouts and resolution.
static Type* closed(TypeDef* d) {
  return ts->instantiate(d, std::vector<Type*>(d->generic_count, ts->primitive(ElementKind::Object)));
}

static void sweep_type(Sweep& s, TypeDef* d) {
  ++s.types;
  Type* t = d->generic_count ? closed(d) : d->open;
  attempt(s, "layout " + d->full_name, [&] { ts->layout(t); });
  attempt(s, "interfaces " + d->full_name, [&] { ts->interfaces(t); });
  for (MethodDef* m : d->methods)
    attempt(s, "method " + d->full_name + "." + std::string(m->name), [&] { ts->method_name(ts->method(d->open, m)); ++s.methods; });
  for (FieldDef* f : d->fields) attempt(s, "field " + d->full_name, [&] { ts->field_name(ts->field(d->open, f)); });
  if (t->is_interface) return;
  attempt(s, "slots " + d->full_name, [&] {
    for (Method* slot : ts->virtual_slots(t)) { ts->resolve_virtual(t, slot); ++s.slots; }
  });
  if (d->is_abstract) return;
  attempt(s, "interface methods " + d->full_name, [&] {
    for (Type* i : ts->interfaces(t))
      for (MethodDef* m : i->def->methods) {
        if (!m->is_virtual()) continue;
        Method* im = ts->method(i, m);
        Method* found = m->is_static() ? ts->resolve_static_virtual(t, im) : ts->resolve_interface(t, im);
        ++s.interface_methods;
        if (!found && s.unresolved++ < 25) printf("  unresolved: %s on %s\n", ts->method_name(im).c_str(), ts->type_name(t).c_str());
      }
  });
}

// Every member reference and specification in the module, over the open context.
static void sweep_tokens(Sweep& s, Module* m) {
  for (uint32_t r = 1; r <= m->rows(Table::TypeRef); ++r) attempt(s, "TypeRef", [&] { ts->resolve_type(m, make_token(Table::TypeRef, r), {}); });
  for (uint32_t r = 1; r <= m->rows(Table::TypeSpec); ++r) attempt(s, "TypeSpec", [&] { ts->resolve_type(m, make_token(Table::TypeSpec, r), {}); });
  for (uint32_t r = 1; r <= m->rows(Table::MemberRef); ++r)
    attempt(s, "MemberRef", [&] {
      Token t = make_token(Table::MemberRef, r);
      if (m->member_ref(r).signature[0] == 6) ts->resolve_field(m, t, {});
      else ts->resolve_method(m, t, {});
    });
  for (uint32_t r = 1; r <= m->rows(Table::MethodSpec); ++r) attempt(s, "MethodSpec", [&] { ts->resolve_method(m, make_token(Table::MethodSpec, r), {}); });
}

int main(int argc, char** argv) {
  std::string dir = framework_dir(argc > 1 ? argv[1] : nullptr);
  TypeSystem types;
  ts = &types;
  for (auto& e : fs::directory_iterator(dir))
    if (e.path().extension() == ".dll") types.add_reference(e.path().stem().string(), e.path().string());
  known_types(); layouts(); interfaces(); virtuals(); casts(); names();
  std::vector<std::string> assemblies;
  for (auto& e : fs::directory_iterator(dir)) if (e.path().extension() == ".dll") assemblies.push_back(e.path().stem().string());
  std::sort(assemblies.begin(), assemblies.end());
  bool all = argc > 2;
  auto begin = std::chrono::steady_clock::now();
  Sweep total;
  for (auto& name : assemblies) {
    if (!all && name != "System.Private.CoreLib" && name != "System.Linq") continue;
    Module* m = nullptr;
    attempt(total, name, [&] { m = types.find_assembly(name); });
    if (!m) continue;
    size_t before = total.errors;
    for (uint32_t r = 1; r <= m->rows(Table::TypeDef); ++r) attempt(total, "type", [&] { sweep_type(total, types.type_def(m, r)); });
    sweep_tokens(total, m);
    if (total.errors != before) printf("%s: %zu errors\n", name.c_str(), total.errors - before);
  }
  printf("%zu types, %zu methods, %zu slots, %zu interface methods (%zu unresolved), %zu errors, %.1f s\n", total.types, total.methods, total.slots,
         total.interface_methods, total.unresolved, total.errors, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  for (auto& name : types.missing_references()) printf("missing: %s\n", name.c_str());
  CHECK(total.errors == 0);
  return check::report();
}
