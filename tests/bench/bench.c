/*
 * tests/bench/bench.c - what system calls and page faults cost a program, in nanoseconds
 *
 * Nothing but POSIX: the same ELF file runs here and on Linux. Under QEMU's -icount a
 * nanosecond is an instruction. Prints `# name: N instructions`; each is the best of
 * some rounds, so that no timer tick is in it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 5
#define PAGE 4096
#define PAGES 256
#define MIB (1UL << 20)
#define NAME "/tmp/bench_file"
#define RW (PROT_READ | PROT_WRITE)

static char *area; /* what the test at hand touches */
static int file, ends[2], there[2], back[2];
static struct pollfd polled[64];
static char buf[PAGE];

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

/* --- measuring ------------------------------------------------------------------------ */

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long long time_of(int times, void (*once)(void))
{
	long long start = now();

	for (int i = 0; i < times; i++)
		once();
	return now() - start;
}

static void report(const char *name, int times, long long best)
{
	printf("# %s: %lld instructions\n", name, best / times);
	fflush(stdout);
}

static void measure(const char *name, int times, void (*once)(void))
{
	long long best = time_of(times, once);

	for (int round = 1; round < ROUNDS; round++) {
		long long t = time_of(times, once);

		best = t < best ? t : best;
	}
	report(name, times, best);
}

/* What @round says that PAGES pages took. */
static void measure_pages(const char *name, long long (*round)(void))
{
	long long best = round();

	for (int i = 1; i < ROUNDS; i++) {
		long long t = round();

		best = t < best ? t : best;
	}
	report(name, PAGES, best);
}

/* --- address spaces ------------------------------------------------------------------- */

static char *map(unsigned long length, int prot)
{
	char *p = mmap(NULL, length, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		fail("mmap");
	return p;
}

static void mmap_munmap(void)
{
	munmap(map(PAGE, RW), PAGE);
}

static void mmap_touch_munmap(void)
{
	char *p = map(PAGE, RW);

	*p = 1;
	munmap(p, PAGE);
}

static void touch_next_page(void)
{
	*area = 1;
	area += PAGE;
}

static void read_next_page(void)
{
	*(volatile char *)area;
	area += PAGE;
}

static char *map_touched(void)
{
	char *start = area = map(PAGES * PAGE, RW);

	time_of(PAGES, touch_next_page);
	area = start;
	return start;
}

static long long anon_round(void)
{
	char *start = area = map(PAGES * PAGE, RW);
	long long t = time_of(PAGES, touch_next_page);

	munmap(start, PAGES * PAGE);
	return t;
}

static long long zero_round(void)
{
	char *start = area = map(PAGES * PAGE, RW);
	long long t = time_of(PAGES, read_next_page);

	munmap(start, PAGES * PAGE);
	return t;
}

static void munmap_area(void)
{
	munmap(area, PAGES * PAGE);
}

static long long munmap_round(void)
{
	map_touched();
	return time_of(1, munmap_area);
}

/* A child writes to each page that it shares with its parent, and tells how long it took. */
static long long cow_round(void)
{
	char *start = map_touched();
	long long t = 0;

	if (fork() == 0) {
		t = time_of(PAGES, touch_next_page);
		_exit(write(ends[1], &t, sizeof(t)) != sizeof(t));
	}
	if (read(ends[0], &t, sizeof(t)) != sizeof(t) || wait(NULL) < 0)
		fail("the child");
	munmap(start, PAGES * PAGE);
	return t;
}

/* Splits a VMA in three, and makes it one again. */
static void mprotect_twice(void)
{
	mprotect(area + 8 * PAGE, PAGE, PROT_READ);
	mprotect(area + 8 * PAGE, PAGE, RW);
}

static void brk_twice(void)
{
	char *end = (char *)syscall(SYS_brk, 0);

	syscall(SYS_brk, end + PAGE);
	syscall(SYS_brk, end);
}

/* Among so many VMAs a page is mapped and unmapped, and those in their midst are read. */
static void measure_vmas(unsigned long count, const char *map_name,
			 const char *fault_name)
{
	char *start = map(count * PAGE, RW);
	long long best = LLONG_MAX;

	for (unsigned long i = 0; i < count; i += 2)
		if (mprotect(start + i * PAGE, PAGE, PROT_READ))
			fail("mprotect");
	measure(map_name, 100, mmap_munmap);
	for (int round = 0; round < ROUNDS; round++) {
		long long t;

		madvise(start, count * PAGE, MADV_DONTNEED);
		area = start + count / 4 * PAGE;
		t = time_of(count / 4, read_next_page);
		best = t < best ? t : best;
	}
	report(fault_name, count / 4, best);
	munmap(start, count * PAGE);
}

/* Two instructions a turn: is a nanosecond one, on this kernel's clock too? */
static void loop_1000(void)
{
	for (int i = 0; i < 500; i++)
		__asm__ volatile("");
}

/* --- processes and signals ------------------------------------------------------------ */

static void getppid_once(void)
{
	getppid();
}

static void fork_exit_wait(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	if (child < 0 || waitpid(child, NULL, 0) != child)
		fail("fork");
}

static const char *program; /* what fork_exec_wait() starts, with an argument */

static void fork_exec_wait(void)
{
	pid_t child = fork();

	if (child == 0) {
		execl(program, program, "exit", NULL);
		_exit(1);
	}
	if (child < 0 || waitpid(child, NULL, 0) != child)
		fail("fork");
}

static void measure_fork(const char *name, unsigned long dirty)
{
	char *start = dirty ? map(dirty, RW) : NULL;

	memset(start ?: buf, 1, dirty);
	measure(name, 5, fork_exit_wait);
	munmap(start, dirty);
}

static void *nothing(void *arg)
{
	return arg;
}

static void create_join(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, nothing, NULL) || pthread_join(thread, NULL))
		fail("a thread");
}

