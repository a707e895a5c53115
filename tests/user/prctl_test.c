/*
 * tests/user/prctl_test.c - prctl(2): the parent's end as a signal, who takes orphans, the
 * slack of timers, whether the time-stamp counter may be read
 *
 * Programs that it executes are itself: "prctl_test OPTION" leaves with what OPTION reads,
 * "prctl_test thp" with what PR_GET_THP_DISABLE says.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>

#include "cred.h"

#define SET_ID "/tmp/prctl_set_id"

static const char *self;

/* What an option that fills in an int says; -1: it fails. */
static int ask(int option)
{
	int value = -1;

	return prctl(option, &value) ? -1 : value;
}

/* The same, in the program path that takes the place of the caller. */
static int ask_in(const char *path, const char *option)
{
	execl(path, path, option, NULL);
	return 127;
}

static void copy_self(void)
{
	int from = open(self, O_RDONLY), to = open(SET_ID, O_WRONLY | O_CREAT, 0755);
	static char buf[64 * 1024];
	ssize_t n;

	while ((n = read(from, buf, sizeof(buf))) > 0)
		write(to, buf, n);
	close(from);
	fchown(to, BOB, BOB);
	fchmod(to, 04755);
	close(to);
}

/* --- PR_SET_PDEATHSIG --------------------------------------------------------------- */

static int test_setting(void *arg)
{
	MUST(ask(PR_GET_PDEATHSIG) == 0);
	REFUSED(prctl(PR_SET_PDEATHSIG, 65), EINVAL);
	REFUSED(prctl(PR_SET_PDEATHSIG, -1), EINVAL);
	REFUSED(prctl(PR_SET_PDEATHSIG, 1L << 32), EINVAL);
	MUST(!prctl(PR_SET_PDEATHSIG, 64));
	MUST(ask(PR_GET_PDEATHSIG) == 64);
	MUST(!prctl(PR_SET_PDEATHSIG, SIGUSR1));
	REFUSED(prctl(PR_GET_PDEATHSIG, 8), EFAULT);
	MUST(!prctl(PR_SET_PDEATHSIG, 0));
	MUST(ask(PR_GET_PDEATHSIG) == 0);
	return 0;
}

static int ask_pdeath(void *arg)
{
	return ask(PR_GET_PDEATHSIG);
}

static int exec_plain(void *arg)
{
	prctl(PR_SET_PDEATHSIG, SIGUSR2);
	return ask_in(self, "2");
}

static int exec_set_id(void *arg)
{
	prctl(PR_SET_PDEATHSIG, SIGUSR2);
	return ask_in(SET_ID, "2");
}

/* Whoever executes as another than it really is, without any set-ID bit. */
static int exec_secure(void *arg)
{
	if (sys(SYS_setresuid, ALICE, BOB, BOB))
		return 126;
	prctl(PR_SET_PDEATHSIG, SIGUSR2);
	return ask_in(self, "2");
}

static int change_ids(void *arg)
{
	prctl(PR_SET_PDEATHSIG, SIGUSR2);
	MUST(!sys(SYS_setresuid, -1, -1, ALICE));
	MUST(ask(PR_GET_PDEATHSIG) == SIGUSR2);
	MUST(!sys(SYS_setresgid, ALICE, ALICE, ALICE));
	MUST(ask(PR_GET_PDEATHSIG) == 0);
	prctl(PR_SET_PDEATHSIG, SIGUSR2);
	MUST(!sys(SYS_setresuid, -1, ALICE, -1));
	MUST(ask(PR_GET_PDEATHSIG) == 0);
	return 0;
}

static void test_pdeath(void)
{
	EQ(failed_step(test_setting, NULL), 0, "PR_SET_PDEATHSIG");
	prctl(PR_SET_PDEATHSIG, SIGUSR2);
	EQ(failed_step(ask_pdeath, NULL), 0, "a child has it not");
	EQ(ask(PR_GET_PDEATHSIG), SIGUSR2, "its parent has it still");
	prctl(PR_SET_PDEATHSIG, 0);
	EQ(failed_step(exec_plain, NULL), SIGUSR2, "execve keeps it");
	EQ(failed_step(exec_set_id, NULL), 0, "a set-ID program has it not");
	EQ(failed_step(exec_secure, NULL), 0, "nor one with another effective user");
	EQ(failed_step(change_ids, NULL), 0, "nor who becomes another");
}

/* Blocked, so that it is there whenever one waits. */
static void block_usr1(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGUSR1);
	sigprocmask(SIG_BLOCK, set, NULL);
}

