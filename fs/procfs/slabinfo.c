/*
 * fs/procfs/slabinfo.c - /proc/slabinfo, version 2.1, as slabtop(1) and vmstat -m read it
 *
 * Locking: for_each_kmem_cache() holds the list of caches still.
 */
#include <linux/slab.h>
#include "internal.h"

/* Atlas: batches are not tunable; what is shared between CPUs is the slabs themselves. */
static int show_cache(const struct slabinfo *info, void *m)
{
	seq_printf(m, "%-17s %6lu %6lu %6u %4u %4u", info->name, info->active_objs,
		   info->num_objs, info->object_size, info->objects_per_slab,
		   info->pages_per_slab);
	seq_printf(m, " : tunables %4u %4u %4u : slabdata %6lu %6lu %6lu\n", 0, 0, 0,
		   info->active_slabs, info->num_slabs, 0UL);
	return 0;
}

int proc_slabinfo_show(struct seq_file *m, void *v)
{
	seq_puts(m, "slabinfo - version: 2.1\n"
		    "# name            <active_objs> <num_objs> <objsize> <objperslab> "
		    "<pagesperslab> : tunables <limit> <batchcount> <sharedfactor> : "
		    "slabdata <active_slabs> <num_slabs> <sharedavail>\n");
	for_each_kmem_cache(show_cache, m);
	return 0;
}
