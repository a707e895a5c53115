/*
 * lib/cpio.c - reading a newc cpio archive that nobody vouches for
 *
 * Source: cpio(5), "New ASCII Format": a magic, 13 numbers of 8 hexadecimal digits, the
 * name, the data. Positions are counted from the start of the archive, which the loader
 * put at a page's beginning.
 *
 * Locking: none; the reader is the caller's.
 */
#include <linux/align.h>
#include <linux/build_bug.h>
#include <linux/cpio.h>
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/minmax.h>
#include <linux/string.h>

#define HEADER_SIZE 110
#define MAGIC_SIZE 6
#define FIELD_SIZE 8
#define PATH_BYTES_MAX 4096 /* of a name, its NUL included */

/* The numbers, in the order of the header. */
enum cpio_field {
	C_INO,
	C_MODE,
	C_UID,
	C_GID,
	C_NLINK,
	C_MTIME,
	C_FILESIZE,
	C_DEVMAJOR,
	C_DEVMINOR,
	C_RDEVMAJOR,
	C_RDEVMINOR,
	C_NAMESIZE,
	C_CHECK,
	NR_FIELDS,
};

static_assert(MAGIC_SIZE + NR_FIELDS * FIELD_SIZE == HEADER_SIZE);

static int fail(struct cpio_reader *reader, const char *error)
{
	reader->error = error;
	return -EINVAL;
}

static bool read_fields(const char *header, u32 *fields)
{
	char digits[FIELD_SIZE + 1];

	for (int i = 0; i < NR_FIELDS; i++) {
		memcpy(digits, header + MAGIC_SIZE + i * FIELD_SIZE, FIELD_SIZE);
		digits[FIELD_SIZE] = '\0';
		/* "+1", "0x1" and a final newline are numbers for kstrtou32(), not here. */
		if (strspn(digits, "0123456789abcdefABCDEF") != FIELD_SIZE ||
		    kstrtou32(digits, 16, &fields[i]))
			return false;
	}
	return true;
}

/* The header's numbers; 1, or -EINVAL. */
static int read_header(struct cpio_reader *reader, u32 *fields)
{
	const char *header = reader->data + reader->pos;

	if (reader->size - reader->pos < HEADER_SIZE)
		return fail(reader, "the archive ends inside a header");
	if (memcmp(header, "070701", MAGIC_SIZE) != 0)
		return fail(reader, "no newc header (magic 070701) where one should be");
	if (!read_fields(header, fields))
		return fail(reader, "a number in a header is not hexadecimal");
	return 1;
}

/* Name and data behind the header at pos. 1, or -EINVAL; *end is the next header's place. */
static int read_body(struct cpio_reader *reader, const u32 *fields,
		     struct cpio_entry *entry, size_t *end)
{
	/* 32-bit numbers in 64-bit sums: nothing can wrap. */
	size_t name_at = reader->pos + HEADER_SIZE;
	size_t name_end = name_at + fields[C_NAMESIZE];
	size_t data_at = min(ALIGN(name_end, 4), reader->size);

	if (fields[C_NAMESIZE] < 2 || fields[C_NAMESIZE] > PATH_BYTES_MAX)
		return fail(reader, "a name is empty or too long");
	if (name_end > reader->size || fields[C_FILESIZE] > reader->size - data_at)
		return fail(reader, "the archive ends inside an entry");

	entry->name = reader->data + name_at;
	entry->name_len = fields[C_NAMESIZE] - 1;
	if (strnlen(entry->name, fields[C_NAMESIZE]) != entry->name_len)
		return fail(reader, "a name does not end where its length says");
	entry->data = reader->data + data_at;
	entry->data_len = fields[C_FILESIZE];
	*end = min(ALIGN(data_at + entry->data_len, 4), reader->size);
	return 1;
}

static void fill_entry(const u32 *fields, struct cpio_entry *entry)
{
	entry->ino = fields[C_INO];
	entry->mode = fields[C_MODE];
	entry->uid = fields[C_UID];
	entry->gid = fields[C_GID];
	entry->nlink = fields[C_NLINK];
	entry->mtime = fields[C_MTIME];
	entry->dev_major = fields[C_DEVMAJOR];
	entry->dev_minor = fields[C_DEVMINOR];
	entry->rdev_major = fields[C_RDEVMAJOR];
	entry->rdev_minor = fields[C_RDEVMINOR];
}

/* Between archives there may be NULs; pos is then that of the next header, or the end. */
static void skip_padding(struct cpio_reader *reader)
{
	while (reader->pos < reader->size && reader->data[reader->pos] == '\0')
		reader->pos++;
}

int cpio_next(struct cpio_reader *reader, struct cpio_entry *entry)
{
	u32 fields[NR_FIELDS];

	for (;;) {
		size_t end;
		int ret;

		if (reader->pos == 0 || reader->complete)
			skip_padding(reader);
		if (reader->pos == reader->size)
			break;
		ret = read_header(reader, fields);
		if (ret == 1)
			ret = read_body(reader, fields, entry, &end);
		if (ret != 1)
			return ret;
		reader->pos = end;
		reader->complete = strcmp(entry->name, "TRAILER!!!") == 0;
		if (!reader->complete) {
			fill_entry(fields, entry);
			return 1;
		}
	}
	if (!reader->complete)
		return fail(reader, "the archive ends without its trailer");
	return 0;
}
