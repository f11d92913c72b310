// Members that are found by name when the program runs, on objects whose type only then is known.
//
//     dynamic list = new List<int>();                Expression.Property(parameter, "Length")
//     list.Add(3);                                   Expression.Call(text, "Trim", null)
//
// Neither names List<int>.Add in a way that data flow could follow, but both write the member's name into the body that asks. So names and types are two
// growing sets, and whatever public library type of the program has a member of such a name keeps it with its code. The program's own types have all their
// members anyway. Operators are asked for without any name as soon as trees are built at run time.
#include "survive/graph.h"

namespace ahead {

namespace {

enum class Binds : uint8_t { Nothing, Named, Operators, Constructors, Elements, Invoke };

struct Binder { const char *module, *type, *method; Binds what; };
constexpr Binder kBinders[] = {
#define BINDER(module, type, method, what) {module, type, method, Binds::what},
#include "survive/late_binding.def"
};
constexpr const char* kLateFields[] = {
#define LATE_FIELDS(type) type,
#include "survive/late_binding.def"
};

Binds binds(const Method* m) {
  if (!m->def || m->def->name.empty()) return Binds::Nothing;
  for (const Binder& b : kBinders)
    if (m->def->name == b.method && m->owner->def && m->owner->def->full_name == b.type && m->def->module->name() == b.module) return b.what;
  return Binds::Nothing;
}

constexpr const char* kLateTypes[] = {
#define LATE_TYPES(module) module,
#include "survive/late_binding.def"
};

// Visible to code that is not part of the library.
bool is_visible(const TypeDef* d) {
  for (; d; d = d->enclosing)
    if (uint32_t v = d->flags & 7; v != 1 && v != 2) return false;
  return true;
}

bool is_public(const MethodDef* d) { return (d->flags & 7) == 6; }
std::string_view without_prefix(std::string_view accessor) { return accessor.substr(accessor.find('_') + 1); }

}  // namespace

// What one body of the program asks for by name.
void Walk::bind_late(const MethodBodyInfo& info, Node from) {
  const Body& body = info.body;
  std::set<Binds> asked;
  std::vector<std::string> texts;
  std::vector<Type*> named;
  for (uint32_t i = 0; i < body.code.size(); ++i) {
    const Instr& in = body.code[i];
    if (!info.folded.reachable[i] || info.folded.invalid.count(i)) continue;
    if (in.op == Op::Ldstr) {
      std::u16string_view s = body.string(in);
      texts.push_back(std::string(s.begin(), s.end()));   // names of members that are not ASCII are not found
    }
    if (auto r = info.folded.results.find(i); r != info.folded.results.end() && r->second.type) named.push_back(r->second.type);
    if (in.op == Op::Call || in.op == Op::Callvirt) asked.insert(binds(body.callee(types, in)));
  }
  if (asked.contains(Binds::Named)) for (auto& t : texts) late_name(t, from);
  if (asked.contains(Binds::Elements)) for (const char* t : {"get_Item", "set_Item", "get_Chars", "Item", "Chars"}) late_name(t, from);
  if (asked.contains(Binds::Operators)) {
    bind_operators(from);
    // Operators of the language that are methods.
    keep_dynamic(types.primitive(ElementKind::String), kDynPublicMethods, "Concat", from);
    for (const char* name : {"Combine", "Remove"}) keep_dynamic(types.well_known("System.Delegate"), kDynPublicMethods, name, from);
  }
  if (asked.contains(Binds::Invoke)) reflect_on_delegates(from, false);
  if (asked.contains(Binds::Constructors))
    for (Type* t : named)
      if (t->def && !t->open && !is_own(t->def->module)) keep_dynamic(t, kDynPublicConstructors, {}, from);
}

// A binder describes the predefined types by their members.
void Walk::binder_names(Type* t, Node from) {
  if (from.kind != Node::Code || !t->def || is_own(t->def->module)) return;
  for (const char* name : kLateTypes)
    if (static_cast<const Method*>(from.entity)->def->module->name() == name) keep_members(t, from);
}

void Walk::late_name(const std::string& name, Node from) {
  if (name.empty() || !late_names.insert(name).second) return;
  start_late_binding();
  for (Type* t : std::vector<Type*>(late_types.begin(), late_types.end())) bind_members(t, from);
  for (Method* m : std::vector<Method*>(kept_methods.begin(), kept_methods.end())) infer_late(m, from);
}

// A generic method of the program whose type arguments follow from what the values are.
void Walk::infer_late(Method* m, Node from) {
  if (m->def->generic_count && m->args.empty() && is_own(m->def->module) && late_names.contains(std::string(m->def->name))) unknown_instantiation(m, from);
}

void Walk::bind_operators(Node from) {
  if (operators_late) return;
  operators_late = true;
  start_late_binding();
  for (Type* t : std::vector<Type*>(late_types.begin(), late_types.end())) bind_members(t, from);
}

// Expression.Lambda without a type argument makes an Expression<D> by reflection, for some delegate type that the program names.
void Walk::make_lambdas(Type* t, Node from) {
  if (!lambda_maker || !t->def) return;
  bool tree = t->def->full_name == "System.Linq.Expressions.Expression`1";
  Type* delegate = tree ? t->args[0] : t;
  if (delegate->open || !delegate->is_delegate || impl.bodies.too_deep(delegate)) return;
  if (!is_own(t->def->module) && !used_by_program.contains(t)) return;
  TypeDef* creator = types.find_type(lambda_maker->def->module, "System.Linq.Expressions.ExpressionCreator`1");
  if (!creator) return;
  Type* exact = types.instantiate(creator, types.intern_list({delegate}));
  if (Method* create = types.find_method(exact, "CreateExpressionFunc")) keep_code(create, from);
  use_type_object(delegate, from);
}

void Walk::start_late_binding() {
  if (binds_late) return;
  binds_late = true;
  std::vector<Type*> known;
  for (auto& [t, state] : program.type_state) if (state.constructed || state.type_object) known.push_back(t);
  for (Type* t : known) late_type(t, {Node::Mentioned, t});
}

// A type that objects or type objects exist of.
void Walk::late_type(Type* t, Node from) {
  if (!t->def || t->open || is_own(t->def->module) || impl.bodies.too_deep(t) || !late_types.insert(t).second) return;
  for (const char* name : kLateFields)
    if (t->def->full_name == name)
      for (FieldDef* d : t->def->fields)
        if ((d->flags & 7) == 6) keep_storage(types.field(t, d), from);
  bind_members(t, from);
}

void Walk::bind_members(Type* t, Node from) {
  for (Type* b = t; b && b->def; b = types.base(b)) {
    if (is_own(b->def->module) || !is_visible(b->def)) continue;
    bool value_type_operators = operators_late && b == t;
    for (MethodDef* d : b->def->methods) {
      if (!is_public(d) || d->generic_count || d->is_cctor() || d->is_ctor()) continue;
      bool accessor = d->flags & 0x800;
      bool wanted = value_type_operators && d->is_static() && d->name.starts_with("op_");
      wanted = wanted || late_names.contains(std::string(d->name)) || (accessor && late_names.contains(std::string(without_prefix(d->name))));
      if (wanted) keep_code(types.method(b, d), from);
    }
    for (FieldDef* d : b->def->fields)
      if ((d->flags & 7) == 6 && late_names.contains(std::string(d->name))) keep_storage(types.field(b, d), from);
    for (uint32_t row : b->def->module->properties(b->def->row))
      if (late_names.contains(std::string(b->def->module->property(row).name))) keep_property(b, row, from);
    for (uint32_t row : b->def->module->events(b->def->row))
      if (late_names.contains(std::string(b->def->module->event(row).name))) keep_event(b, row, from);
  }
}

}  // namespace ahead
