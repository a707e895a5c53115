/* tests/user/rseq_test.c - rseq: registration, the CPU's number, sections that start again */
#define _GNU_SOURCE
#include <sched.h>
#include <stdint.h>
#include <ucontext.h>

#include "child.h"
#include "cpus.h"
#include "tap.h"

#define SIGNATURE 0x53053053
#define UNREGISTER 1
#define UNREGISTERED ((uint32_t)-1)

/* As in <linux/rseq.h>. */
struct area {
	uint32_t cpu_id_start, cpu_id;
	uint64_t section;
	uint32_t flags;
} __attribute__((aligned(32)));

struct section {
	uint32_t version, flags;
	uint64_t start, length, abort;
} __attribute__((aligned(32)));

static struct area area, other;

/*
 * long wait_for_abort(struct area *, struct section *): 1 when the section was left by its
 * abort handler; it has no other end. trap() runs into an invalid instruction instead,
 * and store() into its end, after *where = what.
 */
long wait_for_abort(struct area *area, struct section *section);
long trap(struct area *area, struct section *section);
long store(struct area *area, struct section *section, long *where, long what);
extern char wait_start[], wait_end[], trap_start[], trap_end[], store_start[],
	store_end[], aborted[], unsigned_abort[];
asm("wait_for_abort:\n"
    "	mov %rsi, 8(%rdi)\n"
    "wait_start:\n"
    "	pause\n"
    "	jmp wait_start\n"
    "wait_end:\n"
    "trap:\n"
    "	mov %rsi, 8(%rdi)\n"
    "trap_start:\n"
    "	ud2\n"
    "trap_end:\n"
    "store:\n"
    "	mov %rsi, 8(%rdi)\n"
    "store_start:\n"
    "	mov %rcx, (%rdx)\n"
    "store_end:\n"
    "	xor %eax, %eax\n"
    "	ret\n"
    "	.long 0x53053053\n"
    "aborted:\n"
    "	mov $1, %eax\n"
    "	ret\n"
    "	.long 0\n"
    "unsigned_abort:\n"
    "	mov $2, %eax\n"
    "	ret\n");

#define SECTION(name, handler)                                                         \
	{                                                                              \
		.start = (uintptr_t)name##_start, .length = name##_end - name##_start, \
		.abort = (uintptr_t)handler,                                           \
	}

static long register_area(void)
{
	return sys(SYS_rseq, &area, 32, 0, SIGNATURE);
}

static long unregister_area(void)
{
	return sys(SYS_rseq, &area, 32, UNREGISTER, SIGNATURE);
}

static void test_registration(void)
{
	struct area *odd = (struct area *)((char *)&area + 8);

	FAILS(sys(SYS_rseq, &area, 32, 2, SIGNATURE), EINVAL, "unknown flags");
	FAILS(sys(SYS_rseq, odd, 32, 0, SIGNATURE), EINVAL, "a crooked address");
	FAILS(sys(SYS_rseq, &area, 24, 0, SIGNATURE), EINVAL, "too small");
	FAILS(sys(SYS_rseq, -32L, 32, 0, SIGNATURE), EFAULT, "the kernel's memory");
	FAILS(unregister_area(), EINVAL, "nothing is registered");
	area.cpu_id = UNREGISTERED;
	EQ(register_area(), 0, "register");
	OK(area.cpu_id < 4096 && area.cpu_id_start == area.cpu_id, "the CPU is there");
	FAILS(register_area(), EBUSY, "once is enough");
	FAILS(sys(SYS_rseq, &area, 32, 0, 1), EPERM, "another signature");
	FAILS(sys(SYS_rseq, &other, 32, 0, SIGNATURE), EINVAL, "another area");
	FAILS(sys(SYS_rseq, &other, 32, UNREGISTER, SIGNATURE), EINVAL, "not that one");
	FAILS(sys(SYS_rseq, &area, 32, UNREGISTER, 1), EPERM, "not by that signature");
	FAILS(sys(SYS_rseq, &area, 32, UNREGISTER | 4, SIGNATURE), EINVAL, "nor so");
	EQ(unregister_area(), 0, "unregister");
	OK(area.cpu_id == UNREGISTERED && !area.cpu_id_start, "the CPU is there no more");
}

static void test_cpus(void)
{
	int cpus[8], n = allowed_cpus(cpus, 8), wrong = 0;

	for (int i = 0; i < 4 * n; i++) {
		pin_to(cpus[i % n]);
		wrong += area.cpu_id != (uint32_t)cpus[i % n] ||
			 area.cpu_id_start != area.cpu_id;
	}
	EQ(wrong, 0, "the CPU's number follows the thread");
}

