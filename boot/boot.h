/*
 * boot/boot.h - what the files of boot/ share
 *
 * Locking: none; the boot CPU alone, before everything else.
 */
#ifndef BOOT_BOOT_H
#define BOOT_BOOT_H

#include <linux/types.h>
#include <atlas/boot_info.h>

/* Who started us; boot.inc has the same numbers. */
enum boot_protocol { BOOT_BY_MULTIBOOT2 = 1, BOOT_BY_PVH = 2 };

/* Called by entry64.asm; info: physical address of the loader's information. */
void __attribute__((noreturn)) boot_main(enum boot_protocol protocol, u32 info);

/* Fill boot_info from the loader's information at physical address info. */
void multiboot2_read(u32 info);
void pvh_read(u32 info);

/* --- boot.c: for the readers, who trust no address and no length --- */

/* The size bytes at phys as a pointer; NULL unless they lie within the mapped 4 GiB. */
const void *boot_map(u64 phys, u64 size);

/* Append text of at most max bytes to the command line, a space before it if needed. */
void boot_append_cmdline(const char *text, size_t max);

/* Add one region of the firmware's map, in ACPI's numbering of types. */
void boot_add_region(u64 base, u64 size, u32 type);

/* Note the initrd, if it has any bytes and none is noted yet. */
void boot_set_initrd(u64 start, u64 end);

/* --- fw_cfg.c --- */

/* Append QEMU's fw_cfg file opt/atlas/append to the command line, if there is one. */
void fw_cfg_append_cmdline(void);

#endif
