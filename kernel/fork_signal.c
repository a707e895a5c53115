/*
 * kernel/fork_signal.c - what the threads of one process share beside memory and files
 *
 *	task_struct --> signal_struct	the process: its pending signals, limits, usage
 *	            \-> sighand_struct	what it does about signals; clone(CLONE_SIGHAND)
 *					shares it with other processes, too;
 *					CLONE_CLEAR_SIGHAND begins without handlers
 *
 * Locking: see include/linux/signal_types.h. Counts are atomic; a structure that is not
 * linked to a task yet is its maker's.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/list.h>
#include <linux/posix-timers.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <uapi/linux/sched.h>
#include "init.h"
#include "process.h"
#include "signal.h"

static struct kmem_cache *signal_cache, *sighand_cache; /* [I] */

int copy_sighand(u64 flags, struct task_struct *t)
{
	struct sighand_struct *sighand;

	if (flags & CLONE_SIGHAND) {
		refcount_inc(&current->sighand->count);
		t->sighand = current->sighand;
		return 0;
	}
	sighand = kmem_cache_alloc(sighand_cache, GFP_KERNEL);
	if (!sighand)
		return -ENOMEM;
	refcount_set(&sighand->count, 1);
	spin_lock_init(&sighand->siglock);
	spin_lock_irq(&current->sighand->siglock);
	memcpy(sighand->action, current->sighand->action, sizeof(sighand->action));
	spin_unlock_irq(&current->sighand->siglock);
	t->sighand = sighand;
	if (flags & CLONE_CLEAR_SIGHAND)
		flush_signal_handlers(t);
	return 0;
}

void put_sighand(struct task_struct *t)
{
	struct sighand_struct *sighand = t->sighand;

	t->sighand = NULL;
	if (sighand && refcount_dec_and_test(&sighand->count))
		kmem_cache_free(sighand_cache, sighand);
}

int unshare_sighand(void)
{
	struct sighand_struct *old = current->sighand;
	int err;

	if (refcount_read(&old->count) == 1)
		return 0;
	err = copy_sighand(0, current);
	if (!err && refcount_dec_and_test(&old->count))
		kmem_cache_free(sighand_cache, old);
	return err;
}

int copy_signal(u64 flags, struct task_struct *t)
{
	struct signal_struct *signal;

	if (flags & CLONE_THREAD) {
		refcount_inc(&current->signal->sigcnt);
		t->signal = current->signal;
		return 0;
	}
	signal = kmem_cache_zalloc(signal_cache, GFP_KERNEL);
	if (!signal)
		return -ENOMEM;
	refcount_set(&signal->sigcnt, 1);
	init_waitqueue_head(&signal->wait_chldexit);
	INIT_LIST_HEAD(&signal->shared_pending.list);
	INIT_LIST_HEAD(&signal->posix_timers);
	INIT_LIST_HEAD(&signal->cpu_timers);
	if (current->flags & PF_KTHREAD) {
		init_limits(signal);
	} else {
		signal->oom_score_adj = READ_ONCE(current->signal->oom_score_adj);
		signal->oom_score_adj_min = READ_ONCE(current->signal->oom_score_adj_min);
		spin_lock_irq(&current->sighand->siglock);
		memcpy(signal->rlim, current->signal->rlim, sizeof(signal->rlim));
		spin_unlock_irq(&current->sighand->siglock);
		if (signal->rlim[RLIMIT_CPU].rlim_cur != RLIM_INFINITY)
			update_rlimit_cpu(signal);
	}
	t->signal = signal;
	return 0;
}

void free_signal_struct(struct task_struct *t)
{
	struct signal_struct *signal = t->signal;

	t->signal = NULL;
	if (signal && refcount_dec_and_test(&signal->sigcnt))
		kmem_cache_free(signal_cache, signal);
}

void __init fork_init(void)
{
	signal_cache = KMEM_CACHE(signal_struct, SLAB_PANIC);
	sighand_cache = KMEM_CACHE(sighand_struct, SLAB_PANIC);
}
