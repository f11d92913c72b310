#include <llvm/Object/Archive.h>
#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Support/MemoryBuffer.h>

#include <filesystem>
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

const std::set<std::string>& runtime_symbols() {
  static const std::set<std::string> names = [] {
    std::set<std::string> result;
    auto root = sysroot();
    for (auto* archive : {"/libaheadrt.a", "/libahead_icu.a"}) add_archive(root + archive, result);
    for (auto* library : {"libc.so.6", "libm.so.6"}) add_shared_library(root + "/sysroot/" + library, result);
    return result;
  }();
  return names;
}

}  // namespace ahead
