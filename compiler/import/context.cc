#include "import/vectors.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/DerivedTypes.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/Support/ModRef.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/MD5.h>
#include "codegen/codegen.h"

namespace ahead {

namespace {

struct RuntimeRow { const char* name; char ret; const char* params; const char* attributes; };
const RuntimeRow kRuntimeCalls[] = {
#define v 'v'
#define p 'p'
#define i 'i'
#define l 'l'
#define b 'b'
#define RT(name, ret, params, attributes) {#name, ret, params, attributes},
#include "abi/runtime_calls.def"
#undef RT
#undef v
#undef p
#undef i
#undef l
#undef b
};

// What the optimiser may assume of the calls in hot code beside the table's attributes. The barrier reads its slot, so that it stays behind the
// store; what it writes, compiled code never sees. Casts only read (their caches are nobody's business).
void set_memory_effects(llvm::Function* f) {
  using ME = llvm::MemoryEffects;
  auto name = f->getName();
  auto hidden = ME::inaccessibleMemOnly();
  if (name == "ahead_write_barrier" || name == "ahead_barrier_range") f->setMemoryEffects(ME::argMemOnly(llvm::ModRefInfo::Ref) | hidden);
  else if (name == "ahead_copy_refs") f->setMemoryEffects(ME::argMemOnly() | hidden);
  else if (name == "ahead_isinst" || name == "ahead_isinst_class") f->setMemoryEffects(ME::readOnly());
  else return;
  f->addFnAttr(llvm::Attribute::WillReturn);
}

llvm::Type* runtime_type(ModuleContext& m, char c) {
  switch (c) {
    case 'v': return llvm::Type::getVoidTy(m.llvm);
    case 'i': return m.i32();
    case 'l': return m.i64();
    case 'b': return m.i8();
    default: return m.ptr();
  }
}

llvm::GlobalVariable* declare_hidden(ModuleContext& m, const std::string& name, llvm::Type* type) {
  if (auto* g = m.module.getNamedGlobal(name)) return g;
  auto* g = new llvm::GlobalVariable(m.module, type, false, llvm::GlobalValue::ExternalLinkage, nullptr, name);
  g->setVisibility(llvm::GlobalValue::HiddenVisibility);
  g->setDSOLocal(true);
  return g;
}

// abi/symbols.md: offsets are absolute symbols, so that code does not depend on the rest of the program.
llvm::Constant* absolute_offset(ModuleContext& m, const std::string& name) {
  auto* g = declare_hidden(m, name, m.i8());
  if (!g->hasMetadata("absolute_symbol")) {
    auto bound = [&](uint64_t n) { return llvm::ConstantAsMetadata::get(llvm::ConstantInt::get(m.i64(), n)); };
    g->setMetadata("absolute_symbol", llvm::MDNode::get(m.llvm, {bound(0), bound(1048576)}));
  }
  return llvm::ConstantExpr::getPtrToInt(g, m.i64());
}

const std::string& cached_name(ModuleContext& m, const void* entity, auto compute) {
  auto& name = m.names[entity];
  if (name.empty()) name = compute();
  return name;
}

llvm::GlobalVariable* type_symbol(ModuleContext& m, const char* prefix, Type* t) {
  auto& name = cached_name(m, t, [&] { return m.types.type_name(t); });
  return declare_hidden(m, prefix + name, m.i8());
}

}  // namespace

ModuleContext::ModuleContext(Program& p, llvm::Module& mod, const ImportOptions& o)
    : program(p), types(*p.types), module(mod), llvm(mod.getContext()), options(o) {
  module.setTargetTriple(target_triple());
  module.setDataLayout(data_layout());
  module.setPICLevel(llvm::PICLevel::BigPIC);
  if (program.entry_point) module.setPIELevel(llvm::PIELevel::Large);   // a library's thread block is not at a known offset
  module.setUwtable(llvm::UWTableKind::Async);
  module.setFramePointer(llvm::FramePointerKind::All);
}

const std::string& ModuleContext::method_symbol(Method* method) {
  return cached_name(*this, method, [&] { return types.method_name(method); });
}

void ModuleContext::decorate(llvm::Function* f) {
  if (!f->hasLocalLinkage()) f->setVisibility(llvm::GlobalValue::HiddenVisibility);
  f->setDSOLocal(true);
  f->addFnAttr("frame-pointer", "all");
  f->setUWTableKind(llvm::UWTableKind::Async);
  if (!f->hasPersonalityFn()) {
    auto* type = llvm::FunctionType::get(i32(), true);
    f->setPersonalityFn(llvm::cast<llvm::Constant>(module.getOrInsertFunction("ahead_personality", type).getCallee()));
  }
}

llvm::Function* ModuleContext::raw_function(llvm::StringRef symbol, llvm::FunctionType* type) {
  if (auto* f = module.getFunction(symbol)) return f;
  auto* f = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, symbol, module);
  f->setVisibility(llvm::GlobalValue::HiddenVisibility);
  f->setDSOLocal(true);
  return f;
}

