/*
 * include/uapi/linux/mempolicy.h - get_mempolicy(2)
 */
#ifndef UAPI_LINUX_MEMPOLICY_H
#define UAPI_LINUX_MEMPOLICY_H

#define MPOL_DEFAULT 0 /* from the node of the CPU that asks */

#define MPOL_F_NODE (1 << 0)         /* not the policy but a node */
#define MPOL_F_ADDR (1 << 1)         /* of the page at this address */
#define MPOL_F_MEMS_ALLOWED (1 << 2) /* the nodes that there are */

#endif
