// ICU is opened by the first call that needs it. Part of libahead_icu.a (tools/icu-shim.sh), not of the runtime archive.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

extern int32_t ahead_icu_GlobalizationNative_LoadICU(void);
__attribute__((visibility("hidden"))) uint8_t ahead_icu_ready;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  if (!ahead_icu_GlobalizationNative_LoadICU()) {
    fputs("Process terminated. Couldn't find a valid ICU package installed on the system. Please install libicu (or icu-libs) using your package manager "
          "and try again. Alternatively you can set the configuration flag System.Globalization.Invariant to true if you want to run with no "
          "globalization support.\n", stderr);
    abort();
  }
  __atomic_store_n(&ahead_icu_ready, 1, __ATOMIC_RELEASE);
}

__attribute__((visibility("hidden"), used)) void ahead_icu_load(void) { pthread_once(&once, load); }

// CoreLib asks at start-up whether ICU can be used; the answer is given when it is used.
__attribute__((visibility("hidden"))) int32_t GlobalizationNative_LoadICU(void) { return 1; }

// Entered with the target in rax: keeps all argument registers, loads, and continues.
__asm__(
    ".text\n.hidden ahead_icu_enter\n.globl ahead_icu_enter\n.type ahead_icu_enter,@function\nahead_icu_enter:\n"
    "  .cfi_startproc\n  push %rbp\n  .cfi_def_cfa_offset 16\n  .cfi_offset %rbp, -16\n  mov %rsp, %rbp\n  .cfi_def_cfa_register %rbp\n"
    "  push %rax\n  push %rdi\n  push %rsi\n  push %rdx\n  push %rcx\n  push %r8\n  push %r9\n  sub $24, %rsp\n  movsd %xmm0, (%rsp)\n"
    "  call ahead_icu_load\n"
    "  movsd (%rsp), %xmm0\n  add $24, %rsp\n  pop %r9\n  pop %r8\n  pop %rcx\n  pop %rdx\n  pop %rsi\n  pop %rdi\n  pop %rax\n  pop %rbp\n"
    "  .cfi_def_cfa %rsp, 8\n  jmp *%rax\n  .cfi_endproc\n.size ahead_icu_enter, .-ahead_icu_enter\n");
