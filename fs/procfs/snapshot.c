/*
 * fs/procfs/snapshot.c - what /proc/PID/stat and status tell, taken at once
 *
 * What several locks guard is first copied, then printed without any.
 *
 * Locking: tasklist_lock (read) for the family, inside it siglock for the signals;
 * task_lock() for comm and files.
 */
#include <linux/fdtable.h>
#include <linux/fs_struct.h>
#include <linux/kdev_t.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <uapi/linux/resource.h>
#include "internal.h"
#include "snapshot.h"

bool (*proc_tty_hook)(pid_t session, dev_t *tty, pid_t *front);

static char state_letter(const struct task_struct *task)
{
	unsigned int state = READ_ONCE(task->state);

	if (task->exit_state & EXIT_ZOMBIE)
		return 'Z';
	if (task->exit_state & EXIT_DEAD)
		return 'X';
	if (state & TASK_STOPPED)
		return 'T';
	if (state & TASK_UNINTERRUPTIBLE)
		return 'D';
	return state & TASK_INTERRUPTIBLE ? 'S' : 'R';
}

/* tasklist_lock held, and the task is still in the hash, so sighand is there. */
static void snap_signals(struct task_struct *task, struct task_snapshot *s)
{
	struct signal_struct *signal = task->signal;
	struct sighand_struct *sighand = task->sighand;
	unsigned long flags;

	spin_lock_irqsave(&sighand->siglock, flags);
	s->pending = task->pending.signal;
	s->shared_pending = signal->shared_pending.signal;
	s->blocked = task->blocked;
	for (int sig = 1; sig <= _NSIG; sig++) {
		void *handler = (void *)sighand->action[sig - 1].sa.sa_handler;

		if (handler == SIG_IGN)
			sigaddset(&s->ignored, sig);
		else if (handler != SIG_DFL)
			sigaddset(&s->caught, sig);
	}
	s->nr_threads = signal->nr_threads;
	spin_unlock_irqrestore(&sighand->siglock, flags);
	s->pgrp = signal->pgrp;
	s->session = signal->session;
	s->cmin_flt = signal->cmin_flt;
	s->cmaj_flt = signal->cmaj_flt;
	s->cutime = signal->cutime;
	s->cstime = signal->cstime;
	s->rss_limit = signal->rlim[RLIMIT_RSS].rlim_cur;
	s->sigq_limit = signal->rlim[RLIMIT_SIGPENDING].rlim_cur;
}

static void snap_tty(struct task_snapshot *s)
{
	dev_t tty;

	s->tty_pgrp = -1;
	if (s->session && proc_tty_hook && proc_tty_hook(s->session, &tty, &s->tty_pgrp))
		s->tty_nr = new_encode_dev(tty);
}

static void snap_files(struct task_struct *task, struct task_snapshot *s)
{
	task_lock(task);
	memcpy(s->comm, task->comm, sizeof(s->comm));
	if (task->fs)
		s->umask = task->fs->umask;
	if (task->files) {
		spin_lock(&task->files->file_lock);
		s->fd_size = task->files->fdt.max_fds;
		spin_unlock(&task->files->file_lock);
	}
	task_unlock(task);
}

/* What the task has used, or (whole) all of its process. tasklist_lock held. */
static void snap_usage(struct task_struct *task, bool whole, struct task_snapshot *s)
{
	struct task_usage usage = { .utime = 0 };

	if (whole && task->signal)
		group_usage(task, &usage);
	else
		task_usage(task, &usage);
	s->utime = usage.utime;
	s->stime = usage.stime;
	s->min_flt = usage.min_flt;
	s->maj_flt = usage.maj_flt;
}

void snap_task(struct task_struct *task, bool whole, struct task_snapshot *s)
{
	memset(s, 0, sizeof(*s));
	s->state = state_letter(task);
	s->flags = task->flags;
	s->cpu = task->cpu;
	cpumask_copy(&s->cpus_allowed, &task->cpus_mask);
	s->nice = task_nice(task);
	s->start_time = task->start_time;
	s->nvcsw = task->nvcsw;
	s->nivcsw = task->nivcsw;
	s->exit_signal = task->exit_signal;
	s->exit_code = task->exit_code;
	s->rss_limit = ~0UL;
	snap_files(task, s);
	read_lock(&tasklist_lock);
	snap_usage(task, whole, s);
	if (!hlist_unhashed(&task->pid_link)) {
		s->ppid = task->real_parent ? task->real_parent->tgid : 0;
		if (task->signal && task->sighand)
			snap_signals(task, s);
	}
	read_unlock(&tasklist_lock);
	snap_tty(s);
}
