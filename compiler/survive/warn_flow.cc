// Types that do not promise what is asked of them.
//
//     void Dump([DynamicallyAccessedMembers(PublicFields)] Type t) …          void Any(Type t) => Dump(t);   // IL2067
//
// The flow of types (type_machine.h) is run over a method as it was written: where type_flow.cc sees `typeof(int)`, this sees `typeof(T)` and what T promises.
// A value is a known type or a place that it came from – a parameter, field, result, type parameter – with the members that the place promises. Where it goes
// asks for members: what is missing is a warning whose code says which kind of place it came from and which it goes to; of a known type the members are looked
// at instead, since one of them may require something.
//
// ILC's precision is meant to be matched, its blind spots among it: instructions are visited once, in the order in which they stand; a local keeps what was
// stored last within a straight piece of code and gathers what other pieces store; only array elements of known index are followed; through a managed pointer
// nothing is read. A lambda, local function or state machine shares its variables with the method around it by fields of a class that the compiler made: these are
// followed over the whole group until nothing changes.
#include <algorithm>
#include <deque>

#include "survive/type_machine.h"
#include "survive/warner.h"

namespace ahead {

namespace {

enum Column : uint32_t { ToParameter, ToResult, ToField, ToThis, ToTypeParameter };
struct Target { Column column; std::string text; };

// What the bodies of one written method share.
struct Group {
  std::map<FieldDef*, Values> hoisted;
  bool changed = false;
};

constexpr uint32_t kEmptyArray = UINT32_MAX;
constexpr uint32_t kBindPublic = 16, kBindNonPublic = 32;

struct WarnFlow : TypeMachine {
  Warner& w; Group& group; MethodDef* def; bool acting;
  struct Slot { Values values; uint32_t block; };
  std::map<uint32_t, Slot> locals;
  std::map<std::pair<uint32_t, uint32_t>, Slot> elements;   // newarr instruction, index
  std::unordered_map<uint32_t, std::vector<Values>> stack_at;
  uint32_t block = 0, offset = 0;

  WarnFlow(Warner& w, Group& g, const Body& b, bool acting) : TypeMachine(w.types, b), w(w), group(g), def(b.method->def), acting(acting) {}

  // -- one pass, in the order of the code --
  void run(const std::vector<bool>& reached) {
    auto leader = leaders();
    for (const Region& r : body.regions) {
      bool catches = r.kind == EHClause::Catch || r.kind == EHClause::Filter;
      stack_at[r.handler_begin] = catches ? std::vector<Values>{Values::other(r.catch_type)} : std::vector<Values>{};
      if (r.kind == EHClause::Filter) stack_at[r.filter_begin] = {Values::other()};
    }
    bool falls_in = true;
    for (uint32_t k = 0; k < body.code.size(); ++k) {
      if (k >= reached.size() || !reached[k]) { falls_in = false; continue; }
      if (leader[k]) {
        ++block;
        if (falls_in) meet(k);
        if (auto it = stack_at.find(k); it != stack_at.end()) stack = it->second;
        else stack.clear();
      } else if (!falls_in) stack.clear();
      const Instr& in = body.code[k];
      offset = in.offset;
      if (in.op == Op::Ldftn || in.op == Op::Ldvirtftn) address_taken(in);
      step(k, in);
      if (in.op == Op::Leave) stack.clear();
      if (op_operand(in.op) == OperandKind::Branch && in.target > k) meet(in.target);
      if (in.switch_targets) for (uint32_t t : *in.switch_targets) if (t > k) meet(t);
      falls_in = !ends_flow(in.op);
    }
  }

  void meet(uint32_t at) {
    auto [it, fresh] = stack_at.try_emplace(at, stack);
    if (fresh) return;
    for (size_t n = 0; n < stack.size() && n < it->second.size(); ++n) it->second[n].add(stack[n]);
  }

  void put(Slot& slot, bool fresh, const Values& v) {
    if (fresh || slot.block == block) slot.values = v;
    else slot.values.add(v);
    slot.block = block;
  }

  Place here() const { return {def, offset, {}, nullptr}; }

  // -- places --
  const Folded::Value* folded(uint32_t) override { return nullptr; }

