// Temporary files and folders that vanish however the compiler ends: return, exception, error of the code generator, Ctrl-C.
#pragma once
#include <string>

namespace ahead {

class TemporaryFolder {
 public:
  TemporaryFolder();   // in $TMPDIR or /tmp; throws std::system_error
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  const std::string path;
};

// A file beside `final_path` that becomes it by commit(), or is removed.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string final_path);  // throws std::system_error if the folder is not writable
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  void commit();                                   // throws std::system_error
  const std::string final_path, path;
 private:
  bool done_ = false;
};

// Copies contents, permissions and time of a file; makes the folder of `target`. Throws std::system_error, std::filesystem::filesystem_error.
void copy_atomically(const std::string& source, const std::string& target);

void remove_all_temporaries();     // for exits that skip destructors
// A child process that is to end with us: told of the signal and waited for (at most three seconds). 0: no child.
// After the child has ended, child_ended() returns only if no interrupt is under way.
void child_started(int pid);
void child_ended();
void install_interrupt_handler();  // SIGINT, SIGTERM, SIGHUP: remove temporaries, exit 128+n. Before any thread starts.

}  // namespace ahead
