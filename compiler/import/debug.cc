// Line tables for methods whose assembly has a PDB: file and line of each instruction, for stack traces (link/lines.cc turns them into a small table).
// Beside such methods the others have a scope as well, without lines: a frame that was inlined is still a frame of the trace.
#include "import/debug.h"

#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/IR/DIBuilder.h>
#include "import/method.h"

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
  t.unit = t.builder.createCompileUnit(llvm::dwarf::DW_LANG_C_plus_plus_14, t.file(document), "ahead", true, "", 0, "",
                                       llvm::DICompileUnit::DebugEmissionKind::LineTablesOnly);
  t.type = t.builder.createSubroutineType(t.builder.getOrCreateTypeArray({}));
  return t;
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
  auto* file = points.empty() ? t.unit->getFile() : t.file(points[0].document);
  uint32_t line = points.empty() ? 0 : points[0].line;
  // Named by the symbol: link/lines.cc finds the method by it.
  mi.scope = t.builder.createFunction(file, mi.fn->getName(), "", file, line, t.type, line,
                                      llvm::DINode::FlagZero, llvm::DISubprogram::SPFlagDefinition | llvm::DISubprogram::SPFlagOptimized);
  mi.fn->setSubprogram(mi.scope);
  if (points.empty()) mi.points.push_back({0, llvm::DILocation::get(mi.m.llvm, 0, 0, mi.scope)});
  for (auto& p : points) {
    // A method may come from several files (constructors with the field initialisers of a partial class).
    llvm::DILocalScope* scope = mi.scope;
    if (p.document != points[0].document) scope = t.builder.createLexicalBlockFile(mi.scope, t.file(p.document));
    mi.points.push_back({p.il_offset, llvm::DILocation::get(mi.m.llvm, p.line, 0, scope)});
  }
  set_line(mi, 0);
}

// A point where the stack is not empty counts only from the next empty one: the just-in-time compiler maps code to IL at such places.
void set_line(MethodImport& mi, uint32_t il_offset, bool begins_block) {
  if (!mi.scope || (!begins_block && !mi.stack.empty())) return;
  auto next = std::upper_bound(mi.points.begin(), mi.points.end(), il_offset, [](uint32_t at, auto& p) { return at < p.first; });
  mi.b.SetCurrentDebugLocation(next == mi.points.begin() ? next->second : std::prev(next)->second);
}

void finish_lines(ModuleContext& m) {
  if (m.lines) m.lines->builder.finalize();
}

}  // namespace ahead
