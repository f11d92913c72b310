// The process: what main got, how it ends.
#pragma once
#include <stdint.h>

namespace ahead {
// Runs ProcessExit handlers once, then ends the process.
[[noreturn]] void process_exit(int32_t code);
void check_processor();                  // ends the process with a message when it lacks instructions that the program uses
extern int32_t latched_exit_code;        // Environment.ExitCode
const char* executable_path();
}  // namespace ahead
