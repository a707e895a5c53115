/*
 * kernel/posix_timer.c - timer_create(2) and its relatives
 *
 *	timer_settime() --> interval_timer --> fire(): post the timer's own sigqueue
 *						|      still pending? then count only
 *						v
 *	the signal is taken: posix_timer_note_overrun() says how many it stands for
 *
 * So a timer has one signal at most pending, however fast it is, and needs no memory when
 * it fires. Source: the Linux man pages timer_create(2), timer_settime(2),
 * timer_getoverrun(2).
 *
 * Locking: timers_mutex for the list of timers and their settings; siglock for the
 * sigqueue and the overruns. timers_mutex > siglock; they fire under tasklist_lock, which
 * is outside siglock too.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/asm/sigevent.h>
#include "interval_timer.h"
#include "process.h"
#include "signal.h"
#include "time.h"

struct posix_timer {
	struct list_head list; /* [timers_mutex] in signal->posix_timers */
	struct interval_timer timer;
	struct signal_struct *signal; /* [I] of the process that it belongs to */
	clockid_t clock;              /* [I] */
	int id;                       /* [I] */
	pid_t target;                 /* [I] the thread, or the process; 0: nobody */
	bool to_thread;               /* [I] */
	struct sigqueue *q;           /* [I] */
	u64 overrun;                  /* [siglock] since q was posted */
	int last_overrun;             /* [siglock] of the signal that was taken last */
};

static DEFINE_MUTEX(timers_mutex);

/* --- firing ----------------------------------------------------------------------- */

/* siglock held. */
static void post(struct posix_timer *pt, struct task_struct *t, u64 times)
{
	if (!list_empty(&pt->q->list)) {
		pt->overrun += times;
		return;
	}
	pt->overrun = times - 1;
	signal_post_locked(pt->q->info.si_signo, pt->q, t, !pt->to_thread);
}

static void fire(struct interval_timer *timer, u64 times)
{
	struct posix_timer *pt = container_of(timer, struct posix_timer, timer);
	struct task_struct *t;
	unsigned long flags;

	t = find_task_by_vpid(pt->target);
	if (t && t->signal == pt->signal) {
		spin_lock_irqsave(&t->sighand->siglock, flags);
		post(pt, t, times);
		spin_unlock_irqrestore(&t->sighand->siglock, flags);
	}
}

void posix_timer_note_overrun(struct sigqueue *q)
{
	struct posix_timer *pt = q->timer;

	pt->last_overrun = q->info.si_overrun = min(pt->overrun, (u64)INT_MAX);
	pt->overrun = 0;
}

/* --- making and ending ------------------------------------------------------------ */

/* May the signal go to thread tid? tid is one of the caller's threads. */
static bool is_own_thread(pid_t tid)
{
	struct task_struct *t;
	bool own;

	read_lock(&tasklist_lock);
	t = find_task_by_vpid(tid);
	own = t && t->tgid == current->tgid;
	read_unlock(&tasklist_lock);
	return own;
}

static int check_event(const struct sigevent *event)
{
	switch (event->sigev_notify) {
	case SIGEV_NONE:
		return 0;
	case SIGEV_SIGNAL | SIGEV_THREAD_ID:
		if (!is_own_thread(event->sigev_notify_thread_id))
			return -EINVAL;
		fallthrough;
	case SIGEV_SIGNAL:
	case SIGEV_THREAD:
		return event->sigev_signo < 1 || event->sigev_signo > _NSIG ? -EINVAL : 0;
	default:
		return -EINVAL;
	}
}

/* A timer that nobody knows yet. -EAGAIN: RLIMIT_SIGPENDING, or no memory; -EINVAL: no clock. */
static struct posix_timer *new_timer(clockid_t clock, const struct sigevent *event)
{
	struct posix_timer *pt = kzalloc(sizeof(*pt), GFP_KERNEL);
	int err;

	if (!pt)
		return ERR_PTR(-EAGAIN);
	pt->clock = clock;
	pt->signal = current->signal;
	pt->to_thread = event->sigev_notify & SIGEV_THREAD_ID;
	if (pt->to_thread)
		pt->target = event->sigev_notify_thread_id;
	else if (event->sigev_notify != SIGEV_NONE)
		pt->target = current->tgid;
	pt->q = sigqueue_alloc(current, false);
	err = pt->q ? interval_timer_init(&pt->timer, cpu_clock_id(clock), fire)
		    : -EAGAIN;
	if (err) {
		sigqueue_free(pt->q);
		kfree(pt);
		return ERR_PTR(err);
	}
	pt->q->timer = pt;
	pt->q->info = (siginfo_t){ .si_signo = event->sigev_signo, .si_code = SI_TIMER };
	pt->q->info.si_value = event->sigev_value;
	return pt;
}

/* The timer's signal, which is pending for the caller, is not any more. siglock held. */
static void forget_signal(struct posix_timer *pt)
{
	struct sigpending *p = pt->to_thread ? &current->pending
					     : &current->signal->shared_pending;
	int sig = pt->q->info.si_signo;
	struct sigqueue *q;

	list_del_init(&pt->q->list);
	list_for_each_entry (q, &p->list, list)
		if (q->info.si_signo == sig)
			return;
	sigdelset(&p->signal, sig);
	recalc_sigpending();
}

/*
 * forget: with its signal. Else one that is pending stays so, and is nobody's but its
 * receiver's from now on.
 */
