/*
 * core/base/rwlock.c - spinlocks for many readers or one writer
 *
 * The count is the number of readers, or -1 for a writer.
 *
 * Locking: this is it.
 */
#include <linux/bug.h>
#include <linux/rwlock.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

#define WRITER (-1)

/* Any context; the caller has disabled preemption. */
void __read_acquire(rwlock_t *lock)
{
	s32 count = READ_ONCE(lock->count);

	while (count < 0 || !try_cmpxchg(&lock->count, &count, count + 1)) {
		if (count < 0) {
			__builtin_ia32_pause();
			count = READ_ONCE(lock->count);
		}
	}
}

void __read_release(rwlock_t *lock)
{
	BUG_ON(__atomic_fetch_sub(&lock->count, 1, __ATOMIC_SEQ_CST) <= 0);
}

bool __write_try_acquire(rwlock_t *lock)
{
	s32 nobody = 0;

	return READ_ONCE(lock->count) == 0 && try_cmpxchg(&lock->count, &nobody, WRITER);
}

void __write_acquire(rwlock_t *lock)
{
	while (!__write_try_acquire(lock))
		__builtin_ia32_pause();
}

void __write_release(rwlock_t *lock)
{
	BUG_ON(READ_ONCE(lock->count) != WRITER);
	smp_store_release(&lock->count, 0);
}
