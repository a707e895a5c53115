/*
 * kernel/sys_mempolicy.c - get_mempolicy(2): which node a page of the caller's is on
 *
 * There is one policy, the default one; so the call's use is to tell the nodes that
 * memory may come from, and the node of the page at an address.
 *
 * Source: the Linux man page get_mempolicy(2). Locking: mmap_lock, for reading.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/mm_inline_page.h>
#include <linux/sched.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/linux/mempolicy.h>

/* The node of the page at addr, brought in if need be; or -errno. */
static int node_of_page(unsigned long addr)
{
	struct page *page;
	int nid;
	long got;

	mmap_read_lock(current->mm);
	got = get_user_pages(addr & PAGE_MASK, 1, 0, &page);
	mmap_read_unlock(current->mm);
	if (got <= 0)
		return got ? got : -EFAULT;
	nid = page_to_nid(page);
	put_page(page);
	return nid;
}

static bool is_mapped(unsigned long addr)
{
	bool mapped;

	mmap_read_lock(current->mm);
	mapped = vma_lookup(current->mm, addr);
	mmap_read_unlock(current->mm);
	return mapped;
}

/* The user's mask has maxnode - 1 bits, in whole words; those that we lack are zero. */
static int put_nodes(unsigned long __user *mask, unsigned long maxnode, nodemask_t nodes)
{
	unsigned long bytes = ALIGN(maxnode - 1, BITS_PER_LONG) / 8;

	if (bytes > PAGE_SIZE)
		return -EINVAL;
	if (bytes > sizeof(nodes) && clear_user(mask + 1, bytes - sizeof(nodes)))
		return -EFAULT;
	return copy_to_user(mask, &nodes, min(bytes, sizeof(nodes))) ? -EFAULT : 0;
}

SYSCALL_DEFINE5(get_mempolicy, int __user *, policy, unsigned long __user *, nmask,
		unsigned long, maxnode, unsigned long, addr, unsigned long, flags)
{
	nodemask_t nodes = { 0 };
	int answer = MPOL_DEFAULT;

	if (nmask && maxnode < nr_node_ids)
		return -EINVAL;
	switch (flags) {
	case 0:
		if (addr)
			return -EINVAL;
		break;
	case MPOL_F_MEMS_ALLOWED:
		nodes = node_online_map;
		break;
	case MPOL_F_ADDR:
		if (!is_mapped(addr))
			return -EFAULT;
		break;
	case MPOL_F_NODE | MPOL_F_ADDR:
		answer = node_of_page(addr);
		if (answer < 0)
			return answer;
		break;
	default: /* MPOL_F_NODE alone is for policies that Atlas has not */
		return -EINVAL;
	}
	if (policy && put_user(answer, policy))
		return -EFAULT;
	return nmask ? put_nodes(nmask, maxnode, nodes) : 0;
}