/* Two threads take turns; whoever has had its own sleeps until the other has had his. */
static _Atomic int turn;

static void have_turn(int mine, int theirs)
{
	int now;

	while ((now = turn) != mine)
		syscall(SYS_futex, &turn, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, now, NULL);
	turn = theirs;
	syscall(SYS_futex, &turn, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1);
}

static void ping(void)
{
	have_turn(0, 1);
}

static void *pong(void *arg)
{
	while (arg)
		have_turn(1, 0);
	return NULL;
}

static void measure_threads(void)
{
	pthread_t thread;

	measure("pthread_create+join", 20, create_join);
	if (pthread_create(&thread, NULL, pong, buf))
		fail("a thread");
	measure("futex ping-pong", 100, ping);
}

static void on_signal(int sig)
{
}

static void kill_once(void)
{
	syscall(SYS_kill, getpid(), SIGUSR1);
}

/* --- files ---------------------------------------------------------------------------- */

static void open_close(void)
{
	close(open(NAME, O_RDWR));
}

static void stat_once(void)
{
	struct stat st;

	stat(NAME, &st);
}

#define TRANSFER(name, call)         \
	static void name(void)       \
	{                            \
		if ((call) <= 0)     \
			fail(#name); \
	}

TRANSFER(read_1, pread(file, buf, 1, 0))
TRANSFER(write_1, pwrite(file, buf, 1, 0))
TRANSFER(read_page, pread(file, buf, PAGE, 0))
TRANSFER(write_page, pwrite(file, buf, PAGE, 0))
TRANSFER(pipe_1, write(ends[1], buf, 1) + read(ends[0], buf, 1) - 1)
TRANSFER(pipe_page, write(ends[1], buf, PAGE) + read(ends[0], buf, PAGE) - PAGE)
TRANSFER(round_trip, write(there[1], buf, 1) + read(back[0], buf, 1) - 1)
TRANSFER(poll_64, poll(polled, 64, -1))

static void map_file(void)
{
	char *p = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, file, 0);

	*(volatile char *)p;
	munmap(p, PAGE);
}

static void measure_round_trip(void)
{
	pid_t child = fork();

	if (child == 0) {
		while (read(there[0], buf, 1) == 1)
			write(back[1], buf, 1);
		_exit(0);
	}
	measure("pipe round trip", 100, round_trip);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

static void prepare(void)
{
	file = open(NAME, O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (file < 0 || pipe(ends) || pipe(there) || pipe(back))
		fail("prepare");
	write_page();
	signal(SIGUSR1, on_signal);
	for (int i = 0; i < 64; i++) {
		polled[i] = (struct pollfd){ dup(ends[0]), POLLIN, 0 };
		if (polled[i].fd < 0)
			fail("dup");
	}
	polled[63] = (struct pollfd){ dup(ends[1]), POLLOUT, 0 };
}

static void measure_memory(void)
{
	measure("mmap+munmap of a page", 200, mmap_munmap);
	measure("mmap+touch+munmap of a page", 200, mmap_touch_munmap);
	measure_pages("anonymous page fault", anon_round);
	measure_pages("read fault of the zero page", zero_round);
	measure_pages("munmap per resident page", munmap_round);
	measure_pages("copy-on-write fault", cow_round);
	area = map_touched();
	measure("mprotect twice: split, merge", 100, mprotect_twice);
	munmap(area, PAGES * PAGE);
	measure("brk three times", 100, brk_twice);
	measure_vmas(20, "mmap+munmap, 20 VMAs", "read fault, 20 VMAs");
	measure_vmas(2000, "mmap+munmap, 2,000 VMAs", "read fault, 2,000 VMAs");
	measure_vmas(60000, "mmap+munmap, 60,000 VMAs", "read fault, 60,000 VMAs");
	measure("file mmap+fault+munmap", 100, map_file);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return 0; /* what fork_exec_wait() starts */
	prepare();
	measure("a loop of 1,000 instructions", 100, loop_1000);
	measure("getppid", 1000, getppid_once);
	measure_memory();
	measure_fork("fork+exit+wait", 0);
	measure_fork("fork+exit+wait, 4 MiB dirty", 4 * MIB);
	measure_fork("fork+exit+wait, 64 MiB dirty", 64 * MIB);
	program = "/proc/self/exe";
	measure("fork+exec+exit+wait", 5, fork_exec_wait);
	program = "/tests/dynamic"; /* there where the host has glibc */
	if (access(program, X_OK) == 0)
		measure("fork+exec+exit+wait, dynamic glibc", 5, fork_exec_wait);
	measure("open+close", 100, open_close);
	measure("stat", 100, stat_once);
	measure("pread of 1 byte", 100, read_1);
	measure("pread of a cached page", 100, read_page);
	measure("pwrite of 1 byte", 100, write_1);
	measure("pwrite of a cached page", 100, write_page);
	measure("pipe: write+read of 1 byte", 100, pipe_1);
	measure("pipe: write+read of 4 KiB", 100, pipe_page);
	measure_round_trip();
	measure("signal: kill, handler, return", 100, kill_once);
	measure("poll of 64 descriptors", 100, poll_64);
	measure_threads(); /* last: while there are two threads, tables are shared */
	unlink(NAME);
	return 0;
}
