/*
 * kernel/wait.c - a parent asks how its children are
 *
 *	do_wait(): look at every child of every thread of the caller
 *		a zombie            -> its status, and it is buried
 *		stopped, continued  -> its status, once
 *		none of these       -> sleep on signal->wait_chldexit, look again
 *		no child that fits  -> -ECHILD
 *
 * Source: the Linux man page wait(2).
 *
 * Locking: tasklist_lock for reading while looking. Who finds a zombie makes it
 * EXIT_DEAD by compare-and-exchange: only the one who wins buries it.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <uapi/linux/resource.h>
#include <uapi/linux/wait.h>
#include "process.h"

/* Whom a call waits for, and what it learns. */
struct wait_opts {
	int which; /* P_ALL, P_PID, P_PGID */
	pid_t id;
	int options; /* W* */

	pid_t pid;           /* out: the child */
	uid_t uid;           /* out: its real user */
	int status;          /* out: as wait4(2) gives it */
	int why;             /* out: CLD_* */
	struct rusage usage; /* out */
};

#define STOPPED_STATUS(sig) ((sig) << 8 | 0x7f)
#define CONTINUED_STATUS 0xffff

static bool eligible(const struct wait_opts *wo, struct task_struct *p)
{
	if (wo->which == P_PID && p->pid != wo->id)
		return false;
	if (wo->which == P_PGID && p->signal->pgrp != wo->id)
		return false;
	/* A child that reports by another signal than SIGCHLD is a "clone" child. */
	if (wo->options & __WALL)
		return true;
	return (p->exit_signal != SIGCHLD) == !!(wo->options & __WCLONE);
}

static void note_child(struct wait_opts *wo, struct task_struct *p, int status, int why)
{
	wo->pid = p->pid;
	wo->uid = p->real_cred.uid;
	wo->status = status;
	wo->why = why;
	get_rusage(p, RUSAGE_BOTH, &wo->usage);
}

/* What a buried child used is its parent's from now on. */
static void inherit_usage(struct task_struct *p)
{
	struct signal_struct *to = current->signal, *from = p->signal;
	struct task_usage usage;

	write_lock_irq(&tasklist_lock);
	group_usage(p, &usage);
	to->cutime += usage.utime + from->cutime;
	to->cstime += usage.stime + from->cstime;
	to->cmin_flt += usage.min_flt + from->cmin_flt;
	to->cmaj_flt += usage.maj_flt + from->cmaj_flt;
	to->cmaxrss = max3(to->cmaxrss, from->maxrss, from->cmaxrss);
	write_unlock_irq(&tasklist_lock);
}

/*
 * p may be a zombie without other threads: then report it and (but for WNOWAIT) bury it. tasklist_lock held
 * for reading; => true: it was, and the lock has been dropped.
 */
static bool wait_zombie(struct wait_opts *wo, struct task_struct *p)
{
	bool bury = !(wo->options & WNOWAIT);
	int status;

	if (p->exit_state != EXIT_ZOMBIE || !thread_group_empty(p) ||
	    !(wo->options & WEXITED))
		return false;
	if (bury && cmpxchg(&p->exit_state, EXIT_ZOMBIE, EXIT_DEAD) != EXIT_ZOMBIE)
		return false;
	status = p->signal->group_exit_code;
	note_child(wo, p, status, status & 0x7f ? CLD_KILLED : CLD_EXITED);
	read_unlock(&tasklist_lock);
	if (bury) {
		inherit_usage(p);
		release_task(p);
	}
	return true;
}

/* The same for a child that is stopped, or goes on again, and was not reported yet. */
static bool wait_stop_or_continue(struct wait_opts *wo, struct task_struct *p)
{
	struct signal_struct *signal = p->signal;
	bool take = !(wo->options & WNOWAIT), found = false;

	spin_lock_irq(&p->sighand->siglock);
	if ((wo->options & WSTOPPED) && (signal->flags & SIGNAL_STOP_STOPPED) &&
	    signal->group_exit_code) {
		note_child(wo, p, STOPPED_STATUS(signal->group_exit_code), CLD_STOPPED);
		if (take)
			signal->group_exit_code = 0;
		found = true;
	} else if ((wo->options & WCONTINUED) &&
		   (signal->flags & SIGNAL_STOP_CONTINUED)) {
		note_child(wo, p, CONTINUED_STATUS, CLD_CONTINUED);
		if (take)
			signal->flags &= ~SIGNAL_STOP_CONTINUED;
		found = true;
	}
	spin_unlock_irq(&p->sighand->siglock);
	if (found)
		read_unlock(&tasklist_lock);
	return found;
}

