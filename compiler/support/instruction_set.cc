#include "support/instruction_set.h"

#include "abi/instruction_sets.h"
#include "support/options.h"

namespace ahead {

using namespace abi;

static uint64_t with_implied(uint64_t sets) {
  for (uint64_t before = 0; before != sets;) {
    before = sets;
    for (auto& row : kInstructionSets) if (sets & row.bit) sets |= row.implies;
  }
  return sets;
}

// Without `bit` and everything that needs it.
static uint64_t without(uint64_t sets, uint64_t bit) {
  for (auto& row : kInstructionSets) if (with_implied(row.bit) & bit) sets &= ~row.bit;
  return sets;
}

static uint64_t level(const std::string& name) {
  if (name == "x86-64-v2" || name == "base" || name == "sse" || name == "sse2") return kLevel2;
  if (name == "x86-64-v3") return kLevel3;
  if (name == "x86-64-v4") return kLevel4;
  if (name != "native") return 0;
  uint64_t sets = available_instruction_sets();
  for (auto& row : kInstructionSets) if ((sets & row.implies) != row.implies) sets &= ~row.bit;   // half an extension is none
  return sets | kLevel2;
}

uint64_t parse_instruction_sets(const std::string& text) {
  uint64_t sets = kLevel2;
  for (size_t at = 0; at <= text.size();) {
    size_t comma = std::min(text.find(',', at), text.size());
    std::string word = text.substr(at, comma - at);
    at = comma + 1;
    bool remove = word.starts_with("-");
    std::string name = remove || word.starts_with("+") ? word.substr(1) : word;
    if (uint64_t l = remove ? 0 : level(name)) { sets |= l; continue; }
    uint64_t bit = 0;
    std::string known = "x86-64-v2, x86-64-v3, x86-64-v4, native";
    for (auto& row : kInstructionSets) {
      if (name == row.name) bit = row.bit;
      known += std::string(", ") + row.name;
    }
    if (!bit) throw UsageError("--instruction-set: unknown name '" + word + "'; known are " + known);
    sets = remove ? without(sets, bit) : with_implied(sets | bit);
    if ((sets & kLevel2) != kLevel2) throw UsageError("--instruction-set: every program needs " + name + "; the least is x86-64-v2");
  }
  return sets;
}

std::string llvm_cpu(uint64_t sets) {
  if ((sets & kLevel4) == kLevel4) return "x86-64-v4";
  return (sets & kLevel3) == kLevel3 ? "x86-64-v3" : "x86-64-v2";
}

std::string llvm_features(uint64_t sets) {
  std::string text;
  for (auto& row : kInstructionSets)
    if (sets & row.bit) text += (text.empty() ? "" : ",") + std::string(row.llvm);
  return text;
}

}  // namespace ahead
