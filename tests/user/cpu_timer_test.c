/* tests/user/cpu_timer_test.c - clocks and timers of CPU time: processes, threads, other processes */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

#define MS 1000000LL
#define TICK (4 * MS)

/* What a clock id is made of: whose, and what is counted. */
#define PROF 0
#define VIRT 1
#define SCHED 2
#define PER_THREAD 4
#define CLOCK_OF(pid, which) ((clockid_t)(~(unsigned int)(pid) << 3 | (which)))

static volatile sig_atomic_t count, last_value;
static volatile int stop_spinning;

static long long ns_of(const struct timespec *ts)
{
	return ts->tv_sec * 1000000000LL + ts->tv_nsec;
}

static struct timespec timespec_of(long long ns)
{
	return (struct timespec){ ns / 1000000000, ns % 1000000000 };
}

static long long now_ns(clockid_t clock)
{
	struct timespec ts;

	return sys(SYS_clock_gettime, clock, &ts) ? -1 : ns_of(&ts);
}

static void informed(int sig, siginfo_t *info, void *context)
{
	count++;
	last_value = info->si_value.sival_int;
}

static void catch (int sig)
{
	struct sigaction action = { .sa_sigaction = informed, .sa_flags = SA_SIGINFO };

	sigaction(sig, &action, NULL);
	count = 0;
}

static void spin_for(int n)
{
	while (count < n)
		;
}

/* A child that uses up CPU time until it is killed. */
static pid_t spinner(void)
{
	pid_t pid = fork();

	while (pid == 0)
		;
	return pid;
}

static void end(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void *spin(void *unused)
{
	while (!stop_spinning)
		;
	return NULL;
}

/* --- clocks ---------------------------------------------------------------------------- */

static void test_clocks(void)
{
	long long before = now_ns(CLOCK_PROCESS_CPUTIME_ID);
	pid_t self = getpid(), tid = sys(SYS_gettid), child = spinner();
	struct timespec ts;

	OK(now_ns(CLOCK_OF(self, SCHED)) >= before, "a process by its number");
	OK(now_ns(CLOCK_OF(0, SCHED)) >= before, "0 is the caller's");
	OK(now_ns(CLOCK_OF(tid, SCHED | PER_THREAD)) >= 0, "a thread by its number");
	OK(now_ns(CLOCK_OF(0, SCHED | PER_THREAD)) >= 0, "0 is the calling one");
	OK(now_ns(CLOCK_OF(self, PROF)) >= 0, "in both modes");
	OK(now_ns(CLOCK_OF(self, VIRT)) >= 0, "in user mode");
	while (now_ns(CLOCK_OF(child, SCHED)) < 10 * MS)
		;
	tap_result(1, "another process's goes on");
	while (now_ns(CLOCK_OF(child, VIRT)) < TICK ||
	       now_ns(CLOCK_OF(child, PROF)) < TICK)
		;
	tap_result(1, "... counted in modes, too");
	FAILS(now_ns(CLOCK_OF(child, SCHED | PER_THREAD)), EINVAL,
	      "another process's threads are its own matter");
	FAILS(now_ns(CLOCK_OF(self, 3)), EINVAL, "no such way to count");
	end(child);
	FAILS(now_ns(CLOCK_OF(child, SCHED)), EINVAL, "a process that is gone");
	EQ(sys(SYS_clock_getres, CLOCK_OF(self, SCHED), &ts) ?: ns_of(&ts), 1,
	   "clock_getres");
	EQ(sys(SYS_clock_getres, CLOCK_OF(self, PROF), &ts) ?: ns_of(&ts), TICK,
	   "... of a clock that ticks");
	EQ(sys(SYS_clock_getres, CLOCK_PROCESS_CPUTIME_ID, &ts) ?: ns_of(&ts), 1,
	   "... of the process's own");
	FAILS(sys(SYS_clock_getres, CLOCK_OF(child, SCHED), &ts), EINVAL,
	      "... of one that is gone");
}

/* --- sleeping -------------------------------------------------------------------------- */

static long sleep_on(clockid_t clock, int flags, long long ns, struct timespec *left)
{
	struct timespec ts = timespec_of(ns);

	return sys(SYS_clock_nanosleep, clock, flags, &ts, left);
}

static void test_sleep(void)
{
	struct timespec left = { 0, 0 };
	pid_t parent = getpid(), child = spinner(), killer;
	long long before;
	pthread_t thread;

	before = now_ns(CLOCK_OF(child, SCHED));
	EQ(sleep_on(CLOCK_OF(child, SCHED), 0, 10 * MS, NULL), 0,
	   "sleep while another process runs 10 ms");
	OK(now_ns(CLOCK_OF(child, SCHED)) >= before + 10 * MS, "... it has");
	before = now_ns(CLOCK_OF(child, SCHED)) + 10 * MS;
	EQ(sleep_on(CLOCK_OF(child, SCHED), TIMER_ABSTIME, before, NULL), 0,
	   "until its clock shows a time");
	OK(now_ns(CLOCK_OF(child, SCHED)) >= before, "... it does");
	EQ(sleep_on(CLOCK_OF(child, PROF), TIMER_ABSTIME, 1, NULL), 0,
	   "a time that is past");
	stop_spinning = 0;
	pthread_create(&thread, NULL, spin, NULL);
	EQ(sleep_on(CLOCK_PROCESS_CPUTIME_ID, 0, 10 * MS, NULL), 0,
	   "while another thread runs");
	stop_spinning = 1;
	pthread_join(thread, NULL);

	catch (SIGUSR1);
	killer = fork();
	if (killer == 0) {
		wait_for_state(parent, 'S');
		kill(parent, SIGUSR1);
		_exit(0);
	}
	FAILS(sleep_on(CLOCK_PROCESS_CPUTIME_ID, 0, 1000000 * MS, &left), EINTR,
	      "a signal ends it");
	OK(left.tv_sec >= 990, "... and most is left");
	waitpid(killer, NULL, 0);
	FAILS(sleep_on(CLOCK_THREAD_CPUTIME_ID, 0, MS, NULL), EOPNOTSUPP,
	      "not on the thread's own");
	FAILS(sleep_on(CLOCK_OF(0, SCHED | PER_THREAD), 0, MS, NULL), EINVAL,
	      "... by the number 0");
	FAILS(sleep_on(CLOCK_OF(sys(SYS_gettid), SCHED | PER_THREAD), 0, MS, NULL),
	      EINVAL, "... by its own");
	FAILS(sleep_on(CLOCK_OF(child, SCHED), 0, -1, NULL), EINVAL, "a negative time");
	end(child);
	FAILS(sleep_on(CLOCK_OF(child, SCHED), 0, MS, NULL), EINVAL,
	      "on a process that is gone");
}

/* --- timers ---------------------------------------------------------------------------- */

static int create(clockid_t clock, int value)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
				  .sigev_signo = SIGUSR1,
				  .sigev_value.sival_int = value };
	int id;

	return sys(SYS_timer_create, clock, &event, &id) ? -1 : id;
}

