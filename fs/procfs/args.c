/*
 * fs/procfs/args.c - /proc/PID/cmdline, environ and auxv: what exec gave the program
 *
 * Arguments and environment are in the program's own memory, where it may change them.
 *
 * Locking: mmap_lock (read) for the bounds; access_remote_vm() takes it for itself.
 */
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include "internal.h"

/* Print [start, end) of the program's memory, as far as it is there. */
static void show_memory(struct seq_file *m, struct mm_struct *mm, unsigned long start,
			unsigned long end)
{
	char buf[256];

	while (start < end && !seq_has_overflowed(m)) {
		int want = min(end - start, sizeof(buf));
		int n = access_remote_vm(mm, start, buf, want, 0);

		if (n <= 0)
			break;
		seq_write(m, buf, n);
		start += n;
	}
}

int proc_pid_cmdline(struct seq_file *m, struct task_struct *task)
{
	struct mm_struct *mm = get_task_mm(task);
	unsigned long start, end;

	if (!mm)
		return 0;
	mmap_read_lock(mm);
	start = mm->arg_start;
	end = mm->arg_end;
	mmap_read_unlock(mm);
	show_memory(m, mm, start, end);
	mmput(mm);
	return 0;
}

int proc_pid_environ(struct seq_file *m, struct task_struct *task)
{
	struct mm_struct *mm = get_task_mm(task);
	unsigned long start, end;

	if (!mm)
		return 0;
	mmap_read_lock(mm);
	start = mm->env_start;
	end = mm->env_end;
	mmap_read_unlock(mm);
	show_memory(m, mm, start, end);
	mmput(mm);
	return 0;
}

/* Pairs of a type and a value, up to and with AT_NULL. */
int proc_pid_auxv(struct seq_file *m, struct task_struct *task)
{
	struct mm_struct *mm = get_task_mm(task);
	unsigned int n = 0;

	if (!mm)
		return 0;
	while (n < ARRAY_SIZE(mm->saved_auxv) - 2 && mm->saved_auxv[n])
		n += 2;
	seq_write(m, mm->saved_auxv, (n + 2) * sizeof(mm->saved_auxv[0]));
	mmput(mm);
	return 0;
}
