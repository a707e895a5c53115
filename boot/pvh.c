/*
 * boot/pvh.c - reading what QEMU's -kernel says
 *
 * Source: Xen, public/arch-x86/hvm/start_info.h (version 1 of the structure).
 * Locking: none; boot CPU only.
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include "boot.h"

#define HVM_START_MAGIC 0x336ec578

struct hvm_start_info {
	u32 magic;
	u32 version; /* the memory map is there from 1 on */
	u32 flags;
	u32 nr_modules;
	u64 modules;
	u64 cmdline;
	u64 rsdp;
	u64 memmap;
	u32 nr_memmap;
	u32 reserved;
};

struct hvm_module {
	u64 start, size, cmdline, reserved;
};

struct hvm_memmap_entry {
	u64 base, size;
	u32 type, reserved;
};

static void read_cmdline(u64 phys)
{
	const char *text = boot_map(phys, BOOT_CMDLINE_SIZE);

	if (text)
		boot_append_cmdline(text, BOOT_CMDLINE_SIZE);
}

static void read_modules(const struct hvm_start_info *info)
{
	const struct hvm_module *module = boot_map(info->modules, sizeof(*module));

	if (info->nr_modules && module && module->start + module->size > module->start)
		boot_set_initrd(module->start, module->start + module->size);
}

static void read_memmap(const struct hvm_start_info *info)
{
	u64 bytes = (u64)info->nr_memmap * sizeof(struct hvm_memmap_entry);
	const struct hvm_memmap_entry *e = boot_map(info->memmap, bytes);
	u32 i;

	if (!e)
		return;
	for (i = 0; i < info->nr_memmap; i++)
		boot_add_region(e[i].base, e[i].size, e[i].type);
}

void pvh_read(u32 phys)
{
	const struct hvm_start_info *info = boot_map(phys, sizeof(*info));

	boot_info.loader = "PVH";
	if (!info || info->magic != HVM_START_MAGIC) {
		pr_err("boot: the PVH start information is not readable\n");
		return;
	}
	read_cmdline(info->cmdline);
	read_modules(info);
	boot_info.acpi_rsdp = info->rsdp;
	if (info->version >= 1)
		read_memmap(info);
}
