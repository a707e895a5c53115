/*
 * include/linux/rwsem.h - the sleeping lock with many readers or one writer
 *
 * Fair: waiters are served in order, neighbouring readers together; a waiting writer
 * holds back new readers. Locking: sem->wait_lock guards everything but count's fast
 * path, which is atomic.
 */
#ifndef LINUX_RWSEM_H
#define LINUX_RWSEM_H

#include <linux/types.h>
#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/spinlock.h>

struct task_struct;

struct rw_semaphore {
	atomic_long_t count;       /* [a] see core/rwsem.c */
	struct task_struct *owner; /* the writer, for debugging */
	spinlock_t wait_lock;
	struct list_head wait_list; /* [wait_lock] */
	struct lockdep_map dep_map;
};

#define __RWSEM_INITIALIZER(name)                                  \
	{                                                          \
		.count = ATOMIC_LONG_INIT(0),                      \
		.wait_lock = __SPIN_LOCK_NAMED("rwsem wait_lock"), \
		.wait_list = LIST_HEAD_INIT(name.wait_list),       \
		.dep_map = LOCK_MAP_INIT(name),                    \
	}
#define DECLARE_RWSEM(name) struct rw_semaphore name = __RWSEM_INITIALIZER(name)

#define init_rwsem(sem) __init_rwsem(sem, LOCK_NAME(sem))
void __init_rwsem(struct rw_semaphore *sem, const char *name);

/* May sleep. -EINTR: a signal came first, to _killable forms a fatal one. */
void down_read(struct rw_semaphore *sem);
int __must_check down_read_interruptible(struct rw_semaphore *sem);
int __must_check down_read_killable(struct rw_semaphore *sem);
int down_read_trylock(struct rw_semaphore *sem); /* 1: taken */
void down_write(struct rw_semaphore *sem);
int __must_check down_write_killable(struct rw_semaphore *sem);
int down_write_trylock(struct rw_semaphore *sem);

/* The second one of a class, inside the first; a rule of its own orders the two. */
void down_read_nested(struct rw_semaphore *sem, unsigned int subclass);
void down_write_nested(struct rw_semaphore *sem, unsigned int subclass);

void up_read(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);
void downgrade_write(struct rw_semaphore *sem); /* writer becomes reader */

static inline int rwsem_is_locked(struct rw_semaphore *sem)
{
	return atomic_long_read(&sem->count) != 0;
}

#endif
