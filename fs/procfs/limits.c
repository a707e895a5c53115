/*
 * fs/procfs/limits.c - /proc/PID/limits: what the process may use, as setrlimit(2) has it;
 * and oom_score_adj, how willingly it dies when memory is out
 *
 * Locking: tasklist_lock (read) keeps the process; a limit is one word.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/signal.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "internal.h"

static const struct {
	const char *name, *unit;
} limits[RLIM_NLIMITS] = {
	[RLIMIT_CPU] = { "cpu time", "seconds" },
	[RLIMIT_FSIZE] = { "file size", "bytes" },
	[RLIMIT_DATA] = { "data size", "bytes" },
	[RLIMIT_STACK] = { "stack size", "bytes" },
	[RLIMIT_CORE] = { "core file size", "bytes" },
	[RLIMIT_RSS] = { "resident set", "bytes" },
	[RLIMIT_NPROC] = { "processes", "processes" },
	[RLIMIT_NOFILE] = { "open files", "files" },
	[RLIMIT_MEMLOCK] = { "locked memory", "bytes" },
	[RLIMIT_AS] = { "address space", "bytes" },
	[RLIMIT_LOCKS] = { "file locks", "locks" },
	[RLIMIT_SIGPENDING] = { "pending signals", "signals" },
	[RLIMIT_MSGQUEUE] = { "msgqueue size", "bytes" },
	[RLIMIT_NICE] = { "nice priority", "" },
	[RLIMIT_RTPRIO] = { "realtime priority", "" },
	[RLIMIT_RTTIME] = { "realtime timeout", "us" },
};

static void show_value(struct seq_file *m, unsigned long value)
{
	if (value == RLIM_INFINITY)
		seq_printf(m, "%-20s ", "unlimited");
	else
		seq_printf(m, "%-20lu ", value);
}

int proc_pid_limits(struct seq_file *m, struct task_struct *task)
{
	struct rlimit limit[RLIM_NLIMITS];
	bool alive;

	read_lock(&tasklist_lock);
	alive = !hlist_unhashed(&task->pid_link);
	for (int i = 0; i < RLIM_NLIMITS && alive; i++) {
		limit[i].rlim_cur = READ_ONCE(task->signal->rlim[i].rlim_cur);
		limit[i].rlim_max = READ_ONCE(task->signal->rlim[i].rlim_max);
	}
	read_unlock(&tasklist_lock);
	if (!alive)
		return -ESRCH;
	seq_printf(m, "%-25s %-20s %-20s %-10s\n", "Limit", "Soft Limit", "Hard Limit",
		   "Units");
	for (int i = 0; i < RLIM_NLIMITS; i++) {
		seq_printf(m, "Max %-21s ", limits[i].name);
		show_value(m, limit[i].rlim_cur);
		show_value(m, limit[i].rlim_max);
		seq_printf(m, limits[i].unit[0] ? "%-10s\n" : "\n", limits[i].unit);
	}
	return 0;
}

/* -ESRCH: the process is gone. */
int proc_pid_oom_score_adj(struct seq_file *m, struct task_struct *task)
{
	int value = 0;
	bool alive;

	read_lock(&tasklist_lock);
	alive = !hlist_unhashed(&task->pid_link);
	if (alive)
		value = READ_ONCE(task->signal->oom_score_adj);
	read_unlock(&tasklist_lock);
	if (!alive)
		return -ESRCH;
	seq_printf(m, "%d\n", value);
	return 0;
}

/* Nobody makes himself safer than somebody with CAP_SYS_RESOURCE has made him. */
static int set_oom_score_adj(struct signal_struct *signal, int value)
{
	bool may = capable(CAP_SYS_RESOURCE);

	if (!may && value < READ_ONCE(signal->oom_score_adj_min))
		return -EACCES;
	WRITE_ONCE(signal->oom_score_adj, value);
	if (may)
		WRITE_ONCE(signal->oom_score_adj_min, value);
	return 0;
}

int proc_pid_set_oom_score_adj(struct task_struct *task, char *text)
{
	int value, err = kstrtoint(strstrip(text), 0, &value);

	if (err || value < -1000 || value > 1000)
		return -EINVAL;
	err = -ESRCH;
	read_lock(&tasklist_lock);
	if (!hlist_unhashed(&task->pid_link))
		err = set_oom_score_adj(task->signal, value);
	read_unlock(&tasklist_lock);
	return err;
}
