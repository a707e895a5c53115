/*
 * kernel/itimer.c - setitimer(2), getitimer(2), alarm(2): three timers a process
 *
 * ITIMER_REAL runs by the clock. The other two run while the process does, and count down
 * at its ticks (core/itimer.c).
 *
 * Locking: itimer_mutex for ITIMER_REAL, which an interrupt moves on; siglock for the two
 * others.
 */
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/linux/time.h>
#include "interval_timer.h"
#include "process.h"
#include "time.h"

/* ITIMER_REAL of a process; made when it is first set. */
struct real_itimer {
	struct interval_timer timer;
	pid_t tgid; /* [I] */
};

static DEFINE_MUTEX(itimer_mutex);

/* A timer's two numbers, in ns. */
struct setting {
	u64 left, interval;
};

static void fire_real(struct interval_timer *t, u64 times)
{
	kill_pid(container_of(t, struct real_itimer, timer)->tgid, SIGALRM, 1);
}

/* itimer_mutex held. NULL: no memory. */
static struct real_itimer *make_real(void)
{
	struct real_itimer *real = kmalloc(sizeof(*real), GFP_KERNEL);

	if (!real)
		return NULL;
	interval_timer_init(&real->timer, fire_real);
	real->tgid = current->tgid;
	return current->signal->real_itimer = real;
}

static int exchange_real(const struct setting *new, struct setting *old)
{
	struct real_itimer *real;
	int err = 0;

	mutex_lock(&itimer_mutex);
	real = current->signal->real_itimer;
	*old = (struct setting){ 0, 0 };
	if (real) {
		old->left = interval_timer_left(&real->timer);
		old->interval = real->timer.interval;
	}
	if (new &&new->left && !real)
		err = (real = make_real()) ? 0 : -ENOMEM;
	if (new &&real)
		interval_timer_set(&real->timer,
				   new->left ? ktime_get_ns() + new->left : 0,
				   new->interval);
	mutex_unlock(&itimer_mutex);
	return err;
}

static void exchange_cpu(int which, const struct setting *new, struct setting *old)
{
	struct cpu_itimer *timer = &current->signal->cpu_itimers[which - ITIMER_VIRTUAL];

	spin_lock_irq(&current->sighand->siglock);
	*old = (struct setting){ timer->left, timer->interval };
	if (new)
		*timer = (struct cpu_itimer){ new->left, new->interval };
	spin_unlock_irq(&current->sighand->siglock);
}

/* *old is what the timer was set to; new, if not NULL, comes in its place. */
static int exchange(int which, const struct setting *new, struct setting *old)
{
	if (which == ITIMER_REAL)
		return exchange_real(new, old);
	if (which != ITIMER_VIRTUAL && which != ITIMER_PROF)
		return -EINVAL;
	exchange_cpu(which, new, old);
	return 0;
}

void exit_itimers(struct signal_struct *signal)
{
	if (!signal->real_itimer)
		return;
	interval_timer_set(&signal->real_itimer->timer, 0, 0);
	kfree(signal->real_itimer);
	signal->real_itimer = NULL;
}

/* --- system calls ----------------------------------------------------------------- */

static struct timeval ns_to_timeval(u64 ns)
{
	return (struct timeval){ ns / NSEC_PER_SEC, ns % NSEC_PER_SEC / NSEC_PER_USEC };
}

static int copy_itimerval(struct itimerval __user *to, const struct setting *s)
{
	/* One that is about to fire is not one that is not set. */
	u64 left = s->left ? max(s->left, (u64)NSEC_PER_USEC) : 0;
	struct itimerval value = { ns_to_timeval(s->interval), ns_to_timeval(left) };

	return copy_to_user(to, &value, sizeof(value)) ? -EFAULT : 0;
}

static int timeval_to_ns(const struct timeval *tv, u64 *ns)
{
	if (tv->tv_usec < 0 || tv->tv_usec >= USEC_PER_SEC)
		return -EINVAL;
	return make_ns(ns, tv->tv_sec, tv->tv_usec * NSEC_PER_USEC);
}

SYSCALL_DEFINE2(getitimer, int, which, struct itimerval __user *, to)
{
	struct setting old;
	int err = exchange(which, NULL, &old);

	return err ? err : copy_itimerval(to, &old);
}

SYSCALL_DEFINE3(setitimer, int, which, const struct itimerval __user *, from,
		struct itimerval __user *, to)
{
	struct itimerval value = { { 0, 0 }, { 0, 0 } };
	struct setting new, old;
	int err;

	if (from && copy_from_user(&value, from, sizeof(value)))
		return -EFAULT;
	err = timeval_to_ns(&value.it_value, &new.left);
	if (!err)
		err = timeval_to_ns(&value.it_interval, &new.interval);
	if (!err)
		err = exchange(which, &new, &old);
	return err || !to ? err : copy_itimerval(to, &old);
}

/* => the seconds that were left, rounded, but not to 0. */
SYSCALL_DEFINE1(alarm, unsigned int, seconds)
{
	struct setting new = { seconds * (u64)NSEC_PER_SEC, 0 }, old;
	int err = exchange_real(&new, &old);
	u64 left = (old.left + NSEC_PER_SEC / 2) / NSEC_PER_SEC;

	return err ? err : old.left && !left ? 1 : (long)left;
}
