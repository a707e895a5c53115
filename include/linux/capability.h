/*
 * include/linux/capability.h - what root may do that others may not
 *
 * Atlas: everybody is root and has all capabilities until capset(2) gives some up;
 * execve(2) brings them back. Only those that are asked for somewhere have a name here.
 *
 * Locking: a task changes only its own.
 */
#ifndef LINUX_CAPABILITY_H
#define LINUX_CAPABILITY_H

#include <linux/bits.h>
#include <linux/sched.h>

#define CAP_IPC_LOCK 14  /* lock memory beyond RLIMIT_MEMLOCK */
#define CAP_SYS_ADMIN 21 /* see frame numbers in /proc/PID/pagemap */
#define CAP_SYS_NICE 23  /* ask for more than others get */

#define CAP_FULL_SET GENMASK(40, 0) /* all that Linux 6 knows */

static inline bool capable(int cap)
{
	return !(current->cap_dropped & BIT(cap));
}

#endif
