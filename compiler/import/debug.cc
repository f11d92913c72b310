// DWARF for methods whose assembly has a PDB. File and line of each instruction serve stack traces (link/lines.cc turns them into a small table); types and
// variables are added when a debugger is to be served, too. Beside such methods the others have a scope as well, without lines: a frame that was inlined is
// still a frame of the trace.
#include "import/debug.h"

#include <llvm/BinaryFormat/Dwarf.h>
#include "import/debug_types.h"
#include "import/method.h"
#include "support/dwarf_names.h"

namespace ahead {

struct LineTables {
  explicit LineTables(llvm::Module& m) : builder(m) {
    m.addModuleFlag(llvm::Module::Warning, "Debug Info Version", llvm::DEBUG_METADATA_VERSION);
    m.addModuleFlag(llvm::Module::Warning, "Dwarf Version", 5);
  }
  llvm::DIBuilder builder;
  llvm::DICompileUnit* unit = nullptr;
  llvm::DISubroutineType* type = nullptr;
  std::map<std::string, llvm::DIFile*, std::less<>> files;
  std::unique_ptr<DebugTypes> types;                  // null: lines only

  llvm::DIFile* file(std::string_view path) {
    auto& file = files[std::string(path)];
    if (file) return file;
    auto slash = path.find_last_of("/\\");
    auto folder = slash == path.npos ? std::string_view() : path.substr(0, slash);
    auto name = slash == path.npos ? path : path.substr(slash + 1);
    return file = builder.createFile(llvm::StringRef(name), llvm::StringRef(folder));
  }
};

namespace {

constexpr uint32_t kHiddenLine = 0xfeefee;

// As StackTrace reads them: a hidden point belongs to the visible one before it.
std::vector<SequencePoint> visible_points(Method* method) {
  if (!method->def) return {};
  MethodDef* d = method->def->overlay ? method->def->overlay : method->def;
  auto points = d->module->sequence_points(d->row);
  std::erase_if(points, [](auto& p) { return p.line == kHiddenLine; });
  return points;
}

LineTables& tables(ModuleContext& m, std::string_view document) {
  if (m.lines) return *m.lines;
  m.lines = std::make_shared<LineTables>(m.module);
  auto& t = *m.lines;
  auto* main = t.file(document);
  using Kind = llvm::DICompileUnit::DebugEmissionKind;
  t.unit = t.builder.createCompileUnit(llvm::dwarf::DW_LANG_C_plus_plus_14, main, kDebugProducer, !m.options.quick, "", 0, "",
                                       m.options.debug_info ? Kind::FullDebug : Kind::LineTablesOnly, 0, true, false, llvm::DICompileUnit::DebugNameTableKind::None);
  if (m.options.debug_info) t.types = std::make_unique<DebugTypes>(m, t.builder, main);
  t.type = t.builder.createSubroutineType(t.builder.getOrCreateTypeArray({}));
  return t;
}

// The IL ranges of the method's variables; a variable is visible in its innermost one.
struct Blocks {
  struct Block { uint32_t begin, end; llvm::DILocalScope* scope; };
  std::vector<Block> list;                            // outer ones first; the method itself covers everything
  llvm::DILocalScope* around(uint32_t begin, uint32_t end) const {
    return std::find_if(list.rbegin(), list.rend(), [&](auto& b) { return b.begin <= begin && end <= b.end; })->scope;
  }
};

uint32_t end_of(const LocalVariable& v) { return v.begin + v.length; }

const SequencePoint& point_at(const std::vector<SequencePoint>& points, uint32_t il_offset) {
  auto next = std::upper_bound(points.begin(), points.end(), il_offset, [](uint32_t at, auto& p) { return at < p.il_offset; });
  return next == points.begin() ? *next : *std::prev(next);
}

}  // namespace

// Of one method.
struct MethodLines {
  std::vector<SequencePoint> source;
  std::vector<LocalVariable> variables;
  llvm::DISubprogram* scope = nullptr;
  Blocks blocks;
  std::vector<std::pair<uint32_t, llvm::DILocation*>> points;      // by IL offset
};

namespace {

const MethodDef* definition(Method* m) { return m->def->overlay ? m->def->overlay : m->def; }

// link/lines.cc finds the method by its symbol: the name, or an annotation when debuggers are to see the name that the programmer gave. (They would
// show a linkage name instead of that.)
llvm::DISubprogram* subprogram(MethodImport& mi, LineTables& t, llvm::DIFile* file, unsigned line) {
  auto flags = llvm::DISubprogram::SPFlagDefinition | (mi.m.options.quick ? llvm::DISubprogram::SPFlagZero : llvm::DISubprogram::SPFlagOptimized);
  auto symbol = mi.fn->getName();
  if (!t.types || !line) return t.builder.createFunction(file, symbol, "", file, line, t.type, line, llvm::DINode::FlagZero, flags);
  auto* declaration = t.types->declare(mi.method, symbol, file, line);
  return t.builder.createFunction(declaration->getScope(), declaration->getName(), "", file, line, declaration->getType(), line, llvm::DINode::FlagPrototyped, flags,
                                  nullptr, declaration);
}

void make_blocks(MethodLines& l, LineTables& t) {
  l.blocks.list.push_back({0, UINT32_MAX, l.scope});
  for (auto& v : l.variables) {
    auto same = [&](auto& b) { return b.begin == v.begin && b.end == end_of(v); };
    if (v.begin == 0 || std::any_of(l.blocks.list.begin(), l.blocks.list.end(), same)) continue;
    auto* outer = l.blocks.around(v.begin, end_of(v));
    l.blocks.list.push_back({v.begin, end_of(v), t.builder.createLexicalBlock(outer, l.scope->getFile(), point_at(l.source, v.begin).line, 0)});
  }
}

void declare(MethodImport& mi, LineTables& t, llvm::DILocalVariable* variable, llvm::Value* address) {
  auto* at = llvm::DILocation::get(mi.m.llvm, variable->getLine(), 0, variable->getScope());
  t.builder.insertDeclare(address, variable, t.builder.createExpression(), at, mi.b.GetInsertBlock());
}

void declare_arguments(MethodImport& mi, LineTables& t, llvm::DISubprogram* scope) {
  auto* d = definition(mi.method);
  unsigned first = mi.method->sig.has_this;
  std::vector<std::string_view> names(mi.args.size());
  auto row = d->module->method_def(d->row);
  for (uint32_t p = row.param_begin; p < row.param_end; p++) {
    auto param = d->module->param(p);
    if (param.sequence && param.sequence - 1 + first < names.size()) names[param.sequence - 1 + first] = param.name;
  }
  if (first) names[0] = "this";
  for (unsigned i = 0; i < mi.args.size(); i++) {
    bool self = i < first;
    auto* type = self ? t.types->self(mi.method->owner) : t.types->location(mi.args[i].type);
    if (!type || names[i].empty()) continue;
    auto flags = self ? llvm::DINode::FlagArtificial | llvm::DINode::FlagObjectPointer : llvm::DINode::FlagZero;
    declare(mi, t, t.builder.createParameterVariable(scope, names[i], i + 1, scope->getFile(), scope->getLine(), type, true, flags), mi.args[i].address);
  }
}

}  // namespace

void prepare_lines(ModuleContext& m, const std::vector<Method*>& methods) {
  for (Method* method : methods) {
    auto points = visible_points(method);
    if (!points.empty()) return void(tables(m, points[0].document));
  }
}

void start_lines(MethodImport& mi) {
  auto points = visible_points(mi.method);
  if (points.empty() && !mi.m.lines) return;
  auto& t = points.empty() ? *mi.m.lines : tables(mi.m, points[0].document);
  mi.lines = std::make_shared<MethodLines>();
  auto& l = *mi.lines;
  l.source = std::move(points);
  l.scope = l.source.empty() ? subprogram(mi, t, t.unit->getFile(), 0) : subprogram(mi, t, t.file(l.source[0].document), l.source[0].line);
  mi.fn->setSubprogram(l.scope);
  auto* d = definition(mi.method);
  if (t.types && !l.source.empty()) l.variables = d->module->local_variables(d->row);
  make_blocks(l, t);
  if (l.source.empty()) l.points.push_back({0, llvm::DILocation::get(mi.m.llvm, 0, 0, l.scope)});
  for (auto& p : l.source) {
    // A method may come from several files (constructors with the field initialisers of a partial class).
    auto* scope = l.blocks.around(p.il_offset, p.il_offset + 1);
    if (p.document != l.source[0].document) scope = t.builder.createLexicalBlockFile(scope, t.file(p.document));
    l.points.push_back({p.il_offset, llvm::DILocation::get(mi.m.llvm, p.line, 0, scope)});
  }
  set_line(mi, 0);
}

void declare_variables(MethodImport& mi) {
  if (!mi.lines || mi.lines->source.empty() || !mi.m.lines->types) return;
  auto &t = *mi.m.lines;
  auto &l = *mi.lines;
  declare_arguments(mi, t, l.scope);
  for (auto& v : l.variables) {
    auto* type = v.slot < mi.locals.size() ? t.types->location(mi.locals[v.slot].type) : nullptr;
    if (!type) continue;
    auto* scope = v.begin ? l.blocks.around(v.begin, end_of(v)) : l.scope;
    declare(mi, t, t.builder.createAutoVariable(scope, v.name, l.scope->getFile(), point_at(l.source, v.begin).line, type, true), mi.locals[v.slot].address);
  }
}

// A point where the stack is not empty counts only from the next empty one: the just-in-time compiler maps code to IL at such places.
void set_line(MethodImport& mi, uint32_t il_offset, bool begins_block) {
  if (!mi.lines || (!begins_block && !mi.stack.empty())) return;
  auto& points = mi.lines->points;
  auto next = std::upper_bound(points.begin(), points.end(), il_offset, [](uint32_t at, auto& p) { return at < p.first; });
  mi.b.SetCurrentDebugLocation(next == points.begin() ? next->second : std::prev(next)->second);
}

void finish_lines(ModuleContext& m) {
  if (!m.lines) return;
  if (m.lines->types) m.lines->types->finish();
  m.lines->builder.finalize();
}

}  // namespace ahead
