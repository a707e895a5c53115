/*
 * include/linux/mempolicy.h - from which nodes the memory of programs comes
 *
 * A task has a policy, and a VMA may have one that goes before it. Either is a plain
 * value, equal to another bit by bit, so that nobody counts references. The kernel's own
 * memory comes from near the CPU that asks.
 *
 * Atlas: a policy of shared memory is the VMA's, not the file's; pages of the page cache
 * follow the policy of the task that brings them in.
 */
#ifndef LINUX_MEMPOLICY_H
#define LINUX_MEMPOLICY_H

#include <linux/types.h>
#include <uapi/linux/mempolicy.h>

struct page;

struct mempolicy {
	u16 mode;  /* MPOL_*; all fields 0: MPOL_DEFAULT */
	u16 flags; /* MPOL_MODE_FLAGS of them */
	u16 nodes; /* what it comes to on this machine */
	u16 asked; /* the nodes that get_mempolicy(2) tells */
};

static inline bool mempolicy_equal(struct mempolicy a, struct mempolicy b)
{
	return a.mode == b.mode && a.flags == b.flags && a.nodes == b.nodes &&
	       a.asked == b.asked;
}

/* Has anybody ever set a policy? Until then nobody need look for one. */
extern bool mempolicy_used; /* [a] */

/* The nodes that have memory. */
unsigned long memory_nodes(void);

/*
 * The policy of mode, with its flags, for a set of nodes, which may be larger than the
 * machine. 0 or -EINVAL: the mode does not go with its flags or with these nodes.
 */
int mempolicy_make(unsigned int mode, unsigned long nodes, struct mempolicy *policy);

/* The index-th node, counted in a circle, of a set that is not empty. */
int mempolicy_node(unsigned long nodes, unsigned long index);

/* A page as policy has it; index counts the pages of what interleaves. As alloc_page(). */
struct page *alloc_page_policy(gfp_t gfp, struct mempolicy policy, unsigned long index);

/* The same by the current task's policy: a page of no VMA. */
struct page *alloc_page_task(gfp_t gfp);

#endif
