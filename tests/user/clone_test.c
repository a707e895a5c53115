/*
 * tests/user/clone_test.c - clone(2) without a C library's threads: flags, the ends of a
 * thread group, execve and wait in one
 *
 * Whatever ends a process happens in a child. Raw threads have no thread-local storage of
 * their own, so they use system calls by number only.
 */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

#include "child.h"
#include "leak.h"
#include "tap.h"
#include "thread_state.h"

#define THREAD (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD)
#define STACK_SIZE 16384
#define MAX_STACKS 64
#define CLEAR_SIGHAND 0x100000000ULL /* not in every libc's header */

static char stacks[MAX_STACKS][STACK_SIZE] __attribute__((aligned(16)));
static const char *self; /* this program's path */
static int ctid, ptid;

static void *stack(int n)
{
	return stacks[n] + STACK_SIZE;
}

/* The raw call: no errno, which is the creator's. */
static long raw(long nr, long a, long b, long c, long d)
{
	register long r10 __asm__("r10") = d;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "0"(nr), "D"(a), "S"(b), "d"(c), "r"(r10)
			 : "rcx", "r11", "memory");
	return result;
}

/* A thread that runs fn(arg) and ends with what it returns. */
static pid_t start(int n, int (*fn)(void *), void *arg)
{
	return clone(fn, stack(n), THREAD, arg);
}

static int sleep_for_ever(void *unused)
{
	for (;;)
		raw(SYS_pause, 0, 0, 0, 0);
	return 0;
}

/* --- flags ------------------------------------------------------------------------ */

static int do_nothing(void *unused)
{
	return 0;
}

static void wait_for_clear(int *word)
{
	int seen;

	while ((seen = __atomic_load_n(word, __ATOMIC_SEQ_CST)) != 0)
		sys(SYS_futex, word, FUTEX_WAIT, seen, NULL);
}

static void test_flags(void)
{
	pid_t tid;

	FAILS(sys(SYS_clone, CLONE_THREAD | CLONE_VM, 0, 0, 0, 0), EINVAL,
	      "THREAD needs SIGHAND");
	FAILS(sys(SYS_clone, CLONE_THREAD, 0, 0, 0, 0), EINVAL, "and VM");
	FAILS(sys(SYS_clone, CLONE_SIGHAND | SIGCHLD, 0, 0, 0, 0), EINVAL,
	      "SIGHAND needs VM");
	FAILS(sys(SYS_clone, CLONE_SETTLS | SIGCHLD, 0, 0, 0, 1UL << 63), EPERM,
	      "TLS in the kernel");
	ctid = 1;
	tid = clone(do_nothing, stack(0),
		    THREAD | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID, NULL, &ptid,
		    NULL, &ctid);
	OK(tid > 0 && ptid == tid, "PARENT_SETTID");
	wait_for_clear(&ctid);
	OK(1, "CHILD_CLEARTID clears and wakes");
	tid = clone(do_nothing, stack(0), THREAD | CLONE_CHILD_SETTID, NULL, NULL, NULL,
		    &ptid);
	while (__atomic_load_n(&ptid, __ATOMIC_SEQ_CST) != tid)
		sched_yield();
	OK(1, "CHILD_SETTID");
	FAILS(waitpid(tid, NULL, __WALL), ECHILD, "nobody waits for a thread");
}

/* --- clone3 ----------------------------------------------------------------------- */

static long clone3(const struct clone_args *args, size_t size)
{
	return sys(SYS_clone3, args, size);
}

static void test_clone3(void)
{
	struct clone_args args = { .exit_signal = SIGCHLD };
	struct {
		struct clone_args known;
		unsigned long more;
	} longer = { .known = { .exit_signal = SIGCHLD } };
	int status;
	pid_t child;

	FAILS(clone3(&args, 63), EINVAL, "clone3: too small");
	FAILS(clone3(&args, 4097), E2BIG, "too large");
	FAILS(clone3(NULL, 64), EFAULT, "nowhere");
	args.exit_signal = 65;
	FAILS(clone3(&args, 64), EINVAL, "no such signal");
	args.exit_signal = SIGCHLD;
	args.flags = CLONE_DETACHED;
	FAILS(clone3(&args, 64), EINVAL, "DETACHED is history");
	args.flags = 0;
	args.stack = (uintptr_t)stacks[0];
	FAILS(clone3(&args, 64), EINVAL, "a stack without size");
	args.stack = 0;
	args.stack_size = 4096;
	FAILS(clone3(&args, 64), EINVAL, "a size without stack");
	args.stack_size = 0;
	args.flags = CLONE_PARENT;
	FAILS(clone3(&args, 64), EINVAL, "PARENT with an exit signal");
	longer.more = 1;
	FAILS(clone3(&longer.known, sizeof(longer)), E2BIG, "unknown members must be 0");
	longer.more = 0;
	child = clone3(&longer.known, sizeof(longer));
	if (child == 0)
		_exit(3);
	waitpid(child, &status, 0);
	OK(exited_with(status, 3), "clone3 without flags is fork");
}

