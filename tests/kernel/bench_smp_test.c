/*
 * tests/kernel/bench_smp_test.c - what the allocators cost when all CPUs use them at once
 *
 * A thread on each CPU does the same thing many times; all begin together. Rounds of one
 * CPU and of all take turns, and the best of each counts: the one that the host, which has
 * other things to do, disturbed least. The figure is time / (times * CPUs): under --icount,
 * where CPUs take turns, instructions an operation; otherwise its inverse is throughput.
 * Prints `# name: N alone, M on C CPUs`; `make bench` judges. `bench_rounds=`: how many.
 *
 * Locking: race.waiting, running and begun are atomic; begin and end are written by the
 * last to come and the last to go, the rest before a round begins.
 */
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/console.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/kstrtox.h>
#include <linux/kthread.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <asm/barrier.h>
#include <asm/processor.h>
#include <asm/tsc.h>
#include "ktest.h"

#define TIMES 2000 /* a round: less than a host's time slice */

static unsigned int rounds = 20;

static int __init bench_rounds_setup(char *value)
{
	return value ? kstrtouint(value, 10, &rounds) : -EINVAL;
}
early_param("bench_rounds", bench_rounds_setup, "how often bench_smp tries");

static struct {
	void (*once)(void); /* NULL: no more rounds */
	atomic_t waiting, running;
	bool begun; /* [a] and begin is set */
	u64 begin, end;
	struct completion go[NR_CPUS], over;
} race;

/* The last has come. */
static void begin_now(void)
{
	race.begin = rdtsc();
	smp_store_release(&race.begun, true);
}

static int racer(void *go)
{
	for (;;) {
		wait_for_completion(go);
		if (!race.once)
			return 0;
		if (atomic_dec_and_test(&race.waiting))
			begin_now();
		while (!smp_load_acquire(&race.begun))
			cpu_relax();
		for (int i = 0; i < TIMES; i++)
			race.once();
		if (atomic_dec_and_test(&race.running)) {
			race.end = rdtsc();
			complete(&race.over);
		}
	}
}

static void start(unsigned int nr_cpus, void (*once)(void))
{
	race.once = once;
	for (unsigned int cpu = 0; cpu < nr_cpus; cpu++)
		complete(&race.go[cpu]);
}

/* The best so far, or what one more round on so many CPUs takes, an operation. */
static u64 better(u64 best, unsigned int nr_cpus, void (*once)(void))
{
	atomic_set(&race.waiting, (int)nr_cpus);
	atomic_set(&race.running, (int)nr_cpus);
	race.begun = false;
	start(nr_cpus, once);
	wait_for_completion(&race.over);
	return min(best, (race.end - race.begin) / (TIMES * nr_cpus));
}

static void make_racers(unsigned int nr_cpus)
{
	init_completion(&race.over);
	for (unsigned int cpu = 0; cpu < nr_cpus; cpu++) {
		struct task_struct *thread =
			kthread_create_on_cpu(racer, &race.go[cpu], cpu, "racer/%u");

		BUG_ON(IS_ERR(thread));
		init_completion(&race.go[cpu]);
		wake_up_process(thread);
	}
}

static void report(const char *name, void (*once)(void))
{
	unsigned int nr_cpus = num_online_cpus();
	u64 alone = ~0ULL, together = ~0ULL;
	char line[96];

	make_racers(nr_cpus);
	for (unsigned int i = 0; i < rounds; i++) {
		alone = better(alone, 1, once);
		together = better(together, nr_cpus, once);
	}
	start(nr_cpus, NULL);
	KT_EXPECT(alone && together);
	console_write_raw(line, scnprintf(line, sizeof(line),
					  "# %s: %llu alone, %llu on %u CPUs\n", name,
					  alone, together, nr_cpus));
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
