/*
 * kernel/sys_time.c - reading the clocks, and sleeping
 *
 * Sources: the Linux man pages clock_gettime(2), clock_nanosleep(2), nanosleep(2).
 * Atlas: sleeps end at the first tick at or after their time; nobody sets the clock.
 *
 * A relative sleep that a stop interrupts goes on by restart_syscall(2) to its original
 * end, which task->restart_block keeps.
 *
 * Locking: none; everything belongs to the calling task.
 */
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/posix-timers.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/linux/time.h>
#include "time.h"

int make_ns(u64 *ns, s64 sec, s64 nsec)
{
	if (sec < 0 || nsec < 0 || nsec >= NSEC_PER_SEC)
		return -EINVAL;
	*ns = (u64)min_t(s64, sec, S64_MAX / NSEC_PER_SEC - 1) * NSEC_PER_SEC + nsec;
	return 0;
}

int get_timespec_ns(u64 *ns, const struct timespec __user *user)
{
	struct timespec ts;

	if (copy_from_user(&ts, user, sizeof(ts)))
		return -EFAULT;
	return make_ns(ns, ts.tv_sec, ts.tv_nsec);
}

/* --- clocks ----------------------------------------------------------------------- */

/* 0 and *ns, or -EINVAL: no such clock. */
static int read_clock(clockid_t id, u64 *ns)
{
	switch (plain_clock(id)) {
	case CLOCK_REALTIME:
		*ns = ktime_get_real_ns();
		return 0;
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_RAW:
		*ns = ktime_get_ns();
		return 0;
	case CLOCK_MONOTONIC_COARSE:
		*ns = ktime_get_coarse_ns();
		return 0;
	case CLOCK_REALTIME_COARSE:
		*ns = ktime_get_real_ns() - ktime_get_ns() + ktime_get_coarse_ns();
		return 0;
	default:
		return cpu_clock_id(id) ? cpu_clock_get(cpu_clock_id(id), ns) : -EINVAL;
	}
}

SYSCALL_DEFINE2(clock_gettime, clockid_t, id, struct timespec __user *, to)
{
	struct timespec ts;
	u64 ns;

	if (read_clock(id, &ns))
		return -EINVAL;
	ts = ns_to_timespec(ns);
	return copy_to_user(to, &ts, sizeof(ts)) ? -EFAULT : 0;
}

SYSCALL_DEFINE2(clock_getres, clockid_t, id, struct timespec __user *, to)
{
	struct timespec ts = { .tv_nsec = 1 };
	u64 ns;

	if (read_clock(id, &ns))
		return -EINVAL;
	if (id == CLOCK_REALTIME_COARSE || id == CLOCK_MONOTONIC_COARSE ||
	    (id < 0 && CPUCLOCK_WHICH(id) != CPUCLOCK_SCHED))
		ts.tv_nsec = TICK_NSEC;
	return to && copy_to_user(to, &ts, sizeof(ts)) ? -EFAULT : 0;
}

SYSCALL_DEFINE2(gettimeofday, struct timeval __user *, tv, struct timezone __user *, tz)
{
	struct timespec now = ns_to_timespec(ktime_get_real_ns());
	struct timeval value = { now.tv_sec, now.tv_nsec / NSEC_PER_USEC };
	struct timezone utc = { 0, 0 };

	if (tv && copy_to_user(tv, &value, sizeof(value)))
		return -EFAULT;
	if (tz && copy_to_user(tz, &utc, sizeof(utc)))
		return -EFAULT;
	return 0;
}

SYSCALL_DEFINE1(time, long __user *, to)
{
	long now = ktime_get_real_ns() / NSEC_PER_SEC;

	if (to && put_user(now, to))
		return -EFAULT;
	return now;
}

/* --- sleeping --------------------------------------------------------------------- */

struct cpu_sleeper {
	struct cpu_timer timer;
	struct task_struct *task; /* [I] */
};

static u64 wake_cpu_sleeper(struct cpu_timer *timer, u64 now)
{
	wake_up_process(container_of(timer, struct cpu_sleeper, timer)->task);
	return 0;
}

