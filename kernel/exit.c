/*
 * kernel/exit.c - the end of a thread, and of a process
 *
 *	do_exit(): give up memory, files, ...; hand the children over to another thread,
 *		   a subreaper or process 1; become a zombie; tell the parent; never be
 *		   scheduled again
 *	release_task(): by whoever waited (or at once, if nobody will): the number,
 *		   the signal structures and the last reference but the scheduler's
 *
 * Nobody waits for a thread: it is released at its end. A leader stays a zombie until all
 * others are released, and only then the parent is told.
 *
 * Locking: the step to zombie, with the change of the children's parent, is one section
 * under tasklist_lock for writing, irqs off. tasklist_lock > siglock.
 */
#include <linux/errno.h>
#include <linux/fault-inject.h>
#include <linux/fdtable.h>
#include <linux/fs_struct.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/panic.h>
#include <linux/posix-timers.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/syscalls.h>
#include <linux/tty.h>
#include "process.h"
#include "signal.h"

/* --- orphans ---------------------------------------------------------------------- */

static bool subreapers; /* [tasklist_lock] has there ever been one? */

void set_child_subreaper(bool on)
{
	write_lock_irq(&tasklist_lock);
	current->signal->is_child_subreaper = on;
	subreapers |= on;
	write_unlock_irq(&tasklist_lock);
}

/* A thread of t's process that does not end; NULL: all do. */
static struct task_struct *find_alive_thread(struct task_struct *t)
{
	struct task_struct *thread = t;

	do {
		if (!(thread->flags & PF_EXITING))
			return thread;
		thread = next_thread(thread);
	} while (thread != t);
	return NULL;
}

/*
 * Who gets the children of t: another thread of its process, else the next ancestor that
 * takes orphans, else process 1.
 */
static struct task_struct *find_new_reaper(struct task_struct *t)
{
	struct task_struct *reaper = find_alive_thread(t);

	for (; subreapers && !reaper && t->tgid > 1; t = t->real_parent)
		if (t->signal->is_child_subreaper)
			reaper = find_alive_thread(t);
	return reaper ? reaper : find_task_by_vpid(1);
}

/* p's parent is the calling thread, and ends: p may have asked for a signal then. */
static void send_pdeath_signal(struct task_struct *p)
{
	int sig = READ_ONCE(p->pdeath_signal);
	siginfo_t info;

	if (!sig)
		return;
	fill_from_user(&info, sig, SI_USER);
	send_user_signal(&info, p, true);
}

/*
 * The tie between parent and p is cut, or p (ignored, then) is no more. If that orphans the
 * group of p, whoever is stopped there has no shell left to continue him, and is told.
 * tasklist_lock held.
 */
static void wake_orphans(const struct task_struct *p, const struct task_struct *parent,
			 const struct task_struct *ignored)
{
	pid_t pgrp = p->signal->pgrp, session = p->signal->session;

	if (parent->signal->pgrp == pgrp || parent->signal->session != session ||
	    !pgrp_has_stopped(pgrp) || !pgrp_is_orphaned(pgrp, session, ignored))
		return;
	kill_pgrp_locked(pgrp, SIGHUP);
	kill_pgrp_locked(pgrp, SIGCONT);
}

/*
 * Hand over the children of t. Those that are zombies already are told about again, to
 * the new parent; those it does not want are moved to dead. tasklist_lock held to write.
 */
static void forget_original_parent(struct task_struct *t, struct list_head *dead)
{
	struct task_struct *p, *next, *thread, *reaper;

	if (list_empty(&t->children))
		return;
	reaper = find_new_reaper(t);
	list_for_each_entry_safe (p, next, &t->children, sibling) {
		p->real_parent = reaper;
		send_pdeath_signal(p);
		for_each_other_thread(thread, p)
		{
			thread->real_parent = reaper;
			send_pdeath_signal(thread);
		}
		list_move_tail(&p->sibling, &reaper->children);
		if (reaper->tgid == t->tgid)
			continue;
		wake_orphans(p, t, NULL);
		p->exit_signal = SIGCHLD; /* process 1 waits for nothing else */
		if (p->exit_state == EXIT_ZOMBIE && thread_group_empty(p) &&
		    do_notify_parent(p, SIGCHLD)) {
			p->exit_state = EXIT_DEAD;
			list_move_tail(&p->sibling, dead);
		}
	}
}

/* --- the last things -------------------------------------------------------------- */

