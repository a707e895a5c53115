/*
 * tests/host/host_locks.h - locks of a test with one thread: none is taken twice
 *
 * Included by the test's one file; locks_held is 0 whenever the code under test returns.
 */
#ifndef TESTS_HOST_LOCKS_H
#define TESTS_HOST_LOCKS_H

#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include "host_test.h"

static int locks_held;

void spin_lock(spinlock_t *lock)
{
	EXPECT(!spin_is_locked(lock));
	lock->tickets = 1;
	locks_held++;
}

void spin_unlock(spinlock_t *lock)
{
	EXPECT(spin_is_locked(lock));
	lock->tickets = 0;
	locks_held--;
}

void __init_rwsem(struct rw_semaphore *sem, const char *name)
{
	atomic_long_set(&sem->count, 0);
}

void down_write(struct rw_semaphore *sem)
{
	EXPECT(!atomic_long_read(&sem->count));
	atomic_long_set(&sem->count, 1);
	locks_held++;
}

void up_write(struct rw_semaphore *sem)
{
	EXPECT(atomic_long_read(&sem->count));
	atomic_long_set(&sem->count, 0);
	locks_held--;
}

void down_read(struct rw_semaphore *sem)
{
	down_write(sem);
}

void up_read(struct rw_semaphore *sem)
{
	up_write(sem);
}

#endif
