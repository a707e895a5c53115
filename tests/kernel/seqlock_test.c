/*
 * tests/kernel/seqlock_test.c - who reads while it is written reads again
 */
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/seqlock.h>
#include "ktest.h"

KTEST(seqlock, readers_notice_a_writer)
{
	DEFINE_SEQLOCK(lock);
	unsigned int seq = read_seqbegin(&lock);
	unsigned long flags;

	KT_EXPECT(!read_seqretry(&lock, seq));
	write_seqlock(&lock);
	KT_EXPECT(read_seqretry(&lock, seq));
	write_sequnlock(&lock);
	KT_EXPECT(read_seqretry(&lock, seq));
	seq = read_seqbegin(&lock);
	KT_EXPECT(!read_seqretry(&lock, seq));
	write_seqlock_irqsave(&lock, flags);
	KT_EXPECT(irqs_disabled());
	write_sequnlock_irqrestore(&lock, flags);
	write_seqlock_irq(&lock);
	KT_EXPECT(irqs_disabled());
	write_sequnlock_irq(&lock);
	KT_EXPECT(read_seqretry(&lock, seq));
	seq = read_seqbegin(&lock);
	read_seqlock_excl(&lock);
	KT_EXPECT(!read_seqretry(&lock, seq));
	read_sequnlock_excl(&lock);
}

static struct {
	seqlock_t lock;
	unsigned long a, b, c; /* [lock] a + b == c */
} sum;

static int change(void *unused)
{
	for (unsigned long n = 1; !kthread_should_stop(); n++) {
		write_seqlock(&sum.lock);
		WRITE_ONCE(sum.a, n);
		WRITE_ONCE(sum.b, n * n);
		WRITE_ONCE(sum.c, n + n * n);
		write_sequnlock(&sum.lock);
		cond_resched();
	}
	return 0;
}

KTEST(seqlock, nobody_uses_a_half_written_value)
{
	struct task_struct *t;
	int wrong = 0;

	seqlock_init(&sum.lock);
	sum.a = sum.b = sum.c = 0;
	t = kthread_run(change, NULL, "writer");
	KT_ASSERT(!IS_ERR(t));
	for (int i = 0; i < 20000; i++) {
		unsigned long a, b, c;
		unsigned int seq;

		do {
			seq = read_seqbegin(&sum.lock);
			a = READ_ONCE(sum.a);
			b = READ_ONCE(sum.b);
			c = READ_ONCE(sum.c);
		} while (read_seqretry(&sum.lock, seq));
		wrong += a + b != c;
		cond_resched();
	}
	kthread_stop(t);
	KT_EXPECT_EQ(wrong, 0);
}