  uint32_t promised(uint32_t parameter) {
    auto& a = w.annotations.of(def);
    return parameter < a.params.size() ? a.params[parameter] : 0;
  }
  Values loaded(uint32_t v) override {
    if (v >= arguments()) {
      auto it = locals.find(v);
      return it == locals.end() ? Values::other() : it->second.values;
    }
    if (body.method->sig.has_this && v == 0) return Values::of({Value::This, def, 0, w.annotations.of(def).self});
    uint32_t n = v - body.method->sig.has_this;
    bool by_reference = body.method->sig.params[n]->kind == ElementKind::ByRef;
    return Values::of({by_reference ? Value::ParameterPlace : Value::Parameter, def, n, promised(n)});
  }
  void assigned(uint32_t v, const Values& value) override {
    if (v >= arguments()) {
      auto [it, fresh] = locals.try_emplace(v);
      return put(it->second, fresh, value);
    }
    if (uint32_t n = v - body.method->sig.has_this; v || !body.method->sig.has_this) sink(value, promised(n), parameter_target(def, n));
  }
  Values address(uint32_t v) override {
    if (v >= arguments()) return Values::of({Value::Variable, nullptr, v});
    if (body.method->sig.has_this && v == 0) return Values::other();
    uint32_t n = v - body.method->sig.has_this;
    return Values::of({Value::ParameterPlace, def, n, promised(n)});
  }

  // Fields of the classes that the compiler makes for variables.
  static bool is_hoisted(FieldDef* f) { return f->owner->enclosing && f->owner->name.starts_with('<') && !f->is_static(); }

  Values loaded(Field* f) override {
    if (is_hoisted(f->def)) return group.hoisted[f->def];
    if (f->name() == "EmptyTypes" && f->def->owner->full_name == "System.Type") return Values::of({Value::ArrayAt, nullptr, kEmptyArray});
    generic_arguments(f);
    w_field(f);
    return Values::of({Value::FieldOf, f, 0, w.annotations.of(f->def)});
  }
  void assigned(Field* f, const Values& v) override {
    if (is_hoisted(f->def)) {
      Values kept = v;
      auto changing = [](const Value& one) { return one.kind == Value::ArrayAt || one.kind == Value::Int || one.kind >= Value::Variable; };
      if (std::erase_if(kept.known, changing)) kept.unknown = true;
      if (group.hoisted[f->def].add(kept)) group.changed = true;
      return;
    }
    generic_arguments(f);
    w_field(f);
    sink(v, w.annotations.of(f->def), {ToField, "field '" + name_of(f) + "'"});
  }
  Values address(Field* f) override {
    if (!is_hoisted(f->def)) generic_arguments(f), w_field(f);
    return Values::of({Value::FieldPlace, f});
  }
  void w_field(Field* f) { if (acting) w.check_field(here(), f); }

  void assigned_at(const Values& address, const Values& v) override {
    for (const Value& a : address.known) {
      if (a.kind == Value::Variable) assigned(a.number, v);
      if (a.kind == Value::FieldPlace) assigned(static_cast<Field*>(const_cast<void*>(a.what)), v);
      if (a.kind == Value::ParameterPlace) sink(v, a.mask, parameter_target(method_def_of(a), a.number));
    }
  }
  Values read_at(const Values& address) {
    Values v;
    v.unknown = address.unknown;
    for (const Value& a : address.known) {
      if (a.kind == Value::Variable) v.add(loaded(a.number));
      else if (a.kind == Value::FieldPlace) v.add(loaded(static_cast<Field*>(const_cast<void*>(a.what))));
      else if (a.kind == Value::ParameterPlace) v.add({Value::Parameter, a.what, a.number, a.mask});
      else v.unknown = true;
    }
    return v;
  }

  void element_assigned(const Values& array, const Values& index, const Values& v) override {
    for (const Value& a : array.known) {
      if (a.kind != Value::ArrayAt) continue;
      if (index.unknown || index.known.size() != 1 || index.known[0].kind != Value::Int) { forget(a.number); continue; }
      auto [it, fresh] = elements.try_emplace({a.number, index.known[0].number});
      put(it->second, fresh, v);
    }
  }
  Values element(const Values& array, const Values& index) override {
    bool known = !array.unknown && !array.known.empty() && !index.unknown && index.known.size() == 1 && index.known[0].kind == Value::Int;
    Values v;
    for (const Value& a : array.known) {
      auto it = known && a.kind == Value::ArrayAt ? elements.find({a.number, index.known[0].number}) : elements.end();
      if (it == elements.end()) known = false;
      else v.add(it->second.values);
    }
    return known ? v : Values::other();
  }
  void forget(uint32_t array) {
    for (auto it = elements.lower_bound({array, 0}); it != elements.end() && it->first.first == array; ++it) it->second.values = Values::other();
  }

  Values boxed(Type*) override { return Values::other(); }

