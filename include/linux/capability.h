/*
 * include/linux/capability.h - what root may do that others may not
 *
 * A task has them while its effective user is root, until capset(2) gives some up:
 * kernel/sys_cred.c. Only those that are asked for somewhere have a name here.
 * Source: the Linux man page capabilities(7).
 *
 * Locking: a task changes only its own.
 */
#ifndef LINUX_CAPABILITY_H
#define LINUX_CAPABILITY_H

#include <linux/bits.h>
#include <linux/cred.h>

#define CAP_CHOWN 0           /* change owners */
#define CAP_DAC_OVERRIDE 1    /* read, write and search whatever the mode says */
#define CAP_DAC_READ_SEARCH 2 /* read and search it */
#define CAP_FOWNER 3          /* be like the owner of any file */
#define CAP_FSETID 4          /* keep set-user-ID and set-group-ID bits */
#define CAP_KILL 5            /* send signals to anybody */
#define CAP_SETGID 6          /* set groups at will */
#define CAP_SETUID 7          /* set users at will */
#define CAP_SETPCAP 8         /* inherit what one has not */
#define CAP_IPC_LOCK 14       /* lock memory beyond RLIMIT_MEMLOCK */
#define CAP_IPC_OWNER 15      /* use System V memory whatever the mode says */
#define CAP_SYS_MODULE 16     /* load and remove modules */
#define CAP_SYS_RAWIO 17      /* open /dev/mem, map below mmap_min_addr */
#define CAP_SYS_CHROOT 18     /* chroot(2) */
#define CAP_SYS_PTRACE 19     /* look into any process */
#define CAP_SYS_ADMIN 21      /* mount; see frame numbers in /proc/PID/pagemap */
#define CAP_SYS_BOOT 22       /* reboot(2) */
#define CAP_SYS_NICE 23       /* ask for more than others get */
#define CAP_SYS_RESOURCE 24   /* exceed resource limits */
#define CAP_SYS_TTY_CONFIG 26 /* vhangup(2) */
#define CAP_MKNOD 27          /* make device nodes */
#define CAP_SYSLOG 34         /* read the kernel's log */
#define CAP_WAKE_ALARM 35     /* have timers that would wake the machine */

#define CAP_CHECKPOINT_RESTORE 40 /* choose the number of a child */

#define CAP_FULL_SET GENMASK(40, 0) /* all that Linux 6 knows */

/* Those that go by the user for files: capabilities(7), "setfsuid". */
#define CAP_FS_SET                                                              \
	(BIT(CAP_CHOWN) | BIT(CAP_DAC_OVERRIDE) | BIT(CAP_DAC_READ_SEARCH) |    \
	 BIT(CAP_FOWNER) | BIT(CAP_FSETID) | BIT(9) /* CAP_LINUX_IMMUTABLE */ | \
	 BIT(CAP_MKNOD) | BIT(32) /* CAP_MAC_OVERRIDE */)

static inline bool capable(int cap)
{
	return current_cred()->cap_effective & BIT(cap);
}

#endif
