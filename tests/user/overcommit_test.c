/*
 * tests/user/overcommit_test.c - vm.overcommit_memory, CommitLimit, Committed_AS
 *
 * Changes the machine's settings: on Linux only where the environment has ORACLE, which
 * says that the machine is the test's own.
 */
#include "mem.h"

static long meminfo(const char *name)
{
	return proc_kb("/proc/meminfo", name) * 1024 / (long)PAGE;
}

static int set(const char *name, const char *value)
{
	char path[64];
	int fd, ok;

	snprintf(path, sizeof(path), "/proc/sys/vm/%s", name);
	fd = open(path, O_WRONLY);
	ok = write(fd, value, strlen(value)) == (ssize_t)strlen(value);
	close(fd);
	return ok;
}

static char setting(const char *name)
{
	char path[64], text = 0;
	int fd;

	snprintf(path, sizeof(path), "/proc/sys/vm/%s", name);
	fd = open(path, O_RDONLY);
	if (read(fd, &text, 1) != 1)
		text = 0;
	close(fd);
	return text;
}

/* Is what has been promised now so many pages more than before, give or take a few? */
static int promised(long before, long pages)
{
	long now = meminfo("Committed_AS") - before;

	return now > pages - 64 && now < pages + 64;
}

static int two_copies(void *arg)
{
	return promised(*(long *)arg, 20000) ? 0 : 1;
}

static void test_counting(void)
{
	long before = meminfo("Committed_AS"), base;
	char *area = map_at(AREA, 10000, RW, ANON, -1);

	OK(promised(before, 10000), "private writable memory is promised");
	munmap(area, 5000 * PAGE);
	OK(promised(before, 5000), "what is unmapped is not");
	map_at(AREA, 5000, PROT_READ, ANON, -1);
	OK(promised(before, 5000), "nor what is read-only");
	mprotect(area, 5000 * PAGE, RW);
	OK(promised(before, 10000), "until it becomes writable");
	mprotect(area, 5000 * PAGE, PROT_READ);
	OK(promised(before, 10000), "it stays promised then");
	munmap(area, 10000 * PAGE);
	map_at(AREA, 10000, RW, ANON | MAP_NORESERVE, -1);
	OK(promised(before, 0), "MAP_NORESERVE promises nothing");
	munmap(area, 10000 * PAGE);
	map_at(AREA, 10000, RW, SHARED_ANON, -1);
	OK(promised(before, 10000), "shared anonymous memory is promised");
	munmap(area, 10000 * PAGE);
	OK(promised(before, 0), "until the last has unmapped it");
	map_at(AREA, 10000, RW, ANON, -1);
	sys(SYS_mremap, AREA, 10000 * PAGE, 12000 * PAGE, MREMAP_MAYMOVE);
	OK(promised(before, 12000), "mremap adds what is new");
	sys(SYS_mremap, AREA, 12000 * PAGE, 12000 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
	    AREA + 20000 * PAGE);
	OK(promised(before, 12000), "a move adds nothing");
	munmap(AREA + 20000 * PAGE, 12000 * PAGE);
	map_at(AREA, 10000, RW, ANON, -1);
	base = before;
	OK(exited_with(in_child(two_copies, &base), 0), "fork promises it twice");
	OK(promised(before, 10000), "exit takes that back");
	munmap(area, 10000 * PAGE);
	OK(promised(before, 0), "nothing is left");
}

static void test_guess(void)
{
	long total = meminfo("MemTotal");

	set("overcommit_memory", "0");
	FAILS(map_at(AREA, total + meminfo("SwapTotal") + 1, RW, ANON, -1), ENOMEM,
	      "0: more than all memory in one piece is refused");
	EQ(map_at(AREA, total - 1000, RW, ANON, -1), AREA, "0: nearly all is not");
	EQ(map_at(AREA + total * PAGE, total - 1000, RW, ANON, -1), AREA + total * PAGE,
	   "0: not even twice");
	munmap(AREA, 2 * total * PAGE);
	EQ(map_at(AREA, total * 4, RW, ANON | MAP_NORESERVE, -1), AREA,
	   "0: MAP_NORESERVE is not looked at");
	munmap(AREA, total * 4 * PAGE);
}