llvm::Function* ModuleContext::function(Method* method) {
  auto& f = functions[method];
  if (f) return f;
  f = raw_function(method_symbol(method), lower_signature(*this, method));
  set_signature_attributes(*this, f, method);
  if (method->def && method->def->does_not_return) f->addFnAttr(llvm::Attribute::NoReturn), f->addFnAttr(llvm::Attribute::Cold);
  return f;
}

llvm::Function* ModuleContext::unboxing_stub(Method* method) {
  auto symbol = "ub:" + method_symbol(method);
  auto* f = raw_function(symbol, lower_signature(*this, method));
  set_signature_attributes(*this, f, method);
  return f;
}

llvm::Function* ModuleContext::internal_call(Method* method) {
  std::string symbol = "ic_" + method->owner->def->full_name + "_" + std::string(method->name());
  for (auto& c : symbol) c = std::isalnum((unsigned char)c) ? c : '_';
  auto* f = raw_function(symbol, lower_signature(*this, method));
  set_signature_attributes(*this, f, method);
  return f;
}

llvm::Function* ModuleContext::runtime_call(const char* name) {
  if (auto* f = module.getFunction(name)) return f;
  for (auto& row : kRuntimeCalls) {
    if (strcmp(row.name, name)) continue;
    std::vector<llvm::Type*> params;
    for (const char* c = row.params; *c; c++) params.push_back(runtime_type(*this, *c));
    auto* f = raw_function(name, llvm::FunctionType::get(runtime_type(*this, row.ret), params, false));
    for (const char* c = row.attributes; *c; c++) {
      if (*c == 'n') f->addFnAttr(llvm::Attribute::NoReturn), f->addFnAttr(llvm::Attribute::Cold);
      if (*c == 'u') f->addFnAttr(llvm::Attribute::NoUnwind);
      if (*c == 'a') {
        f->addRetAttr(llvm::Attribute::NoAlias);
        f->addRetAttr(llvm::Attribute::NonNull);
        f->addRetAttr(llvm::Attribute::getWithDereferenceableBytes(llvm, 16));
        f->addRetAttr(llvm::Attribute::getWithAlignment(llvm, llvm::Align(8)));
      }
    }
    set_memory_effects(f);
    return f;
  }
  throw std::runtime_error(std::string("no such runtime call: ") + name);
}

llvm::Function* ModuleContext::delegate_shuffle(Type* t) {
  auto& name = cached_name(*this, t, [&] { return types.type_name(t); });
  return raw_function("ds:" + name, lower_signature(*this, types.find_method(t, "Invoke")));
}

llvm::Function* ModuleContext::delegate_multicast(Type* t) {
  auto& name = cached_name(*this, t, [&] { return types.type_name(t); });
  return raw_function("dm:" + name, lower_signature(*this, types.find_method(t, "Invoke")));
}

llvm::Constant* ModuleContext::method_table(Type* t) {
  auto* g = type_symbol(*this, "mt:", t);
  g->setAlignment(llvm::Align(8));
  if (!program.type_state.contains(t)) {
    // No MethodTable is emitted: no object has this type, so a null address compares unequal to every object's.
    if (!g->hasExternalWeakLinkage()) notes.push_back({nullptr, "no MethodTable was reached for " + types.type_name(t)});
    g->setLinkage(llvm::GlobalValue::ExternalWeakLinkage);
  }
  return g;
}

llvm::Constant* ModuleContext::type_object(Type* t) {
  auto* g = type_symbol(*this, "rt:", t);
  if (!program.type_state.contains(t)) {
    if (!g->hasExternalWeakLinkage()) notes.push_back({nullptr, "no type object was reached for " + types.type_name(t)});
    g->setLinkage(llvm::GlobalValue::ExternalWeakLinkage);
  }
  return g;
}

llvm::Constant* ModuleContext::class_init(Type* t) { return type_symbol(*this, "ci:", t); }

