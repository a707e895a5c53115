; arch/entry.asm - exceptions and interrupts: in, and back
;
;	vector_N: push the error code (or 0) and N
;	   |
;	   +-- 0..31 --> exception_entry --> do_exception(regs, N) --------+
;	   +-- NMI, #DF, #MC --> ist_entry (ist.asm)                       |
;	   +-- 32.. ---> interrupt_entry --> do_interrupt(regs) -----------+
;	                                                                   |
;	          ring 0: restore_kernel   <--------------------------------+
;	          ring 3: return_to_user, by way of the exit work
;
; The gates turn interrupts off. The kernel runs with its own GS base: swapgs on every way
; in from ring 3 and out to it. The direction flag and AC may be anything on entry and are
; cleared. Source: SDM volume 3A, 6.14 (64-bit interrupt handling).

%include "entry.inc"
%include "asm-offsets.inc"

extern current_task
extern do_exception
extern do_interrupt
extern exit_to_user_hook
extern ist_entry

global vector_table
global return_to_user
global restore_user
global restore_kernel

section .entry.text progbits alloc exec nowrite align=64
bits 64

; For these exceptions the CPU pushes an error code itself (SDM table 6-1).
%define HAS_ERROR_CODE(v) \
	(v == 8 || (v >= 10 && v <= 14) || v == 17 || v == 21 || v == 29 || v == 30)

; These run on stacks of their own: #DF, NMI, #MC.
%define HAS_IST(v) (v == 8 || v == 2 || v == 18)

%assign v 0
%rep 32
	align 8
vector_%[v]:
  %if !HAS_ERROR_CODE(v)
	push 0
  %endif
	push v
  %if HAS_IST(v)
	jmp ist_entry
  %else
	jmp exception_entry
  %endif
%assign v v + 1
%endrep

%rep 224
	align 8
vector_%[v]:
	push v
	jmp interrupt_entry
%assign v v + 1
%endrep

; An exception, from ring 3 or from the kernel. On the stack: vector, error code, and the
; CPU's frame.
	align 16
exception_entry:
	CLAC
	cld
	xchg rdi, [rsp]			; the vector's slot becomes pt_regs.rdi
	PUSH_REGS_BELOW_RDI
	test byte [rsp + PT_CS], 3
	jz .from_kernel
	swapgs
.handle:
	mov esi, edi
	mov rdi, rsp
	call do_exception
	test byte [rsp + PT_CS], 3
	jnz return_to_user
	jmp restore_kernel

; The kernel itself went wrong, or an iretq refused what it was to load for ring 3 (an
; address that is not canonical). The latter is the program's fault: GS is the user's
; already, and the program's registers are all in place, so make the exception look as if
; it had come from the instruction after iretq: move our 16 slots up against the frame
; that iretq was reading.
.from_kernel:
	lea rsi, [rel iretq_to_user]
	cmp [rsp + PT_RIP], rsi
	jne .handle
	swapgs
	mov rax, rdi			; keep the vector
	mov rdi, [rsp + PT_RSP]		; the refused frame; we end just below it
	sub rdi, 8
	lea rsi, [rsp + PT_ORIG_RAX]
	mov ecx, PT_ORIG_RAX / 8 + 1
	std				; the regions overlap: from the top down
	rep movsq
	cld
	lea rsp, [rdi + 8]
	lea rbp, [rsp + 1]
	or qword [rsp + PT_CS], 3	; whatever it was, it was for ring 3
	mov rdi, rax
	jmp .handle

; A device, the timer, or another CPU. On the stack: vector, and the CPU's frame.
	align 16
interrupt_entry:
	CLAC
	cld
	PUSH_REGS
	test byte [rsp + PT_CS], 3
	jz .handle
	swapgs
.handle:
	mov rdi, rsp
	call do_interrupt
	test byte [rsp + PT_CS], 3
	jz restore_kernel
	; fall through

; The only way out to ring 3, but for sysret. irqs off; rsp = pt_regs. As long as the
; task's flags ask for something, do it first.
return_to_user:
	mov rax, [gs:rel current_task]
	test dword [rax + TASK_TI_FLAGS], TIF_WORK_MASK
	jnz exit_work
restore_user:
	POP_REGS
	add rsp, 8			; orig_rax
	swapgs
iretq_to_user:
	iretq
exit_work:
	mov rdi, rsp
	call [rel exit_to_user_hook]
	jmp return_to_user

; Back to the interrupted kernel code. rsp = pt_regs.
restore_kernel:
	POP_REGS
	add rsp, 8			; orig_rax
	iretq

section .rodata

; Where each of the 256 gates leads.
	align 8
vector_table:
%assign v 0
%rep 256
	dq vector_%[v]
%assign v v + 1
%endrep
