/*
 * fs/vfs/pipe_size.c - how much a pipe holds, and fcntl(2) that changes it
 *
 * A pipe begins with the ring that lies in it, or a part of it; a larger one is allocated.
 *
 * Source: the Linux man pages fcntl(2), "Changing the capacity of a pipe", and pipe(7),
 * "/proc files". Atlas: users of one hash have one count.
 *
 * Locking: pipe->mutex; the counts of users' pages are atomic.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/vmalloc.h>
#include "pipe.h"

#define SLOTS_BEYOND_SOFT 2 /* what a pipe has whose user has too many pages */
#define USER_BITS 8

unsigned int pipe_max_size = 1 << 20;
unsigned long pipe_user_pages_soft = 16384, pipe_user_pages_hard;

static atomic_long_t user_pages[1 << USER_BITS]; /* [a] slots of all pipes */

/* The size that a pipe has to which at least size bytes were promised. */
static unsigned long round_pipe_size(unsigned long size)
{
	return roundup_pow_of_two(max(size, PAGE_SIZE));
}

void pipe_max_size_set(void)
{
	WRITE_ONCE(pipe_max_size, round_pipe_size(READ_ONCE(pipe_max_size)));
}

/* --- how many pages a user's pipes may have ---------------------------------------------- */

static bool is_privileged(void)
{
	return capable(CAP_SYS_RESOURCE) || capable(CAP_SYS_ADMIN);
}

static bool exceeds(long pages, const unsigned long *limit)
{
	return READ_ONCE(*limit) && (unsigned long)pages > READ_ONCE(*limit);
}

int pipe_init_ring(struct pipe_inode_info *pipe)
{
	unsigned int slots = round_pipe_size(READ_ONCE(pipe_max_size)) >> PAGE_SHIFT;
	long pages;

	if (slots > PIPE_DEF_BUFFERS || capable(CAP_SYS_RESOURCE))
		slots = PIPE_DEF_BUFFERS;
	pipe->user_pages = &user_pages[hash_32(current_uid(), USER_BITS)];
	pages = atomic_long_add_return(slots, pipe->user_pages);
	if (exceeds(pages, &pipe_user_pages_soft) && !is_privileged()) {
		pages = atomic_long_add_return((long)SLOTS_BEYOND_SOFT - slots,
					       pipe->user_pages);
		slots = SLOTS_BEYOND_SOFT;
	}
	pipe->bufs = pipe->initial;
	pipe->ring_size = slots;
	if (!exceeds(pages, &pipe_user_pages_hard) || is_privileged())
		return 0;
	pipe_free_ring(pipe);
	return -EPERM;
}

void pipe_free_ring(struct pipe_inode_info *pipe)
{
	atomic_long_sub(pipe->ring_size, pipe->user_pages);
	if (pipe->bufs != pipe->initial)
		kvfree(pipe->bufs);
}

/* --- fcntl(2) ----------------------------------------------------------------------------- */

/* What is in the ring stays at its count, so only its slot changes. [mutex] */
static int move_to_ring(struct pipe_inode_info *pipe, unsigned int slots)
{
	struct pipe_buffer *ring;

	if (slots < pipe_used(pipe))
		return -EBUSY;
	ring = kvcalloc(slots, sizeof(*ring), GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	for (unsigned int slot = pipe->tail; slot != pipe->head; slot++)
		ring[slot & (slots - 1)] = *pipe_buf(pipe, slot);
	if (pipe->bufs != pipe->initial)
		kvfree(pipe->bufs);
	pipe->bufs = ring;
	WRITE_ONCE(pipe->ring_size, slots);
	return 0;
}

/* Another number of slots, if the caller may have so many. [mutex] */
static int resize(struct pipe_inode_info *pipe, unsigned int slots)
{
	long more = (long)slots - pipe->ring_size;
	long pages = atomic_long_add_return(more, pipe->user_pages);
	int err = 0;

	if (more > 0 && !is_privileged() &&
	    (exceeds(pages, &pipe_user_pages_soft) ||
	     exceeds(pages, &pipe_user_pages_hard)))
		err = -EPERM;
	else if (more)
		err = move_to_ring(pipe, slots);
	if (err)
		atomic_long_sub(more, pipe->user_pages);
	return err;
}

long pipe_set_size(struct pipe_inode_info *pipe, unsigned long size)
{
	unsigned int slots;
	int err = 0;

	if (size > PIPE_SIZE_END)
		return -EINVAL;
	size = round_pipe_size(size);
	slots = size >> PAGE_SHIFT;
	mutex_lock(&pipe->mutex);
	if (slots > pipe->ring_size && size > READ_ONCE(pipe_max_size) &&
	    !capable(CAP_SYS_RESOURCE))
		err = -EPERM;
	else
		err = resize(pipe, slots);
	mutex_unlock(&pipe->mutex);
	if (err)
		return err;
	wake_up_interruptible(&pipe->wr_wait);
	return size;
}

long pipe_get_size(struct pipe_inode_info *pipe)
{
	return (long)READ_ONCE(pipe->ring_size) << PAGE_SHIFT;
}
