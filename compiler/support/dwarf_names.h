// What the DWARF of our objects says about itself, written by import/ and read by link/.
#pragma once

namespace ahead {

constexpr char kDebugProducer[] = "ahead";             // of compile units
constexpr char kSymbolAnnotation[] = "ahead_symbol";   // of subprograms: the method's symbol

}  // namespace ahead
