/* tests/user/posix_timer_test.c - timer_create, timer_settime, timer_gettime, timer_delete */
#define _GNU_SOURCE
#include <signal.h>
#include <time.h>

#include "child.h"
#include "tap.h"

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

static volatile sig_atomic_t count, last_code, last_value;

static void informed(int sig, siginfo_t *info, void *context)
{
	count++;
	last_code = info->si_code;
	last_value = info->si_value.sival_int;
}

static void catch (int sig)
{
	struct sigaction action = { .sa_sigaction = informed, .sa_flags = SA_SIGINFO };

	sigaction(sig, &action, NULL);
	count = 0;
}

static int create(clockid_t clock, int notify, int sig, int value, int *id)
{
	struct sigevent event = { .sigev_notify = notify,
				  .sigev_signo = sig,
				  .sigev_value.sival_int = value };

	if (notify & SIGEV_THREAD_ID)
		event.sigev_notify_thread_id = sys(SYS_gettid);
	return sys(SYS_timer_create, clock, &event, id);
}

static int set_ms(int id, int flags, long ms, long interval)
{
	struct itimerspec value = { { interval / 1000, interval % 1000 * 1000000 },
				    { ms / 1000, ms % 1000 * 1000000 } };

	return sys(SYS_timer_settime, id, flags, &value, NULL);
}

static void wait_for(int n)
{
	while (count < n)
		sys(SYS_pause);
}

static void test_signal(void)
{
	struct itimerspec value;
	int id, other;

	catch (SIGUSR1);
	EQ(create(CLOCK_MONOTONIC, SIGEV_SIGNAL, SIGUSR1, 42, &id), 0, "timer_create");
	EQ(create(CLOCK_REALTIME, SIGEV_SIGNAL, SIGUSR1, 43, &other), 0, "another");
	OK(id != other, "has another number");
	EQ(sys(SYS_timer_gettime, id, &value), 0, "timer_gettime");
	OK(!value.it_value.tv_sec && !value.it_value.tv_nsec, "it is not armed");
	EQ(set_ms(id, 0, 20, 0), 0, "timer_settime: 20 ms, once");
	wait_for(1);
	OK(last_code == SI_TIMER && last_value == 42, "SI_TIMER with its value");
	EQ(sys(SYS_timer_getoverrun, id), 0, "no overrun");
	EQ(set_ms(other, 0, 5, 5), 0, "again and again");
	wait_for(5);
	EQ(last_value, 43, "the other's value");
	EQ(sys(SYS_timer_gettime, other, &value), 0, "ask for it");
	EQ(value.it_interval.tv_nsec, 5000000, "its interval");
	OK(value.it_value.tv_nsec > 0, "and what is left is more than nothing");
	EQ(set_ms(other, 0, 0, 0), 0, "disarm it");
	EQ(sys(SYS_timer_delete, other), 0, "delete it");
	FAILS(sys(SYS_timer_delete, other), EINVAL, "only once");
	FAILS(sys(SYS_timer_gettime, other, &value), EINVAL, "it is gone");
	EQ(sys(SYS_timer_delete, id), 0, "delete the first");
}

static void test_absolute(void)
{
	struct itimerspec value = { { 0, 0 }, { 0, 0 } }, never = value;
	int id;

	catch (SIGRTMIN);
	create(CLOCK_REALTIME, SIGEV_SIGNAL, SIGRTMIN, 7, &id);
	clock_gettime(CLOCK_REALTIME, &value.it_value);
	value.it_value.tv_nsec = 0;
	EQ(sys(SYS_timer_settime, id, TIMER_ABSTIME, &value, NULL), 0,
	   "a time that is past");
	wait_for(1);
	EQ(last_value, 7, "comes at once");
	value.it_value.tv_sec += 1000;
	sys(SYS_timer_settime, id, TIMER_ABSTIME, &value, NULL);
	sys(SYS_timer_gettime, id, &value);
	OK(value.it_value.tv_sec >= 990 && value.it_value.tv_sec <= 1000,
	   "1000 s from now");
	EQ(sys(SYS_timer_settime, id, 0, &never, &value), 0, "disarm");
	OK(value.it_value.tv_sec >= 990, "the old setting is told");
	set_ms(id, 0, 0, 7);
	sys(SYS_timer_gettime, id, &value);
	EQ(value.it_interval.tv_nsec, 0, "a timer that is off has no interval");
	sys(SYS_timer_delete, id);
}

