#include "support/cleanup.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>

namespace fs = std::filesystem;

namespace ahead {

namespace {
std::mutex mutex;
std::set<std::string>& registered() { static auto* set = new std::set<std::string>; return *set; }

void remember(const std::string& path) { std::lock_guard hold(mutex); registered().insert(path); }
void remove_now(const std::string& path) {
  std::lock_guard hold(mutex);
  registered().erase(path);
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

std::string make_folder() {
  auto* base = getenv("TMPDIR");
  std::string path = std::string(base && *base ? base : "/tmp") + "/ahead-XXXXXX";
  if (!mkdtemp(path.data())) fail("cannot create a temporary folder in " + std::string(base && *base ? base : "/tmp"));
  remember(path);
  return path;
}

std::string make_file_beside(const std::string& final_path) {
  std::string path = final_path + ".XXXXXX";
  int fd = mkstemp(path.data());
  if (fd < 0) fail("cannot write " + final_path);
  close(fd);
  remember(path);
  return path;
}
}  // namespace

TemporaryFolder::TemporaryFolder() : path(make_folder()) {}
TemporaryFolder::~TemporaryFolder() { remove_now(path); }

TemporaryFile::TemporaryFile(std::string final_path) : final_path(std::move(final_path)), path(make_file_beside(this->final_path)) {}
TemporaryFile::~TemporaryFile() { if (!done_) remove_now(path); }

void TemporaryFile::commit() {
  if (rename(path.c_str(), final_path.c_str())) fail("cannot write " + final_path);
  done_ = true;
  std::lock_guard hold(mutex);
  registered().erase(path);
}

void copy_atomically(const std::string& source, const std::string& target) {
  if (auto folder = fs::path(target).parent_path(); !folder.empty()) fs::create_directories(folder);
  TemporaryFile file(target);
  fs::copy_file(source, file.path, fs::copy_options::overwrite_existing);
  fs::permissions(file.path, fs::status(source).permissions());
  fs::last_write_time(file.path, fs::last_write_time(source));
  file.commit();
}

void remove_all_temporaries() {
  std::lock_guard hold(mutex);
  std::error_code ignored;
  for (auto& path : registered()) fs::remove_all(path, ignored);
  registered().clear();
}

static std::atomic<int> child = 0;
static std::atomic<bool> interrupted = false;

void child_started(int pid) { child = pid; }
void child_ended() {
  child = 0;
  while (interrupted) pause();  // the interrupt handler is about to end the process
}

static void end_child(int signal) {
  interrupted = true;
  if (child > 0) kill(child, signal);
  for (int i = 0; i < 300 && child > 0; i++) usleep(10'000);
}

void install_interrupt_handler() {
  static sigset_t signals;
  sigemptyset(&signals);
  for (int s : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, s);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread([] {
    int signal = 0;
    sigwait(&signals, &signal);
    end_child(signal);
    remove_all_temporaries();
    _exit(128 + signal);
  }).detach();
}

}  // namespace ahead
