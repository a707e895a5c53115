/*
 * kernel/sys_signal.c - the system calls on signals
 *
 * Sources: the Linux man pages sigaction(2), sigprocmask(2), kill(2), tgkill(2),
 * sigsuspend(2).
 *
 * Locking: tasklist_lock > siglock.
 */
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include "process.h"
#include "signal.h"

/* --- actions and masks ------------------------------------------------------------ */

/* The flags that there are: who reads an action back learns by that which are not. */
#define SA_KNOWN                                                                      \
	(SA_NOCLDSTOP | SA_NOCLDWAIT | SA_SIGINFO | SA_EXPOSE_TAGBITS | SA_RESTORER | \
	 SA_ONSTACK | SA_RESTART | SA_NODEFER | SA_RESETHAND)

/* Put new (if any) in the place of sig's action; what it then ignores is forgotten. */
static int do_sigaction(int sig, const struct sigaction *new, struct sigaction *old)
{
	struct sigaction *action;

	if (sig < 1 || sig > _NSIG || (new &&sig_kernel_only(sig)))
		return -EINVAL;
	action = &current->sighand->action[sig - 1].sa;
	spin_lock_irq(&current->sighand->siglock);
	*old = *action;
	if (new) {
		*action = *new;
		action->sa_mask.sig[0] &= ~SIG_KERNEL_ONLY_MASK;
		action->sa_flags &= SA_KNOWN;
		if (action->sa_handler == SIG_IGN ||
		    (action->sa_handler == SIG_DFL && sig_kernel_ignore(sig))) {
			flush_group(current, sigmask(sig));
			recalc_sigpending();
		}
	}
	spin_unlock_irq(&current->sighand->siglock);
	return 0;
}

SYSCALL_DEFINE4(rt_sigaction, int, sig, const struct sigaction __user *, new,
		struct sigaction __user *, old, size_t, size)
{
	struct sigaction action, previous;
	int err;

	if (size != sizeof(sigset_t))
		return -EINVAL;
	if (new &&copy_from_user(&action, new, sizeof(action)))
		return -EFAULT;
	err = do_sigaction(sig, new ? &action : NULL, &previous);
	if (!err && old && copy_to_user(old, &previous, sizeof(previous)))
		err = -EFAULT;
	return err;
}

SYSCALL_DEFINE4(rt_sigprocmask, int, how, const sigset_t __user *, set, sigset_t __user *,
		old, size_t, size)
{
	sigset_t previous = current->blocked, mask;

	if (size != sizeof(sigset_t))
		return -EINVAL;
	if (set) {
		if (copy_from_user(&mask, set, sizeof(mask)))
			return -EFAULT;
		if (how == SIG_BLOCK)
			sigorsets(&mask, &previous, &mask);
		else if (how == SIG_UNBLOCK)
			sigandnsets(&mask, &previous, &mask);
		else if (how != SIG_SETMASK)
			return -EINVAL;
		set_current_blocked(&mask);
	}
	if (old && copy_to_user(old, &previous, sizeof(previous)))
		return -EFAULT;
	return 0;
}

SYSCALL_DEFINE2(rt_sigpending, sigset_t __user *, set, size_t, size)
{
	sigset_t pending;

	if (size > sizeof(sigset_t))
		return -EINVAL;
	spin_lock_irq(&current->sighand->siglock);
	sigorsets(&pending, &current->pending.signal,
		  &current->signal->shared_pending.signal);
	spin_unlock_irq(&current->sighand->siglock);
	pending.sig[0] &= current->blocked.sig[0];
	return copy_to_user(set, &pending, size) ? -EFAULT : 0;
}

/* --- waiting for one -------------------------------------------------------------- */

static void wait_for_signal(void)
{
	while (!signal_pending(current)) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!signal_pending(current))
			schedule();
	}
	__set_current_state(TASK_RUNNING);
}

