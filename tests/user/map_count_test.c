/*
 * tests/user/map_count_test.c - as many VMAs as vm.max_map_count allows, and not one more
 *
 * The limit is 65,530. mmap and brk look whether there are more than that before they begin,
 * so they reach 65,531; who cuts a VMA in two must find fewer; mremap keeps room for what
 * it may have to cut.
 */
#include "mem.h"

#include <sys/shm.h>

#define LIMIT 65530

/* In pages from AREA: two of one kind that can be cut, what can be moved, where to; the rest. */
enum { WHOLE = 0, MOVED = 8, TARGET = 12, MANY = 16 };

static int made; /* VMAs of a page each from MANY on */

#define AT(page) (AREA + (page)*PAGE)

/* VMAs, counted in /proc/self/maps without stdio, which would map memory; not [vsyscall]. */
static int count_all(void)
{
	static char text[65537];
	int fd = open("/proc/self/maps", O_RDONLY), count = 0;
	long n;

	while ((n = read(fd, text, sizeof(text) - 1)) > 0) {
		text[n] = '\0';
		for (const char *at = text; (at = strchr(at, '\n')); at++)
			count++;
		count -= strstr(text, "[vsyscall]") != NULL;
	}
	close(fd);
	return count;
}

/* One VMA more: its neighbours have other permissions. */
static int make_one(void)
{
	char *at = AT(MANY + made);

	if (map_at(at, 1, made % 2 ? PROT_READ : PROT_NONE, ANON, -1) != at)
		return -1;
	made++;
	return 0;
}

/* From now on there are so many VMAs. */
static void have(int count)
{
	static int now;

	if (!now)
		now = count_all();
	for (; now < count && !make_one(); now++)
		;
	for (; now > count; now--)
		munmap(AT(MANY + --made), PAGE);
}

/* Growing so much takes the VMA at MOVED elsewhere. */
static char *move_away(void)
{
	return (char *)sys(SYS_mremap, AT(MOVED), PAGE, 16 * PAGE, MREMAP_MAYMOVE);
}

static void test_moving(void)
{
	char *away;

	have(LIMIT - 5);
	FAILS(sys(SYS_mremap, AT(MOVED), PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		  AT(TARGET)),
	      ENOMEM, "65,525: mremap to an address");
	have(LIMIT - 6);
	EQ(sys(SYS_mremap, AT(MOVED), PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
	       AT(TARGET)),
	   AT(TARGET), "65,524: it moves");
	sys(SYS_mremap, AT(TARGET), PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, AT(MOVED));
	have(LIMIT - 3);
	FAILS(move_away(), ENOMEM, "65,527: mremap to where there is room");
	have(LIMIT - 4);
	away = move_away();
	OK(away != MAP_FAILED, "65,526: it moves");
	munmap(away, 16 * PAGE);
	anon_at(MOVED, 1);
}

static void test_cutting(void)
{
	have(LIMIT - 1);
	EQ(sys(SYS_mprotect, AT(WHOLE), PAGE, PROT_READ), 0, "65,529: mprotect cuts one");
	EQ(sys(SYS_mprotect, AT(WHOLE), PAGE, RW), 0, "... and joins it again");
	FAILS(sys(SYS_mprotect, AT(WHOLE + 1), PAGE, PROT_READ), ENOMEM,
	      "... and not where it would have to cut twice");
	anon_at(WHOLE, 4); /* Linux leaves the first cut, Atlas does not */
	have(LIMIT);
	EQ(count_all(), LIMIT, "65,530 lines in maps");
	FAILS(sys(SYS_mprotect, AT(WHOLE), PAGE, PROT_READ), ENOMEM,
	      "65,530: mprotect of a part");
	EQ(sys(SYS_mprotect, AT(WHOLE), 4 * PAGE, RW), 0, "... of all");
	FAILS(sys(SYS_mlock, AT(WHOLE), PAGE), ENOMEM, "... mlock of a part");
	FAILS(sys(SYS_madvise, AT(WHOLE), PAGE, MADV_DONTFORK), EAGAIN,
	      "... madvise that changes a part");
	EQ(sys(SYS_madvise, AT(WHOLE), PAGE, MADV_DONTNEED), 0, "... that does not");
	FAILS(move_away(), ENOMEM, "... mremap that moves");
	EQ(sys(SYS_mremap, AT(MOVED), PAGE, 2 * PAGE, 0), AT(MOVED),
	   "... that grows where it is");
	EQ(sys(SYS_mremap, AT(MOVED), 2 * PAGE, PAGE, 0), AT(MOVED), "... that shrinks");
	FAILS(sys(SYS_munmap, AT(WHOLE + 1), PAGE), ENOMEM, "... munmap in the middle");
	EQ(count_all(), LIMIT, "... 65,530 still");
	EQ(sys(SYS_munmap, AT(WHOLE), PAGE), 0, "... munmap at the beginning");
	EQ(sys(SYS_munmap, AT(WHOLE + 3), PAGE), 0, "... and at the end");
	anon_at(WHOLE, 4);
}

static int read_all(void *unused)
{
	return count_all() != LIMIT + 1;
}

static void test_making(void)
{
	long heap = sys(SYS_brk, 0);
	int segment = shmget(IPC_PRIVATE, PAGE, IPC_CREAT | 0600);

	have(LIMIT + 1);
	EQ(count_all(), LIMIT + 1, "mmap makes the 65,531st");
	FAILS(make_one(), ENOMEM, "and no other");
	FAILS(map_at(AT(MANY), 1, RW, ANON, -1), ENOMEM, "not even in place of one");
	FAILS(map_at(AT(MOVED + 1), 1, RW, ANON, -1), ENOMEM, "nor one that would join");
	EQ(sys(SYS_brk, heap + 4 * PAGE), heap, "brk does not move");
	FAILS(shmat(segment, NULL, 0), ENOMEM, "shmat");
	FAILS(sys(SYS_munmap, AT(WHOLE + 1), PAGE), ENOMEM, "munmap in the middle");
	OK(exited_with(in_child(read_all, NULL), 0), "fork copies them all");
	EQ(count_all(), LIMIT + 1, "65,531 still");
	EQ(sys(SYS_munmap, AT(MANY), PAGE), 0, "one less,");
	EQ(map_at(AT(MANY), 1, PROT_NONE, ANON, -1), AT(MANY), "... and mmap again");
	EQ(sys(SYS_munmap, AT(0), (MANY + made) * PAGE), 0, "one munmap takes them away");
	EQ(sys(SYS_brk, heap + 4 * PAGE), heap + 4 * PAGE, "brk moves");
	shmctl(segment, IPC_RMID, NULL);
}

int main(void)
{
	long heap = sys(SYS_brk, 0);

	no_huge_pages();
	sys(SYS_brk, heap + PAGE); /* [heap] is there, and counted */
	anon_at(WHOLE, 4);
	anon_at(MOVED, 1);
	test_moving();
	test_cutting();
	test_making();
	return tap_done();
}
