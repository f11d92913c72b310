// Linking in process. The executable is a position-dependent ELF file: without relocations to apply at start, its tables are pages
// of the file. Against glibc it is dynamic, and what it imports is resolved lazily; against musl it is static.
#include "link/link.h"

#include <lld/Common/Driver.h>
#include <llvm/Support/raw_ostream.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "link/lines.h"
#include "support/cleanup.h"

LLD_HAS_DRIVER(elf)

namespace ahead {

static std::vector<std::string> write_objects(const LinkInput& input, const std::string& folder) {
  std::vector<std::string> paths;
  for (auto& object : input.objects) {
    char name[32];
    snprintf(name, sizeof name, "/%06zu.o", paths.size());
    paths.push_back(folder + name);
    std::ofstream file(paths.back(), std::ios::binary);
    file.write(object.data(), std::streamsize(object.size()));
    if (!file.flush()) throw std::system_error(errno, std::generic_category(), "cannot write " + paths.back());
  }
  return paths;
}

// Objects compiled with a PDB at hand.
static bool has_lines(const LinkInput& input) {
  if (input.no_lines) return false;
  for (auto& object : input.objects)
    if (std::string_view(object.data(), object.size()).find(".debug_line") != std::string_view::npos) return true;
  return false;
}

// Replaces the debug sections by the table that stack traces use.
static void append_lines(const std::string& path, bool keep_symbols) {
  std::string table = line_table(path);
  std::ifstream in(path, std::ios::binary);
  std::vector<char> elf{std::istreambuf_iterator<char>(in), {}};
  in.close();
  if (!keep_symbols) strip(elf);
  elf.insert(elf.end(), table.begin(), table.end());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(elf.data(), std::streamsize(elf.size()));
  if (!out.flush()) throw std::system_error(errno, std::generic_category(), "cannot write " + path);
}

static std::vector<std::string> arguments(const LinkInput& input, const std::vector<std::string>& objects, const std::string& output) {
  auto& target = *input.platform;
  std::vector<std::string> args = {"ld.lld", "-o", output, "-no-pie", "--gc-sections", "--icf=safe", "--build-id=none", "--hash-style=gnu",
      "--eh-frame-hdr", "-O1", "--as-needed", "-z", "noseparate-code", "-z", "norelro", "-z", "lazy", "-z", "noexecstack",
      "--error-limit=0", "--color-diagnostics=never"};
  if (target.is_static) args.push_back("-static");
  else args.insert(args.end(), {"-dynamic-linker", target.loader});
  if (!input.keep_symbols && !has_lines(input)) args.push_back("--strip-all");
  if (!input.map_file.empty()) args.push_back("-Map=" + input.map_file);
  auto add = [&](const std::vector<std::string>& files) { args.insert(args.end(), files.begin(), files.end()); };
  // libgcc refers to these weakly, which takes nothing out of an archive, and then calls them.
  if (target.is_static)
    for (auto* name : {"pthread_once", "pthread_key_create", "pthread_setspecific", "pthread_getspecific", "pthread_mutex_lock", "pthread_mutex_unlock"})
      args.insert(args.end(), {"-u", name});
  add(sysroot_files(target, target.start_files));
  add(objects);
  add(runtime_archives());
  add(sysroot_files(target, target.libraries));
  add(sysroot_files(target, target.end_files));
  return args;
}

static void run_lld(const std::vector<std::string>& args) {
  std::vector<const char*> argv;
  for (auto& arg : args) argv.push_back(arg.c_str());
  std::string text;
  llvm::raw_string_ostream out(text);
  auto result = lld::lldMain(argv, out, out, {{lld::Gnu, &lld::elf::link}});
  if (result.retCode) throw std::runtime_error("linking failed:\n" + text);
}

// mkstemp made the file private; an executable has the permissions that the user's umask gives.
static void make_executable(const std::string& path) {
  mode_t mask = umask(0);
  umask(mask);
  if (chmod(path.c_str(), 0777 & ~mask)) throw std::system_error(errno, std::generic_category(), "cannot make executable " + path);
}

void link_executable(const LinkInput& input) {
  TemporaryFile output(input.output);
  TemporaryFolder folder;
  run_lld(arguments(input, write_objects(input, folder.path), output.path));
  if (has_lines(input)) append_lines(output.path, input.keep_symbols);
  make_executable(output.path);
  output.commit();
}

}  // namespace ahead
