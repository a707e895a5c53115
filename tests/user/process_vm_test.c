/* tests/user/process_vm_test.c - process_vm_readv, process_vm_writev */
#include "mem.h"
#include <sys/uio.h>

#define THEIRS ((char *)0x200000000UL) /* pages that the child has and we have not */

static pid_t child;
static char ours[3 * PAGE];

static long transfer(int nr, struct iovec *mine, long nr_mine, struct iovec *its,
		     long nr_its, long flags)
{
	return sys(nr, child, mine, nr_mine, its, nr_its, flags);
}

static long get(void *to, void *from, unsigned long length)
{
	struct iovec mine = { to, length }, its = { from, length };

	return transfer(SYS_process_vm_readv, &mine, 1, &its, 1, 0);
}

static long put(void *from, void *to, unsigned long length)
{
	struct iovec mine = { from, length }, its = { to, length };

	return transfer(SYS_process_vm_writev, &mine, 1, &its, 1, 0);
}

/* Pages 0 to 3 are there, page 2 read-only; page 4 is a hole, page 5 closed. */
static void start_child(void)
{
	int ready[2];
	char byte;

	pipe(ready);
	child = fork();
	if (child == 0) {
		map_at(THEIRS, 4, RW, ANON, -1);
		for (unsigned long i = 0; i < 4 * PAGE; i++)
			THEIRS[i] = i / PAGE * 16 + i % 16;
		mprotect(THEIRS + 2 * PAGE, PAGE, PROT_READ);
		map_at(THEIRS + 5 * PAGE, 1, PROT_NONE, ANON, -1);
		write(ready[1], "r", 1);
		for (;;)
			pause();
	}
	read(ready[0], &byte, 1);
	close(ready[0]);
	close(ready[1]);
}

static void test_read(void)
{
	struct iovec mine[] = { { ours, 5 }, { ours + 100, 0 }, { ours + 5, 7 } };
	struct iovec its[] = { { THEIRS, 3 }, { THEIRS + PAGE - 4, 8 }, { THEIRS, 1 } };

	EQ(get(ours, THEIRS, 3 * PAGE), 3 * PAGE, "three pages");
	EQ(ours[PAGE + 5], 21, "with what is in them");
	EQ(ours[3 * PAGE - 1], 47, "to the end");
	memset(ours, 'z', sizeof(ours));
	EQ(transfer(SYS_process_vm_readv, mine, 3, its, 3, 0), 12,
	   "pieces cut otherwise");
	OK(!memcmp(ours, "\0\1\2\14\15\16\17\20\21\22\23\0z", 13), "come in their order");
	EQ(transfer(SYS_process_vm_readv, mine, 1, its, 3, 0), 5, "ours are fewer");
	EQ(transfer(SYS_process_vm_readv, mine, 3, its, 1, 0), 3, "theirs are fewer");
	EQ(transfer(SYS_process_vm_readv, mine, 0, its, 1, 0), 0, "ours are none");
	EQ(transfer(SYS_process_vm_readv, mine, 1, its, 0, 0), 0, "theirs are none");
	EQ(get(ours, THEIRS + 3 * PAGE + 10, PAGE), PAGE - 10, "up to a hole");
	FAILS(get(ours, THEIRS + 4 * PAGE, 1), EFAULT, "from a hole");
	FAILS(get(ours, THEIRS + 5 * PAGE, 1), EFAULT, "what it may not read itself");
	FAILS(get(ours, (void *)KERNEL_HALF, 1), EFAULT, "from the kernel");
	FAILS(get(THEIRS, THEIRS, 1), EFAULT, "to where we have nothing");
	FAILS(get((void *)KERNEL_HALF, THEIRS, 1), EFAULT, "to the kernel");
	its[1].iov_base = THEIRS + 4 * PAGE;
	EQ(transfer(SYS_process_vm_readv, mine, 3, its, 3, 0), 3, "the second is a hole");
	its[0].iov_base = (void *)KERNEL_HALF;
	FAILS(transfer(SYS_process_vm_readv, mine, 3, its, 3, 0), EFAULT,
	      "the first is the kernel's");
}

