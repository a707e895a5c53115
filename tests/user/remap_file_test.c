/* tests/user/remap_file_test.c - remap_file_pages(2): the pages of a file in another order */
#include "mem.h"

#define NR 8

static long reorder(void *at, unsigned long pages, unsigned long pgoff)
{
	return sys(SYS_remap_file_pages, at, pages * PAGE, 0, pgoff, 0);
}

/* Page i of the file begins with the byte 1 + i. */
static char *mapped_file(int flags, int *fd)
{
	*fd = temp_file("/tmp", NR * PAGE);
	for (int i = 0; i < NR; i++)
		pwrite(*fd, &(char){ 1 + i }, 1, i * PAGE);
	return map_at(AREA, NR, RW, flags, *fd);
}

static int resident(char *at)
{
	unsigned char there = 2;

	return mincore(at, PAGE, &there) ? -1 : there & 1;
}

static void test_order(void)
{
	int fd;
	char *area = mapped_file(MAP_SHARED, &fd), byte = 0;

	EQ(reorder(area, 2, 5), 0, "the first two pages show pages 5 and 6");
	OK(filled(area, 2, 6) && filled(area + 2 * PAGE, 6, 3), "and the others theirs");
	EQ(count_vmas(), 2, "there are two VMAs now");
	write_signal(area + 1);
	EQ(area[5 * PAGE + 1], 'w', "a page that is mapped twice is one page");
	pread(fd, &byte, 1, 5 * PAGE + 1);
	EQ(byte, 'w', "of the file");
	EQ(reorder(area + 3 * PAGE, 1, 0), 0, "one in the middle");
	OK(area[3 * PAGE] == 1 && area[2 * PAGE] == 3 && area[4 * PAGE] == 5,
	   "and no other");
	EQ(count_vmas(), 4, "makes two VMAs more");
	EQ(reorder(area, NR, 0), 0, "all in their order again, over all VMAs");
	OK(filled(area, NR, 1), "they are");
	EQ(count_vmas(), 1, "and one VMA");
	EQ(sys(SYS_remap_file_pages, area + 5, 2 * PAGE + 7, 0, 3, 0), 0,
	   "address and length are rounded down");
	OK(filled(area, 2, 4) && area[2 * PAGE] == 3, "to whole pages");
	EQ(reorder(area + PAGE, 1, NR), 0, "past the end of the file");
	EQ(read_signal(area + PAGE), SIGBUS, "nothing is");
	close(fd);
	clear_area();
}

static void test_kind(void)
{
	int fd;
	char *area = mapped_file(MAP_SHARED, &fd);

	mprotect(area, NR * PAGE, PROT_READ);
	EQ(reorder(area, 1, 4), 0, "what may only be read");
	EQ(area[0], 5, "is read elsewhere");
	EQ(write_signal(area), SIGSEGV, "and still not written");
	mprotect(area, NR * PAGE, RW);
	mlock(area, NR * PAGE);
	EQ(reorder(area + 2 * PAGE, 2, 6), 0, "what is locked");
	EQ(proc_kb("/proc/self/status", "VmLck"), 4 * NR, "stays so");
	close(fd);
	clear_area();
	area = map_at(AREA, NR, RW, SHARED_ANON, -1);
	fill(area, NR, 1);
	EQ(reorder(area, 2, 3), 0, "shared anonymous memory is a file too");
	OK(filled(area, 2, 4), "its pages have an order");
	clear_area();
	area = map_at(AREA, NR, RW, SHARED_ANON, -1);
	EQ(reorder(area, 1, 2), 0, "pages that nobody has touched");
	EQ(resident(area), 1, "are brought in");
	EQ(sys(SYS_remap_file_pages, area, PAGE, 0, 4, MAP_NONBLOCK), 0, "MAP_NONBLOCK");
	EQ(resident(area), 0, "brings in nothing");
	clear_area();
}

static void test_errors(void)
{
	int fd;
	char *area = mapped_file(MAP_SHARED, &fd);

	FAILS(sys(SYS_remap_file_pages, area, PAGE, PROT_READ, 0, 0), EINVAL,
	      "permissions are none of its business");
	FAILS(reorder(area, 0, 0), EINVAL, "no length");
	FAILS(sys(SYS_remap_file_pages, area, PAGE - 1, 0, 0, 0), EINVAL,
	      "less than a page");
	FAILS(reorder(area, -1UL, 0), EINVAL, "a range that wraps");
	FAILS(reorder(area, 2, -1UL), EINVAL, "an offset that wraps");
	FAILS(reorder(area, 1, 1UL << 52), EOVERFLOW, "past the largest file");
	FAILS(reorder(area, NR + 1, 0), EINVAL, "more than is mapped");
	FAILS(reorder(area + NR * PAGE, 1, 0), EINVAL, "nothing there");
	FAILS(reorder((void *)KERNEL_HALF, 1, 0), EINVAL, "the kernel's half");
	FAILS(reorder((void *)-PAGE, 1, 0), EINVAL, "the last page");
	EQ(sys(SYS_remap_file_pages, area, PAGE, 0, 0, ~MAP_NONBLOCK), 0,
	   "other flags are not looked at");
	munmap(area + 3 * PAGE, PAGE);
	FAILS(reorder(area, 5, 0), EINVAL, "a hole");
	map_at(area + 3 * PAGE, 1, RW, SHARED_ANON, -1);
	FAILS(reorder(area, 5, 0), EINVAL, "a page of another file");
	mprotect(area + PAGE, PAGE, PROT_READ);
	FAILS(reorder(area, 2, 0), EINVAL, "other permissions");
	OK(area[0] == 1 && area[PAGE] == 2 && area[2 * PAGE] == 3,
	   "after all that the pages are where they were");
	clear_area();
	map_at(AREA, NR, RW, MAP_PRIVATE, fd);
	FAILS(reorder(AREA, 1, 2), EINVAL, "a private mapping");
	anon_at(0, NR);
	FAILS(reorder(AREA, 1, 2), EINVAL, "private memory");
	close(fd);
	clear_area();
}

int main(void)
{
	no_huge_pages();
	catch_faults();
	test_order();
	test_kind();
	test_errors();
	return tap_done();
}