/*
 * In a child of the thread that is to end, which it tells by ready: SIGUSR1 comes of process
 * parent; which stays the parent, or another is it now.
 */
static int wait_for_end(int ready, pid_t parent, int parent_stays)
{
	struct timespec limit = { 60, 0 };
	siginfo_t info;
	sigset_t set;

	block_usr1(&set);
	MUST(!prctl(PR_SET_PDEATHSIG, SIGUSR1));
	MUST(write(ready, "x", 1) == 1);
	MUST(sigtimedwait(&set, &info, &limit) == SIGUSR1);
	MUST(info.si_code == SI_USER && info.si_pid == parent);
	MUST((getppid() == parent) == parent_stays);
	return 0;
}

/* Nobody here can wait for a child's child: a pipe has what it found. */
static int orphan_of_process(void *arg)
{
	int ready[2], done[2];
	char result = -1;
	pid_t child;

	pipe(ready);
	pipe(done);
	child = fork();
	if (child == 0) {
		pid_t parent = getpid();

		if (fork())
			_exit(read(ready[0], &result, 1) != 1);
		result = wait_for_end(ready[1], parent, 0);
		_exit(write(done[1], &result, 1) != 1);
	}
	close(done[1]);
	MUST(waitpid(child, NULL, 0) == child);
	MUST(read(done[0], &result, 1) == 1);
	return result;
}

static void *fork_in_thread(void *arg)
{
	int ready[2];
	pid_t parent = getpid(), child;
	char byte;

	pipe(ready);
	child = fork();
	if (child == 0)
		_exit(wait_for_end(ready[1], parent, 1));
	read(ready[0], &byte, 1);
	return (void *)(intptr_t)child;
}

