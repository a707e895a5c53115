/*
 * drivers/tty/pty.c - pseudo-terminals: a terminal whose line leads to a program
 *
 *	shell --write--> line discipline --out--> read  \
 *	      <--read--  of /dev/pts/N   <------- write  /dev/ptmx: screen, expect, ssh
 *
 * Opening /dev/ptmx makes a pair. The slave is a terminal like any other; what it sends
 * waits in a ring for the master (ptmx.c). When the master is closed, the slave is hung up;
 * when the last file of the slave is closed, the master reads what is left and then -EIO.
 *
 * Source: pty(7), ptmx(4), ioctl_tty(2).
 * Atlas: /dev/pts is a directory of /dev, not a mount.
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
#include <linux/slab.h>
#include <linux/string.h>

#include "pty.h"

#define NR_PTYS 64

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
	return pty_room(to_pty(tty));
}

/* An echo for which there is no room is lost; programs wait for room. */
static void pty_write(struct tty_struct *tty, const u8 *buf, size_t count)
{
	struct pty *pty = to_pty(tty);

	for (count = min(count, pty_write_room(tty)); count; count--)
		pty->out[pty->head++ % PTY_OUT_SIZE] = *buf++;
	wake_up_interruptible(&pty->wait);
}

static void pty_unthrottle(struct tty_struct *tty)
{
	wake_up_interruptible(&to_pty(tty)->wait);
}

static void pty_flush(struct tty_struct *tty)
{
	to_pty(tty)->tail = to_pty(tty)->head;
	tty->ops->report(tty, TIOCPKT_FLUSHWRITE);
}

/* In packet mode the master hears of it; of two opposites, of the last. */
static void pty_report(struct tty_struct *tty, u8 what)
{
	struct pty *pty = to_pty(tty);

	if (!pty->packet)
		return;
	if (what & (TIOCPKT_STOP | TIOCPKT_NOSTOP))
		pty->status &= ~(what << 1);
	else if (what & (TIOCPKT_START | TIOCPKT_DOSTOP))
		pty->status &= ~(what >> 1);
	pty->status |= what;
	wake_up_interruptible(&pty->wait);
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
	.is_pty = true,
	.open = pty_open,
	.close = pty_close,
	.write = pty_write,
	.write_room = pty_write_room,
	.unthrottle = pty_unthrottle,
	.flush = pty_flush,
	.report = pty_report,
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
	tty->stopped = tty->held = false;
	pty->head = pty->tail = 0;
	pty->ended = pty->packet = false;
	pty->status = 0;
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

void pty_set_locked(struct pty *pty, bool locked)
{
	mutex_lock(&ptys.lock);
	pty->locked = locked;
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
	return err ?: nonseekable_open(inode, file);
}

static int ptmx_release(struct inode *inode, struct file *file)
{
	struct pty *pty = file->private_data;

	devfs_remove(pty->tty.name);
	tty_hangup(&pty->tty);
	put_pty(pty);
	return 0;
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
