/*
 * tests/kernel/spinlock_test.c - spinlocks exclude, and count preemption and interrupts
 */
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include "ktest.h"

KTEST(spinlock, a_held_lock_cannot_be_taken_again)
{
	DEFINE_SPINLOCK(lock);
	int count = preempt_count();

	KT_EXPECT(!spin_is_locked(&lock));
	spin_lock(&lock);
	KT_EXPECT(spin_is_locked(&lock));
	KT_EXPECT(!spin_is_contended(&lock));
	KT_EXPECT_EQ(preempt_count(), count + 1);
	KT_EXPECT(!spin_trylock(&lock));
	KT_EXPECT_EQ(preempt_count(), count + 1);
	spin_unlock(&lock);
	KT_EXPECT(!spin_is_locked(&lock));
	KT_EXPECT_EQ(preempt_count(), count);
	KT_EXPECT(spin_trylock(&lock));
	assert_spin_locked(&lock);
	spin_unlock(&lock);
}

KTEST(spinlock, tickets_wrap_around)
{
	DEFINE_SPINLOCK(lock);
	int i;

	for (i = 0; i < 70000; i++) {
		spin_lock(&lock);
		spin_unlock(&lock);
	}
	KT_EXPECT(!spin_is_locked(&lock));
	KT_EXPECT(spin_trylock(&lock));
	spin_unlock(&lock);
}

KTEST(spinlock, irqsave_restores_what_was)
{
	DEFINE_SPINLOCK(outer);
	DEFINE_SPINLOCK(inner);
	unsigned long flags, inner_flags;

	KT_ASSERT(!irqs_disabled());
	spin_lock_irqsave(&outer, flags);
	KT_EXPECT(irqs_disabled());
	spin_lock_irqsave(&inner, inner_flags);
	spin_unlock_irqrestore(&inner, inner_flags);
	KT_EXPECT(irqs_disabled());
	KT_EXPECT(!spin_trylock_irqsave(&outer, inner_flags));
	KT_EXPECT(irqs_disabled());
	spin_unlock_irqrestore(&outer, flags);
	KT_EXPECT(!irqs_disabled());
	spin_lock_irq(&outer);
	KT_EXPECT(irqs_disabled());
	spin_unlock_irq(&outer);
	KT_EXPECT(!irqs_disabled());
}

static struct {
	spinlock_t lock;
	long a, b; /* [lock] always equal when it is free */
	bool unequal;
} pair;

static int change_pair(void *unused)
{
	while (!kthread_should_stop()) {
		spin_lock(&pair.lock);
		pair.unequal |= pair.a != pair.b;
		pair.a++;
		barrier();
		pair.b++;
		spin_unlock(&pair.lock);
	}
	return 0;
}

KTEST(spinlock, nobody_sees_the_middle_of_a_critical_section)
{
	struct task_struct *threads[2];
	int i;

	spin_lock_init(&pair.lock);
	pair.a = pair.b = 0;
	pair.unequal = false;
	for (i = 0; i < 2; i++)
		threads[i] = kthread_run(change_pair, NULL, "pair/%d", i);
	for (i = 0; i < 100 || READ_ONCE(pair.a) <= 100; i++) {
		schedule_timeout_uninterruptible(1);
		spin_lock(&pair.lock);
		pair.unequal |= pair.a != pair.b;
		spin_unlock(&pair.lock);
	}
	for (i = 0; i < 2; i++)
		kthread_stop(threads[i]);
	KT_EXPECT(!pair.unequal);
}
