/*
 * core/base/spinlock.c - locks that are waited for by spinning
 *
 * A spinlock is a counter with tickets: whoever wants the lock draws the next one and
 * waits until it is served, so nobody is overtaken. Who holds it is recorded, and so a
 * CPU that waits for itself says so instead of hanging silently. A debug build checks
 * much more (core/base/lockdep.c).
 *
 * Locking: this is it.
 */
#include <linux/bug.h>
#include <linux/instruction_pointer.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>
#include "held.h"

#define TICKET_SHIFT 16
#define ONE_TICKET (1U << TICKET_SHIFT)

/* This CPU as a holder; 0 is nobody. */
static inline u32 self(void)
{
	return (u32)this_cpu_read(cpu_number) + 1;
}

/* A lock that this CPU holds already will never be free. */
static void __noreturn report_recursion(const spinlock_t *lock)
{
	oops_enter();
	pr_emerg("BUG: CPU %d waits for spinlock %px, which it holds itself\n",
		 this_cpu_read(cpu_number), lock);
	held_show();
	panic("spinlock recursion");
}

/* Somebody has it. Out of line and last, so that a lock that is free costs no frame. */
static noinline void wait_for_turn(spinlock_t *lock, u16 ticket, unsigned long ip)
{
	/* Only this CPU can make holder equal self(), so the answer is not a guess. */
	if (READ_ONCE(lock->holder) == self())
		report_recursion(lock);
	while (READ_ONCE(lock->owner) != ticket)
		__builtin_ia32_pause();
	barrier();
	lock->holder = self();
	lock_acquired(&lock->dep_map, ip);
}

/* The lock alone; interrupts and preemption are the callers'. ip: who wants it. */
static inline void acquire(spinlock_t *lock, unsigned int subclass, unsigned long ip)
{
	u32 tickets;
	u16 ticket;

	lock_acquire(&lock->dep_map, subclass, 0, ip);
	tickets = __atomic_fetch_add(&lock->tickets, ONE_TICKET, __ATOMIC_SEQ_CST);
	ticket = (u16)(tickets >> TICKET_SHIFT);
	if (unlikely((u16)tickets != ticket)) {
		wait_for_turn(lock, ticket, ip);
		return;
	}
	barrier();
	lock->holder = self();
}

static inline bool try_acquire(spinlock_t *lock, unsigned long ip)
{
	u32 tickets = READ_ONCE(lock->tickets);

	if ((u16)tickets != (u16)(tickets >> TICKET_SHIFT))
		return false;
	if (!try_cmpxchg(&lock->tickets, &tickets, tickets + ONE_TICKET))
		return false;
	lock->holder = self();
	lock_acquire(&lock->dep_map, 0, LOCK_TRY, ip);
	return true;
}

static inline void release(spinlock_t *lock, unsigned long ip)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		assert_spin_locked(lock);
	lock_release(&lock->dep_map, ip);
	lock->holder = 0;
	barrier(); /* the holder alone writes to owner, and stores are seen in order */
	lock->owner++;
}

void spin_lock(spinlock_t *lock)
{
	preempt_disable();
	acquire(lock, 0, _RET_IP_);
}

void __spin_lock_nested(spinlock_t *lock, unsigned int subclass)
{
	preempt_disable();
	acquire(lock, subclass, _RET_IP_);
}

void spin_lock_irq(spinlock_t *lock)
{
	local_irq_disable();
	preempt_disable();
	acquire(lock, 0, _RET_IP_);
}

unsigned long __spin_lock_irqsave(spinlock_t *lock)
{
	unsigned long flags;

	local_irq_save(flags);
	preempt_disable();
	acquire(lock, 0, _RET_IP_);
	return flags;
}

int spin_trylock(spinlock_t *lock)
{
	preempt_disable();
	if (try_acquire(lock, _RET_IP_))
		return 1;
	preempt_enable();
	return 0;
}

int __spin_trylock_irqsave(spinlock_t *lock, unsigned long *flags)
{
	local_irq_save(*flags);
	preempt_disable();
	if (try_acquire(lock, _RET_IP_))
		return 1;
	local_irq_restore(*flags);
	preempt_enable();
	return 0;
}

void spin_unlock(spinlock_t *lock)
{
	release(lock, _RET_IP_);
	preempt_enable();
}

void spin_unlock_irq(spinlock_t *lock)
{
	release(lock, _RET_IP_);
	local_irq_enable();
	preempt_enable();
}

void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	release(lock, _RET_IP_);
	local_irq_restore(flags);
	preempt_enable();
}

int atomic_dec_and_lock(atomic_t *counter, spinlock_t *lock)
{
	if (atomic_add_unless(counter, -1, 1))
		return 0;
	spin_lock(lock);
	if (atomic_dec_and_test(counter))
		return 1;
	spin_unlock(lock);
	return 0;
}

void assert_spin_locked(const spinlock_t *lock)
{
	BUG_ON(!spin_is_locked(lock) || READ_ONCE(lock->holder) != self());
}
