/*
 * tests/user/futex_test.c - futex(2) by itself: who is woken, when not to sleep, timeouts
 *
 * Waiters are threads or processes; a test knows that one sleeps from its state in
 * /proc, never from the time that has passed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

#define WAIT 0
#define WAKE 1
#define REQUEUE 3
#define CMP_REQUEUE 4
#define WAIT_BITSET 9
#define WAKE_BITSET 10
#define PRIVATE 128
#define REALTIME 256

static uint32_t word, other_word;

static long futex(void *addr, int op, uint32_t val, const void *timeout, void *addr2,
		  uint32_t val3)
{
	return sys(SYS_futex, addr, op, val, timeout, addr2, val3);
}

/* --- threads that wait ------------------------------------------------------------ */

struct sleeper {
	pthread_t thread;
	pid_t tid;
	uint32_t *addr;
	int op;
	uint32_t bits;
	long result;
	int error;
};

static void *sleep_on_futex(void *arg)
{
	struct sleeper *s = arg;

	__atomic_store_n(&s->tid, sys(SYS_gettid), __ATOMIC_SEQ_CST);
	s->result = futex(s->addr, s->op, *s->addr, NULL, NULL, s->bits);
	s->error = errno;
	return NULL;
}

/* Start them all, in order, each asleep before the next. */
static void start_sleepers(struct sleeper *s, int n, uint32_t *addr, int op)
{
	for (int i = 0; i < n; i++) {
		s[i] = (struct sleeper){ .addr = addr, .op = op, .bits = 1U << i };
		pthread_create(&s[i].thread, NULL, sleep_on_futex, &s[i]);
		while (!__atomic_load_n(&s[i].tid, __ATOMIC_SEQ_CST))
			sched_yield();
		wait_for_state(s[i].tid, 'S');
	}
}

/* How many returned 0. */
static int join_sleepers(struct sleeper *s, int n)
{
	int fine = 0;

	for (int i = 0; i < n; i++) {
		pthread_join(s[i].thread, NULL);
		fine += s[i].result == 0;
	}
	return fine;
}

static void test_wake(void)
{
	struct sleeper s[4];

	start_sleepers(s, 4, &word, WAIT | PRIVATE);
	EQ(futex(&word, WAKE, 10, NULL, NULL, 0), 0,
	   "a shared wake-up finds no private waiter");
	EQ(futex(&other_word, WAKE | PRIVATE, 10, NULL, NULL, 0), 0,
	   "nobody waits for the neighbour");
	EQ(futex(&word, WAKE | PRIVATE, 1, NULL, NULL, 0), 1, "wake one");
	pthread_join(s[0].thread, NULL);
	EQ(s[0].result, 0, "it is the one that came first");
	EQ(futex(&word, WAKE | PRIVATE, 0, NULL, NULL, 0), 1, "none means one");
	EQ(futex(&word, WAKE | PRIVATE, INT_MAX, NULL, NULL, 0), 2, "wake all");
	EQ(join_sleepers(s + 1, 3), 3, "all waits returned 0");
	EQ(futex(&word, WAKE | PRIVATE, 1, NULL, NULL, 0), 0, "nobody is left");
}

static void test_bitset(void)
{
	struct sleeper s[3];

	start_sleepers(s, 3, &word, WAIT_BITSET | PRIVATE);
	EQ(futex(&word, WAKE_BITSET | PRIVATE, 10, NULL, NULL, 8), 0, "no bit in common");
	EQ(futex(&word, WAKE_BITSET | PRIVATE, 10, NULL, NULL, 6), 2, "two have one");
	EQ(join_sleepers(s + 1, 2), 2, "they are awake");
	EQ(futex(&word, WAKE | PRIVATE, 10, NULL, NULL, 0), 1, "WAKE means every bit");
	EQ(join_sleepers(s, 1), 1, "the last one");
	FAILS(futex(&word, WAIT_BITSET, 0, NULL, NULL, 0), EINVAL, "wait for no bit");
	FAILS(futex(&word, WAKE_BITSET, 1, NULL, NULL, 0), EINVAL, "wake no bit");
}

static void test_requeue(void)
{
	struct sleeper s[5];

	start_sleepers(s, 5, &word, WAIT | PRIVATE);
	FAILS(futex(&word, CMP_REQUEUE | PRIVATE, 1, (void *)10, &other_word, 1), EAGAIN,
	      "CMP_REQUEUE of another value");
	EQ(futex(&word, CMP_REQUEUE | PRIVATE, 1, (void *)2, &other_word, 0), 3,
	   "CMP_REQUEUE: one is woken, two are moved");
	EQ(join_sleepers(s, 1), 1, "the first one is awake");
	EQ(futex(&other_word, WAKE | PRIVATE, 10, NULL, NULL, 0), 2,
	   "two wait for the other word now");
	EQ(futex(&word, REQUEUE | PRIVATE, 0, (void *)10, &other_word, 0), 2,
	   "REQUEUE moves the rest");
	EQ(futex(&word, WAKE | PRIVATE, 10, NULL, NULL, 0), 0, "nobody waits here");
	EQ(futex(&other_word, WAKE | PRIVATE, 10, NULL, NULL, 0), 2, "but there");
	EQ(join_sleepers(s + 1, 4), 4, "all waits returned 0");
	FAILS(futex(&word, REQUEUE, -1, (void *)1, &other_word, 0), EINVAL,
	      "a negative number to wake");
	FAILS(futex(&word, REQUEUE, 1, (void *)-1, &other_word, 0), EINVAL,
	      "a negative number to move");
}