  Values token(uint32_t, const Instr& in) override {
    Table table = in.token.table();
    bool type = table == Table::TypeDef || table == Table::TypeRef || table == Table::TypeSpec;
    if (type) {
      Type* t = body.type(types, in);
      if (table == Table::TypeSpec) generic_arguments(t);   // a definition has no arguments
      return of_type(t);
    }
    if (table == Table::Field || (table == Table::MemberRef && body.module->member_ref(in.token.row()).signature[0] == 0x06)) {
      Field* f = body.field(types, in);
      if (acting && !f->def->has_rva()) w.access(here(), f->def);
    } else if (Method* m = body.callee(types, in); m->def) {
      generic_arguments(m);
      if (acting) w.access(here(), m->def);
    }
    return Values::other();
  }
  void address_taken(const Instr& in) {
    Method* m = body.callee(types, in);
    if (!m->def) return;
    generic_arguments(m);
    if (!acting) return;
    w.check_call(here(), m, true, true);
    auto& a = w.annotations.of(m->def);
    if (!a.params.empty() || (a.result && m->is_virtual())) w.access(here(), m->def);
  }

  Values of_type(Type* t) {
    if (t->kind == ElementKind::Var || t->kind == ElementKind::MVar) return Values::of({Value::TypeParameter, t, 0, w.parameter_mask(def, t)});
    return Values::of({Value::TypeObject, t});
  }

  void returned(const Values& v) override { sink(v, w.annotations.of(def).result, {ToResult, "result of '" + shown(types, def) + "'"}); }

  // -- names --
  static MethodDef* method_def_of(const Value& v) { return static_cast<MethodDef*>(const_cast<void*>(v.what)); }
  std::string name_of(Field* f) { return shown(f->def->owner) + "." + std::string(f->name()); }
  static std::string parameter_name(MethodDef* m, uint32_t n) {
    MethodDefRow row = m->module->method_def(m->row);
    for (uint32_t p = row.param_begin; p < row.param_end; ++p) if (auto param = m->module->param(p); param.sequence == n + 1) return std::string(param.name);
    return "#" + std::to_string(n + 1);
  }
  Target parameter_target(MethodDef* m, uint32_t n) { return acting ? Target{ToParameter, "parameter '" + parameter_name(m, n) + "' of '" + shown(types, m) + "'"} : Target{ToParameter, {}}; }
  std::string variable_name(Type* t) {
    Token owner = t->kind == ElementKind::MVar ? def->token() : def->owner->token();
    auto rows = def->module->generic_params(owner);
    return t->index < rows.size() ? std::string(def->module->generic_param(rows[t->index]).name) : "#" + std::to_string(t->index);
  }
  std::string source_text(const Value& v) {
    switch (v.kind) {
      case Value::Parameter: return "parameter '" + parameter_name(method_def_of(v), v.number) + "' of '" + shown(types, method_def_of(v)) + "'";
      case Value::This: return "'this' of '" + shown(types, method_def_of(v)) + "'";
      case Value::Result: return "the result of '" + shown(types, method_of(v)->def) + "'";
      case Value::FieldOf: return "field '" + name_of(static_cast<Field*>(const_cast<void*>(v.what))) + "'";
      default: return "type parameter '" + variable_name(type_of(v)) + "'";
    }
  }
  static uint32_t first_code(Value::Kind k) {
    switch (k) {
      case Value::Parameter: return 2067;
      case Value::Result: return 2072;
      case Value::FieldOf: return 2077;
      case Value::This: return 2082;
      default: return 2087;
    }
  }

  // -- where types are asked for members --
  void report(uint32_t code, const std::string& text) { w.report(here(), ("IL" + std::to_string(code)).c_str(), text); }

  void sink(const Values& values, uint32_t mask, const Target& to, const std::string& name = {}, uint32_t flags = 0) {
    if (!mask || !acting) return;
    bool unknown = values.unknown;
    for (const Value& v : values.known) {
      if (v.kind == Value::TypeObject) w.access(here(), type_of(v), mask, name, flags);
      else if (v.kind == Value::Text) type_text(text_of(v), mask);
      else if (v.kind >= Value::Parameter && v.kind <= Value::TypeParameter) mismatch(v, mask, to);
      else unknown = true;
    }
    if (unknown) report(2062 + to.column, "what reaches " + to.text + " is not known here; it must be a type with " + shown_members(mask) + " (DynamicallyAccessedMembers)");
  }

  void mismatch(const Value& v, uint32_t mask, const Target& to) {
    uint32_t missing = mask == kDynAll ? (v.mask == kDynAll ? 0 : kDynAll) : mask & ~v.mask;
    if (missing) report(first_code(v.kind) + to.column, to.text + " needs " + shown_members(missing) + " of the type, and " + source_text(v) + " does not promise them (DynamicallyAccessedMembers)");
  }

  void type_text(const std::string& text, uint32_t mask) {
    if (text.substr(text.rfind(']') + 1).find(',') == text.npos) return report(2122, "the type name '" + text + "' does not say its assembly");
    if (Type* t = type_by_name(types, body.module, text)) w.access(here(), t, mask);
  }

