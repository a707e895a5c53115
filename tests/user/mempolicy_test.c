/*
 * tests/user/mempolicy_test.c - get_mempolicy(2): the nodes, and the node of a page
 */
#include <linux/mempolicy.h>
#include <sys/mman.h>
#include "tap.h"

#define MASK_BITS 1024

static long get_mempolicy(int *mode, unsigned long *mask, unsigned long maxnode,
			  const void *addr, unsigned long flags)
{
	return syscall(SYS_get_mempolicy, mode, mask, maxnode, addr, flags);
}

static unsigned long mask[MASK_BITS / 64];

static int mask_has(int node)
{
	return node >= 0 && node < MASK_BITS && mask[node / 64] >> (node % 64) & 1;
}

static void the_policy(void)
{
	int mode = -1;

	memset(mask, 0xff, sizeof(mask));
	EQ(get_mempolicy(&mode, mask, MASK_BITS, NULL, 0), 0, "get_mempolicy succeeds");
	EQ(mode, MPOL_DEFAULT, "... the policy is the default one");
	EQ(mask[0], 0, "... which names no nodes");
	EQ(mask[MASK_BITS / 64 - 1], 0, "... in any word of the mask");
	EQ(get_mempolicy(NULL, NULL, 0, NULL, 0), 0, "it may be asked for nothing");
	EQ(get_mempolicy(&mode, NULL, 0, &mode, MPOL_F_ADDR), 0, "a page has a policy");
	EQ(mode, MPOL_DEFAULT, "... the default one too");
}

static void the_nodes(void)
{
	static char page[8192];
	int node = -1;

	EQ(get_mempolicy(NULL, mask, MASK_BITS, NULL, MPOL_F_MEMS_ALLOWED), 0,
	   "MPOL_F_MEMS_ALLOWED succeeds");
	EQ(mask[0] != 0, 1, "... and there is a node");
	page[4096] = 1;
	EQ(get_mempolicy(&node, NULL, 0, page + 4096, MPOL_F_NODE | MPOL_F_ADDR), 0,
	   "the node of a page");
	EQ(mask_has(node), 1, "... is one of those that there are");
}

static void wrong_arguments(void)
{
	char *gone = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int mode;

	munmap(gone, 4096);
	FAILS(get_mempolicy(&mode, NULL, 0, &mode, 0), EINVAL, "address without flag");
	FAILS(get_mempolicy(&mode, NULL, 0, NULL, 8), EINVAL, "an unknown flag");
	FAILS(get_mempolicy(&mode, NULL, 0, NULL, MPOL_F_NODE), EINVAL,
	      "MPOL_F_NODE without a policy of nodes");
	FAILS(get_mempolicy(&mode, NULL, 0, NULL, MPOL_F_MEMS_ALLOWED | MPOL_F_NODE),
	      EINVAL, "two questions at once");
	FAILS(get_mempolicy(NULL, mask, 0, NULL, 0), EINVAL, "a mask of no bits");
	FAILS(get_mempolicy(NULL, mask, 1UL << 30, NULL, 0), EINVAL, "a mask too long");
	FAILS(get_mempolicy(&mode, NULL, 0, gone, MPOL_F_ADDR), EFAULT,
	      "the policy of nothing");
	FAILS(get_mempolicy(&mode, NULL, 0, gone, MPOL_F_NODE | MPOL_F_ADDR), EFAULT,
	      "the node of nothing");
	FAILS(get_mempolicy((int *)gone, NULL, 0, NULL, 0), EFAULT, "an answer nowhere");
	FAILS(get_mempolicy(NULL, (unsigned long *)gone, MASK_BITS, NULL, 0), EFAULT,
	      "a mask nowhere");
}

int main(void)
{
	the_policy();
	the_nodes();
	wrong_arguments();
	return tap_done();
}
