/*
 * tests/user/preempt_test.c - a program that never gives the CPU away does not stop others
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <time.h>

#include "child.h"
#include "tap.h"

#define MARK_FILE "/tmp/preempt_test.data"
#define SECOND 1000000000LL

static long long now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * SECOND + ts.tv_nsec;
}

/* Is the mark file longer than @size? It grows when the tester is done. */
static int marks(void)
{
	int fd = open(MARK_FILE, O_RDONLY);
	long size = lseek(fd, 0, SEEK_END);

	close(fd);
	return size;
}

static void add_mark(void)
{
	int fd = open(MARK_FILE, O_WRONLY | O_APPEND);

	if (write(fd, "x", 1) != 1)
		_exit(1);
	close(fd);
}

/* Spin in ring 3 for @ns, without one system call. */
static void spin(long long ns)
{
	uint32_t low, high;
	unsigned long start, now, cycles = 0;
	long long begin = now_ns();

	/* how many cycles of the time-stamp counter a 20th of a second has */
	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	start = (unsigned long)high << 32 | low;
	while (now_ns() - begin < SECOND / 20)
		;
	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	cycles = ((unsigned long)high << 32 | low) - start;
	do {
		__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
		now = (unsigned long)high << 32 | low;
	} while (now - start < cycles * (ns / (SECOND / 20)));
}

/* Three spin; meanwhile we sleep and work, and are done before they are. */
static void test_spinners(void)
{
	int status, good = 0, done_first;
	pid_t spinners[3];

	for (int i = 0; i < 3; i++) {
		spinners[i] = fork();
		if (spinners[i] == 0) {
			spin(2 * SECOND);
			add_mark();
			_exit(i);
		}
	}
	for (int i = 0; i < 5; i++)
		usleep(10000);
	done_first = marks() == 0;
	for (int i = 0; i < 3; i++) {
		waitpid(spinners[i], &status, 0);
		good += exited_with(status, i);
	}
	OK(done_first, "a sleeper wakes up while three programs spin");
	EQ(good, 3, "the three come to their ends");
	EQ(marks(), 3, "and did their work");
}

/* Two that compute share the CPU: both advance while both run. */
static void test_sharing(void)
{
	long long slowest = 0, fastest = 1LL << 62, start = now_ns();
	int status;
	pid_t workers[2];

	for (int i = 0; i < 2; i++) {
		workers[i] = fork();
		if (workers[i] == 0) {
			for (volatile long n = 0; n < 20000000; n++)
				;
			_exit(0);
		}
	}
	for (int i = 0; i < 2; i++) {
		wait(&status);
		slowest = now_ns() - start;
		if (slowest < fastest)
			fastest = slowest;
	}
	OK(slowest < 3 * fastest, "equal work ends at about the same time");
}

int main(void)
{
	int fd = open(MARK_FILE, O_RDWR | O_CREAT | O_TRUNC, 0600);

	close(fd);
	test_spinners();
	test_sharing();
	unlink(MARK_FILE);
	return tap_done();
}
