; arch/uaccess.asm - the instructions that touch user memory
;
; Each routine opens user memory (STAC), does its loads or stores, and closes it. An
; instruction that may fault has an entry in the exception table, which says where to go
; on; a caller sees what was not done. Contracts: include/asm/uaccess.h.
;
; The copy goes by words of 8 and then by bytes. When a word faults, the bytes before the
; fault are still good: they are copied one by one, so the count is exact.

%include "entry.inc"
%include "asm-offsets.inc"

global __copy_user
global __clear_user
global __get_user_1
global __get_user_2
global __get_user_4
global __get_user_8
global __put_user_1
global __put_user_2
global __put_user_4
global __put_user_8
global __strncpy_user
global __strnlen_user

; If the instruction at label %1 faults, go on at label %2.
%macro FIXUP 2
[section __ex_table progbits alloc noexec nowrite align=8]
	dq %1, %2
__?SECT?__
%endmacro

LOW_BITS	equ 0x0101010101010101
HIGH_BITS	equ 0x8080808080808080

section .text
bits 64

; unsigned long __copy_user(rdi to, rsi from, rdx n): bytes not copied.
	align 16
__copy_user:
	STAC
	mov rcx, rdx
	shr rcx, 3
	and edx, 7
.words:
	rep movsq
	mov ecx, edx
.bytes:
	rep movsb
.done:
	mov rax, rcx
	CLAC
	ret
.words_fault:
	lea rcx, [rcx * 8 + rdx]
	jmp .bytes
	FIXUP .words, .words_fault
	FIXUP .bytes, .done

; unsigned long __clear_user(rdi to, rsi n): bytes not cleared.
	align 16
__clear_user:
	STAC
	xor eax, eax
	mov rcx, rsi
	shr rcx, 3
	and esi, 7
.words:
	rep stosq
	mov ecx, esi
.bytes:
	rep stosb
.done:
	mov rax, rcx
	CLAC
	ret
.words_fault:
	lea rcx, [rcx * 8 + rsi]
	jmp .bytes
	FIXUP .words, .words_fault
	FIXUP .bytes, .done

; int __get_user_N(rdi value, rsi from): 0, or -EFAULT and *value = 0.
%macro GET_USER 2+
	align 16
__get_user_%1:
	STAC
.load:
	%2
	CLAC
	mov [rdi], rax
	xor eax, eax
	ret
	FIXUP .load, get_user_fault
%endmacro

	GET_USER 1, movzx eax, byte [rsi]
	GET_USER 2, movzx eax, word [rsi]
	GET_USER 4, mov eax, [rsi]
	GET_USER 8, mov rax, [rsi]

get_user_fault:
	CLAC
	mov qword [rdi], 0
	mov eax, -EFAULT
	ret

; int __put_user_N(rdi value, rsi to): 0 or -EFAULT.
%macro PUT_USER 2
	align 16
__put_user_%1:
	STAC
.store:
	mov [rsi], %2
	CLAC
	xor eax, eax
	ret
	FIXUP .store, put_user_fault
%endmacro

	PUT_USER 1, dil
	PUT_USER 2, di
	PUT_USER 4, edi
	PUT_USER 8, rdi

put_user_fault:
	CLAC
	mov eax, -EFAULT
	ret

; int __xsave_user(rdi to), __xrstor_user(rdi from), and so on: 0 or -EFAULT.
%macro FPU_USER 2
	global __%1_user
	align 16
__%1_user:
	STAC
	mov eax, -1			; all components
	mov edx, eax
.fpu:
	%2 [rdi]
	CLAC
	xor eax, eax
	ret
	FIXUP .fpu, put_user_fault
%endmacro

	FPU_USER xsave, xsave64
	FPU_USER xrstor, xrstor64
	FPU_USER fxsave, fxsave64
	FPU_USER fxrstor, fxrstor64

; A word has a zero byte when ((w - 0x01..01) & ~w & 0x80..80) is not 0; the lowest bit
; set is in the first one.
; In: rcx = word, r8 = LOW_BITS, r9 = HIGH_BITS. Out: r10, ZF. Clobbers: rcx.
%macro FIND_ZERO_BYTE 0
	mov r10, rcx
	sub r10, r8
	not rcx
	and r10, r9
	and r10, rcx
%endmacro

; long __strncpy_user(rdi to, rsi from, rdx n): bytes before the NUL; n if there is none;
; -EFAULT. Up to 7 bytes after the NUL, within the n, are copied too.
	align 16
__strncpy_user:
	STAC
	mov r8, LOW_BITS
	mov r9, HIGH_BITS
	xor eax, eax
.next_word:
	cmp rdx, 8
	jb .next_byte
.load_word:
	mov rcx, [rsi + rax]
	mov [rdi + rax], rcx
	FIND_ZERO_BYTE
	jnz .in_word
	add rax, 8
	sub rdx, 8
	jmp .next_word
.in_word:
	bsf r10, r10
	shr r10d, 3
	add rax, r10
	jmp .done
.next_byte:
	test rdx, rdx
	jz .done
.load_byte:
	movzx ecx, byte [rsi + rax]
	mov [rdi + rax], cl
	test cl, cl
	jz .done
	inc rax
	dec rdx
	jmp .next_byte
.fault:
	mov rax, -EFAULT
.done:
	CLAC
	ret
	FIXUP .load_word, .next_byte	; the string may end before the fault
	FIXUP .load_byte, .fault

; long __strnlen_user(rdi str, rsi n): bytes before the NUL; n if there is none; -EFAULT.
	align 16
__strnlen_user:
	STAC
	mov r8, LOW_BITS
	mov r9, HIGH_BITS
	xor eax, eax
.next_word:
	cmp rsi, 8
	jb .next_byte
.load_word:
	mov rcx, [rdi + rax]
	FIND_ZERO_BYTE
	jnz .in_word
	add rax, 8
	sub rsi, 8
	jmp .next_word
.in_word:
	bsf r10, r10
	shr r10d, 3
	add rax, r10
	jmp .done
.next_byte:
	test rsi, rsi
	jz .done
.load_byte:
	cmp byte [rdi + rax], 0
	je .done
	inc rax
	dec rsi
	jmp .next_byte
.fault:
	mov rax, -EFAULT
.done:
	CLAC
	ret
	FIXUP .load_word, .next_byte
	FIXUP .load_byte, .fault
