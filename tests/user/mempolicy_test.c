/*
 * tests/user/mempolicy_test.c - set_mempolicy(2), mbind(2), get_mempolicy(2), numa_maps
 *
 * The same on any number of nodes: where a node is to be had, it is each of them in turn.
 */
#include <linux/mempolicy.h>
#include "proc_text.h"

#define MASK_BITS 1024
#define STATIC MPOL_F_STATIC_NODES
#define RELATIVE MPOL_F_RELATIVE_NODES

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

/* --- the policy of a task --------------------------------------------------------- */

static unsigned long nodes; /* those that have memory */

static long set_policy(int mode, unsigned long set)
{
	return sys(SYS_set_mempolicy, mode, &set, 64);
}

static long bind(char *at, unsigned long pages, int mode, unsigned long set, int flags)
{
	return sys(SYS_mbind, at, pages * PAGE, mode, &set, 64, flags);
}

/* The mode, and in mask[0] the nodes; of memory where there is an address. */
static int policy_of(const void *addr)
{
	int mode = -1;

	get_mempolicy(&mode, mask, MASK_BITS, addr, addr ? MPOL_F_ADDR : 0);
	return mode;
}

static int node_of(const void *addr)
{
	int node = -1;

	get_mempolicy(&node, NULL, 0, addr, MPOL_F_NODE | MPOL_F_ADDR);
	return node;
}

static int nth_node(unsigned long n)
{
	unsigned long set = nodes;

	for (n %= __builtin_popcountl(nodes); n; n--)
		set &= set - 1;
	return __builtin_ctzl(set);
}

static void modes(void)
{
	unsigned long first = nodes & -nodes, none = 1UL << 40;

	EQ(set_policy(MPOL_BIND, nodes | none), 0, "MPOL_BIND");
	EQ(policy_of(NULL), MPOL_BIND, "... is told");
	EQ(mask[0], nodes, "... of the nodes that there are");
	EQ(policy_of(&first), MPOL_DEFAULT, "... not for memory");
	EQ(set_policy(MPOL_BIND | STATIC, nodes | 0x80), 0, "MPOL_F_STATIC_NODES");
	EQ(policy_of(NULL), MPOL_BIND | STATIC, "... is told");
	EQ(mask[0], nodes | 0x80, "... of the nodes as they were given");
	EQ(set_policy(MPOL_BIND | RELATIVE, 0x80), 0, "MPOL_F_RELATIVE_NODES");
	EQ(set_policy(MPOL_PREFERRED, nodes), 0, "MPOL_PREFERRED");
	EQ(policy_of(NULL), MPOL_PREFERRED, "... is told");
	EQ(mask[0], first, "... of one node");
	EQ(set_policy(MPOL_PREFERRED, 0), 0, "MPOL_PREFERRED of none");
	EQ(policy_of(NULL), MPOL_LOCAL, "... is MPOL_LOCAL");
	EQ(mask[0], 0, "... which has no nodes");
	EQ(set_policy(5 /* MPOL_PREFERRED_MANY */, nodes), 0, "MPOL_PREFERRED_MANY");
	EQ(policy_of(NULL), 5, "... is told");
	EQ(set_policy(MPOL_BIND | 1 << 13, nodes), 0, "MPOL_F_NUMA_BALANCING");
	EQ(set_policy(MPOL_INTERLEAVE, nodes), 0, "MPOL_INTERLEAVE");
	EQ(get_mempolicy(&(int){ 0 }, NULL, 0, NULL, MPOL_F_NODE), 0,
	   "... has a next node");
	EQ(sys(SYS_set_mempolicy, MPOL_DEFAULT | STATIC, NULL, 0), 0, "MPOL_DEFAULT");
	EQ(policy_of(NULL), MPOL_DEFAULT, "... forgets flags");
}

