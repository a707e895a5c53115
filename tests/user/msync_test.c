/* tests/user/msync_test.c - msync(2) */
#include "mem.h"

static long sync_pages(void *at, unsigned long pages, int flags)
{
	return sys(SYS_msync, at, pages * PAGE, flags);
}

/* A program that shares a file by mmap(2) sees by its times that the other one wrote. */
static void test_times(int fd)
{
	const struct timespec long_ago[] = { { 1000, 0 }, { 1000, 0 } };
	char *area = map_at(AREA + 16 * PAGE, 4, RW, MAP_SHARED, fd);
	struct stat st;

	futimens(fd, long_ago);
	(void)read_signal(area);
	fstat(fd, &st);
	EQ(st.st_mtime, 1000, "what was read of a mapping has not changed the file");
	area[3 * PAGE] = 't';
	sync_pages(area, 4, MS_SYNC);
	fstat(fd, &st);
	OK(st.st_mtime > 1000, "what was written has: st_mtime");
	OK(st.st_ctime >= st.st_mtime, "and st_ctime");
	munmap(area, 4 * PAGE);
}

int main(void)
{
	int fd = temp_file("/tmp", 4 * PAGE);
	char *area = map_at(AREA, 4, RW, MAP_SHARED, fd), byte = 0;

	area[2 * PAGE] = 'm';
	pread(fd, &byte, 1, 2 * PAGE);
	EQ(byte, 'm', "read(2) sees what was written to the mapping at once");
	pwrite(fd, "w", 1, PAGE);
	EQ(area[PAGE], 'w', "and the mapping what write(2) wrote");
	EQ(sync_pages(area, 4, MS_SYNC), 0, "MS_SYNC");
	EQ(sync_pages(area, 4, MS_ASYNC), 0, "MS_ASYNC");
	EQ(sync_pages(area, 4, MS_INVALIDATE), 0, "MS_INVALIDATE");
	EQ(sync_pages(area, 4, 0), 0, "no flag at all");
	EQ(area[2 * PAGE], 'm', "lose nothing");
	anon_at(4, 2);
	EQ(sync_pages(area, 6, MS_SYNC), 0, "anonymous memory is passed by");
	FAILS(sync_pages(area + 1, 1, MS_SYNC), EINVAL, "an odd address");
	FAILS(sync_pages(area, 1, MS_SYNC | MS_ASYNC), EINVAL, "both ways at once");
	FAILS(sync_pages(area, 1, 8), EINVAL, "an unknown flag");
	FAILS(sync_pages(area, 7, MS_SYNC), ENOMEM, "more than is mapped");
	munmap(area + PAGE, PAGE);
	FAILS(sync_pages(area, 4, MS_SYNC), ENOMEM, "a hole");
	FAILS(sync_pages(area, 4, MS_ASYNC), ENOMEM, "a hole, with MS_ASYNC");
	FAILS(sync_pages(area + PAGE, 1, MS_ASYNC), ENOMEM, "nothing but a hole");
	EQ(sync_pages(area, 0, MS_SYNC), 0, "a length of 0");
	EQ(sync_pages((void *)KERNEL_HALF, 0, MS_SYNC), 0, "anywhere");
	FAILS(sync_pages((void *)KERNEL_HALF, 1, MS_SYNC), ENOMEM, "the kernel's half");
	FAILS(sys(SYS_msync, area, -2 * PAGE, MS_SYNC), ENOMEM, "a range that wraps");
	mlock(area, PAGE);
	FAILS(sync_pages(area, 1, MS_INVALIDATE), EBUSY,
	      "MS_INVALIDATE of locked memory");
	EQ(sync_pages(area, 1, MS_SYNC), 0, "MS_SYNC of locked memory");
	test_times(fd);
	clear_area();
	return tap_done();
}
