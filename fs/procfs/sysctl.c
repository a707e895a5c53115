/*
 * fs/procfs/sysctl.c - /proc/sys: settings, and what programs ask the system there
 *
 * Source: proc(5), Linux's Documentation/admin-guide/sysctl/vm.rst.
 *
 * Locking: none; a setting is one word.
 */
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/namei.h>
#include <linux/pipe_fs_i.h>
#include <linux/sched.h>
#include <linux/stringify.h>
#include <linux/threads.h>
#include <linux/uaccess.h>
#include <linux/utsname.h>
#include "internal.h"

/* Atlas: whatever is written, what is kept free for later goes. No cache can be dropped. */
static int drop_caches_asked;

/* Of a ratio and a number the one that was set last counts; the other becomes 0. */
static void overcommit_kbytes_set(void)
{
	WRITE_ONCE(sysctl_overcommit_ratio, 0);
}

static void overcommit_ratio_set(void)
{
	WRITE_ONCE(sysctl_overcommit_kbytes, 0);
}

static const struct proc_setting settings[] = {
	PROC_SETTING("sys/fs/file-max", sysctl_max_files, 0, LONG_MAX, NULL),
	PROC_SETTING("sys/fs/pipe-max-size", pipe_max_size, 0, PIPE_SIZE_END,
		     pipe_max_size_set),
	PROC_SETTING("sys/fs/pipe-user-pages-hard", pipe_user_pages_hard, 0, ULONG_MAX,
		     NULL),
	PROC_SETTING("sys/fs/pipe-user-pages-soft", pipe_user_pages_soft, 0, ULONG_MAX,
		     NULL),
	PROC_SETTING("sys/fs/protected_hardlinks", sysctl_protected_hardlinks, 0, 1,
		     NULL),
	PROC_SETTING("sys/fs/protected_symlinks", sysctl_protected_symlinks, 0, 1, NULL),
	PROC_SETTING("sys/kernel/randomize_va_space", randomize_va_space, 0, 2, NULL),
	PROC_SETTING("sys/kernel/pid_max", pid_max, RESERVED_PIDS + 1, PID_MAX_LIMIT,
		     NULL),
	{ "sys/vm/drop_caches", &drop_caches_asked, sizeof(drop_caches_asked), 1, 4,
	  drop_caches, .write_only = true },
	PROC_SETTING("sys/vm/max_map_count", sysctl_max_map_count, 0, INT_MAX, NULL),
	PROC_SETTING("sys/vm/min_free_kbytes", min_free_kbytes, 0, INT_MAX,
		     setup_per_zone_wmarks),
	PROC_SETTING("sys/vm/mmap_min_addr", mmap_min_addr, 0, LONG_MAX, NULL),
	PROC_SETTING("sys/vm/overcommit_kbytes", sysctl_overcommit_kbytes, 0, LONG_MAX,
		     overcommit_kbytes_set),
	PROC_SETTING("sys/vm/overcommit_memory", sysctl_overcommit_memory, 0, 2, NULL),
	PROC_SETTING("sys/vm/overcommit_ratio", sysctl_overcommit_ratio, 0, INT_MAX,
		     overcommit_ratio_set),
	PROC_SETTING("sys/vm/panic_on_oom", sysctl_panic_on_oom, 0, 2, NULL),
};

/* What does not change. */
static const struct fact {
	const char *path, *text;
} facts[] = {
	{ "sys/fs/nr_open", __stringify(NR_OPEN_MAX) },
	{ "sys/kernel/cap_last_cap", "40" },
	{ "sys/kernel/hostname", UTS_NODENAME },
	{ "sys/kernel/ngroups_max", __stringify(NGROUPS_MAX) },
	{ "sys/kernel/osrelease", UTS_RELEASE },
	{ "sys/kernel/ostype", UTS_SYSNAME },
	{ "sys/kernel/tainted", "0" },
	{ "sys/kernel/version", UTS_VERSION },
};

static int fact_show(struct seq_file *m, void *v)
{
	const struct fact *fact = m->private;

	seq_printf(m, "%s\n", fact->text);
	return 0;
}

/* In use, free (none is ever kept), at most. */
static int file_nr_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%ld\t0\t%lu\n", get_nr_files(), READ_ONCE(sysctl_max_files));
	return 0;
}

static ssize_t setting_read(struct file *file, char __user *buf, size_t count,
			    loff_t *pos)
{
	const struct proc_setting *setting = pde_data(file_inode(file));
	unsigned long value = setting->size == sizeof(int)
				      ? READ_ONCE(*(unsigned int *)setting->value)
				      : READ_ONCE(*(unsigned long *)setting->value);
	char text[24];
	int len = snprintf(text, sizeof(text), "%lu\n", value);

	return simple_read_from_buffer(buf, count, pos, text, len);
}

static ssize_t setting_write(struct file *file, const char __user *buf, size_t count,
			     loff_t *pos)
{
	const struct proc_setting *setting = pde_data(file_inode(file));
	char text[24] = "", *number;
	unsigned long value;
	int err;

	if (!count)
		return 0;
	if (count >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, buf, count))
		return -EFAULT;
	number = strstrip(text);
	err = *number == '+' ? -EINVAL : kstrtoul(number, 0, &value);
	if (err || value < setting->low || value > setting->high)
		return -EINVAL;
	if (setting->size == sizeof(int))
		WRITE_ONCE(*(int *)setting->value, value);
	else
		WRITE_ONCE(*(unsigned long *)setting->value, value);
	if (setting->act)
		setting->act();
	return count;
}

static const struct proc_ops setting_ops = {
	.proc_read = setting_read,
	.proc_write = setting_write,
};

int proc_create_setting(const struct proc_setting *setting)
{
	return proc_create_data(setting->path, setting->write_only ? 0200 : 0644, NULL,
				&setting_ops, (void *)setting)
		       ? 0
		       : -ENOMEM;
}

int __init proc_sysctl_init(void)
{
	proc_sys = proc_mkdir("sys", NULL);
	if (!proc_sys || !proc_mkdir("sys/kernel", NULL) || !proc_mkdir("sys/vm", NULL) ||
	    !proc_mkdir("sys/fs", NULL))
		return -ENOMEM;
	for (unsigned int i = 0; i < ARRAY_SIZE(facts); i++)
		if (!proc_create_single_data(facts[i].path, 0444, NULL, fact_show,
					     (void *)&facts[i]))
			return -ENOMEM;
	for (unsigned int i = 0; i < ARRAY_SIZE(settings); i++)
		if (proc_create_setting(&settings[i]))
			return -ENOMEM;
	if (!proc_create_single_data("sys/fs/file-nr", 0444, NULL, file_nr_show, NULL))
		return -ENOMEM;
	return 0;
}
