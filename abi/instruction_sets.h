// The processor extensions of instruction_sets.def as one word: what a program was compiled for (ProgramInfo::instruction_sets)
// and what a processor has. Used by the compiler (--instruction-set native) and by the program when it starts.
#pragma once
#include <cpuid.h>
#include <stdint.h>

namespace ahead::abi {

enum class InstructionSet : uint32_t {
#define SET(id, ...) id,
#include "abi/instruction_sets.def"
#undef SET
};
enum : uint64_t {
#define SET(id, ...) bit_##id = uint64_t(1) << unsigned(InstructionSet::id),
#include "abi/instruction_sets.def"
#undef SET
};

struct InstructionSetRow {
  const char *name, *llvm;
  uint64_t bit, implies;
  uint32_t leaf, subleaf, reg, shift, state;
};
inline constexpr InstructionSetRow kInstructionSets[] = {
#define SET(id, name, llvm, implies, leaf, subleaf, reg, shift, state) {name, llvm, bit_##id, implies, leaf, subleaf, reg, shift, state},
#include "abi/instruction_sets.def"
#undef SET
};

inline constexpr uint64_t kLevel2 = bit_sse3 | bit_ssse3 | bit_sse41 | bit_sse42 | bit_popcnt;
inline constexpr uint64_t kLevel3 = kLevel2 | bit_movbe | bit_lzcnt | bit_bmi | bit_bmi2 | bit_avx | bit_f16c | bit_fma | bit_avx2;
inline constexpr uint64_t kLevel4 = kLevel3 | bit_avx512f | bit_avx512bw | bit_avx512cd | bit_avx512dq | bit_avx512vl;

// What this processor has and the system keeps for its threads.
inline uint64_t available_instruction_sets() {
  uint32_t r[4], state = 0;
  __cpuid(1, r[0], r[1], r[2], r[3]);
  if (r[2] >> 27 & 1) {                            // OSXSAVE: xgetbv exists
    uint32_t high;
    __asm__ volatile("xgetbv" : "=a"(state), "=d"(high) : "c"(0));
  }
  uint64_t found = 0;
  for (auto& row : kInstructionSets) {
    if ((state & row.state) != row.state || __get_cpuid_max(row.leaf & 0x80000000, nullptr) < row.leaf) continue;
    __cpuid_count(row.leaf, row.subleaf, r[0], r[1], r[2], r[3]);
    if (r[row.reg] >> row.shift & 1) found |= row.bit;
  }
  return found;
}

}  // namespace ahead::abi
