/*
 * tests/kernel/signal_test.c - core/signal.c: what posting does to a task that is not
 * looking
 *
 * The receiver is a task structure that nobody runs, with actions of its own.
 *
 * Locking: none; nobody else knows the receiver.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include "ktest.h"

struct receiver {
	struct task_struct task;
	struct signal_struct signal;
	struct sighand_struct sighand;
};

static void handler(int sig)
{
}

/* A task that handles nothing; NULL: no memory. */
static struct receiver *make_receiver(void)
{
	struct receiver *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return NULL;
	r->task.signal = &r->signal;
	r->task.sighand = &r->sighand;
	r->task.tgid = r->task.pid = 4242;
	INIT_LIST_HEAD(&r->task.thread_group);
	INIT_LIST_HEAD(&r->task.pending.list);
	INIT_LIST_HEAD(&r->signal.shared_pending.list);
	spin_lock_init(&r->sighand.siglock);
	return r;
}

static void catch (struct receiver *r, int sig)
{
	r->sighand.action[sig - 1].sa.sa_handler = handler;
}

static bool shared(struct receiver *r, int sig)
{
	return sigismember(&r->signal.shared_pending.signal, sig);
}

KTEST(signal, ignored_is_dropped)
{
	struct receiver *r = make_receiver();
	struct sigqueue q = { .info.si_signo = SIGCHLD };

	KT_ASSERT(r);
	KT_EXPECT(!signal_post(SIGCHLD, &q, &r->task, true));
	KT_EXPECT(!shared(r, SIGCHLD));
	r->sighand.action[SIGTERM - 1].sa.sa_handler = SIG_IGN;
	KT_EXPECT(!signal_post(SIGTERM, &q, &r->task, true));
	KT_EXPECT(!signal_pending(&r->task));
	kfree(r);
}

KTEST(signal, blocked_waits_even_if_ignored)
{
	struct receiver *r = make_receiver();

	KT_ASSERT(r);
	sigaddset(&r->task.blocked, SIGCHLD);
	signal_post(SIGCHLD, NULL, &r->task, true);
	KT_EXPECT(shared(r, SIGCHLD));
	KT_EXPECT(!signal_pending(&r->task));
	sigemptyset(&r->task.blocked);
	recalc_sigpending_tsk(&r->task);
	KT_EXPECT(signal_pending(&r->task));
	kfree(r);
}

KTEST(signal, old_signal_is_queued_once)
{
	struct receiver *r = make_receiver();
	struct sigqueue first = { .info.si_signo = SIGUSR1 };
	struct sigqueue second = { .info.si_signo = SIGUSR1 };

	KT_ASSERT(r);
	catch (r, SIGUSR1);
	KT_EXPECT(signal_post(SIGUSR1, &first, &r->task, false));
	KT_EXPECT(!signal_post(SIGUSR1, &second, &r->task, false));
	KT_EXPECT(list_is_singular(&r->task.pending.list));
	KT_EXPECT(signal_pending(&r->task));
	kfree(r);
}

KTEST(signal, realtime_signal_is_queued_each_time)
{
	struct receiver *r = make_receiver();
	struct sigqueue first = { .info.si_signo = SIGRTMIN };
	struct sigqueue second = { .info.si_signo = SIGRTMIN };

	KT_ASSERT(r);
	catch (r, SIGRTMIN);
	KT_EXPECT(signal_post(SIGRTMIN, &first, &r->task, true));
	KT_EXPECT(signal_post(SIGRTMIN, &second, &r->task, true));
	KT_EXPECT(r->signal.shared_pending.list.next == &first.list);
	KT_EXPECT(r->signal.shared_pending.list.prev == &second.list);
	kfree(r);
}

KTEST(signal, fatal_one_kills_the_group)
{
	struct receiver *r = make_receiver();

	KT_ASSERT(r);
	signal_post(SIGTERM, NULL, &r->task, true);
	KT_EXPECT(r->signal.flags & SIGNAL_GROUP_EXIT);
	KT_EXPECT_EQ(r->signal.group_exit_code, SIGTERM);
	KT_EXPECT(fatal_signal_pending(&r->task));
	kfree(r);
}

KTEST(signal, caught_one_does_not_kill)
{
	struct receiver *r = make_receiver();

	KT_ASSERT(r);
	catch (r, SIGTERM);
	signal_post(SIGTERM, NULL, &r->task, true);
	KT_EXPECT(!(r->signal.flags & SIGNAL_GROUP_EXIT));
	KT_EXPECT(!fatal_signal_pending(&r->task));
	KT_EXPECT(signal_pending(&r->task));
	kfree(r);
}

