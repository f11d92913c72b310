// The phases of one compilation as people see them: one status line on a terminal, a table of times on request.
#pragma once
#include <chrono>
#include <mutex>
#include <string>
#include <vector>

namespace ahead {

class Phases {
 public:
  explicit Phases(bool quiet);
  ~Phases() { clear_line(); }
  void begin(const std::string& name);                    // ends the one before
  void progress(size_t done, size_t total);               // thread-safe
  void finish();                                          // ends the last one
  void clear_line();
  std::string table() const;
  struct Phase { std::string name; double seconds = 0; long peak_kilobytes = 0; };
  const std::vector<Phase>& list() const { return phases_; }
 private:
  using Clock = std::chrono::steady_clock;
  void draw(const std::string& text);
  bool terminal_;
  bool drawn_ = false;
  Clock::time_point start_{}, last_draw_{};
  std::vector<Phase> phases_;
  std::mutex mutex_;
};

}  // namespace ahead
