/*
 * tests/kernel/rwlock_test.c - many readers or one writer; sequence locks
 */
#include <linux/rwlock.h>
#include <linux/seqlock.h>
#include "ktest.h"

KTEST(rwlock, readers_share_and_writers_do_not)
{
	DEFINE_RWLOCK(lock);
	int count = preempt_count();

	read_lock(&lock);
	KT_ASSERT(read_trylock(&lock));
	KT_EXPECT_EQ(preempt_count(), count + 2);
	KT_EXPECT(!write_trylock(&lock));
	read_unlock(&lock);
	KT_EXPECT(!write_trylock(&lock));
	read_unlock(&lock);
	KT_EXPECT_EQ(preempt_count(), count);
	KT_EXPECT(write_trylock(&lock));
	KT_EXPECT(!write_trylock(&lock));
	KT_EXPECT(!read_trylock(&lock));
	write_unlock(&lock);
	write_lock(&lock);
	write_unlock(&lock);
	KT_EXPECT_EQ(preempt_count(), count);
}

KTEST(rwlock, irq_forms_restore_interrupts)
{
	DEFINE_RWLOCK(lock);
	unsigned long flags;

	KT_ASSERT(!irqs_disabled());
	write_lock_irqsave(&lock, flags);
	KT_EXPECT(irqs_disabled());
	write_unlock_irqrestore(&lock, flags);
	KT_EXPECT(!irqs_disabled());
	read_lock_irq(&lock);
	KT_EXPECT(irqs_disabled());
	read_unlock_irq(&lock);
	KT_EXPECT(!irqs_disabled());
}

KTEST(rwlock, seqlock_readers_notice_a_writer)
{
	DEFINE_SEQLOCK(lock);
	unsigned int seq = read_seqbegin(&lock);

	KT_EXPECT(!read_seqretry(&lock, seq));
	write_seqlock(&lock);
	KT_EXPECT(read_seqretry(&lock, seq));
	write_sequnlock(&lock);
	KT_EXPECT(read_seqretry(&lock, seq));
	seq = read_seqbegin(&lock);
	KT_EXPECT(!read_seqretry(&lock, seq));
}
