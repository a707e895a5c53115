/*
 * core/cpu_timer.c - clocks of CPU time, and timers that run by them
 *
 *	timer_settime(), setitimer(),	      a tick finds a thread of the process:
 *	clock_nanosleep(), RLIMIT_CPU		    run_posix_cpu_timers()
 *		   |					     |
 *		   v					     v
 *	signal_struct.cpu_timers: timer - timer - timer --> function()
 *
 * A timer hangs at the process whose time it is about, whoever's it is, until it or the
 * process ends. Only who has timers pays for them, at its ticks.
 *
 * Source: the Linux man pages timer_create(2), clock_getcpuclockid(3), getrlimit(2).
 * Atlas: a timer is due at the first tick at or after its time.
 *
 * Locking: tasklist_lock > cpu_timers_lock > siglock, irqs off. tasklist_lock keeps a
 * process's ring of threads still.
 */
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/posix-timers.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <uapi/linux/time.h>

static DEFINE_SPINLOCK(cpu_timers_lock);

/* --- clocks ----------------------------------------------------------------------- */

clockid_t cpu_clock_id(clockid_t id)
{
	if (id == CLOCK_PROCESS_CPUTIME_ID)
		return MAKE_PROCESS_CPUCLOCK(0, CPUCLOCK_SCHED);
	if (id == CLOCK_THREAD_CPUTIME_ID)
		return MAKE_THREAD_CPUCLOCK(0, CPUCLOCK_SCHED);
	return id < 0 ? id : 0;
}

static u64 thread_time(struct task_struct *t, int which)
{
	if (which == CPUCLOCK_SCHED)
		return task_sched_runtime(t);
	return t->utime + (which == CPUCLOCK_PROF ? t->stime : 0);
}

/* What clock shows, which is of t or of its process. tasklist_lock held. */
static u64 sample(struct task_struct *t, clockid_t clock)
{
	int which = CPUCLOCK_WHICH(clock);
	u64 ns = thread_time(t, which);
	struct task_struct *other;

	if (CPUCLOCK_PERTHREAD(clock))
		return ns;
	for_each_other_thread(other, t) ns += thread_time(other, which);
	if (which == CPUCLOCK_SCHED)
		return ns + t->signal->dead.runtime;
	return ns + t->signal->dead.utime +
	       (which == CPUCLOCK_PROF ? t->signal->dead.stime : 0);
}

/* Whose time is it? NULL: nobody's, or another's thread's. tasklist_lock held. */
static struct task_struct *find_clock(clockid_t clock)
{
	pid_t pid = CPUCLOCK_PID(clock);
	struct task_struct *t = pid ? find_task_by_vpid(pid) : current;

	if (!t || CPUCLOCK_WHICH(clock) >= CPUCLOCK_MAX)
		return NULL;
	if (CPUCLOCK_PERTHREAD(clock))
		return t->tgid == current->tgid ? t : NULL;
	return !pid || thread_group_leader(t) ? t : NULL;
}

int cpu_clock_get(clockid_t clock, u64 *ns)
{
	struct task_struct *t;

	read_lock(&tasklist_lock);
	t = find_clock(clock);
	if (t)
		*ns = sample(t, clock);
	read_unlock(&tasklist_lock);
	return t ? 0 : -EINVAL;
}

/* --- timers ----------------------------------------------------------------------- */

int cpu_timer_init(struct cpu_timer *timer, clockid_t clock,
		   u64 (*function)(struct cpu_timer *timer, u64 now))
{
	struct task_struct *t;

	*timer = (struct cpu_timer){ .function = function };
	INIT_LIST_HEAD(&timer->list);
	read_lock(&tasklist_lock);
	t = find_clock(clock);
	if (t)
		timer->clock = MAKE_PROCESS_CPUCLOCK(
			CPUCLOCK_PERTHREAD(clock) ? t->pid : t->tgid, clock & 7);
	spin_lock_irq(&cpu_timers_lock);
	if (t && atomic_read(&t->signal->live)) {
		timer->process = t->signal;
		list_add_tail(&timer->list, &t->signal->cpu_timers);
	}
	spin_unlock_irq(&cpu_timers_lock);
	read_unlock(&tasklist_lock);
	return t ? 0 : -EINVAL;
}

/* cpu_timers_lock held. */
static void detach(struct cpu_timer *timer)
{
	list_del_init(&timer->list);
	timer->process = NULL;
	timer->expires = 0;
}

void cpu_timer_end(struct cpu_timer *timer)
{
	spin_lock_irq(&cpu_timers_lock);
	detach(timer);
	spin_unlock_irq(&cpu_timers_lock);
}

