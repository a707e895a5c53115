/*
 * include/asm/sections.h - the edges of the kernel image, as linker.ld names them
 *
 * Only their addresses mean anything.
 */
#ifndef ASM_SECTIONS_H
#define ASM_SECTIONS_H

#include <linux/types.h>

extern char _text[], _stext[], _etext[];
extern char __start_rodata[], __end_rodata[];
extern char _sdata[], _edata[];
extern char __bss_start[], __bss_stop[];
extern char _end[];
extern char __init_begin[], __init_end[];
extern char __per_cpu_start[], __per_cpu_end[];
extern char __entry_text_start[], __entry_text_end[];

/* Is addr the address of kernel code? __init code counts as long as it is there. */
static inline bool is_kernel_text(unsigned long addr)
{
	return addr >= (unsigned long)_stext && addr < (unsigned long)_etext;
}

#endif
