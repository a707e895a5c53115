/*
 * include/linux/cpio.h - reading a newc cpio archive that nobody vouches for (lib/cpio.c)
 *
 * Source: cpio(5). A header of 110 ASCII characters, the name with its NUL, the data;
 * name and data each end at a multiple of 4 bytes from the archive's start.
 */
#ifndef LINUX_CPIO_H
#define LINUX_CPIO_H

#include <linux/compiler.h>
#include <linux/types.h>

struct cpio_reader {
	const char *data; /* the whole archive */
	size_t size;
	size_t pos;        /* of the next header */
	bool complete;     /* the last thing read was a trailer */
	const char *error; /* what cpio_next() found wrong; NULL: nothing */
};

struct cpio_entry {
	const char *name; /* NUL-terminated, inside the archive; never empty */
	size_t name_len;  /* without the NUL */
	const void *data;
	size_t data_len;
	u32 ino, mode, uid, gid, nlink;
	u64 mtime;                /* seconds since 1970 */
	u32 dev_major, dev_minor; /* of the file system that the archive was made from */
	u32 rdev_major, rdev_minor;
};

static inline void cpio_init(struct cpio_reader *reader, const void *data, size_t size)
{
	*reader = (struct cpio_reader){ .data = data, .size = size };
}

/*
 * The next entry: 1 and *entry filled; 0 at the end; -EINVAL for what is no archive or
 * ends too early, with reader->error saying what and reader->pos where. Archives may
 * follow each other: their trailers, and NULs between them, are passed over.
 */
int __must_check cpio_next(struct cpio_reader *reader, struct cpio_entry *entry);

#endif
