/*
 * kernel/exec_threads.c - execve in a process with several threads
 *
 * One thread goes on, whichever called execve; to the world it is the process that was
 * there before, so it takes the leader's pid and place:
 *
 *	zap_other_threads()  every other thread is killed
 *	wait		     until they are released; but a leader stays as a zombie
 *	take_leadership()    pid, parent's list, list of processes; the old leader, with
 *			     the caller's number now, is released
 *
 * Source: the Linux man page execve(2).
 *
 * Locking: signal->exec_task (siglock) is set meanwhile: the others then end without
 * ending the process, and whoever leaves wakes us. tasklist_lock for writing orders our
 * going to sleep with their leaving.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include "process.h"

/* The others begin to end. => false: the process ends, or another thread is in execve. */
static bool end_other_threads(void)
{
	struct signal_struct *signal = current->signal;
	bool first;

	spin_lock_irq(&current->sighand->siglock);
	first = !(signal->flags & SIGNAL_GROUP_EXIT) && !signal->exec_task;
	if (first) {
		signal->exec_task = current;
		zap_other_threads(current);
	}
	spin_unlock_irq(&current->sighand->siglock);
	return first;
}

/* Nobody is left but the caller and a leader who is dead. tasklist_lock held. */
static bool others_have_ended(void)
{
	struct task_struct *leader = current->group_leader;

	if (leader == current)
		return thread_group_empty(current);
	return current->signal->nr_threads == 2 && leader->exit_state;
}

/* tasklist_lock held for writing. => the leader that was, to be released. */
static struct task_struct *take_leadership(void)
{
	struct task_struct *leader = current->group_leader;

	exchange_pids(current, leader);
	current->start_time = leader->start_time;
	list_replace_init(&leader->tasks, &current->tasks);
	list_replace_init(&leader->sibling, &current->sibling);
	current->group_leader = leader->group_leader = current;
	current->exit_signal = SIGCHLD;
	leader->exit_signal = -1;
	leader->exit_state = EXIT_DEAD;
	return leader;
}

static void forget_exec_task(void)
{
	spin_lock_irq(&current->sighand->siglock);
	current->signal->exec_task = NULL;
	spin_unlock_irq(&current->sighand->siglock);
}

int de_thread(void)
{
	struct task_struct *leader = NULL;
	int err = 0;

	if (thread_group_empty(current))
		return 0;
	if (!end_other_threads())
		return -EAGAIN;
	write_lock_irq(&tasklist_lock);
	while (!others_have_ended() && !err) {
		__set_current_state(TASK_KILLABLE);
		write_unlock_irq(&tasklist_lock);
		schedule();
		if (fatal_signal_pending(current))
			err = -EAGAIN;
		write_lock_irq(&tasklist_lock);
	}
	if (!err && current != current->group_leader)
		leader = take_leadership();
	write_unlock_irq(&tasklist_lock);
	if (leader)
		release_task(leader);
	forget_exec_task();
	return err;
}
