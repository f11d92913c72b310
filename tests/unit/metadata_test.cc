// What the reader says about a known assembly, and that it reads the whole framework.
#include "metadata/module.h"

#include "assemblies.h"
#include "check.h"
#include "walk.h"

using namespace ahead;

static std::unique_ptr<Module> shapes() { return Module::open(assemblies::fixture("shapes.dll")); }

static uint32_t method_named(const Module& m, uint32_t type, std::string_view name) {
  TypeDefRow t = m.type_def(type);
  for (uint32_t row = t.method_begin; row < t.method_end; row++) if (m.method_def(row).name == name) return row;
  return 0;
}

static uint32_t field_named(const Module& m, uint32_t type, std::string_view name) {
  TypeDefRow t = m.type_def(type);
  for (uint32_t row = t.field_begin; row < t.field_end; row++) if (m.field(row).name == name) return row;
  return 0;
}

static void module_facts() {
  auto m = shapes();
  CHECK(m->name() == "shapes" && m->is_assembly() && m->module_name() == "shapes.dll");
  CHECK(m->entry_point().nil() && !m->has_native_code_only());
  CHECK(m->assembly_ref(1).name == "System.Private.CoreLib" && m->assembly_ref(1).version[0] == 10);
  CHECK(m->find_attribute(make_token(Table::Assembly, 1), "System.CLSCompliantAttribute"));
  CHECK(m->module_ref(1) == "libshapes");
  CHECK(dump_module(*m).find("method Count from libshapes!shape_count") != std::string::npos);
}

static void types() {
  auto m = shapes();
  uint32_t square = m->find_type("Shapes", "Square"), shape = m->find_type("Shapes", "IShape`1"), color = m->find_type("Shapes", "Color");
  CHECK(square && shape && color && !m->find_type("Shapes", "Inner`2") && !m->find_type("", "Square"));
  CHECK(m->interfaces(square).size() == 1 && m->interfaces(square)[0].table() == Table::TypeSpec);
  CHECK(m->find_attribute(make_token(Table::TypeDef, color), "System.FlagsAttribute"));
  CHECK(!m->find_attribute(make_token(Table::TypeDef, square), "System.FlagsAttribute"));
  CHECK(m->find_attribute(make_token(Table::TypeDef, square), "Shapes.NoteAttribute`1"));
  auto inner = m->nested_types(square);
  CHECK(inner.size() == 1 && m->enclosing_type(inner[0]) == square && m->type_def(inner[0]).name == "Inner`2");
  auto params = m->generic_params(make_token(Table::TypeDef, inner[0]));
  CHECK(params.size() == 2 && m->generic_param(params[1]).name == "TValue" && m->generic_param(params[0]).flags == 0x10);
  CHECK(m->generic_param_constraints(params[0]).size() == 1 && m->generic_param_constraints(params[1]).empty());
  auto variance = m->generic_params(make_token(Table::TypeDef, shape));
  CHECK(variance.size() == 1 && m->generic_param(variance[0]).flags == 0x5);  // covariant, class
  CHECK(m->method_impls(square).size() == 2);  // Label by name, Corners because it is static
  uint32_t both = m->find_type("Shapes", "Both");
  CHECK(m->class_layout(both) == (std::pair<uint16_t, uint32_t>{4, 16}) && !m->class_layout(square));
  CHECK(m->field_offset(field_named(*m, both, "High")) == 4u);
}

static void members() {
  auto m = shapes();
  uint32_t square = m->find_type("Shapes", "Square"), code = m->find_type("Shapes", "Code");
  uint32_t on_changed = method_named(*m, square, "OnChanged");
  CHECK(on_changed && m->type_of_method(on_changed) == square);
  auto properties = m->properties(square);
  CHECK(properties.size() == 1 && m->property(properties[0]).name == "Area");
  auto getters = m->semantics(make_token(Table::Property, properties[0]));
  CHECK(getters.size() == 1 && getters[0].first == 2 && m->method_def(getters[0].second).name == "get_Area");
  CHECK(m->semantics(make_token(Table::Event, 1)).size() == 2);
  auto name = m->constant(make_token(Table::Field, field_named(*m, square, "Name")));
  CHECK(name && name->type == 0x0e && name->value.size() == 16 && name->value[14] == 0xe4);
  auto import = m->impl_map(method_named(*m, code, "Count"));
  CHECK(import && import->import_name == "shape_count" && import->module == "libshapes");
  CHECK(!m->method_body(method_named(*m, code, "Count")) && !m->impl_map(on_changed));
  MethodDefRow constructor = m->method_def(method_named(*m, square, ".ctor"));
  CHECK(constructor.param_end - constructor.param_begin == 1 && m->param(constructor.param_begin).name == "side");
  bool primes = false;
  for (uint32_t row = 1; row <= m->rows(Table::Field); row++)
    if (m->field_rva(row)) primes |= m->field_rva_data(row, 36)[32] == 23;
  CHECK(primes);
}

