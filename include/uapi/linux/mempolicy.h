/*
 * include/uapi/linux/mempolicy.h - from which nodes memory comes: set_mempolicy(2), mbind(2)
 */
#ifndef UAPI_LINUX_MEMPOLICY_H
#define UAPI_LINUX_MEMPOLICY_H

#define MPOL_DEFAULT 0    /* of a task: near the CPU that asks; of memory: the task's */
#define MPOL_PREFERRED 1  /* from one node if it has any */
#define MPOL_BIND 2       /* from these nodes or not at all */
#define MPOL_INTERLEAVE 3 /* page by page from one node after the other */
#define MPOL_LOCAL 4      /* near the CPU that asks */
#define MPOL_PREFERRED_MANY 5 /* from these nodes if they have any */
#define MPOL_MAX 6

#define MPOL_F_STATIC_NODES (1 << 15)   /* the nodes as they are numbered */
#define MPOL_F_RELATIVE_NODES (1 << 14) /* the first, second ... of those there are */
#define MPOL_F_NUMA_BALANCING (1 << 13) /* with MPOL_BIND; Atlas: without effect */
#define MPOL_MODE_FLAGS \
	(MPOL_F_STATIC_NODES | MPOL_F_RELATIVE_NODES | MPOL_F_NUMA_BALANCING)

/* get_mempolicy() */
#define MPOL_F_NODE (1 << 0)         /* not the policy but a node */
#define MPOL_F_ADDR (1 << 1)         /* of the page at this address */
#define MPOL_F_MEMS_ALLOWED (1 << 2) /* the nodes that there are */

/* mbind() */
#define MPOL_MF_STRICT (1 << 0)   /* fail if a page is elsewhere */
#define MPOL_MF_MOVE (1 << 1)     /* move those that only this process has */
#define MPOL_MF_MOVE_ALL (1 << 2) /* move all of them */

#endif
