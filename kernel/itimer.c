/*
 * kernel/itimer.c - setitimer(2), getitimer(2), alarm(2): three timers a process
 *
 * ITIMER_REAL runs by the clock, the other two by the process's CPU time.
 *
 * Locking: itimer_mutex for what they are set to. They fire under tasklist_lock.
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

/* One of a process's; made when it is first set. */
struct itimer {
	struct interval_timer timer;
	pid_t tgid; /* [I] */
	int sig;    /* [I] */
};

/* Of each, by ITIMER_*: its signal, and its clock if that is not the monotonic one. */
static const struct {
	int sig;
	clockid_t cpu_clock;
} kinds[] = {
	[ITIMER_REAL] = { SIGALRM, 0 },
	[ITIMER_VIRTUAL] = { SIGVTALRM, MAKE_PROCESS_CPUCLOCK(0, CPUCLOCK_VIRT) },
	[ITIMER_PROF] = { SIGPROF, MAKE_PROCESS_CPUCLOCK(0, CPUCLOCK_PROF) },
};

static DEFINE_MUTEX(itimer_mutex);

/* A timer's two numbers, in ns. */
struct setting {
	u64 left, interval;
};

static void fire(struct interval_timer *timer, u64 times)
{
	struct itimer *it = container_of(timer, struct itimer, timer);
	struct task_struct *t = find_task_by_vpid(it->tgid);

	if (t)
		signal_post(it->sig, NULL, t, true);
}

/* itimer_mutex held. NULL: no memory. */
static struct itimer *make(int which)
{
	struct itimer *it = kmalloc(sizeof(*it), GFP_KERNEL);

	if (!it)
		return NULL;
	interval_timer_init(&it->timer, kinds[which].cpu_clock, fire);
	it->tgid = current->tgid;
	it->sig = kinds[which].sig;
	return current->signal->itimers[which] = it;
}

/* *old is what the timer was set to; new, if not NULL, comes in its place. */
static int exchange(int which, const struct setting *new, struct setting *old)
{
	struct itimer *it;
	int err = 0;

	if (which < 0 || which >= (int)ARRAY_SIZE(kinds))
		return -EINVAL;
	mutex_lock(&itimer_mutex);
	it = current->signal->itimers[which];
	*old = (struct setting){ 0, 0 };
	if (it) {
		old->left = interval_timer_left(&it->timer);
		old->interval = it->timer.interval;
	}
	if (new && !it && (new->left || new->interval))
		err = (it = make(which)) ? 0 : -ENOMEM;
	if (new &&it)
		interval_timer_set(&it->timer,
				   new->left ? interval_timer_now(&it->timer) + new->left
					     : 0,
				   new->interval);
	mutex_unlock(&itimer_mutex);
	return err;
}

void exit_itimers(struct signal_struct *signal)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (!signal->itimers[i])
			continue;
		interval_timer_end(&signal->itimers[i]->timer);
		kfree(signal->itimers[i]);
		signal->itimers[i] = NULL;
	}
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
	int err = exchange(ITIMER_REAL, &new, &old);
	u64 left = (old.left + NSEC_PER_SEC / 2) / NSEC_PER_SEC;

	return err ? err : old.left && !left ? 1 : (long)left;
}
