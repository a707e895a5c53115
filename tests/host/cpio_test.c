/*
 * tests/host/cpio_test.c - lib/cpio.c
 *
 * Archives made here are read back; each kind of damage is named; and random damage never
 * makes the reader step outside the archive (its buffer ends where the archive ends, and
 * the sanitizer watches).
 */
#include <linux/cpio.h>
#include <linux/errno.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "tests/host/host_test.h"

#define MAX_ARCHIVE 4096

static struct {
	char data[MAX_ARCHIVE];
	size_t size;
} archive;

static void pad(void)
{
	while (archive.size % 4)
		archive.data[archive.size++] = '\0';
}

static void add_entry(const char *name, unsigned int mode, const void *data, size_t len)
{
	archive.size += (size_t)snprintf(
		archive.data + archive.size, 111,
		"070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08zx%08x", 11, mode,
		1, 2, 3, 0x65000000, (unsigned int)len, 4, 5, 6, 7, strlen(name) + 1, 0);
	memcpy(archive.data + archive.size, name, strlen(name) + 1);
	archive.size += strlen(name) + 1;
	pad();
	memcpy(archive.data + archive.size, data, len);
	archive.size += len;
	pad();
}

static void make_archive(void)
{
	archive.size = 0;
	add_entry("dir", 0040755, "", 0);
	add_entry("dir/file", 0100644, "seventeen bytes!!", 17);
	add_entry("link", 0120777, "dir/file", 8);
	add_entry("TRAILER!!!", 0, "", 0);
}

/* A copy whose end the sanitizer knows. */
static char *exact_copy(size_t size)
{
	char *copy = host_malloc(size + !size);

	memcpy(copy, archive.data, size);
	return copy;
}

/* Reads all of it; the number of entries, or the error. */
static int read_all(const char *data, size_t size, struct cpio_reader *reader)
{
	struct cpio_entry entry;
	unsigned int sum = 0;
	int count = 0, ret;

	cpio_init(reader, data, size);
	while ((ret = cpio_next(reader, &entry)) == 1) {
		/* Touch everything that the reader says is there. */
		EXPECT_EQ(strlen(entry.name), entry.name_len);
		EXPECT(entry.name_len > 0);
		for (size_t i = 0; i < entry.data_len; i++)
			sum += ((const unsigned char *)entry.data)[i];
		if (++count > 1000) {
			host_fail(__FILE__, __LINE__, "no end");
			break;
		}
	}
	EXPECT((ret < 0) == (reader->error != NULL));
	EXPECT(reader->pos <= size && sum < 1u << 30);
	return ret < 0 ? ret : count;
}

static void entries_come_back(void)
{
	struct cpio_reader reader;
	struct cpio_entry e;
	char *data;

	make_archive();
	data = exact_copy(archive.size);
	cpio_init(&reader, data, archive.size);
	EXPECT_EQ(cpio_next(&reader, &e), 1);
	EXPECT_STR(e.name, "dir");
	EXPECT(e.mode == 0040755 && e.data_len == 0 && e.ino == 11);
	EXPECT_EQ(cpio_next(&reader, &e), 1);
	EXPECT_STR(e.name, "dir/file");
	EXPECT(e.data_len == 17 && memcmp(e.data, "seventeen bytes!!", 17) == 0);
	EXPECT(e.uid == 1 && e.gid == 2 && e.nlink == 3 && e.mtime == 0x65000000);
	EXPECT(e.dev_major == 4 && e.dev_minor == 5 && e.rdev_major == 6 &&
	       e.rdev_minor == 7);
	EXPECT_EQ(cpio_next(&reader, &e), 1);
	EXPECT_STR(e.name, "link");
	EXPECT_EQ(cpio_next(&reader, &e), 0);
	EXPECT_EQ(cpio_next(&reader, &e), 0);
	EXPECT(reader.error == NULL);
	host_free(data);
}

static void archives_may_follow_each_other(void)
{
	struct cpio_reader reader;
	char *data;

	make_archive();
	memset(archive.data + archive.size, 0, 512);
	archive.size += 512;
	add_entry("second", 0100644, "x", 1);
	add_entry("TRAILER!!!", 0, "", 0);
	memset(archive.data + archive.size, 0, 30);
	archive.size += 30;
	data = exact_copy(archive.size);
	EXPECT_EQ(read_all(data, archive.size, &reader), 4);
	host_free(data);
}

/* Cut anywhere, it is refused: no file is lost silently. */
static void every_truncation_is_noticed(void)
{
	size_t whole, unpadded;

	make_archive();
	whole = archive.size;
	unpadded = whole; /* the padding behind the trailer may be missing */
	while (archive.data[unpadded - 1] == '\0')
		unpadded--;
	for (size_t size = 0; size <= whole; size++) {
		struct cpio_reader reader;
		char *data = exact_copy(size);
		int ret = read_all(data, size, &reader);

		/* The trailer's name has a NUL that belongs to it. */
		if (ret != (size <= unpadded ? -EINVAL : 3))
			host_fail(__FILE__, __LINE__, "%zu of %zu bytes: %d", size, whole,
				  ret);
		host_free(data);
	}
}

/* Damage at one place of the second entry's header, and the words for it. */
static void expect_error(size_t at, const char *bytes, const char *error)
{
	struct cpio_reader reader;
	char *data;

	make_archive();
	memcpy(archive.data + 116 + at, bytes, strlen(bytes));
	data = exact_copy(archive.size);
	EXPECT_EQ(read_all(data, archive.size, &reader), -EINVAL);
	EXPECT(reader.error && strstr(reader.error, error));
	EXPECT_EQ(reader.pos, 116);
	host_free(data);
}

static void damage_is_named(void)
{
	expect_error(0, "070702", "magic");
	expect_error(6, "0000000g", "hexadecimal");
	expect_error(6, "+0000001", "hexadecimal");
	expect_error(6, "0x000001", "hexadecimal");
	expect_error(54, "7fffffff", "ends inside");
	expect_error(54, "ffffffff", "ends inside");
	expect_error(94, "00000000", "name");
	expect_error(94, "00000001", "name");
	expect_error(94, "ffffffff", "name");
	expect_error(94, "0000000a", "name does not end");
	expect_error(94, "00000008", "name does not end");
}

static void random_damage_stays_inside(void)
{
	int good = 0, bad = 0;

	for (int i = 0; i < 30000 && !host_failed(); i++) {
		struct cpio_reader reader;
		char *data;
		size_t size;

		make_archive();
		size = host_random_below(8) ? archive.size
					    : host_random_below(archive.size);
		data = exact_copy(size);
		for (unsigned int n = host_random_below(4); n && size; n--) {
			char *p = &data[host_random_below((unsigned int)size)];

			*p = host_random_below(2)
				     ? (char)host_random()
				     : "0123456789abcdef"[host_random_below(16)];
		}
		if (read_all(data, size, &reader) < 0)
			bad++;
		else
			good++;
		host_free(data);
	}
	EXPECT(good > 1000 && bad > 1000);
}

HOST_TESTS(HOST_TEST(entries_come_back), HOST_TEST(archives_may_follow_each_other),
	   HOST_TEST(every_truncation_is_noticed), HOST_TEST(damage_is_named),
	   HOST_TEST(random_damage_stays_inside));
