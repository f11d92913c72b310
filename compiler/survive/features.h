#pragma once
#include "survive/program.h"

namespace ahead {
// Adds the switches that neither the program nor the command line sets (features.def).
void set_default_features(Program&);
}  // namespace ahead
