// --instruction-set: which processor extensions compiled code uses.
#pragma once
#include <cstdint>
#include <string>

namespace ahead {

// A level (x86-64-v2, x86-64-v3, x86-64-v4, native) and names of abi/instruction_sets.def, separated by commas; `-name` takes a set away with all
// that need it. Without a level, names add to x86-64-v2, which is the least. Throws UsageError.
uint64_t parse_instruction_sets(const std::string& text);
std::string llvm_cpu(uint64_t sets);        // the highest level that the sets contain
std::string llvm_features(uint64_t sets);   // every set, on or off

}  // namespace ahead
