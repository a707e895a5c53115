/*
 * drivers/char/kmsg.c - /dev/kmsg: the kernel's log, a record each read, and a way to add to it
 *
 *	6,339,5140900,-;a message of the kernel	level + 8 * facility, number, microseconds
 *	12,340,5140911,-;written by a program
 *
 * The position of an open file is the number of the record that it reads next. printk() may
 * be called under any lock and so wakes nobody: as long as somebody waits, a timer looks.
 *
 * Source: Linux's Documentation/ABI/testing/dev-kmsg.
 *
 * Locking: the log has its own; news.seen is the timer's; positions are single words, and
 * two readers of one open file may meet the same record.
 */
#include <linux/cdev.h>
#include <linux/ctype.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kmsg.h>
#include <linux/ktime.h>
#include <linux/major.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define KMSG_MINOR 11
#define LOG_USER 8     /* facility 1, as syslog(3) counts them */
#define LOOK (HZ / 20) /* ticks from one look to the next */
#define HEAD_SIZE 64   /* of a record, before its text */
#define ESCAPED_SIZE (HEAD_SIZE + 4 * LOG_LINE_MAX) /* "\x0a" for each byte */

static struct {
	wait_queue_head_t wait;
	struct timer_list timer;
	u64 seen; /* messages that the timer has woken readers for */
} news;

static void look_for_news(struct timer_list *timer)
{
	u64 next = printk_next_seq();

	if (news.seen != next)
		wake_up_interruptible(&news.wait);
	news.seen = next;
	if (waitqueue_active(&news.wait))
		mod_timer(timer, jiffies + LOOK);
}

/* Asked by who stands in the queue: a timer that found it empty does not look again. */
static bool has_news(u64 seq)
{
	if (!timer_pending(&news.timer))
		mod_timer(&news.timer, jiffies + LOOK);
	return seq < printk_next_seq();
}

int kmsg_wait(u64 seq)
{
	return wait_event_interruptible(news.wait, has_news(seq));
}

void kmsg_poll_wait(struct file *file, poll_table *table)
{
	poll_wait(file, &news.wait, table);
	mod_timer(&news.timer, jiffies + LOOK);
}

/* --- reading -------------------------------------------------------------------------- */

/* text, what is not a plain character as \xHH. => bytes in to. */
static size_t escape(char *to, const char *text, size_t len)
{
	size_t n = 0;

	for (; len; len--, text++) {
		unsigned char c = *text;

		if (c < ' ' || c >= 127 || c == '\\')
			n += sprintf(to + n, "\\x%02x", c);
		else
			to[n++] = c;
	}
	return n;
}

/* The record as a line in to, its text in text. => bytes. */
static size_t format_record(char *to, const struct printk_record *r, const char *text)
{
	size_t len = r->len, n;

	if (len && text[len - 1] == '\n')
		len--;
	n = sprintf(to, "%u,%llu,%llu,%c;", r->level, r->seq, r->ts_nsec / NSEC_PER_USEC,
		    r->cont ? 'c' : '-');
	n += escape(to + n, text, len);
	to[n++] = '\n';
	return n;
}

/* buf: ESCAPED_SIZE + LOG_LINE_MAX bytes. => as read(2). */
static ssize_t read_record(char *buf, char __user *to, size_t count, loff_t *ppos)
{
	char *text = buf + ESCAPED_SIZE;
	struct printk_record r;
	u64 wanted = *ppos;
	size_t n;

	if (!printk_read_record(wanted, &r, text, LOG_LINE_MAX))
		return -EAGAIN;
	*ppos = r.seq;
	if (r.seq != wanted && wanted)
		return -EPIPE; /* some have made room for others since */
	n = format_record(buf, &r, text);
	if (n > count)
		return -EINVAL;
	if (copy_to_user(to, buf, n))
		return -EFAULT;
	*ppos = r.seq + 1;
	return n;
}

static ssize_t kmsg_read(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	char *buf = kmalloc(ESCAPED_SIZE + LOG_LINE_MAX, GFP_KERNEL);
	ssize_t n = buf ? 0 : -ENOMEM;

	while (!n) {
		n = read_record(buf, to, count, ppos);
		if (n != -EAGAIN || (file->f_flags & O_NONBLOCK))
			break;
		n = kmsg_wait(*ppos);
	}
	kfree(buf);
	return n;
}

static __poll_t kmsg_poll(struct file *file, poll_table *table)
{
	kmsg_poll_wait(file, table);
	if ((u64)file->f_pos >= printk_next_seq())
		return 0;
	return EPOLLIN | EPOLLRDNORM |
	       ((u64)file->f_pos < printk_first_seq() ? EPOLLERR | EPOLLPRI : 0);
}

/* To the oldest record, or behind the newest: there is nothing to count from. */
static loff_t kmsg_llseek(struct file *file, loff_t offset, int whence)
{
	if (offset)
		return -ESPIPE;
	if (whence != SEEK_SET && whence != SEEK_END)
		return -EINVAL;
	file->f_pos = whence == SEEK_SET ? printk_first_seq() : printk_next_seq();
	return 0;
}

/* --- writing -------------------------------------------------------------------------- */

/* "<30>text": its level and facility; a program's are never the kernel's own. */
static ssize_t kmsg_write(struct file *file, const char __user *from, size_t count,
			  loff_t *ppos)
{
	char line[LOG_LINE_MAX + 1], *text = line, *end;
	unsigned long prio = LOG_USER | LOGLEVEL_WARNING;

	if (count >= LOG_LINE_MAX)
		return -EINVAL;
	if (copy_from_user(line, from, count))
		return -EFAULT;
	line[count] = '\0';
	if (line[0] == '<' && isdigit(line[1])) {
		unsigned long value = simple_strtoul(line + 1, &end, 10);

		if (*end == '>' && value <= U8_MAX) {
			prio = value & ~7UL ? value : LOG_USER | value;
			text = end + 1;
		}
	}
	end = line + count;
	if (end == text || end[-1] != '\n')
		*end++ = '\n';
	printk_store(prio, text, end - text);
	return count;
}

static int kmsg_open(struct inode *inode, struct file *file)
{
	file->f_pos = printk_first_seq();
	return 0;
}

static const struct file_operations kmsg_fops = {
	.owner = THIS_MODULE,
	.open = kmsg_open,
	.llseek = kmsg_llseek,
	.read = kmsg_read,
	.write = kmsg_write,
	.poll = kmsg_poll,
};

static char *kmsg_devnode(struct device *dev, umode_t *mode)
{
	*mode = 0644;
	return NULL;
}

static struct class kmsg_class = { .name = "mem", .devnode = kmsg_devnode };

static int __init kmsg_init(void)
{
	static struct cdev cdev;
	dev_t devt = MKDEV(MEM_MAJOR, KMSG_MINOR);
	int err;

	init_waitqueue_head(&news.wait);
	timer_setup(&news.timer, look_for_news, 0);
	cdev_init(&cdev, &kmsg_fops);
	err = cdev_add(&cdev, devt, 1);
	if (err)
		return err;
	return PTR_ERR_OR_ZERO(device_create(&kmsg_class, NULL, devt, NULL, "kmsg"));
}
module_init(kmsg_init);
