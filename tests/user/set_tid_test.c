/*
 * tests/user/set_tid_test.c - clone3(2) with a number for the child; who may have a namespace
 */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <sched.h>
#include <stdint.h>

#include "cred.h"

#ifndef SYS_clone3
#define SYS_clone3 435
#endif
#define CHOSEN 30000

static int tid;

/* A child with the number of tid, which leaves with 7. */
static pid_t clone_tid(int *tids, int count)
{
	struct clone_args args = {
		.exit_signal = SIGCHLD,
		.set_tid = (uintptr_t)tids,
		.set_tid_size = count,
	};
	pid_t child = sys(SYS_clone3, &args, sizeof(args));

	if (child == 0)
		_exit(getpid() == CHOSEN ? 7 : 1);
	return child;
}

static int my_pid(void *arg)
{
	return getpid();
}

static void test_set_tid(void)
{
	pid_t before, after;
	int status;

	tid = CHOSEN;
	EQ(clone_tid(&tid, 1), CHOSEN, "a child with a number that is free");
	FAILS(clone_tid(&tid, 1), EEXIST, "which is taken then");
	EQ(waitpid(CHOSEN, &status, 0), CHOSEN, "until it is waited for");
	OK(exited_with(status, 7), "it knew it");
	before = in_child(my_pid, NULL) >> 8;
	EQ(clone_tid(&tid, 1), CHOSEN, "it is free again");
	EQ(waitpid(CHOSEN, &status, 0), CHOSEN, "and was used again");
	after = in_child(my_pid, NULL) >> 8;
	EQ((after - before) & 0xff, 1, "the numbers of others go on where they were");
}

static int alice(void *arg)
{
	const int namespaces[] = { CLONE_NEWNS,  CLONE_NEWCGROUP, CLONE_NEWUTS,
				   CLONE_NEWIPC, CLONE_NEWPID,    CLONE_NEWNET };

	MUST(!become(ALICE, ALICE));
	REFUSED(clone_tid(&tid, 1), EPERM);
	for (int i = 0; i < 6; i++)
		REFUSED(sys(SYS_clone, namespaces[i] | SIGCHLD, 0, 0, 0, 0), EPERM);
	return 0;
}

static void test_errors(void)
{
	tid = getpid();
	FAILS(clone_tid(&tid, 1), EEXIST, "one's own");
	tid = 0;
	FAILS(clone_tid(&tid, 1), EINVAL, "0 is none");
	tid = -1;
	FAILS(clone_tid(&tid, 1), EINVAL, "nor is -1");
	tid = 1 << 30;
	FAILS(clone_tid(&tid, 1), EINVAL, "nor one that is too large");
	tid = CHOSEN;
	FAILS(clone_tid(&tid, 2), EINVAL, "there is one namespace only");
	FAILS(clone_tid(&tid, 0), EINVAL, "numbers, but how many?");
	FAILS(clone_tid(NULL, 1), EINVAL, "one, but which?");
	FAILS(clone_tid((int *)8, 1), EFAULT, "it cannot be read");
	EQ(failed_step(alice, NULL), 0, "neither number nor namespace for everybody");
}

int main(void)
{
	test_set_tid();
	test_errors();
	return tap_done();
}
