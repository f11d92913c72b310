#include "link/symbols.h"

#include <llvm/ObjCopy/ConfigManager.h>
#include <llvm/ObjCopy/ObjCopy.h>
#include <llvm/Object/Binary.h>
#include <llvm/Support/CRC.h>
#include <llvm/Support/raw_ostream.h>
#include <stdexcept>

namespace ahead {

namespace {

std::string copy(const std::string& file, auto&& configure) {
  auto fail = [&](llvm::Error e) { throw std::runtime_error("cannot read the symbols of " + file + ": " + llvm::toString(std::move(e))); };
  auto binary = llvm::object::createBinary(file);
  if (!binary) fail(binary.takeError());
  llvm::objcopy::ConfigManager config;
  config.Common.InputFilename = config.Common.OutputFilename = file;
  configure(config.Common);
  std::string bytes;
  llvm::raw_string_ostream out(bytes);
  if (auto e = llvm::objcopy::executeObjcopyOnBinary(config, *binary->getBinary(), out)) fail(std::move(e));
  out.flush();
  return bytes;
}

}  // namespace

std::string debug_file(const std::string& executable) {
  return copy(executable, [](auto& config) { config.OnlyKeepDebug = true; });
}

std::string stripped(const std::string& executable, const std::string& debug_name, const std::string& debug_contents) {
  return copy(executable, [&](auto& config) {
    config.StripAll = true;
    if (debug_name.empty()) return;
    config.AddGnuDebugLink = debug_name;
    config.GnuDebugLinkCRC32 = llvm::crc32({reinterpret_cast<const uint8_t*>(debug_contents.data()), debug_contents.size()});
  });
}

}  // namespace ahead
