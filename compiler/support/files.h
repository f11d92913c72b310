// Small questions about files and the process.
#pragma once
#include <string>
#include <vector>

namespace ahead {
std::string executable_dir();                                   // folder of the running compiler
std::string find_on_path(const std::string& program);           // "" if absent; symlinks resolved
std::string read_text(const std::string& path);                 // throws std::system_error
bool file_exists(const std::string& path);
// Runs a program, its output passed through (or swallowed unless it fails); returns its exit status.
int run_program(const std::vector<std::string>& command, bool quiet);
}  // namespace ahead