  // Type arguments are types that flow into type parameters.
  void arguments_to(TypeList arguments, const std::vector<uint32_t>& masks, const std::function<std::string()>& of) {
    for (size_t n = 0; n < arguments.size() && n < masks.size(); ++n)
      if (masks[n]) sink(of_type(arguments[n]), masks[n], {ToTypeParameter, "a type parameter of '" + of() + "'"});
  }
  void generic_arguments(Type* t) {
    if (!acting || !t->def || t->args.empty()) return;
    arguments_to(t->args, w.annotations.generic(t->def), [&] { return shown(t->def); });
  }
  // Objects were checked where they were made.
  void generic_arguments(Method* m) {
    if (!acting || !m->def) return;
    if (!m->args.empty()) arguments_to(m->args, w.annotations.of(m->def).generic, [&] { return shown(types, m->def); });
    if (m->is_static() || m->def->is_ctor() || m->owner->is_value_type) generic_arguments(m->owner);
  }
  void generic_arguments(Field* f) { if (f->def->is_static()) generic_arguments(f->owner); }

  // -- calls --
  Values called(uint32_t, const Instr& in, Method* m, std::vector<Values>& args) override {
    bool makes = in.op == Op::Newobj;
    if (!m->def) return Values::other();
    generic_arguments(m);
    Values result = makes ? Values::other(m->owner) : Values::of({Value::Result, m, 0, w.annotations.of(m->def).result});
    bool trims = true, dynamic = true;
    bool done = intrinsic(in, m, args, result, trims, dynamic);
    if (acting) w.check_call(here(), m, trims, dynamic);
    if (acting && m->def->is_pinvoke() && w.passes_com_objects(m)) report(2050, "'" + shown(types, m->def) + "' passes COM objects, whose interfaces trimming does not see");
    if (!done) annotated(m, args, makes);
    for (const Values& a : args)
      for (const Value& v : a.known) if (v.kind == Value::ArrayAt) forget(v.number);
    return result;
  }

  uint16_t parameter_flags(MethodDef* m, uint32_t n) {
    MethodDefRow row = m->module->method_def(m->row);
    for (uint32_t p = row.param_begin; p < row.param_end; ++p) if (auto param = m->module->param(p); param.sequence == n + 1) return param.flags;
    return 0;
  }

  void annotated(Method* m, const std::vector<Values>& args, bool makes) {
    const MethodAnnotations& a = w.annotations.of(m->def);
    size_t first = m->sig.has_this && !makes ? 1 : 0;
    if (a.self && first) sink(args[0], a.self, {ToThis, "'this' of '" + shown(types, m->def) + "'"});
    for (uint32_t n = 0; n < m->sig.params.size(); ++n) {
      uint32_t mask = n < a.params.size() ? a.params[n] : 0;
      Type* p = m->sig.params[n];
      if (p->kind != ElementKind::ByRef) {
        if (mask) sink(args[n + first], mask, parameter_target(m->def, n));
        continue;
      }
      if (!w.annotations.carries_type(p)) continue;
      uint16_t flags = parameter_flags(m->def, n);
      if (mask && !(flags & 2)) sink(read_at(args[n + first]), mask, parameter_target(m->def, n));
      if (!(flags & 1)) assigned_at(args[n + first], Values::of({Value::Parameter, m->def, n, mask}));
    }
  }

  Target first_target(Method* m) { return m->sig.has_this ? Target{ToThis, "'this' of '" + shown(types, m->def) + "'"} : parameter_target(m->def, 0); }
  static bool all_known(const Values& v) { return !v.unknown && std::all_of(v.known.begin(), v.known.end(), [](const Value& one) { return one.kind == Value::TypeObject; }); }

