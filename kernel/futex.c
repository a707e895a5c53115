/*
 * kernel/futex.c - sleeping on a word of user memory
 *
 *	lock, in user space		futex(WAIT, &word, 2)	futex(WAKE, &word, 1)
 *	  word: 0 free			  bucket lock		  (word is 0 by now)
 *		1 taken			  word == 2 ? queue	  bucket lock
 *		2 taken, waiters	  unlock, sleep		  wake the first in the queue
 *
 * The kernel knows a futex only while somebody waits for it: in one of the buckets of a
 * hash table, under a key that says which word it is. No wake-up is lost, since the
 * waiter compares the word under the bucket's lock, which the waker takes after it has
 * changed the word.
 *
 *	key	private			mm, address
 *		shared, private memory	mm, address + 1: as on Linux not the same futex
 *		shared memory		the file's address_space, offset in the file
 *
 * Source: the Linux man page futex(2). Atlas: no WAKE_OP, no priority inheritance.
 *
 * Locking: bucket->lock guards the queue, and each waiter's bucket and key while it is
 * queued; two buckets: the lower address first. mmap_lock (read) to find a key, before.
 * A bucket's lock is held while user memory is read, where a fault then fails at once.
 */
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/uaccess.h>
#include "futex.h"
#include "init.h"

#define HASH_BITS 8

struct futex_key {
	const void *space;
	unsigned long offset;
	struct file *file; /* keeps space alive: counted, or NULL */
};

struct bucket {
	spinlock_t lock;
	struct list_head waiters; /* [lock] of struct waiter, in order of arrival */
};

/* One sleeping thread; on its stack. */
struct waiter {
	struct list_head list;    /* [bucket->lock] */
	struct task_struct *task; /* [I] */
	struct bucket *bucket;    /* [bucket->lock] NULL: woken */
	struct futex_key key;     /* [bucket->lock] */
	u32 bitset;               /* [I] */
};

static struct bucket buckets[1 << HASH_BITS];

void __init futex_init(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(buckets); i++) {
		spin_lock_init(&buckets[i].lock);
		INIT_LIST_HEAD(&buckets[i].waiters);
	}
}

/* --- keys ------------------------------------------------------------------------- */

static struct bucket *bucket_of(const struct futex_key *key)
{
	return &buckets[hash_long((unsigned long)key->space + key->offset, HASH_BITS)];
}

static bool same_key(const struct futex_key *a, const struct futex_key *b)
{
	return a->space == b->space && a->offset == b->offset;
}

/* vma maps addr. 0 or -EFAULT. */
static int key_in_vma(const struct vm_area_struct *vma, unsigned long addr,
		      struct futex_key *key)
{
	if (!(vma->vm_flags & VM_READ) || (vma->vm_flags & (VM_IO | VM_PFNMAP)))
		return -EFAULT;
	if (!(vma->vm_flags & VM_MAYSHARE))
		return 0;
	key->file = get_file(vma->vm_file);
	key->space = vma->vm_file->f_mapping;
	key->offset = (vma->vm_pgoff << PAGE_SHIFT) + (addr - vma->vm_start);
	return 0;
}

/* Fill *key, to be given back by put_key(). 0, -EINVAL, -EFAULT. */
static int get_key(u32 __user *uaddr, bool shared, struct futex_key *key)
{
	unsigned long addr = (unsigned long)uaddr;
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	int err = -EFAULT;

	*key = (struct futex_key){ .space = mm, .offset = addr + shared };
	if (addr % sizeof(u32))
		return -EINVAL;
	if (!access_ok(uaddr, sizeof(u32)))
		return -EFAULT;
	if (!shared)
		return 0;
	mmap_read_lock(mm);
	vma = vma_lookup(mm, addr);
	if (vma)
		err = key_in_vma(vma, addr, key);
	mmap_read_unlock(mm);
	return err;
}

static void put_key(struct futex_key *key)
{
	if (key->file)
		fput(key->file);
}

