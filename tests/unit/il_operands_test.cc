// Every method of CoreLib, open over its own type variables: locals, catch types and the operand of each instruction resolve.
#include <regex>

#include "assemblies.h"
#include "check.h"
#include "il/il.h"

using namespace ahead;

static TypeList own_variables(TypeSystem& types, uint32_t count) {
  std::vector<Type*> args;
  for (uint32_t i = 0; i < count; i++) args.push_back(types.mvar(i));
  return types.intern_list(args);
}

int main() {
  auto folder = assemblies::framework();
  if (folder.empty()) { printf("no framework found, skipped\n"); return check::report(); }
  TypeSystem types;
  for (auto& path : assemblies::framework_assemblies()) types.add_reference(path.stem(), path);
  Module* corelib = types.corelib();
  std::regex unresolved("[0-9a-f]{8} \\(.*\\)\n");  // the dump shows the token and why
  size_t bodies = 0, text = 0;
  for (uint32_t row = 1; row <= corelib->rows(Table::MethodDef); row++) {
    MethodDef* def = types.method_def(corelib, row);
    if (!def->rva) continue;
    std::string error = check::thrown<std::runtime_error>([&] {
      Method* method = types.method(def->owner->open, def, own_variables(types, def->generic_count));
      std::string dumped = dump(types, decode(types, method));
      text += dumped.size();
      if (std::smatch m; std::regex_search(dumped, m, unresolved)) throw std::runtime_error("unresolved operand " + m.str());
    });
    if (!CHECK(error.empty())) printf("%s.%s: %s\n", def->owner->full_name.c_str(), std::string(def->name).c_str(), error.c_str());
    bodies++;
  }
  printf("%zu methods, %zu bytes of text\n", bodies, text);
  return check::report();
}
