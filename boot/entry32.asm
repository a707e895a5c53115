; boot/entry32.asm - the machine's first instructions: from 32-bit protected mode to 64 bits
;
;	multiboot2_entry -+
;			  +-> check_cpu -> build_page_tables -> long mode -> entry64
;	pvh_entry --------+
;
; Both loaders hand over flat 32-bit segments, paging off, interrupts off, A20 on.
; The first page tables map, in 2 MiB pages that may be read, written and executed,
;	0				the first 4 GiB, for the code here
;	PAGE_OFFSET			the same 4 GiB, so that __va() works
;	__START_KERNEL_map		the first 1 GiB, where the kernel image is
; until paging_init() replaces them. Source: SDM volume 3A, 9.8.5 and 4.5.

%include "boot.inc"
%include "asm-offsets.inc"

extern check_cpu
extern entry64
extern init_stack

global multiboot2_entry
global pvh_entry
global boot_pml4

MULTIBOOT2_BOOTLOADER_MAGIC equ 0x36d76289

PTE_PRESENT_RW	equ 0x003
PDE_LARGE	equ 0x083	; present, writable, 2 MiB
LARGE_PAGE	equ 0x200000
NR_PD		equ 4		; 1 GiB each

PML4_PAGE_OFFSET equ 273	; bits 39-47 of PAGE_OFFSET
PML4_KERNEL	equ 511
PDPT_KERNEL	equ 510		; bits 30-38 of __START_KERNEL_map

EFER_SCE_LME_NXE equ 0x901	; syscall, long mode, no-execute
CR4_PAE		equ 0x20
CR0_PG_WP	equ 0x80010000

section .head.text progbits alloc exec nowrite align=8
bits 32

; From GRUB. In: eax = magic, ebx = Multiboot2 information.
multiboot2_entry:
	cmp eax, MULTIBOOT2_BOOTLOADER_MAGIC
	jne .stranger
	mov esi, BOOT_BY_MULTIBOOT2
	jmp start32
.stranger:
	hlt
	jmp .stranger

; From QEMU's -kernel or another PVH loader. In: ebx = struct hvm_start_info.
pvh_entry:
	mov esi, BOOT_BY_PVH

; In: esi = BOOT_BY_*, ebx = the loader's information. Both reach entry64 unchanged.
start32:
	cld
	cli
	mov esp, PHYS(init_stack) + THREAD_SIZE
	call check_cpu			; does not return if something is missing
	call build_page_tables

	mov eax, CR4_PAE		; and nothing that firmware may have left there
	mov cr4, eax
	mov eax, PHYS(boot_pml4)
	mov cr3, eax
	mov ecx, MSR_EFER
	rdmsr
	or eax, EFER_SCE_LME_NXE
	wrmsr
	mov eax, cr0
	or eax, CR0_PG_WP
	mov cr0, eax

	lgdt [PHYS(boot_gdt_pointer)]
	jmp BOOT_CS64:PHYS(entry64)

; Fill the boot page tables, which the loader has zeroed with the rest of .bss.
; Clobbers: eax, ecx, edi.
build_page_tables:
	mov eax, PHYS(boot_pdpt) + PTE_PRESENT_RW
	mov [PHYS(boot_pml4)], eax
	mov [PHYS(boot_pml4) + PML4_PAGE_OFFSET * 8], eax
	mov dword [PHYS(boot_pml4) + PML4_KERNEL * 8], PHYS(boot_pdpt_kernel) + PTE_PRESENT_RW

	mov eax, PHYS(boot_pd) + PTE_PRESENT_RW
	mov [PHYS(boot_pdpt_kernel) + PDPT_KERNEL * 8], eax
	mov edi, PHYS(boot_pdpt)
	mov ecx, NR_PD
.next_pd:
	mov [edi], eax
	add eax, 4096
	add edi, 8
	loop .next_pd

	mov eax, PDE_LARGE
	mov edi, PHYS(boot_pd)
	mov ecx, NR_PD * 512
.next_page:
	mov [edi], eax
	add eax, LARGE_PAGE
	add edi, 8
	loop .next_page
	ret

section .rodata

	align 8
boot_gdt:
	dq 0
	dq 0x00af9b000000ffff	; BOOT_CS64: 64-bit code
	dq 0x00cf9b000000ffff	; BOOT_CS32: flat 32-bit code
	dq 0x00cf93000000ffff	; BOOT_DS: flat data
boot_gdt_end:

boot_gdt_pointer:
	dw boot_gdt_end - boot_gdt - 1
	dd PHYS(boot_gdt)

section .bss..page_aligned nobits alloc noexec write align=4096

boot_pml4:		resb 4096
boot_pdpt:		resb 4096
boot_pdpt_kernel:	resb 4096
boot_pd:		resb 4096 * NR_PD