static int set(int id, int flags, long long ns, long long interval)
{
	struct itimerspec value = { timespec_of(interval), timespec_of(ns) };

	return sys(SYS_timer_settime, id, flags, &value, NULL);
}

static long long left_of(int id)
{
	struct itimerspec value;

	return sys(SYS_timer_gettime, id, &value) ? -1 : ns_of(&value.it_value);
}

static void test_timer(clockid_t clock, const char *what)
{
	int id = create(clock, 7);
	long long before;

	catch (SIGUSR1);
	OK(id >= 0, "%s: timer_create", what);
	EQ(left_of(id), 0, "%s: it is not armed", what);
	before = now_ns(clock);
	EQ(set(id, 0, 10 * MS, 0), 0, "%s: 10 ms", what);
	spin_for(1);
	OK(now_ns(clock) >= before + 10 * MS, "%s: have passed", what);
	EQ(last_value, 7, "%s: it brings its value", what);
	EQ(left_of(id), 0, "%s: it was once only", what);
	before = now_ns(clock) + 10 * MS;
	EQ(set(id, TIMER_ABSTIME, before, 0), 0, "%s: at a time", what);
	spin_for(2);
	OK(now_ns(clock) >= before, "%s: that it shows", what);
	EQ(set(id, TIMER_ABSTIME, 1, 0), 0, "%s: at one that is past", what);
	spin_for(3);
	EQ(set(id, 0, 5 * MS, 5 * MS), 0, "%s: again and again", what);
	spin_for(6);
	OK(left_of(id) > 0, "%s: there is always some left", what);
	EQ(set(id, 0, 1000000 * MS, 0), 0, "%s: after 1000 s", what);
	OK(left_of(id) > 900000 * MS && left_of(id) <= 1000000 * MS, "%s: are left",
	   what);
	EQ(sys(SYS_timer_delete, id), 0, "%s: timer_delete", what);
}

static void test_overrun(void)
{
	long long until = now_ns(CLOCK_PROCESS_CPUTIME_ID) + 30 * MS;
	int id = create(CLOCK_PROCESS_CPUTIME_ID, 0);
	siginfo_t info;
	sigset_t set1;

	sigemptyset(&set1);
	sigaddset(&set1, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set1, NULL);
	set(id, 0, MS, MS);
	while (now_ns(CLOCK_PROCESS_CPUTIME_ID) < until)
		;
	EQ(sigwaitinfo(&set1, &info), SIGUSR1, "it was due many times");
	OK(info.si_overrun >= 10, "... and says how often");
	EQ(sys(SYS_timer_getoverrun, id), info.si_overrun,
	   "... as timer_getoverrun does");
	sys(SYS_timer_delete, id);
	sigprocmask(SIG_UNBLOCK, &set1, NULL);
}