/* --- what does not sleep ---------------------------------------------------------- */

static void test_errors(void)
{
	struct timespec bad = { 0, 1000000000 }, negative = { -1, 0 }, zero = { 0, 0 };
	char *none = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	FAILS(futex(&word, WAIT, 1, NULL, NULL, 0), EAGAIN, "another value");
	FAILS(futex((char *)&word + 1, WAIT, 0, NULL, NULL, 0), EINVAL, "an odd address");
	FAILS(futex((char *)&word + 2, WAKE, 1, NULL, NULL, 0), EINVAL, "and to wake");
	FAILS(futex(NULL, WAIT, 0, NULL, NULL, 0), EFAULT, "no address");
	FAILS(futex(NULL, WAIT | PRIVATE, 0, NULL, NULL, 0), EFAULT, "and private");
	FAILS(futex(none, WAIT | PRIVATE, 0, NULL, NULL, 0), EFAULT, "nothing to read");
	FAILS(futex(none, WAKE, 1, NULL, NULL, 0), EFAULT, "nothing to wake at");
	EQ(futex(none, WAKE | PRIVATE, 1, NULL, NULL, 0), 0, "a private one is a number");
	FAILS(futex((void *)(1UL << 63), WAKE | PRIVATE, 1, NULL, NULL, 0), EFAULT,
	      "the kernel's address");
	FAILS(futex(&word, WAIT, 0, &bad, NULL, 0), EINVAL, "too many nanoseconds");
	FAILS(futex(&word, WAIT, 1, &negative, NULL, 0), EINVAL, "a negative time");
	FAILS(futex(&word, WAIT, 0, (void *)1, NULL, 0), EFAULT, "no timeout there");
	FAILS(futex(&word, WAIT, 0, &zero, NULL, 0), ETIMEDOUT, "no time");
	FAILS(futex(&word, WAIT, 1, &zero, NULL, 0), EAGAIN, "the value comes first");
	FAILS(futex(&word, WAIT_BITSET, 0, &zero, NULL, 1), ETIMEDOUT, "long ago");
	FAILS(futex(&word, WAIT_BITSET | REALTIME, 0, &zero, NULL, 1), ETIMEDOUT,
	      "long ago by the wall clock");
	FAILS(futex(&word, WAIT | REALTIME, 0, &zero, NULL, 0), ENOSYS,
	      "WAIT knows no wall clock");
	FAILS(futex(&word, WAKE | REALTIME, 1, NULL, NULL, 0), ENOSYS, "nor does WAKE");
	FAILS(futex(&word, 99, 0, NULL, NULL, 0), ENOSYS, "no such operation");
	munmap(none, 4096);
}

/* --- timeouts --------------------------------------------------------------------- */

#define MS 1000000L

static long now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1000 * MS + t.tv_nsec;
}

static struct timespec spec(long ns)
{
	return (struct timespec){ ns / (1000 * MS), ns % (1000 * MS) };
}

static void test_timeouts(void)
{
	long start = now(CLOCK_MONOTONIC);
	struct timespec t = spec(50 * MS);

	FAILS(futex(&word, WAIT | PRIVATE, 0, &t, NULL, 0), ETIMEDOUT, "50 ms");
	OK(now(CLOCK_MONOTONIC) - start >= 50 * MS, "not earlier");

	start = now(CLOCK_MONOTONIC);
	t = spec(start + 50 * MS);
	FAILS(futex(&word, WAIT_BITSET | PRIVATE, 0, &t, NULL, 1), ETIMEDOUT,
	      "until a time");
	OK(now(CLOCK_MONOTONIC) - start >= 50 * MS, "not earlier");

	start = now(CLOCK_REALTIME);
	t = spec(start + 50 * MS);
	FAILS(futex(&word, WAIT_BITSET | PRIVATE | REALTIME, 0, &t, NULL, 1), ETIMEDOUT,
	      "until a time by the wall clock");
	OK(now(CLOCK_REALTIME) - start >= 50 * MS, "not earlier");
}

/* --- signals ---------------------------------------------------------------------- */

static volatile sig_atomic_t caught;

static void count_signal(int sig)
{
	caught++;
}

struct interrupted {
	struct timespec *timeout;
	pid_t tid;
	long result;
	int error;
	long ns;
};

