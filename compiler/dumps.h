// --dump of the phases before code generation.
#pragma once
#include <string>

#include "survive/program.h"

namespace ahead {
std::string dump_phase(Program&, const std::string& phase, const std::string& fragment);
}  // namespace ahead
