// Whether this processor has what the program was compiled for. It is asked before anything compiled runs; the runtime itself needs only the baseline.
#include "abi/instruction_sets.h"
#include "gc/gc.h"
#include "os/os.h"
#include "start/process.h"
#include <string.h>

namespace ahead {

// Tests pretend to be an older processor: AHEAD_CPU_WITHOUT=avx2,bmi.
static uint64_t without(uint64_t sets, const char* names) {
  for (auto& row : abi::kInstructionSets) {
    size_t length = strlen(row.name);
    for (const char* at = strstr(names, row.name); at; at = strstr(at + 1, row.name))
      if ((at == names || at[-1] == ',') && (at[length] == ',' || !at[length])) sets &= ~row.bit;
  }
  return sets;
}

void check_processor() {
  uint64_t needed = ahead_program.instruction_sets;
  if (!(needed & ~abi::kLevel2)) return;                   // the baseline: not worth the question
  uint64_t found = abi::available_instruction_sets();
  if (const char* names = os_getenv("AHEAD_CPU_WITHOUT")) found = without(found, names);
  if (!(needed & ~found)) return;
  auto say = [](const char* text) { os_write(2, text, strlen(text)); };
  say("This program was compiled for a newer processor. This one does not have:");
  for (auto& row : abi::kInstructionSets)
    if (needed & ~found & row.bit) say(" "), say(row.name);
  say("\n");
  os_exit_now(132);                                        // what a shell reports of an illegal instruction
}

}  // namespace ahead
