// The runtime's own mutex: one futex word, no owner, no recursion. A holder may be stopped for a collection, so the collector takes
// every lock that it needs before it stops the world (gc_lock, then the thread list's lock). Who waits for one counts as stopped: no signal goes to it.
#pragma once
#include "runtime/os/os.h"

namespace ahead {

int thread_safe_wait(uint32_t* word, uint32_t expected, uint64_t deadline_ns);   // threads.h

struct Lock {
  uint32_t word = 0;  // 0 free, 1 taken, 2 taken and somebody waits

  void lock() {
    uint32_t seen = 0;
    if (__atomic_compare_exchange_n(&word, &seen, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
    lock_slow();
  }
  bool try_lock() {
    uint32_t seen = 0;
    return __atomic_compare_exchange_n(&word, &seen, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
  }
  void unlock() {
    if (__atomic_exchange_n(&word, 0, __ATOMIC_RELEASE) == 2) os_futex_wake(&word, 1);
  }

 private:
  __attribute__((noinline)) void lock_slow() {
    for (int i = 0; i < 100; i++) {
      uint32_t seen = 0;
      if (__atomic_load_n(&word, __ATOMIC_RELAXED) == 0 && __atomic_compare_exchange_n(&word, &seen, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
      os_pause();
    }
    while (__atomic_exchange_n(&word, 2, __ATOMIC_ACQUIRE) != 0) thread_safe_wait(&word, 2, UINT64_MAX);
  }
};

struct Locked {
  explicit Locked(Lock& l) : lock(l) { lock.lock(); }
  ~Locked() { lock.unlock(); }
  Locked(const Locked&) = delete;
  Lock& lock;
};

}  // namespace ahead
