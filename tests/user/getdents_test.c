/* tests/user/getdents_test.c - listing directories, while they change, too */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "tap.h"

#define TOP "/tmp/getdents_test"
#define NR_FILES 500

struct dirent64 {
	uint64_t d_ino;
	int64_t d_off;
	unsigned short d_reclen;
	unsigned char d_type;
	char d_name[];
};

/* How often each name was seen: files by number, then "." and "..", then others. */
static int seen[NR_FILES + 3];

static int index_of(const char *name)
{
	if (!strcmp(name, "."))
		return NR_FILES;
	if (!strcmp(name, ".."))
		return NR_FILES + 1;
	return name[0] == 'f' ? atoi(name + 1) : NR_FILES + 2;
}

static const char *file_name(int i)
{
	static char name[64];

	snprintf(name, sizeof(name), TOP "/f%d", i);
	return name;
}

/* One call; counts what it returned. The bytes, or -1. */
static long list_once(int fd, unsigned int size)
{
	_Alignas(8) static char buf[32768];
	long n = sys(SYS_getdents64, fd, buf, size);

	for (long at = 0; at < n;) {
		struct dirent64 *d = (void *)(buf + at);

		if (d->d_reclen % 8 || d->d_reclen < 20 + strlen(d->d_name) || !d->d_ino)
			return -2;
		seen[index_of(d->d_name)]++;
		at += d->d_reclen;
	}
	return n;
}

static long list_all(int fd, unsigned int size)
{
	long n;

	memset(seen, 0, sizeof(seen));
	do {
		n = list_once(fd, size);
	} while (n > 0);
	return n;
}

static int all_seen_once(int from, int to)
{
	for (int i = from; i < to; i++) {
		if (seen[i] != 1)
			return 0;
	}
	return 1;
}

int main(void)
{
	char buf[64];
	int fd, bad = 0;

	OK(mkdir(TOP, 0755) == 0, "a directory");
	for (int i = 0; i < NR_FILES; i++)
		bad += close(open(file_name(i), O_RDWR | O_CREAT | O_EXCL, 0600)) != 0;
	EQ(bad, 0, "with many files");
	fd = open(TOP, O_RDONLY | O_DIRECTORY);
	EQ(list_all(fd, 32768), 0, "list it at once");
	OK(all_seen_once(0, NR_FILES + 2), "each name comes once");
	EQ(seen[NR_FILES + 2], 0, "and no other");
	EQ(list_once(fd, 32768), 0, "at the end there is nothing more");
	EQ(lseek(fd, 0, SEEK_SET), 0, "back to the start");
	EQ(list_all(fd, 64), 0, "list it in small pieces");
	OK(all_seen_once(0, NR_FILES + 2), "each name comes once");

	lseek(fd, 0, SEEK_SET);
	FAILS(sys(SYS_getdents64, fd, buf, 8), EINVAL, "a buffer too small for a name");
	FAILS(sys(SYS_getdents64, fd, 8, 1024), EFAULT, "a bad address");
	FAILS(sys(SYS_getdents64, 99, buf, sizeof(buf)), EBADF, "no descriptor");
	FAILS(read(fd, buf, sizeof(buf)), EISDIR, "read of a directory");
	bad = open(file_name(0), O_RDONLY);
	FAILS(sys(SYS_getdents64, bad, buf, sizeof(buf)), ENOTDIR, "getdents of a file");
	close(bad);

	/* As rm -r does: remove what was listed, list on. */
	memset(seen, 0, sizeof(seen));
	lseek(fd, 0, SEEK_SET);
	bad = 0;
	while (list_once(fd, 1024) > 0) {
		for (int i = 0; i < NR_FILES; i++) {
			if (seen[i] == 1) {
				bad += unlink(file_name(i)) != 0;
				seen[i] = 2;
			}
		}
	}
	EQ(bad, 0, "remove the files while listing");
	bad = 0;
	for (int i = 0; i < NR_FILES; i++)
		bad += seen[i] != 2;
	EQ(bad, 0, "none was passed over");
	EQ(rmdir(TOP), 0, "the directory is empty");
	FAILS(sys(SYS_getdents64, fd, buf, sizeof(buf)), ENOENT,
	      "list a removed directory");
	close(fd);
	return tap_done();
}
