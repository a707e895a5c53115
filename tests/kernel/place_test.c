/*
 * tests/kernel/place_test.c - core/place.c: threads go where they may and where there is
 * room
 *
 * With one CPU most of it holds trivially; tests/machine/smp.t runs it with several.
 */
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kthread.h>
#include <linux/smp.h>
#include "ktest.h"

static int spin(void *data)
{
	unsigned long *laps = data;

	while (!kthread_should_stop())
		WRITE_ONCE(*laps, *laps + 1);
	return 0;
}

static int sleep_often(void *data)
{
	unsigned int *cpu = data;

	while (!kthread_should_stop()) {
		WRITE_ONCE(*cpu, raw_smp_processor_id());
		schedule_timeout_interruptible(1);
	}
	return 0;
}

KTEST(place, a_task_moves_itself)
{
	unsigned int cpu;

	for_each_online_cpu (cpu) {
		KT_EXPECT_EQ(set_cpus_allowed_ptr(current, cpumask_of(cpu)), 0);
		KT_EXPECT_EQ(raw_smp_processor_id(), cpu);
		KT_EXPECT_EQ(current->cpu, cpu);
	}
}

KTEST(place, a_running_thread_is_moved)
{
	unsigned long laps = 0, before;
	struct task_struct *t = kthread_run(spin, &laps, "spinner");
	unsigned int cpu, round;

	KT_ASSERT(!IS_ERR(t));
	for (round = 0; round < 20; round++) {
		for_each_online_cpu (cpu) {
			KT_EXPECT_EQ(set_cpus_allowed_ptr(t, cpumask_of(cpu)), 0);
			KT_EXPECT_EQ(READ_ONCE(t->cpu), cpu);
		}
	}
	before = READ_ONCE(laps);
	while (READ_ONCE(laps) == before)
		msleep(1);
	kthread_stop(t);
}

KTEST(place, a_sleeping_thread_wakes_where_it_may)
{
	unsigned int cpu, seen = 0;
	struct task_struct *t = kthread_run(sleep_often, &seen, "sleeper");

	KT_ASSERT(!IS_ERR(t));
	for_each_online_cpu (cpu) {
		KT_EXPECT_EQ(set_cpus_allowed_ptr(t, cpumask_of(cpu)), 0);
		KT_EXPECT_SOON(READ_ONCE(seen) == cpu);
	}
	kthread_stop(t);
}

/* --- where a task wakes: most of the time, since others may come between ------------- */

#define WAKE_UPS 10

struct sleeper {
	struct task_struct *task;
	unsigned int woke; /* on this CPU */
};

static int note_cpu(void *data)
{
	struct sleeper *s = data;

	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop())
			break;
		schedule();
		WRITE_ONCE(s->woke, raw_smp_processor_id());
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

/* Wake it, and wait until it sleeps again. => where it ran */
static unsigned int wake(struct sleeper *s)
{
	ktest_wait_until_asleep(s->task);
	WRITE_ONCE(s->woke, NR_CPUS);
	wake_up_process(s->task);
	KT_EXPECT_SOON(READ_ONCE(s->woke) != NR_CPUS);
	ktest_wait_until_asleep(s->task);
	return READ_ONCE(s->woke);
}

/* So often it woke on a CPU from low to high, when it could everywhere and last ran on last. */
static unsigned int count_wake_ups(unsigned int last, unsigned int low, unsigned int high)
{
	struct sleeper s;
	unsigned int found = 0, round;

	ktest_use_one_cpu();
	s.task = kthread_run(note_cpu, &s, "sleeper");
	if (IS_ERR(s.task))
		return 0;
	for (round = 0; round < WAKE_UPS; round++) {
		unsigned int cpu;

		set_cpus_allowed_ptr(s.task, cpumask_of(last));
		KT_EXPECT_EQ(wake(&s), last);
		set_cpus_allowed_ptr(s.task, cpu_online_mask);
		cpu = wake(&s);
		found += cpu >= low && cpu <= high;
	}
	kthread_stop(s.task);
	return found;
}

KTEST(place, a_thread_wakes_where_it_ran_if_nobody_runs_there)
{
	unsigned int last = num_online_cpus() - 1;

	KT_EXPECT(count_wake_ups(last, last, last) > WAKE_UPS / 2);
}

