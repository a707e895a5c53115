/*
 * kernel/signal_send.c - sending a signal that has something to say
 *
 * Posting itself is core/signal.c, which allocates nothing; here the siginfo gets its
 * memory. A signal to oneself for a fault cannot be ignored; a child's end or stop is
 * told to its parent.
 *
 * Locking: tasklist_lock > siglock > rq->lock. Allocations are atomic, since the senders
 * hold tasklist_lock.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/param.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include "init.h"
#include "signal.h"

static struct kmem_cache *sigqueue_cache; /* [I] */

/*
 * How many are queued, by the hash of the receiver's real user: what RLIMIT_SIGPENDING
 * limits. Atlas: users of one hash have one count.
 */
#define USER_BITS 8
static atomic_t nr_queued[1 << USER_BITS]; /* [a] */

/* A kernel thread has no limit. */
static unsigned long sigpending_limit(const struct task_struct *t)
{
	return t->signal ? READ_ONCE(t->signal->rlim[RLIMIT_SIGPENDING].rlim_cur)
			 : RLIM_INFINITY;
}

struct sigqueue *sigqueue_alloc(const struct task_struct *t, bool must)
{
	atomic_t *count = &nr_queued[hash_32(READ_ONCE(t->real_cred.uid), USER_BITS)];
	struct sigqueue *q = NULL;

	if ((unsigned long)atomic_inc_return(count) <= sigpending_limit(t) || must)
		q = kmem_cache_alloc(sigqueue_cache, GFP_ATOMIC);
	if (!q) {
		atomic_dec(count);
		return NULL;
	}
	q->count = count;
	q->timer = NULL;
	INIT_LIST_HEAD(&q->list);
	return q;
}

void sigqueue_free(struct sigqueue *q)
{
	if (!q || q->timer)
		return;
	atomic_dec(q->count);
	kmem_cache_free(sigqueue_cache, q);
}

void flush_sigqueue(struct sigpending *p)
{
	struct sigqueue *q, *next;

	sigemptyset(&p->signal);
	list_for_each_entry_safe (q, next, &p->list, list) {
		list_del_init(&q->list);
		sigqueue_free(q);
	}
}

void __init signals_init(void)
{
	sigqueue_cache = KMEM_CACHE(sigqueue, SLAB_PANIC);
	set_sigqueue_free_hook(sigqueue_free);
}

/* --- sending ---------------------------------------------------------------------- */

int send_signal_info(const siginfo_t *info, struct task_struct *t, bool group)
{
	bool old = info->si_signo < SIGRTMIN;
	struct sigqueue *q = sigqueue_alloc(t, old & (info->si_code >= SI_USER));

	/* An old signal is a flag and can do without; one that counts cannot. */
	if (!q && !old && info->si_code != SI_USER)
		return -EAGAIN;
	if (q)
		q->info = *info;
	if (!signal_post(info->si_signo, q, t, group))
		sigqueue_free(q);
	return 0;
}

/* kill(2): to one's own user's, and with CAP_KILL to all; SIGCONT within the session. */
static bool may_signal(int sig, const struct task_struct *t)
{
	const struct cred *cred = current_cred(), *to = &t->real_cred;

	if (t->tgid == current->tgid || cred->euid == to->suid || cred->euid == to->uid ||
	    cred->uid == to->suid || cred->uid == to->uid)
		return true;
	return capable(CAP_KILL) ||
	       (sig == SIGCONT && t->signal->session == current->signal->session);
}

int send_user_signal(const siginfo_t *info, struct task_struct *t, bool group)
{
	if (!may_signal(info->si_signo, t))
		return -EPERM;
	return info->si_signo ? send_signal_info(info, t, group) : 0;
}

static void force_sig_info(const siginfo_t *info)
{
	struct sigqueue *q = sigqueue_alloc(current, true);
	struct sighand_struct *sighand = current->sighand;
	int sig = info->si_signo;
	struct sigaction *action = &sighand->action[sig - 1].sa;

	if (q)
		q->info = *info;
	spin_lock_irq(&sighand->siglock);
	if (sigismember(&current->blocked, sig) || action->sa_handler == SIG_IGN) {
		action->sa_handler = SIG_DFL;
		sigdelset(&current->blocked, sig);
	}
	if (action->sa_handler == SIG_DFL)
		current->signal->flags &= ~SIGNAL_UNKILLABLE;
	if (!signal_force_locked(sig, q, current))
		sigqueue_free(q);
	recalc_sigpending();
	spin_unlock_irq(&sighand->siglock);
}

void force_sig_fault(int sig, int code, unsigned long addr)
{
	siginfo_t info = { .si_signo = sig, .si_code = code, .si_addr = (void *)addr };

	force_sig_info(&info);
}

void force_sig(int sig)
{
	siginfo_t info = { .si_signo = sig, .si_code = SI_KERNEL };

	force_sig_info(&info);
}

/* --- telling the parent ----------------------------------------------------------- */

/* What SIGCHLD says about t: why and status. */
static void fill_sigchld(siginfo_t *info, struct task_struct *t, int why, int status)
{
	struct task_usage usage;

	*info = (siginfo_t){ .si_signo = SIGCHLD, .si_code = why };
	info->si_pid = t->tgid;
	info->si_uid = t->real_cred.uid;
	info->si_status = status;
	group_usage(t, &usage);
	info->si_utime = usage.utime / (NSEC_PER_SEC / USER_HZ);
	info->si_stime = usage.stime / (NSEC_PER_SEC / USER_HZ);
}

static void wake_up_parent(struct task_struct *parent)
{
	wake_up_interruptible(&parent->signal->wait_chldexit);
}

bool do_notify_parent(struct task_struct *t, int sig)
{
	struct task_struct *parent = t->real_parent;
	struct sigaction *action = &parent->sighand->action[SIGCHLD - 1].sa;
	int status = t->signal->group_exit_code;
	bool autoreap = false;
	siginfo_t info;

	if (status & 0x7f)
		fill_sigchld(&info, t, CLD_KILLED, status & 0x7f);
	else
		fill_sigchld(&info, t, CLD_EXITED, status >> 8);
	info.si_signo = sig;

	if (sig == SIGCHLD &&
	    (action->sa_handler == SIG_IGN || (action->sa_flags & SA_NOCLDWAIT))) {
		autoreap = true;
		if (action->sa_handler == SIG_IGN)
			sig = 0;
	}
	if (sig)
		send_signal_info(&info, parent, true);
	wake_up_parent(parent);
	return autoreap;
}

void do_notify_parent_cldstop(struct task_struct *t, int why)
{
	struct task_struct *parent = t->real_parent;
	struct sigaction *action = &parent->sighand->action[SIGCHLD - 1].sa;
	siginfo_t info;

	fill_sigchld(&info, t, why,
		     why == CLD_CONTINUED ? SIGCONT : t->signal->group_exit_code);
	if (action->sa_handler != SIG_IGN && !(action->sa_flags & SA_NOCLDSTOP))
		send_signal_info(&info, parent, true);
	wake_up_parent(parent);
}
