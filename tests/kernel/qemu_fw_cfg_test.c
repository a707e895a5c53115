/*
 * tests/kernel/qemu_fw_cfg_test.c - drivers/qemu_fw_cfg.c: reading files of the machine
 */
#include <linux/errno.h>
#include <linux/qemu_fw_cfg.h>
#include <linux/vmalloc.h>
#include "ktest.h"

/* QEMU puts this file of 6 bytes into every PC (hw/acpi/core.c). */
#define PRESENT "etc/system-states"
#define PRESENT_SIZE 6

KTEST(qemu_fw_cfg, reads_a_file)
{
	void *data = NULL;
	size_t size = 0;
	int err = fw_cfg_read_file(PRESENT, &data, &size);

	if (err == -ENODEV)
		KT_SKIP("this machine has no fw_cfg");
	KT_ASSERT(err == 0);
	KT_EXPECT_EQ(size, PRESENT_SIZE);
	KT_EXPECT_EQ(((char *)data)[size], 0);
	vfree(data);
}

KTEST(qemu_fw_cfg, says_that_a_file_is_not_there)
{
	void *data = NULL;
	size_t size = 0;
	int err = fw_cfg_read_file("opt/atlas/no-such-file", &data, &size);

	KT_EXPECT(err == -ENOENT || err == -ENODEV);
	KT_EXPECT(!data);
}
