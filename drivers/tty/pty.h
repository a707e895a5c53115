/*
 * drivers/tty/pty.h - a pseudo-terminal, between pty.c and ptmx.c
 */
#ifndef DRIVERS_TTY_PTY_H
#define DRIVERS_TTY_PTY_H

#include "tty.h"

#define PTY_OUT_SIZE 4096U /* a power of two */

struct pty {
	struct tty_struct tty;  /* the slave */
	unsigned int index;     /* [I] */
	bool master_open;       /* [ptys.lock] */
	unsigned int slaves;    /* [ptys.lock] open files */
	bool locked;            /* [ptys.lock] the slave cannot be opened yet */
	bool ended;             /* [tty.lock] the slave was open, and is no more */
	bool packet;            /* [tty.lock] the master reads packets */
	u8 status;              /* [tty.lock] TIOCPKT_*: what the next packet tells */
	size_t head, tail;      /* [tty.lock] of out; they count up for ever */
	u8 out[PTY_OUT_SIZE];   /* [tty.lock] */
	wait_queue_head_t wait; /* the master's: for output, for the end, for room */
};

/* How many bytes of output the slave has room for. Without tty.lock it is a hint. */
static inline size_t pty_room(const struct pty *pty)
{
	return PTY_OUT_SIZE - (READ_ONCE(pty->head) - READ_ONCE(pty->tail));
}

/* --- pty.c ------------------------------------------------------------------------ */

/* Lock the slave, or let it be opened: TIOCSPTLCK. May sleep. */
void pty_set_locked(struct pty *pty, bool locked);

/* --- ptmx.c: the operations of the master's files, whose private_data is the pty ---- */

ssize_t ptmx_read(struct file *file, char __user *to, size_t count, loff_t *ppos);
ssize_t ptmx_write(struct file *file, const char __user *from, size_t count,
		   loff_t *ppos);
__poll_t ptmx_poll(struct file *file, poll_table *table);
long ptmx_ioctl(struct file *file, unsigned int cmd, unsigned long arg);

#endif
