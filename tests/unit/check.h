// The whole test framework: CHECK counts, report() prints and gives the exit code.
#pragma once
#include <cstdio>
#include <string>

namespace check {
inline int passed = 0, failed = 0;

inline bool that(bool ok, const char* text, const char* file, int line) {
  ok ? passed++ : failed++;
  if (!ok) printf("%s:%d: failed: %s\n", file, line, text);
  return ok;
}

// What f throws, as text; empty when it returns.
template <class E, class F>
std::string thrown(F f) {
  try {
    f();
  } catch (const E& e) {
    return e.what();
  }
  return {};
}

inline int report() {
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
}  // namespace check

#define CHECK(condition) check::that(bool(condition), #condition, __FILE__, __LINE__)
