/*
 * include/linux/spinlock.h - locks that are waited for by spinning
 *
 * Whoever holds one may not sleep: preemption is disabled from lock to unlock. A lock
 * that an interrupt handler takes too must be taken with interrupts off everywhere
 * else, or the handler waits for the code that it interrupted: use the _irqsave forms.
 *
 *	spin_lock_irqsave(&dev->lock, flags);
 *	...
 *	spin_unlock_irqrestore(&dev->lock, flags);
 *
 * A CPU that waits for a lock it holds itself, and one that releases a lock it does
 * not hold, are reported as bugs (core/base/spinlock.c).
 *
 * Atlas: there are no softirqs, so the _bh forms equal the plain ones; raw_spinlock_t
 * and spinlock_t are one type.
 */
#ifndef LINUX_SPINLOCK_H
#define LINUX_SPINLOCK_H

#include <linux/atomic.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/rwlock.h>
#include <linux/spinlock_types.h>

/* The place where this stands is the lock's class (linux/lockdep_types.h). */
#define spin_lock_init(lock) ((void)(*(lock) = (spinlock_t)__SPIN_LOCK_UNLOCKED(lock)))

/* Wait for the lock; preemption is off until it is released. Any context. */
void spin_lock(spinlock_t *lock);
void spin_lock_irq(spinlock_t *lock);
unsigned long __spin_lock_irqsave(spinlock_t *lock);

/* 1 with the lock held, or 0 and nothing has changed. Any context. */
int spin_trylock(spinlock_t *lock);
int __spin_trylock_irqsave(spinlock_t *lock, unsigned long *flags);

/* Interrupts come back before preemption does, so that a switch that is due happens. */
void spin_unlock(spinlock_t *lock);
void spin_unlock_irq(spinlock_t *lock);
void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);

/* flags is an unsigned long variable of the caller, given by name as in Linux. */
#define spin_lock_irqsave(lock, flags) ((void)((flags) = __spin_lock_irqsave(lock)))
#define spin_trylock_irqsave(lock, flags) __spin_trylock_irqsave(lock, &(flags))

#define spin_lock_bh(lock) spin_lock(lock)
#define spin_trylock_bh(lock) spin_trylock(lock)
#define spin_unlock_bh(lock) spin_unlock(lock)

/* The second lock of a class, inside the first; a rule of its own orders the two. */
void __spin_lock_nested(spinlock_t *lock, unsigned int subclass);
static inline void spin_lock_nested(spinlock_t *lock, unsigned int subclass)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		__spin_lock_nested(lock, subclass);
	else
		spin_lock(lock);
}

/*
 * Decrement; at 0 with the lock held, so that nobody finds the object meanwhile. True:
 * it is 0, and the lock is held. Any context, as spin_lock().
 */
int atomic_dec_and_lock(atomic_t *counter, spinlock_t *lock);

/* Does anybody hold it? True for the caller's own lock; else a guess at once stale. */
static inline int spin_is_locked(const spinlock_t *lock)
{
	u32 tickets = READ_ONCE(lock->tickets);

	return (u16)tickets != (u16)(tickets >> 16);
}

/* Is somebody waiting for it? */
static inline int spin_is_contended(const spinlock_t *lock)
{
	u32 tickets = READ_ONCE(lock->tickets);

	return (u16)((tickets >> 16) - tickets) > 1;
}

/* BUG unless this CPU holds it. */
void assert_spin_locked(const spinlock_t *lock);

#define raw_spin_lock_init(lock) spin_lock_init(lock)
#define raw_spin_lock(lock) spin_lock(lock)
#define raw_spin_trylock(lock) spin_trylock(lock)
#define raw_spin_unlock(lock) spin_unlock(lock)
#define raw_spin_lock_nested(lock, subclass) spin_lock_nested(lock, subclass)
#define raw_spin_lock_irq(lock) spin_lock_irq(lock)
#define raw_spin_unlock_irq(lock) spin_unlock_irq(lock)
#define raw_spin_lock_irqsave(lock, flags) spin_lock_irqsave(lock, flags)
#define raw_spin_unlock_irqrestore(lock, flags) spin_unlock_irqrestore(lock, flags)

#endif
