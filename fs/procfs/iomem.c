/*
 * fs/procfs/iomem.c - /proc/iomem: what lies where in physical memory
 *
 * The firmware's map in rising order, and inside of it the parts of the kernel image.
 *
 * Locking: none: boot_info does not change.
 *
 * Atlas: no tree of resources, so the registers of devices are not in it.
 */
#include <linux/minmax.h>
#include <asm/page.h>
#include <asm/sections.h>
#include <atlas/boot_info.h>
#include "internal.h"

static const char *type_name(enum boot_mem_type type)
{
	switch (type) {
	case BOOT_MEM_USABLE:
		return "System RAM";
	case BOOT_MEM_ACPI:
		return "ACPI Tables";
	case BOOT_MEM_NVS:
		return "ACPI Non-volatile Storage";
	case BOOT_MEM_UNUSABLE:
		return "Unusable memory";
	default:
		return "Reserved";
	}
}

/* The region with the lowest base that is not below `from`, or NULL. */
static const struct boot_mem_region *next_region(phys_addr_t from)
{
	const struct boot_mem_region *best = NULL;

	for (unsigned int i = 0; i < boot_info.nr_regions; i++) {
		const struct boot_mem_region *r = &boot_info.regions[i];

		if (r->size && r->base >= from && (!best || r->base < best->base))
			best = r;
	}
	return best;
}

/* A line, indented, if [start, end) of the kernel image lies in region r. */
static void show_part(struct seq_file *m, const struct boot_mem_region *r,
		      const char *start, const char *end, const char *name)
{
	phys_addr_t from = __pa_symbol(start), to = __pa_symbol(end);

	if (from >= r->base && from < r->base + r->size && to > from)
		seq_printf(m, "  %08llx-%08llx : %s\n", from, to - 1, name);
}

int proc_iomem_show(struct seq_file *m, void *v)
{
	const struct boot_mem_region *r = next_region(0);

	for (; r; r = next_region(r->base + 1)) {
		seq_printf(m, "%08llx-%08llx : %s\n", r->base, r->base + r->size - 1,
			   type_name(r->type));
		show_part(m, r, _text, _etext, "Kernel code");
		show_part(m, r, __start_rodata, __end_rodata, "Kernel rodata");
		show_part(m, r, _sdata, _edata, "Kernel data");
		show_part(m, r, __bss_start, __bss_stop, "Kernel bss");
	}
	return 0;
}
