/*
 * include/uapi/asm/statfs.h - what statfs(2) fills, as x86-64 lays it out
 */
#ifndef _UAPI_ASM_STATFS_H
#define _UAPI_ASM_STATFS_H

#include <linux/types.h>

struct statfs {
	long f_type;  /* the file system's magic number */
	long f_bsize; /* size of a block; the counts below are in it */
	long f_blocks, f_bfree, f_bavail;
	long f_files, f_ffree; /* inodes */
	struct {
		int val[2];
	} f_fsid;
	long f_namelen; /* longest name */
	long f_frsize;
	long f_flags; /* ST_* */
	long f_spare[4];
};

_Static_assert(sizeof(struct statfs) == 120, "struct statfs is the ABI's");

#endif
