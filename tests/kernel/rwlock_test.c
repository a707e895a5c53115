/*
 * tests/kernel/rwlock_test.c - many readers or one writer
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/rwlock.h>
#include <linux/sched.h>
#include <asm/processor.h>
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

/* Readers that overlap without a gap, and one writer. */
static struct {
	rwlock_t lock;
	bool stop;
	int written;
} crowded;

static int read_again_and_again(void *unused)
{
	while (!READ_ONCE(crowded.stop)) {
		read_lock(&crowded.lock);
		for (int i = 0; i < 2000; i++)
			cpu_relax();
		read_unlock(&crowded.lock);
	}
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static int write_sometimes(void *unused)
{
	for (int i = 0; i < 10; i++) {
		write_lock(&crowded.lock);
		crowded.written++;
		write_unlock(&crowded.lock);
	}
	WRITE_ONCE(crowded.stop, true);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

KTEST(rwlock, a_waiting_writer_gets_its_turn)
{
	struct task_struct *t[4];

	rwlock_init(&crowded.lock);
	crowded.stop = false;
	crowded.written = 0;
	for (int i = 0; i < 4; i++) {
		t[i] = kthread_run(i < 3 ? read_again_and_again : write_sometimes, NULL,
				   "rwlock/%d", i);
		KT_ASSERT(!IS_ERR(t[i]));
	}
	while (!READ_ONCE(crowded.stop))
		msleep(4);
	for (int i = 0; i < 4; i++)
		kthread_stop(t[i]);
	KT_EXPECT_EQ(crowded.written, 10);
}
