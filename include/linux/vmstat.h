/*
 * include/linux/vmstat.h - counting pages by use and node, and events (mm/frames/vmstat.c)
 *
 * Each CPU counts for itself, by one instruction, so that CPUs that fault at the same time
 * share no line; who reads adds up. What came on one CPU may go on another: a CPU's part
 * can be negative, the sum is exact when nobody counts meanwhile.
 *
 * Locking: none; a part is its CPU's.
 */
#ifndef LINUX_VMSTAT_H
#define LINUX_VMSTAT_H

#include <linux/page-flags.h>
#include <linux/percpu.h>
#include <linux/types.h>

/* Pages, but for the kernel stacks, which are KiB as on Linux; in the order of Linux. */
enum node_stat_item {
	NR_SLAB_RECLAIMABLE,
	NR_SLAB_UNRECLAIMABLE,
	NR_ANON_MAPPED, /* anonymous pages that programs map */
	NR_FILE_MAPPED, /* page-cache pages that programs map */
	NR_FILE_PAGES,  /* pages in the page cache */
	NR_FILE_DIRTY,  /* of these: newer than the disk */
	NR_WRITEBACK,   /* of these: being written */
	NR_SHMEM,       /* of these: tmpfs and shared anonymous memory */
	NR_KERNEL_STACK_KB,
	NR_PAGETABLE,   /* pages that hold page tables */
	NR_VMAP_TABLES, /* of these: the kernel's for vmalloc addresses, never freed */
	NR_VM_NODE_STAT_ITEMS
};

/*
 * Allocations of any order, told of the node that the memory is from: was it the one that
 * was asked for, is it the one of the CPU that asked? As numastat(8) explains them.
 */
enum numa_stat_item {
	NUMA_HIT,
	NUMA_MISS,           /* another node was asked for, and had too little */
	NUMA_FOREIGN,        /* the other side of it: asked for here, taken elsewhere */
	NUMA_INTERLEAVE_HIT, /* of the hits: by MPOL_INTERLEAVE */
	NUMA_LOCAL,
	NUMA_OTHER,
	NR_VM_NUMA_EVENT_ITEMS
};

/* Pages too, but of no node. */
enum vm_total_item {
	NR_VMALLOC,   /* that vmalloc() areas own */
	NR_COMMITTED, /* that programs have been promised: mm/user/overcommit.c */
	NR_VM_TOTAL_ITEMS
};

/* What has happened since boot; allocating and freeing pages is counted in mmzone.h. */
enum vm_event_item {
	PGFAULT,
	PGMAJFAULT,
	NR_TLB_REMOTE_FLUSH,          /* this CPU asked others to forget translations */
	NR_TLB_REMOTE_FLUSH_RECEIVED, /* it was asked */
	NR_TLB_LOCAL_FLUSH_ALL,       /* for itself: all of them at once */
	NR_TLB_LOCAL_FLUSH_ONE,       /* or one page's */
	NR_VM_EVENT_ITEMS
};

struct vm_counts {
	long pages[NR_VM_NODE_STAT_ITEMS][MAX_NUMNODES];
	unsigned long numa[NR_VM_NUMA_EVENT_ITEMS][MAX_NUMNODES]; /* not those below */
	long totals[NR_VM_TOTAL_ITEMS];
	unsigned long events[NR_VM_EVENT_ITEMS];
};

DECLARE_PER_CPU(struct vm_counts, vm_counts);

/* One page more, one less, for its node. Any context, as all that count. */
static inline void inc_node_page_state(const struct page *page, enum node_stat_item item)
{
	this_cpu_inc(vm_counts.pages[item][page_to_nid(page)]);
}

static inline void dec_node_page_state(const struct page *page, enum node_stat_item item)
{
	this_cpu_dec(vm_counts.pages[item][page_to_nid(page)]);
}

static inline void mod_node_page_state(const struct pglist_data *pgdat,
				       enum node_stat_item item, long delta)
{
	this_cpu_add(vm_counts.pages[item][pgdat->node_id], delta);
}

static inline void mod_vm_total(enum vm_total_item item, long pages)
{
	this_cpu_add(vm_counts.totals[item], pages);
}

static inline void count_vm_event(enum vm_event_item item)
{
	this_cpu_inc(vm_counts.events[item]);
}

/*
 * The exceptions are counted; hits, local and other ones are what the CPUs have taken of
 * each zone (per_cpu_pages.allocated), so that the fast path counts nothing more.
 */
static inline void count_numa_event(int nid, enum numa_stat_item item)
{
	this_cpu_inc(vm_counts.numa[item][nid]);
}

static inline void count_numa_miss(int preferred, int nid)
{
	count_numa_event(nid, NUMA_MISS);
	count_numa_event(preferred, NUMA_FOREIGN);
}

/* What all CPUs have counted: for one node, for all of them. */
unsigned long node_page_state(const struct pglist_data *pgdat, enum node_stat_item item);
unsigned long global_node_page_state(enum node_stat_item item);
unsigned long node_numa_stat(const struct pglist_data *pgdat, enum numa_stat_item item);
unsigned long vm_total(enum vm_total_item item);
unsigned long global_vm_events(enum vm_event_item item);

/* As they are called in vmstat files. */
extern const char *const node_stat_names[NR_VM_NODE_STAT_ITEMS];
extern const char *const numa_stat_names[NR_VM_NUMA_EVENT_ITEMS];

/* After setup_per_cpu_areas(): what CPU 0 has counted by then is in its own part only. */
void vmstat_init(void);

#endif