static int orphan_of_thread(void *arg)
{
	pthread_t thread;
	void *child;
	int status;

	pthread_create(&thread, NULL, fork_in_thread, NULL);
	pthread_join(thread, &child);
	MUST(waitpid((intptr_t)child, &status, 0) == (intptr_t)child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

/* --- PR_SET_CHILD_SUBREAPER --------------------------------------------------------- */

/* A child of the caller ends and leaves a child. => whose that is then. */
static pid_t parent_of_orphan(void)
{
	int found[2];
	pid_t child, parent = -1;

	pipe(found);
	child = fork();
	if (child == 0) {
		pid_t old = getpid();

		if (fork())
			_exit(0);
		while ((parent = getppid()) == old)
			usleep(1000);
		_exit(write(found[1], &parent, sizeof(parent)) < 0);
	}
	close(found[1]);
	waitpid(child, NULL, 0);
	read(found[0], &parent, sizeof(parent));
	close(found[0]);
	return parent;
}

static int goes_to_grandparent(void *grandparent)
{
	return parent_of_orphan() != *(pid_t *)grandparent;
}

static int subreaper_below(void *arg)
{
	MUST(ask(PR_GET_CHILD_SUBREAPER) == 0);
	MUST(!prctl(PR_SET_CHILD_SUBREAPER, 1));
	MUST(parent_of_orphan() == getpid());
	MUST(wait(NULL) > 0);
	return 0;
}

static int subreaper(void *arg)
{
	pid_t me = getpid();

	MUST(ask(PR_GET_CHILD_SUBREAPER) == 0);
	MUST(parent_of_orphan() == 1);
	MUST(!prctl(PR_SET_CHILD_SUBREAPER, 1));
	MUST(ask(PR_GET_CHILD_SUBREAPER) == 1);
	REFUSED(prctl(PR_GET_CHILD_SUBREAPER, 8), EFAULT);
	MUST(parent_of_orphan() == me);
	MUST(wait(NULL) > 0);
	MUST(failed_step(goes_to_grandparent, &me) == 0);
	MUST(wait(NULL) > 0);
	MUST(failed_step(subreaper_below, NULL) == 0);
	MUST(!prctl(PR_SET_CHILD_SUBREAPER, 2));
	MUST(ask(PR_GET_CHILD_SUBREAPER) == 1);
	MUST(!prctl(PR_SET_CHILD_SUBREAPER, 0));
	MUST(ask(PR_GET_CHILD_SUBREAPER) == 0);
	MUST(parent_of_orphan() == 1);
	REFUSED(wait(NULL), ECHILD);
	return 0;
}

static int exec_subreaper(void *arg)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	return ask_in(self, "37");
}

/* --- PR_SET_TIMERSLACK -------------------------------------------------------------- */

static int slack_of_child(void *arg)
{
	MUST(prctl(PR_GET_TIMERSLACK) == 1000);
	MUST(!prctl(PR_SET_TIMERSLACK, 7));
	MUST(prctl(PR_GET_TIMERSLACK) == 7);
	MUST(!prctl(PR_SET_TIMERSLACK, 0));
	MUST(prctl(PR_GET_TIMERSLACK) == 1000);
	return 0;
}

static int slack(void *arg)
{
	MUST(prctl(PR_GET_TIMERSLACK) == 50000);
	MUST(!prctl(PR_SET_TIMERSLACK, 1000));
	MUST(failed_step(slack_of_child, NULL) == 0);
	MUST(prctl(PR_GET_TIMERSLACK) == 1000);
	MUST(!prctl(PR_SET_TIMERSLACK, 0));
	MUST(prctl(PR_GET_TIMERSLACK) == 50000);
	return 0;
}

/* --- PR_SET_TSC, PR_SET_THP_DISABLE ------------------------------------------------- */

static int read_tsc(void *arg)
{
	return !__builtin_ia32_rdtsc();
}

/* Let another thread that may read it run in between. */
static int read_tsc_in_turn(void *pipes)
{
	int *to_parent = pipes, *to_child = to_parent + 2;
	char byte = 0;

	MUST(!prctl(PR_SET_TSC, PR_TSC_SIGSEGV));
	for (int i = 0; i < 10; i++) {
		MUST(write(to_parent[1], &byte, 1) == 1);
		MUST(read(to_child[0], &byte, 1) == 1);
	}
	return read_tsc(NULL);
}

static int tsc(void *arg)
{
	int pipes[4], status;
	pid_t child;
	char byte;

	MUST(ask(PR_GET_TSC) == PR_TSC_ENABLE);
	REFUSED(prctl(PR_SET_TSC, 0), EINVAL);
	REFUSED(prctl(PR_SET_TSC, 3), EINVAL);
	REFUSED(prctl(PR_GET_TSC, 8), EFAULT);
	pipe(pipes);
	pipe(pipes + 2);
	child = fork();
	if (child == 0)
		_exit(read_tsc_in_turn(pipes));
	for (int i = 0; i < 10; i++) {
		MUST(read(pipes[0], &byte, 1) == 1);
		MUST(!read_tsc(NULL));
		MUST(write(pipes[3], &byte, 1) == 1);
	}
	MUST(waitpid(child, &status, 0) == child && killed_by(status, SIGSEGV));
	MUST(!prctl(PR_SET_TSC, PR_TSC_SIGSEGV));
	MUST(ask(PR_GET_TSC) == PR_TSC_SIGSEGV);
	MUST(killed_by(in_child(read_tsc, NULL), SIGSEGV));
	MUST(!prctl(PR_SET_TSC, PR_TSC_ENABLE));
	return read_tsc(NULL);
}

static int thp_disabled(void *arg)
{
	return prctl(PR_GET_THP_DISABLE, 0, 0, 0, 0);
}

static int thp(void *arg)
{
	MUST(!thp_disabled(NULL));
	REFUSED(prctl(PR_SET_THP_DISABLE, 1, 1, 0, 0), EINVAL);
	REFUSED(prctl(PR_GET_THP_DISABLE, 1, 0, 0, 0), EINVAL);
	MUST(!prctl(PR_SET_THP_DISABLE, 9, 0, 0, 0));
	MUST(failed_step(thp_disabled, NULL) == 1);
	MUST(!prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0));
	MUST(!thp_disabled(NULL));
	return 0;
}

static int exec_no_thp(void *arg)
{
	prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
	return ask_in(self, "thp");
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return strcmp(argv[1], "thp") ? ask(atoi(argv[1])) : thp_disabled(NULL);
	self = argv[0];
	copy_self();
	test_pdeath();
	EQ(failed_step(orphan_of_process, NULL), 0, "the end of the parent");
	EQ(failed_step(orphan_of_thread, NULL), 0, "the end of the thread that forked");
	EQ(failed_step(subreaper, NULL), 0, "PR_SET_CHILD_SUBREAPER");
	EQ(failed_step(exec_subreaper, NULL), 1, "execve keeps it");
	EQ(failed_step(slack, NULL), 0, "PR_SET_TIMERSLACK");
	EQ(failed_step(tsc, NULL), 0, "PR_SET_TSC");
	EQ(failed_step(thp, NULL), 0, "PR_SET_THP_DISABLE");
	EQ(failed_step(exec_no_thp, NULL), 1, "execve keeps it");
	FAILS(prctl(12345), EINVAL, "no such option");
	unlink(SET_ID);
	return tap_done();
}