static void free_timer(struct posix_timer *pt, bool forget)
{
	bool pending;

	interval_timer_end(&pt->timer);
	spin_lock_irq(&current->sighand->siglock);
	if (forget && !list_empty(&pt->q->list))
		forget_signal(pt);
	pending = !list_empty(&pt->q->list);
	pt->q->timer = NULL;
	spin_unlock_irq(&current->sighand->siglock);
	if (!pending)
		sigqueue_free(pt->q);
	kfree(pt);
}

void exit_posix_timers(void)
{
	struct posix_timer *pt, *next;

	list_for_each_entry_safe (pt, next, &current->signal->posix_timers, list)
		free_timer(pt, true);
	INIT_LIST_HEAD(&current->signal->posix_timers);
	current->signal->next_timer_id = 0;
}

/* timers_mutex held. NULL: the process has none of that number. */
static struct posix_timer *find_timer(int id)
{
	struct posix_timer *pt;

	list_for_each_entry (pt, &current->signal->posix_timers, list)
		if (pt->id == id)
			return pt;
	return NULL;
}

/* --- system calls ----------------------------------------------------------------- */

/* Of those with a positive number: clocks of CPU time are looked at when they are taken. */
static int check_clock(clockid_t clock)
{
	if (cpu_clock_id(clock))
		return 0;
	switch (plain_clock(clock)) {
	case CLOCK_REALTIME:
	case CLOCK_MONOTONIC:
		return may_use_clock(clock) ? 0 : -EPERM;
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_REALTIME_COARSE:
	case CLOCK_MONOTONIC_COARSE:
		return -EOPNOTSUPP;
	default:
		return -EINVAL;
	}
}

SYSCALL_DEFINE3(timer_create, clockid_t, clock, const struct sigevent __user *, from,
		int __user *, to)
{
	struct sigevent event = { .sigev_signo = SIGALRM, .sigev_notify = SIGEV_SIGNAL };
	struct posix_timer *pt;
	int err, id;

	if (from && copy_from_user(&event, from, sizeof(event)))
		return -EFAULT;
	err = check_clock(clock);
	if (!err)
		err = check_event(&event);
	if (err)
		return err;
	pt = new_timer(clock, &event);
	if (IS_ERR(pt))
		return PTR_ERR(pt);
	mutex_lock(&timers_mutex);
	id = pt->id = current->signal->next_timer_id++;
	if (!from)
		pt->q->info.si_int = id;
	pt->q->info.si_tid = id;
	err = put_user(id, to);
	if (!err)
		list_add(&pt->list, &current->signal->posix_timers);
	mutex_unlock(&timers_mutex);
	if (err)
		free_timer(pt, false);
	return err;
}

SYSCALL_DEFINE1(timer_delete, int, id)
{
	struct posix_timer *pt;

	mutex_lock(&timers_mutex);
	pt = find_timer(id);
	if (pt)
		list_del(&pt->list);
	mutex_unlock(&timers_mutex);
	if (!pt)
		return -EINVAL;
	free_timer(pt, false);
	return 0;
}

static struct itimerspec get_setting(struct posix_timer *pt)
{
	return (struct itimerspec){ ns_to_timespec(pt->timer.interval),
				    ns_to_timespec(interval_timer_left(&pt->timer)) };
}

SYSCALL_DEFINE2(timer_gettime, int, id, struct itimerspec __user *, to)
{
	struct itimerspec setting;
	struct posix_timer *pt;

	mutex_lock(&timers_mutex);
	pt = find_timer(id);
	if (pt)
		setting = get_setting(pt);
	mutex_unlock(&timers_mutex);
	if (!pt)
		return -EINVAL;
	return copy_to_user(to, &setting, sizeof(setting)) ? -EFAULT : 0;
}

/* When its timer's clock shows what pt's is to show: ns. Before boot is just after it. */
static u64 absolute(struct posix_timer *pt, u64 ns)
{
	u64 now = interval_timer_now(&pt->timer);
	u64 base = plain_clock(pt->clock) == CLOCK_REALTIME ? ktime_get_real_ns() : now;

	if (ns > base)
		return now + (ns - base);
	return base - ns < now ? now - (base - ns) : 1;
}

SYSCALL_DEFINE4(timer_settime, int, id, int, flags, const struct itimerspec __user *,
		from, struct itimerspec __user *, to)
{
	struct itimerspec setting;
	struct posix_timer *pt;
	u64 value, interval;
	int err = get_timespec_ns(&interval, &from->it_interval);

	if (!err)
		err = get_timespec_ns(&value, &from->it_value);
	if (err)
		return from ? err : -EINVAL;
	mutex_lock(&timers_mutex);
	pt = find_timer(id);
	if (pt) {
		setting = get_setting(pt);
		if (value)
			value = flags & TIMER_ABSTIME
					? absolute(pt, value)
					: interval_timer_now(&pt->timer) + value;
		err = interval_timer_set(&pt->timer, value, interval);
	}
	mutex_unlock(&timers_mutex);
	if (!pt)
		return -EINVAL;
	if (err)
		return err;
	return to && copy_to_user(to, &setting, sizeof(setting)) ? -EFAULT : 0;
}

SYSCALL_DEFINE1(timer_getoverrun, int, id)
{
	struct posix_timer *pt;
	int overrun = -EINVAL;

	mutex_lock(&timers_mutex);
	pt = find_timer(id);
	if (pt)
		overrun = READ_ONCE(pt->last_overrun);
	mutex_unlock(&timers_mutex);
	return overrun;
}