SYSCALL_DEFINE0(pause)
{
	wait_for_signal();
	return -ERESTARTNOHAND;
}

int set_user_sigmask(const sigset_t __user *set, size_t size)
{
	sigset_t mask;

	if (size != sizeof(sigset_t))
		return -EINVAL;
	if (copy_from_user(&mask, set, sizeof(mask)))
		return -EFAULT;
	current->saved_sigmask = current->blocked;
	current->restore_sigmask = true; /* by do_signal() or the handler's return */
	set_current_blocked(&mask);
	return 0;
}

void restore_saved_sigmask(void)
{
	if (!current->restore_sigmask)
		return;
	current->restore_sigmask = false;
	set_current_blocked(&current->saved_sigmask);
}

SYSCALL_DEFINE2(rt_sigsuspend, const sigset_t __user *, set, size_t, size)
{
	int err = set_user_sigmask(set, size);

	if (err)
		return err;
	wait_for_signal();
	return -ERESTARTNOHAND;
}

SYSCALL_DEFINE0(restart_syscall)
{
	struct restart_block *restart = &current->restart_block;

	return restart->fn ? restart->fn(restart) : -EINTR;
}

/* --- sending ---------------------------------------------------------------------- */

void fill_from_user(siginfo_t *info, int sig, int code)
{
	*info = (siginfo_t){ .si_signo = sig, .si_code = code };
	info->si_pid = current->tgid;
	info->si_uid = current_uid();
}

/* Send to every process for which the call is meant: pid as kill(2) takes it, not > 0. */
static int kill_many(const siginfo_t *info, pid_t pid)
{
	pid_t pgrp = pid ? -pid : current->signal->pgrp;
	int err = -ESRCH, sent;
	bool any = false;
	struct task_struct *p;

	read_lock(&tasklist_lock);
	for_each_process (p) {
		if (p->flags & PF_KTHREAD)
			continue;
		if (pid == -1 ? p->tgid == 1 || p->tgid == current->tgid
			      : p->signal->pgrp != pgrp)
			continue;
		sent = send_user_signal(info, p, true);
		any |= !sent;
		/* To all whom the caller may reach: who they are is nobody's error. */
		err = pid == -1 && sent == -EPERM ? 0 : sent;
	}
	read_unlock(&tasklist_lock);
	return any ? 0 : err;
}

SYSCALL_DEFINE2(kill, pid_t, pid, int, sig)
{
	struct task_struct *p;
	siginfo_t info;
	int err = -ESRCH;

	if (sig < 0 || sig > _NSIG)
		return -EINVAL;
	if (pid == (pid_t)(1U << 31))
		return -ESRCH; /* its negative is no pid */
	fill_from_user(&info, sig, SI_USER);
	if (pid <= 0)
		return kill_many(&info, pid);
	read_lock(&tasklist_lock);
	p = find_task_by_vpid(pid);
	if (p)
		err = send_user_signal(&info, p, true);
	read_unlock(&tasklist_lock);
	return err;
}

/* tgid is 0 where any process will do. */
static int do_tkill(pid_t tgid, pid_t pid, int sig)
{
	struct task_struct *p;
	siginfo_t info;
	int err = -ESRCH;

	if (sig < 0 || sig > _NSIG || pid <= 0)
		return -EINVAL;
	fill_from_user(&info, sig, SI_TKILL);
	read_lock(&tasklist_lock);
	p = find_task_by_vpid(pid);
	if (p && (!tgid || p->tgid == tgid))
		err = send_user_signal(&info, p, false);
	read_unlock(&tasklist_lock);
	return err;
}

SYSCALL_DEFINE2(tkill, pid_t, pid, int, sig)
{
	return do_tkill(0, pid, sig);
}

SYSCALL_DEFINE3(tgkill, pid_t, tgid, pid_t, pid, int, sig)
{
	if (tgid <= 0)
		return -EINVAL;
	return do_tkill(tgid, pid, sig);
}
