/*
 * boot/fw_cfg.c - more command line from QEMU, so that an ISO can be booted unchanged
 *
 * QEMU's fw_cfg device offers named files: select one by its number, read it byte by
 * byte. The same device serves user space through drivers/qemu_fw_cfg.c; this is the
 * little that must happen before the command line is read.
 *
 * Source: QEMU, docs/specs/fw_cfg.rst. Locking: none; boot CPU only.
 */
#include <linux/string.h>
#include <linux/types.h>
#include <asm/byteorder.h>
#include <asm/io.h>
#include "boot.h"

#define FW_CFG_SELECTOR 0x510
#define FW_CFG_DATA 0x511
#define FW_CFG_SIGNATURE 0x0000
#define FW_CFG_FILE_DIR 0x0019
#define MAX_FILES 1024

/* One line of the directory; numbers are big-endian. */
struct fw_cfg_file {
	u32 size;
	u16 select;
	u16 reserved;
	char name[56];
};

static void fw_cfg_read(void *buf, size_t size)
{
	insb(FW_CFG_DATA, buf, size);
}

static bool fw_cfg_present(void)
{
	char signature[4];

	outw(FW_CFG_SIGNATURE, FW_CFG_SELECTOR);
	fw_cfg_read(signature, sizeof(signature));
	return !memcmp(signature, "QEMU", sizeof(signature));
}

static bool fw_cfg_find(const char *name, struct fw_cfg_file *file)
{
	u32 count = 0, i;

	outw(FW_CFG_FILE_DIR, FW_CFG_SELECTOR);
	fw_cfg_read(&count, sizeof(count));
	count = be32_to_cpu(count);
	for (i = 0; i < count && i < MAX_FILES; i++) {
		fw_cfg_read(file, sizeof(*file));
		if (!strncmp(file->name, name, sizeof(file->name)))
			return true;
	}
	return false;
}

void fw_cfg_append_cmdline(void)
{
	static char text[BOOT_CMDLINE_SIZE];
	struct fw_cfg_file file;
	u32 size;

	if (!fw_cfg_present() || !fw_cfg_find("opt/atlas/append", &file))
		return;
	size = be32_to_cpu(file.size);
	if (size > sizeof(text))
		size = sizeof(text);
	outw(be16_to_cpu(file.select), FW_CFG_SELECTOR);
	fw_cfg_read(text, size);
	boot_append_cmdline(text, size);
}
