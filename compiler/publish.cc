// ahead publish: the SDK builds the project (or single .cs file) into a temporary folder, Ahead compiles the result.
#include <filesystem>
#include <stdexcept>

#include "compile.h"
#include "inputs.h"
#include "link/link.h"
#include "support/cleanup.h"
#include "support/files.h"

namespace fs = std::filesystem;

namespace ahead {

static fs::path project_of(const fs::path& input) {
  if (!fs::is_directory(input)) {
    if (!fs::exists(input)) throw std::runtime_error(input.string() + ": no such file or folder");
    return input;
  }
  std::vector<fs::path> projects;
  for (auto& entry : fs::directory_iterator(input))
    if (auto ending = entry.path().extension(); ending == ".csproj" || ending == ".fsproj" || ending == ".vbproj") projects.push_back(entry.path());
  if (projects.size() != 1) throw std::runtime_error(input.string() + (projects.empty() ? ": no project file here" : ": more than one project file here; name one"));
  return projects[0];
}

static std::string dotnet_program() {
  if (auto dotnet = find_on_path("dotnet"); !dotnet.empty()) return dotnet;
  return find_dotnet_root() + "/dotnet";
}

static void build(const fs::path& project, const std::string& folder, bool verbose) {
  int status = run_program({dotnet_program(), "build", project.string(), "-c", "Release", "-o", folder, "-p:UseAppHost=false", "-nologo", "-v:quiet"}, !verbose);
  if (status) throw std::runtime_error("dotnet build " + project.string() + " failed (exit code " + std::to_string(status) + ")");
}

// The program is the assembly that has a runtimeconfig beside it.
static fs::path built_program(const fs::path& folder, const fs::path& project) {
  std::vector<fs::path> found;
  const std::string ending = ".runtimeconfig.json";
  for (auto& entry : fs::directory_iterator(folder)) {
    auto name = entry.path().filename().string();
    if (name.ends_with(ending)) found.push_back(folder / (name.substr(0, name.size() - ending.size()) + ".dll"));
  }
  for (auto& program : found) if (program.stem() == project.stem()) return program;
  if (found.size() == 1) return found[0];
  throw std::runtime_error(project.string() + (found.empty() ? " built no program; is it a library? (OutputType must be Exe)" : " built more than one program"));
}

static bool is_input_of_compilation(const fs::path& file) {
  auto name = file.filename().string();
  for (auto* ending : {".dll", ".pdb", ".deps.json", ".runtimeconfig.json", ".xml"}) if (name.ends_with(ending)) return true;
  return false;
}

// Content files and native libraries go beside the executable.
static void copy_content(const fs::path& from, const fs::path& to) {
  for (auto& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file() || is_input_of_compilation(entry.path())) continue;
    auto target = to / fs::relative(entry.path(), from);
    fs::create_directories(target.parent_path());
    fs::copy_file(entry.path(), target, fs::copy_options::overwrite_existing);
  }
}

int publish(Options options) {
  if (options.rid.empty()) throw UsageError("publish needs a platform, for example -r linux-x64 (supported: " + supported_platforms() + ")");
  platform(options.rid);
  if (options.input.empty()) options.input = ".";
  auto project = project_of(options.input);
  fs::path output = options.output.empty() ? project.parent_path() / "bin" / "publish" : fs::path(options.output);
  TemporaryFolder folder;
  build(project, folder.path, options.verbose);
  auto program = built_program(folder.path, project);
  std::error_code error;
  fs::create_directories(output, error);
  if (error) throw std::runtime_error("cannot create " + output.string() + ": " + error.message());
  options.input = program.string();
  options.output = (output / program.stem()).string();
  int status = compile(options);
  if (status == 0 && options.why.empty() && options.dump.empty()) copy_content(folder.path, output);
  return status;
}

}  // namespace ahead
