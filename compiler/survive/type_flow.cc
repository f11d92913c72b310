// Which types reach which reflection calls.
//
// `typeof(Point).GetProperty("X")` needs Point.get_X although no instruction calls it. This pass follows System.Type objects, type names and arrays of
// them through one body: from ldtoken, GetType and string literals through locals and the stack to calls whose parameters (or `this`) say by
// [DynamicallyAccessedMembers] what they will look at, or that flow.def knows. Generics are exact here, so `typeof(T)` is always a known type; that
// is most of what ILC needs annotations on type parameters for.
//
// A toy: `Type t = big ? typeof(long) : typeof(int); Dump(t)` with `Dump([DynamicallyAccessedMembers(PublicFields)] Type t)` keeps the public fields of both.
// Locals are one set for the whole body (every store counts everywhere), the stack is followed exactly and merged where control meets. A value that comes
// from elsewhere is unknown; what unknown types may be asked for is decided by policy (members.cc), not here.
#include <algorithm>
#include "survive/graph.h"
#include "survive/proxies.h"
#include "survive/type_machine.h"

namespace ahead {

namespace {

struct Flow : TypeMachine {
  Walk& walk; const MethodBodyInfo& info; Node from; bool own, outside;   // the program's code; code outside the class library
  std::vector<Values> vars;                                        // arguments, then locals
  std::vector<Type*> var_types;
  uint32_t arg_count;
  std::unordered_map<uint32_t, std::vector<Values>> stack_at;      // at block entries
  std::vector<bool> leader, visited, queued;
  std::vector<uint32_t> work;
  std::unordered_map<uint32_t, std::map<uint32_t, Values>> arrays; // by newarr instruction, by index
  bool vars_changed = false, acting = false;

  Flow(Walk& w, const MethodBodyInfo& i, Node f, bool o) : TypeMachine(w.types, i.body), walk(w), info(i), from(f), own(o), outside(!w.is_framework(body.method->def->module)) {
    Method* m = body.method;
    if (m->sig.has_this) var_types.push_back(m->owner);
    for (Type* p : m->sig.params) var_types.push_back(p);
    arg_count = uint32_t(var_types.size());
    for (auto& [t, pinned] : body.locals) var_types.push_back(t);
    for (uint32_t v = 0; v < var_types.size(); ++v) vars.push_back(v < arg_count ? Values::other(var_types[v]) : Values{{}, false, var_types[v]});
    leader = leaders();
    visited.resize(body.code.size() + 1), queued.resize(body.code.size() + 1);
  }

  // Twice: until nothing changes, then once more to act on what is known.
  void run() {
    for (int round = 0; round < 10; ++round) {
      vars_changed = false;
      pass();
      if (!vars_changed) break;
    }
    acting = true;
    pass();
  }

  void pass() {
    std::fill(visited.begin(), visited.end(), false);
    enter(0, {});
    for (const Region& r : body.regions) {
      std::vector<Values> exception{Values::other(r.catch_type)};
      bool catches = r.kind == EHClause::Catch || r.kind == EHClause::Filter;
      enter(r.handler_begin, catches ? exception : std::vector<Values>{});
      if (r.kind == EHClause::Filter) enter(r.filter_begin, exception);
    }
    while (!work.empty()) {
      uint32_t at = work.back();
      work.pop_back();
      queued[at] = false;
      block(at);
    }
  }

  void enter(uint32_t at, const std::vector<Values>& s) {
    if (at >= body.code.size() || !info.folded.reachable[at]) return;
    auto [it, fresh] = stack_at.try_emplace(at, s);
    bool changed = fresh || !visited[at];
    if (!fresh)
      for (size_t k = 0; k < s.size() && k < it->second.size(); ++k) changed |= it->second[k].add(s[k]);
    visited[at] = true;
    if (changed && !queued[at]) queued[at] = true, work.push_back(at);
  }

  void block(uint32_t at) {
    stack = stack_at[at];
    for (uint32_t k = at; k < body.code.size(); ++k) {
      if (k != at && leader[k]) return enter(k, stack);
      if (info.folded.invalid.count(k) || !info.folded.reachable[k]) return;
      const Instr& in = body.code[k];
      step(k, in);
      if (op_operand(in.op) == OperandKind::Branch) {
        if (in.op == Op::Leave) stack.clear();
        enter(in.target, stack);
      }
      if (in.switch_targets) for (uint32_t t : *in.switch_targets) enter(t, stack);
      if (ends_flow(in.op)) return;
    }
  }

