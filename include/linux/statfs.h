/* include/linux/statfs.h - what a file system says about its size */
#ifndef LINUX_STATFS_H
#define LINUX_STATFS_H

#include <linux/types.h>
#include <uapi/asm/statfs.h>

/* Atlas: the ABI's own layout, since there is only one. */
#define kstatfs statfs

#endif
