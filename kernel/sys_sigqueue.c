/*
 * kernel/sys_sigqueue.c - signals that carry a value, and taking one without a handler
 *
 * Source: the Linux man pages rt_sigqueueinfo(2), sigtimedwait(2).
 *
 * Locking: tasklist_lock > siglock.
 */
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include "signal.h"
#include "time.h"

/* --- sending ---------------------------------------------------------------------- */

/*
 * Send what the program wrote, to thread pid of process tgid, or (tgid 0) to the process
 * of pid. Only to itself may a program pretend to be the kernel, kill(2) or tgkill(2).
 */
static int queue_info(pid_t tgid, pid_t pid, int sig, const siginfo_t __user *from)
{
	struct task_struct *t;
	siginfo_t info;
	int err = -ESRCH;

	if (copy_from_user(&info, from, sizeof(info)))
		return -EFAULT;
	info.si_signo = sig;
	if ((info.si_code >= 0 || info.si_code == SI_TKILL) && pid != current->pid)
		return -EPERM;
	if (sig < 0 || sig > _NSIG)
		return -EINVAL;
	read_lock(&tasklist_lock);
	t = find_task_by_vpid(pid);
	if (t && (!tgid || t->tgid == tgid))
		err = send_user_signal(&info, t, !tgid);
	read_unlock(&tasklist_lock);
	return err;
}

SYSCALL_DEFINE3(rt_sigqueueinfo, pid_t, pid, int, sig, const siginfo_t __user *, info)
{
	return queue_info(0, pid, sig, info);
}

SYSCALL_DEFINE4(rt_tgsigqueueinfo, pid_t, tgid, pid_t, pid, int, sig,
		const siginfo_t __user *, info)
{
	siginfo_t readable;

	if (copy_from_user(&readable, info, sizeof(readable)))
		return -EFAULT;
	return tgid <= 0 || pid <= 0 ? -EINVAL : queue_info(tgid, pid, sig, info);
}

/* --- taking ----------------------------------------------------------------------- */

/* Let the signals of set in while asleep: they wake, but no handler shall run. */
static void sleep_for(sigset_t set, u64 expires)
{
	u64 now = ktime_get_ns();
	long ticks = MAX_SCHEDULE_TIMEOUT;

	if (expires <= now)
		return;
	if (expires != U64_MAX)
		ticks = min(nsecs_to_jiffies(expires - now) + 1,
			    (unsigned long)MAX_JIFFY_OFFSET);
	current->real_blocked = current->blocked;
	current->blocked.sig[0] &= ~set.sig[0];
	recalc_sigpending();
	set_current_state(TASK_INTERRUPTIBLE);
	spin_unlock_irq(&current->sighand->siglock);
	if (!signal_pending(current))
		schedule_timeout(ticks);
	__set_current_state(TASK_RUNNING);
	spin_lock_irq(&current->sighand->siglock);
	current->blocked = current->real_blocked;
	sigemptyset(&current->real_blocked);
	retarget_shared_pending(~set.sig[0]);
	recalc_sigpending();
}

/* => the signal of set that came, -EAGAIN: time is up, -EINTR: another one came. */
static int wait_for_one(sigset_t set, u64 expires, siginfo_t *info)
{
	int sig;

	spin_lock_irq(&current->sighand->siglock);
	for (;;) {
		sig = dequeue_signal(set.sig[0], info);
		if (sig)
			break;
		sig = -EINTR;
		if (signal_pending(current))
			break;
		sig = -EAGAIN;
		if (ktime_get_ns() >= expires)
			break;
		sleep_for(set, expires);
	}
	spin_unlock_irq(&current->sighand->siglock);
	return sig;
}

SYSCALL_DEFINE4(rt_sigtimedwait, const sigset_t __user *, from, siginfo_t __user *, to,
		const struct timespec __user *, timeout, size_t, size)
{
	u64 expires = U64_MAX;
	siginfo_t info;
	sigset_t set;
	int sig, err;

	if (size != sizeof(set))
		return -EINVAL;
	if (copy_from_user(&set, from, sizeof(set)))
		return -EFAULT;
	if (timeout) {
		err = get_timespec_ns(&expires, timeout);
		if (err)
			return err;
		expires += ktime_get_ns();
	}
	set.sig[0] &= ~SIG_KERNEL_ONLY_MASK;
	sig = wait_for_one(set, expires, &info);
	if (sig > 0 && to && copy_to_user(to, &info, sizeof(info)))
		return -EFAULT;
	return sig;
}
