; tools/build/entry-frame.asm - tells debuggers how the entry code's frame is built
;
; The C functions have their unwind tables from GCC; the entry code, between __entry_text_start and
; __entry_text_end, gets this one. It is true wherever the entry code calls C: there
; rsp = struct pt_regs (include/asm/ptrace.h). S marks a frame that was not made by a call, as for
; a signal handler: so the stack below may be another one, a program's.
; Source: DWARF 5, 6.4; System V ABI for AMD64, figure 3.36 (register numbers).

extern __entry_text_start
extern __entry_text_size

%define DW_CFA_def_cfa	0x0c
%define DW_CFA_offset	0x80
%define DW_CFA_offset_extended 0x05

; Register %1 is saved in slot %2 of pt_regs.
%macro SAVED 2
	db DW_CFA_offset | %1, %2
%endmacro

section .debug_frame progbits noalloc noexec nowrite align=8

cie:
	dd cie_end - cie - 4
	dd 0xffffffff			; this is a CIE
	db 1				; version
	db "S", 0
	db 1, 8, 16			; code and data alignment factors; the return address is 16
	db DW_CFA_def_cfa, 7, 0		; the frame's address is rsp
%assign slot 0
%rep 4
	SAVED 15 - slot, slot		; r15 to r12
%assign slot slot + 1
%endrep
	SAVED 6, 4			; rbp
	SAVED 3, 5			; rbx
	SAVED 11, 6
	SAVED 10, 7
	SAVED 9, 8
	SAVED 8, 9
	SAVED 0, 10			; rax
	SAVED 2, 11			; rcx
	SAVED 1, 12			; rdx
	SAVED 4, 13			; rsi
	SAVED 5, 14			; rdi
	SAVED 16, 16			; rip
	db DW_CFA_offset_extended, 51, 17	; cs
	db DW_CFA_offset_extended, 49, 18	; rflags
	SAVED 7, 19			; rsp
	db DW_CFA_offset_extended, 52, 20	; ss
	align 8, db 0
cie_end:

fde:
	dd fde_end - fde - 4
	dd cie
	dq __entry_text_start
	dq __entry_text_size
	align 8, db 0
fde_end:
