/*
 * include/linux/qemu_fw_cfg.h - files that the machine's maker put into the machine
 *
 * QEMU's fw_cfg device is a small read-only file system: `-fw_cfg name=opt/x,file=y`
 * makes the file opt/x. Floor: drivers/qemu_fw_cfg.c.
 */
#ifndef LINUX_QEMU_FW_CFG_H
#define LINUX_QEMU_FW_CFG_H

#include <linux/types.h>

/*
 * Read the whole file `name` ("opt/atlas/overlay"). The first call of all looks for the
 * device. May sleep; needs vmalloc() and mutexes, nothing else.
 * On success *data is vmalloc'ed memory that the caller frees by vfree(), one byte
 * longer than *size and ending in a zero byte, and 0 is returned.
 * Errors: -ENODEV, no such device; -ENOENT, no such file; -ENOMEM; -EIO, the device
 * refused the transfer.
 */
int fw_cfg_read_file(const char *name, void **data, size_t *size);

#endif
