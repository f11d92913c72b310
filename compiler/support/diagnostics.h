// Warnings and errors are collected and stop at a phase boundary.
#pragma once
#include <string>
#include <vector>

namespace ahead {
struct Diagnostic { enum Severity { Note, Warning, Error } severity; std::string code, text, place; };
struct Diagnostics {
  std::vector<Diagnostic> list;
  void warning(std::string code, std::string text, std::string place = {}) { list.push_back({Diagnostic::Warning, code, text, place}); }
  void error(std::string code, std::string text, std::string place = {}) { list.push_back({Diagnostic::Error, code, text, place}); }
  bool has_errors() const { for (auto& d : list) if (d.severity == Diagnostic::Error) return true; return false; }
};
// "ahead: warning IL2026: place: text", each different line once; empties the list.
std::string take_text(Diagnostics&);
}  // namespace ahead
