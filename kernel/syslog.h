/*
 * kernel/syslog.h - between syslog(2) and /proc/kmsg
 */
#ifndef KERNEL_SYSLOG_H
#define KERNEL_SYSLOG_H

#include <linux/kmsg.h>
#include <linux/types.h>

#define SYSLOG_LINE_SIZE 1152 /* a message of the longest, and what stands before it */

/*
 * Message *seq, or the next there is, as a line of up to SYSLOG_LINE_SIZE bytes. => its
 * bytes, *seq is the next; or 0. Any context.
 */
size_t syslog_format(u64 *seq, char *line);

/*
 * What nobody has read this way, once there is some: whole lines, or the first part of one
 * that is longer than len. => bytes; -EAGAIN if that were to wait and may not;
 * -ERESTARTSYS, -EFAULT, -ENOMEM. May sleep.
 */
ssize_t syslog_read(char __user *to, size_t len, bool nonblock);

/* How many bytes there are for syslog_read(), or -ENOMEM. May sleep. */
long syslog_unread(void);

#endif
