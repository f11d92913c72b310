// Options come from one table: every kind of row parses, and mistakes are named.
#include <cstdio>
#include <cstdlib>

#include "support/options.h"

using namespace ahead;

static void check(bool ok, const char* what) { if (!ok) { fprintf(stderr, "failed: %s\n", what); exit(1); } }

static std::string mistake(const std::vector<std::string>& words) {
  try { parse_options(words); } catch (const UsageError& e) { return e.what(); }
  return {};
}

int main() {
  auto o = parse_options({"app.dll", "-o", "out", "--reference=a.dll", "--reference", "b.dll", "--feature", "X.Y=false", "--knob", "k=a=b", "--quick", "--threads", "3"});
  check(o.input == "app.dll" && o.output == "out" && o.references.size() == 2 && o.references[1] == "b.dll", "text and list");
  check(!o.features.at("X.Y") && o.knobs.at("k") == "a=b", "switch and pair");
  check(o.quick && o.threads == 3 && !o.timings, "flag and number");
  check(mistake({"--nope"}).find("--nope") != std::string::npos, "unknown option is named");
  check(mistake({"-o"}).find("needs a value") != std::string::npos, "missing value");
  check(!mistake({"--quick=1"}).empty() && !mistake({"--threads", "x"}).empty() && !mistake({"--feature", "X"}).empty(), "bad values");
  check(!mistake({"a.dll", "b.dll"}).empty(), "two programs");
}