/* Whose time it counts, while that lives. tasklist_lock and cpu_timers_lock held. */
static struct task_struct *timed_task(const struct cpu_timer *timer)
{
	return timer->process ? find_task_by_vpid(CPUCLOCK_PID(timer->clock)) : NULL;
}

u64 cpu_timer_now(struct cpu_timer *timer)
{
	struct task_struct *t;
	u64 now;

	read_lock(&tasklist_lock);
	spin_lock_irq(&cpu_timers_lock);
	t = timed_task(timer);
	now = t ? sample(t, timer->clock) : 0;
	spin_unlock_irq(&cpu_timers_lock);
	read_unlock(&tasklist_lock);
	return now;
}

/* t is timed. tasklist_lock and cpu_timers_lock held. */
static void fire_if_due(struct cpu_timer *timer, struct task_struct *t)
{
	u64 now;

	if (!timer->expires)
		return;
	now = sample(t, timer->clock);
	if (now >= timer->expires)
		timer->expires = timer->function(timer, now);
}

int cpu_timer_set(struct cpu_timer *timer, u64 expires)
{
	struct task_struct *t;

	read_lock(&tasklist_lock);
	spin_lock_irq(&cpu_timers_lock);
	t = timed_task(timer);
	if (t) {
		timer->expires = expires;
		fire_if_due(timer, t);
	}
	spin_unlock_irq(&cpu_timers_lock);
	read_unlock(&tasklist_lock);
	return t ? 0 : -ESRCH;
}

void posix_cpu_timers_exit(struct task_struct *t, bool last)
{
	struct cpu_timer *timer, *next;

	if (list_empty(&t->signal->cpu_timers))
		return;
	spin_lock_irq(&cpu_timers_lock);
	list_for_each_entry_safe (timer, next, &t->signal->cpu_timers, list)
		if (last || (CPUCLOCK_PERTHREAD(timer->clock) &&
			     CPUCLOCK_PID(timer->clock) == t->pid))
			detach(timer);
	spin_unlock_irq(&cpu_timers_lock);
}

/* May t's clock be looked at? One that ends soon has no signal_struct any more. */
static bool has_timers(const struct task_struct *t)
{
	return !(t->flags & PF_EXITING) && t->signal &&
	       !list_empty(&t->signal->cpu_timers);
}

void run_posix_cpu_timers(void)
{
	struct cpu_timer *timer, *next;

	if (!has_timers(current))
		return;
	read_lock(&tasklist_lock);
	spin_lock(&cpu_timers_lock);
	list_for_each_entry_safe (timer, next, &current->signal->cpu_timers, list)
		if (!CPUCLOCK_PERTHREAD(timer->clock) ||
		    CPUCLOCK_PID(timer->clock) == current->pid)
			fire_if_due(timer, current);
	spin_unlock(&cpu_timers_lock);
	read_unlock(&tasklist_lock);
}

/* --- RLIMIT_CPU ------------------------------------------------------------------- */

/* A limit in ns; 0: none. */
static u64 limit_ns(u64 seconds)
{
	if (seconds > U64_MAX / NSEC_PER_SEC)
		return 0;
	return max(seconds * NSEC_PER_SEC, (u64)1);
}

/* Ticks of the process itself come here. The soft limit is a second later each time. */
static u64 reach_limit(struct cpu_timer *timer, u64 now)
{
	struct signal_struct *signal = current->signal;
	u64 hard = limit_ns(signal->rlim[RLIMIT_CPU].rlim_max), next = 0;

	spin_lock(&current->sighand->siglock);
	if (hard && now >= hard) {
		signal_post_locked(SIGKILL, NULL, current, true);
	} else {
		signal_post_locked(SIGXCPU, NULL, current, true);
		next = limit_ns(++signal->rlim[RLIMIT_CPU].rlim_cur);
	}
	spin_unlock(&current->sighand->siglock);
	return next;
}

void update_rlimit_cpu(struct signal_struct *signal)
{
	struct cpu_timer *timer = &signal->cpu_limit;
	unsigned long flags;

	spin_lock_irqsave(&cpu_timers_lock, flags);
	if (!timer->process) {
		timer->process = signal;
		timer->clock = MAKE_PROCESS_CPUCLOCK(0, CPUCLOCK_PROF);
		timer->function = reach_limit;
		list_add(&timer->list, &signal->cpu_timers);
	}
	timer->expires = limit_ns(READ_ONCE(signal->rlim[RLIMIT_CPU].rlim_cur));
	spin_unlock_irqrestore(&cpu_timers_lock, flags);
}
