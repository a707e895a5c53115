/*
 * drivers/tty/pty.c - pseudo-terminals: a terminal whose line leads to a program
 *
 *	shell --write--> line discipline --out--> read  \
 *	      <--read--  of /dev/pts/N   <------- write  /dev/ptmx: screen, expect, ssh
 *
 * Opening /dev/ptmx makes a pair. The slave is a terminal like any other; what it sends
 * waits in a ring for the master. When the master is closed, the slave is hung up; when
 * the last file of the slave is closed, the master reads what is left and then -EIO.
 *
 * Source: pty(7), ptmx(4), ioctl_tty(2).
 * Atlas: /dev/pts is a directory of /dev, not a mount; no packet mode.
 *
 * Locking: ptys.lock for the table and who has an end open; tty->lock of the slave for
 * the ring. A pty stays for ever and is used again when both ends are closed.
 */
#include <linux/cdev.h>
#include <linux/container_of.h>
#include <linux/cred.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kdev_t.h>
#include <linux/major.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "tty.h"

#define NR_PTYS 64
#define OUT_SIZE 4096U /* a power of two */
#define CHUNK 128      /* bytes that travel between user space and the ring at once */

struct pty {
	struct tty_struct tty;  /* the slave */
	unsigned int index;     /* [I] */
	bool master_open;       /* [ptys.lock] */
	unsigned int slaves;    /* [ptys.lock] open files */
	bool locked;            /* [ptys.lock] the slave cannot be opened yet */
	bool ended;             /* [tty.lock] the slave was open, and is no more */
	size_t head, tail;      /* [tty.lock] of out; they count up for ever */
	u8 out[OUT_SIZE];       /* [tty.lock] */
	wait_queue_head_t wait; /* the master's: for output, for the end, for room */
};

static struct {
	struct mutex lock;
	struct pty *pty[NR_PTYS]; /* [lock] NULL: was never needed */
	struct cdev master, slaves;
} ptys = { .lock = __MUTEX_INITIALIZER(ptys.lock) };

static struct pty *to_pty(struct tty_struct *tty)
{
	return container_of(tty, struct pty, tty);
}

/* --- the slave's driver ----------------------------------------------------------- */

static size_t pty_write_room(struct tty_struct *tty)
{
	struct pty *pty = to_pty(tty);

	return OUT_SIZE - (READ_ONCE(pty->head) - READ_ONCE(pty->tail));
}

/* An echo for which there is no room is lost; programs wait for room. */
static void pty_write(struct tty_struct *tty, const u8 *buf, size_t count)
{
	struct pty *pty = to_pty(tty);

	for (count = min(count, pty_write_room(tty)); count; count--)
		pty->out[pty->head++ % OUT_SIZE] = *buf++;
	wake_up_interruptible(&pty->wait);
}

static void pty_unthrottle(struct tty_struct *tty)
{
	wake_up_interruptible(&to_pty(tty)->wait);
}

static void set_ended(struct pty *pty, bool ended)
{
	unsigned long flags;

	spin_lock_irqsave(&pty->tty.lock, flags);
	pty->ended = ended;
	spin_unlock_irqrestore(&pty->tty.lock, flags);
}

static int pty_open(struct tty_struct *tty)
{
	struct pty *pty = to_pty(tty);
	bool alive;

	mutex_lock(&ptys.lock);
	alive = pty->master_open && !pty->locked;
	if (alive) {
		pty->slaves++;
		set_ended(pty, false);
	}
	mutex_unlock(&ptys.lock);
	return alive ? 0 : -EIO;
}

static void pty_close(struct tty_struct *tty)
{
	struct pty *pty = to_pty(tty);

	mutex_lock(&ptys.lock);
	if (--pty->slaves == 0)
		set_ended(pty, true);
	mutex_unlock(&ptys.lock);
	wake_up_interruptible(&pty->wait);
}

static const struct tty_operations pty_ops = {
	.outlives_session = true,
	.open = pty_open,
	.close = pty_close,
	.write = pty_write,
	.write_room = pty_write_room,
	.unthrottle = pty_unthrottle,
};

