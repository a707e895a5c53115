/*
 * fs/procfs/meminfo.c - /proc/meminfo: how much memory, for what
 *
 * Lines and order are Linux's; what Atlas does not count has no line. Buffers, swap and
 * VmallocChunk are 0, and there because tools want them.
 *
 * Locking: none; numbers of different moments may stand side by side.
 */
#include <linux/mm.h>
#include <linux/sprintf.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include "internal.h"

static void line_kb(struct seq_file *m, const char *name, unsigned long pages)
{
	char label[20];

	snprintf(label, sizeof(label), "%s:", name);
	seq_printf(m, "%-16s%8lu kB\n", label, pages << (PAGE_SHIFT - 10));
}

static void node_line(struct seq_file *m, const char *name, enum node_stat_item item)
{
	line_kb(m, name, global_node_page_state(item));
}

/* How much of lowmem's map is made of pages of each size. */
static void direct_map_lines(struct seq_file *m)
{
	line_kb(m, "DirectMap4k", direct_map_pages(PG_LEVEL_4K));
	line_kb(m, "DirectMap2M", direct_map_pages(PG_LEVEL_2M));
	line_kb(m, "DirectMap1G", direct_map_pages(PG_LEVEL_1G));
}

int proc_meminfo_show(struct seq_file *m, void *v)
{
	unsigned long reclaimable = global_node_page_state(NR_SLAB_RECLAIMABLE);
	unsigned long total = totalram_pages(), high = totalhigh_pages();
	unsigned long free = nr_free_pages(), highfree = nr_free_highpages();

	line_kb(m, "MemTotal", total);
	line_kb(m, "MemFree", free);
	line_kb(m, "MemAvailable", si_mem_available());
	line_kb(m, "Buffers", 0);
	node_line(m, "Cached", NR_FILE_PAGES);
	line_kb(m, "SwapCached", 0);
	line_kb(m, "HighTotal", high);
	line_kb(m, "HighFree", highfree);
	line_kb(m, "LowTotal", total - high);
	line_kb(m, "LowFree", free > highfree ? free - highfree : 0);
	line_kb(m, "SwapTotal", 0);
	line_kb(m, "SwapFree", 0);
	node_line(m, "Dirty", NR_FILE_DIRTY);
	node_line(m, "Writeback", NR_WRITEBACK);
	node_line(m, "AnonPages", NR_ANON_MAPPED);
	node_line(m, "Mapped", NR_FILE_MAPPED);
	node_line(m, "Shmem", NR_SHMEM);
	line_kb(m, "KReclaimable", reclaimable);
	line_kb(m, "Slab", reclaimable + global_node_page_state(NR_SLAB_UNRECLAIMABLE));
	line_kb(m, "SReclaimable", reclaimable);
	node_line(m, "SUnreclaim", NR_SLAB_UNRECLAIMABLE);
	line_kb(m, "KernelStack",
		global_node_page_state(NR_KERNEL_STACK_KB) >> (PAGE_SHIFT - 10));
	node_line(m, "PageTables", NR_PAGETABLE);
	line_kb(m, "CommitLimit", vm_commit_limit());
	line_kb(m, "Committed_AS", vm_memory_committed());
	line_kb(m, "VmallocTotal", (VMALLOC_END - VMALLOC_START) >> PAGE_SHIFT);
	line_kb(m, "VmallocUsed", vm_total(NR_VMALLOC));
	line_kb(m, "VmallocChunk", 0);
	direct_map_lines(m);
	return 0;
}
