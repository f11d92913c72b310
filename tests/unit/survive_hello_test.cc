// Hello world stays small: one leak into reflection or culture data adds thousands of bodies. And the order of work does not matter.
#include <unistd.h>

#include "assemblies.h"
#include "check.h"
#include "support/diagnostics.h"
#include "support/options.h"
#include "survive/program.h"

using namespace ahead;

static std::string overlay_path() {
  if (const char* given = getenv("AHEAD_OVERLAY")) return given;
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "lib/ahead/Ahead.Overlay.dll").string();
}

struct Hello {
  TypeSystem types;
  Program program;
  Diagnostics diagnostics;
  Hello(uint64_t shuffle_seed, bool invariant) {
    for (auto& file : assemblies::framework_assemblies()) types.add_reference(file.stem().string(), file.string());
    program.types = &types;
    program.app = types.load(assemblies::fixture("hello.dll"));
    types.set_overlay(overlay_path());
    program.entry_point = types.resolve_method(program.app, program.app->entry_point(), {});
    Options options;
    options.shuffle_seed = shuffle_seed;
    options.features["System.Globalization.Invariant"] = invariant;
    survive(program, options, diagnostics);
  }
  std::string listing() {
    std::string s;
    for (Method* m : program.methods) s += types.method_name(m) + "\n";
    for (Type* t : program.type_order) s += types.type_name(t) + (program.type_state[t].constructed ? " constructed\n" : "\n");
    for (Method* m : program.used_slots) s += "slot " + types.method_name(m) + "\n";
    for (Field* f : program.static_fields) s += types.field_name(f) + "\n";
    return s;
  }
  bool has(const char* fragment) {
    for (Method* m : program.methods)
      if (types.method_name(m).find(fragment) != std::string::npos) return true;
    return false;
  }
};

int main() {
  if (assemblies::framework().empty() || !std::filesystem::exists(overlay_path())) { printf("skipped: no .NET 10 framework, or no overlay\n"); return 0; }
  Hello hello(0, true);
  std::set<MethodDef*> distinct;
  for (Method* m : hello.program.methods) distinct.insert(m->def);
  printf("hello world: %zu bodies of %zu methods, %zu types\n", hello.program.methods.size(), distinct.size(), hello.program.type_order.size());
  CHECK(hello.program.methods.size() <= 2900);
  CHECK(hello.diagnostics.list.empty());
  CHECK(!hello.has("System.Reflection.CustomAttribute"));
  CHECK(!hello.has("System.Resources.ResourceManager"));
  CHECK(!hello.has("System.Diagnostics.Tracing.EventSource.WriteEvent"));
  CHECK(!hello.has("System.TimeZoneInfo"));
  auto why = hello.program.why("System.Console.WriteLine");
  CHECK(why.size() >= 2 && why.back().find("entry point") != std::string::npos);
  CHECK(Hello(7, true).listing() == hello.listing());
  Hello cultures(0, false);
  printf("with cultures: %zu bodies\n", cultures.program.methods.size());
  CHECK(cultures.program.methods.size() <= 3300);
  return check::report();
}
