// What is in the executable and why: a page for a browser, which needs no network, and the same facts as JSON.
#pragma once
#include <string>
#include <vector>

#include "link/sizes.h"
#include "support/diagnostics.h"
#include "support/phases.h"
#include "survive/program.h"

namespace ahead {

struct ReportInput {
  Program& program;
  std::string name, rid;                  // of the executable's file, and its platform
  uint64_t bytes;                         // of the whole file
  std::vector<Piece> pieces;
  std::vector<Diagnostic> warnings;
  std::vector<Phases::Phase> phases;
};
std::string report_json(const ReportInput&);
// The page around report_json's text.
std::string report_page(const std::string& json);

}  // namespace ahead
