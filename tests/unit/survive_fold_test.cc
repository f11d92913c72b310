// Constant propagation on toy bodies: what is pruned, what must not be, and facts about exact types.
#include "check.h"
#include "assemblies.h"
#include "survive/features.h"
#include "survive/graph.h"

using namespace ahead;

static TypeSystem* types;
static Program* program;

// A body with the signature of Math.Max(Int32, Int32): two arguments, one result.
struct Toy {
  Body body;
  Folded folded;
  Summary summary;
  Toy(std::vector<Instr> code, std::vector<Type*> locals = {}) {
    Type* math = types->well_known("System.Math");
    for (MethodDef* d : math->def->methods) {
      Method* m = types->method(math, d);
      if (d->name == "Max" && m->sig.params.size() == 2 && m->sig.params[0]->kind == ElementKind::I4) body.method = m;
    }
    body.module = body.method->def->module;
    body.code = std::move(code);
    body.init_locals = true;
    for (Type* t : locals) body.locals.push_back({t, false});
    summary = fold(program->impl->bodies, body, {}, 4, &folded);
  }
  bool reached(uint32_t i) const { return folded.reachable[i]; }
  bool returns(int64_t v) const { return summary.result.kind == Abs::Int32 && summary.result.i == v; }
};

static Instr op(Op o, int64_t i = 0) { Instr in{}; in.op = o; in.i = i; return in; }
static Instr with(Op o, const void* operand) { Instr in = op(o); in.resolved = operand; return in; }
static Type* type(const char* name) { return types->well_known(name); }
static Method* method(const char* owner, const char* name, int params) { return types->find_method(type(owner), name, params); }

static void constants() {
  Toy dead({op(Op::LdcI4, 1), op(Op::Brtrue, 4), op(Op::LdcI4, 7), op(Op::Ret), op(Op::LdcI4, 8), op(Op::Ret)});
  CHECK(!dead.reached(2) && dead.reached(4) && dead.folded.branches.at(1) == 1 && dead.returns(8) && dead.summary.pure);
  Toy unknown({op(Op::Ldarg, 0), op(Op::Brtrue, 4), op(Op::LdcI4, 7), op(Op::Ret), op(Op::LdcI4, 8), op(Op::Ret)});
  CHECK(unknown.reached(2) && unknown.reached(4) && unknown.folded.branches.empty() && !unknown.returns(8));
  // x = 1; if (x == 2) x = argument; return x: finding constants and pruning must help each other
  Toy mutual({op(Op::LdcI4, 1), op(Op::Stloc, 0), op(Op::Ldloc, 0), op(Op::LdcI4, 2), op(Op::BneUn, 7), op(Op::Ldarg, 0), op(Op::Stloc, 0), op(Op::Ldloc, 0), op(Op::Ret)},
             {type("System.Int32")});
  CHECK(!mutual.reached(5) && mutual.returns(1));
  // a loop changes the local: for (x = 0; x < argument; x = x + 1)
  Toy loop({op(Op::LdcI4, 0), op(Op::Stloc, 0), op(Op::Br, 7), op(Op::Ldloc, 0), op(Op::LdcI4, 1), op(Op::Add), op(Op::Stloc, 0), op(Op::Ldloc, 0), op(Op::Ldarg, 0), op(Op::Blt, 3),
            op(Op::Ldloc, 0), op(Op::Ret)}, {type("System.Int32")});
  CHECK(loop.reached(3) && loop.summary.result.kind == Abs::Top);
  // narrow locals cut what is stored
  Toy narrow({op(Op::LdcI4, 300), op(Op::Stloc, 0), op(Op::Ldloc, 0), op(Op::Ret)}, {type("System.Byte")});
  CHECK(narrow.returns(44));
  // the address of the local escapes
  Toy escapes({op(Op::LdcI4, 1), op(Op::Stloc, 0), op(Op::Ldloca, 0), op(Op::Pop), op(Op::Ldloc, 0), op(Op::Ret)}, {type("System.Int32")});
  CHECK(escapes.summary.result.kind == Abs::Top);
  Toy by_zero({op(Op::LdcI4, 1), op(Op::LdcI4, 0), op(Op::Div), op(Op::Ret)});
  CHECK(by_zero.summary.result.kind == Abs::Top && !by_zero.summary.pure);
}

