/* tests/user/sigqueue_test.c - rt_sigqueueinfo, rt_tgsigqueueinfo, rt_sigtimedwait */
#define _GNU_SOURCE
#include <signal.h>
#include <time.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

static volatile sig_atomic_t count;

static void counter(int sig)
{
	count++;
}

static sigset_t set_of(int a, int b)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, a);
	sigaddset(&set, b);
	return set;
}

static int queue(pid_t pid, int sig, int code, int value)
{
	siginfo_t info = { .si_code = code };

	info.si_pid = getpid();
	info.si_value.sival_int = value;
	return sys(SYS_rt_sigqueueinfo, pid, sig, &info);
}

static int take(const sigset_t *set, siginfo_t *info, long ms)
{
	struct timespec timeout = { ms / 1000, ms % 1000 * 1000000 };

	return sys(SYS_rt_sigtimedwait, set, info, ms < 0 ? NULL : &timeout, 8);
}

static void test_queue(void)
{
	sigset_t set = set_of(SIGRTMIN, SIGRTMIN + 1);
	siginfo_t info;

	sigprocmask(SIG_BLOCK, &set, NULL);
	EQ(queue(getpid(), SIGRTMIN + 1, SI_QUEUE, 1), 0, "queue a signal to oneself");
	EQ(queue(getpid(), SIGRTMIN, SI_QUEUE, 2), 0, "a lower one");
	EQ(queue(getpid(), SIGRTMIN, SI_QUEUE, 3), 0, "the same again");
	EQ(take(&set, &info, -1), SIGRTMIN, "the lowest is taken first");
	OK(info.si_value.sival_int == 2 && info.si_code == SI_QUEUE, "in order");
	EQ(take(&set, &info, 0), SIGRTMIN, "without waiting");
	EQ(info.si_value.sival_int, 3, "each with its own value");
	EQ(take(&set, NULL, 0), SIGRTMIN + 1, "nobody has to look");
	FAILS(take(&set, &info, 0), EAGAIN, "no more");
	FAILS(take(&set, &info, 20), EAGAIN, "none in 20 ms");
}

static int send_later(void *arg)
{
	usleep(20000);
	queue(getppid(), SIGRTMIN, SI_QUEUE, 77);
	return 0;
}

static int interrupt_later(void *arg)
{
	wait_for_state(getppid(), 'S');
	kill(getppid(), SIGUSR1);
	return 0;
}

static pid_t start(int (*body)(void *))
{
	pid_t child = fork();

	if (!child)
		_exit(body(NULL));
	return child;
}

static void test_wait(void)
{
	sigset_t set = set_of(SIGRTMIN, SIGRTMIN);
	struct sigaction action = { .sa_handler = counter, .sa_flags = SA_RESTART };
	siginfo_t info;
	pid_t child = start(send_later);

	EQ(take(&set, &info, -1), SIGRTMIN, "wait for another's signal");
	OK(info.si_value.sival_int == 77 && info.si_pid == child, "with all it says");
	waitpid(child, NULL, 0);

	sigaction(SIGUSR1, &action, NULL);
	child = start(interrupt_later);
	FAILS(take(&set, &info, -1), EINTR, "another signal ends the wait");
	EQ(count, 1, "and its handler ran");
	waitpid(child, NULL, 0);

	set = set_of(SIGUSR1, SIGUSR1);
	child = start(interrupt_later);
	EQ(take(&set, &info, -1), SIGUSR1, "even one that is not blocked is taken");
	EQ(count, 1, "and not handled");
	EQ(info.si_code, SI_USER, "it was sent by kill");
	waitpid(child, NULL, 0);
}

static void test_thread(void)
{
	sigset_t set = set_of(SIGRTMIN, SIGRTMIN);
	siginfo_t info = { .si_code = SI_QUEUE }, got;
	pid_t tid = sys(SYS_gettid);

	info.si_value.sival_int = 5;
	EQ(sys(SYS_rt_tgsigqueueinfo, getpid(), tid, SIGRTMIN, &info), 0, "to a thread");
	EQ(take(&set, &got, 0), SIGRTMIN, "it has come");
	EQ(got.si_value.sival_int, 5, "with its value");
	FAILS(sys(SYS_rt_tgsigqueueinfo, getppid(), tid, SIGRTMIN, &info), ESRCH,
	      "not a thread of that process");
	FAILS(sys(SYS_rt_tgsigqueueinfo, getpid(), 0, SIGRTMIN, &info), EINVAL,
	      "no thread 0");
	FAILS(sys(SYS_rt_tgsigqueueinfo, 0, tid, SIGRTMIN, &info), EINVAL,
	      "no process 0");
}

static void test_errors(void)
{
	sigset_t set = set_of(SIGRTMIN, SIGRTMIN), kill_set = set_of(SIGKILL, SIGSTOP);
	struct timespec bad = { 0, 1000000000 };
	siginfo_t info;

	FAILS(queue(getppid(), SIGUSR2, SI_USER, 0), EPERM, "who forges a kill");
	FAILS(queue(getppid(), SIGUSR2, SI_TKILL, 0), EPERM, "or a tgkill");
	FAILS(queue(getppid(), SIGUSR2, SI_KERNEL, 0), EPERM, "or the kernel");
	EQ(queue(getpid(), 0, SI_QUEUE, 0), 0, "signal 0 asks only");
	FAILS(queue(0x3ffffff, SIGUSR2, SI_QUEUE, 0), ESRCH, "no such process");
	FAILS(queue(getpid(), 65, SI_QUEUE, 0), EINVAL, "no such signal");
	FAILS(queue(getpid(), -1, SI_QUEUE, 0), EINVAL, "a negative signal");
	FAILS(sys(SYS_rt_sigqueueinfo, getpid(), SIGUSR2, 1), EFAULT, "a bad address");
	FAILS(sys(SYS_rt_sigtimedwait, &set, &info, NULL, 4), EINVAL, "a set of 4 bytes");
	FAILS(sys(SYS_rt_sigtimedwait, 1, &info, NULL, 8), EFAULT, "a set nowhere");
	FAILS(sys(SYS_rt_sigtimedwait, &set, &info, &bad, 8), EINVAL, "a bad timeout");
	FAILS(sys(SYS_rt_sigtimedwait, &set, &info, 1, 8), EFAULT, "a timeout nowhere");
	FAILS(take(&kill_set, &info, 10), EAGAIN, "SIGKILL cannot be waited for");
	queue(getpid(), SIGRTMIN, SI_QUEUE, 9);
	FAILS(sys(SYS_rt_sigtimedwait, &set, 1, NULL, 8), EFAULT, "nowhere to write");
	FAILS(take(&set, &info, 0), EAGAIN, "the signal is taken all the same");
}

int main(void)
{
	test_queue();
	test_wait();
	test_thread();
	test_errors();
	return tap_done();
}
