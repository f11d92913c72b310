// From a program's dll to everything that belongs to it: references, framework, settings.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "support/options.h"

namespace ahead {

struct Inputs {
  std::string app;                                              // path of the program's assembly
  std::string framework;                                        // folder with System.Private.CoreLib.dll
  std::vector<std::string> satellites;                          // paths
  std::vector<std::pair<std::string, std::string>> references;  // simple name, path; the first one of a name wins
};

// Finds references (App.deps.json, folder of the app, --reference), the framework, and adds App.runtimeconfig.json's properties to the
// options' features and knobs (those of the command line win). Throws std::runtime_error with one clear line.
Inputs find_inputs(Options&);

std::string find_dotnet_root();                                 // throws if there is none

}  // namespace ahead