  // True: what the call asks of its arguments has been looked at.
  bool intrinsic(const Instr& in, Method* m, std::vector<Values>& args, Values& result, bool& trims, bool& dynamic) {
    FlowAction action = flow_action(types, m);
    bool text_first = !m->sig.params.empty() && m->sig.params[0]->kind == ElementKind::String;
    switch (action) {
      case FlowAction::SameType: result = args[0]; return false;
      case FlowAction::TypeOfObject: type_of_object(in, m, args[0], result); return true;
      case FlowAction::BaseType: base_type(m, args[0], result); return true;
      case FlowAction::Underlying: underlying(m, args[0], result); return true;
      case FlowAction::WantsKnownType: {
        for (size_t n = 0; n < m->sig.params.size(); ++n)
          if (m->sig.params[n]->def && m->sig.params[n]->def->full_name == "System.Type" && (m->owner->def->full_name == "System.Array" ? is_statically_known(args[n]) : all_known(args[n]))) dynamic = false;
        if (m->name() == "OffsetOf") dynamic = false;
        return true;
      }
      case FlowAction::ByNames: trims = false; return by_names(m);
      case FlowAction::Activate:
        if (text_first) return trims = false, by_names(m);
        return m->sig.params.empty() || activate(m, args);
      case FlowAction::RunsInitializer:
        trims = false;
        if (acting && !all_known(args[0])) report(2059, "which type's static constructor runs is not known here");
        return true;
      case FlowAction::TypeByName: if (!text_first) return false; trims = false; type_by_text(m, args, result); return true;
      case FlowAction::TypeInAssembly:
        if (m->name() != "CreateInstance") return false;
        trims = false;
        if (acting) report(2058, "'" + shown(types, m->def) + "' makes an object of a type that is known by name only: use Type.GetType and Activator.CreateInstance");
        return true;
      case FlowAction::GenericType: trims = false; make_generic_type(args, result, dynamic); return true;
      case FlowAction::GenericMethod: trims = false; make_generic_method(args, result, dynamic); return true;
      case FlowAction::CallExpression: case FlowAction::PropertyExpression: case FlowAction::FieldExpression: return expression(action, m, args, trims, dynamic);
      case FlowAction::Interface: sink(args[0], kDynInterfaces, first_target(m)); return true;
      case FlowAction::Methods: case FlowAction::Properties: case FlowAction::Fields: case FlowAction::Events: case FlowAction::Members: case FlowAction::Nested:
      case FlowAction::Constructors: return members(action, m, args, result);
      default: return false;
    }
  }

  Type* static_type(const Values& all, const Value* v) {
    if (!v) return all.static_type;
    switch (v->kind) {
      case Value::Parameter: return types.method(method_def_of(*v)->owner->open, method_def_of(*v))->sig.params[v->number];
      case Value::This: return method_def_of(*v)->owner->open;
      case Value::Result: return method_of(*v)->sig.ret;
      case Value::FieldOf: return static_cast<Field*>(const_cast<void*>(v->what))->type;
      default: return nullptr;
    }
  }

  void type_of_object(const Instr& in, Method* m, const Values& object, Values& result) {
    result = {};
    if (!in.constrained.nil()) { result.add({Value::Result, m}); return; }
    auto one = [&](Type* t) {
      bool sealed = t && !t->is_value_type && t->kind != ElementKind::Var && t->kind != ElementKind::MVar &&
                    (t->is_delegate || (t->is_array() ? t->element->is_sealed || t->element->is_value_type : t->def && t->is_sealed));
      if (sealed) { result.add(of_type(t)); return; }
      uint32_t mask = t && t->def ? w.type_mask(t) : 0;
      if (mask && acting)
        for (Type* b = t; b && b->def; b = types.base(b)) w.asked_for_type.insert(b->def);
      result.add({Value::Result, m, 0, mask});
    };
    for (const Value& v : object.known) one(static_type(object, &v));
    if (object.unknown) one(static_type(object, nullptr));
  }

  void base_type(Method* m, const Values& of, Values& result) {
    result = {};
    for (const Value& v : of.known) {
      if (v.kind == Value::TypeObject) {
        if (Type* b = types.base(type_of(v))) result.add(of_type(b));
        continue;
      }
      constexpr uint32_t kInherited = kDynPublicMethods | kDynPublicFields | kDynPublicProperties | kDynPublicEvents | kDynInterfaces;
      bool place = v.kind >= Value::Parameter && v.kind <= Value::TypeParameter;
      result.add({Value::Result, m, 0, !place ? 0 : v.mask == kDynAll ? kDynAll : v.mask & kInherited});
    }
    if (of.unknown) result.add({Value::Result, m});
  }

  void underlying(Method* m, const Values& of, Values& result) {
    result = {};
    for (const Value& v : of.known) {
      if (v.kind == Value::TypeObject) { if (type_of(v)->is_nullable) result.add(of_type(type_of(v)->args[0])); continue; }
      bool place = v.kind >= Value::Parameter && v.kind <= Value::TypeParameter;
      result.add({Value::Result, m, 0, place ? v.mask : 0});
    }
    if (of.unknown) result.add({Value::Result, m});
  }

  bool by_names(Method* m) {
    if (acting) report(2032, "'" + shown(types, m->def) + "' is given names: whether the type is there is not known here");
    return true;
  }

