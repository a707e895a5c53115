/*
 * include/linux/tty.h - terminals: a line of characters with a discipline
 *
 *	program   read(2), write(2), ioctl(2) on /dev/ttyS0, /dev/tty0, /dev/console
 *	   |
 *	tty.c     which terminal; n_tty.c: lines, echo, erasing, ^C, ^S
 *	   |
 *	driver    ops->write() sends bytes; tty_receive() brings those that came
 *
 * A driver fills the fields marked [I], then calls tty_register().
 *
 * Locking: tty->lock, taken with interrupts off since characters arrive in interrupts.
 * ops->write() is called with it held; so the order is tty->lock, then the driver's lock.
 */
#ifndef LINUX_TTY_H
#define LINUX_TTY_H

#include <linux/bitmap.h>
#include <linux/cdev.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/termios.h>
#include <linux/types.h>
#include <linux/wait.h>

struct console;
struct tty_struct;

/* Bytes of input that wait to be read; a power of two. As on Linux, a line's maximum. */
#define N_TTY_BUF_SIZE 4096

struct tty_operations {
	/*
	 * Send count bytes as they are. Any context; tty->lock, or that of the console
	 * whose output this terminal shares, is held. Does not sleep.
	 */
	void (*write)(struct tty_struct *tty, const u8 *buf, size_t count);

	/* How many bytes write() has room for; NULL: any number. Without a lock a hint. */
	size_t (*write_room)(struct tty_struct *tty);
	/* A program opens the terminal (0 or -errno), closes it. May sleep; or NULL. */
	int (*open)(struct tty_struct *tty);
	void (*close)(struct tty_struct *tty);
	/* Input was read: tty_room() may have grown. May sleep; or NULL. */
	void (*unthrottle)(struct tty_struct *tty);
	/* What was sent and nobody has taken yet goes. tty->lock is held; or NULL. */
	void (*flush)(struct tty_struct *tty);
	/* Something happened of which packet mode tells: TIOCPKT_*. tty->lock; or NULL. */
	void (*report)(struct tty_struct *tty, u8 what);
	/* The end of its session does not hang it up, and a character always has 8 bits. */
	bool is_pty;
};

/*
 * The input of a terminal, a ring: places count up for ever and are taken modulo the
 * ring's size. What is between tail and canon are whole lines, between canon and head
 * is the line being typed, which can still be erased.
 */
struct n_tty_data {
	u8 buf[N_TTY_BUF_SIZE];
	DECLARE_BITMAP(ends, N_TTY_BUF_SIZE); /* set: a line ends here; a 0 here is ^D */
	size_t tail, canon, head;
	unsigned int column;       /* where the next byte of output goes */
	unsigned int canon_column; /* where the line being typed began */
	bool literal_next;         /* ^V was typed */
};

struct tty_struct {
	char name[16];                    /* [I] "ttyS0" */
	const struct tty_operations *ops; /* [I] */
	struct console *console;          /* [I] for messages on the same line, or NULL */

	spinlock_t lock;
	struct termios termios;  /* [lock] */
	struct winsize winsize;  /* [lock] */
	struct n_tty_data input; /* [lock] */
	bool stopped;            /* [lock] ^S was typed: writers wait */
	bool held;               /* [lock] and by tcflow(3): ^Q does not let them go on */
	unsigned int hangups;    /* [lock] how often those who had it open lost it */
	pid_t session, pgrp;     /* [lock] whose terminal it is, who is in front; or 0 */
	struct fasync_struct *fasync; /* the files that want SIGIO for input */
	struct mutex read_mutex;      /* one reader at a time takes a line */
	wait_queue_head_t read_wait, write_wait;

	struct cdev cdev;      /* of a pseudo-terminal only the number */
	struct list_head list; /* [tty_list_lock] all terminals */
};

/*
 * Make the terminal known, with the node /dev/NAME and the numbers major, minor. The
 * structure stays for ever. Drivers' init functions. 0 or -errno.
 */
int tty_register(struct tty_struct *tty, unsigned int major, unsigned int minor);

/*
 * How many bytes tty_receive() can take now without losing one. A driver that can make
 * its line wait leaves the others there and asks again. Any context.
 */
size_t tty_room(struct tty_struct *tty);

/* count bytes came in from the line. Any context. */
void tty_receive(struct tty_struct *tty, const u8 *buf, size_t count);

/*
 * Whoever has the terminal open loses it: reads end, writes fail. Its session has no
 * terminal any more, and the leader hears SIGHUP. It can be opened again. May sleep.
 */
void tty_hangup(struct tty_struct *tty);

/* The same with the terminal of the caller's session, if it has one: vhangup(2). */
void tty_vhangup_self(void);

/*
 * The caller leaves its session's terminal, as the leader for all: what is in front hears
 * SIGHUP. on_exit: since it ends, and then a real terminal is hung up. For others than
 * leaders nothing happens.
 */
void disassociate_ctty(bool on_exit);

#endif
