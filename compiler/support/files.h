// Small questions about files and the process.
#pragma once
#include <string>
#include <vector>

namespace ahead {
std::string executable_dir();                                   // folder of the running compiler
std::string find_on_path(const std::string& program);           // "" if absent; symlinks resolved
std::string read_text(const std::string& path);                 // throws std::system_error
void write_text(const std::string& path, const std::string& text);
void set_mode(const std::string& path, unsigned mode);            // less what the user's umask takes away, as for files that are made in the ordinary way
bool file_exists(const std::string& path);
// Runs a program, its output passed through (or swallowed unless it fails); returns its exit status.
int run_program(const std::vector<std::string>& command, bool quiet);
}  // namespace ahead