  static uint32_t number(const Values& v, uint32_t otherwise) { return !v.unknown && v.known.size() == 1 && v.known[0].kind == Value::Int ? v.known[0].number : otherwise; }
  std::optional<uint32_t> length(const Values& v) {
    if (v.unknown || v.known.size() != 1 || v.known[0].kind != Value::ArrayAt) return std::nullopt;
    if (v.known[0].number == kEmptyArray) return 0;
    auto it = lengths.find(v.known[0].number);
    return it == lengths.end() ? std::nullopt : std::optional(it->second);
  }
  // Which argument has this type.
  static int parameter_of(Method* m, const char* type) {
    for (size_t n = 0; n < m->sig.params.size(); ++n) {
      Type* t = m->sig.params[n];
      if (t->kind == ElementKind::SzArray ? t->element->def && t->element->def->full_name + "[]" == type : t->def && t->def->full_name == type) return int(n);
    }
    return -1;
  }

  bool activate(Method* m, std::vector<Values>& args) {
    uint32_t mask = kDynPublicParameterlessConstructor;
    int flags = parameter_of(m, "System.Reflection.BindingFlags"), values = parameter_of(m, "System.Object[]");
    if (flags >= 0) {
      uint32_t bits = number(args[size_t(flags)], kBindPublic | kBindNonPublic);
      mask = (bits & kBindPublic ? kDynPublicConstructors : 0u) | (bits & kBindNonPublic ? kDynNonPublicConstructors : 0u);
    } else if (values >= 0) {
      auto count = length(args[size_t(values)]);
      bool none = (count && *count == 0) || (args[size_t(values)].known.empty() && !args[size_t(values)].unknown);
      if (!none) mask = kDynPublicConstructors;
    } else if (m->sig.params.size() == 2 && m->sig.params[1]->kind == ElementKind::Boolean && number(args[1], 1)) {
      mask |= kDynNonPublicConstructors;
    }
    sink(args[0], mask, first_target(m));
    return true;
  }

  void type_by_text(Method* m, std::vector<Values>& args, Values& result) {
    result = {};
    if (m->sig.params.size() == 3 && m->sig.params[2]->kind == ElementKind::Boolean && number(args[2], 1)) {
      if (acting) report(2096, "'" + shown(types, m->def) + "' looks for a type without regard to case, which is not done here");
      result.add({Value::Result, m});
      return;
    }
    bool unknown = args[0].unknown;
    for (const Value& v : args[0].known) {
      if (v.kind == Value::Text) {
        if (Type* t = type_by_name(types, body.module, text_of(v))) result.add(of_type(t));
      } else if (v.kind >= Value::Parameter && v.kind <= Value::TypeParameter && v.mask) {
        result.add({Value::Result, m, 0, v.mask});
      } else {
        unknown = true;
      }
    }
    if (!unknown) return;
    result.add({Value::Result, m});
    if (acting) report(2057, "the name that '" + shown(types, m->def) + "' looks for is not known here");
  }

  // Type arguments that are put into an array: by place, or nothing when they are not known.
  std::optional<std::vector<Values>> listed(const Values& array) {
    auto count = length(array);
    if (!count) return std::nullopt;
    std::vector<Values> list;
    for (uint32_t n = 0; n < *count; ++n) {
      auto it = elements.find({array.known[0].number, n});
      list.push_back(it == elements.end() ? Values::other() : it->second.values);
    }
    return list;
  }
  static bool is_statically_known(const Values& v) {
    return !v.unknown && std::all_of(v.known.begin(), v.known.end(), [](const Value& one) { return one.kind == Value::TypeObject || one.kind == Value::TypeParameter; });
  }
  // True: native code for the instantiation is found.
  bool fill(const std::vector<uint32_t>& masks, const std::vector<uint32_t>& rows, Module* module, size_t count, const Values& array, uint32_t code, const std::string& name) {
    auto list = listed(array);
    bool demands = std::any_of(masks.begin(), masks.end(), [](uint32_t m) { return m != 0; });
    for (uint32_t row : rows) demands |= (module->generic_param(row).flags & 0x10) && !(module->generic_param(row).flags & 0x08);
    if (!list || list->size() != count) {
      if (demands && acting) report(code, "the type arguments of '" + name + "' are not known here, and it asks something of them");
      return false;
    }
    bool known = true;
    for (size_t n = 0; n < count; ++n) {
      if (n < masks.size()) sink((*list)[n], masks[n], {ToTypeParameter, "a type parameter of '" + name + "'"});
      known &= is_statically_known((*list)[n]);
    }
    return known;
  }

  void make_generic_type(std::vector<Values>& args, Values& result, bool& dynamic) {
    result = args[0];
    dynamic = args[0].unknown;
    bool unknown = args[0].unknown;
    for (const Value& v : args[0].known) {
      if (v.kind != Value::TypeObject) { unknown = dynamic = true; continue; }
      TypeDef* d = type_of(v)->def;
      if (!d || !d->generic_count) continue;
      if (!fill(w.annotations.generic(d), d->module->generic_params(d->token()), d->module, d->generic_count, args[1], 2055, shown(d))) dynamic = true;
    }
    if (unknown && acting) report(2055, "which type MakeGenericType is called on is not known here; it may ask something of its arguments");
  }

