#include "data/context.h"

#include <algorithm>
#include <llvm/IR/Instructions.h>
#include "codegen/codegen.h"

namespace ahead {

namespace {

// The types that survive() mentions, plus what their descriptors point to.
struct Closure {
  TypeSystem& types; std::unordered_map<Type*, std::string>& names; std::vector<Type*> work;
  void add(Type* t) {
    if (!t || names.contains(t)) return;
    names.emplace(t, std::string());
    work.push_back(t);
  }
  void run() {
    while (!work.empty()) {
      Type* t = work.back();
      work.pop_back();
      add(t->element);
      if (t->fn) {
        add(t->fn->ret);
        for (Type* p : t->fn->params) add(p);
      }
      for (Type* a : t->args) add(a);
      if (t->def) {
        // The variables of an open definition get MethodTables of their own (type_info_of_variable).
        if (t->is_generic() && t != t->def->open) add(t->def->open);
        if (t->def->enclosing) add(t->def->enclosing->open);
        if (t->is_enum) add(types.enum_underlying(t));
      }
      if (!t->open || (t->def && t == t->def->open)) add(types.base(t));
    }
  }
};

bool is_open_definition(Type* t) { return t->def && t == t->def->open && t->is_generic(); }

}  // namespace

DataContext::DataContext(Program& p, llvm::Module& m) : program(p), types(*p.types), module(m), llvm(m.getContext()) {
  module.setTargetTriple(target_triple());
  module.setDataLayout(data_layout());
  module.setPICLevel(llvm::PICLevel::BigPIC);
  module.setPIELevel(llvm::PIELevel::Large);
  native.insert(program.internal_calls.begin(), program.internal_calls.end());
  native.insert(program.pinvokes.begin(), program.pinvokes.end());
  Closure closure{types, names, {}};
  for (Type* t : program.type_order) closure.add(t);
  for (Method* method : program.methods)          // a failing static constructor names its type
    if (method->def && method->def->is_cctor()) closure.add(method->owner);
  closure.add(types.well_known("System.RuntimeType"));
  closure.run();
  // Types that mention variables, other than whole definitions, cannot be described: they only occur inside them.
  std::erase_if(names, [](auto& e) { return e.first->open && !is_open_definition(e.first); });
  for (auto& [type, name] : names) { name = types.type_name(type); order.push_back(type); }
  std::sort(order.begin(), order.end(), [&](Type* a, Type* b) { return names[a] < names[b]; });
  for (Type* t : order) number[t] = uint32_t(number.size());
  reflected.insert(program.reflection.types.begin(), program.reflection.types.end());
}

bool DataContext::constructed(Type* t) const {
  auto it = program.type_state.find(t);
  return it != program.type_state.end() && it->second.constructed;
}

llvm::Constant* DataContext::text(std::string_view s) {
  auto& g = strings[std::string(s)];
  if (!g) {
    auto* init = llvm::ConstantDataArray::getString(llvm, llvm::StringRef(s.data(), s.size()));
    g = new llvm::GlobalVariable(module, init->getType(), true, llvm::GlobalValue::PrivateLinkage, init, "s");
    g->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
    g->setAlignment(llvm::Align(1));
  }
  return g;
}

llvm::Constant* DataContext::list(std::vector<llvm::Constant*> elements) {
  if (elements.empty()) return null();
  auto& c = lists[elements];
  if (!c) c = define("", llvm::ConstantArray::get(llvm::ArrayType::get(elements[0]->getType(), elements.size()), elements), true, false);
  return c;
}

llvm::Constant* DataContext::distance(llvm::GlobalVariable* from, uint64_t offset, llvm::Constant* target) {
  if (target->isNullValue()) return c32(0);
  auto* i64 = llvm::Type::getInt64Ty(llvm);
  auto* here = llvm::ConstantExpr::getGetElementPtr(llvm::Type::getInt8Ty(llvm), from, c64(offset));
  auto* difference = llvm::ConstantExpr::getSub(llvm::ConstantExpr::getPtrToInt(target, i64), llvm::ConstantExpr::getPtrToInt(here, i64));
  return llvm::ConstantExpr::getTrunc(difference, llvm::Type::getInt32Ty(llvm));
}

llvm::Constant* DataContext::record(llvm::ArrayRef<llvm::Constant*> fields, llvm::ArrayRef<bool> relative) {
  llvm::SmallVector<llvm::Type*, 24> types;
  for (size_t i = 0; i < fields.size(); i++) types.push_back(relative[i] ? llvm::Type::getInt32Ty(llvm) : fields[i]->getType());
  auto* type = llvm::StructType::get(llvm, types);
  auto* g = define("", llvm::Constant::getNullValue(type), true, false);
  g->setAlignment(llvm::Align(4));
  auto* layout = module.getDataLayout().getStructLayout(type);
  llvm::SmallVector<llvm::Constant*, 24> values;
  for (size_t i = 0; i < fields.size(); i++)
    values.push_back(relative[i] ? distance(g, layout->getElementOffset(i).getFixedValue(), fields[i]) : fields[i]);
  g->setInitializer(llvm::ConstantStruct::get(type, values));
  return g;
}

llvm::GlobalVariable* DataContext::define(const std::string& name, llvm::Constant* init, bool constant, bool exported) {
  auto* g = new llvm::GlobalVariable(module, init->getType(), constant, exported ? llvm::GlobalValue::ExternalLinkage : llvm::GlobalValue::PrivateLinkage,
                                     init, name);
  if (exported) g->setVisibility(llvm::GlobalValue::HiddenVisibility);
  g->setDSOLocal(true);
  return g;
}

llvm::GlobalVariable* DataContext::method_table_symbol(const std::string& name) {
  return module.getNamedGlobal("mt:" + name);
}

llvm::Constant* DataContext::method_table(Type* t) {
  return has(t) ? llvm::cast<llvm::Constant>(method_table_symbol(name(t))) : null();
}

llvm::Constant* DataContext::external_code(const std::string& symbol) {
  if (auto* f = module.getFunction(symbol)) return f;
  auto* f = llvm::Function::Create(llvm::FunctionType::get(llvm::Type::getVoidTy(llvm), false), llvm::GlobalValue::ExternalLinkage, symbol, module);
  f->setVisibility(llvm::GlobalValue::HiddenVisibility);
  f->setDSOLocal(true);
  return f;
}

llvm::Constant* DataContext::code(Method* m, bool unboxed_receiver) {
  if (!m || !m->def || m->def->is_abstract()) return null();
  if (!program.method_set.contains(m) && !native.contains(m)) return null();
  return external_code((unboxed_receiver ? "ub:" : "") + types.method_name(m));
}

llvm::Constant* DataContext::invoke_stub(Method* m) { return external_code("iv:" + types.method_name(m)); }

llvm::Constant* DataContext::trap(const std::string& what) {
  std::string symbol = "trap:" + what;
  if (auto* f = module.getFunction(symbol)) return f;
  auto* none = llvm::Type::getVoidTy(llvm);
  auto* f = llvm::Function::Create(llvm::FunctionType::get(none, false), llvm::GlobalValue::InternalLinkage, symbol, module);
  f->addFnAttr("frame-pointer", "all");
  f->setUWTableKind(llvm::UWTableKind::Async);
  auto* missing = llvm::cast<llvm::Function>(module.getOrInsertFunction("ahead_missing", llvm::FunctionType::get(none, {ptr()}, false)).getCallee());
  missing->setVisibility(llvm::GlobalValue::HiddenVisibility);
  auto* block = llvm::BasicBlock::Create(llvm, "", f);
  llvm::CallInst::Create(missing->getFunctionType(), missing, {text(what)}, "", block);
  new llvm::UnreachableInst(llvm, block);
  return f;
}

llvm::Constant* DataContext::offset_in(llvm::Constant* base, int64_t bytes) {
  if (!bytes) return base;
  return llvm::ConstantExpr::getGetElementPtr(i8(), base, llvm::ConstantInt::getSigned(i64(), bytes));
}

void DataContext::alias(const std::string& name, llvm::Constant* to) {
  auto* a = llvm::GlobalAlias::create(i8(), 0, llvm::GlobalValue::ExternalLinkage, name, to, &module);
  a->setVisibility(llvm::GlobalValue::HiddenVisibility);
  a->setDSOLocal(true);
}

// An alias of an address constant is an absolute symbol; LLVM has no such alias for address 0.
void DataContext::absolute(const std::string& name, uint64_t value) {
  alias(name, llvm::ConstantExpr::getIntToPtr(c64(value), ptr()));
}

}  // namespace ahead
