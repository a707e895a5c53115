/*
 * include/uapi/linux/uio.h - one piece of a readv(2) or writev(2)
 */
#ifndef _UAPI_LINUX_UIO_H
#define _UAPI_LINUX_UIO_H

#include <linux/types.h>

struct iovec {
	void *iov_base;
	__kernel_size_t iov_len;
};

#define UIO_MAXIOV 1024

#endif
