/*
 * kernel/sys_mempolicy.c - set_mempolicy(2), mbind(2), get_mempolicy(2)
 *
 * Source: the Linux man pages of the three.
 *
 * Locking: a task sets its own policy only; mmap_lock where memory is looked at.
 */
#include <linux/align.h>
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/mempolicy.h>
#include <linux/mm.h>
#include <linux/mm_inline_page.h>
#include <linux/sched.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>

/* --- sets of nodes ---------------------------------------------------------------- */

#define MASK_NODES 1024          /* what Linux's sets have room for */
#define NODE_NOWHERE (1UL << 63) /* stands for all that are not in the first word */

/* The user's set has maxnode - 1 bits. */
static int get_nodes(const unsigned long __user *mask, unsigned long maxnode,
		     unsigned long *nodes)
{
	unsigned long bits = maxnode - 1, word;

	*nodes = 0;
	if (!bits || !mask)
		return 0;
	if (bits > PAGE_SIZE * BITS_PER_BYTE)
		return -EINVAL;
	for (unsigned long at = 0; at < bits; at += BITS_PER_LONG) {
		if (get_user(word, mask + at / BITS_PER_LONG))
			return -EFAULT;
		if (bits - at < BITS_PER_LONG)
			word &= (1UL << (bits - at)) - 1;
		if (word && at >= MASK_NODES)
			return -EINVAL;
		*nodes |= at && word ? NODE_NOWHERE : word;
	}
	return 0;
}

/* In whole words; the bits that we lack are zero. */
static int put_nodes(unsigned long __user *mask, unsigned long maxnode,
		     unsigned long nodes)
{
	unsigned long bytes = ALIGN(maxnode - 1, BITS_PER_LONG) / 8;

	if (bytes > PAGE_SIZE)
		return -EINVAL;
	if (bytes > sizeof(nodes) && clear_user(mask + 1, bytes - sizeof(nodes)))
		return -EFAULT;
	return copy_to_user(mask, &nodes, min(bytes, sizeof(nodes))) ? -EFAULT : 0;
}

/* --- setting ---------------------------------------------------------------------- */

static int check_mode(unsigned int mode)
{
	unsigned int fixed = mode & (MPOL_F_STATIC_NODES | MPOL_F_RELATIVE_NODES);
	unsigned int kind = mode & ~MPOL_MODE_FLAGS;

	if (kind >= MPOL_MAX || fixed == (MPOL_F_STATIC_NODES | MPOL_F_RELATIVE_NODES) ||
	    ((mode & MPOL_F_NUMA_BALANCING) && kind != MPOL_BIND))
		return -EINVAL;
	return 0;
}

SYSCALL_DEFINE3(set_mempolicy, int, mode, const unsigned long __user *, nmask,
		unsigned long, maxnode)
{
	struct mempolicy policy;
	unsigned long nodes;
	int err = check_mode(mode);

	if (!err)
		err = get_nodes(nmask, maxnode, &nodes);
	if (!err)
		err = mempolicy_make(mode, nodes, &policy);
	if (err)
		return err;
	current->mempolicy = policy;
	current->il_next = 0;
	WRITE_ONCE(mempolicy_used, true);
	return 0;
}

SYSCALL_DEFINE6(mbind, unsigned long, start, unsigned long, len, int, mode,
		const unsigned long __user *, nmask, unsigned long, maxnode, unsigned int,
		flags)
{
	unsigned long nodes, end = start + PAGE_ALIGN(len);
	struct mempolicy policy;
	int err = check_mode(mode);

	if (!err)
		err = get_nodes(nmask, maxnode, &nodes);
	if (err)
		return err;
	if (flags & ~(MPOL_MF_STRICT | MPOL_MF_MOVE | MPOL_MF_MOVE_ALL))
		return -EINVAL;
	if ((flags & MPOL_MF_MOVE_ALL) && !capable(CAP_SYS_NICE))
		return -EPERM;
	if (offset_in_page(start) || end < start)
		return -EINVAL;
	if (end == start)
		return 0;
	err = mempolicy_make(mode, nodes, &policy);
	if (err)
		return err;
	if (policy.mode == MPOL_DEFAULT)
		flags &= ~MPOL_MF_STRICT;
	WRITE_ONCE(mempolicy_used, true);
	return mm_mbind(current->mm, start, end, policy, flags);
}

/* --- asking ----------------------------------------------------------------------- */

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

/* The policy at addr, of the VMA alone; or -EFAULT. */
static int policy_at(unsigned long addr, struct mempolicy *policy)
{
	struct vm_area_struct *vma;

	mmap_read_lock(current->mm);
	vma = vma_lookup(current->mm, addr);
	if (vma)
		*policy = vma->vm_policy;
	mmap_read_unlock(current->mm);
	return vma ? 0 : -EFAULT;
}

/* What get_mempolicy(2) is asked by flags: a mode or a node; or -errno. *nodes: the set. */
static int answer(unsigned long addr, unsigned long flags, unsigned long *nodes)
{
	struct mempolicy policy = current->mempolicy;
	int err = 0;

	if (flags == MPOL_F_MEMS_ALLOWED) {
		*nodes = memory_nodes();
		return MPOL_DEFAULT;
	}
	if (flags & ~(unsigned long)(MPOL_F_NODE | MPOL_F_ADDR))
		return -EINVAL;
	if (flags & MPOL_F_ADDR)
		err = policy_at(addr, &policy);
	else if (addr)
		err = -EINVAL;
	if (err)
		return err;
	*nodes = policy.asked;
	if (!(flags & MPOL_F_NODE))
		return policy.mode | policy.flags;
	if (flags & MPOL_F_ADDR)
		return node_of_page(addr);
	return policy.mode == MPOL_INTERLEAVE
		       ? mempolicy_node(policy.nodes, current->il_next)
		       : -EINVAL;
}

SYSCALL_DEFINE5(get_mempolicy, int __user *, policy, unsigned long __user *, nmask,
		unsigned long, maxnode, unsigned long, addr, unsigned long, flags)
{
	unsigned long nodes;
	int result;

	if (nmask && maxnode < nr_node_ids)
		return -EINVAL;
	result = answer(addr, flags, &nodes);
	if (result < 0)
		return result;
	if (policy && put_user(result, policy))
		return -EFAULT;
	return nmask ? put_nodes(nmask, maxnode, nodes) : 0;
}