/* It is due 50 ms ago, and each microsecond since. */
static void test_missed(clockid_t clock, const char *name)
{
	struct itimerspec value = { .it_interval = { 0, 1000 } }, off = { { 0 }, { 0 } };
	siginfo_t info;
	sigset_t set;
	long long ns;
	int id;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	create(clock, SIGEV_SIGNAL, SIGUSR2, 1, &id);
	usleep(60000); /* so long the machine runs at least */
	sys(SYS_clock_gettime, clock, &value.it_value);
	ns = value.it_value.tv_sec * 1000000000LL + value.it_value.tv_nsec - 50000000;
	value.it_value.tv_sec = ns / 1000000000;
	value.it_value.tv_nsec = ns % 1000000000;
	sys(SYS_timer_settime, id, TIMER_ABSTIME, &value, NULL);
	EQ(sigwaitinfo(&set, &info), SIGUSR2, "%s: a time that is past", name);
	OK(info.si_overrun >= 49000, "%s: what was missed since counts", name);
	sys(SYS_timer_settime, id, 0, &off, NULL);
	sys(SYS_timer_delete, id);
	while (sigtimedwait(&set, &info, &(struct timespec){ 0, 0 }) > 0)
		continue;
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void test_overrun(void)
{
	siginfo_t info;
	sigset_t set;
	int id;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	create(CLOCK_MONOTONIC, SIGEV_SIGNAL, SIGUSR2, 1, &id);
	set_ms(id, 0, 1, 1);
	usleep(100000);
	EQ(sigwaitinfo(&set, &info), SIGUSR2, "a blocked signal waits");
	OK(info.si_overrun >= 20, "and says for how many it stands");
	EQ(sys(SYS_timer_getoverrun, id), info.si_overrun, "as timer_getoverrun does");
	EQ(sys(SYS_timer_delete, id), 0, "delete an armed timer");
	while (sigtimedwait(&set, &info, &(struct timespec){ 0, 0 }) > 0)
		;
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void test_kinds(void)
{
	struct itimerspec value;
	int id, i;

	catch (SIGUSR1);
	EQ(create(CLOCK_MONOTONIC, SIGEV_NONE, 0, 0, &id), 0, "SIGEV_NONE");
	set_ms(id, 0, 10, 0);
	for (i = 0; i < 1000; i++) {
		sys(SYS_timer_gettime, id, &value);
		if (!value.it_value.tv_nsec)
			break;
		usleep(1000);
	}
	OK(i < 1000, "runs down");
	EQ(count, 0, "without a word");
	sys(SYS_timer_delete, id);

	EQ(create(CLOCK_MONOTONIC, SIGEV_SIGNAL | SIGEV_THREAD_ID, SIGUSR1, 3, &id), 0,
	   "SIGEV_THREAD_ID");
	set_ms(id, 0, 1, 0);
	wait_for(1);
	EQ(last_value, 3, "reaches the thread");
	sys(SYS_timer_delete, id);

	catch (SIGALRM);
	EQ(sys(SYS_timer_create, CLOCK_BOOTTIME, NULL, &id), 0, "no sigevent");
	set_ms(id, 0, 1, 0);
	wait_for(1);
	EQ(last_value, id, "means SIGALRM with its number");
	sys(SYS_timer_delete, id);
}

static int child_has_none(void *arg)
{
	struct itimerspec value;

	return sys(SYS_timer_gettime, *(int *)arg, &value) == 0;
}

static int gone_after_exec(void *arg)
{
	char *const argv[] = { "/tests/posix_timer_test", "exec", NULL };
	int id;

	create(CLOCK_MONOTONIC, SIGEV_SIGNAL, SIGUSR1, 0, &id);
	set_ms(id, 0, 1, 1);
	execv(argv[0], argv);
	return 9;
}

static int exits_armed(void *arg)
{
	int id;

	signal(SIGUSR1, SIG_IGN);
	for (int i = 0; i < 20; i++) {
		create(CLOCK_MONOTONIC, SIGEV_SIGNAL, SIGUSR1, 0, &id);
		set_ms(id, 0, 1, 1);
	}
	usleep(10000);
	return 0;
}

static void test_process(void)
{
	int id;

	create(CLOCK_MONOTONIC, SIGEV_SIGNAL, SIGUSR1, 0, &id);
	OK(exited_with(in_child(child_has_none, &id), 0), "a child inherits none");
	sys(SYS_timer_delete, id);
	OK(exited_with(in_child(gone_after_exec, NULL), 0), "nor does a new program");
	OK(exited_with(in_child(exits_armed, NULL), 0),
	   "a process ends with armed timers");
}

static void test_errors(void)
{
	struct itimerspec bad = { { 0, 0 }, { 0, 1000000000 } }, value;
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL | SIGEV_THREAD_ID,
				  .sigev_signo = SIGUSR1 };
	int id;

	FAILS(create(99, SIGEV_SIGNAL, SIGUSR1, 0, &id), EINVAL, "no such clock");
	FAILS(create(CLOCK_MONOTONIC_RAW, SIGEV_SIGNAL, SIGUSR1, 0, &id), EOPNOTSUPP,
	      "a clock without timers");
	FAILS(create(CLOCK_MONOTONIC, SIGEV_SIGNAL, 65, 0, &id), EINVAL,
	      "no such signal");
	FAILS(create(CLOCK_MONOTONIC, SIGEV_SIGNAL, 0, 0, &id), EINVAL, "signal 0");
	FAILS(create(CLOCK_MONOTONIC, 77, SIGUSR1, 0, &id), EINVAL,
	      "no such notification");
	event.sigev_notify_thread_id = 1;
	FAILS(sys(SYS_timer_create, CLOCK_MONOTONIC, &event, &id), EINVAL,
	      "not our thread");
	FAILS(sys(SYS_timer_create, CLOCK_MONOTONIC, 1, &id), EFAULT, "a bad sigevent");
	FAILS(sys(SYS_timer_create, CLOCK_MONOTONIC, NULL, 1), EFAULT,
	      "nowhere to write");
	FAILS(sys(SYS_timer_settime, 1234, 0, &value, NULL), EINVAL, "settime: no timer");
	FAILS(sys(SYS_timer_settime, 1234, 0, NULL, NULL), EINVAL, "settime: no setting");
	FAILS(sys(SYS_timer_settime, 1234, 0, 1, NULL), EFAULT, "settime: bad address");
	FAILS(sys(SYS_timer_getoverrun, 1234), EINVAL, "getoverrun: no timer");
	create(CLOCK_MONOTONIC, SIGEV_SIGNAL, SIGUSR1, 0, &id);
	FAILS(sys(SYS_timer_settime, id, 0, &bad, NULL), EINVAL, "too many nanoseconds");
	FAILS(sys(SYS_timer_gettime, id, 1), EFAULT, "gettime: bad address");
	EQ(sys(SYS_timer_delete, id), 0, "it can still be deleted");
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		usleep(20000);
		return sys(SYS_timer_delete, 0) == 0;
	}
	test_signal();
	test_absolute();
	test_overrun();
	test_missed(CLOCK_MONOTONIC, "monotonic");
	test_missed(CLOCK_REALTIME, "realtime");
	test_kinds();
	test_process();
	test_errors();
	return tap_done();
}
