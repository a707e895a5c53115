/*
 * kernel/signal.c - taking a signal on the way back to ring 3
 *
 *	return to ring 3 --> do_signal() --> get_signal(): ignored? next one
 *				 |              stop: wait for SIGCONT
 *				 |              kill: do_group_exit(), no return
 *				 v              caught: here it is
 *			 setup_rt_frame(): the program goes on in its handler
 *
 * A system call that was interrupted returned one of the -ERESTART codes; whether it is
 * tried again or ends in EINTR is decided here, where it is known what the signal does.
 *
 * Locking: tasklist_lock > siglock > rq->lock.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/unistd.h>
#include <asm/processor-flags.h>
#include <asm/ptrace.h>
#include <asm/syscall.h>
#include "process.h"
#include "rseq.h"
#include "signal.h"

#define SYSCALL_INSN_SIZE 2 /* bytes of the syscall instruction */

/* --- taking ----------------------------------------------------------------------- */

/* The lowest signal of those in set, faults first; 0: none. */
static int next_signal(unsigned long set)
{
	if (set & SYNCHRONOUS_MASK)
		set &= SYNCHRONOUS_MASK;
	return set ? __builtin_ctzl(set) + 1 : 0;
}

/* Take one sig out of p, with what was queued for it. */
static struct sigqueue *collect_signal(int sig, struct sigpending *p)
{
	struct sigqueue *q, *found = NULL;

	list_for_each_entry (q, &p->list, list) {
		if (q->info.si_signo != sig)
			continue;
		if (found)
			return list_del_init(&found->list), found; /* sig stays pending */
		found = q;
	}
	sigdelset(&p->signal, sig);
	if (found)
		list_del_init(&found->list);
	return found;
}

int dequeue_signal(unsigned long set, siginfo_t *info)
{
	struct sigpending *p = &current->pending;
	struct sigqueue *q;
	int sig = next_signal(p->signal.sig[0] & set);

	if (!sig) {
		p = &current->signal->shared_pending;
		sig = next_signal(p->signal.sig[0] & set);
	}
	if (sig) {
		q = collect_signal(sig, p);
		if (q && q->timer)
			posix_timer_note_overrun(q);
		*info = q ? q->info
			  : (siginfo_t){ .si_signo = sig, .si_code = SI_KERNEL };
		sigqueue_free(q);
	}
	recalc_sigpending();
	return sig;
}

/* Ask every thread of the process to stop, unless one has already. siglock held. */
static void begin_stop(int sig)
{
	struct signal_struct *signal = current->signal;
	struct task_struct *t;

	if (current->stop_pending)
		return;
	signal->group_exit_code = sig;
	signal->group_stop_count = 1;
	current->stop_pending = true;
	for_each_other_thread(t, current)
	{
		if (t->flags & PF_EXITING)
			continue;
		signal->group_stop_count++;
		t->stop_pending = true;
		signal_wake_up(t, false);
	}
}

/* The caller has its part in the stop. siglock held. => it was the last one to have. */
static bool take_part_in_stop(void)
{
	struct signal_struct *signal = current->signal;

	current->stop_pending = false;
	if (signal->group_stop_count)
		signal->group_stop_count--;
	if (signal->group_stop_count || (signal->flags & SIGNAL_STOP_STOPPED))
		return false;
	signal->flags &= ~(SIGNAL_STOP_CONTINUED | SIGNAL_STOP_DEQUEUED);
	signal->flags |= SIGNAL_STOP_STOPPED;
	return true;
}

static void tell_parent(int why)
{
	read_lock(&tasklist_lock);
	do_notify_parent_cldstop(current->group_leader, why);
	read_unlock(&tasklist_lock);
}

/* Stop until SIGCONT or SIGKILL. siglock held at entry, free at return. */
static void stop_here(void)
{
	bool last = take_part_in_stop();

	set_current_state(TASK_STOPPED);
	spin_unlock_irq(&current->sighand->siglock);
	if (last)
		tell_parent(CLD_STOPPED);
	schedule();
}

bool exit_signals(int code)
{
	struct signal_struct *signal = current->signal;
	bool last, stopped = false;

	spin_lock_irq(&current->sighand->siglock);
	current->flags |= PF_EXITING; /* from here on no signal is meant for us */
	last = atomic_dec_and_test(&signal->live);
	if (last && !(signal->flags & SIGNAL_GROUP_EXIT)) {
		signal->flags = SIGNAL_GROUP_EXIT;
		signal->group_exit_code = code;
	}
	if (!last)
		retarget_shared_pending(~current->blocked.sig[0]);
	if (current->stop_pending)
		stopped = take_part_in_stop() && !last;
	spin_unlock_irq(&current->sighand->siglock);
	if (stopped)
		tell_parent(CLD_STOPPED);
	return last;
}

/*
 * A stop from the terminal makes no sense where nobody is left to continue us. siglock
 * held; it is dropped to find out, and a SIGCONT in that moment undoes the stop.
 */
static bool may_stop(int sig)
{
	struct signal_struct *signal = current->signal;
	bool orphaned;

	if (sig == SIGSTOP)
		return true;
	signal->flags |= SIGNAL_STOP_DEQUEUED;
	spin_unlock_irq(&current->sighand->siglock);
	orphaned = is_current_pgrp_orphaned();
	spin_lock_irq(&current->sighand->siglock);
	return !orphaned && (signal->flags & SIGNAL_STOP_DEQUEUED);
}

