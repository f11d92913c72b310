#include "support/phases.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

namespace ahead {

Phases::Phases(bool quiet) : terminal_(!quiet && isatty(2)) {}

void Phases::begin(const std::string& name) {
  finish();
  phases_.push_back({name});
  start_ = Clock::now();
  if (terminal_) draw(name);
}

void Phases::finish() {
  if (phases_.empty() || phases_.back().seconds) return;
  phases_.back().seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  phases_.back().peak_kilobytes = usage.ru_maxrss;
  clear_line();
}

void Phases::progress(size_t done, size_t total) {
  if (!terminal_) return;
  std::lock_guard hold(mutex_);
  auto now = Clock::now();
  if (now - last_draw_ < std::chrono::milliseconds(50)) return;
  last_draw_ = now;
  draw(phases_.back().name + " " + std::to_string(done) + "/" + std::to_string(total));
}

void Phases::draw(const std::string& text) {
  fprintf(stderr, "\r\033[K%s", text.c_str());
  fflush(stderr);
  drawn_ = true;
}

void Phases::clear_line() {
  if (drawn_) fputs("\r\033[K", stderr);
  drawn_ = false;
}

std::string Phases::table() const {
  std::string text = "phase                  ms     peak MB\n";
  double total = 0;
  char line[128];
  auto row = [&](const std::string& name, double seconds, long peak) {
    snprintf(line, sizeof line, "%-18s %8.1f  %8.1f\n", name.c_str(), seconds * 1000, double(peak) / 1024);
    text += line;
  };
  for (auto& phase : phases_) { row(phase.name, phase.seconds, phase.peak_kilobytes); total += phase.seconds; }
  row("total", total, phases_.empty() ? 0 : phases_.back().peak_kilobytes);
  return text;
}

}  // namespace ahead