llvm::Constant* ModuleContext::static_field(Field* f) {
  auto& name = cached_name(*this, f, [&] { return types.field_name(f); });
  auto* g = declare_hidden(*this, "sf:" + name, memory_type(f->type));
  if (vector(f->type)) g->setAlignment(llvm::Align(8));   // not what LLVM expects of a vector: as the data module defines it
  if (!program.static_field_set.contains(f) && !g->hasExternalWeakLinkage()) {
    notes.push_back({nullptr, "no storage was reached for static field " + name});
    g->setLinkage(llvm::GlobalValue::ExternalWeakLinkage);
  }
  return g;
}

llvm::Constant* ModuleContext::thread_static_offset(Field* f) {
  auto& name = cached_name(*this, f, [&] { return types.field_name(f); });
  return absolute_offset(*this, "ts:" + name);
}

llvm::Constant* ModuleContext::slot_offset(Method* slot) { return absolute_offset(*this, "slot:" + method_symbol(slot)); }
llvm::Constant* ModuleContext::selector_offset(Method* m) { return absolute_offset(*this, "sel:" + method_symbol(m)); }

// A writable section as one variable: its fields may overlap, and programs may walk from one to the next.
static llvm::Constant* writable_section(ModuleContext& m, const Module& owner, const Module::WritableData& data) {
  std::string symbol = "rvas:" + std::string(owner.assembly().name) + ":" + std::to_string(data.section_rva);
  if (auto* g = m.module.getNamedGlobal(symbol)) return g;
  std::vector<uint8_t> bytes(data.section.begin(), data.section.end());
  bytes.resize(data.section_size);
  auto* init = llvm::ConstantDataArray::get(m.llvm, bytes);
  auto* g = new llvm::GlobalVariable(m.module, init->getType(), false, llvm::GlobalValue::LinkOnceODRLinkage, init, symbol);
  g->setVisibility(llvm::GlobalValue::HiddenVisibility);
  g->setDSOLocal(true);
  g->setAlignment(llvm::Align(16));
  g->setComdat(m.module.getOrInsertComdat(symbol));
  return g;
}

llvm::Constant* ModuleContext::rva_data(Field* f) {
  if (auto data = f->def->module->writable_field_data(f->def->row, types.size_of(f->type)))
    return llvm::ConstantExpr::getInBoundsGetElementPtr(i8(), writable_section(*this, *f->def->module, *data), llvm::ConstantInt::get(i64(), data->offset));
  auto& name = cached_name(*this, f, [&] { return types.field_name(f); });
  std::string symbol = "rva:" + name;
  if (auto* g = module.getNamedGlobal(symbol)) return g;
  Blob data = f->def->module->field_rva_data(f->def->row, types.size_of(f->type));
  auto* init = llvm::ConstantDataArray::get(llvm, llvm::ArrayRef<uint8_t>(data.data(), data.size()));
  auto* g = new llvm::GlobalVariable(module, init->getType(), f->def->is_init_only(), llvm::GlobalValue::LinkOnceODRLinkage, init, symbol);
  g->setVisibility(llvm::GlobalValue::HiddenVisibility);
  g->setDSOLocal(true);
  g->setAlignment(llvm::Align(16));
  g->setComdat(module.getOrInsertComdat(symbol));
  return g;
}

llvm::Constant* ModuleContext::string_literal(std::u16string_view text) {
  auto digest = llvm::MD5::hash(llvm::ArrayRef<uint8_t>(reinterpret_cast<const uint8_t*>(text.data()), text.size() * 2));
  std::string symbol = "str:" + digest.digest().str().str();
  auto* g = module.getNamedGlobal(symbol);
  if (!g) {
    std::vector<uint16_t> chars(text.begin(), text.end());
    chars.push_back(0);
    while (chars.size() % 4 != 2) chars.push_back(0);  // the object is a multiple of 8 bytes long
    auto* init = llvm::ConstantStruct::getAnon({llvm::ConstantInt::get(i64(), 0), method_table(types.primitive(ElementKind::String)),
                                                llvm::ConstantInt::get(i32(), text.size()), llvm::ConstantDataArray::get(llvm, chars)});
    // Writable: the header word before the object holds its lock and hash code.
    g = new llvm::GlobalVariable(module, init->getType(), false, llvm::GlobalValue::LinkOnceODRLinkage, init, symbol);
    g->setVisibility(llvm::GlobalValue::HiddenVisibility);
    g->setDSOLocal(true);
    g->setAlignment(llvm::Align(8));
    g->setComdat(module.getOrInsertComdat(symbol));
    g->setSection("ahead_frozen");
  }
  return llvm::ConstantExpr::getInBoundsGetElementPtr(i8(), g, llvm::ConstantInt::get(i64(), abi::kObjectHeaderSize));
}