KTEST(signal, unkillable_takes_only_what_it_handles)
{
	struct receiver *r = make_receiver();

	KT_ASSERT(r);
	r->signal.flags = SIGNAL_UNKILLABLE;
	signal_post(SIGKILL, NULL, &r->task, true);
	signal_post(SIGTERM, NULL, &r->task, true);
	KT_EXPECT(!signal_pending(&r->task));
	catch (r, SIGTERM);
	signal_post(SIGTERM, NULL, &r->task, true);
	KT_EXPECT(shared(r, SIGTERM));
	kfree(r);
}

KTEST(signal, stop_and_continue_undo_each_other)
{
	struct receiver *r = make_receiver();

	KT_ASSERT(r);
	catch (r, SIGCONT);
	signal_post(SIGTSTP, NULL, &r->task, true);
	KT_EXPECT(shared(r, SIGTSTP));
	signal_post(SIGCONT, NULL, &r->task, true);
	KT_EXPECT(!shared(r, SIGTSTP));
	KT_EXPECT(shared(r, SIGCONT));
	signal_post(SIGSTOP, NULL, &r->task, true);
	KT_EXPECT(!shared(r, SIGCONT));
	kfree(r);
}

KTEST(signal, force_goes_past_ignore)
{
	struct receiver *r = make_receiver();

	KT_ASSERT(r);
	r->sighand.action[SIGSEGV - 1].sa.sa_handler = SIG_IGN;
	spin_lock_irq(&r->sighand.siglock);
	signal_force_locked(SIGSEGV, NULL, &r->task);
	spin_unlock_irq(&r->sighand.siglock);
	KT_EXPECT(sigismember(&r->task.pending.signal, SIGSEGV));
	kfree(r);
}

KTEST(signal, bad_numbers_are_refused)
{
	KT_EXPECT_EQ(send_sig(0, current, 0), -EINVAL);
	KT_EXPECT_EQ(send_sig(_NSIG + 1, current, 0), -EINVAL);
	KT_EXPECT_EQ(kill_pid(0, SIGTERM, 0), -ESRCH);
	KT_EXPECT_EQ(kill_pgrp(30000, SIGTERM, 0), -ESRCH);
}

/* --- several threads -------------------------------------------------------------- */

/* A second thread of the process of r. */
static struct task_struct *add_thread(struct receiver *r)
{
	struct task_struct *t = kzalloc(sizeof(*t), GFP_KERNEL);

	if (!t)
		return NULL;
	t->signal = &r->signal;
	t->sighand = &r->sighand;
	t->tgid = r->task.tgid;
	t->pid = t->tgid + 1;
	INIT_LIST_HEAD(&t->pending.list);
	list_add_tail(&t->thread_group, &r->task.thread_group);
	return t;
}

KTEST(signal, goes_to_a_thread_that_lets_it_in)
{
	struct receiver *r = make_receiver();
	struct task_struct *t = r ? add_thread(r) : NULL;

	KT_ASSERT(t);
	catch (r, SIGUSR1);
	sigaddset(&r->task.blocked, SIGUSR1);
	signal_post(SIGUSR1, NULL, &r->task, true);
	KT_EXPECT(shared(r, SIGUSR1));
	KT_EXPECT(!signal_pending(&r->task));
	KT_EXPECT(signal_pending(t));
	kfree(t);
	kfree(r);
}

KTEST(signal, for_one_thread_is_not_for_the_other)
{
	struct receiver *r = make_receiver();
	struct task_struct *t = r ? add_thread(r) : NULL;

	KT_ASSERT(t);
	catch (r, SIGUSR1);
	sigaddset(&t->blocked, SIGUSR1);
	signal_post(SIGUSR1, NULL, t, false);
	KT_EXPECT(!shared(r, SIGUSR1));
	KT_EXPECT(sigismember(&t->pending.signal, SIGUSR1));
	KT_EXPECT(!signal_pending(&r->task) && !signal_pending(t));
	kfree(t);
	kfree(r);
}

KTEST(signal, fatal_one_kills_every_thread)
{
	struct receiver *r = make_receiver();
	struct task_struct *t = r ? add_thread(r) : NULL;

	KT_ASSERT(t);
	t->stop_pending = true;
	r->signal.group_stop_count = 1;
	signal_post(SIGTERM, NULL, t, false);
	KT_EXPECT(fatal_signal_pending(&r->task) && fatal_signal_pending(t));
	KT_EXPECT(!t->stop_pending && !r->signal.group_stop_count);
	kfree(t);
	kfree(r);
}

KTEST(signal, continue_ends_a_stop_half_way)
{
	struct receiver *r = make_receiver();
	struct task_struct *t = r ? add_thread(r) : NULL;

	KT_ASSERT(t);
	t->stop_pending = true;
	r->signal.group_stop_count = 1;
	signal_post(SIGCONT, NULL, &r->task, true);
	KT_EXPECT(!t->stop_pending && !r->signal.group_stop_count);
	KT_EXPECT(r->signal.flags & SIGNAL_STOP_CONTINUED);
	kfree(t);
	kfree(r);
}
