/*
 * include/linux/signal.h - sets of signals, and sending one
 *
 * Posting (core/signal.c) marks a signal pending and wakes who may take it. It allocates
 * nothing: a sender that has more to say than the number brings a struct sigqueue, one
 * that has not (a driver, an interrupt) uses send_sig() or kill_pgrp(), and the receiver
 * sees SI_KERNEL. Delivery is kernel/signal.c.
 *
 * Locking: sighand->siglock (irqs off) guards everything pending. A task's sighand is
 * there for as long as the task is current, or tasklist_lock is held and it is hashed.
 */
#ifndef LINUX_SIGNAL_H
#define LINUX_SIGNAL_H

#include <linux/sched.h>
#include <linux/signal_types.h>

/* --- sets: bit n-1 is signal n ---------------------------------------------------- */

#define sigmask(sig) (1UL << ((sig)-1))

static inline bool valid_signal(unsigned long sig)
{
	return sig <= _NSIG;
}

static inline void sigemptyset(sigset_t *set)
{
	set->sig[0] = 0;
}

static inline void sigfillset(sigset_t *set)
{
	set->sig[0] = ~0UL;
}

static inline void sigaddset(sigset_t *set, int sig)
{
	set->sig[0] |= sigmask(sig);
}

static inline void sigdelset(sigset_t *set, int sig)
{
	set->sig[0] &= ~sigmask(sig);
}

static inline bool sigismember(const sigset_t *set, int sig)
{
	return set->sig[0] & sigmask(sig);
}

static inline bool sigisemptyset(const sigset_t *set)
{
	return !set->sig[0];
}

static inline void sigorsets(sigset_t *to, const sigset_t *a, const sigset_t *b)
{
	to->sig[0] = a->sig[0] | b->sig[0];
}

static inline void sigandnsets(sigset_t *to, const sigset_t *a, const sigset_t *b)
{
	to->sig[0] = a->sig[0] & ~b->sig[0];
}

/* --- what a signal does by default ------------------------------------------------ */

/* These two cannot be caught, blocked or ignored. */
#define SIG_KERNEL_ONLY_MASK (sigmask(SIGKILL) | sigmask(SIGSTOP))
#define SIG_KERNEL_STOP_MASK \
	(sigmask(SIGSTOP) | sigmask(SIGTSTP) | sigmask(SIGTTIN) | sigmask(SIGTTOU))
#define SIG_KERNEL_IGNORE_MASK \
	(sigmask(SIGCONT) | sigmask(SIGCHLD) | sigmask(SIGWINCH) | sigmask(SIGURG))
/* Those that a faulting instruction raises: delivered before any other. */
#define SYNCHRONOUS_MASK                                                           \
	(sigmask(SIGSEGV) | sigmask(SIGBUS) | sigmask(SIGILL) | sigmask(SIGTRAP) | \
	 sigmask(SIGFPE) | sigmask(SIGSYS))

#define sig_kernel_only(sig) (!!(sigmask(sig) & SIG_KERNEL_ONLY_MASK))
#define sig_kernel_stop(sig) (!!(sigmask(sig) & SIG_KERNEL_STOP_MASK))
#define sig_kernel_ignore(sig) (!!(sigmask(sig) & SIG_KERNEL_IGNORE_MASK))

/* --- threads of a process --------------------------------------------------------- */

/* The next in the ring of threads. tasklist_lock or siglock held. */
static inline struct task_struct *next_thread(const struct task_struct *t)
{
	return list_entry(t->thread_group.next, struct task_struct, thread_group);
}

/* All threads of the process of @self but itself. tasklist_lock or siglock held. */
#define for_each_other_thread(t, self) \
	for (t = next_thread(self); t != (self); t = next_thread(t))

/* Is t the only thread of its process? */
static inline bool thread_group_empty(const struct task_struct *t)
{
	return list_empty(&t->thread_group);
}

/* --- core/signal.c ---------------------------------------------------------------- */

/*
 * Post sig to the process of t (group) or to t alone. q, which may be NULL, carries the
 * siginfo. tasklist_lock held unless t is current; any context.
 * => true: q now belongs to the queue. false: the caller still owns it, and the signal
 * was ignored, was pending already, or needed no siginfo.
 */
bool signal_post(int sig, struct sigqueue *q, struct task_struct *t, bool group);

/*
 * Post sig to t alone, whatever its actions say: for a fault, which cannot be ignored.
 * siglock held.
 */
bool signal_force_locked(int sig, struct sigqueue *q, struct task_struct *t);

/* signal_post() with t->sighand->siglock held. */
bool signal_post_locked(int sig, struct sigqueue *q, struct task_struct *t, bool group);

/*
 * Send sig from the kernel to one task (send_sig), to all processes of a group
 * (kill_pgrp) or to the process pid (kill_pid). They take tasklist_lock (send_sig: the
 * caller holds it, or t is current). Any context. 0, -EINVAL for a bad number, -ESRCH.
 * priv is Linux's and without effect: who is here may do everything.
 */
int send_sig(int sig, struct task_struct *t, int priv);
int kill_pgrp(pid_t pgrp, int sig, int priv);
int kill_pid(pid_t pid, int sig, int priv);
int kill_pgrp_locked(pid_t pgrp, int sig); /* tasklist_lock held; the numbers are good */

/* Would t, as its actions stand, throw sig away? siglock held. */
bool sig_ignored(struct task_struct *t, int sig);

/* Make TIF_SIGPENDING true to what is pending and not blocked. siglock held. */
void recalc_sigpending(void);
void recalc_sigpending_tsk(struct task_struct *t);

/* Make t look at its signals; from every interruptible sleep, from all if fatal. */
void signal_wake_up(struct task_struct *t, bool fatal);

/* Drop what is pending in p of the signals in mask. siglock held. => were there any? */
bool flush_sigqueue_mask(unsigned long mask, struct sigpending *p);

/* The same for all queues of the process of t. */
void flush_group(struct task_struct *t, unsigned long mask);

/*
 * The caller will not take the signals in which: if one of them is pending for the
 * process, another thread shall look at it. siglock held.
 */
void retarget_shared_pending(unsigned long which);

/* Kill every thread of the process of t but t. siglock held. */
void zap_other_threads(struct task_struct *t);

/* Replace the caller's blocked set; SIGKILL and SIGSTOP stay out of it. */
void set_current_blocked(const sigset_t *set);

/* Who frees a dropped struct sigqueue: kernel/signal.c, at boot. */
void set_sigqueue_free_hook(void (*fn)(struct sigqueue *q));

#endif