static void refused_modes(void)
{
	FAILS(set_policy(6, nodes), EINVAL, "no such mode");
	FAILS(set_policy(-1, nodes), EINVAL, "nor this");
	FAILS(set_policy(MPOL_BIND | STATIC | RELATIVE, nodes), EINVAL, "both flags");
	FAILS(set_policy(MPOL_LOCAL | 1 << 13, 0), EINVAL, "balancing without BIND");
	FAILS(set_policy(MPOL_DEFAULT, nodes), EINVAL, "MPOL_DEFAULT of nodes");
	FAILS(set_policy(MPOL_LOCAL, nodes), EINVAL, "MPOL_LOCAL of nodes");
	FAILS(set_policy(MPOL_LOCAL | STATIC, 0), EINVAL, "MPOL_LOCAL with a flag");
	FAILS(set_policy(MPOL_PREFERRED | STATIC, 0), EINVAL, "a flag without nodes");
	FAILS(set_policy(MPOL_BIND, 0), EINVAL, "MPOL_BIND of none");
	FAILS(set_policy(MPOL_INTERLEAVE, 0), EINVAL, "MPOL_INTERLEAVE of none");
	FAILS(set_policy(MPOL_BIND, 1UL << 40), EINVAL, "a node that there is not");
	FAILS(sys(SYS_set_mempolicy, MPOL_BIND, &nodes, 0), EINVAL, "a set of -1 nodes");
	FAILS(sys(SYS_set_mempolicy, MPOL_BIND, &nodes, 1), EINVAL, "a set of 0 nodes");
	FAILS(sys(SYS_set_mempolicy, MPOL_BIND, &nodes, 40000), EINVAL,
	      "too large a set");
	FAILS(sys(SYS_set_mempolicy, MPOL_BIND, AREA, 64), EFAULT, "a set nowhere");
}

static int inherits(void *unused)
{
	return policy_of(NULL) != (MPOL_BIND | STATIC) || mask[0] != nodes;
}

/* Pages of a task that are bound to each node: none may be elsewhere. */
static int task_steers(void *interleave)
{
	int wrong = 0;

	for (unsigned long n = 0; nodes >> n; n++) {
		char *area = anon_at(0, 8);

		set_policy(interleave ? MPOL_INTERLEAVE : MPOL_BIND,
			   interleave ? nodes : 1UL << nth_node(n));
		fill(area, 8, 1);
		for (unsigned long i = 0; i < 8; i++)
			wrong +=
				node_of(area + i * PAGE) !=
				nth_node(interleave ? i + (unsigned long)AREA / PAGE : n);
	}
	return wrong;
}

/* --- the policy of memory --------------------------------------------------------- */

static void vmas(void)
{
	unsigned long first = nodes & -nodes;
	char *area = anon_at(0, 8), *moved;

	EQ(bind(area + 2 * PAGE, 2, MPOL_BIND, nodes, 0), 0, "mbind of a part");
	EQ(count_vmas(), 3, "... cuts it out");
	EQ(policy_of(area + 2 * PAGE), MPOL_BIND, "... which has the policy");
	EQ(mask[0], nodes, "... and its nodes");
	EQ(policy_of(area), MPOL_DEFAULT, "... the rest has not");
	EQ(bind(area + 4 * PAGE, 4, MPOL_BIND, nodes, 0), 0, "mbind of the neighbour");
	EQ(count_vmas(), 2, "... joins them");
	EQ(bind(area + 4 * PAGE, 4, MPOL_PREFERRED, first, 0), 0, "another policy");
	EQ(count_vmas(), 3, "... cuts them again");
	EQ(sys(SYS_mprotect, area + 5 * PAGE, PAGE, PROT_READ), 0, "mprotect within");
	EQ(policy_of(area + 5 * PAGE), MPOL_PREFERRED, "... keeps the policy");
	EQ(sys(SYS_mprotect, area, 8 * PAGE, RW), 0, "mprotect over all");
	EQ(count_vmas(), 3, "... joins what has one policy");
	anon_at(8, 2);
	EQ(count_vmas(), 4, "new memory has none, and is not joined");
	moved = (char *)sys(SYS_mremap, area + 2 * PAGE, 2 * PAGE, 2 * PAGE, 3,
			    AREA + 16 * PAGE);
	EQ(policy_of(moved), MPOL_BIND, "mremap takes it along");
	EQ(bind(area, 1, MPOL_INTERLEAVE, nodes, 0), 0, "mbind, MPOL_INTERLEAVE");
	EQ(bind(area, 32, MPOL_DEFAULT, 0, MPOL_MF_STRICT), 0,
	   "MPOL_DEFAULT, over holes");
	EQ(policy_of(moved), MPOL_DEFAULT, "... takes it away");
	EQ(count_vmas(), 3, "... and what it cut is one");
	clear_area();
}

