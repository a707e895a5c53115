/*
 * fs/vfs/locks.c - locks on files: flock(2), and fcntl(2)'s on ranges of bytes
 *
 *	inode->i_locks --> every lock that is held on the file, in no order
 *	    flock	the whole file; owner: the open file
 *	    record	[start, end]; owner: the table of descriptors (POSIX), so that a
 *			process has one set of them, or the open file (OFD)
 *
 * The two kinds do not see each other. An owner's records never overlap: a new one cuts
 * what it covers and joins its neighbours of the same type. A lock goes by unlocking; a
 * process's POSIX records on a file when it closes any descriptor of it; all that came
 * through an open file, when that ends.
 *
 * Who must wait is on a list with the owner it waits for. Following the list from owner
 * to owner finds out whether a POSIX record would wait for itself.
 *
 * Source: the Linux man pages flock(2), fcntl(2).
 *
 * Locking: locks.lock for all locks and waiters.
 */
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>
#include "internal.h"

#define MAX_DEADLOCK_STEPS 64

struct file_lock {
	struct hlist_node node; /* [lock] in inode->i_locks */
	struct file *file;      /* through which it came */
	void *owner;
	bool is_flock;
	pid_t pid;         /* for F_GETLK; -1: OFD */
	int type;          /* F_RDLCK, F_WRLCK; F_UNLCK in a request */
	loff_t start, end; /* both included */
};

struct lock_waiter {
	struct list_head list;
	struct task_struct *task;
	const struct inode *inode;
	const void *owner, *blocker; /* who waits for whom */
	bool woken;
};

static struct {
	spinlock_t lock;
	struct list_head waiters; /* [lock] */
} locks = {
	.lock = __SPIN_LOCK_UNLOCKED(locks.lock),
	.waiters = LIST_HEAD_INIT(locks.waiters),
};

/* --- all with locks.lock held ----------------------------------------------------- */

static bool overlap(const struct file_lock *a, const struct file_lock *b)
{
	return a->start <= b->end && b->start <= a->end;
}

/* The lock, lowest first, that keeps request from being granted; NULL: none. */
static struct file_lock *find_conflict(struct inode *inode,
				       const struct file_lock *request)
{
	struct file_lock *l, *first = NULL;

	hlist_for_each_entry (l, &inode->i_locks, node) {
		if (l->is_flock != request->is_flock || l->owner == request->owner ||
		    !overlap(l, request) ||
		    (l->type == F_RDLCK && request->type == F_RDLCK))
			continue;
		if (!first || l->start < first->start)
			first = l;
	}
	return first;
}

/* Whom does owner wait for? NULL: nobody. */
static const void *blocker_of(const void *owner)
{
	struct lock_waiter *w;

	list_for_each_entry (w, &locks.waiters, list)
		if (w->owner == owner)
			return w->blocker;
	return NULL;
}

/* Would owner, if it waited for blocker, wait for itself? Others may, over flock(2). */
static bool would_deadlock(const void *owner, const void *blocker)
{
	for (int steps = 0; blocker && steps < MAX_DEADLOCK_STEPS; steps++) {
		if (blocker == owner)
			return true;
		blocker = blocker_of(blocker);
	}
	return false;
}

static void wake_waiters(const struct inode *inode)
{
	struct lock_waiter *w;

	list_for_each_entry (w, &locks.waiters, list) {
		if (w->inode == inode) {
			w->woken = true;
			wake_up_process(w->task);
		}
	}
}

static void drop_lock(struct file_lock *l)
{
	hlist_del(&l->node);
	kfree(l);
}

/* Take out of l what request covers; *spare becomes the part behind it, if there is one. */
static void cut(struct file_lock *l, const struct file_lock *request,
		struct file_lock **spare)
{
	bool before = l->start<request->start, behind = l->end> request->end;

	if (before && behind) {
		**spare = *l;
		(*spare)->start = request->end + 1;
		hlist_add_behind(&(*spare)->node, &l->node);
		*spare = NULL;
	}
	if (before)
		l->end = request->start - 1;
	else if (behind)
		l->start = request->end + 1;
	else
		drop_lock(l);
}

