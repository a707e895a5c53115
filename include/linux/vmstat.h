/*
 * include/linux/vmstat.h - counting pages by use, and events
 *
 * Locking: [a] each counter is one atomic word.
 */
#ifndef LINUX_VMSTAT_H
#define LINUX_VMSTAT_H

#include <linux/atomic.h>
#include <linux/types.h>

struct page;

/* Pages, but for the kernel stacks, which are KiB as on Linux. */
enum node_stat_item {
	NR_ANON_MAPPED, /* anonymous pages that programs map */
	NR_FILE_MAPPED, /* page-cache pages that programs map */
	NR_FILE_PAGES,  /* pages in the page cache */
	NR_FILE_DIRTY,  /* of these: newer than the disk */
	NR_WRITEBACK,   /* of these: being written */
	NR_SHMEM,       /* of these: tmpfs and shared anonymous memory */
	NR_PAGETABLE,   /* pages that hold page tables */
	NR_KERNEL_STACK_KB,
	NR_SLAB_RECLAIMABLE,
	NR_SLAB_UNRECLAIMABLE,
	NR_VMALLOC, /* pages that vmalloc() areas own */
	NR_VM_NODE_STAT_ITEMS
};

extern atomic_long_t vm_node_stat[NR_VM_NODE_STAT_ITEMS];

static inline void mod_node_state(enum node_stat_item item, long delta)
{
	atomic_long_add(delta, &vm_node_stat[item]);
}

static inline unsigned long global_node_page_state(enum node_stat_item item)
{
	long n = atomic_long_read(&vm_node_stat[item]);

	return n < 0 ? 0 : n;
}

#endif
