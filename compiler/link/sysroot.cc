#include <llvm/Object/Archive.h>
#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Support/MemoryBuffer.h>

#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "link/link.h"
#include "support/files.h"

namespace ahead {

std::string sysroot() { return (std::filesystem::path(executable_dir()).parent_path() / "lib" / "ahead").string(); }

static std::unique_ptr<llvm::MemoryBuffer> open(const std::string& path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer) throw std::runtime_error("cannot read " + path + ": " + buffer.getError().message());
  return std::move(*buffer);
}

template <class T> static T checked(llvm::Expected<T> value, const std::string& path) {
  if (!value) throw std::runtime_error(path + ": " + llvm::toString(value.takeError()));
  return std::move(*value);
}

static void add_archive(const std::string& path, std::set<std::string>& names) {
  auto buffer = open(path);
  auto archive = checked(llvm::object::Archive::create(buffer->getMemBufferRef()), path);
  for (auto& symbol : archive->symbols()) names.insert(symbol.getName().str());
}

static void add_shared_library(const std::string& path, std::set<std::string>& names) {
  auto buffer = open(path);
  auto object = checked(llvm::object::ObjectFile::createELFObjectFile(buffer->getMemBufferRef()), path);
  for (auto symbol : llvm::cast<llvm::object::ELFObjectFileBase>(*object).getDynamicSymbolIterators()) {
    auto flags = checked(symbol.getFlags(), path);
    if (flags & llvm::object::SymbolRef::SF_Undefined) continue;
    names.insert(checked(symbol.getName(), path).str());
  }
}

std::vector<std::string> sysroot_files(const Platform& platform, const char* names) {
  std::vector<std::string> paths;
  std::istringstream words(names);
  for (std::string name; words >> name;) paths.push_back(sysroot() + "/sysroot/" + platform.folder + "/" + name);
  return paths;
}

std::vector<std::string> runtime_archives() {
  std::vector<std::string> paths;
  for (auto* name : {"/libaheadrt.a", "/libahead_icu.a", "/libahead_openssl.a", "/libahead_compression.a"}) paths.push_back(sysroot() + name);
  return paths;
}

std::set<std::string> runtime_symbols(const Platform& platform) {
  std::set<std::string> names;
  for (auto& archive : runtime_archives()) add_archive(archive, names);
  for (auto& path : sysroot_files(platform, platform.libraries))
    if (path.ends_with(".a")) add_archive(path, names);
    else add_shared_library(path, names);
  return names;
}

static constexpr Platform kPlatforms[] = {
#define PLATFORM(...) {__VA_ARGS__},
#include "link/platforms.def"
#undef PLATFORM
};

std::string supported_platforms() {
  std::string list;
  for (auto& p : kPlatforms) list += (list.empty() ? "" : ", ") + std::string(p.rid);
  return list;
}

const Platform& platform(const std::string& rid) {
  for (auto& p : kPlatforms) if (rid == p.rid) return p;
  throw std::runtime_error("cannot publish for " + rid + ": supported platforms are " + supported_platforms());
}

}  // namespace ahead
