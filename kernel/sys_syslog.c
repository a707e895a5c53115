/*
 * kernel/sys_syslog.c - syslog(2): the kernel's messages, and which of them consoles show
 *
 * A message reads "<level>[seconds.micros] text". Source: the Linux man page syslog(2).
 * The reader that waits, SYSLOG_ACTION_READ, is kernel/syslog_read.c's.
 *
 * Locking: the log has its own; cleared and saved_level are single words.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include "syslog.h"

enum {
	SYSLOG_ACTION_CLOSE,
	SYSLOG_ACTION_OPEN,
	SYSLOG_ACTION_READ,
	SYSLOG_ACTION_READ_ALL,
	SYSLOG_ACTION_READ_CLEAR,
	SYSLOG_ACTION_CLEAR,
	SYSLOG_ACTION_CONSOLE_OFF,
	SYSLOG_ACTION_CONSOLE_ON,
	SYSLOG_ACTION_CONSOLE_LEVEL,
	SYSLOG_ACTION_SIZE_UNREAD,
	SYSLOG_ACTION_SIZE_BUFFER,
};

static u64 cleared;     /* [a] the first message after SYSLOG_ACTION_CLEAR */
static int saved_level; /* [a] before SYSLOG_ACTION_CONSOLE_OFF; 0: not off */

size_t syslog_format(u64 *seq, char *line)
{
	struct printk_record r;
	char *text = line + SYSLOG_LINE_SIZE - LOG_LINE_MAX;
	size_t head = 0;

	if (!printk_read_record(*seq, &r, text, LOG_LINE_MAX))
		return 0;
	*seq = r.seq + 1;
	if (!r.cont)
		head = scnprintf(line, SYSLOG_LINE_SIZE - LOG_LINE_MAX,
				 "<%u>[%5llu.%06llu] ", r.level, r.ts_nsec / NSEC_PER_SEC,
				 r.ts_nsec % NSEC_PER_SEC / NSEC_PER_USEC);
	memmove(line + head, text, r.len);
	return head + r.len;
}

/* The newest messages that fit into len bytes, oldest first. => bytes. */
static long read_all(char __user *to, size_t len, char *line)
{
	u64 first = max(READ_ONCE(cleared), printk_first_seq()), seq = first;
	size_t total = 0, n, done = 0;

	while ((n = syslog_format(&seq, line)) != 0)
		total += n;
	for (seq = first; total > len; total -= n) {
		n = syslog_format(&seq, line);
		if (!n)
			return 0;
	}
	while ((n = syslog_format(&seq, line)) != 0 && done + n <= len) {
		if (copy_to_user(to + done, line, n))
			return -EFAULT;
		done += n;
		cond_resched();
	}
	return done;
}

static long read_log(int action, char __user *to, int len)
{
	u64 next = printk_next_seq();
	char *line;
	long n;

	if (!to || len < 0)
		return -EINVAL;
	if (!len)
		return 0;
	if (!access_ok(to, len))
		return -EFAULT;
	if (action == SYSLOG_ACTION_READ)
		return syslog_read(to, len, false);
	line = kmalloc(SYSLOG_LINE_SIZE, GFP_KERNEL);
	n = line ? read_all(to, len, line) : -ENOMEM;
	kfree(line);
	if (action == SYSLOG_ACTION_READ_CLEAR && n >= 0)
		WRITE_ONCE(cleared, next);
	return n;
}

static long set_level(int level)
{
	if (level < 1 || level > 8)
		return -EINVAL;
	console_loglevel = level;
	saved_level = 0;
	return 0;
}

SYSCALL_DEFINE3(syslog, int, action, char __user *, buf, int, len)
{
	if (!capable(CAP_SYSLOG))
		return -EPERM; /* as with Debian's dmesg_restrict */
	switch (action) {
	case SYSLOG_ACTION_CLOSE:
	case SYSLOG_ACTION_OPEN:
		return 0;
	case SYSLOG_ACTION_READ:
	case SYSLOG_ACTION_READ_ALL:
	case SYSLOG_ACTION_READ_CLEAR:
		return read_log(action, buf, len);
	case SYSLOG_ACTION_CLEAR:
		WRITE_ONCE(cleared, printk_next_seq());
		return 0;
	case SYSLOG_ACTION_CONSOLE_OFF:
		if (!saved_level)
			saved_level = console_loglevel;
		console_loglevel = 1;
		return 0;
	case SYSLOG_ACTION_CONSOLE_ON:
		return saved_level ? set_level(saved_level) : 0;
	case SYSLOG_ACTION_CONSOLE_LEVEL:
		return set_level(len);
	case SYSLOG_ACTION_SIZE_UNREAD:
		return syslog_unread();
	case SYSLOG_ACTION_SIZE_BUFFER:
		return LOG_BUF_LEN;
	default:
		return -EINVAL;
	}
}
