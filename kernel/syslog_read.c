/*
 * kernel/syslog_read.c - the reader of the kernel's messages that waits: /proc/kmsg and
 * syslog(2)'s SYSLOG_ACTION_READ, for a daemon that keeps them
 *
 * There is one place in the log for all who read so: each line reaches one of them. Whoever
 * wants all messages for itself reads /dev/kmsg.
 *
 * Source: the Linux man pages syslog(2), proc(5).
 *
 * Locking: reader.lock; user memory is touched inside. Nobody waits inside.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "syslog.h"

static struct {
	struct mutex lock;
	u64 seq;     /* [lock] the message to be read next ... */
	size_t told; /* [lock] ... but for its first bytes */
} reader = { .lock = __MUTEX_INITIALIZER(reader.lock) };

/* The next message, without what of it was told. => bytes; 0: there is none. Locked. */
static size_t next_message(u64 *next, char *line)
{
	size_t n;

	*next = reader.seq;
	n = syslog_format(next, line);
	if (n && *next != reader.seq + 1)
		reader.told = 0; /* the rest has made room for others */
	return n - min(n, reader.told);
}

/* => bytes put at to; -EAGAIN: there is nothing; -EFAULT. reader.lock held. */
static ssize_t take(char __user *to, size_t len, char *line)
{
	u64 next;
	size_t done = 0, n, left = next_message(&next, line);

	if (!left)
		return -EAGAIN;
	for (; left && done < len; left = next_message(&next, line)) {
		if (done && left > len - done)
			break;
		n = min(left, len - done);
		if (copy_to_user(to + done, line + reader.told, n))
			return done ? (ssize_t)done : -EFAULT;
		done += n;
		reader.told += n;
		if (n == left) {
			reader.seq = next;
			reader.told = 0;
		}
	}
	return done;
}

ssize_t syslog_read(char __user *to, size_t len, bool nonblock)
{
	char *line = kmalloc(SYSLOG_LINE_SIZE, GFP_KERNEL);
	ssize_t n = line ? 0 : -ENOMEM;

	while (!n) {
		mutex_lock(&reader.lock);
		n = take(to, len, line);
		mutex_unlock(&reader.lock);
		if (n != -EAGAIN || nonblock)
			break;
		n = kmsg_wait(READ_ONCE(reader.seq));
	}
	kfree(line);
	return n;
}

long syslog_unread(void)
{
	char *line = kmalloc(SYSLOG_LINE_SIZE, GFP_KERNEL);
	long total;
	size_t n;
	u64 seq;

	if (!line)
		return -ENOMEM;
	mutex_lock(&reader.lock);
	total = next_message(&seq, line);
	while (total && (n = syslog_format(&seq, line)) != 0)
		total += n;
	mutex_unlock(&reader.lock);
	kfree(line);
	return total;
}

/* --- /proc/kmsg ---------------------------------------------------------------------- */

static int kmsg_open(struct inode *inode, struct file *file)
{
	return capable(CAP_SYSLOG) ? 0 : -EPERM;
}

static ssize_t kmsg_read(struct file *file, char __user *to, size_t len, loff_t *ppos)
{
	return syslog_read(to, len, file->f_flags & O_NONBLOCK);
}

static __poll_t kmsg_poll(struct file *file, struct poll_table_struct *table)
{
	kmsg_poll_wait(file, table);
	return READ_ONCE(reader.seq) < printk_next_seq() ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct proc_ops kmsg_ops = {
	.proc_open = kmsg_open,
	.proc_read = kmsg_read,
	.proc_poll = kmsg_poll,
};

static int __init proc_kmsg_init(void)
{
	return proc_create("kmsg", S_IRUSR, NULL, &kmsg_ops) ? 0 : -ENOMEM;
}
module_init(proc_kmsg_init);
