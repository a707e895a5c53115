/*
 * include/linux/mutex.h - the sleeping lock
 *
 * Only the owner unlocks; it may sleep while holding it; never in an interrupt.
 * Locking: mutex->wait_lock guards the list of waiters; the owner word is atomic.
 */
#ifndef LINUX_MUTEX_H
#define LINUX_MUTEX_H

#include <linux/types.h>
#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/spinlock.h>

struct mutex {
	atomic_long_t owner;  /* [a] the task, with MUTEX_WAITERS in bit 0; 0: free */
	spinlock_t wait_lock; /* inside every other lock but the run queue's */
	struct list_head wait_list; /* [wait_lock] of struct mutex_waiter, oldest first */
	struct lockdep_map dep_map;
};

#define __MUTEX_INITIALIZER(name)                                  \
	{                                                          \
		.owner = ATOMIC_LONG_INIT(0),                      \
		.wait_lock = __SPIN_LOCK_NAMED("mutex wait_lock"), \
		.wait_list = LIST_HEAD_INIT(name.wait_list),       \
		.dep_map = LOCK_MAP_INIT(name),                    \
	}
#define DEFINE_MUTEX(name) struct mutex name = __MUTEX_INITIALIZER(name)

#define mutex_init(lock) __mutex_init(lock, LOCK_NAME(lock))
void __mutex_init(struct mutex *lock, const char *name);
static inline void mutex_destroy(struct mutex *lock)
{
}

/* May sleep. The _interruptible form returns -EINTR when a signal came first. */
void mutex_lock(struct mutex *lock);
/* The second mutex of a class, inside the first; a rule of its own orders the two. */
void mutex_lock_nested(struct mutex *lock, unsigned int subclass);
int __must_check mutex_lock_interruptible(struct mutex *lock);
int __must_check mutex_lock_killable(struct mutex *lock);
int mutex_trylock(struct mutex *lock); /* 1: taken. Process context */
void mutex_unlock(struct mutex *lock);

/* As atomic_dec_and_lock(); may sleep. */
int atomic_dec_and_mutex_lock(atomic_t *counter, struct mutex *lock);

static inline bool mutex_is_locked(struct mutex *lock)
{
	return atomic_long_read(&lock->owner) != 0;
}

#endif
