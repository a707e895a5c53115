/*
 * core/base/symbols.c - names and source lines of the kernel's own code
 *
 * tools/mksymbols.py makes the tables from the linked image, sorted by address, and the
 * second link adds them: the first, which it reads, has empty ones. Addresses are kept as
 * offsets from _text.
 *
 * Locking: none; the tables are read-only.
 */
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/sections.h>

#define NO_FILE 0xffff

/* Row: the code from offset to the next row's comes from this line. */
struct line_row {
	u32 offset;
	u16 file; /* or NO_FILE */
	u16 line;
} __packed;

extern const u32 kallsyms_count, kallsyms_line_count;
extern const u32 kallsyms_offsets[], kallsyms_name_offsets[], kallsyms_file_offsets[];
extern const char kallsyms_names[], kallsyms_files[];
extern const struct line_row kallsyms_lines[];

static inline u32 offset_of(unsigned long addr)
{
	return (u32)(addr - (unsigned long)_text);
}

/* The last of count rows of the given size whose first u32 is <= offset, or -1. */
static long last_at_or_below(const void *table, u32 count, size_t row_size, u32 offset)
{
	long low = 0, high = count;

	while (low < high) {
		long middle = (low + high) / 2;
		u32 value;

		memcpy(&value, (const char *)table + (size_t)middle * row_size,
		       sizeof(value));
		if (value <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low - 1;
}

unsigned int kallsyms_num(void)
{
	return kallsyms_count;
}

const char *kallsyms_lookup(unsigned long addr, unsigned long *size,
			    unsigned long *offset)
{
	u32 at = offset_of(addr);
	u32 start, end;
	long i;

	if (!is_kernel_text(addr))
		return NULL;
	i = last_at_or_below(kallsyms_offsets, kallsyms_count, sizeof(u32), at);
	if (i < 0)
		return NULL;
	start = kallsyms_offsets[i];
	end = (u32)i + 1 < kallsyms_count ? kallsyms_offsets[i + 1]
					  : offset_of((unsigned long)_etext);
	if (size)
		*size = end - start;
	if (offset)
		*offset = at - start;
	return kallsyms_names + kallsyms_name_offsets[i];
}

const char *kallsyms_line(unsigned long addr, unsigned int *line)
{
	const struct line_row *row;
	long i;

	if (!is_kernel_text(addr))
		return NULL;
	i = last_at_or_below(kallsyms_lines, kallsyms_line_count, sizeof(*row),
			     offset_of(addr));
	if (i < 0)
		return NULL;
	row = &kallsyms_lines[i];
	if (row->file == NO_FILE)
		return NULL;
	if (line)
		*line = row->line;
	return kallsyms_files + kallsyms_file_offsets[row->file];
}

unsigned long kallsyms_lookup_name(const char *name)
{
	for (u32 i = 0; i < kallsyms_count; i++) {
		if (strcmp(kallsyms_names + kallsyms_name_offsets[i], name) == 0)
			return (unsigned long)_text + kallsyms_offsets[i];
	}
	return 0;
}

/* addr by name, where back bytes before it are what to look up. */
static int sprint_at(char *buf, size_t buf_size, unsigned long addr, unsigned int back)
{
	unsigned long size, offset;
	unsigned int line;
	const char *name = kallsyms_lookup(addr - back, &size, &offset);
	const char *file = kallsyms_line(addr - back, &line);
	int len;

	if (!name)
		return scnprintf(buf, buf_size, "0x%lx", addr);
	len = scnprintf(buf, buf_size, "%s+%#lx/%#lx", name, offset + back, size);
	if (file)
		len += scnprintf(buf + len, buf_size - (size_t)len, " (%s:%u)", file,
				 line);
	return len;
}

int sprint_symbol(char *buf, size_t size, unsigned long addr)
{
	return sprint_at(buf, size, addr, 0);
}

/* The call instruction is just before its return address, maybe the function's last. */
int sprint_backtrace(char *buf, size_t size, unsigned long return_addr)
{
	return sprint_at(buf, size, return_addr, 1);
}

/* For %pS, %ps and %pB (lib/vsprintf_pointer.c). */
static void format_symbol(char *buf, size_t size, unsigned long addr, char form)
{
	const char *name;

	if (form == 's') {
		name = kallsyms_lookup(addr, NULL, NULL);
		if (name)
			strscpy(buf, name, size);
	} else {
		sprint_at(buf, size, addr, form == 'B');
	}
}

void kallsyms_init(void)
{
	vsprintf_symbol_hook = format_symbol;
}
