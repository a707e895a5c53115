/*
 * include/linux/dirent.h - one entry of what getdents64(2) returns
 */
#ifndef LINUX_DIRENT_H
#define LINUX_DIRENT_H

#include <linux/types.h>

struct linux_dirent64 {
	u64 d_ino;
	s64 d_off;               /* where the next entry is: a cookie for lseek() */
	unsigned short d_reclen; /* of this entry, a multiple of 8 */
	unsigned char d_type;    /* DT_* */
	char d_name[];
};

#endif
