/*
 * fs/procfs/kmapinfo.c - /proc/kmapinfo: who uses the windows into highmem
 *
 *	pkmap:       0xfffffe0000000000-0xfffffe0000200000
 *	slots:       512
 *	used:        1
 *	peak:        3              the most at once
 *	waiters:     0              tasks that sleep in kmap() now
 *	waits:       0              times that one had to
 *	flushes:     0              times that unused slots were emptied
 *	kmap_atomic: cpu0 0 of 16   slots in use on each CPU
 *	slot 17 0xfffffe0000011000 pfn 0x38a2f users 2
 *
 * Atlas's own; Linux has no such file. Locking: each line is of one moment.
 */
#include <linux/cpumask.h>
#include <linux/highmem.h>
#include <asm/pgtable.h>
#include "internal.h"

int proc_kmapinfo_show(struct seq_file *m, void *v)
{
	struct kmap_stats stats;
	struct kmap_slot slot;
	unsigned int i;

	kmap_get_stats(&stats);
	seq_printf(m, "pkmap:       %#lx-%#lx\n", PKMAP_BASE,
		   PKMAP_BASE + LAST_PKMAP * PAGE_SIZE);
	seq_printf(m, "slots:       %u\nused:        %u\npeak:        %u\n", stats.slots,
		   stats.used, stats.peak);
	seq_printf(m, "waiters:     %u\nwaits:       %lu\nflushes:     %lu\n",
		   stats.waiters, stats.waits, stats.flushes);
	seq_puts(m, "kmap_atomic:");
	for_each_online_cpu (i)
		seq_printf(m, " cpu%u %u of %u", i, kmap_atomic_slots(i), KM_MAX_IDX);
	seq_putc(m, '\n');
	for (i = 0; i < LAST_PKMAP; i++) {
		if (kmap_get_slot(i, &slot))
			seq_printf(m, "slot %u %#lx pfn %#lx users %u\n", i,
				   (unsigned long)slot.addr, slot.pfn, slot.users);
	}
	return 0;
}
