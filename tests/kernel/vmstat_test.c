/*
 * tests/kernel/vmstat_test.c - pages are counted for the node that they are of
 *
 * Locking: none; nothing else runs that would use such pages.
 */
#include <linux/mm_inline_page.h>
#include <linux/pagemap.h>
#include <linux/sched.h>
#include <linux/vmstat.h>
#include "ktest.h"

/* Every node's count is what it was, but for nid's. */
static void expect_one_more(enum node_stat_item item, int nid,
			    const unsigned long *before)
{
	int other;

	for_each_online_node (other)
		KT_EXPECT_EQ(node_page_state(NODE_DATA(other), item),
			     before[other] + (other == nid));
}

static void read_nodes(enum node_stat_item item, unsigned long *pages)
{
	int nid;

	for_each_online_node (nid)
		pages[nid] = node_page_state(NODE_DATA(nid), item);
}

/* A page of this node goes into the cache of a file that is like tmpfs's, and out again. */
static void cache_page_of(int nid)
{
	unsigned long files[MAX_NUMNODES], shared[MAX_NUMNODES];
	struct address_space mapping;
	struct page *page =
		alloc_pages_node(nid, GFP_HIGHUSER | __GFP_THISNODE | __GFP_NOWARN, 0);

	if (!page)
		return; /* it has CPUs only */
	KT_EXPECT_EQ(page_to_nid(page), nid);
	address_space_init(&mapping, NULL);
	read_nodes(NR_FILE_PAGES, files);
	read_nodes(NR_SHMEM, shared);
	lock_page(page);
	SetPageSwapBacked(page);
	KT_EXPECT_EQ(add_to_page_cache_locked(page, &mapping, 0), 0);
	expect_one_more(NR_FILE_PAGES, nid, files);
	expect_one_more(NR_SHMEM, nid, shared);
	delete_from_page_cache(page);
	unlock_page(page);
	put_page(page);
	expect_one_more(NR_FILE_PAGES, NUMA_NO_NODE, files);
	expect_one_more(NR_SHMEM, NUMA_NO_NODE, shared);
}

KTEST(vmstat, each_node_has_its_own_count)
{
	int nid;

	for_each_online_node (nid)
		cache_page_of(nid);
}

/* A stack's pages may be of several nodes: only together are they whole stacks. */
KTEST(vmstat, stacks_are_counted)
{
	unsigned long kb = global_node_page_state(NR_KERNEL_STACK_KB);

	KT_EXPECT(kb > 0);
	KT_EXPECT_EQ(kb % (THREAD_SIZE >> 10), 0);
}
