/*
 * include/linux/utsname.h - the name of this system, as uname(2) and /proc/version say
 *
 * Programs ask for it to learn which system calls they may use, so it names the Linux
 * whose ABI Atlas speaks; "atlas" in the release says who is speaking.
 */
#ifndef LINUX_UTSNAME_H
#define LINUX_UTSNAME_H

#include <uapi/linux/utsname.h>

#define UTS_SYSNAME "Linux"
#define UTS_NODENAME "atlas"
#define UTS_RELEASE "6.1.0-atlas"
#define UTS_VERSION "#1 SMP PREEMPT Atlas"
#define UTS_MACHINE "x86_64"
#define UTS_DOMAINNAME "(none)"

/* The first line of the log, and /proc/version. */
#define linux_banner \
	UTS_SYSNAME " version " UTS_RELEASE " (gcc " __VERSION__ ") " UTS_VERSION "\n"

#endif
