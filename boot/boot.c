/*
 * boot/boot.c - the first C code: from the loader's tables to boot_info to start_kernel
 *
 * Which loader it was ends here. The loaders' tables lie anywhere in the first 4 GiB,
 * which the boot page tables map; all that is needed later is copied.
 *
 * Locking: none; one CPU, irqs off.
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/start_kernel.h>
#include <linux/string.h>
#include <asm/page.h>
#include "boot.h"

#define MAPPED_END (4ULL << 30)

const void *boot_map(u64 phys, u64 size)
{
	if (!phys || phys >= MAPPED_END || size > MAPPED_END - phys)
		return NULL;
	return __va(phys);
}

void boot_append_cmdline(const char *text, size_t max)
{
	size_t len = strlen(boot_info.cmdline);
	size_t more = strnlen(text, max);

	while (more && (text[more - 1] == '\n' || text[more - 1] == ' '))
		more--;
	if (!more)
		return;
	if (len && len < BOOT_CMDLINE_SIZE - 1)
		boot_info.cmdline[len++] = ' ';
	if (more > BOOT_CMDLINE_SIZE - 1 - len) {
		pr_warn("boot: the command line is longer than %d bytes and was cut\n",
			BOOT_CMDLINE_SIZE - 1);
		more = BOOT_CMDLINE_SIZE - 1 - len;
	}
	memcpy(boot_info.cmdline + len, text, more);
	boot_info.cmdline[len + more] = '\0';
}

void boot_add_region(u64 base, u64 size, u32 type)
{
	if (!size)
		return;
	if (boot_info.nr_regions == BOOT_MAX_REGIONS) {
		pr_warn_once(
			"boot: the memory map has more than %d regions; the rest is lost\n",
			BOOT_MAX_REGIONS);
		return;
	}
	if (base + size < base)
		size = -base;
	boot_info.regions[boot_info.nr_regions++] = (struct boot_mem_region){
		.base = base,
		.size = size,
		.type = type >= BOOT_MEM_USABLE && type <= BOOT_MEM_UNUSABLE
				? type
				: BOOT_MEM_RESERVED,
	};
}

void boot_set_initrd(u64 start, u64 end)
{
	if (start && end > start && !boot_info.initrd_end) {
		boot_info.initrd_start = start;
		boot_info.initrd_end = end;
	}
}

void boot_main(enum boot_protocol protocol, u32 info)
{
	if (protocol == BOOT_BY_MULTIBOOT2)
		multiboot2_read(info);
	else
		pvh_read(info);
	fw_cfg_append_cmdline();
	start_kernel();
}
