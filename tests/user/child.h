/*
 * tests/user/child.h - run a piece of a test in a child process
 *
 * What may die (a fault, a hostile image) or change the process (exec) runs in a child,
 * and the test looks at how the child ended.
 */
#ifndef TESTS_USER_CHILD_H
#define TESTS_USER_CHILD_H

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Touch more of the stack than a test needs, for those that count pages or let allocations
 * fail. The stack begins anywhere in a page: otherwise, now and then, some call a little
 * deeper than all before it is the first to touch the next page.
 */
static __attribute__((noinline, unused)) void touch_stack(void)
{
	volatile char deep[64 * 1024];

	for (unsigned int i = 0; i < sizeof(deep); i += 1024)
		deep[i] = 1;
}

/*
 * Run @body(@arg) in a child that then leaves with what it returned.
 * Returns the child's wait status, -1 if it could not be started or waited for.
 */
static inline int in_child(int (*body)(void *arg), void *arg)
{
	pid_t child = fork();
	int status;

	if (child < 0)
		return -1;
	if (child == 0)
		_exit(body(arg));
	return waitpid(child, &status, 0) == child ? status : -1;
}

/* Execute @argv in a child. Returns its wait status; exec's failure is exit 127. */
static inline int run_program(char *const argv[])
{
	static char *const no_environment[] = { NULL };
	pid_t child = fork();
	int status;

	if (child < 0)
		return -1;
	if (child == 0) {
		execve(argv[0], argv, no_environment);
		_exit(127);
	}
	return waitpid(child, &status, 0) == child ? status : -1;
}

/*
 * Stay on CPU 0, with all children and process 1, who buries orphans: each CPU keeps some
 * free memory for itself, which a test that counts would miss. Atlas only.
 */
static inline void use_one_cpu(void)
{
	unsigned long cpu_0 = 1;

	syscall(SYS_sched_setaffinity, 0, sizeof(cpu_0), &cpu_0);
	syscall(SYS_sched_setaffinity, 1, sizeof(cpu_0), &cpu_0);
}

/* Is this Atlas, where the whole machine is the test's to use up? */
static inline int on_atlas(void)
{
	int fd = open("/dev/toy-pages", O_RDONLY);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static inline int exited_with(int status, int code)
{
	return status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == code;
}

static inline int killed_by(int status, int signal)
{
	return status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == signal;
}

#endif
