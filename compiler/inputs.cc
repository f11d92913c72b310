#include "inputs.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/files.h"

namespace fs = std::filesystem;
using nlohmann::json;

namespace ahead {

static constexpr int kFrameworkMajor = 10;

static std::string beside(const std::string& app, const char* ending) { return fs::path(app).replace_extension(ending).string(); }

static json read_json(const std::string& path) {
  try {
    return json::parse(read_text(path), nullptr, true, /*ignore_comments=*/true);
  } catch (const json::exception& e) { throw std::runtime_error(path + ": not valid JSON: " + e.what()); }
}

// ---- framework ----

std::string find_dotnet_root() {
  if (auto* root = getenv("DOTNET_ROOT"); root && *root && fs::is_directory(fs::path(root) / "shared")) return root;
  if (auto dotnet = find_on_path("dotnet"); !dotnet.empty())
    if (auto root = fs::path(dotnet).parent_path(); fs::is_directory(root / "shared")) return root.string();
  for (auto* root : {"/usr/share/dotnet", "/usr/lib/dotnet"})
    if (fs::is_directory(fs::path(root) / "shared")) return root;
  throw std::runtime_error("the .NET SDK was not found: set DOTNET_ROOT, put dotnet on PATH, or name the class library by --framework");
}

static std::array<int, 3> version_numbers(const std::string& text) {
  std::array<int, 3> v{};
  sscanf(text.c_str(), "%d.%d.%d", &v[0], &v[1], &v[2]);
  return v;
}

// The newest 10.0.x of a shared framework; "" if there is none.
static std::string newest(const std::string& root, const std::string& framework) {
  std::string best;
  std::error_code error;
  for (auto& entry : fs::directory_iterator(fs::path(root) / "shared" / framework, error)) {
    auto name = entry.path().filename().string();
    if (version_numbers(name)[0] == kFrameworkMajor && (best.empty() || version_numbers(name) > version_numbers(best))) best = name;
  }
  return best.empty() ? "" : (fs::path(root) / "shared" / framework / best).string();
}

static std::string find_framework(const Options& options) {
  if (!options.framework_dir.empty()) {
    if (!file_exists(options.framework_dir + "/System.Private.CoreLib.dll"))
      throw std::runtime_error(options.framework_dir + ": no class library here (System.Private.CoreLib.dll)");
    return options.framework_dir;
  }
  auto root = find_dotnet_root();
  if (auto dir = newest(root, "Microsoft.NETCore.App"); !dir.empty()) return dir;
  throw std::runtime_error("no Microsoft.NETCore.App 10.0 in " + root + "/shared: install the .NET 10 SDK, or name the class library by --framework");
}

// ---- App.runtimeconfig.json ----

static void check_framework_version(const std::string& app, const json& framework) {
  auto name = framework.value("name", "");
  auto version = framework.value("version", "");
  if (name == "Microsoft.NETCore.App" && !version.empty() && version_numbers(version)[0] != kFrameworkMajor)
    throw std::runtime_error(app + " targets .NET " + version + "; only .NET 10 is supported (set <TargetFramework>net10.0</TargetFramework>)");
}

static void read_runtimeconfig(const std::string& app, Options& options, std::vector<std::string>& frameworks) {
  auto path = options.runtimeconfig_json.empty() ? beside(app, ".runtimeconfig.json") : options.runtimeconfig_json;
  if (!file_exists(path)) return;
  auto config = read_json(path);
  auto runtime = config.value("runtimeOptions", json::object());
  auto note = [&](const json& framework) { check_framework_version(app, framework); frameworks.push_back(framework.value("name", "")); };
  if (runtime.contains("framework")) note(runtime["framework"]);
  for (auto* list : {"frameworks", "includedFrameworks"})
    for (auto& framework : runtime.value(list, json::array())) note(framework);
  const auto properties = runtime.value("configProperties", json::object());   // items() refers into it
  for (auto& [name, value] : properties.items()) {
    if (value.is_boolean()) options.features.emplace(name, value.get<bool>());
    options.knobs.emplace(name, value.is_string() ? value.get<std::string>() : value.dump());
  }
}

// ---- references ----

static void add_folder(Inputs& inputs, const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".dll") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (auto& file : files) inputs.references.push_back({file.stem().string(), file.string()});
}