/* On a thread's clock: the time of others does not count. */
static void test_thread(void)
{
	int id = create(CLOCK_THREAD_CPUTIME_ID, 0);
	long long until = now_ns(CLOCK_PROCESS_CPUTIME_ID) + 40 * MS;
	long long own = now_ns(CLOCK_THREAD_CPUTIME_ID), left;
	pthread_t thread;

	catch (SIGUSR1);
	set(id, 0, 100000 * MS, 0);
	stop_spinning = 0;
	pthread_create(&thread, NULL, spin, NULL);
	sleep_on(CLOCK_PROCESS_CPUTIME_ID, TIMER_ABSTIME, until, NULL);
	stop_spinning = 1;
	pthread_join(thread, NULL);
	left = left_of(id);
	own = now_ns(CLOCK_THREAD_CPUTIME_ID) - own;
	OK(left >= 100000 * MS - own, "another thread's time is none of this one's");
	EQ(count, 0, "... so it has not fired");
	sys(SYS_timer_delete, id);
}

static void test_other_process(void)
{
	pid_t child = spinner();
	int id = create(CLOCK_OF(child, SCHED), 9), last;
	struct itimerspec value = { { 0, 0 }, { 1, 0 } };

	catch (SIGUSR1);
	OK(id >= 0, "a timer on another process's clock");
	EQ(set(id, 0, 10 * MS, 0), 0, "10 ms of its time");
	while (count < 1)
		sys(SYS_pause);
	EQ(last_value, 9, "... have passed");
	EQ(set(id, 0, 1000000 * MS, 0), 0, "1000 s of it");
	OK(left_of(id) > 900000 * MS, "... are far away");
	last = create(CLOCK_OF(child, PROF), 0);
	end(child);
	EQ(left_of(id), 0, "the process has ended: nothing is left");
	FAILS(sys(SYS_timer_settime, id, 0, &value, NULL), ESRCH, "... nor to be set");
	FAILS(sys(SYS_timer_settime, last, 0, &value, NULL), ESRCH,
	      "... of one that never was");
	EQ(sys(SYS_timer_delete, id), 0, "... but to be deleted");
	EQ(sys(SYS_timer_delete, last), 0, "... both");
	FAILS(create(CLOCK_OF(child, SCHED), 0), EINVAL, "there are no new ones");
	FAILS(create(CLOCK_OF(getppid(), SCHED | PER_THREAD), 0), EINVAL,
	      "nor on another process's thread");
}

/* --- the two interval timers ------------------------------------------------------------ */

static void test_itimers(void)
{
	struct itimerval value = { { 0, 0 }, { 1000, 0 } }, old;

	EQ(setitimer(ITIMER_VIRTUAL, &value, NULL), 0, "ITIMER_VIRTUAL");
	EQ(setitimer(ITIMER_PROF, &value, NULL), 0, "ITIMER_PROF");
	EQ(getitimer(ITIMER_PROF, &old), 0, "getitimer");
	OK(old.it_value.tv_sec >= 990 && old.it_value.tv_sec <= 1000, "1000 s are left");
	value.it_value.tv_sec = 0;
	EQ(setitimer(ITIMER_PROF, &value, &old), 0, "end it");
	OK(old.it_value.tv_sec >= 990, "the old setting is told");
	EQ(setitimer(ITIMER_VIRTUAL, &value, &old), 0, "end the other");
	OK(old.it_value.tv_sec >= 990, "its, too");
	EQ(getitimer(ITIMER_VIRTUAL, &old), 0, "ask again");
	EQ(old.it_value.tv_sec, 0, "nothing is left");

	catch (SIGPROF);
	stop_spinning = 0;
	value.it_value.tv_usec = 20000;
	EQ(setitimer(ITIMER_PROF, &value, NULL), 0, "20 ms");
	for (pthread_t thread; !pthread_create(&thread, NULL, spin, NULL);) {
		while (count < 1)
			sys(SYS_sched_yield);
		stop_spinning = 1;
		pthread_join(thread, NULL);
		break;
	}
	EQ(count, 1, "all threads' time counts");
}

/* --- RLIMIT_CPU ------------------------------------------------------------------------- */

static int inherits(void *unused)
{
	struct rlimit limit = { 1, 5 };
	int status;

	setrlimit(RLIMIT_CPU, &limit);
	spinner();
	wait(&status);
	return !killed_by(status, SIGXCPU);
}

static void test_limit(void)
{
	OK(exited_with(in_child(inherits, NULL), 0), "a child inherits RLIMIT_CPU");
}

int main(void)
{
	test_clocks();
	test_sleep();
	test_timer(CLOCK_PROCESS_CPUTIME_ID, "process");
	test_timer(CLOCK_THREAD_CPUTIME_ID, "thread");
	test_timer(CLOCK_OF(0, PROF), "both modes");
	test_timer(CLOCK_OF(getpid(), VIRT | PER_THREAD), "user mode");
	test_overrun();
	test_thread();
	test_other_process();
	test_itimers();
	test_limit();
	return tap_done();
}