static void ignore(int sig)
{
}

static void test_clear_sighand(void)
{
	struct clone_args args = { .exit_signal = SIGCHLD, .flags = CLEAR_SIGHAND };
	struct sigaction action = { .sa_handler = ignore, .sa_flags = SA_RESTART };
	int status;
	pid_t child;

	sigaction(SIGUSR1, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGUSR2, &action, NULL);
	child = clone3(&args, sizeof(args));
	if (child == 0) {
		sigaction(SIGUSR2, NULL, &action);
		_exit(action.sa_handler != SIG_IGN || action.sa_flags & SA_RESTART ||
		      sigaction(SIGUSR1, NULL, &action) || action.sa_handler != SIG_DFL);
	}
	waitpid(child, &status, 0);
	OK(exited_with(status, 0), "CLEAR_SIGHAND: handlers go, SIG_IGN stays");
	sigaction(SIGUSR1, NULL, &action);
	OK(action.sa_handler == ignore, "the parent keeps them");
	args.flags |= CLONE_SIGHAND | CLONE_VM;
	FAILS(clone3(&args, sizeof(args)), EINVAL, "not together with SIGHAND");
	signal(SIGUSR1, SIG_DFL);
	signal(SIGUSR2, SIG_DFL);
}

/* --- the end of a group ----------------------------------------------------------- */

static int exit_after_leader(void *how)
{
	while (thread_state(getpid()) != 'Z')
		raw(SYS_sched_yield, 0, 0, 0, 0);
	raw((long)how, 42, 0, 0, 0);
	return 0;
}

/* The leader ends, then the last thread, by exit or exit_group. */
static int leader_first(void *how)
{
	start(0, exit_after_leader, how);
	return raw(SYS_exit, 7, 0, 0, 0);
}

static int exit_group_now(void *unused)
{
	return raw(SYS_exit_group, 9, 0, 0, 0);
}

static int thread_exits_group(void *unused)
{
	start(0, sleep_for_ever, NULL);
	start(1, exit_group_now, NULL);
	return sleep_for_ever(NULL);
}

static int *volatile null;

static int fault(void *unused)
{
	return *null;
}

static int thread_faults(void *unused)
{
	start(0, fault, NULL);
	return sleep_for_ever(NULL);
}

static int leader_zombie(void *unused)
{
	start(0, sleep_for_ever, NULL);
	return raw(SYS_exit, 7, 0, 0, 0);
}

static void test_group_end(void)
{
	int status;
	pid_t child;

	OK(exited_with(in_child(leader_first, (void *)SYS_exit_group), 42),
	   "the last thread says exit_group(42)");
	OK(exited_with(in_child(leader_first, (void *)SYS_exit), 42),
	   "the last thread says exit(42)");
	OK(exited_with(in_child(thread_exits_group, NULL), 9), "exit_group by a thread");
	OK(killed_by(in_child(thread_faults, NULL), SIGSEGV),
	   "a thread's fault ends all");

	child = fork();
	if (child == 0)
		leader_zombie(NULL);
	wait_for_state(child, 'Z');
	EQ(waitpid(child, &status, WNOHANG), 0, "a zombie leader is not waited for");
	EQ(kill(child, SIGKILL), 0, "but killed");
	EQ(waitpid(child, &status, 0), child, "and then it is");
	OK(killed_by(status, SIGKILL), "killed by that");
}

/* --- execve ----------------------------------------------------------------------- */

static char pid_text[16];

static int exec_self(void *unused)
{
	char *argv[] = { (char *)self, "--pid", pid_text, NULL };

	raw(SYS_execve, (long)self, (long)argv, 0, 0);
	return raw(SYS_exit_group, 98, 0, 0, 0);
}

static int exec_after_leader(void *unused)
{
	while (thread_state(getpid()) != 'Z')
		raw(SYS_sched_yield, 0, 0, 0, 0);
	return exec_self(NULL);
}