static void debug_information() {
  auto m = shapes();
  uint32_t code = m->find_type("Shapes", "Code");
  uint32_t regions = method_named(*m, code, "Regions");
  auto points = m->sequence_points(regions);
  CHECK(points.size() > 10 && points[0].document == "/src/shapes.cs" && points[0].il_offset == 0 && points[0].line == 61);
  bool hidden = false, inner = false;
  for (auto& p : points) hidden |= p.line == 0xfeefee, inner |= p.line == 67 && p.column == 33;
  CHECK(hidden && inner);
  auto locals = m->local_variables(regions);
  CHECK(locals.size() == 2 && locals[0].name == "text" && locals[0].slot == 0 && locals[1].name == "e" && locals[0].begin <= locals[1].begin);
  CHECK(m->sequence_points(method_named(*m, code, "Count")).empty());
}

static void attribute_blobs() {
  auto m = shapes();
  auto note = m->find_attribute(make_token(Table::TypeDef, m->find_type("Shapes", "Square")), "Shapes.NoteAttribute`1");
  if (!CHECK(note)) return;
  BlobReader r{*note};
  CHECK(r.u16() == 1 && r.ser_string() == "a square" && r.u16() == 0 && r.at_end());
  CHECK(!check::thrown<BadImage>([&] { r.u8(); }).empty());
}

static void compressed_integers() {
  auto value = [](std::vector<uint8_t> b) { return BlobReader{b}.compressed(); };
  auto signed_value = [](std::vector<uint8_t> b) { return BlobReader{b}.compressed_signed(); };
  CHECK(value({0x03}) == 3 && value({0x7f}) == 0x7f && value({0x80, 0x80}) == 0x80 && value({0xae, 0x57}) == 0x2e57);
  CHECK(value({0xbf, 0xff}) == 0x3fff && value({0xc0, 0x00, 0x40, 0x00}) == 0x4000 && value({0xdf, 0xff, 0xff, 0xff}) == 0x1fffffff);
  CHECK(signed_value({0x06}) == 3 && signed_value({0x7b}) == -3 && signed_value({0x80, 0x80}) == 64 && signed_value({0x01}) == -64);
  CHECK(signed_value({0xc0, 0x00, 0x40, 0x00}) == 8192 && signed_value({0x80, 0x01}) == -8192 && signed_value({0xc0, 0x00, 0x00, 0x01}) == -268435456);
  CHECK(!check::thrown<BadImage>([&] { value({0xff}); }).empty() && !check::thrown<BadImage>([&] { value({0x80}); }).empty());
}

static void what_is_not_an_assembly() {
  auto message = [](std::vector<uint8_t> bytes) { return check::thrown<BadImage>([&] { Module::parse("x.dll", std::move(bytes)); }); };
  CHECK(message({}) == "x.dll: empty file, not a .NET assembly");
  CHECK(message({'#', '!', '/'}) == "x.dll: not a PE file");
  CHECK(message({'M', 'Z'}) == "x.dll: truncated: DOS header");
  auto native = assemblies::read(assemblies::fixture("shapes.dll"));
  std::fill_n(native.begin() + 0x80 + 24 + 96 + 14 * 8, 8, 0);  // no CLI header
  CHECK(message(native) == "x.dll: no CLI header: a native PE, not a .NET assembly");
  CHECK(!check::thrown<std::system_error>([] { Module::open("no/such/file.dll"); }).empty());
}

static void whole_framework() {
  auto files = assemblies::framework_assemblies();
  if (files.empty()) { printf("no framework found, skipped\n"); return; }
  for (auto& path : files) {
    auto m = Module::open(path);
    Walk walk{*m};
    walk.all();
    if (!CHECK(walk.answers > 0 && walk.refusals == 0 && m->name() == path.stem().string())) printf("%s: %s\n", path.c_str(), walk.first_refusal.c_str());
  }
  CHECK(files.size() > 150);
}

static void resource_strings() {
  auto folder = assemblies::framework();
  if (folder.empty()) return;
  auto corelib = Module::open(folder / "System.Private.CoreLib.dll");
  auto strings = read_resource_strings(corelib->resource("System.Private.CoreLib.Strings.resources").value());
  auto has = [&](const char* name, std::u16string_view text) {
    return std::find(strings.begin(), strings.end(), std::pair(std::string(name), std::u16string(text))) != strings.end();
  };
  CHECK(strings.size() > 1000 && has("Arg_ArgumentException", u"Value does not fall within the expected range."));
  CHECK(!corelib->resource("no such resource"));
}

int main() {
  module_facts();
  types();
  members();
  debug_information();
  attribute_blobs();
  compressed_integers();
  what_is_not_an_assembly();
  whole_framework();
  resource_strings();
  return check::report();
}