/* --- waiting ---------------------------------------------------------------------- */

/*
 * Read the word under the locks of b1 and b2, which may be the same; on success they are
 * held. 0 or -EFAULT.
 */
static int lock_and_read(struct bucket *b1, struct bucket *b2, u32 *value,
			 u32 __user *uaddr)
{
	struct bucket *first = min(b1, b2), *second = max(b1, b2);

	for (;;) {
		spin_lock(&first->lock);
		if (second != first)
			spin_lock_nested(&second->lock, SINGLE_DEPTH_NESTING);
		if (!get_user(*value, uaddr))
			return 0;
		if (second != first)
			spin_unlock(&second->lock);
		spin_unlock(&first->lock);
		if (get_user(*value, uaddr)) /* now it may sleep for the page */
			return -EFAULT;
	}
}

static void unlock_both(struct bucket *b1, struct bucket *b2)
{
	if (b1 != b2)
		spin_unlock(&b2->lock);
	spin_unlock(&b1->lock);
}

/* Queue w, and set the caller's state, if the word still is val. 0, -EAGAIN, -EFAULT. */
static int queue_if_equal(struct waiter *w, u32 __user *uaddr, u32 val)
{
	struct bucket *b = bucket_of(&w->key);
	u32 now;
	int err = lock_and_read(b, b, &now, uaddr);

	if (err)
		return err;
	if (now == val) {
		w->bucket = b;
		list_add_tail(&w->list, &b->waiters);
		set_current_state(TASK_INTERRUPTIBLE);
	}
	spin_unlock(&b->lock);
	return now == val ? 0 : -EAGAIN;
}

/* => w was still in a queue; now it is in none. */
static bool unqueue(struct waiter *w)
{
	struct bucket *b;
	bool queued = false;

	while ((b = smp_load_acquire(&w->bucket)) != NULL) {
		spin_lock(&b->lock);
		if (w->bucket == b) { /* or it was requeued or woken just now */
			list_del(&w->list);
			w->bucket = NULL;
			queued = true;
		}
		spin_unlock(&b->lock);
	}
	return queued;
}

static void sleep_until_woken(const struct waiter *w, u64 expires)
{
	while (READ_ONCE(w->bucket) && !signal_pending(current)) {
		u64 now = ktime_get_ns();

		if (now >= expires)
			break;
		if (expires == FUTEX_FOREVER)
			schedule();
		else
			schedule_timeout(min_t(u64, nsecs_to_jiffies(expires - now) + 1,
					       MAX_JIFFY_OFFSET));
		set_current_state(TASK_INTERRUPTIBLE);
	}
	__set_current_state(TASK_RUNNING);
}

static long restart_wait(struct restart_block *restart);

long futex_wait(u32 __user *uaddr, bool shared, u32 val, u64 expires, u32 bitset)
{
	struct waiter w = { .task = current, .bitset = bitset };
	long err;

	if (!bitset)
		return -EINVAL;
	err = get_key(uaddr, shared, &w.key);
	if (err)
		return err;
	err = queue_if_equal(&w, uaddr, val);
	if (!err) {
		sleep_until_woken(&w, expires);
		if (!unqueue(&w))
			err = 0;
		else if (ktime_get_ns() >= expires)
			err = -ETIMEDOUT;
		else
			err = expires == FUTEX_FOREVER ? -ERESTARTSYS
						       : -ERESTART_RESTARTBLOCK;
	}
	put_key(&w.key);
	if (err == -ERESTART_RESTARTBLOCK)
		current->restart_block = (struct restart_block){
			.fn = restart_wait,
			.addr = uaddr,
			.flags = shared,
			.val = val,
			.expires = expires,
			.bitset = bitset,
		};
	return err;
}

static long restart_wait(struct restart_block *r)
{
	return futex_wait(r->addr, r->flags, r->val, r->expires, r->bitset);
}