static void types_and_boxes() {
  Method *from_handle = method("System.Type", "GetTypeFromHandle", 1), *equal = method("System.Type", "op_Equality", 2);
  auto compare = [&](const char* a, const char* b) {
    return Toy({with(Op::Ldtoken, type(a)), with(Op::Call, from_handle), with(Op::Ldtoken, type(b)), with(Op::Call, from_handle), with(Op::Call, equal), op(Op::Ret)});
  };
  Toy different = compare("System.Int32", "System.Guid");
  CHECK(different.returns(0) && different.summary.pure && different.folded.unused.count(0) && different.folded.unused.count(3));
  CHECK(compare("System.Guid", "System.Guid").returns(1));
  // (object)value != null and value is IComparable never allocate
  Toy boxed({op(Op::Ldarg, 0), with(Op::Box, type("System.Int32")), op(Op::Brtrue, 5), op(Op::LdcI4, 1), op(Op::Ret), op(Op::LdcI4, 2), op(Op::Ret)});
  CHECK(boxed.folded.elided.count(1) && !boxed.reached(3) && boxed.returns(2));
  Toy is({op(Op::Ldarg, 0), with(Op::Box, type("System.Int32")), with(Op::Isinst, type("System.IComparable")), op(Op::Brtrue, 6), op(Op::LdcI4, 1), op(Op::Ret), op(Op::LdcI4, 2), op(Op::Ret)});
  CHECK(is.folded.elided.count(1) && is.folded.elided.count(2) && !is.reached(4) && is.returns(2));
  Toy is_not({op(Op::Ldarg, 0), with(Op::Box, type("System.Int32")), with(Op::Isinst, type("System.IDisposable")), op(Op::Brtrue, 6), op(Op::LdcI4, 1), op(Op::Ret), op(Op::LdcI4, 2), op(Op::Ret)});
  CHECK(is_not.folded.results.at(2).kind == Folded::Value::Null && is_not.reached(4) && !is_not.reached(6));
  Toy round_trip({op(Op::Ldarg, 0), with(Op::Box, type("System.Int32")), with(Op::UnboxAny, type("System.Int32")), op(Op::Ret)});
  CHECK(round_trip.folded.elided.count(1) && round_trip.folded.elided.count(2));
  // a box that is kept is a box
  Toy kept({op(Op::Ldarg, 0), with(Op::Box, type("System.Int32")), op(Op::Stloc, 0), op(Op::LdcI4, 0), op(Op::Ret)}, {type("System.Object")});
  CHECK(kept.folded.elided.empty());
}

static void library_facts() {
  Toy windows({with(Op::Call, method("System.OperatingSystem", "IsWindows", 0)), op(Op::Ret)});
  CHECK(windows.returns(0) && windows.folded.results.count(0));
  Toy events({with(Op::Call, method("System.Diagnostics.Tracing.EventSource", "get_IsSupported", 0)), op(Op::Ret)});
  CHECK(events.returns(0));
  Toy invariant({with(Op::Call, method("System.Globalization.GlobalizationMode", "get_Invariant", 0)), op(Op::Ret)});
  CHECK(invariant.returns(0));
  Toy emit({with(Op::Call, method("System.Runtime.CompilerServices.RuntimeFeature", "get_IsDynamicCodeSupported", 0)), op(Op::Ret)});
  CHECK(emit.returns(0));
  Toy little({with(Op::Ldsfld, types->find_field(type("System.BitConverter"), "IsLittleEndian")), op(Op::Ret)});
  CHECK(little.returns(1));
  Type* vector = types->instantiate(types->find_type("System.Runtime.Intrinsics.Vector128`1"), types->intern_list({type("System.Byte")}));
  Toy supported({with(Op::Call, types->find_method(vector, "get_IsSupported", 0)), op(Op::Ret)});
  CHECK(supported.returns(1));
  Method* resource = method("System.SR", "get_Arg_NullReferenceException", 0);
  const MethodBodyInfo& text = program->body(resource);
  CHECK(text.invalid.empty() && text.body.code[0].op == Op::Ldstr && text.body.string(text.body.code[0]) == u"Object reference not set to an instance of an object.");
}

int main() {
  if (assemblies::framework().empty()) { printf("skipped: no .NET 10 framework\n"); return 0; }
  TypeSystem ts;
  Program p;
  types = &ts, program = &p;
  for (auto& file : assemblies::framework_assemblies()) ts.add_reference(file.stem().string(), file.string());
  p.types = &ts;
  set_default_features(p);
  p.impl = std::make_shared<Program::Impl>(p);
  constants();
  types_and_boxes();
  library_facts();
  return check::report();
}
