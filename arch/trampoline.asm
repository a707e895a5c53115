; arch/trampoline.asm - the first instructions of every CPU but the boot CPU
;
; A startup IPI begins in real mode at a page boundary below 1 MiB. smp_prepare() copies
; ap_trampoline there; it goes straight to 64-bit mode, by the boot's page tables, and
; on to ap_entry64 in the image. One CPU starts at a time, and only the one that ap_start
; names may: one that was given up and comes late finds another id there and halts.
; Source: SDM volume 3A, 8.4 (starting CPUs), 9.8.5 (long mode).

%include "asm-offsets.inc"

extern ap_main
extern ap_start
extern boot_pml4

global ap_trampoline
global ap_trampoline_end

KERNEL_MAP	equ 0xffffffff80000000
%define PHYS(symbol) (symbol - KERNEL_MAP)

CS64		equ 0x08
CR4_PAE		equ 1 << 5
CR0_PE_ET_NE_WP_PG equ 0x80010031
EFER_SCE_LME_NXE equ 0x901
CPUID_FEATURES	equ 1
INITIAL_APIC_ID_SHIFT equ 24	; of ebx
NOBODY		equ -1

section .rodata

	align 8
ap_trampoline:
bits 16
	cli
	cld
	mov ax, cs
	mov ds, ax
	mov eax, CR4_PAE
	mov cr4, eax
	mov eax, PHYS(boot_pml4)
	mov cr3, eax
	mov ecx, MSR_EFER
	xor edx, edx
	mov eax, EFER_SCE_LME_NXE
	wrmsr
	o32 lgdt [.gdt_pointer - ap_trampoline]
	mov eax, CR0_PE_ET_NE_WP_PG
	mov cr0, eax
	jmp dword CS64:PHYS(ap_entry64)

.gdt_pointer:
	dw ap_gdt_end - ap_gdt - 1
	dd PHYS(ap_gdt)
ap_trampoline_end:

	align 8
ap_gdt:
	dq 0
	dq 0x00af9b000000ffff	; CS64: 64-bit code
ap_gdt_end:

section .text
bits 64

; Entered at its physical address. Data segments hold what real mode left there.
ap_entry64:
	mov rax, .high
	jmp rax
.high:
	mov eax, CPUID_FEATURES
	cpuid
	mov eax, ebx
	shr eax, INITIAL_APIC_ID_SHIFT
	mov ecx, NOBODY
	lock cmpxchg [rel ap_start + AP_START_APIC_ID], ecx
	jne .halt

	xor eax, eax
	mov ds, eax
	mov es, eax
	mov ss, eax
	mov fs, eax
	mov gs, eax
	mov rax, [rel ap_start + AP_START_PGD]
	mov cr3, rax
	mov ecx, MSR_GS_BASE
	mov eax, [rel ap_start + AP_START_GS_BASE]
	mov edx, [rel ap_start + AP_START_GS_BASE + 4]
	wrmsr
	mov rsp, [rel ap_start + AP_START_STACK]
	xor ebp, ebp			; ends the backtrace
	call ap_main
.halt:
	cli
	hlt
	jmp .halt
