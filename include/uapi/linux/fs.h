/*
 * include/uapi/linux/fs.h - lseek(2), renameat2(2), mount flags
 */
#ifndef _UAPI_LINUX_FS_H
#define _UAPI_LINUX_FS_H

#include <linux/ioctl.h>
#include <linux/limits.h>
#include <linux/types.h>

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define SEEK_DATA 3 /* the next byte that is stored */
#define SEEK_HOLE 4 /* the next that is not */
#define SEEK_MAX SEEK_HOLE

#define RENAME_NOREPLACE (1 << 0)
#define RENAME_EXCHANGE (1 << 1)
#define RENAME_WHITEOUT (1 << 2)

#define BLKGETSIZE64 _IOR(0x12, 114, __u64)

#endif
