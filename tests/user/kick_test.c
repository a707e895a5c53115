/*
 * tests/user/kick_test.c - a signal reaches who runs on another CPU at once, by an interrupt
 *
 * The tick would find the signal too, some milliseconds later: so the interrupts that are
 * sent are counted. Where there is one CPU, none is needed.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include "cpus.h"
#include "interrupts.h"
#include "tap.h"

#define TIMES 40

static _Atomic int *there; /* in memory that parent and child share */
static _Atomic int *caught;
static int alone; /* there is one CPU */

static void note(int sig)
{
	++*caught;
}

/* A child that does nothing, without a system call, on another CPU if there is one. */
static pid_t start_spinner(int cpu)
{
	pid_t child;

	*there = 0;
	child = fork();
	if (child == 0) {
		pin_to(cpu);
		*there = 1;
		for (;;)
			;
	}
	while (!*there)
		sched_yield();
	return child;
}

static void end_spinner(pid_t child)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

static unsigned long reschedules(int cpu)
{
	unsigned long counts[CPU_SETSIZE];

	read_interrupts("RES:", counts, cpu + 1);
	return counts[cpu];
}

/* Some may find the other CPU in the kernel; most do not. */
static void check(unsigned long before, int cpu, const char *name)
{
	unsigned long sent = reschedules(cpu) - before;

	if (!tap_result(alone || sent >= TIMES / 2, "%s", name))
		tap_print("# CPU %d got %lu interrupts for %d signals", cpu, sent, TIMES);
}

static void handled_signals(int cpu)
{
	struct sigaction action = { .sa_handler = note };
	unsigned long before;
	pid_t child;

	sigaction(SIGUSR1, &action, NULL);
	child = start_spinner(cpu);
	before = reschedules(cpu);
	for (int i = 1; i <= TIMES; i++) {
		kill(child, SIGUSR1);
		while (*caught < i)
			sched_yield();
	}
	check(before, cpu, "a signal interrupts who runs on another CPU");
	end_spinner(child);
}

static void fatal_signals(int cpu)
{
	unsigned long sent = 0;

	for (int i = 0; i < TIMES; i++) {
		pid_t child = start_spinner(cpu);
		unsigned long before = reschedules(cpu);

		end_spinner(child);
		sent += reschedules(cpu) - before;
	}
	check(reschedules(cpu) - sent, cpu, "SIGKILL does too");
}

int main(void)
{
	int cpus[2], last = allowed_cpus(cpus, 2) - 1;

	there = mmap(NULL, 2 * sizeof(*there), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	caught = there + 1;
	alone = last == 0;
	pin_to(cpus[0]);
	handled_signals(cpus[last]);
	fatal_signals(cpus[last]);
	return tap_done();
}