/*
 * Nobody is in the way: make the owner's locks as request says. It and *spare are used,
 * and then NULL, or are left.
 */
static void apply(struct inode *inode, struct file_lock **request,
		  struct file_lock **spare)
{
	struct file_lock *new = *request, *l;
	struct hlist_node *next;

	hlist_for_each_entry_safe (l, next, &inode->i_locks, node) {
		if (l->is_flock != new->is_flock || l->owner != new->owner)
			continue;
		if (l->type != new->type) {
			if (overlap(l, new))
				cut(l, new, spare);
		} else if (l->start - 1 <= new->end &&new->start - 1 <= l->end) {
			new->start = min(new->start, l->start);
			new->end = max(new->end, l->end);
			drop_lock(l);
		}
	}
	if (new->type != F_UNLCK) {
		hlist_add_head(&new->node, &inode->i_locks);
		*request = NULL;
	}
	wake_waiters(inode);
}

/* flock(2) from one type to the other gives the old lock up, come what may. */
static void drop_other_type(struct inode *inode, const struct file_lock *request)
{
	struct hlist_node *next;
	struct file_lock *l;

	hlist_for_each_entry_safe (l, next, &inode->i_locks, node) {
		if (l->is_flock && l->owner == request->owner &&
		    l->type != request->type) {
			drop_lock(l);
			wake_waiters(inode);
		}
	}
}

/* Sleep until a lock of the inode goes; the lock is dropped meanwhile. 0 or -ERESTARTSYS. */
static int wait_for_unlock(struct inode *inode, const void *owner, const void *blocker)
{
	struct lock_waiter w = {
		.task = current,
		.inode = inode,
		.owner = owner,
		.blocker = blocker,
	};

	list_add_tail(&w.list, &locks.waiters);
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (w.woken || signal_pending(current))
			break;
		spin_unlock(&locks.lock);
		schedule();
		spin_lock(&locks.lock);
	}
	__set_current_state(TASK_RUNNING);
	list_del(&w.list);
	return w.woken ? 0 : -ERESTARTSYS;
}

/* --- setting and asking ----------------------------------------------------------- */

/* -EAGAIN: somebody is in the way, and wait is false; -EDEADLK, -ERESTARTSYS; no memory: -ENOMEM, -ENOLCK. */
static int set_lock(const struct file_lock *wanted, bool wait)
{
	struct inode *inode = file_inode(wanted->file);
	struct file_lock *request = kmalloc(sizeof(*request), GFP_KERNEL);
	struct file_lock *spare = kmalloc(sizeof(*spare), GFP_KERNEL), *conflict;
	int err = request && spare ? 0 : wanted->is_flock ? -ENOMEM : -ENOLCK;

	if (!err)
		*request = *wanted;
	spin_lock(&locks.lock);
	if (!err && request->is_flock)
		drop_other_type(inode, request);
	while (!err && request->type != F_UNLCK &&
	       (conflict = find_conflict(inode, request)) != NULL) {
		bool posix = !request->is_flock && request->owner != request->file;

		if (!wait)
			err = -EAGAIN;
		else if (posix && would_deadlock(request->owner, conflict->owner))
			err = -EDEADLK;
		else
			err = wait_for_unlock(inode, request->owner, conflict->owner);
	}
	if (!err)
		apply(inode, &request, &spare);
	spin_unlock(&locks.lock);
	kfree(request);
	kfree(spare);
	return err;
}

void __locks_remove(struct file *file, const void *owner)
{
	struct inode *inode = file_inode(file);
	struct hlist_node *next;
	struct file_lock *l;

	spin_lock(&locks.lock);
	hlist_for_each_entry_safe (l, next, &inode->i_locks, node) {
		if (owner ? l->owner == owner : l->file == file)
			drop_lock(l);
	}
	wake_waiters(inode);
	spin_unlock(&locks.lock);
}

