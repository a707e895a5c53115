/*
 * include/uapi/atlas/toy.h - what a program can ask of /dev/toy-* by ioctl(2)
 *
 * Each toy device is one buffer of whole pages that the driver allocated. Its bytes are
 * reached by read(2) and write(2), its frames by mmap(2); these requests tell how long
 * it is and which page frame lies behind each of its pages.
 */
#ifndef _UAPI_ATLAS_TOY_H
#define _UAPI_ATLAS_TOY_H

#include <linux/ioctl.h>

struct toy_pfn {
	unsigned long page; /* in: which page of the buffer, from 0 */
	unsigned long pfn;  /* out: its page frame number */
};

/* The size of the buffer in bytes, a multiple of the page size. Errors: EFAULT. */
#define TOY_GET_SIZE _IOR('T', 0xA0, unsigned long)

/* The frame of one page. Errors: EFAULT; EINVAL, the buffer has no such page. */
#define TOY_GET_PFN _IOWR('T', 0xA1, struct toy_pfn)

#endif
