// Linker descriptors: what reflection needs although nothing in the code says so.
//   <linker> <assembly fullname="A" preserve="all"> <type fullname="N.T" preserve="all|fields|methods|nothing"> <method name="M"/> <method signature="System.Void M(System.Int32)"/>
//   <field name="F"/> <property name="P"/> <event name="E"/> </type> </assembly> </linker>
// A type without content and without `preserve` stays whole, and so does an assembly; "N.*" names all types of a namespace. Files come from --descriptor and
// from the resource ILLink.Descriptors.xml of the program's own assemblies; the class library's list what CoreCLR's virtual machine touches.
#include "support/files.h"
#include "survive/graph.h"
#include "survive/xml.h"

namespace ahead {

namespace {

struct DescriptorReader {
  Walk& walk; Node from;
  Module* module = nullptr;
  std::vector<TypeDef*> current;      // of the open <type>
  bool whole_assembly = false, has_types = false, has_members = false;
  std::string preserve;

  void read(std::string_view text) {
    XmlReader reader{text};
    std::vector<bool> active{true};
    while (auto tag = reader.next()) {
      if (tag->opens) {
        active.push_back(active.back() && xml_applies(walk.program, tag->attributes));
        if (active.back()) open(tag->name, tag->attributes);
      }
      if (tag->closes) {
        if (active.back()) close(tag->name);
        if (active.size() > 1) active.pop_back();
      }
    }
  }

  void open(const std::string& name, const XmlAttributes& a) {
    if (name == "assembly") {
      std::string full(xml_attribute(a, "fullname"));
      module = walk.types.find_assembly(full.substr(0, full.find(',')));
      has_types = false;
      whole_assembly = xml_attribute(a, "preserve") == "all";
      if (!module) walk.warn("IL2007", "descriptor: assembly " + full + " is not part of the program", nullptr);
    } else if (name == "type" && module) {
      has_types = true, has_members = false;
      preserve = xml_attribute(a, "preserve");
      find_types(std::string(xml_attribute(a, "fullname")));
    } else if (!current.empty() && (name == "method" || name == "field" || name == "property" || name == "event")) {
      has_members = true;
      member(name, a);
    }
  }

  // An element that ends at once is both opened and closed.
  void close(const std::string& name) {
    if (name == "type") {
      std::string what = preserve.empty() ? (has_members ? "nothing" : "all") : preserve;
      uint32_t mask = what == "all" ? kDynAll : what == "fields" ? kDynPublicFields | kDynNonPublicFields : 0u;
      if (what == "methods") mask = kDynPublicMethods | kDynNonPublicMethods | kDynPublicConstructors | kDynNonPublicConstructors;
      for (TypeDef* d : current) {
        walk.use_type_object(d->open, from);
        if (mask == kDynAll) walk.keep_all(d->open, from);
        else if (mask) walk.keep_dynamic(d->open, mask, {}, from);
      }
      current.clear();
    } else if (name == "assembly" && module) {
      if (whole_assembly || !has_types) {
        walk.roots.insert(std::string(module->name()));
        walk.own.erase(module);
        walk.list_module(module, from);
      }
      module = nullptr;
    }
  }

  void find_types(std::string full) {
    current.clear();
    for (char& c : full) if (c == '+') c = '/';
    if (full.ends_with("*")) {
      full.pop_back();
      for (uint32_t row = 2; row <= module->rows(Table::TypeDef); ++row)
        if (TypeDef* d = walk.types.type_def(module, row); d->full_name.starts_with(full)) current.push_back(d);
    } else if (TypeDef* d = walk.types.find_type(module, full)) {
      current.push_back(d);
    }
    if (current.empty()) walk.warn("IL2008", "descriptor: type " + full + " is not in " + std::string(module->name()), nullptr);
  }

  void member(const std::string& kind, const XmlAttributes& a) {
    std::string name(xml_attribute(a, "name"));
    if (name.empty()) {   // "ReturnType Name(…)": overloads are kept together
      std::string signature(xml_attribute(a, "signature"));
      signature = signature.substr(0, signature.find('('));
      name = signature.substr(signature.rfind(' ') + 1);
    }
    uint32_t mask = kind == "field" ? kDynPublicFields | kDynNonPublicFields : kind == "property" ? kDynPublicProperties | kDynNonPublicProperties
                  : kind == "event" ? kDynPublicEvents | kDynNonPublicEvents : kDynPublicMethods | kDynNonPublicMethods | kDynPublicConstructors | kDynNonPublicConstructors;
    for (TypeDef* d : current) walk.use_type_object(d->open, from), walk.keep_dynamic(d->open, mask, name, from);
  }
};

}  // namespace

void Walk::add_descriptors(const Options& options) {
  for (const std::string& name : options.projects) roots.insert(name);
  entry_assemblies = options.entry_assemblies;
  packages.insert(options.packages.begin(), options.packages.end());
  Node descriptor{Node::Root, "a descriptor"}, option{Node::Root, "--root-assembly"};
  for (const std::string& file : options.descriptors) {
    DescriptorReader reader{*this, descriptor};
    reader.read(read_text(file));
  }
  for (const std::string& name : options.root_assemblies) {
    Module* m = types.find_assembly(name);
    if (!m) throw std::runtime_error("--root-assembly " + name + ": no such assembly");
    roots.insert(name);
    list_module(m, option);
  }
  for (Module* m : own_modules())
    if (std::optional<Blob> file = m->resource("ILLink.Descriptors.xml")) {
      DescriptorReader reader{*this, descriptor};
      reader.read({reinterpret_cast<const char*>(file->data()), file->size()});
    }
}

}  // namespace ahead
