/*
 * include/asm/extable.h - instructions that may fault, and where to go on if they do
 *
 * An entry is a pair of addresses in section __ex_table. When the instruction at insn
 * faults in kernel mode, execution continues at fixup with all registers as they were.
 */
#ifndef ASM_EXTABLE_H
#define ASM_EXTABLE_H

#include <linux/types.h>

struct exception_table_entry {
	unsigned long insn;
	unsigned long fixup;
};

/* In inline assembly: label `from` may fault, go on at label `to`. */
#define _ASM_EXTABLE(from, to)             \
	".pushsection __ex_table, \"a\"\n" \
	".balign 8\n"                      \
	".quad " #from ", " #to "\n"       \
	".popsection\n"

/* The entry for the instruction at addr, or NULL. Any context. */
const struct exception_table_entry *search_exception_tables(unsigned long addr);

#endif
