/*
 * core/rwsem.c - the sleeping lock with many readers or one writer
 *
 *	count: RWSEM_WRITER           a writer holds it
 *	       n * RWSEM_READER       n readers hold it
 *	       | RWSEM_WAITERS        somebody is on the list: no fast path
 *
 * Waiters are served in order. Whoever releases the lock last grants it to the first
 * waiter, and when that is a reader to the readers right behind it, before waking them.
 *
 * Locking: sem->wait_lock guards the list and every change of count while it is set to
 * RWSEM_WAITERS; only the uncontended paths change count without it.
 */
#include <linux/kernel.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/instruction_pointer.h>
#include <linux/rwsem.h>
#include <linux/sched.h>

#define RWSEM_WRITER 1L
#define RWSEM_WAITERS 2L
#define RWSEM_READER 4L

struct rwsem_waiter {
	struct list_head list;
	struct task_struct *task; /* [wait_lock] NULL once the lock is granted */
	bool writer;
};

void __init_rwsem(struct rw_semaphore *sem, const char *name)
{
	atomic_long_set(&sem->count, 0);
	sem->owner = NULL;
	sem->wait_lock = (spinlock_t)__SPIN_LOCK_NAMED("rwsem wait_lock");
	INIT_LIST_HEAD(&sem->wait_list);
	sem->dep_map = (struct lockdep_map)LOCK_MAP_NAMED(name);
}

static inline bool take_read(struct rw_semaphore *sem)
{
	long count = atomic_long_read(&sem->count);

	while (!(count & (RWSEM_WRITER | RWSEM_WAITERS))) {
		long seen = atomic_long_cmpxchg(&sem->count, count, count + RWSEM_READER);

		if (seen == count)
			return true;
		count = seen;
	}
	return false;
}

static inline bool take_write(struct rw_semaphore *sem)
{
	if (atomic_long_cmpxchg(&sem->count, 0, RWSEM_WRITER) != 0)
		return false;
	sem->owner = current;
	return true;
}

int down_read_trylock(struct rw_semaphore *sem)
{
	if (!take_read(sem))
		return 0;
	lock_acquire(&sem->dep_map, 0, LOCK_READ | LOCK_TRY | LOCK_SLEEPS, _RET_IP_);
	return 1;
}

int down_write_trylock(struct rw_semaphore *sem)
{
	if (!take_write(sem))
		return 0;
	lock_acquire(&sem->dep_map, 0, LOCK_TRY | LOCK_SLEEPS, _RET_IP_);
	return 1;
}

/* Can a waiter of this kind have the lock now? wait_lock held. */
static bool may_grant(struct rw_semaphore *sem, bool writer)
{
	long count = atomic_long_read(&sem->count);

	return writer ? (count & ~RWSEM_WAITERS) == 0 : !(count & RWSEM_WRITER);
}

/* Give the lock to whoever is first in line and wake them. wait_lock held. */
static void grant_to_waiters(struct rw_semaphore *sem)
{
	struct rwsem_waiter *waiter, *next;

	list_for_each_entry_safe (waiter, next, &sem->wait_list, list) {
		struct task_struct *task = waiter->task;
		bool writer = waiter->writer;

		if (!may_grant(sem, writer))
			break;
		atomic_long_add(writer ? RWSEM_WRITER : RWSEM_READER, &sem->count);
		if (writer)
			sem->owner = task;
		list_del(&waiter->list);
		get_task_struct(task);
		smp_store_release(&waiter->task, NULL); /* the waiter may vanish now */
		wake_up_process(task);
		put_task_struct(task);
		if (writer)
			break;
	}
	if (list_empty(&sem->wait_list))
		atomic_long_and(~RWSEM_WAITERS, &sem->count);
}

static int down_slow(struct rw_semaphore *sem, bool writer, unsigned int state)
{
	struct rwsem_waiter waiter = { .task = current, .writer = writer };
	int err = 0;

	spin_lock(&sem->wait_lock);
	list_add_tail(&waiter.list, &sem->wait_list);
	atomic_long_or(RWSEM_WAITERS, &sem->count);
	grant_to_waiters(sem); /* it may have come free before the bit was set */
	for (;;) {
		set_current_state(state);
		if (!smp_load_acquire(&waiter.task))
			break;
		if (signal_pending_state(state, current)) {
			list_del(&waiter.list);
			grant_to_waiters(sem); /* those behind us may go */
			err = -EINTR;
			break;
		}
		spin_unlock(&sem->wait_lock);
		schedule();
		spin_lock(&sem->wait_lock);
	}
	__set_current_state(TASK_RUNNING);
	spin_unlock(&sem->wait_lock);
	return err;
}

static inline int down(struct rw_semaphore *sem, bool writer, unsigned int subclass,
		       unsigned int state, unsigned long ip)
{
	int err = 0;

	lock_acquire(&sem->dep_map, subclass, LOCK_SLEEPS | (writer ? 0 : LOCK_READ), ip);
	if (!(writer ? take_write(sem) : take_read(sem)))
		err = down_slow(sem, writer, state);
	if (err)
		lock_release(&sem->dep_map, ip);
	return err;
}

void down_read(struct rw_semaphore *sem)
{
	might_sleep();
	down(sem, false, 0, TASK_UNINTERRUPTIBLE, _RET_IP_);
}

void down_read_nested(struct rw_semaphore *sem, unsigned int subclass)
{
	might_sleep();
	down(sem, false, subclass, TASK_UNINTERRUPTIBLE, _RET_IP_);
}

int down_read_interruptible(struct rw_semaphore *sem)
{
	might_sleep();
	return down(sem, false, 0, TASK_INTERRUPTIBLE, _RET_IP_);
}

int down_read_killable(struct rw_semaphore *sem)
{
	might_sleep();
	return down(sem, false, 0, TASK_KILLABLE, _RET_IP_);
}

void down_write(struct rw_semaphore *sem)
{
	might_sleep();
	down(sem, true, 0, TASK_UNINTERRUPTIBLE, _RET_IP_);
}

void down_write_nested(struct rw_semaphore *sem, unsigned int subclass)
{
	might_sleep();
	down(sem, true, subclass, TASK_UNINTERRUPTIBLE, _RET_IP_);
}

int down_write_killable(struct rw_semaphore *sem)
{
	might_sleep();
	return down(sem, true, 0, TASK_KILLABLE, _RET_IP_);
}

static void release(struct rw_semaphore *sem, long what)
{
	long left = atomic_long_sub_return(what, &sem->count);

	if (likely(!(left & RWSEM_WAITERS)))
		return;
	spin_lock(&sem->wait_lock);
	grant_to_waiters(sem);
	spin_unlock(&sem->wait_lock);
}

void up_read(struct rw_semaphore *sem)
{
	lock_release(&sem->dep_map, _RET_IP_);
	WARN_ON_ONCE(atomic_long_read(&sem->count) < RWSEM_READER);
	release(sem, RWSEM_READER);
}

void up_write(struct rw_semaphore *sem)
{
	lock_release(&sem->dep_map, _RET_IP_);
	WARN_ON_ONCE(!(atomic_long_read(&sem->count) & RWSEM_WRITER));
	sem->owner = NULL;
	release(sem, RWSEM_WRITER);
}

void downgrade_write(struct rw_semaphore *sem)
{
	sem->owner = NULL;
	release(sem, RWSEM_WRITER - RWSEM_READER);
}
