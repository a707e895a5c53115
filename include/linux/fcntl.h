/*
 * include/linux/fcntl.h - which flags open(2) knows
 */
#ifndef LINUX_FCNTL_H
#define LINUX_FCNTL_H

#include <uapi/linux/fcntl.h>

/* Others are ignored, as the first Unix did and everybody relies on. */
#define VALID_OPEN_FLAGS                                                             \
	(O_ACCMODE | O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_APPEND | O_NONBLOCK | \
	 O_SYNC | FASYNC | O_DIRECT | O_LARGEFILE | O_DIRECTORY | O_NOFOLLOW |       \
	 O_NOATIME | O_CLOEXEC | O_PATH | __O_TMPFILE)

/* What fcntl(F_SETFL) may change. */
#define SETFL_MASK (O_APPEND | O_NONBLOCK | O_DIRECT | O_NOATIME)

#endif
