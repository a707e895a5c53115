/*
 * tests/user/rlimit_cpu_test.c - RLIMIT_CPU: SIGXCPU at the soft limit, SIGKILL at the hard
 *
 * By the process's own time: with limits of 0 that is the next tick.
 */
#include "mem.h"

static volatile sig_atomic_t warnings, code;

static void warn(int sig, siginfo_t *info, void *context)
{
	warnings++;
	code = info->si_code;
}

static void limit_cpu(unsigned long soft, unsigned long hard)
{
	struct rlimit limit = { soft, hard };

	setrlimit(RLIMIT_CPU, &limit);
}

/* Until killed. */
static int spin(void *unused)
{
	while (!unused)
		;
	return 0;
}

static int to_the_soft(void *unused)
{
	limit_cpu(0, 10);
	return spin(NULL);
}

static int to_the_hard(void *unused)
{
	limit_cpu(0, 0);
	return spin(NULL);
}

/* The handler is called, and the soft limit is a second later then. */
static int caught(void *unused)
{
	struct sigaction action = { .sa_sigaction = warn, .sa_flags = SA_SIGINFO };
	struct rlimit limit;

	sigaction(SIGXCPU, &action, NULL);
	limit_cpu(0, 10);
	while (!warnings)
		;
	getrlimit(RLIMIT_CPU, &limit);
	return code != SI_KERNEL || limit.rlim_cur != 1 || limit.rlim_max != 10;
}

int main(void)
{
	OK(killed_by(in_child(to_the_soft, NULL), SIGXCPU), "the soft limit: SIGXCPU");
	OK(killed_by(in_child(to_the_hard, NULL), SIGKILL), "the hard limit: SIGKILL");
	EQ(in_child(caught, NULL), 0,
	   "SIGXCPU can be caught, and comes a second later again");
	return tap_done();
}