  // -- what the machine asks --
  const Folded::Value* folded(uint32_t k) override {
    auto it = info.folded.results.find(k);
    return it == info.folded.results.end() ? nullptr : &it->second;
  }
  Values loaded(uint32_t v) override {
    Values value = vars.at(v);
    value.static_type = var_types[v];
    return value;
  }
  void assigned(uint32_t v, const Values& value) override { if (vars.at(v).add(value)) vars_changed = true; }
  Values address(uint32_t v) override {
    vars.at(v).unknown = true;
    return Values::other(var_types.at(v));
  }
  Values loaded(Field* f) override { return Values::other(f->type); }
  void assigned(Field* f, const Values& v) override { if (acting) sink(v, walk.annotations.of(f->def)); }
  Values token(uint32_t k, const Instr&) override {
    auto* c = folded(k);
    return c ? constant_value(*c) : Values::other();
  }
  void returned(const Values& v) override { if (acting) sink(v, walk.annotations.of(body.method->def).result); }

  void element_assigned(const Values& array, const Values& index, const Values& v) override {
    for (const Value& a : array.known) {
      if (a.kind != Value::ArrayAt) continue;
      for (const Value& i : index.known)
        if (i.kind == Value::Int && arrays[a.number][i.number].add(v)) vars_changed = true;
    }
  }

  // Any element, if the index is not known; others may have been put in elsewhere.
  Values element(const Values& array, const Values& index) override {
    Values v = Values::other();
    for (const Value& a : array.known) {
      if (a.kind != Value::ArrayAt) continue;
      for (auto& [n, stored] : arrays[a.number])
        if (index.unknown || std::any_of(index.known.begin(), index.known.end(), [n = n](const Value& i) { return i.kind == Value::Int && i.number == n; })) v.add(stored);
    }
    if (array.static_type && array.static_type->element) v.static_type = array.static_type->element;
    return v;
  }

  // -- calls --
  Values called(uint32_t, const Instr& in, Method* m, std::vector<Values>& args) override {
    bool makes = in.op == Op::Newobj;
    Values result = Values::other(makes ? m->owner : m->sig.ret);
    if (!m->def) return result;
    if (Type* c = body.constrained(types, in); c && m->name() == "GetType" && !args.empty()) args[0].static_type = c;
    if (acting && makes_proxy(m) && args.size() == 2)
      each_type(args[0], [&](Type* i) { each_type(args[1], [&](Type* b) { walk.make_proxy(i, b, from); }); });
    bool done = intrinsic(m, args, result);
    if (acting && !done) annotated(m, args, makes);
    return result;
  }

  void annotated(Method* m, const std::vector<Values>& args, bool makes) {
    const MethodAnnotations& a = walk.annotations.of(m->def);
    size_t first = m->sig.has_this && !makes ? 1 : 0;
    if (a.self && first) sink(args[0], a.self);
    for (size_t n = 0; n < a.params.size() && n + first < args.size(); ++n)
      if (a.params[n]) sink(args[n + first], a.params[n]);
  }

  void sink(const Values& v, uint32_t mask) {
    if (!mask) return;
    for (const Value& one : v.known) {
      if (one.kind == Value::TypeObject) walk.keep_dynamic(type_of(one), mask, {}, from);
      if (one.kind == Value::Text)
        if (Type* t = type_by_name(types, body.module, text_of(one))) {
          if (!t->open) walk.mention(t, from, "names");
          walk.keep_dynamic(t, mask, {}, from);
        }
    }
    if (v.unknown && own) walk.unknown_type(mask, from);
  }

  template <class F> void each_text(const std::vector<Values>& args, F f) {
    for (const Values& a : args)
      for (const Value& one : a.known) if (one.kind == Value::Text) f(text_of(one));
  }
  static bool has_text(const std::vector<Values>& args) {
    return std::any_of(args.begin(), args.end(), [](const Values& a) { return std::any_of(a.known.begin(), a.known.end(), [](const Value& v) { return v.kind == Value::Text; }); });
  }

  void add_type(Values& result, Type* t) { result.add({Value::TypeObject, t}); }

  // Every combination of the elements of the arrays, null where one is not known; empty when the arrays are not.
  std::vector<std::vector<Type*>> type_lists(const Values& v, size_t length) {
    std::vector<std::vector<Type*>> lists;
    for (const Value& a : v.known) {
      if (a.kind != Value::ArrayAt) continue;
      std::vector<std::vector<Type*>> some{{}};
      for (uint32_t n = 0; n < length; ++n) {
        std::vector<std::vector<Type*>> longer;
        auto add = [&](Type* t) { for (auto& l : some) { longer.push_back(l); longer.back().push_back(t); } };
        each_type(arrays[a.number][n], [&](Type* t) { add(t->open ? nullptr : t); });
        if (arrays[a.number][n].unknown || longer.empty()) add(nullptr);
        some = std::move(longer);
        if (some.size() > 64) some.resize(64);
      }
      lists.insert(lists.end(), some.begin(), some.end());
    }
    return lists;
  }

