// Asks a module everything that its interface can answer, row by row. For hostile files: every answer may be BadImage, and
// nothing else may happen.
#pragma once
#include "metadata/module.h"

struct Walk {
  const ahead::Module& m;
  uint64_t answers = 0, refusals = 0;
  std::string first_refusal;

  template <class F>
  void ask(F f) {
    try {
      f();
      answers++;
    } catch (const ahead::BadImage& e) {
      if (refusals++ == 0) first_refusal = e.what();
    }
  }

  template <class F>
  void each(ahead::Table t, F f) {
    for (uint32_t row = 1; row <= m.rows(t); row++) ask([&] { f(row); });
  }

  void all() {
    using namespace ahead;
    ask([&] { m.name(); m.module_name(); m.mvid(); m.entry_point(); });
    each(Table::TypeRef, [&](uint32_t r) { m.type_ref(r); });
    each(Table::TypeDef, [&](uint32_t r) { type(r); });
    each(Table::Field, [&](uint32_t r) { field(r); });
    each(Table::MethodDef, [&](uint32_t r) { method(r); });
    each(Table::Param, [&](uint32_t r) { m.param(r); m.constant(make_token(Table::Param, r)); });
    each(Table::MemberRef, [&](uint32_t r) { m.member_ref(r); });
    each(Table::CustomAttribute, [&](uint32_t r) { m.custom_attribute(r); m.attribute_type_name(r); });
    each(Table::GenericParam, [&](uint32_t r) { m.generic_param(r); m.generic_param_constraints(r); });
    each(Table::AssemblyRef, [&](uint32_t r) { m.assembly_ref(r); });
    each(Table::ExportedType, [&](uint32_t r) { auto e = m.exported_type(r); m.find_exported_type(e.name_space, e.name); });
    each(Table::ManifestResource, [&](uint32_t r) { resource(r); });
    each(Table::MethodImpl, [&](uint32_t r) { m.method_impl(r); });
    each(Table::Property, [&](uint32_t r) { m.property(r); m.semantics(make_token(Table::Property, r)); });
    each(Table::TypeSpec, [&](uint32_t r) { signature(m.type_spec(r)); });
    each(Table::StandAloneSig, [&](uint32_t r) { signature(m.stand_alone_sig(r)); });
    each(Table::ModuleRef, [&](uint32_t r) { m.module_ref(r); });
    each(Table::MethodSpec, [&](uint32_t r) { m.method_spec(r); });
    ask([&] { dump_module(m); });
  }

  // Any offset, so most of them in the middle of a string.
  void user_strings() {
    for (uint32_t offset = 0; offset < 600; offset++) ask([&] { touch(m.user_string(make_token(ahead::Table::UserString, offset))); });
  }

  void type(uint32_t r) {
    using namespace ahead;
    TypeDefRow t = m.type_def(r);
    m.enclosing_type(r); m.nested_types(r); m.interfaces(r); m.method_impls(r); m.class_layout(r); m.properties(r);
    m.generic_params(make_token(Table::TypeDef, r));
    m.find_attribute(make_token(Table::TypeDef, r), "System.FlagsAttribute");
    m.find_type(t.name_space, t.name);
  }
  void field(uint32_t r) {
    using namespace ahead;
    signature(m.field(r).signature);
    m.type_of_field(r); m.field_offset(r); m.field_marshal(make_token(Table::Field, r)); m.constant(make_token(Table::Field, r));
    if (m.field_rva(r)) touch(m.field_rva_data(r, 1));
  }
  void method(uint32_t r) {
    using namespace ahead;
    ask([&] { signature(m.method_def(r).signature); m.type_of_method(r); m.impl_map(r); });
    ask([&] { m.generic_params(make_token(Table::MethodDef, r)); m.custom_attributes(make_token(Table::MethodDef, r)); });
    ask([&] { m.sequence_points(r); m.local_variables(r); });
    if (auto body = m.method_body(r)) touch(body->code);
  }
  void resource(uint32_t r) {
    auto name = m.manifest_resource(r).name;
    auto data = m.resource(name);
    if (data && name.ends_with(".resources")) ahead::read_resource_strings(*data);
  }
  static void signature(ahead::Blob b) {
    for (ahead::BlobReader r{b}; !r.at_end();) r.compressed();
  }
  // Reads every element, for the address sanitizer.
  template <class View>
  static void touch(const View& view) {
    volatile unsigned sink = 0;
    for (auto x : view) sink = sink + unsigned(x);
  }
};