static int thread_execs(void *leader_lives)
{
	snprintf(pid_text, sizeof(pid_text), "%d", getpid());
	for (int i = 1; i < 10; i++)
		start(i, sleep_for_ever, NULL);
	start(0, leader_lives ? exec_self : exec_after_leader, NULL);
	return leader_lives ? sleep_for_ever(NULL) : raw(SYS_exit, 0, 0, 0, 0);
}

static int leader_execs(void *unused)
{
	snprintf(pid_text, sizeof(pid_text), "%d", getpid());
	for (int i = 1; i < 10; i++)
		start(i, sleep_for_ever, NULL);
	return exec_self(NULL);
}

/* All of them at once: one wins. */
static int all_exec(void *unused)
{
	snprintf(pid_text, sizeof(pid_text), "%d", getpid());
	for (int i = 0; i < 10; i++)
		start(i, exec_self, NULL);
	return exec_self(NULL);
}

/* What the new program looks at: is it the old process, and alone? */
static int after_exec(const char *pid)
{
	if (getpid() != atoi(pid) || sys(SYS_gettid) != getpid())
		return 1;
	if (proc_number("/proc/self/status", "Threads") != 1)
		return 2;
	return 55;
}

static void test_exec(void)
{
	OK(exited_with(in_child(leader_execs, NULL), 55), "execve by the leader");
	OK(exited_with(in_child(thread_execs, (void *)1), 55), "execve by a thread");
	OK(exited_with(in_child(thread_execs, NULL), 55),
	   "execve by a thread whose leader has ended");
	OK(exited_with(in_child(all_exec, NULL), 55), "execve by all of them");
}

/* --- family ----------------------------------------------------------------------- */

static volatile int child_of_thread;

static int fork_child(void *unused)
{
	int process = raw(SYS_getpid, 0, 0, 0, 0), pid = raw(SYS_fork, 0, 0, 0, 0);

	if (pid == 0)
		raw(SYS_exit, raw(SYS_getppid, 0, 0, 0, 0) == process ? 11 : 1, 0, 0, 0);
	child_of_thread = pid;
	return sleep_for_ever(NULL);
}

static int fork_and_end(void *unused)
{
	int pid = raw(SYS_fork, 0, 0, 0, 0);

	if (pid == 0)
		sleep_for_ever(NULL);
	child_of_thread = pid;
	return 0;
}

/* => 0, or the number of the step that went wrong. */
static int wait_for_others_child(void *unused)
{
	int status, child;

	start(0, fork_child, NULL);
	while (!child_of_thread)
		sched_yield();
	child = child_of_thread;
	wait_for_state(child, 'Z');
	if (waitpid(child, &status, WNOHANG | __WNOTHREAD) != -1 || errno != ECHILD)
		return 1;
	if (waitpid(child, &status, 0) != child)
		return 2;
	return exited_with(status, 11) ? 0 : 3;
}

static int inherit_from_thread(void *unused)
{
	int status, child;

	ctid = 1;
	clone(fork_and_end, stack(0), THREAD | CLONE_CHILD_CLEARTID, NULL, NULL, NULL,
	      &ctid);
	wait_for_clear(&ctid);
	while (proc_number("/proc/self/status", "Threads") != 1)
		sched_yield();
	child = child_of_thread;
	if (waitpid(child, &status, WNOHANG | __WNOTHREAD) != 0)
		return 1;
	kill(child, SIGKILL);
	if (waitpid(child, &status, 0) != child)
		return 2;
	return killed_by(status, SIGKILL) ? 0 : 3;
}

static void test_family(void)
{
	OK(exited_with(in_child(wait_for_others_child, NULL), 0),
	   "a thread's child is the process's, but for __WNOTHREAD");
	OK(exited_with(in_child(inherit_from_thread, NULL), 0),
	   "a thread's child is inherited by another thread");
}

static volatile int vfork_order;

static int child_of_vfork(void *unused)
{
	vfork_order = 1;
	for (int i = 0; i < 10; i++)
		raw(SYS_sched_yield, 0, 0, 0, 0);
	vfork_order = 2;
	return raw(SYS_exit_group, 4, 0, 0, 0);
}

