/*
 * user/mmapdemo.c - one page frame, two views: the driver's and the program's
 *
 * A driver has memory of its own. mmap(2) on its device lets this program, in ring 3,
 * reach the very same page frames through addresses of its own: no byte is copied.
 *
 *	this program's page tables              the kernel's page tables
 *	0x7f..a000 --------------+      +------------ the driver's buffer
 *	                         v      v
 *	                      page frame 0x1234
 *
 * For each of the three ways in which a driver may get memory (kmalloc, vmalloc,
 * alloc_pages) the program shows that this is so, and ends with PASS or with the first
 * difference between what it found and what it expected.
 *
 *	mmapdemo [DEVICE...]		all three when none is named
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atlas/toy.h>

#define PAGE 4096UL

/* /proc/PID/pagemap: one 64-bit word for each page (Linux, admin-guide/mm/pagemap). */
#define PAGEMAP_PRESENT (1ULL << 63)
#define PAGEMAP_PFN ((1ULL << 55) - 1)

struct device {
	const char *path;
	const char *memory; /* how its driver got the memory */
	const char *frames; /* ... and what that says of the frames */
};

static const struct device devices[] = {
	{ "/dev/toy-kmalloc", "kmalloc()", "contiguous frames of lowmem" },
	{ "/dev/toy-vmalloc", "vmalloc()", "any frames, contiguous only virtually" },
	{ "/dev/toy-pages", "alloc_pages()", "a block of 2^order frames" },
};

#define NR_DEVICES (sizeof(devices) / sizeof(devices[0]))

/* Say what is wrong and end: the first difference is the one to look at. */
static void __attribute__((noreturn, format(printf, 1, 2))) fail(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	printf("\nFAIL: ");
	vprintf(fmt, args);
	printf("\n");
	va_end(args);
	exit(1);
}

/* Report a step that went as it should. */
static void __attribute__((format(printf, 1, 2))) done(const char *fmt, ...)
{
	char text[80];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	printf("    %-60s ok\n", text);
}

/*
 * ---- What the kernel tells about this process ------------------------------------
 */

/* The line of /proc/self/maps that describes the mapping at @address. */
static void print_maps_line(const void *address)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[256];
	unsigned long start, end;

	if (!maps)
		fail("/proc/self/maps: %s", strerror(errno));
	while (fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx", &start, &end) != 2)
			fail("/proc/self/maps has the line '%s'", line);
		if (start == (unsigned long)address) {
			printf("    %s", line);
			fclose(maps);
			return;
		}
	}
	fail("/proc/self/maps has no mapping at %p", address);
}

/* The frame that lies behind @address according to this process's page tables. */
static unsigned long pfn_of_address(const void *address)
{
	off_t place = (uintptr_t)address / PAGE * sizeof(uint64_t);
	uint64_t entry;
	int fd = open("/proc/self/pagemap", O_RDONLY);

	if (fd < 0)
		fail("/proc/self/pagemap: %s", strerror(errno));
	if (pread(fd, &entry, sizeof(entry), place) != sizeof(entry))
		fail("/proc/self/pagemap: no entry for %p", address);
	close(fd);
	if (!(entry & PAGEMAP_PRESENT))
		fail("no frame is mapped at %p", address);
	return entry & PAGEMAP_PFN;
}

/*
 * ---- What the driver tells about its memory --------------------------------------
 */

static unsigned long buffer_size(int fd)
{
	unsigned long size;

	if (ioctl(fd, TOY_GET_SIZE, &size) < 0)
		fail("ioctl(TOY_GET_SIZE): %s", strerror(errno));
	return size;
}

static unsigned long pfn_of_page(int fd, unsigned long page)
{
	struct toy_pfn answer = { .page = page };

	if (ioctl(fd, TOY_GET_PFN, &answer) < 0)
		fail("ioctl(TOY_GET_PFN, page %lu): %s", page, strerror(errno));
	return answer.pfn;
}

/*
 * ---- The steps of the demonstration ----------------------------------------------
 */

/* Page by page: the frame in our page tables is the frame that the driver owns. */
static void compare_frames(int fd, const char *map, unsigned long size)
{
	printf("    page  our address     ->  PFN in our page tables   PFN says the driver\n");
	for (unsigned long page = 0; page < size / PAGE; page++) {
		const char *address = map + page * PAGE;
		unsigned long ours = pfn_of_address(address);
		unsigned long drivers = pfn_of_page(fd, page);

		printf("    %4lu  %p  ->  %#-22lx   %#lx\n", page, (const void *)address,
		       ours, drivers);
		if (ours != drivers)
			fail("page %lu: frame %#lx is mapped, the driver's is %#lx", page,
			     ours, drivers);
	}
}

