// Bodies written by the compiler. CoreLib picks comparers, sort helpers and constructors through reflection, or leaves a method to the
// just-in-time compiler; here the exact type arguments are known, so the choice is made now and the body is three instructions.
#include "survive/assembler.h"
#include "survive/marshal.h"
#include "survive/object_delegates.h"
#include "survive/proxies.h"
#include "survive/reflection.h"
#include "survive/vectors.h"

namespace ahead {

std::string plain_type_name(TypeSystem& types, Type* t) {
  std::string name = types.type_name(t);
  size_t assembly = name.find('!');
  return assembly == std::string::npos ? name : name.substr(assembly + 1);
}

namespace {

struct Writer {
  Bodies& bodies; TypeSystem& types; Method* method;

  std::string plain_name(Type* t) { return plain_type_name(types, t); }
  Type* generic(const char* name, std::vector<Type*> args) { return types.instantiate(types.find_type(name), types.intern_list(args)); }
  bool implements_self(const char* iface, Type* t) {
    Type* i = generic(iface, {t});
    return !t->is_byref_like && (t->is_interface ? types.is_assignable_static(t, i) : types.can_cast(t, i));
  }
  Method* ctor(Type* t) {
    if (Method* m = types.default_ctor(t)) return m;
    throw LoadError(LoadError::MissingMethod, "No parameterless constructor defined for type '" + types.type_name(t) + "'.");
  }
  std::unique_ptr<Body> store_new(const char* field, Type* t) {
    Field* f = types.find_field(method->owner, field);
    if (!f) throw LoadError(LoadError::MissingField, types.type_name(method->owner) + "." + field);
    return Assembler(method).op(Op::Newobj, ctor(t)).op(Op::Stsfld, f).ret();
  }
  std::unique_ptr<Body> throw_new(Type* t) { Assembler a(method); a.op(Op::Newobj, ctor(t)).op(Op::Throw); return std::move(a.body); }
  std::unique_ptr<Body> return_new(Type* t) { return Assembler(method).op(Op::Newobj, ctor(t)).ret(); }

  // The choice of ComparerHelpers.CreateDefaultEqualityComparer.
  Type* equality_comparer(Type* t) {
    if (t->kind == ElementKind::String) return types.well_known("System.Collections.Generic.StringEqualityComparer");
    if (implements_self("System.IEquatable`1", t)) return generic("System.Collections.Generic.GenericEqualityComparer`1", {t});
    if (t->is_nullable) return generic("System.Collections.Generic.NullableEqualityComparer`1", {t->args[0]});
    if (t->is_enum) return generic("System.Collections.Generic.EnumEqualityComparer`1", {t});
    return generic("System.Collections.Generic.ObjectEqualityComparer`1", {t});
  }
  Type* comparer(Type* t) {
    if (implements_self("System.IComparable`1", t)) return generic("System.Collections.Generic.GenericComparer`1", {t});
    if (t->is_nullable) return generic("System.Collections.Generic.NullableComparer`1", {t->args[0]});
    if (t->is_enum) return generic("System.Collections.Generic.EnumComparer`1", {t});
    return generic("System.Collections.Generic.ObjectComparer`1", {t});
  }
  Type* sort_helper() {
    TypeList a = method->owner->args;
    bool comparable = implements_self("System.IComparable`1", a[0]);
    if (a.size() == 1) return comparable ? generic("System.Collections.Generic.GenericArraySortHelper`1", {a[0]}) : method->owner;
    return comparable ? generic("System.Collections.Generic.GenericArraySortHelper`2", {a[0], a[1]}) : method->owner;
  }

  std::unique_ptr<Body> missing(const std::string& text) {
    Type* exception = types.well_known("System.MissingMethodException");
    for (MethodDef* d : exception->def->methods) {
      Method* m = d->is_ctor() ? types.method(exception, d) : nullptr;
      if (!m || m->sig.params.size() != 1 || m->sig.params[0]->kind != ElementKind::String) continue;
      bodies.own_texts.push_back(std::make_unique<std::u16string>(text.begin(), text.end()));
      Assembler a(method);
      a.op(Op::Ldstr, bodies.own_texts.back().get()).op(Op::Newobj, m).op(Op::Throw);
      return std::move(a.body);
    }
    throw LoadError(LoadError::MissingMethod, text);
  }