llvm::Constant* ModuleContext::c_string(llvm::StringRef text) {
  auto* init = llvm::ConstantDataArray::getString(llvm, text);
  auto* g = new llvm::GlobalVariable(module, init->getType(), true, llvm::GlobalValue::PrivateLinkage, init, "text");
  g->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  return g;
}

llvm::GlobalVariable* ModuleContext::thread_block() {
  if (auto* g = module.getNamedGlobal("ahead_thread")) return g;
  auto* type = llvm::ArrayType::get(i8(), sizeof(abi::ThreadBlock));
  auto* g = new llvm::GlobalVariable(module, type, false, llvm::GlobalValue::ExternalLinkage, nullptr, "ahead_thread", nullptr,
                                     llvm::GlobalValue::InitialExecTLSModel);
  g->setAlignment(llvm::Align(8));
  g->setVisibility(llvm::GlobalValue::HiddenVisibility);
  g->setDSOLocal(true);
  return g;
}

Method* ModuleContext::throw_helper(const char* name) {
  Type* owner = types.well_known("Internal.Runtime.CompilerHelpers.ThrowHelpers");
  Method* m = types.find_method(owner, name, 0);
  if (!m) throw LoadError(LoadError::MissingMethod, std::string("ThrowHelpers.") + name);
  return m;
}

llvm::Type* ModuleContext::scalar(Type* t) {
  switch (t->kind) {
    case ElementKind::Boolean: case ElementKind::I1: case ElementKind::U1: return i8();
    case ElementKind::Char: case ElementKind::I2: case ElementKind::U2: return i16();
    case ElementKind::I4: case ElementKind::U4: return i32();
    case ElementKind::I8: case ElementKind::U8: case ElementKind::I: case ElementKind::U: return i64();
    case ElementKind::R4: return llvm::Type::getFloatTy(llvm);
    case ElementKind::R8: return llvm::Type::getDoubleTy(llvm);
    case ElementKind::Void: case ElementKind::TypedByRef: return nullptr;
    default: break;
  }
  if (t->is_enum) return scalar(types.enum_underlying(t));
  return t->is_value_type ? nullptr : ptr();
}

llvm::Type* ModuleContext::vector(Type* t) {
  auto shape = vector_shape(t, types.instruction_sets);
  return shape && shape->bytes >= 16 && shape->bytes <= vector_width(types.instruction_sets) ? llvm_vector(*this, *shape) : nullptr;
}

llvm::Type* ModuleContext::memory_type(Type* t) {
  if (auto* s = scalar(t)) return s;
  if (auto* v = vector(t)) return v;
  return llvm::ArrayType::get(i8(), size(t));
}

StackKind stack_kind(ModuleContext& m, Type* t) {
  switch (t->kind) {
    case ElementKind::Boolean: case ElementKind::I1: case ElementKind::U1: case ElementKind::Char: case ElementKind::I2: case ElementKind::U2:
    case ElementKind::I4: case ElementKind::U4: return StackKind::I4;
    case ElementKind::I8: case ElementKind::U8: return StackKind::I8;
    case ElementKind::I: case ElementKind::U: case ElementKind::Ptr: case ElementKind::FnPtr: return StackKind::Native;
    case ElementKind::R4: return StackKind::F4;
    case ElementKind::R8: return StackKind::F8;
    case ElementKind::ByRef: return StackKind::ByRef;
    case ElementKind::TypedByRef: return StackKind::Struct;
    default: break;
  }
  if (t->is_enum) return stack_kind(m, m.types.enum_underlying(t));
  return t->is_value_type ? StackKind::Struct : StackKind::Ref;
}

llvm::Type* stack_type(ModuleContext& m, StackKind k) {
  switch (k) {
    case StackKind::I4: return m.i32();
    case StackKind::I8: case StackKind::Native: return m.i64();
    case StackKind::F4: return llvm::Type::getFloatTy(m.llvm);
    case StackKind::F8: return llvm::Type::getDoubleTy(m.llvm);
    case StackKind::Struct: return nullptr;
    default: return m.ptr();
  }
}

}  // namespace ahead