  void make_generic_method(std::vector<Values>& args, Values& result, bool& dynamic) {
    result = args[0];
    dynamic = args[0].unknown;
    bool unknown = args[0].unknown;
    for (const Value& v : args[0].known) {
      if (v.kind != Value::MethodObject) { unknown = dynamic = true; continue; }
      MethodDef* d = method_of(v)->def;
      if (!d->generic_count) continue;
      if (!fill(w.annotations.of(d).generic, d->module->generic_params(d->token()), d->module, d->generic_count, args[1], 2060, shown(types, d))) dynamic = true;
    }
    if (unknown && acting) report(2060, "which method MakeGenericMethod is called on is not known here; it may ask something of its arguments");
  }

  std::vector<std::string> texts_of(const Values& v) {
    std::vector<std::string> list;
    for (const Value& one : v.known) if (one.kind == Value::Text) list.push_back(text_of(one));
    return list;
  }

  // Expression.Call(type, "Name", typeArguments, …): members by name.
  bool expression(FlowAction action, Method* m, std::vector<Values>& args, bool& trims, bool& dynamic) {
    int type = parameter_of(m, "System.Type"), name = parameter_of(m, "System.String");
    if (type < 0 || name < 0) return false;
    trims = false;
    uint32_t mask = action == FlowAction::CallExpression ? kDynPublicMethods | kDynNonPublicMethods : action == FlowAction::FieldExpression ? kDynPublicFields | kDynNonPublicFields
                                                                                                                                          : kDynPublicProperties | kDynNonPublicProperties;
    auto names = texts_of(args[size_t(name)]);
    bool by_name = names.size() == 1 && args[size_t(name)].known.size() == 1 && !args[size_t(name)].unknown;
    sink(args[size_t(type)], mask, parameter_target(m->def, uint32_t(type)), by_name ? names[0] : std::string());
    if (action != FlowAction::CallExpression || !acting) return true;
    dynamic = false;
    bool generic = !by_name || !all_known(args[size_t(type)]);
    if (by_name)
      each_type(args[size_t(type)], [&](Type* t) {
        if (t->def) for (MethodDef* d : t->def->methods) generic |= d->name == names[0] && d->generic_count;
      });
    if (generic) report(2060, "which method '" + shown(types, m->def) + "' names is not known here; if it is generic it may ask something of its arguments");
    return true;
  }

  // -- GetMethod and its kind --
  static uint32_t by_flags(FlowAction action, uint32_t bits, bool empty_arguments) {
    auto pair = [&](uint32_t open_mask, uint32_t other) { return (bits & kBindPublic ? open_mask : 0u) | (bits & kBindNonPublic ? other : 0u); };
    switch (action) {
      case FlowAction::Methods: return pair(kDynPublicMethods, kDynNonPublicMethods);
      case FlowAction::Properties: return pair(kDynPublicProperties, kDynNonPublicProperties);
      case FlowAction::Fields: return pair(kDynPublicFields, kDynNonPublicFields);
      case FlowAction::Events: return pair(kDynPublicEvents, kDynNonPublicEvents);
      case FlowAction::Nested: return pair(kDynPublicNestedTypes, kDynNonPublicNestedTypes);
      case FlowAction::Constructors: return pair(empty_arguments ? uint32_t(kDynPublicParameterlessConstructor) : uint32_t(kDynPublicConstructors), kDynNonPublicConstructors);
      default: return pair(kDynPublicMethods | kDynPublicProperties | kDynPublicFields | kDynPublicEvents | kDynPublicNestedTypes | kDynPublicConstructors,
                           kDynNonPublicMethods | kDynNonPublicProperties | kDynNonPublicFields | kDynNonPublicEvents | kDynNonPublicNestedTypes | kDynNonPublicConstructors);
    }
  }

