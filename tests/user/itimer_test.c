/* tests/user/itimer_test.c - setitimer, getitimer, alarm */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/time.h>
#include <time.h>

#include "child.h"
#include "tap.h"

static volatile sig_atomic_t count, last_code;

static void counter(int sig, siginfo_t *info, void *context)
{
	count++;
	last_code = info->si_code;
}

static void catch (int sig)
{
	struct sigaction action = { .sa_sigaction = counter, .sa_flags = SA_SIGINFO };

	sigaction(sig, &action, NULL);
	count = 0;
}

static int set_timer(int which, long usec, long interval)
{
	struct itimerval value = { { interval / 1000000, interval % 1000000 },
				   { usec / 1000000, usec % 1000000 } };

	return sys(SYS_setitimer, which, &value, NULL);
}

static void wait_for(int n)
{
	while (count < n)
		sys(SYS_pause);
}

static void spin_for(int n)
{
	while (count < n)
		;
}

static void test_real(void)
{
	struct itimerval old, zero = { 0 };

	catch (SIGALRM);
	EQ(set_timer(ITIMER_REAL, 20000, 0), 0, "ITIMER_REAL, once");
	wait_for(1);
	EQ(last_code, SI_KERNEL, "SIGALRM comes from the kernel");
	EQ(sys(SYS_getitimer, ITIMER_REAL, &old), 0, "getitimer");
	OK(!old.it_value.tv_sec && !old.it_value.tv_usec, "it is over");

	EQ(set_timer(ITIMER_REAL, 10000, 5000), 0, "ITIMER_REAL, again and again");
	wait_for(4);
	EQ(sys(SYS_setitimer, ITIMER_REAL, &zero, &old), 0, "end it");
	OK(old.it_interval.tv_usec == 5000, "the old interval is told");
	OK(old.it_value.tv_usec <= 5000, "and what is left of it");

	set_timer(ITIMER_REAL, 100000000, 0);
	sys(SYS_getitimer, ITIMER_REAL, &old);
	OK(old.it_value.tv_sec >= 90 && old.it_value.tv_sec <= 100, "100 s are left");
	EQ(sys(SYS_setitimer, ITIMER_REAL, NULL, &old), 0, "no new value ends it too");
	sys(SYS_getitimer, ITIMER_REAL, &old);
	EQ(old.it_value.tv_sec, 0, "it is off");
	set_timer(ITIMER_REAL, 0, 7);
	sys(SYS_getitimer, ITIMER_REAL, &old);
	EQ(old.it_interval.tv_usec, 0, "a timer that is off has no interval");
}

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What alarm(next) tells of alarm(seconds), asked before half a second is over. */
static long left_of_alarm(unsigned int seconds, unsigned int next)
{
	long begin, left;

	do { /* until we are in time */
		begin = now_ms();
		sys(SYS_alarm, seconds);
		left = sys(SYS_alarm, next);
	} while (now_ms() - begin >= 400);
	return left;
}

static void test_alarm(void)
{
	long err, left;

	EQ(sys(SYS_alarm, 0), 0, "alarm: none was set");
	EQ(left_of_alarm(100, 200), 100, "alarm tells what was left, rounded");
	EQ(left_of_alarm(200, 0), 200, "alarm(0) ends it");
	do { /* until we are in time */
		catch (SIGALRM);
		err = set_timer(ITIMER_REAL, 300000, 0);
		left = sys(SYS_alarm, 0);
	} while (count);
	EQ(err, 0, "three tenths of a second");
	EQ(left, 1, "count as one second");
	EQ(count, 0, "no alarm came");
}

static void test_cpu(void)
{
	struct itimerval old;

	catch (SIGVTALRM);
	set_timer(ITIMER_VIRTUAL, 0, 20000);
	sys(SYS_getitimer, ITIMER_VIRTUAL, &old);
	EQ(old.it_interval.tv_usec, 20000, "kept of one that never ran");
	EQ(set_timer(ITIMER_VIRTUAL, 20000, 20000), 0, "ITIMER_VIRTUAL");
	spin_for(3);
	sys(SYS_getitimer, ITIMER_VIRTUAL, &old);
	EQ(old.it_interval.tv_usec, 20000, "its interval");
	set_timer(ITIMER_VIRTUAL, 0, 20000);
	sys(SYS_getitimer, ITIMER_VIRTUAL, &old);
	EQ(old.it_interval.tv_usec, 20000, "kept where it is off");
	set_timer(ITIMER_VIRTUAL, 0, 0);
	EQ(last_code, SI_KERNEL, "SIGVTALRM comes from the kernel");

	catch (SIGPROF);
	EQ(set_timer(ITIMER_PROF, 20000, 0), 0, "ITIMER_PROF");
	spin_for(1);
	sys(SYS_getitimer, ITIMER_PROF, &old);
	OK(!old.it_value.tv_sec && !old.it_value.tv_usec, "was once only");

	catch (SIGVTALRM);
	set_timer(ITIMER_VIRTUAL, 50000, 0);
	usleep(100000);
	EQ(count, 0, "who sleeps needs no time");
	set_timer(ITIMER_VIRTUAL, 0, 0);
}

static int child_has_none(void *arg)
{
	struct itimerval old;

	sys(SYS_getitimer, ITIMER_REAL, &old);
	return old.it_value.tv_sec != 0;
}

static int dies_by_alarm(void *arg)
{
	signal(SIGALRM, SIG_DFL);
	set_timer(ITIMER_REAL, 10000, 0);
	for (;;)
		pause();
	return 0;
}

static int keeps_over_exec(void *arg)
{
	char *const argv[] = { "/tests/itimer_test", "exec", NULL };

	sys(SYS_alarm, 1000);
	execv(argv[0], argv);
	return 9;
}

static void test_process(void)
{
	sys(SYS_alarm, 1000);
	OK(exited_with(in_child(child_has_none, NULL), 0), "a child inherits none");
	sys(SYS_alarm, 0);
	OK(killed_by(in_child(dies_by_alarm, NULL), SIGALRM), "SIGALRM kills");
	OK(exited_with(in_child(keeps_over_exec, NULL), 0), "execve keeps it");
}

static void test_errors(void)
{
	struct itimerval bad = { { 0, 0 }, { 0, 1000000 } }, old;
	struct itimerval negative = { { -1, 0 }, { 0, 0 } };

	FAILS(sys(SYS_setitimer, 3, &old, NULL), EINVAL, "setitimer: no such timer");
	FAILS(sys(SYS_getitimer, -1, &old), EINVAL, "getitimer: no such timer");
	FAILS(sys(SYS_getitimer, ITIMER_REAL, NULL), EFAULT, "getitimer: bad address");
	FAILS(sys(SYS_setitimer, ITIMER_REAL, 1, NULL), EFAULT, "setitimer: bad address");
	FAILS(sys(SYS_setitimer, ITIMER_REAL, &bad, NULL), EINVAL,
	      "too many microseconds");
	FAILS(sys(SYS_setitimer, ITIMER_REAL, &negative, NULL), EINVAL,
	      "negative seconds");
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return sys(SYS_alarm, 0) < 900;
	test_real();
	test_alarm();
	test_cpu();
	test_process();
	test_errors();
	return tap_done();
}
