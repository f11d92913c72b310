// ahead publish: `dotnet publish` with Ahead's targets put into the project (sdk/Ahead.Inject.props), so that a project that knows nothing of Ahead
// is published by the same steps as one that refers to Ahead.Sdk. With --why or --dump the SDK only builds, and the compiler answers.
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

// What the user gave on our command line, for the compiler that the targets start.
static std::string extra_arguments(const Options& options) {
  std::string text;
  auto add = [&](const std::string& word) { text += (text.empty() ? "" : "%3B") + word; };  // a list of MSBuild; its separator has to pass the command line
  if (options.quick) add("--quick");
  if (options.verify) add("--verify");
  if (options.no_cache) add("--no-cache");
  if (options.keep_symbols) add("--keep-symbols");
  if (options.timings) add("--timings");
  if (options.verbose) add("--verbose");
  if (options.threads) add("--threads=" + std::to_string(options.threads));
  if (options.shuffle_seed) add("--shuffle=" + std::to_string(options.shuffle_seed));
  if (options.instruction_set != Options().instruction_set) add("--instruction-set=" + options.instruction_set);  // replaces what the project says
  if (!options.cache_dir.empty()) add("--cache-dir=" + fs::absolute(options.cache_dir).string());
  if (!options.overlay.empty()) add("--overlay=" + fs::absolute(options.overlay).string());
  if (!options.map_file.empty()) add("--map=" + fs::absolute(options.map_file).string());
  if (!options.framework_dir.empty()) add("--framework=" + fs::absolute(options.framework_dir).string());
  for (auto& reference : options.references) add("--reference=" + fs::absolute(reference).string());
  for (auto& [name, on] : options.features) add("--feature=" + name + (on ? "=true" : "=false"));
  for (auto& [name, value] : options.knobs) add("--knob=" + name + "=" + value);
  return text;
}

static std::vector<std::string> dotnet_command(const Options& options, const fs::path& project, const fs::path& output) {
  // Explaining needs the build, and the response file that compiling would use.
  bool explain = !options.why.empty() || !options.dump.empty();
  std::vector<std::string> command = {dotnet_program(), explain ? "build" : "publish", project.string(), "-c", options.configuration, "-r", options.rid, "-nologo", options.verbose ? "-v:normal" : "-v:quiet",
                                      "-p:CustomBeforeMicrosoftCommonProps=" + sysroot() + "/sdk/Ahead.Inject.props", "-p:UseAppHost=false", "-p:PublishDir=" + output.string() + "/"};
  if (auto extra = extra_arguments(options); !extra.empty()) command.push_back("-p:AheadExtraArgs=" + extra);
  for (auto& [name, value] : options.properties) command.push_back("-p:" + name + "=" + value);
  return command;
}

// The answer of --why and --dump: the SDK writes the response file and stops, the compiler takes over here.
static int explain(const Options& options, std::vector<std::string> command, const TemporaryFolder& folder) {
  auto response = folder.path + "/program.rsp";
  command.insert(command.end(), {"-t:Build;AheadPrepare", "-p:_IsPublishing=true", "-p:AheadResponseFile=" + response});
  if (int status = run_program(command, true)) return status;
  auto program = parse_options({"@" + response});
  program.why = options.why;
  program.dump = options.dump;
  return compile(program);
}

int publish(Options options) {
  if (options.rid.empty()) throw UsageError("publish needs a platform, for example -r linux-x64 (supported: " + supported_platforms() + ")");
  platform(options.rid);
  if (options.input.empty()) options.input = ".";
  auto project = project_of(options.input);
  fs::path output = fs::absolute(options.output.empty() ? project.parent_path() / "bin" / "publish" : fs::path(options.output));
  auto command = dotnet_command(options, project, output);
  if (options.why.empty() && options.dump.empty()) return run_program(command, false);
  TemporaryFolder folder;
  return explain(options, command, folder);
}

}  // namespace ahead