  bool members(FlowAction action, Method* m, std::vector<Values>& args, Values& result) {
    const MethodAnnotations& a = w.annotations.of(m->def);
    uint32_t asked = m->sig.has_this ? a.self : a.params.empty() ? 0 : a.params[0], flags = 0;
    size_t first = m->sig.has_this ? 1 : 0;
    bool of_type_itself = m->def->owner->full_name == "System.Type";
    if (int n = parameter_of(m, "System.Reflection.BindingFlags"); of_type_itself && m->name() != "InvokeMember") {
      constexpr uint32_t kIgnoreCase = 1;
      flags = n < 0 ? kBindPublic : number(args[size_t(n) + first], kIgnoreCase);
      if (flags & kIgnoreCase) flags = kBindPublic | kBindNonPublic;
      int signature = parameter_of(m, "System.Type[]");
      bool empty = action == FlowAction::Constructors && signature >= 0 && length(args[size_t(signature) + first]) == 0u;
      asked = by_flags(action, flags, empty);
    }
    int name = parameter_of(m, "System.String");
    auto names = name < 0 ? std::vector<std::string>() : texts_of(args[size_t(name) + first]);
    bool by_name = !names.empty() && !args[size_t(name) + first].unknown && names.size() == args[size_t(name) + first].known.size();
    if (!by_name) names = {std::string()};
    for (auto& one : names) sink(args[0], asked, first_target(m), one, flags);
    if (!by_name) return true;
    Values found;
    for (const Value& v : args[0].known) {
      if (v.kind == Value::TypeObject && action == FlowAction::Methods) methods_named(type_of(v), names, found);
      else if (v.kind == Value::TypeObject && action == FlowAction::Nested) nested_named(type_of(v), names, found);
      else found.add({Value::Result, m, 0, action == FlowAction::Nested && v.mask == kDynAll && v.kind >= Value::Parameter ? uint32_t(kDynAll) : w.annotations.of(m->def).result});
    }
    if (args[0].unknown) found.add({Value::Result, m, 0, w.annotations.of(m->def).result});
    result = found;
    return true;
  }
  void methods_named(Type* t, const std::vector<std::string>& names, Values& found) {
    for (Type* b = t; b && b->def; b = types.base(b))
      for (MethodDef* d : b->def->methods)
        if (std::find(names.begin(), names.end(), d->name) != names.end()) found.add({Value::MethodObject, types.method(b, d)});
  }
  void nested_named(Type* t, const std::vector<std::string>& names, Values& found) {
    if (!t->def) return;
    for (uint32_t row : t->def->module->nested_types(t->def->row))
      if (TypeDef* d = types.type_def(t->def->module, row); std::find(names.begin(), names.end(), d->name) != names.end()) found.add({Value::TypeObject, d->open});
  }
};

}  // namespace

// What a type parameter promises; those that the compiler copied for a lambda or state machine promise what the written ones do.
uint32_t Warner::parameter_mask(MethodDef* in, Type* variable) {
  auto mask_of = [&](Module* module, const std::vector<uint32_t>& rows, const std::vector<uint32_t>& masks, uint32_t n) -> uint32_t {
    uint32_t mask = n < masks.size() ? masks[n] : 0;
    bool constructible = n < rows.size() && module->generic_param(rows[n]).flags & 0x10;
    return mask | (constructible ? kDynPublicParameterlessConstructor : 0u);
  };
  MethodDef* written = written_method(types, in);
  uint32_t n = variable->index;
  if (variable->kind == ElementKind::MVar) {
    uint32_t own = mask_of(in->module, in->module->generic_params(in->token()), annotations.of(in).generic, n);
    return written == in ? own : own | mask_of(in->module, in->module->generic_params(written->token()), annotations.of(written).generic, n);
  }
  TypeDef* owner = in->owner;
  uint32_t own = mask_of(in->module, in->module->generic_params(owner->token()), annotations.generic(owner), n);
  if (written == in || owner == written->owner) return own;
  if (n < written->owner->generic_count) return own | mask_of(in->module, in->module->generic_params(written->owner->token()), annotations.generic(written->owner), n);
  return own | mask_of(in->module, in->module->generic_params(written->token()), annotations.of(written).generic, n - written->owner->generic_count);
}

void Warner::follow(const std::vector<MethodDef*>& members) {
  Group group;
  std::deque<std::pair<MethodDef*, Body>> bodies;
  for (MethodDef* m : members) {
    std::vector<Type*> variables;
    for (uint32_t n = 0; n < m->generic_count; ++n) variables.push_back(types.mvar(n));
    try {
      bodies.emplace_back(m, decode(types, types.method(m->owner->open, m, types.intern_list(variables))));
    } catch (const LoadError&) {   // said elsewhere
    } catch (const BadImage&) {}
  }
  std::deque<WarnFlow> passes;     // texts of shared values live as long as these
  auto pass = [&](bool acting) {
    group.changed = false;
    for (auto& [m, body] : bodies) {
      passes.emplace_back(*this, group, body, acting);
      try {
        passes.back().run(reached[m]);
      } catch (const LoadError&) {
      } catch (const BadImage&) {
      } catch (const std::out_of_range&) {}
    }
  };
  for (int round = 0; bodies.size() > 1 && round < 10; ++round) {
    pass(false);
    if (!group.changed) break;
  }
  pass(true);
}

}  // namespace ahead
