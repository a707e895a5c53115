/*
 * tests/user/toy_test.c - the toy devices: every file operation and every errno
 *
 * Runs on Atlas only: Linux has no such device. What it expects of mmap(2), read(2) and
 * the rest is what Linux gives a driver written like this one.
 */
#include "proc_text.h"

#include <sys/ioctl.h>
#include <sys/uio.h>

#include <atlas/toy.h>

static const char *const devices[] = {
	"/dev/toy-kmalloc",
	"/dev/toy-vmalloc",
	"/dev/toy-pages",
};

static int fd;             /* the device under test */
static unsigned long size; /* of its buffer */
static unsigned long pages;

static unsigned long driver_pfn(unsigned long page)
{
	struct toy_pfn answer = { .page = page };

	return sys(SYS_ioctl, fd, TOY_GET_PFN, &answer) == 0 ? answer.pfn : -1UL;
}

static unsigned long mapped_pfn(const char *address)
{
	int pagemap = open("/proc/self/pagemap", O_RDONLY);
	uint64_t entry = 0;

	pread(pagemap, &entry, sizeof(entry), (uintptr_t)address / PAGE * 8);
	close(pagemap);
	return entry >> 63 ? entry & ((1UL << 55) - 1) : 0;
}

static char *map(unsigned long length, int prot, int flags, unsigned long offset)
{
	return (char *)sys(SYS_mmap, NULL, length, prot, flags, fd, offset);
}

static void test_node(void)
{
	struct stat st;

	EQ(sys(SYS_fstat, fd, &st), 0, "fstat");
	OK(S_ISCHR(st.st_mode), "it is a character device");
}

static void test_ioctl(void)
{
	struct toy_pfn answer = { .page = pages };
	unsigned long bytes = 0, distinct = 1;

	EQ(sys(SYS_ioctl, fd, TOY_GET_SIZE, &bytes), 0, "TOY_GET_SIZE");
	EQ(bytes % PAGE, 0, "whole pages");
	OK(bytes >= 3 * PAGE, "several of them");
	for (unsigned long i = 1; i < pages; i++)
		distinct &= driver_pfn(i) != driver_pfn(i - 1);
	OK(distinct && driver_pfn(0) != -1UL, "TOY_GET_PFN: each page has its frame");
	FAILS(sys(SYS_ioctl, fd, TOY_GET_PFN, &answer), EINVAL, "no page past the end");
	answer.page = -1UL;
	FAILS(sys(SYS_ioctl, fd, TOY_GET_PFN, &answer), EINVAL, "no page -1");
	FAILS(sys(SYS_ioctl, fd, TOY_GET_SIZE, NULL), EFAULT, "TOY_GET_SIZE to NULL");
	FAILS(sys(SYS_ioctl, fd, TOY_GET_PFN, 0xffff888000000000), EFAULT,
	      "TOY_GET_PFN in kernel memory");
	FAILS(sys(SYS_ioctl, fd, 0x5401, &bytes), ENOTTY, "an unknown request");
}

static void test_read_and_write(void)
{
	char buf[64] = "";
	struct iovec parts[2] = { { (void *)"ab", 2 }, { (void *)"cd", 2 } };

	EQ(sys(SYS_lseek, fd, 0, SEEK_SET), 0, "go to the beginning");
	EQ(sys(SYS_write, fd, "hello, driver", 13), 13, "write");
	EQ(sys(SYS_lseek, fd, 0, SEEK_CUR), 13, "the position moved");
	EQ(sys(SYS_lseek, fd, 7, SEEK_SET), 7, "seek back");
	EQ(sys(SYS_read, fd, buf, 6), 6, "read");
	OK(!memcmp(buf, "driver", 6), "what was written");
	EQ(sys(SYS_writev, fd, parts, 2), 4, "writev");
	EQ(sys(SYS_pread64, fd, buf, 4, 13), 4, "pread what writev wrote");
	OK(!memcmp(buf, "abcd", 4), "both parts");
	EQ(sys(SYS_pwrite64, fd, "page edge", 9, PAGE - 4), 9,
	   "write over a page's edge");
	EQ(sys(SYS_pread64, fd, buf, 9, PAGE - 4), 9, "read over it");
	OK(!memcmp(buf, "page edge", 9), "the bytes are in their order");
	EQ(sys(SYS_read, fd, buf, 0), 0, "read nothing");
	EQ(sys(SYS_write, fd, buf, 0), 0, "write nothing");
}

