/*
 * tests/user/stack_test.c - the stack grows as far as its limit, and no farther; what is
 * mapped over it takes its place
 */
#include "proc_text.h"

#define KB 1024UL

/* Use @left bytes of stack, 1 KiB a call, and sum up what was written there. */
static long __attribute__((noinline)) descend(long left)
{
	volatile char frame[KB];
	long sum;

	for (unsigned long i = 0; i < KB; i++)
		frame[i] = 1;
	sum = left > (long)KB ? descend(left - KB) : 0;
	for (unsigned long i = 0; i < KB; i++)
		sum += frame[i];
	return sum;
}

static int use_stack(void *bytes)
{
	long count = (intptr_t)bytes;

	return descend(count) != count;
}

/* Touch the stack @bytes below its pointer at once, without the pages in between. */
static int leap(void *bytes)
{
	volatile char *low = __builtin_alloca((intptr_t)bytes);

	low[0] = 1;
	return low[0] != 1;
}

/* --- MAP_FIXED over it ------------------------------------------------------------ */

static unsigned long stack_start, stack_end;

static void find_stack(void)
{
	char *line;

	proc_read("/proc/self/maps");
	line = strstr(proc_text, "[stack]");
	while (line[-1] != '\n')
		line--;
	sscanf(line, "%lx-%lx", &stack_start, &stack_end);
}

/* The page where the stack pointer is, and all above it. */
static char *used_stack(unsigned long *length)
{
	char *page = (char *)((uintptr_t)__builtin_frame_address(0) & -PAGE) - PAGE;

	*length = stack_end - (uintptr_t)page;
	return page;
}

/* The call does not come back to where it came from: that was on the stack. */
static int replace_used(void *prot)
{
	unsigned long length;
	char *page = used_stack(&length);

	sys(SYS_mmap, page, length, (intptr_t)prot, ANON | MAP_FIXED, -1, 0);
	return 0;
}

static int lose_used(void *unused)
{
	unsigned long length;
	char *page = used_stack(&length);

	sys(SYS_munmap, page, length);
	return 0;
}

static void leave_with_7(int sig)
{
	_exit(7);
}

static int replace_used_with_another(void *prot)
{
	static char other[64 * 1024];
	stack_t stack = { .ss_sp = other, .ss_size = sizeof(other) };
	struct sigaction action = { .sa_handler = leave_with_7, .sa_flags = SA_ONSTACK };

	sigaltstack(&stack, NULL);
	sigaction(SIGSEGV, &action, NULL);
	return replace_used(prot);
}

/* The lowest page of the stack is ordinary memory now: below it nothing grows any more. */
static int replace_lowest(void *unused)
{
	char *low = (char *)stack_start;

	*low = 1;
	if (map_at(low, 1, RW, ANON, -1) != low || *low)
		return 1;
	*low = 1;
	return read_signal(low - PAGE) != SIGSEGV;
}

/* What lies between two parts: both are stacks still. */
static int replace_middle(void *unused)
{
	char *middle = (char *)stack_start + 32 * PAGE, line[128];

	if (map_at(middle, 1, PROT_READ, ANON, -1) != middle)
		return 1;
	strcpy(line, maps_line(middle + PAGE));
	if (!strstr(line, "rw-p") || !strstr(line, "[stack]\n"))
		return 2;
	strcpy(line, maps_line(middle));
	if (!strstr(line, "r--p") || strstr(line, "[stack]"))
		return 3;
	if (write_signal(middle) != SIGSEGV || write_signal(middle + PAGE))
		return 4;
	munmap(middle, PAGE);
	return write_signal(middle); /* one stack may come near the other */
}

static int refuse(void *unused)
{
	char *low = (char *)stack_start;

	*low = 1;
	if (sys(SYS_mmap, low, PAGE, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0) != -1 ||
	    errno != EEXIST)
		return 1;
	if (sys(SYS_mmap, low - PAGE, 2 * PAGE, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0) !=
		    -1 ||
	    errno != EEXIST || *low != 1)
		return 2;
	/* the guard gap is no mapping */
	if (sys(SYS_mmap, low - PAGE, PAGE, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0) !=
	    (long)(low - PAGE))
		return 3;
	munmap(low - PAGE, PAGE);
	if (map_at(low - 2 * PAGE, 1, RW, ANON, -1) != low - 2 * PAGE)
		return 4;
	return write_signal(low - PAGE) != SIGSEGV; /* too near to grow */
}

static void test_fixed(void)
{
	descend(256 * KB);
	find_stack();
	catch_faults();
	OK(exited_with(in_child(replace_lowest, NULL), 0),
	   "MAP_FIXED over the lowest page: zeros, and the stack grows no more");
	OK(exited_with(in_child(replace_middle, NULL), 0),
	   "over a page in the middle: the part above is a stack still, and grows");
	OK(exited_with(in_child(refuse, NULL), 0),
	   "MAP_FIXED_NOREPLACE: EEXIST, but not in the guard gap");
	signal(SIGSEGV, SIG_DFL);
	OK(killed_by(in_child(replace_used, (void *)(long)RW), SIGSEGV),
	   "MAP_FIXED over what is used: the call returns to address 0");
	OK(killed_by(in_child(replace_used, (void *)PROT_NONE), SIGSEGV),
	   "... or cannot return, nor handle a signal: SIGSEGV kills");
	OK(exited_with(in_child(replace_used_with_another, (void *)PROT_NONE), 7),
	   "... with another stack it is handled");
	OK(killed_by(in_child(lose_used, NULL), SIGSEGV), "munmap of what is used");
}

int main(void)
{
	OK(exited_with(in_child(use_stack, (void *)(64 * KB)), 0), "64 KiB of stack");
	OK(exited_with(in_child(use_stack, (void *)(1024 * KB)), 0), "1 MiB of stack");
	OK(exited_with(in_child(use_stack, (void *)(6 * 1024 * KB)), 0),
	   "6 MiB of stack");
	OK(exited_with(in_child(leap, (void *)(4 * 1024 * KB)), 0), "4 MiB at one leap");
	OK(killed_by(in_child(use_stack, (void *)(64 * 1024 * KB)), SIGSEGV),
	   "64 MiB is more than the limit: SIGSEGV");
	OK(killed_by(in_child(leap, (void *)(64 * 1024 * KB)), SIGSEGV),
	   "so is a leap of 64 MiB");
	test_fixed();
	return tap_done();
}