static int pts_open(struct inode *inode, struct file *file)
{
	struct pty *pty = NULL;

	mutex_lock(&ptys.lock);
	if (iminor(inode) < NR_PTYS)
		pty = ptys.pty[iminor(inode)];
	mutex_unlock(&ptys.lock);
	return pty ? tty_open_file(&pty->tty, file) : -ENXIO;
}

/* --- the master: making a pair ---------------------------------------------------- */

/* A pty as new, which pty->tty.lock need not guard yet. */
static void reset(struct pty *pty)
{
	struct tty_struct *tty = &pty->tty;

	tty->termios = tty_std_termios;
	tty->termios.c_iflag &= ~IUTF8;
	tty->termios.c_cflag = B38400 | CS8 | CREAD;
	memset(&tty->winsize, 0, sizeof(tty->winsize));
	memset(&tty->input, 0, sizeof(tty->input));
	tty->session = tty->pgrp = 0;
	tty->stopped = false;
	pty->head = pty->tail = 0;
	pty->ended = false;
	pty->locked = true;
	pty->master_open = true;
}

static struct pty *make_pty(unsigned int index)
{
	struct pty *pty = kzalloc(sizeof(*pty), GFP_KERNEL);

	if (!pty)
		return NULL;
	pty->index = index;
	pty->tty.ops = &pty_ops;
	pty->tty.cdev.dev = MKDEV(UNIX98_PTY_SLAVE_MAJOR, index);
	snprintf(pty->tty.name, sizeof(pty->tty.name), "pts/%u", index);
	init_waitqueue_head(&pty->wait);
	tty_add(&pty->tty);
	return pty;
}

/* The first one that nobody uses, for the caller. -ENOSPC: all are in use; -ENOMEM. */
static struct pty *get_pty(void)
{
	struct pty *pty = ERR_PTR(-ENOSPC), **slot;

	mutex_lock(&ptys.lock);
	for (slot = ptys.pty; slot < ptys.pty + NR_PTYS; slot++) {
		if (*slot && ((*slot)->master_open || (*slot)->slaves))
			continue;
		if (!*slot)
			*slot = make_pty(slot - ptys.pty);
		pty = *slot ?: ERR_PTR(-ENOMEM);
		break;
	}
	if (!IS_ERR(pty))
		reset(pty);
	mutex_unlock(&ptys.lock);
	return pty;
}

static void put_pty(struct pty *pty)
{
	mutex_lock(&ptys.lock);
	pty->master_open = false;
	mutex_unlock(&ptys.lock);
}

static int ptmx_open(struct inode *inode, struct file *file)
{
	struct pty *pty = get_pty();
	int err;

	if (IS_ERR(pty))
		return PTR_ERR(pty);
	err = devfs_mknod(pty->tty.name, S_IFCHR | 0600,
			  MKDEV(UNIX98_PTY_SLAVE_MAJOR, pty->index), current_cred());
	if (err)
		put_pty(pty);
	file->private_data = pty;
	return err;
}

static int ptmx_release(struct inode *inode, struct file *file)
{
	struct pty *pty = file->private_data;

	devfs_remove(pty->tty.name);
	tty_hangup(&pty->tty);
	put_pty(pty);
	return 0;
}

/* --- the master: moving bytes ----------------------------------------------------- */

static bool has_output(const struct pty *pty)
{
	return READ_ONCE(pty->head) != READ_ONCE(pty->tail);
}

static bool is_readable(const struct pty *pty)
{
	return has_output(pty) || READ_ONCE(pty->ended);
}

/* Take up to count bytes of output. *ended: there are no more, and will be none. */
static size_t take_output(struct pty *pty, u8 *buf, size_t count, bool *ended)
{
	unsigned long flags;
	size_t n = 0;

	spin_lock_irqsave(&pty->tty.lock, flags);
	while (n < count && has_output(pty))
		buf[n++] = pty->out[pty->tail++ % OUT_SIZE];
	*ended = pty->ended && !has_output(pty);
	spin_unlock_irqrestore(&pty->tty.lock, flags);
	return n;
}

