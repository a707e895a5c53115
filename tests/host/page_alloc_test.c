/*
 * tests/host/page_alloc_test.c - alloc_pages and __free_pages against an array of frames
 *
 * One node with two zones, two CPUs that take turns. Blocks of all orders are allocated and
 * freed at random, a million times, on whichever CPU is at it. An array says who has each
 * frame; the rest must be in the buddy lists or in a CPU's list, each frame once.
 *
 * A variable of "this CPU" is the one of the program: the base of GS is 0 on the host.
 */
#include <linux/fault-inject.h>
#include <linux/highmem.h>
#include <linux/page_owner.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/vmstat.h>
#include "mm/frames/frames.h"
#include "host_test.h"

#define NR_FRAMES 8192UL
#define ZONE_BORDER 3000UL
#define STEPS 1000000
#define CHECK_EVERY 8192
#define CPUS 2

static struct page pages[NR_FRAMES] __attribute__((aligned(64)));
struct page *host_mem_map = pages;
static struct pglist_data node;
struct pglist_data *node_data[MAX_NUMNODES] = { &node };
unsigned long mem_section[NR_MEM_SECTIONS];

static struct {
	unsigned long pfn;
	unsigned int order;
	bool compound;
} live[NR_FRAMES];
static unsigned long nr_live;
static bool taken[NR_FRAMES], listed[NR_FRAMES];

/* --- what the allocator asks of the kernel ---------------------------------------------- */

unsigned long host_irq_flags = ARCH_IF_FLAG;
bool page_owner_enabled;
bool __fault_inject_armed;
static struct task_struct task;
DEFINE_PER_CPU(struct task_struct *, current_task)
= &task;
DEFINE_PER_CPU(int, cpu_number);
DEFINE_PER_CPU(int, numa_node);
DEFINE_PER_CPU(struct vm_counts, vm_counts);
DEFINE_PER_CPU(int, __preempt_count);
static unsigned int locks_held;

/* An interrupt on each CPU: irqs are off in it. */
void on_each_cpu(smp_call_func_t func, void *info, int wait)
{
	int self = cpu_number;

	for (cpu_number = 0; cpu_number < CPUS; cpu_number++) {
		unsigned long flags;

		local_irq_save(flags);
		func(info);
		local_irq_restore(flags);
	}
	cpu_number = self;
}

void spin_lock(spinlock_t *lock)
{
	EXPECT(!spin_is_locked(lock) && irqs_disabled());
	lock->tickets = 1;
	locks_held++;
}

void spin_unlock(spinlock_t *lock)
{
	EXPECT(spin_is_locked(lock));
	lock->tickets = 0;
	locks_held--;
}

unsigned long __spin_lock_irqsave(spinlock_t *lock)
{
	unsigned long flags;

	local_irq_save(flags);
	spin_lock(lock);
	return flags;
}

void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	spin_unlock(lock);
	local_irq_restore(flags);
}

struct pglist_data *first_online_pgdat(void)
{
	return &node;
}

struct zone *next_zone(struct zone *zone)
{
	return zone_idx(zone) < MAX_NR_ZONES - 1 ? zone + 1 : NULL;
}

/* Not reached by what is right, or not by what this test asks for. */
void bad_page(struct page *page, const char *why)
{
	host_fail(__FILE__, __LINE__, "frame %lu: %s", page_to_pfn(page), why);
}

void __warn(const char *file, int line, const char *func, const char *format, ...)
{
	host_fail(file, line, "%s warned", func);
}

void panic(const char *format, ...)
{
	__builtin_trap();
}

void warn_alloc(gfp_t gfp, unsigned int order)
{
	host_fail(__FILE__, __LINE__, "warned in spite of __GFP_NOWARN");
}

void *kmap_local_page(struct page *page)
{
	__builtin_trap();
}

void __kunmap_local(const void *addr)
{
}

