/*
 * fs/vfs/pipe_size.c - how much a pipe holds, and fcntl(2) that changes it
 *
 * A pipe begins with the ring that lies in it; one of another size is allocated.
 *
 * Source: the Linux man pages fcntl(2), "Changing the capacity of a pipe", and pipe(7).
 * Atlas: no limit for all pipes of one user.
 *
 * Locking: pipe->mutex.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/vmalloc.h>
#include "pipe.h"

#define PIPE_SIZE_END (1UL << 31)

void pipe_free_ring(struct pipe_inode_info *pipe)
{
	if (pipe->bufs != pipe->initial)
		kvfree(pipe->bufs);
}

/* What is in the ring stays at its count, so only its slot changes. [mutex] */
static int resize(struct pipe_inode_info *pipe, unsigned int slots)
{
	struct pipe_buffer *ring;

	if (slots < pipe_used(pipe))
		return -EBUSY;
	ring = kvcalloc(slots, sizeof(*ring), GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	for (unsigned int slot = pipe->tail; slot != pipe->head; slot++)
		ring[slot & (slots - 1)] = *pipe_buf(pipe, slot);
	pipe_free_ring(pipe);
	pipe->bufs = ring;
	WRITE_ONCE(pipe->ring_size, slots);
	return 0;
}

long pipe_set_size(struct pipe_inode_info *pipe, unsigned long size)
{
	unsigned int slots;
	int err = 0;

	if (size > PIPE_SIZE_END)
		return -EINVAL;
	size = roundup_pow_of_two(max(size, PAGE_SIZE));
	slots = size >> PAGE_SHIFT;
	mutex_lock(&pipe->mutex);
	if (slots > pipe->ring_size && size > PIPE_MAX_SIZE && !capable(CAP_SYS_RESOURCE))
		err = -EPERM;
	else if (slots != pipe->ring_size)
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
