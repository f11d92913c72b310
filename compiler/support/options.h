#pragma once
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace ahead {
struct Options {
  std::string input, output, framework_dir, overlay, cache_dir, deps_json, runtimeconfig_json;
  std::vector<std::string> references, satellites;         // files or folders
  std::vector<std::string> descriptors, root_assemblies;
  std::vector<std::string> projects;           // assemblies of the program's own projects (App.deps.json)
  std::vector<std::string> packages;           // assemblies of packages (App.deps.json)
  std::map<std::string, bool, std::less<>> features;
  std::map<std::string, std::string, std::less<>> knobs;
  std::map<std::string, std::string, std::less<>> properties;  // of MSBuild, for publish
  std::vector<std::string> nowarn, warnaserr, nowarnaserr, trimmable;
  bool warnings_as_errors = false, no_single_warn = false, explain_warnings = false, no_trim_warnings = false, no_aot_warnings = false, trim_partial = false, no_lines = false;
  std::string native_lib, header, exports_file;   // "shared" or "static", or a program
  std::vector<std::string> entry_assemblies;
  std::string optimize;                        // "size", or fast code
  bool only_given = false, quick = false, timings = false, verbose = false, no_cache = false, keep_symbols = false, verify = false, help = false;
  std::string why, dump, map_file, symbols_file, report_file, instruction_set = "x86-64-v2", rid, configuration = "Release";
  unsigned threads = 0;                        // 0: hardware
  uint64_t max_bodies = 300000;                // a program that needs more is refused
  uint64_t shuffle_seed = 0;                   // != 0: shuffles work order (determinism test)
};

struct UsageError : std::runtime_error { using runtime_error::runtime_error; };

// Reads the words behind the command ("compile", "publish"); throws UsageError. `@FILE` stands for the words of a response file: one word a
// line, options as --name, --name=value or --name:value; empty lines and lines that begin with # count for nothing.
Options parse_options(const std::vector<std::string>& words);
std::string options_help();
}  // namespace ahead
