/*
 * fs/procfs/array.c - /proc/PID/stat, status, statm and comm: the numbers of one process
 * or thread
 *
 * What several locks guard is first copied into a snapshot, then printed without any.
 *
 * Locking: tasklist_lock (read) for the family, inside it siglock for the signals;
 * task_lock() for comm; mmap_lock for nothing: the sizes of an mm are single words.
 *
 * Atlas: there is no tty in stat.
 */
#include <linux/bitops.h>
#include <linux/fdtable.h>
#include <linux/fs_struct.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <uapi/linux/resource.h>
#include <uapi/linux/times.h>
#include "internal.h"

#define NS_PER_CLOCK_TICK (NSEC_PER_SEC / 100) /* what USER_HZ = 100 makes of it */

struct task_snapshot {
	char comm[TASK_COMM_LEN];
	char state;
	pid_t ppid, pgrp, session;
	int nr_threads, exit_signal, exit_code, nice;
	unsigned int flags, cpu, umask, fd_size;
	unsigned long min_flt, maj_flt, cmin_flt, cmaj_flt;
	u64 utime, stime, cutime, cstime, start_time;
	unsigned long nvcsw, nivcsw;
	unsigned long rss_limit, sigq_limit;
	sigset_t pending, shared_pending, blocked, ignored, caught;
};

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

