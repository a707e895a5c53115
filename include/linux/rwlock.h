/*
 * include/linux/rwlock.h - spinlocks for many readers or one writer
 *
 * A writer that waits goes before readers that come later, but for those with
 * interrupts off: so a reader may be interrupted by a handler that reads too. With
 * interrupts on, who reads already must not read_lock() again.
 */
#ifndef LINUX_RWLOCK_H
#define LINUX_RWLOCK_H

#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>

#define rwlock_init(lock) ((void)(*(lock) = (rwlock_t)__RW_LOCK_UNLOCKED(lock)))

/* Wait for the lock; preemption is off until it is released. Any context. */
void read_lock(rwlock_t *lock);
void read_lock_irq(rwlock_t *lock);
unsigned long __read_lock_irqsave(rwlock_t *lock);
void write_lock(rwlock_t *lock);
void write_lock_irq(rwlock_t *lock);
unsigned long __write_lock_irqsave(rwlock_t *lock);

/* 1 with the lock held, or 0 and nothing has changed. Any context. */
int read_trylock(rwlock_t *lock);
int write_trylock(rwlock_t *lock);

void read_unlock(rwlock_t *lock);
void read_unlock_irq(rwlock_t *lock);
void read_unlock_irqrestore(rwlock_t *lock, unsigned long flags);
void write_unlock(rwlock_t *lock);
void write_unlock_irq(rwlock_t *lock);
void write_unlock_irqrestore(rwlock_t *lock, unsigned long flags);

#define read_lock_bh(lock) read_lock(lock)
#define read_unlock_bh(lock) read_unlock(lock)
#define write_lock_bh(lock) write_lock(lock)
#define write_unlock_bh(lock) write_unlock(lock)

/* flags is an unsigned long variable of the caller, given by name as in Linux. */
#define read_lock_irqsave(lock, flags) ((void)((flags) = __read_lock_irqsave(lock)))
#define write_lock_irqsave(lock, flags) ((void)((flags) = __write_lock_irqsave(lock)))

#endif
