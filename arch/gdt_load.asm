; arch/gdt_load.asm - taking a new GDT into use
;
; The segment registers hold copies of descriptors, so each is loaded again. FS and GS
; stay: loading a selector would clear their base, and GS carries the per-CPU area.

%include "asm-offsets.inc"

global gdt_load

section .text
bits 64

; void gdt_load(rdi: const struct desc_ptr *). Clobbers: rax.
gdt_load:
	lgdt [rdi]
	mov eax, KERNEL_DS
	mov ss, eax
	xor eax, eax
	mov ds, eax
	mov es, eax
	pop rax				; return address
	push KERNEL_CS
	push rax
	o64 retf