static void *wait_interrupted(void *arg)
{
	struct interrupted *i = arg;
	long start = now(CLOCK_MONOTONIC);

	__atomic_store_n(&i->tid, sys(SYS_gettid), __ATOMIC_SEQ_CST);
	i->result = futex(&word, WAIT | PRIVATE, 0, i->timeout, NULL, 0);
	i->error = errno;
	i->ns = now(CLOCK_MONOTONIC) - start;
	return NULL;
}

/* Let a thread wait, with or without timeout, and send it a signal with these flags. */
static struct interrupted interrupt_wait(int flags, struct timespec *timeout, int wakes)
{
	struct sigaction action = { .sa_handler = count_signal, .sa_flags = flags };
	struct interrupted i = { .timeout = timeout };
	pthread_t thread;

	caught = 0;
	sigaction(SIGUSR1, &action, NULL);
	pthread_create(&thread, NULL, wait_interrupted, &i);
	while (!__atomic_load_n(&i.tid, __ATOMIC_SEQ_CST))
		sched_yield();
	wait_for_state(i.tid, 'S');
	pthread_kill(thread, SIGUSR1);
	while (!caught)
		sched_yield();
	if (wakes) {
		wait_for_state(i.tid, 'S');
		EQ(futex(&word, WAKE | PRIVATE, 1, NULL, NULL, 0), 1, "it waits again");
	}
	pthread_join(thread, NULL);
	return i;
}

static void test_signals(void)
{
	struct timespec minute = { 60, 0 };
	struct interrupted i = interrupt_wait(0, NULL, 0);

	OK(i.result == -1 && i.error == EINTR, "a handler interrupts");
	i = interrupt_wait(SA_RESTART, NULL, 1);
	EQ(i.result, 0, "SA_RESTART: the wait goes on");
	i = interrupt_wait(SA_RESTART, &minute, 0);
	OK(i.result == -1 && i.error == EINTR,
	   "SA_RESTART does not restart one with a timeout");
}

/* A stopped and continued process sleeps on to the end that it asked for. */
static void test_stop(void)
{
	struct timespec timeout = spec(1000 * MS);
	pid_t child = fork();
	int status;

	if (child == 0) {
		long start = now(CLOCK_MONOTONIC), result, ns;

		result = futex(&word, WAIT, 0, &timeout, NULL, 0);
		ns = now(CLOCK_MONOTONIC) - start;
		_exit(result == -1 && errno == ETIMEDOUT && ns >= 1000 * MS ? 0 : 1);
	}
	wait_for_state(child, 'S');
	kill(child, SIGSTOP);
	EQ(waitpid(child, &status, WUNTRACED), child, "the waiter is stopped");
	kill(child, SIGCONT);
	waitpid(child, &status, 0);
	OK(exited_with(status, 0), "continued, it waits to the original end");
}

/* --- between processes ------------------------------------------------------------ */

/* A child waits at one address, the parent wakes at another (or the same). */
static void wake_child(void *wait_at, void *wake_at, int woken, const char *what)
{
	pid_t child = fork();
	int status;

	if (child == 0)
		_exit(futex(wait_at, WAIT, 0, NULL, NULL, 0) != 0);
	wait_for_state(child, 'S');
	EQ(futex(wake_at, WAKE, 1, NULL, NULL, 0), woken, "%s", what);
	if (!woken)
		kill(child, SIGKILL);
	waitpid(child, &status, 0);
	OK(woken ? exited_with(status, 0) : killed_by(status, SIGKILL), "%s: the waiter",
	   what);
}

static void test_shared(void)
{
	int prot = PROT_READ | PROT_WRITE, fd;
	char *anon = mmap(NULL, 8192, prot, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char *private = mmap(NULL, 4096, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *a, *b, *copy;

	fd = open("/tmp/futex_file", O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || ftruncate(fd, 12288))
		_exit(98);
	a = mmap(NULL, 12288, prot, MAP_SHARED, fd, 0);
	b = mmap(NULL, 4096, prot, MAP_SHARED, fd, 8192);
	copy = mmap(NULL, 4096, prot, MAP_PRIVATE, fd, 8192);
	*(volatile char *)private = 0;
	wake_child(anon + 4096, anon + 4096, 1, "shared anonymous memory");
	wake_child(anon + 4096, anon, 0, "another page of it");
	wake_child(a + 8196, b + 4, 1, "one file, two mappings");
	*(volatile char *)copy = 0;
	wake_child(copy, b, 0, "a private copy of the file's page");
	wake_child(private, private, 0, "private memory after fork");
	munmap(a, 12288);
	munmap(b, 4096);
	munmap(copy, 4096);
	munmap(anon, 8192);
	munmap(private, 4096);
	close(fd);
	unlink("/tmp/futex_file");
}

int main(void)
{
	test_errors();
	test_wake();
	test_bitset();
	test_requeue();
	test_timeouts();
	test_signals();
	test_stop();
	test_shared();
	return tap_done();
}
