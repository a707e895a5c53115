/*
 * fs/sysfs/node.c - /sys/devices/system/node: the NUMA nodes, as numactl and lscpu read them
 *
 *	online possible has_memory has_normal_memory has_cpu    lists of nodes: 0-1
 *	nodeN/meminfo numastat vmstat cpumap cpulist distance   about node N
 *
 * The frames of a node are between start_pfn and start_pfn + spanned of its zones in
 * /proc/zoneinfo; where nodes are interleaved, the kernel's log has the exact ranges.
 *
 * Locking: none; numbers of different moments may stand side by side.
 *
 * Atlas: meminfo has no line for what is not counted: SwapCached, Active, Unevictable, ...
 */
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/module.h>
#include <linux/sprintf.h>
#include <linux/sysfs.h>
#include <linux/topology.h>
#include <linux/vmstat.h>

#define NODE_DIR "devices/system/node/"

static struct cpumask cpus_of(int nid)
{
	struct cpumask cpus = { 0 };
	unsigned int cpu;

	for_each_online_cpu (cpu) {
		if (cpu_to_node(cpu) == nid)
			cpumask_set_cpu(cpu, &cpus);
	}
	return cpus;
}

/* --- lists of nodes --------------------------------------------------------------------------- */

static bool is_online(int nid)
{
	return true;
}

static bool has_memory(int nid)
{
	return node_present_pages(nid);
}

static bool has_normal_memory(int nid)
{
	const struct zone *zones = NODE_DATA(nid)->node_zones;

	return populated_zone(&zones[ZONE_DMA]) || populated_zone(&zones[ZONE_NORMAL]);
}

static bool has_cpu(int nid)
{
	struct cpumask cpus = cpus_of(nid);

	return !cpumask_empty(&cpus);
}

static const struct node_list {
	const char *name;
	bool (*includes)(int nid); /* of the online ones */
} lists[] = {
	{ NODE_DIR "online", is_online },
	{ NODE_DIR "possible", is_online },
	{ NODE_DIR "has_memory", has_memory },
	{ NODE_DIR "has_normal_memory", has_normal_memory },
	{ NODE_DIR "has_cpu", has_cpu },
};

static int list_show(struct seq_file *m, void *v)
{
	const struct node_list *list = m->private;
	nodemask_t nodes = { 0 };
	int nid;

	for_each_online_node (nid) {
		if (list->includes(nid))
			node_set(nid, &nodes);
	}
	seq_printf(m, "%*pbl\n", MAX_NUMNODES, &nodes.bits);
	return 0;
}

/* --- one node ----------------------------------------------------------------------------------- */

static int node_of(const struct seq_file *m)
{
	return (int)(long)m->private;
}

static void line_kb(struct seq_file *m, const char *label, unsigned long pages)
{
	seq_printf(m, "Node %d %-15s %8lu kB\n", node_of(m), label,
		   pages << (PAGE_SHIFT - 10));
}

/* What its pages are used for. */
static void use_lines(struct seq_file *m)
{
	const struct pglist_data *pgdat = NODE_DATA(node_of(m));
	unsigned long reclaimable = node_page_state(pgdat, NR_SLAB_RECLAIMABLE);
	unsigned long unreclaimable = node_page_state(pgdat, NR_SLAB_UNRECLAIMABLE);

	line_kb(m, "Dirty:", node_page_state(pgdat, NR_FILE_DIRTY));
	line_kb(m, "Writeback:", node_page_state(pgdat, NR_WRITEBACK));
	line_kb(m, "FilePages:", node_page_state(pgdat, NR_FILE_PAGES));
	line_kb(m, "Mapped:", node_page_state(pgdat, NR_FILE_MAPPED));
	line_kb(m, "AnonPages:", node_page_state(pgdat, NR_ANON_MAPPED));
	line_kb(m, "Shmem:", node_page_state(pgdat, NR_SHMEM));
	line_kb(m, "KernelStack:",
		node_page_state(pgdat, NR_KERNEL_STACK_KB) >> (PAGE_SHIFT - 10));
	line_kb(m, "PageTables:", node_page_state(pgdat, NR_PAGETABLE));
	line_kb(m, "KReclaimable:", reclaimable);
	line_kb(m, "Slab:", reclaimable + unreclaimable);
	line_kb(m, "SReclaimable:", reclaimable);
	line_kb(m, "SUnreclaim:", unreclaimable);
}

static unsigned long free_pages_of(int nid)
{
	unsigned long free = 0;

	for (int idx = 0; idx < MAX_NR_ZONES; idx++)
		free += zone_free_pages(&NODE_DATA(nid)->node_zones[idx]);
	return free;
}