static void test_write(void)
{
	memset(ours, 'w', sizeof(ours));
	EQ(put(ours, THEIRS + PAGE - 2, 4), 4, "write over a page's end");
	get(ours, THEIRS + PAGE - 3, 6);
	OK(!memcmp(ours, "\15wwww\22", 6), "is there");
	EQ(put(ours, THEIRS + PAGE, 2 * PAGE), PAGE, "up to what is read-only");
	FAILS(put(ours, THEIRS + 2 * PAGE, 1), EFAULT, "what it may not write itself");
	FAILS(put(ours, THEIRS + 4 * PAGE, 1), EFAULT, "to a hole");
	FAILS(put(THEIRS, THEIRS, 1), EFAULT, "from a hole of ours");
	EQ(put(ours, THEIRS, 0), 0, "nothing");
	EQ(get(ours, THEIRS + 2 * PAGE, 1) == 1 && ours[0] == 32, 1,
	   "the rest is as it was");
}

static void test_errors(void)
{
	static struct iovec many[1025];
	struct iovec mine = { ours, 1 }, its = { THEIRS, 1 }, odd = { ours, -1 };
	pid_t there = child;

	FAILS(transfer(SYS_process_vm_readv, &mine, 1, &its, 1, 1), EINVAL, "flags");
	FAILS(transfer(SYS_process_vm_readv, many, 1025, &its, 1, 0), EINVAL,
	      "ours are too many");
	FAILS(transfer(SYS_process_vm_readv, &mine, 1, many, 1025, 0), EINVAL,
	      "theirs are too many");
	FAILS(transfer(SYS_process_vm_readv, &mine, -1, &its, 1, 0), EINVAL,
	      "ours are -1");
	FAILS(transfer(SYS_process_vm_readv, &mine, 1, &its, -1, 0), EINVAL,
	      "theirs are -1");
	EQ(transfer(SYS_process_vm_readv, many, 1024, many, 1024, 0), 0,
	   "1024 of nothing");
	FAILS(transfer(SYS_process_vm_readv, &odd, 1, &its, 1, 0), EINVAL,
	      "a length below 0");
	FAILS(transfer(SYS_process_vm_readv, &mine, 1, &odd, 1, 0), EINVAL,
	      "a length of theirs below 0");
	FAILS(transfer(SYS_process_vm_readv, (void *)8, 1, &its, 1, 0), EFAULT,
	      "our list is nowhere");
	FAILS(transfer(SYS_process_vm_readv, &mine, 1, (void *)8, 1, 0), EFAULT,
	      "theirs is nowhere");
	EQ(transfer(SYS_process_vm_readv, (void *)8, 0, (void *)8, 1, 0), 0,
	   "nor looked at when ours is empty");
	child = 1 << 30;
	FAILS(get(ours, THEIRS, 1), ESRCH, "no such process");
	FAILS(transfer(SYS_process_vm_readv, &mine, 1, &odd, 1, 0), EINVAL,
	      "after a bad length");
	EQ(transfer(SYS_process_vm_readv, &mine, 1, &its, 0, 0), 0,
	   "but nothing needs no process");
	child = getpid();
	ours[0] = 's';
	EQ(get(ours + 1, ours, 1) == 1 && ours[1] == 's', 1, "a process may ask itself");
	child = there;
	kill(child, SIGKILL);
	siginfo_t info;
	waitid(P_PID, child, &info, WEXITED | WNOWAIT);
	FAILS(get(ours, THEIRS, 1), ESRCH, "a dead one has no memory");
	waitpid(child, NULL, 0);
}

int main(void)
{
	start_child();
	test_read();
	test_write();
	test_errors();
	return tap_done();
}
