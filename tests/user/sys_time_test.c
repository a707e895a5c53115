/* tests/user/sys_time_test.c - clock_gettime and nanosleep */
#define _GNU_SOURCE
#include <time.h>

#include "cred.h"

#define MS 1000000L

static long long now_ns(clockid_t clock)
{
	struct timespec ts = { 0 };

	if (sys(SYS_clock_gettime, clock, &ts) < 0)
		return -1;
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

/* Sleep so long and return how long it took, in ns; -1: the call failed. */
static long long sleep_ns(long ns)
{
	struct timespec ts = { ns / 1000000000, ns % 1000000000 };
	long long start = now_ns(CLOCK_MONOTONIC);

	if (sys(SYS_nanosleep, &ts, NULL) < 0)
		return -1;
	return now_ns(CLOCK_MONOTONIC) - start;
}

/* How often the clock goes back, and how often on, in so many looks at it. */
static void look(clockid_t clock, int times, int *backwards, int *moved)
{
	long long last = now_ns(clock), now;

	*backwards = *moved = 0;
	for (int i = 0; i < times; i++) {
		now = now_ns(clock);
		*backwards += now < last;
		*moved += now > last;
		last = now;
	}
}

static void test_clocks(void)
{
	struct timespec ts;
	int backwards, moved;

	EQ(sys(SYS_clock_gettime, CLOCK_MONOTONIC, &ts), 0, "CLOCK_MONOTONIC");
	OK(ts.tv_nsec >= 0 && ts.tv_nsec < 1000000000, "nanoseconds below a second");
	EQ(sys(SYS_clock_gettime, CLOCK_REALTIME, &ts), 0, "CLOCK_REALTIME");
	OK(ts.tv_sec > 1700000000, "is past the year 2023");
	look(CLOCK_MONOTONIC, 20000, &backwards, &moved);
	EQ(backwards, 0, "CLOCK_MONOTONIC never goes back");
	OK(moved > 100, "and counts finer than the timer's tick");
	look(CLOCK_THREAD_CPUTIME_ID, 400000, &backwards, &moved);
	EQ(backwards, 0, "the CPU time of a thread never goes back, through many ticks");
	OK(moved > 100, "and counts finer than they");
	look(CLOCK_PROCESS_CPUTIME_ID, 400000, &backwards, &moved);
	EQ(backwards, 0, "nor does that of a process");
	FAILS(sys(SYS_clock_gettime, 99, &ts), EINVAL, "clock_gettime: no such clock");
}

/* Of some tries: a busy host makes one or the other longer. */
static long long shortest_sleep(long ns)
{
	long long least = sleep_ns(ns);

	for (int i = 0; i < 9; i++) {
		long long took = sleep_ns(ns);

		least = took < least ? took : least;
	}
	return least;
}

static void test_sleep(void)
{
	struct timespec bad = { 0, 1000000000 }, negative = { -1, 0 }, zero = { 0, 0 };
	long long took;

	took = shortest_sleep(50 * MS);
	OK(took >= 50 * MS, "nanosleep of 50 ms is not shorter");
	OK(took < 1000 * MS, "nor much longer");
	took = shortest_sleep(1);
	OK(took >= 1 && took < 500 * MS, "nanosleep of 1 ns returns soon");
	EQ(sys(SYS_nanosleep, &zero, NULL), 0, "nanosleep of nothing");
	FAILS(sys(SYS_nanosleep, &bad, NULL), EINVAL, "nanosleep: a second of ns");
	FAILS(sys(SYS_nanosleep, &negative, NULL), EINVAL, "nanosleep: negative");
}

static void test_tai(void)
{
	struct timespec ts = { 0, 1 };
	int id;

	OK(now_ns(CLOCK_REALTIME) <= now_ns(CLOCK_TAI), "CLOCK_TAI is CLOCK_REALTIME");
	OK(now_ns(CLOCK_TAI) <= now_ns(CLOCK_REALTIME), "without leap seconds");
	EQ(sys(SYS_clock_getres, CLOCK_TAI, &ts), 0, "its resolution");
	EQ(ts.tv_sec * 1000000000 + ts.tv_nsec, 1, "is a nanosecond");
	EQ(sys(SYS_clock_nanosleep, CLOCK_TAI, 0, &ts, NULL), 0, "one sleeps by it");
	EQ(sys(SYS_clock_nanosleep, CLOCK_TAI, 1, &ts, NULL), 0, "also until then");
	EQ(sys(SYS_timer_create, CLOCK_TAI, NULL, &id), 0, "and has timers");
	EQ(sys(SYS_timer_delete, id), 0, "that go");
}

static int without_wake_alarm(void *arg)
{
	struct timespec ts = { 0, 1 };
	int id;

	MUST(!become(ALICE, ALICE));
	REFUSED(sys(SYS_timer_create, CLOCK_BOOTTIME_ALARM, NULL, &id), EPERM);
	REFUSED(sys(SYS_clock_nanosleep, CLOCK_REALTIME_ALARM, 0, &ts, NULL), EPERM);
	MUST(!sys(SYS_clock_gettime, CLOCK_REALTIME_ALARM, &ts));
	return 0;
}

/* The same clocks, for those who may wake the machine. */
static void test_alarm_clocks(void)
{
	struct timespec ts = { 0, 1 };
	int id;

	OK(now_ns(CLOCK_REALTIME) <= now_ns(CLOCK_REALTIME_ALARM),
	   "CLOCK_REALTIME_ALARM");
	OK(now_ns(CLOCK_REALTIME_ALARM) <= now_ns(CLOCK_REALTIME), "is CLOCK_REALTIME");
	OK(now_ns(CLOCK_BOOTTIME) <= now_ns(CLOCK_BOOTTIME_ALARM),
	   "CLOCK_BOOTTIME_ALARM");
	OK(now_ns(CLOCK_BOOTTIME_ALARM) <= now_ns(CLOCK_BOOTTIME), "is CLOCK_BOOTTIME");
	EQ(sys(SYS_clock_getres, CLOCK_BOOTTIME_ALARM, &ts), 0, "it has a resolution");
	EQ(sys(SYS_clock_nanosleep, CLOCK_BOOTTIME_ALARM, 0, &ts, NULL), 0,
	   "and sleepers");
	EQ(sys(SYS_clock_nanosleep, CLOCK_REALTIME_ALARM, 1, &ts, NULL), 0,
	   "as the other");
	EQ(sys(SYS_timer_create, CLOCK_REALTIME_ALARM, NULL, &id), 0, "and timers");
	EQ(sys(SYS_timer_delete, id), 0, "that go");
	EQ(failed_step(without_wake_alarm, NULL), 0, "but not for everybody");
}

int main(void)
{
	test_clocks();
	test_tai();
	test_alarm_clocks();
	test_sleep();
	return tap_done();
}