  // True: nothing is left to do for the call's annotations.
  bool intrinsic(Method* m, std::vector<Values>& args, Values& result) {
    switch (FlowAction action = flow_action(types, m)) {
      case FlowAction::SameType: result = args[0]; return true;
      case FlowAction::TypeOfObject: {
        Type* t = args[0].static_type;
        if (!t || t->open || t->kind == ElementKind::Object || t->is_interface || t->is_pointer_like() || t->kind == ElementKind::Void) return true;
        if (t->def && (t->def->full_name == "System.ValueType" || t->def->full_name == "System.Enum")) return true;
        result = Values::of({Value::TypeObject, t->is_nullable ? t->args[0] : t});
        result.unknown = !t->is_sealed && !t->is_value_type;
        return true;
      }
      case FlowAction::BaseType: {
        Values bases{{}, args[0].unknown, nullptr};
        each_type(args[0], [&](Type* t) { if (Type* b = t->open ? nullptr : types.base(t)) add_type(bases, b); });
        result = bases;
        return true;
      }
      case FlowAction::ArrayType: {
        Values list{{}, args[0].unknown, nullptr};
        each_type(args[0], [&](Type* t) { if (!t->open && args.size() == 1) add_type(list, types.szarray_of(t)); });
        result = list;
        return true;
      }
      case FlowAction::GenericType: return generic_type(args, result);
      case FlowAction::GenericMethod: return generic_method(args, result);
      case FlowAction::TypeByName: return type_named(m, args, result);
      case FlowAction::TypeInAssembly: return type_in_assembly(args, result);
      case FlowAction::AllTypes: if (acting && own) walk.all_types_listed(from); return true;
      case FlowAction::Activate: if (acting) activate(m, args); return false;
      case FlowAction::Methods: case FlowAction::Properties: case FlowAction::Fields: case FlowAction::Events: case FlowAction::Members: case FlowAction::Nested:
        return members(action, m, args, result);
      default: return false;
    }
  }

  static bool all_known(const Pattern& list) { return std::find(list.begin(), list.end(), nullptr) == list.end(); }

  bool generic_type(std::vector<Values>& args, Values& result) {
    Values made{{}, false, nullptr};
    each_type(args[0], [&](Type* definition) {
      if (!definition->def || definition != definition->def->open || !definition->is_generic()) return;
      auto lists = type_lists(args[1], definition->args.size());
      if (lists.empty()) made.unknown = true;
      for (auto& list : lists)
        if (!all_known(list)) {
          made.unknown = true;
          if (acting && own) walk.unknown_instantiation(definition, list, from);
        } else if (Type* t = walk.instantiation(definition->def, list)) {
          add_type(made, t);
          if (acting) walk.make_known_instantiation(t, from);
        }
      if (acting && own && lists.empty()) walk.unknown_instantiation(definition, from);
    });
    made.unknown = made.unknown || args[0].unknown;
    if (acting && own && args[0].unknown) walk.unknown_type_instantiation(from);
    if (acting && outside && (args[0].unknown || made.unknown)) walk.make_services(from);
    result = made;
    return true;
  }

  bool generic_method(std::vector<Values>& args, Values& result) {
    Values made{{}, args[0].unknown, nullptr};
    for (const Value& v : args[0].known) {
      if (v.kind != Value::MethodObject) continue;
      Method* definition = method_of(v);
      if (!definition->def->generic_count) continue;
      auto lists = type_lists(args[1], definition->def->generic_count);
      for (auto& list : lists) {
        if (!all_known(list)) {
          if (acting && own) walk.unknown_instantiation(definition, list, from);
          continue;
        }
        Method* exact = walk.instantiation(definition, list);
        if (!exact) continue;
        made.add({Value::MethodObject, exact});
        if (acting) walk.keep_code(exact, from);
      }
      if (acting && own && lists.empty()) walk.unknown_instantiation(definition, from);
    }
    if (acting && own && args[0].unknown) walk.unknown_method_instantiation(body.method, from);
    result = made;
    return true;
  }

  bool type_named(Method* m, std::vector<Values>& args, Values& result) {
    if (m->sig.params.empty() || m->sig.params[0]->kind != ElementKind::String) return false;
    Values found{{}, args[0].unknown, nullptr};
    for (const Value& v : args[0].known) {
      if (v.kind != Value::Text) continue;
      Type* t = type_by_name(types, body.module, text_of(v));
      if (!t) continue;
      add_type(found, t);
      if (!acting) continue;
      walk.use_type_object(t, from);
      // Named and not written: all that is done with it is done by reflection.
      if (own && !t->open) walk.keep_dynamic(t, kDynPublicConstructors | kDynPublicMethods | kDynPublicFields | kDynPublicProperties, {}, from);
    }
    if (acting && own && args[0].unknown) walk.all_types_listed(from);
    result = found;
    return true;
  }

