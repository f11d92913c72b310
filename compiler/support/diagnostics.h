// Warnings and errors are collected and stop at a phase boundary.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ahead {

struct Options;

struct Diagnostic {
  enum Severity { Note, Warning, Error } severity;
  std::string code, text, place;     // place: the method, in words
  std::string file;                  // of the source, when known
  uint32_t line = 0, column = 0;
  std::string assembly;              // simple name of the assembly that the warning is in
  const void* method = nullptr;      // the MethodDef, for the chain of reasons
  std::vector<std::string> chain;    // how the program reaches it, innermost first; empty: not asked for
};

struct Diagnostics {
  std::vector<Diagnostic> list;
  void warning(std::string code, std::string text, std::string place = {}) { list.push_back({Diagnostic::Warning, code, text, place}); }
  void error(std::string code, std::string text, std::string place = {}) { list.push_back({Diagnostic::Error, code, text, place}); }
  bool has_errors() const { for (auto& d : list) if (d.severity == Diagnostic::Error) return true; return false; }
};

// What the project says about warnings: drops codes and kinds that are not wanted, rolls up those of assemblies that are not the project's
// (IL2104, IL3053), and turns warnings into errors.
void apply_policy(Diagnostics&, const Options&, const std::string& app);
// What to do next about the warnings, in one line; empty when there are none.
std::string advice(const Diagnostics&);
// One line each, different ones once, ordered by place; empties the list. The form is MSBuild's: "file(line,column): Trim analysis warning IL2026: …".
std::string take_text(Diagnostics&);

}  // namespace ahead
