/*
 * tests/user/preempt_test.c - a program that never gives the CPU away does not stop others
 *
 * All run on one CPU, and what they count shows who has been on it. No time is compared: where
 * the kernel never takes the CPU away, the test waits in vain and its timeout ends it.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <sys/mman.h>

#include "child.h"
#include "cpus.h"
#include "tap.h"

#define SPINNERS 3
#define WORK 5000000L /* laps, each a few instructions: many slices of CPU time */

static struct {
	_Atomic int stop;
	_Atomic long laps[SPINNERS];
} * shared;

/* Spin in ring 3 without one system call, until told to end. */
static void start_spinners(pid_t *children, int n)
{
	shared->stop = 0;
	for (int i = 0; i < n; i++) {
		shared->laps[i] = 0;
		children[i] = fork();
		if (children[i] == 0) {
			while (!shared->stop)
				shared->laps[i]++;
			_exit(i);
		}
	}
}

/* How many came to their ends as they should? */
static int stop_spinners(const pid_t *children, int n)
{
	int status, good = 0;

	shared->stop = 1;
	for (int i = 0; i < n; i++) {
		waitpid(children[i], &status, 0);
		good += exited_with(status, i);
	}
	return good;
}

static void test_spinners(void)
{
	pid_t children[SPINNERS];
	int waiting;

	start_spinners(children, SPINNERS);
	for (int i = 0; i < 5; i++)
		usleep(10000);
	OK(1, "a sleeper wakes up while three programs spin");
	do {
		waiting = 0;
		for (int i = 0; i < SPINNERS; i++)
			waiting += !shared->laps[i];
		usleep(1000);
	} while (waiting);
	OK(1, "each of them gets its turn");
	EQ(stop_spinners(children, SPINNERS), SPINNERS, "and comes to its end");
}

/*
 * What the host does meanwhile falls on one of them or the other: the longer they run, the
 * less of the difference is its work.
 */
static void test_sharing(void)
{
	pid_t children[2];
	long least, most;

	start_spinners(children, 2);
	do {
		long a, b;

		usleep(10000);
		a = shared->laps[0];
		b = shared->laps[1];
		least = a < b ? a : b;
		most = a < b ? b : a;
	} while (most < 100 * WORK && (least < WORK || most >= 2 * least));
	stop_spinners(children, 2);
	OK(most < 2 * least, "two that compute have equal shares of the CPU");
}

int main(void)
{
	int cpu = 0;

	allowed_cpus(&cpu, 1);
	pin_to(cpu);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	test_spinners();
	test_sharing();
	return tap_done();
}
