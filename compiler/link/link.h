// lld in process. The sysroot (start files, libc stubs, libgcc_eh.a, runtime archive) lies beside the compiler: <exe>/../lib/ahead.
#pragma once
#include <set>
#include <string>
#include <vector>
#include "link/sizes.h"

namespace ahead {

// One row of platforms.def.
struct Platform {
  const char *rid, *folder;
  bool is_static;
  const char *loader, *start_files, *libraries, *end_files, *library_libraries;
};
// Throws std::runtime_error for a platform that is not supported, naming those that are.
const Platform& platform(const std::string& rid);
std::string supported_platforms();             // "linux-x64, …"

// What native code can call: from a library, everything else is hidden; from a program, besides its main.
enum class Product { Executable, SharedLibrary, StaticLibrary };

struct LinkInput {
  std::vector<std::vector<char>> objects;      // in memory; written to a temporary folder that is removed
  std::string output;                          // written atomically (temporary name, rename); nothing left on failure
  bool keep_symbols = false;                   // default: stripped
  std::string symbols_file;                    // where the symbols go instead; may be empty
  std::vector<Piece>* pieces = nullptr;        // receives what the file consists of
  std::string map_file;
  const Platform* platform = nullptr;
  bool no_lines = false;                       // no table of source lines for stack traces
  Product product = Product::Executable;
  std::vector<std::string> exports;            // symbols that other code may use
};
// Throws std::runtime_error with lld's text on failure.
void link_program(const LinkInput&);
// {global: …; local: *;}: what ld calls a version script.
std::string version_script(const std::vector<std::string>& exports);
// Global symbols that the runtime archive and the platform's libraries define; to find entries that nobody implements.
std::set<std::string> runtime_symbols(const Platform&);
std::vector<std::string> sysroot_files(const Platform&, const char* names);   // paths of the files of one platform
std::vector<std::string> runtime_archives();    // ours, whatever the platform
std::string sysroot();                         // <exe dir>/../lib/ahead

}  // namespace ahead