static void test_vfork(void)
{
	int status;
	pid_t child =
		clone(child_of_vfork, stack(1), CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);

	EQ(vfork_order, 2, "VFORK: the caller waits");
	EQ(waitpid(child, &status, 0), child, "and then for the end");
	OK(exited_with(status, 4), "which is its own, not ours");
	signal(SIGUSR2, SIG_IGN);
	child = clone(do_nothing, stack(1), CLONE_VM | SIGUSR2, NULL);
	FAILS(waitpid(child, &status, 0), ECHILD, "another exit signal: no plain child");
	EQ(waitpid(child, &status, __WCLONE), child, "__WCLONE waits for it");
}

/* --- many, killed in every kind of wait -------------------------------------------- */

static int pipe_ends[2];
static int futex_word;
static volatile int has_child; /* that wait_forever waits for */

static int futex_forever(void *unused)
{
	return raw(SYS_futex, (long)&futex_word, FUTEX_WAIT, 0, 0);
}

static int read_forever(void *unused)
{
	char c;

	return raw(SYS_read, pipe_ends[0], (long)&c, 1, 0);
}

static int sleep_long(void *unused)
{
	struct timespec t = { 1000, 0 };

	return raw(SYS_nanosleep, (long)&t, 0, 0, 0);
}

static int poll_forever(void *unused)
{
	struct pollfd fd = { pipe_ends[0], POLLIN, 0 };

	return raw(SYS_poll, (long)&fd, 1, -1, 0);
}

static int wait_forever(void *unused)
{
	return raw(SYS_wait4, -1, 0, 0, 0);
}

/* A process of its own: it ends when nobody has the other end of the pipe. */
static int read_to_the_end(void *unused)
{
	has_child = 1;
	raw(SYS_close, pipe_ends[1], 0, 0, 0);
	return read_forever(NULL);
}

static int vfork_forever(void *unused)
{
	return clone(read_to_the_end, stack(MAX_STACKS - 1),
		     CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);
}

static int spin(void *unused)
{
	while (!null)
		;
	return 0;
}

static int write_memory(void *unused)
{
	while (!null) {
		long p = sys(SYS_mmap, 0, 1 << 20, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1);

		for (int i = 0; p > 0 && i < 1 << 20; i += 4096)
			*(volatile char *)(p + i) = 1;
		sys(SYS_munmap, p, 1 << 20);
	}
	return 0;
}

static int many_waits(void *unused)
{
	static int (*const waits[])(
		void *) = { futex_forever, read_forever,   sleep_long, poll_forever,
			    wait_forever,  sleep_for_ever, spin,       write_memory };

	if (pipe(pipe_ends))
		return 1;
	start(50, vfork_forever, NULL);
	while (!has_child)
		sched_yield();
	for (int i = 0; i < 50; i++)
		start(i, waits[i % (sizeof(waits) / sizeof(waits[0]))], NULL);
	return sleep_for_ever(NULL);
}

static void kill_many_waits(void)
{
	pid_t child = fork();
	char status_file[32];
	int status;

	if (child == 0)
		many_waits(NULL);
	snprintf(status_file, sizeof(status_file), "/proc/%d/status", child);
	while (proc_number(status_file, "Threads") != 52)
		usleep(1000);
	usleep(20000);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	if (!killed_by(status, SIGKILL))
		_exit(97);
}

static void create_and_join(void)
{
	for (int i = 0; i < 1000; i++) {
		ctid = 1;
		if (clone(do_nothing, stack(0), THREAD | CLONE_CHILD_CLEARTID, NULL, NULL,
			  NULL, &ctid) < 0)
			_exit(96);
		wait_for_clear(&ctid);
	}
	while (proc_number("/proc/self/status", "Threads") != 1)
		sched_yield();
}

/* Free memory in kB, when the dead have left. */
static long free_memory(void)
{
	if (on_atlas())
		drop_caches();
	return proc_number("/proc/meminfo", "\nMemFree");
}

/* The second time may cost no memory that the first has not taken. */
static void test_leaks(const char *what, void (*body)(void))
{
	long before;

	if (on_atlas())
		use_one_cpu();
	body();
	before = free_memory();
	body();
	OK(!on_atlas() || before - free_memory() < 256, "%s leaves nothing behind", what);
}

int main(int argc, char **argv)
{
	self = argv[0];
	if (argc == 3)
		return after_exec(argv[2]);
	test_flags();
	test_clone3();
	test_clear_sighand();
	test_group_end();
	test_exec();
	test_family();
	test_vfork();
	test_leaks("1000 threads", create_and_join);
	test_leaks("SIGKILL in every wait", kill_many_waits);
	return tap_done();
}
