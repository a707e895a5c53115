/*
 * tests/user/fpu_test.c - the FPU, SSE and AVX registers belong to each process
 *
 * Several processes fill all registers with values of their own and look after them
 * while the kernel switches between them: because they yield, because they sleep, and
 * because their time is over. A child begins with its parent's registers.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <time.h>

#include "child.h"
#include "tap.h"

#define NR_PROCESSES 4
#define ROUNDS 200

/* The control words at the start of a program (System V ABI for AMD64, 3.4.1). */
#define MXCSR_DEFAULT 0x1f80
#define FCW_DEFAULT 0x37f

static void fill_sse(uint64_t seed)
{
	__asm__ volatile("movq %0, %%xmm0\n\tpshufd $0x44, %%xmm0, %%xmm0\n\t"
			 "movdqa %%xmm0, %%xmm7\n\tmovdqa %%xmm0, %%xmm8\n\t"
			 "movdqa %%xmm0, %%xmm15"
			 :
			 : "r"(seed)
			 : "xmm0", "xmm7", "xmm8", "xmm15");
}

static int check_sse(uint64_t seed)
{
	uint64_t got[8];

	__asm__ volatile("movdqu %%xmm0, (%0)\n\tmovdqu %%xmm7, 16(%0)\n\t"
			 "movdqu %%xmm8, 32(%0)\n\tmovdqu %%xmm15, 48(%0)"
			 :
			 : "r"(got)
			 : "memory");
	for (int i = 0; i < 8; i++)
		if (got[i] != seed)
			return 0;
	return 1;
}

static void fill_avx(uint64_t seed)
{
	__asm__ volatile("vmovq %0, %%xmm1\n\tvpbroadcastq %%xmm1, %%ymm1\n\t"
			 "vmovdqa %%ymm1, %%ymm14"
			 :
			 : "r"(seed)
			 : "xmm1", "xmm14");
}

static int check_avx(uint64_t seed)
{
	uint64_t got[8];

	__asm__ volatile("vmovdqu %%ymm1, (%0)\n\tvmovdqu %%ymm14, 32(%0)"
			 :
			 : "r"(got)
			 : "memory");
	for (int i = 0; i < 8; i++)
		if (got[i] != seed)
			return 0;
	return 1;
}

static void fill_x87(uint32_t seed)
{
	__asm__ volatile("fninit\n\tfildl %0\n\tfildl %0" : : "m"(seed));
}

static int check_x87(uint32_t seed)
{
	uint32_t top, below;

	__asm__ volatile("fistpl %0\n\tfistpl %1" : "=m"(top), "=m"(below));
	return top == seed && below == seed;
}

/*
 * What to do with the CPU between filling the registers and looking at them again. The
 * compiler may not use the registers of the FPU here.
 */
static void __attribute__((noinline, target("general-regs-only"))) pause_by(int how)
{
	static const struct timespec moment = { 0, 100000 };

	if (how == 0)
		sys(SYS_sched_yield);
	else if (how == 1)
		sys(SYS_nanosleep, &moment, NULL);
	else
		for (volatile int i = 0; i < 20000; i++)
			;
}

static int keep_sse_and_x87(void *number)
{
	uint64_t seed = 0x0101010101010101UL * ((intptr_t)number + 1);

	for (int round = 0; round < ROUNDS; round++) {
		fill_sse(seed + round);
		fill_x87(seed + round);
		pause_by(round % 3);
		if (!check_sse(seed + round) || !check_x87(seed + round))
			return 1;
	}
	return 0;
}

static int keep_avx(void *number)
{
	uint64_t seed = 0x1111111111111111UL * ((intptr_t)number + 1);

	for (int round = 0; round < ROUNDS; round++) {
		fill_avx(seed + round);
		pause_by(round % 3);
		if (!check_avx(seed + round))
			return 1;
	}
	return 0;
}

/* Run @body in several processes at once. Returns how many kept their registers. */
static int run_together(int (*body)(void *))
{
	int good = 0, status;

	for (intptr_t i = 0; i < NR_PROCESSES; i++)
		if (fork() == 0)
			_exit(body((void *)i));
	for (int i = 0; i < NR_PROCESSES; i++)
		good += wait(&status) > 0 && status == 0;
	return good;
}

static int cpu_has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

/* A system call number with arguments, and not one instruction of C in between. */
static long raw_fork(uint64_t seed, int *kept)
{
	long child;

	fill_sse(seed);
	__asm__ volatile("syscall"
			 : "=a"(child)
			 : "a"(SYS_fork)
			 : "rcx", "r11", "memory");
	*kept = check_sse(seed);
	return child;
}

static void test_fork_copies(void)
{
	int kept, status;
	long child = raw_fork(0x5a5a5a5a5a5a5a5aUL, &kept);

	if (child == 0)
		_exit(!kept);
	waitpid(child, &status, 0);
	OK(kept, "fork leaves the parent's registers");
	EQ(status, 0, "and copies them to the child");
}

static void test_start(uint32_t mxcsr, uint16_t fcw)
{
	EQ(mxcsr, MXCSR_DEFAULT, "MXCSR at the start");
	EQ(fcw, FCW_DEFAULT, "the x87 control word at the start");
}

/* Rounding is part of the state: one process that changes it changes only its own. */
static int keep_rounding(void *number)
{
	uint32_t mine = MXCSR_DEFAULT | (uint32_t)((intptr_t)number & 3) << 13, now = 0;

	__asm__ volatile("ldmxcsr %0" : : "m"(mine));
	for (int round = 0; round < ROUNDS; round++) {
		pause_by(round % 3);
		__asm__ volatile("stmxcsr %0" : "=m"(now));
		if ((now & ~0x3fU) != mine)
			return 1;
	}
	return 0;
}

int main(void)
{
	uint32_t mxcsr;
	uint16_t fcw;

	__asm__ volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(mxcsr), "=m"(fcw));
	test_start(mxcsr, fcw);
	EQ(run_together(keep_sse_and_x87), NR_PROCESSES,
	   "SSE and x87 registers are kept");
	EQ(run_together(keep_rounding), NR_PROCESSES, "the rounding mode is kept");
	if (cpu_has_avx2())
		EQ(run_together(keep_avx), NR_PROCESSES, "AVX registers are kept");
	else
		tap_skip("AVX registers are kept", "this CPU has no AVX2");
	test_fork_copies();
	return tap_done();
}