  bool type_in_assembly(std::vector<Values>& args, Values& result) {
    Values found{{}, args[1].unknown, nullptr};
    for (const Value& v : args[1].known) {
      if (v.kind != Value::Text) continue;
      for (Module* module : walk.own_modules())
        if (Type* t = type_by_name(types, module, text_of(v))) {
          add_type(found, t);
          if (acting) walk.use_type_object(t, from);
        }
    }
    if (acting && own && args[1].unknown) walk.all_types_listed(from);
    result = found;
    return true;
  }

  void activate(Method* m, std::vector<Values>& args) {
    if (m->sig.params.empty() || m->sig.params[0]->kind == ElementKind::String) return;
    each_type(args[0], [&](Type* t) { if (!t->open) walk.make(t, m, from); });
    if (own && args[0].unknown) walk.unknown_type(kDynPublicConstructors, from);
  }

  // GetMethod("Name") and its kind.
  bool members(FlowAction action, Method* m, std::vector<Values>& args, Values& result) {
    std::vector<Values> rest(args.begin() + 1, args.end());
    bool first_is_name = !m->sig.params.empty() && m->sig.params[0]->kind == ElementKind::String;
    if (m->is_static() && m->sig.params.size() > 1) first_is_name = m->sig.params[1]->kind == ElementKind::String;
    if (!first_is_name || rest.empty() || rest[0].unknown || !has_text({rest[0]})) {
      if (acting && m->is_static()) sink(args[0], walk.annotations.of(m->def).params.empty() ? 0 : walk.annotations.of(m->def).params[0]);
      return false;
    }
    Values found{{}, args[0].unknown, nullptr};
    each_text({rest[0]}, [&](const std::string& name) {
      each_type(args[0], [&](Type* t) {
        if (acting) walk.keep_dynamic(t, mask_of(action), name, from);
        if (action != FlowAction::Methods) return;
        for (Type* b = t; b && b->def; b = b->open ? nullptr : types.base(b))
          for (MethodDef* d : b->def->methods)
            if (d->name == name) found.add({Value::MethodObject, types.method(b, d)});
      });
    });
    // Whoever looks at delegates in general looks for their Invoke.
    if (acting && args[0].unknown && !is_corelib(types, body.method))
      each_text({rest[0]}, [&](const std::string& name) { if (name == "Invoke" && action == FlowAction::Methods) walk.reflect_on_delegates(from, false); });
    if (acting && own && args[0].unknown) walk.unknown_type(mask_of(action), from);
    found.unknown = found.unknown || found.known.empty();
    result = found;
    return true;
  }

  static uint32_t mask_of(FlowAction a) {
    switch (a) {
      case FlowAction::Methods: return kDynPublicMethods | kDynNonPublicMethods;
      case FlowAction::Properties: return kDynPublicProperties | kDynNonPublicProperties;
      case FlowAction::Fields: return kDynPublicFields | kDynNonPublicFields;
      case FlowAction::Events: return kDynPublicEvents | kDynNonPublicEvents;
      case FlowAction::Nested: return kDynPublicNestedTypes | kDynNonPublicNestedTypes;
      default: return kDynAll;
    }
  }
};

}  // namespace

// Bodies that do nothing with types are most of them.
static bool has_sinks(Walk& walk, const MethodBodyInfo& info) {
  const Body& body = info.body;
  if (body.method->def && walk.annotations.of(body.method->def).result) return true;
  for (uint32_t i = 0; i < body.code.size(); ++i) {
    const Instr& in = body.code[i];
    bool call = in.op == Op::Call || in.op == Op::Callvirt || in.op == Op::Newobj, store = in.op == Op::Stfld || in.op == Op::Stsfld;
    if ((!call && !store) || !info.folded.reachable[i] || info.folded.invalid.count(i)) continue;
    if (store) {
      Field* f = body.field(walk.types, in);
      if (!f->type->is_value_type && walk.annotations.of(f->def)) return true;
      continue;
    }
    Method* m = body.callee(walk.types, in);
    if (!m->def) continue;
    FlowAction a = flow_action(walk.types, m);
    if (a > FlowAction::ActsOnTypes) return true;
    if (walk.annotations.of(m->def).flows) return true;
  }
  return false;
}

void Walk::follow_types(const MethodBodyInfo& info, Node from) {
  try {
    if (!has_sinks(*this, info)) return;
    Flow(*this, info, from, is_own(info.body.method->def->module)).run();
  } catch (const LoadError&) {   // reported by scan
  } catch (const BadImage&) {
  } catch (const std::out_of_range&) {}
}

}  // namespace ahead
