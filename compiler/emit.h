// From the fixed program to objects: partitions, thunks and data, imported one at a time (the type system has one lock)
// and compiled in parallel.
#pragma once
#include <string>
#include <vector>

#include "support/options.h"
#include "support/phases.h"
#include "survive/program.h"

namespace ahead {

struct Emitted { std::vector<std::vector<char>> objects; size_t from_cache = 0; };
// Objects in a fixed order whatever the number of threads. Throws the first failure in that order.
Emitted emit_objects(Program&, const Options&, const std::vector<std::string>& missing, Phases&);

// --dump llvm, llvm-opt, asm: text of the functions whose symbol contains `fragment`.
std::string dump_code(Program&, const Options&, const std::vector<std::string>& missing, const std::string& phase, const std::string& fragment);

}  // namespace ahead