static void test_the_end(void)
{
	char buf[64] = "";

	EQ(sys(SYS_pwrite64, fd, "0123456789", 10, size - 4), 4, "a write stops there");
	EQ(sys(SYS_pread64, fd, buf, 10, size - 4), 4, "a read too");
	OK(!memcmp(buf, "0123", 4), "with the bytes that fit");
	EQ(sys(SYS_pread64, fd, buf, 10, size), 0, "read at the end: nothing");
	EQ(sys(SYS_pread64, fd, buf, 10, size + 100), 0, "read past it: nothing");
	FAILS(sys(SYS_pwrite64, fd, "x", 1, size), ENOSPC, "write at the end");
	FAILS(sys(SYS_pwrite64, fd, "x", 1, size + 100), ENOSPC, "write past it");
	FAILS(sys(SYS_pread64, fd, buf, 1, -1), EINVAL, "read at -1");
	FAILS(sys(SYS_read, fd, NULL, 10), EFAULT, "read to NULL");
	FAILS(sys(SYS_write, fd, NULL, 10), EFAULT, "write from NULL");
}

static void test_seek(void)
{
	EQ(sys(SYS_lseek, fd, 0, SEEK_END), size, "SEEK_END is the size");
	EQ(sys(SYS_lseek, fd, -10, SEEK_END), size - 10, "10 before it");
	EQ(sys(SYS_lseek, fd, 5, SEEK_CUR), size - 5, "5 on");
	FAILS(sys(SYS_lseek, fd, -1, SEEK_SET), EINVAL, "before the beginning");
	FAILS(sys(SYS_lseek, fd, size + 1, SEEK_SET), EINVAL, "past the end");
	FAILS(sys(SYS_lseek, fd, 6, SEEK_CUR), EINVAL, "past the end from here");
	FAILS(sys(SYS_lseek, fd, 0, 17), EINVAL, "a bad whence");
	EQ(sys(SYS_lseek, fd, 0, SEEK_CUR), size - 5, "failed seeks did not move");
	sys(SYS_lseek, fd, 0, SEEK_SET);
}

static void test_map_whole(void)
{
	char *area = map(size, RW, MAP_SHARED, 0), buf[16] = "";
	int same = 1;

	OK(area != MAP_FAILED, "map the whole buffer");
	if (area == MAP_FAILED)
		return;
	for (unsigned long i = 0; i < pages; i++)
		same &= mapped_pfn(area + i * PAGE) == driver_pfn(i);
	OK(same, "our page tables hold the driver's frames");
	strcpy(area + 2 * PAGE, "from ring 3");
	EQ(sys(SYS_pread64, fd, buf, 12, 2 * PAGE), 12, "read through the driver");
	OK(!strcmp(buf, "from ring 3"), "what we stored");
	EQ(sys(SYS_pwrite64, fd, "from driver", 12, PAGE), 12,
	   "write through the driver");
	OK(!strcmp(area + PAGE, "from driver"), "we see it");
	EQ(sys(SYS_pwrite64, fd, area + PAGE, 12, 0), 12, "the driver reads our mapping");
	OK(!strcmp(area, "from driver"), "and stores it into the same buffer");
	EQ(sys(SYS_munmap, area, size), 0, "unmap");
}

