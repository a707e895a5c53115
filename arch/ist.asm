; arch/ist.asm - the exceptions that can strike anywhere: NMI, #DF and #MC
;
; They may come between the first instruction of an entry and its swapgs, or when the
; stack pointer is still the user's. So they have stacks of their own (TSS.ist), and they
; do not ask whose GS base is loaded: this CPU's lies in the word above the stack, put
; there by gdt_init_cpu(). The base found is kept in r12, which C preserves.
;
; A handler here must not fault and not sleep: an iretq inside it would let the next NMI
; in, on the same stack.

%include "entry.inc"
%include "asm-offsets.inc"

extern do_exception
extern restore_kernel

global ist_entry

section .entry.text progbits alloc exec nowrite align=16
bits 64

; On the stack: vector, error code, the CPU's frame, and above it the kernel's GS base.
ist_entry:
	CLAC
	cld
	xchg rdi, [rsp]
	PUSH_REGS_BELOW_RDI

	mov ecx, MSR_GS_BASE
	rdmsr
	shl rdx, 32
	or rax, rdx
	mov r12, rax
	mov eax, [rsp + PT_REGS_SIZE]
	mov edx, [rsp + PT_REGS_SIZE + 4]
	wrmsr

	mov esi, edi
	mov rdi, rsp
	call do_exception

	mov ecx, MSR_GS_BASE
	mov rax, r12
	mov rdx, r12
	shr rdx, 32
	wrmsr
	jmp restore_kernel		; ring 3 or not: GS is as it was found