static int meminfo_show(struct seq_file *m, void *v)
{
	const struct zone *zones = NODE_DATA(node_of(m))->node_zones;
	unsigned long total = 0, free = free_pages_of(node_of(m)), high, high_free;

	for (int idx = 0; idx < MAX_NR_ZONES; idx++)
		total += zone_managed_pages(&zones[idx]);
	high = zone_managed_pages(&zones[ZONE_HIGHMEM]);
	high_free = zone_free_pages(&zones[ZONE_HIGHMEM]);
	line_kb(m, "MemTotal:", total);
	line_kb(m, "MemFree:", free);
	line_kb(m, "MemUsed:", total - free);
	line_kb(m, "HighTotal:", high);
	line_kb(m, "HighFree:", high_free);
	line_kb(m, "LowTotal:", total - high);
	line_kb(m, "LowFree:", free - min(free, high_free));
	use_lines(m);
	return 0;
}

/* Linux has two names for the last three. */
static int numastat_show(struct seq_file *m, void *v)
{
	static const char *const names[NR_VM_NUMA_EVENT_ITEMS] = {
		"numa_hit",       "numa_miss",  "numa_foreign",
		"interleave_hit", "local_node", "other_node",
	};

	for (int i = 0; i < NR_VM_NUMA_EVENT_ITEMS; i++)
		seq_printf(m, "%s %lu\n", names[i],
			   node_numa_stat(NODE_DATA(node_of(m)), i));
	return 0;
}

/* As /proc/vmstat, but for what is of no node. */
static int vmstat_show(struct seq_file *m, void *v)
{
	const struct pglist_data *pgdat = NODE_DATA(node_of(m));
	int i;

	seq_printf(m, "nr_free_pages %lu\n", free_pages_of(node_of(m)));
	for (i = 0; i < NR_VM_NUMA_EVENT_ITEMS; i++)
		seq_printf(m, "%s %lu\n", numa_stat_names[i], node_numa_stat(pgdat, i));
	for (i = 0; i < NR_VM_NODE_STAT_ITEMS; i++)
		seq_printf(m, "%s %lu\n", node_stat_names[i], node_page_state(pgdat, i));
	return 0;
}

static int cpulist_show(struct seq_file *m, void *v)
{
	struct cpumask cpus = cpus_of(node_of(m));

	seq_printf(m, "%*pbl\n", cpumask_pr_args(&cpus));
	return 0;
}

/* In words of 32 bits, the highest first, as many digits as there can be CPUs. */
static int cpumap_show(struct seq_file *m, void *v)
{
	struct cpumask cpus = cpus_of(node_of(m));
	unsigned long bits = cpumask_bits(&cpus)[0];
	int digits = DIV_ROUND_UP(nr_cpu_ids, 4);

	static_assert(NR_CPUS <= 64, "the mask is one word");
	if (digits > 8)
		seq_printf(m, "%0*lx,", digits - 8, bits >> 32);
	seq_printf(m, "%0*lx\n", min(digits, 8), bits & 0xffffffff);
	return 0;
}

static int distance_show(struct seq_file *m, void *v)
{
	const char *between = "";
	int nid;

	for_each_online_node (nid) {
		seq_printf(m, "%s%d", between, node_distance(node_of(m), nid));
		between = " ";
	}
	seq_putc(m, '\n');
	return 0;
}

static const struct {
	const char *name;
	int (*show)(struct seq_file *m, void *v);
} node_files[] = {
	{ "meminfo", meminfo_show }, { "numastat", numastat_show },
	{ "vmstat", vmstat_show },   { "cpulist", cpulist_show },
	{ "cpumap", cpumap_show },   { "distance", distance_show },
};

static int __init make_node(int nid)
{
	int err = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(node_files) && !err; i++) {
		struct sysfs_file file = { .mode = 0444,
					   .size = PAGE_SIZE,
					   .show = node_files[i].show,
					   .data = (void *)(long)nid };
		char path[48];

		snprintf(path, sizeof(path), NODE_DIR "node%d/%s", nid,
			 node_files[i].name);
		err = sysfs_create_path(path, &file);
	}
	return err;
}

static int __init nodes_init(void)
{
	int err = 0, nid;

	for (unsigned int i = 0; i < ARRAY_SIZE(lists) && !err; i++) {
		struct sysfs_file file = { .mode = 0444,
					   .size = PAGE_SIZE,
					   .show = list_show,
					   .data = (void *)&lists[i] };

		err = sysfs_create_path(lists[i].name, &file);
	}
	for_each_online_node (nid)
		err = err ? err : make_node(nid);
	return err;
}
module_init(nodes_init);
