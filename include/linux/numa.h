/*
 * include/linux/numa.h - how many NUMA nodes there may be, and how far apart
 */
#ifndef LINUX_NUMA_H
#define LINUX_NUMA_H

#define NODES_SHIFT 3
#define MAX_NUMNODES (1 << NODES_SHIFT)
#define NUMA_NO_NODE (-1)

/* Distances as the SLIT has them (ACPI 6.4, 5.2.17): 10 is one, and there is no less. */
#define LOCAL_DISTANCE 10
#define REMOTE_DISTANCE 20

#endif