/* --- flock(2) --------------------------------------------------------------------- */

long ksys_flock(unsigned int fd, unsigned int operation)
{
	struct file_lock request = { .is_flock = true, .end = MAX_LFS_FILESIZE };
	unsigned int what = operation & ~LOCK_NB;
	struct fd f;
	int err;

	if (what != LOCK_SH && what != LOCK_EX && what != LOCK_UN)
		return -EINVAL;
	f = fdget(fd);
	if (!f.file)
		return -EBADF;
	request.type = what == LOCK_SH ? F_RDLCK : what == LOCK_EX ? F_WRLCK : F_UNLCK;
	request.owner = request.file = f.file;
	err = set_lock(&request, !(operation & LOCK_NB));
	fdput(f);
	return err;
}

/* --- fcntl(2) --------------------------------------------------------------------- */

/* The range that a program's struct flock means. 0, -EINVAL, -EOVERFLOW. */
static int get_range(struct file *file, const struct flock *user, struct file_lock *lock)
{
	loff_t base = 0, start, end = MAX_LFS_FILESIZE;

	if (user->l_whence == SEEK_CUR)
		base = file->f_pos;
	else if (user->l_whence == SEEK_END)
		base = i_size_read(file_inode(file));
	else if (user->l_whence != SEEK_SET)
		return -EINVAL;
	if (check_add_overflow(base, user->l_start, &start))
		return -EOVERFLOW;
	if (start < 0)
		return -EINVAL;
	if (user->l_len > 0 && check_add_overflow(start, user->l_len - 1, &end))
		return -EOVERFLOW;
	if (user->l_len < 0) {
		end = start - 1;
		start += user->l_len;
	}
	if (start < 0)
		return -EINVAL;
	lock->start = start;
	lock->end = end;
	return 0;
}

static int fill_request(struct file *file, const struct flock *user, bool ofd,
			struct file_lock *request)
{
	if (ofd && user->l_pid)
		return -EINVAL;
	*request = (struct file_lock){
		.file = file,
		.owner = ofd ? (void *)file : current->files,
		.pid = ofd ? -1 : current->tgid,
		.type = user->l_type,
	};
	return get_range(file, user, request);
}

long fcntl_getlk(struct file *file, bool ofd, struct flock __user *user)
{
	struct file_lock request, *conflict;
	struct flock flock;
	int err;

	if (copy_from_user(&flock, user, sizeof(flock)))
		return -EFAULT;
	if (flock.l_type != F_RDLCK && flock.l_type != F_WRLCK)
		return -EINVAL;
	err = fill_request(file, &flock, ofd, &request);
	if (err)
		return err;
	spin_lock(&locks.lock);
	conflict = find_conflict(file_inode(file), &request);
	flock.l_type = F_UNLCK;
	if (conflict) {
		flock = (struct flock){
			.l_type = conflict->type,
			.l_whence = SEEK_SET,
			.l_start = conflict->start,
			.l_pid = conflict->pid,
		};
		if (conflict->end != MAX_LFS_FILESIZE)
			flock.l_len = conflict->end - conflict->start + 1;
	}
	spin_unlock(&locks.lock);
	return copy_to_user(user, &flock, sizeof(flock)) ? -EFAULT : 0;
}

long fcntl_setlk(struct file *file, bool ofd, bool wait, const struct flock __user *user)
{
	struct file_lock request;
	struct flock flock;
	int err;

	if (copy_from_user(&flock, user, sizeof(flock)))
		return -EFAULT;
	err = fill_request(file, &flock, ofd, &request);
	if (err)
		return err;
	switch (request.type) {
	case F_RDLCK:
		err = file->f_mode & FMODE_READ ? 0 : -EBADF;
		break;
	case F_WRLCK:
		err = file->f_mode & FMODE_WRITE ? 0 : -EBADF;
		break;
	case F_UNLCK:
		break;
	default:
		err = -EINVAL;
	}
	return err ? err : set_lock(&request, wait);
}
