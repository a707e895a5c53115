/*
 * tests/user/mm_rights_test.c - memory calls that ask who the caller is
 *
 * Each scenario is a child's, that is root first and then user 1000, without capabilities.
 */
#include "cred.h"
#include "mem.h"

#include <linux/mempolicy.h>
#include <sys/uio.h>

#define AT(page) (AREA + (page)*PAGE)

static int locking(void *unused)
{
	long heap;

	anon_at(0, 8);
	set_limit(RLIMIT_MEMLOCK, 4 * PAGE);
	MUST(!mlock(AREA, 8 * PAGE) && !munlock(AREA, 8 * PAGE));
	MUST(!become(ALICE, ALICE));
	REFUSED(mlock(AREA, 5 * PAGE), ENOMEM);
	MUST(!mlock(AREA, 4 * PAGE));
	MUST(!mlock(AREA + PAGE, 3 * PAGE)); /* they are locked already */
	REFUSED(mlock(AREA + PAGE, 4 * PAGE), ENOMEM);
	REFUSED((long)map_at(AT(20), 1, RW, ANON | MAP_LOCKED, -1), EAGAIN);
	REFUSED(sys(SYS_mremap, AREA, 4 * PAGE, 5 * PAGE, MREMAP_MAYMOVE), EAGAIN);
	REFUSED(mlockall(MCL_CURRENT), ENOMEM);
	MUST(!mlockall(MCL_FUTURE));
	REFUSED((long)map_at(AT(20), 1, RW, ANON, -1), EAGAIN);
	heap = sys(SYS_brk, 0);
	MUST(sys(SYS_brk, heap + PAGE) == heap);
	return 0;
}

static int locking_nothing(void *unused)
{
	anon_at(0, 1);
	MUST(!become(ALICE, ALICE));
	MUST(!mlock(AREA, PAGE));
	set_limit(RLIMIT_MEMLOCK, 0);
	REFUSED(mlock(AREA, PAGE), EPERM);
	REFUSED(mlock(AREA, 0), EPERM);
	REFUSED(sys(SYS_mlock2, AREA, PAGE, 8), EINVAL);
	REFUSED(mlockall(MCL_CURRENT), EPERM);
	REFUSED(mlockall(0), EINVAL);
	REFUSED((long)map_at(AT(20), 1, RW, ANON | MAP_LOCKED, -1), EPERM);
	MUST(!munlock(AREA, PAGE) && !munlockall());
	return 0;
}

static int others(void *unused)
{
	struct iovec piece = { AREA, 1 };
	struct rlimit limit;

	anon_at(0, 1);
	MUST(!become(ALICE, ALICE));
	REFUSED(process_vm_readv(1, &piece, 1, &piece, 1, 0), EPERM);
	REFUSED(process_vm_writev(1, &piece, 1, &piece, 1, 0), EPERM);
	REFUSED(sys(SYS_prlimit64, 1, RLIMIT_AS, NULL, &limit), EPERM);
	MUST(!getrlimit(RLIMIT_AS, &limit));
	limit.rlim_cur = limit.rlim_max = 1L << 50;
	MUST(!setrlimit(RLIMIT_AS, &limit));
	limit.rlim_max = RLIM_INFINITY;
	REFUSED(setrlimit(RLIMIT_AS, &limit), EPERM);
	REFUSED(sys(SYS_mbind, AREA, PAGE, MPOL_DEFAULT, 0, 0, MPOL_MF_MOVE_ALL), EPERM);
	return 0;
}

/* 0, or -1 and errno. */
static int set_oom_score_adj(const char *value)
{
	int fd = open("/proc/self/oom_score_adj", O_RDWR);
	int err = fd < 0 || write(fd, value, strlen(value)) < 0 ? -1 : 0;

	close(fd);
	return err;
}

static int dying_first(void *unused)
{
	MUST(!set_oom_score_adj("100\n") && !set_oom_score_adj("50"));
	MUST(!become(ALICE, ALICE));
	MUST(!prctl(PR_SET_DUMPABLE, 1, 0, 0,
		    0)); /* its files in /proc are its own again */
	MUST(!set_oom_score_adj(" 0x64 "));
	MUST(!set_oom_score_adj("50"));
	REFUSED(set_oom_score_adj("49"), EACCES);
	REFUSED(set_oom_score_adj("-1000"), EACCES);
	REFUSED(set_oom_score_adj("1001"), EINVAL);
	return 0;
}

/* MADV_REMOVE asks what the mapping could become, not what it is. */
static void test_remove(void)
{
	int fd = temp_file("/dev/shm", 2 * PAGE);
	char *area = map_at(AREA, 2, PROT_READ, MAP_SHARED, fd), byte = 'x';

	pwrite(fd, &byte, 1, 0);
	EQ(area[0], 'x', "a mapping to read, of a file open for writing, too");
	EQ(madvise(area, PAGE, MADV_REMOVE), 0, "MADV_REMOVE may empty it");
	EQ(area[0], 0, "it is");
	mprotect(area, PAGE, PROT_NONE);
	EQ(madvise(area, PAGE, MADV_REMOVE), 0, "even when it is closed");
	clear_area();
	close(fd);
}

int main(void)
{
	no_huge_pages();
	EQ(failed_step(locking, NULL), 0, "RLIMIT_MEMLOCK");
	EQ(failed_step(locking_nothing, NULL), 0, "RLIMIT_MEMLOCK: 0");
	EQ(failed_step(others, NULL), 0, "other processes' memory and limits");
	EQ(failed_step(dying_first, NULL), 0, "oom_score_adj");
	test_remove();
	return tap_done();
}
