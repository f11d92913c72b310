// The only door to the operating system: memory, futex, clocks, signals, threads. Linux; libc functions that musl and glibc share,
// raw system calls where a signal handler or the collector needs them (no errno, no cancellation point).
// Functions return 0/null/false on failure as stated; none of them allocates with malloc except os_thread_create.
#pragma once
#include <stddef.h>
#include <stdint.h>

namespace ahead {

// ---- memory ----
inline constexpr size_t kPageSize = 4096;
void* os_reserve(size_t bytes, size_t alignment);        // address space without access; null on failure
bool os_commit(void* at, size_t bytes);                  // makes reserved pages readable and writable, zero
void* os_map(size_t bytes);                              // zeroed pages; null on failure
void* os_map_sparse(size_t bytes);                       // the same for huge tables that stay mostly untouched: no huge pages, no reservation
void* os_remap(void* at, size_t old_bytes, size_t bytes);// may move; null on failure
void os_unmap(void* at, size_t bytes);
bool os_make_executable(void* at, size_t bytes);         // and no longer writable
void os_discard(void* at, size_t bytes);                 // gives the pages back; they read as zero afterwards
void os_flush_process_write_buffers();                   // membarrier
uint64_t os_physical_memory();                           // bytes, the cgroup limit if lower
bool os_memory_is_limited();                             // by a cgroup
uint64_t os_memory_load();                               // bytes in use: of the cgroup if it is limited, else of the machine
uint64_t os_resident_bytes();                            // of this process

// ---- waiting ----
enum class FutexResult { Woken, Changed, TimedOut, Signal };
// Sleeps while *word == expected. deadline_ns: absolute monotonic time, UINT64_MAX for ever.
FutexResult os_futex_wait(uint32_t* word, uint32_t expected, uint64_t deadline_ns = UINT64_MAX);
void os_futex_wake(uint32_t* word, int count);           // INT32_MAX: all
uint64_t os_monotonic_ns();
inline uint64_t os_deadline(int32_t timeout_ms) { return timeout_ms < 0 ? UINT64_MAX : os_monotonic_ns() + (uint64_t)timeout_ms * 1000000; }
void os_sleep_until(uint64_t deadline_ns);               // restarts after signals
inline void os_pause() { __asm__ volatile("pause"); }
void os_yield();

// ---- threads ----
int32_t os_thread_id();
// Detached thread with all signals as in the caller. Returns 0 or errno; *handle = pthread_t.
int os_thread_create(void* (*code)(void*), void* argument, size_t stack_size, uint64_t* handle);
int os_helper_create(void* (*code)(void*), void* argument, size_t stack_size, uint64_t* handle);   // the same, with every signal blocked
void os_thread_name(uint64_t handle, const char* name);  // cut to 15 bytes
// Bounds of the calling thread's stack (not for the main thread).
bool os_stack_bounds(uint8_t** low, uint8_t** high);
size_t os_stack_limit_bytes(bool* unlimited);            // RLIMIT_STACK of the main thread, 8 MB if unlimited
int os_cpu_count();                                      // that the process may run on: affinity, cgroup quota, DOTNET_PROCESSOR_COUNT
// Calls code(argument) when the calling thread ends.
void os_at_thread_exit(void (*code)(void*), void* argument);

// ---- signals ----
int os_suspend_signal();                                 // a real-time signal of our own
// SA_RESTART | SA_SIGINFO, every signal blocked meanwhile, on the interrupted stack.
bool os_install_handler(int signal, void (*handler)(int, void*, void*));
void* os_context_sp(void* context);                      // stack pointer of the interrupted code
void os_defer_signal(void* context, int signal);         // in its handler: the signal comes again when the interrupted handler has returned
bool os_signal_thread(int32_t os_id, int signal);        // false: no such thread

// ---- process ----
const char* os_getenv(const char* name);
void os_write(int fd, const char* text, size_t bytes);
[[noreturn]] void os_abort();
[[noreturn]] void os_exit_now(int code);                 // exit_group

// Fatal error: writes "name: text (number)" to stderr and aborts.
[[noreturn]] void os_fatal(const char* text, uint64_t number = 0);

}  // namespace ahead