/* CPU 0 wakes it, the last one spins: those between are idle. */
KTEST(place, a_thread_wakes_where_nobody_runs)
{
	unsigned int last = num_online_cpus() - 1;
	struct task_struct *t;
	unsigned long laps = 0;

	if (last < 2)
		KT_SKIP("takes three CPUs");
	t = kthread_create_on_cpu(spin, &laps, last, "bound/%u");
	KT_ASSERT(!IS_ERR(t));
	wake_up_process(t);
	KT_EXPECT(count_wake_ups(last, 1, last - 1) > WAKE_UPS / 2);
	kthread_stop(t);
}

/* --- threads that are bound, or too many --------------------------------------------- */

KTEST(place, a_bound_thread_stays)
{
	unsigned int cpu, seen;

	for_each_online_cpu (cpu) {
		struct task_struct *t =
			kthread_create_on_cpu(sleep_often, &seen, cpu, "bound/%u");

		KT_ASSERT(!IS_ERR(t));
		seen = NR_CPUS;
		wake_up_process(t);
		KT_EXPECT_SOON(READ_ONCE(seen) == cpu);
		KT_EXPECT_EQ(set_cpus_allowed_ptr(t, cpu_online_mask), -EINVAL);
		kthread_stop(t);
	}
}

KTEST(place, a_mask_without_a_cpu_that_runs_is_refused)
{
	struct cpumask before = current->cpus_mask, none;

	cpumask_clear(&none);
	KT_EXPECT_EQ(set_cpus_allowed_ptr(current, &none), -EINVAL);
	if (nr_cpu_ids < NR_CPUS)
		KT_EXPECT_EQ(set_cpus_allowed_ptr(current, cpumask_of(nr_cpu_ids)),
			     -EINVAL);
	KT_EXPECT(cpumask_equal(&current->cpus_mask, &before));
}

static unsigned int cpus_of(struct task_struct *const *t, unsigned int nr)
{
	struct cpumask seen = { 0 };

	while (nr--)
		cpumask_set_cpu(READ_ONCE(t[nr]->cpu), &seen);
	return cpumask_weight(&seen);
}

/* As many threads as CPUs, all made on one: each soon has a CPU for itself. */
KTEST(place, threads_spread_over_all_cpus)
{
	struct task_struct *t[NR_CPUS];
	unsigned long laps[NR_CPUS];
	unsigned int nr = num_online_cpus(), i;

	for (i = 0; i < nr; i++) {
		laps[i] = 0;
		t[i] = kthread_create(spin, &laps[i], "spread");
		KT_ASSERT(!IS_ERR(t[i]));
		set_cpus_allowed_ptr(t[i], cpumask_of(0));
		wake_up_process(t[i]);
	}
	for (i = 0; i < nr; i++)
		set_cpus_allowed_ptr(t[i], cpu_online_mask);
	KT_EXPECT_SOON(cpus_of(t, nr) == nr);
	for (i = 0; i < nr; i++)
		kthread_stop(t[i]);
}

/* CPU 0 has most tasks, all bound to it; the one too many is on CPU 1. */
KTEST(place, who_may_not_move_hides_nobody)
{
	struct task_struct *bound[4], *free[2];
	unsigned long laps[6] = { 0 };
	struct cpumask from_1 = *cpu_online_mask;
	unsigned int i;

	if (num_online_cpus() < 3) {
		KT_SKIP("takes three CPUs");
		return;
	}
	ktest_use_one_cpu();
	for (i = 0; i < 4; i++) {
		bound[i] = kthread_create_on_cpu(spin, &laps[i], 0, "bound/%u");
		KT_ASSERT(!IS_ERR(bound[i]));
		wake_up_process(bound[i]);
	}
	cpumask_clear_cpu(0, &from_1);
	for (i = 0; i < 2; i++) {
		free[i] = kthread_create(spin, &laps[4 + i], "free");
		KT_ASSERT(!IS_ERR(free[i]));
		set_cpus_allowed_ptr(free[i], cpumask_of(1));
		wake_up_process(free[i]);
	}
	for (i = 0; i < 2; i++)
		set_cpus_allowed_ptr(free[i], &from_1);
	KT_EXPECT_SOON(cpus_of(free, 2) == 2);
	for (i = 0; i < 2; i++)
		kthread_stop(free[i]);
	for (i = 0; i < 4; i++)
		kthread_stop(bound[i]);
}
