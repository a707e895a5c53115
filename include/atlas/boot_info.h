/*
 * include/atlas/boot_info.h - what the boot loader told us, whichever one it was
 *
 * Multiboot2 under BIOS, Multiboot2 under UEFI and PVH hand over different tables.
 * boot/ reads them and fills this one structure; nothing above boot/ knows which
 * loader it was. All addresses are physical.
 *
 * Locking: none. Written once by boot/ on the only CPU; `mem=` and `memmap=` correct the
 * regions (mm/frames/boot_memory.c). Read-only afterwards.
 */
#ifndef ATLAS_BOOT_INFO_H
#define ATLAS_BOOT_INFO_H

#include <linux/types.h>

#define BOOT_CMDLINE_SIZE 2048
#define BOOT_MAX_REGIONS 128

/* The firmware's kinds of memory, with the numbers of ACPI (section 15, table 15.4). */
enum boot_mem_type {
	BOOT_MEM_USABLE = 1,
	BOOT_MEM_RESERVED = 2,
	BOOT_MEM_ACPI = 3,
	BOOT_MEM_NVS = 4,
	BOOT_MEM_UNUSABLE = 5,
};

struct boot_mem_region {
	phys_addr_t base;
	phys_addr_t size;
	enum boot_mem_type type;
};

/* A linear framebuffer of 32-bit pixels; width is 0 when there is none. */
struct boot_framebuffer {
	phys_addr_t base;
	u32 pitch; /* bytes from one line to the next */
	u32 width; /* pixels */
	u32 height;
	u8 bits_per_pixel;
	u8 red_shift, green_shift, blue_shift;
};

struct boot_info {
	const char *loader; /* "Multiboot2 (GRUB 2.06)", "PVH" */
	char cmdline[BOOT_CMDLINE_SIZE];
	unsigned int nr_regions;
	struct boot_mem_region regions[BOOT_MAX_REGIONS]; /* in the firmware's order */
	phys_addr_t initrd_start;                         /* 0 and 0: no initrd */
	phys_addr_t initrd_end;
	phys_addr_t acpi_rsdp; /* where the RSDP (or a copy of it) lies; 0: none */
	struct boot_framebuffer framebuffer;
};

extern struct boot_info boot_info;

#endif
