/*
 * mm/frames/mempolicy.c - what a policy means, and a page from the nodes that it names
 *
 *	PREFERRED        its node, then the nearest to that
 *	BIND             its nodes, the nearest to this CPU first, and no other
 *	PREFERRED_MANY   the same, then any
 *	INTERLEAVE       node after node, then any
 *
 * Source: the Linux man page set_mempolicy(2).
 *
 * Locking: none; policies are values, a task's is written by itself only.
 */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/mempolicy.h>
#include <linux/mmzone.h>
#include <linux/sched.h>
#include <linux/topology.h>
#include <linux/vmstat.h>

#include "frames.h"

#define FIXED_NODES (MPOL_F_STATIC_NODES | MPOL_F_RELATIVE_NODES)

bool mempolicy_used;

unsigned long memory_nodes(void)
{
	unsigned long nodes = 0;
	int nid;

	for_each_online_node (nid)
		if (NODE_DATA(nid)->node_present_pages)
			nodes |= 1UL << nid;
	return nodes;
}

int mempolicy_node(unsigned long nodes, unsigned long index)
{
	for (index %= hweight_long(nodes); index; index--)
		nodes &= nodes - 1;
	return __builtin_ctzl(nodes);
}

/* Each of nodes is a place in a circle of have. */
static unsigned long relative_nodes(unsigned long nodes, unsigned long have)
{
	unsigned long result = 0;

	for (int n = 0; n < BITS_PER_LONG; n++)
		if (nodes >> n & 1)
			result |= 1UL << mempolicy_node(have, n);
	return result;
}

int mempolicy_make(unsigned int mode, unsigned long nodes, struct mempolicy *policy)
{
	unsigned int flags = mode & MPOL_MODE_FLAGS, fixed = flags & FIXED_NODES;
	unsigned long have = memory_nodes(), real;

	mode &= ~MPOL_MODE_FLAGS;
	*policy = (struct mempolicy){ 0 };
	if (mode == MPOL_DEFAULT)
		return nodes ? -EINVAL : 0;
	if (mode == MPOL_PREFERRED && !nodes && !fixed)
		mode = MPOL_LOCAL;
	policy->mode = mode;
	policy->flags = flags;
	if (mode == MPOL_LOCAL)
		return nodes || fixed ? -EINVAL : 0;
	real = flags & MPOL_F_RELATIVE_NODES ? relative_nodes(nodes, have) : nodes & have;
	if (!real)
		return -EINVAL;
	policy->nodes = mode == MPOL_PREFERRED ? real & -real : real;
	policy->asked = fixed ? nodes : policy->nodes;
	return 0;
}

/* --- pages ------------------------------------------------------------------------ */

/* From one of nodes, the nearest first; only the last of them has to make room. */
static struct page *alloc_near(gfp_t gfp, unsigned long nodes)
{
	int preferred = nearest_node(numa_node_id(), (nodemask_t){ nodes });
	nodemask_t rest = { nodes };
	struct page *page = NULL;

	gfp |= __GFP_THISNODE;
	while (!page && rest.bits) {
		int nid = nearest_node(numa_node_id(), rest);

		node_clear(nid, &rest);
		page = __alloc_pages(
			rest.bits ? (gfp | __GFP_NOWARN) & ~__GFP_RECLAIM : gfp, 0, nid);
	}
	if (page && page_to_nid(page) != preferred)
		count_numa_miss(preferred, page_to_nid(page));
	return page;
}

struct page *alloc_page_policy(gfp_t gfp, struct mempolicy policy, unsigned long index)
{
	gfp_t easy = (gfp | __GFP_NOWARN) & ~__GFP_RECLAIM;
	struct page *page = NULL;

	switch (policy.mode) {
	case MPOL_PREFERRED:
		return __alloc_pages(gfp, 0, mempolicy_node(policy.nodes, 0));
	case MPOL_BIND:
		return alloc_near(gfp, policy.nodes);
	case MPOL_PREFERRED_MANY:
		page = alloc_near(easy, policy.nodes);
		break;
	case MPOL_INTERLEAVE:
		page = alloc_near(easy, 1UL << mempolicy_node(policy.nodes, index));
		if (page)
			count_numa_event(page_to_nid(page), NUMA_INTERLEAVE_HIT);
		break;
	}
	return page ? page : alloc_page(gfp);
}

struct page *alloc_page_task(gfp_t gfp)
{
	if (likely(!READ_ONCE(mempolicy_used)))
		return alloc_page(gfp);
	return alloc_page_policy(gfp, current->mempolicy, current->il_next++);
}
