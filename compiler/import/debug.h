#pragma once
#include "import/context.h"

namespace ahead {

// Before the first function of a module: whether its methods have sequence points.
void prepare_lines(ModuleContext&, const std::vector<Method*>& methods);
void start_lines(MethodImport&);                      // gives the function a scope
void declare_variables(MethodImport&);                 // arguments and locals, when their storage is there
void set_line(MethodImport&, uint32_t il_offset, bool begins_block = false);     // position of everything that is built from here on
void finish_lines(ModuleContext&);                    // once, when all functions are there

}  // namespace ahead