/* @text is in the device's buffer at @place, as read(2) sees it through the driver. */
static void expect_in_device(int fd, off_t place, const char *text)
{
	char seen[64] = "";
	ssize_t length = strlen(text);

	if (pread(fd, seen, length, place) != length)
		fail("read of %zd bytes at %ld: %s", length, (long)place,
		     strerror(errno));
	if (memcmp(seen, text, length))
		fail("read(2) returned '%s', expected '%s'", seen, text);
}

/* @text is in our memory at @address. */
static void expect_in_mapping(const char *address, const char *text)
{
	if (memcmp(address, text, strlen(text)))
		fail("the mapping holds '%.*s', expected '%s'", (int)strlen(text),
		     address, text);
}

static void write_here_read_there(int fd, char *map)
{
	const char *text = "stored by one mov in ring 3";

	strcpy(map + PAGE + 100, text);
	expect_in_device(fd, PAGE + 100, text);
	done("wrote through the mapping, read(2) returned it");
}

static void write_there_read_here(int fd, const char *map)
{
	const char *text = "copied in by the driver";
	ssize_t length = strlen(text);

	if (pwrite(fd, text, length, 2 * PAGE + 200) != length)
		fail("write of %zd bytes: %s", length, strerror(errno));
	expect_in_mapping(map + 2 * PAGE + 200, text);
	done("write(2) to the driver, found it in the mapping");
}

/* A child inherits the mapping: a shared one still leads to the same frames. */
static void write_in_child(int fd, char *map)
{
	const char *text = "hello from the child";
	int status;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		fail("fork: %s", strerror(errno));
	if (child == 0) {
		if (pfn_of_address(map) != pfn_of_page(fd, 0))
			_exit(1);
		strcpy(map + 300, text);
		_exit(0);
	}
	if (waitpid(child, &status, 0) != child)
		fail("wait for the child: %s", strerror(errno));
	if (status != 0)
		fail("the child ended with status %#x", status);
	expect_in_mapping(map + 300, text);
	expect_in_device(fd, 300, text);
	done("a forked child wrote, we and the driver see it");
}

/* mmap(2)'s offset chooses the page of the buffer where the mapping begins. */
static void map_last_page(int fd, const char *map, unsigned long size)
{
	unsigned long last = size / PAGE - 1;
	char *one = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, last * PAGE);

	if (one == MAP_FAILED)
		fail("mmap of page %lu alone: %s", last, strerror(errno));
	if (pfn_of_address(one) != pfn_of_page(fd, last))
		fail("offset %#lx does not map page %lu", last * PAGE, last);
	strcpy(one, "through the second mapping");
	expect_in_mapping(map + last * PAGE, "through the second mapping");
	munmap(one, PAGE);
	done("offset %#lx maps page %lu: PFN %#lx is mapped twice now", last * PAGE, last,
	     pfn_of_page(fd, last));
}

/* What lies outside the buffer is not the driver's to give. */
static void expect_refusal(int fd, unsigned long length, unsigned long offset)
{
	void *map = mmap(NULL, length, PROT_READ, MAP_SHARED, fd, offset);

	if (map != MAP_FAILED)
		fail("mapping %lu pages from page %lu on was allowed", length / PAGE,
		     offset / PAGE);
	if (errno != EINVAL)
		fail("mapping too much failed with '%s', not EINVAL", strerror(errno));
}

static void map_too_much(int fd, unsigned long size)
{
	expect_refusal(fd, size + PAGE, 0);
	expect_refusal(fd, size, PAGE);
	expect_refusal(fd, PAGE, size);
	done("one page too many, or too far: EINVAL");
}

static void demonstrate(const struct device *device)
{
	int fd = open(device->path, O_RDWR);
	unsigned long size;
	char *map;

	printf("\n%s: memory from %s, %s\n", device->path, device->memory,
	       device->frames);
	if (fd < 0)
		fail("open: %s", strerror(errno));
	size = buffer_size(fd);
	if (size < 3 * PAGE)
		fail("the buffer has %lu bytes, the demonstration needs 3 pages", size);
	map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		fail("mmap of %lu bytes: %s", size, strerror(errno));

	print_maps_line(map);
	compare_frames(fd, map, size);
	write_here_read_there(fd, map);
	write_there_read_here(fd, map);
	write_in_child(fd, map);
	map_last_page(fd, map, size);
	map_too_much(fd, size);

	munmap(map, size);
	close(fd);
}

static const struct device *find_device(const char *path)
{
	for (size_t i = 0; i < NR_DEVICES; i++)
		if (!strcmp(devices[i].path, path))
			return &devices[i];
	fail("%s is not a toy device", path);
}

int main(int argc, char **argv)
{
	printf("mmapdemo: a ring-3 program shares page frames with a driver\n");
	for (size_t i = 0; argc < 2 && i < NR_DEVICES; i++)
		demonstrate(&devices[i]);
	for (int i = 1; i < argc; i++)
		demonstrate(find_device(argv[i]));
	printf("\nPASS\n");
	return 0;
}
