; boot/header.asm - what makes GRUB and QEMU recognise the kernel
;
; GRUB looks for the Multiboot2 header in the first 32 KiB of the file; QEMU's -kernel
; for an ELF note that names the PVH entry point.
; Source: Multiboot2 specification 2.0, section 3.1; Xen's docs/misc/pvh.pandoc.

%include "boot.inc"

extern pvh_entry

MULTIBOOT2_MAGIC	equ 0xe85250d6
MULTIBOOT2_I386		equ 0		; entered in 32-bit protected mode

TAG_END			equ 0
TAG_FRAMEBUFFER		equ 5
TAG_MODULE_ALIGN	equ 6
TAG_OPTIONAL		equ 1		; boot us even if you cannot do it

XEN_ELFNOTE_PHYS32_ENTRY equ 18

section .head.text progbits alloc exec nowrite align=8

header:
	dd MULTIBOOT2_MAGIC, MULTIBOOT2_I386, header_end - header
	dd 0x100000000 - (MULTIBOOT2_MAGIC + MULTIBOOT2_I386 + (header_end - header))

	align 8, db 0
	; A linear framebuffer of 32 bits a pixel, this size if possible: GRUB heeds the depth
	; only together with a size. Under UEFI there is no text mode; under BIOS, grub.cfg
	; sets gfxpayload=text after the multiboot2 command, which sets it from this tag.
	dw TAG_FRAMEBUFFER, TAG_OPTIONAL
	dd 20
	dd 1024, 768, 32

	align 8, db 0
	dw TAG_MODULE_ALIGN, TAG_OPTIONAL
	dd 8

	align 8, db 0
	dw TAG_END, 0
	dd 8
header_end:

section .note.pvh note alloc noexec nowrite align=4

	dd 4, 8, XEN_ELFNOTE_PHYS32_ENTRY
	db "Xen", 0
	dq PHYS(pvh_entry)
