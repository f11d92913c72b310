// Calls into native libraries: finding the code and calling it with the System V convention. Whatever has to be marshalled was brought into native
// form by a stub (survive/stubs.cc), which comes here by `ldnative` and `calli`. References stay where they are: the collector pins what a stack
// word points to.
#include "import/lower.h"
#include "survive/marshal.h"

namespace ahead {

namespace {

using llvm::Value;

// [DefaultDllImportSearchPaths] on the method, or on the assembly.
std::optional<uint32_t> search_path(MethodDef* d) {
  const char* name = "System.Runtime.InteropServices.DefaultDllImportSearchPathsAttribute";
  std::optional<Blob> blob = d->module->find_attribute(d->token(), name);
  if (!blob && d->module->is_assembly()) blob = d->module->find_attribute(make_token(Table::Assembly, 1), name);
  if (!blob || blob->size() < 6) return {};
  BlobReader r{*blob};
  r.u16();
  return r.u32();
}

// Writable cell of an entry that is looked up on first use; one per entry and module, merged by name.
llvm::GlobalVariable* pinvoke_cell(MethodImport& mi, Method* method) {
  ModuleContext& m = mi.m;
  std::string symbol = "pi:" + m.method_symbol(method);
  if (auto* g = m.module.getNamedGlobal(symbol)) return g;
  auto map = *method->def->module->impl_map(method->def->row);
  std::string_view entry = map.import_name.empty() ? method->name() : map.import_name;
  std::optional<uint32_t> path = search_path(method->def);
  auto* init = llvm::ConstantStruct::getAnon({llvm::ConstantPointerNull::get(m.ptr()), m.c_string(llvm::StringRef(map.module)), m.c_string(llvm::StringRef(entry)),
                                              m.method_table(method->owner), llvm::ConstantInt::get(m.i32(), path ? abi::kPInvokeSearchPath : 0),
                                              llvm::ConstantInt::get(m.i32(), path.value_or(0))});
  auto* g = new llvm::GlobalVariable(m.module, init->getType(), false, llvm::GlobalValue::LinkOnceODRLinkage, init, symbol);
  g->setVisibility(llvm::GlobalValue::HiddenVisibility);
  g->setDSOLocal(true);
  g->setComdat(m.module.getOrInsertComdat(symbol));
  g->setAlignment(llvm::Align(8));
  return g;
}

Value* resolved_code(MethodImport& mi, Method* method) {
  auto* cell = pinvoke_cell(mi, method);
  auto& b = mi.b;
  auto* known = b.CreateAlignedLoad(mi.m.ptr(), cell, llvm::Align(8));
  known->setAtomic(llvm::AtomicOrdering::Acquire);
  auto* from = b.GetInsertBlock();
  auto* look_up = llvm::BasicBlock::Create(mi.m.llvm, "resolve", mi.fn);
  auto* ready = llvm::BasicBlock::Create(mi.m.llvm, "resolved", mi.fn);
  b.CreateCondBr(b.CreateIsNull(known), look_up, ready);
  b.SetInsertPoint(look_up);
  Value* found = emit_runtime_call(mi, "ahead_pinvoke_resolve", {cell});
  auto* found_in = b.GetInsertBlock();
  b.CreateBr(ready);
  b.SetInsertPoint(ready);
  auto* code = b.CreatePHI(mi.m.ptr(), 2);
  code->addIncoming(known, from);
  code->addIncoming(found, found_in);
  return code;
}

}  // namespace

Value* native_code(MethodImport& mi, Method* method) {
  std::string symbol = pinvoke_symbol(mi.types, method);
  if (symbol.empty()) return resolved_code(mi, method);
  return mi.m.raw_function(symbol, llvm::FunctionType::get(llvm::Type::getVoidTy(mi.m.llvm), false));
}

void emit_pinvoke_call(MethodImport& mi, Method* method, std::vector<StackValue>& args, StackValue* result) {
  emit_unmanaged_call(mi, native_code(mi, method), method->sig, args, method->sig.ret->kind == ElementKind::Void ? nullptr : result);
}

}  // namespace ahead
