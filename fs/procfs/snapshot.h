/*
 * fs/procfs/snapshot.h - the numbers of a task, copied from where several locks guard them
 */
#ifndef FS_PROCFS_SNAPSHOT_H
#define FS_PROCFS_SNAPSHOT_H

#include <linux/sched.h>

struct task_snapshot {
	char comm[TASK_COMM_LEN];
	char state;
	pid_t ppid, pgrp, session;
	u32 tty_nr;     /* as stat(2) shows it; 0: its session has no terminal */
	pid_t tty_pgrp; /* who is in front there, or -1 */
	int nr_threads, exit_signal, exit_code, nice;
	unsigned int flags, cpu, umask, fd_size;
	struct cpumask cpus_allowed;
	unsigned long min_flt, maj_flt, cmin_flt, cmaj_flt;
	u64 utime, stime, cutime, cstime, start_time;
	unsigned long nvcsw, nivcsw;
	unsigned long rss_limit, sigq_limit;
	sigset_t pending, shared_pending, blocked, ignored, caught;
};

/*
 * Take the numbers of task; whole: of what they count, all that its process has used.
 * What a task has no more is 0. Takes tasklist_lock, siglock, task_lock(); may sleep.
 */
void snap_task(struct task_struct *task, bool whole, struct task_snapshot *s);

#endif
