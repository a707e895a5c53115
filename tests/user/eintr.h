/*
 * tests/user/eintr.h - a signal comes while a call blocks: EINTR, or it goes on
 *
 *	static const struct blocking table[] = { { "read", do_read, write_one }, .. };
 *	eintr_begin();
 *	eintr_test(table, count, before);
 *
 * Each call of the table runs in a child. When it sleeps, a signal with a handler comes,
 * once without SA_RESTART and once with it; what goes on is let go by the parent then.
 */
#ifndef TESTS_USER_EINTR_H
#define TESTS_USER_EINTR_H

#include <signal.h>
#include <sys/mman.h>
#include <time.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

struct blocking {
	const char *name;
	long (*call)(void);   /* fails with errno, or does not */
	void (*let_go)(void); /* NULL: SA_RESTART makes no difference */
};

/* What the children share with us. */
static struct {
	volatile int handled;
	volatile int futex;
} * shared;

static const struct timespec long_time = { 1000, 0 };

static void eintr_handler(int sig)
{
	shared->handled++;
}

static void eintr_begin(void)
{
	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	if (shared == MAP_FAILED)
		_exit(98);
}

/* What the call fails with, 0: it does not, when a signal came while it slept. */
static int eintr_result(const struct blocking *blocking, int flags)
{
	struct sigaction action = { .sa_handler = eintr_handler, .sa_flags = flags };
	int goes_on = (flags & SA_RESTART) && blocking->let_go, status;
	pid_t child;

	shared->handled = 0;
	sigaction(SIGUSR1, &action, NULL);
	child = fork();
	if (!child)
		_exit(blocking->call() < 0 ? errno : 0);
	wait_for_state(child, 'S');
	kill(child, SIGUSR1);
	if (goes_on) {
		while (!shared->handled)
			usleep(1000);
		wait_for_state(child, 'S');
		blocking->let_go();
	}
	if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
		return -1;
	return shared->handled == 1 ? WEXITSTATUS(status) : -2;
}

/* before(), unless NULL, makes what the calls wait for: each time anew. */
static void eintr_test(const struct blocking *table, size_t count, void (*before)(void))
{
	for (size_t i = 0; i < 2 * count; i++) {
		const struct blocking *blocking = &table[i / 2];
		int flags = i % 2 ? SA_RESTART : 0;

		if (before)
			before();
		EQ(eintr_result(blocking, flags), flags && blocking->let_go ? 0 : EINTR,
		   "%s: %s", blocking->name,
		   !flags             ? "EINTR"
		   : blocking->let_go ? "SA_RESTART, it goes on"
				      : "EINTR in spite of SA_RESTART");
	}
}

#endif