static ssize_t ptmx_read(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	struct pty *pty = file->private_data;
	size_t total = 0, n;
	bool ended = false;
	u8 buf[CHUNK];
	int err;

	while (!total && count) {
		if (ended)
			return -EIO;
		if ((file->f_flags & O_NONBLOCK) && !is_readable(pty))
			return -EAGAIN;
		err = wait_event_interruptible(pty->wait, is_readable(pty));
		if (err)
			return err;
		do {
			n = min(count - total, sizeof(buf));
			n = take_output(pty, buf, n, &ended);
			if (copy_to_user(to + total, buf, n))
				return total ? (ssize_t)total : -EFAULT;
			total += n;
		} while (n && total < count);
	}
	wake_up_interruptible(&pty->tty.write_wait);
	return total;
}

/* What the master writes is typed on the slave. */
static ssize_t ptmx_write(struct file *file, const char __user *from, size_t count,
			  loff_t *ppos)
{
	struct pty *pty = file->private_data;
	size_t total = 0, n;
	u8 buf[CHUNK];
	int err = 0;

	while (total < count && !err) {
		n = min(count - total, sizeof(buf));
		if (copy_from_user(buf, from + total, n)) {
			err = -EFAULT;
		} else if (!tty_room(&pty->tty) && (file->f_flags & O_NONBLOCK)) {
			err = -EAGAIN;
		} else {
			err = wait_event_interruptible(pty->wait, tty_room(&pty->tty));
			n = err ? 0 : min(n, tty_room(&pty->tty));
			tty_receive(&pty->tty, buf, n);
			total += n;
		}
	}
	return total ? (ssize_t)total : err;
}

static __poll_t ptmx_poll(struct file *file, poll_table *table)
{
	struct pty *pty = file->private_data;
	__poll_t mask = 0;

	poll_wait(file, &pty->wait, table);
	if (has_output(pty))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(pty->ended))
		mask |= EPOLLHUP;
	if (tty_room(&pty->tty))
		mask |= EPOLLOUT | EPOLLWRNORM;
	return mask;
}

static long set_locked(struct pty *pty, const int __user *from)
{
	int locked;

	if (get_user(locked, from))
		return -EFAULT;
	mutex_lock(&ptys.lock);
	pty->locked = locked;
	mutex_unlock(&ptys.lock);
	return 0;
}

/* What is not the master's alone is asked of the slave. */
static long ptmx_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pty *pty = file->private_data;
	int __user *user = (int __user *)arg;

	switch (cmd) {
	case TIOCGPTN:
		return put_user(pty->index, (unsigned int __user *)user);
	case TIOCSPTLCK:
		return set_locked(pty, user);
	case TIOCGPTLCK:
		return put_user(READ_ONCE(pty->locked), user);
	case FIONREAD:
		return put_user((int)(OUT_SIZE - pty_write_room(&pty->tty)), user);
	case TIOCGPGRP:
		return put_user(READ_ONCE(pty->tty.pgrp), user);
	case TIOCGSID:
		if (!READ_ONCE(pty->tty.session))
			return -ENOTTY;
		return put_user(pty->tty.session, user);
	default:
		return tty_do_ioctl(&pty->tty, cmd, arg);
	}
}

/* --- registration ----------------------------------------------------------------- */

static const struct file_operations ptmx_fops = {
	.owner = THIS_MODULE,
	.open = ptmx_open,
	.release = ptmx_release,
	.read = ptmx_read,
	.write = ptmx_write,
	.poll = ptmx_poll,
	.llseek = no_llseek,
	.unlocked_ioctl = ptmx_ioctl,
};

static struct file_operations pts_fops; /* a terminal's, but for how it is opened */

static int __init pty_init(void)
{
	dev_t first = MKDEV(UNIX98_PTY_SLAVE_MAJOR, 0);
	int err;

	pts_fops = tty_fops;
	pts_fops.open = pts_open;
	err = tty_make_node(&ptys.master, &ptmx_fops, MKDEV(TTYAUX_MAJOR, PTMX_MINOR),
			    "ptmx");
	if (!err)
		err = register_chrdev_region(first, NR_PTYS, "pts");
	if (err)
		return err;
	cdev_init(&ptys.slaves, &pts_fops);
	return cdev_add(&ptys.slaves, first, NR_PTYS);
}
module_init(pty_init);
