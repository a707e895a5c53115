/*
 * tests/kernel/pid_test.c - process numbers are unique, rising, and come back
 */
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/find.h>
#include <linux/sched.h>
#include "ktest.h"

KTEST(pid, numbers_rise_and_are_not_reused_at_once)
{
	unsigned int before = nr_processes();
	pid_t a = alloc_pid(), b = alloc_pid(), c;

	KT_ASSERT(a > 0 && b > 0);
	KT_EXPECT(b > a);
	free_pid(a);
	c = alloc_pid();
	KT_EXPECT(c > b);
	free_pid(b);
	free_pid(c);
	KT_EXPECT_EQ(nr_processes(), before);
}

KTEST(pid, a_free_one_can_be_claimed)
{
	unsigned int before = nr_processes();
	pid_t a = alloc_pid(), b;

	KT_EXPECT_EQ(claim_pid(a), -EEXIST);
	free_pid(a);
	KT_EXPECT_EQ(claim_pid(a), a);
	b = alloc_pid();
	KT_EXPECT(b > a);
	free_pid(a);
	free_pid(b);
	KT_EXPECT_EQ(nr_processes(), before);
}

KTEST(pid, all_can_be_taken_and_no_more)
{
	static DECLARE_BITMAP(mine, 32768);
	unsigned int before = nr_processes(), taken = 0;
	pid_t pid;

	while ((pid = alloc_pid()) > 0) {
		KT_EXPECT(!test_bit(pid, mine));
		__set_bit(pid, mine);
		taken++;
	}
	KT_EXPECT_EQ(pid, -EAGAIN);
	KT_EXPECT_EQ(taken + before, nr_processes());
	KT_EXPECT(taken > 30000);
	for_each_set_bit (pid, mine, 32768)
		free_pid(pid);
	bitmap_zero(mine, 32768);
	KT_EXPECT_EQ(nr_processes(), before);
}

KTEST(pid, nobody_has_a_number_below_one)
{
	KT_EXPECT(!find_get_task_by_vpid(0));
	KT_EXPECT(!find_get_task_by_vpid(-1));
	KT_EXPECT(!find_get_task_by_vpid(32768));
}