static const char *state_word(char letter)
{
	switch (letter) {
	case 'R':
		return "R (running)";
	case 'S':
		return "S (sleeping)";
	case 'D':
		return "D (disk sleep)";
	case 'T':
		return "T (stopped)";
	case 'Z':
		return "Z (zombie)";
	default:
		return "X (dead)";
	}
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

static void snap_task(struct task_struct *task, bool whole, struct task_snapshot *s)
{
	memset(s, 0, sizeof(*s));
	s->state = state_letter(task);
	s->flags = task->flags;
	s->cpu = task->cpu;
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
}

/* --- stat ---------------------------------------------------------------------------------------- */

static void stat_identity(struct seq_file *m, struct task_struct *task,
			  const struct task_snapshot *s)
{
	seq_printf(m, "%d (", task->pid);
	seq_escape(m, s->comm, "\n\\");
	seq_printf(m, ") %c %d %d %d 0 -1 %u", s->state, s->ppid, s->pgrp, s->session,
		   s->flags);
	seq_printf(m, " %lu %lu %lu %lu", s->min_flt, s->cmin_flt, s->maj_flt,
		   s->cmaj_flt);
	seq_printf(m, " %llu %llu %llu %llu", s->utime / NS_PER_CLOCK_TICK,
		   s->stime / NS_PER_CLOCK_TICK, s->cutime / NS_PER_CLOCK_TICK,
		   s->cstime / NS_PER_CLOCK_TICK);
	seq_printf(m, " %d %d %d 0 %llu", 20 + s->nice, s->nice, s->nr_threads,
		   s->start_time / NS_PER_CLOCK_TICK);
}

/* vsize in bytes, rss in pages; mm NULL: zeros. */
static void stat_memory(struct seq_file *m, struct mm_struct *mm,
			const struct task_snapshot *s)
{
	seq_printf(m, " %lu %lu %lu", mm ? mm->total_vm << PAGE_SHIFT : 0,
		   mm ? get_mm_rss(mm) : 0, s->rss_limit);
	seq_printf(m, " %lu %lu %lu 0 0", mm ? mm->start_code : 0, mm ? mm->end_code : 0,
		   mm ? mm->start_stack : 0);
}

static void stat_areas(struct seq_file *m, const struct mm_struct *mm)
{
	if (!mm) {
		seq_puts(m, " 0 0 0 0 0 0 0");
		return;
	}
	seq_printf(m, " %lu %lu %lu %lu %lu %lu %lu", mm->start_data, mm->end_data,
		   mm->start_brk, mm->arg_start, mm->arg_end, mm->env_start, mm->env_end);
}

/* proc(5): 52 fields on one line. */
static int show_stat(struct seq_file *m, struct task_struct *task, bool whole)
{
	struct mm_struct *mm = get_task_mm(task);
	struct task_snapshot s;

	snap_task(task, whole, &s);
	stat_identity(m, task, &s);
	stat_memory(m, mm, &s);
	seq_printf(m, " %lu %lu %lu %lu", s.pending.sig[0] & 0x7fffffffUL,
		   s.blocked.sig[0] & 0x7fffffffUL, s.ignored.sig[0] & 0x7fffffffUL,
		   s.caught.sig[0] & 0x7fffffffUL);
	seq_printf(m, " 0 0 0 %d %u 0 0 0 0 0", s.exit_signal, s.cpu);
	stat_areas(m, mm);
	seq_printf(m, " %d\n", s.exit_code);
	if (mm)
		mmput(mm);
	return 0;
}

int proc_pid_stat(struct seq_file *m, struct task_struct *task)
{
	return show_stat(m, task, true);
}

int proc_tid_stat(struct seq_file *m, struct task_struct *task)
{
	return show_stat(m, task, false);
}

/* --- status -------------------------------------------------------------------------------------- */

#define PAGES_TO_KB(pages) ((unsigned long)(pages) << (PAGE_SHIFT - 10))

static void line_kb(struct seq_file *m, const char *name, unsigned long kb)
{
	seq_printf(m, "%s:\t%8lu kB\n", name, kb);
}

static void status_memory(struct seq_file *m, struct mm_struct *mm)
{
	unsigned long anon = atomic_long_read(&mm->rss_anon);
	unsigned long file = atomic_long_read(&mm->rss_file);
	unsigned long shmem = atomic_long_read(&mm->rss_shmem);
	unsigned long rss = anon + file + shmem;
	unsigned long text = (PAGE_ALIGN(mm->end_code) - (mm->start_code & PAGE_MASK)) >>
			     10;
	unsigned long exec = PAGES_TO_KB(mm->exec_vm);

	text = min(text, exec);
	line_kb(m, "VmPeak", PAGES_TO_KB(max(mm->hiwater_vm, mm->total_vm)));
	line_kb(m, "VmSize", PAGES_TO_KB(mm->total_vm));
	line_kb(m, "VmLck", PAGES_TO_KB(mm->locked_vm));
	line_kb(m, "VmPin", 0);
	line_kb(m, "VmHWM", PAGES_TO_KB(max(mm->hiwater_rss, rss)));
	line_kb(m, "VmRSS", PAGES_TO_KB(rss));
	line_kb(m, "RssAnon", PAGES_TO_KB(anon));
	line_kb(m, "RssFile", PAGES_TO_KB(file));
	line_kb(m, "RssShmem", PAGES_TO_KB(shmem));
	line_kb(m, "VmData", PAGES_TO_KB(mm->data_vm));
	line_kb(m, "VmStk", PAGES_TO_KB(mm->stack_vm));
	line_kb(m, "VmExe", text);
	line_kb(m, "VmLib", exec - text);
	line_kb(m, "VmPTE", atomic_long_read(&mm->pgtables_bytes) >> 10);
	line_kb(m, "VmSwap", 0);
}

static void status_signals(struct seq_file *m, const struct task_snapshot *s)
{
	unsigned int queued =
		hweight64(s->pending.sig[0]) + hweight64(s->shared_pending.sig[0]);

	seq_printf(m, "Threads:\t%d\n", s->nr_threads);
	seq_printf(m, "SigQ:\t%u/%lu\n", queued, s->sigq_limit);
	seq_printf(m, "SigPnd:\t%016lx\n", s->pending.sig[0]);
	seq_printf(m, "ShdPnd:\t%016lx\n", s->shared_pending.sig[0]);
	seq_printf(m, "SigBlk:\t%016lx\n", s->blocked.sig[0]);
	seq_printf(m, "SigIgn:\t%016lx\n", s->ignored.sig[0]);
	seq_printf(m, "SigCgt:\t%016lx\n", s->caught.sig[0]);
}

static void status_ids(struct seq_file *m, const char *name, const struct cred_ids *ids)
{
	seq_printf(m, "%s:\t%u\t%u\t%u\t%u\n", name, ids->real, ids->effective,
		   ids->saved, ids->fs);
}

static void status_cred(struct seq_file *m, struct task_struct *task,
			unsigned int fd_size)
{
	const struct group_info *groups;

	status_ids(m, "Uid", &task->real_cred.user);
	status_ids(m, "Gid", &task->real_cred.group);
	seq_printf(m, "FDSize:\t%u\nGroups:\t", fd_size);
	task_lock(task);
	groups = task->real_cred.group_info;
	for (int i = 0; groups && i < groups->ngroups; i++)
		seq_printf(m, i ? " %u" : "%u", groups->gid[i]);
	task_unlock(task);
	seq_puts(m, " \n");
}

int proc_pid_status(struct seq_file *m, struct task_struct *task)
{
	struct mm_struct *mm = get_task_mm(task);
	struct task_snapshot s;

	snap_task(task, false, &s);
	seq_puts(m, "Name:\t");
	seq_escape(m, s.comm, "\n\\");
	seq_printf(m, "\nUmask:\t%04o\nState:\t%s\n", s.umask, state_word(s.state));
	seq_printf(m, "Tgid:\t%d\nNgid:\t0\nPid:\t%d\nPPid:\t%d\nTracerPid:\t0\n",
		   task->tgid, task->pid, s.ppid);
	status_cred(m, task, s.fd_size);
	seq_printf(m, "NStgid:\t%d\nNSpid:\t%d\nNSpgid:\t%d\nNSsid:\t%d\n", task->tgid,
		   task->pid, s.pgrp, s.session);
	if (mm) {
		status_memory(m, mm);
		mmput(mm);
	}
	status_signals(m, &s);
	seq_printf(m, "CapInh:\t%016llx\nCapPrm:\t%016llx\nCapEff:\t%016llx\n",
		   task->real_cred.cap_inheritable, task->real_cred.cap_permitted,
		   task->real_cred.cap_effective);
	seq_printf(m, "voluntary_ctxt_switches:\t%lu\nnonvoluntary_ctxt_switches:\t%lu\n",
		   s.nvcsw, s.nivcsw);
	return 0;
}

/* --- the short ones -------------------------------------------------------------------------------- */

/* proc(5): size resident shared text lib data dt, in pages. */
int proc_pid_statm(struct seq_file *m, struct task_struct *task)
{
	struct mm_struct *mm = get_task_mm(task);
	unsigned long shared, text;

	if (!mm) {
		seq_puts(m, "0 0 0 0 0 0 0\n");
		return 0;
	}
	shared = atomic_long_read(&mm->rss_file) + atomic_long_read(&mm->rss_shmem);
	text = (PAGE_ALIGN(mm->end_code) - (mm->start_code & PAGE_MASK)) >> PAGE_SHIFT;
	seq_printf(m, "%lu %lu %lu %lu 0 %lu 0\n", mm->total_vm, get_mm_rss(mm), shared,
		   text, mm->data_vm + mm->stack_vm);
	mmput(mm);
	return 0;
}

int proc_pid_comm(struct seq_file *m, struct task_struct *task)
{
	char comm[TASK_COMM_LEN];

	task_lock(task);
	memcpy(comm, task->comm, sizeof(comm));
	task_unlock(task);
	seq_printf(m, "%s\n", comm);
	return 0;
}

/* The threads of a process may name each other; nobody else may. */
int proc_pid_set_comm(struct task_struct *task, const char *name)
{
	if (task->tgid != current->tgid)
		return -EINVAL;
	task_lock(task);
	memset(task->comm, 0, sizeof(task->comm));
	strscpy(task->comm, name, sizeof(task->comm));
	task_unlock(task);
	return 0;
}