/* What remap_pfn_range() makes of an area: VM_PFNMAP, VM_IO, VM_DONTEXPAND, VM_DONTDUMP. */
static void test_flags(void)
{
	char *area = map(size, RW, MAP_SHARED, 0), *flags;

	proc_read("/proc/self/smaps");
	flags = vma_text(area);
	flags = flags ? strstr(flags, "VmFlags: ") : NULL;
	OK(flags && !strncmp(flags, "VmFlags: rd wr sh mr mw me ms pf io de dd ", 42),
	   "VmFlags: no ordinary pages, not to grow, not to dump");
	EQ(smaps_kb(area, "Rss"), 0, "none of its frames counts as resident");
	sys(SYS_munmap, area, size);
}

static void test_map_offset(void)
{
	for (unsigned long i = 0; i < pages; i++) {
		char *one = map(PAGE, RW, MAP_SHARED, i * PAGE);

		OK(one != MAP_FAILED && mapped_pfn(one) == driver_pfn(i),
		   "an offset of %lu pages maps that page", i);
		sys(SYS_munmap, one, PAGE);
	}
	FAILS(map(size + 1, RW, MAP_SHARED, 0), EINVAL, "a byte too many is a page");
	FAILS(map(size, RW, MAP_SHARED, PAGE), EINVAL, "the size, a page too far");
	FAILS(map(PAGE, RW, MAP_SHARED, size), EINVAL, "a page behind the end");
	FAILS(map(PAGE, RW, MAP_SHARED, 1UL << 40), EINVAL, "a page at 1 TiB");
	FAILS(map(PAGE, RW, MAP_SHARED, -PAGE), EOVERFLOW, "the page before 2^64");
	FAILS(map(PAGE, RW, MAP_SHARED, 1), EINVAL, "an offset of 1");
	FAILS(map(0, RW, MAP_SHARED, 0), EINVAL, "no page at all");
}

/* The rights of a mapping come from the open file and from mprotect, as anywhere. */
static int write_there(void *address)
{
	*(volatile char *)address = 1;
	return 0;
}

static void test_rights(void)
{
	char *area = map(size, PROT_READ, MAP_SHARED, 0);

	OK(killed_by(in_child(write_there, area), SIGSEGV), "a read-only map is that");
	EQ(sys(SYS_mprotect, area, size, RW), 0, "mprotect may open it");
	OK(exited_with(in_child(write_there, area), 0), "then it can be written");
	sys(SYS_munmap, area, size);
}

static void test_read_only_file(const char *path)
{
	int writable = fd;
	char *area;

	fd = open(path, O_RDONLY);
	FAILS(map(size, RW, MAP_SHARED, 0), EACCES, "opened to read: no writable map");
	area = map(size, PROT_READ, MAP_SHARED, 0);
	OK(area != MAP_FAILED, "a readable one");
	FAILS(sys(SYS_mprotect, area, size, RW), EACCES, "that mprotect cannot open");
	FAILS(sys(SYS_write, fd, "x", 1), EBADF, "nor can write(2)");
	sys(SYS_munmap, area, size);
	close(fd);
	fd = open(path, O_WRONLY);
	FAILS(map(size, PROT_READ, MAP_SHARED, 0), EACCES, "opened to write: no map");
	close(fd);
	fd = writable;
}

/*
 * A private map copies a page when it is written. remap_pfn_range() allows such a map
 * only when one call fills the whole area, so that vm_pgoff can tell which frame
 * belongs where; a driver that needs a call for each page gets EINVAL, as on Linux.
 */
