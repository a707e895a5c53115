/*
 * include/linux/kallsyms.h - the kernel's own symbols and source lines
 *
 * tools/mksymbols.py makes the tables from the linked image. Any context.
 */
#ifndef LINUX_KALLSYMS_H
#define LINUX_KALLSYMS_H

#include <linux/types.h>

#define KSYM_NAME_LEN 128
/* Enough for "symbol+0x12345/0x12345 (path/of/the/file.c:12345)". */
#define KSYM_SYMBOL_LEN 256

/* Register the formats %pS, %ps and %pB. Once, as early as possible in the boot. */
void kallsyms_init(void);

/*
 * The function that addr lies in, with its size and the distance from its beginning in
 * bytes (each may be NULL); NULL if addr is no kernel code or there are no tables.
 */
const char *kallsyms_lookup(unsigned long addr, unsigned long *size,
			    unsigned long *offset);

/* The source file and line of the instruction at addr; NULL if not known. */
const char *kallsyms_line(unsigned long addr, unsigned int *line);

/* The address of a function by its name, or 0. Slow: for debugging and tests. */
unsigned long kallsyms_lookup_name(const char *name);

/* Number of symbols, for tests: 0 in an image that was linked without tables. */
unsigned int kallsyms_num(void);

/*
 * "name+0x1f/0x80 (dir/file.c:123)", or the address as 0x%lx; the length written.
 * The _backtrace form takes a return address and names the call before it.
 */
int sprint_symbol(char *buf, size_t size, unsigned long addr);
int sprint_backtrace(char *buf, size_t size, unsigned long return_addr);

#endif
