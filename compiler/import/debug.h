#pragma once
#include "import/context.h"

namespace ahead {

void start_lines(MethodImport&);                      // gives the function a scope when its method has sequence points
void set_line(MethodImport&, uint32_t il_offset, bool begins_block = false);     // position of everything that is built from here on
void finish_lines(ModuleContext&);                    // once, when all functions are there

}  // namespace ahead
