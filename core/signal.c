/*
 * core/signal.c - posting a signal
 *
 *	signal_post() --> prepare: SIGCONT and the stop signals undo each other,
 *	      |                    what would be ignored is dropped here
 *	      v
 *	   pending set (of the task, or shared by the group) + queue of siginfo
 *	      |
 *	      v
 *	   complete: choose a thread that does not block it and wake it; a signal that
 *		     will kill becomes SIGKILL for every thread at once
 *
 * Posting only marks and wakes. What the receiver does about it is kernel/signal.c.
 * Nothing here allocates or sleeps, so drivers and interrupts may post.
 *
 * Locking: sighand->siglock, irqs off, guards all that is pending; it nests inside
 * tasklist_lock and outside rq->lock. It also keeps the ring of threads still.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/spinlock.h>

static void (*sigqueue_free)(struct sigqueue *q); /* [I after boot] */

void set_sigqueue_free_hook(void (*fn)(struct sigqueue *q))
{
	sigqueue_free = fn;
}

/* --- what is pending -------------------------------------------------------------- */

void recalc_sigpending_tsk(struct task_struct *t)
{
	unsigned long pending = t->pending.signal.sig[0];

	if (t->signal)
		pending |= t->signal->shared_pending.signal.sig[0];
	if ((pending & ~t->blocked.sig[0]) || t->stop_pending)
		set_tsk_thread_flag(t, TIF_SIGPENDING);
	else
		clear_tsk_thread_flag(t, TIF_SIGPENDING);
}

void recalc_sigpending(void)
{
	recalc_sigpending_tsk(current);
}

void retarget_shared_pending(unsigned long which)
{
	struct task_struct *t;

	which &= current->signal->shared_pending.signal.sig[0];
	if (!which)
		return;
	for_each_other_thread(t, current)
	{
		if ((t->flags & PF_EXITING) || !(which & ~t->blocked.sig[0]))
			continue;
		which &= t->blocked.sig[0];
		signal_wake_up(t, false);
	}
}

void set_current_blocked(const sigset_t *set)
{
	unsigned long old = current->blocked.sig[0];

	spin_lock_irq(&current->sighand->siglock);
	current->blocked.sig[0] = set->sig[0] & ~SIG_KERNEL_ONLY_MASK;
	retarget_shared_pending(current->blocked.sig[0] & ~old);
	recalc_sigpending();
	spin_unlock_irq(&current->sighand->siglock);
}

bool flush_sigqueue_mask(unsigned long mask, struct sigpending *p)
{
	struct sigqueue *q, *next;

	if (!(p->signal.sig[0] & mask))
		return false;
	p->signal.sig[0] &= ~mask;
	list_for_each_entry_safe (q, next, &p->list, list) {
		if (!(sigmask(q->info.si_signo) & mask))
			continue;
		list_del_init(&q->list);
		sigqueue_free(q);
	}
	return true;
}

void signal_wake_up(struct task_struct *t, bool fatal)
{
	unsigned int state = TASK_INTERRUPTIBLE;

	set_tsk_thread_flag(t, TIF_SIGPENDING);
	if (fatal)
		state |= TASK_WAKEKILL | TASK_STOPPED;
	if (!wake_up_state(t, state))
		kick_process(t);
}

/* --- before it is pending --------------------------------------------------------- */

static bool action_ignores(struct task_struct *t, int sig)
{
	__sighandler_t handler = t->sighand->action[sig - 1].sa.sa_handler;

	return handler == SIG_IGN || (handler == SIG_DFL && sig_kernel_ignore(sig));
}

bool sig_ignored(struct task_struct *t, int sig)
{
	/* A blocked signal waits: its action may be another one when it is let in. */
	if (sigismember(&t->blocked, sig) || sigismember(&t->real_blocked, sig))
		return false;
	if (t->flags & PF_KTHREAD)
		return true;
	if ((t->signal->flags & SIGNAL_UNKILLABLE) &&
	    t->sighand->action[sig - 1].sa.sa_handler == SIG_DFL)
		return true;
	return action_ignores(t, sig);
}

void flush_group(struct task_struct *t, unsigned long mask)
{
	struct task_struct *p;

	flush_sigqueue_mask(mask, &t->signal->shared_pending);
	flush_sigqueue_mask(mask, &t->pending);
	for_each_other_thread(p, t) flush_sigqueue_mask(mask, &p->pending);
}

/*
 * SIGCONT sets a stopped process going even when it is blocked or ignored. The parent
 * is told by the process itself, on its way out of the stop.
 */
static void resume_group(struct task_struct *t)
{
	struct signal_struct *signal = t->signal;
	struct task_struct *p = t;

	flush_group(t, SIG_KERNEL_STOP_MASK);
	signal->flags &= ~SIGNAL_STOP_DEQUEUED;
	if (signal->group_stop_count || (signal->flags & SIGNAL_STOP_STOPPED)) {
		signal->flags &= ~SIGNAL_STOP_STOPPED;
		signal->flags |= SIGNAL_STOP_CONTINUED | SIGNAL_CLD_CONTINUED;
		signal->group_exit_code = 0;
		signal->group_stop_count = 0;
	}
	do {
		p->stop_pending = false;
		wake_up_state(p, TASK_STOPPED);
		p = next_thread(p);
	} while (p != t);
}

