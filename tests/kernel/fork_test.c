/*
 * tests/kernel/fork_test.c - kernel/fork.c, exit.c and wait.c, by processes that never
 * see ring 3
 *
 * user_mode_thread() makes them; their function ends them by do_exit().
 *
 * Locking: none; the children talk to the test by completions and atomics.
 */
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <uapi/linux/resource.h>
#include <uapi/linux/sched.h>
#include <uapi/linux/wait.h>
#include "kernel/init.h"
#include "kernel/process.h"
#include "ktest.h"

static void exit_with(void *code)
{
	do_exit((long)code << 8);
}

KTEST_NOLEAKCHECK(fork, child_exits_and_is_buried, "the first fork warms slab caches")
{
	struct rusage usage;
	int status = 0;
	pid_t pid = user_mode_thread(exit_with, (void *)7);

	KT_ASSERT(pid > 0);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, 0, &usage), pid);
	KT_EXPECT_EQ(status, 7 << 8);
	KT_EXPECT(!find_get_task_by_vpid(pid));
	KT_EXPECT_EQ(kernel_wait4(pid, &status, 0, &usage), -ECHILD);
}

KTEST(fork, many_children_leave_nothing)
{
	unsigned int before = nr_processes();
	struct rusage usage;
	int status;

	for (int i = 0; i < 100; i++) {
		pid_t pid = user_mode_thread(exit_with, NULL);

		KT_ASSERT(pid > 0);
		KT_ASSERT(kernel_wait4(-1, &status, 0, &usage) == pid);
	}
	KT_EXPECT_EQ(nr_processes(), before);
}

struct gate {
	struct completion open;
	atomic_t passed;
};

static void pass_gate(void *arg)
{
	struct gate *gate = arg;

	wait_for_completion(&gate->open);
	atomic_inc(&gate->passed);
	do_exit(0);
}

KTEST(fork, wnohang_does_not_wait)
{
	struct gate gate = { .passed = ATOMIC_INIT(0) };
	struct rusage usage;
	int status;
	pid_t pid;

	init_completion(&gate.open);
	pid = user_mode_thread(pass_gate, &gate);
	KT_ASSERT(pid > 0);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, WNOHANG, &usage), 0);
	KT_EXPECT_EQ(kernel_wait4(pid + 1, &status, WNOHANG, &usage), -ECHILD);
	complete(&gate.open);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, 0, &usage), pid);
	KT_EXPECT_EQ(atomic_read(&gate.passed), 1);
}

static void sleep_killable(void *arg)
{
	struct gate *gate = arg;

	if (wait_for_completion_killable(&gate->open))
		do_group_exit(SIGKILL);
	do_exit(0);
}

KTEST(fork, killed_child_says_so)
{
	struct gate gate = { .passed = ATOMIC_INIT(0) };
	struct rusage usage;
	int status = 0;
	pid_t pid;

	init_completion(&gate.open);
	pid = user_mode_thread(sleep_killable, &gate);
	KT_ASSERT(pid > 0);
	KT_EXPECT_EQ(kill_pid(pid, SIGTERM, 0), 0);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, 0, &usage), pid);
	KT_EXPECT_EQ(status, SIGTERM);
}

KTEST(fork, nonsense_flags_are_refused)
{
	struct kernel_clone_args args = { .fn = exit_with, .exit_signal = SIGCHLD };

	args.flags = CLONE_SIGHAND;
	KT_EXPECT_EQ(kernel_clone(&args), -EINVAL);
	args.flags = CLONE_NEWPID;
	KT_EXPECT_EQ(kernel_clone(&args), -EINVAL);
	args.flags = CLONE_THREAD | CLONE_VM;
	KT_EXPECT_EQ(kernel_clone(&args), -EINVAL);
	args.flags = CLONE_THREAD;
	KT_EXPECT_EQ(kernel_clone(&args), -EINVAL);
}

/* Leave a child of our own behind. */
static void abandon_child(void *arg)
{
	*(pid_t *)arg = user_mode_thread(exit_with, (void *)1);
	do_exit(0);
}

