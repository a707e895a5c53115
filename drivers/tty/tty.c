/*
 * drivers/tty/tty.c - terminals and their device nodes
 *
 * /dev/ttyS0, /dev/tty0: one terminal each. /dev/console: where the system talks to its
 * user. /dev/tty: the terminal of the session of the program that opens it.
 *
 * Atlas: without `console=` on the command line the system may be watched on a serial
 * line or on a screen, so both are the console: what is written to /dev/console appears
 * on every terminal that shows kernel messages, and what is typed on any of them
 * arrives at /dev/console.
 *
 * Locking: tty_list_lock guards the list, which only grows. It is taken inside a
 * tty->lock (tty_output), and no lock but a driver's inside it.
 */
#include <linux/cdev.h>
#include <linux/console.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kdev_t.h>
#include <linux/major.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>

#include "tty.h"

static DEFINE_SPINLOCK(tty_list_lock);
static LIST_HEAD(tty_list); /* [tty_list_lock] in order of registration */

static bool shows_messages(const struct tty_struct *tty)
{
	return tty->console && (tty->console->flags & CON_ENABLED);
}

/* The terminal that /dev/console stands for: the first with messages; or NULL. */
static struct tty_struct *console_tty(void)
{
	struct tty_struct *tty, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&tty_list_lock, flags);
	list_for_each_entry (tty, &tty_list, list) {
		if (shows_messages(tty)) {
			found = tty;
			break;
		}
	}
	spin_unlock_irqrestore(&tty_list_lock, flags);
	return found;
}

struct tty_struct *tty_of_session(pid_t session)
{
	struct tty_struct *tty, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&tty_list_lock, flags);
	list_for_each_entry (tty, &tty_list, list) {
		if (session && READ_ONCE(tty->session) == session)
			found = tty;
	}
	spin_unlock_irqrestore(&tty_list_lock, flags);
	return found;
}

void tty_output(struct tty_struct *tty, const u8 *buf, size_t count)
{
	struct tty_struct *other;

	tty->ops->write(tty, buf, count);
	if (tty != console_tty())
		return;
	spin_lock(&tty_list_lock);
	list_for_each_entry (other, &tty_list, list) {
		if (other != tty && shows_messages(other))
			other->ops->write(other, buf, count);
	}
	spin_unlock(&tty_list_lock);
}

/* The terminal at which what is typed on tty arrives. */
static struct tty_struct *receiver(struct tty_struct *tty)
{
	return shows_messages(tty) ? console_tty() : tty;
}

size_t tty_room(struct tty_struct *tty)
{
	unsigned long flags;
	size_t room;

	tty = receiver(tty);
	spin_lock_irqsave(&tty->lock, flags);
	room = n_tty_room(tty);
	spin_unlock_irqrestore(&tty->lock, flags);
	return room;
}

void tty_receive(struct tty_struct *tty, const u8 *buf, size_t count)
{
	unsigned long flags;
	size_t before;
	bool more;
	pid_t pgrp;
	int sig;

	tty = receiver(tty);
	spin_lock_irqsave(&tty->lock, flags);
	before = n_tty_readable(tty);
	sig = n_tty_receive(tty, buf, count);
	more = n_tty_readable(tty) > before;
	pgrp = tty->pgrp;
	spin_unlock_irqrestore(&tty->lock, flags);
	wake_up_interruptible(&tty->read_wait);
	wake_up_interruptible(&tty->write_wait);
	if (more)
		kill_fasync(&tty->fasync, SIGIO, POLL_IN);
	if (sig && pgrp)
		kill_pgrp(pgrp, sig, 1);
}

/* --- file operations -------------------------------------------------------------- */

/* Let file be one of tty's. 0, -ENOMEM, or what the driver's open() says. */
static int attach(struct tty_struct *tty, struct file *file, bool console)
{
	struct tty_file *tf = kmalloc(sizeof(*tf), GFP_KERNEL);
	int err;

	if (!tf)
		return -ENOMEM;
	err = tty->ops->open ? tty->ops->open(tty) : 0;
	if (err) {
		kfree(tf);
		return err;
	}
	*tf = (struct tty_file){
		.tty = tty,
		.hangups = READ_ONCE(tty->hangups),
		.console = console,
	};
	file->private_data = tf;
	return nonseekable_open(file_inode(file), file);
}

int tty_open_file(struct tty_struct *tty, struct file *file)
{
	int err = attach(tty, file, false);

	if (err)
		return err;
	if (!(file->f_flags & O_NOCTTY))
		tty_take(tty, false); /* whoever may not have it only uses it */
	return 0;
}

static int tty_open(struct inode *inode, struct file *file)
{
	return tty_open_file(container_of(inode->i_cdev, struct tty_struct, cdev), file);
}

static int tty_release(struct inode *inode, struct file *file)
{
	struct tty_struct *tty = file_tty(file);

	if (tty->ops->close)
		tty->ops->close(tty);
	kfree(file->private_data);
	return 0;
}