void page_owner_allocated(struct page *page, unsigned int order, gfp_t gfp)
{
}

bool page_owner_freed(struct page *page, unsigned int order)
{
	return true;
}

bool __should_fail_alloc_page(gfp_t gfp, unsigned int order)
{
	__builtin_trap();
}

/* --- the model ---------------------------------------------------------------------------- */

static enum zone_type zone_of(unsigned long pfn)
{
	return pfn < ZONE_BORDER ? ZONE_DMA : ZONE_NORMAL;
}

static void set_up_zone(enum zone_type idx)
{
	struct zone *zone = &node.node_zones[idx];
	unsigned int i;

	zone->zone_pgdat = &node;
	for (i = 0; i < MAX_ORDER; i++)
		INIT_LIST_HEAD(&zone->free_area[i].free_list);
	for (i = 0; i < CPUS; i++) {
		INIT_LIST_HEAD(&zone->pageset[i].list);
		zone->pageset[i].batch = 15 + i;
		zone->pageset[i].high = 60;
	}
}

/* Every frame begins in the hands of the boot code, which gives it to the buddy lists. */
static void set_up(void)
{
	unsigned long pfn;
	unsigned int idx;

	for (idx = 0; idx < MAX_NR_ZONES; idx++)
		set_up_zone(idx);
	for (pfn = 0; pfn < NR_FRAMES; pfn++) {
		struct zone *zone = &node.node_zones[zone_of(pfn)];

		pages[pfn].flags = (unsigned long)zone_of(pfn) << ZONES_PGSHIFT;
		pages[pfn].page_type = ~0u;
		mem_section[pfn >> PFN_SECTION_SHIFT] = ~0UL;
		zone->present_pages++;
		buddy_free(zone, pages + pfn, 0);
	}
	node.node_zonelists[0]._zonerefs[0].zone = &node.node_zones[ZONE_NORMAL];
	node.node_zonelists[0]._zonerefs[0].zone_idx = ZONE_NORMAL;
	node.node_zonelists[0]._zonerefs[1].zone = &node.node_zones[ZONE_DMA];
	node.node_zonelists[0]._zonerefs[1].zone_idx = ZONE_DMA;
	node.fast_zones[0].zone = &node.node_zones[ZONE_NORMAL];
	node.fast_zones[__GFP_DMA].zone = &node.node_zones[ZONE_DMA];
}

static void mark(unsigned long pfn, unsigned int order, bool as)
{
	unsigned long i;

	for (i = pfn; i < pfn + (1UL << order); i++) {
		EXPECT(i < NR_FRAMES && taken[i] != as);
		taken[i] = as;
	}
}

/* The zone has no free block of that order, and this CPU no page. */
static bool is_exhausted(struct zone *zone, unsigned int order)
{
	for (; order < MAX_ORDER; order++) {
		if (zone->free_area[order].nr_free)
			return false;
	}
	return !zone->pageset[smp_processor_id()].count;
}

static void try_alloc(void)
{
	gfp_t gfp = GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY;
	unsigned int order = host_random_below(4) ? 0 : host_random_below(MAX_ORDER);
	struct page *page;

	gfp |= host_random_below(4) ? 0 : __GFP_DMA;
	gfp |= host_random_below(2) ? 0 : __GFP_COMP;
	page = alloc_pages(gfp, order);
	if (!page) {
		EXPECT(is_exhausted(&node.node_zones[ZONE_DMA], order));
		EXPECT(gfp & __GFP_DMA ||
		       is_exhausted(&node.node_zones[ZONE_NORMAL], order));
		return;
	}
	EXPECT(!(gfp & __GFP_DMA) || zone_of(page_to_pfn(page)) == ZONE_DMA);
	EXPECT_EQ(page_to_pfn(page) & ((1UL << order) - 1), 0);
	EXPECT_EQ(page_ref_count(page), 1);
	live[nr_live].compound = order && gfp & __GFP_COMP;
	EXPECT_EQ(page->flags & PAGEFLAGS_MASK,
		  live[nr_live].compound ? 1UL << PG_head : 0);
	SetPageDirty(page); /* the next owner shall not see that */
	mark(page_to_pfn(page), order, true);
	live[nr_live].pfn = page_to_pfn(page);
	live[nr_live++].order = order;
}

