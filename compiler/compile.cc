// The recipe: every phase once, in order.
#include "compile.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "dumps.h"
#include "emit.h"
#include "entries.h"
#include "header.h"
#include "inputs.h"
#include "link/link.h"
#include "report/report.h"
#include "support/cleanup.h"
#include "support/diagnostics.h"
#include "support/files.h"
#include "support/instruction_set.h"
#include "support/phases.h"
#include "survive/program.h"
#include "survive/warnings.h"

namespace fs = std::filesystem;

namespace ahead {

static void print(const std::string& text, FILE* file = stdout) { fwrite(text.data(), 1, text.size(), file); }

static Module* load_program(TypeSystem& types, const Inputs& inputs, const Options& options) {
  for (auto& [name, path] : inputs.references) types.add_reference(name, path);
  auto* app = types.load(inputs.app);
  auto overlay = options.overlay.empty() ? sysroot() + "/Ahead.Overlay.dll" : options.overlay;
  if (file_exists(overlay)) types.set_overlay(overlay);
  return app;
}

// By name and culture, each once.
static std::vector<std::shared_ptr<Module>> load_satellites(const Inputs& inputs) {
  std::map<std::pair<std::string, std::string>, std::shared_ptr<Module>> found;
  for (auto& path : inputs.satellites) {
    std::shared_ptr<Module> m = Module::open(path);
    if (!m->is_assembly() || m->assembly().culture.empty()) throw std::runtime_error(path + " is not a satellite assembly (it names no culture)");
    found.try_emplace({std::string(m->name()), std::string(m->assembly().culture)}, m);
  }
  std::vector<std::shared_ptr<Module>> list;
  for (auto& [key, m] : found) list.push_back(m);
  return list;
}

// TrimMode=partial: what does not say that it can be trimmed stays whole.
static void keep_untrimmable(const Inputs& inputs, Options& options) {
  auto keep = [&](const std::string& path) {
    auto module = Module::open(path);
    bool trimmable = says_trimmable(*module) || std::find(options.trimmable.begin(), options.trimmable.end(), module->name()) != options.trimmable.end();
    if (!trimmable) options.root_assemblies.push_back(std::string(module->name()));
  };
  keep(inputs.app);
  for (auto& reference : options.references) if (!fs::is_directory(reference)) keep(reference);
}

static Method* find_entry_point(TypeSystem& types, Module* app, const std::string& path) {
  auto token = app->entry_point();
  if (token.nil()) throw std::runtime_error(path + " is a library: it has no entry point (static Main); --native-lib makes a library for native code of it");
  return types.resolve_method(app, token, {});
}

static Product product_of(const Options& options) {
  if (options.native_lib.empty()) return Product::Executable;
  if (options.native_lib == "shared") return Product::SharedLibrary;
  if (options.native_lib == "static") return Product::StaticLibrary;
  throw UsageError("--native-lib is shared or static, not " + options.native_lib);
}

static std::vector<std::string> export_names(const Program& program, Product product, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (auto& [method, symbol] : native_exports(program)) names.push_back(symbol);
  if (names.empty() && product != Product::Executable)
    diagnostics.warning("", "the library exports nothing: native code can call static methods with [UnmanagedCallersOnly(EntryPoint = \"name\")]");
  return names;
}

// Written beside their final names, so that they change only with the library.
static void write_beside(const std::string& path, const std::string& text) {
  if (path.empty()) return;
  TemporaryFile file(path);
  write_text(file.path, text);
  set_mode(file.path, 0666);
  file.commit();
}

static void write_report(Program& program, const Options& options, const Platform& target, std::vector<Piece> parts, const Diagnostics& diagnostics, const Phases& phases) {
  if (parts.empty()) throw UsageError("--report is for executables and shared libraries");
  auto json = report_json({program, fs::path(options.output).filename().string(), target.rid, fs::file_size(options.output), std::move(parts), diagnostics.list, phases.list()});
  write_beside(options.report_file, report_page(json));
  write_beside(options.report_file + ".json", json + "\n");
}

static void warn_about_missing(const std::vector<std::string>& missing, Diagnostics& diagnostics) {
  if (missing.empty()) return;
  std::string list;
  for (auto& name : missing) list += (list.empty() ? "" : ", ") + name;
  diagnostics.warning("", std::to_string(missing.size()) + " entries of the runtime that the program may reach are not implemented and fail when called: " + list);
}

// ICU is a shared library, which a static executable cannot load.
static void set_platform_features(const Platform& target, Options& options) {
  if (!target.is_static || options.native_lib == "shared") return;
  auto invariant = options.features.emplace("System.Globalization.Invariant", true).first;
  if (!invariant->second)
    throw std::runtime_error(std::string("InvariantGlobalization=false needs ICU, which a static executable cannot load: publish for linux-x64, or set InvariantGlobalization=true for ") + target.rid);
}

static void warn_about_libraries(const Program& program, const Platform& target, Diagnostics& diagnostics) {
  if (!target.is_static) return;
  std::set<std::string> libraries;
  for (auto* method : program.pinvokes) {
    auto row = method->def->module->impl_map(method->def->row);
    if (!row) continue;
    if (row->module == "libSystem.Security.Cryptography.Native.OpenSsl") libraries.insert("libssl (cryptography and TLS)");
    else if (direct_pinvoke_symbol(*method).empty()) libraries.insert(std::string(row->module));
  }
  for (auto& library : libraries)
    diagnostics.warning("", "native library '" + library + "' cannot be loaded by a static executable; its calls fail (publish for linux-x64 to use it)");
}

static int print_why(Program& program, const std::string& name) {
  auto reasons = program.why(name);
  if (reasons.empty()) { print(name + " is not in the program\n"); return 1; }
  for (auto& reason : reasons) print(reason + "\n");
  return 0;
}

static int print_dump(Program& program, const Options& options, const std::vector<std::string>& missing) {
  auto colon = options.dump.find(':');
  auto phase = options.dump.substr(0, colon), fragment = colon == std::string::npos ? "" : options.dump.substr(colon + 1);
  bool code = phase == "llvm" || phase == "llvm-opt" || phase == "asm";
  print(code ? dump_code(program, options, missing, phase, fragment) : dump_phase(program, phase, fragment));
  return 0;
}

static void print_sizes(const Program& program, const Emitted& emitted) {
  fprintf(stderr, "ahead: %zu methods, %zu types, %zu static fields; %zu of %zu objects from the cache\n", program.methods.size(), program.type_order.size(),
          program.static_fields.size(), emitted.from_cache, emitted.objects.size());
}

int compile(Options options) {
  Phases phases(options.verbose);
  Diagnostics diagnostics;
  auto& target = platform(options.rid.empty() ? "linux-x64" : options.rid);
  auto product = product_of(options);

  // Everything that belongs to the program is found and opened here.
  phases.begin("load");
  auto instruction_sets = parse_instruction_sets(options.instruction_set);
  auto inputs = find_inputs(options);
  set_platform_features(target, options);
  if (options.trim_partial) keep_untrimmable(inputs, options);
  if (options.output.empty()) options.output = fs::path(inputs.app).stem().string();
  TypeSystem types;
  types.instruction_sets = instruction_sets;
  Program program;
  program.types = &types;
  program.app = load_program(types, inputs, options);
  program.satellites = load_satellites(inputs);
  if (product == Product::Executable) program.entry_point = find_entry_point(types, program.app, inputs.app);
  program.features = options.features;
  program.knobs = options.knobs;
  program.knobs.emplace("RUNTIME_IDENTIFIER", target.rid);   // RuntimeInformation.RuntimeIdentifier

  // What must exist. No type, method or field is added after this.
  phases.begin("survive");
  survive(program, options, diagnostics);
  warn_about_program(program, inputs.framework, diagnostics);
  apply_policy(diagnostics, options, std::string(program.app->name()));
  if (options.explain_warnings)
    for (auto& d : diagnostics.list) if (d.method) d.chain = program.why(static_cast<const MethodDef*>(d.method));
  auto missing = missing_entries(program, runtime_symbols(target));
  if (!options.why.empty()) { phases.finish(); return print_why(program, options.why); }
  if (!options.dump.empty()) { phases.finish(); return print_dump(program, options, missing); }
  warn_about_missing(missing, diagnostics);
  if (product != Product::SharedLibrary) warn_about_libraries(program, target, diagnostics);
  auto exports = export_names(program, product, diagnostics);

  std::vector<Piece> parts;
  // IL to machine code, in parallel, or from the object cache.
  if (!diagnostics.has_errors()) {
    phases.begin("compile");
    auto emitted = emit_objects(program, options, missing, phases);
    if (options.verbose) print_sizes(program, emitted);
    phases.begin("link");
    write_beside(options.header, options.header.empty() ? "" : c_header(program, fs::path(options.output).stem().string()));
    write_beside(options.exports_file, version_script(exports));
    link_program({std::move(emitted.objects), options.output, options.keep_symbols, options.symbols_file, options.report_file.empty() ? nullptr : &parts, options.map_file, &target, options.no_lines, product, exports});
  }
  phases.finish();
  bool failed = diagnostics.has_errors();
  if (!failed && !options.report_file.empty()) write_report(program, options, target, std::move(parts), diagnostics, phases);
  auto next = advice(diagnostics);
  print(take_text(diagnostics) + next, stderr);
  if (options.timings) print(phases.table(), stderr);
  return failed ? 1 : 0;
}

}  // namespace ahead
