/*
 * kernel/sys_process_vm.c - process_vm_readv, process_vm_writev: another process's memory
 *
 *	theirs:  |----|  |---------|   piece by piece by way of one page,
 *	ours:    |-------|  |---|      none across a page of theirs
 *
 * Source: the Linux man page process_vm_readv(2).
 *
 * Locking: access_remote_vm() takes their mmap_lock; ours, which a fault may need, is free
 * by then.
 */
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>

/* How far a list of pieces is done. */
struct cursor {
	const struct iovec *vec, *end;
	size_t done; /* of *vec */
};

static char __user *cursor_at(const struct cursor *c)
{
	return (char __user *)c->vec->iov_base + c->done;
}

/* Go on by n bytes, past pieces that are done or empty. False: that was the last. */
static bool cursor_advance(struct cursor *c, size_t n)
{
	c->done += n;
	while (c->vec < c->end && c->done == c->vec->iov_len) {
		c->vec++;
		c->done = 0;
	}
	return c->vec < c->end;
}

/* Up to n bytes through buf. How many; 0: one of the two is not there. */
static size_t move_piece(struct mm_struct *mm, char __user *ours, unsigned long theirs,
			 size_t n, void *buf, bool write)
{
	if (write) {
		n -= copy_from_user(buf, ours, n);
		return n ? access_remote_vm(mm, theirs, buf, n, FOLL_WRITE) : 0;
	}
	n = access_remote_vm(mm, theirs, buf, n, 0);
	return n - copy_to_user(ours, buf, n);
}

/* Neither list is done yet. */
static ssize_t move_all(struct mm_struct *mm, struct cursor *ours, struct cursor *theirs,
			void *buf, bool write)
{
	bool more = true;
	ssize_t done = 0;

	while (more) {
		unsigned long from = (unsigned long)cursor_at(theirs);
		size_t want = min3(ours->vec->iov_len - ours->done,
				   theirs->vec->iov_len - theirs->done,
				   PAGE_SIZE - offset_in_page(from));
		size_t n = move_piece(mm, cursor_at(ours), from, want, buf, write);

		done += n;
		if (n < want)
			return done ? done : -EFAULT;
		more = cursor_advance(ours, n);
		more = cursor_advance(theirs, n) && more;
		cond_resched();
	}
	return done;
}

static ssize_t move_between(pid_t pid, struct cursor *ours, struct cursor *theirs,
			    bool write)
{
	struct task_struct *task = find_get_task_by_vpid(pid);
	bool allowed = task && ptrace_may_access(task, PTRACE_MODE_REALCREDS);
	struct mm_struct *mm = task ? get_task_mm(task) : NULL;
	ssize_t result = -ENOMEM;
	void *buf;

	if (task)
		put_task_struct(task);
	if (!mm)
		return -ESRCH;
	if (!allowed) {
		mmput(mm);
		return -EPERM;
	}
	buf = (void *)__get_free_page(GFP_KERNEL);
	if (buf)
		result = move_all(mm, ours, theirs, buf, write);
	free_page((unsigned long)buf);
	mmput(mm);
	return result;
}

/* The two lists as the caller gives them; ours comes checked, theirs as it is. */
struct lists {
	const struct iovec __user *ours, *theirs;
	unsigned long nr_ours, nr_theirs;
};

static ssize_t process_vm_rw(pid_t pid, const struct lists *lists, unsigned long flags,
			     bool write)
{
	struct iovec *ours, *theirs;
	struct cursor to, from;
	ssize_t result;

	if (flags || lists->nr_ours > UIO_MAXIOV)
		return -EINVAL;
	ours = kmalloc_array(lists->nr_ours +
				     min(lists->nr_theirs, (unsigned long)UIO_MAXIOV),
			     sizeof(*ours), GFP_KERNEL);
	if (!ours)
		return -ENOMEM;
	theirs = ours + lists->nr_ours;
	result = import_iovec(lists->ours, lists->nr_ours, ours);
	if (result <= 0)
		goto out;
	result = -EINVAL;
	if (lists->nr_theirs > UIO_MAXIOV)
		goto out;
	result = copy_iovec(lists->theirs, lists->nr_theirs, theirs);
	from = (struct cursor){ theirs, theirs + lists->nr_theirs, 0 };
	to = (struct cursor){ ours, ours + lists->nr_ours, 0 };
	if (!result && cursor_advance(&from, 0) && cursor_advance(&to, 0))
		result = move_between(pid, &to, &from, write);
out:
	kfree(ours);
	return result;
}

SYSCALL_DEFINE6(process_vm_readv, pid_t, pid, const struct iovec __user *, lvec,
		unsigned long, liovcnt, const struct iovec __user *, rvec, unsigned long,
		riovcnt, unsigned long, flags)
{
	return process_vm_rw(pid, &(struct lists){ lvec, rvec, liovcnt, riovcnt }, flags,
			     false);
}

SYSCALL_DEFINE6(process_vm_writev, pid_t, pid, const struct iovec __user *, lvec,
		unsigned long, liovcnt, const struct iovec __user *, rvec, unsigned long,
		riovcnt, unsigned long, flags)
{
	return process_vm_rw(pid, &(struct lists){ lvec, rvec, liovcnt, riovcnt }, flags,
			     true);
}
