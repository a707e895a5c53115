; boot/entry64.asm - the first 64-bit code: up to the kernel's own addresses, and into C
;
; Entered at its physical address, through the identity map, with esi = BOOT_BY_* and
; ebx = physical address of the loader's information.

%include "boot.inc"
%include "asm-offsets.inc"

extern boot_main
extern init_stack

global entry64

section .head.text progbits alloc exec nowrite align=8
bits 64

entry64:
	mov rax, .high
	jmp rax
.high:
	xor eax, eax
	mov ds, eax
	mov es, eax
	mov ss, eax
	mov fs, eax
	mov gs, eax
	xor edx, edx
	mov ecx, MSR_GS_BASE		; not every CPU clears it with the selector
	wrmsr

	; Above the stack pointer lies an empty pt_regs, as on every kernel stack; rbp = 0
	; ends the backtrace.
	mov rsp, init_stack + THREAD_SIZE - PT_REGS_SIZE
	and rsp, -16
	xor ebp, ebp
	mov edi, esi
	mov esi, ebx
	call boot_main
.halt:
	cli
	hlt
	jmp .halt
