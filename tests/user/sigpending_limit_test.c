/* tests/user/sigpending_limit_test.c - RLIMIT_SIGPENDING: what is queued for one real user */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include "child.h"
#include "tap.h"

#define LIMIT 10
#define USER 1000
#define OTHER 1001

static int queue(pid_t pid, int sig)
{
	siginfo_t info = { .si_code = SI_QUEUE };

	return sys(SYS_rt_sigqueueinfo, pid, sig, &info);
}

/* How many go to pid until there is no room. */
static int fill(pid_t pid)
{
	int n = 0;

	while (n < 1000 && !queue(pid, SIGRTMIN))
		n++;
	return errno == EAGAIN ? n : -1;
}

static int become(uid_t uid, rlim_t limit)
{
	struct rlimit l = { limit, limit };

	return setrlimit(RLIMIT_SIGPENDING, &l) || setuid(uid);
}

static int same_user(void *unused)
{
	return fill(getpid());
}

static int unlimited(void *unused)
{
	return queue(getpid(), SIGRTMIN);
}

/* Of what follows, the kernel says less, or does not need memory. */
static int others_get_through(void)
{
	siginfo_t info;
	sigset_t set;
	int n = 0;

	if (kill(getpid(), SIGRTMIN + 1) || kill(getpid(), SIGUSR1) ||
	    queue(getpid(), SIGUSR2))
		return 1;
	sigpending(&set);
	if (!sigismember(&set, SIGRTMIN + 1) || !sigismember(&set, SIGUSR1) ||
	    !sigismember(&set, SIGUSR2))
		return 2;
	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN);
	while (sigtimedwait(&set, &info, &(struct timespec){ 0, 0 }) == SIGRTMIN)
		n++;
	return n;
}

static int limited(void *unused)
{
	timer_t timers[LIMIT + 1];
	int n;

	EQ(become(USER, LIMIT), 0, "a user who may have ten signals queued");
	EQ(fill(getpid()), LIMIT, "has ten");
	FAILS(timer_create(CLOCK_MONOTONIC, NULL, timers), EAGAIN, "and no timer");
	EQ(exited_with(in_child(same_user, NULL), 0), 1, "nor has a child one more");
	EQ(others_get_through(), LIMIT, "kill needs none, and ten were there");
	for (n = 0; n <= LIMIT && !timer_create(CLOCK_MONOTONIC, NULL, &timers[n]); n++)
		;
	EQ(n, LIMIT - 2, "SIGUSR1, the end of the child and eight timers make ten");
	FAILS(queue(getpid(), SIGRTMIN), EAGAIN, "so no signal");
	timer_delete(timers[0]);
	EQ(fill(getpid()), 1, "one for a timer that is gone");
	return tap_failures;
}

/* Stands by with LIMIT signals queued for USER, until it is killed. */
static pid_t waiting_process(void)
{
	int ready[2];
	char c;
	pid_t pid;

	if (pipe(ready))
		return -1;
	pid = fork();
	if (!pid) {
		if (!become(USER, LIMIT) && fill(getpid()) == LIMIT)
			write(ready[1], "", 1);
		for (;;)
			pause();
	}
	close(ready[1]);
	if (read(ready[0], &c, 1) != 1)
		pid = -1;
	close(ready[0]);
	return pid;
}

static int as_other(void *unused)
{
	return become(OTHER, LIMIT) ? -1 : fill(getpid());
}

static int as_user_with_more(void *unused)
{
	return become(USER, LIMIT + 5) ? -1 : fill(getpid());
}

static void test_users(void)
{
	pid_t pid = waiting_process();

	OK(pid > 0, "a process with all that its user may have");
	OK(exited_with(in_child(as_other, NULL), LIMIT), "another user has as many");
	OK(exited_with(in_child(as_user_with_more, NULL), 5),
	   "the same user with a higher limit has the rest of it");
	FAILS(queue(pid, SIGRTMIN), EAGAIN, "the limit is the receiver's");
	EQ(queue(getpid(), SIGRTMIN), 0, "... not the sender's");
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	OK(exited_with(in_child(as_user_with_more, NULL), LIMIT + 5),
	   "what a process had queued is gone with it");
	OK(exited_with(in_child(unlimited, NULL), 0), "root has had no limit");
}

int main(void)
{
	sigset_t set;
	int status;

	sigfillset(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fflush(NULL);
	status = in_child(limited, NULL);
	tap_count += 8;
	OK(exited_with(status, 0), "all of that");
	test_users();
	return tap_done();
}