/* Take t out of every list and queue. tasklist_lock held for writing. */
static void unlink_task(struct task_struct *t)
{
	struct signal_struct *signal = t->signal;

	list_del_init(&t->sibling);
	list_del_init(&t->tasks);
	detach_pid(t);
	spin_lock(&t->sighand->siglock);
	list_del_init(&t->thread_group);
	signal->nr_threads--;
	task_usage(t, &signal->dead);
	signal->dead.runtime += task_sched_runtime(t);
	flush_sigqueue(&t->pending);
	if (!signal->nr_threads)
		flush_sigqueue(&signal->shared_pending);
	if (signal->exec_task)
		wake_up_process(signal->exec_task);
	spin_unlock(&t->sighand->siglock);
	put_sighand(t);
	free_signal_struct(t);
}

/*
 * The last of the other threads is gone, and the leader may be a zombie since long: now
 * its parent is told. => the leader, if the parent does not want it; tasklist_lock held
 * for writing.
 */
static struct task_struct *end_of_group(struct task_struct *leader)
{
	if (leader->exit_state != EXIT_ZOMBIE || !thread_group_empty(leader) ||
	    !do_notify_parent(leader, leader->exit_signal))
		return NULL;
	leader->exit_state = EXIT_DEAD;
	return leader;
}

void release_task(struct task_struct *t)
{
	struct task_struct *leader, *next;
	pid_t pid;

	for (; t; t = next) {
		write_lock_irq(&tasklist_lock);
		pid = t->pid;
		leader = t->group_leader;
		unlink_task(t);
		next = leader != t ? end_of_group(leader) : NULL;
		write_unlock_irq(&tasklist_lock);
		free_pid(pid);
		put_task_struct(t);
	}
	detach_dead_mounts(); /* on its directory in /proc */
}

/*
 * Become a zombie, or nothing at all if nobody cares: nobody does about a thread. The
 * parent of a leader is told now, or by the last thread's release_task().
 */
static void exit_notify(struct task_struct *t, bool group_dead)
{
	struct task_struct *p, *next;
	LIST_HEAD(dead);
	bool autoreap = true;

	write_lock_irq(&tasklist_lock);
	forget_original_parent(t, &dead);
	if (group_dead)
		wake_orphans(t, t->group_leader->real_parent, t->group_leader);
	if (thread_group_leader(t))
		autoreap = thread_group_empty(t) && do_notify_parent(t, t->exit_signal);
	t->exit_state = autoreap ? EXIT_DEAD : EXIT_ZOMBIE;
	if (t->signal->exec_task)
		wake_up_process(t->signal->exec_task);
	write_unlock_irq(&tasklist_lock);

	list_for_each_entry_safe (p, next, &dead, sibling)
		release_task(p);
	if (autoreap)
		release_task(t);
}

/* The last thread goes. */
static void end_of_process(struct task_struct *t)
{
	if (t->tgid == 1)
		panic("Attempted to kill init! exitcode=0x%08x",
		      t->signal->group_exit_code);
	exit_itimers(t->signal);
	exit_posix_timers();
}

void __noreturn do_exit(int code)
{
	struct task_struct *t = current;
	bool group_dead;

	BUG_ON(in_interrupt() || (t->flags & PF_KTHREAD));
	t->exit_code = code;
	fault_inject_set_nth(t, 0);
	group_dead = exit_signals(code);
	if (group_dead)
		end_of_process(t);
	posix_cpu_timers_exit(t, group_dead);

	mm_release(t, t->mm);
	exit_mm();
	exit_files(t);
	exit_fs(t);
	exit_creds(t);
	if (group_dead)
		disassociate_ctty(true);
	exit_notify(t, group_dead);
	do_task_dead();
}

/* The first thread that gets here decides how the process ends, and ends all others. */
void __noreturn do_group_exit(int code)
{
	struct signal_struct *signal = current->signal;

	spin_lock_irq(&current->sighand->siglock);
	if (signal->flags & SIGNAL_GROUP_EXIT) {
		code = signal->group_exit_code;
	} else if (signal->exec_task) {
		code = 0; /* the process goes on in another thread */
	} else {
		signal->group_exit_code = code;
		signal->flags = SIGNAL_GROUP_EXIT;
		zap_other_threads(current);
	}
	spin_unlock_irq(&current->sighand->siglock);
	do_exit(code);
}

SYSCALL_DEFINE1(exit, int, code)
{
	do_exit((code & 0xff) << 8);
}

SYSCALL_DEFINE1(exit_group, int, code)
{
	do_group_exit((code & 0xff) << 8);
}
