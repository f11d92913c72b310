// lld in process. The sysroot (start files, libc stubs, libgcc_eh.a, runtime archive) lies beside the compiler: <exe>/../lib/ahead.
#pragma once
#include <set>
#include <string>
#include <vector>

namespace ahead {

struct LinkInput {
  std::vector<std::vector<char>> objects;      // in memory; written to a temporary folder that is removed
  std::string output;                          // written atomically (temporary name, rename); nothing left on failure
  bool keep_symbols = false;                   // default: stripped
  std::string map_file;
};
// Throws std::runtime_error with lld's text on failure.
void link_executable(const LinkInput&);
// Global symbols that the runtime archive and the libraries it ships define; to find entries that nobody implements.
const std::set<std::string>& runtime_symbols();
std::string sysroot();                         // <exe dir>/../lib/ahead

}  // namespace ahead
