/* tests/user/mlock_test.c - mlock, mlock2, munlock, mlockall; RLIMIT_MEMLOCK */
#include "mem.h"

#define ONFAULT 1 /* MLOCK_ONFAULT */

static long locked_pages(void)
{
	return proc_kb("/proc/self/status", "VmLck") / 4;
}

static int resident(char *at, unsigned long pages)
{
	unsigned char vec[64] = { 0 };
	int count = 0;

	if (mincore(at, pages * PAGE, vec))
		return -1;
	for (unsigned long i = 0; i < pages; i++)
		count += vec[i] & 1;
	return count;
}

/* "Locked:" of the VMA that begins there, in pages; -1: there is none. */
static long smaps_locked(const char *at)
{
	FILE *from = fopen("/proc/self/smaps", "r");
	unsigned long start, end;
	long kb, pages = -1;
	int found = 0;
	char line[256];

	while (from && fgets(line, sizeof(line), from)) {
		if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
			found = start == (unsigned long)at;
		else if (found && sscanf(line, "Locked: %ld", &kb) == 1)
			pages = kb / 4;
	}
	if (from)
		fclose(from);
	return pages;
}

/* Root without CAP_IPC_LOCK is as limited as everybody. */
static long drop_ipc_lock(void)
{
	unsigned int header[2] = { 0x20080522, 0 }, data[6];
	long err = sys(SYS_capget, header, data);

	data[0] &= ~(1U << 14);
	data[1] &= ~(1U << 14);
	return err ? err : sys(SYS_capset, header, data);
}

static void test_lock(void)
{
	char *area = anon_at(0, 8);

	EQ(resident(area, 8), 0, "fresh memory is not resident");
	EQ(sys(SYS_mlock, area + PAGE + 5, 2 * PAGE), 0, "lock from within a page");
	EQ(locked_pages(), 3, "VmLck counts whole pages");
	EQ(resident(area, 8), 3, "which are resident");
	EQ(count_vmas(), 3, "they are a VMA of their own");
	EQ(sys(SYS_mlock, area + 2 * PAGE, 4 * PAGE), 0, "locks do not stack");
	EQ(locked_pages(), 5, "each page counts once");
	EQ(sys(SYS_munlock, area, 8 * PAGE), 0, "munlock");
	EQ(locked_pages(), 0, "unlocks all");
	sys(SYS_mlock, area, 8 * PAGE);
	sys(SYS_munmap, area + PAGE, 2 * PAGE);
	EQ(locked_pages(), 6, "what is unmapped is not locked");
	clear_area();
	EQ(locked_pages(), 0, "nothing is");
}

/*
 * One again only where all pages were touched before: Linux 6.1 merges no VMA that has
 * pages of its own with one behind it that has none.
 */
static void test_split(void)
{
	char *area = anon_at(0, 8);

	fill(area, 8, 1);
	sys(SYS_mlock, area + PAGE, 2 * PAGE);
	EQ(count_vmas(), 3, "what is locked is a VMA of its own");
	sys(SYS_munlock, area, 8 * PAGE);
	EQ(count_vmas(), 1, "unlocked it is one again");
	clear_area();
}

static void test_onfault(void)
{
	char *area = anon_at(0, 8);

	EQ(sys(SYS_mlock2, area, 8 * PAGE, ONFAULT), 0, "mlock2 with MLOCK_ONFAULT");
	EQ(locked_pages(), 8, "VmLck counts all");
	EQ(smaps_locked(area), 0, "smaps what is there: nothing");
	EQ(resident(area, 8), 0, "it brings in nothing");
	area[3 * PAGE] = 1;
	EQ(resident(area, 8), 1, "but what is touched");
	EQ(smaps_locked(area), 1, "that is locked");
	EQ(sys(SYS_mremap, area, 8 * PAGE, 12 * PAGE, 0), area, "it grows");
	EQ(locked_pages(), 12, "what is new counts");
	EQ(resident(area, 12), 1, "and is not brought in");
	EQ(sys(SYS_mlock2, area, 4 * PAGE, 0), 0, "mlock2 without, of a part");
	EQ(resident(area, 12), 4, "brings that in");
	EQ(smaps_locked(area), 4, "and locks it");
	EQ(count_vmas(), 2, "the other way of locking is another VMA");
	EQ(locked_pages(), 12, "no page counts twice");
	EQ(sys(SYS_mlock2, area, 4 * PAGE, ONFAULT), 0, "and back to MLOCK_ONFAULT");
	EQ(resident(area, 12), 4, "takes nothing out");
	FAILS(madvise(area, 4 * PAGE, MADV_DONTNEED), EINVAL, "nor does MADV_DONTNEED");
	EQ(madvise(area, 2 * PAGE, 24 /* MADV_DONTNEED_LOCKED */), 0,
	   "MADV_DONTNEED_LOCKED does");
	EQ(resident(area, 12), 2, "what it is given");
	EQ(locked_pages(), 12, "which still counts");
	EQ(area[0], 0, "and is zeros");
	EQ(sys(SYS_munlock, area, 12 * PAGE), 0, "munlock");
	EQ(resident(area, 12), 3, "takes nothing out");
	EQ(smaps_locked(area), 0, "and nothing is locked");
	FAILS(sys(SYS_mlock2, area, PAGE, 2), EINVAL, "an unknown flag");
	clear_area();
}

