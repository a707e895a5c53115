/*
 * core/pid.c - process numbers, who has one, and groups of processes
 *
 * Numbers are handed out in rising order and reused only after a whole round, as on
 * Linux, so that a stale number seldom means somebody else. Atlas: one pid namespace.
 *
 * Locking: pids.lock guards the bitmap. tasklist_lock guards the hash, the list of all
 * processes and every family link; interrupts take it to read (a terminal's ^C), so it
 * is taken for writing with them off. Order: tasklist_lock > siglock > rq->lock.
 */
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/find.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/spinlock.h>
#include <linux/threads.h>

#define PID_HASH_SIZE 1024

DEFINE_RWLOCK(tasklist_lock);

static struct {
	spinlock_t lock;
	DECLARE_BITMAP(used, PID_MAX_LIMIT); /* [lock] */
	unsigned int next;                   /* [lock] where to look first */
	unsigned int nr;                     /* [lock] */
} pids = { .lock = __SPIN_LOCK_UNLOCKED(pids.lock), .next = 1 };

int pid_max = PID_MAX_DEFAULT;

static struct hlist_head pid_hash[PID_HASH_SIZE]; /* [tasklist_lock] */

pid_t alloc_pid(void)
{
	const unsigned int max = READ_ONCE(pid_max);
	unsigned long flags;
	unsigned int pid;

	spin_lock_irqsave(&pids.lock, flags);
	pid = find_next_zero_bit(pids.used, max, pids.next);
	if (pid >= max)
		pid = find_next_zero_bit(pids.used, max, RESERVED_PIDS);
	if (pid < max) {
		__set_bit(pid, pids.used);
		pids.next = pid + 1;
		pids.nr++;
	}
	spin_unlock_irqrestore(&pids.lock, flags);
	return pid < max ? (pid_t)pid : -EAGAIN;
}

pid_t claim_pid(pid_t pid)
{
	unsigned long flags;
	bool taken;

	spin_lock_irqsave(&pids.lock, flags);
	taken = test_bit(pid, pids.used);
	if (!taken) {
		__set_bit(pid, pids.used);
		pids.nr++;
	}
	spin_unlock_irqrestore(&pids.lock, flags);
	return taken ? -EEXIST : pid;
}

void free_pid(pid_t pid)
{
	unsigned long flags;

	spin_lock_irqsave(&pids.lock, flags);
	__clear_bit(pid, pids.used);
	pids.nr--;
	spin_unlock_irqrestore(&pids.lock, flags);
}

pid_t last_pid(void)
{
	return READ_ONCE(pids.next) - 1;
}

unsigned int nr_processes(void)
{
	return READ_ONCE(pids.nr);
}

unsigned int nr_tasks_of(uid_t uid)
{
	struct task_struct *process, *t;
	unsigned int n = 0;

	for_each_process (process) {
		t = process;
		do {
			n += t->real_cred.uid == uid;
			t = next_thread(t);
		} while (t != process);
	}
	return n;
}

static struct hlist_head *bucket(pid_t pid)
{
	return &pid_hash[pid % PID_HASH_SIZE];
}

void attach_pid(struct task_struct *t)
{
	hlist_add_head(&t->pid_link, bucket(t->pid));
}

void detach_pid(struct task_struct *t)
{
	hlist_del_init(&t->pid_link);
}

void exchange_pids(struct task_struct *t, struct task_struct *leader)
{
	detach_pid(t);
	detach_pid(leader);
	swap(t->pid, leader->pid);
	attach_pid(t);
	attach_pid(leader);
}

struct task_struct *find_task_by_vpid(pid_t pid)
{
	struct task_struct *t;

	if (pid <= 0)
		return NULL;
	hlist_for_each_entry (t, bucket(pid), pid_link)
		if (t->pid == pid)
			return t;
	return NULL;
}

/* The same with a reference, which the caller drops by put_task_struct(). */
struct task_struct *find_get_task_by_vpid(pid_t pid)
{
	struct task_struct *t;

	read_lock(&tasklist_lock);
	t = find_task_by_vpid(pid);
	if (t)
		get_task_struct(t);
	read_unlock(&tasklist_lock);
	return t;
}

bool pgrp_exists(pid_t pgrp, pid_t session)
{
	struct task_struct *p;

	for_each_process (p)
		if (p->signal->pgrp == pgrp && p->signal->session == session)
			return true;
	return false;
}

bool pgrp_is_orphaned(pid_t pgrp, pid_t session, const struct task_struct *ignored)
{
	struct task_struct *p;

	for_each_process (p) {
		struct signal_struct *parent = p->real_parent->signal;

		if (p->signal->pgrp != pgrp || p == ignored ||
		    p->real_parent->tgid == 1 || (p->exit_state && thread_group_empty(p)))
			continue;
		if (parent->pgrp != pgrp && parent->session == session)
			return false;
	}
	return true;
}

bool is_current_pgrp_orphaned(void)
{
	bool orphaned;

	read_lock(&tasklist_lock);
	orphaned =
		pgrp_is_orphaned(current->signal->pgrp, current->signal->session, NULL);
	read_unlock(&tasklist_lock);
	return orphaned;
}

bool pgrp_has_stopped(pid_t pgrp)
{
	struct task_struct *p;

	for_each_process (p)
		if (p->signal->pgrp == pgrp && (p->signal->flags & SIGNAL_STOP_STOPPED))
			return true;
	return false;
}
