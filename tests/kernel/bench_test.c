/*
 * tests/kernel/bench_test.c - what the hot paths cost, in instructions
 *
 * Under `tools/vm --icount` the time-stamp counter counts instructions, and two runs of
 * the same build agree. Each case prints `# name: N instructions (budget M)` and fails
 * over its budget. `make bench` runs them, on the release build, and makes a table of it;
 * '*' leaves them out.
 *
 * Locking: none; one case after another.
 */
#include <linux/console.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/vmalloc.h>
#include <asm/tsc.h>
#include "ktest.h"

#define ROUNDS 5

/* What one statement costs, loop and all: the best of some rounds, so no timer tick. */
#define measure(times, statement)                                    \
	({                                                           \
		u64 __best = ~0ULL;                                  \
                                                                     \
		for (int __round = 0; __round < ROUNDS; __round++) { \
			u64 __start = rdtsc();                       \
                                                                     \
			for (int __i = 0; __i < (times); __i++)      \
				statement;                           \
			__best = min(__best, rdtsc() - __start);     \
		}                                                    \
		__best / (times);                                    \
	})

static void report(const char *name, u64 cost, u64 budget)
{
	char line[96];

	console_write_raw(line, scnprintf(line, sizeof(line),
					  "# %s: %llu instructions (budget %llu)\n", name,
					  cost, budget));
	if (cost > budget && !IS_ENABLED(CONFIG_DEBUG))
		ktest_fail(__FILE__, __LINE__, "%s is over its budget", name);
}

/* No more than half again what it costs on an empty machine. */
static void report_growth(const char *name, u64 cost, u64 alone)
{
	report(name, cost, alone + alone / 2);
}

KTEST(bench, page)
{
	report("alloc_page+__free_page",
	       measure(1000, __free_page(alloc_page(GFP_KERNEL))), 120);
}

static u64 kmalloc_pair(void)
{
	return measure(1000, kfree(kmalloc(64, GFP_KERNEL)));
}

KTEST(bench, kmalloc)
{
	report("kmalloc(64)+kfree", kmalloc_pair(), 100);
}

static u64 vmalloc_pair(void)
{
	return measure(200, vfree(vmalloc(16 * PAGE_SIZE)));
}

KTEST(bench, vmalloc)
{
	report("vmalloc(16 pages)+vfree", vmalloc_pair(), 6000);
}

#define MANY_OBJECTS 1000000
#define MANY_AREAS 10000

/* Live objects form a chain through their first words. */
KTEST(bench, kmalloc_among_many)
{
	u64 alone = kmalloc_pair();
	void **chain = NULL, **object;
	int live;

	for (live = 0; live < MANY_OBJECTS; live++) {
		object = kmalloc(64, GFP_KERNEL | __GFP_NOWARN);
		if (!object)
			break;
		*object = chain;
		chain = object;
	}
	if (live == MANY_OBJECTS)
		report_growth("kmalloc(64)+kfree, 1000000 live", kmalloc_pair(), alone);
	else
		ktest_skip("too little memory for 1000000 objects");
	while (chain) {
		object = chain;
		chain = *chain;
		kfree(object);
	}
}

KTEST(bench, vmalloc_among_many)
{
	u64 alone = vmalloc_pair();
	void **chain = NULL, **area;
	int live;

	for (live = 0; live < MANY_AREAS; live++) {
		area = vmalloc(PAGE_SIZE);
		if (!area)
			break;
		*area = chain;
		chain = area;
	}
	if (live == MANY_AREAS)
		report_growth("vmalloc(16 pages)+vfree, 10000 live", vmalloc_pair(),
			      alone);
	else
		ktest_skip("too little memory for 10000 areas");
	while (chain) {
		area = chain;
		chain = *chain;
		vfree(area);
	}
}

KTEST(bench, kmap_lowmem)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KT_ASSERT(page);
	report("kmap+kunmap, lowmem", measure(1000, ({
						      kmap(page);
						      kunmap(page);
					      })),
	       25);
	__free_page(page);
}

KTEST(bench, kmap_highmem)
{
	struct page *page = alloc_page(GFP_HIGHUSER);

	KT_ASSERT(page);
	if (PageHighMem(page)) {
		report("kmap+kunmap, highmem, warm slot", measure(1000, ({
									  kmap(page);
									  kunmap(page);
								  })),
		       200);
		report("kmap_atomic+kunmap_atomic, highmem",
		       measure(1000, kunmap_atomic(kmap_atomic(page))), 80);
	} else {
		ktest_skip("no highmem");
	}
	__free_page(page);
}
