/*
 * include/linux/stat.h - what the file layer knows about a file, before the ABI's layout
 */
#ifndef LINUX_STAT_H
#define LINUX_STAT_H

#include <linux/ktime.h>
#include <linux/types.h>
#include <uapi/asm/stat.h>
#include <uapi/linux/stat.h>

#define S_IRWXUGO (S_IRWXU | S_IRWXG | S_IRWXO)
#define S_IALLUGO (S_ISUID | S_ISGID | S_ISVTX | S_IRWXUGO)
#define S_IRUGO (S_IRUSR | S_IRGRP | S_IROTH)
#define S_IWUGO (S_IWUSR | S_IWGRP | S_IWOTH)
#define S_IXUGO (S_IXUSR | S_IXGRP | S_IXOTH)

struct kstat {
	u32 result_mask; /* STATX_* that are filled */
	umode_t mode;
	unsigned int nlink;
	u32 blksize; /* preferred size of a transfer, bytes */
	u64 attributes, attributes_mask;
	u64 ino;
	dev_t dev;  /* of the file system */
	dev_t rdev; /* that a device node names */
	uid_t uid;
	gid_t gid;
	loff_t size;
	ktime_t atime, mtime, ctime, btime; /* ns since 1970 */
	u64 blocks;                         /* of 512 bytes */
	u64 mnt_id;
};

#endif
