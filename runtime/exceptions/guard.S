# uint64_t ahead_guarded_call(void* fn, void* a, void* b, void** exception)
# A frame that catches every managed exception, for C++ that must not be unwound: filters, static constructors, finalizers.
# Its personality (exceptions/personality.cc) lands at ahead_guard_landing with the record in rax.
	.text
	.globl	ahead_guarded_call
	.hidden	ahead_guarded_call
	.globl	ahead_guard_landing
	.hidden	ahead_guard_landing
	.type	ahead_guarded_call, @function
ahead_guarded_call:
	.cfi_startproc
	.cfi_personality 0x1b, ahead_guard_personality
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	pushq	%rcx
	pushq	%rcx
	movq	%rdi, %rax
	movq	%rsi, %rdi
	movq	%rdx, %rsi
	callq	*%rax
	leave
	.cfi_remember_state
	.cfi_def_cfa %rsp, 8
	retq
	.cfi_restore_state
ahead_guard_landing:
	movq	%rax, %rdi
	callq	ahead_begin_catch
	movq	-8(%rbp), %rcx
	movq	%rax, (%rcx)
	xorl	%eax, %eax
	leave
	.cfi_def_cfa %rsp, 8
	retq
	.cfi_endproc
	.size	ahead_guarded_call, . - ahead_guarded_call

# The SIGSEGV handler resumes here after a null reference: as if the faulting instruction had called it.
	.globl	ahead_fault_thunk
	.hidden	ahead_fault_thunk
	.type	ahead_fault_thunk, @function
ahead_fault_thunk:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	andq	$-16, %rsp
	callq	ahead_throw_null_reference
	ud2
	.cfi_endproc
	.size	ahead_fault_thunk, . - ahead_fault_thunk

	.section .note.GNU-stack,"",@progbits
