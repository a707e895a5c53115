/*
 * include/linux/rmap.h - from a page to the page-table entries that map it
 *
 * Floor: mm/user/rmap.c. For whoever takes pages away or asks who uses them.
 */
#ifndef LINUX_RMAP_H
#define LINUX_RMAP_H

#include <linux/mm_types.h>

struct rmap_walk_control {
	/*
	 * For each entry that maps page: at addr of vma. No lock of the table is held. It
	 * may not sleep on mmap_lock. False: enough.
	 */
	bool (*rmap_one)(struct page *page, struct vm_area_struct *vma,
			 unsigned long addr, void *arg);
	void *arg;
};

/*
 * Call rmap_one for every entry that maps page, which is locked. An entry that comes or
 * goes meanwhile may be met or not. May sleep.
 */
void rmap_walk(struct page *page, const struct rmap_walk_control *rwc);

#endif