static void strict(void)
{
	const int move = MPOL_MF_MOVE;
	char *area = anon_at(0, 4);

	fill(area, 2, 1);
	EQ(bind(area, 4, MPOL_BIND, nodes, MPOL_MF_STRICT), 0, "MPOL_MF_STRICT");
	FAILS(bind(area, 4, MPOL_LOCAL, 0, MPOL_MF_STRICT), EIO, "... of no nodes");
	EQ(policy_of(area), MPOL_BIND, "... changes nothing");
	EQ(bind(area + 2 * PAGE, 2, MPOL_LOCAL, 0, MPOL_MF_STRICT), 0, "... of no pages");
	EQ(bind(area, 4, MPOL_LOCAL, 0, MPOL_MF_STRICT | move), 0,
	   "... and they may move");
	EQ(bind(area, 4, MPOL_BIND, nodes, move | MPOL_MF_MOVE_ALL), 0, "move all");
	EQ(filled(area, 2, 1), 1, "the pages are what they were");
	FAILS(bind(area, 4, MPOL_BIND, nodes, 16), EINVAL, "an unknown flag");
	FAILS(bind(area + 1, 1, MPOL_BIND, nodes, 0), EINVAL, "an odd address");
	FAILS(bind(area, -1UL / PAGE, MPOL_BIND, nodes, 0), EINVAL,
	      "a length that wraps");
	EQ(bind(area, 0, MPOL_BIND, 0, 0), 0, "a length of 0 is nothing");
	FAILS(bind(area, 0, 6, 0, 0), EINVAL, "of a mode, though");
	FAILS(bind(area, 4, MPOL_BIND, 0, 0), EINVAL, "no nodes");
	FAILS(bind(area, 5, MPOL_BIND, nodes, 0), EFAULT, "a hole behind");
	FAILS(bind(area - PAGE, 2, MPOL_BIND, nodes, 0), EFAULT, "a hole in front");
	FAILS(bind(area + 8 * PAGE, 1, MPOL_DEFAULT, 0, 0), EFAULT, "nothing but a hole");
	clear_area();
}

/* Pages of memory that is bound to each node: none may be elsewhere. */
static void memory_steers(void)
{
	int wrong = 0, strays = 0;

	for (unsigned long n = 0; nodes >> n; n++) {
		char *area = anon_at(0, 4);
		int node = nth_node(n);

		bind(area, 4, MPOL_BIND, 1UL << node, 0);
		fill(area, 4, 1);
		for (int i = 0; i < 4; i++)
			wrong += node_of(area + i * PAGE) != node;
		if (nodes & (nodes - 1))
			strays += bind(area, 4, MPOL_BIND, 1UL << nth_node(n + 1),
				       MPOL_MF_STRICT) == 0 ||
				  errno != EIO;
	}
	EQ(wrong, 0, "MPOL_BIND: pages are where they are to be");
	EQ(strays, 0, "MPOL_MF_STRICT finds those elsewhere");
	clear_area();
}

