/*
 * tests/user/sched_test.c - affinity, getcpu(2), nice values: as on Linux
 */
#define _GNU_SOURCE
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include "tap.h"

#define LONG sizeof(long)

static long set_affinity(pid_t pid, unsigned int len, const void *mask)
{
	return syscall(SYS_sched_setaffinity, pid, len, mask);
}

static long get_affinity(pid_t pid, unsigned int len, void *mask)
{
	return syscall(SYS_sched_getaffinity, pid, len, mask);
}

static unsigned int current_cpu(void)
{
	unsigned int cpu = ~0U;

	syscall(SYS_getcpu, &cpu, NULL, NULL);
	return cpu;
}

static void masks_and_their_length(void)
{
	unsigned char mask[1024], all[1024];
	long len = get_affinity(0, sizeof(all), all);

	OK(len > 0 && len % LONG == 0, "getaffinity gives its length in whole words");
	FAILS(get_affinity(0, LONG - 1, mask), EINVAL, "a length between words");
	FAILS(get_affinity(0, 0, mask), EINVAL, "a mask without room");
	FAILS(get_affinity(0, sizeof(mask), (void *)8), EFAULT,
	      "getaffinity: a bad address");
	FAILS(set_affinity(0, LONG, (void *)8), EFAULT, "setaffinity: a bad address");
	FAILS(get_affinity(1 << 30, sizeof(mask), mask), ESRCH, "getaffinity of nobody");
	FAILS(get_affinity(-1, sizeof(mask), mask), ESRCH, "getaffinity of pid -1");
	FAILS(set_affinity(1 << 30, len, all), ESRCH, "setaffinity of nobody");
	memset(mask, 0, sizeof(mask));
	FAILS(set_affinity(0, len, mask), EINVAL, "a mask without CPUs");
	FAILS(set_affinity(0, 0, all), EINVAL, "a mask of no bytes is one");
	EQ(set_affinity(0, sizeof(all), all), 0,
	   "a mask may be longer than the kernel's");
	EQ(set_affinity(getpid(), len, all), 0, "a process may be named by its pid");
}

static void every_cpu_in_turn(void)
{
	unsigned long all[16] = { 0 }, one[16], back[16];
	long len = get_affinity(0, sizeof(all), all);
	int there = 1, read_back = 1;

	for (unsigned int cpu = 0; cpu < len * 8; cpu++) {
		if (!(all[cpu / 64] >> cpu % 64 & 1))
			continue;
		memset(one, 0, sizeof(one));
		one[cpu / 64] = 1UL << cpu % 64;
		there &= !set_affinity(0, len, one) && current_cpu() == cpu;
		memset(back, 0, sizeof(back));
		get_affinity(0, sizeof(back), back);
		read_back &= !memcmp(back, one, len);
	}
	OK(there, "a process runs where it says, on each CPU");
	OK(read_back, "... and reads back what it said");
	set_affinity(0, len, all);
}

static int not_only_on_cpu_0(void)
{
	unsigned long mask[16] = { 0 };

	get_affinity(0, sizeof(mask), mask);
	return mask[0] == 1 && current_cpu() == 0 ? 0 : 1;
}

static void a_child_inherits_the_mask(void)
{
	unsigned long all[16] = { 0 }, zero = 1;
	long len = get_affinity(0, sizeof(all), all);
	pid_t pid;
	int status;

	if (!(all[0] & 1)) {
		tap_skip("a child has its parent's mask", "CPU 0 is not ours");
		return;
	}
	set_affinity(0, sizeof(zero), &zero);
	pid = fork();
	if (!pid)
		_exit(not_only_on_cpu_0());
	waitpid(pid, &status, 0);
	EQ(status, 0, "a child has its parent's mask");
	set_affinity(0, len, all);
}

static void which_cpu(void)
{
	unsigned int cpu = ~0U, node = ~0U;

	EQ(syscall(SYS_getcpu, &cpu, &node, NULL), 0, "getcpu");
	OK(cpu < 8192 && node < 1024, "... gives numbers of a CPU and of a node");
	EQ(syscall(SYS_getcpu, NULL, NULL, NULL), 0, "getcpu may be asked for nothing");
	FAILS(syscall(SYS_getcpu, (void *)8, NULL, NULL), EFAULT,
	      "getcpu: a bad address");
}

static int nice_of(int which, int who)
{
	return 20 - (int)syscall(SYS_getpriority, which, who);
}

static void nice_values(void)
{
	int start = nice_of(PRIO_PROCESS, 0);

	EQ(setpriority(PRIO_PROCESS, 0, start + 1), 0, "one step nicer");
	EQ(nice_of(PRIO_PROCESS, 0), start + 1, "... is seen");
	EQ(nice_of(PRIO_PROCESS, getpid()), start + 1, "... by pid too");
	EQ(setpriority(PRIO_PROCESS, 0, 100), 0, "a value beyond the end");
	EQ(nice_of(PRIO_PROCESS, 0), 19, "... is the end");
	FAILS(setpriority(3, 0, 0), EINVAL, "setpriority of a strange kind");
	FAILS(syscall(SYS_getpriority, -1, 0), EINVAL, "getpriority of a strange kind");
	FAILS(setpriority(PRIO_PROCESS, 1 << 30, 0), ESRCH, "setpriority of nobody");
	FAILS(syscall(SYS_getpriority, PRIO_PGRP, 1 << 30), ESRCH,
	      "getpriority of nobody");
	setpgid(0, 0);
	EQ(nice_of(PRIO_PGRP, 0), 19, "the group's best is its only member's");
}

int main(void)
{
	masks_and_their_length();
	every_cpu_in_turn();
	a_child_inherits_the_mask();
	which_cpu();
	nice_values();
	return tap_done();
}
