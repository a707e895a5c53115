/*
 * include/linux/rwlock.h - spinlocks for many readers or one writer
 *
 * Readers do not wait for a waiting writer, so a reader may be interrupted by a
 * handler that reads too. A writer that finds no gap between readers waits for ever:
 * use it for what is read seldom and shortly.
 */
#ifndef LINUX_RWLOCK_H
#define LINUX_RWLOCK_H

#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>

/* The lock alone, without preemption: for the functions below. Any context. */
void __read_acquire(rwlock_t *lock);
void __read_release(rwlock_t *lock);
void __write_acquire(rwlock_t *lock);
bool __write_try_acquire(rwlock_t *lock);
void __write_release(rwlock_t *lock);

static inline void rwlock_init(rwlock_t *lock)
{
	lock->count = 0;
}

static inline void read_lock(rwlock_t *lock)
{
	preempt_disable();
	__read_acquire(lock);
}

static inline void read_unlock(rwlock_t *lock)
{
	__read_release(lock);
	preempt_enable();
}

static inline void write_lock(rwlock_t *lock)
{
	preempt_disable();
	__write_acquire(lock);
}

static inline int write_trylock(rwlock_t *lock)
{
	preempt_disable();
	if (__write_try_acquire(lock))
		return 1;
	preempt_enable();
	return 0;
}

static inline void write_unlock(rwlock_t *lock)
{
	__write_release(lock);
	preempt_enable();
}

static inline void read_lock_irq(rwlock_t *lock)
{
	local_irq_disable();
	read_lock(lock);
}

static inline void read_unlock_irq(rwlock_t *lock)
{
	__read_release(lock);
	local_irq_enable();
	preempt_enable();
}

static inline void write_lock_irq(rwlock_t *lock)
{
	local_irq_disable();
	write_lock(lock);
}

static inline void write_unlock_irq(rwlock_t *lock)
{
	__write_release(lock);
	local_irq_enable();
	preempt_enable();
}

/* flags is an unsigned long variable of the caller, given by name as in Linux. */
#define read_lock_irqsave(lock, flags) \
	do {                           \
		local_irq_save(flags); \
		read_lock(lock);       \
	} while (0)
#define write_lock_irqsave(lock, flags) \
	do {                            \
		local_irq_save(flags);  \
		write_lock(lock);       \
	} while (0)

static inline void read_unlock_irqrestore(rwlock_t *lock, unsigned long flags)
{
	__read_release(lock);
	local_irq_restore(flags);
	preempt_enable();
}

static inline void write_unlock_irqrestore(rwlock_t *lock, unsigned long flags)
{
	__write_release(lock);
	local_irq_restore(flags);
	preempt_enable();
}

#endif
