/*
 * kernel/futex_robust.c - locks that survive the end of their owner
 *
 *	head.list -> entry -> entry -> back to head	in the thread's memory; a lock's word
 *		       |        |			lies futex_offset from its entry
 *		     word     word
 *
 * A thread lists the robust locks that it holds. When it ends with some of them, the
 * kernel replaces its number in each word by FUTEX_OWNER_DIED and wakes one waiter, who
 * finds out by the next attempt. The list is whatever the program made of it: a bad
 * pointer ends the walk, and so does a length that no program needs.
 *
 * Source: the Linux man page get_robust_list(2).
 *
 * Locking: process context, no locks: user memory is read and written.
 */
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/page-flags.h>
#include <linux/sched.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include "futex.h"
#include "process.h"

#define ROBUST_LIST_LIMIT 2048
#define PRIORITY_INHERITANCE 1UL /* in the pointer to an entry */

/*
 * Replace the word at uaddr by new if it is *old; *old becomes what it was. It is done on
 * the page itself, so that no fault comes between. 0 or -EFAULT.
 */
static int cmpxchg_user(u32 __user *uaddr, u32 *old, u32 new)
{
	struct mm_struct *mm = current->mm;
	struct page *page;
	char *kaddr;
	long pages;

	mmap_read_lock(mm);
	pages = get_user_pages((unsigned long)uaddr, 1, FOLL_WRITE, &page);
	mmap_read_unlock(mm);
	if (pages != 1)
		return -EFAULT;
	kaddr = kmap_atomic(page);
	*old = cmpxchg((u32 *)(kaddr + offset_in_page(uaddr)), *old, new);
	kunmap_atomic(kaddr);
	SetPageDirty(page);
	put_page(page);
	return 0;
}

/* The caller ends: give up the lock at uaddr, if it has it. 0 or -EFAULT: go no further. */
static int give_up_lock(u32 __user *uaddr, bool pi, bool pending)
{
	u32 word, seen;

	if ((unsigned long)uaddr % sizeof(u32) || get_user(word, uaddr))
		return -EFAULT;
	/* It was unlocked already, but perhaps nobody woken. */
	if (pending && !pi && !word)
		futex_wake(uaddr, true, 1, FUTEX_BITSET_MATCH_ANY);
	for (; (word & FUTEX_TID_MASK) == (u32)current->pid; word = seen) {
		seen = word;
		if (cmpxchg_user(uaddr, &seen, (word & FUTEX_WAITERS) | FUTEX_OWNER_DIED))
			return -EFAULT;
		if (seen != word)
			continue;
		if (!pi && (word & FUTEX_WAITERS))
			futex_wake(uaddr, true, 1, FUTEX_BITSET_MATCH_ANY);
		break;
	}
	return 0;
}

static int give_up_entry(unsigned long entry, long offset, bool pending)
{
	u32 __user *uaddr = (u32 __user *)((entry & ~PRIORITY_INHERITANCE) + offset);

	return give_up_lock(uaddr, entry & PRIORITY_INHERITANCE, pending);
}

void exit_robust_list(void)
{
	unsigned long __user *head = (unsigned long __user *)current->robust_list;
	unsigned long entry, next, pending, offset;
	int limit = ROBUST_LIST_LIMIT;

	current->robust_list = NULL;
	if (get_user(entry, &head[0]) || get_user(offset, &head[1]) ||
	    get_user(pending, &head[2]))
		return;
	while ((entry & ~PRIORITY_INHERITANCE) != (unsigned long)head && limit--) {
		/* Read on first: once it is given up, the entry is the next owner's. */
		int err = get_user(next, (unsigned long __user *)(entry &
								  ~PRIORITY_INHERITANCE));

		if (entry != pending && give_up_entry(entry, offset, false))
			return;
		if (err)
			return;
		entry = next;
		cond_resched();
	}
	if (pending & ~PRIORITY_INHERITANCE)
		give_up_entry(pending, offset, true);
}

SYSCALL_DEFINE2(set_robust_list, struct robust_list_head __user *, head, size_t, len)
{
	if (len != sizeof(*head))
		return -EINVAL;
	current->robust_list = head;
	return 0;
}

SYSCALL_DEFINE3(get_robust_list, pid_t, pid, struct robust_list_head __user *__user *,
		head, size_t __user *, len)
{
	struct task_struct *p = find_get_task_by_vpid(pid ? pid : current->pid);
	struct robust_list_head __user *list;
	bool allowed;

	if (!p)
		return -ESRCH;
	list = p->robust_list;
	allowed = ptrace_may_access(p, PTRACE_MODE_REALCREDS);
	put_task_struct(p);
	if (!allowed)
		return -EPERM;
	if (put_user(sizeof(*list), len))
		return -EFAULT;
	return put_user(list, head);
}