// App/de/App.resources.dll
static void add_satellites(Inputs& inputs, const fs::path& folder) {
  std::error_code error;
  for (auto& culture : fs::directory_iterator(folder, error))
    if (culture.is_directory(error))
      for (auto& entry : fs::directory_iterator(culture.path(), error))
        if (entry.path().filename().string().ends_with(".resources.dll")) inputs.satellites.push_back(entry.path().string());
}

static std::vector<fs::path> package_folders() {
  std::vector<fs::path> folders;
  if (auto* dir = getenv("NUGET_PACKAGES"); dir && *dir) folders.push_back(dir);
  if (auto* home = getenv("HOME"); home && *home) folders.push_back(fs::path(home) / ".nuget" / "packages");
  return folders;
}

// Assets of packages that the build did not copy beside the app.
static void add_package(Inputs& inputs, const json& library, const std::string& asset) {
  auto path = library.value("path", "");
  if (path.empty()) return;
  for (auto& folder : package_folders())
    if (auto file = folder / path / asset; file_exists(file.string())) inputs.references.push_back({file.stem().string(), file.string()});
}

static void read_deps(Inputs& inputs, Options& options) {
  auto path = options.deps_json.empty() ? beside(inputs.app, ".deps.json") : options.deps_json;
  if (!file_exists(path)) return;
  auto deps = read_json(path);
  auto target = deps.value("runtimeTarget", json::object()).value("name", "");
  auto libraries = deps.value("libraries", json::object());
  const auto targets = deps.value("targets", json::object()).value(target, json::object());
  for (auto& [library, facts] : targets.items()) {
    const auto assets = facts.value("runtime", json::object());
    auto type = libraries.value(library, json::object()).value("type", "");
    for (auto& [asset, ignored] : assets.items()) {
      if (type == "project" || type == "package") (type == "project" ? options.projects : options.packages).push_back(fs::path(asset).stem().string());
      auto local = fs::path(inputs.app).parent_path() / fs::path(asset).filename();
      if (file_exists(local.string())) inputs.references.push_back({local.stem().string(), local.string()});
      else add_package(inputs, libraries.value(library, json::object()), asset);
    }
  }
}

static void check_app(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) throw std::runtime_error(path + ": no such file");
  if (fs::is_directory(path, error)) throw std::runtime_error(path + " is a folder; name the program's .dll");
  std::ifstream file(path, std::ios::binary);
  char magic[2] = {};
  file.read(magic, 2);
  if (magic[0] != 'M' || magic[1] != 'Z') throw std::runtime_error(path + " is not a .NET assembly (no PE file)");
}

Inputs find_inputs(Options& options) {
  Inputs inputs;
  inputs.app = options.input;
  check_app(inputs.app);
  std::vector<std::string> frameworks;
  if (!options.only_given) read_runtimeconfig(inputs.app, options, frameworks);
  inputs.framework = find_framework(options);
  for (auto& reference : options.references) {
    if (fs::is_directory(reference)) add_folder(inputs, reference);
    else if (file_exists(reference)) inputs.references.push_back({fs::path(reference).stem().string(), reference});
    else throw std::runtime_error("--reference " + reference + ": no such file or folder");
  }
  for (auto& satellite : options.satellites) {
    if (!file_exists(satellite)) throw std::runtime_error("--satellite " + satellite + ": no such file");
    inputs.satellites.push_back(satellite);
  }
  if (!options.only_given) {
    read_deps(inputs, options);
    auto folder = fs::path(inputs.app).parent_path();
    add_folder(inputs, folder.empty() ? "." : folder.string());
    add_satellites(inputs, folder.empty() ? "." : folder);
  }
  add_folder(inputs, inputs.framework);
  if (std::find(frameworks.begin(), frameworks.end(), "Microsoft.AspNetCore.App") != frameworks.end())
    if (auto dir = newest(find_dotnet_root(), "Microsoft.AspNetCore.App"); !dir.empty()) add_folder(inputs, dir);
  return inputs;
}

}  // namespace ahead