static void test_private(const char *path)
{
	char *area, byte;

	if (strstr(path, "vmalloc")) {
		FAILS(map(size, RW, MAP_PRIVATE, 0), EINVAL,
		      "no private map, page by page");
		return;
	}
	area = map(size, RW, MAP_PRIVATE, 0);
	OK(area != MAP_FAILED, "map the buffer private");
	if (area == MAP_FAILED)
		return;
	sys(SYS_pwrite64, fd, "D", 1, PAGE);
	EQ(area[PAGE], 'D', "it shows the driver's bytes");
	EQ(mapped_pfn(area + PAGE), driver_pfn(1), "in the driver's frame");
	area[PAGE] = 'P';
	EQ(area[PAGE], 'P', "a store ...");
	OK(mapped_pfn(area + PAGE) != driver_pfn(1), "... goes to a copy");
	sys(SYS_pread64, fd, &byte, 1, PAGE);
	EQ(byte, 'D', "the driver's byte is unchanged");
	EQ(mapped_pfn(area), driver_pfn(0), "the other pages are still the driver's");
	EQ(sys(SYS_munmap, area, size), 0, "unmap both kinds");
}

static int child_writes(void *area)
{
	if (mapped_pfn(area) != driver_pfn(0))
		return 1;
	strcpy((char *)area + 500, "from the child");
	return 0;
}

static void test_fork(void)
{
	char *area = map(size, RW, MAP_SHARED, 0), buf[16] = "";

	OK(exited_with(in_child(child_writes, area), 0), "a child has the same frames");
	OK(!strcmp(area + 500, "from the child"), "what it wrote is here");
	sys(SYS_pread64, fd, buf, 15, 500);
	OK(!strcmp(buf, "from the child"), "and in the driver");
	sys(SYS_munmap, area, size);
}

/* A mapping does not need the descriptor it was made from. */
static void test_outlives_descriptor(const char *path)
{
	int first = fd;
	char *area, buf[16] = "";

	fd = open(path, O_RDWR);
	area = map(size, RW, MAP_SHARED, 0);
	close(fd);
	fd = first;
	strcpy(area, "still mapped");
	sys(SYS_pread64, fd, buf, 13, 0);
	OK(!strcmp(buf, "still mapped"), "a mapping outlives its descriptor");
	EQ(sys(SYS_munmap, area + PAGE, PAGE), 0, "unmap a page in its middle");
	EQ(area[0], 's', "the page before it stays");
	EQ(mapped_pfn(area + 2 * PAGE), driver_pfn(2), "the page after it too");
	EQ(mapped_pfn(area + PAGE), 0, "the middle is gone");
	EQ(sys(SYS_munmap, area, size), 0, "unmap the rest");
}

/* Two openers see one buffer; a hundred mappings leave no trace. */
static void test_many(const char *path)
{
	int other = open(path, O_RDWR), good = 0;
	char byte = 0;

	sys(SYS_pwrite64, other, "Q", 1, 77);
	sys(SYS_pread64, fd, &byte, 1, 77);
	EQ(byte, 'Q', "two descriptors, one buffer");
	close(other);
	for (int i = 0; i < 100; i++) {
		char *area = map(size, RW, MAP_SHARED, 0);

		good += area != MAP_FAILED && sys(SYS_munmap, area, size) == 0;
	}
	EQ(good, 100, "map and unmap a hundred times");
}

static void test_device(const char *path)
{
	tap_print("# %s", path);
	fd = open(path, O_RDWR);
	OK(fd >= 0, "open %s", path);
	size = 0;
	sys(SYS_ioctl, fd, TOY_GET_SIZE, &size);
	pages = size / PAGE;
	test_node();
	test_ioctl();
	test_read_and_write();
	test_the_end();
	test_seek();
	test_map_whole();
	test_flags();
	test_map_offset();
	test_rights();
	test_read_only_file(path);
	test_private(path);
	test_fork();
	test_outlives_descriptor(path);
	test_many(path);
	EQ(sys(SYS_close, fd), 0, "close");
}

int main(void)
{
	if (!on_atlas()) {
		tap_print("1..0 # SKIP no toy devices: this is not Atlas");
		return 0;
	}
	for (int i = 0; i < 3; i++)
		test_device(devices[i]);
	return tap_done();
}
