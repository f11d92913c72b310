// Hardware faults. Null checks are explicit in generated code, so a SIGSEGV near address 0 in managed code is rare (a raw load in
// library code): it becomes a NullReferenceException thrown as if by a call at the faulting instruction. A fault next to the stack
// pointer below the stack's limit is a stack overflow. Anything else is a crash of the process.
#include "exceptions/exceptions.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

extern "C" char ahead_fault_thunk[] __attribute__((visibility("hidden")));

namespace ahead {
namespace {

constexpr size_t kAltStackSize = 64 * 1024;
constexpr uintptr_t kNullPage = 64 * 1024;
constexpr uintptr_t kRedZone = 128;
constexpr uintptr_t kForeignStack = 256 * 1024;   // C frames above managed ones

__thread void* alt_stack __attribute__((tls_model("initial-exec")));

void print(const char* s) { if (write(2, s, strlen(s)) < 0) {} }

void print_number(uint64_t n, unsigned base) {
  char digits[24];
  int i = sizeof digits;
  do digits[--i] = "0123456789abcdef"[n % base]; while (n /= base);
  if (write(2, digits + i, sizeof digits - i) < 0) {}
}

// "F(Int32 n, String s)" without the parameters' names, as native crash reports print it.
void print_method(const abi::MethodName* m) {
  print("   at ");
  print(m->type);
  print(".");
  for (const char* p = m->method; *p;) {
    const char* space = strchr(p, ' ');
    bool is_name = space && space > p && space[-1] != ',';
    const char* end = space ? space : p + strlen(p);
    if (write(2, p, size_t(end - p)) < 0) return;
    if (!space) break;
    p = is_name ? space + strcspn(space, ",)") : space;
    if (!is_name) { print(" "); p++; }
  }
  print("\n");
}

// The stack may hold a million frames. A run of the same block of methods (direct or mutual recursion) is printed once, with the number of
// repetitions, as CoreCLR does; blocks of up to 16 methods are found.
class TracePrinter {
 public:
  void add(const abi::MethodName* m) {
    if (period_) {
      if (m == pattern_[position_]) {
        if (++position_ == period_) { position_ = 0; times_++; }
        return;
      }
      end_run();
    }
    if (count_ == kWindow) drop(1);
    window_[count_++] = m;
    for (size_t p = 1; p <= kWindow / 2 && 2 * p <= count_; p++)
      if (!memcmp(window_ + count_ - p, window_ + count_ - 2 * p, p * sizeof(void*))) { begin_run(p); return; }
  }

  void finish() {
    end_run();
    drop(count_);
  }

 private:
  static constexpr size_t kWindow = 32;
  const abi::MethodName *window_[kWindow] = {}, *pattern_[kWindow] = {};
  size_t count_ = 0, period_ = 0, position_ = 0, times_ = 0;

  void drop(size_t n) {
    for (size_t i = 0; i < n; i++) print_method(window_[i]);
    count_ -= n;
    memmove(window_, window_ + n, count_ * sizeof(void*));
  }

  void begin_run(size_t period) {
    drop(count_ - 2 * period);
    memcpy(pattern_, window_, period * sizeof(void*));
    period_ = period;
    times_ = 2;
    position_ = count_ = 0;
  }

