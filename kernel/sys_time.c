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

/* CPU time of all threads of the process, ended ones included. */
static u64 process_cputime_ns(void)
{
	struct task_struct *t;
	u64 ns;

	spin_lock_irq(&current->sighand->siglock);
	ns = current->signal->dead.runtime + task_sched_runtime(current);
	for_each_other_thread(t, current) ns += task_sched_runtime(t);
	spin_unlock_irq(&current->sighand->siglock);
	return ns;
}

/* 0 and *ns, or -EINVAL: no such clock. */
static int read_clock(clockid_t id, u64 *ns)
{
	switch (id) {
	case CLOCK_REALTIME:
		*ns = ktime_get_real_ns();
		return 0;
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_BOOTTIME:
		*ns = ktime_get_ns();
		return 0;
	case CLOCK_MONOTONIC_COARSE:
		*ns = ktime_get_coarse_ns();
		return 0;
	case CLOCK_REALTIME_COARSE:
		*ns = ktime_get_real_ns() - ktime_get_ns() + ktime_get_coarse_ns();
		return 0;
	case CLOCK_PROCESS_CPUTIME_ID:
		*ns = process_cputime_ns();
		return 0;
	case CLOCK_THREAD_CPUTIME_ID:
		*ns = task_sched_runtime(current);
		return 0;
	default:
		return -EINVAL;
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
	if (id == CLOCK_REALTIME_COARSE || id == CLOCK_MONOTONIC_COARSE)
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

/* Sleep until the monotonic clock shows expires. => ns left: not 0 when a signal came. */
static u64 sleep_until(u64 expires)
{
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
static long sleep_relative(u64 expires, struct timespec __user *rmtp)
{
	u64 left = sleep_until(expires);
	struct timespec rest;

	if (!left)
		return 0;
	rest = ns_to_timespec(left);
	if (rmtp && copy_to_user(rmtp, &rest, sizeof(rest)))
		return -EFAULT;
	current->restart_block.fn = restart_sleep;
	current->restart_block.expires = expires;
	current->restart_block.addr = rmtp;
	return -ERESTART_RESTARTBLOCK;
}

static long restart_sleep(struct restart_block *restart)
{
	return sleep_relative(restart->expires, restart->addr);
}

SYSCALL_DEFINE2(nanosleep, const struct timespec __user *, rqtp, struct timespec __user *,
		rmtp)
{
	int err;
	u64 ns;

	err = get_timespec_ns(&ns, rqtp);
	if (err)
		return err;
	return sleep_relative(ktime_get_ns() + ns, rmtp);
}

SYSCALL_DEFINE4(clock_nanosleep, clockid_t, id, int, flags,
		const struct timespec __user *, rqtp, struct timespec __user *, rmtp)
{
	u64 ns, now;
	int err;

	if (id == CLOCK_THREAD_CPUTIME_ID || read_clock(id, &now))
		return -EINVAL;
	if (id != CLOCK_REALTIME && id != CLOCK_MONOTONIC && id != CLOCK_BOOTTIME)
		return -EOPNOTSUPP;
	err = get_timespec_ns(&ns, rqtp);
	if (err)
		return err;
	if (!(flags & TIMER_ABSTIME))
		return sleep_relative(ktime_get_ns() + ns, rmtp);
	if (ns <= now)
		return 0;
	return sleep_until(ktime_get_ns() + (ns - now)) ? -ERESTARTNOHAND : 0;
}