static void free_one(unsigned long i)
{
	struct page *page = pages + live[i].pfn;
	unsigned int order = live[i].order;
	bool put = (live[i].compound || !order) && host_random_below(2);

	mark(live[i].pfn, order, false);
	live[i] = live[--nr_live];
	if (put)
		put_page(page);
	else
		__free_pages(page, order);
}

/* A free block: it must be nobody's, all of one zone, and in one list only. */
static void note_listed(struct page *page, unsigned int order, enum zone_type idx)
{
	unsigned long i, pfn = page_to_pfn(page);

	EXPECT(!page_ref_count(page));
	for (i = pfn; i < pfn + (1UL << order); i++) {
		EXPECT(!taken[i] && !listed[i] && zone_of(i) == idx);
		listed[i] = true;
	}
}

static void check_zone(enum zone_type idx)
{
	struct zone *zone = &node.node_zones[idx];
	unsigned long in_buddy = 0;
	unsigned int order, cpu;
	struct page *page;

	for (order = 0; order < MAX_ORDER; order++) {
		list_for_each_entry (page, &zone->free_area[order].free_list, lru) {
			EXPECT(PageBuddy(page) && page->private == order);
			note_listed(page, order, idx);
			in_buddy += 1UL << order;
		}
	}
	EXPECT_EQ(zone->nr_free, in_buddy);
	for (cpu = 0; cpu < CPUS; cpu++) {
		struct per_cpu_pages *pcp = &zone->pageset[cpu];
		int count = 0;

		list_for_each_entry (page, &pcp->list, lru) {
			EXPECT(!PageBuddy(page));
			note_listed(page, 0, idx);
			count++;
		}
		EXPECT(count == pcp->count && count <= pcp->high);
	}
}

static void check_all(void)
{
	unsigned long pfn;

	for (pfn = 0; pfn < NR_FRAMES; pfn++)
		listed[pfn] = false;
	check_zone(ZONE_DMA);
	check_zone(ZONE_NORMAL);
	for (pfn = 0; pfn < NR_FRAMES; pfn++)
		EXPECT(taken[pfn] != listed[pfn]);
}

static void step_once(unsigned int step)
{
	/* lean to one side for a while, then to the other: full, empty, full */
	unsigned int lean = step / 16384 % 2 ? 60 : 40;

	this_cpu_write(cpu_number, host_random_below(CPUS));
	if (!nr_live || host_random_below(100) < lean)
		try_alloc();
	else
		free_one(host_random_below(nr_live));
	if (!host_random_below(1000))
		drain_local_pages();
	EXPECT(!irqs_disabled() && !locks_held);
}

static void agrees_with_an_array(void)
{
	unsigned long blocks;
	unsigned int step;

	set_up();
	check_all();
	blocks = node.node_zones[ZONE_NORMAL].free_area[MAX_ORDER - 1].nr_free;
	for (step = 0; step < STEPS && !host_failed(); step++) {
		host_step(step);
		step_once(step);
		if (step % CHECK_EVERY == 0)
			check_all();
	}
	while (nr_live)
		free_one(nr_live - 1);
	for (step = 0; step < CPUS; step++) {
		this_cpu_write(cpu_number, step);
		drain_local_pages();
	}
	check_all();
	/* all is free again, so all has merged as far as at the beginning */
	EXPECT_EQ(node.node_zones[ZONE_NORMAL].free_area[MAX_ORDER - 1].nr_free, blocks);
}

HOST_TESTS(HOST_TEST(agrees_with_an_array));