/* As sleep_until(), on a clock of CPU time. If its process ends, only a signal wakes. */
static u64 cpu_sleep_until(clockid_t clock, u64 expires)
{
	struct cpu_sleeper sleeper = { .task = current };
	u64 now;

	if (cpu_timer_init(&sleeper.timer, clock, wake_cpu_sleeper))
		return 0;
	cpu_timer_set(&sleeper.timer, expires);
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		now = cpu_timer_now(&sleeper.timer);
		if (now >= expires || signal_pending(current))
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	cpu_timer_end(&sleeper.timer);
	return now < expires ? expires - now : 0;
}

/*
 * Sleep until the monotonic clock, or one of CPU time, shows expires. => ns left: not 0 when
 * a signal came.
 */
static u64 sleep_until(clockid_t cpu_clock, u64 expires)
{
	if (cpu_clock)
		return cpu_sleep_until(cpu_clock, expires);
	for (;;) {
		u64 now = ktime_get_ns();
		unsigned long ticks;

		if (now >= expires)
			return 0;
		if (signal_pending(current))
			return expires - now;
		ticks = nsecs_to_jiffies(expires - now) + 1;
		schedule_timeout_interruptible(
			min(ticks, (unsigned long)MAX_JIFFY_OFFSET));
	}
}

static long restart_sleep(struct restart_block *restart);

/* Sleep, and if a signal cuts it short, say what is left and how to go on. */
static long sleep_relative(clockid_t cpu_clock, u64 expires, struct timespec __user *rmtp)
{
	u64 left = sleep_until(cpu_clock, expires);
	struct timespec rest;

	if (!left)
		return 0;
	rest = ns_to_timespec(left);
	if (rmtp && copy_to_user(rmtp, &rest, sizeof(rest)))
		return -EFAULT;
	current->restart_block.fn = restart_sleep;
	current->restart_block.expires = expires;
	current->restart_block.cpu_clock = cpu_clock;
	current->restart_block.addr = rmtp;
	return -ERESTART_RESTARTBLOCK;
}

static long restart_sleep(struct restart_block *restart)
{
	return sleep_relative(restart->cpu_clock, restart->expires, restart->addr);
}

SYSCALL_DEFINE2(nanosleep, const struct timespec __user *, rqtp, struct timespec __user *,
		rmtp)
{
	int err;
	u64 ns;

	err = get_timespec_ns(&ns, rqtp);
	if (err)
		return err;
	return sleep_relative(0, ktime_get_ns() + ns, rmtp);
}

/* A clock that stands still while its only thread sleeps. */
static bool is_own_thread(clockid_t cpu_clock)
{
	pid_t pid = CPUCLOCK_PID(cpu_clock);

	return CPUCLOCK_PERTHREAD(cpu_clock) && (!pid || pid == current->pid);
}

static bool can_sleep_on(clockid_t id)
{
	clockid_t plain = plain_clock(id);

	return plain == CLOCK_REALTIME || plain == CLOCK_MONOTONIC ||
	       id == CLOCK_PROCESS_CPUTIME_ID || id < 0;
}

SYSCALL_DEFINE4(clock_nanosleep, clockid_t, id, int, flags,
		const struct timespec __user *, rqtp, struct timespec __user *, rmtp)
{
	clockid_t cpu_clock = cpu_clock_id(id);
	u64 ns, now, base;
	int err;

	if (read_clock(id, &now) || (id < 0 && is_own_thread(id)))
		return -EINVAL;
	if (!can_sleep_on(id))
		return -EOPNOTSUPP;
	err = get_timespec_ns(&ns, rqtp);
	if (!err && !may_use_clock(id))
		err = -EPERM;
	if (err)
		return err;
	base = cpu_clock ? now : ktime_get_ns();
	if (!(flags & TIMER_ABSTIME))
		return sleep_relative(cpu_clock, base + ns, rmtp);
	if (ns <= now)
		return 0;
	return sleep_until(cpu_clock, base + (ns - now)) ? -ERESTARTNOHAND : 0;
}