/* --- waking ----------------------------------------------------------------------- */

/*
 * Tasks on their way out of a bucket. They are woken when it is not locked: they would
 * only wait for the lock. Set nr to 0 to begin: the array is too long for every call.
 */
struct wake_batch {
	unsigned int nr;
	struct task_struct *tasks[16];
};

static void wake_batch(struct wake_batch *batch)
{
	for (unsigned int i = 0; i < batch->nr; i++) {
		wake_up_process(batch->tasks[i]);
		put_task_struct(batch->tasks[i]);
	}
	batch->nr = 0;
}

/* Its bucket is locked. Without a bucket the waiter may return at once, and w be gone. */
static void take_waiter(struct wake_batch *batch, struct waiter *w)
{
	if (batch->nr == ARRAY_SIZE(batch->tasks))
		wake_batch(batch);
	get_task_struct(w->task);
	batch->tasks[batch->nr++] = w->task;
	list_del(&w->list);
	smp_store_release(&w->bucket, NULL);
}

int futex_wake(u32 __user *uaddr, bool shared, int nr, u32 bitset)
{
	struct waiter *w, *next;
	struct wake_batch batch;
	struct futex_key key;
	struct bucket *b;
	int woken = 0, err;

	batch.nr = 0;
	if (!bitset)
		return -EINVAL;
	err = get_key(uaddr, shared, &key);
	if (err)
		return err;
	b = bucket_of(&key);
	spin_lock(&b->lock);
	list_for_each_entry_safe (w, next, &b->waiters, list) {
		if (!same_key(&w->key, &key) || !(w->bitset & bitset))
			continue;
		take_waiter(&batch, w);
		if (++woken >= nr)
			break;
	}
	spin_unlock(&b->lock);
	wake_batch(&batch);
	put_key(&key);
	return woken;
}

/* Both buckets are locked, and the caller holds the files of both keys. */
static void requeue_waiter(struct waiter *w, const struct futex_key *key,
			   struct bucket *to)
{
	if (key->file)
		get_file(key->file);
	if (w->key.file)
		atomic_long_dec(&w->key.file->f_count);
	w->key = *key;
	list_move_tail(&w->list, &to->waiters);
	WRITE_ONCE(w->bucket, to);
}

/* Take nr_wake of the waiters for `from`, and let nr_requeue of the others wait for `to`. */
static int requeue(struct wake_batch *batch, const struct futex_key *from,
		   const struct futex_key *to, int nr_wake, int nr_requeue)
{
	struct bucket *b = bucket_of(from), *target = bucket_of(to);
	struct waiter *w, *next;
	int done = 0;

	list_for_each_entry_safe (w, next, &b->waiters, list) {
		if (done - nr_wake >= nr_requeue)
			break;
		if (!same_key(&w->key, from))
			continue;
		if (++done <= nr_wake)
			take_waiter(batch, w);
		else
			requeue_waiter(w, to, target);
	}
	return done;
}

int futex_requeue(u32 __user *from, u32 __user *to, bool shared, int nr_wake,
		  int nr_requeue, const u32 *expected)
{
	struct futex_key key1, key2;
	struct wake_batch batch;
	struct bucket *b1, *b2;
	u32 now;
	int err;

	batch.nr = 0;
	if (nr_wake < 0 || nr_requeue < 0)
		return -EINVAL;
	err = get_key(from, shared, &key1);
	if (err)
		return err;
	err = get_key(to, shared, &key2);
	if (err)
		goto out;
	b1 = bucket_of(&key1);
	b2 = bucket_of(&key2);
	err = lock_and_read(b1, b2, &now, from);
	if (!err) {
		err = -EAGAIN;
		if (!expected || now == *expected)
			err = requeue(&batch, &key1, &key2, nr_wake, nr_requeue);
		unlock_both(b1, b2);
		wake_batch(&batch);
	}
	put_key(&key2);
out:
	put_key(&key1);
	return err;
}
