; arch/syscall.asm - the syscall instruction: in, and back by sysret where that is safe
;
; syscall leaves the user's stack pointer in place, puts RIP into rcx and RFLAGS into r11,
; and clears the flags in MSR_SYSCALL_MASK: interrupts, single step, direction, AC.
; Source: SDM volume 2B, SYSCALL and SYSRET; System V ABI for AMD64, A.2.1.

%include "entry.inc"
%include "asm-offsets.inc"

extern cpu_stack_top
extern current_task
extern restore_user
extern return_to_user
extern syscall_handler
extern user_sp_scratch

global syscall_entry
global syscall_return

section .entry.text progbits alloc exec nowrite align=64
bits 64

; In: rax = number, arguments in rdi, rsi, rdx, r10, r8, r9.
syscall_entry:
	swapgs
	mov [gs:rel user_sp_scratch], rsp
	mov rsp, [gs:rel cpu_stack_top]
	push USER_DS
	push qword [gs:rel user_sp_scratch]
	push r11
	push USER_CS
	push rcx
	push rax			; orig_rax
	push rdi
	push rsi
	push rdx
	push rcx
	push -ENOSYS			; rax, until the handler knows better
	push r8
	push r9
	push r10
	push r11
	push rbx
	push rbp
	push r12
	push r13
	push r14
	push r15
	lea rbp, [rsp + 1]
	sti
	mov rdi, rsp
	call [rel syscall_handler]
	mov [rsp + PT_RAX], rax
	; fall through

; The end of a system call, and of a new task's first steps. rsp = pt_regs.
;
; sysret is quick but takes RIP and RFLAGS from rcx and r11 alone, so it serves only while
; these are what the program returns to (they are not after execve or sigreturn). A RIP
; that is not canonical would fault in ring 0 with the user's stack pointer loaded, so
; RIP must be below 2^47; and sysret cannot set RF, nor step singly. All else is iretq's.
syscall_return:
	cli
	mov rax, [gs:rel current_task]
	test dword [rax + TASK_TI_FLAGS], TIF_WORK_MASK
	jnz return_to_user
	mov rcx, [rsp + PT_RIP]
	cmp rcx, [rsp + PT_RCX]
	jne restore_user
	shr rcx, 47
	jnz restore_user
	mov r11, [rsp + PT_RFLAGS]
	cmp r11, [rsp + PT_R11]
	jne restore_user
	test r11d, EFLAGS_NO_SYSRET
	jnz restore_user

	POP_REGS			; rcx = RIP and r11 = RFLAGS among them
	mov rsp, [rsp + PT_RSP - PT_ORIG_RAX]
	swapgs
	o64 sysret
