; boot/check_cpu.asm - can this CPU run Atlas? If not, say what is missing
;
; A CPU without long mode would answer the switch to it with a reset, which tells nobody
; anything. So CPUID is asked first, and what is missing goes to COM1 and to the VGA text
; screen. Source: SDM volume 2A, CPUID; volume 1, 20.1 (is there a CPUID instruction?).

%include "boot.inc"

global check_cpu

EFLAGS_ID	equ 1 << 21	; can be changed if CPUID exists
CPUID_FEATURES	equ 1
CPUID_EXT_MAX	equ 0x80000000
CPUID_EXT_FEATURES equ 0x80000001

COM1		equ 0x3f8
UART_LSR	equ 5
UART_LSR_THRE	equ 0x20
VGA_TEXT	equ 0xb8000
VGA_BYTES	equ 80 * 25 * 2
VGA_WHITE_ON_BLACK equ 0x0f

; One row of a table: the bit of EDX and its name.
%macro feature 2
	db %1, %2, 0
%endmacro
%macro end_of_features 0
	db 0xff
%endmacro

section .head.text progbits alloc exec nowrite align=8
bits 32

; Return if the CPU has everything; else print what it lacks and halt.
; Preserves: esi, ebx. Clobbers: eax, ecx, edx, edi, ebp.
check_cpu:
	push esi
	push ebx
	xor ebp, ebp			; has anything been found missing?

	pushfd
	pop eax
	mov ecx, eax
	xor eax, EFLAGS_ID
	push eax
	popfd
	pushfd
	pop eax
	xor eax, ecx
	test eax, EFLAGS_ID
	jz .no_cpuid

	mov eax, CPUID_FEATURES
	cpuid
	mov edi, PHYS(features)
	call check_features

	mov eax, CPUID_EXT_MAX
	cpuid
	xor edx, edx
	cmp eax, CPUID_EXT_FEATURES
	jb .extended
	mov eax, CPUID_EXT_FEATURES
	cpuid
.extended:
	mov edi, PHYS(ext_features)
	call check_features

	test ebp, ebp
	jnz .halt
	pop ebx
	pop esi
	ret

.no_cpuid:
	call report_missing_head
	mov esi, PHYS(name_cpuid)
	call print
.halt:
	mov esi, PHYS(message_tail)
	call print
.forever:
	cli
	hlt
	jmp .forever

; Print the names of the features of a table that the CPU lacks.
; In: edx = what it has, edi = table. Out: ebp = 1 if one was missing.
; Clobbers: eax, ecx, edi, esi.
check_features:
	movzx ecx, byte [edi]
	cmp cl, 0xff
	je .done
	inc edi
	bt edx, ecx
	jc .skip_name
	push edx
	call report_missing_head
	mov esi, edi
	call print
	pop edx
.skip_name:
	mov al, [edi]
	inc edi
	test al, al
	jnz .skip_name
	jmp check_features
.done:
	ret

; Begin the message with the first missing feature, separate from the one before else.
; In/out: ebp. Clobbers: eax, ecx, edx, esi.
report_missing_head:
	mov esi, PHYS(separator)
	test ebp, ebp
	jnz .print
	mov ebp, 1
	call clear_screen
	call init_com1
	mov esi, PHYS(message_head)
.print:
	jmp print

; Print the NUL-terminated string at esi on COM1 and the screen. Clobbers: eax, ecx, edx, esi.
print:
	lodsb
	test al, al
	jz .done
	call print_com1
	mov ecx, [PHYS(vga_next)]
	mov ah, VGA_WHITE_ON_BLACK
	mov [ecx], ax
	add dword [PHYS(vga_next)], 2
	jmp print
.done:
	ret

; Send al. Waits for the UART, but not for ever: there may be none. Clobbers: ecx, edx.
print_com1:
	push eax
	mov ecx, 100000
	mov edx, COM1 + UART_LSR
.wait:
	in al, dx
	test al, UART_LSR_THRE
	loopz .wait
	pop eax
	mov edx, COM1
	out dx, al
	ret

; 115200 baud, 8 data bits, no parity. Clobbers: eax, edx, esi.
init_com1:
	mov esi, PHYS(com1_setup)
.next:
	movzx edx, byte [esi]
	cmp dl, 0xff
	je .done
	add edx, COM1
	mov al, [esi + 1]
	out dx, al
	add esi, 2
	jmp .next
.done:
	ret

; Clobbers: eax, ecx.
clear_screen:
	push edi
	mov edi, VGA_TEXT
	mov ecx, VGA_BYTES / 4
	mov eax, (VGA_WHITE_ON_BLACK << 24) | (' ' << 16) | (VGA_WHITE_ON_BLACK << 8) | ' '
	rep stosd
	pop edi
	ret

section .rodata

features:			; CPUID 1, EDX
	feature 0, "x87 FPU"
	feature 3, "2 MiB pages (PSE)"
	feature 4, "time-stamp counter"
	feature 5, "model-specific registers"
	feature 6, "PAE"
	feature 9, "local APIC"
	feature 24, "FXSAVE"
	feature 25, "SSE"
	feature 26, "SSE2"
	end_of_features

ext_features:			; CPUID 0x80000001, EDX
	feature 20, "no-execute pages (NX)"
	feature 29, "long mode (64 bits)"
	end_of_features

name_cpuid:	db "CPUID", 0
message_head:	db "Atlas cannot run on this CPU. It lacks: ", 0
separator:	db ", ", 0
message_tail:	db ". Halted.", 13, 10, 0

com1_setup:			; register offset, value
	db 1, 0			; no interrupts
	db 3, 0x80		; DLAB: the divisor
	db 0, 1
	db 1, 0
	db 3, 3			; 8n1
	db 2, 7			; FIFOs on and empty
	db 4, 3			; DTR, RTS
	db 0xff

section .data

vga_next:	dd VGA_TEXT
