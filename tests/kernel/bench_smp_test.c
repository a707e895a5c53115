/*
 * tests/kernel/bench_smp_test.c - what the allocators cost when all CPUs use them at once
 *
 * A thread on each CPU does the same thing many times; all begin together. The figure is
 * time / (times * CPUs). Under --icount CPUs take turns and time is what all of them
 * executed, so it is instructions an operation; otherwise its inverse is throughput.
 * Prints `# name: N alone, M on C CPUs`; `make bench` judges.
 *
 * Locking: race.waiting and race.running are atomic; begin and end are written by the
 * last to come and the last to go.
 */
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/console.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <asm/processor.h>
#include <asm/tsc.h>
#include "ktest.h"

#define TIMES 20000

static struct {
	void (*once)(void);
	atomic_t waiting, running;
	u64 begin, end;
	struct completion over;
} race;

static int racer(void *unused)
{
	if (atomic_dec_and_test(&race.waiting))
		race.begin = rdtsc();
	while (atomic_read(&race.waiting))
		cpu_relax();
	for (int i = 0; i < TIMES; i++)
		race.once();
	if (atomic_dec_and_test(&race.running)) {
		race.end = rdtsc();
		complete(&race.over);
	}
	return 0;
}

static u64 cost_on(unsigned int nr_cpus, void (*once)(void))
{
	struct task_struct *threads[NR_CPUS];
	unsigned int cpu;

	race.once = once;
	atomic_set(&race.waiting, (int)nr_cpus);
	atomic_set(&race.running, (int)nr_cpus);
	init_completion(&race.over);
	for (cpu = 0; cpu < nr_cpus; cpu++) {
		threads[cpu] = kthread_create_on_cpu(racer, NULL, cpu, "racer/%u");
		BUG_ON(IS_ERR(threads[cpu]));
	}
	for (cpu = 0; cpu < nr_cpus; cpu++)
		wake_up_process(threads[cpu]);
	wait_for_completion(&race.over);
	return (race.end - race.begin) / (TIMES * nr_cpus);
}

static void report(const char *name, void (*once)(void))
{
	u64 alone = cost_on(1, once), together = cost_on(num_online_cpus(), once);
	char line[96];

	KT_EXPECT(alone && together);
	console_write_raw(line, scnprintf(line, sizeof(line),
					  "# %s: %llu alone, %llu on %u CPUs\n", name,
					  alone, together, num_online_cpus()));
}

static void page_pair(void)
{
	__free_page(alloc_page(GFP_KERNEL));
}

KTEST(bench_smp, page)
{
	report("alloc_page+__free_page", page_pair);
}

static void kmalloc_pair(void)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

KTEST(bench_smp, kmalloc)
{
	report("kmalloc(64)+kfree", kmalloc_pair);
}
