#pragma once
#include "support/options.h"

namespace ahead {
// Compiles options.input (a .dll) to options.output. Throws std::exception with one clear line. Returns the exit code.
int compile(Options);
// Builds a project or a .cs file with the SDK, then compiles what it made.
int publish(Options);
}  // namespace ahead
