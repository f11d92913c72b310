// Where the walk begins: the entry point, exports, and what runtime and generated code use without any IL naming it.
#include "survive/graph.h"

namespace ahead {

namespace {

// Types and their fields that the runtime touches (abi/wellknown.def); "[]" is a one-dimensional array.
constexpr const char* kRuntimeTypes[] = {
#define TYPE(symbol, name) name,
#include "abi/wellknown.def"
};

Type* named_type(TypeSystem& types, std::string name) {
  if (!name.ends_with("[]")) return types.well_known(name);
  name.resize(name.size() - 2);
  return types.szarray_of(named_type(types, name));
}

// Generated code calls these for failed checks.
constexpr const char* kThrowHelpers[] = {"ThrowNullReferenceException", "ThrowIndexOutOfRangeException", "ThrowDivideByZeroException", "ThrowOverflowException",
                                         "ThrowPlatformNotSupportedException", "ThrowNotImplementedException", "ThrowArgumentException", "ThrowArgumentOutOfRangeException",
                                         "ThrowNullThisInDelegate"};

// Exports that the runtime calls only after managed code called something: export, method ("Type::Name").
struct ConditionalExport { const char *name, *when; };
constexpr ConditionalExport kConditionalExports[] = {
    {"RunThread", "System.Threading.Thread::StartInternal"},
    {"BoxPointer", "System.RuntimeMethodHandle::InvokeMethod"},
    {"ThrowNullReturn", "System.RuntimeMethodHandle::InvokeMethod"},
    {"DynamicInterface", "IDynamicInterfaceCastable"},   // a constructed type implements it
    {"FirstChanceException", "Ahead.RuntimeCalls::WatchThrows"},
    {"InitializeForField", "System.Reflection.MetadataImport::Enum"},
    {"MethodObject", "System.Reflection.MetadataImport::Enum"},
    {"AttributeType", "System.Reflection.CustomAttribute::FilterCustomAttributeRecord"},
    {"FormatError", "System.Reflection.CustomAttribute::GetPropertyOrFieldData"},
    {"ResolveLibrary", "System.Runtime.InteropServices.NativeLibrary::SetDllImportResolver"},
    {"ResolveLibraryByEvent", "System.Runtime.Loader.AssemblyLoadContext::add_ResolvingUnmanagedDll"},
};

const char* export_condition(std::string_view name) {
  for (const ConditionalExport& e : kConditionalExports)
    if (name == e.name) return e.when;
  return nullptr;
}

// EntryPoint of [UnmanagedCallersOnly]; empty if it has none.
std::string entry_point_name(MethodDef* m) {
  std::optional<Blob> blob = m->module->find_attribute(m->token(), "System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute");
  if (!blob || blob->size() < 4) return {};
  BlobReader reader{*blob};
  reader.u16();
  for (uint16_t n = reader.u16(); n > 0; --n) {
    reader.u8();                                // 0x53: field
    bool types = reader.u8() == 0x1d;           // CallConvs, an array of types; EntryPoint is a string
    if (types) reader.u8();
    auto name = reader.ser_string();
    if (types) {
      for (uint32_t count = reader.u32(); count > 0 && count != ~0u; --count) reader.ser_string();
      continue;
    }
    auto value = reader.ser_string();
    if (name && *name == "EntryPoint" && value) return std::string(*value);
  }
  return {};
}

}  // namespace

void Walk::wake(const std::string& condition, Node from) {
  auto [begin, end] = sleeping.equal_range(condition);
  std::vector<Method*> woken;
  for (auto it = begin; it != end; ++it) woken.push_back(it->second);
  sleeping.erase(begin, end);
  for (Method* m : woken) reach(m, from, "makes the runtime call");
}

void Walk::wake_exports(Method* reached) {
  if (sleeping.empty() || !reached->owner->def) return;
  wake(reached->owner->def->full_name + "::" + std::string(reached->name()), {Node::Code, reached});
}

void Walk::add_roots() {
  auto root = [](const char* text) { return Node{Node::Root, text}; };
  if (program.entry_point) {
    reach(program.entry_point, root("the program's entry point"), "is");
    construct(types.szarray_of(types.primitive(ElementKind::String)), root("the program's arguments"), "are");
  }
  for (const char* name : kRuntimeTypes) {
    Type* t = named_type(types, name);
    mention(t, root("types that the runtime uses"), "include");
    // Strings, arrays of them, type objects are laid out by the compiler or made by the runtime.
    if (t->kind == ElementKind::String || t->is_array() || t->def->full_name == "System.RuntimeType" || t->kind == ElementKind::Object)
      construct(t, root("types that the runtime uses"), "include");
  }
  Type* helpers = types.well_known("Internal.Runtime.CompilerHelpers.ThrowHelpers");
  for (const char* name : kThrowHelpers)
    if (Method* m = types.find_method(helpers, name, 0)) reach(m, root("failed checks"), "call");

  Type* overlay = nullptr;
  try {
    overlay = types.well_known("Ahead.RuntimeExports");
  } catch (const LoadError&) {
    // no overlay: nothing for the runtime to call
  }
  if (overlay)
    for (MethodDef* d : overlay->def->methods) {
      bool is_public = (d->flags & 7) == 6;
      if (!d->is_static() || !is_public || d->generic_count || d->is_cctor()) continue;
      Method* m = types.method(overlay, d);
      program.exports.push_back({m, "managed_" + std::string(d->name)});
      address_taken.insert(m);
      if (const char* when = export_condition(d->name)) sleeping.emplace(when, m);
      else reach(m, root("the runtime"), "calls");
    }
  if (program.app) add_native_entries(program.app);
  for (const std::string& name : entry_assemblies)
    if (Module* m = types.find_assembly(name); m && m != program.app) add_native_entries(m);
}

// Methods that native code calls by name.
void Walk::add_native_entries(Module* module) {
  for (uint32_t row = 1; row <= module->rows(Table::MethodDef); ++row) {
    MethodDef* d = types.method_def(module, row);
    if (!d->is_unmanaged_callers_only || d->owner->generic_count || d->generic_count) continue;
    std::string name = entry_point_name(d);
    if (name.empty()) continue;
    Method* m = types.method(d->owner->open, d);
    program.exports.push_back({m, name});
    address_taken.insert(m);
    reach(m, Node{Node::Root, "exports for native code"}, "include");
  }
}

}  // namespace ahead
