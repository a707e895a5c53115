/*
 * include/linux/topology.h - which CPU is near which memory
 *
 * Locking: all of it is immutable once the CPU in question runs.
 */
#ifndef LINUX_TOPOLOGY_H
#define LINUX_TOPOLOGY_H

#include <linux/nodemask.h>
#include <linux/numa.h>
#include <linux/percpu.h>
#include <linux/types.h>

DECLARE_PER_CPU(int, numa_node); /* [I] this CPU's node */

/* The node of this CPU. */
static inline int numa_node_id(void)
{
	return this_cpu_read(numa_node);
}

/* The node of a CPU that runs. */
static inline int cpu_to_node(int cpu)
{
	return per_cpu(numa_node, cpu);
}

/* The node of the CPU with this APIC id, running or not; of none: the first online one. */
int apic_to_node(u32 apic_id);

/* How far memory of node `to` is from the CPUs of node `from`. Both below MAX_NUMNODES. */
int node_distance(int from, int to);

/*
 * The member of nodes that is nearest to nid; MAX_NUMNODES when there is none. Of several,
 * the one next to nid in a circle, so that not everybody falls back to node 0.
 */
int nearest_node(int nid, nodemask_t nodes);

#endif