  // A constructor that can only store arguments and constants, and allocates nothing.
  bool cannot_throw(Method* ctor, int depth = 0) {
    if (ctor->owner->kind == ElementKind::Object) return true;
    if (depth > 8 || ctor->owner->def->cctor || !has_il(ctor)) return false;
    const Body* body = bodies.decode_once(ctor).body;
    if (!body) return false;
    for (const Instr& in : body->code) {
      if (op_pops(in.op) == 0 && op_pushes(in.op) == 1 && in.op != Op::Ldsfld && in.op != Op::Ldsflda) continue;
      if (in.op == Op::Ret || in.op == Op::Nop || in.op == Op::Stfld) continue;
      if (in.op != Op::Call) return false;
      Method* callee = body->callee(types, in);
      if (!callee || callee->name() != ".ctor" || callee->owner != types.base(ctor->owner) || !cannot_throw(callee, depth + 1)) return false;
    }
    return true;
  }

  // try { return new T(); } catch (Exception e) { throw new TargetInvocationException(e); }
  std::unique_ptr<Body> construct(Type* t, Method* ctor) {
    if (cannot_throw(ctor)) return Assembler(method).op(Op::Newobj, ctor).ret();
    Type* exception = types.well_known("System.Exception");
    Method* wrap = nullptr;
    Type* wrapper = types.well_known("System.Reflection.TargetInvocationException");
    for (MethodDef* d : wrapper->def->methods)
      if (Method* m = d->is_ctor() ? types.method(wrapper, d) : nullptr; m && m->sig.params.size() == 1 && m->sig.params[0] == exception) wrap = m;
    if (!wrap) throw LoadError(LoadError::MissingMethod, "System.Reflection.TargetInvocationException..ctor(System.Exception)");
    Assembler a(method);
    a.body->locals.push_back({t, false});
    a.op(Op::Newobj, ctor).op_i(Op::Stloc, 0).op_i(Op::Leave, 5);
    a.op(Op::Newobj, wrap).op(Op::Throw);
    Region r{};
    r.kind = EHClause::Catch;
    r.try_begin = 0, r.try_end = r.handler_begin = 3, r.handler_end = 5;
    r.catch_type = exception;
    a.body->regions.push_back(r);
    return a.op_i(Op::Ldloc, 0).ret();
  }

  // Activator.CreateInstance<T>(), which `new T()` calls.
  std::unique_ptr<Body> create_instance() {
    Type* t = method->args[0];
    Method* c = t->is_array() ? nullptr : types.default_ctor(t);
    if (!t->is_value_type) {
      auto refuse = [&](const char* reason) { return missing("Cannot dynamically create an instance of type '" + plain_name(t) + "'. Reason: " + reason); };
      if (t->is_interface) return refuse("Cannot create an instance of an interface.");
      if (t->def && t->def->is_abstract) return refuse("Cannot create an abstract class.");
      if (t->kind == ElementKind::String) return refuse("Uninitialized Strings cannot be created.");
      if (!c) return refuse("No parameterless constructor defined.");
      if ((c->def->flags & 7) != 6) return missing("No parameterless constructor defined for type '" + plain_name(t) + "'.");
      return construct(t, c);
    }
    if (c) return construct(t, c);
    Assembler a(method);
    a.body->locals.push_back({t, false});
    return a.op_i(Op::Ldloca, 0).op(Op::Initobj, t).op_i(Op::Ldloc, 0).ret();
  }

  std::unique_ptr<Body> enum_equals() { return Assembler(method).op_i(Op::Ldarg, 0).op_i(Op::Ldarg, 1).op(Op::Ceq).ret(); }
  // Compares as the underlying integer does.
  std::unique_ptr<Body> enum_compare() {
    Type* u = types.enum_underlying(method->args[0]);
    for (MethodDef* d : u->def->methods) {
      if (d->name != "CompareTo" || d->is_static()) continue;
      Method* m = types.method(u, d);
      if (m->sig.params.size() == 1 && m->sig.params[0] == u) return Assembler(method).op_i(Op::Ldarga, 0).op_i(Op::Ldarg, 1).op(Op::Call, m).ret();
    }
    throw LoadError(LoadError::MissingMethod, types.type_name(u) + ".CompareTo");
  }

  std::unique_ptr<Body> constant(int64_t value) {
    Type* r = method->sig.ret;
    Assembler a(method);
    if (r->is_enum) r = types.enum_underlying(r);
    if (r->kind == ElementKind::Void) return a.ret();
    if (r->kind == ElementKind::I8 || r->kind == ElementKind::U8) return a.op_i(Op::LdcI8, value).ret();
    a.op_i(Op::LdcI4, value);
    if (r->kind == ElementKind::I || r->kind == ElementKind::U) a.op(Op::ConvI);
    return a.ret();
  }
  std::unique_ptr<Body> default_value() {
    Type* r = method->sig.ret;
    Abs zero = r->kind == ElementKind::Void ? Abs{} : default_of(types, r);
    if (r->kind == ElementKind::Void || zero.is_int()) return constant(0);
    if (zero.kind == Abs::Null) return Assembler(method).op(Op::Ldnull).ret();
    Assembler a(method);
    a.body->locals.push_back({r, false});
    return a.op_i(Op::Ldloca, 0).op(Op::Initobj, r).op_i(Op::Ldloc, 0).ret();
  }

