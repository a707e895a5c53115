/*
 * core/mutex.c - the sleeping lock
 *
 *	owner: 0                   free
 *	       task                held, nobody waits: unlock is one compare-and-swap
 *	       task | WAITERS      held, somebody is on the list
 *
 * Unlock hands the mutex to the first waiter before waking it: first come, first
 * served, and nobody who arrives in between can starve it.
 *
 * Locking: lock->wait_lock guards the list and the WAITERS bit's truth.
 */
#include <linux/kernel.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/instruction_pointer.h>
#include <linux/mutex.h>
#include <linux/sched.h>

#define MUTEX_WAITERS 1L

struct mutex_waiter {
	struct list_head list;
	struct task_struct *task;
};

void __mutex_init(struct mutex *lock, const char *name)
{
	atomic_long_set(&lock->owner, 0);
	lock->wait_lock = (spinlock_t)__SPIN_LOCK_NAMED("mutex wait_lock");
	INIT_LIST_HEAD(&lock->wait_list);
	lock->dep_map = (struct lockdep_map)LOCK_MAP_NAMED(name);
}

static struct task_struct *owner_of(long owner)
{
	return (struct task_struct *)(owner & ~MUTEX_WAITERS);
}

static inline bool take_free(struct mutex *lock)
{
	return atomic_long_cmpxchg(&lock->owner, 0, (long)current) == 0;
}

int mutex_trylock(struct mutex *lock)
{
	if (!take_free(lock))
		return 0;
	lock_acquire(&lock->dep_map, 0, LOCK_TRY | LOCK_SLEEPS, _RET_IP_);
	return 1;
}

/*
 * Say on the owner word that somebody waits, or take the mutex if it came free.
 * wait_lock held.
 */
static bool take_or_mark(struct mutex *lock)
{
	long owner = atomic_long_read(&lock->owner);

	for (;;) {
		long wanted = owner ? owner | MUTEX_WAITERS : (long)current;
		long seen = atomic_long_cmpxchg(&lock->owner, owner, wanted);

		if (seen == owner)
			return owner == 0;
		owner = seen;
	}
}

static int lock_slow(struct mutex *lock, unsigned int state)
{
	struct mutex_waiter waiter = { .task = current };
	int err = 0;

	might_sleep();
	WARN_ON_ONCE(owner_of(atomic_long_read(&lock->owner)) == current);
	spin_lock(&lock->wait_lock);
	if (take_or_mark(lock)) {
		spin_unlock(&lock->wait_lock);
		return 0;
	}
	list_add_tail(&waiter.list, &lock->wait_list);
	for (;;) {
		set_current_state(state);
		if (owner_of(atomic_long_read(&lock->owner)) == current)
			break; /* handed over; we are off the list */
		if (signal_pending_state(state, current)) {
			list_del(&waiter.list);
			if (list_empty(&lock->wait_list))
				atomic_long_and(~MUTEX_WAITERS, &lock->owner);
			err = -EINTR;
			break;
		}
		spin_unlock(&lock->wait_lock);
		schedule();
		spin_lock(&lock->wait_lock);
	}
	__set_current_state(TASK_RUNNING);
	spin_unlock(&lock->wait_lock);
	return err;
}

static inline int lock_as(struct mutex *lock, unsigned int subclass, unsigned int state,
			  unsigned long ip)
{
	int err;

	lock_acquire(&lock->dep_map, subclass, LOCK_SLEEPS, ip);
	/* Who may not sleep is told on the slow path: in a debug build even if it is free. */
	if (likely((!IS_ENABLED(CONFIG_DEBUG) || preemptible()) && take_free(lock)))
		return 0;
	err = lock_slow(lock, state);
	if (err)
		lock_release(&lock->dep_map, ip);
	return err;
}

void mutex_lock(struct mutex *lock)
{
	lock_as(lock, 0, TASK_UNINTERRUPTIBLE, _RET_IP_);
}

void mutex_lock_nested(struct mutex *lock, unsigned int subclass)
{
	lock_as(lock, subclass, TASK_UNINTERRUPTIBLE, _RET_IP_);
}

int mutex_lock_interruptible(struct mutex *lock)
{
	return lock_as(lock, 0, TASK_INTERRUPTIBLE, _RET_IP_);
}

int mutex_lock_killable(struct mutex *lock)
{
	return lock_as(lock, 0, TASK_KILLABLE, _RET_IP_);
}

void mutex_unlock(struct mutex *lock)
{
	struct mutex_waiter *waiter;
	struct task_struct *next;
	long self = (long)current, owner;

	lock_release(&lock->dep_map, _RET_IP_);
	owner = atomic_long_cmpxchg(&lock->owner, self, 0);
	if (likely(owner == self))
		return;
	if (WARN_ON(owner_of(owner) != current))
		return;

	spin_lock(&lock->wait_lock);
	waiter = list_first_entry_or_null(&lock->wait_list, struct mutex_waiter, list);
	if (!waiter) { /* the last waiter gave up meanwhile */
		atomic_long_set(&lock->owner, 0);
		spin_unlock(&lock->wait_lock);
		return;
	}
	next = waiter->task;
	list_del(&waiter->list);
	get_task_struct(next); /* it may run, finish and exit before we wake it */
	atomic_long_set(&lock->owner,
			(long)next | (list_empty(&lock->wait_list) ? 0 : MUTEX_WAITERS));
	spin_unlock(&lock->wait_lock);
	wake_up_process(next);
	put_task_struct(next);
}

int atomic_dec_and_mutex_lock(atomic_t *counter, struct mutex *lock)
{
	if (atomic_add_unless(counter, -1, 1))
		return 0;
	mutex_lock(lock);
	if (atomic_dec_and_test(counter))
		return 1;
	mutex_unlock(lock);
	return 0;
}
