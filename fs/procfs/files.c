/*
 * fs/procfs/files.c - /proc's files about the whole machine that need nothing from above
 *
 * Locking: none of its own; numbers of different moments may stand side by side.
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/sched.h>
#include <linux/setup.h>
#include <linux/utsname.h>
#include <atlas/boot_info.h>
#include "internal.h"

static int version_show(struct seq_file *m, void *v)
{
	seq_puts(m, linux_banner);
	return 0;
}

static int cmdline_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", boot_info.cmdline);
	return 0;
}

static int devices_show(struct seq_file *m, void *v)
{
	seq_puts(m, "Character devices:\n");
	chrdev_show(m);
	seq_puts(m, "\nBlock devices:\n");
	return 0;
}

static int filesystems_show(struct seq_file *m, void *v)
{
	file_systems_show(m);
	return 0;
}

/* Everybody sees the same mounts. */
int proc_pid_mounts(struct seq_file *m, struct task_struct *task)
{
	mounts_show(m);
	return 0;
}

int proc_pid_mountinfo(struct seq_file *m, struct task_struct *task)
{
	mountinfo_show(m);
	return 0;
}

static const struct {
	const char *name;
	int (*show)(struct seq_file *m, void *v);
} files[] __initconst = {
	{ "buddyinfo", proc_buddyinfo_show }, { "cmdline", cmdline_show },
	{ "cpuinfo", proc_cpuinfo_show },     { "devices", devices_show },
	{ "filesystems", filesystems_show },  { "interrupts", proc_interrupts_show },
	{ "iomem", proc_iomem_show },         { "kmapinfo", proc_kmapinfo_show },
	{ "loadavg", proc_loadavg_show },     { "meminfo", proc_meminfo_show },
	{ "stat", proc_stat_show },           { "uptime", proc_uptime_show },
	{ "version", version_show },          { "vmstat", proc_vmstat_show },
	{ "zoneinfo", proc_zoneinfo_show },
};

int __init proc_files_init(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(files); i++) {
		if (!proc_create_single(files[i].name, 0444, NULL, files[i].show))
			return -ENOMEM;
	}
	if (!proc_create_seq("vmallocinfo", 0400, NULL, &proc_vmallocinfo_ops))
		return -ENOMEM;
	if (!proc_create_single("slabinfo", 0400, NULL, proc_slabinfo_show))
		return -ENOMEM;
	if (proc_sysctl_init())
		return -ENOMEM;
	return proc_fault_inject_init();
}