static void test_onfault_file(void)
{
	int fd = temp_file("/tmp", 4 * PAGE);
	char *area = map_at(AREA, 4, RW, MAP_SHARED, fd);

	EQ(sys(SYS_mlock2, area, 4 * PAGE, ONFAULT), 0, "a file, with MLOCK_ONFAULT");
	EQ(resident(area, 4), 0, "is not read");
	area[PAGE] = 1;
	EQ(smaps_locked(area), 1, "each page is locked by its touch");
	EQ(sys(SYS_mlock, area, 4 * PAGE), 0, "mlock");
	EQ(smaps_locked(area), 4, "touches them all");
	ftruncate(fd, PAGE);
	EQ(smaps_locked(area), 1, "what the file loses is not locked");
	EQ(locked_pages(), 4, "though the mapping is");
	close(fd);
	clear_area();
}

static int child_locks(void *unused)
{
	return locked_pages();
}

static void test_inherit(void)
{
	sys(SYS_mlock, anon_at(0, 4), 4 * PAGE);
	OK(exited_with(in_child(child_locks, NULL), 0), "a child inherits no locks");
	EQ(sys(SYS_mremap, AREA, 4 * PAGE, 6 * PAGE, 0), AREA, "locked memory grows");
	EQ(locked_pages(), 6, "what is new is locked");
	EQ(resident(AREA, 6), 6, "and resident");
	clear_area();
}

static void test_map_flags(void)
{
	char *area = map_at(AREA, 4, RW, ANON | MAP_LOCKED, -1);

	EQ(locked_pages(), 4, "MAP_LOCKED locks");
	EQ(resident(area, 4), 4, "and brings in");
	clear_area();
	area = map_at(AREA, 4, RW, ANON | MAP_POPULATE, -1);
	EQ(resident(area, 4), 4, "MAP_POPULATE brings in");
	EQ(locked_pages(), 0, "and does not lock");
	clear_area();
}

static int all_locked(void *unused)
{
	long size = proc_kb("/proc/self/status", "VmSize") / 4;
	char *area;

	if (mlockall(MCL_CURRENT))
		return 1;
	if (locked_pages() < size - 16)
		return 2;
	area = anon_at(0, 4);
	if (resident(area, 4))
		return 3;
	if (mlockall(MCL_FUTURE))
		return 4;
	area = anon_at(8, 4);
	if (resident(area, 4) != 4)
		return 5;
	if (munlockall() || locked_pages())
		return 6;
	area = anon_at(16, 4);
	return resident(area, 4) ? 7 : 0;
}

/* Each number is that of the first that is not so. */
static int all_on_fault(void *unused)
{
	char *old = anon_at(0, 8), *area = anon_at(32, 8);

	old[PAGE] = 1;
	mprotect(area, 8 * PAGE, PROT_READ);
	if (mlockall(MCL_CURRENT | MCL_ONFAULT) || smaps_locked(old) != 1)
		return 1;
	if (resident(old, 8) != 1 || resident(area, 8))
		return 2;
	if (anon_at(64, 4) && smaps_locked(AREA + 64 * PAGE))
		return 3;
	if (mlockall(MCL_FUTURE | MCL_ONFAULT))
		return 4;
	old = anon_at(96, 8);
	if (resident(old, 8) || locked_pages() < 24)
		return 5;
	old[PAGE] = 1;
	if (smaps_locked(old) != 1 || resident(old, 8) != 1)
		return 6;
	area = map_at(AREA + 128 * PAGE, 4, RW, ANON | MAP_LOCKED, -1);
	if (resident(area, 4)) /* what is to come on fault does */
		return 7;
	area = map_at(AREA + 160 * PAGE, 4, RW, ANON | MAP_POPULATE, -1);
	if (resident(area, 4))
		return 8;
	if (sys(SYS_mlock, area, 4 * PAGE) || resident(area, 4) != 4)
		return 9;
	if (mlockall(MCL_CURRENT)) /* and no more MCL_FUTURE */
		return 10;
	if (resident(old, 8) != 8 || smaps_locked(old) != 8)
		return 11;
	area = anon_at(192, 4);
	if (resident(area, 4) || smaps_locked(area))
		return 12;
	if (mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) || munlockall())
		return 13;
	return locked_pages() || smaps_locked(anon_at(224, 4)) ? 14 : 0;
}

