/* tests/user/mincore_test.c - mincore(2) */
#include "mem.h"

static unsigned char vec[4096];

static long ask(void *at, unsigned long pages)
{
	memset(vec, 0xee, sizeof(vec));
	return sys(SYS_mincore, at, pages * PAGE, vec);
}

static int count(unsigned long pages)
{
	int n = 0;

	for (unsigned long i = 0; i < pages; i++)
		n += vec[i] & 1;
	return n;
}

static void test_anonymous(void)
{
	char *area = anon_at(0, 16);

	area[0] = area[5 * PAGE] = 1;
	(void)read_signal(area + 7 * PAGE);
	EQ(ask(area, 16), 0, "ask for 16 pages");
	OK(vec[0] == 1 && vec[5] == 1, "what was written is there");
	EQ(vec[7], 1, "what was read, too");
	EQ(count(16), 3, "and nothing else");
	EQ(vec[16], 0xee, "one byte for each page");
	mprotect(area, PAGE, PROT_NONE);
	EQ(ask(area, 1), 0, "closed memory can be asked for");
	EQ(vec[0], 1, "and is there");
	EQ(sys(SYS_mincore, area + 5 * PAGE, 1, vec), 0, "one byte is a page");
	EQ(vec[0], 1, "that one");
	EQ(ask(area, 0), 0, "a length of 0");
	EQ(vec[0], 0xee, "tells nothing");
	clear_area();
}

static void test_file(void)
{
	int fd = temp_file("/tmp", 8 * PAGE);
	char *area = map_at(AREA, 8, RW, MAP_SHARED, fd);

	pwrite(fd, "x", 1, 3 * PAGE);
	EQ(ask(area, 8), 0, "ask for a file's pages");
	EQ(vec[3], 1, "what is in the page cache is there, mapped or not");
	sys(SYS_fallocate, fd, 0, 0, 2 * PAGE);
	EQ(ask(area, 8), 0, "after fallocate");
	EQ(vec[0], 0, "what has room but was never written is not");
	(void)read_signal(area);
	EQ(ask(area, 8), 0, "one of them read");
	OK(vec[0] && !vec[1], "is there");
	close(fd);
	clear_area();
}

static void test_many(void)
{
	char *area = anon_at(0, 3000);

	for (int i = 0; i < 3000; i += 3)
		area[i * PAGE] = 1;
	mprotect(area + 1000 * PAGE, 500 * PAGE, PROT_READ);
	EQ(ask(area, 3000), 0, "3000 pages in three VMAs");
	EQ(count(3000), 1000, "every third of them");
	clear_area();
}

static void test_errors(void)
{
	char *area = anon_at(0, 4);

	FAILS(sys(SYS_mincore, area + 1, PAGE, vec), EINVAL, "an odd address");
	FAILS(ask(area, 5), ENOMEM, "more than is mapped");
	FAILS(ask(area + 8 * PAGE, 1), ENOMEM, "nothing there");
	FAILS(ask((void *)KERNEL_HALF, 1), ENOMEM, "the kernel's half");
	FAILS(sys(SYS_mincore, area, PAGE, NULL), EFAULT, "no vector");
	FAILS(sys(SYS_mincore, area, PAGE, KERNEL_HALF), EFAULT,
	      "a vector in the kernel");
	FAILS(sys(SYS_mincore, area, -PAGE, vec), ENOMEM, "a length that wraps");
	clear_area();
}

int main(void)
{
	no_huge_pages();
	catch_faults();
	test_anonymous();
	test_file();
	test_many();
	test_errors();
	return tap_done();
}
