/* include/uapi/linux/close_range.h - flags of close_range(2) */
#ifndef _UAPI_LINUX_CLOSE_RANGE_H
#define _UAPI_LINUX_CLOSE_RANGE_H

#define CLOSE_RANGE_UNSHARE (1U << 1) /* of a shared table, only the caller's own */
#define CLOSE_RANGE_CLOEXEC (1U << 2) /* not now: at the next execve(2) */

#endif