/* Look at all children once. => 1: wo is filled; 0: none has news; -ECHILD: none fits. */
static int look_at_children(struct wait_opts *wo)
{
	struct task_struct *thread = current, *p;
	int result = -ECHILD;

	read_lock(&tasklist_lock);
	do {
		list_for_each_entry (p, &thread->children, sibling) {
			if (p->exit_state == EXIT_DEAD || !eligible(wo, p))
				continue;
			if (wait_zombie(wo, p))
				return 1;
			/* A zombie whose other threads live stops and goes on with them. */
			if (p->exit_state && thread_group_empty(p))
				continue; /* there will be no news that we ask for */
			result = 0;
			if (wait_stop_or_continue(wo, p))
				return 1;
		}
		if (wo->options & __WNOTHREAD)
			break;
		thread = next_thread(thread);
	} while (thread != current);
	read_unlock(&tasklist_lock);
	return result;
}

/* => 1: wo is filled; 0: WNOHANG, and nothing to say; -ECHILD; -ERESTARTSYS. */
static int do_wait(struct wait_opts *wo)
{
	DEFINE_WAIT_FUNC(wait, default_wake_function);
	int result;

	add_wait_queue(&current->signal->wait_chldexit, &wait);
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		result = look_at_children(wo);
		if (result || (wo->options & WNOHANG))
			break;
		result = -ERESTARTSYS;
		if (signal_pending(current))
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	remove_wait_queue(&current->signal->wait_chldexit, &wait);
	return result;
}

pid_t kernel_wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
	struct wait_opts wo = { .which = P_ALL, .options = options | WEXITED };
	int result;

	if (pid == (pid_t)(1U << 31))
		return -ESRCH; /* its negative is no group */
	if (pid > 0) {
		wo.which = P_PID;
		wo.id = pid;
	} else if (pid != -1) {
		wo.which = P_PGID;
		wo.id = pid ? -pid : current->signal->pgrp;
	}
	result = do_wait(&wo);
	if (result <= 0)
		return result;
	*status = wo.status;
	*usage = wo.usage;
	return wo.pid;
}

SYSCALL_DEFINE4(wait4, pid_t, pid, int __user *, to, int, options, struct rusage __user *,
		to_usage)
{
	struct rusage usage;
	int status;

	if (options &
	    ~(WNOHANG | WUNTRACED | WCONTINUED | __WNOTHREAD | __WCLONE | __WALL))
		return -EINVAL;
	pid = kernel_wait4(pid, &status, options, &usage);
	if (pid <= 0)
		return pid;
	if (to && put_user(status, to))
		return -EFAULT;
	if (to_usage && copy_to_user(to_usage, &usage, sizeof(usage)))
		return -EFAULT;
	return pid;
}

/* wait4's status word, said as waitid(2) says it. */
static int plain_status(const struct wait_opts *wo)
{
	switch (wo->why) {
	case CLD_EXITED:
	case CLD_STOPPED:
		return wo->status >> 8;
	case CLD_CONTINUED:
		return SIGCONT;
	default:
		return wo->status & 0x7f;
	}
}

/* Look as waitid(2) is asked to. As do_wait(); -EINVAL, -EBADF: there are no pidfds. */
static int kernel_waitid(struct wait_opts *wo)
{
	const int what = WEXITED | WSTOPPED | WCONTINUED;

	if (wo->options & ~(WNOHANG | WNOWAIT | what | __WNOTHREAD | __WCLONE | __WALL))
		return -EINVAL;
	if (!(wo->options & what) || wo->which < P_ALL || wo->which > P_PIDFD)
		return -EINVAL;
	if (wo->id < 0 && wo->which != P_ALL)
		return -EINVAL;
	if (wo->which == P_PIDFD)
		return -EBADF;
	if (!wo->id && wo->which == P_PID)
		return -EINVAL;
	if (!wo->id && wo->which == P_PGID)
		wo->id = current->signal->pgrp;
	return do_wait(wo);
}

/* Whatever comes of it, *infop says who it was: nobody, unless a child had news. */
SYSCALL_DEFINE5(waitid, int, which, pid_t, id, siginfo_t __user *, infop, int, options,
		struct rusage __user *, usage)
{
	struct wait_opts wo = { .which = which, .id = id, .options = options };
	siginfo_t info = { .si_signo = 0 };
	int result = kernel_waitid(&wo);

	if (result > 0) {
		result = 0;
		info.si_signo = SIGCHLD;
		info.si_code = wo.why;
		info.si_pid = wo.pid;
		info.si_uid = wo.uid;
		info.si_status = plain_status(&wo);
		if (usage && copy_to_user(usage, &wo.usage, sizeof(wo.usage)))
			return -EFAULT;
	}
	if (infop && copy_to_user(infop, &info, offsetof(siginfo_t, si_utime)))
		return -EFAULT;
	return result;
}
