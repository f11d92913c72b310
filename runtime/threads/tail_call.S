# Calls the code in r10 with the arguments in registers and those in the thread's tail area, in place of the frame that jumps here
# (compiler/import/tail_calls.cc). A frame of this function that waits for that one gives way, so there is never more than one in a row.
	.text
	.globl	ahead_tail_call
	.hidden	ahead_tail_call
	.type	ahead_tail_call, @function
ahead_tail_call:
	.cfi_startproc
	leaq	.Lcalled(%rip), %rax
	cmpq	%rax, (%rsp)
	jne	.Lfirst
	.cfi_remember_state
	.cfi_def_cfa %rbp, 16                # rbp is that frame's: whoever jumped here has restored it
	.cfi_offset %rbp, -16
	movq	%rbp, %rsp
	popq	%rbp
	.cfi_restore_state
.Lfirst:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	pushq	%rbx                         # scratch below; it has its value again when the call is made
	pushq	%rbx
	movq	ahead_tail@gottpoff(%rip), %rax
	addq	%fs:0, %rax
	movq	(%rax), %r11                 # the area: words, structs
	movq	8(%rax), %rbx                # its size
	subq	%rbx, %rsp
.Lcopy:
	testq	%rbx, %rbx
	jz	.Laddresses
	subq	$8, %rbx
	movq	(%r11,%rbx), %rax
	movq	%rax, (%rsp,%rbx)
	jmp	.Lcopy
.Laddresses:
	movq	ahead_tail@gottpoff(%rip), %rax
	addq	%fs:0, %rax
	movq	16(%rax), %rbx               # which integer registers and words are offsets from the stack pointer
	movq	$0, 8(%rax)                  # nothing there is alive from here on
	testq	%rbx, %rbx
	jz	.Lcall
	.irp	register, rdi, rsi, rdx, rcx, r8, r9
	shrq	%rbx
	jnc	1f
	addq	%rsp, %\register
1:
	.endr
	movq	%rsp, %rax
.Lword:
	testq	%rbx, %rbx
	jz	.Lcall
	shrq	%rbx
	jnc	.Lnext
	addq	%rsp, (%rax)
.Lnext:
	addq	$8, %rax
	jmp	.Lword
.Lcall:
	movq	-8(%rbp), %rbx
	callq	*%r10
.Lcalled:
	leave
	.cfi_def_cfa %rsp, 8
	retq
	.cfi_endproc
	.size	ahead_tail_call, . - ahead_tail_call

	.section .note.GNU-stack,"",@progbits
