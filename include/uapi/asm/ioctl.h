/*
 * include/uapi/asm/ioctl.h - how an ioctl(2) request number is put together
 *
 *	31 30 29            16 15             8 7              0
 *	+-----+---------------+----------------+----------------+
 *	| dir | size of arg   | type (a letter)| nr             |
 *	+-----+---------------+----------------+----------------+
 *
 * dir is seen from the program: _IOC_READ means that the kernel writes the argument.
 * A C library may have defined the same macros already (musl's <sys/ioctl.h>).
 */
#ifndef _ASM_IOCTL_H
#define _ASM_IOCTL_H

#ifndef _IOC

#define _IOC_NONE 0U
#define _IOC_WRITE 1U
#define _IOC_READ 2U

#define _IOC(dir, type, nr, size) (((dir) << 30) | ((size) << 16) | ((type) << 8) | (nr))

#define _IO(type, nr) _IOC(_IOC_NONE, (type), (nr), 0)
#define _IOR(type, nr, argtype) _IOC(_IOC_READ, (type), (nr), sizeof(argtype))
#define _IOW(type, nr, argtype) _IOC(_IOC_WRITE, (type), (nr), sizeof(argtype))
#define _IOWR(type, nr, argtype) \
	_IOC(_IOC_READ | _IOC_WRITE, (type), (nr), sizeof(argtype))

#endif

#define _IOC_DIR(request) (((request) >> 30) & 3)
#define _IOC_SIZE(request) (((request) >> 16) & 0x3fff)
#define _IOC_TYPE(request) (((request) >> 8) & 0xff)
#define _IOC_NR(request) ((request)&0xff)

#endif