/* Tell the parent that we go on. siglock held at entry, free at return. */
static void report_continued(void)
{
	current->signal->flags &= ~SIGNAL_CLD_CONTINUED;
	spin_unlock_irq(&current->sighand->siglock);
	tell_parent(CLD_CONTINUED);
}

/* What is to be done about a signal that was taken. */
enum disposition { NOTHING, CATCH, STOP, KILL };

/* Decide it, and fill ksig for CATCH. siglock held. */
static enum disposition dispose(struct ksignal *ksig)
{
	struct sigaction *action = &current->sighand->action[ksig->sig - 1].sa;

	if (action->sa_handler == SIG_IGN)
		return NOTHING;
	if (action->sa_handler != SIG_DFL) {
		ksig->action = *action;
		if (action->sa_flags & SA_RESETHAND)
			action->sa_handler = SIG_DFL;
		return CATCH;
	}
	if (sig_kernel_ignore(ksig->sig) || (current->signal->flags & SIGNAL_UNKILLABLE))
		return NOTHING;
	if (sig_kernel_stop(ksig->sig))
		return may_stop(ksig->sig) ? STOP : NOTHING;
	return KILL;
}

/* Take signals until one is caught (true) or none is left. Does not return from death. */
static bool get_signal(struct ksignal *ksig)
{
	spinlock_t *siglock = &current->sighand->siglock;

	for (;;) {
		enum disposition what;

		spin_lock_irq(siglock);
		if (current->signal->flags & SIGNAL_CLD_CONTINUED) {
			report_continued(); /* drops siglock */
			continue;
		}
		if ((current->signal->flags & SIGNAL_GROUP_EXIT) ||
		    current->signal->exec_task) {
			spin_unlock_irq(siglock);
			do_group_exit(0); /* with the code that is known already */
		}
		if (current->stop_pending) {
			stop_here(); /* drops siglock */
			continue;
		}
		ksig->sig = dequeue_signal(~current->blocked.sig[0], &ksig->info);
		what = ksig->sig ? dispose(ksig) : NOTHING;
		if (what == STOP)
			begin_stop(ksig->sig);
		spin_unlock_irq(siglock);
		if (what == STOP)
			continue;
		if (what == KILL) {
			current->flags |= PF_SIGNALED;
			do_group_exit(ksig->sig);
		}
		if (!ksig->sig)
			return false;
		if (what == CATCH)
			return true;
	}
}

/* --- back to the program ---------------------------------------------------------- */

static void restart_syscall(struct pt_regs *regs, unsigned long nr)
{
	regs->rax = nr;
	regs->rip -= SYSCALL_INSN_SIZE;
}

/* A handler runs first: what the interrupted call returns to the program afterwards. */
static void resume_after_handler(struct pt_regs *regs, const struct ksignal *ksig)
{
	if (syscall_get_nr(regs) < 0)
		return;
	switch ((long)regs->rax) {
	case -ERESTARTSYS:
		if (!(ksig->action.sa_flags & SA_RESTART)) {
			regs->rax = -EINTR;
			break;
		}
		fallthrough;
	case -ERESTARTNOINTR:
		restart_syscall(regs, regs->orig_rax);
		break;
	case -ERESTARTNOHAND:
	case -ERESTART_RESTARTBLOCK:
		regs->rax = -EINTR;
		break;
	}
}

/* No handler runs: the call goes on as if nothing had happened. */
static void resume_without_handler(struct pt_regs *regs)
{
	if (syscall_get_nr(regs) < 0)
		return;
	switch ((long)regs->rax) {
	case -ERESTARTSYS:
	case -ERESTARTNOINTR:
	case -ERESTARTNOHAND:
		restart_syscall(regs, regs->orig_rax);
		break;
	case -ERESTART_RESTARTBLOCK:
		restart_syscall(regs, __NR_restart_syscall);
		break;
	}
}

static void handle_signal(struct ksignal *ksig, struct pt_regs *regs)
{
	sigset_t blocked;

	resume_after_handler(regs, ksig);
	if (rseq_resume(regs) || setup_rt_frame(ksig, regs)) {
		/* A SIGSEGV that cannot be handled either must not come back here. */
		if (ksig->sig == SIGSEGV) {
			spin_lock_irq(&current->sighand->siglock);
			current->sighand->action[SIGSEGV - 1].sa.sa_handler = SIG_DFL;
			spin_unlock_irq(&current->sighand->siglock);
		}
		force_sig(SIGSEGV);
		return;
	}
	regs->rflags &= ~(X86_EFLAGS_DF | X86_EFLAGS_RF | X86_EFLAGS_TF);
	current->restore_sigmask = false; /* the frame holds the old mask */
	sigorsets(&blocked, &current->blocked, &ksig->action.sa_mask);
	if (!(ksig->action.sa_flags & SA_NODEFER))
		sigaddset(&blocked, ksig->sig);
	set_current_blocked(&blocked);
}

void do_signal(struct pt_regs *regs)
{
	struct ksignal ksig;

	if (get_signal(&ksig)) {
		handle_signal(&ksig, regs);
		return;
	}
	resume_without_handler(regs);
	restore_saved_sigmask();
}

/* --- exec ------------------------------------------------------------------------- */

void flush_signal_handlers(struct task_struct *t)
{
	spin_lock_irq(&t->sighand->siglock);
	for (int i = 0; i < _NSIG; i++) {
		struct sigaction *action = &t->sighand->action[i].sa;

		if (action->sa_handler != SIG_IGN)
			action->sa_handler = SIG_DFL;
		action->sa_flags = 0;
		action->sa_restorer = NULL;
		sigemptyset(&action->sa_mask);
	}
	spin_unlock_irq(&t->sighand->siglock);
}