KTEST(fork, vfork_waits_for_exit)
{
	struct gate gate = { .passed = ATOMIC_INIT(0) };
	struct kernel_clone_args args = {
		.flags = CLONE_VFORK,
		.exit_signal = SIGCHLD,
		.fn = pass_gate,
		.fn_arg = &gate,
	};
	struct rusage usage;
	int status;
	pid_t pid;

	init_completion(&gate.open);
	complete(&gate.open);
	pid = kernel_clone(&args);
	KT_ASSERT(pid > 0);
	KT_EXPECT_EQ(atomic_read(&gate.passed), 1);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, 0, &usage), pid);
}

KTEST(fork, orphan_goes_to_process_1)
{
	struct task_struct *orphan;
	struct rusage usage;
	pid_t orphan_pid = 0;
	int status;
	pid_t pid = user_mode_thread(abandon_child, &orphan_pid);

	KT_ASSERT(pid > 0);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, 0, &usage), pid);
	KT_ASSERT(orphan_pid > 0);
	if (current->tgid != 1)
		KT_SKIP("only process 1 can wait for orphans");
	orphan = find_get_task_by_vpid(orphan_pid);
	KT_ASSERT(orphan);
	KT_EXPECT_EQ(orphan->real_parent->tgid, 1);
	put_task_struct(orphan);
	KT_EXPECT_EQ(kernel_wait4(orphan_pid, &status, 0, &usage), orphan_pid);
	KT_EXPECT_EQ(status, 1 << 8);
}

/* --- threads ---------------------------------------------------------------------- */

#define THREAD_FLAGS (CLONE_THREAD | CLONE_SIGHAND | CLONE_VM | CLONE_FS | CLONE_FILES)
#define MANY 1000

struct crowd {
	struct completion gate; /* never complete: only a kill opens it */
	atomic_t started, ended;
};

static pid_t start_thread_of_process(void (*fn)(void *), void *arg)
{
	struct kernel_clone_args args = { .flags = THREAD_FLAGS,
					  .fn = fn,
					  .fn_arg = arg };

	return kernel_clone(&args);
}

static void end_at_once(void *arg)
{
	atomic_inc(&((struct crowd *)arg)->ended);
	do_exit(0);
}

/* A process that makes MANY threads, one after the other. */
static void make_many_threads(void *arg)
{
	struct crowd *crowd = arg;

	for (int i = 0; i < MANY; i++) {
		if (start_thread_of_process(end_at_once, crowd) < 0)
			do_group_exit(1 << 8);
		while (atomic_read(&crowd->ended) <= i)
			cond_resched();
	}
	do_exit(0);
}

KTEST(fork, many_threads_leave_nothing)
{
	struct crowd crowd = { .ended = ATOMIC_INIT(0) };
	unsigned int before = nr_processes();
	struct rusage usage;
	int status;
	pid_t pid = user_mode_thread(make_many_threads, &crowd);

	KT_ASSERT(pid > 0);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, 0, &usage), pid);
	KT_EXPECT_EQ(status, 0);
	KT_EXPECT_EQ(atomic_read(&crowd.ended), MANY);
	KT_EXPECT_EQ(nr_processes(), before);
}

static void wait_to_be_killed(void *arg)
{
	struct crowd *crowd = arg;

	atomic_inc(&crowd->started);
	if (wait_for_completion_killable(&crowd->gate))
		atomic_inc(&crowd->ended);
	do_group_exit(0); /* the code is that of the kill */
}

static void make_a_crowd(void *arg)
{
	for (int i = 0; i < 49; i++)
		start_thread_of_process(wait_to_be_killed, arg);
	wait_to_be_killed(arg);
}

KTEST(fork, a_kill_reaches_every_thread)
{
	struct crowd crowd = { .started = ATOMIC_INIT(0), .ended = ATOMIC_INIT(0) };
	struct rusage usage;
	int status;
	pid_t pid;

	init_completion(&crowd.gate);
	pid = user_mode_thread(make_a_crowd, &crowd);
	KT_ASSERT(pid > 0);
	while (atomic_read(&crowd.started) < 50)
		msleep(1);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, WNOHANG, &usage), 0);
	KT_EXPECT_EQ(kill_pid(pid, SIGKILL, 0), 0);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, 0, &usage), pid);
	KT_EXPECT_EQ(status, SIGKILL);
	KT_EXPECT_EQ(atomic_read(&crowd.ended), 50);
}
