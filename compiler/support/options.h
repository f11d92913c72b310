#pragma once
#include <map>
#include <string>
#include <vector>

namespace ahead {
struct Options {
  std::string input, output, framework_dir, overlay, cache_dir, deps_json, runtimeconfig_json;
  std::vector<std::string> references;         // files or folders
  std::map<std::string, bool, std::less<>> features;
  std::map<std::string, std::string, std::less<>> knobs;
  bool quick = false, timings = false, verbose = false, no_cache = false, keep_symbols = false;
  std::string why, dump, map_file, cpu = "x86-64-v2";
  unsigned threads = 0;                        // 0: hardware
  uint64_t shuffle_seed = 0;                   // != 0: shuffles work order (determinism test)
};
}  // namespace ahead