/* => shall it become pending at all? */
static bool prepare_signal(int sig, struct task_struct *t)
{
	if (!(t->signal->flags & SIGNAL_GROUP_EXIT)) {
		if (sig_kernel_stop(sig))
			flush_group(t, sigmask(SIGCONT));
		else if (sig == SIGCONT)
			resume_group(t);
	}
	return !sig_ignored(t, sig);
}

/* --- after it is pending ---------------------------------------------------------- */

/* One that sleeps and has been woken for a signal already is left to that one. */
static bool wants_signal(int sig, struct task_struct *t)
{
	if (sigismember(&t->blocked, sig) || (t->flags & PF_EXITING))
		return false;
	if (sig == SIGKILL)
		return true;
	return !(t->state & TASK_STOPPED) && (t->on_cpu || !signal_pending(t));
}

/* Will it end the process, whichever thread takes it? */
static bool sig_fatal(struct task_struct *t, int sig)
{
	unsigned long harmless = SIG_KERNEL_IGNORE_MASK | SIG_KERNEL_STOP_MASK;

	return !(sigmask(sig) & harmless) &&
	       t->sighand->action[sig - 1].sa.sa_handler == SIG_DFL &&
	       !sigismember(&t->real_blocked, sig);
}

static void kill_thread(struct task_struct *t)
{
	t->stop_pending = false;
	sigaddset(&t->pending.signal, SIGKILL);
	signal_wake_up(t, true);
}

void zap_other_threads(struct task_struct *t)
{
	struct task_struct *p;

	t->signal->group_stop_count = 0;
	for_each_other_thread(p, t) kill_thread(p);
}

/* The process ends because of sig: every thread gets a SIGKILL of its own. */
static void kill_group(struct task_struct *t, int sig)
{
	t->signal->flags = SIGNAL_GROUP_EXIT;
	t->signal->group_exit_code = sig;
	zap_other_threads(t);
	kill_thread(t);
}

static void complete_signal(int sig, struct task_struct *t, bool group)
{
	struct task_struct *p = t;

	while (!wants_signal(sig, p)) {
		p = next_thread(p);
		if (!group || p == t)
			return; /* nobody wants it now; it stays pending */
	}
	if (sig_fatal(p, sig) && !(t->signal->flags & SIGNAL_GROUP_EXIT))
		kill_group(p, sig);
	else
		signal_wake_up(p, sig == SIGKILL);
}

/* => was q queued? */
static bool add_pending(int sig, struct sigqueue *q, struct task_struct *t, bool group)
{
	struct sigpending *pending = group ? &t->signal->shared_pending : &t->pending;

	/* The old signals are flags: one that is pending already says nothing new. */
	if (sig < SIGRTMIN && sigismember(&pending->signal, sig))
		return false;
	if (sig == SIGKILL)
		q = NULL; /* nobody will ever look at its siginfo */
	if (q)
		list_add_tail(&q->list, &pending->list);
	sigaddset(&pending->signal, sig);
	complete_signal(sig, t, group);
	return q != NULL;
}

bool signal_post_locked(int sig, struct sigqueue *q, struct task_struct *t, bool group)
{
	return prepare_signal(sig, t) && add_pending(sig, q, t, group);
}

bool signal_force_locked(int sig, struct sigqueue *q, struct task_struct *t)
{
	return add_pending(sig, q, t, false);
}

bool signal_post(int sig, struct sigqueue *q, struct task_struct *t, bool group)
{
	unsigned long flags;
	bool queued;

	if (!t->sighand)
		return false; /* reaped already */
	spin_lock_irqsave(&t->sighand->siglock, flags);
	queued = signal_post_locked(sig, q, t, group);
	spin_unlock_irqrestore(&t->sighand->siglock, flags);
	return queued;
}

/* --- signals from the kernel ------------------------------------------------------ */

int send_sig(int sig, struct task_struct *t, int priv)
{
	if (sig <= 0 || sig > _NSIG)
		return -EINVAL;
	signal_post(sig, NULL, t, false);
	return 0;
}

int kill_pgrp_locked(pid_t pgrp, int sig)
{
	struct task_struct *p;
	int err = -ESRCH;

	for_each_process (p) {
		if (p->signal->pgrp != pgrp)
			continue;
		if (sig)
			signal_post(sig, NULL, p, true);
		err = 0;
	}
	return err;
}

int kill_pgrp(pid_t pgrp, int sig, int priv)
{
	int err;

	if (sig < 0 || sig > _NSIG)
		return -EINVAL;
	if (pgrp <= 0)
		return -ESRCH;
	read_lock(&tasklist_lock);
	err = kill_pgrp_locked(pgrp, sig);
	read_unlock(&tasklist_lock);
	return err;
}

int kill_pid(pid_t pid, int sig, int priv)
{
	struct task_struct *p;

	if (sig < 0 || sig > _NSIG)
		return -EINVAL;
	read_lock(&tasklist_lock);
	p = find_task_by_vpid(pid);
	if (p && sig)
		signal_post(sig, NULL, p, true);
	read_unlock(&tasklist_lock);
	return p ? 0 : -ESRCH;
}
