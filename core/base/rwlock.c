/*
 * core/base/rwlock.c - spinlocks for many readers or one writer
 *
 * The count is the number of readers, or -1 for a writer. A reader lets waiting writers
 * go first, or they could wait for ever; but not with interrupts off: it may be in a
 * handler, or hold a lock that a handler takes, and so be what the readers before that
 * writer wait for.
 *
 * Locking: this is it.
 */
#include <linux/bug.h>
#include <linux/instruction_pointer.h>
#include <linux/rwlock.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

#define WRITER (-1)

static inline bool take_read(rwlock_t *lock)
{
	s32 count = READ_ONCE(lock->count);

	return count >= 0 && try_cmpxchg(&lock->count, &count, count + 1);
}

static inline bool take_write(rwlock_t *lock)
{
	s32 nobody = 0;

	return !READ_ONCE(lock->count) && try_cmpxchg(&lock->count, &nobody, WRITER);
}

/* The lock alone; interrupts and preemption are the callers'. ip: who wants it. */
static void acquire_read(rwlock_t *lock, unsigned long ip)
{
	lock_acquire(&lock->dep_map, 0, LOCK_READ, ip);
	while ((READ_ONCE(lock->writers) && !irqs_disabled()) || !take_read(lock))
		__builtin_ia32_pause();
	lock_acquired(&lock->dep_map, ip);
}

static void release_read(rwlock_t *lock, unsigned long ip)
{
	lock_release(&lock->dep_map, ip);
	BUG_ON(__atomic_fetch_sub(&lock->count, 1, __ATOMIC_SEQ_CST) <= 0);
}

static noinline void wait_for_readers(rwlock_t *lock)
{
	__atomic_fetch_add(&lock->writers, 1, __ATOMIC_SEQ_CST);
	while (!take_write(lock))
		__builtin_ia32_pause();
	__atomic_fetch_sub(&lock->writers, 1, __ATOMIC_SEQ_CST);
}

static void acquire_write(rwlock_t *lock, unsigned long ip)
{
	lock_acquire(&lock->dep_map, 0, 0, ip);
	if (!take_write(lock))
		wait_for_readers(lock);
	lock_acquired(&lock->dep_map, ip);
}

static void release_write(rwlock_t *lock, unsigned long ip)
{
	lock_release(&lock->dep_map, ip);
	BUG_ON(READ_ONCE(lock->count) != WRITER);
	smp_store_release(&lock->count, 0);
}

int read_trylock(rwlock_t *lock)
{
	s32 count = READ_ONCE(lock->count);

	preempt_disable();
	while (count >= 0) {
		if (!try_cmpxchg(&lock->count, &count, count + 1))
			continue;
		lock_acquire(&lock->dep_map, 0, LOCK_READ | LOCK_TRY, _RET_IP_);
		return 1;
	}
	preempt_enable();
	return 0;
}

int write_trylock(rwlock_t *lock)
{
	preempt_disable();
	if (take_write(lock)) {
		lock_acquire(&lock->dep_map, 0, LOCK_TRY, _RET_IP_);
		return 1;
	}
	preempt_enable();
	return 0;
}

void read_lock(rwlock_t *lock)
{
	preempt_disable();
	acquire_read(lock, _RET_IP_);
}

void read_lock_irq(rwlock_t *lock)
{
	local_irq_disable();
	preempt_disable();
	acquire_read(lock, _RET_IP_);
}

unsigned long __read_lock_irqsave(rwlock_t *lock)
{
	unsigned long flags;

	local_irq_save(flags);
	preempt_disable();
	acquire_read(lock, _RET_IP_);
	return flags;
}

void read_unlock(rwlock_t *lock)
{
	release_read(lock, _RET_IP_);
	preempt_enable();
}

void read_unlock_irq(rwlock_t *lock)
{
	release_read(lock, _RET_IP_);
	local_irq_enable();
	preempt_enable();
}

void read_unlock_irqrestore(rwlock_t *lock, unsigned long flags)
{
	release_read(lock, _RET_IP_);
	local_irq_restore(flags);
	preempt_enable();
}

void write_lock(rwlock_t *lock)
{
	preempt_disable();
	acquire_write(lock, _RET_IP_);
}

void write_lock_irq(rwlock_t *lock)
{
	local_irq_disable();
	preempt_disable();
	acquire_write(lock, _RET_IP_);
}

unsigned long __write_lock_irqsave(rwlock_t *lock)
{
	unsigned long flags;

	local_irq_save(flags);
	preempt_disable();
	acquire_write(lock, _RET_IP_);
	return flags;
}

void write_unlock(rwlock_t *lock)
{
	release_write(lock, _RET_IP_);
	preempt_enable();
}

void write_unlock_irq(rwlock_t *lock)
{
	release_write(lock, _RET_IP_);
	local_irq_enable();
	preempt_enable();
}

void write_unlock_irqrestore(rwlock_t *lock, unsigned long flags)
{
	release_write(lock, _RET_IP_);
	local_irq_restore(flags);
	preempt_enable();
}