  // BeginInvoke and EndInvoke throw; the constructor is called by reflection only.
  std::unique_ptr<Body> delegate_member() {
    if (is_delegate_invoke(method)) return nullptr;
    if (!method->def->is_ctor()) return throw_new(types.well_known("System.PlatformNotSupportedException"));
    Method* construct = types.find_method(types.well_known("System.Delegate"), "DelegateConstruct", 2);
    if (!construct) throw LoadError(LoadError::MissingMethod, "System.Delegate.DelegateConstruct");
    return Assembler(method).op_i(Op::Ldarg, 0).op_i(Op::Ldarg, 1).op_i(Op::Ldarg, 2).op(Op::Call, construct).ret();
  }

  std::unique_ptr<Body> from_corelib() {
    std::string_view type = type_full_name(method->owner), name = method->name();
    size_t params = method->sig.params.size();
    bool cctor = name == ".cctor";
    if (type == "System.Collections.Generic.EqualityComparer`1" && cctor) return store_new("<Default>k__BackingField", equality_comparer(method->owner->args[0]));
    if (type == "System.Collections.Generic.Comparer`1" && cctor) return store_new("<Default>k__BackingField", comparer(method->owner->args[0]));
    if (name == "CreateArraySortHelper" && type.starts_with("System.Collections.Generic.ArraySortHelper`")) return return_new(sort_helper());
    if (type == "System.Activator" && name == "CreateInstance" && method->args.size() == 1 && params == 0) return create_instance();
    if (type == "System.Runtime.CompilerServices.RuntimeHelpers" && method->args.size() == 1 && method->args[0]->is_enum) {
      if (name == "EnumEquals") return enum_equals();
      if (name == "EnumCompareTo") return enum_compare();
    }
    // What is no instruction of this program: its IL calls itself.
    if (type.starts_with("System.Runtime.Intrinsics.X86.") && method->is_static() && !cctor && !name.starts_with("get_") && name != "CpuId" && name != "__cpuidex" &&
        !x86_intrinsic(types, method))
      return throw_new(types.well_known("System.PlatformNotSupportedException"));
    // Enums over these types exist only in hand-written IL; CoreLib has a copy of everything for each.
    if (type == "System.Enum" && !method->args.empty())
      for (Type* t : method->args)
        if (t->kind == ElementKind::R4 || t->kind == ElementKind::R8 || t->kind == ElementKind::Char || t->kind == ElementKind::U || t->kind == ElementKind::I)
          throw ExpectedError(LoadError::TypeLoad, "enums over " + types.type_name(t) + " are not supported");
    // Methods that are known constants when called directly may still be reached through delegates or generic dispatch.
    if (name == "get_IsSupported" || name == "get_IsHardwareAccelerated" || name == "IsReferenceOrContainsReferences" || name == "IsBitwiseEquatable")
      if (std::optional<Abs> a = known_call(bodies, method, {}, nullptr); a && a->is_int()) return constant(a->i);
    return nullptr;
  }

  std::unique_ptr<Body> write() {
    if (const std::u16string* text = bodies.resource_text(method)) return Assembler(method).op(Op::Ldstr, text).ret();
    if (method->def->overlay) return nullptr;
    if (method->def->is_runtime() && method->owner->is_delegate)
      if (std::unique_ptr<Body> member = delegate_member()) return member;
    if (std::unique_ptr<Body> interop = interop_body(bodies, method)) return interop;
    if (std::unique_ptr<Body> objects = object_delegate_body(types, method)) return objects;
    if (std::unique_ptr<Body> proxy = proxy_body(types, method)) return proxy;
    if (std::unique_ptr<Body> accessor = accessor_body(bodies, method)) return accessor;
    if (const Substitution* s = bodies.substitution(method->def)) {
      if (s->removed) throw LoadError(LoadError::MissingMethod, types.display_name(method) + " was removed by a feature switch");
      return s->has_value ? constant(s->value) : default_value();
    }
    if (std::optional<bool> on = bodies.feature_switch(method->def)) return constant(*on);
    return is_corelib(types, method) ? from_corelib() : nullptr;
  }
};

}  // namespace

std::unique_ptr<Body> synthetic_body(Bodies& bodies, Method* m) {
  if (!m->def || m->owner->open || !m->owner->def) return nullptr;
  return Writer{bodies, bodies.types, m}.write();
}

}  // namespace ahead
