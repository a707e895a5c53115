/* include/linux/uio.h - the kernel's name for uapi/linux/uio.h */
#ifndef LINUX_UIO_H
#define LINUX_UIO_H

#include <uapi/linux/uio.h>

#endif
