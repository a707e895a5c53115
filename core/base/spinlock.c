/*
 * core/base/spinlock.c - locks that are waited for by spinning
 *
 * A spinlock is a counter with tickets: whoever wants the lock draws the next one and
 * waits until it is served, so nobody is overtaken. Who holds it is recorded, and so a
 * CPU that waits for itself says so instead of hanging silently.
 *
 * Locking: this is it.
 */
#include <linux/bug.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

#define TICKET_SHIFT 16
#define ONE_TICKET (1U << TICKET_SHIFT)

/* This CPU as a holder; 0 is nobody. */
static inline u32 self(void)
{
	return (u32)this_cpu_read(cpu_number) + 1;
}

static noinline __cold void wait_for_turn(spinlock_t *lock, u16 ticket)
{
	/* Only this CPU can make holder equal self(), so the answer is not a guess. */
	if (READ_ONCE(lock->holder) == self()) {
		WRITE_ONCE(lock->holder, 0);
		BUG();
	}
	while (READ_ONCE(lock->owner) != ticket)
		__builtin_ia32_pause();
}

/* Any context; the caller has disabled preemption. */
void __spin_acquire(spinlock_t *lock)
{
	u32 tickets = __atomic_fetch_add(&lock->tickets, ONE_TICKET, __ATOMIC_SEQ_CST);
	u16 ticket = (u16)(tickets >> TICKET_SHIFT);

	if ((u16)tickets != ticket)
		wait_for_turn(lock, ticket);
	barrier();
	lock->holder = self();
}

/* True: the caller has it. */
bool __spin_try_acquire(spinlock_t *lock)
{
	u32 tickets = READ_ONCE(lock->tickets);

	if ((u16)tickets != (u16)(tickets >> TICKET_SHIFT))
		return false;
	if (!try_cmpxchg(&lock->tickets, &tickets, tickets + ONE_TICKET))
		return false;
	lock->holder = self();
	return true;
}

void __spin_release(spinlock_t *lock)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		assert_spin_locked(lock);
	lock->holder = 0;
	smp_store_release(&lock->owner, (u16)(lock->owner + 1));
}

void assert_spin_locked(const spinlock_t *lock)
{
	BUG_ON(!spin_is_locked(lock) || READ_ONCE(lock->holder) != self());
}