static int child_of_all(void *unused)
{
	char *area;

	if (locked_pages())
		return 1;
	area = anon_at(0, 4);
	return locked_pages() || resident(area, 4) ? 2 : 0;
}

static int all_and_fork(void *unused)
{
	return mlockall(MCL_CURRENT | MCL_FUTURE) ? 100 : in_child(child_of_all, NULL);
}

static void test_all(void)
{
	EQ(in_child(all_on_fault, NULL), 0, "mlockall with MCL_ONFAULT");
	EQ(in_child(all_and_fork, NULL), 0, "a child inherits no mlockall");
	EQ(in_child(all_locked, NULL), 0, "mlockall: now, and for what comes");
	FAILS(mlockall(0), EINVAL, "mlockall: no flags");
	FAILS(mlockall(8), EINVAL, "mlockall: an unknown flag");
	FAILS(mlockall(4), EINVAL, "mlockall: MCL_ONFAULT alone");
}

static void test_errors(void)
{
	char *area = anon_at(0, 4);

	munmap(area + 2 * PAGE, PAGE);
	FAILS(sys(SYS_mlock, area, 4 * PAGE), ENOMEM, "a hole");
	EQ(locked_pages(), 2, "what lies before it is locked");
	FAILS(sys(SYS_munlock, area, 4 * PAGE), ENOMEM, "munlock: a hole");
	FAILS(sys(SYS_mlock, area + 2 * PAGE, PAGE), ENOMEM, "nothing there");
	FAILS(sys(SYS_mlock, KERNEL_HALF, PAGE), ENOMEM, "the kernel's half");
	FAILS(sys(SYS_mlock, area, -PAGE), EINVAL, "a range that wraps");
	EQ(sys(SYS_mlock, area, 0), 0, "a length of 0 locks nothing");
	mprotect(area, PAGE, PROT_NONE);
	FAILS(sys(SYS_mlock, area, PAGE), ENOMEM, "closed memory cannot be brought in");
	clear_area();
}

static int limited(void *unused)
{
	char *area = anon_at(0, 16);
	int failures = 0;

	if (drop_ipc_lock())
		return 100;
	set_limit(RLIMIT_MEMLOCK, 4 * PAGE);
	failures += !(sys(SYS_mlock, area, 5 * PAGE) == -1 && errno == ENOMEM);
	failures += !(sys(SYS_mlock, area, 4 * PAGE) == 0);
	failures += !(sys(SYS_mlock, area, 4 * PAGE) == 0);
	failures += !(sys(SYS_mlock, area + 4 * PAGE, PAGE) == -1 && errno == ENOMEM);
	failures +=
		!(map_at(AREA + 32 * PAGE, 1, RW, ANON | MAP_LOCKED, -1) == MAP_FAILED &&
		  errno == EAGAIN);
	sys(SYS_munmap, area + 4 * PAGE, 12 * PAGE);
	failures += !(sys(SYS_mremap, area, 4 * PAGE, 5 * PAGE, MREMAP_MAYMOVE) == -1 &&
		      errno == EAGAIN);
	failures += !(mlockall(MCL_CURRENT) == -1 && errno == ENOMEM);
	sys(SYS_munlock, area, 4 * PAGE);
	set_limit(RLIMIT_MEMLOCK, 0);
	failures += !(sys(SYS_mlock, area, PAGE) == -1 && errno == EPERM);
	failures += !(mlockall(MCL_CURRENT) == -1 && errno == EPERM);
	failures +=
		!(map_at(AREA + 32 * PAGE, 1, RW, ANON | MAP_LOCKED, -1) == MAP_FAILED &&
		  errno == EPERM);
	return failures;
}

int main(void)
{
	no_huge_pages();
	test_lock();
	test_split();
	test_onfault();
	test_onfault_file();
	test_inherit();
	test_map_flags();
	test_all();
	test_errors();
	EQ(in_child(limited, NULL), 0, "RLIMIT_MEMLOCK limits who has no CAP_IPC_LOCK");
	return tap_done();
}