  void end_run() {
    if (!period_) return;
    print("Repeated "); print_number(times_, 10); print(" times:\n--------------------------------\n");
    for (size_t i = 0; i < period_; i++) print_method(pattern_[i]);
    print("--------------------------------\n");
    count_ = position_;
    memcpy(window_, pattern_, count_ * sizeof(void*));
    period_ = 0;
  }
};

// The frame pointer is somebody else's data when the fault came in C code (the unwinder, libc): the first word above the stack pointer
// that looks like a frame of managed code begins the chain.
void** first_frame(void** frame, const void* pc, uintptr_t sp) {
  if (!pc || find_method(static_cast<const char*>(pc) + 1)) return frame;
  auto high = reinterpret_cast<uintptr_t>(ahead_thread.stack_high);
  for (uintptr_t at = (sp + 7) & ~uintptr_t(7), end = high < sp + kForeignStack ? high : sp + kForeignStack; at + 16 <= end; at += 8) {
    auto** candidate = reinterpret_cast<void**>(at);
    auto next = reinterpret_cast<uintptr_t>(candidate[0]);
    if (next > at && next < high && next % 8 == 0 && find_method(candidate[1]) && find_method(reinterpret_cast<void**>(next)[1])) return candidate;
  }
  return frame;
}

void print_stack(void** frame, const void* pc, uintptr_t sp) {
  frame = first_frame(frame, pc, sp);
  static TracePrinter printer;
  auto add = [](const void* ip) { if (auto* m = find_method(ip); m && !(m->flags & abi::kMethodHidden)) printer.add(m); };
  if (pc) add(static_cast<const char*>(pc) + 1);
  auto high = reinterpret_cast<uintptr_t>(ahead_thread.stack_high);
  while (frame && reinterpret_cast<uintptr_t>(frame) % 8 == 0 && reinterpret_cast<uintptr_t>(frame) + 16 <= high) {
    add(frame[1]);
    auto** next = static_cast<void**>(frame[0]);
    if (next <= frame) break;
    frame = next;
  }
  printer.finish();
}

bool in_guard(uintptr_t address, uintptr_t sp) {
  auto limit = reinterpret_cast<uintptr_t>(ahead_thread.stack_limit);
  if (!limit) return address - sp + 65536 < 131072;
  return address < limit + 65536 && address + (1 << 20) > limit && (address > sp ? address - sp : sp - address) < (1 << 20);
}

// `sp`: memory from here on may be read. Printing may fault in turn (a frame that is half made): then the message stands alone.
[[noreturn]] void end_by_overflow(void** frame, const void* pc, uintptr_t sp) {
  static bool reported;
  static __thread bool mine __attribute__((tls_model("initial-exec")));
  if (mine) die();
  mine = true;
  while (__atomic_exchange_n(&reported, true, __ATOMIC_ACQ_REL)) pause();        // another thread ends the process
  print("Stack overflow.\n");
  print_stack(frame, pc, sp);
  die();
}

struct sigaction previous_segv, previous_bus;

// A library is a guest: faults of its host go to whoever handled them before. The instruction runs again and meets that handler.
bool belongs_to_host(int signal_number, uintptr_t pc) {
  if (ahead_program.main || (ahead_thread.runtime && find_method(reinterpret_cast<void*>(pc + 1)))) return false;
  sigaction(signal_number, signal_number == SIGBUS ? &previous_bus : &previous_segv, nullptr);
  return true;
}

void on_fault(int signal_number, siginfo_t* info, void* raw) {
  auto* context = static_cast<ucontext_t*>(raw);
  greg_t* regs = context->uc_mcontext.gregs;
  auto address = reinterpret_cast<uintptr_t>(info->si_addr);
  auto pc = uintptr_t(regs[REG_RIP]);
  auto sp = uintptr_t(regs[REG_RSP]);
  if (belongs_to_host(signal_number, pc)) return;
  if (signal_number == SIGSEGV && address >= kNullPage && in_guard(address, sp)) {
    uintptr_t readable = (address + 4096) & ~uintptr_t(4095);
    end_by_overflow(reinterpret_cast<void**>(regs[REG_RBP]), reinterpret_cast<void*>(pc), sp > readable ? sp : readable);
  }
  if (signal_number == SIGSEGV && address < kNullPage && find_method(reinterpret_cast<void*>(pc + 1))) {
    sp = ((sp - kRedZone) & ~uintptr_t(15)) - 8;
    *reinterpret_cast<uintptr_t*>(sp) = pc + 1;
    regs[REG_RSP] = greg_t(sp);
    regs[REG_RIP] = greg_t(reinterpret_cast<uintptr_t>(ahead_fault_thunk));
    return;
  }
  print("Fatal error: access to invalid memory at 0x");
  print_number(address, 16);
  print(", pc 0x");
  print_number(pc, 16);
  print("\n");
  print_stack(reinterpret_cast<void**>(regs[REG_RBP]), reinterpret_cast<void*>(pc), sp);
  die();
}

}  // namespace

void stack_overflow(void** frame) { end_by_overflow(frame, nullptr, 0); }

void exceptions_init() {
  struct sigaction action = {};
  action.sa_sigaction = on_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  sigaction(SIGSEGV, &action, &previous_segv);
  sigaction(SIGBUS, &action, &previous_bus);
}

void exceptions_init_thread() {
  stack_t present;
  if (alt_stack || (!ahead_program.main && sigaltstack(nullptr, &present) == 0 && !(present.ss_flags & SS_DISABLE))) return;
  void* memory = mmap(nullptr, kAltStackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t stack = {};
  stack.ss_sp = memory;
  stack.ss_size = kAltStackSize;
  if (sigaltstack(&stack, nullptr) == 0) alt_stack = memory;
}

void exceptions_exit_thread() {
  if (!alt_stack) return;
  stack_t off = {};
  off.ss_flags = SS_DISABLE;
  sigaltstack(&off, nullptr);
  munmap(alt_stack, kAltStackSize);
  alt_stack = nullptr;
}

}  // namespace ahead
