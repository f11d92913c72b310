// Which symbol every byte of an executable belongs to.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ahead {

// Bytes of the file. No symbol: what a section holds beside its symbols.
struct Piece { std::string symbol, section; uint64_t bytes; };
// Of an executable that still has its symbols: the sections that are loaded from the file, whole. Throws std::runtime_error.
std::vector<Piece> pieces(const std::string& executable);

}  // namespace ahead
