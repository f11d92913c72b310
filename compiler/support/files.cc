#include "support/files.h"

#include "support/cleanup.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace fs = std::filesystem;
extern char** environ;

namespace ahead {

std::string executable_dir() { return fs::read_symlink("/proc/self/exe").parent_path().string(); }

std::string find_on_path(const std::string& program) {
  std::string path = getenv("PATH") ? getenv("PATH") : "";
  for (size_t begin = 0; begin <= path.size();) {
    size_t end = std::min(path.find(':', begin), path.size());
    auto candidate = path.substr(begin, end - begin) + "/" + program;
    std::error_code error;
    if (access(candidate.c_str(), X_OK) == 0 && !fs::is_directory(candidate, error)) return fs::canonical(candidate, error).string();
    begin = end + 1;
  }
  return {};
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::system_error(errno ? errno : ENOENT, std::generic_category(), "cannot read " + path);
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

void write_text(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!file.write(text.data(), std::streamsize(text.size())).flush()) throw std::system_error(errno ? errno : EIO, std::generic_category(), "cannot write " + path);
}

void set_mode(const std::string& path, unsigned mode) {
  mode_t mask = umask(0);
  umask(mask);
  if (chmod(path.c_str(), mode & ~mask)) throw std::system_error(errno, std::generic_category(), "cannot set the mode of " + path);
}

bool file_exists(const std::string& path) { std::error_code e; return fs::is_regular_file(path, e); }

static void show(FILE* output) {
  rewind(output);
  char buffer[4096];
  while (size_t n = fread(buffer, 1, sizeof buffer, output)) fwrite(buffer, 1, n, stderr);
}

int run_program(const std::vector<std::string>& command, bool quiet) {
  std::vector<char*> argv;
  for (auto& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  FILE* output = quiet ? tmpfile() : nullptr;
  for (int fd : {1, 2}) posix_spawn_file_actions_adddup2(&actions, output ? fileno(output) : 2, fd);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);  // the interrupt handler's thread blocks signals for all of us
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t pid;
  int error = posix_spawnp(&pid, argv[0], &actions, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  int status = 127 << 8;
  if (!error) {
    child_started(pid);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    child_ended();
  }
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (output) { if (code) show(output); fclose(output); }
  return code;
}

}  // namespace ahead
