// Inputs of the reader tests: the framework that is installed and the fixtures beside the tests.
#pragma once
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace assemblies {
namespace fs = std::filesystem;

inline std::vector<uint8_t> read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline fs::path fixture(const char* name) { return fs::path(__FILE__).parent_path() / "fixtures" / name; }

// Newest Microsoft.NETCore.App below AHEAD_TEST_FRAMEWORK, DOTNET_ROOT or the usual places; empty if there is none.
inline fs::path framework() {
  if (const char* dir = getenv("AHEAD_TEST_FRAMEWORK")) return dir;
  const char* root = getenv("DOTNET_ROOT");
  std::vector<fs::path> found;
  for (fs::path base : {fs::path(root ? root : ""), fs::path("/usr/share/dotnet"), fs::path("/usr/lib/dotnet")}) {
    std::error_code error;
    for (auto& entry : fs::directory_iterator(base / "shared/Microsoft.NETCore.App", error))
      if (fs::exists(entry.path() / "System.Private.CoreLib.dll")) found.push_back(entry.path());
    if (!found.empty()) break;
  }
  return found.empty() ? fs::path() : *std::max_element(found.begin(), found.end());
}

inline std::vector<fs::path> framework_assemblies() {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto& entry : fs::directory_iterator(framework(), error))
    if (entry.path().extension() == ".dll") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}
}  // namespace assemblies
