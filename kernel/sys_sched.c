/*
 * kernel/sys_sched.c - who runs where, and how eagerly
 *
 * Sources: the Linux man pages sched_setaffinity(2), getcpu(2), getpriority(2),
 * sched_yield(2).
 *
 * Locking: tasklist_lock while tasks are looked up.
 */
#include <linux/capability.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/smp.h>
#include <linux/syscalls.h>
#include <linux/topology.h>
#include <linux/uaccess.h>
#include <uapi/linux/resource.h>

SYSCALL_DEFINE0(sched_yield)
{
	sched_yield();
	return 0;
}

SYSCALL_DEFINE3(getcpu, unsigned int __user *, cpu, unsigned int __user *, node,
		void __user *, unused)
{
	unsigned int here = raw_smp_processor_id();

	if (cpu && put_user(here, cpu))
		return -EFAULT;
	if (node && put_user((unsigned int)cpu_to_node(here), node))
		return -EFAULT;
	return 0;
}

/* --- affinity --------------------------------------------------------------------- */

/* Is task of the caller's user, or the caller above that? */
static bool may_schedule(const struct task_struct *task)
{
	uid_t euid = current_euid();

	return euid == task->real_cred.uid || euid == task->real_cred.euid ||
	       capable(CAP_SYS_NICE);
}

/* The task that pid names, 0 being the caller, with a reference; NULL: none. */
static struct task_struct *get_task(pid_t pid)
{
	if (pid)
		return find_get_task_by_vpid(pid);
	get_task_struct(current);
	return current;
}

/* What is missing of a short mask is 0; what is too long is not looked at. */
SYSCALL_DEFINE3(sched_setaffinity, pid_t, pid, unsigned int, len, const void __user *,
		from)
{
	struct task_struct *task;
	struct cpumask mask;
	int err;

	cpumask_clear(&mask);
	if (copy_from_user(&mask, from, min_t(size_t, len, sizeof(mask))))
		return -EFAULT;
	task = get_task(pid);
	if (!task)
		return -ESRCH;
	if (may_schedule(task))
		err = set_cpus_allowed_ptr(task, &mask);
	else
		err = -EPERM;
	put_task_struct(task);
	return err;
}

/* => how many bytes were written; the C library clears the rest. */
SYSCALL_DEFINE3(sched_getaffinity, pid_t, pid, unsigned int, len, void __user *, to)
{
	struct task_struct *task;
	struct cpumask mask;

	if (len * 8UL < nr_cpu_ids || len % sizeof(long))
		return -EINVAL;
	task = get_task(pid);
	if (!task)
		return -ESRCH;
	cpumask_and(&mask, &task->cpus_mask, cpu_online_mask);
	put_task_struct(task);
	len = min_t(size_t, len, sizeof(mask));
	return copy_to_user(to, &mask, len) ? -EFAULT : (long)len;
}

/* --- nice ------------------------------------------------------------------------- */

static bool is_meant(struct task_struct *task, int which, int who)
{
	switch (which) {
	case PRIO_PROCESS:
		return task->pid == (who ? who : current->pid);
	case PRIO_PGRP:
		return task->signal->pgrp == (who ? who : current->signal->pgrp);
	default:
		return task->real_cred.uid == (who ? (uid_t)who : current_uid());
	}
}

static int set_one(struct task_struct *task, int nice)
{
	if (!may_schedule(task))
		return -EPERM;
	if (nice < task_nice(task) && 20UL - nice > rlimit(RLIMIT_NICE) &&
	    !capable(CAP_SYS_NICE))
		return -EACCES;
	set_user_nice(task, nice);
	return 0;
}

/* An error of one of them is the call's, but the others are set. */
SYSCALL_DEFINE3(setpriority, int, which, int, who, int, nice)
{
	struct task_struct *process, *task;
	int err = -ESRCH;

	if (which < PRIO_PROCESS || which > PRIO_USER)
		return -EINVAL;
	nice = clamp(nice, -20, 19);
	read_lock(&tasklist_lock);
	for_each_process (process) {
		task = process;
		do {
			if (is_meant(task, which, who)) {
				int result = set_one(task, nice);

				if (err == -ESRCH || result)
					err = result;
			}
			task = next_thread(task);
		} while (task != process);
	}
	read_unlock(&tasklist_lock);
	return err;
}

/* => 20 - the lowest nice value of them: 1 to 40, so that it is no error. */
SYSCALL_DEFINE2(getpriority, int, which, int, who)
{
	struct task_struct *process, *task;
	long best = -ESRCH;

	if (which < PRIO_PROCESS || which > PRIO_USER)
		return -EINVAL;
	read_lock(&tasklist_lock);
	for_each_process (process) {
		task = process;
		do {
			if (is_meant(task, which, who))
				best = max(best, 20L - task_nice(task));
			task = next_thread(task);
		} while (task != process);
	}
	read_unlock(&tasklist_lock);
	return best;
}
