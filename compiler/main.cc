#include <cstdio>
#include <exception>

#include "compile.h"
#include "support/cleanup.h"

using namespace ahead;

static constexpr char kUsage[] =
    "Compiles .NET 10 console programs to native Linux executables.\n\n"
    "  ahead publish App.csproj -r linux-x64 -o folder  a project, a folder with one, or a single .cs file\n"
    "  ahead compile App.dll -o app                     a program that is built already\n"
    "  ahead @App.ahead.rsp                             what publish compiled, again (a response file: one word a line)\n"
    "  ahead --version\n\nOptions\n";

// For the publish targets: FILE as TARGET, which is the old one or the new one at every moment.
static int copy_file(const std::vector<std::string>& words) {
  if (words.size() != 2) throw UsageError("copy needs two files");
  copy_atomically(words[0], words[1]);
  return 0;
}

static int run_command(const std::string& command, const std::vector<std::string>& words) {
  auto options = parse_options(words);
  if (options.help) { printf("%s%s", kUsage, options_help().c_str()); return 0; }
  if (command == "publish") return publish(options);
  if (command != "compile") throw UsageError("unknown command '" + command + "'; try ahead --help");
  if (options.input.empty()) throw UsageError("compile needs a program: ahead compile App.dll -o app");
  return compile(options);
}

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    fprintf(words.empty() ? stderr : stdout, "%s%s", kUsage, options_help().c_str());
    return words.empty() ? 2 : 0;
  }
  if (words[0] == "--version") { puts("ahead " AHEAD_VERSION); return 0; }
  install_interrupt_handler();
  try {
    if (words[0] == "copy") return copy_file({words.begin() + 1, words.end()});
    if (words[0][0] == '@') return run_command("compile", words);
    return run_command(words[0], {words.begin() + 1, words.end()});
  } catch (const UsageError& e) {
    fprintf(stderr, "ahead: error: %s\n", e.what());
    return 2;
  } catch (const std::exception& e) {
    fprintf(stderr, "ahead: error: %s\n", e.what());
    return 1;
  }
}
