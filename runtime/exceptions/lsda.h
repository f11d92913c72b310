// Reader of the language-specific data area that LLVM emits for landing pads (Itanium C++ ABI, exception handling, 2.5 and DWARF encodings).
#pragma once
#include <unwind.h>
#include "abi/abi.h"

namespace ahead {

struct Lsda {
  const uint8_t* actions;      // action table
  const uint8_t* types;        // type table, indexed backwards
  uint8_t type_encoding;
  uintptr_t type_base;         // for pc-relative entries: each entry's own address is used
  uintptr_t landing_pad;       // 0: none for this call site
  uintptr_t first_action;      // 0: cleanup only
};

// Finds the call site of the context's frame. False: the frame has nothing to do with exceptions.
bool find_call_site(_Unwind_Context*, Lsda&);

// Walks the action chain: returns false at the end. filter 0 is a cleanup, positive an index into the type table.
struct ActionCursor { const uint8_t* next; };
bool next_action(ActionCursor&, intptr_t& filter);
const abi::ClauseDesc* clause_at(const Lsda&, intptr_t filter);

}  // namespace ahead