static void test_always(void)
{
	long total = meminfo("MemTotal");

	set("overcommit_memory", "1");
	EQ(setting("overcommit_memory"), '1', "the setting reads back");
	EQ(map_at(AREA, total * 4, RW, ANON, -1), AREA, "1: nothing is refused");
	munmap(AREA, total * 4 * PAGE);
}

static int child_ok(void *unused)
{
	return 0;
}

static void test_never(void)
{
	long limit, room;

	set("overcommit_ratio", "80");
	limit = meminfo("CommitLimit");
	OK(limit - meminfo("SwapTotal") > meminfo("MemTotal") * 79 / 100 &&
		   limit - meminfo("SwapTotal") <= meminfo("MemTotal") * 80 / 100,
	   "CommitLimit is overcommit_ratio per cent of memory");
	set("overcommit_memory", "2");
	room = limit - meminfo("Committed_AS");
	FAILS(map_at(AREA, room + 1000, RW, ANON, -1), ENOMEM,
	      "2: more than CommitLimit is refused");
	FAILS(map_at(AREA, room + 1000, RW, ANON | MAP_NORESERVE, -1), ENOMEM,
	      "2: MAP_NORESERVE does not help");
	EQ(map_at(AREA, room + 1000, PROT_READ, ANON, -1), AREA,
	   "2: what cannot be written costs nothing");
	FAILS(mprotect(AREA, (room + 1000) * PAGE, RW), ENOMEM,
	      "2: it cannot become writable");
	munmap(AREA, (room + 1000) * PAGE);
	EQ(map_at(AREA, room * 6 / 10, RW, ANON, -1), AREA, "2: what fits is given");
	FAILS(map_at(AREA + room * PAGE, room * 6 / 10, RW, ANON, -1), ENOMEM,
	      "2: but not twice");
	FAILS(sys(SYS_mremap, AREA, room * 6 / 10 * PAGE, room * 12 / 10 * PAGE, 0),
	      ENOMEM, "2: nor can it grow");
	EQ(in_child(child_ok, NULL), -1, "2: nor can it be forked");
	EQ(errno, ENOMEM, "2: for want of memory");
	munmap(AREA, room * PAGE);
	EQ(in_child(child_ok, NULL), 0, "2: without it, it can");
	set("overcommit_memory", "0");
	set("overcommit_ratio", "50");
}

/* CommitLimit as a number; either way of saying it ends the other. */
static void test_kbytes(void)
{
	OK(set("overcommit_kbytes", "8192"), "overcommit_kbytes");
	EQ(meminfo("CommitLimit"), 8192 / 4, "is CommitLimit");
	EQ(setting("overcommit_ratio"), '0', "and no ratio");
	OK(set("overcommit_ratio", "50"), "overcommit_ratio");
	EQ(setting("overcommit_kbytes"), '0', "and no number");
	OK(meminfo("CommitLimit") > 8192 / 4, "is CommitLimit again");
}

/* How a number may be written. */
static void test_forms(void)
{
	OK(set("overcommit_memory", " 1\n"), "blanks around it");
	EQ(setting("overcommit_memory"), '1', "are none of it");
	OK(set("overcommit_memory", "0x0"), "in base 16");
	EQ(setting("overcommit_memory"), '0', "it is as well");
	OK(set("overcommit_ratio", "011"), "in base 8");
	EQ(setting("overcommit_ratio"), '9', "too");
	OK(set("overcommit_ratio", "50\n"), "in base 10, with the end of a line");
	OK(!set("overcommit_memory", "+1"), "no sign");
	OK(!set("overcommit_memory", "1x"), "nothing behind it");
	OK(set("overcommit_memory", ""), "nothing at all changes nothing");
	OK(!set("overcommit_memory", "3"), "there is no fourth way");
	OK(!set("overcommit_memory", "x"), "a letter is no setting");
	EQ(setting("overcommit_memory"), '0', "the setting has not changed");
}

int main(void)
{
	no_huge_pages();
	if (!on_atlas() && !getenv("ORACLE")) {
		tap_skip("overcommit", "not alone on this machine");
		return tap_done();
	}
	test_counting();
	test_guess();
	test_always();
	test_never();
	test_kbytes();
	test_forms();
	return tap_done();
}
