/*
 * tests/user/shmem_count_test.c - Shmem in /proc/meminfo: the pages of tmpfs and shared memory
 *
 * The machine is at rest, so each page that comes or goes is seen: in the sum, in that of the
 * nodes and in /proc/vmstat. Linux folds what its CPUs have counted when stat_refresh is read.
 */
#include "mem.h"
#include <sys/ipc.h>
#include <sys/shm.h>

#define NODE "/sys/devices/system/node/node%d/meminfo"

static char data[8 * PAGE];

/* The number behind a name, with or without a colon; -1: there is none. */
static long number_in(const char *file, const char *name)
{
	FILE *from = fopen(file, "r");
	long number = -1, found;
	char line[256], *at;

	while (from && fgets(line, sizeof(line), from)) {
		at = strstr(line, name);
		if (at && sscanf(at + strlen(name), "%*[: ]%ld", &found) == 1)
			number = found;
	}
	if (from)
		fclose(from);
	return number;
}

/* Pages of shared memory now; -1: the files do not agree. */
static long shmem_pages(void)
{
	long total, nodes = 0, node;
	char path[64];

	number_in("/proc/sys/vm/stat_refresh", "x");
	total = number_in("/proc/vmstat", "nr_shmem");
	for (int i = 0;; i++) {
		snprintf(path, sizeof(path), NODE, i);
		node = number_in(path, "Shmem");
		if (node < 0)
			break;
		nodes += node;
	}
	return nodes == 4 * total && proc_kb("/proc/meminfo", "Shmem") == nodes ? total
										: -1;
}

static long base;

/* So many more than at the beginning? */
#define PAGES(more, ...) EQ(shmem_pages() - base, more, __VA_ARGS__)

static int fill_8(void *map)
{
	fill(map, 8, 1);
	return 0;
}

static void test_anonymous(void)
{
	char *map = map_at(NULL, 8, RW, SHARED_ANON, -1);

	PAGES(0, "a mapping has no pages yet");
	fill(map, 5, 1);
	PAGES(5, "written pages of shared anonymous memory");
	OK(map[5 * PAGE] == 0, "one is read");
	PAGES(6, "it is a page too");
	in_child(fill_8, map);
	PAGES(8, "a child's are the same pages, and stay when it dies");
	madvise(map, 2 * PAGE, MADV_DONTNEED);
	PAGES(8, "MADV_DONTNEED only unmaps");
	madvise(map, 2 * PAGE, MADV_REMOVE);
	PAGES(6, "MADV_REMOVE frees");
	munmap(map, 8 * PAGE);
	PAGES(0, "munmap brings the number back");
}

static void test_system_v(void)
{
	int id = sys(SYS_shmget, IPC_PRIVATE, 4 * PAGE, 0600);
	char *map = (char *)sys(SYS_shmat, id, 0, 0);

	PAGES(0, "a segment of System V has no pages yet");
	fill(map, 4, 1);
	PAGES(4, "written pages of it");
	sys(SYS_shmdt, map);
	PAGES(4, "they stay when nobody has it attached");
	sys(SYS_shmctl, id, IPC_RMID, 0);
	PAGES(0, "IPC_RMID frees them");
}

/* What a file of tmpfs has, whichever way it came to be; closes it. */
static void test_file(const char *what, int fd)
{
	char *map;

	EQ(pwrite(fd, data, 5 * PAGE, 0), 5 * PAGE, "%s: write", what);
	PAGES(5, "%s: as many pages", what);
	pwrite(fd, data, PAGE, 0);
	PAGES(5, "%s: writing again takes none", what);
	pwrite(fd, data, 1, 100 * PAGE);
	PAGES(6, "%s: a hole takes none", what);
	map = map_at(NULL, 5, RW, MAP_PRIVATE, fd);
	fill(map, 5, 1);
	PAGES(6, "%s: private copies are not shared memory", what);
	munmap(map, 5 * PAGE);
	fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, PAGE, 2 * PAGE);
	PAGES(4, "%s: a hole that is punched", what);
	ftruncate(fd, PAGE);
	PAGES(1, "%s: ftruncate", what);
	close(fd);
}

/* Pages of a file that has a name stay with it, those of one that has none with its users. */
static void test_names(void)
{
	const char *name = "/dev/shm/shmem_count_test";
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);

	test_file("a file of tmpfs", fd);
	PAGES(1, "close leaves what has a name");
	fd = open(name, O_RDWR);
	unlink(name);
	PAGES(1, "unlink leaves what is open");
	close(fd);
	PAGES(0, "then it goes");
}

int main(void)
{
	no_huge_pages();
	OK(shmem_pages() >= 0, "meminfo, the nodes and vmstat agree");
	base = shmem_pages(); /* after the first line, should they go to a file of tmpfs */
	test_anonymous();
	test_system_v();
	test_file("memfd", sys(SYS_memfd_create, "count", 0));
	PAGES(0, "memfd: close brings the number back");
	test_names();
	return tap_done();
}
