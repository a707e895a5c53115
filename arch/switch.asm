; arch/switch.asm - from one kernel stack to another
;
; What a switched-out task has on its stack, from where thread.sp points:
;
;	r15 r14 r13 r12 rbx rbp, return address
;
; C treats all other registers as lost in a call. process.c (struct switch_frame) builds
; the same for a new task, with new_task as the return address.

%include "asm-offsets.inc"

extern __switch_to
extern schedule_tail_hook
extern syscall_return

global __switch_to_asm
global new_task
global init_stack
global init_stack_guard

section .text
bits 64

; In: rdi = prev, rsi = next. Out, when prev runs again: rax = who ran before it.
__switch_to_asm:
	push rbp
	push rbx
	push r12
	push r13
	push r14
	push r15
	mov [rdi + TASK_THREAD_SP], rsp
	mov rsp, [rsi + TASK_THREAD_SP]
	pop r15
	pop r14
	pop r13
	pop r12
	pop rbx
	pop rbp
	jmp __switch_to			; returns to where next was switched out

; The first instructions of a new task. rax = who ran before; rbx = the function of a
; kernel thread, 0 for a child of fork; r12 = its argument; rsp = pt_regs.
new_task:
	mov rdi, rax
	call [rel schedule_tail_hook]
	test rbx, rbx
	jz .to_user
	mov rdi, r12
	call rbx			; returns only if it has become a program
.to_user:
	jmp syscall_return

; The stack of the boot, later that of CPU 0's idle task, and the page below it, which
; start_kernel unmaps.
section .bss..page_aligned nobits alloc noexec write align=4096

init_stack_guard:	resb 4096
init_stack:		resb THREAD_SIZE
