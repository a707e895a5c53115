/*
 * tests/user/fsgsbase_test.c - the FS and GS segments belong to each thread
 *
 * With HWCAP2_FSGSBASE a program changes their bases without a call: to any canonical
 * address, the kernel's too. They survive calls, interrupts, signals and the switch to a
 * process with others. FS holds the C library's thread: it is changed in assembler only.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <time.h>

#include "child.h"
#include "tap.h"

#define ARCH_SET_GS 0x1001
#define ARCH_SET_FS 0x1002
#define ARCH_GET_FS 0x1003
#define ARCH_GET_GS 0x1004

#define HWCAP2_FSGSBASE 2
#define KERNEL_ADDRESS 0xffffffff80000000UL
#define USER_DS 0x2b

static uint64_t rdgsbase(void)
{
	uint64_t base;

	__asm__ volatile("rdgsbase %0" : "=r"(base));
	return base;
}

static void wrgsbase(uint64_t base)
{
	__asm__ volatile("wrgsbase %0" : : "r"(base) : "memory");
}

static uint16_t read_gs(void)
{
	uint16_t selector;

	__asm__ volatile("mov %%gs, %0" : "=r"(selector));
	return selector;
}

static void load_gs(uint16_t selector)
{
	__asm__ volatile("mov %0, %%gs" : : "r"(selector) : "memory");
}

/* FS has the base while poll(2) sleeps for so many ms; => what it has afterwards. */
static uint64_t sleep_with_fs(uint64_t base, long ms)
{
	uint64_t own, after;
	long result = SYS_poll;

	__asm__ volatile("rdfsbase %0\n\t"
			 "wrfsbase %3\n\t"
			 "syscall\n\t"
			 "rdfsbase %1\n\t"
			 "wrfsbase %0"
			 : "=&r"(own), "=&r"(after), "+a"(result)
			 : "r"(base), "D"(0), "S"(0), "d"(ms)
			 : "rcx", "r11", "memory");
	return after;
}

static uint64_t get(int which)
{
	uint64_t base = 1;

	return sys(SYS_arch_prctl, which, &base) ? 1 : base;
}

/* Keep a base of one's own, and a selector, beside a child that does the same. */
static int keeps(uint64_t base, uint16_t selector)
{
	struct timespec now, start;
	int kept = 1;

	clock_gettime(CLOCK_MONOTONIC, &start);
	load_gs(selector);
	wrgsbase(base);
	do {
		sched_yield();
		kept &= rdgsbase() == base && read_gs() == selector;
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (kept &&
		 (now.tv_sec - start.tv_sec) * 1000000000L + now.tv_nsec - start.tv_nsec <
			 100000000L);
	return kept;
}

static int keeps_kernels(void *unused)
{
	return keeps(KERNEL_ADDRESS, 0) ? 0 : 1;
}

static void test_switch(void)
{
	cpu_set_t one;
	int status;
	pid_t child;

	CPU_ZERO(&one);
	CPU_SET(sched_getcpu(), &one);
	sched_setaffinity(0, sizeof(one), &one);
	child = fork();
	if (!child)
		_exit(keeps_kernels(NULL));
	OK(keeps(0x123456789000, USER_DS),
	   "a base and a selector beside those of another process");
	OK(waitpid(child, &status, 0) == child && status == 0,
	   "the other one kept its own, an address of the kernel's");
	load_gs(0);
}

static int found[2];

static void handler(int sig)
{
	found[0] = rdgsbase() == 0x7000;
	wrgsbase(0x8000);
	(void)sig;
}

static void test_signal(void)
{
	signal(SIGUSR1, handler);
	wrgsbase(0x7000);
	raise(SIGUSR1);
	OK(found[0], "a handler finds the base as it was");
	EQ(rdgsbase(), 0x8000, "and what it makes of it stays: no frame holds it");
}

static int child_sees(void *base)
{
	return rdgsbase() == (uintptr_t)base && get(ARCH_GET_GS) == (uintptr_t)base ? 0
										    : 1;
}

static void test_bases(void)
{
	wrgsbase(0x5000);
	EQ(get(ARCH_GET_GS), 0x5000, "ARCH_GET_GS: what wrgsbase wrote");
	EQ(in_child(child_sees, (void *)0x5000), 0, "a child begins with it");
	EQ(sys(SYS_arch_prctl, ARCH_SET_GS, 0x6000), 0, "ARCH_SET_GS");
	EQ(rdgsbase(), 0x6000, "rdgsbase: what it set");
	FAILS(sys(SYS_arch_prctl, ARCH_SET_GS, KERNEL_ADDRESS), EPERM,
	      "ARCH_SET_GS to an address of the kernel's");
	wrgsbase(KERNEL_ADDRESS);
	EQ(rdgsbase(), KERNEL_ADDRESS, "wrgsbase writes that");
	EQ(sys(SYS_getppid) > 0, 1, "a call with it");
	EQ(rdgsbase(), KERNEL_ADDRESS, "it is there afterwards");
	EQ(sleep_with_fs(0x1000, 0), 0x1000, "the base of FS during a call");
	EQ(sleep_with_fs(KERNEL_ADDRESS, 1), KERNEL_ADDRESS,
	   "and during one that sleeps");
	EQ(get(ARCH_GET_FS) == (uintptr_t)__builtin_thread_pointer(), 1,
	   "FS is the C library's again");
}

static void test_selectors(void)
{
	EQ(read_gs(), 0, "a program begins with selector 0");
	load_gs(USER_DS);
	EQ(read_gs(), USER_DS, "that of data can be loaded");
	sys(SYS_arch_prctl, ARCH_SET_GS, 0x9000);
	EQ(read_gs(), 0, "ARCH_SET_GS makes it 0");
	EQ(rdgsbase(), 0x9000, "and the base what was asked for");
}

int main(void)
{
	if (!(getauxval(AT_HWCAP2) & HWCAP2_FSGSBASE)) {
		tap_skip("rdgsbase and its like", "this CPU has them not");
		return tap_done();
	}
	test_selectors();
	test_bases();
	test_signal();
	test_switch();
	return tap_done();
}
