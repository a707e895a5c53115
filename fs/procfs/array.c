/*
 * fs/procfs/array.c - /proc/PID/stat, statm and comm: the numbers of one process or thread
 *
 * Locking: task_lock() for comm; mmap_lock for nothing: the sizes of an mm are single
 * words. For the others see snapshot.c.
 */
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <uapi/linux/times.h>
#include "internal.h"
#include "snapshot.h"

#define NS_PER_CLOCK_TICK (NSEC_PER_SEC / 100) /* what USER_HZ = 100 makes of it */

/* --- stat ---------------------------------------------------------------------------------------- */

static void stat_identity(struct seq_file *m, struct task_struct *task,
			  const struct task_snapshot *s)
{
	seq_printf(m, "%d (", task->pid);
	seq_escape(m, s->comm, "\n\\");
	seq_printf(m, ") %c %d %d %d %u %d %u", s->state, s->ppid, s->pgrp, s->session,
		   s->tty_nr, s->tty_pgrp, s->flags);
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
int proc_pid_set_comm(struct task_struct *task, char *name)
{
	if (task->tgid != current->tgid)
		return -EINVAL;
	task_lock(task);
	memset(task->comm, 0, sizeof(task->comm));
	strscpy(task->comm, name, sizeof(task->comm));
	task_unlock(task);
	return 0;
}
