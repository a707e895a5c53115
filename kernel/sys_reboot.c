/*
 * kernel/sys_reboot.c - the system calls at the end of a machine's life
 *
 * Source: the Linux man page reboot(2).
 *
 * Locking: none; whoever comes first ends it.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/syscalls.h>
#include <linux/types.h>
#include <uapi/linux/reboot.h>

static bool magic_is_good(unsigned int magic1, unsigned int magic2)
{
	return magic1 == LINUX_REBOOT_MAGIC1 &&
	       (magic2 == LINUX_REBOOT_MAGIC2 || magic2 == LINUX_REBOOT_MAGIC2A ||
		magic2 == LINUX_REBOOT_MAGIC2B || magic2 == LINUX_REBOOT_MAGIC2C);
}

/* RESTART2's fourth argument, a text for the boot loader, means nothing here. */
SYSCALL_DEFINE3(reboot, unsigned int, magic1, unsigned int, magic2, unsigned int, command)
{
	if (!capable(CAP_SYS_BOOT))
		return -EPERM;
	if (!magic_is_good(magic1, magic2))
		return -EINVAL;
	switch (command) {
	case LINUX_REBOOT_CMD_CAD_ON: /* Ctrl-Alt-Del does nothing either way */
	case LINUX_REBOOT_CMD_CAD_OFF:
		return 0;
	case LINUX_REBOOT_CMD_RESTART:
	case LINUX_REBOOT_CMD_RESTART2:
		pr_emerg("reboot: Restarting system\n");
		machine_restart();
	case LINUX_REBOOT_CMD_POWER_OFF:
		pr_emerg("reboot: Power down\n");
		machine_power_off();
	case LINUX_REBOOT_CMD_HALT:
		pr_emerg("reboot: System halted\n");
		machine_halt();
	default:
		return -EINVAL;
	}
}

/* Atlas: every file lives in memory; there is nowhere to write it back to. */
SYSCALL_DEFINE0(sync)
{
	return 0;
}
