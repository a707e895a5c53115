/*
 * include/linux/nodemask.h - NUMA nodes and sets of them
 *
 * A node is memory and the CPUs that are near it; it may have only one of the two. Atlas:
 * at most eight, so a set is one word. Locking: node_online_map is written during boot only.
 */
#ifndef LINUX_NODEMASK_H
#define LINUX_NODEMASK_H

#include <linux/bitops.h>
#include <linux/numa.h>
#include <linux/types.h>

typedef struct {
	unsigned long bits;
} nodemask_t;

extern nodemask_t node_online_map; /* [I after boot] nodes that have memory or CPUs */
extern unsigned int nr_node_ids;   /* [I after boot] highest node number + 1 */

static inline void node_set(int nid, nodemask_t *mask)
{
	mask->bits |= 1UL << nid;
}

static inline void node_clear(int nid, nodemask_t *mask)
{
	mask->bits &= ~(1UL << nid);
}

static inline bool node_isset(int nid, nodemask_t mask)
{
	return mask.bits >> nid & 1;
}

/* The first member at or after nid; MAX_NUMNODES when there is none. */
static inline int find_node_from(nodemask_t mask, int nid)
{
	unsigned long rest = nid < MAX_NUMNODES ? mask.bits >> nid << nid : 0;

	return rest ? __builtin_ctzl(rest) : MAX_NUMNODES;
}

#define first_node(mask) find_node_from((mask), 0)
#define next_node(nid, mask) find_node_from((mask), (nid) + 1)

#define for_each_node_mask(nid, mask) \
	for ((nid) = first_node(mask); (nid) < MAX_NUMNODES; (nid) = next_node(nid, mask))
#define for_each_online_node(nid) for_each_node_mask(nid, node_online_map)

#define node_online(nid) node_isset((nid), node_online_map)
#define node_set_online(nid) node_set((nid), &node_online_map)
#define num_online_nodes() hweight_long(node_online_map.bits)
#define first_online_node first_node(node_online_map)

#endif
