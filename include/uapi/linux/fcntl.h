/*
 * include/uapi/linux/fcntl.h - fcntl(2)'s Linux commands, and the AT_* words of openat(2)
 */
#ifndef _UAPI_LINUX_FCNTL_H
#define _UAPI_LINUX_FCNTL_H

#include <asm/fcntl.h>

#define F_LINUX_SPECIFIC_BASE 1024
#define F_DUPFD_CLOEXEC (F_LINUX_SPECIFIC_BASE + 6)
#define F_SETPIPE_SZ (F_LINUX_SPECIFIC_BASE + 7)
#define F_GETPIPE_SZ (F_LINUX_SPECIFIC_BASE + 8)
#define F_ADD_SEALS (F_LINUX_SPECIFIC_BASE + 9)
#define F_GET_SEALS (F_LINUX_SPECIFIC_BASE + 10)

#define F_SEAL_SEAL 0x0001         /* no more seals */
#define F_SEAL_SHRINK 0x0002       /* the file does not get shorter */
#define F_SEAL_GROW 0x0004         /* nor longer */
#define F_SEAL_WRITE 0x0008        /* nobody writes it */
#define F_SEAL_FUTURE_WRITE 0x0010 /* but through what is mapped now */

#define AT_FDCWD -100             /* relative to the working directory */
#define AT_SYMLINK_NOFOLLOW 0x100 /* the link itself */
#define AT_EACCESS 0x200          /* faccessat: effective ids */
#define AT_REMOVEDIR 0x200        /* unlinkat: as rmdir */
#define AT_SYMLINK_FOLLOW 0x400   /* linkat: what the link names */
#define AT_NO_AUTOMOUNT 0x800
#define AT_EMPTY_PATH 0x1000 /* "" is the file dfd itself */
#define AT_STATX_SYNC_TYPE 0x6000
#define AT_STATX_FORCE_SYNC 0x2000
#define AT_STATX_DONT_SYNC 0x4000

#endif