/* Somebody else wants this CPU too. */
static pid_t start_rival(void)
{
	pid_t child = fork();

	while (!child)
		;
	return child;
}

/* Be in no section, but say so, until the kernel has looked: not each sleep is a switch. */
static void sleep_with(const void *section)
{
	area.section = (uintptr_t)section;
	while (area.section)
		usleep(1000);
}

static void test_preemption(void)
{
	struct section section = SECTION(wait, aborted);
	long word = 0, aborts = 0;
	pid_t rival;

	pin_to(sched_getcpu());
	rival = start_rival();
	for (int i = 0; i < 3; i++)
		aborts += wait_for_abort(&area, &section);
	EQ(aborts, 3, "a section is left when another task had the CPU");
	EQ(area.section, 0, "and is no more the current one");
	kill(rival, SIGKILL);
	waitpid(rival, NULL, 0);

	section = (struct section)SECTION(store, aborted);
	while (store(&area, &section, &word, 77))
		;
	EQ(word, 77, "a section that is not interrupted commits");
	sleep_with(&section);
	EQ(area.section, 0, "one that we are not in is forgotten");
}

static volatile sig_atomic_t caught, caught_at_abort;

static void on_trap(int sig, siginfo_t *info, void *context)
{
	caught++;
	caught_at_abort += ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] ==
			   (long)aborted;
}

static void test_signal(void)
{
	struct sigaction action = { .sa_sigaction = on_trap, .sa_flags = SA_SIGINFO };
	struct section section = SECTION(trap, aborted);

	sigaction(SIGILL, &action, NULL);
	while (!caught) /* or another task had the CPU first */
		trap(&area, &section);
	EQ(caught_at_abort, 1, "a handler interrupts the abort handler, not the section");
	EQ(area.section, 0, "which is left");
}

/* --- what makes no sense is a SIGSEGV --------------------------------------------- */

static int sleeps_with(void *section)
{
	sleep_with(section);
	return 0;
}

static int traps_with(void *section)
{
	return trap(&area, section);
}

static void dies(int (*body)(void *), struct section *section, const char *why)
{
	OK(killed_by(in_child(body, section), SIGSEGV), "%s", why);
}

static void test_nonsense(void)
{
	struct section good = SECTION(wait, aborted), bad = good;

	OK(exited_with(in_child(sleeps_with, &good), 0), "a section that we are not in");
	OK(killed_by(in_child(sleeps_with, (void *)8), SIGSEGV), "no section");
	OK(killed_by(in_child(sleeps_with, (void *)-4096L), SIGSEGV), "the kernel's");
	bad.version = 1;
	dies(sleeps_with, &bad, "another version");
	bad = good;
	bad.abort = (uintptr_t)unsigned_abort;
	dies(sleeps_with, &bad, "an abort handler without signature");
	bad.abort = bad.start;
	dies(sleeps_with, &bad, "one inside the section");
	bad = (struct section)SECTION(trap, aborted);
	bad.flags = 1;
	dies(traps_with, &bad, "unknown flags");
	bad = good;
	bad.start = -4096;
	dies(sleeps_with, &bad, "a section in the kernel");
	bad = good;
	bad.length = -1;
	dies(sleeps_with, &bad, "an endless one");
}

/* --- children and programs ---------------------------------------------------------- */

static int has_it(void *unused)
{
	return area.cpu_id != (uint32_t)sched_getcpu() || unregister_area();
}

static int has_none(void *unused)
{
	return unregister_area() != -1 || errno != EINVAL;
}

static int executes(void *self)
{
	char *const argv[] = { self, "executed", NULL };

	execv(self, argv);
	return 99;
}

static void test_inheritance(char *self)
{
	static char stack[1 << 14] __attribute__((aligned(16)));
	int status;
	pid_t child;

	OK(exited_with(in_child(has_it, NULL), 0), "fork: the child is registered");
	child = clone(has_none, stack + sizeof(stack), CLONE_VM | SIGCHLD, NULL);
	OK(waitpid(child, &status, 0) == child && exited_with(status, 0),
	   "CLONE_VM: it is not");
	OK(exited_with(in_child(executes, self), 0), "nor is another program");
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return has_none(NULL);
	alarm(60); /* a section that is never left */
	test_registration();
	if (register_area())
		return 99;
	test_cpus();
	test_preemption();
	test_signal();
	test_nonsense();
	test_inheritance(argv[0]);
	return tap_done();
}
