// Linking in process. The executable is a position-dependent ELF file: without relocations to apply at start, its tables are pages
// of the file. Against glibc it is dynamic, and what it imports is resolved lazily; against musl it is static.
//
// All code is position independent, so that the same objects make libraries. A shared one exports nothing but the entry points; one for musl takes what it
// needs of the C library from the process that loads it. A static one is an archive of the program's objects and the runtime's: whoever
// links it brings the C library and the unwinder.
#include "link/link.h"

#include <lld/Common/Driver.h>
#include <llvm/Object/ArchiveWriter.h>
#include <llvm/Support/raw_ostream.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "link/absolute.h"
#include "link/lines.h"
#include "link/symbols.h"
#include "support/cleanup.h"
#include "support/files.h"

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

// The symbols and debug sections stay in the executable, go to a file of their own, or are dropped; the table for stack traces is the executable's end.
static void finish_symbols(const LinkInput& input, const std::string& executable, TemporaryFile* symbols) {
  std::string table = has_lines(input) ? line_table(executable) : "";
  std::string debug = symbols ? debug_file(executable) : "";
  if (symbols) write_text(symbols->path, debug);
  if (!input.keep_symbols) write_text(executable, stripped(executable, symbols ? std::filesystem::path(input.symbols_file).filename().string() : "", debug));
  std::ofstream out(executable, std::ios::binary | std::ios::app);
  out.write(table.data(), std::streamsize(table.size()));
  if (!out.flush()) throw std::system_error(errno, std::generic_category(), "cannot write " + executable);
}

std::string version_script(const std::vector<std::string>& exports) {
  std::string text = "{\n";
  if (!exports.empty()) text += "  global:\n";
  for (auto& name : exports) text += "    \"" + name + "\";\n";
  return text + "  local:\n    *;\n};\n";
}

static std::vector<std::string> arguments(const LinkInput& input, const std::vector<std::string>& objects, const std::string& folder, const std::string& output) {
  auto& target = *input.platform;
  bool shared = input.product == Product::SharedLibrary, is_static = target.is_static && !shared;
  std::vector<std::string> args = {"ld.lld", "-o", output, "--gc-sections", "--icf=safe", "--build-id=sha1", "--hash-style=gnu",
      "--eh-frame-hdr", "-O1", "--as-needed", "-z", "noseparate-code", "-z", "norelro", "-z", "lazy", "-z", "noexecstack",
      "--error-limit=0", "--color-diagnostics=never"};
  if (shared) {
    auto script = folder + "/exports";
    write_text(script, version_script(input.exports));
    // Threads and handlers of the runtime live on: the library stays in memory after dlclose.
    args.insert(args.end(), {"-shared", "-Bsymbolic", "-z", "nodelete", "-soname", std::filesystem::path(input.output).filename().string(), "--version-script", script});
  } else {
    args.push_back("-no-pie");
    if (!is_static) for (auto& name : input.exports) args.push_back("--export-dynamic-symbol=" + name);
  }
  if (is_static) args.push_back("-static");
  else if (!shared) args.insert(args.end(), {"-dynamic-linker", target.loader});
  if (!input.map_file.empty()) args.push_back("-Map=" + input.map_file);
  auto add = [&](const std::vector<std::string>& files) { args.insert(args.end(), files.begin(), files.end()); };
  // libgcc refers to these weakly, which takes nothing out of an archive, and then calls them.
  if (is_static)
    for (auto* name : {"pthread_once", "pthread_key_create", "pthread_setspecific", "pthread_getspecific", "pthread_mutex_lock", "pthread_mutex_unlock"})
      args.insert(args.end(), {"-u", name});
  if (!shared) add(sysroot_files(target, target.start_files));
  add(objects);
  add(runtime_archives());
  add(sysroot_files(target, shared ? target.library_libraries : target.libraries));
  if (!shared) add(sysroot_files(target, target.end_files));
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

template <class T> static T checked(llvm::Expected<T> value, const std::string& path) {
  if (!value) throw std::runtime_error(path + ": " + llvm::toString(value.takeError()));
  return std::move(*value);
}

static void add_members(const std::string& path, std::vector<llvm::NewArchiveMember>& members, std::vector<std::unique_ptr<llvm::MemoryBuffer>>& files) {
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!file) throw std::runtime_error("cannot read " + path + ": " + file.getError().message());
  files.push_back(std::move(*file));
  auto archive = checked(llvm::object::Archive::create(files.back()->getMemBufferRef()), path);
  llvm::Error error = llvm::Error::success();
  for (auto& child : archive->children(error)) {
    auto member = checked(llvm::NewArchiveMember::getOldMember(child, /*Deterministic=*/true), path);
    // The program's own main stays; ours is the one of executables.
    if (member.MemberName != "main.cc.o") members.push_back(std::move(member));
  }
  if (error) throw std::runtime_error(path + ": " + llvm::toString(std::move(error)));
}

static void write_archive(const LinkInput& input, const std::string& output) {
  std::vector<llvm::NewArchiveMember> members;
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> files;
  std::vector<std::string> names;
  auto objects = input.objects;
  resolve_absolute_symbols(objects);
  names.reserve(objects.size());
  for (auto& object : objects) {
    names.push_back("program" + std::to_string(names.size()) + ".o");
    members.emplace_back(llvm::MemoryBufferRef({object.data(), object.size()}, names.back()));
  }
  for (auto& path : runtime_archives()) add_members(path, members, files);
  auto error = llvm::writeArchive(output, members, llvm::SymtabWritingMode::NormalSymtab, llvm::object::Archive::K_GNU, /*Deterministic=*/true, /*Thin=*/false);
  if (error) throw std::runtime_error(output + ": " + llvm::toString(std::move(error)));
}

void link_program(const LinkInput& input) {
  TemporaryFile output(input.output);
  if (input.product == Product::StaticLibrary) {
    write_archive(input, output.path);
    set_mode(output.path, 0666);
    return output.commit();
  }
  std::optional<TemporaryFile> symbols;
  if (!input.symbols_file.empty()) symbols.emplace(input.symbols_file);
  TemporaryFolder folder;
  run_lld(arguments(input, write_objects(input, folder.path), folder.path, output.path));
  if (input.pieces) *input.pieces = pieces(output.path);
  finish_symbols(input, output.path, symbols ? &*symbols : nullptr);
  set_mode(output.path, 0777);
  if (symbols) {
    set_mode(symbols->path, 0666);
    symbols->commit();
  }
  output.commit();
}

}  // namespace ahead
