/* tests/user/waitid_test.c - waitid in full: whom, what, and what it says of it */
#define _GNU_SOURCE
#include <sys/resource.h>

#include "child.h"
#include "tap.h"

#define NO_PIDFD 3
#define UNTOUCHED 0x5a5a5a5a

static siginfo_t info;
static struct rusage usage;

static long wait_id(int which, pid_t id, int options)
{
	memset(&info, 0x5a, sizeof(info));
	memset(&usage, 0x5a, sizeof(usage));
	return sys(SYS_waitid, which, id, &info, options, &usage);
}

/* It is that child which has that news, and no more than that is said. */
static int tells(pid_t child, int code, int status)
{
	return info.si_signo == SIGCHLD && !info.si_errno && info.si_code == code &&
	       info.si_pid == child && info.si_uid == getuid() &&
	       info.si_status == status && info.si_utime == 0x5a5a5a5a5a5a5a5a &&
	       usage.ru_utime.tv_usec < 1000000;
}

static int tells_nothing(void)
{
	return !info.si_signo && !info.si_errno && !info.si_code && !info.si_pid &&
	       !info.si_uid && !info.si_status &&
	       usage.ru_nsignals == UNTOUCHED * 0x100000001;
}

/* A child that leaves with a byte from the pipe, in a process group of its own. */
static pid_t start(int *control, int own_group)
{
	int fds[2];
	pid_t child;
	char code;

	if (pipe(fds))
		_exit(98);
	child = fork();
	if (!child) {
		close(fds[1]);
		if (own_group)
			setpgid(0, 0);
		while (read(fds[0], &code, 1) != 1)
			;
		_exit(code);
	}
	if (own_group)
		setpgid(child, child);
	close(fds[0]);
	*control = fds[1];
	return child;
}

static void leave(int control, char code)
{
	if (write(control, &code, 1) != 1)
		_exit(98);
	close(control);
}

static void test_errors(void)
{
	FAILS(wait_id(P_ALL, 0, WEXITED), ECHILD, "no child");
	OK(tells_nothing(), "and that is said");
	FAILS(wait_id(P_ALL, 0, 0), EINVAL, "wait for nothing");
	OK(tells_nothing(), "and that too");
	FAILS(wait_id(P_ALL, 0, WNOHANG), EINVAL, "for nothing, without waiting");
	FAILS(wait_id(P_ALL, 0, WEXITED | 0x10), EINVAL, "an unknown option");
	FAILS(wait_id(17, 1, WEXITED), EINVAL, "whoever");
	FAILS(wait_id(P_PID, 0, WEXITED), EINVAL, "process 0");
	FAILS(wait_id(P_PID, -1, WEXITED), EINVAL, "process -1");
	FAILS(wait_id(P_PGID, -1, WEXITED), EINVAL, "group -1");
	FAILS(wait_id(P_PGID, 0, WEXITED), ECHILD, "our group");
	FAILS(wait_id(P_ALL, -1, WEXITED), ECHILD, "with P_ALL the number means nothing");
	FAILS(wait_id(NO_PIDFD, -1, WEXITED), EINVAL, "descriptor -1");
	FAILS(wait_id(NO_PIDFD, 99, WEXITED), EBADF, "no descriptor");
	FAILS(wait_id(NO_PIDFD, 0, WEXITED), EBADF, "a descriptor of no process");
	FAILS(sys(SYS_waitid, P_ALL, 0, 8, WEXITED, NULL), EFAULT,
	      "a bad siginfo beats ECHILD");
}

static void test_exit(void)
{
	int control, other;
	pid_t child = start(&control, 0), grouped = start(&other, 1);

	EQ(wait_id(P_ALL, 0, WEXITED | WNOHANG), 0, "WNOHANG, and all run");
	OK(tells_nothing(), "nobody is named");
	FAILS(wait_id(P_PGID, child, WEXITED), ECHILD, "a group that is none");
	leave(control, 200);
	EQ(wait_id(P_PID, child, WEXITED | WNOWAIT), 0, "a child exits");
	OK(tells(child, CLD_EXITED, 200), "CLD_EXITED with its code");
	FAILS(wait_id(P_PID, child, WSTOPPED | WCONTINUED | WNOHANG), ECHILD,
	      "neither will it stop nor go on");
	OK(tells_nothing(), "so nobody is");
	EQ(wait_id(P_PGID, 0, WEXITED), 0, "it was left to be waited for, by its group");
	OK(tells(child, CLD_EXITED, 200), "the same again");
	FAILS(wait_id(P_PID, child, WEXITED), ECHILD, "now it is gone");
	leave(other, 1);
	EQ(wait_id(P_PGID, grouped, WEXITED), 0, "the other's group");
	OK(tells(grouped, CLD_EXITED, 1), "is the other");
}

static void test_kill(void)
{
	int control;
	pid_t child = start(&control, 0);

	kill(child, SIGKILL);
	EQ(wait_id(P_ALL, 0, WEXITED), 0, "a child is killed");
	OK(tells(child, CLD_KILLED, SIGKILL), "CLD_KILLED by its signal");
	close(control);
}

static void test_stop(void)
{
	int control;
	pid_t child = start(&control, 1);

	kill(child, SIGSTOP);
	EQ(wait_id(P_PID, child, WSTOPPED | WNOWAIT), 0, "a child stops");
	OK(tells(child, CLD_STOPPED, SIGSTOP), "CLD_STOPPED by its signal");
	EQ(wait_id(P_PID, child, WSTOPPED | WEXITED), 0, "WNOWAIT keeps the news");
	OK(tells(child, CLD_STOPPED, SIGSTOP), "the same again");
	EQ(wait_id(P_PID, child, WSTOPPED | WNOHANG), 0, "told once");
	OK(tells_nothing(), "is enough");
	kill(child, SIGCONT);
	EQ(wait_id(P_PID, child, WCONTINUED | WNOWAIT), 0, "it goes on");
	OK(tells(child, CLD_CONTINUED, SIGCONT), "CLD_CONTINUED");
	EQ(wait_id(P_PGID, child, WCONTINUED), 0, "WNOWAIT keeps that too");
	EQ(wait_id(P_PID, child, WCONTINUED | WNOHANG), 0, "told once");
	OK(tells_nothing(), "is enough");
	kill(child, SIGSTOP);
	EQ(wait_id(P_PID, child, WSTOPPED), 0, "it stops again");
	kill(child, SIGKILL);
	EQ(wait_id(P_PID, child, WSTOPPED | WEXITED), 0, "and is killed in its stop");
	OK(tells(child, CLD_KILLED, SIGKILL), "CLD_KILLED");
	close(control);
}

static void test_pointers(void)
{
	int control;
	pid_t child = start(&control, 0);

	leave(control, 7);
	EQ(sys(SYS_waitid, P_PID, child, NULL, WEXITED | WNOWAIT, NULL), 0,
	   "neither siginfo nor rusage");
	FAILS(sys(SYS_waitid, P_PID, child, NULL, WEXITED | WNOWAIT, 8), EFAULT,
	      "a bad rusage");
	FAILS(sys(SYS_waitid, P_PID, child, 8, WEXITED, NULL), EFAULT, "a bad siginfo");
	FAILS(wait_id(P_PID, child, WEXITED), ECHILD, "loses the child");
}

int main(void)
{
	test_errors();
	test_exit();
	test_kill();
	test_stop();
	test_pointers();
	return tap_done();
}
