// The process' first instruction. Unlike the start file of a current glibc it hands over its own constructor call: older C libraries
// expect that of a program, newer ones still accept it. So one executable runs on all of them.
  .text
  .globl _start
  .type _start, @function
_start:
  .cfi_startproc
  .cfi_undefined rip
  xorl %ebp, %ebp
  movq %rdx, %r9               // rtld_fini
  popq %rsi                    // argc
  movq %rsp, %rdx              // argv
  andq $-16, %rsp
  pushq %rax
  pushq %rsp                   // stack_end
  xorl %r8d, %r8d              // fini
  leaq ahead_run_constructors(%rip), %rcx
  leaq main(%rip), %rdi
  callq __libc_start_main@PLT
  hlt
  .cfi_endproc
  .size _start, .-_start
  .section .note.GNU-stack,"",@progbits
