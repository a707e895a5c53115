/*
 * core/base/rwlock.c - spinlocks for many readers or one writer
 *
 * The count is the number of readers, or -1 for a writer.
 *
 * Locking: this is it.
 */
#include <linux/bug.h>
#include <linux/instruction_pointer.h>
#include <linux/rwlock.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>
#include "held.h"

#define WRITER (-1)

/* The lock alone; interrupts and preemption are the callers'. ip: who wants it. */
static void acquire_read(rwlock_t *lock, unsigned long ip)
{
	s32 count = READ_ONCE(lock->count);

	while (count < 0 || !try_cmpxchg(&lock->count, &count, count + 1)) {
		if (count < 0) {
			__builtin_ia32_pause();
			count = READ_ONCE(lock->count);
		}
	}
	held_push(lock, ip);
}

static void release_read(rwlock_t *lock)
{
	held_pop(lock);
	BUG_ON(__atomic_fetch_sub(&lock->count, 1, __ATOMIC_SEQ_CST) <= 0);
}

static bool try_acquire_write(rwlock_t *lock, unsigned long ip)
{
	s32 nobody = 0;

	if (READ_ONCE(lock->count) != 0 || !try_cmpxchg(&lock->count, &nobody, WRITER))
		return false;
	held_push(lock, ip);
	return true;
}

static void acquire_write(rwlock_t *lock, unsigned long ip)
{
	while (!try_acquire_write(lock, ip))
		__builtin_ia32_pause();
}

static void release_write(rwlock_t *lock)
{
	held_pop(lock);
	BUG_ON(READ_ONCE(lock->count) != WRITER);
	smp_store_release(&lock->count, 0);
}

int write_trylock(rwlock_t *lock)
{
	preempt_disable();
	if (try_acquire_write(lock, _RET_IP_))
		return 1;
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
	release_read(lock);
	preempt_enable();
}

void read_unlock_irq(rwlock_t *lock)
{
	release_read(lock);
	local_irq_enable();
	preempt_enable();
}

void read_unlock_irqrestore(rwlock_t *lock, unsigned long flags)
{
	release_read(lock);
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
	release_write(lock);
	preempt_enable();
}

void write_unlock_irq(rwlock_t *lock)
{
	release_write(lock);
	local_irq_enable();
	preempt_enable();
}

void write_unlock_irqrestore(rwlock_t *lock, unsigned long flags)
{
	release_write(lock);
	local_irq_restore(flags);
	preempt_enable();
}
