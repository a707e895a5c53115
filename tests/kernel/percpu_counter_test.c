/*
 * tests/kernel/percpu_counter_test.c - no count is lost, whichever CPU makes it
 */
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/percpu_counter.h>
#include <linux/sched.h>
#include "ktest.h"

#define ROUNDS 5000

KTEST(percpu_counter, small_steps_are_collected)
{
	DEFINE_PERCPU_COUNTER(counter);

	preempt_disable(); /* all on one CPU */
	for (int i = 1; i < PERCPU_COUNTER_BATCH; i++)
		percpu_counter_inc(&counter);
	KT_EXPECT_EQ(percpu_counter_read(&counter), 0);
	KT_EXPECT_EQ(percpu_counter_sum(&counter), PERCPU_COUNTER_BATCH - 1);
	percpu_counter_inc(&counter);
	KT_EXPECT_EQ(percpu_counter_read(&counter), PERCPU_COUNTER_BATCH);
	percpu_counter_sub(&counter, 1000000000000);
	KT_EXPECT_EQ(percpu_counter_read(&counter), PERCPU_COUNTER_BATCH - 1000000000000);
	KT_EXPECT_EQ(percpu_counter_read_positive(&counter), 0);
	KT_EXPECT_EQ(percpu_counter_sum_positive(&counter), 0);
	preempt_enable();
	percpu_counter_set(&counter, 7);
	KT_EXPECT_EQ(percpu_counter_sum(&counter), 7);
	KT_EXPECT_EQ(percpu_counter_init(&counter, 9, GFP_KERNEL), 0);
	KT_EXPECT_EQ(percpu_counter_read_positive(&counter), 9);
	percpu_counter_destroy(&counter);
}

static DEFINE_PERCPU_COUNTER(shared);
static atomic_t left;
static DECLARE_COMPLETION(all_done);

static int count(void *up)
{
	for (int i = 0; i < ROUNDS; i++)
		percpu_counter_add(&shared, up ? 3 : -1);
	if (atomic_dec_and_test(&left))
		complete(&all_done);
	return 0;
}

KTEST(percpu_counter, cpus_count_together)
{
	unsigned int cpu;

	percpu_counter_set(&shared, 0);
	atomic_set(&left, 2 * num_online_cpus());
	reinit_completion(&all_done);
	for_each_online_cpu (cpu) {
		struct task_struct *up =
			kthread_create_on_cpu(count, &shared, cpu, "up/%u");
		struct task_struct *down =
			kthread_create_on_cpu(count, NULL, cpu, "down/%u");

		KT_ASSERT(!IS_ERR(up) && !IS_ERR(down));
		wake_up_process(up);
		wake_up_process(down);
	}
	wait_for_completion(&all_done);
	KT_EXPECT_EQ(percpu_counter_sum(&shared), 2L * ROUNDS * num_online_cpus());
}