static int shares_pages(void *area)
{
	return bind(area, 4, MPOL_BIND, nodes, MPOL_MF_MOVE | MPOL_MF_STRICT) != 0 ||
	       !filled(area, 4, 1);
}

/* From node to node and back, with all that is in them. */
static void pages_move(void)
{
	char *area = anon_at(0, 6);
	int wrong = 0;

	set_policy(MPOL_BIND, 1UL << nth_node(0));
	fill(area, 4, 1);
	set_policy(MPOL_DEFAULT, 0);
	for (unsigned long n = 1; nodes >> (n - 1); n++) {
		wrong += bind(area, 6, MPOL_BIND, 1UL << nth_node(n),
			      MPOL_MF_MOVE | MPOL_MF_STRICT) != 0;
		for (int i = 0; i < 4; i++)
			wrong += node_of(area + i * PAGE) != nth_node(n);
		wrong += !filled(area, 4, 1) || area[PAGE + 1] != (char)(n - 1);
		wrong += !all_zero(area + PAGE + 2, PAGE - 2);
		area[PAGE + 1] = n; /* it is the new page that is written */
	}
	EQ(wrong, 0, "MPOL_MF_MOVE: pages move to where they are to be");
	bind(area, 6, MPOL_INTERLEAVE, nodes, MPOL_MF_MOVE);
	bind(area, 6, MPOL_DEFAULT, 0, MPOL_MF_MOVE);
	EQ(filled(area, 4, 1), 1, "and lose nothing on the way");
	OK(exited_with(in_child(shares_pages, area), 0),
	   "what is shared is where it may");
	EQ(filled(area, 4, 1), 1, "and the parent's, too");
	clear_area();
}

static void numa_maps(void)
{
	char *area = anon_at(0, 8), start[64], counts[64], *line;
	int node = nth_node(0);

	bind(area, 4, MPOL_BIND, 1UL << node, 0);
	fill(area, 3, 1);
	proc_read("/proc/self/numa_maps");
	snprintf(start, sizeof(start), "100000000 bind:%d anon=3 dirty=3 ", node);
	snprintf(counts, sizeof(counts), " N%d=3 kernelpagesize_kB=4\n", node);
	line = strstr(proc_text, start);
	OK(line && strstr(line, counts) && strstr(line, counts) < strchr(line, '\n'),
	   "numa_maps: pages of a policy");
	OK(strstr(proc_text, "\n100004000 default\n"), "numa_maps: neither");
	OK(strstr(proc_text, " stack "), "numa_maps: the stack");
	OK(strstr(proc_text, " file=/"), "numa_maps: the program");
	bind(area, 4, MPOL_PREFERRED | STATIC, 1UL << node, 0);
	set_policy(MPOL_LOCAL, 0);
	proc_read("/proc/self/numa_maps");
	snprintf(start, sizeof(start), "100000000 prefer=static:%d anon=3 ", node);
	OK(strstr(proc_text, start), "numa_maps: flags");
	OK(strstr(proc_text, "\n100004000 local\n"), "numa_maps: the task's policy");
	set_policy(MPOL_DEFAULT, 0);
	clear_area();
}

int main(void)
{
	no_huge_pages();
	get_mempolicy(NULL, &nodes, 64, NULL, MPOL_F_MEMS_ALLOWED);
	the_policy();
	the_nodes();
	wrong_arguments();
	modes();
	refused_modes();
	set_policy(MPOL_BIND | STATIC, nodes);
	OK(exited_with(in_child(inherits, NULL), 0), "fork hands it on");
	set_policy(MPOL_DEFAULT, 0);
	OK(exited_with(in_child(task_steers, NULL), 0), "MPOL_BIND steers");
	OK(exited_with(in_child(task_steers, &nodes), 0), "MPOL_INTERLEAVE steers");
	vmas();
	strict();
	memory_steers();
	pages_move();
	numa_maps();
	return tap_done();
}
