/*
 * tests/kernel/held_test.c - a debug build knows which locks are held, and where from
 */
#include <linux/kconfig.h>
#include <linux/rwlock.h>
#include <linux/spinlock.h>
#include "core/base/held.h"
#include "ktest.h"
#include "log_watch.h"

#define MANY 20 /* more than are noted */

KTEST(held, locks_come_and_go_in_any_order)
{
	DEFINE_SPINLOCK(a);
	DEFINE_SPINLOCK(b);
	DEFINE_RWLOCK(c);
	u64 from = printk_next_seq();

	if (!IS_ENABLED(CONFIG_DEBUG))
		KT_SKIP("only a debug build keeps them");
	preempt_disable();
	KT_EXPECT_EQ(held_show(), 0);
	spin_lock(&a);
	spin_lock(&b);
	read_lock(&c);
	KT_EXPECT_EQ(held_show(), 3);
	KT_EXPECT(log_says(from, "taken at ktest_held_locks_come_and_go_in_any_order+"));
	spin_unlock(&a);
	KT_EXPECT_EQ(held_show(), 2);
	read_unlock(&c);
	spin_unlock(&b);
	KT_EXPECT_EQ(held_show(), 0);
	preempt_enable();
}

KTEST(held, more_than_fit_are_counted)
{
	static spinlock_t locks[MANY];
	int i;

	if (!IS_ENABLED(CONFIG_DEBUG))
		KT_SKIP("only a debug build keeps them");
	preempt_disable();
	for (i = 0; i < MANY; i++) {
		spin_lock_init(&locks[i]);
		spin_trylock(&locks[i]); /* lock after lock of one class has no order */
	}
	KT_EXPECT_EQ(held_show(), MANY);
	for (i = 0; i < MANY; i++)
		spin_unlock(&locks[i]);
	KT_EXPECT_EQ(held_show(), 0);
	preempt_enable();
}
