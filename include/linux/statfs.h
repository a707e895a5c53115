/* include/linux/statfs.h - what a file system says about its size */
#ifndef LINUX_STATFS_H
#define LINUX_STATFS_H

#include <linux/types.h>
#include <uapi/asm/statfs.h>

struct kstatfs {
	long f_type;  /* the magic number */
	long f_bsize; /* size of a block, bytes; the counts below are in it */
	u64 f_blocks, f_bfree, f_bavail;
	u64 f_files, f_ffree; /* inodes */
	long f_namelen;       /* longest name */
	long f_frsize;
	long f_flags;
};

#endif
