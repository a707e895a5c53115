/*
 * include/linux/errno.h - error numbers; those of the ABI and those that never leave us
 */
#ifndef LINUX_ERRNO_H
#define LINUX_ERRNO_H

#include <uapi/linux/errno.h>

/* Between the kernel's layers only: the system-call exit turns them into EINTR or a retry. */
#define ERESTARTSYS 512
#define ERESTARTNOINTR 513
#define ERESTARTNOHAND 514
#define ENOIOCTLCMD 515
#define ERESTART_RESTARTBLOCK 516
#define EPROBE_DEFER 517
#define ENOTSUPP 524

#endif