/* /dev/tty and /dev/console: -ENXIO, -ENODEV when there is no such terminal. */
static int tty_aux_open(struct inode *inode, struct file *file)
{
	bool console = iminor(inode) == CONSOLE_MINOR;
	struct tty_struct *tty = console ? console_tty()
					 : tty_of_session(current->signal->session);

	if (!tty)
		return console ? -ENODEV : -ENXIO;
	return attach(tty, file, console);
}

static ssize_t tty_read(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	struct tty_struct *tty = file_tty(file);
	ssize_t ret;

	if (tty_hung_up_p(file))
		return 0;
	ret = n_tty_read(file, to, count);
	if (tty->ops->unthrottle)
		tty->ops->unthrottle(tty);
	return ret;
}

static ssize_t tty_write(struct file *file, const char __user *from, size_t count,
			 loff_t *ppos)
{
	return n_tty_write(file, from, count);
}

static ssize_t tty_sendpage(struct file *file, struct page *page, int offset, size_t size,
			    loff_t *ppos, int more)
{
	const u8 *data = kmap(page);
	ssize_t n = n_tty_write_some(file, data + offset, size);

	kunmap(page);
	return n;
}

/* Without an owner it is who is in front, or the caller. */
static int tty_fasync(int fd, struct file *file, int on)
{
	struct tty_struct *tty = file_tty(file);
	pid_t pgrp = READ_ONCE(tty->pgrp);
	int err = fasync_helper(fd, file, on, &tty->fasync);

	if (on && !err)
		f_setown(file, pgrp ? F_OWNER_PGRP : F_OWNER_PID, pgrp ?: current->tgid,
			 false);
	return err;
}

static __poll_t tty_poll(struct file *file, poll_table *table)
{
	return n_tty_poll(file, table);
}

const struct file_operations tty_fops = {
	.owner = THIS_MODULE,
	.open = tty_open,
	.release = tty_release,
	.read = tty_read,
	.write = tty_write,
	.sendpage = tty_sendpage,
	.poll = tty_poll,
	.fasync = tty_fasync,
	.llseek = no_llseek,
	.unlocked_ioctl = tty_ioctl,
};

static const struct file_operations tty_aux_fops = {
	.owner = THIS_MODULE,
	.open = tty_aux_open,
	.release = tty_release,
	.read = tty_read,
	.write = tty_write,
	.sendpage = tty_sendpage,
	.poll = tty_poll,
	.fasync = tty_fasync,
	.llseek = no_llseek,
	.unlocked_ioctl = tty_ioctl,
};

/* --- registration ----------------------------------------------------------------- */

/* Everybody may open /dev/tty and /dev/ptmx: they lead to what is the caller's own. */
static char *tty_devnode(struct device *dev, umode_t *mode)
{
	if (dev->devt == MKDEV(TTYAUX_MAJOR, TTY_MINOR) ||
	    dev->devt == MKDEV(TTYAUX_MAJOR, PTMX_MINOR))
		*mode = 0666;
	return NULL;
}

static struct class tty_class = { .name = "tty", .devnode = tty_devnode };

int tty_make_node(struct cdev *cdev, const struct file_operations *fops, dev_t devt,
		  const char *name)
{
	struct device *dev;
	int err;

	err = register_chrdev_region(devt, 1, name);
	if (err)
		return err;
	cdev_init(cdev, fops);
	err = cdev_add(cdev, devt, 1);
	if (err)
		goto out_region;
	dev = device_create(&tty_class, NULL, devt, NULL, "%s", name);
	if (!IS_ERR(dev))
		return 0;
	err = PTR_ERR(dev);
	cdev_del(cdev);
out_region:
	unregister_chrdev_region(devt, 1);
	return err;
}

void tty_add(struct tty_struct *tty)
{
	unsigned long flags;

	spin_lock_init(&tty->lock);
	mutex_init(&tty->read_mutex);
	init_waitqueue_head(&tty->read_wait);
	init_waitqueue_head(&tty->write_wait);
	tty->termios = tty_std_termios;
	spin_lock_irqsave(&tty_list_lock, flags);
	list_add_tail(&tty->list, &tty_list);
	spin_unlock_irqrestore(&tty_list_lock, flags);
}

int tty_register(struct tty_struct *tty, unsigned int major, unsigned int minor)
{
	tty_add(tty);
	return tty_make_node(&tty->cdev, &tty_fops, MKDEV(major, minor), tty->name);
}

/* For /proc: see proc_tty_hook. */
static bool tty_numbers(pid_t session, dev_t *number, pid_t *front)
{
	struct tty_struct *tty = tty_of_session(session);

	if (!tty)
		return false;
	*number = tty->cdev.dev;
	*front = READ_ONCE(tty->pgrp);
	return true;
}

static int __init tty_init(void)
{
	static struct cdev tty_cdev, console_cdev;
	int err;

	proc_tty_hook = tty_numbers;
	err = tty_make_node(&tty_cdev, &tty_aux_fops, MKDEV(TTYAUX_MAJOR, TTY_MINOR),
			    "tty");
	if (err)
		return err;
	return tty_make_node(&console_cdev, &tty_aux_fops,
			     MKDEV(TTYAUX_MAJOR, CONSOLE_MINOR), "console");
}
module_init(tty_init);
